"""The evidence table: its columns and rows, the same for the window, the command line, the exports and the file."""

from __future__ import annotations

from dataclasses import dataclass

from exoannotate.domain.errors import BadValueError
from exoannotate.domain.fields import EVIDENCE_FIELDS


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``name`` is used by commands, JSON, SQL and data frames, ``head`` by people. ``field``: the evidence
    field it shows, if any; ``default``: part of the default table."""

    name: str
    head: str
    default: bool = False
    field: str = ""


def _default(name: str, head: str) -> Column:
    known = {f.name for f in EVIDENCE_FIELDS}
    return Column(name, head, True, name if name in known else "")


DEFAULT_COLUMNS: tuple[Column, ...] = (
    _default("cargo", "Cargo"),
    _default("cargo_class", "Class"),
    _default("donor", "Donor"),
    _default("recipient", "Recipient"),
    _default("therapy", "Therapy"),
    _default("effect", "Effect"),
    _default("role", "Role"),
    _default("mechanism_target", "Mechanism / target"),
    _default("system", "System"),
    _default("level", "Level"),
    _default("clinical_value", "Clinical value"),
    _default("primary_study", "Primary study"),
    _default("quoted_in", "Quoted in"),
    _default("quote", "Quote"),
    _default("statement", "Statement"),
    _default("curator", "Curator"),
    _default("status", "Status"),
    _default("record_id", "Record id"),
)

_SHOWN = {column.name for column in DEFAULT_COLUMNS}

LONG_COLUMNS: tuple[Column, ...] = (
    *DEFAULT_COLUMNS,
    *(Column(f.name, f.label, field=f.name) for f in EVIDENCE_FIELDS if f.name not in _SHOWN),
    *(Column(f"{f.name}_reason", f"{f.label}: reason", field=f.name) for f in EVIDENCE_FIELDS if f.name != "role"),
    Column("assertion", "Assertion"),
    Column("document", "Document"),
    Column("document_doi", "Document DOI"),
    Column("document_year", "Document year"),
    Column("page_label", "Page"),
    Column("page_index", "Page index"),
    Column("passages", "Passages"),
    Column("reviewer", "Reviewer"),
    Column("reviewed", "Reviewed"),
    Column("created", "Created"),
    Column("changed", "Changed"),
)
"""The long form: every field, its reason, and where and by whom it was read."""

BY_NAME: dict[str, Column] = {column.name: column for column in LONG_COLUMNS}
BY_HEAD: dict[str, Column] = {column.head.casefold(): column for column in LONG_COLUMNS}

NAMED = (
    f"The columns are: {', '.join(name for name in BY_NAME if not name.endswith('_reason'))}; "
    "and for each field why it is empty, such as therapy_reason."
)
"""The sentence that names the columns in errors."""


def column(text: str) -> Column:
    """The column a user means, by its name or its head in any case. Raises BadValueError that names them all."""
    wanted = " ".join(text.split()).casefold()
    found = BY_NAME.get(wanted.replace(" ", "_").replace("-", "_")) or BY_HEAD.get(wanted)
    if found is None:
        raise BadValueError(f"There is no column “{text}”.", NAMED)
    return found


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One record as a row: ``cells`` stand in the order of LONG_COLUMNS, all as text ("" for nothing).

    Default columns show the reason where there is no value ("not reported"); "not yet looked" shows nothing.
    """

    record: str
    cells: tuple[str, ...]

    def __getitem__(self, column: str) -> str:
        return self.cells[INDEX[column]]


INDEX: dict[str, int] = {column.name: i for i, column in enumerate(LONG_COLUMNS)}
