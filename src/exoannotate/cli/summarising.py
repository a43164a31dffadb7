"""Commands that tell the evidence in sentences: summary, and what ``export --format summary`` does."""

from __future__ import annotations

from pathlib import Path

import click

from exoannotate.cli.answers import FILTER, JSON, PROJECT, STYLE, answer, examples, read_project
from exoannotate.domain.findings import BY
from exoannotate.domain.wording import counted
from exoannotate.export.styles import STYLES
from exoannotate.export.summary.building import FORMS, Form
from exoannotate.workspace import summaries
from exoannotate.workspace.summaries import Wanted

FORMAT = "summary"
HELP = "The evidence in sentences; --out ends with .docx, .html, .md or .tex. The command “summary” has more choices."


@click.command(
    epilog="\b\nCitation styles:\n"
    + "\n".join(f"  {one.id:<10} {one.label}" for one in STYLES)
    + "\n\n"
    + examples(
        "summary glioma.exo --out summary.docx",
        'summary glioma.exo --out grant.md --kind paragraph --style vancouver --filter "disease = glioma"',
        "summary glioma.exo --out by-donor.html --group donor,therapy",
    )
)
@PROJECT
@click.option("--out", required=True, type=click.Path(path_type=Path, readable=False),
              help="The file to write; its name ends with .docx, .html, .md or .tex.")  # fmt: skip
@click.option("--kind", type=click.Choice(FORMS), default="structured",
              help="A paragraph for a grant, or every finding under its heading (default).")  # fmt: skip
@click.option("--group", default=",".join(BY), metavar="COLUMNS", show_default=True,
              help="What makes records one finding.")  # fmt: skip
@STYLE
@FILTER
@click.option("--drafts", is_flag=True, help="Records in draft take part, and are marked; else they are left out.")
@JSON
def summary(
    project: Path, out: Path, kind: Form, group: str, style: str, expression: str, drafts: bool, as_json: bool
) -> None:
    """Write the evidence in sentences with numbered references, ready for a grant or a paper.

    Every clause says which records it is made from. Primary studies, records and mentions are counted apart;
    contradictions, gaps and retracted studies are stated. Rejected records never take part.
    """
    write(project, out, wanted(kind, group, style, expression, drafts=drafts), as_json)


def is_meant(format_name: str) -> bool:
    """Whether the format of an export is that of a summary."""
    return format_name.strip().casefold().removeprefix(".") == FORMAT


def wanted(
    kind: Form = "structured", group: str = "", style: str = "", filter: str = "", *, drafts: bool = False
) -> Wanted:  # fmt: skip
    """The summary that options ask for."""
    by = tuple(part.strip() for part in group.split(",") if part.strip()) or BY
    return Wanted(kind, by, style or summaries.DEFAULT_STYLE, filter, drafts)


def write(project: Path, out: Path, wanted: Wanted, as_json: bool) -> None:
    """Write a summary and say what it holds. Raises ExoError."""
    with read_project(project) as session:
        done = summaries.write(session, wanted, out)
    told = {"out": str(done.out), "rows": done.records, "studies": done.studies, "statements": done.clauses,
            "digest": done.digest, "remarks": list(done.remarks)}  # fmt: skip
    records, studies = counted(done.records, "record"), counted(done.studies, "primary study")
    answer(told, as_json, " ".join((f"Wrote {records} from {studies} to “{done.out}”.", *done.remarks)))


COMMANDS = (summary,)
