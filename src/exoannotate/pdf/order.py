"""The reading order of a page: glyphs in, ``PageText`` out. Pure, no MuPDF.

Decision (2026-11): the order in which the PDF draws its lines is kept where it reads down the columns; only a page
that fails this check is put in order by place. Sorting by place everywhere broke good pages (see architecture notes:
8-word recall 0.325 against 0.977).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from exoannotate.domain.pagetext import RUNNING, Furniture, FurnitureKind, PageText
from exoannotate.pdf.assemble import Block, KeepHyphen, assemble
from exoannotate.pdf.columns import Column, by_place, column_of, find_columns, reads_well
from exoannotate.pdf.compose import TextLine, compose_lines
from exoannotate.pdf.furniture import as_records, find_furniture
from exoannotate.pdf.glyphs import GlyphPage
from exoannotate.pdf.kinds import Kinds, body_size
from exoannotate.pdf.paragraphs import Paragraphs, ends_sentence
from exoannotate.pdf.references import find_references, list_goes_on, with_labels
from exoannotate.pdf.regroup import joined, regrouped
from exoannotate.pdf.turn import Turn, main_turn

MOST_LINES = 2000  # a dense page has 300


@dataclass(frozen=True, slots=True)
class PageLines:
    """The printed lines of a page in drawn order, turned so that most of the text runs from left to right.

    ``width`` and ``height`` are those of the turned page, in points; ``turn`` brings its places back to page space.
    """

    page: int
    width: float
    height: float
    lines: tuple[TextLine, ...]
    turn: Turn


@dataclass(frozen=True, slots=True)
class Layout:
    """A page taken apart: its paragraphs in reading order and its furniture."""

    lines: PageLines
    blocks: tuple[Block, ...]
    furniture: tuple[Furniture, ...]
    paragraphs: Paragraphs


def page_lines(page: GlyphPage) -> PageLines:
    """The printed lines of a page."""
    turn = main_turn(page)
    runs = [turn.there(run) for run in page.runs]
    width, height = (page.height, page.width) if turn.quarter % 2 else (page.width, page.height)
    return PageLines(page.page, width, height, tuple(with_labels(compose_lines(runs))), turn)


def lay_out(page: int, near: Mapping[int, PageLines]) -> Layout:
    """Take ``page`` apart, with the help of the pages around it (and itself) in ``near``."""
    here = near[page]
    if len(here.lines) > MOST_LINES:
        return _as_drawn(here)
    near = {number: lines for number, lines in near.items() if len(lines.lines) <= MOST_LINES}
    upright, turned = _directions(here.lines)
    found = find_furniture(page, {n: (_directions(p.lines)[0], p.height) for n, p in near.items()})
    size = body_size([line for p in near.values() for line in p.lines])
    margin: dict[int, FurnitureKind] = {
        line.number: "margin"
        for line in turned
        if line.x1 < 0.09 * here.width or line.x0 > 0.91 * here.width or line.height > 0.3 * here.height
    }
    found.update(margin)
    flow = [line for line in upright if line.number not in found]
    side = _sidebar(flow, size)
    flow, columns = _in_order([line for line in flow if line.number not in side], here.width, size)
    bar = _joined_rows([line for line in upright if line.number in side], columns)
    labels = [line for line in turned if line.number not in found]
    ordered_lines = flow + bar + labels
    before = [near[number].lines for number in sorted(near) if number < page]
    listed = find_references(flow, columns, open_before=list_goes_on(before))
    others = [line for line in flow + labels if line.number not in listed.lines]
    kinds = Kinds(others, columns, size, here.height).kinds
    kinds.update({line.number: "footnote" for line in bar})
    kinds.update(dict.fromkeys(listed.lines, "reference"))
    if listed.heading is not None:
        kinds[listed.heading] = "heading"
    paragraphs = Paragraphs(ordered_lines, columns, kinds, listed.starts)
    blocks = paragraphs.group(ordered_lines)
    return Layout(here, tuple(blocks), as_records(here.lines, found), paragraphs)


def _as_drawn(here: PageLines) -> Layout:
    """A page of thousands of scattered pieces (a map, a plot) as it is drawn, a block at a time."""
    blocks: list[Block] = []
    last = -1
    for line in here.lines:
        if line.block != last:
            blocks.append(Block("body"))
        blocks[-1].lines.append(line)
        last = line.block
    return Layout(here, tuple(blocks), (), Paragraphs((), (Column(0.0, here.width),), {}))


def ordered(layout: Layout, before: Layout | None, following: Layout | None, keep: KeepHyphen) -> PageText:
    """The text of a page; the pages before and after it tell where paragraphs go on over a page end."""
    blocks = _box_after_rest(layout, _last_body(before))
    last = _last_running(layout)
    if following is not None and last is not None:
        first = next((b for b in _box_after_rest(following, last) if b.kind in RUNNING), None)
        goes_on = first is not None and first.kind == last.kind and following.paragraphs.runs_on(last, first.lines[0])
        blocks = [replace(block, continues=goes_on) if block is last else block for block in blocks]
    return assemble(layout.lines.page, layout.lines.turn, blocks, layout.furniture, keep)


def _last_running(layout: Layout | None) -> Block | None:
    """The last paragraph of the running text, when the page does not end with a heading."""
    blocks = layout.blocks if layout is not None else ()
    last = next((block for block in reversed(blocks) if block.kind in RUNNING), None)
    return last if last is not None and last.kind != "heading" else None


def _last_body(layout: Layout | None) -> Block | None:
    """The same, when it is body text."""
    last = _last_running(layout)
    return last if last is not None and last.kind == "body" else None


def _box_after_rest(layout: Layout, last: Block | None) -> list[Block]:
    """The blocks; a box at the head of the page stands after the rest of the paragraph it interrupts."""
    blocks = list(layout.blocks)
    if last is None or last.kind != "body" or ends_sentence(last.lines[-1].text):
        return blocks
    for index, block in enumerate(blocks[:8]):
        start = block.lines[0]
        alike = abs(start.size - last.lines[-1].size) < 0.3
        if block.kind != "body" or not alike or not layout.paragraphs.runs_on(last, start):
            continue
        return [block, *blocks[:index], *blocks[index + 1 :]] if start.text[0].islower() else blocks
    return blocks


def _directions(lines: Sequence[TextLine]) -> tuple[list[TextLine], list[TextLine]]:
    """Lines in the page's main direction, and all others."""
    return [line for line in lines if line.upright], [line for line in lines if not line.upright]


def _sidebar(lines: Sequence[TextLine], size: float) -> frozenset[int]:
    """Small lines left of all running text: the box with citation, dates and licence on many first pages."""
    long = sorted(line.x0 for line in lines if len(line.text) > 60 and line.size < size + 1)
    if not any(len(line.text) > 40 and abs(line.size - size) < 0.6 for line in lines) or not long:
        return frozenset()  # a page of small type alone: tables, references
    edge = long[len(long) // 2]
    if any(line.x0 < edge - 10 and abs(line.size - size) < 0.6 and len(line.text) > 60 for line in lines):
        return frozenset()
    side = [line for line in lines if line.x1 < edge - 3 and line.size < size - 0.8]
    return frozenset(line.number for line in side) if len(side) >= 5 else frozenset()


def _in_order(lines: Sequence[TextLine], width: float, size: float) -> tuple[list[TextLine], tuple[Column, ...]]:
    """The lines in reading order, fragments of one row joined, and the columns."""
    lines = regrouped(lines, marks_only=True)
    columns = find_columns([line for line in lines if abs(line.size - size) < 2.5], width)
    rows = _joined_rows(lines, columns)
    prose = [line for line in rows if abs(line.size - size) < 0.6 and len(line.text) > 25]
    if not reads_well(prose, columns):
        rows = _joined_rows(by_place(regrouped(lines, marks_only=False), columns), columns)
    return _drop_caps(_ends_in_place(rows)), columns


def _ends_in_place(lines: Sequence[TextLine]) -> list[TextLine]:
    """Mastheads that are drawn last, and feet that are drawn first, put where they stand."""
    result = list(lines)
    for count in range(min(8, len(result) // 3), 0, -1):
        if max(line.y1 for line in result[-count:]) < min(line.y0 for line in result[:-count]) + 2:
            result = result[-count:] + result[:-count]
            break
    for count in range(min(8, len(result) // 3), 0, -1):
        if min(line.y0 for line in result[:count]) > max(line.y1 for line in result[count:]) - 2:
            return result[count:] + result[:count]
    return result


def _joined_rows(lines: Sequence[TextLine], columns: Sequence[Column]) -> list[TextLine]:
    """Fragments of one row that MuPDF cut at wide blanks, as one line."""
    rows: list[list[TextLine]] = []
    for line in lines:
        last = rows[-1][-1] if rows else None
        if last is not None and _same_row(last, line) and column_of(last, columns) == column_of(line, columns):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in _joined_row(row, columns)]


def _joined_row(row: Sequence[TextLine], columns: Sequence[Column]) -> list[TextLine]:
    """The fragments joined where the gap is a blank: all of them in a line that is justified to its column."""
    if len(row) == 1:
        return list(row)
    number = column_of(row[0], columns)
    column = Column(columns[0].x0, columns[-1].x1) if number is None else columns[number]
    # A table has more blank than ink, and its blanks differ.
    gaps = [_gap(a, b) / max(a.size, b.size) for a, b in pairwise(row)]
    ink = sum(line.width for line in row) > 0.7 * (row[-1].x1 - row[0].x0)
    even = len(gaps) > 1 and max(gaps) - min(gaps) < 0.05 and row[0].block == row[-1].block
    justified = (ink or even) and abs(row[-1].x1 - column.x1) < 4 and row[0].x0 < column.x0 + 2.5 * row[0].size
    result = [row[0]]
    for line, gap in zip(row[1:], gaps, strict=True):
        label = len(result[-1].text) <= 3 and gap < 3.0 and line is row[1]
        if gap < 1.0 or label or justified:
            result[-1] = joined(result[-1], line)
        else:
            result.append(line)
    return result


def _gap(a: TextLine, b: TextLine) -> float:
    """The room between two fragments of a row, as it is read."""
    return b.x0 - a.x1 if a.dx > 0 else a.x0 - b.x1


def _same_row(last: TextLine, line: TextLine) -> bool:
    if not (last.upright and line.upright) or last.dx * line.dx < 0:
        return False
    size = max(last.size, line.size)
    if size > 1.7 * min(last.size, line.size) and len(last.text) <= 2 and last.text.isalpha():
        return False  # a large initial
    label = len(last.text) <= 3
    level = abs(last.y - line.y) < (0.5 if label else 0.25) * size
    return (
        level and -0.3 * size < _gap(last, line) < (4.0 if last.block == line.block else 3.0 if label else 2.2) * size
    )


def _drop_caps(lines: Sequence[TextLine]) -> list[TextLine]:
    """Mark large initials, and put each directly before the line it begins."""
    result = list(lines)
    for cap in lines:
        if len(cap.text) > 2 or not cap.text[0].isupper() or not cap.upright:
            continue
        beside = [
            line
            for line in lines
            if line is not cap
            and cap.size > 1.7 * line.size
            and len(line.text) > 10
            and 0 <= line.x0 - cap.x1 + 2 < 2 * line.size
            and cap.y0 - line.size < line.middle < cap.y1
        ]
        if not beside:
            continue
        first = min(beside, key=lambda line: line.y0)
        cap.drop_cap = True
        result.remove(cap)
        result.insert(result.index(first), cap)
        # The lines beside the initial are not indented: they begin where the column begins.
        for line in beside:
            line.x0 = cap.x0
        cap.size = first.size
    return result
