"""Which records a passage most likely belongs to: those of its document, those that name what it names, the latest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from exoannotate.domain.evidence import EvidenceRow
from exoannotate.domain.folding import fold

NAMED_IN = ("cargo", "donor", "recipient", "therapy", "targets")
"""The fields whose names are looked for in a passage."""
_DETAIL = re.compile(r"\s*\([^()]*\)$")
_LEAST = 3
"""Letters a name must have to be looked for inside words: “U3” stands in too many."""


@dataclass(frozen=True, slots=True)
class Near:
    """A record beside a passage: whether it quotes the same document, and which names of the passage it has."""

    record: str
    here: bool
    shared: tuple[str, ...]


def near(
    quote: str, document: str, rows: Iterable[EvidenceRow], documents: Mapping[str, tuple[str, ...]]
) -> tuple[Near, ...]:
    """The records in the order in which somebody would want them for a passage.

    First those of the same document, within that those that share most names, then the one changed last. ``documents``
    are those each record quotes.
    """
    text = f" {fold(quote)} "
    known: dict[tuple[str, str], tuple[str, ...]] = {}  # the same cell stands in many rows
    found = []
    for row in rows:
        shared: list[str] = []
        for name in NAMED_IN:
            cell = row[name]
            if not cell:
                continue
            if (name, cell) not in known:
                known[name, cell] = _named(row, name, text)
            shared += known[name, cell]
        here = document in documents.get(row.record, ())
        found.append((row["changed"], Near(row.record, here, tuple(dict.fromkeys(shared)))))
    found.sort(key=lambda pair: pair[0], reverse=True)
    found.sort(key=lambda pair: (not pair[1].here, -len(pair[1].shared)))
    return tuple(one for _, one in found)


def _named(row: EvidenceRow, name: str, text: str) -> tuple[str, ...]:
    """The values of a cell that stand in a text, without their details; a reason is none."""
    cell = row[name]
    if cell.strip("[]") == row[f"{name}_reason"]:
        return ()
    values = (_DETAIL.sub("", value.strip()) for value in cell.split(";"))
    return tuple(value for value in values if value and _stands(fold(value), text))


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
