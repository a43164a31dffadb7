"""How a word of response stands: what it is said of, whether it is a verb there, and whether a therapy is near."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exoannotate.suggest.claims.names import forms
from exoannotate.suggest.claims.response.unchanged import Outcome
from exoannotate.suggest.claims.response.working import Working
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.grammar import BE
from exoannotate.suggest.claims.sentence.vesicles import is_vesicle
from exoannotate.suggest.claims.sentence.words import Word, stems


def before_it_could(words: Sequence[Word]) -> int | None:
    """“intercepted the vesicles before these could lend them their tolerance”: what then did not come."""
    for k in range(3, len(words) - 4):
        near = [w.low for w in words[k + 1 : k + 6]]
        if words[k].low == "before" and ("could" in near or "can" in near) and (
            near[0] in ("they", "these", "it", "any") or any(map(is_vesicle, words[k + 1 : k + 5]))
        ):  # fmt: skip
            return k
    return None


def without_which(words: Sequence[Word]) -> int | None:
    """“the miR-21 without which the cells would not withstand it”: what they do with it."""
    for k in range(2, len(words) - 4):
        if words[k].low in ("which", "whom") and words[k - 1].low in ("without", "for") and any(
            w.low in ("not", "cannot", "never") for w in words[k + 2 : k + 9]
        ):  # fmt: skip
            return k if words[k - 1].low == "without" or words[k - 2].low == "but" else None
    return None


def inferred(words: Sequence[Word]) -> int | None:
    """Where a clause begins that only concludes: “..., so uptake can hardly be what protects them”."""
    for k in range(3, len(words) - 3):
        opens = words[k].low in _THUS and words[k - 1].low in (",", ";", "and")
        if opens and any(w.low in _SURELY for w in words[k + 1 : k + 9]):
            return k
    return None


class Standing(Working):
    """Small questions about one word, which the words beside it answer."""

    def saves_sensitivity(self, at: int) -> bool:
        """“rescued the paclitaxel sensitivity”: what is saved is a response, and it is read by its noun."""
        for k in range(at + 1, min(len(self.words), at + 6)):
            if self.stem(k) in say.SENSITIVITY - say.WEAK_SENSITIVITY or self.low(k) in ("response", "responses"):
                return True
            if k in self.cells or (self.low(k) in say.FUNCTION and self.low(k) not in ("the", "their", "its")):
                return False
        return False

    def by_vesicles(self, at: int) -> bool:
        """“uptake of cisplatin by vesicles”: not by the cells it is to kill."""
        return any(
            self.low(k) in ("by", "into", "in") and any(map(is_vesicle, self.words[k + 1 : k + 3]))
            for k in range(at + 1, at + 6)
        )

    def by_them(self, at: int) -> bool:
        """“sensitisation of the cells by exosomes”: who does it is told with the noun."""
        by = next((k for k in range(at + 2, min(len(self.words), at + 12)) if self.low(k) == "by"), 0)
        return bool(by) and self.low(at + 1) == "of" and any(map(is_vesicle, self.words[by + 1 : by + 5]))

    def handed_trait(self, at: int) -> Iterator[Outcome]:
        """“Vesicles of resistant cells handed their phenotype to others”: what they are themselves they hand on."""
        verb = at - 1
        while verb > 0 and self.low(verb) in _OWN:
            verb -= 1
        passive = self.low(at + 1) in BE and self.stem(at + 2) in _PASSED_ON
        if verb == at - 1 or not (passive or self.stem(verb) in _PASSED_ON):
            return
        begins = (at + 3) if passive else at + 1
        given = next((k for k in range(begins, begins + 4) if self.low(k) in _ONTO), None)
        if given is None or not any(
            k in self.cells or self.stem(k) in _OTHERS for k in range(given + 1, given + 4)
        ):  # fmt: skip
            return
        sign = next((way for k in range(min(verb, at) - 1, -1, -1) if (way := self.state(k))), 0)
        if sign:
            governed = self.of_verb(at + 2 if passive else verb)
            first, last = sorted((at, at + 2 if passive else verb))
            yield Outcome(sign * governed.sign, first, last, "hands its trait on", 1.2, governed.denied)

    def shown_more(self, first: int, at: int) -> int:
        """“showed a higher sensitivity”, “exhibited an increase in viability”: the verb of what cells show more of; 0
        where there is none."""
        more = first < at
        for k in range((first if more else at) - 1, max(0, at - 8), -1):
            low, stem = self.low(k), self.stem(k)
            if stem in _SHOWING:
                return k if more and not self.denied(k) else 0
            if stem in say.GREATER or (low.endswith("fold") and "-" in low):
                more = True
            elif not (
                k in self.cells
                or k in self.drugs
                or self.is_adverb(k)
                or low in _BEFORE_IT
                or low.rstrip("%").isdigit()
            ):
                return 0
        return 0

    def state(self, at: int) -> int:
        """1 for “cisplatin-resistant”, -1 for “sensitive”, 0 for any other word."""
        stem = self.stem(at)
        tail = stem.rpartition("-")[2]
        return 1 if tail in say.RESISTANT else -1 if tail in say.SENSITIVE else 0

    def is_object(self, at: int) -> bool:
        """“impaired radiotherapy”, “potentiated cisplatin”: a therapy as what a verb helps or hinders."""
        verb, after = self.left_of(at), self.low(at + 1)
        while at - verb < 4 and self.low(verb) in _OF_THERAPY:
            verb -= 1
        if self.stem(verb) not in _HELPING or self.form(verb) not in ("finite", "infinitive", "gerund"):
            return False
        return not after or self.words[at + 1].is_mark or after in say.FUNCTION or at + 1 in self.cells

    def spares_a_name(self, at: int) -> bool:
        """“by sparing HUR”: a molecule is kept from something, and no cell from a therapy."""
        after = self.words[at + 1] if at + 1 < len(self.words) else None
        if after is None or at + 1 in self.cells or at + 1 in self.drugs or not forms.looks_like_a_name(after.text):
            return False
        near = range(at + 2, min(len(self.words), at + 9))
        return not any(self.low(k) in ("from", "against") or k in self.cells for k in near)

    def spares_healthy(self, at: int) -> bool:
        """“spared healthy tissue”: what no therapy is to harm."""
        healthy = any(self.low(k) in ("healthy", "normal", "noncancerous", "non-malignant") for k in (at + 1, at + 2))
        return healthy and not any(self.low(k) in ("from", "against") for k in range(at + 2, at + 7))

    def is_weak(self, at: int) -> bool:
        """Whether a noun such as “survival” needs more than itself to tell of a therapy; “failure of X” tells it."""
        told = self.low(at) == "failure" and self.low(at + 1) == "of" and bool({at + 2, at + 3} & self.drugs)
        return self.stem(at) in say.WEAK_RESISTANCE and self.low(at - 1) != "clonogenic" and not told

    def sensitivity_does(self, at: int) -> bool:
        """“the erlotinib sensitivity of PC9 cells survived ...”: what lasts is the response, and no cells."""
        k = at - 1
        while k >= 0 and (
            k in self.cells or k in self.drugs or self.low(k) in ("of", "to", "the", "in", "their", "thus")
        ):
            k -= 1
        return k >= 0 and self.stem(k) in say.SENSITIVITY - say.WEAK_SENSITIVITY

    def of_harm(self, at: int) -> bool:
        """Whether what is escaped is a therapy or the death it brings."""
        return any(
            k in self.drugs or self.stem(k) in say.GENERIC_DRUG or self.low(k) in _HARMS
            for k in range(at + 1, min(len(self.words), at + 7))
        ) or (self.low(0) in ("under", "despite", "amid") and bool({1, 2} & self.drugs))

    def under_drug(self, at: int) -> bool:
        """“growth under cisplatin”, “proliferation after irradiation”: what grows does so under a therapy."""
        for k in range(at + 1, min(len(self.words), at + 14)):
            if self.low(k) in (
                "under",
                "after",
                "despite",
                "presence",
                "following",
                "during",
                "upon",
                "by",
                "with",
                "treated",
                "in",
            ) and (any(n in self.drugs for n in range(k, min(len(self.words), k + 5)))):
                return self.low(k) not in ("by", "with") or self.stem(at) in say.GROWTH
            if self.low(k) in (";", "which", "whereas"):
                break
        return any(n in self.drugs and n not in self.cells for n in range(max(0, at - 3), at))

    def is_verb(self, at: int) -> bool:
        """Whether a word such as "escape" or "resist" is a verb where it stands."""
        low, before = self.low(at), self.low(self.left_of(at))
        if at in self.cells or low in ("surviving", "tolerance"):
            return low == "surviving" and at not in self.cells and self.low(at + 1) in ("the", "under")
        if low == "escape" and self.stem(at - 1) in say.GENERIC_DRUG | {"immune"}:
            return False  # "treatment escape"
        if low in ("escape", "tolerate", "weather", "survive", "outlast", "evade", "avoid"):
            return before not in ("the", "of", "an", "immune") and self.low(self.left_of(at)) != "immune"
        return True

    def is_verb_form(self, at: int) -> bool:
        return self.form(at) in ("finite", "infinitive", "gerund") or self.low(at) == "degrade"

    def of_drug(self, at: int) -> bool:
        """“the effect of cisplatin”, “anti-PD-1 activity”: said of a therapy, and not of anything."""
        if self.low(at - 1) == "its" and min(self.drugs, default=at) < at:
            return True
        near = (*range(max(0, at - 5), at), *range(at + 1, min(len(self.words), at + 6)))
        if self.low(at - 1).startswith(
            ("antitumo", "anti-tumo", "anticancer", "anti-cancer", "therapeutic", "cytotoxic", "antiproliferative")
        ):
            return True
        return any(self.is_present(k) or (self.stem(k) in say.GENERIC_DRUG and k not in self.cells) for k in near)

    def of_people(self, at: int) -> bool:
        """“survival of mice”, “overall survival”: to live longer is to respond."""
        near = [self.low(k) for k in range(max(0, at - 4), min(len(self.words), at + 6))]
        before = [self.low(k) for k in (at - 1, at - 2)]
        if any(w in ("overall", "progression-free", "disease-free", "event-free", "relapse-free") for w in before):
            return True
        if self.low(at + 1) == "of" and any(k in self.cells for k in (at + 2, at + 3)):
            return False  # "vesicles of patients raised the survival of the cells"
        return any(w in ("mice", "patients", "animals", "mouse", "rats") for w in near)

    def fewer(self, at: int) -> bool:
        """“fewer cells died”, “half as many cells responded”."""
        k = at - 1
        while k >= 0 and (k in self.cells or self.is_adverb(k)):
            k -= 1
        if self.low(k) in ("them", "these", "those", "the", "which", "whom") and self.low(k - 1) == "of":
            k -= 2  # "fewer of them died"
        return self.low(k) in ("fewer", "less", "few", "none") or (
            self.low(k) == "many" and self.low(k - 2) in ("half", "not", "third")
        )

    def is_attribute(self, at: int) -> bool:
        """Whether the noun only describes the next one, or is that of a test: "resistance gene", "sensitivity of the
        assay", "sensitivity and specificity"."""
        after = [self.low(k) for k in range(at + 1, min(len(self.words), at + 12))]
        if after and after[0] in _DESCRIBED:
            return True
        if self.low(at) in ("immune",) or self.low(at - 1) in ("immune", "immunological"):
            return True
        return self.low(at) == "sensitivity" and (
            after[:2] == ["and", "specificity"]
            or (after[:1] == ["of"] and bool(_TESTS & set(after)))
            or (after[:1] == ["of"] and after[1:2] != [] and after[1][:1].isdigit())
        )

    def predicative(self, at: int) -> bool:
        """Whether an adjective says what cells become, and does not just name which cells are meant."""
        if at in self.cells and at + 1 in self.cells:
            return False
        if self.low(at - 1) in ("in", "of", "between", "from", "among"):
            return False  # "higher in resistant than in sensitive cells"
        caused = any(
            self.stem(k) in say.CAUSING or self.low(k) in ("rendering", "making")
            for k in range(max(0, at - 15), at)
            if k not in self.cells
        )
        if not caused:
            return False
        after = self.words[at + 1] if at + 1 < len(self.words) else None
        return after is None or after.is_mark or after.low in say.FUNCTION or after.low in ("again",)


_SHOWING = stems(
    "show exhibit display demonstrate had have has present experience reveal develop manifest undergo underwent suffer "
    "possess express evince report retain with see saw"
)
_BEFORE_IT = frozenset(
    "a an the much even far still cell cellular % with in and of better clonogenic colony ~ ≈ > about nearly "
    "roughly some".split()
)
_OWN = frozenset("their its the this that same own these those very whole entire drug".split())
TRAITS = frozenset(
    "phenotype phenotypes trait traits behaviour behavior habit habits character characters property properties state "
    "status quality feature features capability disposition temper nature profile".split()
)
_PASSED_ON = say.HANDING | stems(
    "bequeath imprint confer impose lend lent bestow instil instill teach taught impart graft copy stamp force "
    "communicate endow reproduce"
)
_ONTO = frozenset("to on onto upon into in among".split())
_OTHERS = stems("neighbour neighbor recipient other them sibling companion bystander counterpart peer descendant")
_OF_THERAPY = frozenset(
    "adoptive systemic subsequent combined neoadjuvant adjuvant targeted local the nk nk-92 cell".split()
)
_TESTS = frozenset(
    "analysis assay assays detection method methods test tests tracking diagnosis microscopy technique".split()
)
_DESCRIBED = frozenset(
    "pathway pathways gene genes analysis assay mechanism mechanisms profile profiles rates testing pattern".split()
)
_HARMS = frozenset(
    "apoptosis death killing toxicity cytotoxicity therapy treatment chemotherapy damage arrest lysis".split()
)
_HELPING = stems(
    "impair hamper hinder compromise undermine sabotage counteract antagonise blunt thwart weaken frustrate "
    "improve enhance potentiate augment strengthen boost assist support reinforce foil dull defeat disarm "
    "nullify offset "
    "subvert oppose dampen quench cripple negate cancel neutralise neutralize hobble stymie undercut defang outwit "
    "outsmart amplify sharpen revive"
)
_THUS = frozenset("so hence therefore thus suggesting implying arguing indicating meaning".split())
_SURELY = frozenset("hardly cannot unlikely scarcely improbable".split())
