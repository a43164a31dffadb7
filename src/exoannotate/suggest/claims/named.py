"""What a sentence names and where: drugs, cells, what is carried in vesicles, and through what the effect runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exoannotate.suggest.claims.carried import cargo
from exoannotate.suggest.claims.names import drugs, mentions
from exoannotate.suggest.claims.names.lexicon import Lexicon
from exoannotate.suggest.claims.names.mention import Mention
from exoannotate.suggest.claims.parties import cells
from exoannotate.suggest.claims.parties.owners import Phrase
from exoannotate.suggest.claims.sentence.cell_words import HEADS
from exoannotate.suggest.claims.sentence.words import Word
from exoannotate.suggest.claims.statements import unnamed


@dataclass(frozen=True, slots=True)
class Named:
    """The names of a sentence; ``in_cells``, ``drugs`` and ``cargo_words``: the places of the words they take."""

    names: tuple[Mention, ...]
    phrases: tuple[Phrase, ...]
    in_cells: frozenset[int]
    drugs: frozenset[int]
    told: cargo.Roles
    cargo_words: frozenset[int]
    spoken: bool


def find(words: Sequence[Word], sentence: str, lexicon: Lexicon, spoken: bool = False) -> Named:
    """What these words of a sentence name. ``spoken``: of vesicles or cargo, by the sentence before."""
    names = mentions.find(words, sentence, lexicon)
    taken = frozenset(
        k for m in names for k in range(m.first, m.last + 1) if (m.prefix or not m.part) and not _names_cells(m, words)
    )
    phrases = cells.find(words, sentence, lexicon, taken)
    in_cells = frozenset(k for p in phrases for k in range(p.first, p.last + 1))
    of_drugs = frozenset(k for m in names if m.family == "drug" for k in range(m.first, m.last + 1))
    of_drugs |= frozenset(k for k, w in enumerate(words) if w.low == "irradiated" and k not in in_cells)
    spoken = spoken or unnamed.is_passage(words, names, phrases)
    told = cargo.tell(words, names, in_cells, spoken)
    carried = frozenset(k for m, _ in told.cargo for k in range(m.first, m.last + 1))
    return Named(tuple(names), tuple(phrases), in_cells, of_drugs, told, carried, spoken)


def _names_cells(mention: Mention, words: Sequence[Word]) -> bool:
    """A gene symbol before "cells" or in what describes them belongs to the cells: "HER2-positive", "U87"."""
    after = words[mention.last + 1].stem if mention.last + 1 < len(words) else ""
    after = after.removesuffix("-deriv")
    if mention.family == "drug":
        return bool(drugs.RADIO_WORD.match(mention.text))  # "radiosensitive cells"
    beyond = words[mention.last + 2].stem if mention.last + 2 < len(words) else ""
    if beyond == "cell" and after[:1].isalpha() and "-" in after:
        return True  # "MIA PaCa-2 cells"
    named = after in ("cell", "line") or (mention.kind in ("protein", "lncRNA") and after in HEADS)
    return named and mention.first == mention.last
