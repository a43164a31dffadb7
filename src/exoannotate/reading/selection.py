"""From two points on the page to the run of reading text that was meant.

A selection is always a run of the text **in reading order** between two characters. So it stays in its column,
never holds a running head, and does not depend on the way the pointer took.

Which character a point means is decided in two steps: first the block (a column, a caption, a heading), then the
line in it and the edge between two characters. Decision (2026-11): blocks are made of lines whose common rectangle
holds no line of anybody else, so a title over two columns and the columns are told apart without knowing the
layout. Sideways distance beyond a gutter's width counts three times, so a pointer below a short column stays there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from exoannotate.domain.geometry import PagePoint, Quad
from exoannotate.domain.pagetext import Line, PageText
from exoannotate.reading.document import PageSpan
from exoannotate.reading.sentences import sentence_over_pages, word_at

GUTTER = 24.0
"""Points beside a block that still feel like the block: a gutter or a margin's start."""

Caret = tuple[int, int]
"""A page number and an index into its text: the gap before ``text[index]``."""

Box = tuple[float, float, float, float]
"""u0, v0, u1, v1 in the frame of a writing direction, in points."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Runs of reading text, in order; several runs on one page when notes or captions between them are left out."""

    spans: tuple[PageSpan, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.spans)

    @property
    def first(self) -> Caret | None:
        """Where the selection starts."""
        return (self.spans[0].page, self.spans[0].start) if self.spans else None

    @property
    def last(self) -> Caret | None:
        """Where the selection ends: the caret behind its last character."""
        return (self.spans[-1].page, self.spans[-1].end) if self.spans else None

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages it touches, each once."""
        return tuple(dict.fromkeys(span.page for span in self.spans))


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand below one another; the rectangle is in the frame of their writing direction.

    u runs along the lines and v across them, downwards as the reader sees it; both in points.
    """

    dx: float
    dy: float
    u0: float
    v0: float
    u1: float
    v1: float
    lines: tuple[int, ...]

    def frame(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page in the block's frame."""
        return _frame(self.dx, self.dy, x, y)

    def outside(self, x: float, y: float) -> tuple[float, float]:
        """How far a point of the page is outside the block, along and across its lines."""
        u, v = self.frame(x, y)
        return max(self.u0 - u, u - self.u1, 0.0), max(self.v0 - v, v - self.v1, 0.0)


class _Same:
    """A page as a key of the cache: compared by identity, since hashing its text would cost more than the work."""

    __slots__ = ("page",)

    def __init__(self, page: PageText) -> None:
        self.page = page

    def __hash__(self) -> int:
        return id(self.page)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.page is self.page


def blocks(page: PageText) -> tuple[Block, ...]:
    """The blocks of a page, in reading order."""
    return _blocks(_Same(page))


def caret(page: PageText, point: PagePoint, *, near: int | None = None) -> int | None:
    """The gap between two characters that a point of the page means; None when the page has no text.

    ``near``: an index of the text where the selection was begun. Its column wins until the point is level with
    another block or far from the column.
    """
    found = _line(page, point.x, point.y, near)
    return None if found is None else _edge(page.lines[found], point.x, point.y)


def character(page: PageText, point: PagePoint) -> int | None:
    """The index of the character under or nearest to a point of the page; None when the page has no text."""
    number = _line(page, point.x, point.y, None)
    if number is None:
        return None
    line = page.lines[number]
    along = (point.x - line.x) * line.dx + (point.y - line.y) * line.dy
    best, distance = line.start, float("inf")
    for k in range(line.end - line.start):
        a, b = sorted((line.edges[k], line.edges[k + 1]))
        away = max(a - along, along - b, 0.0)
        if away < distance:
            best, distance = line.start + k, away
    return best


def select(pages: Mapping[int, PageText], anchor: PagePoint, head: PagePoint, *, words: bool = False) -> Selection:
    """The run of reading text from ``anchor`` to ``head``, blanks at its ends left out.

    ``words`` grows both ends to whole words (the drag after a double click). Empty when nothing was passed over
    or the text of either page is not known.
    """
    first, last = pages.get(anchor.page), pages.get(head.page)
    if first is None or last is None:
        return Selection()
    start = caret(first, anchor)
    if start is None:
        return Selection()
    end = _beyond(last, anchor, head)
    if end is None:
        end = caret(last, head, near=start if head.page == anchor.page else None)
    if end is None:
        return Selection()
    found = between(pages, (anchor.page, start), (head.page, end))
    if not words:
        return found
    a, b = select_word(pages, anchor), select_word(pages, head)
    return union(pages, union(pages, a, b), found)


def between(pages: Mapping[int, PageText], one: Caret, other: Caret) -> Selection:
    """The run of reading text between two carets, in either order.

    Over a page break, notes, captions and tables that stand between two ends in the running text are left out.
    """
    start, end = min(one, other), max(one, other)
    if start[0] == end[0]:
        page = pages.get(start[0])
        return Selection(_trimmed(page, start[1], end[1]) if page else ())
    spans: list[PageSpan] = []
    plain = _in_body(pages, start[0], start[1]) and _in_body(pages, end[0], end[1] - 1)
    for number in range(start[0], end[0] + 1):
        page = pages.get(number)
        if page is None:
            continue
        a = start[1] if number == start[0] else 0
        b = end[1] if number == end[0] else len(page.text)
        for c, d in _running(page, a, b) if plain else [(a, b)]:
            spans += _trimmed(page, c, d)
    return Selection(tuple(spans))


def select_word(pages: Mapping[int, PageText], point: PagePoint) -> Selection:
    """The word at a point."""
    page = pages.get(point.page)
    index = character(page, point) if page else None
    if page is None or index is None:
        return Selection()
    start, end = word_at(page.text, index)
    return Selection(_trimmed(page, start, end))


def select_sentence(pages: Mapping[int, PageText], point: PagePoint) -> Selection:
    """The sentence at a point, over the page break where it runs on."""
    page = pages.get(point.page)
    index = character(page, point) if page else None
    return Selection() if index is None else sentence(pages, (point.page, index))


def sentence(pages: Mapping[int, PageText], where: Caret) -> Selection:
    """The sentence that holds the character at a caret."""
    return Selection(sentence_over_pages(pages, *where))


def extend(pages: Mapping[int, PageText], selection: Selection) -> Selection:
    """The selection grown to the end of its sentence, or by the next sentence when it already ends one."""
    if not selection.spans:
        return selection
    number, end = selection.spans[-1].page, selection.spans[-1].end
    here = sentence(pages, (number, end - 1))
    if here.last is not None and here.last > (number, end):
        return union(pages, selection, here)
    following = _next(pages, number, end)
    return union(pages, selection, sentence(pages, following)) if following else selection


def extend_to(pages: Mapping[int, PageText], selection: Selection, point: PagePoint) -> Selection:
    """The selection with the end nearer to ``point`` moved there (Shift and click)."""
    page = pages.get(point.page)
    index = caret(page, point) if page else None
    if index is None or selection.first is None or selection.last is None:
        return selection
    where = (point.page, index)
    fixed = selection.last if where < selection.first else selection.first
    return between(pages, fixed, where)


def union(pages: Mapping[int, PageText], one: Selection, other: Selection) -> Selection:
    """The run of reading text that reaches over both selections."""
    if one.first is None or one.last is None:
        return other
    if other.first is None or other.last is None:
        return one
    return between(pages, min(one.first, other.first), max(one.last, other.last))


def quads(pages: Mapping[int, PageText], selection: Selection) -> tuple[Quad, ...]:
    """One quad for each printed line of the selection."""
    found: list[Quad] = []
    for span in selection.spans:
        if span.page in pages:
            found += pages[span.page].quads(span.start, span.end)
    return tuple(found)


def quote(pages: Mapping[int, PageText], selection: Selection) -> str:
    """The selected text in one line: runs joined by a blank, a hyphen at a page's end joined as at a line's end."""
    text = ""
    for span in selection.spans:
        if span.page not in pages:
            continue
        part = pages[span.page].text[span.start : span.end]
        text = _joined(text, part, pages) if text else part
    return " ".join(text.split())


def raw(pages: Mapping[int, PageText], selection: Selection) -> str:
    """The selected text as printed, runs on lines of their own."""
    parts = [pages[s.page].raw_of(s.start, s.end) for s in selection.spans if s.page in pages]
    return "\n".join(part.strip("\n") for part in parts)


def _joined(before: str, after: str, pages: Mapping[int, PageText]) -> str:
    """Two runs joined; whether a hyphen between them is the printer's is asked of the pages' own words."""
    if before.endswith("\u00ad"):
        return before[:-1] + after
    if not before.endswith(("-", "‐")) or not after[:1].isalpha():
        return f"{before} {after}"
    left = before[:-1].rsplit(None, 1)[-1] if before[:-1].strip() else ""
    start, end = word_at(after, 0)
    right = after[start:end]
    whole, kept = left + right, before[-1].join((left, right))
    texts = [page.text for page in pages.values()]
    if any(whole in text for text in texts):
        return before[:-1] + after
    if any(kept in text for text in texts) or not (left.isalpha() and right[:1].islower()):
        return before + after
    return before[:-1] + after


def _trimmed(page: PageText, start: int, end: int) -> tuple[PageSpan, ...]:
    """The run without blanks at its ends, as a tuple of one span, or of none when nothing is left."""
    part = page.text[max(start, 0) : end]
    a = max(start, 0) + len(part) - len(part.lstrip())
    b = a + len(part.strip())
    return (PageSpan(page.page, a, b),) if a < b else ()


def _in_body(pages: Mapping[int, PageText], number: int, index: int) -> bool:
    page = pages.get(number)
    paragraph = page.paragraph_at(max(index, 0)) if page else None
    return paragraph is not None and paragraph.kind in ("body", "heading")


def _running(page: PageText, start: int, end: int) -> list[tuple[int, int]]:
    """The runs of body text and headings within ``text[start:end]``, neighbours joined."""
    runs: list[tuple[int, int]] = []
    joins = False
    for paragraph in page.paragraphs:
        a, b = max(paragraph.start, start), min(paragraph.end, end)
        body = paragraph.kind in ("body", "heading")
        if body and a < b:
            if runs and joins:
                runs[-1] = (runs[-1][0], b)
            else:
                runs.append((a, b))
        joins = body
    return runs


def _next(pages: Mapping[int, PageText], number: int, index: int) -> Caret | None:
    """The next character that is no blank, on this page or at the start of the next one's running text."""
    text = pages[number].text
    while index < len(text):
        if not text[index].isspace():
            return (number, index)
        index += 1
    after = pages.get(number + 1)
    if after is None or not after.text.strip():
        return None
    first = next((p.start for p in after.paragraphs if p.kind in ("body", "heading")), None)
    return (number + 1, first if first is not None else len(after.text) - len(after.text.lstrip()))


def _frame(dx: float, dy: float, x: float, y: float) -> tuple[float, float]:
    return x * dx + y * dy, y * dx - x * dy


def _box(line: Line) -> Box:
    """A line in the frame of its direction."""
    u, v = _frame(line.dx, line.dy, line.x, line.y)
    return u + min(line.edges), v - line.ascent, u + max(line.edges), v + line.descent


@lru_cache(maxsize=64)
def _blocks(key: _Same) -> tuple[Block, ...]:
    lines = key.page.lines
    boxes = [_box(line) for line in lines]
    ways = [(round(line.dx, 2), round(line.dy, 2)) for line in lines]
    foreign = _Foreign(boxes, ways)
    found: list[Block] = []
    start = 0
    rect = boxes[0] if boxes else (0.0, 0.0, 0.0, 0.0)
    for k in range(1, len(lines) + 1):
        if k < len(lines) and ways[k] == ways[k - 1]:
            box = boxes[k]
            wider = (min(rect[0], box[0]), min(rect[1], box[1]), max(rect[2], box[2]), max(rect[3], box[3]))
            below = (box[1] + box[3]) / 2 >= (boxes[k - 1][1] + boxes[k - 1][3]) / 2 - 1.0
            over = min(rect[2], box[2]) > max(rect[0], box[0])
            same_row = abs(box[3] - boxes[k - 1][3]) < 0.3 * (box[3] - box[1])
            if below and (over or same_row) and not foreign.inside(wider, ways[k], start, k):
                rect = wider
                continue
        if lines:
            line = lines[start]
            found.append(Block(line.dx, line.dy, *rect, tuple(range(start, k))))
        if k < len(lines):
            start, rect = k, boxes[k]
    return tuple(found)


class _Foreign:
    """Finds lines outside a run whose middle lies in a rectangle; sorted by height, so that a big table is quick."""

    def __init__(self, boxes: list[Box], ways: list[tuple[float, float]]) -> None:
        self._sorted: dict[tuple[float, float], list[tuple[float, int]]] = {}
        for k, (box, way) in enumerate(zip(boxes, ways, strict=True)):
            self._sorted.setdefault(way, []).append(((box[1] + box[3]) / 2, k))
        for entries in self._sorted.values():
            entries.sort()
        self._boxes = boxes

    def inside(self, rect: Box, way: tuple[float, float], start: int, end: int) -> bool:
        """Whether a line outside ``start`` to ``end`` stands in the rectangle."""
        entries = self._sorted[way]
        a = bisect_left(entries, (rect[1], -1))
        b = bisect_right(entries, (rect[3], len(self._boxes)))
        for _, k in entries[a:b]:
            if not start <= k <= end:
                box = self._boxes[k]
                if min(box[2], rect[2]) - max(box[0], rect[0]) > 1.0:
                    return True
        return False


def _line(page: PageText, x: float, y: float, near: int | None) -> int | None:
    """The number of the line that a point means."""
    block = _nearest(page, x, y, near)
    if block is None:
        return None
    u, v = block.frame(x, y)
    best, least = None, (float("inf"), float("inf"), float("inf"))
    for k in block.lines:
        u0, v0, u1, v1 = _box(page.lines[k])
        score = (max(v0 - v, v - v1, 0.0), max(u0 - u, u - u1, 0.0), abs((v0 + v1) / 2 - v))
        if score < least:
            best, least = k, score
    return best


def _nearest(page: PageText, x: float, y: float, near: int | None) -> Block | None:
    """The block that a point means; see the module's decision."""
    every = blocks(page)
    if not every:
        return None
    away = [(*block.outside(x, y), block) for block in every]
    inside = [block for along, across, block in away if not along and not across]
    if inside:
        return min(inside, key=lambda block: (block.u1 - block.u0) * (block.v1 - block.v0))
    home = _home(page, every, near)
    if home is not None:
        column = [(along, across, block) for along, across, block in away if _shares(block, home)]
        reach = min(along for along, _, _ in column)
        # In the gutter the column where the selection was begun keeps the pointer, although the other may be nearer.
        foreign = [entry for entry in away if not _shares(entry[2], home)]
        away = column + [e for e in foreign if e[0] == 0 or (reach > GUTTER and e[0] < reach)]
    return min(away, key=lambda entry: _weighed(entry[0]) + entry[1])[2]


def _beyond(page: PageText, anchor: PagePoint, head: PagePoint) -> int | None:
    """The page's start or end when the pointer came from another page and is still in this one's outer margin."""
    if head.page == anchor.page:
        return None
    upright = [block for block in blocks(page) if block.dx > 0.9]
    if not upright:
        return None
    if head.page > anchor.page and head.y < min(block.v0 for block in upright):
        return 0
    if head.page < anchor.page and head.y > max(block.v1 for block in upright):
        return len(page.text)
    return None


def _weighed(along: float) -> float:
    return min(along, GUTTER) * 0.25 + max(along - GUTTER, 0.0) * 3.0


def _home(page: PageText, every: Iterable[Block], near: int | None) -> Block | None:
    """The block of the line that holds ``text[near]``."""
    number = page.line_at(near) if near is not None else None
    if number is None:
        return None
    return next((block for block in every if block.lines[0] <= number <= block.lines[-1]), None)


def _shares(block: Block, home: Block) -> bool:
    """Whether a block stands in the same column as ``home``: most of the narrower one is above or below the other."""
    if (round(block.dx, 2), round(block.dy, 2)) != (round(home.dx, 2), round(home.dy, 2)):
        return False
    if block is home:
        return True
    common = min(block.u1, home.u1) - max(block.u0, home.u0)
    return common > 0.5 * min(block.u1 - block.u0, home.u1 - home.u0)


def _edge(line: Line, x: float, y: float) -> int:
    """The index of the character edge nearest to a point, along the line."""
    along = (x - line.x) * line.dx + (y - line.y) * line.dy
    best, distance = 0, float("inf")
    for k, edge in enumerate(line.edges):
        away = abs(edge - along)
        if away < distance:
            best, distance = k, away
    return line.start + best
