"""The command that writes a copy to hand on: share."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click

from exoannotate.cli.answers import JSON, PROJECT, answer, examples, read_project
from exoannotate.workspace import sharing


@click.command(epilog=examples("share study.exo for_ben.exo", "share study.exo for_ben.exo --with-pdfs --json"))
@PROJECT
@click.argument("out", type=click.Path(path_type=Path, readable=False))
@click.option("--with-pdfs", is_flag=True, help="With the PDFs that are kept inside the project.")
@JSON
def share(project: Path, out: Path, with_pdfs: bool, as_json: bool) -> None:
    """Write one checked file to send: without paths of this computer and without anything deleted."""
    with read_project(project) as session:
        shared = sharing.share(session, out, with_pdfs=with_pdfs)
    told = {
        "out": str(shared.out),
        "digest": shared.digest,
        "sha256": hashlib.sha256(shared.out.read_bytes()).hexdigest(),
    }
    answer(told, as_json, f"{shared.out} is ready to be sent. Merge what comes back with “merge”.")


COMMANDS = (share,)
