"""A figure as the bytes of a PNG or PDF: without a display, and the same each time."""

from __future__ import annotations

import os
import re
import sys
import uuid

from PySide6.QtCore import QBuffer, QByteArray, QHashSeed, QIODevice, QMarginsF, QSizeF, QUuid
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPageSize, QPainter, QPdfWriter

from exoannotate.domain.figures.drawing import DPI, Drawing
from exoannotate.export.svg import svg
from exoannotate.ui.figures.painting import paint, picture
from exoannotate.workspace.figures import CREATOR

_PDF_DPI = 1200
_NAMESPACE = uuid.UUID("8f0a3a52-6f0c-4c0e-9d0b-0d6c5a1e7c11")

# Dates of a PDF as Qt writes them, in its two places; digits alone are replaced, so no offset moves.
_DATES = re.compile(rb"/(?:CreationDate|ModDate) \(D:[^)]*\)|xmp:(?:Create|Modify|Metadata)Date=\"[^\"]*\"")
_FIXED = re.compile(rb"\d{14}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_ZONE = re.compile(rb"(?<=0)[+-](\d\d)('|:)(\d\d)")


def _be_able_to_paint() -> None:
    """Give Qt what it needs before it can paint. It asks for no display: nothing is shown."""
    if QGuiApplication.instance() is None:
        if sys.platform not in ("win32", "darwin"):
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
        QGuiApplication(["exoannotate"])  # Qt's own module keeps it until the process ends


def image(drawing: Drawing, dpi: int) -> QImage:
    """The figure as a picture that knows its size in print."""
    wide, high = (max(1, round(length * dpi / 72)) for length in (drawing.width, drawing.height))
    made = picture(drawing, wide, high, wide / drawing.width, 0)
    made.setDotsPerMeterX(round(dpi / 0.0254))
    made.setDotsPerMeterY(round(dpi / 0.0254))
    return made


def png(drawing: Drawing, dpi: int = DPI[0]) -> bytes:
    """The figure as a PNG."""
    _be_able_to_paint()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(b"png")).write(image(drawing, dpi)):
        raise MemoryError("the picture could not be made")
    return bytes(buffer.data().data())


def pdf(drawing: Drawing) -> bytes:
    """The figure as a PDF with its fonts in it, one page of just its size."""
    _be_able_to_paint()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setCreator(CREATOR)
    writer.setTitle(drawing.title)
    own = uuid.uuid5(_NAMESPACE, svg(drawing).hex())
    writer.setDocumentId(QUuid(str(own)))
    writer.setResolution(_PDF_DPI)
    size = QSizeF(drawing.width, drawing.height)
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Point, "figure", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF())
    # Qt writes the fonts in the order of a hash, which is another one in each process. What was hashed before keeps its
    # own seed.
    QHashSeed.setDeterministicGlobalSeed()
    painter = QPainter(writer)
    painter.scale(writer.width() / drawing.width, writer.height() / drawing.height)
    paint(painter, drawing)
    painter.end()
    QHashSeed.resetRandomGlobalSeed()
    return _DATES.sub(_undated, bytes(buffer.data().data()))


def _undated(found: re.Match[bytes]) -> bytes:
    def fixed(date: re.Match[bytes]) -> bytes:
        return b"2000-01-01T00:00:00" if b"T" in date.group() else b"20000101000000"

    return _ZONE.sub(rb"+00\g<2>00", _FIXED.sub(fixed, found.group()))
