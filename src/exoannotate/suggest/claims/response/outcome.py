"""What a sentence says of the response to a therapy: more resistance, more sensitivity, nothing, and in which words.

A response (resistance, sensitivity, protect, refractory, "killed fewer cells" ...) has a sign; what governs it turns
or keeps that sign, see ``governing``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from exoannotate.suggest.claims.response import turns
from exoannotate.suggest.claims.response.faring import TOGETHER
from exoannotate.suggest.claims.response.sayings import MIXED
from exoannotate.suggest.claims.response.standing import TRAITS, Standing, before_it_could, inferred, without_which
from exoannotate.suggest.claims.response.unchanged import Outcome
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.words import Word, stems


def find(words: Sequence[Word], drugs: frozenset[int], cells: frozenset[int]) -> tuple[Outcome, ...]:
    """The outcomes from left to right. ``drugs`` and ``cells``: words that belong to drugs and to cells."""
    found = tuple(sorted(_Reader(words, drugs, cells).all(), key=lambda o: o.first))
    if found and (needed := without_which(words)) is not None:
        found = tuple(replace(o, sign=-o.sign, denied=False) if o.first > needed else o for o in found)
    if found and (forestalled := before_it_could(words)) is not None:
        found = tuple(replace(o, sign=-o.sign) if o.first > forestalled else o for o in found)
    if len(found) > 1 and (thus := inferred(words)) is not None and any(o.last < thus for o in found):
        return tuple(replace(o, weight=o.weight / 3) if o.first > thus else o for o in found)
    return found


class _Reader(Standing):
    def all(self) -> Iterator[Outcome]:
        for at in range(len(self.words)):
            yield from self.unchanged(at)
            yield from self.response(at)
            yield from self.works(at)
        for turn in turns.find(self.words, self.drugs, self.cells):
            if turn.rule == TOGETHER:  # "neither did much by itself; together they ..."
                yield Outcome(turn.sign, turn.first, turn.last, turn.rule, turn.weight)
                continue
            why = self.denied(turn.first) if turn.sign and turn.first not in self.drugs | self.cells else ""
            sign = -turn.sign if why else turn.sign  # "no longer kept them alive"
            if not why and turn.sign and self.low(turn.first - 1) == "to" and turn.first not in self.drugs | self.cells:
                above = self.of_verb(turn.first)  # "no longer allowed the cells to ignore it"
                sign, why = turn.sign * above.sign, "not" if above.denied else ""
            if self.low(turn.first).startswith(("grow", "grew")) and not self.has_drug():
                continue  # “resistant cells grew faster”: under no therapy
            yield Outcome(sign, turn.first, turn.last, turn.rule, turn.weight, why in _DENYING)

    def has_drug(self) -> bool:
        """Whether a therapy is there, and does not only tell which cells are meant."""
        return any(map(self.is_present, self.drugs)) or any(
            w.stem in say.GENERIC_DRUG and k not in self.cells for k, w in enumerate(self.words)
        )

    # Responses ---------------------------------------------------------------------------------------------------

    def response(self, at: int) -> Iterator[Outcome]:
        word = self.words[at]
        stem = word.stem
        head, _, tail = stem.rpartition("-")
        if word.low == "into":
            yield from self.turned_into(at)
        elif word.low in ("or", "and") and self.goes_both_ways(at):
            yield Outcome(0, at - 1, at + 1, MIXED, 3.2)
        elif word.low in _STOPPED and self.stem(at - 1) in say.GROWTH and self.under_drug(at):
            yield from self.noun(at, -1, weak=True)  # "growth arrest": it is not growth that is told of
        elif word.low in ("benefited", "benefitted", "profited"):
            yield from self.verb(at, -1, "benefits")
        elif stem in say.SURVIVING and self.is_verb(at):
            if stem in _LASTS and self.sensitivity_does(at):
                yield Outcome(0, at, at, "lasts without it", 2.0)
            elif stem not in say.AVOIDING or self.of_harm(at):
                yield from self.verb(at, 1, "survives")
        elif (
            stem in say.GROWTH
            or (word.low in _SIZES and self.low(at - 1) in ("tumor", "tumour", "xenograft"))
            or (word.low == "formation" and self.low(at - 1) in ("colony", "clone", "sphere"))
        ) and (self.under_drug(at)):
            yield from self.noun(at, 1, weak=True) if self.low(at + 1) not in _STOPPED else ()
        elif word.low == "fraction" and self.low(at - 1) in ("surviving", "viable", "clonogenic", "living"):
            yield from self.noun(at, 1, weak=True)
        elif self.stem(at + 1) in say.ABILITY and _DOES.match(word.low):
            yield from self.noun(at + 1, 1 if "protect" in word.low else -1, weak=False, told=True)
        elif (stem in say.PROTECTING and word.low.endswith(("sation", "zation"))) or (
            word.low in _SHELTERS and self.low(at - 1) in _BEFORE_NOUN
        ):
            yield from self.noun(at, 1, weak=False)
        elif stem in say.PROTECTING and (
            self.saves_sensitivity(at) or self.spares_a_name(at) or self.spares_healthy(at)
            or self.stem(at + 1) in _TRIALS
        ):  # fmt: skip
            return
        elif (
            stem in say.PROTECTING
            and self.is_present(at + 1)
            and at + 1 not in self.cells
            and self.stands_alone(at + 1)
        ):
            yield Outcome(1 if self.denied(at) else -1, at, at + 1, "the drug is helped", 1.1)  # "spared it its efflux"
        elif stem in say.PROTECTING:
            yield from self.verb(at, 1, "protects")
        elif stem in say.SENSITISING and word.low.endswith(("sation", "zation")):
            yield from self.noun(at, -1, weak=False, told=self.by_them(at))
        elif stem in say.SENSITISING:
            yield from self.verb(at, -1, "sensitises")
        elif stem in say.RESISTANCE or (
            head and tail in ("resistance", "toleranc", "resistanc") and stem not in say.RESISTANT
        ):
            yield from self.noun(at, 1, weak=self.is_weak(at))
        elif stem in say.SENSITIVITY:
            yield from self.noun(at, -1, weak=stem in say.WEAK_SENSITIVITY)
        elif head and tail in ("sensitis", "sensitiz", "protect") and word.low.endswith("ing"):
            yield Outcome(-1 if tail != "protect" else 1, at, at, "described so", 1.0)
        elif word.low == "mdr" and self.low(at + 1) in _STATES:
            yield from self.noun(at, 1, weak=False)
        elif stem in _STATED and self.low(at + 1) in _STATES:
            yield from self.noun(at, 1 if stem in say.RESISTANT else -1, weak=False)
        elif tail in ("resistant", "sensitive", "tolerant", "refractory") and self.low(at + 1) in _STATES:
            yield from self.noun(at, -1 if tail == "sensitive" else 1, weak=False)
        elif head and (way := _TAILS.get(word.low.rpartition("-")[2])) and self.predicative(at):
            yield from self.adjective(at, way)
        elif stem in _STATED and self.predicative(at):
            yield from self.adjective(at, 1 if stem in say.RESISTANT else -1)
        elif word.low in TRAITS:
            yield from self.handed_trait(at)
        elif stem in say.EFFECTIVE or stem in say.INEFFECTIVE:
            yield from self.drug_is(at, -1 if stem in say.EFFECTIVE else 1)
        elif stem in say.DYING and self.low(at + 1) not in ("by", "with"):
            yield from self.verb(at, -1, "responds", weight=0.7)
        elif (
            word.low in _AMOUNTS
            and self.low(at - 1) in ("intracellular", "cellular", "nuclear", "effective")
            and (
                (self.low(at + 1) == "of" and at + 2 in self.drugs)
                or (self.low(at - 2) in ("its", "their") and any(k in self.drugs for k in range(at - 12, at)))
            )
        ) or (
            stem in _TAKEN_UP
            and not self.by_vesicles(at)
            and (at - 1 in self.drugs or (self.low(at + 1) == "of" and at + 2 in self.drugs))
        ):
            yield from self.noun(at, -1, weak=False)
        elif at in self.drugs and self.is_object(at):
            verb = self.left_of(at)
            why = self.denied(verb)
            way, turned, denied = self.way(verb) or 1, bool(why), why not in ("", "no longer")
            rule = "the drug is helped" if way > 0 else "the drug is hindered"
            yield Outcome(way if turned else -way, at - 1, at, rule, 1.0, denied)
        elif (
            stem in _DEGRADING
            and self.is_verb_form(at)
            and any(self.is_present(k) and k not in self.cells for k in (at + 1, at + 2))
        ):
            yield Outcome(-1 if self.denied(at) else 1, at, at + 1, "the drug is undone", 1.0)
        elif stem in _UNDOING and any(k in self.drugs for k in range(at + 1, min(len(self.words), at + 10))):
            yield Outcome(-1 if self.denied(at) else 1, at, at, "the drug is undone", 1.0)

    def noun(self, at: int, sign: int, *, weak: bool, told: bool = False) -> Iterator[Outcome]:
        if self.is_attribute(at) or at in self.cells:
            return
        if self.words[at].stem in _OF_PEOPLE and self.of_people(at):
            sign = -1
        elif (
            weak and not self.drug_near(at) and not ("its" in (self.low(at - 1), self.low(at - 2)) and self.of_drug(at))
        ):
            return
        if not told and stem_of_effect(self.words[at]) and (
            self.low(at - 1) in _OTHER_EFFECTS or not self.of_drug(at)
        ):  # fmt: skip
            return
        if any(self.low(k) in _APART and self.low(k + 1) in ("in", "of", "between") for k in (at - 2, at - 3, at - 4)):
            return  # "the difference in response disappeared": of which cells is not told
        governed = self.of_noun(at)
        if sign < 0 and governed.how in ("before", "after") and any(
            self.stem(k) in say.WORSENING for k in (governed.first, governed.last)
        ):  # fmt: skip
            sign = 1  # "worsened the response": less of it
        rule = f"{'resistance' if sign > 0 else 'response'} {governed.how}"
        if governed.how in ("before", "after"):
            yield Outcome(
                sign * governed.sign, governed.first, governed.last, rule, 0.9 if weak else 1.2, governed.denied
            )
        elif governed.sign > 0 and governed.how in ("", "noun") and (shown := self.shown_more(governed.first, at)):
            yield Outcome(sign, shown, at, "more of it", 1.0)
        elif governed.sign < 0:
            yield Outcome(-sign, governed.first, at, "less of it", 1.0, governed.denied)
        elif governed.how == "attribute":
            yield Outcome(sign, governed.first, at, "more of it", 0.8 if weak else 1.0)
        elif not weak:
            yield Outcome(sign, at, at, "described so" if told else "named only", 1.0 if told else 0.3)

    def adjective(self, at: int, sign: int) -> Iterator[Outcome]:
        last = at
        if _BEFORE.search("".join(f"{self.low(k)} " for k in range(max(0, at - 10), at))):
            return  # "cells that had been resistant"
        if any(self.low(k) in ("otherwise", "usually", "normally", "ordinarily") for k in range(max(0, at - 3), at)):
            return  # "cells that otherwise are refractory"
        way, first, denied = 1, at, False
        aside = _RATHER.search(" ".join(self.low(k) for k in range(max(0, at - 6), at)))
        if aside is not None:  # "less, not more, responsive"
            way, first = -1 if aside[1] == "less" else 1, at - 1 - aside.group().count(" ")
            at = first
        if self.low(at - 1) == "as" and self.low(at - 2) in _FRACTIONS:
            way, at, first = -1, at - 2, at - 2  # "half as sensitive"
        if self.low(at - 1) in ("more", "less") and self.low(at - 2) == "no" and self.low(at + 1) != "than":
            yield Outcome(0, at - 2, at, "as much as before", 2.0)
            return
        for k in range(at - 1, max(-1, at - 4), -1):
            low = self.low(k)
            if low in ("poorly", "scarcely", "less", "not", "no", "hardly", "barely", "never"):
                way, first = -way, k
                denied = denied or low == "not"
            elif low == "longer" and k and self.low(k - 1) == "no":
                way, first, denied = -way, k - 1, False
                break
            elif low not in (
                "more",
                "again",
                "highly",
                "fully",
                "even",
                "very",
                "as",
                "markedly",
                "so",
                "and",
            ) and not self.is_adverb(k):
                break
        cause = next(
            (k for k in range(first - 1, max(-1, first - 14), -1) if k not in self.cells and (
                self.stem(k) in say.CAUSING or self.low(k) in ("rendering", "making"))), None)  # fmt: skip
        if cause is not None:
            governed = self.of_verb(cause)
            if governed.denied and self.low(first) in ("less", "more"):  # "did not leave them any less vulnerable"
                yield Outcome(0, first, last, "as much as before", 2.0, would=sign * way)
                return
            way *= governed.sign
            denied = denied or governed.denied
        stays = cause is not None and self.stem(cause) in _STAYING and way > 0
        yield Outcome(sign * way, first, last, "stays so" if stays else "made so", 1.4, denied)

    def verb(self, at: int, sign: int, rule: str, *, weight: float = 1.2) -> Iterator[Outcome]:
        if at in self.cells or (
            self.low(at).endswith("ing") and at + 1 in self.cells and self.stem(at + 1) in ("cell", "tumor")
        ):
            return
        if self.low(at - 1) == "had" and any(self.low(k) in ("which", "that") for k in range(at - 5, at)) and (
            bool(self.drugs & set(range(at - 4, at)))
        ):  # fmt: skip
            return  # “blasts which daunorubicin had spared”: what was before
        if self.low(at - 1) in _FORMERLY and self.low(at - 2) == "had":
            return  # “doses they had previously survived”
        near = [self.low(k) for k in (at - 1, at + 1, at + 2)]
        in_none = self.low(at + 1) in ("none", "neither") and rule in ("sensitises", "protects")
        none = self.low(at + 1) in ("no", "few", "hardly", "scarcely") and self.low(at + 2) not in ("longer", "more")
        way = -1 if none or "less" in near or "poorly" in near or (rule == "responds" and self.fewer(at)) else 1
        governed = self.of_verb(at)
        if in_none:  # "sensitised none of the lines"
            yield Outcome(0, at, at + 1, "said to make no difference", 1.5)
            return
        denied = governed.denied and rule not in ("survives", "responds", "benefits")  # "did not die" is an observation
        yield Outcome(sign * way * governed.sign, governed.first, max(at, governed.last), rule, weight, denied)

    def turned_into(self, at: int) -> Iterator[Outcome]:
        """“turned sensitive cells into resistant ones”."""
        verb = next((k for k in range(at - 1, max(-1, at - 9), -1) if self.stem(k) in _TURNING), None)
        after = " ".join(self.low(k) for k in range(at + 1, at + 4))
        held = re.match(r"\w+ - (?:and|or) (?:\w+-)?(\w+)", " ".join(self.low(k) for k in range(at + 1, at + 6)))
        after = held[1] if held else after
        sign = 1 if "resistan" in after or "refractory" in after else -1 if "sensitive" in after else 0
        for k in () if sign else range(at + 1, min(len(self.words), at + 4)):
            stem = self.stem(k)
            sign = sign or (stem in say.RESISTANT) - (stem in say.SENSITIVE or self.low(k) in _ANSWERERS)
        if verb is not None and sign:
            yield Outcome(sign * self.of_verb(verb).sign, verb, at + 1, "turned into", 1.4)

    def drug_is(self, at: int, sign: int) -> Iterator[Outcome]:
        """“cisplatin was active again”, “made cisplatin less effective”: an adjective said of the drug."""
        near = range(max(0, at - 7), at)
        if not any(k in self.drugs or self.stem(k) in say.GENERIC_DRUG for k in near):
            return
        low = [self.low(k) for k in near]
        less = any(word in ("less", "no", "not", "longer", "hardly", "poorly") for word in low[-3:])
        more = bool(low) and low[-1] in ("more", "again", "fully", "highly")
        again = "again" in (*low, self.low(at + 1), self.low(at + 2))
        if any(self.stem(k) in _STAYING for k in near) and not less:
            yield Outcome(0, at, at, "the drug stays as it was", 1.3)
            return
        turned = any(self.stem(k) in say.CAUSING | say.UP for k in near)
        made = any(self.low(k) in ("made", "makes", "make", "rendered", "renders", "rendering", "making") for k in near)
        if (turned and (less or more or again or sign > 0)) or made:
            yield Outcome(-sign if less else sign, at, at, "said of the drug", 1.3)

    def goes_both_ways(self, at: int) -> bool:
        """“either hastened or retarded the killing”: two verbs that undo one another share what they act on."""
        one, other = self.way(at - 1), self.way(at + 1)
        if one * other >= 0 or not (self.is_verb(at - 1) and self.is_verb(at + 1)):
            return False
        return self.low(at - 2) in ("either", "both", "to", "could", "can", "may") and self.has_drug()

    # Small questions ---------------------------------------------------------------------------------------------


def stem_of_effect(word: Word) -> bool:
    """Whether a noun such as "effect" or "activity" is of anything, until it is told of what."""
    return word.stem in _EFFECTS


_BEFORE = re.compile(
    r"\b(?:that|which|who|whom|whose) (?:[^\s,;]+ ){0,5}?had (?:\w+ "
    ")?(?:been|remained|proved|become|grown|turned|stayed) "
    r"(?:\w+ )?\Z"
)
"""How cells were before what is told."""
_RATHER = re.compile(
    r"\b(less|more)(?: ,| and| rather than| instead of)? (?:and )?(?:not |rather than |instead of )?(?:more|"
    r"less)(?: ,)?\Z"
)
_FRACTIONS = frozenset("half third quarter tenth fifth fraction".split())
_SIZES = frozenset("volume volumes size sizes weight weights burden".split())
_BEFORE_NOUN = frozenset("the this their a of that such any no little".split())
_SHELTERS = frozenset("rescue shelter shield refuge haven cover armour armor umbrella buffer cushion".split())
_LASTS = stems("survive persist endure")
_TRIALS = stems("experiment assay study protocol procedure condition")
"""“rescue experiments”"""
_FORMERLY = frozenset("previously formerly earlier once hitherto before initially originally".split())
_STOPPED = frozenset(
    "arrest inhibition suppression delay retardation restraint reduction cessation halt blockade slowdown "
    "stagnation impairment".split()
)
"""What becomes of growth under a therapy that works."""
_DENYING = frozenset(("not", "never", "neither", "nor", "cannot", "failed to"))
_TAILS = {
    "resistant": 1, "tolerant": 1, "refractory": 1, "insensitive": 1, "unresponsive": 1, "sensitive": -1,
    "responsive": -1, "susceptible": -1,
}  # fmt: skip
_TURNING = stems("conversion transformation transition turn convert transform change switch make")
_ANSWERERS = frozenset("responder responders responding".split())
_STAYING = stems("remain stay")
_EFFECTS = stems("success effect action activity benefit potency accumulation")
_OTHER_EFFECTS = frozenset("bystander side adverse abscopal paracrine off-target synergistic additive".split())
_STATES = frozenset(
    "habit habits character temper disposition nature property properties phenotype phenotypes state trait traits "
    "behaviour behavior status".split()
)
_OF_PEOPLE = stems("survival")
_DOES = re.compile(r"(?:[\w-]*(?:sensitis|sensitiz)ing|(?:\w+-)?(?:\w+)?protective|\w+-protecting)\Z")
_AMOUNTS = frozenset("concentration concentrations level levels amount amounts content".split())
_TAKEN_UP = stems("uptake retention influx")
_UNDOING = stems("inactivate expel efflux pump detoxify metabolise metabolize extrude repair excrete sequester")
_DEGRADING = stems(
    "degrade deaminate hydrolyse hydrolyze catabolise catabolize destroy digest conjugate glucuronidate deplete"
)
_APART = frozenset("difference differences gap disparity discrepancy contrast".split())
_STATED = say.RESISTANT | say.SENSITIVE
