"""The papers that an export rests on, each once, with a citation key that stays the same from export to export."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from exoannotate.domain import works
from exoannotate.domain.folding import letters
from exoannotate.domain.records import Document, Study
from exoannotate.domain.works import Papers, Work
from exoannotate.export.table import ProjectContents

_SMALL = frozenset(
    "a an and as at by for from in into is of on or the to via with der die das le la les un une".split()
)
_NOT_IN_A_KEY = re.compile(r"[^A-Za-z0-9_:.+/-]")


def used(contents: ProjectContents) -> tuple[tuple[Document | Study, ...], ...]:
    """The documents and primary studies of the evidence. Rows that are the same paper stand together, documents first.

    Of the studies only those that a record names, unless the whole library is meant.
    """
    named = {
        value.identifier
        for entry in contents.entries
        if entry.field == "primary_study"
        for value in entry.values
        if value.source == "studies"
    }
    known = Papers[list[Document | Study]]()
    groups: list[list[Document | Study]] = []
    rows: list[Document | Study] = [
        *contents.documents,
        *(s for s in contents.studies if contents.library or s.id in named),
    ]
    for paper in rows:
        work = works.of(paper)
        group = known.find(work)
        if group is None:
            groups.append(group := [])
        group.append(paper)
        known.add(work, group)
    return tuple(map(tuple, groups))


def of(contents: ProjectContents) -> tuple[Work, ...]:
    """The papers of the evidence with their citation keys, in the order of these."""
    return keyed(joined(group) for group in used(contents))


def joined(group: Iterable[Document | Study]) -> Work:
    """What all rows of one paper say of it, the first one first."""
    first, *rest = map(works.of, group)
    for other in rest:
        first = replace(works.filled(first, other), retracted=first.retracted or other.retracted)
    return first


def keyed(found: Iterable[Work]) -> tuple[Work, ...]:
    """The works with citation keys no two share, sorted by them. A key that a file came with is kept."""
    several: defaultdict[str, list[Work]] = defaultdict(list)
    for work in found:
        key = _NOT_IN_A_KEY.sub("", work.key) or key_of(work)
        several[key.casefold()].append(replace(work, key=key))
    # The ending comes from the paper itself, so that it does not depend on which others are exported.
    return tuple(sorted((
        work if len(alike) == 1 else replace(work, key=f"{work.key}-{_mark(work, n)}")
        for alike in several.values()
        for n, work in enumerate(sorted(alike, key=_identity))
    ), key=lambda work: (work.key.casefold(), work.key)))  # fmt: skip


def key_of(work: Work) -> str:
    """Family name, year and first word of the title: “skog2008glioblastoma”."""
    first = next(iter(work.authors), None)
    name = _plain((first.family or first.literal) if first else "")
    words = [_plain(word) for word in work.title.split()]
    word = next((word for word in words if word and word not in _SMALL), "")
    return f"{name[:30] or 'anonymous'}{work.year or ''}{word[:20]}"


def _plain(text: str) -> str:
    """Letters and digits of plain ASCII: ø becomes o, ß ss."""
    return "".join(c for c in letters(text.translate(_LATIN)) if c.isascii())


_LATIN = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae", "Æ": "AE",
                        "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D"})  # fmt: skip


def _identity(work: Work) -> str:
    return next(iter(works.same(work)), repr(work))


def _mark(work: Work, number: int) -> str:
    return hashlib.sha256(f"{_identity(work)} {number or ''}".encode()).hexdigest()[:4]
