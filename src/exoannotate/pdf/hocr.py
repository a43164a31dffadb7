"""What Tesseract read, as glyphs: its hOCR taken apart. Pure.

Tesseract measures each line for itself, so that sizes and slopes of the lines of one paragraph differ by chance.
They are made alike before the page is put in order, which goes by sizes.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import hypot
from typing import Literal

from exoannotate.domain.pagetext import Recognised
from exoannotate.pdf.glyphs import GlyphPage, Run

DOUBTFUL = 60.0
"""Per cent of certainty below which a word is doubtful: most of these hold a wrong letter."""
_NOISE = 25.0  # per cent; below it, marks without a letter are specks of the picture
_EM = 1.09  # font size per height of a line as Tesseract measures it: 38 pixels of 300 dpi are 10 points
_ALIKE = 0.12  # sizes that differ from that of most of the page by less are the same
_LEVEL = 0.003  # slopes below this are none
_ASCENT, _DESCENT = 0.74, 0.22
_NUMBER = r"(-?[\d.]+)"
_BOX = re.compile(r"bbox (\d+) (\d+) (\d+) (\d+)")
_CHARACTER = re.compile(r"x_bboxes (\d+) (\d+) (\d+) (\d+)")
_SURE = re.compile(r"x_wconf (\d+)")
_BASELINE = re.compile(rf"baseline {_NUMBER} {_NUMBER}")
_SIZE = re.compile(rf"x_size {_NUMBER}")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line in pixels: text, left and right of each character, the baseline in its middle, and how steep it is."""

    text: str
    starts: tuple[float, ...]
    ends: tuple[float, ...]
    y: float
    slope: float
    size: float
    block: int

    @property
    def middle(self) -> float:
        return (self.starts[0] + self.ends[-1]) / 2


def parsed(hocr: bytes) -> ElementTree.Element:
    """Raises ValueError for what is no hOCR."""
    try:
        return ElementTree.fromstring(hocr)
    except ElementTree.ParseError as error:
        raise ValueError(str(error)) from error


def lying(root: ElementTree.Element) -> Literal[0, 1, 3]:
    """The quarters clockwise that most of the text is turned by: 0 as it should be, 1 read downwards, 3 upwards.

    Tesseract reads such text, but says of its letters and baselines where they would stand on another page.
    """
    votes = {0: 0, 1: 0, 3: 0}
    for line in (element for element in root.iter() if "x_size" in element.get("title", "")):
        words = [found for word in _of_class(line, "ocrx_word") if (found := _BOX.search(word.get("title", "")))]
        box = _BOX.search(line.get("title", ""))
        if box is None or len(words) < 2:
            continue
        x0, y0, x1, y1 = map(int, box.groups())
        if y1 - y0 < 2 * (x1 - x0):
            votes[0] += len(words)
        else:
            votes[1 if int(words[0][2]) < int(words[-1][2]) else 3] += len(words)
    most = max(votes, key=lambda quarter: votes[quarter])
    return 1 if most == 1 else 3 if most == 3 else 0


def glyphs(
    root: ElementTree.Element, page: int, width: float, height: float, scale: float, language: str
) -> tuple[GlyphPage, Recognised]:
    """The glyphs of a page of width x height points drawn at ``scale`` pixels per point, and how sure they are."""
    lines: list[_Line] = []
    sure: list[tuple[float, int]] = []
    for block, area in enumerate(_of_class(root, "ocr_carea")):
        for element in area.iter():
            if "x_size" in element.get("title", "") and "textangle" not in element.get("title", ""):
                line = _line(element, block, sure)
                if line is not None:
                    lines.append(line)
    lines = _alike(lines)
    runs = tuple(_run(line, number, scale) for number, line in enumerate(lines))
    letters = sum(count for _, count in sure)
    certainty = sum(percent * count for percent, count in sure) / letters / 100 if letters else 0.0
    doubtful = sum(percent < DOUBTFUL for percent, _ in sure)
    told = Recognised(language, round(certainty, 4), len(sure), doubtful)
    return GlyphPage(page, width, height, runs, "\n".join(line.text for line in lines)), told


def turned(found: GlyphPage, quarter: int) -> GlyphPage:
    """Glyphs that were read after the page was turned back by so many quarters, where they stand on the page."""
    if quarter == 0:
        return found
    width, height = (found.height, found.width) if quarter % 2 else (found.width, found.height)

    def there(run: Run) -> Run:
        if quarter == 1:
            return replace(run, x=width - run.y, y=run.x, dx=-run.dy, dy=run.dx)
        if quarter == 2:
            return replace(run, x=width - run.x, y=height - run.y, dx=-run.dx, dy=-run.dy)
        return replace(run, x=run.y, y=height - run.x, dx=run.dy, dy=-run.dx)

    return replace(found, width=width, height=height, runs=tuple(map(there, found.runs)))


def _of_class(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [element for element in root.iter() if element.get("class") == name]


def _line(element: ElementTree.Element, block: int, sure: list[tuple[float, int]]) -> _Line | None:
    title = element.get("title", "")
    box, size, baseline = _BOX.search(title), _SIZE.search(title), _BASELINE.search(title)
    if box is None or size is None:
        return None
    text, starts, ends = "", list[float](), list[float]()
    for word in _of_class(element, "ocrx_word"):
        letters, lefts, rights = _word(word)
        found = _SURE.search(word.get("title", ""))
        percent = float(found[1]) if found else 0.0
        if not letters.strip() or (percent < _NOISE and not any(c.isalnum() for c in letters)):
            continue
        if text:
            text += " "
            starts.append(ends[-1])
            ends.append(max(ends[-1], lefts[0]))
        sure.append((percent, len(letters)))
        text += letters
        starts += lefts
        ends += rights
    if not text:
        return None
    x0, _, _, y1 = map(float, box.groups())
    slope, offset = (float(baseline[1]), float(baseline[2])) if baseline else (0.0, 0.0)
    middle = (starts[0] + ends[-1]) / 2
    return _Line(text, tuple(starts), tuple(ends), y1 + offset + slope * (middle - x0), slope, float(size[1]), block)


def _word(word: ElementTree.Element) -> tuple[str, list[float], list[float]]:
    """The letters of a word with their left and right sides, each not before the one before."""
    box = _BOX.search(word.get("title", ""))
    if box is None:
        return "", [], []
    left, right = float(box[1]), float(box[3])
    text, starts = "", list[float]()
    for element in _of_class(word, "ocrx_cinfo"):
        place = _CHARACTER.search(element.get("title", ""))
        letters = "".join(element.itertext())
        if place is None or not letters:
            continue
        x0, x1 = float(place[1]), float(place[3])
        for at, letter in enumerate(letters):
            text += letter
            x = x0 + (x1 - x0) * at / len(letters)
            starts.append(min(max(x, starts[-1] if starts else left), right))
    if not text:
        text = "".join(word.itertext()).strip()
        starts = [left + (right - left) * at / len(text) for at in range(len(text))]
    return text, starts, [*starts[1:], max(right, starts[-1])] if starts else []


def _alike(lines: Sequence[_Line]) -> list[_Line]:
    """Lines of about the size of most of the page get that size, and lines about as steep as most that slope."""
    if not lines:
        return []
    size = _median([(line.size, len(line.text)) for line in lines])
    slope = _median([(line.slope, len(line.text)) for line in lines])
    slope = slope if abs(slope) >= _LEVEL else 0.0
    return [
        replace(
            line,
            size=size if abs(line.size / size - 1) < _ALIKE else line.size,
            slope=slope if abs(line.slope - slope) < 0.02 or len(line.text) < 8 else line.slope,
        )
        for line in lines
    ]


def _median(weighted: Sequence[tuple[float, int]]) -> float:
    """The middle value, each counted by its weight."""
    half = sum(weight for _, weight in weighted) / 2
    for value, weight in sorted(weighted):
        half -= weight
        if half <= 0:
            return value
    return max(value for value, _ in weighted)


def _run(line: _Line, number: int, scale: float) -> Run:
    long = hypot(1.0, line.slope)
    start = line.starts[0]
    size = line.size * _EM / scale
    return Run(
        text=line.text,
        x=start / scale,
        y=(line.y - line.slope * (line.middle - start)) / scale,
        dx=1 / long,
        dy=line.slope / long,
        starts=tuple((x - start) * long / scale for x in line.starts),
        ends=tuple((x - start) * long / scale for x in line.ends),
        ascent=_ASCENT * size,
        descent=_DESCENT * size,
        size=size,
        font="",
        bold=False,
        raised=False,
        line=number,
        block=line.block,
    )
