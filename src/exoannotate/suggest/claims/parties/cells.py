"""Phrases that name cells, tissues and body fluids: a head and what describes it, as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from exoannotate.suggest.claims.names import forms
from exoannotate.suggest.claims.names.lexicon import Lexicon
from exoannotate.suggest.claims.parties.fluids import Fluids
from exoannotate.suggest.claims.parties.owners import Phrase
from exoannotate.suggest.claims.sentence import cell_words as told_of
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.words import Word


def find(words: Sequence[Word], sentence: str, lexicon: Lexicon, taken: frozenset[int]) -> tuple[Phrase, ...]:
    """The phrases from left to right. ``taken``: words of names that are no cells, such as cargos."""
    return tuple(_Finder(words, sentence, lexicon, taken).all())


class _Finder(Fluids):
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
        if (
            self.words[at].low.rpartition("-")[2] in told_of.BEARING
            and "-" in self.words[at].text
            and self.vesicle_follows(at)
        ):
            return None  # "PD-L1-bearing tumour exosomes": said of the vesicles
        owning = self.owning(at) if "-" in self.words[at].text else None
        if owning is not None:
            return owning
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
            elif self.line_in_brackets(here) and here > at:
                here += 3  # "cisplatin-resistant A2780 (A2780/CP) cells"
            else:
                break
        derived = self.derived(at, here)
        if derived is not None and (last_head < 0 or derived.last <= last_head + 1):
            return derived
        if last_head < 0:
            return fluid or self.owner(at, here) or self.tissue(at, here) or self.elided(at)
        if self.words[last_head].stem == "cell" and self.words[last_head + 1 : last_head + 2] and (
            (self.words[last_head + 1].low in told_of.OF_CELLS and not self.is_named(at, last_head))
            or (self.words[last_head + 1].stem in say.RESISTANCE | say.SENSITIVITY and last_head == at)
        ):  # fmt: skip
            return None
        kind = self.words[last_head + 1].low if last_head + 1 < len(self.words) else ""
        if kind in ("type", "types", "phenotype", "subtype", "subtypes") or (
            self.words[last_head].low == "bystander" and kind in ("effect", "effects")
        ):  # fmt: skip
            return None  # "macrophages of the M2 type"
        if self.is_disease(last_head):
            return None  # "renal cell carcinoma" is a disease
        last_head = self.of_a_disease(last_head)
        bracketed = self.bracketed(at, last_head)
        if bracketed is not None:
            return bracketed
        core = self.make(at, last_head)
        made = replace(self.make(at, self.with_what_follows(last_head)), core=core.text)
        if made.text.casefold() in told_of.BARE:
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

    def of_a_disease(self, head: int) -> int:
        """“xenografts of thyroid cancer”: the last word of the tumour that they are of."""
        if self.words[head].stem not in told_of.GRAFTS or [w.low for w in self.words[head + 1 : head + 2]] != ["of"]:
            return head
        for k in range(head + 2, min(len(self.words), head + 7)):
            word = self.words[k]
            if word.stem in told_of.DISEASES or word.low.endswith("oma"):
                return k
            if not (
                word.stem in told_of.MODIFIERS or self.is_tissue(k) or word.low in ("anaplastic", "non-small-cell")
            ):
                return head
        return head

    def elided(self, at: int) -> Phrase | None:
        """“from resistant to sensitive melanoma cells”: of which cells, the second names."""
        if not at or at + 2 >= len(self.words) or self.words[at - 1].low != "from" or self.words[at + 1].low != "to":
            return None
        if not self.is_plain_modifier(at) or not self.can_describe(at + 2) or "-" in self.words[at].text:
            return None
        if self.words[at].stem in say.RESISTANT | say.SENSITIVE:
            return None
        return self.make(at, at) if any(map(self.is_head, range(at + 3, min(len(self.words), at + 6)))) else None

    def line_in_brackets(self, at: int) -> bool:
        """“(A2780/CP) cells”."""
        near = self.words[at : at + 4]
        return (
            len(near) > 3
            and (near[0].low, near[2].low) == ("(", ")")
            and (
                told_of.LINE_SHAPE.match(near[1].text) is not None
                or ("/" in near[1].text and near[1].text[0].isupper())
            )
            and self.is_head(at + 3)
        )

    def with_adjective(self, made: Phrase) -> Phrase:
        """“from immature dendritic cells”: between a preposition and cells a word nobody knows describes them."""
        before = made.first - 1
        beside = self.words[before - 1].low if before > 0 else ""
        crowd = beside in ("the", "a", "their", "its", "this") and made.text.casefold() in (
            "population",
            "clone",
            "line",
        )
        if made.fluid or before < 1 or not (crowd or beside in ("of", "from", "by", "in", "into", "on")):
            return made
        word = self.words[before]
        named = bool(re.fullmatch(r"[A-Z][A-Za-z]+[A-Z]+\d*", word.text)) and not (
            self.lexicon.kinds(word.text) - {"cell line", "cell type"}
        )
        plain = before not in self.taken and ((word.low.isalpha() and word.text[1:].islower()) or named)
        if word.low == "target":
            return replace(made, first=before, start=word.start, text=self.sentence[word.start : made.end], core="")
        told = word.low in say.FUNCTION or word.low in told_of.NO_TISSUES or word.low.endswith(("ing", "ly"))
        if not plain or told or word.stem in told_of.NO_ADJECTIVES:
            return made
        start = word.start
        return replace(made, first=before, start=start, text=self.sentence[start : made.end],
                       core=self.sentence[start : made.start + len(made.core)] if made.core else "")  # fmt: skip

    def is_head(self, at: int) -> bool:
        word = self.words[at]
        if at in self.taken or word.is_mark:
            return False
        if forms.TUMOUR.fullmatch(word.text) or word.low == "one":
            return False
        if at and self.words[at - 1].low == "solid" and word.low.startswith(("tumor", "tumour")):
            return False  # a disease
        if self.words[at + 1 : at + 2] and self.words[at + 1].low == "type" and self.can_describe(at + 1):
            return False  # "M2 type macrophages"
        if (
            (word.stem in told_of.HEADS and not word.low.endswith("ed"))
            or told_of.ACRONYM.match(word.text)
            or word.low.endswith(("-cell", "-cells"))
        ):
            return True
        if word.low in say.FUNCTION or word.stem in told_of.NEVER:
            return False
        if word.low in told_of.KIN:
            return True
        if (
            word.low in told_of.GROWN_FROM
            and at
            and (self.is_plain_modifier(at - 1) or self.words[at - 1].stem in told_of.HEADS)
        ):
            return True  # "patient-derived glioblastoma cultures"
        if word.low in ("derivatives", "derivative", "variants", "sublines", "descendants") and at:
            before = self.words[at - 1].low
            tail = before.rpartition("-")[2]
            return tail in told_of.STATES or (
                "-" in before and tail.endswith("ed")
            )  # "their lapatinib-resistant derivatives"
        if word.low.endswith("omas") and at and told_of.LINE_SHAPE.match(self.words[at - 1].text):
            return True  # "C6 gliomas"
        if (
            "/" in word.text
            and at > 1
            and word.text[0].isupper()
            and told_of.LINE_SHAPE.match(word.text)
            and self.words[at - 1].low in ("of", "from")
            and self.words[at - 2].stem in say.VESICLE
        ):
            return True  # "exosomes of A2780/DDP"
        if "/" in word.text and told_of.LINE_SHAPE.match(word.text) and self.vesicle_follows_at_once(at):
            return True  # "PC3/DTX exosomes"
        kinds = self.lexicon.kinds(word.text)
        return (
            bool(kinds & {"cell type", "cell line"})
            and bool(told_of.LINE_SHAPE.match(word.text) or "cell type" in kinds)
            and (
                not kinds & {"protein", "lncrna", "drug", "mirna"}
                or bool(told_of.LINE_SHAPE.match(word.text) and "cell line" in kinds and "/" in word.text)
            )
        ) or bool(
            at + 1 < len(self.words) and told_of.LINE_SHAPE.match(word.text) and self.words[at + 1].stem == "cell"
        )

    def is_plain_modifier(self, at: int) -> bool:
        word = self.words[at]
        if at not in self.taken and word.stem in told_of.MODIFIERS and not word.low.endswith(told_of.VERB_ENDS):
            return True
        tail = word.low.rpartition("-")[2] if "-" in word.text else ""
        return at not in self.taken and (tail in told_of.STATES or (tail.endswith("ed") and tail != "derived"))

    def can_describe(self, at: int) -> bool:
        word = self.words[at]
        if at in self.taken or word.is_mark:
            return False
        if word.low in ("drug", "multidrug") and at + 1 < len(self.words) and self.words[at + 1].low in told_of.STATES:
            return True  # "drug resistant cells", without a dash
        if word.stem in told_of.NEVER:
            return False
        if word.low == "clear" and not (at + 1 < len(self.words) and self.words[at + 1].stem == "cell"):
            return False  # "unable to clear A549 cells"
        verb = word.low.endswith("ing") and word.low not in _STATES_OF_LIFE
        if verb and at > 1 and self.words[at - 1].low == "from" and at - 2 in self.taken:
            return False  # "kept cisplatin from clearing A549 cells"
        if word.low in told_of.BASE_VERBS or (
            word.low.endswith("s") and word.text[0].isupper() and word.stem in told_of.VERB_LIKE
        ):
            return False  # “Promotes Cell Survival” in a title
        if word.low in say.FUNCTION:  # "ALL cells" are those of a leukaemia
            return word.text == "ALL" and at + 1 < len(self.words) and self.words[at + 1].stem in ("cell", "blast")
        if word.low in ("associated", "infiltrating", "initiating", "propagating") and at and (
            self.words[at - 1].low in ("cancer", "tumor", "tumour", "carcinoma", "glioma")
            and at + 1 < len(self.words)
            and self.is_head(at + 1)
        ):  # fmt: skip
            return True  # "cancer associated fibroblasts", without a dash
        if word.low == "type" and at and self.words[at - 1].low in ("m1", "m2", "wild", "n1", "n2") and (
            at + 1 < len(self.words) and self.words[at + 1].low not in say.FUNCTION and not self.words[at + 1].is_mark
        ):  # fmt: skip
            return True  # "M2 type macrophages"
        if word.stem in told_of.MODIFIERS:
            return not word.low.endswith(told_of.VERB_ENDS) and not (
                at == 0 and word.low.endswith("ing") and word.stem in told_of.DOING_TO
            )
        if "-" in word.text:
            tail = word.low.rpartition("-")[2]
            if word.low.endswith(told_of.DERIVED):
                return True
            if tail == "dependent" and at + 1 < len(self.words):
                return self.is_head(at + 1) or self.is_plain_modifier(at + 1) or bool(
                    told_of.LINE_SHAPE.match(self.words[at + 1].text)
                    or (at + 2 < len(self.words) and self.words[at + 2].stem == "cell")
                )  # fmt: skip
            return (
                tail not in ("derived", "mediated", "transmitted", "dependent", "delivered")
                and word.stem not in say.VESICLE
                and (
                    word.low.partition("-")[0] not in ("re", "de", "co", "up", "down", "anti")
                    or tail in ("cultured", "cultivated", "incubated")
                )
            )
        if (
            word.low.startswith(("un", "non", "pretreat", "preexpos"))
            and word.low.endswith("ed")
            and at + 1 < len(self.words)
        ):
            return self.is_head(at + 1)  # "their unirradiated neighbours"
        if self.is_tissue(at) or word.low in ("proliferating", "dividing", "cycling"):
            return True
        if word.text[:1].isupper() and at + 1 < len(self.words) and self.words[at + 1].stem in ("cell", "line") and (
            at or "cell line" in self.lexicon.kinds(word.text)
        ):  # fmt: skip
            return True  # "HeLa cells"
        kin = at + 1 < len(self.words) and self.words[at + 1].stem in told_of.LINE_KIN
        if kin and word.text[:1].isupper() and "cell line" in self.lexicon.kinds(word.text):
            return True  # "the Mino subline"
        if word.low.replace(".", "").isdigit() and at + 1 < len(self.words) and self.words[at + 1].stem == "cell":
            return "cell line" in self.lexicon.kinds(word.text)  # "5637 cells"
        told = told_of.LINE_SHAPE.match(word.text) or forms.TUMOUR.fullmatch(word.text)
        return bool(told) or (word.text.isupper() and len(word.text) > 1)

    def state_told(self, last: int) -> int | None:
        """“U87 cells that had been rendered temozolomide-resistant”: where a relative clause tells the state."""
        at = last + 1
        if at + 2 >= len(self.words) or self.words[at].low not in ("that", "which"):
            return None
        seen = False
        for k in range(at + 1, min(len(self.words), at + 6)):
            word = self.words[k]
            tail = word.low.rpartition("-")[2]
            if seen and (tail in told_of.STATES or word.stem in say.RESISTANT | say.SENSITIVE):
                return k
            if word.stem in told_of.MADE_SO or word.low in ("are", "were", "is", "was"):
                seen = True
            elif word.low not in ("had", "have", "has", "been"):
                return None
        return None

    def is_condition(self, at: int) -> bool:
        """“pH”, “oxygen”, “hypoxia”: what cells are kept in, after a word that says more of it."""
        return self.words[at].low in told_of.CONDITIONS or self.words[at].low in ("%", "mm", "low", "high", "of")

    def with_what_follows(self, last: int) -> int:
        """“CAFs exposed to gemcitabine”, “serum of patients refractory to FOLFOX”, “line PC9”."""
        words = self.words
        treated = (
            last + 3 < len(words) and words[last + 1].low in told_of.AFTER and words[last + 2].low in ("to", "with")
        )
        if treated and not any(w.stem in say.VESICLE for w in words[last + 3 : last + 5]):
            return last + 3
        kept = (
            last + 3 < len(words)
            and words[last + 1].low in told_of.KEPT_UNDER
            and words[last + 2].low in ("at", "in", "under", "on")
        )
        if kept and words[last].stem not in say.VESICLE:  # "cells kept at acid pH", "cells grown under hypoxia"
            end = last + 3
            while end < min(len(words) - 1, last + 5) and self.is_condition(end + 1):
                end += 1
            if any(w.low in told_of.CONDITIONS for w in words[last + 3 : end + 1]):
                return end
        if last + 1 < len(words) and words[last].low in told_of.CALLED_SO and last + 1 not in self.taken:
            beyond = words[last + 2].stem if last + 2 < len(words) else ""
            if told_of.LINE_SHAPE.match(words[last + 1].text) and beyond != "cell":
                return last + 1  # "the cisplatin-resistant oesophageal line EC9706R"
        state = self.state_told(last)
        if state is not None:
            return state
        following = [w.low for w in words[last + 1 : last + 4]]
        if (
            following[:1] == ["with"] and following[1:2] and following[1] in told_of.OF_ITS_OWN
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
            and words[last + 2].stem in say.GAINED | told_of.EXPRESSING
        ):
            return last + 3
        if following[:1] == ["with"] and following[2:3] and following[2] in told_of.LESIONS:
            return last + 3
        return last


_STATES_OF_LIFE = frozenset(
    "dying surviving proliferating dividing neighbouring neighboring surrounding circulating living".split()
)
