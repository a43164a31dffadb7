"""Pages whose text runs up, down, upside down or askew, turned so that it runs from left to right. Pure."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from exoannotate.pdf.glyphs import GlyphPage, Run

_LEAST_TILT = 0.004  # radians; over a column of 250 points that is one point
_MOST_TILT = 0.2
_ALIKE = 0.01  # radians by which lines of one askew page may differ


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn by ``quarter`` quarters clockwise of a page of width x height points (as displayed).

    ``tilt``: radians by which the text then still runs downhill; lines that lie askew are levelled about the left
    top of the turned page.
    """

    quarter: int
    width: float
    height: float
    tilt: float = 0.0

    def there(self, run: Run) -> Run:
        """A run in the turned page."""
        match self.quarter:
            case 1:  # read upwards
                run = replace(run, x=self.height - run.y, y=run.x, dx=-run.dy, dy=run.dx)
            case 2:  # upside down
                run = replace(run, x=self.width - run.x, y=self.height - run.y, dx=-run.dx, dy=-run.dy)
            case 3:  # read downwards
                run = replace(run, x=run.y, y=self.width - run.x, dx=run.dy, dy=-run.dx)
        if not self.tilt:
            return run
        (x, y), (dx, dy) = _turned(run.x, run.y, -self.tilt), _turned(run.dx, run.dy, -self.tilt)
        return replace(run, x=x, y=y, dx=dx, dy=dy)

    def back(self, x: float, y: float, dx: float, dy: float) -> tuple[float, float, float, float]:
        """A point and a direction of the turned page in page space."""
        if self.tilt:
            (x, y), (dx, dy) = _turned(x, y, self.tilt), _turned(dx, dy, self.tilt)
        match self.quarter:
            case 1:
                return y, self.height - x, dy, -dx
            case 2:
                return self.width - x, self.height - y, -dx, -dy
            case 3:
                return self.width - y, x, -dy, dx
            case _:
                return x, y, dx, dy


def main_turn(page: GlyphPage) -> Turn:
    """The turn after which most of the page's text runs from left to right."""
    counts = [0, 0, 0, 0]
    for run in page.runs:
        if abs(run.dx) > abs(run.dy):
            # Right-to-left writing runs to the left, too, but its ascent and descent are exchanged.
            counts[0 if run.dx > 0 or run.ascent < run.descent else 2] += len(run.text)
        else:
            counts[1 if run.dy < 0 else 3] += len(run.text)
    most = max(range(4), key=lambda quarter: (counts[quarter], -quarter))
    turn = Turn(most if counts[most] > 0.6 * sum(counts) else 0, page.width, page.height)
    if all(run.dx in (0.0, 1.0) or run.dy in (0.0, 1.0) for run in page.runs):
        return turn
    return replace(turn, tilt=_tilt([turn.there(run) for run in page.runs]))


def _tilt(runs: Sequence[Run]) -> float:
    """The angle (radians, downhill) that most of the text shares; 0 when the text is level or of many angles."""
    level = [run for run in runs if run.dx > 0.9 and run.text.strip()]
    angles = sorted((math.atan2(run.dy, run.dx), len(run.text)) for run in level)
    half = sum(count for _, count in angles) / 2
    reached = itertools.accumulate(count for _, count in angles)
    middle = next((angle for (angle, _), count in zip(angles, reached, strict=True) if count >= half), 0.0)
    alike = sum(count for angle, count in angles if abs(angle - middle) < _ALIKE)
    most = alike > 0.8 * sum(len(run.text) for run in runs if run.text.strip())
    return middle if most and _LEAST_TILT < abs(middle) < _MOST_TILT else 0.0


def _turned(x: float, y: float, angle: float) -> tuple[float, float]:
    cos, sin = math.cos(angle), math.sin(angle)
    return x * cos - y * sin, x * sin + y * cos
