"""What the cells of an evidence table say: fields of a record, and the passages it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from exoannotate.domain.completeness import OVERRULED, WHOLE_VESICLE
from exoannotate.domain.errors import BadValueError
from exoannotate.domain.fields import EVIDENCE_FIELDS, Field, reason
from exoannotate.domain.own_fields import OwnField, as_field
from exoannotate.domain.records import REASONS, Reason, Value
from exoannotate.domain.roles import role
from exoannotate.workspace.records import FieldInput

Cells = Mapping[str, str]
"""A row by the names of its columns."""
AREA = "[area]"
_ROLE = next(of for of in EVIDENCE_FIELDS if of.name == "role")
_BETWEEN = " | "
_READ_IN = re.compile(r"(.*?)(?: \((10\.\d{4,9}/\S+)\))?, p\. ([^,]*)\Z", re.DOTALL)
_BRACKETS = re.compile(r"(.+) \(([^()]*)\)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Read:
    """One passage a row names: its id where the table has them, its quote, where it stands."""

    id: str
    quote: str
    title: str
    doi: str
    label: str
    index: int
    year: int | None = None


def inputs(cells: Cells, own: tuple[OwnField, ...]) -> dict[str, FieldInput]:
    """What a row says in each field of which it has a column; nothing is said in a field that is empty there.

    Raises BadValueError for a reason that is none, and for a value that a closed list does not hold.
    """
    found: dict[str, FieldInput] = {}
    for of in EVIDENCE_FIELDS:
        if of.name in cells and of.name != "role":
            found[of.name] = _input(of, cells[of.name], cells.get(f"{of.name}_reason"))
    if "mechanism_target" in cells and "mechanism" not in cells and "targets" not in cells:
        found |= _mechanism(cells["mechanism_target"])
    whole = cells.get("cargo") == WHOLE_VESICLE and cells.get("cargo_class", WHOLE_VESICLE) == WHOLE_VESICLE
    if "cargo" in found and whole:  # said for want of a name, by the class
        found["cargo"] = FieldInput()
        found["cargo_class"] = FieldInput((Value(WHOLE_VESICLE),))
    elif "cargo" in found and "cargo_class" not in cells:
        found["cargo_class"] = FieldInput()  # the cell, which shows that class where no name is, does not show it
    for one in own:
        if one.name in cells:
            found[one.key] = _input(as_field(one), cells[one.name], cells.get(one.reason))
    if "role" in cells:
        found["role"] = _role(cells, found)
    return found


def _role(cells: Cells, found: Mapping[str, FieldInput]) -> FieldInput:
    """A role is only said where it does not follow from what the row says: a person overruled it, or the table lacks
    the columns it follows from."""

    def first(name: str) -> str:
        values = found[name].values if name in found else ()
        return values[0].text if values else ""

    said = cells["role"]
    overruled = said != role(first("effect"), first("perturbation")) or cells.get("assertion") == OVERRULED
    return _input(_ROLE, said, None) if said and overruled else FieldInput()


def _input(of: Field, cell: str, why: str | None) -> FieldInput:
    text = cell if of.kind == "text" else " ".join(cell.split())
    given: Reason | str = ""
    if why:
        given = reason(why)
    elif why is None and text in REASONS and of.choice(text) is None:
        given = reason(text)
    if given and text in (given, "", f"[{given}]"):
        return FieldInput(reason=reason(given)) if given != "not yet looked" else FieldInput()
    texts = text.split("; ") if of.many else [text]
    return FieldInput(tuple(_value(of, part) for part in texts if part.strip()))


def _value(of: Field, text: str) -> Value:
    """A value as the table shows it: its detail in brackets, where what is before them is known to have one."""
    whole = next((c for c in of.choices if c.value == text), None)
    if whole is not None:
        return Value(whole.value, identifier=whole.identifier, source=whole.source)
    bracketed = _BRACKETS.match(text) if of.details or of.detail_label else None
    if bracketed:
        before, detail = bracketed.groups()
        choice = next((c for c in of.choices if c.value == before), None)
        if choice is not None and (not of.details or detail in of.details):
            return Value(choice.value, identifier=choice.identifier, source=choice.source, detail=detail)
        if detail in of.details:
            return Value(before, detail=detail)
    if not of.choices or of.open:
        return Value(text)
    choice = of.choice(text)
    if choice is None:
        allowed = ", ".join(c.value for c in of.choices)
        raise BadValueError(f"“{text[:60]}” is not a value of “{of.shown_name}”.", f"Allowed are: {allowed}.")
    return Value(choice.value, identifier=choice.identifier, source=choice.source)


def _mechanism(cell: str) -> dict[str, FieldInput]:
    """Mechanism and targets of the column that shows both."""
    known = {f.name: f for f in EVIDENCE_FIELDS}
    mechanism, slash, targets = cell.partition(" / ")
    if not slash and mechanism and all(part.endswith((" (up)", " (down)")) for part in mechanism.split("; ")):
        mechanism, targets = "", mechanism
    return {
        "mechanism": _input(known["mechanism"], mechanism, None),
        "targets": _input(known["targets"], targets, None),
    }


def passages(cells: Cells) -> Iterator[Read]:
    """The passages a row was read from. Raises BadValueError when it does not say where that was."""
    places = cells.get("quoted_in", "").split(_BETWEEN) if cells.get("quoted_in") else []
    ids = cells["passages"].split(_BETWEEN) if cells.get("passages") else []
    many = len(ids) or len(places) or 1
    quotes = _split(cells.get("quote", ""), many)
    places = _split(cells.get("quoted_in", ""), many)
    labels = _split(cells.get("page_label", ""), many)
    indexes = _split(cells.get("page_index", ""), many)
    year = cells.get("document_year", "").strip()
    for number in range(many):
        found = _READ_IN.match(places[number])
        title, doi, label = found.groups() if found else (cells.get("document", ""), cells.get("document_doi", ""), "")
        at = indexes[number].strip()
        quote = quotes[number]
        if not (title or doi) or not quote:
            raise BadValueError("it does not say which words of which paper it was read from")
        yield Read(
            ids[number].strip() if ids else "", quote, title, doi or "", labels[number] or label or "",
            int(at) if at.isdecimal() and len(at) < 8 else 0,
            int(year) if year.isdecimal() and len(year) == 4 else None,
        )  # fmt: skip


def _split(cell: str, many: int) -> list[str]:
    """The parts of a cell, one for each passage; a cell that cannot be told apart stands for the first."""
    parts = cell.split(_BETWEEN)
    if len(parts) == many:
        return parts
    return [cell] + [""] * (many - 1) if many > 1 else [cell]
