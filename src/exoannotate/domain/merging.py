"""How two copies of a project become one: what is new, what changed on one side only, what changed on both. Pure.

A row of theirs that ours once was is older: ours stays. A row of ours that theirs once was is older: theirs comes.
Otherwise both changed it, and a person or the later time decides. Each copy tells what its rows once were by its
history, so no common ancestor has to be kept, and a file that was merged before brings nothing new.

Decision (2026-11): the value that loses a conflict is written as well, and then the one that wins, in one change: so
it stands in the history of its record and can be returned to. Rejected: a table of conflicts beside the history, which
would be a second place to look for what a field once said. What one side deleted and the other changed stays.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from exoannotate.domain import blind
from exoannotate.domain.change import Row, RowEdit

Rows = Mapping[str, Mapping[str, Row]]
"""Rows by table and key."""
States = Mapping[tuple[str, str], Sequence[str]]
"""By table and key, every state a row once had, as ``state`` writes it, before and after each act; "" for not being
there."""
Prefer = Literal["mine", "theirs", "newest"]
PREFER: tuple[Prefer, ...] = ("newest", "mine", "theirs")

ORDER = (
    "curators", "meanings", "documents", "document_files", "studies", "passages", "records", "record_fields",
    "record_passages", "terms", "project_fields", "collections", "document_collections", "layouts",
    "candidate_decisions", "blind_rounds", "blind_done", "blind_marks", "double_coded", "tombstones",
)  # fmt: skip
"""The tables that are merged; what a row refers to stands before it."""
REFERS: dict[str, dict[str, str]] = {
    "documents": {"curator": "curators"},
    "document_files": {"document": "documents"},
    "studies": {"document": "documents"},
    "passages": {"document": "documents", "meaning": "meanings", "curator": "curators"},
    "records": {"curator": "curators"},
    "record_fields": {"record": "records", "curator": "curators"},
    "record_passages": {"record": "records", "passage": "passages", "curator": "curators"},
    "document_collections": {"document": "documents", "collection": "collections"},
    "candidate_decisions": {"document": "documents", "curator": "curators"},
    "tombstones": {"curator": "curators"},
}
"""By table, the columns that hold the key of a row of another table."""
_PARTS = ("record_fields", "record_passages")
"""The tables whose rows belong to a record."""
DERIVED = ("status", "role", "assertion", "agent", "changed")
"""Columns of a record that follow from its fields, or say when one of them changed; they are no conflict."""
_OF_TWO = {"document_collections": "collection", "candidate_decisions": "sentence"}
"""By table, the column that makes up its key together with the document."""
_NO_WORDS = ("blind_rounds", "blind_done", "blind_marks", "double_coded", "record_passages")
"""Tables of which a row says only that something was done, and when: nobody is asked about one that both did."""
_WEIGHT = {"later": 0, "taken": 2}
"""Of two decisions on one candidate: that of a record stays, and any stands against putting it off."""


@dataclass(frozen=True, slots=True)
class Side:
    """One copy: its rows, and what they once were; of that, at least what is ``apart`` from the other copy."""

    rows: Rows
    states: States


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row that both changed. ``theirs_wins`` is what was decided."""

    table: str
    key: str
    mine: Row
    theirs: Row
    theirs_wins: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What a merge will do. The numbers are of rows, by table."""

    edits: tuple[RowEdit, ...] = ()
    new: Mapping[str, int] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)
    deleted: Mapping[str, int] = field(default_factory=dict)
    same: Mapping[str, int] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is to be done."""
        return not self.edits


def state(row: Row | None) -> str:
    """A row as a text to compare by, "" for none."""
    return "" if row is None else json.dumps(dict(row), sort_keys=True, ensure_ascii=False)


def apart(ours: Rows, others: Rows) -> dict[str, set[str]]:
    """By table, the keys of what the others have and we have not, or have otherwise: of these alone it matters what
    ours once was."""
    none: Mapping[str, Row] = {}
    return {
        table: {key for key, row in others.get(table, none).items() if ours.get(table, none).get(key) != row}
        for table in ORDER
    }


_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_MERGE = "Merge “"


def label(name: str) -> str:
    """What the act of merging a copy of this name is called."""
    return f"{_MERGE}{name}”"


class TakenBack:
    """Tells which acts of a history, asked for in their order, are merges that were taken back: as if the other copy
    had never been seen. Merged again, it brings all it has; and who made what it has does not lose it by that."""

    def __init__(self) -> None:
        self._gone: set[str] = set()

    def holds(self, act: Mapping[str, object]) -> bool:
        """Whether nothing of an act counts: ``id``, ``label``, ``kind``, ``of`` and ``undone`` of its row."""
        if not str(act["label"]).startswith(_MERGE):
            return False
        if act["kind"] == "do" and act["of"] == "" and act["undone"]:
            self._gone.add(str(act["id"]))
        # What took it back, or did it again, tells nothing that the act itself does not tell.
        return act["kind"] != "do" or act["id"] in self._gone or act["of"] in self._gone


def plan(
    mine: Side,
    theirs: Side,
    prefer: Prefer = "newest",
    chosen: Mapping[tuple[str, str], bool] | None = None,
    until: str = "9999",
) -> Plan:
    """What to do so that ``mine`` holds both. ``chosen``: conflicts a person decided, True for theirs. What is said to
    be done later than ``until`` counts as if nobody knew when."""
    return _Planner(mine, theirs, prefer, chosen or {}, until).plan()


class _Planner:
    def __init__(
        self, mine: Side, theirs: Side, prefer: Prefer, chosen: Mapping[tuple[str, str], bool], until: str
    ) -> None:
        self.until = until
        self.mine, self.theirs, self.prefer, self.chosen = mine, theirs, prefer, chosen
        self.result: dict[str, dict[str, Row]] = {t: dict(mine.rows.get(t, {})) for t in ORDER}
        self.conflicts: list[Conflict] = []
        self.said: dict[tuple[str, str], Row] = {}  # what they say where both changed it
        self.counts: dict[str, dict[str, int]] = {kind: {} for kind in ("new", "changed", "deleted", "same")}

    def plan(self) -> Plan:
        for table in ORDER:
            self.compare(table, self.mine.rows.get(table, {}), self.theirs.rows.get(table, {}))
        self.keep_records_whole()
        self.bring_back_what_is_needed()
        self.forget_stones()
        self.count_deleted()
        edits = tuple(self.edits())
        self.count_records(edits)
        counts = self.counts
        return Plan(
            edits, counts["new"], counts["changed"], counts["deleted"], counts["same"], tuple(self.conflicts)
        )  # fmt: skip

    def compare(self, table: str, ours: Mapping[str, Row], others: Mapping[str, Row]) -> None:
        """Set the rows of both beside each other. What is alike, or new here and unheard of, is most of them."""
        result, known = self.result[table], _keys(self.mine.states, table)
        new = {key: row for key, row in others.items() if key not in ours and key not in known}
        apart = [key for key, row in others.items() if key not in new and ours.get(key) != row]
        result.update(new)
        self.count("new", table, len(new))
        self.count("same", table, len(others) - len(new) - len(apart))
        for key in apart:
            self.both(table, key, ours.get(key), others[key])
        for key in [key for key in ours if key not in others]:
            self.only_mine(table, key, ours[key])

    def both(self, table: str, key: str, mine: Row | None, theirs: Row) -> None:
        if mine is None:
            gone = self.mine.states.get((table, key), ())
            if gone and state(theirs) in gone:  # we had it so and deleted it
                return
            self.result[table][key] = theirs
            self.count("new", table)
            return
        here, there = self.mine.states.get((table, key), ()), self.theirs.states.get((table, key), ())
        ours_is_old, theirs_is_old = state(mine) in there, state(theirs) in here
        if ours_is_old and theirs_is_old:  # one of us went back to what was before, and knows more acts than the other
            ours_is_old = (len(there), self.time(theirs)) > (len(here), self.time(mine))
            theirs_is_old = not ours_is_old
        if ours_is_old:
            self.result[table][key] = theirs
            self.count("changed", table)
        elif theirs_is_old:
            self.count("same", table)
        else:
            self.conflict(table, key, mine, theirs)

    def only_mine(self, table: str, key: str, mine: Row) -> None:
        had = self.theirs.states.get((table, key), ())
        if had and state(mine) in had:  # they had it so and deleted it
            del self.result[table][key]

    def conflict(self, table: str, key: str, mine: Row, theirs: Row) -> None:
        better = self.decide(mine, theirs)  # by their own times, before either takes the other's
        said = theirs
        if table == "records":
            mine, theirs = self.without_derived(mine, theirs)
            if mine == theirs:
                self.result[table][key] = theirs
                return
        if table == "document_files":  # where a PDF lies is for each computer to know; nobody else's hint is better
            self.count("same", table)
            return
        if table in _NO_WORDS:
            self.earlier(table, key, mine, theirs)
            return
        if table == "record_fields" and all(mine[name] == theirs[name] for name in ("values", "reason")):
            # The later one, as between different words: else three copies would tell who said it by their order.
            self.result[table][key] = max(mine, theirs, key=self.time)
            self.count("same" if self.result[table][key] is mine else "changed", table)
            return
        if table == "candidate_decisions":  # no words of a person are at stake, so nobody is asked
            self.weigh(table, key, mine, theirs)
            return
        wins = self.chosen.get((table, key), better)
        self.conflicts.append(Conflict(table, key, mine, theirs, wins))
        self.said[table, key] = said
        self.result[table][key] = theirs if wins else mine

    def weigh(self, table: str, key: str, mine: Row, theirs: Row) -> None:
        """Of two decisions on one candidate the weightier stays, of equals the earlier; both sides find the same."""

        def order(row: Row) -> tuple[int, str, str]:
            return -_WEIGHT.get(str(row.get("decision")), 1), str(row.get("changed")), state(row)

        self.result[table][key] = min(mine, theirs, key=order)
        self.count("same" if self.result[table][key] is mine else "changed", table)

    def earlier(self, table: str, key: str, mine: Row, theirs: Row) -> None:
        """A round that one side closed is closed, and of two that did the same the earlier stays."""

        def order(row: Row) -> tuple[bool, str, str]:
            return row.get("closed") == "", str(row.get("closed", "")), state(row)

        self.result[table][key] = min(mine, theirs, key=order)
        self.count("same" if self.result[table][key] is mine else "changed", table)

    def without_derived(self, mine: Row, theirs: Row) -> tuple[Row, Row]:
        """Both with the derived columns of the later one: they are worked out again from the fields."""
        later = max((mine, theirs), key=lambda row: (str(row.get("changed")), state(row)))
        derived = {name: later[name] for name in DERIVED if name in later}
        if mine.get("agent") == theirs.get("agent") == blind.AGENT:  # both agreed on it, each in a file of their own
            first = min((mine, theirs), key=lambda row: (str(row.get("created")), state(row)))
            derived |= {name: first[name] for name in ("created", "curator")}
        return {**mine, **derived}, {**theirs, **derived}

    def decide(self, mine: Row, theirs: Row) -> bool:
        """Whether theirs wins: by preference, by time, and by the text itself so that both sides decide alike. A record
        that somebody accepted or rejected is not undone by an edit that knew nothing of it."""
        if self.prefer != "newest":
            return self.prefer == "theirs"
        return self.time(theirs) > self.time(mine)

    def time(self, row: Row) -> tuple[str, str, str]:
        """By which the later of two rows is found."""
        reviewed, changed = (_believed(row.get(name), self.until) for name in ("reviewed", "changed"))
        return reviewed, changed, state(row)

    def keep_records_whole(self) -> None:
        """A record that one side deleted and the other changed stays with all it said there; and none stays without
        a passage, though each side unlinked another one."""
        sides = (self.mine, self.theirs)
        if not any(key not in self.result[t] for t in _PARTS for side in sides for key in side.rows.get(t, {})):
            return
        parts = {table: [_by_record(side, table) for side in sides] for table in _PARTS}
        linked = {row["record"] for row in self.result["record_passages"].values()}
        for record in self.result["records"]:
            there = [number for number, side in enumerate(sides) if record in side.rows.get("records", {})]
            if len(there) == 1:
                for table, known in parts.items():
                    self.restore(table, known[there[0]].get(record, ()))
                    linked |= {record} if table == "record_passages" and record in known[there[0]] else set()
            if record not in linked:
                for known_here in parts["record_passages"]:
                    self.restore("record_passages", known_here.get(record, ()))

    def restore(self, table: str, rows: Iterable[tuple[str, Row]]) -> None:
        for key, row in rows:
            self.result[table].setdefault(key, row)

    def bring_back_what_is_needed(self) -> None:
        """A row stays, or comes back, while something that stays refers to it."""
        again = True
        while again:
            again = False
            for table, columns in REFERS.items():
                for column, other in columns.items():
                    there = self.result[other]
                    wanted = {row.get(column) for row in self.result[table].values()} - there.keys() - {None, ""}
                    for key in sorted(map(str, wanted)):
                        kept = self.mine.rows.get(other, {}).get(key) or self.theirs.rows.get(other, {}).get(key)
                        if kept is not None:
                            there[key] = kept
                            again = True

    def forget_stones(self) -> None:
        """What is there has no stone."""
        for key in tuple(self.result["tombstones"]):
            if any(key in self.result[table] for table in ORDER if table != "tombstones"):
                del self.result["tombstones"][key]

    def edits(self) -> Iterator[RowEdit]:
        at_stake = {table for table, _ in self.said}
        for table in ORDER:
            ours, after = self.mine.rows.get(table, {}), self.result[table]
            for key, before in ours.items():
                now = after.get(key)
                said = self.said.get((table, key)) if table in at_stake else None
                if said is not None and now is not None and said != now:
                    yield RowEdit(table, key, before, said)  # as they said it: another time it is known by that
                    before = said
                if before is not now and before != now:
                    yield RowEdit(table, key, before, now)
            yield from (RowEdit(table, key, None, row) for key, row in after.items() if key not in ours)

    def count_records(self, edits: Iterable[RowEdit]) -> None:
        """A record has changed when anything that belongs to it has: a row that says when it changed is none."""
        ours, others = (side.rows.get("records", {}).keys() for side in (self.mine, self.theirs))
        touched = {edit.key for edit in edits if edit.table == "records"}
        touched |= {str((edit.after or edit.before or {})["record"]) for edit in edits if edit.table in _PARTS}
        changed = touched & ours & self.result["records"].keys()
        self.counts["changed"] |= {"records": len(changed)}
        self.counts["same"] |= {"records": len((ours & others) - changed)}

    def count_deleted(self) -> None:
        """What is gone in the end: a row that was deleted there may be needed here."""
        for table, kept in self.result.items():
            if table != "tombstones":
                self.count("deleted", table, len(self.mine.rows.get(table, {}).keys() - kept.keys()))

    def count(self, kind: str, table: str, many: int = 1) -> None:
        if many:
            self.counts[kind][table] = self.counts[kind].get(table, 0) + many


def _believed(time: object, until: str) -> str:
    """A time to compare by, "" for what is none: words, or a day that a clock that was wrong said is to come."""
    text = str(time or "")
    return text if _TIME.match(text) and text <= until else ""


def _keys(states: States, table: str) -> frozenset[str]:
    """The keys of a table of which something is known."""
    return frozenset(key for at, key in states if at == table)


def _by_record(side: Side, table: str) -> dict[object, list[tuple[str, Row]]]:
    """The rows of a table with their keys, by the record they belong to."""
    found: dict[object, list[tuple[str, Row]]] = {}
    for key, row in side.rows.get(table, {}).items():
        found.setdefault(row["record"], []).append((key, row))
    return found


def renamed(rows: Rows, table: str, names: Mapping[str, str]) -> Rows:
    """The rows of a copy with other keys for the rows of a table, everywhere they are referred to."""
    if not names:
        return rows
    made: dict[str, dict[str, Row]] = {}
    for at, known in rows.items():
        columns = [column for column, other in REFERS.get(at, {}).items() if other == table]
        made[at] = {}
        for key, row in known.items():
            turned = dict(row)
            for column in columns:
                turned[column] = names.get(str(row.get(column)), row.get(column))
            key = names.get(key, key) if at == table else key
            if at == table:
                turned["id"] = key
            if at == "blind_rounds" and table == "documents":
                turned["documents"] = " ".join(names.get(one, one) for one in str(turned["documents"]).split())
            if at in _OF_TWO:
                key = turned["id"] = f"{turned['document']}:{turned[_OF_TWO[at]]}"
            made[at][key] = turned
    return made
