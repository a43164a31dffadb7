"""The command that takes into a project what other programs made: import."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from exoannotate.cli.answers import (
    CURATOR,
    JSON,
    PROJECT,
    answer,
    examples,
    open_project,
    password_from,
    pdf_client,
)
from exoannotate.cli.documents import PASSWORD
from exoannotate.workspace import imports


@click.command(
    "import", epilog=examples("import glioma.exo review-with-my-highlights.pdf", "import glioma.exo a.pdf --json")
)
@PROJECT
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option(
    "--colour", "--color", default="", help="One meaning for all: its number, letter or name; else by the nearest hue."
)
@PASSWORD
@CURATOR
@JSON
def import_(project: Path, file: Path, colour: str, password_file: Path | None, curator: str, as_json: bool) -> None:
    """Import the highlights, underlines, notes and areas that other programs left inside a PDF.

    The PDF is added to the project unless it is there, and is not changed. Importing twice adds nothing twice.
    """
    with open_project(project, curator) as session, pdf_client(drawing=True) as pdf:
        done = imports.import_file(session, pdf, file, password=password_from(password_file), meaning=colour)
    told = {"imported": done.imported, **asdict(done)}
    answer(told, as_json, done.sentence())


COMMANDS = (import_,)
