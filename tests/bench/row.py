"""What a row of the table is, and what came of measuring it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from tests.bench.place import Place

Verdict = Literal["moonshot", "goal", "missed", "told", "not there", "failed"]
Unit = Literal["ratio", "ms", "MB", "%", "s"]

NOISE = 1.3
"""In the short form, for a machine that does other things too, a goal is met within this factor of itself."""


class NotThereError(Exception):
    """Something the row needs is not on this machine, or not in the program yet; says what."""


@dataclass(frozen=True, slots=True)
class Line:
    """One figure. ``value`` is what the goal is about, in ``unit``; without a goal it is only told.

    ``anchor`` and ``ours`` are words: what was compared, with its own unit.
    """

    what: str
    anchor: str
    ours: str
    value: float
    unit: Unit = "ratio"
    goal: float | None = None
    moonshot: float | None = None

    def verdict(self, slack: float = 1.0) -> Verdict:
        """Whether the goal is reached; ``slack``: a factor on the goal."""
        if self.goal is None:
            return "told"
        if self.moonshot is not None and self.value <= self.moonshot:
            return "moonshot"
        return "goal" if self.value <= self.goal * slack else "missed"

    def shown(self, value: float | None) -> str:
        """A value of this line's unit in words."""
        if value is None:
            return ""
        if self.unit == "ratio":
            return f"x{value:.4f}" if 0 < abs(value) < 0.02 else f"x{value:.2f}"
        return f"{value:.1f} %" if self.unit == "%" else f"{value:.{0 if abs(value) >= 100 else 1}f} {self.unit}"


Measure = Callable[[Place], tuple[Line, ...]]


@dataclass(frozen=True, slots=True)
class Bench:
    """A row: ``id`` as in the list of goals, ``limit`` seconds after which it is given up. ``short``: holds on a noisy
    machine and is quick, so that the short form has it."""

    id: str
    title: str
    measure: Measure
    limit: float
    short: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a row: its lines, or why there are none; ``load`` before it began, ``seconds`` it took."""

    id: str
    title: str
    lines: tuple[Line, ...] = ()
    trouble: str = ""
    verdict: Verdict = "told"
    load: float = 0.0
    seconds: float = 0.0
    notes: tuple[str, ...] = field(default_factory=tuple)
