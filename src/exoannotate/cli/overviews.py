"""Commands that show all evidence at a glance: pivot, gaps."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from exoannotate.cli.answers import FILTER, JSON, PROJECT, answer, examples, read_project, say
from exoannotate.domain.gaps import KINDS
from exoannotate.domain.pivot import MEASURES, ORDERS, Cell, Heading, Measure, Order, Pivot, mix_text
from exoannotate.domain.wording import counted
from exoannotate.export.safe import guard
from exoannotate.workspace import comparing

_WIDEST = 28
"""Characters of a heading in a terminal."""
_MARK = {False: "", True: " (reason)"}


@click.command(
    epilog=examples(
        "pivot glioma.exo",
        "pivot glioma.exo --rows donor --columns role --show studies",
        'pivot glioma.exo --filter "disease = glioma" --csv > cargo-by-therapy.csv',
    )
)
@PROJECT
@click.option("--rows", "down", default="cargo", metavar="COLUMN", help="What stands down the side (default: cargo).")
@click.option(
    "--columns", "across", default="therapy", metavar="COLUMN", help="What stands at the top (default: therapy)."
)
@click.option("--show", type=click.Choice(MEASURES), default="records", help="What is counted (default: records).")
@click.option("--sort", "order", type=click.Choice(ORDERS), default="total", help="Most first, or by name.")
@FILTER
@click.option("--csv", "as_csv", is_flag=True, help="The numbers as CSV, for spreadsheets.")
@JSON
def pivot(
    project: Path, down: str, across: str, show: Measure, order: Order, expression: str, as_csv: bool, as_json: bool
) -> None:
    """How many records, or primary studies, there are for each pair of values of two columns.

    A record with several values counts in each and once in the totals. Reasons for empty fields come last. Beside the
    number stands the mix of roles: ▲ resistance, ▼ sensitivity, = no effect, ◆ marker, ? not derivable, ✕ does not
    support.
    """
    _one_of(as_csv, as_json)
    with read_project(project) as session:
        found = comparing.pivot(session, down, across, filter=expression)
    found = found.sorted(order, order, show)
    if as_json:
        click.echo(json.dumps(_json(found, show), ensure_ascii=False))
    elif as_csv:
        _csv(found, show)
    else:
        _words(found, show)


def _json(found: Pivot, show: Measure) -> dict[str, object]:
    def told(cell: Cell) -> dict[str, object]:
        counts = {"records": list(cell.records), "studies": list(cell.studies), "without_study": cell.unnamed}
        return {**counts, "roles": dict(cell.roles), "against": cell.against}

    def heads(headings: tuple[Heading, ...]) -> list[dict[str, object]]:
        return [
            {"value": h.text, "reason": h.reason, "records": len(h.places), "studies": found.total_count(h, "studies")}
            for h in headings
        ]

    cells = [
        {"row": r, "column": c, "count": found.count(r, c, show), **told(found.cell(r, c))}
        for r, c in sorted(found.meeting)
    ]
    named = {"rows": found.down.name, "columns": found.across.name, "show": show}
    return {**named, "row_values": heads(found.rows), "column_values": heads(found.columns), "cells": cells,
            "total": told(found.whole)}  # fmt: skip


def _csv(found: Pivot, show: Measure) -> None:
    lines: list[Sequence[object]] = [(found.down.head, "all", *(h.text + _MARK[h.reason] for h in found.columns))]
    for at, head in enumerate(found.rows):
        numbers = [found.count(at, column, show) or "" for column in range(len(found.columns))]
        lines.append((head.text + _MARK[head.reason], found.total_count(head, show), *numbers))
    totals = [found.total_count(head, show) for head in found.columns]
    _write([*lines, ("all", found.whole.count(show), *totals)])


def _write(lines: Iterable[Sequence[object]]) -> None:
    """Lines as CSV on stdout, without what a spreadsheet would take for a formula."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([guard(str(cell)) for cell in line] for line in lines)
    say(out.getvalue().rstrip("\n"))


def _one_of(as_csv: bool, as_json: bool) -> None:
    if as_csv and as_json:
        raise click.UsageError("Choose --csv or --json.")


def _words(found: Pivot, show: Measure) -> None:
    room = shutil.get_terminal_size((120, 24)).columns
    columns = [["", *map(_head, found.rows), "all"]]
    columns.append(["all", *(_cell(found.total(head), show) for head in found.rows), _cell(found.whole, show)])
    for at, head in enumerate(found.columns):
        cells = (_cell(found.cell(row, at), show) for row in range(len(found.rows)))
        columns.append([_head(head), *cells, _cell(found.total(head), show)])
        if len(columns) > 3 and sum(_width(column) + 2 for column in columns) > room:
            columns.pop()
            break
    for line in zip(*columns, strict=True):
        say("  ".join(text.ljust(_width(column)) for text, column in zip(line, columns, strict=True)).rstrip())
    left = len(found.columns) + 2 - len(columns)
    whole = f"{counted(len(found.whole.records), 'record')}, {counted(len(found.whole.studies), 'primary study')}"
    say(f"{whole}; {counted(left, 'more column')} with --csv" if left else whole)


def _width(column: Sequence[str]) -> int:
    return max(map(len, column))


def _cell(cell: Cell, show: Measure) -> str:
    return f"{cell.count(show)} {mix_text(cell)}".rstrip() if cell.records else ""


def _head(heading: Heading) -> str:
    flat = " ".join(heading.text.split())
    short = flat if len(flat) <= _WIDEST else f"{flat[: _WIDEST - 1]}…"
    return f"[{short}]" if heading.reason else short


@click.command(epilog=examples("gaps glioma.exo", "gaps glioma.exo --kind incomplete --kind passage --json"))
@PROJECT
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice([kind.id for kind in KINDS]),
    help="Only gaps of this kind; may be repeated.",
)
@FILTER
@click.option("--csv", "as_csv", is_flag=True, help="One gap a line as CSV, for spreadsheets.")
@JSON
def gaps(project: Path, kinds: tuple[str, ...], expression: str, as_csv: bool, as_json: bool) -> None:
    """What a person should look at next, the most pressing first.

    With a filter only the records that pass it are looked at.
    """
    _one_of(as_csv, as_json)
    with read_project(project) as session:
        found = [gap for gap in comparing.gaps(session, filter=expression) if not kinds or gap.kind in kinds]
    if as_csv:
        lines = [(gap.kind, gap.sentence, " ".join(gap.records), gap.passage, gap.document) for gap in found]
        _write([("kind", "gap", "records", "passage", "document"), *lines])
        return
    for kind in KINDS:
        here = [gap for gap in found if gap.kind == kind.id]
        if here and not as_json:
            say(f"{kind.head} ({len(here)})")
        for gap in here:
            leads = " ".join(filter(None, (gap.passage, gap.document, *(() if gap.passage else gap.records[:3]))))
            more = f" and {len(gap.records) - 3} more" if len(gap.records) > 3 else ""
            answer(asdict(gap), as_json, f"  {gap.sentence}  [{leads}{more}]")
    if not as_json:
        say(f"{counted(len(found), 'gap')}")


COMMANDS = (pivot, gaps)
