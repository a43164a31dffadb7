"""The list of documents: a click opens one, several can be chosen, dragged and moved; keys change their state."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QDrag, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView

from exoannotate.ui.look import XS, S
from exoannotate.ui.project.documents_model import DocumentsModel, next_state, sign_rect
from exoannotate.ui.project.line_list import LineList
from exoannotate.ui.project.lists import ID_ROLE
from exoannotate.ui.window.notices import plain_label


class DocumentList(LineList):
    """The list: a click opens, several can be chosen, dragged and moved; Space changes the reading state."""

    state_wanted = Signal(list, str)
    """Documents, and the state they are to have."""
    step_wanted = Signal(int)
    """Alt+Up or Alt+Down: the chosen documents go up (-1) or down (1) in the queue."""

    def __init__(self) -> None:
        super().__init__("Documents")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)
        self._pressed = QModelIndex()

    def chosen(self) -> list[str]:
        """The ids of the documents that are chosen, in their order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [str(self.model().index(row, 0).data(ID_ROLE)) for row in rows]

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag with a word for a picture: the row itself would hide where it is dropped."""
        data = self.model().mimeData(self.selectionModel().selectedIndexes())
        drag = QDrag(self)
        drag.setMimeData(data)
        many = len(self.chosen())
        label = plain_label(str(self.currentIndex().data())[:60] if many == 1 else f"{many} documents", role="dragged")
        label.ensurePolished()
        label.resize(label.sizeHint())
        drag.setPixmap(label.grab())
        drag.setHotSpot(QPoint(-S, -S))
        drag.exec(Qt.DropAction.CopyAction)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._turn(self.chosen())
        elif alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_wanted.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._sign_at(event)
        if not self._pressed.isValid():
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, QModelIndex()
        if not pressed.isValid():
            super().mouseReleaseEvent(event)
        elif self._sign_at(event) == pressed:
            self._turn([str(pressed.data(ID_ROLE))])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._pressed.isValid():
            super().mouseMoveEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self._sign_at(event).isValid():
            super().mouseDoubleClickEvent(event)
        else:
            self._pressed = self._sign_at(event)

    def _sign_at(self, event: QMouseEvent) -> QModelIndex:
        """The row whose sign of state is under the pointer."""
        at = event.position().toPoint()
        index = self.indexAt(at)
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid() or event.modifiers():
            return QModelIndex()
        sign: QRect = sign_rect(self.visualRect(index)).adjusted(-XS, -XS, XS, XS)
        return index if sign.contains(at) else QModelIndex()

    def _turn(self, documents: list[str]) -> None:
        """Give documents the state after that of the first of them."""
        model = self.model()
        if documents and isinstance(model, DocumentsModel):
            first = model.document(model.row_of(documents[0]))
            self.state_wanted.emit(documents, next_state(first.reading))


def adds_to_choice() -> bool:
    """Whether a key is held with which a click chooses several instead of opening one."""
    held = QGuiApplication.keyboardModifiers()
    return bool(held & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier))
