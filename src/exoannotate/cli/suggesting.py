"""The command that drafts records from text or from a passage: suggest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from exoannotate.cli.answers import JSON, answer, examples, pdf_client, read_project
from exoannotate.domain.errors import ExoError
from exoannotate.domain.records import Passage, Value
from exoannotate.workspace import suggesting, terms, texts
from exoannotate.workspace.documents import open_document
from exoannotate.workspace.session import Session
from exoannotate.workspace.suggesting import Suggestion

HERE = "text"
"""Stands for the passage when there is only text."""
BEFORE = "  [from the sentence before: check it]"
SHOWN = ("cargo", "cargo_class", "donor", "recipient", "therapy", "perturbation", "effect", "targets")


@click.command(
    epilog=examples(
        'suggest --text "Exosomal miR-21 from M2 macrophages raised TMZ resistance of U87 cells."',
        "suggest --lines sentences.txt --json",
        "suggest glioma.exo --passage 0199A",
    )
)
@click.argument("project", required=False, type=click.Path(path_type=Path, readable=False))
@click.option("--text", metavar="TEXT", help="A sentence or a few.")
@click.option(
    "--lines", "lines", type=click.Path(path_type=Path, readable=False), help="One text a line, answered in order."
)
@click.option("--passage", metavar="ID", help="A highlight of the project.")
@JSON
def suggest(project: Path | None, text: str | None, lines: Path | None, passage: str | None, as_json: bool) -> None:
    """Draft records from what a text says; nothing is saved."""
    given = [text is not None, lines is not None, project is not None and passage is not None]
    if sum(given) != 1:
        raise click.UsageError("Give --text, or --lines, or a project and --passage.")
    if lines is not None:
        vocabulary = terms.warm()
        for line in _lines(lines):
            _tell(line, suggesting.suggest(vocabulary, line, HERE), as_json=True)
    elif text is not None:
        _tell(text, suggesting.suggest(terms.warm(), text, HERE), as_json)
    elif project is not None and passage is not None:
        with read_project(project) as session:
            known = session.project.passage(passage)
            earlier = _before(session, known)
            _tell(known.quote, suggesting.of_passage(terms.for_project(session), known, before=earlier), as_json)


def _before(session: Session, passage: Passage) -> str:
    """The sentence before a passage that leans on it, as far as its PDF is at hand."""
    if not suggesting.leans(passage.quote):
        return ""
    try:
        with pdf_client() as pdf:
            info = open_document(session, pdf, passage.document)
            try:
                near = range(passage.page_index - 1, passage.page_index + 1)
                return suggesting.before(passage, texts.pages(pdf, info, near, keep=not pdf.locked(info)))
            finally:
                pdf.close(info)
    except ExoError:
        return ""  # a suggestion without it is still one


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            for line in file:
                yield line.rstrip("\r\n")
    except OSError as error:
        raise ExoError(f"“{path.name}” cannot be read: {error.strerror}.", "Nothing was changed.") from error


def _tell(text: str, found: tuple[Suggestion, ...], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(as_object(text, found), ensure_ascii=False))
        return
    if not found:
        answer({}, False, "No evidence is told here.")
    for suggestion in found:
        lines = [
            f"{name}: {'; '.join(map(_shown, suggestion.values[name]))}{BEFORE * (name in suggestion.before)}"
            for name in SHOWN
            if name in suggestion.values
        ]
        if not suggestion.reports:
            lines.append("effect: not read here; say what was observed")
        if suggestion.role:
            lines.append(f"role: {suggestion.role}")
        click.echo("\n".join(lines))
        click.echo("")


def as_object(text: str, found: tuple[Suggestion, ...]) -> dict[str, Any]:
    """The answer as scripts read it: how likely the text is evidence, and the records."""
    return {"is_evidence": round(max((s.strength for s in found), default=0.0), 3),
            "records": [_record(text, suggestion) for suggestion in found]}  # fmt: skip


def _record(text: str, suggestion: Suggestion) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name in SHOWN:
        values = suggestion.values.get(name, ())
        if name in ("cargo_class", "perturbation", "effect"):
            if values:
                fields[name] = values[0].text
        elif values:
            fields[name] = [_value(text, value) for value in values]
    if suggestion.citations:
        fields["citation"] = [{"text": text[a:b], "start": a, "end": b} for a, b in suggestion.citations]
    told = {"fields": fields, "role": suggestion.role, "rules": [f"{n}: {w}" for n, w in suggestion.why.items()]}
    return told | ({"from_sentence_before": sorted(suggestion.before)} if suggestion.before else {})


def _value(text: str, value: Value) -> dict[str, Any]:
    told: dict[str, Any] = {"text": value.text, "name": value.name, "id": value.identifier, "source": value.source}
    if value.words is not None:
        start, end = value.words.start, value.words.end
        told |= {"text": text[start:end], "name": value.name or value.text, "start": start, "end": end}
    return told


def _shown(value: Value) -> str:
    return f"{value.text} ({value.name or value.text}, {value.identifier})" if value.identifier else value.text


COMMANDS = (suggest,)
