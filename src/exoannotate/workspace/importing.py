"""Any file that can be taken into a project but a PDF: looked at first, then imported as one change."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from exoannotate.domain.errors import BadValueError, ExoError
from exoannotate.domain.wording import counted
from exoannotate.export.tables_in import is_workbook
from exoannotate.pdf.client import PdfClient
from exoannotate.workspace import bibliographies, documents, evidence_files
from exoannotate.workspace.bibliographies import Imported, Plan
from exoannotate.workspace.evidence_plan import EvidenceImported, EvidencePlan
from exoannotate.workspace.session import Session

Option = Literal["new papers", "pdfs", "differing"]
SUFFIXES = (".ris", ".bib", ".bibtex", ".nbib", ".json", ".csljson", ".csv", ".tsv", ".xlsx")
"""What the names of files end with that can be dropped."""
FILTER = f"References and evidence ({' '.join(f'*{suffix}' for suffix in SUFFIXES)} *.txt)"
"""As the dialog that asks for a file shows them."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person may leave out of an import: its option, in words, and whether it is on when nobody says."""

    option: Option
    words: str
    on: bool = True


def look(session: Session, path: Path) -> Plan | EvidencePlan:
    """What importing a file would do, whatever kind its content is; nothing is changed. Raises ExoError."""
    data = bibliographies.contents(path)
    evidence = evidence_files.plan(session, path, data)
    if evidence is not None:
        return evidence
    if is_workbook(data):
        raise BadValueError(f"“{path.name}” holds no table of evidence.", "Nothing was changed.")
    return bibliographies.plan(session, bibliographies.read(path, data))


def choices(plan: Plan | EvidencePlan) -> tuple[Choice, ...]:
    """What a person may decide."""
    if isinstance(plan, EvidencePlan):
        many = plan.differing
        words = f"Let the {counted(many, 'record')} that differ{'s' * (many == 1)} say what the file says"
        return (Choice("differing", words, on=False),) if many else ()
    found = []
    if plan.new:
        words = f"Add the {counted(plan.new, 'new paper')}, to be read when {_its(plan.new)} PDF is there"
        found.append(Choice("new papers", words))
    if plan.pdfs:
        many = len(plan.pdfs)
        found.append(Choice("pdfs", f"Add the {counted(many, 'PDF')} that the file names on this computer"))
    return tuple(found)


def _its(many: int) -> str:
    return "its" if many == 1 else "their"


def worth(plan: Plan | EvidencePlan) -> bool:
    """Whether importing would change anything."""
    if isinstance(plan, EvidencePlan):
        return bool(plan.edits or plan.updates)
    return bool(plan.edits or plan.additions or plan.pdfs)


def carry_out(
    session: Session,
    pdf: PdfClient | None,
    plan: Plan | EvidencePlan,
    options: Collection[Option],
    stopped: Callable[[], bool] = lambda: False,
) -> Imported | EvidenceImported:
    """Import what was looked at, as one change; PDFs that the file names are added one by one after it.

    ``stopped`` is asked between two PDFs. Raises ExoError.
    """
    if isinstance(plan, EvidencePlan):
        return evidence_files.import_evidence(session, plan, pdf, update_differing="differing" in options)
    done = bibliographies.import_references(session, plan, known_only="new papers" not in options)
    if "pdfs" not in options or pdf is None:
        return done
    there = {document.id for document in session.project.documents()}
    added, said = 0, list(done.problems)
    for document, path in plan.pdfs:
        if stopped():
            break
        if document not in there:
            continue
        try:
            one = documents.add(session, pdf, path, paper=document)
        except ExoError as error:
            said.append(str(error))
            continue
        added += not one.refused
        if one.refused:
            said.append(one.message)
    return replace(done, pdfs=added, problems=tuple(said))
