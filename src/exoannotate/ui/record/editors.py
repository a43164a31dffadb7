"""One editor for each field of the evidence record: a label, what was typed, and the reason when there is nothing.

Drawn from ``EVIDENCE_FIELDS`` alone. A value is read when the field is left; what a closed list does not hold is told
under the field and kept as typed.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import (
    QEvent,
    QObject,
    QSize,
    QStringListModel,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from exoannotate.domain.completeness import NO_REFERENCE, THIS_DOCUMENT
from exoannotate.domain.errors import BadValueError
from exoannotate.domain.fields import Field, values
from exoannotate.domain.records import REASONS, FieldEntry, Reason
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ICON, XS, Look
from exoannotate.ui.record.chips import NamesLine
from exoannotate.ui.record.inputs import leaves_undo, make_completer, make_input, readable, typed_text
from exoannotate.ui.window.notices import plain_label
from exoannotate.workspace.records import FieldInput

REASON_HELP: dict[Reason, str] = {
    "not reported": "the text does not say",
    "not applicable": "the question does not arise here",
    "unclear": "the text can be read in several ways",
    "not yet looked": "no reason: nobody has looked yet",
}
REASON_KEYS = QKeySequence("Ctrl+R")


class FieldEditor(QWidget):
    """A field: label with the letter of its colour, reason button, editor, second field for its detail, complaint.

    ``edited``: something was typed (for the live role). ``committed``: the field was left or chosen from, and what it
    says is not what was stored.
    """

    edited = Signal(str)
    committed = Signal(str)

    def __init__(self, of: Field, look: Look, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = of
        self._look, self._icons = look, icons
        self._stored = FieldInput()
        self._told: FieldInput | None = None
        self._reason: Reason | str = ""
        self.setObjectName(f"editor_{of.name}")
        self.label = plain_label(of.label, role="label")
        self.badge = QLabel()
        self.badge.setVisible(bool(of.meaning))
        self.reason_button = QToolButton()
        self.input = make_input(of, look)
        self.detail = QLineEdit() if of.detail_label and not of.many else None
        self.detail_button = QToolButton()
        self._detail_asked = self._touched = False
        self.complaint = plain_label(role="danger", wrap=True)
        self.complaint.hide()
        self._set_up_input()
        self._set_up_reason()
        self._lay_out()
        self._on_look_changed()
        look.changed.connect(self._on_look_changed)

    # What the field says ---------------------------------------------------------------------------------------

    def text(self) -> str:
        """What stands in the field, as typed."""
        if isinstance(self.input, QPlainTextEdit):
            return readable(self.input.toPlainText())
        return readable(self.input.currentText() if isinstance(self.input, QComboBox) else self.input.text())

    def detail_text(self) -> str:
        """What stands in the second field."""
        return readable(self.detail.text()) if self.detail is not None else ""

    @property
    def reason(self) -> str:
        """The reason why the field is empty, "" for none."""
        return "" if self.text() else str(self._reason)

    def given(self) -> FieldInput:
        """What the field says. Raises BadValueError for what a closed list does not hold."""
        text = self.text()
        if not text:
            return FieldInput(reason=self._reason)  # type: ignore[arg-type]
        typed = f"{text} [{self.detail_text()}]" if self.detail_text() else text
        found = values(self.field, (typed,))
        known = {(v.text, v.detail): v for v in self._stored.values}
        # A value that still stands as it was keeps its identifier and the words it points at.
        return FieldInput(tuple(known.get((v.text, v.detail), v) for v in found))

    @property
    def dirty(self) -> bool:
        """Whether somebody made the field say something else than what is stored, also when it cannot be read."""
        if not self._touched:
            return False
        try:
            now = self.given()
        except BadValueError:
            return True
        return (now.values, now.reason) != (self._stored.values, self._stored.reason)

    def agrees(self, entry: FieldEntry | None) -> bool:
        """Whether the field says what an entry says."""
        try:
            now = self.given()
        except BadValueError:
            return False
        return (now.values, now.reason) == ((entry.values, entry.reason) if entry is not None else ((), ""))

    def show_entry(self, entry: FieldEntry | None) -> None:
        """Show what is stored."""
        self._stored = FieldInput(entry.values, entry.reason) if entry is not None else FieldInput()
        self._detail_asked = self._touched = False
        self._told = None
        self._reason = self._stored.reason
        shown = self._stored.values
        if isinstance(self.input, NamesLine):
            self.input.set_known(shown)
        if self.detail is not None:
            self.detail.setText(shown[0].detail if shown else "")
            self._set_text(shown[0].text if shown else "")
        else:
            self._set_text("; ".join(map(typed_text, shown)))
        self._complain("")
        self._show_reason()

    def show_typed(self, text: str, detail: str, reason: str) -> None:
        """Show something that is not stored, such as a draft."""
        self._stored = FieldInput()
        self._touched = False
        self._told = None
        self._set_text(text)
        if self.detail is not None:
            self.detail.setText(detail)
        self._reason = reason
        self._complain("")
        self._show_reason()

    def set_completions(self, texts: tuple[str, ...]) -> None:
        """Offer values while typing, the first ones first."""
        if self.field.kind == "study":
            texts = (*texts, *(t for t in (THIS_DOCUMENT, NO_REFERENCE) if t not in texts))
        elif self.field.choices:
            own = tuple(choice.value for choice in self.field.choices)
            texts = (*own, *(t for t in texts if t not in own))
        completer = self._completer()
        if completer is not None and not isinstance(self.input, QComboBox):
            model = completer.model()
            if isinstance(model, QStringListModel):
                model.setStringList(list(texts))

    def set_reason(self, reason: str) -> None:
        """Say why there is nothing; what stood in the field goes."""
        self._set_text("")
        if self.detail is not None:
            self.detail.clear()
        self._reason = "" if reason == "not yet looked" else reason
        self._touched = True
        self._show_reason()
        self.edited.emit(self.field.name)
        self.commit()

    def commit(self) -> None:
        """Read the field and tell what it says, when that is new; complain when it cannot be read."""
        try:
            self.given()
        except BadValueError as error:
            self._complain(str(error))
            return
        self._complain("")
        self._tidy()
        now = self.given()
        if self.dirty and now != self._told:
            self._told = now
            self.committed.emit(self.field.name)

    def open_reasons(self) -> None:
        """Show the four reasons to choose from, by mouse or by their digits."""
        menu = self.reason_menu()
        menu.popup(self.reason_button.mapToGlobal(self.reason_button.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def reason_menu(self) -> QMenu:
        """The menu of reasons."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setObjectName("reasons")
        for number, reason in enumerate(REASONS, 1):
            action = menu.addAction(f"&{number}  {reason}: {REASON_HELP[reason]}", partial(self.set_reason, reason))
            action.setCheckable(True)
            action.setChecked(reason == (self._reason or "not yet looked") and not self.text())
        return menu

    # Making it -------------------------------------------------------------------------------------------------

    def _set_up_input(self) -> None:
        of, widget = self.field, self.input
        widget.setObjectName(f"field_{of.name}")
        widget.setAccessibleName(of.label)
        widget.setAccessibleDescription(of.help)
        widget.setToolTip(of.help)
        self.setFocusProxy(widget)
        self.label.setBuddy(widget)
        self.label.setToolTip(of.help)
        widget.installEventFilter(self)
        if isinstance(widget, QComboBox):
            widget.editTextChanged.connect(self._on_edited)
            widget.activated.connect(self._on_chosen)
            line = widget.lineEdit()
            if line is not None:
                line.installEventFilter(self)
                line.editingFinished.connect(self._on_left)
        elif isinstance(widget, QPlainTextEdit):
            widget.textChanged.connect(self._on_edited)
        else:
            make_completer(of, widget)
            widget.textEdited.connect(self._on_edited)
            widget.editingFinished.connect(self._on_left)
            self.set_completions(())
        if self.detail is not None:
            self.detail.setObjectName(f"detail_{of.name}")
            self.detail.setAccessibleName(f"{of.label}: {of.detail_label}")
            self.detail.setPlaceholderText(of.detail_label)
            self.detail.textEdited.connect(self._on_edited)
            self.detail.editingFinished.connect(self._on_left)
            self.detail.installEventFilter(self)
            self.detail_button.setText(f"+ {of.detail_label}")
            self.detail_button.setAccessibleName(f"Add: {of.detail_label}")
            self.detail_button.clicked.connect(self._on_detail_wanted)
        else:
            self.detail_button.setAccessibleName(f"More about {of.label}")
        self.detail_button.setProperty("role", "reason")
        self.detail_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _set_up_reason(self) -> None:
        button = self.reason_button
        button.setText("why empty?")
        button.setProperty("role", "reason")
        button.setObjectName(f"reason_{self.field.name}")
        button.setAccessibleName(f"Reason why {self.field.label} is empty")
        button.setToolTip("Say why there is nothing (Ctrl+R)")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Ctrl+R reaches it; Tab goes from field to field
        button.clicked.connect(self.open_reasons)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(XS)
        top.addWidget(self.badge)
        top.addWidget(self.label)
        top.addStretch(1)
        top.addWidget(self.detail_button)
        top.addWidget(self.reason_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addLayout(top)
        whole.addWidget(self.input)
        if self.detail is not None:
            whole.addWidget(self.detail)
            self.detail.hide()
        self.detail_button.hide()
        whole.addWidget(self.complaint)

    # What happens ----------------------------------------------------------------------------------------------

    @Slot()
    def _on_edited(self) -> None:
        self._touched = True
        self._complain("")
        self._show_reason()
        self.edited.emit(self.field.name)

    @Slot()
    def _on_chosen(self) -> None:
        self._on_edited()
        self.commit()

    @Slot()
    def _on_left(self) -> None:
        self.commit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and leaves_undo(self.input, event)
        ):
            event.ignore()
            return True
        # Not ``editingFinished`` alone: an open list of completions swallows it.
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            away = event.reason() in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
            if not away or isinstance(self.input, QPlainTextEdit):
                self._on_left()
        return super().eventFilter(watched, event)

    def _set_text(self, text: str) -> None:
        blocked = self.input.blockSignals(True)
        if isinstance(self.input, QPlainTextEdit):
            if self.input.toPlainText() != text:
                self.input.setPlainText(text)
        elif isinstance(self.input, QComboBox):
            self.input.setCurrentIndex(max(0, self.input.findText(text)))
            self.input.setEditText(text)
        else:
            self.input.setText(text)
            self.input.setCursorPosition(0)
        self.input.blockSignals(blocked)

    def _tidy(self) -> None:
        """Spell a chosen value out: “res” becomes “resistance increased”."""
        if isinstance(self.input, QComboBox) and self.text():
            choice = self.field.choice(self.text())
            if choice is not None and choice.value != self.text():
                self._set_text(choice.value)

    def _show_reason(self) -> None:
        reason = self.reason
        holder = self.input.lineEdit() if isinstance(self.input, QComboBox) else self.input
        if holder is not None:
            holder.setPlaceholderText(reason or self._hint())
            font = holder.font()
            font.setItalic(bool(reason))
            holder.setFont(font)
        # The button is there where it is needed: where there is nothing yet.
        self.reason_button.setText("change reason" if reason else "why empty?")
        self.reason_button.setVisible(not self.text() and self.field.need != "automatic")
        self._show_detail()

    def _show_detail(self) -> None:
        """The second field is there when it says something or is likely to; else a small button brings it."""
        if self.detail is None:
            return
        text = self.text()
        likely = text.startswith("other") or self.field.need == "automatic"
        shown = bool(text) and (likely or bool(self.detail_text()) or self._detail_asked)
        self.detail.setVisible(shown)
        self.detail_button.setVisible(bool(text) and not shown)

    @Slot()
    def _on_detail_wanted(self) -> None:
        self._detail_asked = True
        self._show_detail()
        if self.detail is not None:
            self.detail.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hint(self) -> str:
        of = self.field
        if of.need == "automatic":
            return "computed; choose one to overrule"
        if of.kind == "entities":
            inside = " or ".join(of.details) if 0 < len(of.details) < 3 else of.detail_label
            return f"name [{inside}]; name" if inside else "name; name"
        if of.kind == "study":
            return "[23] Li 2019, or “this document”"
        return {"choices": "one; another", "tags": "word; word"}.get(of.kind, "")

    def _complain(self, sentence: str) -> None:
        self.complaint.setText(sentence)
        self.complaint.setVisible(bool(sentence))

    def _completer(self) -> QCompleter | None:
        return self.input.completer() if isinstance(self.input, QLineEdit) else None

    @Slot()
    def _on_look_changed(self) -> None:
        if self.field.meaning:
            meaning = self._look.meaning(self.field.meaning)
            self.badge.setText(meaning.letter)
            self.badge.setToolTip(f"Shares its colour with the highlights “{meaning.name}”")
            self.badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.badge.setFixedSize(QSize(ICON - 4, ICON - 4))
            ground, ink = self._look.chip_ground(meaning.id), self._look.colours.text
            self.badge.setStyleSheet(f"background: {ground}; color: {ink}; border-radius: 3px; font-size: 9px;")
