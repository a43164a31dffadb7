"""The columns of a page, and whether the order in which the PDF draws its lines reads down them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exoannotate.pdf.compose import TextLine

_SLACK = 4.0  # points by which a line may stick out of its column


@dataclass(frozen=True, slots=True)
class Column:
    """A column from x0 to x1, in points."""

    x0: float
    x1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0


def find_columns(lines: Sequence[TextLine], page_width: float) -> tuple[Column, ...]:
    """The columns from left to right; one column when nothing stands side by side."""
    prose = [line for line in lines if line.width >= 0.17 * page_width]
    if not prose:
        prose = list(lines)
    if not prose:
        return (Column(0.0, page_width),)
    columns = _split(prose, page_width, 0)
    return columns + _short_last(lines, prose, columns[-1], page_width)


def _short_last(
    lines: Sequence[TextLine], prose: Sequence[TextLine], last: Column, page_width: float
) -> tuple[Column, ...]:  # fmt: skip
    """A last column of a line or two: the rest of a paragraph that was too long for the column before."""
    end = max((line.x1 for line in prose if last.x0 - _SLACK <= line.x0 < last.x1), default=page_width)
    beyond = [line for line in lines if line.x0 > end + 2]
    if not beyond or end + 0.7 * last.width > page_width:
        return ()
    left = min(line.x0 for line in beyond)
    top = min(line.y0 for line in beyond)
    crossed = any(line.x0 < left - 1 < line.x1 - 2 and line.y0 >= top for line in lines)
    if crossed or left - end > 0.12 * page_width:
        return ()
    return (Column(left, max(left + last.width, *(line.x1 for line in beyond))),)


def _split(lines: Sequence[TextLine], page_width: float, depth: int) -> tuple[Column, ...]:
    gutter = _gutter(lines, page_width) if depth < 2 else None
    if gutter is None:
        return (_bounds(lines),)
    left = [line for line in lines if line.x1 <= gutter + 1]
    right = [line for line in lines if line.x0 >= gutter - 1]
    return _split(left, page_width, depth + 1) + _split(right, page_width, depth + 1)


def _gutter(lines: Sequence[TextLine], page_width: float) -> float | None:
    """The x that most pairs of lines side by side leave free; None when too few stand side by side."""
    votes: list[tuple[float, float]] = []
    ordered = sorted(lines, key=lambda line: line.y0)
    for i, a in enumerate(ordered):
        nearest: tuple[float, float] | None = None
        for b in ordered[max(0, i - 6) : i + 7]:
            if b.x0 <= a.x1 or min(a.y1, b.y1) - max(a.y0, b.y0) < 0.3 * min(a.height, b.height):
                continue
            if b.x0 - a.x1 < 0.2 * page_width and (nearest is None or b.x0 < nearest[1]):
                nearest = (a.x1, b.x0)
        if nearest is not None:
            votes.append(nearest)
    needed = max(4, 0.06 * len(lines))
    if len(votes) < needed:
        # A last page may hold two lines in its second column: they count when few lines run over the gap.
        inner = max((x0 for x0, _ in votes), default=0.0), min((x1 for _, x1 in votes), default=0.0)
        crossing = sum(line.x0 < inner[0] - 1 and line.x1 > inner[1] + 1 for line in lines)
        if len(votes) < 2 or inner[0] > inner[1] or crossing > 0.2 * len(lines):
            return None
        needed = 2
    best, most = 0.0, 0
    for _, x in votes:
        at = x - 0.5
        count = sum(1 for x0, x1 in votes if x0 - 0.5 <= at <= x1)
        if count > most:
            best, most = at, count
    if most < needed or most < 0.5 * len(votes):
        return None
    free_from = max(x0 for x0, x1 in votes if x0 - 0.5 <= best <= x1)
    return (free_from + best + 0.5) / 2


def _bounds(lines: Sequence[TextLine]) -> Column:
    lefts = sorted(line.x0 for line in lines)
    rights = sorted(line.x1 for line in lines)
    cut = len(lines) // 20
    return Column(lefts[cut], rights[len(rights) - 1 - cut])


def column_of(line: TextLine, columns: Sequence[Column]) -> int | None:
    """The number of the column that holds the line; None for a line over several columns."""
    if len(columns) == 1:
        return 0
    left, right = line.x0, line.x1
    least = min(_SLACK, 0.4 * (right - left))
    found: int | None = None
    for i, column in enumerate(columns):
        if min(right, column.x1) - max(left, column.x0) > least:
            if found is not None:
                return None
            found = i
    if found is not None:
        return found
    middle = (left + right) / 2
    return min(range(len(columns)), key=lambda i: abs((columns[i].x0 + columns[i].x1) / 2 - middle))


def reads_well(lines: Sequence[TextLine], columns: Sequence[Column]) -> bool:
    """Whether lines in drawn order go down each column and from column to column, never back up or left."""
    lowest = -1e9
    before: tuple[int | None, TextLine] | None = None
    for line in lines:
        column = column_of(line, columns)
        if before is not None:
            was, last = before
            if column == was:
                wrong = line.y0 < last.y0 - 0.6 * last.height
            elif was is not None and column is not None and column > was:
                wrong = False
            else:
                wrong = line.y0 < lowest - 0.9 * line.height
            if wrong:
                return False
        lowest = max(lowest, line.y1)
        before = (column, line)
    return True


def by_place(lines: Sequence[TextLine], columns: Sequence[Column]) -> list[TextLine]:
    """The lines by their place: bands between lines that span columns, each band read column by column."""
    result: list[TextLine] = []
    band: list[list[TextLine]] = [[] for _ in columns]

    def flush() -> None:
        for lines_of_column in band:
            result.extend(_rows(lines_of_column))
            lines_of_column.clear()

    for line in sorted(lines, key=lambda line: (line.middle, line.x0)):
        column = column_of(line, columns)
        if column is None:
            flush()
            result.append(line)
        else:
            band[column].append(line)
    flush()
    return result


def _rows(lines: Sequence[TextLine]) -> list[TextLine]:
    """Lines of one column from top to bottom, those of one row from left to right."""
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: line.middle):
        if rows and line.middle - rows[-1][0].middle < 0.5 * min(line.height, rows[-1][0].height):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.x0)]
