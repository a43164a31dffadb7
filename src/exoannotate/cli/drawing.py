"""What ``export --figure`` does: a figure as SVG, PDF or PNG with its caption, without a display."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import click

from exoannotate.cli.answers import answer, read_project
from exoannotate.domain.figures.drawing import DPI, WIDTHS, Drawing
from exoannotate.domain.figures.kinds import FIGURES
from exoannotate.domain.wording import counted
from exoannotate.workspace import figures

FORMATS = tuple(name for name, _ in figures.FORMATS)
HELP = (
    "With --figure the evidence is drawn: "
    + "; ".join(f"{one.id}: {one.help}" for one in FIGURES)
    + ". "
    + "; ".join(f"{name.upper()}: {words.partition(', ')[2]}" for name, words in figures.FORMATS)
    + ". The caption is written beside the figure, into FILE.caption.txt."
)
FIGURE = click.option("--figure", "figure", type=click.Choice([one.id for one in FIGURES]), help="Draw the evidence.")
WIDTH = click.option(
    "--width", type=click.Choice([str(width) for width in WIDTHS]), default=str(WIDTHS[1]),
    help="Of a figure, in millimetres: one column of a journal, or two (default).",
)  # fmt: skip
RESOLUTION = click.option(
    "--dpi",
    type=click.Choice([str(dpi) for dpi in DPI]),
    default=str(DPI[0]),
    help=f"Of a figure as PNG (default: {DPI[0]}).",
)


def export(
    project: Path, format_name: str, figure: str, out: Path, expression: str, width: int, dpi: int, as_json: bool
) -> None:  # fmt: skip
    """Draw a figure and write it. Raises ExoError."""
    name = format_name.strip().casefold().removeprefix(".")
    if name not in FORMATS:
        raise click.UsageError(
            f"A figure is written as {', '.join(FORMATS[:-1])} or {FORMATS[-1]}, not “{format_name}”."
        )
    with read_project(project) as session:
        drawn = figures.draw(session, figure, width, filter=expression)
    caption = figures.write(drawn, name, out, _painted(dpi) if name != "svg" else None)
    told = {"out": str(out), "rows": drawn.rows, "digest": drawn.digest, "caption": drawn.drawing.caption,
            "caption_file": str(caption)}  # fmt: skip
    answer(told, as_json, f"Drew {counted(drawn.rows, 'record')} in “{out}”. Its caption is in “{caption}”.")


def _painted(dpi: int) -> Mapping[str, Callable[[Drawing], bytes]]:
    from exoannotate.ui.figures import files

    return {"pdf": files.pdf, "png": partial(files.png, dpi=dpi)}
