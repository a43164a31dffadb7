"""The sample project: a copy to play with, and the sample job done without a window."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exoannotate import resources
from exoannotate.domain import fields
from exoannotate.domain.errors import ExoError
from exoannotate.pdf.client import PdfClient
from exoannotate.store import opening
from exoannotate.workspace import documents, exports, passages, records, settings
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session

PROJECT = "sample.exo"
PDF = "review.pdf"
CLAIMS = "claims.json"
"""The sample's records: the quotes they stand on and their fields, as typed."""


@dataclass(frozen=True, slots=True)
class SampleJob:
    """What the sample job made, and its steps in words."""

    project: Path
    pdf: Path
    exports: tuple[Path, ...]
    steps: tuple[str, ...]


def default_folder() -> Path:
    """Where the sample goes when no folder is named: among the user's documents."""
    return settings.documents_folder() / "exoannotate sample"


def copy(folder: Path) -> Path:
    """Put the sample project and its review into a folder, unless they are there, and return the project's path.

    A sample that was worked on stays as it is. Raises ExoError when the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in (PDF, PROJECT):
            if not (folder / name).exists():
                shutil.copyfile(resources.path("sample", name), folder / name)
    except OSError as error:
        raise ExoError(
            f"The sample cannot be put into “{folder}”: {opening.plain(error)}.", "Choose a folder you may write to."
        ) from None
    return folder / PROJECT


def run(pdf: PdfClient, folder: Path) -> SampleJob:
    """The sample job: open the review, find and highlight its claims, make their records, export them.

    It is done from nothing each time, in a project of its own. Raises ExoError.
    """
    copy(folder)
    project = folder / "sample-job.exo"
    try:
        for rest in (project, folder / f"{project.name}-journal"):
            rest.unlink(missing_ok=True)
    except OSError as error:
        raise ExoError(
            f"“{project.name}” in “{folder}” cannot be replaced: {opening.plain(error)}.", "Choose another folder."
        ) from None
    with Session.create(project) as session:
        made = fill(session, pdf, folder / PDF)
        outs = [folder / f"evidence.{name}" for name in ("xlsx", "csv")]
        for out in outs:
            exports.export(session, out.suffix[1:], out)
        title = session.project.documents()[0].title
    steps = (f"opened “{title}”", f"highlighted and recorded {made} claims", "exported the evidence table")
    return SampleJob(project, folder / PDF, tuple(outs), steps)


def fill(session: Session, pdf: PdfClient, review: Path) -> int:
    """Add the review to a project with all claims of the sample, and say how many. Raises ExoError."""
    added = documents.add(session, pdf, review)
    if added.refused:
        raise ExoError(added.message)
    claims: list[dict[str, Any]] = json.loads(resources.text("sample", CLAIMS))
    highlighted: dict[str, str] = {}
    for claim in claims:
        for quote in claim["quotes"]:
            if quote not in highlighted:
                highlighted[quote] = _highlight(session, pdf, added.document, quote, claim["meaning"])
        ids = tuple(highlighted[quote] for quote in claim["quotes"])
        typed = {n: FieldInput(fields.values(fields.field(n), tuple(v))) for n, v in claim["fields"].items()}
        given = {n: FieldInput(reason=fields.reason(r)) for n, r in claim.get("reasons", {}).items()}
        record = records.create(session, ids, typed | given)
        if claim.get("accepted"):
            records.review(session, record, "accepted")
    return len(claims)


def _highlight(session: Session, pdf: PdfClient, document: str, quote: str, meaning: str) -> str:
    found = passages.highlight_quote(session, pdf, document, quote, meaning=meaning)
    if found.state != "exact":
        raise ExoError(f"The sample quote “{quote[:60]}” is {found.state}.", "The installation is not whole.")
    return found.passage
