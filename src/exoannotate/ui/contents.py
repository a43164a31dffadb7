"""What the window knows of a project: read once when it opens, then only what a change touched.

The readers run in the thread that owns the project; ``Contents`` lives in the window's thread and holds values only,
so that lists, counts and highlights are painted without asking the disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from exoannotate.domain.blind import AGENT
from exoannotate.domain.change import Change, Row
from exoannotate.domain.errors import NotFoundError
from exoannotate.domain.evidence import COLUMNS, Columns, EvidenceRow
from exoannotate.domain.fields import EVIDENCE_FIELDS
from exoannotate.domain.own_fields import OwnField
from exoannotate.domain.progress import Looked, Tally
from exoannotate.domain.records import (
    CandidateDecision,
    Collection,
    Document,
    FieldEntry,
    Layout,
    Meaning,
    Passage,
    Record,
)
from exoannotate.workspace.session import Session

COMPLETED_FIELDS = tuple(f.name for f in EVIDENCE_FIELDS if f.kind in ("entities", "study", "tags") or f.open)
"""Fields whose values are offered again while typing."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the window shows of a project when it opens."""

    path: str
    read_only: bool
    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    meanings: tuple[Meaning, ...]
    rows: tuple[EvidenceRow, ...]
    links: Mapping[str, tuple[str, ...]]
    used: Mapping[str, tuple[str, ...]]
    undo_label: str
    redo_label: str
    columns: Columns = COLUMNS
    collections: tuple[Collection, ...] = ()
    members: Mapping[str, frozenset[str]] = field(default_factory=dict)
    layouts: tuple[Layout, ...] = ()
    tally: Tally = field(default_factory=Tally)
    """Made with the overview, in the project's thread; it is the window's from then on."""
    decisions: tuple[CandidateDecision, ...] = ()
    blind: str = ""
    """Whose eyes this was read with, while a round of blind coding hides something from them."""


@dataclass(frozen=True, slots=True)
class Touched:
    """What changes touched, read again from the file; None stands for something that is gone.

    ``labels`` are those of the changes, ``at`` is the local time of the last write as people read it.
    """

    labels: tuple[str, ...]
    at: str
    documents: Mapping[str, Document | None]
    passages: Mapping[str, Passage | None]
    rows: Mapping[str, EvidenceRow | None]
    links: Mapping[str, tuple[str, ...]]
    used: Mapping[str, tuple[str, ...]]
    undo_label: str
    redo_label: str
    meanings: tuple[Meaning, ...] = ()
    """All meanings when one of them was changed."""
    columns: Columns | None = None
    """All columns when the project's own fields were changed; then ``rows`` are all rows, with these cells."""
    collections: tuple[Collection, ...] | None = None
    """All collections, and the documents in each, when one of them was changed."""
    members: Mapping[str, frozenset[str]] | None = None
    layouts: tuple[Layout, ...] | None = None
    """All saved queries and layouts when one of them was changed."""
    decisions: Mapping[str, tuple[CandidateDecision, ...]] = field(default_factory=dict)
    """All decisions on candidates of the documents where one was made or taken back."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One record as the form shows it, with the names of the people who worked on the project."""

    record: Record
    entries: Mapping[str, FieldEntry]
    passages: tuple[Passage, ...]
    people: Mapping[str, str] = field(default_factory=dict)
    coded: str = ""
    """For what was coded by several people: that it is their consensus, or that it went into one; else nothing."""


def read_overview(session: Session) -> Overview:
    """Read a project for the window."""
    project = session.project
    passages, rows, links = project.passages(), project.evidence_rows(), project.passages_by_record()
    links = {row.record: links[row.record] for row in rows if row.record in links}  # of the records that are shown
    tally = Tally.of({p.id: p.document for p in passages}, links, {row.record: row["status"] for row in rows})
    return Overview(
        path=str(session.path),
        read_only=session.read_only,
        documents=project.documents(),
        passages=passages,
        meanings=project.meanings(),
        rows=rows,
        links=links,
        used={name: project.used_texts(name) for name in COMPLETED_FIELDS},
        undo_label=session.undo_label(),
        redo_label=session.redo_label(),
        columns=project.columns(),
        collections=project.collections(),
        members=_members(session),
        layouts=project.layouts(),
        tally=tally,
        decisions=project.candidate_decisions(),
        blind=session.curator.name if project.veil else "",
    )


def read_sheet(session: Session, record_id: str) -> Sheet:
    """Read one record for the form. Raises NotFoundError."""
    project = session.project
    people = {person.id: person.name for person in project.curators()}
    record = project.record(record_id)
    return Sheet(
        record, project.entries(record_id), project.record_passages(record_id), people, _coded(session, record, people)
    )


def _coded(session: Session, record: Record, people: Mapping[str, str]) -> str:
    double = session.project.double_coded()
    if any(one.record == record.id for one in double):
        return "double coded: another record is the consensus"
    of = {one.record for one in double if one.consensus == record.id}
    names = sorted({people.get(one.curator, "") for one in session.project.records() if one.id in of} if of else ())
    return f"consensus of {' and '.join(filter(None, names))}" if names else ""


def read_touched(session: Session, changes: Iterable[Change], at: str) -> Touched:
    """Read what some changes touched, and nothing else."""
    project = session.project
    done = tuple(changes)
    documents: dict[str, Document | None] = {}
    passages: dict[str, Passage | None] = {}
    records: dict[str, None] = {}
    fields: set[str] = set()
    decided: dict[str, None] = {}
    quoted: set[str] = set()  # documents of which something changed that stands in every row that quotes them
    tables = {edit.table for change in done for edit in change.edits}
    for change in done:
        documents |= dict.fromkeys(change.keys("documents"))
        passages |= dict.fromkeys(change.keys("passages"))
        records |= dict.fromkeys(change.keys("records"))
        for edit in change.edits:
            row = edit.after or edit.before or {}
            if edit.table in ("record_fields", "record_passages", "double_coded"):
                records[str(row["record"])] = None
            if edit.table == "records" and row.get("agent") == AGENT:
                records |= dict.fromkeys(project.went_into(edit.key))  # they count, or count no more
            if edit.table == "candidate_decisions":
                decided[str(row["document"])] = None
            if edit.table == "documents" and _shown(edit.before) != _shown(edit.after):
                quoted.add(edit.key)
            if edit.table == "record_fields":
                fields.add(str(row["field"]))
    renamed = "meanings" in tables
    # Taking a document out, and bringing it back, is felt by the collections it is in.
    grouped = not tables.isdisjoint(("collections", "document_collections"))
    for key in passages:
        passages[key] = _passage(session, key)
        records |= dict.fromkeys(project.records_of_passage(key))
    for key in documents:
        documents[key] = _document(session, key)
        for passage in project.passages(key) if key in quoted else ():
            records |= dict.fromkeys(project.records_of_passage(passage.id))
    rows: dict[str, EvidenceRow | None] = dict.fromkeys(records)
    if "project_fields" in tables:
        rows |= {row.record: row for row in project.evidence_rows()}
    else:
        rows |= {row.record: row for row in project.evidence_rows(tuple(records))} if records else {}
    return Touched(
        labels=tuple(change.label for change in done),
        at=at,
        documents=documents,
        passages=passages,
        rows=rows,
        links={key: tuple(link.passage for link in project.links(record=key)) for key in records},
        used={name: project.used_texts(name) for name in COMPLETED_FIELDS if name in fields},
        undo_label=session.undo_label(),
        redo_label=session.redo_label(),
        meanings=project.meanings() if renamed else (),
        columns=project.columns() if "project_fields" in tables else None,
        collections=project.collections() if grouped else None,
        members=_members(session) if grouped else None,
        layouts=project.layouts() if "layouts" in tables else None,
        decisions={document: project.candidate_decisions(document) for document in decided},
    )


def _shown(row: Row | None) -> tuple[object, ...]:
    """What of a document stands in the rows of the evidence table."""
    return () if row is None else tuple(row.get(name) for name in ("title", "doi", "year"))


def _members(session: Session) -> dict[str, frozenset[str]]:
    """The documents in each collection."""
    found: dict[str, set[str]] = {}
    for member in session.project.members():
        found.setdefault(member.collection, set()).add(member.document)
    return {collection: frozenset(documents) for collection, documents in found.items()}


def _passage(session: Session, key: str) -> Passage | None:
    try:
        return session.project.passage(key)
    except NotFoundError:
        return None


def _document(session: Session, key: str) -> Document | None:
    try:
        return session.project.document(key)
    except NotFoundError:
        return None


@dataclass(slots=True)
class Contents:
    """The project as the window has it. Changed by ``patch`` only."""

    path: str = ""
    read_only: bool = False
    blind: str = ""
    documents: dict[str, Document] = field(default_factory=dict)
    passages: dict[str, Passage] = field(default_factory=dict)
    meanings: tuple[Meaning, ...] = ()
    rows: dict[str, EvidenceRow] = field(default_factory=dict)
    links: dict[str, tuple[str, ...]] = field(default_factory=dict)
    used: dict[str, tuple[str, ...]] = field(default_factory=dict)
    undo_label: str = ""
    redo_label: str = ""
    columns: Columns = COLUMNS
    collections: tuple[Collection, ...] = ()
    members: dict[str, frozenset[str]] = field(default_factory=dict)
    layouts: tuple[Layout, ...] = ()
    tally: Tally = field(default_factory=Tally)
    decisions: dict[str, tuple[CandidateDecision, ...]] = field(default_factory=dict)
    """What was decided on candidates, by document."""
    _linked: dict[str, dict[str, None]] | None = None
    """The records of each passage, once somebody asked."""
    _placed: dict[str, dict[str, None]] | None = None
    """The passages of each document, once somebody asked."""

    @property
    def desk(self) -> str:
        """What half-filled forms are kept under: in a round of blind coding everybody has their own."""
        return f"{self.path}\n{self.blind}" if self.blind else self.path

    @property
    def own_fields(self) -> tuple[OwnField, ...]:
        """The project's own fields, in order."""
        return self.columns.own

    @classmethod
    def of(cls, overview: Overview) -> Contents:
        """The contents of a project that was just opened."""
        return cls(
            path=overview.path,
            read_only=overview.read_only,
            blind=overview.blind,
            documents={d.id: d for d in overview.documents},
            passages={p.id: p for p in overview.passages},
            meanings=overview.meanings,
            rows={r.record: r for r in overview.rows},
            links=dict(overview.links),
            used=dict(overview.used),
            undo_label=overview.undo_label,
            redo_label=overview.redo_label,
            columns=overview.columns,
            collections=overview.collections,
            members=dict(overview.members),
            layouts=overview.layouts,
            tally=overview.tally,
            decisions=_by_document(overview.decisions),
        )

    def patch(self, touched: Touched) -> None:
        """Take over what a change touched."""
        _patch(self.documents, touched.documents)
        if self._placed is not None:
            for passage, now in touched.passages.items():
                old = self.passages.get(passage)
                if old is not None:
                    self._placed[old.document].pop(passage, None)
                if now is not None:
                    self._placed.setdefault(now.document, {})[passage] = None
        _patch(self.passages, touched.passages)
        _patch(self.rows, touched.rows)
        for record, passages in touched.links.items():
            before = self.links.get(record, ())
            if record in self.rows:
                self.links[record] = passages
            else:
                self.links.pop(record, None)
            if self._linked is not None:
                for passage in before:
                    self._linked[passage].pop(record, None)
                for passage in self.links.get(record, ()):
                    self._linked.setdefault(passage, {})[record] = None
        for passage, now in touched.passages.items():
            self.tally.take_passage(passage, None if now is None else now.document)
        for record in touched.links:  # other rows have got columns at most
            row = touched.rows.get(record)
            self.tally.take_record(record, self.links.get(record, ()), None if row is None else row["status"])
        self.decisions |= touched.decisions
        self.used |= touched.used
        self.meanings = touched.meanings or self.meanings
        self.columns = self.columns if touched.columns is None else touched.columns
        self.collections = self.collections if touched.collections is None else touched.collections
        self.members = self.members if touched.members is None else dict(touched.members)
        self.layouts = self.layouts if touched.layouts is None else touched.layouts
        self.undo_label, self.redo_label = touched.undo_label, touched.redo_label

    def passages_of(self, document: str) -> tuple[Passage, ...]:
        """The passages of a document in reading order."""
        if self._placed is None:
            self._placed = {}
            for passage in self.passages.values():
                self._placed.setdefault(passage.document, {})[passage.id] = None
        here = (self.passages[key] for key in self._placed.get(document, ()))
        return tuple(sorted(here, key=lambda p: (p.position, p.id)))

    def records_of(self, passage: str) -> tuple[str, ...]:
        """The records a passage is linked to."""
        if self._linked is None:
            self._linked = {}
            for record, passages in self.links.items():
                for known in passages:
                    self._linked.setdefault(known, {})[record] = None
        return tuple(self._linked.get(passage, ()))

    def documents_of(self, record: str) -> tuple[str, ...]:
        """The documents a record quotes, each once."""
        found = (self.passages[p].document for p in self.links.get(record, ()) if p in self.passages)
        return tuple(dict.fromkeys(found))

    def counts(self) -> dict[str, tuple[int, int]]:
        """How many highlights and records each document has."""
        found = {key: self.tally[key] for key in self.documents}
        return {key: (progress.highlights, progress.records) for key, progress in found.items()}

    def looked(self, document: str) -> Looked:
        """How far the candidates of a document were looked at."""
        return Looked.of(self.decisions.get(document, ()))

    def in_queue(self) -> list[Document]:
        """The documents in the order of the reading queue."""
        return sorted(self.documents.values(), key=lambda d: (d.queue, d.added, d.id))

    def meaning(self, key: str) -> Meaning | None:
        """The meaning with this id."""
        return next((m for m in self.meanings if m.id == key), None)


def _by_document(decisions: Iterable[CandidateDecision]) -> dict[str, tuple[CandidateDecision, ...]]:
    found: dict[str, list[CandidateDecision]] = {}
    for one in decisions:
        found.setdefault(one.document, []).append(one)
    return {document: tuple(made) for document, made in found.items()}


def state_text(passage: Passage) -> str:
    """How a passage was found again, in words; "" where it stands exactly as it was marked."""
    if passage.state == "fuzzy":
        return f"fuzzy {round(passage.score * 100)} %"
    return "" if passage.state == "exact" else passage.state


def _patch(known: dict[str, object] | dict[str, Document] | dict[str, Passage] | dict[str, EvidenceRow],
           touched: Mapping[str, object | None]) -> None:  # fmt: skip
    for key, value in touched.items():
        if value is None:
            known.pop(key, None)
        else:
            known[key] = value  # type: ignore[assignment]
