"""Fields of the project's own: add, rename, change and delete them. Each act is one change and can be undone.

Decision (2026-11): the column's name follows the label only while no record says anything in the field; after that
saved queries, scripts and other people's notebooks rely on it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace

from exoannotate.domain.change import Change, RowEdit
from exoannotate.domain.errors import BadValueError, NotFoundError
from exoannotate.domain.evidence import LONG_COLUMNS
from exoannotate.domain.fields import EVIDENCE_FIELDS, Field, values
from exoannotate.domain.fields import field as known_field
from exoannotate.domain.ids import new_id, now
from exoannotate.domain.own_fields import LONGEST, MOST, PREFIX, OwnField, as_field, name_for
from exoannotate.domain.records import OWN_KINDS, ProjectField, Tombstone, Value
from exoannotate.domain.wording import shortened
from exoannotate.store.rows import delete as delete_row
from exoannotate.store.rows import insert, update
from exoannotate.workspace.session import Session

MOST_CHOICES = 200
LONGEST_CHOICE = 200
_SAFE = "Nothing was changed."


def all_fields(session: Session) -> tuple[Field, ...]:
    """Every field a record of this project has: those of the evidence record, then the project's own."""
    return (*EVIDENCE_FIELDS, *map(as_field, session.project.own_fields()))


def field(session: Session, name: str) -> Field:
    """The field a person or a program means: by name or label, an own one by its key or its column's name, too.

    Raises BadValueError that names them all.
    """
    own = session.project.own_fields()
    wanted = name.strip().casefold()
    for one in own:
        if wanted in (one.key.casefold(), one.name):
            return as_field(one)
    return known_field(name, tuple(map(as_field, own)))


def find(session: Session, name: str) -> OwnField:
    """The own field a person means, by label, column name or id. Raises NotFoundError that names them."""
    own = session.project.own_fields()
    wanted = " ".join(name.split()).casefold()
    for one in own:
        if wanted in (one.id, one.key, one.name, one.label.casefold()):
            return one
    there = f"There are: {', '.join(f.label for f in own)}." if own else "This project has none yet."
    raise NotFoundError(f"There is no own field “{name}”.", f"{_SAFE} {there}")


def add(
    session: Session, label: str, kind: str = "text", choices: Sequence[str] = (), help: str = ""
) -> OwnField:  # fmt: skip
    """Add a field behind those that are there. Raises BadValueError for a label, kind or list that cannot be."""
    known = session.project.own_fields()
    if len(known) >= MOST:
        raise BadValueError(f"A project has at most {MOST} own fields.", f"{_SAFE} Delete one that is not used.")
    if kind not in OWN_KINDS:
        raise BadValueError(f"“{kind[:60]}” is not a kind of field.", f"{_SAFE} There are: {', '.join(OWN_KINDS)}.")
    label = _label(label, known)
    lines = _choices(label, kind, choices)
    kept = session.project.project_fields()
    taken = {name for one in known for name in (one.name, one.reason)}
    ordinal = max((one.ordinal for one in kept), default=0) + 1
    made = ProjectField(new_id(), label, kind, "\n".join(lines), ordinal, name_for(label, taken), help.strip())
    session.run(Change(f"Add field “{shortened(label)}”", (insert(made),)))
    return find(session, made.id)


def rename(session: Session, field_id: str, label: str) -> None:
    """Give a field another label. Raises BadValueError when another field has it."""
    before = _kept(session, field_id)
    others = tuple(one for one in session.project.own_fields() if one.id != field_id)
    label = _label(label, others)
    name = find(session, field_id).name
    if not session.project.entries_of(PREFIX + field_id):
        name = name_for(label, {n for one in others for n in (one.name, one.reason)})
    _change(session, f"Rename field “{shortened(before.label)}”", before, replace(before, label=label, name=name))


def describe(session: Session, field_id: str, help: str) -> None:
    """Say in a line what the field is for; the form shows it."""
    before = _kept(session, field_id)
    _change(session, f"Describe field “{shortened(before.label)}”", before, replace(before, help=help.strip()))


def change_choices(
    session: Session, field_id: str, choices: Sequence[str], renamed: Mapping[str, str] | None = None
) -> None:  # fmt: skip
    """Change the list of a choice field; ``renamed`` says what values are called now, and records follow.

    Refused when a record would be left with a value that is not in the list. Raises BadValueError.
    """
    before = _kept(session, field_id)
    lines = _choices(before.label, before.kind, choices)
    turned = dict(renamed or {})
    edits: list[RowEdit] = [update(before, replace(before, choices="\n".join(lines)))]
    stranded: dict[str, int] = {}
    time = now()
    for entry in session.project.entries_of(PREFIX + field_id):
        after = tuple(replace(v, text=turned.get(v.text, v.text)) for v in entry.values)
        for value in after:
            if value.text not in lines:
                stranded[value.text] = stranded.get(value.text, 0) + 1
        if after != entry.values:
            edits.append(update(entry, replace(entry, values=after, changed=time, curator=session.curator.id)))
    if stranded:
        left, many = next(iter(stranded.items()))
        raise BadValueError(
            f"{many} record{' says' if many == 1 else 's say'} “{shortened(left)}”, which is not in the new list.",
            f"{_SAFE} Keep it, give its new name, or change these records first.",
        )
    if len(edits) > 1 or edits[0].before != edits[0].after:
        session.run(Change(f"Change choices of “{shortened(before.label)}”", tuple(edits)))


def move(session: Session, field_id: str, to: int) -> None:
    """Put a field at place ``to`` (from 0) among the own fields; form, table and exports follow."""
    kept = list(session.project.project_fields())
    moved = _kept(session, field_id)
    kept.remove(moved)
    kept.insert(max(0, min(to, len(kept))), moved)
    edits = [update(one, replace(one, ordinal=at)) for at, one in enumerate(kept, start=1) if one.ordinal != at]
    if edits:
        session.run(Change(f"Move field “{shortened(moved.label)}”", tuple(edits)))


def delete(session: Session, field_id: str) -> int:
    """Delete a field with what all records say in it; one undo brings all of it back. How many records said something.

    Raises NotFoundError.
    """
    gone = _kept(session, field_id)
    entries = session.project.entries_of(PREFIX + field_id)
    # The records are not marked as changed: those that were reviewed say what they said in every other field.
    stone = insert(Tombstone(field_id, "own field", now(), session.curator.id))
    edits = (*map(delete_row, entries), delete_row(gone), stone)
    session.run(Change(f"Delete field “{shortened(gone.label)}”", edits))
    return len(entries)


def used(session: Session) -> dict[str, int]:
    """How many records say something in each own field, by its id."""
    return {one.id: len(session.project.entries_of(one.key)) for one in session.project.own_fields()}


def checked(of: Field, given: tuple[Value, ...]) -> tuple[Value, ...]:
    """Values of an own field as they are kept: of its kind, and one at most. Raises BadValueError with a sentence.

    They get no name and no identifier, for no vocabulary knows them.
    """
    read = values(of, tuple(value.text for value in given))
    words = {value.text.strip(): value.words for value in given}
    return tuple(Value(value.text, words=words.get(value.text)) for value in read)


# What all of these share -----------------------------------------------------------------------------------------


def _kept(session: Session, field_id: str) -> ProjectField:
    found = next((one for one in session.project.project_fields() if one.id == field_id), None)
    if found is None:
        raise NotFoundError("This own field is not there any more.", _SAFE)
    return found


def _change(session: Session, label: str, before: ProjectField, after: ProjectField) -> None:
    if before != after:
        session.run(Change(label, (update(before, after),)))


_HEADS = {text.casefold() for c in LONG_COLUMNS for text in (c.head, c.name)} | {
    text.casefold() for f in EVIDENCE_FIELDS for text in (f.label, f.name)
}


def _label(text: str, others: Sequence[OwnField]) -> str:
    """A label as it is kept; it must not be that of another field or column."""
    label = " ".join(text.split())
    if not label or len(label) > LONGEST or any(unicodedata.category(c)[0] == "C" for c in label):
        raise BadValueError(f"A field's name has 1 to {LONGEST} letters; “{shortened(label)}” has not.", _SAFE)
    if not any(c.isalnum() for c in label):
        raise BadValueError(f"A field's name needs a letter or a digit; “{label}” has none.", _SAFE)
    wanted = label.casefold()
    if wanted in _HEADS:
        raise BadValueError(f"Every record has “{label}” already.", f"{_SAFE} Choose another name.")
    if any(wanted in (one.label.casefold(), f"{one.label}: reason".casefold(), one.name) for one in others):
        raise BadValueError(f"There is an own field “{label}” already.", f"{_SAFE} Choose another name.")
    return label


def _choices(label: str, kind: str, choices: Sequence[str]) -> tuple[str, ...]:
    """The values of a choice field as they are kept, none for other kinds."""
    lines = [line for line in (" ".join(choice.split()) for choice in choices) if line]
    if kind != "choice":
        if lines:
            raise BadValueError(f"Only a field of kind choice has a list; “{shortened(label)}” is {kind}.", _SAFE)
        return ()
    if not lines:
        raise BadValueError(f"“{shortened(label)}” needs at least one value to choose.", _SAFE)
    if len(lines) > MOST_CHOICES:
        raise BadValueError(f"A list has at most {MOST_CHOICES} values.", f"{_SAFE} A text field takes any.")
    seen: set[str] = set()
    for line in lines:
        if len(line) > LONGEST_CHOICE or any(unicodedata.category(c)[0] == "C" for c in line):
            raise BadValueError(f"“{shortened(line)}” is too long for a list, or holds signs nobody sees.", _SAFE)
        if line.casefold() in seen:
            raise BadValueError(f"“{shortened(line)}” is in the list twice.", _SAFE)
        seen.add(line.casefold())
    return tuple(lines)
