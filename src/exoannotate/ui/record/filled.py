"""What stands in the fields of the form, read in the ways it is needed: for saving, for a draft, for the live role."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from exoannotate.domain.completeness import WHOLE_VESICLE
from exoannotate.domain.records import FieldEntry, Passage, Value, Words
from exoannotate.reading.pointing import point_at
from exoannotate.ui.record.drafts import Draft
from exoannotate.ui.record.editors import FieldEditor
from exoannotate.workspace.records import FieldInput

Editors = Mapping[str, FieldEditor]


def entries(editors: Editors, record: str) -> dict[str, FieldEntry]:
    """The fields that count for saving and for complete, as far as they can be read."""
    found = {}
    for name, editor in editors.items():
        if editor.field.need == "complete" or name == "cargo_class":
            values, reason = editor.values(), editor.reason
            if values or reason:
                found[name] = FieldEntry(record, name, values, reason)  # type: ignore[arg-type]
    return found


def inputs(editors: Editors) -> dict[str, FieldInput]:
    """What is to be saved. Raises BadValueError for what a closed list does not hold."""
    given = {name: editor.given() for name, editor in editors.items()}
    found = {name: one for name, one in given.items() if one.values or one.reason}
    cargo = found.get("cargo", FieldInput())
    if [v.text.casefold() for v in cargo.values] == [WHOLE_VESICLE] and "cargo_class" not in found:
        # Typed as a cargo it is the class, and names no cargo.
        found["cargo_class"] = FieldInput((Value(WHOLE_VESICLE),))
        del found["cargo"]
    return found


def draft(editors: Editors, passages: tuple[str, ...], without: Collection[str] = ()) -> Draft:
    """What stands in the fields, as a draft."""
    fields = [(name, e) for name, e in editors.items() if name not in without]
    known = {name: tuple(v for v in e.values() if v.identifier or v.words) for name, e in fields if e.text()}
    return Draft(
        passages,
        {name: e.text() for name, e in fields if e.text()},
        {name: e.detail_text() for name, e in fields if e.detail_text()},
        {name: e.reason for name, e in fields if e.reason},
        {name: values for name, values in known.items() if values},
        {name: e.said.doubtful for name, e in fields if e.said.suggested},
        because={name: e.because for name, e in fields if e.because},
    )


def words_of(editor: FieldEditor, passages: Iterable[Passage]) -> tuple[Words, ...]:
    """The words a field was read from: those its values point at, else where its names stand in the quotes."""
    passages = tuple(passages)
    names = editor.field.kind == "entities"
    found = [v.words or (point_at(v.text, passages) if names else None) for v in editor.values()]
    found.append(editor.said.pending)
    return tuple(words for words in found if words is not None)
