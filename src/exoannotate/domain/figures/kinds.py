"""FIGURES: every kind of figure that can be drawn from the evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from exoannotate.domain.errors import BadValueError
from exoannotate.domain.figures import board, counts, grid, map
from exoannotate.domain.figures.drawing import WIDTHS, Drawing
from exoannotate.domain.figures.material import Material


@dataclass(frozen=True, slots=True)
class Figure:
    """One kind of figure. ``draw`` lays it out for a width in millimetres."""

    id: str
    label: str
    help: str
    draw: Callable[[Material, int], Drawing]


FIGURES: tuple[Figure, ...] = (
    Figure(
        "map", "Evidence map", "who gives which cargo to whom, against which therapy, and what comes of it", map.draw
    ),
    Figure("matrix", "Cargo × therapy", "direction and strength of the evidence for each pair, and gaps", grid.draw),
    Figure("board", "Agreement", "for each cargo and therapy how many studies stand on each side", board.draw),
    Figure("counts", "Counts", "records by year, level of evidence and system", counts.draw),
)


def figure(id: str) -> Figure:
    """The kind of figure with this id. Raises BadValueError that names them all."""
    for known in FIGURES:
        if known.id == id.strip().casefold():
            return known
    raise BadValueError(f"There is no figure “{id}”.", f"The figures are: {', '.join(one.id for one in FIGURES)}.")


def draw(id: str, material: Material, millimetres: int = WIDTHS[1]) -> Drawing:
    """Lay a figure out. Raises BadValueError for a kind or width that is none."""
    if millimetres not in WIDTHS:
        raise BadValueError(
            f"A figure is not {millimetres} mm wide.", f"Journals print {' or '.join(f'{w} mm' for w in WIDTHS)}."
        )
    return figure(id).draw(material, millimetres)
