"""Highlights in a changed file or another copy of a paper: found, told, carried over in one change, undone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

import make_sample
from exoannotate.domain.errors import ExoError, NotFoundError
from exoannotate.domain.records import Passage, Value
from exoannotate.pdf.client import PdfClient
from exoannotate.store.checks import check
from exoannotate.workspace import documents, passages, records, relocating
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session
from typeset import Prose, typeset

FIRST = "Macrophages of the M2 type release exosomes rich in miR-21."
SECOND = "A glioma is not made of glioma cells alone."


@pytest.fixture(scope="module")
def pdf() -> Iterator[PdfClient]:
    with PdfClient() as client:
        yield client


@pytest.fixture
def session(tmp_path: Path, sample_pdf: Path) -> Iterator[Session]:
    shutil.copy(sample_pdf, tmp_path / "paper.pdf")
    with Session.create(tmp_path / "study.exo", "Ann") as made:
        yield made


@pytest.fixture
def document(session: Session, pdf: PdfClient) -> str:
    """The sample paper with two highlights."""
    found = documents.add(session, pdf, session.path.parent / "paper.pdf").document
    for quote in (FIRST, SECOND):
        assert passages.highlight_quote(session, pdf, found, quote).passage
    return found


def saved_again(path: Path, out: Path, *, covers: int = 0) -> Path:
    """The same pages in other bytes, behind some cover pages."""
    with pymupdf.open(path) as file:
        for _ in range(covers):
            file.new_page(0).insert_text((72, 90), "Downloaded from a repository on a Monday, for private use only.")
        file.save(out, garbage=3, deflate=True)
    assert out.read_bytes() != path.read_bytes()
    return out


def set_without(out: Path, *sentences: str, columns: int = 1) -> Path:
    """The sample review set anew without some sentences."""
    blocks = []
    for block in make_sample.review().blocks:
        if isinstance(block, Prose):
            text = block.text
            for sentence in sentences:
                text = text.replace(sentence, "")
            block = Prose(text)
        blocks.append(block)
    typeset(replace(make_sample.review(), blocks=tuple(blocks), columns=columns), out)
    return out


def by_quote(session: Session, document: str) -> dict[str, Passage]:
    return {p.quote: p for p in session.project.passages(document)}


def test_in_its_own_file_everything_is_where_it_was(session: Session, pdf: PdfClient, document: str) -> None:
    before = session.project.passages(document)
    found = relocating.relocate(session, pdf, document)
    assert [(f.state, f.score, f.quads, f.text) for f in found.passages] == [
        ("exact", 1.0, f.passage.quads, f.passage.quote) for f in found.passages
    ]
    assert [f.passage for f in found.passages] == list(before)
    assert found.sentence() == "Of 2 highlights, found: 2 where they were."
    label = session.undo_label()
    relocating.apply(session, found)
    assert session.undo_label() == label  # nothing differs, so nothing was done
    assert session.project.passages(document) == before


def test_a_file_saved_by_another_program_is_the_same_paper(session: Session, pdf: PdfClient, document: str) -> None:
    before = by_quote(session, document)
    other = saved_again(session.path.parent / "paper.pdf", session.path.parent / "marked.pdf")
    added = documents.add(session, pdf, other)
    assert (added.state, added.document) == ("already there", document)
    assert "2 where they were" in added.message
    assert len(session.project.documents()) == 1
    assert documents.locate(session, document) == other
    after = by_quote(session, document)
    assert all(after[q].quads == before[q].quads and after[q].state == "exact" for q in before)
    assert {p.file_sha256 for p in after.values()} == {session.project.document(document).sha256}
    assert check(session.path).ok
    session.undo()
    assert by_quote(session, document) == before
    assert documents.locate(session, document) == session.path.parent / "paper.pdf"


def test_a_file_that_changed_where_it_lies_is_found_by_locate(session: Session, pdf: PdfClient, document: str) -> None:
    path = session.path.parent / "paper.pdf"
    saved_again(path, path.with_name("aside.pdf"), covers=1).replace(path)
    assert documents.locate(session, document) is None
    found = relocating.relocate(session, pdf, document)
    assert [f.state for f in found.passages] == ["moved", "moved"]
    relocating.apply(session, found)
    assert documents.locate(session, document) == path
    assert [f.state for f in relocating.relocate(session, pdf, document).passages] == ["exact", "exact"]
    path.unlink()
    with pytest.raises(NotFoundError, match="not where it was"):
        relocating.relocate(session, pdf, document)


def test_cover_pages_move_pages_and_keep_what_is_cited(session: Session, pdf: PdfClient, document: str) -> None:
    documents.set_first_page(session, document, "365")
    before = by_quote(session, document)
    other = saved_again(session.path.parent / "paper.pdf", session.path.parent / "repository.pdf", covers=2)
    added = documents.add(session, pdf, other)
    assert (added.state, added.document) == ("already there", document)
    assert "2 at other places" in added.message
    for quote, passage in by_quote(session, document).items():
        old = before[quote]
        assert (passage.state, passage.score, passage.page_index) == ("moved", 1.0, old.page_index + 2)
        assert passage.page_label == old.page_label
    assert session.project.document(document).first_page_label == "363"


def test_another_edition_lists_what_it_does_not_hold(session: Session, pdf: PdfClient, document: str) -> None:
    cargo = {"cargo": FieldInput((Value("miR-21"),))}
    record = records.create(session, (by_quote(session, document)[FIRST].id,), cargo)
    before = by_quote(session, document)
    added = documents.add(session, pdf, set_without(session.path.parent / "preprint.pdf", FIRST))
    assert (added.state, added.document) == ("already there", document)
    assert added.message.endswith("found: 1 at another place. Not found: 1.")
    after = by_quote(session, document)
    assert (after[FIRST].state, after[FIRST].quads) == ("not found", ())
    assert after[FIRST].file_sha256 == before[FIRST].file_sha256
    assert (after[SECOND].state, after[SECOND].quads != before[SECOND].quads) == ("moved", True)
    assert session.project.record_passages(record) == (after[FIRST],)
    assert check(session.path).ok
    # The old file is found again as it was, from what was kept.
    back = relocating.relocate(session, pdf, document, session.path.parent / "paper.pdf")
    relocating.apply(session, back)
    assert {q: p.quads for q, p in by_quote(session, document).items()} == {q: p.quads for q, p in before.items()}


def test_a_best_guess_is_shown_and_stored_only_when_accepted(session: Session, pdf: PdfClient, document: str) -> None:
    old = by_quote(session, document)[FIRST]
    strange = replace(old, prefix="words that never stood before. ", suffix=" And none that stood behind")
    strange = replace(strange, quote=FIRST.replace("Macrophages", "Monocytes"), position=0.99)
    session.run(_change(old, strange))
    found = relocating.relocate(session, pdf, document)
    lost = next(f for f in found.passages if f.passage.id == old.id)
    assert (lost.state, lost.page, lost.quads) == ("not found", None, ())
    assert lost.guess is not None
    assert lost.guess_text == FIRST
    relocating.apply(session, found, accepted={old.id})
    after = session.project.passage(old.id)
    assert (after.state, after.quads, after.quote) == ("fuzzy", old.quads, strange.quote)
    assert 0.8 < after.score < 1


def test_another_paper_is_refused_and_stays_another(
    session: Session, pdf: PdfClient, document: str, tmp_path: Path
) -> None:
    review = make_sample.review()
    other = tmp_path / "other.pdf"
    words = "Yeast grows in broth and is counted in a chamber under the microscope every hour of the night. "
    # The same DOI and title, as a correction has them.
    typeset(replace(review, abstract=words, blocks=(Prose(words * 9),)), other)
    before = session.project.passages(document)
    found = relocating.relocate(session, pdf, document, other)
    assert {f.state for f in found.passages} == {"not found"}
    with pytest.raises(ExoError, match="seems to be another paper"):
        relocating.apply(session, found)
    assert documents.add(session, pdf, other).state == "added"
    assert len(session.project.documents()) == 2
    assert session.project.passages(document) == before


def _change(before: Passage, after: Passage) -> relocating.Change:
    return relocating.Change("Edit", (relocating.update(before, after),))
