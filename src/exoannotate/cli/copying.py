"""What ``export --format pdf`` does: copies of the PDFs with highlights."""

from __future__ import annotations

from pathlib import Path

from exoannotate.cli.answers import answer, pdf_client, read_project, say
from exoannotate.domain.wording import counted
from exoannotate.export.table import choose, digest
from exoannotate.workspace import copies, tables

FORMAT = "pdf"
HELP = f"{copies.HELP} --out is a folder, or the file of a single copy."


def is_meant(format_name: str) -> bool:
    """Whether the format is that of the copies."""
    return format_name.strip().casefold().removeprefix(".") == FORMAT


def export(
    project: Path, out: Path, expression: str, wanted: tuple[str, ...], password: str, as_json: bool
) -> int:  # fmt: skip
    """Write the copies and say what became of each; 1 when one was not written. Raises ExoError."""
    with read_project(project) as session, pdf_client() as pdf:
        done = copies.write_all(session, pdf, out, documents_wanted=wanted, filter=expression, password=password)
        rows = tables.evidence(session, filter=expression)
    for copy in done:
        if copy.out is None:
            say(copy.message, err=True)
    told = {
        "out": str(out),
        "rows": sum(copy.highlights for copy in done),
        "digest": digest(choose(rows, "default")),
        "copies": [
            {
                "document": copy.document,
                "out": str(copy.out) if copy.out else "",
                "highlights": copy.highlights,
                "left_out": copy.left_out,
                "message": copy.message,
            }
            for copy in done
        ],
    }
    written = [copy.sentence() for copy in done if copy.out is not None]
    answer(told, as_json, "\n".join([*written, f"{counted(len(written), 'copy')} in “{out}”."]))
    return 1 if len(written) < len(done) else 0
