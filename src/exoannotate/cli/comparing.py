"""Commands that hold records beside one another: contradictions, duplicates; and beside their own past: past."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from exoannotate.cli.answers import (
    CURATOR,
    FILTER,
    JSON,
    PROJECT,
    answer,
    examples,
    open_project,
    read_project,
)
from exoannotate.cli.records import RECORD
from exoannotate.domain.claims import all_duplicates
from exoannotate.domain.evidence import EvidenceRow
from exoannotate.domain.wording import counted
from exoannotate.workspace import comparing, tables
from exoannotate.workspace import past as pasts


@click.command(
    "contradictions",
    epilog=examples("contradictions glioma.exo", 'contradictions glioma.exo --filter "therapy = temozolomide"'),
)
@PROJECT
@FILTER
@JSON
def contradicting(project: Path, expression: str, as_json: bool) -> None:
    """Where records disagree about a cargo and a therapy, by role, with the primary studies on each side."""
    with read_project(project) as session:
        found = [pair for pair in comparing.claims(session, filter=expression) if pair.disputed]
        for pair in found:
            sides = [asdict(side) | {"side": side.words} for side in pair.sides]
            told = {"cargo": pair.cargo, "therapy": pair.therapy, "sides": sides}
            lines = [f"{pair.cargo} and {pair.therapy}"]
            for side in pair.sides:
                best = f", best level {side.level}" if side.level else ""
                studies, many = counted(len(side.studies), "study"), counted(len(side.records), "record")
                many += f" ({side.unnamed} without a study)" if side.unnamed else ""
                lines.append(f"  {side.words}: {studies}, {many}{best}  [{', '.join(side.records)}]")
            answer(told, as_json, "\n".join(lines))
        if not as_json:
            click.echo(f"{counted(len(found), 'contradiction')}")


@click.command("duplicates", epilog=examples("duplicates glioma.exo"))
@PROJECT
@JSON
def likely_duplicates(project: Path, as_json: bool) -> None:
    """Records that are likely the same: same claim, on the same passage or from the same primary study."""
    with read_project(project) as session:
        rows = {row.record: row for row in tables.evidence(session)}
        found = all_duplicates(rows.values(), session.project.passages_by_record())
        for record, others in found:
            lines = [f"{_in_words(rows[record])}  [{record}]"]
            lines += [f"  = {_in_words(rows[other])}  [{other}]" for other in others]
            answer({"record": record, "duplicates": list(others)}, as_json, "\n".join(lines))
        if not as_json:
            click.echo(f"{counted(len(found), 'record')} with likely duplicates")


@click.command(
    epilog=examples("past glioma.exo --record ID", "past glioma.exo --record ID --back therapy"),
)
@PROJECT
@RECORD
@click.option("--back", metavar="FIELD", help="Let this field say again what it said before its last change.")
@click.option("--act", default="", metavar="ID", help="With --back: before this act, as the list names it.")
@CURATOR
@JSON
def past(project: Path, record: str, back: str | None, act: str, curator: str, as_json: bool) -> None:
    """What a record said before, who changed it and when; and back to an earlier value, which can be undone."""
    if act and back is None:
        raise click.UsageError("--act says before which act; name the field with --back.")
    if back is not None:
        with open_project(project, curator) as session:
            now = pasts.go_back(session, record, back, act)
            answer({"record": record, "field": back, "value": now}, as_json, f"“{back}” says now: {now or 'nothing'}")
        return
    with read_project(project) as session:
        for entry in pasts.of_record(session, record):
            told = {name: value for name, value in asdict(entry).items() if name not in ("said", "became")}
            undone = "  (undone)" if entry.undone else ""
            words = f"{entry.at}  {entry.curator}  {entry.field}: {entry.before or '–'} → {entry.after or '–'}{undone}"
            answer(told, as_json, f"{words}  [{entry.act}]")


def _in_words(row: EvidenceRow) -> str:
    return ", ".join(part for part in (row["cargo"], row["donor"], row["therapy"], row["role"]) if part)


COMMANDS = (contradicting, likely_duplicates, past)
