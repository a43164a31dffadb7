"""Copies of PDFs with highlights: every highlight is there for other readers, and the original is as it was."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest

from exoannotate.domain.errors import ExoError, NotFoundError, PdfError
from exoannotate.domain.geometry import PageRect, bounds
from exoannotate.domain.records import MEANINGS, Value
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.reading.selection import between
from exoannotate.workspace import areas, copies, documents, imports, passages, records
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session
from tests.unit.pdf.annotated import annotate

QUOTE = "Macrophages of the M2 type release exosomes rich in miR-21."
PAPER = "Übersicht über Exosomen.pdf"


@pytest.fixture(scope="module")
def pdf() -> Iterator[PdfClient]:
    client = PdfClient()
    yield client
    client.shutdown()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session.create(tmp_path / "new.exo", "Ann Ångström") as made:
        yield made


@pytest.fixture(scope="module")
def study(pdf: PdfClient, sample_pdf: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a paper and a project: a highlight of each meaning, an area, a note and a record."""
    folder = tmp_path_factory.mktemp("study")
    paper = Path(shutil.copy(sample_pdf, folder / PAPER))
    with Session.create(folder / "study.exo", "Ann Ångström") as session:
        document = documents.add(session, pdf, paper).document
        info = pdf.open(paper).result()
        pages = {number: pdf.text(info, number).result() for number in range(info.pages)}
        found = [m.span() for m in re.finditer(r"[A-Z][^.\n]{60,}\.", pages[1].text)]
        for (start, end), meaning in zip(found, MEANINGS, strict=False):
            selection = between(pages, (1, start), (1, end))
            passages.from_selection(session, document, info, pages, selection, meaning.id)
        first = passages.highlight_quote(session, pdf, document, QUOTE, note="β first\nsecond line").passage
        records.create(session, (first,), {"therapy": FieldInput((Value("temozolomide"),))})
        areas.highlight_in_file(session, pdf, document, PageRect(1, 60, 70, 300, 180), meaning="cargo")
        pdf.close(info)
    return folder


@pytest.fixture
def filled(study: Path, tmp_path: Path) -> Iterator[Session]:
    """The project of ``study``, beside its paper, in a folder of the test's own."""
    for path in study.iterdir():
        shutil.copy(path, tmp_path)
    with Session.open(tmp_path / "study.exo", "Ann Ångström") as opened:
        yield opened


@pytest.fixture
def paper(filled: Session) -> Path:
    return filled.path.with_name(PAPER)


@pytest.fixture
def document(filled: Session) -> str:
    return filled.project.documents()[0].id


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def opened(session: Session, pdf: PdfClient, document: str, password: str = "") -> PdfInfo:
    return documents.open_document(session, pdf, document, password)


def annotations(path: Path, password: str = "") -> list[tuple[int, str, str, str]]:
    """Page, kind, note and author of every annotation but pop-ups, as MuPDF sees them."""
    with pymupdf.open(path) as file:
        if password:
            assert file.authenticate(password)
        return [
            (page.number, annot.type[1], annot.info["content"].replace("\r", "\n"), annot.info["title"])
            for page in file
            for annot in page.annots() or ()
        ]


def test_every_highlight_is_in_the_copy_and_the_original_is_as_it_was(
    filled: Session, pdf: PdfClient, document: str, paper: Path, tmp_path: Path
) -> None:
    before, stamp = sha(paper), paper.stat().st_mtime_ns
    (copy,) = copies.write_all(filled, pdf, tmp_path / "copies")
    assert copy.out == tmp_path / "copies" / "Übersicht über Exosomen (highlights).pdf"
    assert (copy.highlights, copy.left_out, copy.message) == (10, 0, "")
    assert copy.sentence() == "Wrote “Übersicht über Exosomen (highlights).pdf” with 10 highlights."
    assert (sha(paper), paper.stat().st_mtime_ns) == (before, stamp)
    assert copy.out.read_bytes().startswith(paper.read_bytes())
    found = annotations(copy.out)
    assert len(found) == 10
    assert sorted(kind for _, kind, _, _ in found) == ["Highlight"] * 9 + ["Square"]
    assert all(author == "Ann Ångström" for *_, author in found)
    (note,) = [note for _, _, note, _ in found if note.startswith("β first")]
    assert note.split("\n") == [
        "β first",
        "second line",
        "Evidence: temozolomide (draft)",
        "Marked as Resistance in exoannotate.",
    ]
    assert sorted(path.name for path in tmp_path.glob("copies/*")) == [copy.out.name]


def test_places_and_colours_are_those_of_the_project(
    filled: Session, pdf: PdfClient, document: str, tmp_path: Path
) -> None:
    (copy,) = copies.write_all(filled, pdf, tmp_path)
    assert copy.out is not None
    info = pdf.open(copy.out).result()
    found = pdf.marks(info).result()
    colours = {meaning.id: meaning.colour.lower() for meaning in MEANINGS}
    ours = filled.project.passages(document)
    assert sorted(mark.colour for mark in found) == sorted(colours[p.meaning] for p in ours)
    for passage in ours:
        box = bounds(passage.quads)
        assert box is not None
        near = [
            mark
            for mark in found
            if (other := bounds(mark.quads)) is not None
            and all(
                abs(a - b) < 0.1
                for a, b in zip((box.x0, box.y0, box.x1, box.y1), (other.x0, other.y0, other.x1, other.y1), strict=True)
            )
        ]
        assert [mark.colour for mark in near] == [colours[passage.meaning]]
        assert len(near[0].quads) == len(passage.quads)
        assert near[0].created[:19] == passage.created[:19]


def test_a_quote_over_a_page_break_lies_on_both_pages(
    filled: Session, pdf: PdfClient, document: str, tmp_path: Path
) -> None:
    spread = [p for p in filled.project.passages(document) if len({quad.page for quad in p.quads}) > 1]
    if not spread:
        info = opened(filled, pdf, document)
        pages = {number: pdf.text(info, number).result() for number in range(info.pages)}
        for number in range(info.pages - 1):
            body = [p for p in pages[number].paragraphs if p.kind == "body" and p.continues]
            if body:
                selection = between(pages, (number, body[-1].end - 20), (number + 1, 200))
                passages.from_selection(filled, document, info, pages, selection)
                break
        else:
            pytest.skip("no paragraph of the sample runs over a page break")
    count = len(filled.project.passages(document))
    (copy,) = copies.write_all(filled, pdf, tmp_path)
    assert copy.out is not None
    assert copy.highlights == count
    assert len(annotations(copy.out)) > count


def test_writing_twice_keeps_all(filled: Session, pdf: PdfClient, document: str, paper: Path, tmp_path: Path) -> None:
    out = tmp_path / "copy.pdf"
    copies.write_all(filled, pdf, out)
    first = annotations(out)
    passages.highlight_quote(filled, pdf, document, "In such a loop the recipient of the vesicle", meaning="donor")
    (copy,) = copies.write_all(filled, pdf, out)
    again = annotations(out)
    assert copy.highlights == len(first) + 1 == len(again)
    assert set(first) <= set(again)


def test_a_copy_of_a_copy_holds_nothing_twice(
    filled: Session, pdf: PdfClient, document: str, paper: Path, tmp_path: Path
) -> None:
    out, again = tmp_path / "copy.pdf", tmp_path / "again.pdf"
    copies.write_all(filled, pdf, out)
    shutil.copy(out, paper)  # the colleague sends the copy back under the old name
    added = documents.add(filled, pdf, paper)
    assert added.document == document
    passage = filled.project.passages(document)[0]
    passages.set_note(filled, passage.id, "Changed since")
    (copy,) = copies.write_all(filled, pdf, again)
    found = annotations(again)
    assert (copy.highlights, copy.left_out, len(found)) == (10, 0, 10)
    assert any("Changed since" in note for _, _, note, _ in found)


def test_the_marks_of_others_stay(session: Session, pdf: PdfClient, sample_pdf: Path, tmp_path: Path) -> None:
    marked = annotate(sample_pdf, tmp_path / "marked.pdf", [(0, "Underline", "Keywords")], note="Mine", author="Ben")
    document = documents.add(session, pdf, marked).document
    passages.highlight_quote(session, pdf, document, QUOTE)
    (copy,) = copies.write_all(session, pdf, tmp_path / "out.pdf")
    assert copy.out is not None
    assert [(kind, author) for _, kind, _, author in annotations(copy.out)] == [
        ("Underline", "Ben"),
        ("Highlight", "Ann Ångström"),
    ]


def test_what_was_exported_can_be_imported_elsewhere(
    filled: Session, pdf: PdfClient, document: str, tmp_path: Path
) -> None:
    (copy,) = copies.write_all(filled, pdf, tmp_path / "copies")
    assert copy.out is not None
    with Session.create(tmp_path / "other.exo", "Ben") as other:
        done = imports.import_file(other, pdf, copy.out)
        assert (done.imported, done.areas) == (10, 1)
        theirs = {(p.quote, p.meaning) for p in other.project.passages(done.document)}
        assert theirs == {(p.quote, p.meaning) for p in filled.project.passages(document)}
        names = {person.id: person.name for person in other.project.curators()}
        assert {names[p.curator] for p in other.project.passages(done.document)} == {"Ann Ångström"}
    assert imports.import_file(filled, pdf, copy.out).already_there == 10


def test_only_the_highlights_of_some_records(filled: Session, pdf: PdfClient, document: str, tmp_path: Path) -> None:
    (copy,) = copies.write_all(filled, pdf, tmp_path / "a.pdf", filter="therapy ~ temozolomide")
    assert copy.highlights == 1
    with pytest.raises(ExoError, match="no highlights"):
        copies.write_all(filled, pdf, tmp_path / "b.pdf", filter="therapy ~ cisplatin")
    assert not (tmp_path / "b.pdf").exists()


# What must not be replaced


def test_no_original_and_no_strange_file_is_replaced(
    filled: Session, pdf: PdfClient, document: str, paper: Path, tmp_path: Path, sample_pdf: Path
) -> None:
    other = tmp_path / "other paper.pdf"
    with pymupdf.open(sample_pdf) as file:
        file.delete_page(0)
        file.save(other)
    table = tmp_path / "table.pdf"
    table.write_text("no PDF at all")
    theirs = annotate(paper, tmp_path / "theirs.pdf", [(0, "Highlight", "Keywords")])
    mine = tmp_path / "mine.pdf"
    copies.write_all(filled, pdf, mine)
    with pymupdf.open(mine) as file:  # a colleague wrote into the copy
        file[0].add_text_annot((50, 50), "Please look")
        file.saveIncr()
    for target in (paper, other, table, theirs, mine, filled.path):
        before = sha(target)
        with pytest.raises(ExoError, match="not touched"):
            copies.write(filled, pdf, document, opened(filled, pdf, document), target)
        assert sha(target) == before
    link = tmp_path / "link.pdf"
    link.symlink_to(paper)
    with pytest.raises(ExoError, match="itself"):
        copies.write(filled, pdf, document, opened(filled, pdf, document), link)
    hard = tmp_path / "hard.pdf"
    os.link(paper, hard)
    with pytest.raises(ExoError, match="itself"):
        copies.write(filled, pdf, document, opened(filled, pdf, document), hard)
    assert not list(tmp_path.glob(".exoannotate-*"))


def test_where_nothing_can_be_written(filled: Session, pdf: PdfClient, document: str, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="does not exist"):
        copies.write_all(filled, pdf, tmp_path / "absent" / "folder")
    with pytest.raises(ExoError, match="does not exist"):
        copies.write(filled, pdf, document, opened(filled, pdf, document), tmp_path / "absent" / "a.pdf")
    with pytest.raises(NotFoundError):
        copies.write_all(filled, pdf, tmp_path, documents_wanted=["nonsense"])
    with pytest.raises(ExoError, match="folder"):
        copies.write(filled, pdf, document, opened(filled, pdf, document), tmp_path)


def test_several_documents_need_a_folder(
    filled: Session, pdf: PdfClient, document: str, sample_pdf: Path, tmp_path: Path, made_single_column: object
) -> None:
    second = tmp_path / "elsewhere" / "Übersicht über Exosomen.pdf"
    second.parent.mkdir()
    with pymupdf.open() as file:
        page = file.new_page()
        page.insert_text((72, 100), "A letter about something else entirely, with words that are no paper.")
        file.save(second)
    other = documents.add(filled, pdf, second).document
    passages.highlight_quote(filled, pdf, other, "something else entirely")
    with pytest.raises(ExoError, match="2 documents"):
        copies.write_all(filled, pdf, tmp_path / "one.pdf")
    (one,) = copies.write_all(filled, pdf, tmp_path / "one.pdf", documents_wanted=[other])
    assert one.highlights == 1
    second.unlink()
    done = copies.write_all(filled, pdf, tmp_path / "all")
    assert [copy.out is not None for copy in done] == [True, False]
    assert "not where it was" in done[1].sentence()
    shutil.copy(one.out or "", second)  # comes back as another copy of the letter
    documents.add(filled, pdf, second)
    names = [copy.out.name for copy in copies.write_all(filled, pdf, tmp_path / "all") if copy.out]
    assert len(set(names)) == len(names) >= 1


# Encrypted and damaged originals


def test_a_copy_of_an_encrypted_paper_opens_with_the_same_password(
    session: Session, pdf: PdfClient, sample_pdf: Path, tmp_path: Path
) -> None:
    locked = tmp_path / "locked.pdf"
    with pymupdf.open(sample_pdf) as file:
        file.save(locked, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="exoé", owner_pw="owner")
    document = documents.add(session, pdf, locked, password="exoé").document
    passages.highlight_quote(session, pdf, document, QUOTE, password="exoé")
    (refused,) = copies.write_all(session, pdf, tmp_path / "out")
    assert refused.out is None
    assert "password" in refused.message
    (copy,) = copies.write_all(session, pdf, tmp_path / "out", password="exoé")
    assert copy.out is not None
    assert copy.message == "It is encrypted as its original and opens with the same password."
    with pymupdf.open(copy.out) as file:
        assert file.needs_pass
    assert len(annotations(copy.out, "exoé")) == 1
    (again,) = copies.write_all(session, pdf, tmp_path / "out", password="exoé")
    assert again.out == copy.out
    assert QUOTE.encode() not in copy.out.read_bytes()


def test_a_paper_that_forbids_annotations_is_not_copied(
    session: Session, pdf: PdfClient, sample_pdf: Path, tmp_path: Path
) -> None:
    guarded = tmp_path / "guarded.pdf"
    with pymupdf.open(sample_pdf) as file:
        file.save(guarded, encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="owner", permissions=pymupdf.PDF_PERM_PRINT)
    document = documents.add(session, pdf, guarded).document
    passages.highlight_quote(session, pdf, document, QUOTE)
    info = opened(session, pdf, document)
    with pytest.raises(PdfError, match="forbids adding highlights"):
        copies.write(session, pdf, document, info, tmp_path / "copy.pdf")
    assert not (tmp_path / "copy.pdf").exists()
    assert not list(tmp_path.glob(".exoannotate-*"))
    # Whoever has the owner's password may.
    owner = documents.open_pdf(pdf, guarded, "owner")
    assert copies.write(session, pdf, document, owner, tmp_path / "copy.pdf").highlights == 1


def test_a_damaged_paper_is_repaired_in_the_copy_only(
    session: Session, pdf: PdfClient, sample_pdf: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(sample_pdf.read_bytes().replace(b"startxref", b"startyref"))
    before = sha(broken)
    document = documents.add(session, pdf, broken).document
    passages.highlight_quote(session, pdf, document, QUOTE)
    (copy,) = copies.write_all(session, pdf, tmp_path / "copy.pdf")
    assert copy.out is not None
    assert copy.message == "Its original is damaged, so the copy was repaired."
    assert sha(broken) == before
    assert len(annotations(copy.out)) == 1


def test_cropped_and_rotated_pages(session: Session, pdf: PdfClient, sample_pdf: Path, tmp_path: Path) -> None:
    for turn in (0, 90, 180, 270):
        turned = tmp_path / f"turned {turn}.pdf"
        with pymupdf.open(sample_pdf) as file:
            file.select([1])
            file.set_metadata({"title": f"Turned by {turn}"})
            for page in file:
                page.set_cropbox(pymupdf.Rect(20, 30, page.rect.width - 10, page.rect.height - 5))
                page.set_rotation(turn)
            file.save(turned)
        with Session.create(tmp_path / f"{turn}.exo", "Ann") as session:
            document = documents.add(session, pdf, turned).document
            passages.highlight_quote(session, pdf, document, QUOTE)
            (copy,) = copies.write_all(session, pdf, tmp_path / f"copy {turn}.pdf")
            assert copy.out is not None
            with Session.create(tmp_path / f"back {turn}.exo", "Ann") as other:
                done = imports.import_file(other, pdf, copy.out)
                assert [p.quote for p in other.project.passages(done.document)] == [QUOTE]


def test_a_file_changed_under_the_window_is_not_copied(
    filled: Session, pdf: PdfClient, document: str, paper: Path, tmp_path: Path
) -> None:
    info = opened(filled, pdf, document)
    paper.write_bytes(paper.read_bytes() + b"\n% touched\n")
    with pytest.raises(PdfError, match="changed on the disk"):
        copies.write(filled, pdf, document, info, tmp_path / "copy.pdf")
    assert not (tmp_path / "copy.pdf").exists()


# Other readers


@pytest.mark.skipif(not shutil.which("pdftoppm") or not shutil.which("mutool"), reason="no other reader is here")
def test_other_readers_show_every_highlight(filled: Session, pdf: PdfClient, document: str, tmp_path: Path) -> None:
    (copy,) = copies.write_all(filled, pdf, tmp_path / "copy.pdf")
    assert copy.out is not None
    shown = subprocess.run(["pdfinfo", copy.out], capture_output=True, text=True, check=True, timeout=60)
    assert shown.stderr == ""
    text = subprocess.run(
        ["mutool", "show", copy.out, "pages/2/Annots/*/Subtype"], capture_output=True, text=True, timeout=60
    )  # fmt: skip
    assert text.stderr == ""
    subprocess.run(
        ["pdftoppm", "-r", "144", "-f", "2", "-l", "2", "-png", copy.out, tmp_path / "poppler"], check=True, timeout=60
    )
    subprocess.run(
        ["mutool", "draw", "-q", "-r", "144", "-o", tmp_path / "mupdf-2.png", copy.out, "2"],
        check=True,
        timeout=60,
        stderr=subprocess.DEVNULL,
    )
    colours = {meaning.id: int(meaning.colour[1:], 16) for meaning in MEANINGS}
    for passage in filled.project.passages(document):
        number = passage.quads[0].page + 1
        wanted = [(colours[passage.meaning] >> shift & 255) for shift in (16, 8, 0)]
        expected = [255 - 0.45 * (255 - part) for part in wanted]
        for picture in (tmp_path / f"poppler-{number}.png", tmp_path / f"mupdf-{number}.png"):
            pixels = pymupdf.Pixmap(picture)
            box = bounds(passage.quads[:1])
            assert box is not None
            if passage.is_area:
                rows, columns = (
                    range(int(2 * box.y0) - 2, int(2 * box.y0) + 3),
                    range(int(2 * box.x0) + 9, int(2 * box.x1) - 9, 9),
                )
                expected = [float(part) for part in wanted]
            else:
                rows, columns = range(int(2 * box.y0), int(2 * box.y1), 3), range(int(2 * box.x0), int(2 * box.x1), 3)
            seen = {pixels.pixel(x, y) for x in columns for y in rows}
            nearest = min(sum(abs(a - b) for a, b in zip(pixel, expected, strict=False)) for pixel in seen)
            assert nearest <= 40, (passage.quote, picture.name, expected)


@pytest.mark.parametrize("name", ["paper_notch_breast_resistance_review.pdf", "paper_jak_stat_plosbiol.pdf"])
def test_what_real_papers_carry_away_comes_back_letter_by_letter(
    session: Session, pdf: PdfClient, shared: Path, tmp_path: Path, name: str
) -> None:
    paper = Path(shutil.copy(shared / "pdfs" / name, tmp_path))
    document = documents.add(session, pdf, paper).document
    info = pdf.open(paper).result()
    pages = {number: pdf.text(info, number).result() for number in range(4)}
    for number, page in pages.items():
        for found in list(re.finditer(r"[A-Z][^.\n]{40,}\.", page.text))[::8]:
            selection = between(pages, (number, found.start()), (number, found.end()))
            passages.from_selection(session, document, info, pages, selection)
    copy = copies.write(session, pdf, document, info, tmp_path / "copy.pdf")
    pdf.close(info)
    ours = sorted(p.quote for p in session.project.passages(document))
    assert copy.highlights == len(ours) >= 10
    with Session.create(tmp_path / "other.exo", "Ben") as other:
        done = imports.import_file(other, pdf, tmp_path / "copy.pdf")
        assert sorted(p.quote for p in other.project.passages(done.document)) == ours
