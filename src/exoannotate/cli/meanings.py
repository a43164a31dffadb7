"""The command about what the colours of highlights mean."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

import click

from exoannotate.cli.answers import CURATOR, JSON, PROJECT, answer, examples, open_project, read_project
from exoannotate.domain.records import Meaning
from exoannotate.workspace import meanings as rules
from exoannotate.workspace import passages


@click.command(epilog=examples("meanings glioma.exo", "meanings glioma.exo --change R --name Escape --letter E"))
@PROJECT
@click.option("--change", default="", metavar="MEANING", help="The meaning to change, by number, letter or name.")
@click.option("--name", default="", help="Its new name.")
@click.option("--letter", default="", help="Its new letter.")
@click.option("--colour", default="", help="Its new colour, such as #D55E00.")
@click.option("--underline", default="", help=f"Its new underline: {', '.join(rules.PATTERNS)}.")
@CURATOR
@JSON
def meanings(
    project: Path, change: str, name: str, letter: str, colour: str, underline: str, curator: str, as_json: bool
) -> None:
    """List what the colours of highlights mean, or rename and recolour one of them. An underline that another
    meaning has is exchanged with it."""
    wanted = any((name, letter, colour, underline))
    if wanted != bool(change):
        raise click.UsageError("Name the meaning with --change, and what is new about it.")
    if change:
        with open_project(project, curator) as session:
            known = {meaning.id: meaning for meaning in session.project.meanings()}
            before = known[passages.meaning_id(session, change)]
            others = [m for m in known.values() if m.pattern == underline and m.id != before.id]
            exchanged = [replace(other, pattern=before.pattern) for other in others]
            changed = replace(
                before,
                name=name or before.name,
                letter=letter or before.letter,
                colour=colour or before.colour,
                pattern=underline or before.pattern,
            )
            rules.change(session, (changed, *exchanged))
            now = session.project.meanings()
    else:
        with read_project(project) as session:
            now = session.project.meanings()
    answer({"meanings": [asdict(meaning) for meaning in now]}, as_json, "\n".join(map(_line, now)))


def _line(meaning: Meaning) -> str:
    return f"{meaning.ordinal}  {meaning.letter}  {meaning.name:<24} {meaning.colour}  {meaning.pattern}"


COMMANDS: tuple[click.Command, ...] = (meanings,)
