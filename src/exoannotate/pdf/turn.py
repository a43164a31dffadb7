"""Pages whose text runs up, down or upside down, turned so that it runs from left to right. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from exoannotate.pdf.glyphs import GlyphPage, Run


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn by ``quarter`` quarters clockwise of a page of width x height points (as displayed)."""

    quarter: int
    width: float
    height: float

    def there(self, run: Run) -> Run:
        """A run in the turned page."""
        match self.quarter:
            case 1:  # read upwards
                return replace(run, x=self.height - run.y, y=run.x, dx=-run.dy, dy=run.dx)
            case 2:  # upside down
                return replace(run, x=self.width - run.x, y=self.height - run.y, dx=-run.dx, dy=-run.dy)
            case 3:  # read downwards
                return replace(run, x=run.y, y=self.width - run.x, dx=run.dy, dy=-run.dx)
            case _:
                return run

    def back(self, x: float, y: float, dx: float, dy: float) -> tuple[float, float, float, float]:
        """A point and a direction of the turned page in page space."""
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
    return Turn(most if counts[most] > 0.6 * sum(counts) else 0, page.width, page.height)
