"""The key below a figure: what signs, hues and hatches mean."""

from __future__ import annotations

from collections.abc import Sequence

from exoannotate.domain.figures.drawing import Box, Hatch, Pen, Sign, Words
from exoannotate.domain.figures.material import STANCES, Reading
from exoannotate.domain.figures.metrics import LEADING, RISE, SIZE, width

_PATCH, _GAP = 9.0, 9.0

Entry = tuple[str, str, str, Hatch, float]
"""Sign, words, hue, hatch and strength."""


def legend(pen: Pen, of: Reading, y: float, page: float, more: Sequence[Entry] = (), *, hatched: bool = True) -> float:
    """Draw the key of what occurs, in lines from ``y`` on, and return where the figure ends. Without ``hatched`` the
    figure tells stances apart by their signs alone."""
    entries: list[Entry] = [
        (s.sign, s.word, s.colour, s.hatch if hatched else "", s.alpha) for s in STANCES if s.sign in of.signs
    ]
    x = 0.0
    for sign, words, hue, hatch, alpha in (*entries, *more):
        wide = _PATCH + 2 + (SIZE if sign else 0) + width(words)
        if x and x + wide > page:
            x, y = 0.0, y + LEADING + 1.6
        pen.draw(Box(x, y, _PATCH, RISE + 1.4, fill=hue, alpha=alpha, stroke="line", hatch=hatch, lines=hue or "muted"))
        if sign:
            colour = hue if hue != "none" else "muted"
            pen.draw(Sign(x + _PATCH + 2, y + 0.9, RISE, sign, colour))
        pen.draw(Words(x + _PATCH + 2 + (SIZE if sign else 0), y + RISE + 0.5, words))
        x += wide + _GAP
    return y + RISE + 2.6
