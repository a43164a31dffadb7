"""Phrases that name cells, tissues and body fluids: a head and what describes it, as printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from exoannotate.suggest.claims import language as say
from exoannotate.suggest.claims.cell_words import (
    ACRONYM,
    AFTER,
    BARE,
    BEARING,
    DERIVED,
    DISEASES,
    DROPPED,
    EXPRESSING,
    FLUIDS,
    HEADS,
    LESIONS,
    LINE_SHAPE,
    MADE_SO,
    MODIFIERS,
    NEVER,
    NO_ADJECTIVES,
    NO_OWNERS,
    NO_TISSUES,
    OF_CELLS,
    PEOPLE,
    SIZES,
    STATES,
    VERB_ENDS,
)
from exoannotate.suggest.claims.lexicon import Lexicon
from exoannotate.suggest.claims.words import Word, stem


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


def find(words: Sequence[Word], sentence: str, lexicon: Lexicon, taken: frozenset[int]) -> tuple[Phrase, ...]:
    """The phrases from left to right. ``taken``: words of names that are no cells, such as cargos."""
    return tuple(_Finder(words, sentence, lexicon, taken).all())


class _Finder:
    def __init__(self, words: Sequence[Word], sentence: str, lexicon: Lexicon, taken: frozenset[int]) -> None:
        self.words, self.sentence, self.lexicon, self.taken = words, sentence, lexicon, taken

    def all(self) -> Iterator[Phrase]:
        at, end = 0, len(self.words)
        while at < end:
            made = self.at(at)
            if made is None:
                at += 1
            else:
                at = made.last + 1
                yield self.with_adjective(made)

    def at(self, at: int) -> Phrase | None:
        """The phrase that begins at this word, if any does: its words are looked at from the left to its last head."""
        fluid = self.fluid(at)
        if self.words[at].low.rpartition("-")[2] in BEARING and "-" in self.words[at].text and self.vesicle_follows(at):
            return None  # "PD-L1-bearing tumour exosomes": said of the vesicles
        if not self.can_describe(at) and not self.is_head(at):
            return fluid or self.acting(at)
        last_head, here = -1, at
        while here < len(self.words):
            if self.is_head(here):
                last_head = here
                here += 1
            elif self.can_describe(here):
                here += 1
            elif (
                self.words[here].low in ("and", "or", ",")
                and here > at
                and here + 1 < len(self.words)
                and self.is_plain_modifier(here - 1)
                and self.is_plain_modifier(here + 1)
                and (self.words[here].low != "," or self.comma_joins(at, here))
            ):
                here += 2
            elif (
                self.words[here].text == "-"
                and here > at
                and here + 1 < len(self.words)
                and self.words[here].start == self.words[here - 1].end
                and self.is_head(here + 1)
            ):  # "ALDH- cells"
                here += 1
            elif (
                here > at
                and here + 2 < len(self.words)
                and (self.words[here].low, self.words[here + 1].low) in (("but", "not"), ("rather", "than"))
                and self.is_plain_modifier(here - 1)
                and self.is_plain_modifier(here + 2)
            ):  # "hypoxic but not normoxic cells"
                here += 3
            else:
                break
        derived = self.derived(at, here)
        if derived is not None and (last_head < 0 or derived.last <= last_head + 1):
            return derived
        if last_head < 0:
            return fluid or self.owner(at, here)
        if self.words[last_head].stem == "cell" and self.words[last_head + 1 : last_head + 2] and (
            self.words[last_head + 1].low in OF_CELLS
            or (self.words[last_head + 1].stem in say.RESISTANCE | say.SENSITIVITY and last_head == at)
        ):  # fmt: skip
            return None
        kind = self.words[last_head + 1].low if last_head + 1 < len(self.words) else ""
        if kind in ("type", "phenotype", "subtype"):
            return None  # "macrophages of the M2 type"
        if last_head + 1 < len(self.words) and self.words[last_head + 1].stem in DISEASES:
            return None  # "renal cell carcinoma" is a disease
        core = self.make(at, last_head)
        made = replace(self.make(at, self.with_what_follows(last_head)), core=core.text)
        if made.text.casefold() in BARE:
            extended = self.with_adjective(made)
            if extended is not made:
                return extended
            following = self.words[last_head + 1].stem if last_head + 1 < len(self.words) else ""
            return (
                replace(made, derived=True)
                if made.text.casefold() in ("tumour", "tumor") and following in say.VESICLE
                else None
            )
        return made

    def comma_joins(self, at: int, comma: int) -> bool:
        """“drug-naive, PTEN-null cells”; “of senescent, drug-treated cells”."""
        if "-" not in self.words[comma + 1].text:
            return False
        return "-" in self.words[comma - 1].text or (
            comma == at + 1 and at > 0 and self.words[at - 1].low in ("of", "from", "by", "in")
        )

    def with_adjective(self, made: Phrase) -> Phrase:
        """“from immature dendritic cells”: between a preposition and cells a word nobody knows describes them."""
        before = made.first - 1
        if made.fluid or before < 1 or self.words[before - 1].low not in ("of", "from", "by", "in", "into", "on"):
            return made
        word = self.words[before]
        plain = word.low.isalpha() and word.text[1:].islower() and before not in self.taken
        told = word.low in say.FUNCTION or word.low in NO_TISSUES or word.low.endswith(("ing", "ly"))
        if not plain or told or word.stem in NO_ADJECTIVES:
            return made
        start = word.start
        return replace(made, first=before, start=start, text=self.sentence[start : made.end],
                       core=self.sentence[start : made.start + len(made.core)] if made.core else "")  # fmt: skip

    def make(self, first: int, last: int, *, fluid: bool = False) -> Phrase:
        while first < last and self.words[first].stem in DROPPED:
            first += 1
        start, end = self.words[first].start, self.words[last].end
        return Phrase(first, last, start, end, self.sentence[start:end], fluid)

    def owner(self, at: int, end: int) -> Phrase | None:
        """“tumour exosomes”, “neuroblastoma EVs”: a tissue or tumour right before the vesicles."""
        if end >= len(self.words) or end == at or self.words[end].stem not in say.VESICLE:
            return None
        last = end - 1
        while last > at and self.words[last].stem in SIZES:
            last -= 1
        if self.words[last].stem not in MODIFIERS or self.words[last].stem in NO_OWNERS:
            return None
        return replace(self.make(at, last), derived=True)

    def is_head(self, at: int) -> bool:
        word = self.words[at]
        if at in self.taken or word.is_mark:
            return False
        if word.stem in HEADS or ACRONYM.match(word.text) or word.low.endswith(("-cell", "-cells")):
            return True
        if word.low in say.FUNCTION or word.stem in NEVER:
            return False
        if word.low.endswith("omas") and at and LINE_SHAPE.match(self.words[at - 1].text):
            return True  # "C6 gliomas"
        if (
            "/" in word.text
            and at > 1
            and word.text[0].isupper()
            and LINE_SHAPE.match(word.text)
            and self.words[at - 1].low in ("of", "from")
            and self.words[at - 2].stem in say.VESICLE
        ):
            return True  # "exosomes of A2780/DDP"
        kinds = self.lexicon.kinds(word.text)
        return (
            bool(kinds & {"cell type", "cell line"})
            and bool(LINE_SHAPE.match(word.text) or "cell type" in kinds)
            and (
                not kinds & {"protein", "lncrna", "drug", "mirna"}
                or bool(LINE_SHAPE.match(word.text) and "cell line" in kinds and "/" in word.text)
            )
        ) or bool(at + 1 < len(self.words) and LINE_SHAPE.match(word.text) and self.words[at + 1].stem == "cell")

    def is_plain_modifier(self, at: int) -> bool:
        word = self.words[at]
        if at not in self.taken and word.stem in MODIFIERS and not word.low.endswith(VERB_ENDS):
            return True
        tail = word.low.rpartition("-")[2] if "-" in word.text else ""
        return at not in self.taken and (tail in STATES or (tail.endswith("ed") and tail != "derived"))

    def can_describe(self, at: int) -> bool:
        word = self.words[at]
        if at in self.taken or word.is_mark or word.stem in NEVER:
            return False
        if word.low in say.FUNCTION:  # "ALL cells" are those of a leukaemia
            return word.text == "ALL" and at + 1 < len(self.words) and self.words[at + 1].stem in ("cell", "blast")
        if word.stem in MODIFIERS:
            return not word.low.endswith(VERB_ENDS)
        if "-" in word.text:
            tail = word.low.rpartition("-")[2]
            if word.low.endswith(DERIVED):
                return True
            return (
                tail not in ("derived", "mediated", "transmitted", "dependent", "delivered")
                and word.stem not in say.VESICLE
                and (word.low.partition("-")[0] not in ("re", "de", "co", "up", "down", "anti"))
            )
        if self.is_tissue(at) or word.low in ("proliferating", "dividing", "cycling"):
            return True
        if word.text[:1].isupper() and at and at + 1 < len(self.words) and self.words[at + 1].stem in ("cell", "line"):
            return True
        return bool(LINE_SHAPE.match(word.text)) or (word.text.isupper() and len(word.text) > 1)

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

    def fluid(self, at: int) -> Phrase | None:
        word = self.words[at]
        if word.low == "cerebrospinal" and at + 1 < len(self.words) and self.words[at + 1].low == "fluid":
            return self.make(at, at + 1, fluid=True)
        if not FLUIDS.fullmatch(word.low):
            return None
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
        return self.make(at, last, fluid=True)

    def derived(self, first: int, here: int) -> Phrase | None:
        """“TAM-derived exosomes”: the words before “-derived” are the donor."""
        at = next(
            (k for k in range(first, min(here + 1, len(self.words))) if self.words[k].low.endswith(DERIVED)), None
        )
        if at is None:
            return self.acting(first)
        if not self.vesicle_follows(at):
            return None
        word = self.words[at]
        if word.low.partition("-")[0] in ("hypoxia", "exosome", "vesicle", "ev", "plant"):
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

    def state_told(self, last: int) -> int | None:
        """“U87 cells that had been rendered temozolomide-resistant”: where a relative clause tells the state."""
        at = last + 1
        if at + 2 >= len(self.words) or self.words[at].low not in ("that", "which"):
            return None
        seen = False
        for k in range(at + 1, min(len(self.words), at + 6)):
            word = self.words[k]
            tail = word.low.rpartition("-")[2]
            if seen and (tail in STATES or word.stem in say.RESISTANT | say.SENSITIVE):
                return k
            if word.stem in MADE_SO or word.low in ("are", "were", "is", "was"):
                seen = True
            elif word.low not in ("had", "have", "has", "been"):
                return None
        return None

    def with_what_follows(self, last: int) -> int:
        """“CAFs exposed to gemcitabine”, “serum of patients refractory to FOLFOX”, “line PC9”."""
        words = self.words
        treated = last + 3 < len(words) and words[last + 1].low in AFTER and words[last + 2].low in ("to", "with")
        if treated and not any(w.stem in say.VESICLE for w in words[last + 3 : last + 5]):
            return last + 3
        state = self.state_told(last)
        if state is not None:
            return state
        following = [w.low for w in words[last + 1 : last + 4]]
        if (
            following[:1] == ["with"] and following[1:2] and following[1] in _OWN
        ):  # "cells with acquired tamoxifen resistance"
            for k in range(last + 2, min(len(words), last + 5)):
                if words[k].stem in say.RESISTANCE - say.WEAK_RESISTANCE:
                    return k
                if words[k].low in say.FUNCTION or words[k].is_mark:
                    break
        if (
            following[:1] in (["that"], ["which"])
            and len(following) == 3
            and words[last].stem == "cell"
            and words[last + 2].stem in say.GAINED | EXPRESSING
        ):
            return last + 3
        if following[:1] == ["with"] and following[2:3] and following[2] in LESIONS:
            return last + 3
        return last


_OWN = frozenset("acquired intrinsic innate established primary".split())
