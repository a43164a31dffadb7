"""The reading text under marks that other programs put on a page, whose quads follow no rule but that they cover it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exoannotate.domain.geometry import PageRect, Quad
from exoannotate.domain.pagetext import Line, PageText
from exoannotate.reading.document import PageSpan
from exoannotate.reading.selection import Selection, sentence
from exoannotate.reading.sentences import word_at

_COVERED = 0.6
"""Of a line's height: what a quad must cover of each further line it reaches into."""
_SKIPPED = 2
"""Characters between two covered ones that belong to the mark too: a citation mark, a joined hyphen."""
_FAR = 72.0
"""Points from a note to the text it can still belong to."""


def covered(page: PageText, quads: Sequence[Quad]) -> Selection:
    """The text under quads of one page, in reading order; several runs where something between was not marked."""
    indices: set[int] = set()
    for quad in quads:
        if quad.page == page.page:
            indices |= _under(page, quad)
    return Selection(tuple(_spans(page, sorted(indices))))


def nearest(page: PageText, box: PageRect) -> Selection:
    """The sentence a note at ``box`` stands beside; empty when no text is near."""
    if not page.lines:
        return Selection()
    line = min(page.lines, key=lambda line: _gap(line, page.page, box))
    if _gap(line, page.page, box) > _FAR:
        return Selection()
    middle = ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
    along = _frame(line, *middle)[0]
    inside = range(line.start, line.end)
    at = min(inside, key=lambda index: abs(_middle(line, index) - along)) if line.end > line.start else line.start
    return sentence({page.page: page}, (page.page, at))


def _under(page: PageText, quad: Quad) -> set[int]:
    """The indices of the characters under one quad."""
    found: list[tuple[float, float, set[int]]] = []
    box = quad.bounds()
    for line in page.lines:
        if line.dx > 0.999 and (line.y - line.ascent >= box.y1 or line.y + line.descent <= box.y0):
            continue
        corners = [_frame(line, x, y) for x, y in quad.corners]
        left, right = min(c[0] for c in corners), max(c[0] for c in corners)
        top, bottom = max(min(c[1] for c in corners), -line.ascent), min(max(c[1] for c in corners), line.descent)
        if bottom <= top:
            continue
        inside = {i for i in range(line.start, line.end) if left <= _middle(line, i) <= right and _shows(page.text[i])}
        if inside:
            part = (bottom - top) / max(line.ascent + line.descent, 0.1)
            middle = sum(c[1] for c in corners) / 4
            found.append((part, abs(middle - (line.descent - line.ascent) / 2), inside))
    if not found:
        return set()
    # A quad that is too tall or stands too high reaches into its neighbours: then only its own line counts.
    own = max(found, key=lambda one: (round(one[0], 1), -one[1]))
    taken = set(own[2])
    for part, _, inside in found:
        if part >= _COVERED:
            taken |= inside
    return taken


def _spans(page: PageText, indices: Sequence[int]) -> Iterator[PageSpan]:
    """Runs of indices, short gaps closed and words that lack one letter completed."""
    runs: list[list[int]] = []
    for index in indices:
        if runs and sum(map(_shows, page.text[runs[-1][1] : index])) <= _SKIPPED:
            runs[-1][1] = index + 1
        else:
            runs.append([index, index + 1])
    for start, end in runs:
        first, last = word_at(page.text, start)[0], word_at(page.text, end - 1)[1]
        yield PageSpan(
            page.page, first if 0 <= start - first <= 1 else start, last if 0 <= last - end <= 1 else end
        )  # fmt: skip


def _shows(character: str) -> bool:
    return not character.isspace()


def _middle(line: Line, index: int) -> float:
    """Where the middle of a character is along its line."""
    k = index - line.start
    return (line.edges[k] + line.edges[k + 1]) / 2


def _frame(line: Line, x: float, y: float) -> tuple[float, float]:
    """A point along a line and below its baseline, in points."""
    return (x - line.x) * line.dx + (y - line.y) * line.dy, (y - line.y) * line.dx - (x - line.x) * line.dy


def _gap(line: Line, number: int, box: PageRect) -> float:
    """Points between a line and a box, from the box's middle where several lines are level with it."""
    own = line.quad(number, line.start, line.end).bounds()
    across = max(own.x0 - box.x1, box.x0 - own.x1, 0.0)
    down = max(own.y0 - box.y1, box.y0 - own.y1, 0.0)
    return across + down + abs((own.y0 + own.y1 - box.y0 - box.y1) / 2) / 1000
