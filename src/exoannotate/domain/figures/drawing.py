"""A figure as a value: shapes in points from the upper left corner, and what the records behind them are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from exoannotate.domain.figures.metrics import RISE, SIZE, width
from exoannotate.domain.records import MEANINGS, Meaning

HAIRLINE = 0.5
"""The width of all lines, in points."""
POINTS = 72 / 25.4
"""Points in a millimetre."""
WIDTHS = (85, 180)
"""The widths of a figure that journals print, in millimetres: one column and two."""
DPI = (300, 600)
"""Dots per inch of a picture: what journals ask for, for tints and for lines."""
FAMILIES = ("Arial", "Helvetica", "Liberation Sans", "Arimo", "Nimbus Sans")
"""Fonts of figures, the first that is there; they share their widths."""

Hatch = Literal["", "rising", "falling", "upright"]
HATCH_STEP, HATCH_LINE = 2.6, 0.45
"""Points between two lines of a hatch, and the width of one."""

Anchor = Literal["start", "middle", "end"]

PRINT: dict[str, str] = {
    "paper": "#FFFFFF", "ink": "#1C2430", "muted": "#566072", "line": "#868E9B", "faint": "#D9DDE3", "none": "#8C8C8C",
    "pale": "#BCC2CA",
}  # fmt: skip
"""The colours of figures beside those of the meanings of highlights. Figures are made for white paper, so they are the
same in a dark window."""


_COLOUR = re.compile("#[0-9A-Fa-f]{6}")


def colours(meanings: Iterable[Meaning]) -> Mapping[str, str]:
    """All colours of a figure by name: the hues are those of a project's highlights. Where a project lacks one, or
    holds words that are no colour, it is the hue that a new project starts with."""
    own = {meaning.id: meaning.colour for meaning in meanings if _COLOUR.fullmatch(meaning.colour)}
    return {meaning.id: meaning.colour for meaning in MEANINGS} | own | PRINT


def is_narrow(millimetres: int) -> bool:
    """Whether a figure of this width stands in one column of a page."""
    return millimetres < WIDTHS[1]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle. ``fill`` and ``stroke`` name colours, "" for none; ``hatch`` is drawn in the colour ``lines``."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    alpha: float = 1.0
    stroke: str = ""
    line: float = HAIRLINE
    hatch: Hatch = ""
    lines: str = "line"
    part: int = -1

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height

    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        return self.x, self.y, self.x + self.width, self.y + self.height


@dataclass(frozen=True, slots=True)
class Band:
    """A band that runs from the left to the right and keeps its width."""

    x0: float
    y0: float
    x1: float
    y1: float
    height: float
    fill: str
    alpha: float
    hatch: Hatch = ""
    part: int = -1

    @property
    def lines(self) -> str:
        """The colour of its hatch."""
        return self.fill

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it; thin bands are a little wider to the pointer than to the eye."""
        left, top, right, bottom = self.bounds()
        if not (left <= x <= right and top - 1 <= y <= bottom + 1):
            return False
        low, high = 0.0, 1.0
        share = (x - self.x0) / (self.x1 - self.x0)
        for _ in range(24):
            middle = (low + high) / 2
            # The curve with both handles in the middle: x = 1.5 t (1 - t) + t³
            if 1.5 * middle * (1 - middle) + middle**3 < share:
                low = middle
            else:
                high = middle
        top = self.y0 + (self.y1 - self.y0) * low * low * (3 - 2 * low)
        slack = max(0.0, 1.2 - self.height) / 2
        return top - slack <= y <= top + self.height + slack

    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        return self.x0, min(self.y0, self.y1), self.x1, max(self.y0, self.y1) + self.height


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float
    stroke: str = "line"
    line: float = HAIRLINE
    part: int = -1

    def holds(self, x: float, y: float) -> bool:
        """Never: nobody points at a line."""
        return False

    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        return min(self.x0, self.x1), min(self.y0, self.y1), max(self.x0, self.x1), max(self.y0, self.y1)


@dataclass(frozen=True, slots=True)
class Words:
    """Words on a line at ``y``; ``turned`` ones run upwards from there."""

    x: float
    y: float
    text: str
    colour: str = "ink"
    anchor: Anchor = "start"
    bold: bool = False
    italic: bool = False
    turned: bool = False
    part: int = -1

    @property
    def width(self) -> float:
        """How long they are."""
        return width(self.text, bold=self.bold)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies on them."""
        left, top, right, bottom = self.bounds()
        return left <= x <= right and top <= y <= bottom

    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        before = {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * self.width
        fall = 0.22 * SIZE
        if self.turned:
            return self.x - RISE, self.y + before - self.width, self.x + fall, self.y + before
        return self.x - before, self.y - RISE, self.x - before + self.width, self.y + fall


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of a role (▲ ▼ = ◆ ? ✕), drawn and not written: few fonts have all of them."""

    x: float
    y: float
    size: float
    sign: str
    colour: str = "ink"
    part: int = -1

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies on it."""
        return self.x <= x <= self.x + self.size and self.y <= y <= self.y + self.size

    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        return self.x, self.y, self.x + self.size, self.y + self.size

    def polygons(self) -> tuple[tuple[tuple[float, float], ...], ...]:
        """The sign as filled polygons."""
        return tuple(
            tuple((self.x + across * self.size, self.y + down * self.size) for across, down in points)
            for points in _SIGNS.get(self.sign, _SIGNS["?"])
        )


_SIGNS: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "▲": (((0.5, 0.06), (1, 0.94), (0, 0.94)),),
    "▼": (((0, 0.06), (1, 0.06), (0.5, 0.94)),),
    "=": (((0.05, 0.22), (0.95, 0.22), (0.95, 0.42), (0.05, 0.42)),
          ((0.05, 0.6), (0.95, 0.6), (0.95, 0.8), (0.05, 0.8))),
    "◆": (((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)),),
    "✕": (((0, 0.14), (0.14, 0), (0.5, 0.36), (0.86, 0), (1, 0.14), (0.64, 0.5), (1, 0.86), (0.86, 1), (0.5, 0.64),
           (0.14, 1), (0, 0.86), (0.36, 0.5)),),
    "?": (((0.12, 0.3), (0.12, 0.1), (0.3, 0), (0.7, 0), (0.88, 0.12), (0.88, 0.42), (0.6, 0.58), (0.6, 0.7),
           (0.4, 0.7), (0.4, 0.48), (0.68, 0.34), (0.68, 0.22), (0.6, 0.16), (0.4, 0.16), (0.32, 0.22), (0.32, 0.3)),
          ((0.4, 0.82), (0.6, 0.82), (0.6, 1), (0.4, 1))),
}  # fmt: skip

Shape: TypeAlias = Box | Band | Line | Words | Sign


@dataclass(frozen=True, slots=True)
class Part:
    """What a person can point at: a bar, a band, a cell. ``told`` says it in a sentence, ``label`` names its records in
    a few words."""

    told: str
    label: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure: its size in points, what is drawn from back to front, what can be pointed at, and its caption."""

    title: str
    width: float
    height: float
    shapes: tuple[Shape, ...]
    parts: tuple[Part, ...]
    caption: str
    colours: Mapping[str, str]

    def at(self, x: float, y: float) -> int:
        """The part at a point, -1 for none; what is drawn last lies on top."""
        return next((shape.part for shape in reversed(self.shapes) if shape.part >= 0 and shape.holds(x, y)), -1)

    def places(self) -> tuple[tuple[float, float, float, float], ...]:
        """Where each part is: left, top, right and bottom of all its shapes."""
        found: dict[int, tuple[float, float, float, float]] = {}
        for shape in self.shapes:
            if shape.part >= 0:
                left, top, right, bottom = shape.bounds()
                old = found.get(shape.part, (left, top, right, bottom))
                found[shape.part] = min(old[0], left), min(old[1], top), max(old[2], right), max(old[3], bottom)
        return tuple(found[at] for at in range(len(self.parts)))


class Pen:
    """Collects the shapes and parts of a figure while it is laid out."""

    def __init__(self) -> None:
        self.shapes: list[Shape] = []
        self.parts: list[Part] = []

    def draw(self, *shapes: Shape) -> None:
        """Lay shapes over those that are there."""
        self.shapes += shapes

    def part(self, told: str, label: str, records: Iterable[str]) -> int:
        """Something that can be pointed at; its number goes to its shapes."""
        self.parts.append(Part(told, label, tuple(dict.fromkeys(records))))
        return len(self.parts) - 1
