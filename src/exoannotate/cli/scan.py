"""The commands that find the evidence of a whole document, and decide on what was found: scan, decide."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

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
)
from exoannotate.cli.documents import PASSWORD
from exoannotate.cli.suggesting import as_object
from exoannotate.domain.errors import NotFoundError
from exoannotate.domain.pagetext import PageText
from exoannotate.domain.records import VERDICTS, Verdict
from exoannotate.domain.wording import counted
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.reading.reference import Reference
from exoannotate.workspace import candidates, deciding, terms, texts
from exoannotate.workspace.candidates import Candidate
from exoannotate.workspace.documents import open_document
from exoannotate.workspace.session import Session

DOCUMENT = click.option("--document", required=True, metavar="ID", help="A document of the project.")
UNDECIDED = "undecided"
_NAMES: dict[str, Verdict] = {verdict.replace(" ", "-"): verdict for verdict in VERDICTS}


@click.command(epilog=examples("scan review.pdf --top 20", "scan glioma.exo --document 0199A --left --json"))
@click.argument("path", metavar="PDF_OR_PROJECT", type=click.Path(path_type=Path, readable=False))
@click.option("--document", metavar="ID", help="A document of the project; without it the path is a PDF.")
@click.option("--top", type=click.IntRange(min=1), help="So many candidates at most.")
@click.option("--left", is_flag=True, help="Only those that nothing was decided on; needs --document.")
@PASSWORD
@JSON
def scan(
    path: Path, document: str | None, top: int | None, left: bool, password_file: Path | None, as_json: bool
) -> None:  # fmt: skip
    """List the sentences and table rows of a document that tell evidence, the plainest first.

    With --document each says what was decided on it; “decide” takes or rejects them.
    """
    password = password_from(password_file)
    with pdf_client() as pdf:
        if document is None:
            if left:
                raise click.UsageError("--left needs --document.")
            _scan_pdf(pdf, path, password, top, as_json)
            return
        with read_project(path) as session:
            _scan_document(session, pdf, document, password, top, left, as_json)


def _scan_pdf(pdf: PdfClient, path: Path, password: str, top: int | None, as_json: bool) -> None:
    info = pdf.open(path, password).result()
    try:
        pages = texts.pages(pdf, info, keep=not pdf.locked(info))
    finally:
        pdf.close(info)
    for rank, one in enumerate(candidates.find(pages, terms.warm())[:top], 1):
        _tell(rank, one, _printed(info, one.page, pages.get(one.page)), {}, as_json)


def _printed(info: PdfInfo, number: int, page: PageText | None) -> str:
    return texts.printed_number(page) or (info.labels[number] if number < len(info.labels) else str(number + 1))


def _scan_document(
    session: Session, pdf: PdfClient, document: str, password: str, top: int | None, left: bool, as_json: bool
) -> None:  # fmt: skip
    known = session.project.document(document)
    found = _looked_through(session, pdf, document, password)
    decided = deciding.verdicts(session, found)
    told = 0
    for rank, one in enumerate(found.all, 1):
        sentence = deciding.sentence_key(one.text)
        said = decided.get(sentence, "")
        if (left and said) or told == top:
            continue
        told += 1
        label = texts.label(known, found.info, one.page, found.pages.get(one.page))
        _tell(rank, one, label, {"candidate": sentence, "decision": said or UNDECIDED}, as_json)


def _looked_through(session: Session, pdf: PdfClient, document: str, password: str) -> deciding.Scan:
    info = open_document(session, pdf, document, password)
    try:
        return deciding.scan(session, pdf, info, document)
    finally:
        pdf.close(info)


def _tell(rank: int, one: Candidate, label: str, decided: Mapping[str, str], as_json: bool) -> None:
    if as_json:
        told: dict[str, Any] = {
            "rank": rank, "score": round(one.score, 3), "page": label, "label": label, "page_index": one.page,
            "kind": one.kind, "sentence": one.text, "records": as_object(one.text, one.suggestions)["records"],
            "references": [_reference(reference) for reference in one.references], **decided,
        }  # fmt: skip
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        cited = "; ".join(reference.short for reference in one.references)
        state = f"  ({decided['decision']})  [{decided['candidate']}]" if decided else ""
        answer({}, False, f"{rank}. p. {label}  {one.text}" + (f"  → {cited}" if cited else "") + state)


def _reference(of: Reference) -> dict[str, Any]:
    return {"number": of.number, "first_author": of.first_author, "year": of.year, "title": of.title, "doi": of.doi,
            "pmid": of.pmid, "retracted": of.retracted, "text": of.text}  # fmt: skip


@click.command(
    epilog=examples(
        "decide glioma.exo --document 0199A --candidate 3F0C --as taken",
        "decide glioma.exo --document 0199A --candidate 3F0C --candidate 9A41 --as not-exosomal",
    )
)
@PROJECT
@DOCUMENT
@click.option("--candidate", "wanted", multiple=True, required=True, metavar="ID", help="As “scan” tells it.")
@click.option(
    "--as", "decision", required=True, type=click.Choice((*_NAMES, UNDECIDED)),
    help="taken makes the highlight and its records as drafted; undecided asks again.",
)  # fmt: skip
@CURATOR
@PASSWORD
@JSON
def decide(
    project: Path, document: str, wanted: tuple[str, ...], decision: str, curator: str, password_file: Path | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Take or reject candidates of a document that “scan” found; each is one act that “undo” takes back."""
    with open_project(project, curator) as session, pdf_client() as pdf:
        found = _looked_through(session, pdf, document, password_from(password_file))
        known = {one.sentence: one.candidate for one in found.queue}
        for sentence in wanted:
            if sentence not in known:
                raise NotFoundError(
                    f"There is no candidate “{sentence[:60]}” in this document.", "“scan” lists those there are."
                )
        for sentence in dict.fromkeys(wanted):
            made = _decide(session, found, sentence, known[sentence], decision)
            told = {"candidate": sentence, "decision": decision.replace("-", " "), "records": list(made)}
            words = f", {counted(len(made), 'record')} made" if made else ""
            answer(told, as_json, f"{sentence}: {told['decision']}{words}.")


def _decide(
    session: Session, found: deciding.Scan, sentence: str, one: Candidate, decision: str
) -> tuple[str, ...]:  # fmt: skip
    decided = deciding.verdicts(session, found)
    counts = deciding.counts(found, decided)
    if decision == UNDECIDED:
        deciding.reopen(session, found.document, sentence)
    elif decision != "taken":
        deciding.decide(session, found.document, sentence, _NAMES[decision], counts)
    elif decided.get(sentence) not in ("taken", deciding.COVERED):
        ready = deciding.prepare(session, found, one)
        drafts = [deciding.suggested(each) for each in ready.suggestions]
        return deciding.take(session, sentence, ready.passage, drafts, counts)
    return ()


COMMANDS = (scan, decide)
