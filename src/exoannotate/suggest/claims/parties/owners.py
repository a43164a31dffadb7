"""Whose vesicles they are, told in the words before them: “MSC-EVs”, “CAF-derived exosomes”, “tumour exosomes”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from exoannotate.suggest.claims.names import forms, therapies
from exoannotate.suggest.claims.names.lexicon import Lexicon
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.cell_words import (
    ACRONYM,
    DERIVED,
    DISEASES,
    DROPPED,
    FLUIDS,
    HEADS,
    LINE_SHAPE,
    MODIFIERS,
    NO_OWNERS,
    SIZES,
    STATES,
)
from exoannotate.suggest.claims.sentence.words import Word, stem, stems


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words ``first`` to ``last`` that name cells. ``bare``: nothing but "cells". ``derived``: it stands before
    "-derived", or before the vesicles as their owner."""

    first: int
    last: int
    start: int
    end: int
    text: str
    fluid: bool = False
    derived: bool = False
    core: str = ""

    @property
    def bare(self) -> str:
        """The phrase without what follows its head, such as "exposed to cisplatin"."""
        return self.core or self.text


class Owners:
    """Finds the owners of vesicles among the words of one sentence."""

    words: Sequence[Word]
    sentence: str
    lexicon: Lexicon
    taken: frozenset[int]

    def comma_joins(self, at: int, comma: int) -> bool:
        """“drug-naive, PTEN-null cells”; “of senescent, drug-treated cells”."""
        if "-" not in self.words[comma + 1].text:
            return False
        return "-" in self.words[comma - 1].text or (
            comma == at + 1 and at > 0 and self.words[at - 1].low in ("of", "from", "by", "in")
        )

    def vesicle_follows_at_once(self, at: int) -> bool:
        return at + 1 < len(self.words) and self.words[at + 1].stem in say.VESICLE and self.words[at].text[0].isupper()

    def owning(self, at: int) -> Phrase | None:
        """“MSC-EVs”, “A549R-exosomes”: whose vesicles they are, in one word."""
        word = self.words[at]
        found = _VESICLES_OF.fullmatch(word.text)
        if found is None:
            return None
        head = found[1].removesuffix("-derived")
        if at in self.taken:
            return None  # a name that vesicles are called after
        known = self.lexicon.kinds(head) & {"cell type", "cell line"} or stem(head.casefold()) in HEADS
        if not known and not ACRONYM.match(head) and not (LINE_SHAPE.match(head) and any(map(str.isalpha, head))):
            return None
        start = word.start
        return Phrase(at, at, start, start + len(head), head, False, True)

    def bracketed(self, first: int, last: int) -> Phrase | None:
        """“mesenchymal stem cell (MSC)-derived exosomes”: the letters stand between the cells and “-derived”."""
        after = self.words[last + 1 : last + 6]
        if [w.low for w in after[:1]] != ["("] or [w.low for w in after[2:4]] != [")", "-"] or len(after) < 5:
            return None
        if not f"-{after[4].low}".endswith(DERIVED) or not self.vesicle_follows(last + 5):
            return None
        start, end = self.words[first].start, self.words[last].end
        return Phrase(first, last + 5, start, end, self.sentence[start:end], False, True)

    def tissue(self, at: int, end: int) -> Phrase | None:
        """“exosomes from BRAF-mutant melanoma”, “EVs of bone marrow fat”: what the vesicles come from, cells or not."""
        if end <= at or at < 2 or self.words[end - 1].stem not in _TISSUES:
            return None
        before = at - 1
        while before > 1 and self.words[before].low in ("the", "a", "human", "resected"):
            before -= 1
        if self.words[before].low not in ("of", "from", "by"):
            return None
        if any(w.stem in _NOT_THERE for w in self.words[end : end + 1]):
            return None
        earlier = self.words[max(0, before - 3) : before]
        straight = bool(earlier) and earlier[-1].stem in say.VESICLE
        sent = len(earlier) > 1 and earlier[-1].low in _SENT and any(w.stem in say.VESICLE for w in earlier[:-1])
        return self.make(at, end - 1) if straight or sent else None

    def owner(self, at: int, end: int) -> Phrase | None:
        """“tumour exosomes”, “neuroblastoma EVs”: a tissue or tumour right before the vesicles."""
        if end >= len(self.words) or end == at or self.words[end].stem not in say.VESICLE:
            return None
        last = end - 1
        while last > at and self.words[last].stem in SIZES:
            last -= 1
        if last == 0 and self.words[last].low.endswith("ing"):
            return None  # "Clearing EVs from the medium"
        if self.words[last].stem not in MODIFIERS or self.words[last].stem in NO_OWNERS:
            return None
        return replace(self.make(at, last), derived=True)

    def derived(self, first: int, here: int) -> Phrase | None:
        """“TAM-derived exosomes”: the words before “-derived” are the donor."""
        at = next(
            (k for k in range(first, min(here + 1, len(self.words))) if self.words[k].low.endswith(DERIVED)), None
        )
        if at is None:
            return self.acting(first)
        if not self.vesicle_follows(at) and not self.rna_follows(at):
            return None
        word = self.words[at]
        if word.low.partition("-")[0] in _NO_GIVERS or (at == first and word.low.startswith("cell-")):
            return None
        cut = len(word.low.rpartition("-")[2]) + 1
        start, end = self.words[first].start, word.start + len(word.text) - cut
        return Phrase(first, at, start, end, self.sentence[start:end], bool(FLUIDS.fullmatch(word.low[:-cut])), True)

    def acting(self, at: int) -> Phrase | None:
        """“stroma-mediated protection”: cells that act are those that give."""
        word = self.words[at]
        head, _, tail = word.low.rpartition("-")
        if tail not in ("mediated", "induced", "conferred", "imparted", "driven") or at + 1 >= len(self.words):
            return None
        acts = stem(head) in HEADS or bool(ACRONYM.match(word.text[: len(head)]))
        if not acts or self.words[at + 1].stem not in say.PROTECTING | say.RESISTANCE:
            return None
        start, end = word.start, word.start + len(head)
        return Phrase(at, at, start, end, self.sentence[start:end], False, True)

    def vesicle_follows(self, at: int) -> bool:
        return any(w.stem in say.VESICLE for w in self.words[at + 1 : at + 4])

    def rna_follows(self, at: int) -> bool:
        """“stroma-derived miR-21”, “CAF-secreted lncRNA H19”: what is carried stands for the vesicles."""
        near = self.words[at + 1 : at + 3]
        return any(forms.rna_kind(w.text) or forms.RNA_WORD.fullmatch(w.low) for w in near)

    def is_disease(self, head: int) -> bool:
        """“renal cell carcinoma”, “non-small cell lung cancer”."""
        after = self.words[head + 1 : head + 3]
        if after and after[0].stem in DISEASES:
            return True
        sized = self.words[head].low == "cell" and self.words[head - 1].low in ("small", "large", "non-small")
        return sized and len(after) > 1 and after[0].low == "lung" and after[1].stem in DISEASES

    def is_named(self, first: int, last: int) -> bool:
        """“A549 cell proliferation”, “regulatory T cell activation”: which cells these are is told."""
        if last == first:
            return False
        printed = self.sentence[self.words[first].start : self.words[last].end]
        lined = any(LINE_SHAPE.match(w.text) or forms.TUMOUR.fullmatch(w.text) for w in self.words[first:last])
        return lined or "cell type" in self.lexicon.kinds(printed)

    def make(self, first: int, last: int, *, fluid: bool = False) -> Phrase:
        if first and self.words[first].low in STATES | {"resistant"} and first - 1 in self.taken and first < last:
            before = self.words[first - 1].text
            if "drug" in self.lexicon.kinds(before) or therapies.is_one_word(before.casefold()):
                first -= 1  # "sorafenib resistant cells", without a dash
        while first < last and self.words[first].stem in DROPPED:
            first += 1
        start, end = self.words[first].start, self.words[last].end
        return Phrase(first, last, start, end, self.sentence[start:end], fluid)


_TISSUES = stems(
    "carcinoma adenocarcinoma glioma glioblastoma melanoma myeloma lymphoma sarcoma osteosarcoma neuroblastoma "
    "medulloblastoma astrocytoma hepatoma mesothelioma marrow fat placenta stroma cancer leukaemia leukemia"
)
_NOT_THERE = stems("patient individual case subject model mouse people")
_SENT = frozenset("derived released secreted shed isolated purified harvested obtained originating emitted".split())
_VESICLES_OF = re.compile(r"(.+)-(?:s?EVs?|[Ee]xos?|[Ee]xosomes?|MVs?|microvesicles?|vesicles?)")
_NO_GIVERS = frozenset(
    "hypoxia exosome vesicle ev plant radiation irradiation treatment chemotherapy therapy exosomes evs".split()
)
