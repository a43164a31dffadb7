"""Which records a passage most likely belongs to: those of its document, those that name what it names, the latest."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import chain

from exoannotate.domain.evidence import INDEX, EvidenceRow
from exoannotate.domain.folding import fold

NAMED_IN = ("cargo", "donor", "recipient", "therapy", "targets")
"""The fields whose names are looked for in a passage."""
READ_IN = (*NAMED_IN, "effect", "role", "disease", "statement", "quote", "quoted_in", "primary_study", "tags", "note")
"""The cells in which typed words are looked for."""
_READ = tuple(INDEX[name] for name in READ_IN)
_ASK_EVERY = 2_048
MOST = 1_000
"""So many records are put in order; whoever wants another one types."""
_DETAIL = re.compile(r"\s*\([^()]*\)$")
_LEAST = 3
"""Letters a name must have to be looked for inside words: “U3” stands in too many."""


@dataclass(frozen=True, slots=True)
class Near:
    """A record beside a passage: whether it quotes the same document, and which names of the passage it has."""

    row: EvidenceRow
    here: bool
    shared: tuple[str, ...]


@dataclass(slots=True)
class Nearness:
    """The order of records for one passage, with or without typed words. Made anew for each passage: it keeps what it
    found in cells, of which many records have the same.

    ``here`` says whether a record quotes the document of the passage. Nothing is made per record that Python would have
    to look through when it collects garbage: a hundred thousand of them would hold up the window.
    """

    quote: str
    rows: Sequence[EvidenceRow]
    here: Callable[[str], bool]
    _named: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    _folded: dict[str, str] = field(default_factory=dict)
    _texts: list[str] = field(default_factory=list)

    def near(
        self, words: Sequence[str] = (), most: int = MOST, stop: Callable[[], bool] = lambda: False
    ) -> tuple[Near, ...]:  # fmt: skip
        """The records that hold all ``words`` (folded), in the order in which somebody would want them: those of the
        same document first, within that those that share most names, then the one changed last. ``stop`` is asked now
        and then whether nobody waits any more; then there is nothing."""
        changed = INDEX["changed"]
        text = f" {fold(self.quote)} "
        own: dict[int, list[int]] = {}  # by number of shared names, of this document and of others
        others: dict[int, list[int]] = {}
        for at, row in enumerate(self.rows):
            if at % _ASK_EVERY == 0 and stop():
                return ()
            if words and not self._holds(at, words):
                continue
            group = own if self.here(row.record) else others
            group.setdefault(self._count(row, text), []).append(at)
        found: list[Near] = []
        for here, groups in ((True, own), (False, others)):
            for many in sorted(groups, reverse=True):
                room = most - len(found)
                if room <= 0:
                    break
                # The latest first, and of those of the same moment the one made last.
                latest = nlargest(room, groups[many], key=lambda at: (self.rows[at].cells[changed], at))
                found += (Near(self.rows[at], here, self._shared(self.rows[at], text)) for at in latest)
        return tuple(found)

    def _count(self, row: EvidenceRow, text: str) -> int:
        return sum(len(self._in_cell(row, name, text)) for name in NAMED_IN if row.cells[INDEX[name]])

    def _shared(self, row: EvidenceRow, text: str) -> tuple[str, ...]:
        named = (self._in_cell(row, name, text) for name in NAMED_IN if row.cells[INDEX[name]])
        return tuple(dict.fromkeys(chain.from_iterable(named)))

    def _in_cell(self, row: EvidenceRow, name: str, text: str) -> tuple[str, ...]:
        """The values of a cell that stand in the passage, without their details; a reason is none."""
        cell = row.cells[INDEX[name]]
        known = self._named.setdefault(name, {})
        if cell not in known:
            values = (_DETAIL.sub("", value.strip()) for value in cell.split(";"))
            reason = cell.strip("[]") == row[f"{name}_reason"]
            known[cell] = () if reason else tuple(v for v in values if v and _stands(fold(v), text))
        return known[cell]

    def _holds(self, at: int, words: Sequence[str]) -> bool:
        """Whether each word stands in one of the cells that tell what the record says."""
        if not self._texts:
            self._texts = [""] * len(self.rows)
        text = self._texts[at]
        if not text:
            cells = self.rows[at].cells
            text = self._texts[at] = "\n".join([self._fold(cells[number]) for number in _READ])
        return all(word in text for word in words)

    def _fold(self, cell: str) -> str:
        if not cell:
            return ""
        folded = self._folded.get(cell)
        if folded is None:
            folded = self._folded[cell] = fold(cell)
        return folded


def _stands(name: str, text: str) -> bool:
    """Whether a folded name stands in a folded text as words of its own."""
    if len(name) < _LEAST:
        return f" {name} " in text
    at = text.find(name)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(name) : at + len(name) + 1]
        if not before.isalnum() and not after.isalnum():
            return True
        at = text.find(name, at + 1)
    return False
