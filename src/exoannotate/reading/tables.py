"""Tables of a page taken apart into rows and cells, from where their words stand.

The head tells the columns: each begins where a word of the head begins. Words belong to the column that begins at or
before them. A row begins where reading goes back to the left; what stands below a cell and near it goes on in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from exoannotate.domain.pagetext import Line, PageText, Paragraph

GAP = 0.85
"""Widths of a letter (its size) between two words from which they stand in two cells; a blank is a quarter."""
WRAPPED = 1.45
"""Sizes of type from one line of a cell to the next; rows stand further apart."""
FEWEST = 3
"""Columns a table has at least; fewer are a list."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of one cell, and where they stand in the page's text. ``filled``: blank in print, taken from above."""

    text: str
    start: int
    end: int
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a cell for each column, None where there is none. ``start`` to ``end``: letters of the page's text."""

    cells: tuple[Cell | None, ...]
    start: int
    end: int

    @property
    def text(self) -> str:
        """The cells from left to right, as a sentence of the row."""
        return " | ".join(cell.text for cell in self.cells if cell is not None)


@dataclass(frozen=True, slots=True)
class Table:
    """The heads of the columns, and the rows below them."""

    page: int
    heads: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    x0: float
    x1: float
    y: float
    size: float


def tables(page: PageText) -> tuple[Table, ...]:
    """The tables of a page that have a head and at least three columns."""
    found = (_table(page, paragraph) for paragraph in page.paragraphs if paragraph.kind == "table")
    return tuple(table for table in found if table is not None)


def _table(page: PageText, paragraph: Paragraph) -> Table | None:
    lines = [line for line in page.lines if paragraph.start <= line.start < paragraph.end]
    pieces = [piece for line in lines for piece in _pieces(page, line)]
    if len(pieces) < 2 * FEWEST:
        return None
    top = min(piece.y for piece in pieces)
    first = [p for p in pieces if p.y < top + 0.6 * p.size]
    starts = sorted(p.x0 for p in first)
    if len(starts) < FEWEST or any(b - a < 4 for a, b in pairwise(starts)):
        return None
    pieces = [piece for line in lines for piece in _pieces(page, line, starts)]
    rows = list(_rows(pieces, starts))
    if len(rows) < 2:
        return None
    heads = tuple(_words(page, column) for column in rows[0])
    made: list[Row] = []
    for columns in rows[1:]:
        row = _row(page, columns, made[-1] if made else None)
        if row is not None:
            made.append(row)
    return Table(page.page, heads, tuple(made)) if made else None


def _pieces(page: PageText, line: Line, starts: Sequence[float] = ()) -> Iterator[_Piece]:
    """What stands together in a line, cut where a gap is too wide for a blank, or where a column begins behind one."""
    begin = line.start
    last = line.start - 1
    for k in range(line.start, line.end):
        if page.text[k].isspace():
            continue
        gap = line.edges[k - line.start] - line.edges[last + 1 - line.start] if last >= begin else 0.0
        x = line.x + line.edges[k - line.start] * line.dx
        column = k > last + 1 and any(abs(x - start) < 0.25 * line.size for start in starts)
        if last >= begin and (gap > GAP * line.size or column):
            yield _piece(line, begin, last + 1)
            begin = k
        last = k
    if last >= begin:
        yield _piece(line, begin, last + 1)


def _piece(line: Line, start: int, end: int) -> _Piece:
    x0 = line.x + line.edges[start - line.start] * line.dx
    x1 = line.x + line.edges[end - line.start] * line.dx
    return _Piece(start, end, x0, x1, line.y, line.size)


def _rows(pieces: Sequence[_Piece], starts: Sequence[float]) -> Iterator[tuple[tuple[_Piece, ...], ...]]:
    """Rows of columns of pieces, in reading order."""
    row: list[list[_Piece]] = [[] for _ in starts]
    before = -1
    lowest = 0.0
    for number, piece in enumerate(pieces):
        column = max((k for k, start in enumerate(starts) if start <= piece.x0 + 0.6 * piece.size), default=0)
        cell = row[column]
        # A cell that goes on is read to its end before the next one; a new row is read along its line.
        following = pieces[number + 1] if number + 1 < len(pieces) else None
        along = following is not None and abs(following.y - piece.y) < 0.3 * piece.size and following.x0 > piece.x1
        goes_on = bool(cell) and column == before and 0 < piece.y - cell[-1].y < WRAPPED * piece.size and not along
        if column <= before and not goes_on and piece.y > lowest - 0.3 * piece.size and any(row):
            yield tuple(map(tuple, row))
            row = [[] for _ in starts]
            lowest = 0.0
        row[column].append(piece)
        lowest = max(lowest, min(p.y for column in row for p in column) + 0.5 * piece.size)
        before = column
    if any(row):
        yield tuple(map(tuple, row))


def _words(page: PageText, pieces: Sequence[_Piece]) -> str:
    return " ".join(" ".join(page.text[p.start : p.end].split()) for p in pieces)


def _row(page: PageText, columns: Sequence[Sequence[_Piece]], above: Row | None) -> Row | None:
    """A row with what spans several rows filled in from above; None for a heading between rows."""
    filled = [column for column in columns if column]
    if len(filled) < 2:
        return None
    cells: list[Cell | None] = []
    leading = True
    for number, column in enumerate(columns):
        if column:
            leading = False
            cells.append(Cell(_words(page, column), column[0].start, column[-1].end))
        elif leading and above is not None and above.cells[number] is not None:
            cell = above.cells[number]
            cells.append(Cell(cell.text, cell.start, cell.end, True) if cell is not None else None)
        else:
            cells.append(None)
    pieces = [piece for column in columns for piece in column]
    return Row(tuple(cells), min(p.start for p in pieces), max(p.end for p in pieces))
