"""Whether a drug is said to do more or less of its work: “sapped the firepower of oxaliplatin”, “foiling the antibody”.

What a verb raises or lowers is a therapy's own doing when it is a noun that the drug owns, whatever noun that is,
unless it is no success of it (its dose, its efflux); the same verb with the tumour's growth is read elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from exoannotate.suggest.claims.response.unchanged import Outcome, Unchanged
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.grammar import DETERMINERS, PREPOSITIONS, SUBORDINATORS
from exoannotate.suggest.claims.sentence.words import stems

WORKS = "the drug does more or less"


class Working(Unchanged):
    """Finds what is told of a drug's own work."""

    def works(self, at: int) -> Iterator[Outcome]:
        """What stands before or after a drug and is its work."""
        if at in self.drugs and at - 1 not in self.drugs and self.stands_alone(at):
            yield from self.owned(at)
            yield from self.done_by(at)
        elif self.low(at) == "against" and at - 1 in self.cells:
            yield from self.made_proof(at)
        elif (
            at - 1 in self.drugs
            and at - 1 not in self.cells
            and self.stem(at) in _WORK
            and not self.low(at).endswith(("ed", "ing", "s"))
            and self.low(at + 1) not in DETERMINERS
            and at + 1 not in self.cells
        ):
            yield from self.work(at, -1, at)
        elif (
            self.stem(at) in _NAMELESS
            and self.low(at - 1) in ("the", "this", "that", "these")
            and (at + 1 >= len(self.words) or self.words[at + 1].is_mark or self.low(at + 1) in say.FUNCTION)
            and self.low(at + 1) not in ("of", "with", "to")
            and self.drugs
        ):
            verb = self.left_of(at - 1)
            if self.stem(verb) in _HINDERING and self.form(verb) in ("finite", "infinitive", "gerund"):
                sign = -1 if self.denied(verb) else 1
                yield Outcome(sign, verb, at, "the drug is hindered", 1.0, bool(self.denied(verb)))

    def made_proof(self, at: int) -> Iterator[Outcome]:
        """“stiffens the cells against a drug”: whatever is done to cells against a drug protects them."""
        if not any(self.is_present(k) for k in range(at + 1, min(len(self.words), at + 5))):
            return
        verb = at - 1
        while verb > 0 and (verb in self.cells or self.low(verb) in DETERMINERS | {"more", "other"}):
            verb -= 1
        low = self.low(verb)
        if verb < 1 or self.stem(verb) in _NOT_TO_PROTECT or self.stem(verb) in say.PROTECTING | say.SENSITISING:
            return
        if not low.endswith(("s", "ed", "ing")) and self.low(verb - 1) not in (
            "to",
            "not",
            "longer",
            "could",
            "can",
            "did",
            "may",
        ):
            return
        if low in say.FUNCTION or not low.isalpha() or self.stem(verb) in say.SENSITIVITY | say.RESISTANCE:
            return
        governed = self.of_verb(verb)
        yield Outcome(governed.sign, governed.first, at, "protects", 1.2, governed.denied)

    def stands_alone(self, at: int) -> bool:
        """Whether the drug is a noun there, and does not describe the next: not “cisplatin resistance”."""
        last = at
        while last + 1 in self.drugs:
            last += 1
        after = self.low(last + 1)
        return at not in self.cells and (
            not after or self.words[last + 1].is_mark or after in say.FUNCTION or last + 1 in self.cells
            or self.stem(last + 1) in say.GENERIC_DRUG
        )  # fmt: skip

    def owned(self, at: int) -> Iterator[Outcome]:
        """“the firepower of oxaliplatin”."""
        of = at - 1
        while self.low(of) in DETERMINERS and of > 0:
            of -= 1
        noun = of - 1
        stem, low = self.stem(noun), self.low(noun)
        if self.low(of) != "of" or noun < 1 or stem in _NO_WORK or not low.isalpha() or low in say.FUNCTION:
            return
        if stem in _AGAINST:
            yield from self.work(noun, 1, at)
        elif stem in _WORK | say.ABILITY:
            yield from self.work(noun, -1, at)
        elif (
            stem not in say.RESISTANCE | say.SENSITIVITY | say.GROWTH | say.GENERIC_DRUG
            and not self.way(noun)
            and not low.endswith(("ing", "ed", "ly"))
            and noun not in self.cells
        ):
            yield from self.work(noun, -1, at, near=True)

    def done_by(self, at: int) -> Iterator[Outcome]:
        """“the clearance of blasts by cytarabine”."""
        by = at - 1
        while self.low(by) in DETERMINERS and by > 0:
            by -= 1
        if self.low(by) != "by":
            return
        for k in range(by - 1, max(0, by - 9), -1):
            if self.low(k) in ("of", "over") and self.stem(k - 1) in CONTAINING:
                yield from self.work(k - 1, -1, at)
                return
            if k not in self.cells and self.low(k) in PREPOSITIONS | SUBORDINATORS:
                return

    def work(self, noun: int, sign: int, end: int, *, near: bool = False) -> Iterator[Outcome]:
        governed = self.of_noun(noun)
        if governed.how not in ("before", "after"):
            return
        said = governed.how == "after" and governed.last - end < 4
        if (
            near
            and not said
            and (
                governed.how != "before"
                or noun - governed.first > 4
                or self.stem(governed.first) in say.HANDING | _MAKING_IT
                or any(self.low(k) in PREPOSITIONS | SUBORDINATORS for k in range(governed.first, noun))
            )
        ):
            return
        last = max(end, governed.last)
        yield Outcome(sign * governed.sign, governed.first, last, WORKS, 0.9 if near else 1.1, governed.denied)


_WORK = stems(
    "bite grip toll performance punch sting edge force strength kill clout power impact outcome promise usefulness "
    "utility value reach hold sway firepower competence merit payoff yield superiority advantage control success "
    "efficacy effectiveness potency benefit toxicity cytotoxicity lethality activity action effect ability capacity"
) - stems("efficacy effectiveness potency benefit toxicity cytotoxicity lethality activity action effect success")
"""Nouns for what a drug achieves; those that name a response are read as such."""
CONTAINING = stems(
    "control kill eradication elimination clearance containment suppression destruction shrinkage shrinking debulking "
    "clearing purging removal restraint ablation"
)
_AGAINST = stems(
    "efflux export extrusion expulsion inactivation degradation detoxification breakdown clearance catabolism "
    "exit outflow egress ejection pumping leakage sequestration futility ineffectiveness failure neutralisation "
    "neutralization excretion"
)
"""What befalls a drug to its loss."""
_NO_WORK = stems(
    "dose dosage concentration amount level presence absence addition administration use usage influence course cycle "
    "combination mixture delivery loading encapsulation release transport solubility stability half-life circulation "
    "bioavailability penetration distribution biodistribution pharmacokinetic metabolism target side safety "
    "tolerability cost quality quantity expression number type kind class removal withdrawal discontinuation start "
    "onset end cessation time day week month round line case mechanism model study field era history exposure "
    "metabolite analogue derivative prodrug need want lack content load fraction share part role sensitivity "
    "resistance activation conversion synthesis form inhibition induction infusion injection intake cause"
)
_MAKING_IT = stems("develop lead led cause induce trigger produce generate create show")
_NOT_TO_PROTECT = stems(
    "test screen use direct pit treat activate attack turn compare try assess measure act work kill cell line inhibit "
    "active effective potent efficacious deliver cytotoxic toxic activity sensitise prime send"
)
_NAMELESS = stems("drug agent inhibitor antibody compound therapy treatment cytostatic")
_HINDERING = stems(
    "impair hamper hinder compromise undermine sabotage counteract antagonise blunt thwart weaken frustrate foil dull "
    "defeat disarm nullify offset subvert oppose dampen quench cripple negate cancel neutralise neutralize hobble "
    "stymie undercut defang outwit outsmart"
)
