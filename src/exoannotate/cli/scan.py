"""The command that finds the evidence of a whole document: scan."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from exoannotate.cli.answers import JSON, answer, examples, password_from, pdf_client, read_project
from exoannotate.cli.documents import PASSWORD
from exoannotate.cli.suggesting import as_object
from exoannotate.domain.pagetext import PageText
from exoannotate.reading.reference import Reference
from exoannotate.workspace import candidates, terms, texts
from exoannotate.workspace.candidates import Candidate
from exoannotate.workspace.documents import open_document


@click.command(epilog=examples("scan review.pdf --top 20", "scan glioma.exo --document 0199A --json"))
@click.argument("path", metavar="PDF_OR_PROJECT", type=click.Path(path_type=Path, readable=False))
@click.option("--document", metavar="ID", help="A document of the project; without it the path is a PDF.")
@click.option("--top", type=click.IntRange(min=1), help="So many candidates at most.")
@PASSWORD
@JSON
def scan(path: Path, document: str | None, top: int | None, password_file: Path | None, as_json: bool) -> None:
    """List the sentences and table rows of a document that tell evidence, the plainest first."""
    password = password_from(password_file)
    labels: dict[int, str] = {}
    with pdf_client() as pdf:
        if document is None:
            info = pdf.open(path, password).result()
            vocabulary = terms.warm()
        else:
            with read_project(path) as session:
                info = open_document(session, pdf, document, password)
                vocabulary = terms.for_project(session)
                known = session.project.document(document)
        try:
            pages = texts.pages(pdf, info, keep=not pdf.locked(info))
        finally:
            pdf.close(info)
        for number in range(info.pages):
            page: PageText | None = pages.get(number)
            labels[number] = (
                texts.label(known, info, number, page)
                if document is not None
                else texts.printed_number(page)
                or (info.labels[number] if number < len(info.labels) else str(number + 1))
            )
    for rank, one in enumerate(candidates.find(pages, vocabulary)[:top], 1):
        _tell(rank, one, labels[one.page], as_json)


def _tell(rank: int, one: Candidate, label: str, as_json: bool) -> None:
    if as_json:
        told: dict[str, Any] = {
            "rank": rank, "score": round(one.score, 3), "page": label, "label": label, "page_index": one.page,
            "kind": one.kind, "sentence": one.text, "records": as_object(one.text, one.suggestions)["records"],
            "references": [_reference(reference) for reference in one.references],
        }  # fmt: skip
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        cited = "; ".join(reference.short for reference in one.references)
        answer({}, False, f"{rank}. p. {label}  {one.text}" + (f"  → {cited}" if cited else ""))


def _reference(of: Reference) -> dict[str, Any]:
    return {"number": of.number, "first_author": of.first_author, "year": of.year, "title": of.title, "doi": of.doi,
            "pmid": of.pmid, "retracted": of.retracted, "text": of.text}  # fmt: skip


COMMANDS = (scan,)
