"""What a name is, as the rules ask for it: the vocabularies behind one narrow door."""

from __future__ import annotations

from typing import Literal, Protocol

from exoannotate.domain.folding import letters
from exoannotate.suggest.match import Match, Rank
from exoannotate.suggest.vocabulary import Vocabulary

Kind = Literal[
    "mirna", "lncrna", "circrna", "protein", "family", "drug", "lipid", "metabolite", "cell type", "cell line", "fluid",
    "pathway", "disease",
]  # fmt: skip

_KINDS: dict[str, Kind] = {
    "gene": "protein", "lncrna gene": "lncrna", "mirna gene": "mirna", "rna gene": "lncrna", "family": "family",
    "mirna": "mirna", "mirna hairpin": "mirna", "mirna removed": "mirna", "circrna": "circrna", "fusion": "protein",
    "cell line": "cell line", "cell type": "cell type", "fluid": "fluid", "drug": "drug", "metabolite": "metabolite",
    "lipid": "lipid", "disease": "disease", "pathway": "pathway", "process": "pathway",
}  # fmt: skip
REMEMBERED = 20_000
"""Answers kept; a review of twenty pages asks for about half as many."""


class Lexicon(Protocol):
    """Answers strictly: a text that names nothing has no kinds."""

    def kinds(self, text: str) -> frozenset[Kind]:
        """What the text may name."""
        ...

    def key(self, text: str) -> str:
        """What two names of one thing have in common: the identifier, else the letters."""
        ...


class KnownNames:
    """The vocabularies as a lexicon, each question asked of them once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._answers: dict[str, tuple[frozenset[Kind], str]] = {}
        self._matches: dict[tuple[str, str], tuple[Match | None]] = {}

    def kinds(self, text: str) -> frozenset[Kind]:
        return self._answer(text)[0]

    def key(self, text: str) -> str:
        return self._answer(text)[1] or letters(text)

    def match(self, text: str, field: str) -> Match | None:
        """The term that a text names strictly in a field; None when it names none."""
        if (known := self._matches.get((text, field))) is None:
            if len(self._matches) >= REMEMBERED:
                self._matches.clear()
            found = next((one for one in self._vocabulary.lookup(text, field) if one.rank <= Rank.PLURAL), None)
            known = self._matches[text, field] = (found,)
        return known[0]

    def _answer(self, text: str) -> tuple[frozenset[Kind], str]:
        known = self._answers.get(text)
        if known is None:
            if len(self._answers) >= REMEMBERED:
                self._answers.clear()
            known = self._answers[text] = self._asked(text)
        return known

    def _asked(self, text: str) -> tuple[frozenset[Kind], str]:
        found = self._vocabulary.lookup(text)
        if not found and text[:2] in ("c-", "p-") and len(text) > 3:
            found = self._vocabulary.lookup(text[2:].upper())  # c-MET is MET, p-AKT is AKT
        if not found:
            return frozenset(), ""
        strict = [match for match in found if match.rank <= max(Rank.CASE, found[0].rank)]
        kinds = frozenset(_KINDS[match.kind] for match in strict if match.kind in _KINDS)
        return kinds, found[0].identifier
