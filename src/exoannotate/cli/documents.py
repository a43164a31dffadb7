"""Commands about projects and their documents: new, add, info, text, highlight."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from pathlib import Path

import click

from exoannotate.cli.answers import (
    CURATOR,
    JSON,
    PROJECT,
    answer,
    examples,
    open_project,
    password_from,
    pdf_client,
    read_project,
    say,
)
from exoannotate.domain.errors import BadValueError
from exoannotate.domain.geometry import PageRect
from exoannotate.domain.records import Document
from exoannotate.domain.wording import counted
from exoannotate.workspace import areas, documents, passages, texts
from exoannotate.workspace.session import Session

PASSWORD = click.option(
    "--password-file",
    type=click.Path(path_type=Path, readable=False),
    help="A file whose first line is the password of encrypted PDFs. It is read and forgotten.",
)


@click.command(epilog=examples("new glioma.exo"))
@PROJECT
@CURATOR
@JSON
def new(project: Path, curator: str, as_json: bool) -> None:
    """Make a new, empty project file, such as glioma.exo. A file that exists is never replaced."""
    with Session.create(project, curator) as session:
        told = {"project": str(project), "id": session.project.project_id()}
        answer(told, as_json, f"Made “{project}”.")


@click.command(epilog=examples("add glioma.exo review.pdf", "add glioma.exo papers/*.pdf --password-file secret.txt"))
@PROJECT
@click.argument("pdfs", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False))
@PASSWORD
@click.option("--embed", is_flag=True, help="Keep the PDFs inside the project file.")
@CURATOR
@JSON
def add(
    project: Path, pdfs: tuple[Path, ...], password_file: Path | None, embed: bool, curator: str, as_json: bool
) -> int:
    """Add PDFs to a project. One that cannot be read is named and the others go in."""
    password = password_from(password_file)
    failed = 0
    with open_project(project, curator) as session, pdf_client() as pdf:
        for path in pdfs:
            added = documents.add(session, pdf, path, password=password, embed=embed)
            failed += added.refused
            if added.refused:
                say(added.message, err=True)
            told = {k: v for k, v in asdict(added).items() if k not in ("locked", "carried") and (k != "message" or v)}
            if as_json:
                click.echo(json.dumps(told, ensure_ascii=False))
            elif not added.refused:
                say(f"{added.state}: {added.title} ({counted(added.pages, 'page')}) {added.document}")
                if added.message:
                    say(added.message)
    return 1 if failed else 0


@click.command(epilog=examples("info glioma.exo", "info glioma.exo --json"))
@PROJECT
@JSON
def info(project: Path, as_json: bool) -> None:
    """What a project holds: counts, documents, format version, curators."""
    with read_project(project) as session:
        p = session.project
        counts = p.counts()
        told = {
            "project": str(project),
            "id": p.project_id(),
            "format": p.format_version(),
            "read_only": bool(p.why_read_only),
            "counts": {k: counts[k] for k in _COUNTED},
            "documents": [_document_json(session, d) for d in p.documents()],
            "curators": [asdict(c) for c in p.curators()],
        }
        lines = [f"{project}, format {p.format_version()}"]
        if p.why_read_only:
            lines.append(f"  It can be read only, because {p.why_read_only}.")
        lines += [f"  {counted(counts[what], _COUNTED[what])}" for what in _COUNTED]
        lines += [f"  {d.id}  {d.title}" for d in p.documents()]
        answer(told, as_json, "\n".join(lines))


_COUNTED = {"documents": "document", "passages": "passage", "records": "record", "studies": "study", "terms": "term"}


def _document_json(session: Session, document: Document) -> dict[str, object]:
    where = documents.locate(session, document.id)
    return {
        "document": document.id,
        "title": document.title,
        "authors": document.authors,
        "year": document.year,
        "doi": document.doi,
        "pages": document.pages,
        "reading": document.reading,
        "passages": len(session.project.passages(document.id)),
        "sha256": document.sha256,
        "path": str(where) if where else None,
    }


@click.command(epilog=examples("text review.pdf", "text review.pdf --page 0 --json"))
@click.argument("pdf", type=click.Path(path_type=Path, readable=False))
@click.option("--page", type=int, help="Only this page, counted from 0.")
@PASSWORD
@JSON
def text(pdf: Path, page: int | None, password_file: Path | None, as_json: bool) -> None:
    """The text of a PDF in reading order, without running heads, page numbers and line numbers."""
    with pdf_client() as client:
        info = documents.open_pdf(client, pdf, password_from(password_file))
        if page is not None and not 0 <= page < info.pages:
            raise BadValueError(f"There is no page {page}.", f"This file has the pages 0 to {info.pages - 1}.")
        nobody = Document("", "", "", "")
        for number in range(info.pages) if page is None else (page,):
            found = client.text(info, number).result()
            if password_file is None:
                found = texts.with_recognised(info, {number: found})[number]
            label = texts.label(nobody, info, number, found)
            paragraphs = list(found.paragraph_texts())
            told = {"page": number, "label": label, "paragraphs": paragraphs}
            answer(told, as_json, "\n\n".join([f"[page {label}]", *paragraphs, ""]))


@click.command(
    epilog=examples(
        'highlight glioma.exo --document ID --quote "exosomes deliver MGMT mRNA to glioma cells" --colour R',
        "highlight glioma.exo --document ID --area 3,48,66,547,300 --colour M",
    )
)
@PROJECT
@click.option("--document", required=True, metavar="ID", help="The document, as “info” names it.")
@click.option("--quote", help="The words to find; spaces, hyphens and dashes do not matter.")
@click.option(
    "--area",
    metavar="PAGE,X0,Y0,X1,Y1",
    help="Instead of words, a rectangle round a figure or table: the page counted from 0, and two opposite corners "
    "in points from the top left of the page. A picture of it is kept in the project.",
)
@click.option("--page", type=int, help="The page it begins on, counted from 0.")
@click.option("--colour", "--color", default="1", help="The meaning: its number, letter or name (default: 1).")
@click.option("--note", default="", help="A note on the highlight.")
@PASSWORD
@CURATOR
@JSON
def highlight(
    project: Path,
    document: str,
    quote: str | None,
    area: str | None,
    page: int | None,
    colour: str,
    note: str,
    password_file: Path | None,
    curator: str,
    as_json: bool,
) -> int:
    """Find a quote in a document and highlight it. What is not there, or in several places, is not highlighted.

    With --area, highlight a figure, a table or a part of a scan.
    """
    if area is not None and quote is None and page is None:
        rect = _area(area)
        with open_project(project, curator) as session, pdf_client(drawing=True) as pdf:
            made = areas.highlight_in_file(
                session, pdf, document, rect, meaning=colour, note=note, password=password_from(password_file)
            )
        told = passages.Highlighted(made.id, made.page_index, made.page_label, "", "exact", 1.0)
        answer(asdict(told), as_json, f"{made.shown}{f': {made.note}' if made.note else ''}\n{made.id}")
        return 0
    if quote is None or area is not None:
        raise click.UsageError("Give either --quote, and --page if you like, or --area.")
    with open_project(project, curator) as session, pdf_client() as pdf:
        found = passages.highlight_quote(
            session, pdf, document, quote, page=page, meaning=colour, note=note, password=password_from(password_file)
        )
        if as_json or found.passage:
            answer(asdict(found), as_json, f"{found.state}, page {found.label}: {found.quote}\n{found.passage}")
        if found.state == "not found":
            click.echo("This quote is not in the document. Nothing was highlighted; check its wording.", err=True)
        if found.state == "ambiguous":
            click.echo(
                "This quote stands in several places. Nothing was highlighted; give more of its words.", err=True
            )
    return 0 if found.passage else 1


def _area(given: str) -> PageRect:
    """“3,48,66,547,300” as a rectangle. Raises BadValueError."""
    parts = given.split(",")
    try:
        page, numbers = int(parts[0]), tuple(float(part) for part in parts[1:])
    except ValueError:
        page, numbers = 0, ()
    if len(numbers) != 4 or not all(math.isfinite(number) for number in numbers):
        raise BadValueError(
            f"“{given}” is not an area.", "Give a page and two corners: PAGE,X0,Y0,X1,Y1, such as 3,48,66,547,300."
        )
    return PageRect(page, *numbers)


COMMANDS = (new, add, info, text, highlight)
