"""The command that takes into a project what other programs made: import."""

from __future__ import annotations

from contextlib import nullcontext
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
    read_project,
)
from exoannotate.cli.documents import PASSWORD
from exoannotate.workspace import importing, imports
from exoannotate.workspace.bibliographies import Plan
from exoannotate.workspace.evidence_plan import EvidencePlan
from exoannotate.workspace.importing import Option


@click.command(
    "import",
    epilog=examples(
        "import glioma.exo my-library.ris",
        "import glioma.exo export.bib --known-only",
        "import glioma.exo evidence.xlsx --dry-run",
        "import glioma.exo review-with-my-highlights.pdf --json",
    ),
)
@PROJECT
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option("--known-only", is_flag=True, help="References: complete papers of the project, add no new ones.")
@click.option("--with-pdfs", is_flag=True, help="References: add the PDFs, too, that the file names on this computer.")
@click.option("--update", is_flag=True, help="Evidence: let records that differ say what the file says.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option(
    "--colour",
    "--color",
    default="",
    help="Highlights of a PDF: one meaning for all, its number, letter or name; else by the nearest hue.",
)
@PASSWORD
@CURATOR
@JSON
def import_(
    project: Path,
    file: Path,
    known_only: bool,
    with_pdfs: bool,
    update: bool,
    dry_run: bool,
    colour: str,
    password_file: Path | None,
    curator: str,
    as_json: bool,
) -> None:
    """Import references (RIS, BibTeX, PubMed .nbib, CSL-JSON), evidence exported as CSV, TSV, XLSX or JSON, or the
    highlights inside a PDF.

    What the file is, is told by its content. Records are known by their ids: new ones are made, those that are there
    stay as they are unless --update is given. References complete the papers of the project, found by DOI, PMID or
    title; what was typed stays. Others become papers without a PDF, which is attached when it is added. Of a PDF, the
    highlights, underlines, notes and areas are taken that other programs left in it; it is added unless it is there.

    Importing twice adds nothing twice; “undo” takes an import back.
    """
    if not is_pdf(file):
        with open_project(project, curator) if not dry_run else read_project(project) as session:
            plan = importing.look(session, file)
            if dry_run:
                answer(_told(plan), as_json, plan.sentence())
                return
            wanted: tuple[tuple[Option, bool], ...] = (
                ("new papers", not known_only), ("pdfs", with_pdfs), ("differing", update)
            )  # fmt: skip
            options = {option for option, on in wanted if on}
            needed = plan.places if isinstance(plan, EvidencePlan) else with_pdfs and plan.pdfs
            with pdf_client() if needed else nullcontext() as pdf:
                done = importing.carry_out(session, pdf, plan, options)
        answer(asdict(done), as_json, done.sentence())
        return
    if dry_run:
        raise click.UsageError("--dry-run looks at references; the highlights of a PDF are imported at once.")
    with open_project(project, curator) as session, pdf_client(drawing=True) as pdf:
        marks = imports.import_file(session, pdf, file, password=password_from(password_file), meaning=colour)
    answer({"imported": marks.imported, **asdict(marks)}, as_json, marks.sentence())


def is_pdf(file: Path) -> bool:
    """Whether a file is to be read as a PDF, by its first bytes or its name."""
    try:
        with file.open("rb") if file.is_file() else nullcontext() as stream:
            return file.suffix.lower() == ".pdf" or (stream is not None and b"%PDF-" in stream.read(1024))
    except OSError:
        return file.suffix.lower() == ".pdf"


def _told(plan: Plan | EvidencePlan) -> dict[str, object]:
    if isinstance(plan, EvidencePlan):
        told = asdict(plan) | {"path": str(plan.path)}
        return {name: value for name, value in told.items() if name not in ("edits", "updates")}
    of = plan.references
    return {
        "kind": of.kind, "references": len(of.works), "completed": plan.completed, "there": plan.there,
        "new": plan.new, "twice": plan.twice, "retracted": list(plan.retracted),
        "problems": [problem.sentence() for problem in of.problems], "pdfs": len(plan.pdfs),
    }  # fmt: skip


COMMANDS = (import_,)
