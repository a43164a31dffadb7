"""Small pictures of all pages of a document: drawn as they come into sight, after the page that is read."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Slot,
)
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QWidget

from exoannotate.domain.errors import ExoError
from exoannotate.domain.wording import counted
from exoannotate.pdf.client import PdfClient, Picture
from exoannotate.ui.documents.tab import DocumentTab
from exoannotate.ui.jobs import Job, Jobs
from exoannotate.ui.look import THUMBNAIL, Look, S
from exoannotate.ui.project.thumbnail_delegate import HERE_ROLE, IMAGE_ROLE, LABEL_ROLE, MARKS_ROLE, ThumbnailDelegate

Index = QModelIndex | QPersistentModelIndex

CACHE = 12 << 20
"""Bytes of small pictures kept, of all documents."""
_AHEAD = 1
"""Pictures asked for at a time, so that the page that is read waits for no more than one."""
_EVERY = 30
"""Milliseconds between asking, while the page that is read is not whole yet."""

Key = tuple[int, int]


class ThumbnailsModel(QAbstractListModel):
    """The pages of one document; pictures come as they are drawn."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tab: DocumentTab | None = None
        self._here = -1
        self._marks: Mapping[int, tuple[str, ...]] = {}
        self.images: OrderedDict[Key, QImage] = OrderedDict()

    def show_tab(self, tab: DocumentTab | None) -> None:
        """Show the pages of a document."""
        self.beginResetModel()
        self._tab = tab
        self._here = tab.view.current_page if tab is not None else -1
        self._marks = {}
        self.endResetModel()

    def set_here(self, page: int) -> None:
        """Mark the page that is read."""
        if page != self._here:
            before, self._here = self._here, page
            for row in (before, page):
                self.touch(row)

    def set_marks(self, marks: Mapping[int, tuple[str, ...]]) -> None:
        """The meanings of the highlights of each page, in their order."""
        changed = [page for page in {*marks, *self._marks} if marks.get(page) != self._marks.get(page)]
        self._marks = marks
        for page in changed:
            self.touch(page)

    def touch(self, row: int) -> None:
        """Something about a page is new."""
        if 0 <= row < self.rowCount():
            self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self._tab is None else self._tab.info.pages

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._tab is None:
            return None
        page = index.row()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._tab.label(page)
            case Qt.ItemDataRole.AccessibleTextRole:
                here = ", being read" if page == self._here else ""
                return f"Page {self._tab.label(page)}, {page + 1} of {self._tab.info.pages}{here}{self._told(page)}"
            case Qt.ItemDataRole.ToolTipRole:
                return f"Page {self._tab.label(page)}{self._told(page)}"
            case _ if role == LABEL_ROLE:
                return self._tab.label(page)
            case _ if role == IMAGE_ROLE:
                return self.images.get((self._tab.info.handle, page))
            case _ if role == MARKS_ROLE:
                return self._marks.get(page, ())
            case _ if role == HERE_ROLE:
                return page == self._here
        return None

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page in points."""
        return self._tab.info.sizes[page] if self._tab is not None else (1.0, 1.0)

    def _told(self, page: int) -> str:
        many = len(self._marks.get(page, ()))
        return f", {counted(many, 'highlight')}" if many else ""


class ThumbnailsPane(QListView):
    """The pages as a grid. A click or Enter goes to a page; keys move as in any list."""

    def __init__(self, client: PdfClient, jobs: Jobs, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client, self._jobs = client, jobs
        self._tab: DocumentTab | None = None
        self._asked: dict[Key, Job[Picture]] = {}
        self._failed: set[Key] = set()
        self._known: set[DocumentTab] = set()
        self.pages = ThumbnailsModel(self)
        self.setModel(self.pages)
        self.setItemDelegate(ThumbnailDelegate(look, self.pages.size, self))
        self.setObjectName("thumbnails")
        self.setAccessibleName("Pages of the document")
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setUniformItemSizes(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._ask)
        self.verticalScrollBar().valueChanged.connect(self._soon)
        self.clicked.connect(self._on_chosen)
        self.activated.connect(self._on_chosen)

    def show_tab(self, tab: DocumentTab | None) -> None:
        """Show the pages of a document, or of none."""
        if tab is self._tab:
            return
        if self._tab is not None:
            self._tab.view.page_changed.disconnect(self._on_page)
        self._drop()
        self._tab = tab
        if tab is not None:
            tab.view.page_changed.connect(self._on_page)
            if tab not in self._known:
                self._known.add(tab)
                tab.view.ending.connect(partial(self._forget, tab, tab.info.handle))
        self.pages.show_tab(tab)
        if tab is not None:
            self._follow(tab.view.current_page)
        self._soon()

    def show_marks(self, marks: Iterable[tuple[int, str]]) -> None:
        """The highlights of the document: page and meaning of each, in reading order."""
        by_page: dict[int, list[str]] = {}
        for page, meaning in marks:
            by_page.setdefault(page, []).append(meaning)
        self.pages.set_marks({page: tuple(meanings) for page, meanings in by_page.items()})

    def seen(self) -> range:
        """The pages of which something is seen."""
        room = self.viewport().rect()
        count = self.pages.rowCount()
        if not self.isVisible() or not count or room.height() < S:
            return range(0)
        first = self._row_at(room.top() + 1)
        last = self._row_at(room.bottom() - 1)
        per_row = max(room.width() // max(self.gridSize().width(), 1), 1)
        return range(max(first, 0), min((last if last >= 0 else count - 1) + per_row, count))

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        if self._tab is not None:
            self._follow(self._tab.view.current_page)
        self._soon()

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Columns share the width, so that the grid is not torn at one side. The view reckons with its scroll bar also
        # while there is none.
        least = THUMBNAIL[0] + 2 * S
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self.verticalScrollBar())
        width = max(self.width() - max(bar, self.verticalScrollBar().sizeHint().width()) - 2, least)
        columns = max(width // least, 1)
        grid = QSize(width // columns, THUMBNAIL[1] + 4 * S)
        if grid != self.gridSize():
            self.setGridSize(grid)
        super().resizeEvent(event)
        self._soon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._on_chosen(self.currentIndex())
            return
        super().keyPressEvent(event)

    # --- drawing

    @Slot()
    def _soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start(0)

    @Slot()
    def _ask(self) -> None:
        """Ask for the next picture that is missing, once the page that is read is whole."""
        tab = self._tab
        if tab is None or not self.isVisible():
            return
        seen = self.seen()
        for key, job in list(self._asked.items()):
            if key[1] not in seen:
                job.cancel()
                del self._asked[key]
        missing = [p for p in seen if (k := (tab.info.handle, p)) not in self.pages.images and k not in self._failed]
        missing = [page for page in missing if (tab.info.handle, page) not in self._asked]
        if not missing or len(self._asked) >= _AHEAD:
            return
        if not tab.view.complete:
            self._timer.start(_EVERY)
            return
        self._request(tab, missing[0])

    def _request(self, tab: DocumentTab, page: int) -> None:
        key = (tab.info.handle, page)
        width, height = tab.info.sizes[page]
        room = THUMBNAIL
        scale = min(room[0] / max(width, 1), room[1] / max(height, 1)) * self.devicePixelRatioF()
        try:
            future = self._client.picture(tab.info, page, max(scale, 0.001), later=True)
        except ExoError as error:
            self._on_failed(key, error)
            return
        done, failed = partial(self._on_picture, key), partial(self._on_failed, key)
        self._asked[key] = self._jobs.watch(future, done=done, failed=failed, dropped=Picture.release)

    def _on_picture(self, key: Key, picture: Picture) -> None:
        self._asked.pop(key, None)
        image = QImage(picture.memory, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32).copy()
        picture.release()
        self.pages.images[key] = image
        self._evict()
        self.pages.touch(key[1])
        self._soon()

    def _on_failed(self, key: Key, error: BaseException) -> None:
        self._asked.pop(key, None)
        if not isinstance(error, ExoError):
            raise error
        self._failed.add(key)
        self._soon()

    def _evict(self) -> None:
        images = self.pages.images
        size = sum(image.sizeInBytes() for image in images.values())
        while size > CACHE and len(images) > 1:
            _, image = images.popitem(last=False)
            size -= image.sizeInBytes()

    def _drop(self) -> None:
        for job in self._asked.values():
            job.cancel()
        self._asked.clear()

    # --- where the reader is

    def _row_at(self, y: int) -> int:
        for x in (self.gridSize().width() // 2, 4, self.viewport().width() // 2):
            index = self.indexAt(QPoint(x, y))
            if index.isValid():
                return index.row()
        # Between two rows of the grid.
        index = self.indexAt(QPoint(self.gridSize().width() // 2, y - 4 * S))
        return index.row() if index.isValid() else -1

    def _follow(self, page: int) -> None:
        self.pages.set_here(page)
        if not self.hasFocus():
            index = self.pages.index(page, 0)
            self.setCurrentIndex(index)
            if not self.visualRect(index).intersects(QRect(self.viewport().rect())):
                self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    @Slot(int)
    def _on_page(self, page: int) -> None:
        if self.isVisible():
            self._follow(page)
            self._soon()

    @Slot(QModelIndex)
    def _on_chosen(self, index: QModelIndex) -> None:
        if self._tab is not None:
            self._tab.view.go_to(index.row())

    def _forget(self, tab: DocumentTab, handle: int) -> None:
        """A tab is closed."""
        self._known.discard(tab)
        if tab is self._tab:
            self.show_tab(None)
        if all(other.info.handle != handle for other in self._known):
            for key in [key for key in self.pages.images if key[0] == handle]:
                del self.pages.images[key]
            self._failed = {key for key in self._failed if key[0] != handle}
