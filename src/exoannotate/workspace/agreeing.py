"""Two files beside one another, and the people of one project: what differs, and how far they agree."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path

from exoannotate.domain import agreement as agreeing
from exoannotate.domain import own_fields
from exoannotate.domain.agreement import Agreement, Codes, Verification
from exoannotate.domain.blind import AGENT as CONSENSUS
from exoannotate.domain.differences import Difference, differences
from exoannotate.domain.errors import ExoError
from exoannotate.domain.fields import EVIDENCE_FIELDS, Field
from exoannotate.domain.merging import Rows, Side
from exoannotate.domain.naming import Naming, key
from exoannotate.domain.records import FieldEntry
from exoannotate.domain.verifying import Errors, checks
from exoannotate.domain.verifying import errors as counted
from exoannotate.export import sheet as sheets
from exoannotate.export.exporter import Options
from exoannotate.export.table import Cell, Sheet
from exoannotate.store import foreign
from exoannotate.store import merging as sides
from exoannotate.store.guarding import Stopped, never, stop_if
from exoannotate.workspace import comparing, merging
from exoannotate.workspace.exports import keep_sources
from exoannotate.workspace.session import Session
from exoannotate.workspace.verifying import evidence_only

FORMATS = sheets.FORMATS
_COMPARED = frozenset({"entities", "choice", "choices", "study", "number", "date"})
"""Kinds of fields in which two people can say the same; running text and tags are everybody's own."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two project files: what differs, how many records are in both and alike, and what was left out of reading."""

    first: Path
    second: Path
    differences: tuple[Difference, ...]
    same: int
    refused: tuple[str, ...]

    def count(self, kind: str, what: str = "record") -> int:
        """How many records (or highlights …) are "only in the first", "only in the second" or "changed"."""
        return len({one.key for one in self.differences if one.kind == kind and one.what == what})

    def sentence(self) -> str:
        """The counts in words."""
        only = (f"{self.count('only in the first'):,} only in “{self.first.name}”",
                f"{self.count('only in the second'):,} only in “{self.second.name}”")  # fmt: skip
        return f"Records: {self.same:,} alike, {self.count('changed'):,} changed, {only[0]}, {only[1]}."


def compare(first: Path | Session, second: Path, *, stopped: Stopped = never) -> Compared:
    """What two project files say differently. A path is read like a file of somebody else; a project that is open is
    not, for it may be written to meanwhile. Raises ExoError."""
    if isinstance(first, Session):
        path, (rows, left_out) = first.path, sides.rows(first.project)
        _refuse_open_rounds(path, rows)
    else:
        found = foreign.read(first, stopped=stopped)
        _refuse_open_rounds(first, found.rows)
        path, rows, left_out = first, found.rows, found.refused
    other = foreign.read(second, stopped=stopped)
    _refuse_open_rounds(second, other.rows)
    theirs: Side = merging.as_here(rows, other)
    stop_if(stopped)
    apart = differences(rows, theirs.rows)
    shared = rows["records"].keys() & theirs.rows["records"].keys()
    same = len(shared - {one.key for one in apart if one.what == "record"})
    refused = tuple(f"{of.name}: {words}" for of, said in ((path, left_out), (second, other.refused)) for words in said)
    return Compared(path, second, apart, same, refused)


def _refuse_open_rounds(path: Path, rows: Rows) -> None:
    """Two files beside one another would show what everybody made. Raises ExoError."""
    if any(not row["closed"] for row in rows.get("blind_rounds", {}).values()):
        raise ExoError(
            f"A round of blind coding is open in “{path.name}”, so it is not compared.",
            "Nothing was shown. Compare when the round is closed; merging can be done before.",
        )


def compared_sheet(of: Compared) -> Sheet:
    """The differences as a table."""
    heads = ("Difference", "What", "About", "Field", of.first.name, of.second.name, "Id")
    rows = tuple(
        (d.kind, d.what, d.about, d.field.replace("_", " "), d.first, d.second, d.key) for d in of.differences
    )  # fmt: skip
    return Sheet("differences", heads, rows, wide=(2, 4, 5))


def agree(session: Session, *, stopped: Stopped = never) -> Agreement:
    """How far the people of a project agree. Rejected records take no part. Raises ProjectFileError."""
    project = session.project
    codes, order = coded(session)
    stop_if(stopped)
    kept = {r.id: codes[r.id] for r in project.records() if r.status != "rejected" and r.agent != CONSENSUS}
    return agreeing.agreement(project.records(), project.links(), project.passages(), kept, order)


def errors(session: Session) -> Errors:
    """How often records that were extracted a second time say something else. Raises ProjectFileError."""
    project = session.project
    if not any(checks(record) for record in project.records()):
        return counted((), (), (), {}, ())  # most projects: nothing has to be read for that
    codes, order = coded(session)
    extracted = [name for name in order if name != "role"]  # which follows from others: an error would count twice
    return counted(project.records(), project.links(), project.passages(), codes, extracted)


def coded(session: Session) -> tuple[Mapping[str, Codes], list[str]]:
    """What every record says in the fields that can be compared, and these in order."""
    project, names, fields = session.project, comparing.names(session), _fields(session)
    codes: dict[str, dict[str, Hashable]] = {record.id: {} for record in project.records()}
    for entry in project.all_entries():
        field = fields.get(entry.field)
        looked = entry.values or entry.reason not in ("", "not yet looked")
        if field is not None and entry.record in codes and looked:
            codes[entry.record][field.name] = _code(field, entry, names)
    for record in project.records():
        if record.id in codes and record.role:
            codes[record.id]["role"] = record.role
    return codes, [*dict.fromkeys((*(f.name for f in fields.values()), "role"))]


def verified(session: Session) -> Verification:
    """What people found who looked at records of others. Raises ProjectFileError."""
    return agreeing.verification(evidence_only(session))


def agreement_sheet(session: Session, of: Agreement) -> Sheet:
    """The figures as a table, one row a field."""
    labels = {f.name: f.label for f in _fields(session).values()} | {"role": "Role"}
    heads = ("Field", "Claims coded twice", "Alike", "Agreement in %", "Kappa", "Kind of kappa")
    rows: list[tuple[Cell, ...]] = []
    for f in of.fields:
        figures = (_rounded(f.percent, 100, 1), _rounded(f.kappa, 1, 3))
        rows.append((labels.get(f.field, f.field), f.claims, f.alike, *figures, f.method))
    return Sheet("agreement", heads, tuple(rows))


def error_sheet(session: Session, of: Errors) -> Sheet:
    """The errors as a table, one row a field, and all fields at the end."""
    labels = {f.name: f.label for f in _fields(session).values()} | {"": "All fields"}
    heads = ("Field", "Compared", "Differ", "Error rate in %", "95 % from", "95 % to")
    rows: list[tuple[Cell, ...]] = []
    for f in (*of.fields, of.whole) if of.fields else ():
        figures = (_rounded(value, 100, 1) for value in (f.share, f.low, f.high))
        rows.append((labels.get(f.field, f.field), f.compared, f.differ, *figures))
    return Sheet("errors", heads, tuple(rows))


def disagreement_sheet(session: Session, of: Agreement) -> Sheet:
    """Every claim on which people differ, with what each says."""
    project = session.project
    people = {person.id: person.name for person in project.curators()}
    labels = {f.name: f.label for f in _fields(session).values()} | {"role": "Role"}
    texts = {(e.record, e.field): e.text or e.reason for e in project.all_entries()}
    texts |= {(record.id, "role"): record.role for record in project.records()}
    quotes = {passage.id: passage.shown for passage in project.passages()}
    first = {link.record: quotes.get(link.passage, "") for link in reversed(project.links())}
    heads = ("Field", *(people.get(person, person) for person in of.people), "Read in", "Record ids")
    rows = tuple(
        (
            labels.get(one.field, one.field),
            *(texts.get((one.said[p][0], one.field), "") if p in one.said else "" for p in of.people),
            next((quote for record, _ in one.said.values() if (quote := first.get(record))), ""),
            "; ".join(record for record, _ in one.said.values()),
        )
        for one in of.disagreements
    )
    return Sheet("disagreements", heads, rows, wide=tuple(range(1, len(of.people) + 2)))


def people(session: Session, of: Agreement) -> tuple[str, ...]:
    """The names of those who coded."""
    known = {person.id: person.name for person in session.project.curators()}
    return tuple(known.get(person, person) for person in of.people)


def export(sheet: Sheet, format_name: str, out: Path) -> str:
    """Write one of these tables to a file; what had to be replaced or cut, in words. Raises ExoError."""
    keep_sources(out)
    return sheets.save(format_name, sheet, out, Options()).sentence()


def _rounded(value: float | None, times: int, digits: int) -> Cell:
    return "–" if value is None else round(value * times, digits)


def compared_fields(session: Session) -> frozenset[str]:
    """The names of the fields in which two people can say the same."""
    return frozenset(_fields(session))


def _fields(session: Session) -> dict[str, Field]:
    """The fields that can be compared, by the name their entries have."""
    own = (own_fields.as_field(one) for one in session.project.own_fields())
    return {f.name: f for f in (*EVIDENCE_FIELDS, *own) if f.kind in _COMPARED and f.name != "role"}


def _code(field: Field, entry: FieldEntry, names: Naming) -> Hashable:
    """What an entry says, so that other spellings and another order are the same; a reason says something, too."""
    if not entry.values:
        return entry.reason
    if field.kind == "entities":
        return frozenset(names.entity(field.name, value.text)[0] for value in entry.values)
    return frozenset(key(value.shown()) for value in entry.values)
