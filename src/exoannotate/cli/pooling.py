"""The command that puts the evidence of many projects into one folder for analysis: pool."""

from __future__ import annotations

from pathlib import Path

import click

from exoannotate.cli.answers import FILTER, JSON, answer, examples, say
from exoannotate.domain.wording import counted
from exoannotate.workspace import pooling
from exoannotate.workspace.pooling import Pooled


@click.command(
    epilog=examples(
        "pool studies/*.exo --out evidence",
        'pool a.exo b.exo --out evidence --filter "status = accepted" --columns default',
    )
)
@click.argument("projects", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False))
@click.option("--out", required=True, type=click.Path(path_type=Path, readable=False), help="The folder to write.")
@FILTER
@click.option("--columns", default="long", help="“long”, “default”, or names with commas, in their order.")
@JSON
def pool(projects: tuple[Path, ...], out: Path, expression: str, columns: str, as_json: bool) -> int:
    """The evidence of many projects as Parquet in one folder, to ask all of them at once with DuckDB or pandas.

    Each project is one file below a folder “project=ID”; one that is written again replaces its own file only. Every
    field is there unless columns are chosen.
    """

    def told(one: Pooled) -> None:
        if one.trouble:
            say(f"Left out: “{one.path}”. {one.trouble}", err=True)

    done = pooling.pool(projects, out, filter=expression, columns=columns, told=told)
    good = [one for one in done if not one.trouble]
    rows = sum(one.rows for one in good)
    found = {
        "out": str(out),
        "projects": len(good),
        "rows": rows,
        "left_out": [{"file": str(one.path), "why": one.trouble} for one in done if one.trouble],
    }
    answer(found, as_json, f"{counted(rows, 'record')} of {counted(len(good), 'project')} in “{out}”.")
    return 0 if len(good) == len(done) else 1


COMMANDS = (pool,)
