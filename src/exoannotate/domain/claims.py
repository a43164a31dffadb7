"""Records beside one another: which say the same, and which contradict each other.

Contradictions are found on cargo, therapy and role, never on the effect that was observed: “depletion restored
sensitivity” and “transfer raised resistance” are one claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from exoannotate.domain.completeness import NO_REFERENCE, WHOLE_VESICLE, settle
from exoannotate.domain.evidence import BY_NAME, LONG_COLUMNS, EvidenceRow
from exoannotate.domain.fields import entry_text
from exoannotate.domain.filter import has_value, parts, without_detail
from exoannotate.domain.folding import letters
from exoannotate.domain.records import FieldEntry, Record

Stance = Literal["resistance", "sensitivity", "no effect"]
STANCES: tuple[Stance, ...] = get_args(Stance)

_STANCE_OF: dict[str, Stance] = {
    "promotes resistance": "resistance",
    "marks resistance": "resistance",
    "restores sensitivity": "sensitivity",
    "marks sensitivity": "sensitivity",
    "no effect": "no effect",
}
_AGAINST = "does not support"
_IDENTITY = ("cargo", "donor", "recipient", "therapy")
"""What two records must agree on to be one claim, beside the role."""


@dataclass(frozen=True, slots=True)
class Side:
    """The records that say one thing about a cargo and a therapy.

    ``against``: they speak against that stance. ``studies``: the primary studies behind them, each once; a record
    that names none counts as one of its own. ``level``: the best evidence level among them ("A validated"), or "".
    """

    stance: Stance
    against: bool
    records: tuple[str, ...]
    studies: tuple[str, ...]
    level: str

    @property
    def words(self) -> str:
        """The side as a heading: “resistance”, “not resistance”."""
        return f"not {self.stance}" if self.against else self.stance


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A cargo and a therapy about which records disagree; the side with most primary studies comes first."""

    cargo: str
    therapy: str
    sides: tuple[Side, ...]

    @property
    def records(self) -> tuple[str, ...]:
        """All records that take part, each once."""
        return tuple(dict.fromkeys(record for side in self.sides for record in side.records))


def contradictions(rows: Iterable[EvidenceRow]) -> tuple[Contradiction, ...]:
    """Where records disagree, the most divided first. Rejected records take no part."""
    named: dict[tuple[str, str], tuple[str, str]] = {}
    found: dict[tuple[str, str], dict[tuple[Stance, bool], list[EvidenceRow]]] = {}
    for row in rows:
        stance = _STANCE_OF.get(row["role"])
        if stance is None or row["status"] == "rejected":
            continue
        for cargo in _names(row, "cargo"):
            for therapy in _names(row, "therapy"):
                key = letters(cargo), letters(therapy)
                named.setdefault(key, (cargo, therapy))
                found.setdefault(key, {}).setdefault((stance, row["claim"] == _AGAINST), []).append(row)
    divided = [Contradiction(*named[key], _sides(said)) for key, said in found.items() if _disagree(tuple(said))]
    divided.sort(key=lambda c: (-len(c.sides[1].studies), -len(c.records), letters(c.cargo), letters(c.therapy)))
    return tuple(divided)


def duplicates(
    row: EvidenceRow, rows: Iterable[EvidenceRow], passages: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """The records that say what ``row`` says, and rest on one of its passages or on the same primary study.

    ``passages``: those of each record, of the row itself too. A field that one of the two leaves empty does not
    part them; at least cargo or therapy must be named in both, and the role must be the same.
    """
    own, here = _identity(row), set(passages.get(row.record, ()))
    study = _study(row)
    alike = []
    for other in rows:
        if other.record == row.record or other["role"] != row["role"] or other["claim"] != row["claim"]:
            continue
        theirs = _identity(other)
        if any(own[name] and theirs[name] and own[name] != theirs[name] for name in _IDENTITY):
            continue
        if not any(own[name] and theirs[name] for name in ("cargo", "therapy")):
            continue
        if here.intersection(passages.get(other.record, ())) or (study and study == _study(other)):
            alike.append(other.record)
    return tuple(alike)


def all_duplicates(
    rows: Iterable[EvidenceRow], passages: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every record with those of later rows that are likely the same one."""
    whole = {row.record: (at, row) for at, row in enumerate(rows)}
    near: dict[str, list[str]] = {}  # passage or primary study -> the records that rest on it
    rests_on = {key: {*passages.get(key, ()), _study(row)} - {""} for key, (_, row) in whole.items()}
    for key, grounds in rests_on.items():
        for ground in grounds:
            near.setdefault(ground, []).append(key)
    found = []
    for key, (at, row) in whole.items():
        beside = dict.fromkeys(other for ground in rests_on[key] for other in near[ground] if whole[other][0] > at)
        others = duplicates(row, [whole[other][1] for other in sorted(beside, key=lambda k: whole[k][0])], passages)
        if others:
            found.append((key, others))
    return tuple(found)


def row_of(entries: Mapping[str, FieldEntry], document: str) -> EvidenceRow:
    """What a record that is not saved yet says, as far as ``duplicates`` compares it; ``document``: title of the
    document of its first passage."""
    cells = {name: entry_text(entry) for name, entry in entries.items()}
    cells |= {f"{name}_reason": entry.reason for name, entry in entries.items()}
    if not cells.get("cargo") and cells.get("cargo_class") == WHOLE_VESICLE:
        cells["cargo"] = WHOLE_VESICLE
    cells["role"] = settle(Record(id=""), entries).role
    cells["document"] = document
    return EvidenceRow("", tuple(cells.get(column.name, "") for column in LONG_COLUMNS))


def _names(row: EvidenceRow, column: str) -> tuple[str, ...]:
    """The values of a cell without their details, none for a reason."""
    of = BY_NAME[column]
    if not has_value(row, of):
        return ()
    return tuple(dict.fromkeys(without_detail(value) for value in parts(of, row[column])))


def _identity(row: EvidenceRow) -> dict[str, frozenset[str]]:
    return {name: frozenset(map(letters, _names(row, name))) for name in _IDENTITY}


def _study(row: EvidenceRow) -> str:
    """The primary study as it is compared, "" for none; “this document” is another study in each document."""
    cell = row["primary_study"]
    if not has_value(row, BY_NAME["primary_study"]) or cell == NO_REFERENCE:
        return ""
    return letters(f"{cell} {row['document']}")


def _disagree(said: tuple[tuple[Stance, bool], ...]) -> bool:
    """Whether what is said cannot all be true: two stances, or one that is both held and denied."""
    held = {stance for stance, against in said if not against}
    denied = {stance for stance, against in said if against}
    return len(held) > 1 or bool(held & denied)


def _sides(said: Mapping[tuple[Stance, bool], list[EvidenceRow]]) -> tuple[Side, ...]:
    sides = []
    for (stance, against), rows in said.items():
        records = tuple(dict.fromkeys(row.record for row in rows))
        studies = tuple(dict.fromkeys(_study(row) or row.record for row in rows))
        level = min((row["level"] for row in rows if has_value(row, BY_NAME["level"])), default="")
        sides.append(Side(stance, against, records, studies, level))
    order = {stance: at for at, stance in enumerate(STANCES)}
    return tuple(sorted(sides, key=lambda s: (-len(s.studies), s.against, order[s.stance])))
