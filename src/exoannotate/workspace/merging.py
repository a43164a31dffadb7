"""Joining another copy of a project: looked at first, then done as one act that one undo takes back.

The other file is never written and never opened by this process: a private copy of it is read by a guard process
(``store/foreign.py``), and what comes back is only rows that the program itself could have written.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from exoannotate.domain import merging
from exoannotate.domain.blind import BlindRound
from exoannotate.domain.change import Change, Row, RowEdit, Scalar
from exoannotate.domain.completeness import DECIDING, Consequence, consequence, status
from exoannotate.domain.errors import ExoError
from exoannotate.domain.fields import entry_text
from exoannotate.domain.ids import days_ahead, person_id
from exoannotate.domain.merging import Conflict, Plan, Prefer, Rows, Side
from exoannotate.domain.records import Decision, FieldEntry, Passage
from exoannotate.domain.wording import counted
from exoannotate.store import foreign, opening, sharing
from exoannotate.store import merging as sides
from exoannotate.store.foreign import Foreign
from exoannotate.store.guarding import Stopped, never, stop_if
from exoannotate.store.rows import from_row, says, storable, to_row
from exoannotate.workspace.session import Session


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


_SHOWN = {
    "records": ("record", ""), "passages": ("highlight", ""), "documents": ("document", ""),
    "candidate_decisions": ("decision", " on a sentence"),
}  # fmt: skip
"""The tables whose rows people know, and what these are called."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a merge would do. Made by ``preview``, done by ``merge``; the file may change in between, which is told.

    ``pdfs``: the hashes of the PDFs inside that will come along.
    """

    source: Path
    mine: Side
    theirs: Side
    plan: Plan
    conflicts: tuple[Difference, ...]
    refused: tuple[str, ...]
    pdfs: frozenset[str] = frozenset()
    unseen: frozenset[tuple[str, str]] = frozenset()
    """Conflicts in what a round of blind coding hides from this person: they are settled by time and not shown."""

    def hidden(self) -> str:
        """What is told of conflicts that are not shown; "" for none."""
        values = counted(len(self.unseen), "value")
        told = f"In what a blind round hides, both changed {values}; the later one is kept." if self.unseen else ""
        return " ".join(filter(None, (told, self._opens())))

    def _opens(self) -> str:
        """Which rounds of blind coding are open after the merge and were not before."""
        edits = [edit for edit in self.plan.edits if edit.table == "blind_rounds" and edit.before is None]
        new = [row for edit in edits if (row := edit.after) is not None and not row["closed"]]
        if not new:
            return ""
        known = {**self.theirs.rows.get("curators", {}), **self.mine.rows.get("curators", {})}
        people = {key for row in new for key in from_row(BlindRound, dict(row)).people}
        names = sorted(str(known[key]["name"]) for key in people & known.keys())
        of = f" of {' and '.join(names)}" if names else ""
        told = f"A round of blind coding{of} is opened with it"
        return f"{told}: what each makes is hidden from others until it is closed."

    def brings(self) -> str:
        """What comes with a merge, counted."""
        parts = []
        for kind in ("new", "changed", "deleted"):
            for table, (one, of) in _SHOWN.items():
                if many := self.count(kind, table):
                    parts.append(f"{counted(many, f'{kind} {one}')}{of}")
        return ", ".join(parts) or "smaller changes, such as names and tags"

    def count(self, kind: str, *tables: str) -> int:
        """How many rows of these tables are "new", "changed", "deleted" or "same"."""
        counted: Mapping[str, int] = getattr(self.plan, kind)
        return sum(counted.get(table, 0) for table in tables)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Millions of rows are held and none of them in a circle: to look through them for garbage again and again takes as
    long as the work itself."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@_without_collecting()
def preview(session: Session, source: Path, prefer: Prefer = "newest", *, stopped: Stopped = never) -> Preview:
    """Look at another copy of a project and say what merging it would do. Raises ExoError; nothing is written.

    ``stopped`` is asked every few hundredths of a second; StoppedError when it says so.
    """
    if source.exists() and session.path.exists() and source.samefile(session.path):
        raise ExoError("This is the project itself.", "Nothing was merged. Choose the file that came back to you.")
    opening.check_door(source)  # what is no project is told at once
    rows, _ = sides.rows(session.project)
    stop_if(stopped)
    found = foreign.read(source, rows, stopped=stopped)
    theirs = as_here(rows, found)
    mine = Side(rows, sides.states(session.project, merging.apart(rows, theirs.rows)))
    stop_if(stopped)
    plan = merging.plan(mine, theirs, prefer, until=days_ahead(2))
    stop_if(stopped)
    pdfs = {str(row["sha256"]) for row in theirs.rows.get("documents", {}).values()} & found.pdfs.keys()
    unseen = _unseen(session, plan)
    return Preview(
        source, mine, theirs, plan, _told(plan, mine, theirs, unseen), (*found.refused, *_unlike(found)),
        frozenset(pdfs - session.project.embedded_sizes().keys()), unseen,
    )  # fmt: skip


def _unseen(session: Session, plan: Plan) -> frozenset[tuple[str, str]]:
    if not session.project.veil:
        return frozenset()
    project = session.project

    def hidden(c: merging.Conflict) -> bool:
        # A highlight from before the round is there for all, but for its colour and note.
        authors = (str(row.get("curator") or "") for row in (c.mine, c.theirs))
        return not project.sees(c.table, c.key) or (c.table == "passages" and any(map(project.veil.hides, authors)))

    return frozenset((c.table, c.key) for c in plan.conflicts if hidden(c))


def _unlike(found: Foreign) -> tuple[str, ...]:
    """A sentence for each table with rows that are none of those its own history knows: a disk or a program changed
    them silently."""
    return tuple(
        f"{many} row{'' if many == 1 else 's'} of “{table}” may be damaged: the history of the file knows "
        f"{'it' if many == 1 else 'them'} otherwise. Look at what comes from there."
        for table, many in found.unlike.items()
    )


def decide(of: Preview, chosen: Mapping[tuple[str, str], bool], prefer: Prefer = "newest") -> Preview:
    """The same preview with conflicts decided by a person, True for theirs; keys are table and key."""
    plan = merging.plan(of.mine, of.theirs, prefer, chosen, until=days_ahead(2))
    return replace(of, plan=plan, conflicts=_told(plan, of.mine, of.theirs, of.unseen))


@_without_collecting()
def merge(session: Session, of: Preview, *, stopped: Stopped = never) -> int:
    """Do what was looked at, as one act. How many rows were written. Raises ExoError; then nothing was written.

    ``stopped`` is asked before anything is written, and before it counts.
    """
    edits = _settled(of)
    stop_if(stopped)
    if not edits:
        return 0
    pictures = {str(edit.after["picture"]) for edit in edits if edit.table == "passages" and edit.after is not None}
    wanted = {key for key in pictures if key and session.project.picture(key) is None}
    for table, key, data in foreign.fetch(of.source, {"pictures": frozenset(wanted), "embedded_pdfs": of.pdfs}):
        if table == "pictures":
            session.project.keep_picture(data)
        else:
            session.project.embed(key, data)
    session.run(Change(merging.label(of.source.stem), edits), merged=True, stopped=stopped)
    return len(edits)


def as_here(mine: Rows, found: Foreign) -> Side:
    """Their side as if it had been written here: our key for a PDF that both added by themselves, our names of files,
    and, where the copy was handed on without something, what stands here in its place."""
    rows = _as_mine(mine, found.rows)
    told = {table: _as_told(table, known, mine.get(table, {}), found) for table, known in rows.items()}
    states: dict[tuple[str, str], list[str]] = {}
    for (table, key), once in found.past.items():
        ours, now = mine.get(table, {}).get(key), rows.get(table, {}).get(key)
        turned = (row if row is None or now is None else _as_told_here(table, row, ours, now, found) for row in once)
        states[table, key] = list(map(merging.state, turned))
    for (table, key), digests in found.deleted.items():
        ours = mine.get(table, {}).get(key)
        if ours is not None and sharing.digest_of(table, ours) in digests:
            states.setdefault((table, key), []).append(merging.state(ours))
    return Side(told, states)


def _as_told(table: str, rows: Mapping[str, Row], ours: Mapping[str, Row], found: Foreign) -> Mapping[str, Row]:
    if table not in _TOLD_ELSEWHERE and sharing.WITHOUT_NOTES not in found.facts.get(sharing.FACT, ""):
        return rows
    return {key: _as_told_here(table, row, ours.get(key), row, found) for key, row in rows.items()}


_TOLD_ELSEWHERE = ("document_files", "passages", "curators")
"""Tables of which only we can know something even when a copy was handed on with everything."""


def _as_told_here(table: str, row: Row, ours: Row | None, now: Row, found: Foreign) -> Row:
    """A row of theirs, or what it once was (``now``: what it is), with what only we can know."""
    if table == "document_files":  # where a file lies is another place on each computer
        return {**row, "path": ours["path"] if ours else sharing.name_of(row["path"])}
    if ours is None:
        return row
    if table == "passages" and now["quote"]:  # a picture of words travels along, and is nobody's edit
        row = {**row, "picture": ours["picture"]}
    if "note" in row and not now["note"] and sharing.WITHOUT_NOTES in found.facts.get(sharing.FACT, ""):
        row = {**row, "note": ours["note"]}
    if table == "curators" and person_id(str(row["name"])) != row["id"]:
        row = {**row, "name": ours["name"]}  # the id is made of the name: nobody signs with that of another
    if table == "curators" and sharing.WITHOUT_NAMES in found.facts.get(sharing.FACT, ""):
        row = {**row, "name": ours["name"], "orcid": ours["orcid"]}
    return row


def _as_mine(mine: Rows, theirs: Rows) -> Rows:
    """Their rows with our key for a PDF that both added by themselves, and one key for one that is there twice."""
    ours = {str(row["sha256"]): key for key, row in mine.get("documents", {}).items()}
    ours |= {str(row["sha256"]): str(row["document"]) for row in mine.get("document_files", {}).values()}
    there = mine.get("documents", {})
    names: dict[str, str] = {}
    for key, row in theirs.get("documents", {}).items():
        if key not in there and ours.setdefault(str(row["sha256"]), key) != key:
            names[key] = ours[str(row["sha256"])]
    turned = merging.renamed(theirs, "documents", names)
    # What is known of a paper that both added stays as it is here.
    kept = {key: there[key] for key in names.values() if key in there}
    return {**turned, "documents": {**turned.get("documents", {}), **kept}}


def _settled(of: Preview) -> tuple[RowEdit, ...]:
    """The edits, each record with what follows from the fields it has after the merge."""
    edits = of.plan.edits
    final = {(edit.table, edit.key): edit for edit in edits}
    touched = {edit.key for edit in edits if edit.table == "records"}
    touched |= {str(_row_of(edit)["record"]) for edit in edits if edit.table == "record_fields"}
    quotes = {key: len(str(row["quote"])) for key, row in _after(of, "passages").items()}
    moved = any(edit.table == "passages" and edit.before is not None for edit in edits)
    fields, told, made = _after(of, "record_fields"), dict[str, dict[str, Row]](), dict[tuple[str, str], RowEdit]()
    for key, row in fields.items():
        record = str(row["record"])
        if not moved and record not in touched:
            continue  # nothing it rests on has changed
        read = _with_words_there(row, quotes)
        if read is not row:
            known = final.get(("record_fields", key))
            made["record_fields", key] = RowEdit("record_fields", key, known.before if known else row, read)
            touched.add(record)
        told.setdefault(record, {})[str(row["field"])] = read
    following = _Following()
    for key, now in _after(of, "records").items():
        if key in touched and (true := {**now, **following.of(now, told.get(key, {}))}) != now:
            known = final.get(("records", key))
            made["records", key] = RowEdit("records", key, known.before if known else now, true)
    if not made:
        return edits
    kept = [made.pop((e.table, e.key), e) if e is final[e.table, e.key] else e for e in edits]
    return (*kept, *made.values())


def _row_of(edit: RowEdit) -> Row:
    return edit.after or edit.before or {}


def _after(of: Preview, table: str) -> dict[str, Row]:
    """The rows of a table that there will be, by key."""
    rows = dict(of.mine.rows.get(table, {}))
    for edit in of.plan.edits:
        if edit.table == table and edit.after is not None:
            rows[edit.key] = edit.after
        elif edit.table == table:
            rows.pop(edit.key, None)
    return rows


class _Following:
    """What follows for records from their fields; many have answered alike."""

    def __init__(self) -> None:
        self._known: dict[frozenset[tuple[str, object, object]], Consequence] = {}

    def of(self, record: Row, fields: Mapping[str, Row]) -> dict[str, Scalar]:
        """The columns of a record that follow."""
        alike = frozenset(
            (name, row["values"] if name in DECIDING else says(row), row["reason"]) for name, row in fields.items()
        )
        if alike not in self._known:
            self._known[alike] = consequence({name: from_row(FieldEntry, row) for name, row in fields.items()})
        found = self._known[alike]
        now = status(cast("Decision", record["review"]), found.answered)
        return {"status": now, "role": storable(found.role), "assertion": found.assertion}


def _with_words_there(row: Row, quotes: Mapping[str, int]) -> Row:
    """The row of an entry without words of a passage that is gone or has another quote now."""
    if '"passage"' not in str(row["values"]):
        return row
    entry = from_row(FieldEntry, row)
    kept = tuple(
        replace(value, words=None)
        if value.words is not None and value.words.end > quotes.get(value.words.passage, 0)
        else value
        for value in entry.values
    )
    return row if kept == entry.values else to_row(replace(entry, values=kept))


def _told(plan: Plan, mine: Side, theirs: Side, unseen: frozenset[tuple[str, str]]) -> tuple[Difference, ...]:
    return tuple(_difference(c, mine, theirs) for c in plan.conflicts if (c.table, c.key) not in unseen)


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
