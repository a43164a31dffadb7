"""Evidence that was exported comes back: rows of a table or everything of a JSON export, looked at first.

A record is known by its id. One that is there is left as it is, unless a person wants what the file says; one that is
not is made with its fields, people, passages and papers. A passage of a table has no place on a page: it gets one from
its words, as soon as the PDF is at hand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from exoannotate.domain import works
from exoannotate.domain.change import Change, RowEdit
from exoannotate.domain.completeness import settle
from exoannotate.domain.errors import BadValueError, ExoError
from exoannotate.domain.ids import new_id, now, person_id
from exoannotate.domain.merging import REFERS
from exoannotate.domain.plain_values import as_number
from exoannotate.domain.records import Curator, Decision, Document, FieldEntry, Passage, Record
from exoannotate.domain.works import Papers, Work
from exoannotate.export import json as whole_export
from exoannotate.export import tables_in
from exoannotate.export.table import ProjectContents
from exoannotate.export.tables_in import Sheet
from exoannotate.pdf.client import PdfClient
from exoannotate.store.rows import TABLES, delete, from_row, insert, update
from exoannotate.workspace import evidence_cells, records, relocating
from exoannotate.workspace.evidence_cells import AREA, Cells, Read
from exoannotate.workspace.evidence_plan import EvidenceImported, EvidencePlan
from exoannotate.workspace.session import Session
from exoannotate.workspace.several import Gathering, each_once

T = TypeVar("T")
DECISIONS: tuple[Decision, ...] = ("accepted", "rejected")


def plan(session: Session, path: Path, data: bytes) -> EvidencePlan | None:
    """What importing a file would do, None where it is no evidence of ours. Raises BadValueError for a damaged one."""
    if data.lstrip()[:1] == b"{":
        if b'"exoannotate"' not in data[:2_000]:
            return None
        return _Whole(session, path, whole_export.read(data)[1]).planned()
    sheet = tables_in.read(data, session.project.columns())
    return None if sheet is None else _Table(session, path, sheet).planned()


def import_evidence(
    session: Session, planned: EvidencePlan, pdf: PdfClient | None = None, *, update_differing: bool = False
) -> EvidenceImported:
    """Do what was planned, as one change; quotes are looked for in the PDFs that are at hand.

    Raises StaleEditError when the project has changed meanwhile.
    """
    found, places = planned.edits, planned.places
    if pdf is not None and places:
        found, places = _placed(session, pdf, planned.edits)
    edits = each_once((*found, *planned.updates)) if update_differing else found
    if edits:
        session.run(Change(f"Import records from “{planned.path.name[:48]}”", tuple(edits)))
    updated = planned.differing if update_differing else 0
    return EvidenceImported(
        planned.kind, planned.records, planned.new, updated, planned.there, planned.differing - updated,
        places, planned.problems,
    )  # fmt: skip


def _placed(session: Session, pdf: PdfClient, edits: tuple[RowEdit, ...]) -> tuple[tuple[RowEdit, ...], int]:
    """The edits with new passages where their words stand, and how many are left without a place."""
    lost: defaultdict[str, list[Passage]] = defaultdict(list)
    new = {edit.key for edit in edits if edit.table == "documents"}
    for edit in edits:
        if edit.table == "passages" and edit.after is not None:
            passage = from_row(Passage, edit.after)
            if not passage.quads:
                lost[passage.document].append(passage)
    after = {
        placed.id: placed
        for document, passages in lost.items()
        for placed in (passages if document in new else relocating.first_places(session, pdf, passages))
    }
    left = sum(not passage.quads for passage in after.values())
    return tuple(insert(after[edit.key]) if edit.key in after else edit for edit in edits), left


class _Rows:
    """The rows that are to be made: each once, and no stone is left on what comes back."""

    def __init__(self, session: Session) -> None:
        self._stones = {stone.id: stone for stone in session.project.tombstones()}
        self._known: dict[tuple[type[Any], str], Any] = {}
        self.edits: list[RowEdit] = []

    def know(self, *rows: Any) -> None:
        for row in rows:
            self._known[type(row), row.id] = row

    def known(self, of: type[T], key: str) -> T | None:
        found: T | None = self._known.get((of, key))
        return found

    def make(self, row: Any) -> None:
        if (type(row), row.id) not in self._known:
            self.take(insert(row))
            self.know(row)

    def refuse_dangling(self) -> None:
        """Raises BadValueError when a row that is to be made refers to one that is neither here nor made."""
        there = {(TABLES[of], key) for of, key in self._known}
        for edit in self.edits:
            for column, table in REFERS.get(edit.table, {}).items() if edit.after is not None else ():
                if (table, (edit.after or {}).get(column)) not in there:
                    what = edit.table.replace("_", " ")
                    raise BadValueError(
                        f"This JSON export is not whole: of one of its {what} the {column} is not in it.",
                        "Nothing was changed. Export it again.",
                    )

    def take(self, edit: RowEdit) -> None:
        stone = self._stones.pop(edit.key, None)
        if stone is not None:
            self.edits.append(delete(stone))
        self.edits.append(edit)


class _Whole:
    """A JSON export: rows as they are, but for papers that this project knows under another id."""

    def __init__(self, session: Session, path: Path, theirs: ProjectContents) -> None:
        self._session, self._path, self._theirs = session, path, theirs
        project = session.project
        self._rows = _Rows(session)
        self._rows.know(*project.documents(), *project.studies(), *project.passages(), *project.curators(),
                        *project.meanings(), *project.project_fields(), *project.records())  # fmt: skip
        self._named: dict[str, str] = {}

    def planned(self) -> EvidencePlan:
        theirs, rows = self._theirs, self._rows
        entries: defaultdict[str, list[FieldEntry]] = defaultdict(list)
        for entry in theirs.entries:
            entries[entry.record].append(entry)
        new = [record for record in theirs.records if rows.known(Record, record.id) is None]
        wanted = {record.id for record in new}
        links = [link for link in theirs.links if link.record in wanted]
        used = {link.passage for link in links} | {
            value.words.passage for key in wanted for entry in entries[key] for value in entry.values if value.words
        }
        papers = self._papers(used) if new else 0
        if new:
            for row in (*theirs.curators, *theirs.meanings, *theirs.own_fields):
                rows.make(row)
            for study in theirs.studies:
                document = self._named.get(study.document, study.document)
                if rows.known(Document, document) is not None:
                    rows.make(replace(study, document=document))
        places = 0
        for passage in theirs.passages:
            if passage.id in used and rows.known(Passage, passage.id) is None:
                # The file holds no pictures: that of an area is there only if it came another way.
                there = self._session.project.picture(passage.picture) is not None
                rows.make(replace(passage, document=self._named.get(passage.document, passage.document),
                                  picture=passage.picture if there else ""))  # fmt: skip
                places += not passage.quads
        for record in new:
            # Status, role and assertion follow from the fields, whatever the file says.
            rows.make(settle(record, {entry.field: entry for entry in entries[record.id]}))
            for entry in entries[record.id]:
                rows.make(entry)
        for link in links:
            rows.make(link)
        rows.refuse_dangling()
        updates, differing = self._updates(entries)
        return EvidencePlan(
            self._path, "JSON", len(theirs.records), len(new), len(theirs.records) - len(new) - differing, differing,
            places, papers, tuple(rows.edits), tuple(updates),
        )  # fmt: skip

    def _papers(self, used: set[str]) -> int:
        """Make the documents that are used, or find them here; how many are new."""
        known = Papers[str]()
        for document in self._session.project.documents():
            known.add(works.of(document), document.id)
        wanted = {passage.document for passage in self._theirs.passages if passage.id in used}
        made = 0
        for document in self._theirs.documents:
            if document.id not in wanted or self._rows.known(Document, document.id) is not None:
                continue
            same = self._session.project.document_by_hash(document.sha256)
            there = same.id if same is not None else known.find(works.of(document))
            if there is not None:
                self._named[document.id] = there
            else:
                self._rows.make(document)
                made += 1
        return made

    def _updates(self, entries: Mapping[str, list[FieldEntry]]) -> tuple[list[RowEdit], int]:
        edits: list[RowEdit] = []
        differing = 0
        for record in self._theirs.records:
            here = self._session.project.record(record.id) if self._is_here(record.id) else None
            if here is None:
                continue
            ours = dict(self._session.project.entries(record.id))
            changed = [e for e in entries[record.id] if e.field not in ours or _said(ours[e.field]) != _said(e)]
            if not changed:
                continue
            differing += 1
            for entry in changed:
                before = ours.get(entry.field)
                after = replace(entry, changed=now(), curator=self._session.curator.id)
                edits.append(insert(after) if before is None else update(before, after))
                ours[entry.field] = after
            edits.append(update(here, settle(replace(here, changed=now()), ours)))
        return edits, differing

    def _is_here(self, record: str) -> bool:
        return not any(edit.table == "records" and edit.key == record for edit in self._rows.edits)


def _said(entry: FieldEntry) -> object:
    return [(value.shown(), value.identifier) for value in entry.values], entry.reason


class _Table:
    """A table: each row becomes a record, or is compared with the one that is there."""

    def __init__(self, session: Session, path: Path, sheet: Sheet) -> None:
        self._session, self._path, self._sheet = session, path, sheet
        project = session.project
        self._own = project.own_fields()
        self._rows = _Rows(session)
        self._rows.know(*project.curators(), *project.passages(), *project.documents())
        self._people = {person.name: person.id for person in project.curators()}
        self._papers = Papers[Document]()
        for document in project.documents():
            self._papers.add(works.of(document), document)
        self._quotes = {(p.document, p.quote, p.page_label): p for p in project.passages()}
        self._meaning = project.meanings()[0].id
        self._time = now()
        self._changing = Gathering(session)
        self._studies: list[RowEdit] = []
        self._counts = {"new": 0, "there": 0, "differing": 0, "places": 0, "papers": 0}

    def planned(self) -> EvidencePlan:
        sheet = self._sheet
        all_cells = [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]
        here = {record.id for record in self._session.project.records()}
        rows = self._session.project.evidence_rows(tuple(sorted(here))) if here else ()
        ours = {row.record: row for row in rows}
        columns = self._session.project.columns()
        problems, seen = [], set()
        for number, cells in enumerate(all_cells, 2):
            key = cells.get("record_id", "").strip()
            try:
                if key in seen:
                    raise BadValueError("its record stands in the table twice")
                if key and not _ID.fullmatch(key):
                    raise BadValueError("what stands as the id of its record is none; leave that cell empty")
                seen |= {key} - {""}
                if key in ours:
                    self._compare(key, cells, {name: columns.cell(ours[key], name) for name in sheet.columns})
                else:
                    self._make(key, cells)
            except ExoError as error:
                problems.append(f"Row {number} was left out: {str(error)[:1].lower()}{str(error)[1:].rstrip('.')}.")
        return EvidencePlan(
            self._path, sheet.kind, len(all_cells), edits=tuple(self._rows.edits), updates=tuple(self._changing.edits),
            problems=tuple(problems), unknown=sheet.unknown, **self._counts,
        )  # fmt: skip

    def _compare(self, key: str, cells: Cells, ours: Cells) -> None:
        if all(cells[name] == ours[name] for name in cells):
            self._counts["there"] += 1
            return
        said, known = evidence_cells.inputs(cells, self._own), evidence_cells.inputs(ours, self._own)
        changed = {name: given for name, given in said.items() if not _same(given, known[name])}
        if not changed:
            self._counts["there"] += 1
            return
        records.edit(self._changing, key, changed)
        self._counts["differing"] += 1

    def _make(self, key: str, cells: Cells) -> None:
        said = {name: given for name, given in evidence_cells.inputs(cells, self._own).items() if given != _NOTHING}
        read = list(evidence_cells.passages(cells))
        before = len(self._rows.edits)
        counts = dict(self._counts)
        try:
            found = [self._passage(one) for one in read]
            edits = list(self._studies)  # so that a study of an earlier row is found
            records.drafted(self._session, found, said, edits, agent="imported", key=key)
        except ExoError:
            del self._rows.edits[before:]
            self._counts = counts
            raise
        new = edits[len(self._studies) :]
        self._studies += [edit for edit in new if edit.table == "studies"]
        for edit in new:
            self._rows.take(self._as_exported(edit, cells))
        self._counts["new"] += 1

    def _as_exported(self, edit: RowEdit, cells: Cells) -> RowEdit:
        """The rows of a record with the people and times of the table, and what it says was computed."""
        if edit.after is None:
            return edit
        after = dict(edit.after)
        who = self._person(cells.get("curator", ""))
        created, changed = (_time(cells.get(name, "")) or self._time for name in ("created", "changed"))
        if edit.table == "records":
            record = from_row(Record, after)
            review: Decision = next((known for known in DECISIONS if known == cells.get("status")), "")
            # Status, role and assertion follow from the fields, whatever the table says.
            return insert(replace(
                record, status=review or record.status, review=review, created=created, changed=changed, curator=who,
                reviewed=_time(cells.get("reviewed", "")),
                reviewer=self._person(cells["reviewer"]) if cells.get("reviewer") else "",
            ))  # fmt: skip
        if edit.table in ("record_fields", "record_passages"):
            after["curator"] = who
            after["changed" if edit.table == "record_fields" else "created"] = (
                changed if edit.table == "record_fields" else created
            )
        return RowEdit(edit.table, edit.key, None, after)

    def _person(self, name: str) -> str:
        name = " ".join(name.split())
        if not name or name == self._session.curator.name:
            return self._session.curator.id
        if name not in self._people:
            self._people[name] = person_id(name)
            self._rows.make(Curator(person_id(name), name))
        return self._people[name]

    def _passage(self, read: Read) -> Passage:
        known = self._rows.known(Passage, read.id)
        if known is not None:
            return known
        document = self._document(read)
        quote = "" if read.quote == AREA else read.quote
        there = self._quotes.get((document.id, quote, read.label))
        if there is not None and not read.id:
            return there
        if not quote:
            raise BadValueError("it was read from an area of a figure, which only a JSON export holds")
        made = Passage(
            id=read.id or new_id(), document=document.id, quote=quote, raw=quote, prefix="", suffix="", position=0.0,
            page_index=read.index, page_label=read.label, quads=(), file_sha256=document.sha256,
            text_sha256=document.text_sha256, extractor="", meaning=self._meaning, state="not found", score=0.0,
            created=self._time, changed=self._time, curator=self._session.curator.id,
        )  # fmt: skip
        self._rows.make(made)
        self._quotes[document.id, quote, read.label] = made
        self._counts["places"] += 1
        return made

    def _document(self, read: Read) -> Document:
        work = Work(title=read.title, doi=read.doi, year=read.year)
        known = self._papers.find(work)
        if known is not None:
            return known
        made = Document(
            id=new_id(), sha256=works.token(work), text_sha256="", title=read.title or read.doi, doi=read.doi,
            year=read.year, added=self._time, changed=self._time, curator=self._session.curator.id,
            queue=self._session.project.end_of_queue() + self._counts["papers"] + 1,
        )  # fmt: skip
        self._rows.make(made)
        self._papers.add(work, made)
        self._counts["papers"] += 1
        return made


_NOTHING = records.FieldInput()
_ID = re.compile(r"[\w.:-]{1,100}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def _time(cell: str) -> str:
    """A time as an export writes it, "" for anything else: when copies are merged, the later value counts."""
    return cell if _TIME.fullmatch(cell) else ""


def _same(one: records.FieldInput, other: records.FieldInput) -> bool:
    """Whether two inputs say the same; Excel keeps of a number its value and not how it is written."""
    if one.reason != other.reason or len(one.values) != len(other.values):
        return False
    pairs = [(a.shown(), b.shown()) for a, b in zip(one.values, other.values, strict=True)]
    return all(a == b or (as_number(a) is not None and as_number(a) == as_number(b)) for a, b in pairs)
