"""Fields the users added themselves, as fields like any other: for the form, the table, the filter and the exports.

A record keeps what it says in one as an entry of the field "own:" + id. In commands, exports and SQL its column is
called ``own_`` and what its label is made of, so that no field the program learns later can take its name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from exoannotate.domain.fields import Choice, Field, FieldKind
from exoannotate.domain.folding import fold
from exoannotate.domain.records import OWN_KINDS, OwnKind, ProjectField

PREFIX = "own:"
"""What the name of such a field begins with in the entries of a record."""
GROUP = "Own fields"
"""Where the form shows them."""
MOST = 60
"""So many a project may have; SQLite and people lose their way in tables with thousands of columns."""
LONGEST = 60
"""Characters of a label."""

_ID = re.compile(r"[A-Za-z0-9-]{1,64}\Z")
_NAME = re.compile(r"own_[a-z0-9][a-z0-9_]{0,47}\Z")
_FIELD_KINDS: dict[OwnKind, FieldKind] = {
    "text": "text", "number": "number", "date": "date", "choice": "choice", "yes/no": "choice"
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnField:
    """An own field that can be used: ``name`` is its column's, ``label`` what people read."""

    id: str
    name: str
    label: str
    kind: OwnKind = "text"
    choices: tuple[str, ...] = ()
    help: str = ""

    @property
    def key(self) -> str:
        """The field of a record's entries that holds its values."""
        return PREFIX + self.id

    @property
    def reason(self) -> str:
        """The name of the column that says why there is no value."""
        return f"{self.name}_reason"


def of_project(kept: Iterable[ProjectField]) -> tuple[OwnField, ...]:
    """The own fields of a project, in order, each with a name of its own.

    The file may come from anywhere: what has an id, a kind or a label that ours never have is left out, and so is what
    comes after the first ``MOST``.
    """
    found: list[OwnField] = []
    for field in kept:
        label = " ".join(field.label.split())
        if len(found) == MOST or not _ID.match(field.id) or field.kind not in OWN_KINDS or not label:
            continue
        taken = {one.name for one in found} | {one.reason for one in found}
        name = field.name
        if not _NAME.match(name) or not taken.isdisjoint((name, f"{name}_reason")):
            name = name_for(label, taken)
        found.append(OwnField(field.id, name, label[:200], field.kind, _lines(field.choices), field.help))
    return tuple(found)


def as_field(own: OwnField) -> Field:
    """The same as a field of the evidence record: what draws, reads and checks those serves these, too."""
    choices = ("yes", "no") if own.kind == "yes/no" else own.choices if own.kind == "choice" else ()
    return Field(
        own.key, own.label, _FIELD_KINDS[own.kind], GROUP, own.help, choices=tuple(Choice(text) for text in choices)
    )


def name_for(label: str, taken: Collection[str]) -> str:
    """A name for the column of a field with this label that is not ``taken``, nor is the name of its reason."""
    plain = unicodedata.normalize("NFKD", fold(label)).encode("ascii", "ignore").decode().lower()
    stem = "own_" + (re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40].strip("_") or "field")
    name, number = stem, 2
    while name in taken or f"{name}_reason" in taken:
        name, number = f"{stem}_{number}", number + 1
    return name


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for line in (part.strip() for part in text.splitlines()) if line))
