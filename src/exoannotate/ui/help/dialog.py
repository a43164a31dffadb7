"""The help that F1 opens: at the topic of the pane in focus, with all others beside it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, QStringListModel, Qt, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QListView, QScrollArea, QVBoxLayout, QWidget

from exoannotate.ui.commands.actions import ACTIONS
from exoannotate.ui.commands.bindings import Bindings
from exoannotate.ui.dialogs.about import TextDialog
from exoannotate.ui.help.topics import TOPICS, Topic
from exoannotate.ui.look import ROW, XL, M, S
from exoannotate.ui.window.notices import plain_label

_LIST = 220  # pixels


class _Titles(QStringListModel):
    """The titles of the topics, in rows as high as everywhere."""

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return QSize(0, ROW) if role == Qt.ItemDataRole.SizeHintRole else super().data(index, role)


class PaneHelp(TextDialog):
    """Topics at the left, what is to be known at the right."""

    def __init__(self, topic: Topic, bindings: Bindings, parent: QWidget | None = None) -> None:
        super().__init__("Help", parent)
        self._bindings = bindings
        self.list = QListView()
        self.list.setAccessibleName("Topics")
        self.list.setModel(_Titles([one.title for one in TOPICS], self))
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setFixedWidth(_LIST)
        self.list.setUniformItemSizes(True)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setAccessibleName("What is to be known")
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that the keys scroll it
        both = QHBoxLayout()
        both.setSpacing(M)
        both.addWidget(self.list)
        both.addWidget(self.area, 1)
        self.whole.addLayout(both, 1)
        self.whole.addWidget(self.buttons)
        self.list.selectionModel().currentChanged.connect(self._on_chosen)
        self.list.setCurrentIndex(self.list.model().index(TOPICS.index(topic), 0))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.resize(780, 600)

    @property
    def topic(self) -> Topic:
        """The topic that is shown."""
        return TOPICS[self.list.currentIndex().row()]

    @Slot(QModelIndex, QModelIndex)
    def _on_chosen(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.area.setWidget(self._page(TOPICS[now.row()]))

    def _page(self, topic: Topic) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(M, 0, M, 0)
        column.setSpacing(S)
        column.addWidget(plain_label(topic.title, role="title"))
        for line in topic.lines:
            column.addWidget(plain_label(line, wrap=True))
        known = {entry.id: entry for entry in ACTIONS}
        acts = [known[id] for id in topic.acts if id in known]
        keys = [(self._bindings.text(one), one.tooltip or one.plain_label) for one in acts if self._bindings.text(one)]
        for title, lines in (("Keys", keys), ("Keys of this pane", list(topic.keys))):
            if lines:
                column.addSpacing(S)
                column.addWidget(plain_label(title, role="title"))
                column.addLayout(keys_grid(lines))
        column.addStretch(1)
        return inside


def keys_grid(lines: list[tuple[str, str]]) -> QGridLayout:
    """Keys, and what they do."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(XL)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(1, 1)
    for row, (keys, what) in enumerate(lines):
        grid.addWidget(plain_label(keys, role="muted"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(plain_label(what, wrap=True), row, 1)
    return grid
