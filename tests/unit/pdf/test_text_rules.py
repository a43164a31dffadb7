"""The rules of the ordered text, one by one, on glyphs made by hand."""

from __future__ import annotations

import pytest

from exoannotate.domain.pagetext import PageText
from exoannotate.pdf.glyphs import GlyphPage, Run
from exoannotate.pdf.hyphens import Words
from exoannotate.pdf.order import lay_out, ordered, page_lines


def run(text: str, x: float, y: float, *, size: float = 10.0, line: int = 0, bold: bool = False) -> Run:
    """Glyphs each half as wide as their size."""
    step = size / 2
    return Run(
        text=text,
        x=x,
        y=y,
        dx=1.0,
        dy=0.0,
        starts=tuple(step * i for i in range(len(text))),
        ends=tuple(step * (i + 1) for i in range(len(text))),
        ascent=size * 0.8,
        descent=size * 0.2,
        size=size,
        font="Bold" if bold else "Regular",
        bold=bold,
        raised=False,
        line=line,
        block=0,
    )


def page(*runs: Run, number: int = 0) -> GlyphPage:
    return GlyphPage(number, 600.0, 800.0, runs)


def text_of(*runs: Run, words: str = "") -> PageText:
    made = page_lines(page(*runs))
    return ordered(lay_out(0, {0: made}), None, None, Words().add_all([words]).keeps)


def line_of(*runs: Run) -> str:
    return text_of(*runs).text


def test_ligatures_are_spelled_out_and_share_their_advance() -> None:
    made = text_of(run("the ﬁrst eﬃcient", 50, 300))
    assert made.text == "the first efficient"
    (line,) = made.lines
    assert line.edges[5] - line.edges[4] == pytest.approx(2.5, abs=0.01)
    assert made.origin[4] == made.origin[5] == 4
    assert made.raw == "the ﬁrst eﬃcient\n"


def test_citation_marks_and_powers_are_raised() -> None:
    made = line_of(
        run("resistance", 50, 300),
        run("12,13", 100, 296, size=6),
        run(" and 10", 116, 300),
        run("−6", 151, 296, size=6),
    )
    assert made == "resistance¹²,¹³ and 10⁻⁶"


def test_subscripts_stay_on_the_line() -> None:
    assert line_of(run("IC", 50, 300), run("50", 60, 302, size=6), run(" of TMZ", 67, 300)) == "IC50 of TMZ"


def test_blanks_that_were_not_printed_and_too_many_of_them() -> None:
    assert line_of(run("drug", 50, 300), run("cargo", 73, 300)) == "drug cargo"
    assert line_of(run("drug\u00a0 \u2009cargo", 50, 300)) == "drug cargo"


def test_what_cannot_be_read_is_left_out() -> None:
    assert line_of(run("a\u200bb\x00c\ufffed\u00ad", 50, 300)) == "abcd"


def test_formula_letters_and_accents() -> None:
    assert line_of(run("TGF-𝛽 and 5 \u00b5m", 50, 300)) == "TGF-β and 5 μm"
    accent = Run("´e", 50.0, 300.0, 1.0, 0.0, (0.0, 0.5), (4.0, 5.0), 8.0, 2.0, 10.0, "Regular", False, False, 0, 0)
    assert line_of(run("Ingl", 30, 300), accent, run("s", 55, 300)) == "Inglés"


def paragraph(*lines: str, words: str = "") -> str:
    return text_of(*(run(text, 50, 300 + 12 * i, line=i) for i, text in enumerate(lines)), words=words).text


@pytest.mark.parametrize(
    ("left", "right", "words", "wanted"),
    [
        ("the chemo-", "therapy of", "", "the chemotherapy of"),
        ("the micro\u00ad", "RNA of", "", "the microRNA of"),
        ("the level of miR-", "21 in cells", "", "the level of miR-21 in cells"),
        ("the ligand PD-", "L1 in cells", "", "the ligand PD-L1 in cells"),
        ("the line U87-", "derived cells", "", "the line U87-derived cells"),
        ("a drug-", "resistant line", "drug-resistant cells", "a drug-resistant line"),
        ("a re-", "sistant line", "resistant cells", "a resistant line"),
        ("a well-", "known line", "well known", "a well-known line"),
        ("the Bialystok-", "Warsaw line", "", "the Bialystok-Warsaw line"),
        ("pages 113–", "124 of it", "", "pages 113–124 of it"),
        ("see https://example.org/", "paper for more", "", "see https://example.org/paper for more"),
        ("pre- and", "post-treatment", "", "pre- and post-treatment"),
    ],
)
def test_line_ends(left: str, right: str, words: str, wanted: str) -> None:
    assert paragraph(left, right, words=words) == wanted


def test_a_producer_that_tells_its_hyphens_apart() -> None:
    words = "resist‐\nance and temo‐\nzolomide and sens‐\nitive cells of SBF2-AS1 non-coding\n"
    assert paragraph("silencing AB‐", "CC9 in cells", words=words) == "silencing ABCC9 in cells"
    assert paragraph("cargo such as si-", "ciRS-122 in cells", words=words) == "cargo such as si-ciRS-122 in cells"


def test_initial_is_joined_with_its_word() -> None:
    lines = ["esicles of cells carry a cargo of RNA and more", *["further words of this paragraph follow here"] * 3]
    first = [run(text, 70 if i < 2 else 50, 305 + 12 * i, line=i + 1) for i, text in enumerate(lines)]
    made = text_of(run("V", 50, 322, size=34), *first)
    assert made.text.startswith("Vesicles of cells carry a cargo of RNA and more further words")


def test_running_heads_alternate_and_are_told_by_the_other_pages() -> None:
    pages = {}
    for number in range(6):
        head = "Journal of Examples" if number % 2 else "A. Author and B. Writer"
        lines = [
            run(f"{head} 2024;{number}", 50, 40, size=8, line=90),
            run(str(number + 11), 300, 780, size=8, line=91),
        ]
        lines += [
            run(f"Words of page {number} in line {i} that go on and on", 50, 90 + 12 * i, line=i) for i in range(40)
        ]
        pages[number] = page_lines(page(*lines, number=number))
    for number in range(6):
        made = ordered(lay_out(number, pages), None, None, Words().keeps)
        assert [item.kind for item in made.furniture] == ["head", "page number"]
        assert made.text.startswith(f"Words of page {number} in line 0")


def test_box_at_the_head_of_a_page_does_not_part_a_paragraph() -> None:
    words = "Running text of the page that fills its line and"
    first = [run(f"{words} {i}", 50, 90 + 12 * i, line=i) for i in range(20)]
    box = [run(f"Boxed summary words that fill their line {i}.", 50, 90 + 11 * i, size=9, line=i) for i in range(5)]
    rest = [run(f"{words.lower()} {i}", 50, 170 + 12 * i, line=20 + i) for i in range(20)]
    pages = {0: page_lines(page(*first)), 1: page_lines(page(*box, *rest, number=1))}
    layouts = [lay_out(number, pages) for number in (0, 1)]
    made = [ordered(layouts[0], None, layouts[1], Words().keeps), ordered(layouts[1], layouts[0], None, Words().keeps)]
    assert made[0].paragraphs[-1].continues
    assert made[1].text.startswith("running text")
    assert made[1].text.endswith("line 4.")


def test_table_and_caption_have_their_kinds() -> None:
    lines = [
        run(f"Running text of the page that fills its line well number {i}", 50, 90 + 12 * i, line=i) for i in range(8)
    ]
    lines.append(run("Table 1. Cargo and its effect", 50, 220, size=8, line=20, bold=True))
    for row in range(5):
        for column, cell in enumerate(("miR-21", "glioma", "TMZ", "raised")):
            lines.append(run(cell, 50 + 90 * column, 235 + 12 * row, size=8, line=30 + 4 * row + column))
    made = text_of(*lines)
    assert [p.kind for p in made.paragraphs] == ["body", "caption", "table"]


def test_an_empty_page() -> None:
    made = text_of()
    assert (made.text, made.raw, made.lines, made.paragraphs, made.origin) == ("", "", (), (), ())
    assert (made.width, made.height) == (600.0, 800.0)
