"""Pictures of areas for lists and cards: read from the project when first asked for, made small, and kept."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel

from exoannotate.domain.records import Passage
from exoannotate.pdf.png import size
from exoannotate.ui.bridge import Bridge
from exoannotate.ui.jobs import Jobs
from exoannotate.ui.look import PANE_LEAST

LARGEST = QSize(720, 480)
"""Device pixels: enough for a card on a screen of 200 %."""
_MOST_PIXELS = 16_000_000
"""A picture of a stranger's project that claims more is not unpacked."""
_KEPT = 128
_HIGH = 120
"""Pixels of the picture of an area on its card at most."""


class Pictures(QObject):
    """The pictures of the open project by their hash. ``arrived``: one can be had now that could not before."""

    arrived = Signal(str)

    def __init__(self, bridge: Bridge, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._jobs = bridge, jobs
        self._kept: OrderedDict[str, QImage] = OrderedDict()
        self._asked: set[str] = set()
        bridge.opened.connect(self._forget)

    @Slot()
    def _forget(self) -> None:
        """Another project may have what this one had not."""
        self._kept.clear()
        self._asked.clear()

    def get(self, key: str) -> QImage | None:
        """The picture of that hash; None while it is on its way, a null one when there is none."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._asked:
            self._asked.add(key)
            self._bridge.do(
                lambda session: session.project.picture(key),
                done=lambda data: self._unpack(key, data),
                failed=lambda _: self._take(key, QImage()),
            )
        return None

    def _unpack(self, key: str, data: bytes | None) -> None:
        self._jobs.run(lambda: unpacked(data or b""), done=lambda image: self._take(key, image))

    def _take(self, key: str, image: QImage) -> None:
        self._asked.discard(key)
        self._kept[key] = image
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        self.arrived.emit(key)


def unpacked(data: bytes) -> QImage:
    """A PNG as a small picture, a null one when it cannot be shown. Takes a moment."""
    width, height = size(data)
    if not 0 < width * height <= _MOST_PIXELS:
        return QImage()
    whole = QImage.fromData(data)
    if whole.isNull() or (whole.width() <= LARGEST.width() and whole.height() <= LARGEST.height()):
        return whole
    return whole.scaled(LARGEST, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def fitting(image: QImage, room: QSize, ratio: float) -> QImage:
    """The picture in at most ``room`` logical pixels of a screen with so many device pixels each."""
    wanted = image.size().scaled(room * ratio, Qt.AspectRatioMode.KeepAspectRatio)
    wanted = wanted.boundedTo(image.size())  # never blown up
    made = image.scaled(wanted, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    made.setDevicePixelRatio(ratio)
    return made


class AreaPicture(QLabel):
    """What is seen in an area, as large as a card allows; hidden where there is nothing to see."""

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        self._key, self._pictures = "", pictures
        self.hide()
        pictures.arrived.connect(self._on_arrived)

    def show_passage(self, passage: Passage) -> None:
        """Show the picture of this one."""
        self._key = passage.picture
        self.setAccessibleName(f"Picture of the {passage.shown}")
        self._show()

    @Slot(str)
    def _on_arrived(self, key: str) -> None:
        if key == self._key:
            self._show()

    def _show(self) -> None:
        image = self._pictures.get(self._key) if self._key else None
        if image is not None and not image.isNull():
            self.setPixmap(QPixmap.fromImage(fitting(image, QSize(PANE_LEAST, _HIGH), self.devicePixelRatioF())))
        self.setVisible(image is not None and not image.isNull())
