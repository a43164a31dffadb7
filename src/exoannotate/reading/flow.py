"""The running text of a document as a reader follows it: over columns, pages, and what stands between them.

The whole text keeps tables, captions and footnotes where they are printed, so a sentence that runs over a page whose
top is a table is not one piece in it. Here body paragraphs and references follow one another and nothing else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container
from dataclasses import dataclass

from exoannotate.reading.document import DocumentText, PageSpan


@dataclass(frozen=True, slots=True)
class Flow:
    """Body paragraphs and references of all pages: ``text``, and for each piece of it where it stands.

    ``starts[k]`` is the place in ``text`` where ``pieces[k]`` begins.
    """

    text: str
    pieces: tuple[PageSpan, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(
        cls, document: DocumentText, first: int | None = None, kinds: Container[str] = ("body", "reference")
    ) -> Flow:
        """The running text of a document, or of page ``first`` and the one after it: paragraphs of these kinds."""
        pieces: list[PageSpan] = []
        texts: list[str] = []
        starts: list[int] = []
        place = 0
        for page in document.pages:
            if first is not None and page.page not in (first, first + 1):
                continue
            for paragraph in page.paragraphs:
                if paragraph.kind in kinds:
                    pieces.append(PageSpan(page.page, paragraph.start, paragraph.end))
                    texts.append(page.text[paragraph.start : paragraph.end])
                    starts.append(place)
                    place += len(texts[-1]) + 1
        return cls("\n".join(texts), tuple(pieces), tuple(starts))

    def at(self, place: int) -> tuple[int, int] | None:
        """The page number and index of ``text[place]``; None when there is no text."""
        k = bisect_right(self.starts, place) - 1
        if k < 0:
            return None
        piece = self.pieces[k]
        return piece.page, min(piece.start + place - self.starts[k], piece.end)

    def spans(self, start: int, end: int) -> tuple[PageSpan, ...]:
        """Where ``text[start:end]`` stands, piece by piece."""
        found: list[PageSpan] = []
        k = max(0, bisect_right(self.starts, start) - 1)
        while k < len(self.pieces) and self.starts[k] < end:
            piece, at = self.pieces[k], self.starts[k]
            a, b = max(start - at, 0), min(end - at, piece.end - piece.start)
            if a < b:
                found.append(PageSpan(piece.page, piece.start + a, piece.start + b))
            k += 1
        return tuple(found)
