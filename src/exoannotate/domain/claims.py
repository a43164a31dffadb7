"""Records beside one another: which say the same, and which contradict each other.

Contradictions are found on cargo, therapy and role, never on the effect that was observed: “depletion restored
sensitivity” and “transfer raised resistance” are one claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal, get_args

from exoannotate.domain.cellvalues import CellValues, papers
from exoannotate.domain.completeness import NO_REFERENCE, WHOLE_VESICLE, settle
from exoannotate.domain.evidence import BY_NAME, COLUMNS, LONG_COLUMNS, Columns, EvidenceRow
from exoannotate.domain.fields import entry_text
from exoannotate.domain.filter import has_value, parts, without_detail
from exoannotate.domain.folding import letters
from exoannotate.domain.naming import UNNAMED, Naming
from exoannotate.domain.naming import key as name_key
from exoannotate.domain.records import FieldEntry, Record

Stance = Literal["resistance", "sensitivity", "no effect"]
STANCES: tuple[Stance, ...] = get_args(Stance)

STANCE_OF: dict[str, Stance] = {
    "promotes resistance": "resistance",
    "marks resistance": "resistance",
    "restores sensitivity": "sensitivity",
    "marks sensitivity": "sensitivity",
    "no effect": "no effect",
}
"""What a role comes to; roles that say nothing of a direction are not in it."""
AGAINST = "does not support"
_IDENTITY = ("cargo", "donor", "recipient", "therapy")
"""What two records must agree on to be one claim, beside the role."""


@dataclass(frozen=True, slots=True)
class Side:
    """The records that say one thing about a cargo and a therapy.

    ``against``: they speak against that stance. ``studies``: the primary studies behind them, each once however many
    reviews cite it; ``unnamed``: how many records name none. ``level``: the best evidence level among them
    ("A validated"), or "".
    """

    stance: Stance
    against: bool
    records: tuple[str, ...]
    studies: tuple[str, ...]
    level: str
    unnamed: int = 0

    @property
    def words(self) -> str:
        """The side as a heading: “resistance”, “not resistance”."""
        return f"not {self.stance}" if self.against else self.stance

    @property
    def weight(self) -> int:
        """How many studies it rests on, when each record without one counts as one."""
        return len(self.studies) + self.unnamed


@dataclass(frozen=True, slots=True)
class Claim:
    """What records say of a cargo and a therapy; the side with most primary studies comes first."""

    cargo: str
    therapy: str
    sides: tuple[Side, ...]

    @property
    def records(self) -> tuple[str, ...]:
        """All records that take part, each once."""
        return tuple(dict.fromkeys(record for side in self.sides for record in side.records))

    @property
    def studies(self) -> tuple[str, ...]:
        """The primary studies of all sides, each once."""
        return tuple(dict.fromkeys(study for side in self.sides for study in side.studies))

    @property
    def levels(self) -> tuple[str, ...]:
        """The best level of each side that has one, the best first."""
        return tuple(sorted({side.level for side in self.sides if side.level}))

    @property
    def disputed(self) -> bool:
        """Whether what is said cannot all be true: two stances, or one that is both held and denied."""
        return cannot_all_be_true((side.stance, side.against) for side in self.sides)


def cannot_all_be_true(said: Iterable[tuple[Stance, bool]]) -> bool:
    """Whether two stances are held, or one is both held and denied. Each is given with whether it is denied."""
    ways = set(said)
    held = {stance for stance, against in ways if not against}
    return len(held) > 1 or any((stance, True) in ways for stance in held)


def claims(rows: Iterable[EvidenceRow], columns: Columns = COLUMNS, names: Naming = UNNAMED) -> tuple[Claim, ...]:
    """Everything that records say of a cargo and a therapy: disputed claims first, the most divided of them at the top,
    then those that most records agree on. Rejected records take no part."""
    role_at, status_at, claim_at = map(columns.index, ("role", "status", "claim"))
    part = [row for row in rows if row.cells[role_at] in STANCE_OF and row.cells[status_at] != "rejected"]
    cells = [row.cells for row in part]
    cargo, therapy = (CellValues(columns.named(name), columns, names) for name in ("cargo", "therapy"))
    found: dict[tuple[int, int], dict[tuple[Stance, bool], list[int]]] = {}
    for at, (one, other) in enumerate(zip(cargo.read(cells), therapy.read(cells), strict=True)):
        side = STANCE_OF[cells[at][role_at]], cells[at][claim_at] == AGAINST
        for pair in product(cargo.said[one], therapy.said[other]):
            found.setdefault(pair, {}).setdefault(side, []).append(at)
    cited, words = papers(cells, columns, names)
    levels, records = [_level(row, columns) for row in part], [row.record for row in part]
    told = [
        Claim(cargo.shown(one), therapy.shown(other), _sides(said, records, cited, words, levels))
        for (one, other), said in found.items()
        if not cargo.reasons[one] and not therapy.reasons[other]
    ]
    return tuple(sorted(told, key=_importance))


def _importance(claim: Claim) -> tuple[object, ...]:
    divided = claim.sides[1].weight if claim.disputed else 0
    return not claim.disputed, -divided, -len(claim.records), letters(claim.cargo), letters(claim.therapy)


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
    return {name: frozenset(map(name_key, _names(row, name))) for name in _IDENTITY}


def _study(row: EvidenceRow) -> str:
    """The primary study as it is compared, "" for none; “this document” is another study in each document."""
    cell = row["primary_study"]
    if not has_value(row, BY_NAME["primary_study"]) or cell == NO_REFERENCE:
        return ""
    return letters(f"{cell} {row['document']}")


def _level(row: EvidenceRow, columns: Columns) -> str:
    of = columns.named("level")
    return columns.cell(row, of.name) if has_value(row, of, columns) else ""


def _sides(
    said: Mapping[tuple[Stance, bool], list[int]],
    records: Sequence[str],
    cited: Sequence[str],
    words: Mapping[str, str],
    levels: Sequence[str],
) -> tuple[Side, ...]:
    sides = []
    for (stance, against), places in said.items():
        studies = [cited[at] for at in places]
        named = tuple(words[study] for study in dict.fromkeys(studies) if study)
        level = min((levels[at] for at in places if levels[at]), default="")
        own = tuple(records[at] for at in places)
        sides.append(Side(stance, against, own, named, level, studies.count("")))
    order = {stance: at for at, stance in enumerate(STANCES)}
    return tuple(sorted(sides, key=lambda s: (-s.weight, s.against, order[s.stance])))
