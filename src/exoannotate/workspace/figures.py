"""Figures of a project's evidence: drawn from the rows that pass a filter, and written with their captions."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from exoannotate import __version__
from exoannotate.domain.errors import BadValueError
from exoannotate.domain.figures import kinds
from exoannotate.domain.figures.drawing import DPI, WIDTHS, Drawing
from exoannotate.domain.figures.material import Material, read_in
from exoannotate.export.svg import svg
from exoannotate.export.table import choose, digest
from exoannotate.export.target import replacing
from exoannotate.workspace import comparing, exports, tables
from exoannotate.workspace.session import Session

CREATOR = "exoannotate figure"
"""What a PDF says it was made by; it tells a figure from a paper, which no export replaces."""
CAPTION = ".caption.txt"
"""What follows the name of a figure's file in that of its caption."""
FORMATS: tuple[tuple[str, str], ...] = (
    ("svg", "SVG, to edit in Inkscape or Illustrator; its words stay words"),
    ("pdf", "PDF, one page of the figure's size with its fonts in it"),
    ("png", f"PNG, a picture of {DPI[0]} or {DPI[1]} dots per inch"),
)
"""The formats a figure is written in, and what each is good for."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure, how many records passed the filter, and their digest."""

    drawing: Drawing
    rows: int
    digest: str


def material(session: Session, *, filter: str = "") -> Material:
    """What a figure is drawn from. Raises BadValueError for a filter that is none."""
    project = session.project
    documents = read_in(project.passages_by_record(), {passage.id: passage for passage in project.passages()})
    rows = tables.evidence(session, filter=filter)
    return Material(rows, project.columns(), comparing.names(session), filter, project.meanings(), documents)


def draw(session: Session, kind: str, millimetres: int = WIDTHS[1], *, filter: str = "") -> Drawn:
    """Draw a figure of the filtered evidence. Raises BadValueError for a kind, width or filter that is none."""
    kinds.figure(kind)  # before the work is done
    return drawn_from(material(session, filter=filter), kind, millimetres)


def drawn_from(of: Material, kind: str, millimetres: int) -> Drawn:
    """Draw a figure of this material. Raises BadValueError for a kind or width that is none."""
    drawing = kinds.draw(kind, of, millimetres)
    return Drawn(drawing, len(of.rows), digest(choose(of.rows, "default", of.columns)))


def write(
    drawn: Drawn, format_name: str, out: Path, painted: Mapping[str, Callable[[Drawing], bytes]] | None = None
) -> Path:
    """Write a figure and, beside it, its caption, whose path is returned. ``painted`` makes what needs a painter.

    Whole or not at all; raises ExoError.
    """
    makes: Mapping[str, Callable[[Drawing], bytes]] = {"svg": svg, **(painted or {})}
    name = format_name.strip().casefold().removeprefix(".")
    if name not in makes:
        known = ", ".join(one for one, _ in FORMATS)
        raise BadValueError(f"A figure cannot be written as “{format_name}”.", f"Its formats are: {known}.")
    if not _is_figure(out):
        exports.keep_sources(out)
    data = makes[name](drawn.drawing)
    caption = out.with_name(f"{out.name}{CAPTION}")
    with replacing(out) as stream:
        stream.write(data)
    with replacing(caption) as stream:
        stream.write(caption_text(drawn).encode("utf-8"))
    return caption


def caption_text(drawn: Drawn) -> str:
    """The caption with the line that says what the figure was drawn from."""
    origin = f"Drawn with exoannotate {__version__} from {drawn.rows:,} records; digest of the rows {drawn.digest}."
    return f"{drawn.drawing.caption}\n{origin}\n"


def _is_figure(path: Path) -> bool:
    """Whether a file is a figure that was written before."""
    try:
        if not os.path.isfile(path):
            return False
        with path.open("rb") as file:
            return CREATOR.encode("utf-16-be") in file.read(4096)
    except OSError:
        return False
