"""The command that writes a copy to hand on: share."""

from __future__ import annotations

import hashlib
from contextlib import nullcontext
from pathlib import Path

import click

from exoannotate.cli.answers import JSON, PROJECT, answer, examples, pdf_client, read_project
from exoannotate.workspace import sharing
from exoannotate.workspace.sharing import Choice


@click.command(
    epilog=examples(
        "share study.exo for_ben.exo",
        "share study.exo for_ben.exo --with-pdfs --with-images",
        "share study.exo site.exo --datasette",
        "share study.exo for_review.exo --without-notes --without-names --json",
    )
)
@PROJECT
@click.argument("out", type=click.Path(path_type=Path, readable=False))
@click.option("--with-pdfs", is_flag=True, help="With the PDFs, kept inside the file.")
@click.option("--with-images", is_flag=True, help="With a picture of the lines of every quote.")
@click.option("--without-notes", is_flag=True, help="Without the notes on highlights, documents, names and records.")
@click.option("--without-names", is_flag=True, help="With “Curator 1” in place of a person’s name.")
@click.option(
    "--datasette", "describe", is_flag=True, help="With a description beside it, to publish it as a site by Datasette."
)
@JSON
def share(
    project: Path, out: Path, with_pdfs: bool, with_images: bool, without_notes: bool, without_names: bool,
    describe: bool, as_json: bool,
) -> None:  # fmt: skip
    """Write one checked file to send: without paths of this computer and without anything deleted.

    Quotes, pages and citations are in it, also without the PDFs. “merge” joins what comes back; what was left out
    stays as it is here.
    """
    choice = Choice(with_pdfs, not without_notes, not without_names, with_images)
    with read_project(project) as session, pdf_client(drawing=True) if with_images else nullcontext() as pdf:
        shared = sharing.share(session, out, choice, pdf=pdf, describe=describe)
    told = {
        "out": str(shared.out),
        "digest": shared.digest,
        "sha256": _sha256(shared.out),
        "bytes": shared.size,
        "pdfs": shared.pdfs,
        "pdfs_missing": shared.pdfs_missing,
        "images": shared.images,
        "images_missing": shared.images_missing,
    }
    if shared.metadata is not None:
        told["metadata"] = str(shared.metadata)
    answer(told, as_json, f"{shared.sentence()} Merge what comes back with “merge”.")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


COMMANDS = (share,)
