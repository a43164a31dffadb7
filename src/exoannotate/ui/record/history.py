"""The history of a record: everything that was done to it, newest first, and the way back to what it said before."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListView, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from exoannotate.domain.fields import entry_text
from exoannotate.ui.contents import Sheet
from exoannotate.ui.evidence.table import plain_tooltip
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ICON, XS, L, Look, M, S
from exoannotate.ui.record.history_list import NOTHING, PAST_ROLE, HistoryDelegate, HistoryModel, exact, one_line
from exoannotate.ui.window.notices import EmptyState, plain_label
from exoannotate.workspace.past import DECISION, MADE, PASSAGE, Past, Side

LONGEST = 400
"""Characters of a value below the list; the tooltip has more of it."""
_IN_TOOLTIP = 4_000


class _Value(QWidget):
    """What a field said on one side of a step, with the button that brings it back."""

    wanted = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = plain_label(title, role="label")
        self.text = plain_label(wrap=True)
        self.now = plain_label("as it is now", role="label")
        self.back = QPushButton("Return to this")
        self.back.setProperty("role", "link")
        self.back.setFixedHeight(ICON + XS)
        self.back.clicked.connect(self.wanted)
        top = QHBoxLayout()
        top.addWidget(self.title)
        top.addStretch(1)
        top.addWidget(self.now)
        top.addWidget(self.back)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self.text)

    def show_value(self, text: str, *, now: bool, possible: bool, entered: bool) -> None:
        """Show a value; ``now``: the record says just that; ``entered``: Enter brings it back."""
        shown = text if len(text) <= LONGEST else text[:LONGEST].rstrip() + " …"
        self.text.setText(shown or NOTHING)
        self.text.setProperty("role", "" if shown else "empty")
        self.text.style().polish(self.text)
        self.text.setToolTip(plain_tooltip(text[:_IN_TOOLTIP]))
        self.now.setVisible(now)
        self.back.setVisible(possible and not now)
        keys = " (Enter)" if entered else ""
        self.back.setAccessibleName(f"Return to {one_line(text)}")
        self.back.setToolTip(f"The record says this again; it can be undone{keys}")


class HistoryView(QWidget):
    """The list of steps, and below it the chosen one in full."""

    back_wanted = Signal(object, str)  # Past, "before" or "after"
    left = Signal()

    def __init__(self, look: Look, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("record_history")
        self._sheet: Sheet | None = None
        self._writable = True
        self.model = HistoryModel(self)
        self.list = QListView()
        self.list.setAccessibleName("History of the record")
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setModel(self.model)
        self.list.setItemDelegate(HistoryDelegate(look, self.list))
        self.who = plain_label(role="label", wrap=True)
        self.before, self.after = _Value("Before"), _Value("After")
        self.foot = QWidget()
        self.foot.setObjectName("form_foot")
        self.foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.empty = EmptyState("clock", "Nothing is known of what was done to this record.", "", icons)
        self._stack = QStackedWidget()
        self._lay_out()
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.activated.connect(self._on_activated)
        self.before.wanted.connect(self._on_before)
        self.after.wanted.connect(self._on_after)
        look.changed.connect(self.list.viewport().update)
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)
        self.setFocusProxy(self.list)

    def _lay_out(self) -> None:
        below = QVBoxLayout(self.foot)
        below.setContentsMargins(M, S, L, M)
        below.setSpacing(S)
        for part in (self.who, self.before, self.after):
            below.addWidget(part)
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, XS, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.list, 1)
        inside.addWidget(self.foot)
        self._stack.addWidget(page)
        self._stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def show_steps(self, steps: tuple[Past, ...], sheet: Sheet | None, *, writable: bool) -> None:
        """Show what was done to the record of ``sheet``; the chosen step stays chosen while it is there."""
        chosen = self.model.step(self.list.currentIndex().row())
        self._sheet, self._writable = sheet, writable
        self.model.show_steps(steps)
        self._stack.setCurrentIndex(0 if steps else 1)
        at = max(0, self.model.row_of(chosen))
        self.list.setCurrentIndex(self.model.index(at, 0))
        self._show_chosen()

    def now(self, step: Past) -> str:
        """What the record says now in the field of a step, as the step would put it."""
        sheet = self._sheet
        if sheet is None:
            return ""
        if step.field == DECISION:
            return sheet.record.review
        if step.field == PASSAGE:
            linked = any(passage.id == step.passage for passage in sheet.passages)
            return (step.before or step.after) if linked else ""
        return entry_text(sheet.entries.get(step.field))

    def _entered(self, step: Past) -> Side | None:
        """The side that Enter brings back: what the step replaced, else what it made."""
        now = self.now(step)
        if step.field == MADE:
            return None
        if step.before != now:
            return "before"
        return "after" if _plain(step.after) != now else None

    def _show_chosen(self) -> None:
        step = self.model.step(self.list.currentIndex().row())
        self.foot.setVisible(step is not None)
        if step is None:
            return
        now, entered = self.now(step), self._entered(step)
        self.who.setText(exact(step))
        made = step.field == MADE
        self.before.setVisible(not made)
        self.after.title.setText("It said" if made else "After")
        for side, view, text in (("before", self.before, step.before), ("after", self.after, _plain(step.after))):
            view.show_value(
                text, now=text == now and not made, possible=self._writable and not made, entered=side == entered
            )

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_chosen()

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        step = index.data(PAST_ROLE)
        side = self._entered(step) if step is not None and self._writable else None
        if side is not None:
            self.back_wanted.emit(step, side)

    @Slot()
    def _on_before(self) -> None:
        self._want("before")

    @Slot()
    def _on_after(self) -> None:
        self._want("after")

    def _want(self, side: Side) -> None:
        step = self.model.step(self.list.currentIndex().row())
        if step is not None:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)  # the button will have nothing to do any more
            self.back_wanted.emit(step, side)


def _plain(text: str) -> str:
    return text.removesuffix(" again")
