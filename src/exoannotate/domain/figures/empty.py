"""The figure of no evidence: one sentence where a picture would be, so that nobody takes blank paper for a result."""

from __future__ import annotations

from exoannotate.domain.figures.drawing import Box, Drawing, Words, colours
from exoannotate.domain.figures.material import Material
from exoannotate.domain.figures.metrics import LEADING, RISE, wrap


def empty(title: str, page: float, caption: str, material: Material, why: str = "") -> Drawing:
    """A figure that says it has nothing to show, and why."""
    words = why or "No evidence to show: no record passes the filter, or none was made yet."
    lines = wrap(words, page - 20, 6)
    height = LEADING * len(lines) + 20
    shapes = [Words(page / 2, 10 + RISE + at * LEADING, line, "muted", "middle") for at, line in enumerate(lines)]
    return Drawing(
        title, page, height, (Box(0.25, 0.25, page - 0.5, height - 0.5, stroke="faint"), *shapes), (), caption,
        colours(material.meanings),
    )  # fmt: skip
