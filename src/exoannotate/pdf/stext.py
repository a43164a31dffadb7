"""The glyphs of MuPDF's text page, read from its memory: ten times as fast as by its dictionaries, and the same.

MuPDF keeps a page as chains of blocks, lines and characters. Lines that are level and of plain type, which nearly all
are, are read in bulk; what is tilted, vertical, reads to the left or lies on the edge is left to the caller.
The chains are those of one release (``LAYOUT``); with any other, and when the first page read both ways differs, the
caller's slow way is taken for good. A character is read only where the chain leads or within the same 4 kB.
"""

from __future__ import annotations

import ctypes
import re
import struct
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from pymupdf import extra, mupdf

from exoannotate.pdf.glyphs import Run
from exoannotate.pdf.level import SIZE, SYNTHETIC, Box, Font, NotReadableError, level_line, raised_above, rounded
from exoannotate.pdf.swig import address, point

LAYOUT = "1.28."
"""The release of MuPDF whose memory is known."""

_PAGE = struct.Struct("=16x4fq")  # media box, first block
_BLOCK = struct.Struct("=ii4fq32xq")  # type, -, box, first line, next
_LINE = struct.Struct("=B3x2f4f4xqqqq")  # vertical, direction, box, first and last character, -, next
# Character, bidi, flags, colour, origin, corners (upper left, upper right, lower left, lower right), size, font, next.
_CHAR = struct.Struct("=iHHI2f8ffqq")
_QUAD = struct.Struct("=8f")
_ODD = re.compile("[\ud800-\udfff\U00010000-\U0010ffff]")  # pymupdf prints them otherwise than they are
_OS_PAGE = 4096
_MOST_CHARS = 80_000  # in a page; one with more is read by words
_BOLD = 16
_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")
_EPSILON = 1.1920929e-07  # of C's float

Spans = list[dict[str, Any]]
Slow = Callable[[Spans, float, float, bool, int, int], list[Run]]


class _Fonts(dict[int, Font]):
    """The fonts of a page by address; asked through a character that is set in them."""

    def __init__(self, char: Any) -> None:
        self._char = char

    def of(self, font: int, at: int) -> Font:
        """The font at ``font``, of the character at ``at``."""
        if font not in self:
            point(self._char, at)
            self[font] = _font(self._char.font)
        return self[font]


def _font(found: Any) -> Font:
    name = mupdf.ll_fz_font_name(found)
    if not name.isascii() or "\\" in name:
        raise NotReadableError  # pymupdf decodes such names in its own way
    if name.find("+") == 6:
        name = name[7:]
    flags = (
        mupdf.ll_fz_font_is_italic(found) * 2
        + mupdf.ll_fz_font_is_serif(found) * 4
        + mupdf.ll_fz_font_is_monospaced(found) * 8
        + mupdf.ll_fz_font_is_bold(found) * _BOLD
    )
    ascender, descender = mupdf.ll_fz_font_ascender(found), mupdf.ll_fz_font_descender(found)
    height = ascender - descender + _EPSILON
    adjusted = height < 1
    above, below = ascender, descender
    if adjusted:
        above, below = (0.9, -0.1) if ascender < 1e-3 else (ascender / height, descender / height)
    lower = name.lower()
    return Font(
        name,
        flags,
        bool(flags & _BOLD) or any(bold in lower for bold in _BOLD_NAMES),
        0.9 if ascender < 1e-3 else ascender,
        -0.1 if ascender < 1e-3 else descender,
        above,
        below,
        adjusted,
    )


class Glyphs:
    """Reads text pages; ``slow`` makes runs of the spans of a line that is not plain."""

    def __init__(self, slow: Slow) -> None:
        self._slow = slow
        self._char, self._other, self._line = mupdf.fz_stext_char(), mupdf.fz_stext_char(), mupdf.fz_stext_line()

    def read(self, page: Any) -> tuple[list[Run], str | None]:
        """The runs of MuPDF's text page, and its text line by line where that is all of it.

        Raises NotReadableError or NotPointableError.
        """
        *edges, block = _PAGE.unpack(ctypes.string_at(address(page), _PAGE.size))
        box: Box = tuple(edges)
        fonts = _Fonts(self._char)
        runs: list[Run] = []
        lines: list[str] = []
        whole = True
        line_number = block_number = 0
        left = _MOST_CHARS
        while block:
            kind, _, x0, y0, x1, y1, line, block = _BLOCK.unpack(ctypes.string_at(block, _BLOCK.size))
            if kind != 0:
                raise NotReadableError
            if _outside(box, x0, y0, x1, y1):
                whole = False
                continue
            while line:
                here = line
                found = _LINE.unpack(ctypes.string_at(line, _LINE.size))
                vertical, dx, dy, x0, y0, x1, y1, first, last, _, line = found
                if _outside(box, x0, y0, x1, y1):
                    whole = False
                    continue
                chain = Chain(first, last, here, fonts, self._rect)
                left -= chain.count + 1
                if left < 0:
                    raise NotReadableError
                level = dx == 1.0 and not dy and not vertical
                text = level_line(runs, chain, (box, (x0, y0, x1, y1)), line_number, block_number) if level else None
                if text is None:
                    spans, text, all_of_it = self._spans(here, chain, fonts, box, level=level)
                    whole = whole and all_of_it
                    runs.extend(self._slow(spans, dx, dy, bool(vertical), line_number, block_number))
                lines.append(text)
                line_number += 1
            block_number += 1
        plain = "".join([line if line.endswith("\n") else line + "\n" for line in lines if line])
        return runs, plain if whole and not _ODD.search(plain) else None

    def _spans(self, line: int, chain: Chain, fonts: _Fonts, box: Box, *, level: bool) -> tuple[Spans, str, bool]:
        """The line as pymupdf's dictionaries would have it, its text, and whether that is all of it."""
        spans: Spans = []
        text = ""
        last: tuple[Any, ...] | None = None
        union = (0.0, 0.0, 0.0, 0.0)
        all_of_it = True
        base: float | None = None
        for char, place in chain:
            code, bidi, flags, colour, x, y, *_, size, font_at, _ = char
            base = y if base is None else base
            rect = self._rect(line, place, size)
            if box[0] >= rect[2] or box[1] >= rect[3] or box[2] <= rect[0] or box[3] <= rect[1]:
                all_of_it = False
                continue
            font = fonts.of(font_at, place)
            bits = font.flags + (level and y < raised_above(base, size))
            style = (size, bits, flags & ~SYNTHETIC, colour, font.name, bidi)
            letter = _letter(code)
            if style != last:
                last = style
                spans.append(
                    {
                        "size": size,
                        "flags": bits,
                        "font": font.name,
                        "ascender": font.ascender,
                        "descender": font.descender,
                        "origin": (x, y),
                        "chars": [],
                    }
                )
                union = rect
            spans[-1]["chars"].append({"origin": (x, y), "bbox": rect, "c": letter})
            union = _union(union, rect)
            text += letter
        if spans and (union[0] >= union[2] or union[1] >= union[3]):
            spans.pop()
        return spans, text, all_of_it

    def _rect(self, line: int, at: int, size: float) -> Box:
        """The box of the character at an address, of the line at another."""
        point(self._line, line)
        point(self._other, at)
        found = extra.JM_char_quad(self._line, self._other)  # kept until it is read
        quad = _QUAD.unpack(ctypes.string_at(address(found), _QUAD.size))
        xs, ys = quad[::2], quad[1::2]
        top, bottom = min(ys), max(ys)
        if self._line.wmode and bottom < top + size:
            top = rounded(bottom - size)
        return min(xs), top, max(xs), bottom


def _outside(box: Box, x0: float, y0: float, x1: float, y1: float) -> bool:
    return max(box[0], x0) >= min(box[2], x1) or max(box[1], y0) >= min(box[3], y1)


def _union(a: Box, b: Box) -> Box:
    """As MuPDF has it: a box without width counts for nothing only when it is inside out."""
    if b[0] > b[2] or b[1] > b[3]:
        return a
    if a[0] > a[2] or a[1] > a[3]:
        return b
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def _letter(code: int) -> str:
    if not 0 <= code <= 0x10FFFF:
        raise NotReadableError
    return chr(code)


@cache
def _ones(count: int) -> int:
    return sum(1 << 64 * n for n in range(count))


@cache
def _steps(count: int) -> int:
    return sum(SIZE * (n + 1) << 64 * n for n in range(count))


class Chain:
    """The characters of a line, one after the other as MuPDF holds them."""

    def __init__(self, first: int, last: int, line: int, fonts: _Fonts, rect: Callable[[int, int, float], Box]) -> None:
        self._line = line
        self._fonts = fonts
        self._rect = rect
        parts: list[bytes] = []
        self.spots: list[tuple[int, int]] = []
        self.count = 0
        while first:
            # Up to the end of the system's page in which the first character ends: it may be read where that may.
            last_byte = first + SIZE - 1
            count = (last_byte - last_byte % _OS_PAGE + _OS_PAGE - first) // SIZE
            if first <= last < first + count * SIZE:
                count = (last - first) // SIZE + 1
            part = ctypes.string_at(first, count * SIZE)
            following = memoryview(part).cast("q")[8::9]
            # All of them at once, as one large number.
            if count > 1 and int.from_bytes(following[:-1].tobytes(), "little") != first * _ones(count - 1) + _steps(
                count - 1
            ):
                chain = following.tolist()
                count = 1 + next(n for n, at in enumerate(chain) if at != first + SIZE * (n + 1))
                part = part[: count * SIZE]
            parts.append(part)
            self.spots.append((first, count))
            self.count += count
            first = following[count - 1]
            if self.count > _MOST_CHARS:
                raise NotReadableError
        self.data = b"".join(parts)

    def at(self, number: int) -> int:
        """Where a character lies."""
        for first, count in self.spots:
            if number < count:
                return first + number * SIZE
            number -= count
        raise IndexError(number)

    def face(self, number: int, font: int) -> Font:
        """The font at an address, which a character is set in."""
        return self._fonts.get(font) or self._fonts.of(font, self.at(number))

    def end(self, number: int, size: float) -> float:
        """Where pymupdf has the box of a character end."""
        return self._rect(self._line, self.at(number), size)[2]

    def __iter__(self) -> Iterator[tuple[tuple[Any, ...], int]]:
        places = (first + n * SIZE for first, count in self.spots for n in range(count))
        return zip(_CHAR.iter_unpack(self.data), places, strict=True)
