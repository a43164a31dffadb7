"""Joining another copy of a project: looked at first, then done as one act that one undo takes back.

The other file is never written and never opened where it lies: a private copy of it, without files beside it, is
opened for reading only, and its tables and rows are checked like those of any project.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from exoannotate.domain import merging
from exoannotate.domain.change import Change, RowEdit
from exoannotate.domain.completeness import settle
from exoannotate.domain.errors import ExoError
from exoannotate.domain.fields import entry_text
from exoannotate.domain.merging import Conflict, Plan, Prefer, Rows, Side
from exoannotate.domain.records import FieldEntry, Passage, Record
from exoannotate.store import merging as sides
from exoannotate.store import opening
from exoannotate.store.project import Project
from exoannotate.store.rows import from_row, to_row
from exoannotate.workspace.session import Session

LARGEST = 2 << 30
"""Bytes of a file that is merged; a project with PDFs inside may be large, a bigger one is no project to mail."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One conflict as people read it: which record or highlight, which field, and what both say."""

    table: str
    key: str
    about: str
    field: str
    mine: str
    theirs: str
    theirs_wins: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What a merge would do. Made by ``preview``, done by ``merge``; the file may change in between, which is told."""

    source: Path
    mine: Side
    theirs: Side
    plan: Plan
    conflicts: tuple[Difference, ...]
    refused: tuple[str, ...]
    pictures: Mapping[str, bytes]
    pdfs: Mapping[str, bytes]

    def count(self, kind: str, *tables: str) -> int:
        """How many rows of these tables are "new", "changed", "deleted" or "same"."""
        counted: Mapping[str, int] = getattr(self.plan, kind)
        return sum(counted.get(table, 0) for table in tables)


def preview(session: Session, source: Path, prefer: Prefer = "newest") -> Preview:
    """Look at another copy of a project and say what merging it would do. Raises ExoError; nothing is written."""
    if source.exists() and session.path.exists() and source.samefile(session.path):
        raise ExoError("This is the project itself.", "Nothing was merged. Choose the file that came back to you.")
    with (
        tempfile.TemporaryDirectory(prefix="exoannotate-") as folder,
        closing(Project(_private_copy(source, Path(folder)), read_only=True)) as other,
    ):
        theirs, refused = sides.side(other)
        pictures = {key: found for key in _pictures(theirs.rows) if (found := other.picture(key)) is not None}
        pdfs = dict(_pdfs(other, theirs.rows))
    mine, _ = sides.side(session.project)
    theirs = Side(_as_mine(mine.rows, theirs.rows), theirs.states)
    plan = merging.plan(mine, theirs, prefer)
    return Preview(source, mine, theirs, plan, _told(plan, mine, theirs), refused, pictures, pdfs)


def decide(of: Preview, chosen: Mapping[tuple[str, str], bool], prefer: Prefer = "newest") -> Preview:
    """The same preview with conflicts decided by a person, True for theirs; keys are table and key."""
    plan = merging.plan(of.mine, of.theirs, prefer, chosen)
    return replace(of, plan=plan, conflicts=_told(plan, of.mine, of.theirs))


def merge(session: Session, of: Preview) -> int:
    """Do what was looked at, as one act. How many rows were written. Raises ExoError; then nothing was written."""
    edits = _settled(of)
    if not edits:
        return 0
    for picture in of.pictures.values():
        session.project.keep_picture(picture)
    for key, pdf in of.pdfs.items():
        session.project.embed(key, pdf)
    session.run(Change(f"Merge “{of.source.stem}”", edits))
    return len(edits)


def _private_copy(source: Path, folder: Path) -> Path:
    opening.check_door(source)
    if source.stat().st_size > LARGEST:
        raise ExoError(
            f"“{source.name}” is too large to be merged.", "Nothing was merged, and the file was not changed."
        )
    copy = folder / "other.exo"
    try:
        shutil.copyfile(source, copy)
    except OSError as error:
        raise ExoError(
            f"“{source.name}” cannot be read: {opening.plain(error)}.", "Nothing was merged, and nothing was changed."
        ) from error
    return copy


def _as_mine(mine: Rows, theirs: Rows) -> Rows:
    """Their rows with our key for a PDF that both added by themselves."""
    ours = {str(row["sha256"]): key for key, row in mine.get("documents", {}).items()}
    ours |= {str(row["sha256"]): str(row["document"]) for row in mine.get("document_files", {}).values()}
    there = mine.get("documents", {})
    names = {
        key: ours[str(row["sha256"])]
        for key, row in theirs.get("documents", {}).items()
        if key not in there and str(row["sha256"]) in ours
    }
    turned = merging.renamed(theirs, "documents", names)
    # What is known of a paper that both added stays as it is here.
    return {**turned, "documents": {**turned.get("documents", {}), **{key: there[key] for key in names.values()}}}


def _pictures(rows: Rows) -> set[str]:
    return {str(row["picture"]) for row in rows.get("passages", {}).values() if row.get("picture")}


def _pdfs(other: Project, rows: Rows) -> list[tuple[str, bytes]]:
    wanted = {str(row["sha256"]) for row in rows.get("documents", {}).values()}
    return [(key, found) for key in sorted(wanted) if (found := other.embedded(key)) is not None]


def _settled(of: Preview) -> tuple[RowEdit, ...]:
    """The edits, each record with what follows from the fields it has after the merge."""
    after: dict[str, dict[str, FieldEntry]] = {}
    touched = {edit.key for edit in of.plan.edits if edit.table == "records"}
    final: dict[tuple[str, str], RowEdit] = {}
    for edit in of.plan.edits:
        final[edit.table, edit.key] = edit
        if edit.table == "record_fields":
            row = edit.after or edit.before or {}
            touched.add(str(row["record"]))
    fields = dict(of.mine.rows.get("record_fields", {}))
    for (table, key), edit in final.items():
        if table == "record_fields":
            if edit.after is None:
                fields.pop(key, None)
            else:
                fields[key] = edit.after
    made: dict[tuple[str, str], RowEdit] = {}
    quotes = _quotes(of, final)
    for key, row in fields.items():
        entry = from_row(FieldEntry, dict(row))
        read = _with_words_there(entry, quotes)
        if read is not entry:
            known = final.get(("record_fields", key))
            made["record_fields", key] = RowEdit("record_fields", key, known.before if known else row, to_row(read))
            touched.add(entry.record)
        after.setdefault(entry.record, {})[entry.field] = read
    for key in touched:
        edit_of = final.get(("records", key))
        now = edit_of.after if edit_of is not None else of.mine.rows["records"].get(key)
        if now is None:
            continue
        record = settle(from_row(Record, dict(now)), after.get(key, {}))
        before = edit_of.before if edit_of is not None else now
        if merging.state(to_row(record)) != merging.state(now) or edit_of is not None:
            made["records", key] = RowEdit("records", key, before, to_row(record))
    kept = [made.pop((e.table, e.key), e) if e is final[e.table, e.key] else e for e in of.plan.edits]
    return (*kept, *made.values())


def _quotes(of: Preview, final: Mapping[tuple[str, str], RowEdit]) -> dict[str, int]:
    """The letters of every quote there will be, by passage."""
    rows = dict(of.mine.rows.get("passages", {}))
    for (table, key), edit in final.items():
        if table == "passages":
            if edit.after is None:
                rows.pop(key, None)
            else:
                rows[key] = edit.after
    return {key: len(str(row["quote"])) for key, row in rows.items()}


def _with_words_there(entry: FieldEntry, quotes: Mapping[str, int]) -> FieldEntry:
    """The entry without words of a passage that is gone or has another quote now."""
    kept = tuple(
        replace(value, words=None)
        if value.words is not None and value.words.end > quotes.get(value.words.passage, 0)
        else value
        for value in entry.values
    )
    return entry if kept == entry.values else replace(entry, values=kept)


def _told(plan: Plan, mine: Side, theirs: Side) -> tuple[Difference, ...]:
    return tuple(_difference(conflict, mine, theirs) for conflict in plan.conflicts)


def _difference(of: Conflict, mine: Side, theirs: Side) -> Difference:
    if of.table == "record_fields":
        one, other = (from_row(FieldEntry, dict(row)) for row in (of.mine, of.theirs))
        about = _name_of(one.record, mine, theirs)
        said = (entry_text(one), entry_text(other))
        return Difference(of.table, of.key, about, one.field, *said, of.theirs_wins)
    names = [name for name in of.mine if of.mine[name] != of.theirs.get(name) and name not in ("changed", "curator")]
    label = ", ".join(names[:3])
    texts = tuple("; ".join(str(row.get(name) or "nothing") for name in names[:3]) for row in (of.mine, of.theirs))
    about = _name_of(of.key, mine, theirs) if of.table == "records" else _words(of)
    return Difference(of.table, of.key, about, label, texts[0], texts[1], of.theirs_wins)


def _words(of: Conflict) -> str:
    if of.table == "passages":
        return from_row(Passage, dict(of.mine)).shown[:80]
    return str(of.mine.get("title") or of.mine.get("name") or of.mine.get("label") or of.table)[:80]


def _name_of(record: str, mine: Side, theirs: Side) -> str:
    """What a record is called: its cargo, donor or therapy, whichever it has."""
    for rows in (mine.rows.get("record_fields", {}), theirs.rows.get("record_fields", {})):
        said = [str(rows[key]["text"]) for name in ("cargo", "donor", "therapy") if (key := f"{record}:{name}") in rows]
        if any(said):
            return " – ".join(filter(None, said))[:80]
    return "a record"
