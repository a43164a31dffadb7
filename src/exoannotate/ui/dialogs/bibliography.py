"""The bibliographic data of a document, to be corrected; what cannot be is told beside its line."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from exoannotate.domain.bibliography import ENTRIES, Entry, text_of, with_entry
from exoannotate.domain.errors import BadValueError
from exoannotate.domain.records import Document
from exoannotate.ui.look import CONTROL, XS, L, M, S
from exoannotate.ui.window.notices import plain_label
from exoannotate.workspace.library import alike

_TALL = ("title", "authors", "note")
"""Entries of more than a line."""
_ROWS = (
    ("title",), ("authors",), ("year", "journal"), ("volume", "issue", "page_range", "retracted"), ("doi", "pmid"),
    ("tags",), ("note",),
)  # fmt: skip
"""Which entries stand beside one another; a test holds that none is missing."""
_SHARES = {"year": 1, "journal": 4, "doi": 3, "pmid": 2}


class BibliographyDialog(QDialog):
    """One field an entry. ``given`` carries what was changed, by the name of the entry, as it was typed."""

    given = Signal(dict)

    def __init__(
        self, document: Document, others: Iterable[Document], *, read_only: bool = False, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._document, self._others = document, tuple(others)
        self.setWindowTitle("Bibliographic data")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(520)
        self.fields: dict[str, QLineEdit | QPlainTextEdit] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(S)
        known = {entry.name: entry for entry in ENTRIES}
        for names in _ROWS:
            line = QHBoxLayout()
            line.setSpacing(M)
            for name in names:
                line.addLayout(self._labelled(known[name], read_only), _SHARES.get(name, 2))
            whole.addLayout(line)
        self.message = plain_label("", role="danger", wrap=True)
        self.message.hide()
        self.twins = plain_label("", role="muted", wrap=True)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Close if read_only else kinds.Save | kinds.Cancel)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._on_accepted)
        whole.addWidget(self.twins)
        whole.addWidget(self.message)
        whole.addWidget(self.buttons)
        self._tell_twins(document)
        self.fields["title"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _labelled(self, entry: Entry, read_only: bool) -> QVBoxLayout:
        field = self.fields[entry.name] = self._make(entry, read_only)
        label = plain_label(entry.label, role="label")
        label.setBuddy(field)
        pair = QVBoxLayout()
        pair.setSpacing(XS)
        pair.addWidget(label)
        pair.addWidget(field)
        return pair

    def _make(self, entry: Entry, read_only: bool) -> QLineEdit | QPlainTextEdit:
        text = text_of(self._document, entry.name)
        field: QLineEdit | QPlainTextEdit
        if entry.name in _TALL:
            field = QPlainTextEdit(text)
            field.setTabChangesFocus(True)
            field.setFixedHeight(2 * CONTROL)
        else:
            field = QLineEdit(text)
            field.setCursorPosition(0)
        field.setObjectName(f"bibliography_{entry.name}")
        field.setPlaceholderText(entry.example)
        field.setReadOnly(read_only)
        field.setAccessibleName(entry.label)
        field.setAccessibleDescription(entry.help)
        field.setToolTip(entry.help)
        field.textChanged.connect(self._on_edited)
        return field

    def show_entry(self, name: str) -> None:
        """Put the cursor into an entry."""
        self.fields[name].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def typed(self) -> dict[str, str]:
        """What was changed, as it stands in the fields."""
        now = {
            name: field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()
            for name, field in self.fields.items()
        }
        return {name: text for name, text in now.items() if text != text_of(self._document, name)}

    def _on_edited(self, _text: str = "") -> None:
        self.message.hide()

    def _tell_twins(self, document: Document) -> None:
        found = alike(document, self._others)
        if found:
            titles = "; ".join(f"“{other.title[:80]}”" for other in found[:3])
            self.twins.setText(f"The same DOI or PMID: {titles}. If it is the same paper, join them in the list.")
        self.twins.setVisible(bool(found))

    @Slot()
    def _on_accepted(self) -> None:
        typed, after = self.typed, self._document
        for name, text in typed.items():
            try:
                after = with_entry(after, name, text)
            except BadValueError as error:
                self.message.setText(error.message)
                self.message.show()
                self.show_entry(name)
                return
        self.accept()
        if typed:
            self.given.emit(typed)
