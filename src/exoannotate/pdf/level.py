"""Runs of a level line of plain type, from MuPDF's characters as they lie in memory, seventy-two bytes each.

What pymupdf computes of each glyph is computed here of all glyphs of a line at once, with the same rounding. Pure.
"""

from __future__ import annotations

import ctypes
import struct
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import add, gt, lt, sub
from typing import Any, NamedTuple, Protocol

from exoannotate.pdf.glyphs import Run
from exoannotate.pdf.leftward import has_right_to_left

SIZE = 72  # bytes of a character, of which the first four are its code
SYNTHETIC = 4  # of a character's flags: put in by MuPDF
_SYNTHETIC_MARK = SYNTHETIC << 16  # and when they are read in one number with its bidi level
# Where things are, counted in numbers of four bytes.
_STEP, _MARKS, _COLOUR, _X, _Y, _LEFT, _TOP, _RIGHT, _LOW_LEFT, _BOTTOM, _LOW_RIGHT, _SIZE = (
    18, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 13,
)  # fmt: skip
_FONT, _LONG_STEP = 7, 9  # the same in numbers of eight
_UTF_32 = "utf-32-le" if sys.byteorder == "little" else "utf-32-be"

Box = tuple[float, float, float, float]


class NotReadableError(Exception):
    """The page holds something that is not read here."""


class Font(NamedTuple):
    """``adjusted``: its glyphs' heights are not to be believed, so pymupdf computes their boxes anew."""

    name: str
    flags: int
    bold: bool
    ascender: float  # as a span's, in parts of the size
    descender: float
    above: float  # of a glyph's box
    below: float
    adjusted: bool


class Characters(Protocol):
    """The characters of a line: ``count``, their bytes, and what must be asked of one alone."""

    count: int
    data: bytes

    def face(self, number: int, font: int) -> Font:
        """The font at an address, which character ``number`` is set in."""

    def end(self, number: int, size: float) -> float:
        """Where the box of a character ends that seems to have no width."""


def level_line(runs: list[Run], chars: Characters, boxes: tuple[Box, Box], line: int, block: int) -> str | None:
    """Append the runs of a level line and give its text; None when it is not plain enough.

    ``boxes``: of the page and of the line. Raises NotReadableError.
    """
    if not chars.count:
        return ""
    numbers, words = memoryview(chars.data).cast("f"), memoryview(chars.data).cast("i")
    try:
        text = words[0::_STEP].tobytes().decode(_UTF_32, "surrogatepass")
    except UnicodeDecodeError as error:
        raise NotReadableError from error
    if not text.isascii() and has_right_to_left(text):
        return None
    # Boxes that lean are left to pymupdf.
    if numbers[_LEFT::_STEP] != numbers[_LOW_LEFT::_STEP] or numbers[_RIGHT::_STEP] != numbers[_LOW_RIGHT::_STEP]:
        return None
    found = _even(chars, numbers, text, boxes, line, block)
    if found is None:
        found = _uneven(chars, numbers, words, text, boxes, line, block)
        if found is None:
            return None
    runs.extend(found)
    return text


def _even(
    chars: Characters, numbers: memoryview[float], text: str, boxes: tuple[Box, Box], line: int, block: int
) -> list[Run] | None:
    """The runs of a line of one size on one baseline, as nine in ten are, in a third of the time."""
    count = chars.count
    if not (_same(numbers[_SIZE::_STEP], count) and _same(numbers[_Y::_STEP], count)):
        return None
    if numbers[_LEFT::_STEP] != numbers[_X::_STEP]:
        return None
    size, y = numbers[_SIZE], numbers[_Y]
    faces = memoryview(chars.data).cast("q")[_FONT::_LONG_STEP]
    groups = [(chars.face(0, faces[0]), 0, count)] if _same(faces, count) else list(_groups(chars, faces.tolist()))
    page, own = boxes
    tops, bottoms = numbers[_TOP::_STEP], numbers[_BOTTOM::_STEP]
    top = tops[0] if _same(tops, count) else max(tops.tolist())
    bottom = bottoms[0] if _same(bottoms, count) else min(bottoms.tolist())
    if not top < y or not top < bottom:
        return None
    low, high = own[1], own[3]
    for font, _, _ in groups:
        if font.adjusted:
            low, high = min(low, y - font.above * size), max(high, y - font.below * size)
    if low < page[1] + 0.1 or high > page[3] - 0.1 or own[0] < page[0] + 0.1 or own[2] > page[2] - 0.1:
        return None
    xs, right = list(numbers[_X::_STEP]), list(numbers[_RIGHT::_STEP])
    widths = _floats(list(map(sub, right, xs)))
    ends = right if not any(font.adjusted for font, _, _ in groups) else _floats(list(map(add, widths, xs)))
    if min(widths) < 1e-3 and not _widened(chars, ends, [i for i, wide in enumerate(widths) if wide < 1e-3], size):
        return None
    for font, start, end in groups:
        if not font.adjusted and ends is not right:
            ends[start:end] = right[start:end]
    return [_run(text, xs, ends, y, font, size, False, line, block, start, end) for font, start, end in groups]


def _same(column: memoryview[Any], count: int) -> bool:
    """Whether all numbers of a column are the same bytes."""
    data = column.tobytes()
    return data == data[: column.itemsize] * count


def _groups(chars: Characters, faces: Sequence[int]) -> Iterator[tuple[Font, int, int]]:
    """The pieces of a line set in one type, with their first characters' fonts."""
    place = start = 0
    last: Font | None = None
    for face, group in groupby(faces):
        font = chars.face(place, face)
        if last is not None and font is not last and font[:2] != last[:2]:
            yield last, start, place
            last, start = font, place
        elif last is None:
            last = font
        place += len(list(group))
    if last is not None:
        yield last, start, place


def _widened(chars: Characters, ends: list[float], narrow: Sequence[int], size: float) -> bool:
    """Set the ends of glyphs that seem to have no width; False when the line ends with one."""
    if not narrow or narrow[-1] == chars.count - 1:
        return not narrow
    for number in narrow:
        ends[number] = chars.end(number, size)
    return True


def _uneven(
    chars: Characters,
    numbers: memoryview[float],
    words: memoryview[int],
    text: str,
    boxes: tuple[Box, Box],
    line: int,
    block: int,
) -> list[Run] | None:
    """The runs of a line with raised marks, several sizes or a wavering baseline."""
    columns = (_X, _Y, _LEFT, _RIGHT, _TOP, _BOTTOM, _SIZE)
    xs, ys, left, right, top, bottom, sizes = (numbers[column::_STEP].tolist() for column in columns)
    if not all(map(gt, bottom, top)) or not all(map(lt, top, ys)):
        return None
    faces = memoryview(chars.data).cast("q")[_FONT::_LONG_STEP].tolist()
    known = {face: chars.face(faces.index(face), face) for face in set(faces)}
    fonts = [known[face] for face in faces]
    adjusted = [font.adjusted for font in fonts]
    ends, narrow = _ends(xs, left, right, adjusted)
    if narrow:
        if narrow[-1] == len(text) - 1:
            return None
        for i in narrow:
            ends[i] = chars.end(i, sizes[i])
    if not _inside(boxes[0], left, ends, top, bottom, ys, sizes, known.values()):
        return None
    colours, marks = words[_COLOUR::_STEP].tolist(), words[_MARKS::_STEP].tolist()
    return [
        _run(text, xs, ends, ys[start], fonts[start], sizes[start], up, line, block, start, end)
        for start, end, up in _pieces(marks, colours, ys, sizes, fonts)
    ]


def _ends(
    xs: Sequence[float], left: Sequence[float], right: Sequence[float], adjusted: Sequence[bool]
) -> tuple[list[float], list[int]]:
    """Where the box of each glyph ends, and the glyphs that seem to have no width."""
    if not any(adjusted):
        return list(right), [i for i, x in enumerate(left) if right[i] - x < 1e-3]
    # From the glyph's origin and back, as C's float.
    far, near = _floats(list(map(sub, right, xs))), _floats(list(map(sub, left, xs)))
    ends = _floats(list(map(add, far, xs)))
    narrow = [i for i, x in enumerate(far) if x - max(near[i], 0.0) < 1e-3]
    if not all(adjusted):
        ends = [a if moved else b for a, b, moved in zip(ends, right, adjusted, strict=True)]
        narrow = [i for i, x in enumerate(left) if right[i] - x < 1e-3 or i in narrow]
    return ends, narrow


def _inside(
    page: Box,
    left: Sequence[float],
    right: Sequence[float],
    top: Sequence[float],
    bottom: Sequence[float],
    ys: Sequence[float],
    sizes: Sequence[float],
    fonts: Iterable[Font],
) -> bool:
    """Whether each glyph surely shows on the page."""
    if min(right) < page[0] + 0.1 or max(left) > page[2] - 0.1:
        return False
    low, high = min(top), max(bottom)
    size = max(sizes)
    for font in fonts:
        if font.adjusted:
            low = min(low, min(ys) - max(font.above, font.below, 1.0) * size)
            high = max(high, max(ys) - min(font.above, font.below, -1.0) * size)
    return low > page[1] + 0.1 and high < page[3] - 0.1


def _pieces(
    marks: Sequence[int], colours: Sequence[int], ys: Sequence[float], sizes: Sequence[float], fonts: Sequence[Font]
) -> Iterator[tuple[int, int, bool]]:
    """Where each run begins and ends, and whether it is raised: parted where the type changes."""
    base = ys[0]
    start = 0
    last: tuple[tuple[float, int, bool, str], int, int] | None = None
    for i, (y, size, font) in enumerate(zip(ys, sizes, fonts, strict=True)):
        up = y < base and y < raised_above(base, size)
        type_ = (size, font.flags, up, font.name)
        style = (type_, marks[i] & ~_SYNTHETIC_MARK, colours[i])
        if last is not None and style != last and (type_ != last[0] or abs(ys[start] - y) >= 0.01):
            yield start, i, last[0][2]
            start = i
        last = style
    if last is not None:
        yield start, len(ys), last[0][2]


@lru_cache(1000)
def raised_above(base: float, size: float) -> float:
    """The height above which a glyph on a line at ``base`` is raised, with the rounding of C's float."""
    return rounded(base - rounded(size * _TENTH))


def _floats(numbers: list[float]) -> list[float]:
    """The numbers as C's floats."""
    return list(memoryview(struct.pack(f"{len(numbers)}f", *numbers)).cast("f"))


def rounded(number: float) -> float:
    """The number as C's float."""
    return ctypes.c_float(number).value


_TENTH = rounded(0.1)


def _run(
    text: str,
    xs: Sequence[float],
    ends: Sequence[float],
    y: float,
    font: Font,
    size: float,
    raised: bool,
    line: int,
    block: int,
    start: int,
    end: int,
) -> Run:
    x = xs[start]
    return Run(
        text[start:end],
        x,
        y,
        1.0,
        0.0,
        tuple([at - x for at in xs[start:end]]),
        tuple([at - x for at in ends[start:end]]),
        max(0.0, font.ascender) * size,
        max(0.0, -font.descender) * size,
        size,
        font.name,
        font.bold,
        raised,
        line,
        block,
    )
