"""Blocks of a page and the character that a point means.

A point means a character in two steps: first the block (a column, a caption, a heading), then the line in it and
the edge between two characters. Decision (2026-11): blocks are made of lines whose common rectangle holds no line of
anybody else, so a title over two columns and the columns are told apart without knowing the layout. Sideways
distance beyond a gutter's width counts three times, so a pointer below a short column stays there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from exoannotate.domain.geometry import PagePoint
from exoannotate.domain.pagetext import Line, PageText

GUTTER = 24.0
"""Points beside a block that still feel like the block: a gutter or a margin's start."""

Box = tuple[float, float, float, float]
"""u0, v0, u1, v1 in the frame of a writing direction, in points."""


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
        column = [(along, across, block) for along, across, block in away if shares(block, home)]
        reach = min(along for along, _, _ in column)
        # In the gutter the column where the selection was begun keeps the pointer, although the other may be nearer.
        foreign = [entry for entry in away if not shares(entry[2], home)]
        away = column + [e for e in foreign if e[0] == 0 or (reach > GUTTER and e[0] < reach)]
    return min(away, key=lambda entry: _weighed(entry[0]) + entry[1])[2]


def _weighed(along: float) -> float:
    return min(along, GUTTER) * 0.25 + max(along - GUTTER, 0.0) * 3.0


def _home(page: PageText, every: Iterable[Block], near: int | None) -> Block | None:
    """The block of the line that holds ``text[near]``."""
    number = page.line_at(near) if near is not None else None
    if number is None:
        return None
    return next((block for block in every if block.lines[0] <= number <= block.lines[-1]), None)


def shares(block: Block, home: Block) -> bool:
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
