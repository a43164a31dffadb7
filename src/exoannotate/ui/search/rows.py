"""What a row of the search says: a command with its keys, or something that was found and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QAction, QKeySequence

from exoannotate.domain.evidence import LONG_COLUMNS
from exoannotate.ui.commands.actions import ACTIONS, Action
from exoannotate.ui.contents import Contents
from exoannotate.ui.search.fuzzy import fit, runs
from exoannotate.workspace.searching import Hit, Where

Kind = Literal["heading", "command", "document", "record", "quote", "note", "text", "more"]
Scope = Literal["everything", "commands", "titles", "fields", "quotes", "documents"]
Marks = tuple[tuple[int, int], ...]

SCOPES: tuple[tuple[Scope, str, str], ...] = (
    ("everything", "All", "Commands, documents, records, quotes, notes and the text of all documents"),
    ("commands", "Commands", "What the window can do"),
    ("titles", "Documents", "Titles, authors, years, journals and DOIs"),
    ("fields", "Records", "The fields of records"),
    ("quotes", "Quotes", "What is highlighted and what was noted"),
    ("documents", "Text", "The text of all documents"),
)
"""Where to look: its name, the word on the button, and the tooltip."""
PLACES: Mapping[Scope, tuple[Where, ...]] = {
    "everything": ("titles", "fields", "quotes", "notes", "documents"),
    "commands": (),
    "titles": ("titles",),
    "fields": ("fields",),
    "quotes": ("quotes", "notes"),
    "documents": ("documents",),
}
SCOPE_OF: Mapping[Where, Scope] = {
    "titles": "titles", "fields": "fields", "quotes": "quotes", "notes": "quotes", "documents": "documents",
}  # fmt: skip
TITLES: Mapping[Where, str] = {"titles": "Documents", "fields": "Records", "quotes": "Quotes", "notes": "Notes"}
BEFORE, AFTER = 36, 220
"""Characters of a long value shown round what was found."""
RECENT = 5
_BEST = 6
"""Commands shown where they are not the only thing looked for."""
_LEAST_FIT = 4
_HEADS = {column.name: column.head for column in LONG_COLUMNS}
_NOT_NOW = {
    "project": "when a project is open",
    "writable": "when a project that may be changed is open",
    "document": "when a document is open",
    "record": "when a record is shown",
    "undo": "nothing to undo",
    "redo": "nothing to redo",
    "rows": "when there are records",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``key``: the action, document, record or passage; ``right``: keys, page or count; ``hit``: what was
    found. ``detail`` stands below the title."""

    kind: Kind
    title: str
    marks: Marks = ()
    detail: str = ""
    detail_marks: Marks = ()
    right: str = ""
    icon: str = ""
    key: str = ""
    muted: bool = False
    hit: Hit | None = None

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        kind = "" if self.kind in ("heading", "more") else f"{self.kind}: "
        page = f"page {self.right.removeprefix('p. ')}: " if self.kind == "text" else ""
        right = "" if page else self.right
        return f"{kind}{page}{', '.join(filter(None, (self.title, self.detail, right)))}"


# Commands ----------------------------------------------------------------------------------------------------------


def commands(typed: str, actions: Mapping[str, QAction], recent: Iterable[str], *, all_of_them: bool) -> list[Row]:
    """The commands that fit what was typed, the best first; without a word those used last, then all in their menus."""
    known = {entry.id: entry for entry in ACTIONS if entry.id in actions and entry.id not in _ITSELF}
    if not typed.strip():
        last = [known[id] for id in recent if id in known][:RECENT]
        rows = [Row("heading", "Used last")] if last else []
        rows += [_command(entry, actions[entry.id], ()) for entry in last]
        others = [entry for entry in known.values() if entry not in last]
        able = [entry for entry in others if actions[entry.id].isEnabled()]
        shown = able + [entry for entry in others if entry not in able]
        return [*rows, Row("heading", "Commands"), *(_command(entry, actions[entry.id], ()) for entry in shown)]
    order = {id: k for k, id in enumerate(recent)}
    found = []
    for entry in known.values():
        fits = fit(typed, _name(entry, actions[entry.id]))
        if fits is not None and (all_of_them or fits[0] >= _LEAST_FIT * len(typed.strip())):
            found.append((not actions[entry.id].isEnabled(), -fits[0], order.get(entry.id, len(order)), entry, fits[1]))
    found.sort(key=lambda one: one[:3])
    kept = found if all_of_them else found[:_BEST]
    rows = [_command(entry, actions[entry.id], runs(places)) for *_, entry, places in kept]
    return [Row("heading", "Commands", right=str(len(rows))), *rows] if rows else []


_ITSELF = ("search_everything", "search_documents")


def _name(entry: Action, action: QAction) -> str:
    """The label of now: undo names what it would take back."""
    return action.text().replace("&", "").rstrip("…") or entry.plain_label


def _command(entry: Action, action: QAction, marks: Marks) -> Row:
    able = action.isEnabled()
    why = "" if able else _NOT_NOW.get(entry.when, "not now")
    # The keys of now: they can be bound anew.
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText) or entry.page_key
    return Row(
        "command", _name(entry, action), marks, detail=why, right=keys, icon=entry.icon or "chevron-right",
        key=entry.id, muted=not able,
    )  # fmt: skip


# What was found ----------------------------------------------------------------------------------------------------


def found(hit: Hit, contents: Contents) -> Row:
    """The row of a hit."""
    text, marks = excerpt(hit.text, hit.marks)
    match hit.where:
        case "titles":
            return _document(hit, contents, text, marks)
        case "fields":
            return _record(hit, contents, text, marks)
        case "documents":
            return Row("text", text, marks, right=f"p. {hit.label}", key=hit.document, hit=hit)
        case _:
            if hit.record:
                return Row("note", text, marks, detail=record_name(hit.record, contents), icon="message-square",
                           key=hit.record, hit=hit)  # fmt: skip
            detail = f"{document_name(hit.document, contents)}, p. {hit.label}"
            kind: Kind = "quote" if hit.where == "quotes" else "note"
            icon = "highlighter" if kind == "quote" else "message-square"
            return Row(kind, text, marks, detail=detail, icon=icon, key=hit.passage, hit=hit)


def _document(hit: Hit, contents: Contents, text: str, marks: Marks) -> Row:
    document = contents.documents.get(hit.document)
    if document is None:
        return Row("document", text, marks, icon="file-text", key=hit.document, hit=hit)
    title = plain(document.title)
    if hit.text == document.title:
        if len(title) <= BEFORE + AFTER:
            text, marks = title, hit.marks
        about = " · ".join(filter(None, (document.authors, str(document.year or ""), document.journal)))
        return Row("document", text, marks, detail=about, icon="file-text", key=document.id, hit=hit)
    return Row("document", title, detail=text, detail_marks=marks, icon="file-text", key=document.id, hit=hit)


def _record(hit: Hit, contents: Contents, text: str, marks: Marks) -> Row:
    head = _head(hit.field)
    before = f"{head}: " if head else ""
    moved = tuple((a + len(before), b + len(before)) for a, b in marks)
    row = contents.rows.get(hit.record)
    status = row["status"] if row is not None else ""
    return Row(
        "record", record_name(hit.record, contents), detail=before + text, detail_marks=moved, right=status,
        icon="table", key=hit.record, hit=hit,
    )  # fmt: skip


def _head(field: str) -> str:
    return _HEADS.get(field, field.replace("_", " ").capitalize())


def record_name(record: str, contents: Contents) -> str:
    """What stands for a record: its cargo, therapy and effect."""
    row = contents.rows.get(record)
    if row is None:
        return "Record"
    parts = [plain(row[name])[:80] for name in ("cargo", "therapy", "effect")]
    return " · ".join(filter(None, parts)) or "Record without values"


def document_name(document: str, contents: Contents) -> str:
    """The title of a document in one line."""
    known = contents.documents.get(document)
    return plain(known.title) if known is not None else "Document"


def excerpt(text: str, marks: Marks) -> tuple[str, Marks]:
    """One line of a value round the first thing found in it, and the marks in that."""
    first = marks[0][0] if marks else 0
    start = 0 if first <= BEFORE else first - BEFORE
    if start:
        blank = text.find(" ", start, first)
        start = blank + 1 if blank >= 0 else start
    end = min(len(text), max(start + AFTER, marks[0][1] if marks else 0))
    dots = "… " if start else ""
    shift = len(dots) - start
    inside = tuple((a + shift, min(b, end) + shift) for a, b in marks if start <= a < end)
    return dots + plain(text[start:end]), inside


def plain(text: str) -> str:
    """A text in one line, sign by sign, without what controls a screen."""
    return text if text.isprintable() else "".join(char if char.isprintable() else " " for char in text)
