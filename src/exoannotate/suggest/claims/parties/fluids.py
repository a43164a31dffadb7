"""Body fluids, with those they were taken from: “serum of patients refractory to FOLFOX”, “bone marrow plasma”."""

from __future__ import annotations

from exoannotate.suggest.claims.parties.owners import Owners, Phrase
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.cell_words import (
    FLUIDS,
    HAD_FAILED,
    HEADS,
    MODIFIERS,
    NO_TISSUES,
    PEOPLE,
    SEROUS,
    STATES,
)


class Fluids(Owners):
    """Finds the fluids of one sentence."""

    def fluid(self, at: int) -> Phrase | None:
        word = self.words[at]
        resists = "-" in word.text and word.low.rpartition("-")[2] in STATES and at + 1 < len(self.words)
        if resists and FLUIDS.fullmatch(self.words[at + 1].low):
            return self.make(at, at + 1, fluid=True)  # "osimertinib-resistant plasma"
        if word.low in SEROUS and self.words[at + 1 : at + 2] and FLUIDS.fullmatch(self.words[at + 1].low):
            return self.fluid_of(at, at + 1)  # "pleural effusion"
        marrow = word.low == "bone" and [w.low for w in self.words[at + 1 : at + 2]] == ["marrow"]
        of = at + 2 if marrow else at + 1
        if (marrow or word.low in _BLOODS) and self.words[of : of + 1] and FLUIDS.fullmatch(self.words[of].low):
            return self.fluid_of(at, of)  # "bone marrow plasma", "peripheral blood"
        if word.low == "cerebrospinal" and at + 1 < len(self.words) and self.words[at + 1].low == "fluid":
            return self.fluid_of(at, at + 1)
        return self.fluid_of(at, at) if FLUIDS.fullmatch(word.low) else None

    def fluid_of(self, first: int, at: int) -> Phrase:
        """“serum of patients refractory to X”: a fluid with those it is from."""
        last = at
        people = at + 2
        while people < min(len(self.words) - 1, at + 6) and (
            "-" in self.words[people].text
            or self.is_tissue(people)
            or self.words[people].low.isdigit()
            or (self.words[people].stem in MODIFIERS and self.words[people].stem not in PEOPLE)
        ):
            people += 1
        owned = people < len(self.words) and self.words[at + 1].low in ("of", "from")
        if owned and self.words[people].stem in PEOPLE:
            last = people
            if (
                last + 3 < len(self.words)
                and self.words[last + 1].stem in say.RESISTANT
                and self.words[last + 2].low == "to"
            ):
                last += 3
            elif [w.low for w in self.words[last + 1 : last + 3]] in (["who", "had"], ["who", "have"]):
                for k in range(last + 3, min(last + 6, len(self.words) - 1)):  # “of patients who had failed X”
                    if (
                        self.words[k].stem in say.RESISTANT
                        and self.words[k + 1].low == "to"
                        and k + 2 < len(self.words)
                    ):
                        last = k + 2
                        break
                    if self.words[k].low in HAD_FAILED:
                        last = k + (
                            2 if self.words[k + 1].low in ("on", "under", "to", "after", "during", "with") else 1
                        )
                        break
        return self.make(first, last, fluid=True)

    def is_tissue(self, at: int) -> bool:
        """“cholangiocarcinoma cells”, “choroidal melanoma cells”: a tumour, or an adjective of tissue before one."""
        low, after = self.words[at].low, self.words[at + 1] if at + 1 < len(self.words) else None
        if after is None or not low.isalpha() or len(low) < 5:
            return False
        if low.endswith(("oma", "omas")):
            return True
        if (
            not low.endswith(("al", "ic", "ar", "oid", "ine", "ary"))
            or low in NO_TISSUES
            or low.endswith(("ional", "logical", "cant"))
        ):
            return False
        return after.stem in HEADS or after.low.endswith(("oma", "cancer", "tumour", "tumor", "leukaemia", "leukemia"))


_BLOODS = frozenset("peripheral cord portal venous arterial capillary menstrual".split())
