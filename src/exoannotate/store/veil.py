"""What a person may not see yet: in an open round of blind coding, a session reads views in place of the tables.

The views stand in the temporary part of the connection, where SQLite looks first, under the names of the tables. So
every read of the program is veiled by the same few statements, and whatever names ``main.`` sees the file as it is:
writing, merging, checking. ``domain/blind.py`` says what is hidden and why.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from exoannotate.domain.blind import MARKED, BlindRound
from exoannotate.domain.change import RowEdit
from exoannotate.domain.own_fields import OwnField
from exoannotate.store.views import views

VEILED = ("records", "record_fields", "record_passages", "passages", "candidate_decisions", "blind_marks", *MARKED[1:])
"""Tables of which rows may be hidden."""
HIDDEN_ON = """SELECT 1 FROM main.passages AS m LEFT JOIN passages AS p ON p.id = m.id WHERE m.document = ?1
    AND (p.id IS NULL OR p.note <> m.note OR p.meaning <> m.meaning)
UNION ALL SELECT 1 FROM main.record_passages AS l JOIN main.passages AS p ON p.id = l.passage WHERE p.document = ?1
    AND l.id NOT IN (SELECT id FROM record_passages)
UNION ALL SELECT 1 FROM main.candidate_decisions WHERE document = ?1
    AND id NOT IN (SELECT id FROM candidate_decisions)
UNION ALL SELECT 1 FROM main.studies WHERE document = ?1 AND id NOT IN (SELECT id FROM studies)
LIMIT 1"""
"""A row where something of a document is hidden."""


@dataclass(frozen=True, slots=True)
class Veil:
    """The open rounds that hide something from a person, and the views that do it, by name."""

    me: str
    rounds: tuple[BlindRound, ...] = ()
    selects: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.rounds)

    @property
    def eyes(self) -> str:
        """Whose eyes the project is read with, "" where nothing is hidden: what was read may be kept for the same."""
        return " ".join((self.me, *(one.id for one in self.rounds))) if self.rounds else ""

    @property
    def coding(self) -> tuple[BlindRound, ...]:
        """The rounds this person takes part in."""
        return tuple(one for one in self.rounds if self.me in one.people)

    def hides(self, author: str) -> bool:
        """Whether what a person made may be hidden; which documents it is of is not asked."""
        return author != self.me and any(self.me in one.people or author in one.people for one in self.rounds)

    def hides_edit(self, edit: RowEdit, seen: Mapping[str, frozenset[str]], marked: frozenset[str]) -> bool:
        """Whether an edit tells of a row that is hidden, or that was before it was deleted. ``seen``: the keys that can
        be read, by table; ``marked``: rows that others made in a round."""
        if edit.key in seen.get(edit.table, ()):
            return False
        row = edit.after or edit.before or {}
        if edit.table in MARKED and edit.key in marked:
            return True
        return edit.table in VEILED and self.hides(str(row.get("curator") or ""))


def drawn(db: sqlite3.Connection, me: str) -> Veil:
    """What is hidden from a person in the file at present. Raises sqlite3.Error."""
    there = db.execute("SELECT 1 FROM main.sqlite_master WHERE name = 'blind_rounds' AND type = 'table'").fetchone()
    if there is None:  # an older format that is only read
        return Veil(me)
    names = "id, curators, documents, opened, curator, closed, closer"
    rows = db.execute(f"SELECT {names} FROM main.blind_rounds WHERE closed = '' ORDER BY id").fetchall()
    rounds = tuple(BlindRound(*map(str, tuple(row))) for row in rows)
    if not rounds:
        return Veil(me)
    columns = [str(row[1]) for row in db.execute("PRAGMA main.table_info(passages)")]
    return Veil(me, rounds, _selects(rounds, me, columns))


def put_on(db: sqlite3.Connection, before: Veil, now: Veil) -> None:
    """Let a connection read what a person may see."""
    for name in before.selects:
        db.execute(f"DROP VIEW IF EXISTS temp.{name}")
    for statement in statements(now.selects):
        db.execute(statement)


def statements(selects: Mapping[str, str]) -> tuple[str, ...]:
    """The statements that make the views."""
    return tuple(f"CREATE TEMP VIEW {name} AS {select}" for name, select in selects.items())


def for_own_sql(db: sqlite3.Connection, me: str, own: tuple[OwnField, ...]) -> tuple[str, ...]:
    """All that a person's own statement must find in place of tables and views; nothing while no round is open."""
    veil = drawn(db, me)
    if not veil:
        return ()
    readable = {name: text.split(" AS ", 1)[1] for name, text in views(own).items()}
    return statements({**veil.selects, **readable})


def _selects(rounds: tuple[BlindRound, ...], me: str, columns: list[str]) -> dict[str, str]:
    hidden = f"(SELECT id FROM main.records WHERE {_any(_record(one, me) for one in rounds)})"
    open_now = _listed(one.id for one in rounds)
    others = f"SELECT item FROM main.blind_marks WHERE curator <> {_text(me)} AND round"
    mine = f"(SELECT passage FROM main.record_passages WHERE record NOT IN {hidden})"
    passage = _any(f"(id IN ({others} = {_text(one.id)} AND kind = 'passages') AND {_of(one)})" for one in rounds)
    plain = _any(f"({_by(one, me)} AND {_of(one)})" for one in rounds)
    neutral = {
        "note": f"CASE WHEN {plain} THEN '' ELSE note END AS note",
        # The last of the meanings is that of a note, or whatever people made of it; all of theirs look alike.
        "meaning": f"CASE WHEN {plain} THEN (SELECT id FROM main.meanings ORDER BY ordinal DESC, id LIMIT 1) "
        "ELSE meaning END AS meaning",
    }
    shown = ", ".join(neutral.get(name, f'"{name}"') for name in columns)
    made: dict[str, str] = {
        "records": f"SELECT * FROM main.records WHERE id NOT IN {hidden}",
        "record_fields": f"SELECT * FROM main.record_fields WHERE record NOT IN {hidden}",
        "record_passages": f"SELECT * FROM main.record_passages WHERE record NOT IN {hidden}",
        "passages": f"SELECT {shown} FROM main.passages WHERE NOT ({passage}) OR id IN {mine}",
        "blind_marks": f"SELECT * FROM main.blind_marks WHERE curator = {_text(me)}",
        "candidate_decisions": f"SELECT * FROM main.candidate_decisions WHERE NOT ({plain})",
        # What was done, without what it changed: acts may hold whatever others sent.
        "history": 'SELECT seq, id, "at", curator, label, kind, "of", undone, \'[]\' AS edits FROM main.history '
        f"WHERE curator = {_text(me)}",
    }
    for table in MARKED[1:]:
        made[table] = f"SELECT * FROM main.{table} WHERE id NOT IN ({others} IN {open_now} AND kind = '{table}')"
    return made


def _by(one: BlindRound, me: str) -> str:
    """Whether the author of a row is somebody whose work is hidden."""
    return f"curator <> {_text(me)}" if me in one.people else f"curator IN {_listed(one.people)}"


def _of(one: BlindRound) -> str:
    """Whether a row is of a document of the round."""
    return f"document IN {_listed(sorted(one.papers))}" if one.papers else "1"


def _record(one: BlindRound, me: str) -> str:
    if not one.papers:
        return f"({_by(one, me)})"
    there = f"SELECT l.record FROM main.record_passages l JOIN main.passages p ON p.id = l.passage WHERE p.{_of(one)}"
    return f"({_by(one, me)} AND id IN ({there}))"


def _any(parts: Iterable[str]) -> str:
    return " OR ".join(parts)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _listed(values: Iterable[str]) -> str:
    return f"({', '.join(map(_text, values))})"
