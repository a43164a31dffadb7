"""The shipped sample: project, review and claims belong together."""

from __future__ import annotations

import hashlib
from pathlib import Path

from exoannotate import resources
from exoannotate.pdf.client import PdfClient
from exoannotate.store.checks import check, digest
from exoannotate.workspace import sample
from exoannotate.workspace.session import Session

REMEDY = "run packaging/make_sample_project.py"


def test_the_sample_project_is_what_its_claims_make_of_its_review(tmp_path: Path) -> None:
    project = sample.copy(tmp_path / "sample")
    review = project.with_name(sample.PDF)
    assert check(project).ok
    with Session.open(project) as session:
        (document,) = session.project.documents()
        shipped = {p.quote: [q.bounds() for q in p.quads] for p in session.project.passages()}
    assert document.sha256 == hashlib.sha256(review.read_bytes()).hexdigest(), REMEDY
    with Session.create(tmp_path / "again.exo", "Sample curator") as session, PdfClient() as pdf:
        made = sample.fill(session, pdf, review)
        again = {p.quote: [q.bounds() for q in p.quads] for p in session.project.passages()}
    assert made == 8
    assert again == shipped, REMEDY
    assert digest(tmp_path / "again.exo") == digest(project), REMEDY


def test_a_sample_that_was_worked_on_is_not_replaced(tmp_path: Path) -> None:
    project = sample.copy(tmp_path / "sample")
    with Session.open(project) as session:
        session.undo()
    before = project.read_bytes()
    assert sample.copy(tmp_path / "sample") == project
    assert project.read_bytes() == before
    assert before != resources.path("sample", sample.PROJECT).read_bytes()
