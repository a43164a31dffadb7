"""What a name means according to a vocabulary: the term, its identifier, and how strictly it was matched."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Rank(IntEnum):
    """How strictly a typed text equals a name of a term; a looser one never stands before a stricter one."""

    OWN = 0
    """The project says so: an own term, or a person's earlier choice for the same typed text."""
    EXACT = 1
    """Letter by letter."""
    UNICODE = 2
    """Dashes, quotes, blanks and widths of letters alike."""
    CASE = 3
    """Capitals alike. Never for short symbols, English words and short names of cell lines."""
    GREEK = 4
    """Greek letters spelled out: β and beta."""
    SEPARATORS = 5
    """Without blanks, hyphens, dots and slashes; the numbers stay the numbers they are."""
    PLURAL = 6
    """One is the plural of the other."""
    FORM = 7
    """No name of a table, but of a known form: an arm left out, a circular RNA, a fusion of two genes."""
    PREFIX = 8
    """Only while typing: a name begins so."""
    WORD = 9
    """Only while typing: a later word of a name begins so."""


@dataclass(frozen=True, slots=True)
class Match:
    """One term that a text may mean.

    ``kind`` is one of KINDS. ``identifier`` is copied from the table that ``source`` names; both may be empty.
    ``synonym`` is the name that was matched when it is not the preferred one. ``note`` is a sentence a person must
    see before they choose: a misidentified cell line, "arm not stated", a removed entry.
    """

    name: str
    identifier: str = ""
    source: str = ""
    kind: str = ""
    synonym: str = ""
    note: str = ""
    rank: Rank = Rank.EXACT


KINDS: tuple[str, ...] = (
    "gene", "lncrna gene", "mirna gene", "rna gene", "pseudogene", "family", "mirna", "mirna hairpin", "mirna removed",
    "circrna", "fusion", "cell line", "cell type", "fluid", "drug", "metabolite", "lipid", "disease", "pathway",
    "process", "vesicle", "method", "biomarker", "own",
)  # fmt: skip
"""Every kind of term, as tables, own terms and exports write it."""
