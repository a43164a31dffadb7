"""Places a review on its pages: title block, columns, figures and tables, references."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from .lines import Line, Piece, break_lines, ligatures, piece_width, plain, width, word_width, words_of
from .script import Block, Break, Figure, Heading, Kind, Prose, References, Review, SetParagraph, Table

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, TOP, BOTTOM = 48.0, 547.0, 66.0, 782.0
GUTTER = 20.0
TABLE_GAP = 16.0
BODY, LEADING = 10.0, 12.3
SMALL, SMALL_LEADING = 8.3, 10.1
Colour = tuple[float, float, float]
ACCENT: Colour = (0.08, 0.29, 0.42)
BLACK: Colour = (0.0, 0.0, 0.0)
GREY: Colour = (0.35, 0.35, 0.35)


@dataclass(frozen=True, slots=True)
class Ink:
    """Letters at a place; the place is the start of their base line."""

    x: float
    y: float
    text: str
    style: str
    size: float
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float
    thick: float = 0.5
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True)
class Box:
    """A rounded, tinted box."""

    x0: float
    y0: float
    x1: float
    y1: float


Mark = Ink | Rule | Box


class Setter:
    """Places a review on pages; ``last_height`` shortens the columns of the page of that index to balance them."""

    def __init__(self, review: Review, last_page: int = -1, last_height: float = 0.0) -> None:
        self.review = review
        self.last = (last_page, last_height)
        self.pages: list[list[Mark]] = []
        self.paragraphs: list[SetParagraph] = []
        self.breaks: list[Break] = []
        self.waiting: list[Table | Figure] = []
        self.at_foot: list[Table] = []
        self.column, self.y, self.floor, self.roof = 0, 0.0, 0.0, 0.0
        self.column_width = (RIGHT - LEFT - GUTTER * (review.columns - 1)) / review.columns

    # -- places

    @property
    def x(self) -> float:
        """Left edge of the current column."""
        return LEFT + self.column * (self.column_width + GUTTER)

    def new_page(self) -> None:
        """Open a page with its furniture and the wide things that wait for one."""
        self.close_page()
        number = len(self.pages)
        self.pages.append([])
        label = str(self.review.first_page + number)
        if number == 0:
            self.ink(LEFT, 44, self.review.journal, "S", 9.0, ACCENT)
            self.rule(50, 1.2, ACCENT)
        else:
            outer_left = number % 2 == 0
            head, tail = (label, self.review.running) if outer_left else (self.review.running, label)
            self.ink(LEFT, 44, head, "i", 8.6, GREY)
            self.ink(RIGHT - width(tail, "i", 8.6), 44, tail, "i", 8.6, GREY)
            self.rule(50, 0.4, GREY)
        if number == 0:
            self.ink((WIDTH - width(label, "r", 8.6)) / 2, 812, label, "r", 8.6, GREY)
        self.y = TOP
        for block in self.waiting:
            if isinstance(block, Figure):
                self.figure(block)
            elif block.at_foot:
                self.at_foot.append(block)
            else:
                self.table(block)
        self.waiting = []
        self.start_columns()

    def start_columns(self) -> None:
        """The columns of this page begin here."""
        self.column, self.roof = 0, self.y
        self.floor = self.roof + self.last[1] if self.last[0] == len(self.pages) - 1 else BOTTOM
        self.floor = min(self.floor, BOTTOM - sum(map(self.table_height, self.at_foot)))

    def close_page(self) -> None:
        """Set the tables at the foot of the page that is full."""
        self.y = BOTTOM - sum(map(self.table_height, self.at_foot)) + TABLE_GAP
        for block in self.at_foot:
            self.table(block)
        self.at_foot = []

    def table_height(self, block: Table) -> float:
        """What a table takes, found by setting it where nobody sees it."""
        scratch = Setter(self.review)
        scratch.pages.append([])
        scratch.table(block)
        return scratch.y

    def next_column(self) -> Literal["column", "page"]:
        """Go to the top of the next column, on a new page when this one is full."""
        if self.column + 1 < self.review.columns:
            self.column += 1
            self.y = self.roof
            if len(self.pages) == 1 and self.column == 1:
                self.floor = BOTTOM
            return "column"
        self.new_page()
        return "page"

    # -- marks

    def ink(self, x: float, y: float, text: str, style: str, size: float, colour: Colour = BLACK) -> None:
        """Letters on the current page."""
        self.pages[-1].append(Ink(x, y, ligatures(text), style, size, colour))

    def rule(self, y: float, thick: float, colour: Colour = BLACK, x0: float = LEFT, x1: float = RIGHT) -> None:
        """A level line on the current page."""
        self.pages[-1].append(Rule(x0, y, x1, y, thick, colour))

    def line(self, line: Line, x: float, room: float, size: float, justify: bool, colour: Colour = BLACK) -> None:
        """One line of words with its base line at ``self.y`` + size; spaces are stretched to fill the room."""
        space = width(" ", "r", size)
        natural = sum(word_width(w, size) for w in line.words)
        gaps = len(line.words) - 1
        gap = (room - natural) / gaps if justify and not line.last and gaps else space
        base = self.y + size
        for at, word in enumerate(line.words):
            for place, piece in enumerate(word):
                tail = " " if at < gaps and place == len(word) - 1 else ""
                rise, scale = (size * 0.34, 0.66) if piece.raised else (0.0, 1.0)
                self.ink(x, base - rise, piece.text + tail, piece.style, size * scale, colour)
                x += piece_width(piece, size)
            x += gap

    # -- blocks

    def citations(self, text: str) -> str:
        """Citation marks in the style of this review."""
        if self.review.superscript_citations:
            return re.sub(r" ?\[(\d[\d,–]*)\]", r"^\1^", text)
        return text

    def paragraph(
        self,
        kind: Kind,
        text: str,
        *,
        style: str = "r",
        size: float = BODY,
        leading: float = LEADING,
        room: float | None = None,
        x: float | None = None,
        indent: float = 0.0,
        hang: float = 0.0,
        mark: str = "",
        justify: bool = True,
        colour: Colour = BLACK,
        flow: bool = True,
    ) -> None:
        """Set one paragraph: in the flow of columns, or at a fixed place that has the room for it."""
        marked = self.citations(text)
        inner = (self.column_width if room is None else room) - hang
        words = words_of(marked, style)
        if indent:
            words.insert(0, (Piece("\u2003", "r"),))
        lines = break_lines(words, inner, size, self.review.hyphenation, self.review.hyphen)
        pages: list[int] = []
        # The place in the order is taken now: a page that opens below may set a table before this paragraph ends.
        slot = len(self.paragraphs)
        text = f"{mark} {plain(marked)}" if mark else plain(marked)
        self.paragraphs.append(SetParagraph(kind, text, ()))
        # Characters before the words: the blank of the indent is not counted, the mark of a list is.
        lead = (2 if indent else 0) - (len(mark) + 1 if mark else 0)
        for at, line in enumerate(lines):
            left = len(lines) - at
            if flow and self.must_move(at, left, leading):
                found = self.next_column()
                if at:
                    self.breaks.append(Break(found, slot, lines[at - 1].taken - lead, len(self.pages) - 1))
            edge = (self.x if x is None else x) + hang
            if mark and at == 0:
                self.ink(edge - hang, self.y + size, mark + " ", "r", size)
            self.line(
                self.without_indent(line) if at == 0 and indent else line,
                edge + (size if at == 0 and indent else 0),
                inner - (size if at == 0 and indent else 0),
                size,
                justify,
                colour,
            )
            if line.parted:
                self.breaks.append(Break("hyphen", slot, line.taken - lead, len(self.pages) - 1))
            pages.append(len(self.pages) - 1)
            self.y += leading
        self.paragraphs[slot] = SetParagraph(kind, text, tuple(sorted(set(pages))))

    @staticmethod
    def without_indent(line: Line) -> Line:
        """The first line less the blank that stood for its indent."""
        return Line(line.words[1:], line.taken, line.parted, line.last)

    def must_move(self, at: int, left: int, leading: float) -> bool:
        """Whether the next line belongs in the next column: no room, or a line would stand alone."""
        free = int((self.floor - self.y + 0.5) // leading)
        if free < 1:
            return True
        alone_below = at == 0 and left > 1 and free == 1
        alone_above = at > 1 and left == 2 and free == 1
        return alone_below or alone_above

    def heading(self, block: Heading, followed_by_heading: bool = False) -> None:
        """A heading keeps at least two lines of its section with it, and the heading that may follow it."""
        if self.floor - self.y < LEADING * (6.2 if followed_by_heading else 4.2):
            self.next_column()
        if self.y > self.roof:
            self.y += LEADING * (0.7 if block.level == 1 else 0.4)
        look: tuple[str, float] = ("S", 9.6) if block.level == 1 else ("i", 9.8)
        colour = ACCENT if block.level == 1 else BLACK
        self.paragraph("heading", block.text, style=look[0], size=look[1], justify=False, colour=colour, flow=False)
        self.y += LEADING * 0.3

    def table(self, block: Table) -> None:
        """Caption, head and rows over the full width, with three rules."""
        full = RIGHT - LEFT
        self.paragraph("caption", block.caption, size=8.6, leading=10.4, room=full, x=LEFT, flow=False)
        self.y += 3
        self.rule(self.y, 0.9)
        self.y += 3
        self.row(block.columns, block.shares, "b")
        self.rule(self.y + 1, 0.5)
        self.y += 3
        for cells in block.rows:
            self.row(cells, block.shares, "r")
        self.rule(self.y + 1, 0.9)
        self.y += TABLE_GAP

    def row(self, cells: tuple[str, ...], shares: tuple[float, ...], style: str) -> None:
        """One row, as high as its fullest cell."""
        top, low, x = self.y, self.y, LEFT
        for cell, share in zip(cells, shares, strict=True):
            room = (RIGHT - LEFT) * share / sum(shares)
            self.y = top
            self.paragraph(
                "cell", cell, style=style, size=8.2, leading=9.8, room=room - 8, x=x + 2, justify=False, flow=False
            )
            low, x = max(low, self.y), x + room
        self.y = low + 2.4

    def figure(self, block: Figure) -> None:
        """Boxes joined by arrows, and the caption."""
        top, count = self.y, len(block.boxes)
        room = (RIGHT - LEFT) / count
        half, middle = room * 0.31, top + block.height / 2
        for at, label in enumerate(block.boxes):
            centre = LEFT + room * (at + 0.5)
            self.pages[-1].append(Box(centre - half, top + 12, centre + half, top + block.height - 12))
            parts = label.split("\n")
            for place, part in enumerate(parts):
                base = middle + 3 + (place - (len(parts) - 1) / 2) * 10.4
                self.ink(centre - width(part, "s", 7.8) / 2, base, part, "s", 7.8)
            if at + 1 < count:
                start, end = centre + half + 4, centre + room - half - 4
                self.rule(middle, 0.9, ACCENT, start, end)
                for side in (-3.0, 3.0):
                    self.pages[-1].append(Rule(end, middle, end - 5, middle + side, 0.9, ACCENT))
                if at < len(block.arrows):
                    text = block.arrows[at]
                    self.ink((start + end - width(text, "i", 7.6)) / 2, middle - 6, text, "i", 7.6)
        self.y = top + block.height
        self.paragraph("caption", block.caption, size=8.6, leading=10.4, room=RIGHT - LEFT, x=LEFT, flow=False)
        self.y += 14

    def title_block(self) -> None:
        """Title, authors, abstract and keywords over the full width, and the footnote below the first column."""
        review, full = self.review, RIGHT - LEFT
        self.y += 6
        self.paragraph(
            "title", review.title, style="b", size=18.5, leading=22, room=full, x=LEFT, justify=False, flow=False
        )
        self.y += 5
        self.paragraph("authors", review.authors, size=10.6, leading=13, room=full, x=LEFT, justify=False, flow=False)
        self.paragraph(
            "affiliation",
            review.affiliation,
            style="i",
            size=8.6,
            leading=10.6,
            room=full,
            x=LEFT,
            justify=False,
            flow=False,
        )
        self.y += 7
        self.rule(self.y, 0.5, GREY)
        self.y += 6
        text = f"**Abstract** {review.abstract}"
        self.paragraph("abstract", text, size=9.2, leading=11.2, room=full, x=LEFT, flow=False)
        self.y += 3
        words = f"**Keywords** {review.keywords}"
        self.paragraph("keywords", words, size=8.6, leading=10.6, room=full, x=LEFT, justify=False, flow=False)
        self.y += 4
        self.rule(self.y, 0.5, GREY)
        self.y += 12
        self.start_columns()
        if review.footnote:
            self.footnote(review.footnote)

    def footnote(self, text: str) -> None:
        """The note at the foot of the first column, under a short rule; it shortens that column."""
        lines = break_lines(words_of(text), self.column_width, SMALL, self.review.hyphenation, self.review.hyphen)
        keep, start = self.y, BOTTOM - SMALL_LEADING * len(lines)
        self.y = start
        self.rule(start - 4, 0.4, GREY, LEFT, LEFT + 70)
        self.paragraph("footnote", text, size=SMALL, leading=SMALL_LEADING, x=LEFT, flow=False)
        self.y, self.floor = keep, start - 12

    def references(self, block: References) -> None:
        """The numbered list with hanging numbers."""
        self.heading(Heading("References"))
        for number, entry in enumerate(block.entries, start=1):
            self.paragraph(
                "reference", entry, size=SMALL, leading=SMALL_LEADING, hang=19.0, mark=f"[{number}]", justify=False
            )

    def everything(self) -> None:
        """Set the whole review."""
        self.new_page()
        self.title_block()
        previous: Block | None = None
        for at, block in enumerate(self.review.blocks):
            match block:
                case Heading():
                    self.heading(block, any(isinstance(b, Heading) for b in self.review.blocks[at + 1 : at + 2]))
                case Prose():
                    self.paragraph("body", block.text, indent=0.0 if isinstance(previous, Heading) else BODY)
                case References():
                    self.references(block)
                case Table() | Figure():
                    self.waiting.append(block)
                    continue
            previous = block
        if self.waiting:
            self.new_page()
        self.close_page()


def balanced(review: Review) -> Setter:
    """Set the review, with the columns of its last page about equally long."""
    setter = Setter(review)
    setter.everything()
    last, roof = len(setter.pages) - 1, setter.roof
    low, high = 60.0, BOTTOM - roof
    best = setter
    while last and high - low > 4:
        middle = (low + high) / 2
        tried = Setter(review, last, middle)
        tried.everything()
        if len(tried.pages) == len(setter.pages):
            best, high = tried, middle
        else:
            low = middle
    return best
