"""The running text of a document as a reader follows it: over columns, pages, and what stands between them.

The whole text keeps tables, captions and footnotes where they are printed, so a sentence that runs over a page whose
top is a table is not one piece in it. Here body paragraphs follow one another and nothing else.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from exoannotate.reading.document import DocumentText, PageSpan


@dataclass(frozen=True, slots=True)
class Flow:
    """Body paragraphs of all pages: ``text``, and for each piece of it where it stands.

    ``starts[k]`` is the place in ``text`` where ``pieces[k]`` begins.
    """

    text: str
    pieces: tuple[PageSpan, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, document: DocumentText, first: int | None = None) -> Flow:
        """The running text of a document, or of page ``first`` and the one after it."""
        pieces: list[PageSpan] = []
        texts: list[str] = []
        starts: list[int] = []
        place = 0
        for page in document.pages:
            if first is not None and page.page not in (first, first + 1):
                continue
            for paragraph in page.paragraphs:
                if paragraph.kind == "body":
                    pieces.append(PageSpan(page.page, paragraph.start, paragraph.end))
                    texts.append(page.text[paragraph.start : paragraph.end])
                    starts.append(place)
                    place += len(texts[-1]) + 1
        return cls("\n".join(texts), tuple(pieces), tuple(starts))

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
