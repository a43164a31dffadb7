"""The command that checks a sample again: it draws records of others, and keeps what a second person reads in them."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from exoannotate.cli.answers import CURATOR, JSON, PROJECT, answer, examples, open_project
from exoannotate.cli.records import REASON, SET, inputs
from exoannotate.domain.verifying import HIGHEST
from exoannotate.domain.wording import counted
from exoannotate.workspace import verifying
from exoannotate.workspace.session import Session


@click.command(
    epilog=examples("verify glioma.exo --curator Ben --size 20 --seed 7",
                    "verify glioma.exo --curator Ben --record ID --set cargo=miR-21", "agreement glioma.exo")
)  # fmt: skip
@PROJECT
@click.option("--size", type=click.IntRange(1), help="How many records to draw (default: a tenth, at least 20).")
@click.option(
    "--seed", type=click.IntRange(1, HIGHEST), help="The number of the draw: the same number draws the same records."
)
@click.option("--record", metavar="ID", help="Save what you read in the passages of this record, with --set.")
@SET
@REASON
@CURATOR
@JSON
def verify(
    project: Path, size: int | None, seed: int | None, record: str | None, settings: tuple[str, ...],
    reasons: tuple[str, ...], curator: str, as_json: bool,
) -> None:  # fmt: skip
    """Check a sample again: draw accepted or complete records of other people, without showing what they say.

    Listed are their passages, for a second person to extract from. Without --size and --seed it is the draw made last
    in this project. What is saved with --record is a record tagged “verification”: it stands in no table and no export,
    and “agreement” tells how often it differs from the first record.
    """
    if record is None and (settings or reasons):
        raise click.UsageError("--set and --reason say what you read: add --record, which says in which record.")
    if record is not None:
        with open_project(project, curator) as session:
            made = verifying.save(session, record, inputs(session, settings, reasons))
            answer({"checked": record, "record": made}, as_json, f"Saved as a second look at {record}.  [{made}]")
        return
    with Session.open(project, curator, read_only=True) as session:
        _, usual, before = verifying.proposed(session)
        found = verifying.sample(session, size or usual, seed or before or 1 + secrets.randbelow(HIGHEST))
        labels = {document.id: document.title for document in session.project.documents()}
    for drawn, passages in zip(found.records, found.passages, strict=True):
        told = {
            "record": drawn,
            "checked": drawn in found.done,
            "passages": [{"passage": p.id, "page": p.page_label, "quote": p.quote} for p in passages],
            "document": labels.get(passages[0].document, "") if passages else "",
        }
        words = " | ".join(f"“{p.quote or '[area]'}” (p. {p.page_label})" for p in passages)
        answer(told, as_json, f"{words}{', checked' if drawn in found.done else ''}  [{drawn}]")
    if not as_json:
        click.echo(f"{counted(len(found.records), 'record')}, {len(found.done)} checked (--seed {found.number})")


COMMANDS = (verify,)
