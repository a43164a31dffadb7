"""The find bar of a document: what to look for, how many there are, and the way from one to the next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLineEdit, QToolButton, QWidget

from exoannotate.domain.wording import counted
from exoannotate.reading.search import Query
from exoannotate.ui.documents.finding import Finding
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ICON, TARGET, XS, M, S
from exoannotate.ui.theme import put_icon
from exoannotate.ui.window.notices import ElidedLabel, plain_label

_FIELD = 260
_LONGEST = 1_000
_PREFILLED = 200
"""A longer selection is not what somebody wants to find elsewhere."""


class FindField(QLineEdit):
    """The field to type in. Enter and the arrows go from hit to hit, Escape closes."""

    step_wanted = Signal(int)
    close_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_wanted.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.step_wanted.emit(-1 if shift else 1)
            case Qt.Key.Key_Down:
                self.step_wanted.emit(1)
            case Qt.Key.Key_Up:
                self.step_wanted.emit(-1)
            case _:
                super().keyPressEvent(event)
                return
        event.accept()


class FindBar(QWidget):
    """A slim bar over the page. ``closed`` says that the page is to have the focus again."""

    closed = Signal()

    def __init__(self, finding: Finding, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finding = finding
        self._others: tuple[str, ...] = ()
        self.setObjectName("find_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Find in this document")
        self.field = FindField()
        self.field.setPlaceholderText("Find in this document")
        self.field.setAccessibleName("Find in this document")
        self.field.setToolTip("Letters and digits count; dashes, blanks, accents and Greek do not: "
                              "mir21 finds miR-21, beta finds β. In quotes: exactly so.")  # fmt: skip
        self.field.setClearButtonEnabled(True)
        self.field.setMaxLength(_LONGEST)
        self.field.setMinimumWidth(_FIELD // 2)
        self.field.setMaximumWidth(_FIELD)
        self.count = plain_label(role="muted")
        self.count.setObjectName("find_count")
        self.count.setMinimumWidth(72)
        self.words = ElidedLabel("")
        self.words.setObjectName("find_words")
        self.words.setProperty("role", "muted")
        self.previous = _button(icons, "chevron-up", "Previous", "The hit before (Shift+F3, Shift+Enter)")
        self.next = _button(icons, "chevron-down", "Next", "The next hit (F3, Enter)")
        self.case = _button(icons, "case-sensitive", "Capitals count", "Capitals count", checkable=True)
        self.whole = _button(icons, "whole-word", "Whole words", "Whole words only", checkable=True)
        self.close_button = _button(icons, "x", "Close find bar", "Close (Esc)")
        line = QHBoxLayout(self)
        line.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        line.setContentsMargins(M, 3, M, 3)
        line.setSpacing(XS)
        line.addWidget(self.field, 3)
        line.addWidget(self.previous)
        line.addWidget(self.next)
        line.addSpacing(XS)
        line.addWidget(self.case)
        line.addWidget(self.whole)
        line.addSpacing(S)
        line.addWidget(self.count)
        line.addWidget(self.words, 2)
        line.addWidget(self.close_button)
        self.setFixedHeight(TARGET + S)
        self.hide()
        self._connect()

    def _connect(self) -> None:
        self.field.textChanged.connect(self._on_changed)
        self.case.toggled.connect(self._on_changed)
        self.whole.toggled.connect(self._on_changed)
        self.field.step_wanted.connect(self.step)
        self.field.close_wanted.connect(self.shut)
        self.previous.clicked.connect(self._on_previous)
        self.next.clicked.connect(self._on_next)
        self.close_button.clicked.connect(self.shut)
        self._finding.told.connect(self.tell)

    def open(self, text: str = "") -> None:
        """Show the bar with the cursor in it; ``text`` is what was selected on the page."""
        self.show()
        self._finding.set_active(True)
        text = " ".join(text.split())
        if text and len(text) <= _PREFILLED:
            self.field.setText(text)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self.tell()

    def show_query(self, query: Query) -> None:
        """Show the bar with what is looked for, set from elsewhere; the focus stays where it is."""
        self._others = query.others
        for widget, value in ((self.case, query.case), (self.whole, query.words)):
            blocked = widget.blockSignals(True)
            widget.setChecked(value)
            widget.blockSignals(blocked)
        blocked = self.field.blockSignals(True)
        self.field.setText(query.text)
        self.field.blockSignals(blocked)
        self.show()
        self._finding.set_active(True)
        self._finding.set_query(query)

    @Slot()
    def shut(self) -> None:
        """Hide the bar; F3 still goes on."""
        self.hide()
        self._finding.set_active(False)
        self.closed.emit()

    @Slot(int)
    def step(self, way: int) -> None:
        """Go to the next hit or the one before."""
        self._finding.step(way)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
            event.accept()
            return
        super().keyPressEvent(event)

    @Slot()
    def tell(self) -> None:
        """Say how many there are and how far the document is read."""
        count, words, missing = said(self._finding)
        if count != self.count.text():
            self.count.setText(count)
        if words != self.words.text():
            self.words.setText(words)
            self.words.setToolTip(words)
        role = "warning" if missing else "muted"
        if self.words.property("role") != role:
            self.words.setProperty("role", role)
            self.words.style().polish(self.words)
        some = bool(self._finding.hits)
        self.previous.setEnabled(some)
        self.next.setEnabled(some)
        self.field.setAccessibleDescription(" ".join(filter(None, (count, words))))

    @Slot()
    def _on_changed(self) -> None:
        text = self.field.text()
        others = self._others if text == self._finding.query.text else ()  # they are names of that text alone
        self._others = others
        query = Query(text, case=self.case.isChecked(), words=self.whole.isChecked(), others=others)
        self._finding.set_query(query)

    @Slot()
    def _on_previous(self) -> None:
        self.step(-1)

    @Slot()
    def _on_next(self) -> None:
        self.step(1)


def said(finding: Finding) -> tuple[str, str, bool]:
    """“3 of 17”, what else is to be said, and whether that is that nothing was found."""
    index, search = finding.index, finding.search
    read = "" if index.complete else f"Still reading: {index.known} of {index.count} pages."
    if not finding.query.text.strip():
        return "", read if finding.active else "", False
    many = len(finding.hits)
    if not many:
        if not finding.done:
            return "", f"Nothing yet. {read}".strip(), False
        if index.pages and index.blank:
            return "", "There is no text to search in this document; its pages are probably pictures.", True
        return "", f"Not found in this document.{_unread(index.unreadable)}", True
    total = f"{many:,}{'+' if search.full or not search.done else ''}"
    count = f"{finding.number} of {total}" if finding.current is not None else f"{total} found"
    also = f"Also: {', '.join(finding.query.others)}." if finding.query.others else ""
    how = {"phrase": "", "loose": "Blanks not counted.", "near": "Only near each other."}
    words = " ".join(filter(None, (also, how[search.mode], finding.wrapped, read, _unread(index.unreadable).strip())))
    return count, words, False


def _unread(pages: int) -> str:
    return f" {counted(pages, 'page')} could not be read." if pages else ""


def _button(icons: Icons, icon: str, name: str, tip: str, *, checkable: bool = False) -> QToolButton:
    button = QToolButton()
    put_icon(button, icons, icon, size=ICON - 2)
    button.setAccessibleName(name)
    button.setToolTip(tip)
    button.setCheckable(checkable)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
