"""The frame of the form: head, fields, foot and strip of drafts in their places, and the step of Tab."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from exoannotate.ui.icons import Icons
from exoannotate.ui.look import PANE_LEAST, XL, XS, L, Look, S
from exoannotate.ui.record.body import FormBody
from exoannotate.ui.record.completing import Completing
from exoannotate.ui.record.head import FormHead
from exoannotate.ui.record.offers_list import Desk
from exoannotate.ui.record.parts import DraftStrip, FormFoot
from exoannotate.ui.record.reasons import REASON_KEYS
from exoannotate.ui.window.notices import EmptyState, plain_label

EMPTY = "Select a sentence on the page and press E for a new record, or choose one in the table below."


class FormFrame(QWidget):
    """The parts of the form; what they do stands in ``form.py``."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(PANE_LEAST + XL)
        self.completing = Completing()
        self.desk = Desk(look)
        self.head = FormHead(look, icons)
        self.body = FormBody(look, icons, self.completing, self.desk)
        self.passages = self.body.passages
        self.strip = DraftStrip()
        self.continue_button = self.strip.button
        self.foot = FormFoot()
        self.message, self.save, self.discard = self.foot.message, self.foot.save, self.foot.discard
        self.empty = EmptyState("pencil", EMPTY, "", icons)
        self.stack = QStackedWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        page = QWidget()
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self.body, 1)
        whole.addWidget(self.foot)
        nothing = QWidget()
        below = QVBoxLayout(nothing)
        below.setContentsMargins(L, S + XS, L, 0)
        below.addWidget(plain_label("Record", role="title"))
        below.addWidget(self.empty, 1)
        self.stack.addWidget(page)
        self.stack.addWidget(nothing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.strip)
        outer.addWidget(self.stack, 1)


def step(now: QWidget, stops: Sequence[QWidget], body: QWidget, *, forward: bool) -> bool:
    """Move the focus to the next or former stop; from the last or first one to what lies beyond the fields."""
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    at = stops.index(now) + (1 if forward else -1)
    if 0 <= at < len(stops):
        stops[at].setFocus(reason)
        return True
    beyond: QWidget | None = now
    while True:
        assert beyond is not None
        beyond = beyond.nextInFocusChain() if forward else beyond.previousInFocusChain()
        if beyond is None or beyond is now:
            return False
        can = bool(beyond.focusPolicy() & Qt.FocusPolicy.TabFocus) and beyond.isVisible() and beyond.isEnabled()
        inside = beyond is body or body.isAncestorOf(beyond) or beyond in stops
        if can and not inside and beyond.window() is now.window():
            beyond.setFocus(reason)
            return True


def give_keys(
    form: QWidget, save: Callable[[], object], reasons: Callable[[], object], leave: Callable[[], object]
) -> None:
    """The keys that act while the form has the focus. By their names keys of a person's own find them."""
    acts: tuple[tuple[QKeySequence, str, Callable[[], object]], ...] = (
        (QKeySequence("Ctrl+Return"), "key_save_record", save),
        (QKeySequence("Ctrl+Enter"), "", save),
        (QKeySequence("Esc"), "", leave),
        (REASON_KEYS, "key_reason", reasons),
    )
    for keys, name, act in acts:
        shortcut = QShortcut(keys, form)
        shortcut.setObjectName(name)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
