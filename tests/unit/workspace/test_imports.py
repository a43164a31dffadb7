"""Highlights of other programs become passages: our own text under them, nothing twice, one change."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest

from exoannotate.domain.colours import nearest
from exoannotate.domain.errors import BadValueError, PdfError
from exoannotate.domain.records import MEANINGS
from exoannotate.pdf.client import PdfClient
from exoannotate.store.checks import check
from exoannotate.workspace import documents, imports, passages
from exoannotate.workspace.session import Session
from tests.unit.pdf.annotated import annotate

QUOTE = "Macrophages of the M2 type release exosomes rich in miR-21."
MARKS = [(1, "Highlight", QUOTE), (1, "Underline", "Microglia and macrophages can form a third of its mass")]


@pytest.fixture(scope="module")
def pdf() -> Iterator[PdfClient]:
    client = PdfClient()
    yield client
    client.shutdown()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session.create(tmp_path / "study.exo", "Ann") as made:
        yield made


@pytest.fixture
def marked(tmp_path: Path, sample_pdf: Path) -> Path:
    return annotate(sample_pdf, tmp_path / "marked.pdf", MARKS, note="Look", author="Ben Beta", colour="0.3 0.7 0.9")


def test_marks_become_passages_and_undo_takes_them_back(session: Session, pdf: PdfClient, marked: Path) -> None:
    before = marked.read_bytes()
    done = imports.import_file(session, pdf, marked)
    assert (done.marks, done.imported, done.highlights) == (2, 2, 2)
    assert done.sentence() == "Imported 2 highlights."
    found = {p.quote: p for p in session.project.passages(done.document)}
    assert set(found) == {QUOTE, "Microglia and macrophages can form a third of its mass"}
    passage = found[QUOTE]
    assert (passage.meaning, passage.state, passage.page_label) == ("cargo", "exact", "102")
    assert passage.note == "Look (Ben Beta)"
    names = {person.id: person.name for person in session.project.curators()}
    assert names[passage.curator] == "Ben Beta"
    assert passage.created <= passage.changed
    assert session.undo_label() == "Import 2 highlights"
    session.undo()
    assert session.project.passages(done.document) == ()
    session.redo()
    assert len(session.project.passages(done.document)) == 2
    assert marked.read_bytes() == before
    assert check(session.path).ok


def test_nothing_is_imported_twice(session: Session, pdf: PdfClient, marked: Path) -> None:
    first = imports.import_file(session, pdf, marked)
    label = session.undo_label()
    again = imports.import_file(session, pdf, marked)
    assert (again.imported, again.already_there) == (0, 2)
    assert again.sentence() == "Nothing was imported. Already there: 2."
    assert len(session.project.passages(first.document)) == 2
    assert session.undo_label() == label


def test_what_was_highlighted_here_before_is_not_imported(session: Session, pdf: PdfClient, marked: Path) -> None:
    document = documents.add(session, pdf, marked).document
    passages.highlight_quote(session, pdf, document, QUOTE, meaning="therapy")
    done = imports.import_file(session, pdf, marked)
    assert (done.imported, done.already_there) == (1, 1)
    assert [p.meaning for p in session.project.passages(document) if p.quote == QUOTE] == ["therapy"]


def test_two_marks_on_the_same_words_are_one(
    session: Session, pdf: PdfClient, tmp_path: Path, sample_pdf: Path
) -> None:
    path = annotate(sample_pdf, tmp_path / "a.pdf", [(1, "Highlight", QUOTE), (1, "Underline", QUOTE)])
    done = imports.import_file(session, pdf, path)
    assert (done.imported, done.already_there) == (1, 1)


def test_a_copy_with_marks_goes_to_the_document_it_is_a_copy_of(
    session: Session, pdf: PdfClient, marked: Path, sample_pdf: Path
) -> None:
    paper = session.path.parent / "paper.pdf"
    shutil.copy(sample_pdf, paper)
    own = documents.add(session, pdf, paper)
    kept = passages.highlight_quote(session, pdf, own.document, "temozolomide loses its effect").passage
    done = imports.import_file(session, pdf, marked)
    assert done.document == own.document
    assert done.imported == 2
    document = session.project.document(own.document)
    every = session.project.passages(own.document)
    assert kept in {p.id for p in every}
    assert {p.file_sha256 for p in every} == {document.sha256}


def test_marks_of_a_file_that_is_not_the_current_one_are_put_in_the_current_one(
    session: Session, pdf: PdfClient, marked: Path, sample_pdf: Path, tmp_path: Path
) -> None:
    with pymupdf.open(sample_pdf) as file:
        file.new_page(0)
        file.save(tmp_path / "longer.pdf")
    document = documents.add(session, pdf, marked).document
    documents.add(session, pdf, tmp_path / "longer.pdf")  # is the current one from now on
    done = imports.import_file(session, pdf, marked)
    found = {p.quote: p for p in session.project.passages(document)}
    current = session.project.document(document).sha256
    assert (done.document, done.imported) == (document, 2)
    assert found[QUOTE].file_sha256 == current
    assert found[QUOTE].page_index == (2 if current != _hash(marked) else 1)


def _hash(path: Path) -> str:
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_notes_and_areas(session: Session, pdf: PdfClient, tmp_path: Path, sample_pdf: Path) -> None:
    with pymupdf.open(sample_pdf) as file:
        page = file[1]
        place = page.search_for("Macrophages of the M2 type")[0]
        page.add_text_annot((place.x0 - 30, place.y0), "Check this").set_info(title="Ben")
        page.add_rect_annot((60, 70, 300, 200))
        page.add_rect_annot((1, 1, 3, 3))  # too small for an area
        page.add_text_annot((10, 835), "Far from any text")
        page.add_highlight_annot([pymupdf.Rect(5, 5, 30, 20)])  # on no words
        file.save(tmp_path / "a.pdf")
    done = imports.import_file(session, pdf, tmp_path / "a.pdf")
    assert (done.marks, done.notes, done.areas, done.without_text) == (5, 1, 1, 3)
    assert done.sentence() == "Imported 1 note, 1 area. Not imported, because they lie on no words: 3."
    found = session.project.passages(done.document)
    (note,) = [p for p in found if p.quote]
    (area,) = [p for p in found if p.is_area]
    assert (note.quote, note.note, note.meaning) == (QUOTE, "Check this (Ben)", "note")
    assert area.picture
    again = imports.import_file(session, pdf, tmp_path / "a.pdf")
    assert (again.imported, again.already_there, again.without_text) == (0, 2, 3)


def test_one_meaning_for_all(session: Session, pdf: PdfClient, marked: Path) -> None:
    with pytest.raises(BadValueError, match="not a highlight colour"):
        imports.import_file(session, pdf, marked, meaning="nonsense")
    done = imports.import_file(session, pdf, marked, meaning="T")
    assert {p.meaning for p in session.project.passages(done.document)} == {"therapy"}


def test_a_pdf_without_marks(session: Session, pdf: PdfClient, sample_pdf: Path) -> None:
    label = session.undo_label()
    done = imports.import_file(session, pdf, sample_pdf)
    assert (done.marks, done.sentence()) == (0, "This PDF carries no highlights of other programs.")
    assert session.undo_label() != "Import 0 highlights"
    assert label == ""


def test_a_locked_pdf_says_so(session: Session, pdf: PdfClient, marked: Path, tmp_path: Path) -> None:
    locked = tmp_path / "locked.pdf"
    with pymupdf.open(marked) as file:
        file.save(locked, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="exoé", owner_pw="owner")
    with pytest.raises(PdfError, match="password"):
        imports.import_file(session, pdf, locked)
    assert imports.import_file(session, pdf, locked, password="exoé").imported == 2


@pytest.mark.parametrize(
    ("name", "quotes"),
    [
        ("annot_no_appearance.pdf", ["Lorem ipsum dolor sit amet"]),
        ("annot_quadpoints.pdf", ["Aenean commodo ligula eget dolor. Aenean massa."] * 4),
        (
            "annot_two_column_paper.pdf",
            [
                "recent Intel CPUs have introduced",
                "e",
                "TSX launched with “Haswell” in 2013 but was later disabled due to a bug. "
                "“Broadwell” CPUs with the bug fix shipped in late 2014.",
                "user-mode access to FS/GS registers, and TLB tags for non-VM address spaces",
                "The jump is due to extensions introduced with the “Skylake” microarchitecture",
                "segmentation, task switching, and 16-bit modes.",
                "Control transfer in x86 is already very complex",
                "While we may disagree with some of the design choices,",
                "Besides modifying semantics of all indirect control transfers",
            ],
        ),
        (
            "annot_word_two_column.pdf",
            [
                "nostrud exercitation",
                "Duis",
                "laborum",
                "At vero eos et accusamus et iusto odio dignissimos ducimus, qui blanditiis praesentium voluptatum "
                "deleniti atque corrupti,",
                "equal",
                "Itaque earum rerum hic tenetur a sapiente delectus, ut aut reiciendis voluptatibus maiores alias "
                "consequatur aut perferendis doloribus asperiores repellat.",
                "In a free hour,",
                "duty",
            ],
        ),
    ],
)
def test_words_under_the_marks_of_real_files(
    session: Session, pdf: PdfClient, shared: Path, name: str, quotes: list[str]
) -> None:
    done = imports.import_file(session, pdf, shared / "pdfs" / name)
    found = [p.quote for p in session.project.passages(done.document) if p.meaning != "note"]
    assert sorted(found) == sorted(set(quotes) if "quadpoints" not in name else quotes)


@pytest.mark.parametrize(
    ("colour", "meaning"),
    [
        ("#ffff00", "mechanism"),
        ("#ffed00", "mechanism"),
        ("#facd5a", "therapy"),
        ("#ff0000", "resistance"),
        ("#0000ff", "marker"),
        ("#56b4e9", "cargo"),
        ("#a8d8f0", "cargo"),
        ("#00ff00", "sensitivity"),
        ("#ff66cc", "donor"),
        ("#808080", "note"),
        ("#ffffff", "note"),
        ("nonsense", "note"),
        *((meaning.colour, meaning.id) for meaning in MEANINGS),
    ],
)
def test_the_nearest_hue(colour: str, meaning: str) -> None:
    assert MEANINGS[nearest(colour, [m.colour for m in MEANINGS])].id == meaning
