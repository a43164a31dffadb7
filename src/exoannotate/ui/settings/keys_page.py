"""The page of the settings where keys are changed: a table of all acts, and a field that takes the keys pressed."""

from __future__ import annotations

import re

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from exoannotate.ui import tables
from exoannotate.ui.commands.actions import ACTIONS, Action
from exoannotate.ui.commands.bindings import LETTERS_OF_THE_PAGE, Bindings, native
from exoannotate.ui.look import M, S
from exoannotate.ui.settings.key_field import KeyField
from exoannotate.ui.settings.keys_model import KeysModel, KeysProxy
from exoannotate.ui.window.notices import plain_label

_TEXT_KEYS = {"Ctrl+C": "copies", "Ctrl+V": "pastes", "Ctrl+X": "cuts", "Ctrl+A": "selects everything",
              "Tab": "goes on", "Shift+Tab": "goes back", "Return": "says yes", "Enter": "says yes",
              "Space": "presses buttons", "Backspace": "deletes letters", "Alt+F4": "closes windows"}  # fmt: skip
_ALONE = re.compile(r"(Shift\+)?([^+]|Up|Down|Left|Right|Home|End|PgUp|PgDown|Ins)")
"""Keys that fields need for writing and moving, unless Ctrl or Alt is held."""


class KeysPage(QWidget):
    """Every act with its keys. ``changed`` carries new bindings, to be put in force and kept."""

    changed = Signal(object)

    def __init__(self, bindings: Bindings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bindings = bindings
        self._offered = ""  # keys that are another act's, until it is said whether to take them
        self.model = KeysModel(bindings, self)
        self.proxy = KeysProxy(self.model, self)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find an act or a key")
        self.search.setAccessibleName("Find an act or a key")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_search)
        self.view = self._table()
        self.field = KeyField()
        self.field.pressed.connect(self._on_pressed)
        self.field.left.connect(self._on_left)
        self.none = QPushButton("No keys")
        self.none.setToolTip("The chosen act keeps its place in the menu and has no keys")
        self.reset = QPushButton("As at first")
        self.reset.setToolTip("Give the chosen act the keys it had at first")
        self.reset_all = QPushButton("All as at first")
        self.reset_all.setToolTip("Give every act the keys it had at first")
        self.message = plain_label("", wrap=True)
        self.message.setAccessibleName("What became of it")
        self.take = QPushButton("Take it from there")
        self.leave = QPushButton("Leave it")
        self.none.clicked.connect(self._on_none)
        self.reset.clicked.connect(self._on_reset)
        self.reset_all.clicked.connect(self._on_reset_all)
        self.take.clicked.connect(self._on_take)
        self.leave.clicked.connect(self._on_left)
        for button in (self.none, self.reset, self.reset_all, self.take, self.leave):
            button.setAutoDefault(False)
        self._lay_out()
        self._ask("")
        self.view.selectRow(0)

    def _table(self) -> QTableView:
        view = QTableView()
        tables.set_up(view, "Acts and their keys")
        view.setModel(self.proxy)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        view.setColumnWidth(1, 96)
        view.setColumnWidth(2, 190)
        view.activated.connect(self._on_wanted)  # Enter, or a double click
        view.selectionModel().currentRowChanged.connect(self._on_row)
        return view

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(S)
        whole.addWidget(self.search)
        whole.addWidget(self.view, 1)
        line = QHBoxLayout()
        line.setSpacing(S)
        line.addWidget(self.field, 1)
        for button in (self.none, self.reset, self.reset_all):
            line.addWidget(button)
        whole.addLayout(line)
        asked = QHBoxLayout()
        asked.setSpacing(S)
        asked.setContentsMargins(0, 0, 0, M)
        asked.addWidget(self.message, 1)
        asked.addWidget(self.take)
        asked.addWidget(self.leave)
        whole.addLayout(asked)

    @property
    def chosen(self) -> Action | None:
        """The act of the row that is marked."""
        at = self.proxy.mapToSource(self.view.currentIndex())
        return self.model.entry(at.row()) if at.isValid() else None

    def choose(self, id: str) -> None:
        """Mark the row of an act."""
        row = next(n for n, entry in enumerate(ACTIONS) if entry.id == id)
        self.view.selectRow(self.proxy.mapFromSource(self.model.index(row, 0)).row())

    # What a person does ----------------------------------------------------------------------------------------

    @Slot(str)
    def _on_search(self, text: str) -> None:
        self.proxy.look_for(text)
        self.view.selectRow(0)
        self._on_row()

    @Slot()
    def _on_row(self, _now: QModelIndex | None = None, _before: QModelIndex | None = None) -> None:
        self._ask("")
        entry = self.chosen
        able = entry is not None
        self.field.setText(self.bindings.text(entry) if entry is not None else "")
        self.field.setEnabled(able)
        self.none.setEnabled(able and entry is not None and bool(self.bindings.text(entry)))
        self.reset.setEnabled(able and entry is not None and self.bindings.is_changed(entry))
        self.reset_all.setEnabled(bool(self.bindings.own))

    @Slot()
    def _on_wanted(self) -> None:
        entry = self.chosen
        if entry is None:
            return
        self.field.clear()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _on_left(self) -> None:
        self._on_row()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_pressed(self, keys: str) -> None:
        entry = self.chosen
        if entry is None:
            return
        self.field.setText(native(keys))
        refused = self._refusal(entry, keys)
        if refused:
            self._ask(refused)
            return
        holder = self.bindings.holder(keys, page=len(keys) == 1)
        if holder is None or holder.id == entry.id:
            self._bind(entry, keys)
        else:
            self._ask(f"{native(keys)} is “{holder.plain_label}”: take it from there?", keys)

    def _refusal(self, entry: Action, keys: str) -> str:
        """Why these keys cannot be had, "" when they can."""
        shown = native(keys)
        if keys in _TEXT_KEYS:
            return f"{shown} {_TEXT_KEYS[keys]} everywhere. Press others."
        if len(keys) == 1:
            if keys in LETTERS_OF_THE_PAGE:
                return f"{shown} on the page: {LETTERS_OF_THE_PAGE[keys].lower()}. Press another letter."
            if len(entry.page_key) == 1 and keys.isalpha():
                return ""
        if _ALONE.fullmatch(keys):
            return f"{shown} alone is needed for writing. Hold Ctrl or Alt with it."
        return ""

    @Slot()
    def _on_take(self) -> None:
        if self.chosen is not None and self._offered:
            self._bind(self.chosen, self._offered)

    @Slot()
    def _on_none(self) -> None:
        if self.chosen is not None:
            self._set(self.bindings.bind(self.chosen.id, (), ""), f"“{self.chosen.plain_label}” has no keys now.")

    @Slot()
    def _on_reset(self) -> None:
        if self.chosen is not None:
            self._set(self.bindings.reset(self.chosen.id), f"“{self.chosen.plain_label}” has its first keys again.")

    @Slot()
    def _on_reset_all(self) -> None:
        self._set(Bindings(), "Every act has the keys it had at first.")

    # What comes of it --------------------------------------------------------------------------------------------

    def _bind(self, entry: Action, keys: str) -> None:
        page = len(keys) == 1
        shortcuts = self.bindings.keys(entry) if page else (keys,)
        letter = keys if page else self.bindings.letter(entry)
        self._set(self.bindings.bind(entry.id, shortcuts, letter), f"“{entry.plain_label}” is {native(keys)} now.")

    def _set(self, bindings: Bindings, sentence: str) -> None:
        self.bindings = bindings
        self.model.set_bindings(bindings)
        self._on_row()
        self._ask(sentence)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit(bindings)

    def _ask(self, sentence: str, keys: str = "") -> None:
        """Say something; with ``keys`` it is a question whether to take them."""
        self._offered = keys
        self.message.setText(sentence)
        for button in (self.take, self.leave):
            button.setVisible(bool(keys))
        if keys:
            self.take.setFocus(Qt.FocusReason.OtherFocusReason)
