"""Pages laid out by hand for the tests of reading order: columns, figures, boxes, notes and drop caps where told."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pymupdf

WIDTH, HEIGHT = 595.0, 842.0
SIZE = 9.5
LEADING = 11.8
_STEMS = (
    "vesicles carry small strands between cells of the tumour and change how those cells answer the drug given to them "
    "while most of what is taken up is lost within hours and only a part reaches the place where it can act at all"
).split()


def filler(name: str, count: int) -> str:
    """A paragraph of ``count`` words that begins and ends with its own name."""
    middle = [_STEMS[(i * 7 + len(name)) % len(_STEMS)] for i in range(max(0, count - 4))]
    return " ".join(["Here", "begins", name, *middle, f"end{name}."])


@dataclass
class Frame:
    """A region that text flows into, from its top down; points from the left top of the page."""

    x0: float
    y0: float
    x1: float
    y1: float
    y: float = field(init=False)

    def __post_init__(self) -> None:
        self.y = self.y0


class Sheet:
    """A PDF page by page. ``wanted`` collects the paragraphs as a reader would read them."""

    def __init__(self, path: Path, *, turn: float = 0.0) -> None:
        self.path = path
        self.document = pymupdf.open()
        self.wanted: list[str] = []
        self._turn = turn
        self.new_page()

    def new_page(self) -> None:
        self.page = self.document.new_page(width=WIDTH, height=HEIGHT)

    def text(self, x: float, y: float, text: str, size: float = SIZE, font: str = "tiro", **more: object) -> None:
        """One line at its baseline, on a sheet that may lie askew by so many degrees."""
        if self._turn:
            pivot = pymupdf.Point(WIDTH / 2, HEIGHT / 2)
            matrix = pymupdf.Matrix(self._turn)
            where = (pymupdf.Point(x, y) - pivot) * pymupdf.Matrix(-self._turn) + pivot  # points run down, PDF up
            more = {"morph": (where, matrix), **more}
            self.page.insert_text(where, text, fontsize=size, fontname=font, **more)
        else:
            self.page.insert_text((x, y), text, fontsize=size, fontname=font, **more)

    def flow(
        self, frames: list[Frame], text: str, *, size: float = SIZE, lead: float = LEADING, indent: float = 10.0,
        wanted: bool = True, font: str = "tiro",
    ) -> None:  # fmt: skip
        """Set a paragraph into the frames, one after the other; what does not fit is a mistake of the test."""
        words = text.split()
        first = True
        while words:
            frame = next(f for f in frames if f.y + lead <= f.y1 + 0.01)
            x = frame.x0 + (indent if first else 0.0)
            taken = 1
            while taken < len(words) and self._width(words[: taken + 1], size, font) <= frame.x1 - x:
                taken += 1
            frame.y += lead
            self.text(x, frame.y - lead * 0.25, " ".join(words[:taken]), size, font)
            words, first = words[taken:], False
        if wanted:
            self.wanted.append(text)

    def heading(self, frames: list[Frame], text: str) -> None:
        frame = next(f for f in frames if f.y + 4 * LEADING <= f.y1)
        frame.y += 2 * LEADING
        self.text(frame.x0, frame.y - LEADING * 0.4, text, 10.5, "tibo")

    def figure(self, x0: float, y0: float, x1: float, y1: float, caption: str) -> None:
        """A framed picture with lettering of its own, and its caption below."""
        self.page.draw_rect((x0, y0, x1, y1 - 30), color=(0.3, 0.3, 0.3), fill=(0.93, 0.95, 0.98))
        for n in range(4):
            self.text(x0 + 20 + n * (x1 - x0) / 5, y0 + 24, f"Panel {n}", 7, "helv")
        self.flow([Frame(x0, y1 - 26, x1, y1)], caption, size=8, lead=9.5, indent=0, wanted=False)

    def box(self, x0: float, y0: float, x1: float, y1: float, title: str, paragraphs: list[str]) -> list[str]:
        """A tinted box with a title and text of its own."""
        self.page.draw_rect((x0, y0, x1, y1), color=(0.2, 0.4, 0.6), fill=(0.95, 0.97, 1.0))
        frame = Frame(x0 + 10, y0 + 8, x1 - 10, y1 - 6)
        frame.y += LEADING
        self.text(frame.x0, frame.y - 3, title, 10, "hebo")
        for text in paragraphs:
            self.flow([frame], text, size=9, indent=0, wanted=False, font="helv")
        return paragraphs

    def save(self) -> Path:
        self.document.save(str(self.path))
        self.document.close()
        return self.path

    @staticmethod
    def _width(words: list[str], size: float, font: str) -> float:
        return float(pymupdf.get_text_length(" ".join(words), fontname=font, fontsize=size))
