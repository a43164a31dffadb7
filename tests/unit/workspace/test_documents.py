"""Documents of a project: recognised by their bytes, found again after a move, refused in words."""

from __future__ import annotations

import csv
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from exoannotate.domain.errors import ExoError, NotFoundError
from exoannotate.pdf.client import PdfClient
from exoannotate.store.checks import check
from exoannotate.workspace import documents, passages, settings
from exoannotate.workspace.session import Session

QUOTE = "Macrophages of the M2 type release exosomes rich in miR-21."


@pytest.fixture(scope="module")
def pdf() -> Iterator[PdfClient]:
    client = PdfClient()
    yield client
    client.shutdown()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    (tmp_path / "project").mkdir()
    with Session.create(tmp_path / "project" / "study.exo", "Ann") as made:
        yield made


@pytest.fixture
def paper(tmp_path: Path, sample_pdf: Path) -> Path:
    path = tmp_path / "project" / "Früher Name.pdf"
    path.parent.mkdir(exist_ok=True)
    shutil.copy(sample_pdf, path)
    return path


def test_a_document_has_title_pages_and_hashes(session: Session, pdf: PdfClient, paper: Path) -> None:
    added = documents.add(session, pdf, paper)
    found = session.project.document(added.document)
    assert (added.state, found.pages, len(found.sha256), len(found.text_sha256)) == ("added", 4, 64, 64)
    assert found.title == added.title
    assert "exosome" in found.title.lower() or "vesicle" in found.title.lower()


def test_the_same_bytes_are_one_document_wherever_they_lie(
    session: Session, pdf: PdfClient, paper: Path, tmp_path: Path
) -> None:
    first = documents.add(session, pdf, paper)
    copy = tmp_path / "elsewhere.pdf"
    shutil.copy(paper, copy)
    again = documents.add(session, pdf, copy)
    assert (again.state, again.document) == ("already there", first.document)
    assert len(session.project.documents()) == 1
    paper.unlink()
    assert documents.locate(session, first.document) == copy


def test_paths_are_hints_from_the_project_and_travel_with_it(
    session: Session, pdf: PdfClient, paper: Path, tmp_path: Path
) -> None:
    added = documents.add(session, pdf, paper)
    assert [f.path for f in session.project.files(added.document)] == ["Früher Name.pdf"]
    moved = tmp_path / "moved"
    shutil.move(session.path.parent, moved)
    with Session.open(moved / "study.exo") as there:
        assert documents.locate(there, added.document) == moved / "Früher Name.pdf"


def test_another_file_under_the_old_name_is_not_taken_for_it(session: Session, pdf: PdfClient, paper: Path) -> None:
    added = documents.add(session, pdf, paper)
    paper.write_bytes(paper.read_bytes() + b"\n% changed\n")
    assert documents.locate(session, added.document) is None
    with pytest.raises(NotFoundError, match="is not where it was"):
        documents.open_document(session, pdf, added.document)


def test_an_embedded_pdf_is_there_without_its_file(session: Session, pdf: PdfClient, paper: Path) -> None:
    added = documents.add(session, pdf, paper, embed=True)
    before = paper.read_bytes()
    paper.unlink()
    kept = documents.locate(session, added.document)
    assert kept is not None
    assert kept.read_bytes() == before
    assert check(session.path).ok


def test_a_hint_may_name_anything_and_opens_nothing(session: Session, pdf: PdfClient, paper: Path) -> None:
    added = documents.add(session, pdf, paper)
    paper.unlink()
    for hint in ("/dev/zero", "../../../../../../dev/stdin", "/", "study.exo", "..", ""):
        with sqlite3.connect(session.path) as db:
            db.execute("UPDATE document_files SET path = ?", (hint,))
        db.close()
        assert documents.locate(session, added.document) is None


def test_first_page_label_renumbers_what_was_quoted(session: Session, pdf: PdfClient, paper: Path) -> None:
    added = documents.add(session, pdf, paper)
    made = passages.highlight_quote(session, pdf, added.document, QUOTE)
    assert made.page is not None
    assert made.label == str(101 + made.page)
    documents.set_first_page(session, added.document, "365")
    assert session.project.passage(made.passage).page_label == str(365 + made.page)
    again = passages.highlight_quote(session, pdf, added.document, "A glioma is not made of glioma cells alone.")
    assert again.page is not None
    assert again.label == str(365 + again.page)
    session.undo()
    session.undo()
    assert session.project.passage(made.passage).page_label == made.label
    with pytest.raises(ExoError, match="not a page number"):
        documents.set_first_page(session, added.document, "first")


def test_a_passage_keeps_all_that_finds_it_again(session: Session, pdf: PdfClient, paper: Path) -> None:
    added = documents.add(session, pdf, paper)
    document = session.project.document(added.document)
    made = passages.highlight_quote(session, pdf, added.document, QUOTE, meaning="cargo")
    found = session.project.passage(made.passage)
    assert found.quote == QUOTE
    assert len(found.prefix) == len(found.suffix) == 32
    assert found.suffix.strip().startswith("In glioblastoma models")
    assert found.page_index / 4 <= found.position < (found.page_index + 1) / 4
    assert found.quads
    assert all(q.page in (found.page_index, found.page_index + 1) for q in found.quads)
    assert (found.file_sha256, found.text_sha256) == (document.sha256, document.text_sha256)
    assert found.extractor
    assert found.meaning == "cargo"


def test_all_files_of_the_collection_are_added_or_refused_in_words(
    shared: Path, session: Session, pdf: PdfClient
) -> None:
    with (shared / "pdfs" / "INDEX.tsv").open(encoding="utf-8") as file:
        expected = {row["file"]: row["expected"] for row in csv.DictReader(file, delimiter="\t")}
    assert len(expected) == 51
    wrong = []
    for name, should in expected.items():
        if name == "syn_slow_render.pdf":
            continue  # its text takes longer than a worker may; the client's own tests wait for it
        before = (shared / "pdfs" / name).read_bytes()
        added = documents.add(session, pdf, shared / "pdfs" / name)
        if should.startswith("opens"):
            fine = added.state in ("added", "no text")
        elif should == "asks password":
            fine = added.state == "encrypted" and "password" in added.message
        else:
            # A certificate is no password: the state is "encrypted", the sentence says that it cannot be opened.
            fine = added.state in ("damaged", "not a pdf", "no pages", "encrypted") and name in added.message
        if not fine:
            wrong.append((name, should, added.state, added.message))
        assert (shared / "pdfs" / name).read_bytes() == before
    assert not wrong
    assert check(session.path).ok


def test_a_password_opens_and_is_stored_nowhere(shared: Path, session: Session, pdf: PdfClient) -> None:
    path = shared / "pdfs" / "enc_user_umlaut.pdf"
    assert "password" in documents.add(session, pdf, path, password="wrong").message
    added = documents.add(session, pdf, path, password="pässwört")
    assert added.state in ("added", "no text")
    kept = [*session.path.parent.rglob("*"), *settings.cache_folder().rglob("*"), *settings.config_folder().rglob("*")]
    for file in kept:
        if file.is_file():
            assert "pässwört".encode() not in file.read_bytes()
            assert "pässwört".encode("latin-1") not in file.read_bytes()
