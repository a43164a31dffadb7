"""Which patients, or cells, a comparison tells of: those that resist or those that respond."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from exoannotate.suggest.claims.comparison import degrees, fates
from exoannotate.suggest.claims.comparison import marker_words as mark
from exoannotate.suggest.claims.names import forms
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.cell_words import FLUIDS
from exoannotate.suggest.claims.sentence.grammar import PREPOSITIONS, Grammar
from exoannotate.suggest.claims.sentence.vesicles import is_vesicle
from exoannotate.suggest.claims.sentence.words import Word


class Groups(Grammar):
    """Answers for one sentence who is compared."""

    def __init__(self, words: Sequence[Word], drugs: frozenset[int], cells: frozenset[int]) -> None:
        super().__init__(words, drugs, cells)
        self.fates: Mapping[int, fates.Fate] = {
            k: fate for fate in fates.find(words, drugs) for k in range(fate.first, fate.last + 1)
        }

    def is_fluid_of(self, at: int) -> bool:
        """“erlotinib-resistant plasma”: a fluid stands for those it is from."""
        return FLUIDS.fullmatch(self.low(at + 1)) is not None and bool(self.one_group(at, self.words[at]))

    def with_a_name(self, at: int) -> bool:
        """“correlates with that of IFN-γ”: two levels, and no response."""
        k = at + 1 + (self.low(at + 1).endswith("ly"))
        if self.low(k) not in ("with", "to"):
            return False
        k += 1
        while self.low(k) in _LEVEL_OF:
            k += 1
        named = k < len(self.words) and k not in self.drugs and forms.looks_like_a_name(self.words[k].text)
        if not named or self.words[k].text in ("PFS", "OS") or self.one_group(k, self.words[k]):
            return False
        after = self.words[k + 1] if k + 1 < len(self.words) else None
        return after is None or not (after.stem in say.RESISTANCE | say.SENSITIVITY or self.one_group(k + 1, after))

    def gave(self, at: int) -> bool:
        """“exosomes of patients whose ...”: those who only gave vesicles, or the fluid with them."""
        for k in range(at - 1, max(0, at - 7), -1):
            if self.low(k) in ("of", "from"):
                return (
                    any(map(is_vesicle, self.words[max(0, k - 3) : k])) or FLUIDS.fullmatch(self.low(k - 1)) is not None
                )
            if self.low(k) in PREPOSITIONS and self.low(k) != "with":
                return False
        return False

    def group(self) -> int:
        """1: those who resist, -1: those who respond; the first that is named, "than responders" being the
        other side."""
        low = [w.low for w in self.words[:3]]
        opens = low[:2] in (["compared", "with"], ["compared", "to"], ["relative", "to"]) or low == [
            "in",
            "contrast",
            "to",
        ]
        begin = next((k for k, w in enumerate(self.words) if w.low == ","), 0) if opens else 0
        if months := degrees.of_months(" ".join(w.low for w in self.words)):
            return months
        for k, word in enumerate(self.words[begin:], begin):
            sign = self.one_group(k, word)
            if sign and self.low(0) in ("few", "no", "none") and any(w.stem in mark.PEOPLE for w in self.words[1:4]):
                return -sign  # "Few patients with much of it were cured"
            if sign:
                than = any(self.low(n) == "than" for n in range(max(0, k - 5), k))
                return -sign if than else sign
        return 0

    def one_group(self, k: int, word: Word) -> int:
        low, head, tail = word.low, *word.low.rpartition("-")[::2]
        sign = 0
        if (fate := self.fates.get(k)) is not None:
            return fate.sign if k == fate.first else 0
        if low in ("non-responders", "nonresponders", "non-responder", "nonresponder") or (
            low.startswith("responder") and self.low(k - 1) == "non"
        ):
            return 1
        if low in ("effect", "efficacy", "activity") and (
            (k - 1 in self.drugs and self.low(k - 2) in ("to", "with"))
            or (self.low(k + 1) == "of" and k + 2 in self.drugs)
        ):  # fmt: skip
            return -1
        lives = low in ("survival", "viability") and self.low(k + 1) in ("under", "despite", "through", "amid")
        if lives and self.low(k - 1) not in mark.OF_PEOPLE and self.drug_near(k, 1, 6):
            return 1
        if low == "control" and self.low(k - 1) in ("disease", "tumour", "tumor", "lasting", "durable", "prolonged"):
            return -1
        if low in mark.KEPT_WELL and self.low(k + 1) in ("by", "on", "under", "with") and self.drug_near(k, 1, 5):
            return -1  # "patients still controlled by X"
        smaller = low in mark.SHRINKING and (
            "tumor" in (self.stem(k - 1), self.stem(k + 1), self.stem(k + 2)) or self.low(k - 1) in _GRADES
        )
        if low in mark.RESISTING and (span := degrees.span_before(self.words, k)):
            return span
        if smaller or low in mark.RESPONDING or word.stem in mark.RESPONDING_STEMS:
            sign = -1
        elif (
            low in mark.RESISTING
            or (low == "residual" and self.low(k + 1) == "disease")
            or word.stem in say.RESISTANT
            or low.startswith("insensitiv")
            or low.endswith(("resistance", "refractoriness"))
        ):
            sign = 1
        elif word.stem in say.SENSITIVE or low.endswith("sensitivity"):
            sign = -1
        elif head and tail in ("resistant", "refractory", "insensitive"):
            sign = 1
        elif head and tail in ("sensitive", "responsive"):
            sign = -1
        elif low in mark.PROGNOSES:
            sign = -1 if any(self.low(n) in mark.LONGER for n in range(max(0, k - 6), k)) else 0
            if any(self.low(n) in mark.SHORTER for n in range(max(0, k - 6), k)):
                sign = 1
        if not sign:
            return 0
        before = [self.low(n) for n in range(max(0, k - 4), k)]
        if "with and without" in " ".join(before) or "with or without" in " ".join(before):
            return 0
        for place in ("in", "among"):  # "was not found in responders" denies no response
            if place in before:
                before = before[before.index(place) + 1 :]
        if self.low(k + 1) in ("poorly", "badly", "worse", "less") and sign < 0:
            return 1
        if any(
            w in ("failed", "fail", "not", "without", "no", "never", "stopped", "ceased", "stop", "cease")
            for w in before
        ):
            return -sign
        beside = (
            [self.low(k - 1)] if self.low(k - 1) in PREPOSITIONS | mark.BARS else [self.low(k - 1), self.low(k - 2)]
        )
        if self.low(k - 1) == "of" and self.low(k - 2) in mark.LOSSES and sign < 0:
            return 1  # "announced the loss of benefit"
        if self.low(k - 1) == "of" and self.low(k - 2) in mark.CHANCES and self.low(k - 3) in mark.LESSER:
            return -sign
        if (any(w in mark.LESSER for w in beside) and (sign < 0 or "less" in beside)) or beside[:2] == ["longer", "no"]:
            return -sign
        return sign


_GRADES = frozenset("no complete partial without with marked full".split())
_LEVEL_OF = frozenset("that those the of levels level expression plasma serum its tumour tumor tissue".split())
