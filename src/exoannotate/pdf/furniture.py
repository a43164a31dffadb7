"""Furniture: running heads and feet, page numbers, line numbers and margin text, told by comparing pages. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from exoannotate.domain.pagetext import Furniture, FurnitureKind
from exoannotate.pdf.compose import TextLine
from exoannotate.pdf.kinds import body_size

_ZONE = 0.125  # of the page height, at top and bottom, where heads and feet stand
_PAGE_NUMBER = re.compile(
    r"(?:(?:page|seite|p\.?)\s*)?[-–—]?\s*(\d{1,5}|[ivxlc]{1,7})\s*[-–—]?(?:\s*(?:of|/|von)\s*\d{1,5})?", re.I
)
_DIGITS = re.compile(r"\d+")


def find_furniture(page: int, pages: Mapping[int, tuple[Sequence[TextLine], float]]) -> dict[int, FurnitureKind]:
    """The furniture of ``page`` among the given pages (number -> lines, height): line number -> kind."""
    lines, height = pages[page]
    found: dict[int, FurnitureKind] = {}
    _line_numbers(lines, found)
    _heads_and_feet(page, pages, found)
    for line in lines:
        if line.number not in found and _is_page_number(page, line, lines, height, pages):
            found[line.number] = "page number"
    _outermost(page, pages, found)
    return found


def as_records(lines: Sequence[TextLine], found: Mapping[int, FurnitureKind]) -> tuple[Furniture, ...]:
    """What was found, in drawn order."""
    return tuple(Furniture(found[line.number], line.text) for line in lines if line.number in found)


def masked(line: TextLine) -> str:
    """The text to compare: numbers masked, case and blanks ignored."""
    return " ".join(_DIGITS.sub("#", line.text.lower()).split())


def _zone(line: TextLine, height: float) -> FurnitureKind | None:
    if line.y1 < _ZONE * height:
        return "head"
    if line.y0 > (1 - _ZONE) * height:
        return "foot"
    return None


def _heads_and_feet(
    page: int, pages: Mapping[int, tuple[Sequence[TextLine], float]], found: dict[int, FurnitureKind]
) -> None:
    """Lines of the top and bottom zone that stand on other pages too."""
    lines, height = pages[page]
    here = [(line, kind) for line in lines if line.number not in found and (kind := _zone(line, height))]
    others = [
        [(other, masked(other)) for other in other_lines if _zone(other, other_height)]
        for number, (other_lines, other_height) in pages.items()
        if number != page
    ]
    level: set[int] = set()  # what repeats at one height
    needed = 1 if len(others) <= 2 else 2
    for line, kind in here:
        key = masked(line)
        if len(key.replace("#", "").strip()) < 2 and not key.startswith("#"):
            continue
        same = repeated = 0
        for other in others:
            match = [o for o, text in other if text == key and line.size < o.size + 1.0]
            repeated += bool(match)
            same += any(abs(o.y - line.y) < 4.0 for o in match)
        # Bare numbers must stand at the same height: a table has numbers too.
        bare = not key.replace("#", "").strip(" -–—./")
        if repeated >= needed and _text_beyond(line, kind, lines):
            continue  # a line of text that happens to stand at the same height on other pages
        if same >= needed:
            level.add(line.number)
        # The journal's name may stand elsewhere in the masthead of the first page.
        if same >= needed or (repeated >= needed and page <= 1 and kind == "head" and not bare and len(key) > 5):
            found[line.number] = "page number" if bare else kind
    _same_row([(line, kind) for line, kind in here if line.number in level or line.number not in found], found)


def _same_row(here: Sequence[tuple[TextLine, FurnitureKind]], found: dict[int, FurnitureKind]) -> None:
    """A changing section title in the row of a repeated running head is one too."""
    for kind in ("head", "foot"):
        known = [line for line, zone in here if line.number in found and zone == kind]
        if not known:
            continue
        for line, zone in here:
            if zone != kind or line.number in found:
                continue
            if any(_beside(line, k) for k in known) and len(line.text) < 120:
                found[line.number] = "page number" if _PAGE_NUMBER.fullmatch(line.text) else zone


def _beside(a: TextLine, b: TextLine) -> bool:
    return min(a.y1, b.y1) - max(a.y0, b.y0) > 0.4 * min(a.height, b.height) and (a.x1 < b.x0 or b.x1 < a.x0)


def _text_beyond(line: TextLine, kind: FurnitureKind, lines: Sequence[TextLine]) -> bool:
    """Whether reading text stands further out than the line, or the line or one beside it belongs to a paragraph."""
    size = body_size(lines)
    for other in lines:
        if abs(other.size - size) > 0.6 or len(other.text) <= 30:
            continue
        if other is not line and (other.y1 < line.y0 + 1 if kind == "head" else other.y0 > line.y1 - 1):
            return True
        if (other is line or _beside(other, line)) and _goes_inward(other, kind, lines):
            return True
    return False


def _goes_inward(line: TextLine, kind: FurnitureKind, lines: Sequence[TextLine]) -> bool:
    """Whether the next line towards the middle of the page is set like this one and close."""
    return any(
        abs(other.size - line.size) < 0.3
        and 0.5 * other.size < (other.y - line.y if kind == "head" else line.y - other.y) < 1.6 * other.size
        and min(other.x1, line.x1) - max(other.x0, line.x0) > 0.5 * line.width
        for other in lines
    )


def _outermost(
    page: int, pages: Mapping[int, tuple[Sequence[TextLine], float]], found: dict[int, FurnitureKind]
) -> None:
    """Small lines at the very edge, far from the text: the foot of a first page that differs from all others."""
    lines, height = pages[page]
    if len(pages) == 1:
        return
    size = body_size(lines)
    for line in lines:
        kind: FurnitureKind = "head" if line.y1 < 0.05 * height else "foot"
        edge = line.y1 < 0.05 * height or line.y0 > 0.95 * height
        if line.number in found or not edge or line.size > size - 0.4:
            continue
        inner = [
            other for other in lines if other.number not in found and not _beside(other, line) and other is not line
        ]
        if all(abs(other.middle - line.middle) > 2.2 * line.size for other in inner):
            found[line.number] = "page number" if _PAGE_NUMBER.fullmatch(line.text) else kind


def _is_page_number(
    page: int,
    line: TextLine,
    lines: Sequence[TextLine],
    height: float,
    pages: Mapping[int, tuple[Sequence[TextLine], float]],
) -> bool:
    """A bare number in the outermost row of a zone, alone there, that counts with the pages or has none to compare."""
    zone = _zone(line, height)
    match = _PAGE_NUMBER.fullmatch(line.text)
    if zone is None or match is None:
        return False
    outer = [o for o in lines if o is not line and (o.y1 < line.y0 + 1 if zone == "head" else o.y0 > line.y1 - 1)]
    if any(not _PAGE_NUMBER.fullmatch(o.text) and abs(o.y0 - line.y0) < 0.3 * height for o in outer):
        return False
    if not match[1].isdigit():
        return True
    value = int(match[1])
    for number, (other_lines, _) in pages.items():
        wanted = value + number - page
        for other in other_lines:
            text = _PAGE_NUMBER.fullmatch(other.text)
            if number != page and text and text[1].isdigit() and int(text[1]) == wanted and abs(other.y - line.y) < 6:
                return True
    beside = [o for o in lines if o is not line and min(o.y1, line.y1) - max(o.y0, line.y0) > 0]
    return len(pages) == 1 and not beside


def _line_numbers(lines: Sequence[TextLine], found: dict[int, FurnitureKind]) -> None:
    """The line numbers of a preprint: a column of rising numbers beside the text."""
    numbers = [line for line in lines if line.text.isdigit() and len(line.text) <= 4]
    if len(numbers) < 5:
        return
    text = sorted(line.x0 for line in lines if len(line.text) > 30)
    ends = sorted(line.x1 for line in lines if len(line.text) > 30)
    if not text:
        return
    left, right = text[len(text) // 10], ends[-1 - len(ends) // 10]
    for side in (
        [line for line in numbers if line.x1 <= left + 1],
        [line for line in numbers if line.x0 >= right - 1],
    ):
        side.sort(key=lambda line: line.y0)
        values = [int(line.text) for line in side]
        if len(side) < 5 or len({b - a for a, b in pairwise(values)}) > 2:
            continue
        if values == sorted(values):
            for line in side:
                found[line.number] = "line number"
