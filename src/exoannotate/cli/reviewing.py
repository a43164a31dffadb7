"""The command that lists what a second look is due for; decisions are made with “edit --accept” and --reject."""

from __future__ import annotations

from pathlib import Path

import click

from exoannotate.cli.answers import JSON, PROJECT, answer, examples, read_project
from exoannotate.domain.evidence import EvidenceRow
from exoannotate.domain.reviewing import QUEUES, changed_since, queued, reading_order
from exoannotate.domain.wording import counted
from exoannotate.workspace import tables

_NAMES = {queue.replace(" ", "-"): queue for queue in QUEUES}


@click.command(epilog=examples("review glioma.exo", "review glioma.exo --queue changed-since --json"))
@PROJECT
@click.option(
    "--queue", type=click.Choice(tuple(_NAMES)), default="not-reviewed", show_default=True, help="Which records."
)
@JSON
def review(project: Path, queue: str, as_json: bool) -> None:
    """Records that wait for a second look, in reading order; decide with “edit --accept” or “edit --reject”."""
    with read_project(project) as session:
        rows = {row.record: row for row in tables.evidence(session)}
        links = session.project.passages_by_record()
        passages = {passage.id: passage for passage in session.project.passages()}
        documents = [document.id for document in session.project.documents()]
        found = reading_order(queued(rows.values(), _NAMES[queue]), links, passages, documents)
        for record in found:
            row = rows[record]
            told = {
                "record": record,
                "status": row["status"],
                "reviewer": row["reviewer"],
                "reviewed": row["reviewed"],
                "changed": row["changed"],
                "changed_since": changed_since(row),
                "passages": list(links.get(record, ())),
                "quote": row["quote"],
            }
            answer(told, as_json, _line(row))
        if not as_json:
            click.echo(counted(len(found), "record"))


def _line(row: EvidenceRow) -> str:
    words = ", ".join(part for part in (row["cargo"], row["donor"], row["therapy"], row["role"]) if part)
    decided = f"{row['status']} by {row['reviewer']}, {row['reviewed']}" if row["reviewed"] else row["status"]
    since = ", changed since" if changed_since(row) else ""
    return f"{words or row['quote'][:80]}  ({decided}{since})  [{row.record}]"


COMMANDS = (review,)
