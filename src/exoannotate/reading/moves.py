"""Where a place in the text goes when a key is pressed: by character, word, line and paragraph, over pages too.

Lines hold reading text only, so a move never meets a running head, a page number or a line number. In the running
text (``running``) notes, captions and tables are passed over as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from exoannotate.domain.geometry import PagePoint, Quad
from exoannotate.domain.pagetext import RUNNING, Line, PageText, Paragraph
from exoannotate.reading.blocks import Block, blocks, caret, shares
from exoannotate.reading.sentences import word_at

Unit = Literal["character", "word", "line", "edge", "paragraph"]
"""What a move goes by; "edge" is the start or end of the printed line."""

Pages = Mapping[int, PageText]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """The gap before ``text[index]`` of a page. ``behind``: the end of a line whose last word the next line goes on."""

    page: int
    index: int
    behind: bool = False

    @property
    def gap(self) -> tuple[int, int]:
        """Page and index alone."""
        return (self.page, self.index)


@dataclass(frozen=True, slots=True)
class Goal:
    """How far along its line a caret wants to be while it goes up and down: in points, of the page and its column."""

    along: float
    in_column: float


def at_point(pages: Pages, point: PagePoint, *, near: int | None = None) -> Place | None:
    """The place that a point means; None where the text is not known or there is none."""
    page = pages.get(point.page)
    index = caret(page, point, near=near) if page else None
    if page is None or index is None:
        return None
    ends = [line for line in page.lines if line.end == index]
    # The end of a broken word is the start of its other half: the one nearer to the point is meant.
    starts = [line for line in page.lines if line.start == index]
    behind = bool(ends and starts) and _away(ends[0], point) < _away(starts[0], point)
    return Place(point.page, index, behind)


def bar(pages: Pages, place: Place) -> Quad | None:
    """Where a caret stands: a quad without width; None while its page is not known."""
    page = pages.get(place.page)
    number = _line(page, place) if page else None
    if page is None or number is None:
        return None
    line = page.lines[number]
    index = min(max(place.index, line.start), line.end)
    return line.quad(place.page, index, index)


def line_text(pages: Pages, place: Place) -> str:
    """The text of the printed line a place is in, for those who listen."""
    page = pages.get(place.page)
    number = _line(page, place) if page else None
    return "" if page is None or number is None else page.text[page.lines[number].start : page.lines[number].end]


def goal_of(pages: Pages, place: Place) -> Goal | None:
    """Where along its line a place is."""
    page = pages.get(place.page)
    number = _line(page, place) if page else None
    if page is None or number is None:
        return None
    line = page.lines[number]
    edge = line.edges[min(max(place.index, line.start), line.end) - line.start]
    along = line.x * line.dx + line.y * line.dy + edge
    block = _block(page, number)
    return Goal(along, along - (block.u0 if block else along))


def in_running(pages: Pages, place: Place) -> bool:
    """Whether a place is in the running text, not in a note, caption or table."""
    page = pages.get(place.page)
    paragraph = page.paragraph_at(max(place.index - 1, 0)) or page.paragraph_at(place.index) if page else None
    return paragraph is not None and paragraph.kind in RUNNING


def move(
    pages: Pages, place: Place, unit: Unit, way: int, *, running: bool = False, goal: Goal | None = None
) -> tuple[Place, Goal | None]:  # fmt: skip
    """The place one unit on (``way`` 1) or back (-1), and the goal that the next line keeps to.

    At the end of what is known the place stays; from the first and last line it goes to their outer ends.
    """
    if place.page not in pages:
        return place, goal
    match unit:
        case "line":
            return _by_line(pages, place, way, running, goal or goal_of(pages, place))
        case "edge":
            return _edge(pages, place, way), None
        case "character":
            return _by_character(pages, place, way, running), None
        case "word":
            return _by_word(pages, place, way, running), None
        case "paragraph":
            return _by_paragraph(pages, place, way, running), None


# --- characters and words


def _runs(page: PageText, running: bool) -> list[tuple[int, int]]:
    """The runs of a page a place may be in, from their first gap to their last."""
    if not running:
        return [(0, len(page.text))] if page.lines else []
    runs: list[tuple[int, int]] = []
    for paragraph in page.paragraphs:
        if paragraph.kind in RUNNING and paragraph.start < paragraph.end:
            if runs and paragraph.start - runs[-1][1] <= 1:
                runs[-1] = (runs[-1][0], paragraph.end)
            else:
                runs.append((paragraph.start, paragraph.end))
    return runs


def _here(page: PageText, index: int, running: bool) -> tuple[int, int] | None:
    return next((run for run in _runs(page, running) if run[0] <= index <= run[1]), None)


def _following(pages: Pages, place: Place, way: int, running: bool) -> tuple[int, tuple[int, int]] | None:
    """The next run in a direction, on this page or the next one that has text, with its page."""
    page = pages[place.page]
    runs = _runs(page, running)
    rest = [r for r in runs if r[0] > place.index] if way > 0 else [r for r in reversed(runs) if r[1] < place.index]
    if rest:
        return place.page, rest[0]
    number = place.page + way
    while number in pages:
        runs = _runs(pages[number], running)
        if runs:
            return number, runs[0] if way > 0 else runs[-1]
        number += way
    return None


def _by_character(pages: Pages, place: Place, way: int, running: bool) -> Place:
    run = _here(pages[place.page], place.index, running)
    index = place.index + way
    if run is not None and run[0] <= index <= run[1]:
        return Place(place.page, index)
    after = _following(pages, place, way, running)
    if after is None:
        return place
    return Place(after[0], after[1][0] if way > 0 else after[1][1])


def _by_word(pages: Pages, place: Place, way: int, running: bool) -> Place:
    """Behind the next word, or before the one before; blanks and marks between are passed over."""
    at = place
    while True:
        text = pages[at.page].text
        run = _here(pages[at.page], at.index, running)
        if run is not None and way > 0:
            first = next((k for k in range(at.index, run[1]) if text[k].isalnum()), None)
            if first is not None:
                return Place(at.page, max(word_at(text, first)[1], first + 1))
        elif run is not None:
            last = next((k for k in range(at.index - 1, run[0] - 1, -1) if text[k].isalnum()), None)
            if last is not None:
                return Place(at.page, min(word_at(text, last)[0], last))
        after = _following(pages, at, way, running)
        if after is None:
            return place
        at = Place(after[0], after[1][0] if way > 0 else after[1][1])


# --- lines


def _edge(pages: Pages, place: Place, way: int) -> Place:
    page = pages[place.page]
    number = _line(page, place)
    if number is None:
        return place
    line = page.lines[number]
    return Place(place.page, line.end, True) if way > 0 else Place(place.page, line.start)


def _by_line(pages: Pages, place: Place, way: int, running: bool, goal: Goal | None) -> tuple[Place, Goal | None]:
    number = _line(pages[place.page], place)
    if number is None or goal is None:
        return place, goal
    after = _next_line(pages, place.page, number, way, running)
    if after is None:
        return _edge(pages, place, way), goal
    page_number, k = after
    here, page = _block(pages[place.page], number), pages[page_number]
    block = _block(page, k)
    if block is not None and here is not None and (page_number != place.page or not shares(block, here)):
        goal = Goal(block.u0 + goal.in_column, goal.in_column)
    row = [k, *(n for n in _row(page, k, way) if not running or _is_running(page, page.lines[n]))]
    best = min(row, key=lambda n: _beside(page.lines[n], goal.along))
    line = page.lines[best]
    along = goal.along - (line.x * line.dx + line.y * line.dy)
    at = min(range(len(line.edges)), key=lambda n: abs(line.edges[n] - along))
    return Place(page_number, line.start + at, at == len(line.edges) - 1), goal


def _next_line(pages: Pages, number: int, line: int, way: int, running: bool) -> tuple[int, int] | None:
    """The first line of the next printed row, with its page."""
    page = pages[number]
    same = set(_row(page, line, way))
    k = line + way
    while True:
        while 0 <= k < len(page.lines):
            if k not in same and (not running or _is_running(page, page.lines[k])):
                return number, k
            k += way
        number += way
        if number not in pages:
            return None
        page, same = pages[number], set()
        k = 0 if way > 0 else len(page.lines) - 1


def _row(page: PageText, number: int, way: int) -> list[int]:
    """The lines after ``number`` in a direction that are printed in its row: the other cells of a table."""
    block = _block(page, number)
    found: list[int] = []
    k = number + way
    while 0 <= k < len(page.lines) and block is not None and k in block.lines:
        one, other = page.lines[number], page.lines[k]
        apart = abs((one.y * one.dx - one.x * one.dy) - (other.y * one.dx - other.x * one.dy))
        if apart > 0.4 * max(one.ascent + one.descent, 1.0):
            break
        found.append(k)
        k += way
    return found


def _beside(line: Line, along: float) -> float:
    """How far a place along the lines is beside a line, in points."""
    start = line.x * line.dx + line.y * line.dy
    return max(start + min(line.edges) - along, along - start - max(line.edges), 0.0)


def _away(line: Line, point: PagePoint) -> float:
    """How far a point is above or below the middle of a line, in points."""
    across = (point.y - line.y) * line.dx - (point.x - line.x) * line.dy
    return abs(across + (line.ascent - line.descent) / 2)


def _line(page: PageText, place: Place) -> int | None:
    return page.line_at(max(place.index - 1, 0) if place.behind else place.index)


def _block(page: PageText, number: int) -> Block | None:
    return next((block for block in blocks(page) if block.lines[0] <= number <= block.lines[-1]), None)


def _is_running(page: PageText, line: Line) -> bool:
    paragraph = page.paragraph_at(line.start)
    return paragraph is not None and paragraph.kind in RUNNING


# --- paragraphs


def _by_paragraph(pages: Pages, place: Place, way: int, running: bool) -> Place:
    """The end of the paragraph or of the next one, over the page where it goes on; likewise its start."""
    at = place
    while True:
        entries = _paragraphs(pages[at.page], running)
        if way > 0:
            found = next((p for p in entries if p.end > at.index), None)
        else:
            found = next((p for p in reversed(entries) if p.start < at.index), None)
        if found is not None:
            return _followed(pages, at.page, found, way)
        number = at.page + way
        while number in pages and not _paragraphs(pages[number], running):
            number += way
        if number not in pages:
            return place
        at = Place(number, -1 if way > 0 else len(pages[number].text) + 1)


def _paragraphs(page: PageText, running: bool) -> list[Paragraph]:
    return [p for p in page.paragraphs if p.start < p.end and (not running or p.kind in RUNNING)]


def _followed(pages: Pages, number: int, paragraph: Paragraph, way: int) -> Place:
    """The outer end of a paragraph on the page where it really begins or ends."""
    while way > 0 and paragraph.continues and number + 1 in pages:
        after = next((p for p in pages[number + 1].paragraphs if p.kind == paragraph.kind), None)
        if after is None:
            break
        number, paragraph = number + 1, after
    while way < 0 and number - 1 in pages:
        same = [p for p in pages[number].paragraphs if p.kind == paragraph.kind]
        before = [p for p in pages[number - 1].paragraphs if p.kind == paragraph.kind]
        if not before or not before[-1].continues or same[0] != paragraph:
            break
        number, paragraph = number - 1, before[-1]
    return Place(number, paragraph.end, True) if way > 0 else Place(number, paragraph.start)
