"""Sets small papers with PyMuPDF, so that a test knows every paragraph that must come out again."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pymupdf

FONT = pymupdf.Font("tiro")
BOLD = pymupdf.Font("tibo")
SIZE = 10.0
LEADING = 12.0
PAGE = (595.0, 842.0)
COLUMNS = ((50.0, 285.0), (310.0, 545.0))
TOP, BOTTOM = 90.0, 770.0


@dataclass
class Paper:
    """Two columns; paragraphs run from column to column and page to page.

    In a paragraph "resis|tance" may be broken at the bar, "^12^" is raised, "ﬁ" is drawn as a ligature.
    ``keep_order`` False draws the lines of each page from bottom to top.
    """

    path: Path
    head: str = "Journal of Examples"
    keep_order: bool = True
    document: pymupdf.Document = field(default_factory=pymupdf.Document)
    column: int = -1
    y: float = 0.0
    drawn: list[tuple[int, float, float, str, float, pymupdf.Font]] = field(default_factory=list)

    def heading(self, text: str) -> None:
        """A bold line; a blank line before it."""
        self.y += LEADING
        self._line([(text, 0.0)], BOLD, 12.0)

    def paragraph(self, text: str, *, indent: float = 12.0) -> None:
        """A paragraph with an indented first line, broken greedily."""
        left, right = COLUMNS[0]
        words = text.split(" ")
        line: list[str] = []
        first = True
        while words:
            room = right - left - (indent if first else 0.0)
            word = words.pop(0)
            plain = word.replace("|", "")
            if self._width(" ".join([*line, plain])) <= room:
                line.append(plain)
                continue
            if "|" in word:
                start, rest = word.split("|", 1)
                if self._width(" ".join([*line, start + "-"])) <= room:
                    line.append(start + "-")
                    words.insert(0, rest)
                    self._set(line, indent if first else 0.0)
                    line, first = [], False
                    continue
            words.insert(0, word)
            self._set(line, indent if first else 0.0)
            line, first = [], False
        self._set(line, indent if first else 0.0)

    def note(self, page: int, text: str, y: float, *, size: float = 8.0, x: float = 50.0) -> None:
        """Text at a place of its own."""
        self.drawn.append((page, x, y, text, size, FONT))

    def save(self, *, rotation: int = 0, **options: object) -> Path:
        """Draw everything, with running heads and page numbers."""
        for number in range(self.document.page_count):
            page = self.document[number]
            lines = [item for item in self.drawn if item[0] == number]
            if not self.keep_order:
                lines.sort(key=lambda item: (-item[2], item[1]))
            writer = pymupdf.TextWriter(page.rect)
            for _, x, y, text, size, font in lines:
                writer.append((x, y), text, font=font, fontsize=size)
            if self.head:
                writer.append((50, 50), f"{self.head} 2024;3:{number + 1}–9", font=FONT, fontsize=8)
                writer.append((290, 815), str(number + 101), font=FONT, fontsize=9)
            writer.write_text(page)
            page.set_rotation(rotation)
        self.document.save(self.path, **options)
        self.document.close()
        return self.path

    def _set(self, words: list[str], indent: float) -> None:
        parts: list[tuple[str, float]] = []
        for number, part in enumerate(" ".join(words).split("^")):
            parts.append((part, 1.0 if number % 2 else 0.0))
        self._line(parts, FONT, SIZE, indent)

    def _line(self, parts: list[tuple[str, float]], font: pymupdf.Font, size: float, indent: float = 0.0) -> None:
        if self.column < 0 or self.y + LEADING > BOTTOM:
            self.column += 1
            if self.column % 2 == 0:
                self.document.new_page(width=PAGE[0], height=PAGE[1])
            self.y = TOP
        x = COLUMNS[self.column % 2][0] + indent
        for text, raised in parts:
            if text:
                at = size * 0.65 if raised else size
                y = self.y - (3.5 if raised else 0.0)
                self.drawn.append((self.document.page_count - 1, x, y, text, at, font))
                x += font.text_length(text, at)
        self.y += LEADING

    @staticmethod
    def _width(text: str) -> float:
        width = 0.0
        for number, part in enumerate(text.split("^")):
            width += FONT.text_length(part, SIZE * (0.65 if number % 2 else 1.0))
        return width


def plain(text: str) -> str:
    """The paragraph as it must come out."""
    raised = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
    parts = text.replace("|", "").replace("ﬁ", "fi").replace("ﬂ", "fl").split("^")
    return "".join(part.translate(raised) if number % 2 else part for number, part in enumerate(parts))
