"""The evidence table: its columns and rows, the same for the window, the command line, the exports and the file."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as dataclass_field

from exoannotate.domain.errors import BadValueError
from exoannotate.domain.fields import EVIDENCE_FIELDS, Field
from exoannotate.domain.own_fields import OwnField, as_field


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


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns of a project's evidence table: the long form, then its own fields, then why these are empty.

    The cells of an ``EvidenceRow`` stand in this order.
    """

    own: tuple[OwnField, ...] = ()
    all: tuple[Column, ...] = dataclass_field(init=False, compare=False)
    _at: dict[str, int] = dataclass_field(init=False, compare=False, repr=False)
    _heads: dict[str, str] = dataclass_field(init=False, compare=False, repr=False)
    _fields: dict[str, Field] = dataclass_field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        own = [Column(one.name, one.label, field=one.key) for one in self.own]
        reasons = [Column(one.reason, f"{one.label}: reason", field=one.key) for one in self.own]
        every = (*LONG_COLUMNS, *own, *reasons)
        heads: dict[str, str] = {}
        for column in every:
            heads.setdefault(column.head.casefold(), column.name)
        fields = {one.name: as_field(one) for one in self.own}
        for name, value in (
            ("all", every),
            ("_at", {column.name: at for at, column in enumerate(every)}),
            ("_heads", heads),
            ("_fields", {f.name: f for f in EVIDENCE_FIELDS} | fields),
        ):
            object.__setattr__(self, name, value)

    def __contains__(self, name: str) -> bool:
        return name in self._at

    def named(self, name: str) -> Column:
        """The column with just this name. Raises KeyError."""
        return self.all[self._at[name]]

    def index(self, name: str) -> int:
        """Where in a row the cell of a column stands. Raises KeyError for a name that is no column's."""
        return self._at[name]

    def cell(self, row: EvidenceRow, name: str) -> str:
        """What a row says in a column. Raises KeyError for a name that is no column's."""
        return row.cells[self._at[name]]

    def of(self, text: str) -> Column:
        """The column a user means, by its name or its head in any case. Raises BadValueError that names them all."""
        wanted = " ".join(text.split()).casefold()
        name = wanted.replace(" ", "_").replace("-", "_")
        name = name if name in self._at else self._heads.get(wanted, "")
        if not name:
            raise BadValueError(f"There is no column “{text}”.", self.told)
        return self.all[self._at[name]]

    def field(self, of: Column) -> Field | None:
        """The field whose values a column shows; None for reasons and for what is no field."""
        return self._fields.get(of.name)

    @property
    def told(self) -> str:
        """The sentence that names the columns in errors."""
        named = ", ".join(column.name for column in self.all if not column.name.endswith("_reason"))
        return f"The columns are: {named}; and for each field why it is empty, such as therapy_reason."


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One record as a row: ``cells`` stand in the order of ``Columns.all``, all as text ("" for nothing).

    Default columns show the reason where there is no value ("not reported"); "not yet looked" shows nothing. By name
    a row is asked for the columns of every project; ``Columns.cell`` knows those of own fields, too.
    """

    record: str
    cells: tuple[str, ...]

    def __getitem__(self, column: str) -> str:
        return self.cells[INDEX[column]]


COLUMNS = Columns()
"""The columns of a project without own fields."""
BY_NAME: dict[str, Column] = {column.name: column for column in LONG_COLUMNS}
INDEX: dict[str, int] = {column.name: i for i, column in enumerate(LONG_COLUMNS)}


def column(text: str) -> Column:
    """The column of every project that a user means, by its name or its head. Raises BadValueError naming them all."""
    return COLUMNS.of(text)
