"""What hurts readers of other programs, by the number of the complaint: the text of a quote, highlights that get lost,
page numbers (15, 16, 18 to 21, 25 to 27), and passwords."""

from __future__ import annotations

import csv
import io
import json
import shutil
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from pyarrow import parquet

from exoannotate.domain.records import Passage, Value
from exoannotate.export.formats import EXPORTERS
from exoannotate.pdf.client import PdfClient
from exoannotate.reading.selection import Selection
from exoannotate.store.checks import check
from exoannotate.workspace import documents, exports, joining, passages, records, relocating, texts, whereabouts
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session
from tests.journey.test_lost_in_the_window import EDITED, GONE, changed
from tests.unit.pdf.raw_pdf import one_page

CARGO = {"cargo": FieldInput((Value("miR-21"),))}


@pytest.fixture(scope="module")
def pdf() -> Iterator[PdfClient]:
    with PdfClient(drawing=False) as client:
        yield client


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session.create(tmp_path / "study.exo", "Ann") as made:
        yield made


@pytest.fixture
def paper(tmp_path: Path, sample_pdf: Path) -> Path:
    return Path(shutil.copy(sample_pdf, tmp_path / "paper.pdf"))


def by_quote(session: Session, document: str) -> dict[str, Passage]:
    return {p.quote: p for p in session.project.passages(document)}


def two_highlights(session: Session, pdf: PdfClient, paper: Path) -> str:
    document = documents.add(session, pdf, paper).document
    for quote in (GONE, EDITED):
        assert passages.highlight_quote(session, pdf, document, quote).passage
    return document


def article(path: Path, first: int, pages: int = 6, *, labels: list[dict[str, object]] | None = None) -> Path:
    """A paper whose pages tell their number in words; the number itself is printed from the second page on."""
    with pymupdf.open() as file:
        for number in range(pages):
            page = file.new_page(width=420, height=600)
            for line in range(20):
                words = f"Sentence {line} of leaf {number} tells how vesicles of tumours carry drugs away at night."
                page.insert_text((40, 90 + 20 * line), words, fontsize=9)
            if number and first:
                page.insert_text((200, 580), str(first + number), fontsize=8)
        if labels:
            file.set_page_labels(labels)
        file.save(path)
    return path


# 15: ligatures -------------------------------------------------------------------------------------------------------

LIGATURES = ("fi", "ff", "ffi", "ft", "fl", "ﬁ", "ﬃ", "ﬆ")


def ligature_pdf(path: Path) -> Path:
    """One glyph for several letters, as fonts of journals have them: told by a table to be "fi", "ft" or U+FB03."""
    table = "\n".join(
        f"<{code:02x}> <{''.join(f'{ord(c):04x}' for c in letters)}>" for code, letters in enumerate(LIGATURES, 1)
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(LIGATURES)} beginbfchar\n{table}\nendbfchar\n"
        "1 beginbfrange <20> <7e> <0020> endbfrange endcmap end end"
    )
    lines = ("The in\\001ltrated o\\002ce shi\\004ed", "di\\003cult \\005ows; \\006nal", "e\\007cient ve\\010ed genes.")
    content = "BT /F1 9 Tf 8 200 Td " + " ".join(f"({line}) Tj 0 -11 Td" for line in lines)
    content += " 0 -30 Td (Nothing else was said that day.) Tj ET"
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    return one_page(
        path,
        page="/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R",
        more=[
            f"<</Length {len(content)}>>stream\n{content}\nendstream\n",
            font,
            f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream\n",
        ],
    )


def test_15_ligatures_come_through_and_the_raw_text_is_kept(session: Session, pdf: PdfClient, tmp_path: Path) -> None:
    document = documents.add(session, pdf, ligature_pdf(tmp_path / "ligatures.pdf")).document
    plain = "The infiltrated offce shifted difficult flows; final efficient vested genes."
    found = passages.highlight_quote(session, pdf, document, plain)
    assert (found.state, found.quote) == ("exact", plain)
    made = session.project.passage(found.passage)
    assert made.quote == plain
    assert "ﬁ" in made.raw and "ﬃ" in made.raw and "ﬆ" in made.raw  # as printed, beside the cleaned quote
    # Whichever way somebody else writes them, it is the same passage.
    for other in (plain.replace("fi", "ﬁ"), plain.replace("ffi", "ﬃ"), plain.replace("fl", "ﬂ").replace("st", "ﬅ")):
        again = passages.highlight_quote(session, pdf, document, other)
        assert session.project.passage(again.passage).quads == made.quads, other
    (first, *_) = relocating.relocate(session, pdf, document).passages
    assert (first.state, first.text) == ("exact", plain)


# 16: positions -------------------------------------------------------------------------------------------------------


def test_16_line_ends_and_marks_in_notes_and_quotes_shift_nothing(
    session: Session, pdf: PdfClient, paper: Path
) -> None:
    document = two_highlights(session, pdf, paper)
    before = by_quote(session, document)
    first, second = before[EDITED], before[GONE]
    passages.set_note(session, first.id, "\ufeffread again\r\nwith care\r\n\r\nand \u2028 once more")
    after = by_quote(session, document)
    assert after[EDITED].note == "\ufeffread again\r\nwith care\r\n\r\nand \u2028 once more"
    assert after[GONE] == second
    assert (after[EDITED].position, after[EDITED].quads, after[EDITED].prefix) == (
        first.position, first.quads, first.prefix,
    )  # fmt: skip
    # A quote pasted from elsewhere is found where it stands; what is kept of it comes from the PDF.
    pasted = "\ufeff" + GONE.replace(" type ", "\r\ntype\u00a0").replace("rich", "\u200brich") + "\r\n"
    made = session.project.passage(passages.highlight_quote(session, pdf, document, pasted).passage)
    assert (made.quote, made.position, made.quads, made.raw) == (GONE, second.position, second.quads, second.raw)
    # And a highlight made after all that stands where one made before stands.
    info = documents.open_document(session, pdf, document)
    pages = texts.pages(pdf, info)
    where = DocumentSpan.of(pages, GONE)
    third = passages.from_selection(session, document, info, pages, where)
    pdf.close(info)
    assert (third.quote, third.position) == (GONE, second.position)
    assert relocating.same_place(third.quads, second.quads)
    # The words a value was read from count in the quote.
    record = records.create(session, (made.id,), {"cargo": FieldInput((Value("miR-21"),))})
    words = session.project.entries(record)["cargo"].values[0].words
    assert words is not None
    assert GONE[words.start : words.end] == "miR-21"


class DocumentSpan:
    """A selection of words in page texts, as a reader makes it."""

    @staticmethod
    def of(pages: dict[int, object], words: str) -> Selection:
        from exoannotate.domain.pagetext import PageText
        from exoannotate.reading.document import PageSpan

        for number, page in pages.items():
            assert isinstance(page, PageText)
            at = page.text.find(words)
            if at >= 0:
                return Selection((PageSpan(number, at, at + len(words)),))
        raise AssertionError(words)


# 18: the identifier inside -------------------------------------------------------------------------------------------


def test_18_two_files_with_the_same_identifier_inside_stay_apart(
    session: Session, pdf: PdfClient, tmp_path: Path, paper: Path
) -> None:
    other = article(tmp_path / "other.pdf", 0)
    for path in (paper, other):
        with pymupdf.open(path) as file:
            file.xref_set_key(-1, "ID", "[<0123456789abcdef0123456789abcdef><0123456789abcdef0123456789abcdef>]")
            file.save(path.with_suffix(".new"), no_new_id=True)
        path.with_suffix(".new").replace(path)
        assert path.read_bytes().lower().count(b"0123456789abcdef0123456789abcdef") == 2
    document = two_highlights(session, pdf, paper)
    added = documents.add(session, pdf, other)
    assert (added.state, added.document != document) == ("added", True)
    assert {p.document for p in session.project.passages()} == {document}
    assert documents.locate(session, added.document) == other
    assert documents.locate(session, document) == paper


# 19 and 20: revisions, and files that move ---------------------------------------------------------------------------


def test_19_a_new_revision_takes_over_what_it_holds_and_lists_the_rest(
    session: Session, pdf: PdfClient, paper: Path, tmp_path: Path
) -> None:
    document = two_highlights(session, pdf, paper)
    record = records.create(session, (by_quote(session, document)[GONE].id,), CARGO)
    before = by_quote(session, document)
    changed(tmp_path / "revision.tmp", {GONE: ""}).replace(paper)
    relocation = whereabouts.preview(session, pdf, document, paper)
    assert by_quote(session, document) == before  # nothing happens before it is wanted
    whereabouts.use(session, relocation)
    after = by_quote(session, document)
    assert (after[EDITED].state, bool(after[EDITED].quads)) == ("exact", True)
    assert (after[GONE].state, after[GONE].quads, after[GONE].quote) == ("not found", (), GONE)
    assert session.project.record_passages(record) == (after[GONE],)
    assert check(session.path).ok
    session.undo()
    assert by_quote(session, document) == before


@pytest.mark.parametrize("way", ["moved", "renamed", "replaced", "moved with the project"])
def test_20_moved_renamed_replaced_nothing_is_lost(
    session: Session, pdf: PdfClient, paper: Path, tmp_path: Path, way: str
) -> None:
    document = two_highlights(session, pdf, paper)
    before = by_quote(session, document)
    content = paper.read_bytes()
    match way:
        case "moved":
            (tmp_path / "2024").mkdir()
            now_at = paper.rename(tmp_path / "2024" / paper.name)
        case "renamed":
            now_at = paper.rename(tmp_path / "Guo et al – Überblick (2024).pdf")
        case "replaced":
            article(tmp_path / "x.tmp", 0).replace(paper)
            assert whereabouts.look(session, document).state == "changed"
            now_at = tmp_path / "kept.pdf"
            now_at.write_bytes(content)
        case _:
            shutil.copytree(tmp_path, tmp_path.parent / f"{tmp_path.name} elsewhere")
            with Session.open(tmp_path.parent / f"{tmp_path.name} elsewhere" / "study.exo") as there:
                found = documents.locate(there, document)
                assert found == tmp_path.parent / f"{tmp_path.name} elsewhere" / "paper.pdf"
                assert by_quote(there, document) == before
            return
    found = whereabouts.search(session, document)
    assert found == now_at
    assert whereabouts.settle(session, document, found)
    assert whereabouts.look(session, document) == whereabouts.Whereabouts("here", now_at)
    assert by_quote(session, document) == before
    assert {f.state for f in relocating.relocate(session, pdf, document).passages} == {"exact"}


# 21: doubles ---------------------------------------------------------------------------------------------------------


def test_21_joining_two_documents_keeps_the_highlights_of_both(
    session: Session, pdf: PdfClient, paper: Path, tmp_path: Path
) -> None:
    first = two_highlights(session, pdf, paper)
    with pymupdf.open() as file:
        words = f"{GONE} A word of its own that the other one lacks, said by nobody else."
        file.new_page().insert_textbox((72, 72, 520, 700), words)
        file.save(tmp_path / "preprint.pdf")
    second = documents.add(session, pdf, tmp_path / "preprint.pdf").document
    assert second != first
    made = [passages.highlight_quote(session, pdf, second, q).passage for q in (GONE, "A word of its own")]
    passages.set_note(session, made[0], "from the preprint")
    cargo = {"cargo": FieldInput((Value("miR-21"),))}
    record = records.create(session, (made[0], made[1]), cargo)
    kept = by_quote(session, first)[GONE]
    before = (session.project.documents(), session.project.passages(), session.project.links())

    told = joining.join(session, pdf, first, second)
    assert (told.passages, told.doubles, told.lost) == (2, 1, 1)
    assert [d.id for d in session.project.documents()] == [first]
    after = by_quote(session, first)
    assert set(after) == {GONE, EDITED, "A word of its own"}
    assert after[GONE].id == kept.id
    assert after[GONE].note == "from the preprint"
    assert after["A word of its own"].state == "not found"
    assert {p.id for p in session.project.record_passages(record)} == {kept.id, made[1]}
    words_of = session.project.entries(record)["cargo"].values[0].words
    assert words_of is not None
    assert words_of.passage == kept.id
    assert documents.locate(session, first) == paper
    assert {f.path for f in session.project.files(first)} == {"paper.pdf", "preprint.pdf"}
    assert check(session.path).ok
    session.undo()
    assert (session.project.documents(), session.project.passages(), session.project.links()) == before
    session.redo()
    assert by_quote(session, first) == after


def test_21_one_pdf_added_twice_at_the_same_moment_is_one_document(tmp_path: Path, paper: Path, pdf: PdfClient) -> None:
    path = tmp_path / "study.exo"
    Session.create(path, "Ann").close()
    ready = threading.Barrier(2)
    told: list[documents.Added] = []

    def add(name: str) -> None:
        with Session.open(path, name) as session:
            ready.wait()
            told.append(documents.add(session, pdf, paper))

    threads = [threading.Thread(target=add, args=(name,)) for name in ("Ann", "Ben")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.state for one in told) == ["added", "already there"]
    assert len({one.document for one in told}) == 1
    with Session.open(path, read_only=True) as session:
        assert len(session.project.documents()) == 1
    assert check(path).ok


# 25 to 27: page numbers ----------------------------------------------------------------------------------------------


def quote_on(page: int) -> str:
    return f"Sentence 3 of leaf {page} tells how vesicles of tumours carry drugs away at night."


def test_25_the_first_page_is_365_said_once(session: Session, pdf: PdfClient, tmp_path: Path) -> None:
    document = documents.add(session, pdf, article(tmp_path / "a.pdf", 0)).document
    early = passages.highlight_quote(session, pdf, document, quote_on(2))
    assert early.label == "3"
    documents.set_first_page(session, document, "365")
    late = passages.highlight_quote(session, pdf, document, quote_on(4))
    assert late.label == "369"
    assert {p.page_label for p in session.project.passages(document)} == {"367", "369"}
    assert {p.page_index for p in session.project.passages(document)} == {2, 4}
    session.undo()
    session.undo()
    assert session.project.passage(early.passage).page_label == "3"


def test_25_labels_of_the_pdf_go_on_behind_roman_pages(session: Session, pdf: PdfClient, tmp_path: Path) -> None:
    labels: list[dict[str, object]] = [
        {"startpage": 0, "prefix": "", "style": "r", "firstpagenum": 1},
        {"startpage": 2, "prefix": "", "style": "D", "firstpagenum": 365},
    ]
    document = documents.add(session, pdf, article(tmp_path / "a.pdf", 0, labels=labels)).document
    told = [passages.highlight_quote(session, pdf, document, quote_on(n)).label for n in range(4)]
    assert told == ["i", "ii", "365", "366"]


def test_26_the_label_is_cited_and_the_index_leads_there(session: Session, pdf: PdfClient, tmp_path: Path) -> None:
    document = documents.add(session, pdf, article(tmp_path / "a.pdf", 281)).document
    made = passages.highlight_quote(session, pdf, document, quote_on(1))
    assert (made.page, made.label) == (1, "282")  # printed on the page, whatever the PDF counts
    records.create(session, (made.passage,), CARGO)
    exports.export(session, "json", tmp_path / "out.json", columns="long")
    told = (tmp_path / "out.json").read_text(encoding="utf-8")
    assert '"282"' in told
    (row,) = session.project.evidence_rows()
    assert (row["page_label"], row["page_index"]) == ("282", "1")
    assert "p. 282" in row["quoted_in"]


@pytest.mark.parametrize("name", [exporter.name for exporter in EXPORTERS if exporter.counts == "records"])
@pytest.mark.parametrize("columns", ["default", "long"])
def test_27_every_export_has_the_page(
    session: Session, pdf: PdfClient, tmp_path: Path, name: str, columns: str
) -> None:
    document = documents.add(session, pdf, article(tmp_path / "a.pdf", 281)).document
    documents.set_first_page(session, document, "4711")
    made = passages.highlight_quote(session, pdf, document, quote_on(3))
    records.create(session, (made.passage,), CARGO)
    out = tmp_path / f"out.{name}"
    exports.export(session, name, out, columns=columns)
    if name == "parquet":
        told = str(parquet.read_table(out).to_pylist())
    elif zipfile.is_zipfile(out):
        with zipfile.ZipFile(out) as archive:
            told = "".join(archive.read(n).decode("utf-8", "replace") for n in archive.namelist())
    else:
        told = out.read_text(encoding="utf-8-sig")
    assert "4714" in told
    if name in ("csv", "tsv"):
        (row,) = csv.DictReader(io.StringIO(told), delimiter="," if name == "csv" else "\t")
        assert "p. 4714" in row["Quoted in"]
    if name == "json":
        assert json.loads(told)


# Passwords -----------------------------------------------------------------------------------------------------------

SECRET = "Geheim-7391-xyzzy"
SENTENCE = "Sentence 3 of leaf 2 tells how vesicles"


def locked_copy(path: Path, out: Path, *, covers: int = 0) -> Path:
    with pymupdf.open(path) as file:
        for _ in range(covers):
            file.new_page(0)
        file.save(out, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw=SECRET, owner_pw=SECRET + "o")
    return out


def test_a_password_and_what_it_guards_are_nowhere_on_the_disk(
    tmp_path: Path, pdf: PdfClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Added, highlighted, moved, changed, found again: neither password nor text is left but the quote itself."""
    home = tmp_path / "home"
    home.mkdir()
    for name in ("EXOANNOTATE_CONFIG_DIR", "EXOANNOTATE_CACHE_DIR"):
        monkeypatch.setenv(name, str(home / name))
    monkeypatch.setenv("TMPDIR", str(home))
    paper = locked_copy(article(tmp_path / "plain.pdf", 0), home / "locked.pdf")
    changed_one = locked_copy(tmp_path / "plain.pdf", tmp_path / "changed.pdf", covers=1)
    (tmp_path / "plain.pdf").unlink()
    with Session.create(home / "study.exo", "Ann") as session:
        refused = documents.add(session, pdf, paper)
        assert (refused.locked, refused.document) == (True, "")
        wrong = documents.add(session, pdf, paper, password="nope")
        assert "does not open" in wrong.message
        assert "nope" not in wrong.message
        document = documents.add(session, pdf, paper, password=SECRET).document
        found = passages.highlight_quote(session, pdf, document, quote_on(1), password=SECRET)
        assert found.passage
        with pytest.raises(documents.PasswordNeededError):  # it is asked for each time
            documents.open_document(session, pdf, document)
        changed_one.replace(paper)
        relocation = whereabouts.preview(session, pdf, document, paper, password=SECRET)
        whereabouts.use(session, relocation)
        assert session.project.passage(found.passage).state == "moved"
    for file in (f for f in home.rglob("*") if f.is_file()):
        content = file.read_bytes()
        for secret in (SECRET, SECRET + "o", "nope"):
            assert secret.encode() not in content, file
            assert secret.encode("utf-16-le") not in content, file
        assert SENTENCE.encode() not in content, file
