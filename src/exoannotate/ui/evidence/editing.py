"""Editing in place: the right editor over a cell. Enter saves, Escape leaves, Tab saves and goes to the next cell."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from exoannotate.domain.errors import BadValueError
from exoannotate.domain.evidence import Column, Columns
from exoannotate.domain.fields import Choice, Field, values
from exoannotate.domain.records import REASONS, Value
from exoannotate.ui.evidence.view import EvidenceView
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import CONTROL, Look
from exoannotate.ui.record.completing import Offer
from exoannotate.ui.record.inputs import TextArea, readable
from exoannotate.ui.record.lines import ChoiceLine, OfferLine
from exoannotate.ui.record.offers_list import Desk
from exoannotate.ui.window.notices import plain_label

Index = QModelIndex | QPersistentModelIndex
Editor = OfferLine | TextArea
Ask = Callable[[str, Collection[str]], tuple[Offer, ...]]
"""What offers values for what was typed, without those that are there already."""

LEAST = 220
"""Pixels of an editor over a narrow column."""
NO_DECISION = "no decision"
STATUS = Field(
    "status", "Status", "choice", "", "A second look at the record.",
    choices=(Choice("accepted", "a second look: right"), Choice("rejected", "a second look: not right"),
             Choice(NO_DECISION, "takes the decision back")),
)  # fmt: skip
_WHY_NOT = {
    "mechanism_target": "This column shows “Mechanism” and “Targets” together; edit those columns.",
    "quote": "The quote is what stands on the page; move the ends of its highlight there.",
    "record_id": "The id of a record never changes.",
    "curator": "The curator is who made the record.",
}


@dataclass(frozen=True, slots=True)
class Target:
    """What of a record a cell lets one edit: a field, its reason, or the decision on the record."""

    field: Field
    kind: str  # field, reason, status


def target_of(column: Column, columns: Columns) -> Target | str:
    """What is edited in a column, or a sentence that says why nothing is."""
    if column.name == "status":
        return Target(STATUS, "status")
    field = columns.field(column)
    if field is not None:
        return Target(field, "field")
    if column.name.endswith("_reason"):
        choices = tuple(Choice(reason) for reason in REASONS)
        return Target(Field(column.field, column.head, "choice", "", "Why it is empty.", choices=choices), "reason")
    told = f"“{column.head}” is worked out by the program and is not typed."
    return _WHY_NOT.get(column.name, told)


def make_editor(of: Field, desk: Desk, icons: Icons, ask: Callable[[Field], Ask]) -> Editor:
    """A line that offers values, a closed list, or a few lines of text."""
    editor: Editor
    if of.kind == "text":
        editor = TextArea()
    elif of.choices and not of.open:
        editor = ChoiceLine(desk, icons, many=of.many)
    else:
        editor = OfferLine(desk, many=of.many)
    if isinstance(editor, OfferLine):
        line, offers = editor, ask(of)
        line.asked.connect(lambda typed, taken: line.show_found(offers(typed, taken)))
    editor.setObjectName("cell_editor")
    editor.setAccessibleName(of.label)
    editor.setAccessibleDescription(of.help)
    return editor


def text_of(editor: Editor) -> str:
    """What stands in an editor."""
    return readable(editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text()).rstrip("; ")


class CellEditor(QFrame):
    """The editor over one cell, with the sentence about what it cannot say."""

    saved = Signal(str, object, bool)
    """What was typed, the values that were chosen from the list, and whether it is for all marked records."""
    left = Signal(int)
    """It is closed; the step to the next cell: 0, 1 or -1."""

    def __init__(self, of: Field, look: Look, icons: Icons, ask: Callable[[Field], Ask], view: EvidenceView) -> None:
        super().__init__(view.viewport())
        self.field = of
        self._view = view
        self._cell = QPersistentModelIndex()
        self._chosen: list[Value] = []
        self._over = False
        self.setObjectName("cell_frame")
        self.editor = make_editor(of, Desk(look), icons, ask)
        self.complaint = plain_label(role="danger", wrap=True)
        self.complaint.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.editor)
        whole.addWidget(self.complaint)
        self.setFocusProxy(self.editor)
        self.editor.installEventFilter(self)
        if isinstance(self.editor, OfferLine):
            self.editor.chosen.connect(self._on_chosen)
        for bar in (view.verticalScrollBar(), view.horizontalScrollBar()):
            bar.valueChanged.connect(self._place)
        for signal in (view.proxy.modelReset, view.proxy.layoutChanged):
            signal.connect(self.cancel)

    def open(self, index: QModelIndex, text: str, typed: str) -> None:
        """Stand over a cell with a text; with ``typed`` that was pressed to begin with instead of it."""
        self._cell = QPersistentModelIndex(index)
        self._view.scrollTo(index)
        self._place()
        self.show()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self.editor, QPlainTextEdit):
            self.editor.setPlainText(typed or text)
            self.editor.moveCursor(self.editor.textCursor().MoveOperation.End)
            return
        self.editor.setText(typed or text)
        if typed:
            self.editor.setCursorPosition(len(typed))
            self.editor.show_offers()
        else:
            self.editor.selectAll()
            if isinstance(self.editor, ChoiceLine):
                self.editor.show_offers(everything=True)

    @Slot()
    def _place(self) -> None:
        if not self._cell.isValid():
            return
        cell, room = self._view.visualRect(self._cell), self._view.viewport().rect()
        tall = isinstance(self.editor, QPlainTextEdit)
        width = min(max(cell.width(), LEAST * (2 if tall else 1)), room.width())
        self.setFixedWidth(width)
        self.adjustSize()
        top = cell.center().y() - CONTROL // 2
        place = QRect(QPoint(cell.left(), top), self.size())
        place.moveLeft(max(0, min(place.left(), room.width() - width)))
        place.moveTop(max(0, min(place.top(), room.height() - self.height())))
        self.move(place.topLeft())

    # Keys ----------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # keys of the window wait until the cell is done
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            away = event.reason() in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
            if not away:
                QTimer.singleShot(0, self, self._on_focus_lost)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        offers = self.editor.offers if isinstance(self.editor, OfferLine) else None
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match event.key():
            case Qt.Key.Key_Escape if offers is None:
                self.close_editor(0)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if control or (offers is None and not shift):
                self.save(everywhere=control)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if isinstance(self.editor, OfferLine) and not self.editor.many:
                offer = offers.marked if offers is not None else None
                if offer is not None:
                    self.editor.take(offer, go_on=False)
                self.save()
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                if (
                    offers is not None
                    and offers.marked is not None
                    and isinstance(self.editor, OfferLine)
                    and not shift
                ):
                    self.editor.take(offers.marked, go_on=False)
                self.save(step=-1 if event.key() == Qt.Key.Key_Backtab or shift else 1)
            case _:
                return False
        return True

    @Slot(object)
    def _on_chosen(self, offer: Offer) -> None:
        self._chosen.append(offer.value)

    @Slot()
    def _on_focus_lost(self) -> None:
        focus = self.window().focusWidget()
        if not self._over and not (isinstance(focus, QWidget) and self.isAncestorOf(focus)):
            self.save()

    def save(self, *, everywhere: bool = False, step: int = 0) -> None:
        """Tell what was typed, unless the field cannot say it, which is told under it."""
        text = text_of(self.editor)
        try:
            if text or self.field.name == "status":
                values(self.field, (text,))
        except BadValueError as error:
            self.complaint.setText(f"{error.message} {error.hint}"[:400])
            self.complaint.show()
            self._place()
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.saved.emit(text, tuple(self._chosen), everywhere)
        self.close_editor(step)

    @Slot()
    def cancel(self) -> None:
        """Close without saving: the cell it stood over is gone."""
        self.close_editor(0)

    def close_editor(self, step: int) -> None:
        """Go, and give the table its focus back."""
        if self._over:
            return
        self._over = True
        had_focus = self.editor.hasFocus()
        self.editor.removeEventFilter(self)
        self.hide()
        if had_focus:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.left.emit(step)
        self.deleteLater()


def next_cell(view: EvidenceView, index: QModelIndex, step: int, editable: Callable[[int], bool]) -> QModelIndex:
    """The next cell of the row that can be edited; an invalid index at its end."""
    columns: Sequence[int] = view.shown_columns()
    place = columns.index(index.column()) + step if index.column() in columns else -1
    while 0 <= place < len(columns):
        if editable(columns[place]):
            return view.proxy.index(index.row(), columns[place])
        place += step
    return QModelIndex()
