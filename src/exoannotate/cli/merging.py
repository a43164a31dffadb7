"""The command that joins another copy of a project: merge."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from exoannotate.cli.answers import CURATOR, JSON, answer, examples, open_project, read_project, say
from exoannotate.domain.merging import PREFER, Prefer
from exoannotate.workspace import merging
from exoannotate.workspace.merging import Preview

ASK = "ask"


@click.command(
    epilog=examples("merge study.exo from_ben.exo --dry-run", "merge study.exo from_ben.exo --prefer mine --json")
)
@click.argument("into", type=click.Path(path_type=Path, readable=False))
@click.argument("source", metavar="FROM", type=click.Path(path_type=Path, readable=False))
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option(
    "--prefer",
    type=click.Choice((*PREFER, ASK)),
    default="newest",
    show_default=True,
    help="Which value is shown where both changed one; the other stays in the history of its record. “ask” lists "
    "such values and merges only when there are none.",
)
@CURATOR
@JSON
def merge(into: Path, source: Path, dry_run: bool, prefer: str, curator: str, as_json: bool) -> int:
    """Join the records and highlights of another copy of a project; “undo” takes it back."""
    with read_project(into) if dry_run else open_project(into, curator) as session:
        found = merging.preview(session, source, cast("Prefer", "newest" if prefer == ASK else prefer))
        asks = prefer == ASK and bool(found.conflicts)
        if not dry_run and not asks:
            merging.merge(session, found)
    told = {
        "new": found.count("new", "records"),
        "same": found.count("same", "records"),
        "changed": found.count("changed", "records"),
        "deleted": found.count("deleted", "records"),
        "conflicts": [
            {"record": c.key.split(":")[0], "field": c.field, "mine": c.mine, "theirs": c.theirs}
            for c in found.conflicts
        ],
        "decisions": found.count("new", "candidate_decisions") + found.count("changed", "candidate_decisions"),
        "hidden_conflicts": len(found.unseen),
        "refused": list(found.refused),
    }
    answer(told, as_json, "\n".join(_words(found, dry_run or asks)))
    if asks and not dry_run:
        say("Nothing was merged: choose with --prefer mine, theirs or newest, or merge in the window.", err=True)
        return 1
    return 0


def _words(found: Preview, dry_run: bool) -> list[str]:
    counts = [f"{found.count(kind, 'records')} {kind}" for kind in ("new", "changed", "deleted", "same")]
    lines = [f"Records: {', '.join(counts)}."]
    if many := found.count("new", "candidate_decisions") + found.count("changed", "candidate_decisions"):
        lines.append(f"Decisions on sentences: {many} new or changed.")
    for one in found.conflicts:
        shown = "theirs" if one.theirs_wins else "yours"
        lines.append(f"Both changed {one.field} of {one.about}: “{one.mine}” and “{one.theirs}”; {shown} is shown.")
    lines += [*filter(None, (found.hidden(),)), *found.refused]
    return [*lines, "Nothing was written." if dry_run else "Merged; “undo” takes it back."]


COMMANDS = (merge,)
