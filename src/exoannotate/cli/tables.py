"""Commands that show and hand over evidence: table, export."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import click

from exoannotate.cli import copying, drawing, summarising
from exoannotate.cli.answers import (
    FILTER,
    JSON,
    PROJECT,
    STYLE,
    answer,
    examples,
    password_from,
    read_project,
    row_json,
    say,
)
from exoannotate.cli.documents import PASSWORD
from exoannotate.domain.evidence import Columns, EvidenceRow
from exoannotate.domain.wording import counted
from exoannotate.export.formats import EXPORTERS
from exoannotate.export.table import columns as chosen_columns
from exoannotate.workspace import exports, layouts, tables

SORT = click.option("--sort", default="", metavar="COLUMNS", help="For example: therapy,-changed")
COLUMNS = click.option("--columns", default="default", help="“default”, “long”, or names with commas, in their order.")
GROUP = click.option("--group", default="", metavar="COLUMN", help="Under headings: one for each value of a column.")

_TERMINAL = ("cargo", "donor", "therapy", "effect", "role", "quoted_in", "status")
"""The columns that fit a terminal when none are chosen."""


@click.command(
    epilog=examples(
        "table glioma.exo",
        'table glioma.exo --filter "therapy = temozolomide and status != draft" --sort cargo,-changed',
        "table glioma.exo --columns cargo,effect,role,quote --json",
    )
)
@PROJECT
@FILTER
@SORT
@COLUMNS
@click.option("--query", default="", metavar="NAME", help="A saved query; “queries” lists them.")
@JSON
def table(project: Path, expression: str, sort: str, columns: str, query: str, as_json: bool) -> None:
    """The evidence table, one record a line.

    A filter joins conditions by and, or, not and brackets: = is, ~ contains, < and > compare, “is empty” asks.
    """
    if query and (expression or sort):
        raise click.UsageError("Give either --query, or --filter and --sort.")
    with read_project(project) as session:
        if query:
            expression, sort = layouts.query(layouts.find(session, "query", query))
        rows = tables.evidence(session, filter=expression, sort=sort)
        known = session.project.columns()
        names = tuple(c.name for c in chosen_columns(columns, known))
        if as_json:
            for row in rows:
                click.echo(json.dumps(row_json(row, names, known), ensure_ascii=False))
            return
        _print(rows, names if columns != "default" else _TERMINAL, known)


def _print(rows: tuple[EvidenceRow, ...], names: tuple[str, ...], known: Columns) -> None:
    heads = [known.named(name).head for name in names]
    cells = [heads, *([" ".join(known.cell(row, name).split()) for name in names] for row in rows)]
    room = max(60, shutil.get_terminal_size((120, 24)).columns) - 2 * len(names)
    widths = [max(len(line[i]) for line in cells) for i in range(len(names))]
    while sum(widths) > room and max(widths) > 8:
        widths[widths.index(max(widths))] -= 1
    for line in cells:
        shown = (t if len(t) <= w else t[: w - 1] + "…" for t, w in zip(line, widths, strict=True))
        say("  ".join(t.ljust(w) for t, w in zip(shown, widths, strict=True)).rstrip())
    click.echo(counted(len(rows), "record"))


@click.command(
    epilog="\n\n".join(f"{e.name}: {e.help}" for e in EXPORTERS)
    + f"\n\n{copying.FORMAT}: {copying.HELP}\n\n{summarising.FORMAT}: {summarising.HELP}\n\n{drawing.HELP}\n\n"
    + examples(
        "export glioma.exo --format xlsx --out evidence.xlsx",
        'export glioma.exo --format csv --out tmz.csv --filter "therapy ~ temozolomide" --columns long',
        "export glioma.exo --format docx --out table.docx --group therapy --columns cargo,donor,effect,primary_study",
        "export glioma.exo --format bibtex --out evidence.bib",
        "export glioma.exo --format pdf --out copies",
        "export glioma.exo --figure map --format svg --width 85 --out figure-1.svg",
    )
)
@PROJECT
@click.option(
    "--format",
    "format_name",
    required=True,
    help=f"One of {', '.join((*(e.name for e in EXPORTERS), copying.FORMAT, summarising.FORMAT))}; told apart below. "
    f"With --figure {', '.join(drawing.FORMATS)}.",
)
@click.option("--out", required=True, type=click.Path(path_type=Path, readable=False), help="The file to write.")
@FILTER
@SORT
@COLUMNS
@GROUP
@drawing.FIGURE
@drawing.WIDTH
@drawing.RESOLUTION
@STYLE
@click.option("--raw", is_flag=True, help="CSV and TSV without the guard against formulas, for scripts.")
@click.option("--library", is_flag=True, help="References: all papers of the project, not only those records rest on.")
@click.option("--document", "wanted", multiple=True, metavar="ID", help="pdf: this document only; may be repeated.")
@PASSWORD
@JSON
def export(
    project: Path,
    format_name: str,
    out: Path,
    expression: str,
    sort: str,
    columns: str,
    group: str,
    figure: str | None,
    width: str,
    dpi: str,
    style: str,
    raw: bool,
    library: bool,
    wanted: tuple[str, ...],
    password_file: Path | None,
    as_json: bool,
) -> int | None:
    """Write the evidence table or a figure of it to a file, or copies of the PDFs with highlights to a folder.

    A file that is there is replaced, whole or not at all; of PDFs, only earlier copies.
    """
    if figure:
        drawing.export(project, format_name, figure, out, expression, int(width), int(dpi), as_json)
        return None
    if copying.is_meant(format_name):
        return copying.export(project, out, expression, wanted, password_from(password_file), as_json)
    if summarising.is_meant(format_name):
        summarising.write(project, out, summarising.wanted(style=style, filter=expression), as_json)
        return None
    with read_project(project) as session:
        done = exports.export(
            session, format_name, out, filter=expression, sort=sort, columns=columns, group=group, raw=raw,
            library=library, style=style,
        )  # fmt: skip
        told = {"out": str(done.out), "rows": done.rows, "digest": done.digest}
        if done.remark:
            told["remark"] = done.remark
        answer(told, as_json, f"Wrote {done.rows} {done.what} to “{done.out}”. {done.remark}".rstrip())
    return None


COMMANDS = (table, export)
