"""Two-column papers set by script: the ordered paragraphs are the script's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from exoannotate.domain.pagetext import PageText
from exoannotate.pdf.client import PdfClient
from tests.unit.pdf.typeset_paper import COLUMNS, Paper, plain

FILLER = (
    "Vesicles of chemo|resistant glioma cells carry micro|RNAs that change the re|sponse of recip|ient cells",
    "The ﬁrst report found that the inﬂuence was lost when up|take was blocked by a chemical inhib|itor",
    "About 10^6^ particles for each recip|ient cell were needed, which is far more than cells re|lease in a day",
    "Later work with temo|zolo|mide has con|firmed this in two lines and in a mouse model of the dis|ease",
    "Whether PD-L1 on vesicles binds the thera|peutic anti|body in pa|tients remains to be shown",
)


def make(path: Path, *, keep_order: bool = True, paragraphs: int = 14) -> tuple[Paper, list[str]]:
    paper = Paper(path, keep_order=keep_order)
    texts = []
    for number in range(paragraphs):
        if number % 5 == 0:
            paper.heading(f"{number // 5 + 1}. Part {chr(65 + number)} of the work")
        sentences = [FILLER[(number + i * (number % 3 + 1)) % 5] + f" in study {number}{i}.^{i + 1},{number + 2}^"
                     for i in range(3 + number % 4)]  # fmt: skip
        text = " ".join([f"Paragraph {number} begins here.", *sentences])
        texts.append(text)
        paper.paragraph(text)
    return paper, [plain(text) for text in texts]


def body(pages: list[PageText]) -> list[str]:
    """The body paragraphs, joined over page ends as ``continues`` says."""
    result: list[str] = []
    goes_on = False
    for page in pages:
        for paragraph in page.paragraphs:
            if paragraph.kind != "body":
                continue
            text = page.text[paragraph.start : paragraph.end]
            if goes_on:
                last = result.pop()
                text = last[:-1] + text if last.endswith("-") else f"{last} {text}"
            result.append(text)
            goes_on = paragraph.continues
    return result


def read(client: PdfClient, path: Path) -> list[PageText]:
    info = client.open(path).result()
    return [client.text(info, page).result() for page in range(info.pages)]


def test_paragraphs_come_out_as_they_were_set(client: PdfClient, tmp_path: Path) -> None:
    paper, wanted = make(tmp_path / "paper.pdf")
    pages = read(client, paper.save())
    assert len(pages) >= 2
    assert body(pages) == wanted
    kinds = [paragraph.kind for page in pages for paragraph in page.paragraphs if paragraph.kind != "body"]
    assert kinds == ["heading"] * 3
    for number, page in enumerate(pages):
        assert {item.kind for item in page.furniture} == {"head", "page number"}
        assert next(item.text for item in page.furniture if item.kind == "page number") == str(number + 101)


def test_page_drawn_in_a_wild_order_is_put_in_order(client: PdfClient, tmp_path: Path) -> None:
    paper, wanted = make(tmp_path / "paper.pdf", keep_order=False)
    assert body(read(client, paper.save())) == wanted


def test_rotated_pages_read_the_same(client: PdfClient, tmp_path: Path) -> None:
    paper, wanted = make(tmp_path / "paper.pdf", paragraphs=6)
    paper.head = ""
    pages = read(client, paper.save(rotation=90))
    assert pages[0].width == pytest.approx(842)
    assert sorted(" ".join(body(pages)).split()) == sorted(" ".join(wanted).split())
    first = pages[0].lines[1]
    assert abs(first.dy) == pytest.approx(1.0)
    bounds = first.quad(0, first.start, first.end).bounds()
    assert bounds.height > 3 * bounds.width


def test_every_character_has_its_place(client: PdfClient, tmp_path: Path) -> None:
    paper, _ = make(tmp_path / "paper.pdf", paragraphs=8)
    for page in read(client, paper.save()):
        assert len(page.origin) == len(page.text)
        assert page.raw.count("\n") >= len(page.lines)
        end = 0
        for line in page.lines:
            assert line.start >= end
            end = line.end
            assert len(line.edges) == line.end - line.start + 1
            assert list(line.edges) == sorted(line.edges)
            left, right = COLUMNS[0] if line.x < 300 else COLUMNS[1]
            box = line.quad(page.page, line.start, line.end).bounds()
            assert left - 1 <= box.x0 and box.x1 <= right + 1
        for index, place in enumerate(page.origin):
            if place >= 0 and page.text[index].isascii() and page.text[index].isalpha():
                assert page.raw[place] in (page.text[index], "ﬁ", "ﬂ")


def test_raw_text_keeps_hyphen_and_line_end(client: PdfClient, tmp_path: Path) -> None:
    paper, _ = make(tmp_path / "paper.pdf", paragraphs=6)
    page = read(client, paper.save())[0]
    hyphens = [i for i in range(len(page.raw) - 1) if page.raw[i : i + 2] == "-\n" and i - 1 in page.origin]
    assert len(hyphens) > 5
    for place in hyphens:
        index = page.origin.index(place - 1)
        if page.text[index + 1].isalpha() and page.origin[index + 1] == place + 2:
            assert page.raw_of(index - 1, index + 3)[2:4] == "-\n"
            assert len(page.quads(index - 1, index + 3)) == 2


def test_footnote_and_caption_do_not_split_a_paragraph(client: PdfClient, tmp_path: Path) -> None:
    paper = Paper(tmp_path / "paper.pdf", head="")
    text = " ".join(
        f"Sentence {i} of this paragraph is about vesicles and their cargo, and it goes on" for i in range(60)
    )
    paper.paragraph(text + ".")
    note = "* Correspondence to the author of this work."
    for number, (page, x, y, *rest) in enumerate(paper.drawn):
        if x < 300 and y > 740:
            paper.drawn[number] = (page, x, y, *rest)
    last_left = max(i for i, item in enumerate(paper.drawn) if item[1] < 300)
    paper.drawn.insert(last_left + 1, (0, 50.0, 795.0, note, 8.0, paper.drawn[0][5]))
    caption = "Figure 1. Vesicles leave the donor cell."
    paper.drawn.insert(last_left + 2, (0, 310.0, 60.0, caption, 8.0, paper.drawn[0][5]))
    (page, *_) = read(client, paper.save())
    assert [p.kind for p in page.paragraphs if p.kind == "body"] == ["body"]
    assert page.paragraphs[-1].kind == "footnote"
    assert page.text.endswith(note)
    assert caption in page.paragraph_texts()


def test_arxiv_stamp_and_line_numbers_are_furniture(client: PdfClient, tmp_path: Path) -> None:
    import pymupdf

    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    for number in range(30):
        page.insert_text((40, 100 + number * 20), str(number + 1), fontsize=7)
        page.insert_text(
            (72, 100 + number * 20), f"line {number} of a preprint with numbers in its left margin", fontsize=11
        )
    page.insert_text((20, 600), "arXiv:2401.01234v1 [q-bio] 1 Jan 2024", fontsize=18, rotate=90)
    document.save(tmp_path / "preprint.pdf")
    document.close()
    (text,) = read(client, tmp_path / "preprint.pdf")
    kinds = [item.kind for item in text.furniture]
    assert kinds.count("line number") == 30
    assert kinds.count("margin") == 1
    assert text.text.startswith("line 0 of a preprint")
    assert "arXiv" not in text.text


def test_single_page_keeps_its_title(client: PdfClient, tmp_path: Path) -> None:
    paper = Paper(tmp_path / "one.pdf", head="")
    paper.note(0, "Exosomes and resistance to therapy", 60, size=18)
    paper.paragraph("A short paragraph that stands alone on this page and says little about anything at all.")
    (page,) = read(client, paper.save())
    assert page.paragraph_texts()[0] == "Exosomes and resistance to therapy"
    assert page.paragraphs[0].kind == "heading"
