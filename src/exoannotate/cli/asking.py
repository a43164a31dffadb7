"""The command that asks a project with one's own SQL."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import click

from exoannotate.cli.answers import JSON, PROJECT, examples, say
from exoannotate.domain.errors import ExoError, NotFoundError
from exoannotate.export import sheet
from exoannotate.export.exporter import Options
from exoannotate.export.table import Sheet
from exoannotate.store.sql import LIMITS, Answer, Cell, Limits
from exoannotate.workspace import own_sql

_FORMATS = ("text", *own_sql.FORMATS)


@click.command(
    epilog=examples(
        'sql glioma.exo "SELECT cargo, count(*) AS records FROM evidence GROUP BY cargo"',
        'sql glioma.exo "SELECT * FROM evidence_long" --format xlsx --out everything.xlsx',
        "sql glioma.exo --file contradictions.sql --json",
    )
)
@PROJECT
@click.argument("statement", required=False, default="")
@click.option("--file", "file", type=click.Path(path_type=Path, readable=False), help="Read the statement from a file.")
@click.option("--format", "format_name", type=click.Choice(_FORMATS), default="text", help="How to answer.")
@click.option("--out", type=click.Path(path_type=Path, readable=False), help="Write the answer to this file.")
@click.option("--rows", type=click.IntRange(1, 1_000_000), default=LIMITS.rows, help="At most so many rows.")
@click.option("--seconds", type=click.FloatRange(0.1, 3600), default=LIMITS.seconds, help="Stop after so long.")
@click.option("--raw", is_flag=True, help="CSV and TSV without the guard against formulas, for scripts.")
@JSON
def sql(
    project: Path,
    statement: str,
    file: Path | None,
    format_name: str,
    out: Path | None,
    rows: int,
    seconds: float,
    raw: bool,
    as_json: bool,
) -> None:
    """Ask the project with one SELECT of your own; nothing is ever written to it.

    “exoannotate schema” lists the tables, views and columns. A statement gets 10 seconds and 10,000 rows, unless told
    otherwise.
    """
    limits = Limits(seconds=seconds, rows=rows)
    answer = own_sql.ask(project, _statement(statement, file), limits=limits)
    chosen = "json" if as_json else format_name
    if out is not None:
        named = chosen if chosen != "text" else out.suffix.removeprefix(".") or "csv"
        remark = own_sql.export(answer, named, out, raw=raw)
        if as_json:
            click.echo(json.dumps({"out": str(out), "rows": len(answer.rows), "more": bool(answer.more)}))
        else:
            say(f"Wrote “{out.name}”: {answer.sentence(limits)} {remark}".strip())
        return
    if as_json:
        for row in answer.rows:
            click.echo(json.dumps(dict(zip(answer.columns, row, strict=True)), ensure_ascii=False))
    elif chosen == "text":
        _print(answer)
    elif chosen == "xlsx":
        raise ExoError("A workbook cannot be printed.", "Say where it goes with --out.")
    else:
        sheet.write(chosen, Sheet("statement", answer.columns, answer.rows), sys.stdout.buffer, Options(raw=raw))
        sys.stdout.buffer.flush()
    if chosen == "text" or answer.more or answer.cut:
        say(answer.sentence(limits), err=chosen != "text")


def _statement(given: str, file: Path | None) -> str:
    if file is None:
        return given
    if given:
        raise click.UsageError("Give the statement or --file, not both.")
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise NotFoundError(f"There is no file “{file}”.", "Give the file that holds the statement.") from None
    except (OSError, UnicodeDecodeError):
        raise ExoError(f"The file “{file}” cannot be read as text.", "Nothing was changed.") from None


def _print(answer: Answer) -> None:
    numbers = [all(isinstance(row[i], int | float | None) for row in answer.rows) for i in range(len(answer.columns))]
    cells = [list(answer.columns), *([_short(cell) for cell in row] for row in answer.rows)]
    widths = [max(len(line[i]) for line in cells) for i in range(len(answer.columns))]
    room = max(60, shutil.get_terminal_size((120, 24)).columns) - 2 * len(widths)
    while sum(widths) > room and max(widths) > 8:
        widths[widths.index(max(widths))] -= 1
    for line in cells:
        shown = (t if len(t) <= w else t[: w - 1] + "…" for t, w in zip(line, widths, strict=True))
        padded = (t.rjust(w) if n else t.ljust(w) for t, w, n in zip(shown, widths, numbers, strict=True))
        say("  ".join(padded).rstrip())


def _short(cell: Cell) -> str:
    return "" if cell is None else " ".join(str(cell)[:400].split())


COMMANDS: tuple[click.Command, ...] = (sql,)
