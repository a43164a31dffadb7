"""What the records of a project come to: gathered by cargo and therapy (or by other columns), and by what they say.

The counts of a finding are of three kinds and never mixed: primary studies, each once however many reviews cite it;
records; and mentions, which are the passages that records quote.

Decision (2026-11): rejected records take no part, and drafts only when they are asked for: a summary is handed to
people who cannot ask back. A record without a role (no effect is given) says nothing and is told as left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import TypeAlias

from exoannotate.domain.cellvalues import CellValues, papers
from exoannotate.domain.claims import AGAINST, STANCE_OF, cannot_all_be_true
from exoannotate.domain.evidence import COLUMNS, Columns, EvidenceRow
from exoannotate.domain.filter import natural
from exoannotate.domain.naming import UNNAMED, Naming
from exoannotate.domain.records import FieldEntry
from exoannotate.domain.roles import ROLES

BY = ("cargo", "therapy")
"""The columns that records are gathered by unless others are chosen."""
SAID = ("cargo", "donor", "recipient", "therapy", "targets", "mechanism", "system", "level", "effect", "vesicle_term")
"""The fields whose values a finding tells."""
_BY_VOCABULARY = ("therapy", "disease")
"""Fields whose values are told by the name of the vocabulary; others as most records print them."""

_ORDER: dict[str, int] = {role: at for at, role in enumerate(ROLES)}

Keys: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One value that records give in a field, and these records."""

    text: str
    detail: str
    records: Keys


@dataclass(frozen=True, slots=True)
class Direction:
    """The records of a finding that say one thing. ``against``: they speak against it. ``studies``: the keys of their
    primary studies; ``unnamed``: the records that name none; ``said``: by field, the values most records give first."""

    role: str
    against: bool
    records: Keys
    studies: Keys
    unnamed: Keys
    passages: Keys
    documents: Keys
    said: Mapping[str, tuple[Said, ...]]

    @property
    def weight(self) -> int:
        """How many studies it rests on, when each record without one counts as one."""
        return len(self.studies) + len(self.unnamed)


@dataclass(frozen=True, slots=True)
class Grouped:
    """What records have in common in one column; ``reason``: why there is no value."""

    column: str
    text: str
    reason: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """What the records of one group say; the direction with most primary studies comes first."""

    by: tuple[Grouped, ...]
    directions: tuple[Direction, ...]

    @property
    def records(self) -> Keys:
        """All its records, each once."""
        return joined(d.records for d in self.directions)

    @property
    def studies(self) -> Keys:
        """All its primary studies, each once."""
        return joined(d.studies for d in self.directions)

    @property
    def disputed(self) -> bool:
        """Whether what is said cannot all be true, as ``domain/claims.py`` has it: of one cargo and one therapy."""
        if {one.column for one in self.by} != set(BY):
            return False
        return cannot_all_be_true((STANCE_OF[d.role], d.against) for d in self.directions if d.role in STANCE_OF)

    @property
    def name(self) -> str:
        """What it is called: “miR-21 and temozolomide”, or “PD-L1, therapy not applicable”."""
        named = " and ".join(one.text for one in self.by if not one.reason)
        reasons = (f"{one.column.replace('_', ' ')} {one.text}" for one in self.by if one.reason)
        return ", ".join(filter(None, (named, *reasons)))


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything a summary tells. ``rows`` are those that take part, by record; ``papers`` the key of each record's
    primary study, "" for none; ``disputed`` the contradictions, by cargo and therapy whatever else is gathered by;
    ``silent`` records without a role, ``drafts`` and ``rejected`` those left out."""

    by: Keys
    all: tuple[Finding, ...]
    rows: Mapping[str, EvidenceRow]
    papers: Mapping[str, str]
    links: Mapping[str, Keys]
    documents: Mapping[str, Keys]
    disputed: tuple[Finding, ...] = ()
    silent: Keys = ()
    drafts: Keys = ()
    rejected: Keys = ()

    @property
    def records(self) -> Keys:
        """All records that take part, in the order of the rows."""
        return tuple(self.rows)

    @property
    def studies(self) -> Keys:
        """All primary studies, each once."""
        return tuple(dict.fromkeys(filter(None, self.papers.values())))

    def passages_of(self, records: Iterable[str]) -> Keys:
        """The passages these records quote, each once."""
        return joined(self.links.get(record, ()) for record in records)

    def documents_of(self, records: Iterable[str]) -> Keys:
        """The documents these records were read in, each once."""
        return joined(self.documents.get(record, ()) for record in records)


@dataclass(frozen=True, slots=True)
class Read:
    """What is known of records beside their rows: their entries by field, their passages, and the document of each
    passage."""

    entries: Mapping[str, Mapping[str, FieldEntry]] = field(default_factory=dict)
    links: Mapping[str, Keys] = field(default_factory=dict)
    document_of: Mapping[str, str] = field(default_factory=dict)


def findings(
    rows: Iterable[EvidenceRow],
    read: Read,
    by: Sequence[str] = BY,
    *,
    columns: Columns = COLUMNS,
    names: Naming = UNNAMED,
    drafts: bool = False,
) -> Findings:
    """Gather rows by columns, given by name or head; those with most primary studies come first.

    Raises BadValueError for a column that is none. A record with several values counts in each of them.
    """
    chosen = list(dict.fromkeys(columns.of(name) for name in (tuple(by) or BY)))
    every = tuple(rows)
    status = {row.record: columns.cell(row, "status") for row in every}
    rejected = tuple(key for key, said in status.items() if said == "rejected")
    left = () if drafts else tuple(key for key, said in status.items() if said == "draft")
    part = [row for row in every if status[row.record] != "rejected" and (drafts or status[row.record] != "draft")]
    silent = tuple(row.record for row in part if columns.cell(row, "role") not in _ORDER)
    part = [row for row in part if columns.cell(row, "role") in _ORDER]
    cells = [row.cells for row in part]
    keys, _words = papers(cells, columns, names)
    papers_of = {row.record: key for row, key in zip(part, keys, strict=True)}
    documents = {row.record: joined((read.document_of[p],) for p in read.links.get(row.record, ())
                                    if p in read.document_of) for row in part}  # fmt: skip
    gathered = _Gathered(read, names, papers_of, documents)
    ways = [CellValues(column, columns, names) for column in chosen]
    groups: dict[tuple[int, ...], dict[tuple[str, bool], list[str]]] = {}
    for row, *places in zip(part, *(way.read(cells) for way in ways), strict=True):
        side = columns.cell(row, "role"), columns.cell(row, "claim") == AGAINST
        for values in product(*(way.said[place] for way, place in zip(ways, places, strict=True))):
            groups.setdefault(values, {}).setdefault(side, []).append(row.record)
    made = []
    for values, sides in groups.items():
        called = tuple(
            Grouped(way.of.name, way.shown(v) if way.of.name in _BY_VOCABULARY else way.printed(v), way.reasons[v])
            for way, v in zip(ways, values, strict=True)
        )
        directions = (gathered.direction(role, against, tuple(held)) for (role, against), held in sides.items())
        made.append(Finding(called, tuple(sorted(directions, key=_first))))
    return Findings(
        tuple(column.name for column in chosen),
        tuple(sorted(made, key=_importance)),
        {row.record: row for row in part},
        papers_of,
        {row.record: read.links.get(row.record, ()) for row in part},
        documents,
        _disputed(rows=part, read=read, columns=columns, names=names, made=made),
        silent,
        left,
        rejected,
    )


def _disputed(
    rows: Sequence[EvidenceRow], read: Read, columns: Columns, names: Naming, made: Sequence[Finding]
) -> tuple[Finding, ...]:
    if made and {one.column for one in made[0].by} != set(BY):
        return findings(rows, read, columns=columns, names=names, drafts=True).disputed
    return tuple(sorted((one for one in made if one.disputed), key=_importance))


def joined(many: Iterable[Iterable[str]]) -> Keys:
    """All keys in order, each once."""
    return tuple(dict.fromkeys(key for keys in many for key in keys))


@dataclass(frozen=True, slots=True)
class _Gathered:
    read: Read
    names: Naming
    papers: Mapping[str, str]
    documents: Mapping[str, Keys]

    def direction(self, role: str, against: bool, records: Keys) -> Direction:
        studies = joined((self.papers[record],) for record in records if self.papers[record])
        unnamed = tuple(record for record in records if not self.papers[record])
        passages = joined(self.read.links.get(record, ()) for record in records)
        documents = joined(self.documents[record] for record in records)
        said = {of: self._said(of, records) for of in SAID}
        return Direction(role, against, records, studies, unnamed, passages, documents, said)

    def _said(self, of: str, records: Keys) -> tuple[Said, ...]:
        found: dict[tuple[str, str], dict[str, None]] = {}
        words: dict[tuple[str, str], dict[str, int]] = {}
        for record in records:
            entry = self.read.entries.get(record, {}).get(of)
            for value in entry.values if entry is not None else ():
                same, called = self.names.entity(of, value.text)
                text = called if of in _BY_VOCABULARY else value.text
                thing = same, " ".join(value.detail.split())
                found.setdefault(thing, {})[record] = None
                count = words.setdefault(thing, {})
                count[text] = count.get(text, 0) + 1
        told = (
            Said(max(words[thing], key=lambda text: words[thing][text]), thing[1], tuple(held))
            for thing, held in found.items()
        )
        return tuple(sorted(told, key=lambda one: (-len(one.records), natural(one.text), one.detail)))


def _first(of: Direction) -> tuple[object, ...]:
    return -of.weight, -len(of.records), of.against, _ORDER[of.role]


def _importance(of: Finding) -> tuple[object, ...]:
    reasons = any(one.reason for one in of.by)
    return reasons, -len(of.studies), -len(of.records), tuple(natural(one.text) for one in of.by)
