"""What the pointer meets on a page: its shape, and the tooltip of a link or of the note on a highlight."""

from __future__ import annotations

import html
from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, Qt, Slot

from exoannotate.domain.geometry import PagePoint
from exoannotate.domain.pdfparts import PageLink
from exoannotate.reading.blocks import blocks, character
from exoannotate.reading.references import References
from exoannotate.ui.page.canvas import Canvas
from exoannotate.ui.page.links import Links
from exoannotate.ui.page.marks import hit
from exoannotate.ui.page.overlay import Overlay
from exoannotate.ui.page.texts import Texts

_NEAR = 3.0
"""Points round a block in which the pointer is over text."""
_SHOWN = 600
"""Characters of a note or address in a tooltip."""

Own = Callable[[QPointF], Qt.CursorShape | None]


class Hovering(QObject):
    """Sets cursor and tooltip of the canvas while the pointer moves over it."""

    def __init__(
        self, canvas: Canvas, texts: Texts, overlay: Overlay, links: Links, parent: QObject | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._canvas, self._texts, self._overlay, self._links = canvas, texts, overlay, links
        self._owns: list[Own] = []
        self.references: References | None = None
        canvas.hovered.connect(self._on_hovered)
        canvas.moved.connect(self._on_moved)

    def ask_first(self, own: Own) -> None:
        """Whatever has a shape of its own for the pointer at a pixel comes before links and text."""
        self._owns.append(own)

    def ask_nobody(self) -> None:
        """Nothing has a shape of its own from now on."""
        self._owns.clear()

    @Slot(QPointF)
    def _on_hovered(self, at: QPointF) -> None:
        point = self._canvas.view.to_page(at.x(), at.y())
        own = next((shape for shape in (own(at) for own in self._owns) if shape is not None), None)
        link = self._links.at(point) if point is not None and own is None else None
        if own is not None:
            shape = own
        elif link is not None:
            shape = Qt.CursorShape.PointingHandCursor
        else:
            shape = Qt.CursorShape.IBeamCursor if self._over_text(point) else Qt.CursorShape.ArrowCursor
        surface = self._canvas.viewport()
        if surface.cursor().shape() != shape:
            surface.setCursor(shape)
        words = told(link) if link is not None else self._note(point) or self._cited(point)
        if surface.toolTip() != words:
            surface.setToolTip(words)

    @Slot()
    def _on_moved(self) -> None:
        """Something else is under the pointer now; what is told when it moves next."""
        if self._canvas.viewport().toolTip():
            self._canvas.viewport().setToolTip("")

    def _over_text(self, point: PagePoint | None) -> bool:
        text = self._texts.pages.get(point.page) if point is not None else None
        if point is None or text is None:
            return False
        outside = [block.outside(point.x, point.y) for block in blocks(text)]
        return any(along <= _NEAR and across <= _NEAR for along, across in outside)

    def _cited(self, point: PagePoint | None) -> str:
        """The entries of the reference list that the mark under the pointer names."""
        text = self._texts.pages.get(point.page) if point is not None else None
        index = character(text, point) if text is not None and point is not None and self._over_text(point) else None
        paragraph = text.paragraph_at(index) if text is not None and index is not None else None
        if self.references is None or text is None or index is None or paragraph is None:
            return ""
        if paragraph.kind == "reference":
            return ""
        mark = self.references.at(text.text[paragraph.start : paragraph.end], index - paragraph.start)
        return _plain("\n\n".join(one.text for one in mark.references)) if mark is not None else ""

    def _note(self, point: PagePoint | None) -> str:
        """The notes on the highlights under the pointer, the outlined one's first."""
        if point is None:
            return ""
        marks = {mark.passage_id: mark for mark in self._overlay.on_page(point.page) if mark.note}
        under = sorted(hit(marks.values(), point), key=lambda id: id != self._overlay.selected)
        return _plain("\n\n".join(marks[id].note for id in under))


def told(link: PageLink) -> str:
    """Where a link leads, for a tooltip."""
    if link.target is not None:
        return _plain(f"To page {link.target.page + 1} of this document")
    return _plain(link.address)


def _plain(text: str) -> str:
    """Text of a file as a tooltip: wrapped, and never read as markup."""
    short = text if len(text) <= _SHOWN else text[:_SHOWN].rstrip() + "…"
    return f'<qt><p style="white-space: pre-wrap">{html.escape(short)}</p></qt>' if short else ""
