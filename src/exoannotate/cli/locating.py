"""The command that finds highlights again in a changed file or another copy: locate."""

from __future__ import annotations

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
    read_project,
)
from exoannotate.cli.documents import PASSWORD
from exoannotate.domain.errors import BadValueError
from exoannotate.domain.geometry import Quad
from exoannotate.domain.wording import shortened
from exoannotate.workspace import gathering, relocating
from exoannotate.workspace.relocating import Refound, Relocation


@click.command(
    epilog=examples(
        "locate study.exo --document 0199A --json",
        "locate study.exo --document 0199A --pdf preprint.pdf --apply",
        "locate study.exo --folder ~/papers",
    )
)
@PROJECT
@click.option("--document", default="", metavar="ID", help="The document, as “info” names it.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    help="Look in this folder and below for PDFs that are not at hand, of all documents or of this one: moved files by "
    "their content, those of papers without a PDF by DOI and title. What is found is stored.",
)
@click.option(
    "--pdf",
    "path",
    type=click.Path(path_type=Path, readable=False),
    help="Another copy; else its own file as it is now.",
)
@click.option("--apply", "store", is_flag=True, help="Store what was found; “undo” takes it back.")
@click.option("--accept", multiple=True, metavar="ID", help="A passage whose best guess is right; with --apply.")
@PASSWORD
@CURATOR
@JSON
def locate(
    project: Path,
    document: str,
    folder: Path | None,
    path: Path | None,
    store: bool,
    accept: tuple[str, ...],
    password_file: Path | None,
    curator: str,
    as_json: bool,
) -> None:
    """Find every highlight again in a changed file or another copy, or the missing PDFs of a project in a folder."""
    if folder is not None:
        if path is not None or store or accept:
            raise click.UsageError("--folder looks for PDFs; --pdf, --apply and --accept are for highlights.")
        with open_project(project, curator) as session, pdf_client() as pdf:
            gathered = gathering.gather(session, pdf, folder.expanduser(), only={document} - {""})
        told_of = {
            kind: [{"document": id, "path": str(where)} for id, where in pairs]
            for kind, pairs in (("moved", gathered.moved), ("got", gathered.got))
        }
        answer({**told_of, "missing": gathered.missing}, as_json, gathered.sentence())
        return
    if not document:
        raise click.UsageError("Name the document with --document, or a folder with --folder.")
    if accept and not store:
        raise click.UsageError("--accept stores a place, so it needs --apply.")
    password = password_from(password_file)
    with open_project(project, curator) if store else read_project(project) as session, pdf_client() as pdf:
        relocation = relocating.relocate(session, pdf, document, path, password=password)
        _check(relocation, accept)
        if store:
            relocating.apply(session, relocation, accepted=accept)
    told = {"index_ms": round(relocation.index_ms, 2), "passages": [_told(found) for found in relocation.passages]}
    lines = [_line(found) for found in relocation.passages]
    lines.append(f"{relocation.sentence()} {'Stored.' if store else 'Nothing was stored; --apply does.'}")
    answer(told, as_json, "\n".join(lines))


def _check(relocation: Relocation, accept: tuple[str, ...]) -> None:
    """Raises BadValueError when a passage to accept has no guess."""
    guesses = {found.passage.id for found in relocation.passages if found.guess is not None}
    for passage in accept:
        if passage not in guesses:
            raise BadValueError(f"There is no guess for a passage “{passage}”.", "Nothing was changed.")


def _told(found: Refound) -> dict[str, object]:
    told: dict[str, object] = {
        "passage": found.passage.id,
        "state": "orphan" if found.state == "not found" else found.state,
        "score": found.score,
        "page": found.page,
        "quads": [_quad(quad) for quad in found.quads],
        "text": found.text,
        "ms": round(found.ms, 3),
        "label": found.label,
    }
    if found.state == "ambiguous":
        told["places"] = found.places
    if found.guess is not None:
        guess = found.guess
        told["guess"] = {"score": guess.score, "page": guess.page_index, "text": found.guess_text}
    return told


def _quad(quad: Quad) -> list[float]:
    """As the project file keeps it: the page and the four corners in points."""
    return [quad.page, *(round(c, 3) for xy in quad.corners for c in xy)]


def _line(found: Refound) -> str:
    quote = found.passage.shown
    short = shortened(quote, 60)
    if found.state == "not found":
        guess = found.guess
        words = "not found"
        if guess is not None:
            words += f"; most like it ({guess.score:.0%}), page {guess.page_label}: {found.guess_text[:60]}"
    elif found.state == "ambiguous":
        words = f"in {found.places} places alike"
    else:
        words = f"{found.state}{f' {found.score:.0%}' if found.state == 'fuzzy' else ''}, page {found.label}"
    return f"{found.passage.id}  {words}  “{short}”"


COMMANDS = (locate,)
