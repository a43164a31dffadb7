"""The command that takes the reference list of a PDF apart: references."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from exoannotate.cli.answers import JSON, answer, examples, password_from, pdf_client
from exoannotate.cli.documents import PASSWORD
from exoannotate.domain.records import Document
from exoannotate.domain.wording import counted
from exoannotate.reading import references as lists
from exoannotate.reading.reference import Reference
from exoannotate.workspace import documents, texts

_STYLES = {
    "numbered": "numbers in brackets", "superscript": "raised numbers", "author-year": "author and year",
    "": "no marks were found",
}  # fmt: skip


@click.command(epilog=examples("references review.pdf", "references review.pdf --json"))
@click.argument("pdf", type=click.Path(path_type=Path, readable=False))
@PASSWORD
@JSON
def references(pdf: Path, password_file: Path | None, as_json: bool) -> None:
    """The reference list of a PDF, and every mark in its text that names an entry."""
    password = password_from(password_file)
    with pdf_client() as client:
        info = documents.open_pdf(client, pdf, password)
        pages = texts.pages(client, info, keep=not client.locked(info))
        labels = {number: texts.label(Document("", "", "", ""), info, number, page) for number, page in pages.items()}
    found = lists.read(pages)
    if as_json:
        citations = [
            {"page": number, "label": labels[number], "mark": mark, "entries": [one.key for one in cited.references]}
            for number, mark, cited in lists.citations(pages, found)
        ]
        told = {"style": found.style, "entries": [_entry(one) for one in found.entries], "citations": citations}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    if not found.entries:
        answer({}, False, "There is no reference list in this PDF that could be read.")
        return
    many = sum(1 for _ in lists.citations(pages, found))
    entries = len(found.entries)
    answer({}, False, f"{counted(entries, 'entry')}, {counted(many, 'mark')} "
                      f"in the text ({_STYLES[found.style]})")  # fmt: skip
    for one in found.entries:
        answer({}, False, one.text if not one.doi or one.doi in one.text else f"{one.text}  doi:{one.doi}")


def _entry(of: Reference) -> dict[str, Any]:
    return {"number": of.number, "key": of.key, "authors": of.authors, "first_author": of.first_author,
            "year": of.year, "title": of.title, "journal": of.journal, "doi": of.doi, "pmid": of.pmid,
            "retracted": of.retracted, "page": of.page, "text": of.text}  # fmt: skip


COMMANDS = (references,)
