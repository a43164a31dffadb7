"""The command that searches everything: find."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import click

from exoannotate.cli.answers import JSON, PROJECT, examples, pdf_client, read_project, say
from exoannotate.domain.errors import BadValueError
from exoannotate.domain.records import Document
from exoannotate.domain.wording import counted
from exoannotate.workspace import searching
from exoannotate.workspace.searching import BY_COMMAND, Hit


@click.command(
    epilog=examples(
        "find glioma.exo TMZ",
        "find glioma.exo ferroptosis --in quotes,documents",
        'find glioma.exo "P-gp" --no-synonyms --json',
    )
)
@PROJECT
@click.argument("text")
@click.option(
    "--in", "places", default=",".join(BY_COMMAND), help="Where: quotes, fields, notes, documents (their text), titles."
)
@click.option("--limit", type=click.IntRange(1), default=1000, help="At most so many hits (default: 1000).")
@click.option(
    "--synonyms/--no-synonyms", default=True, help="Look for other names of it as well: TMZ finds temozolomide."
)
@JSON
def find(project: Path, text: str, places: str, limit: int, synonyms: bool, as_json: bool) -> None:
    """Find a text in quotes, fields, notes, titles and the PDFs themselves.

    Letters and digits count, dashes, blanks and Greek do not: mir21 finds miR-21, beta finds β. What could not be
    searched is named on stderr.
    """
    wanted = tuple(p.strip().casefold() for p in places.split(",") if p.strip())
    if not wanted:
        raise BadValueError("There is no place to search in.", f"Name some of: {', '.join(BY_COMMAND)}.")
    unread: list[tuple[Document, str]] = []
    with read_project(project) as session, pdf_client() as pdf:
        count = 0
        look = searching.find(
            session, pdf, text, wanted, limit, synonyms=synonyms, unread=lambda *told: unread.append(told)
        )
        for hit in look:
            count += 1
            if as_json:
                click.echo(json.dumps(_json(hit), ensure_ascii=False))
            else:
                page = f" p. {hit.label}" if hit.label else ""
                say(f"{hit.where}{page}: {hit.text}  [{hit.record or hit.passage or hit.document}]")
        if not as_json:
            others = searching.also(searching.meant(session, text)) if synonyms else ""
            click.echo(f"{count} found{f' ({others})' if others else ''}")
        for why, number in Counter(why for _, why in unread).items():
            titles = "; ".join(document.title for document, reason in unread if reason == why)
            say(f"{counted(number, 'document')} could not be searched, {why}: {titles}", err=True)


def _json(hit: Hit) -> dict[str, object]:
    """What is known of a hit, without what is not; ``found`` are the words that were meant."""
    told: dict[str, object] = {
        "in": hit.where,
        "text": hit.text,
        "document": hit.document,
        "passage": hit.passage,
        "record": hit.record,
        "field": hit.field,
        "page": hit.page,
        "label": hit.label,
        "found": hit.text[hit.marks[0][0] : hit.marks[0][1]] if hit.marks else "",
    }
    return {name: value for name, value in told.items() if value not in ("", None)}


COMMANDS = (find,)
