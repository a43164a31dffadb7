"""Selections on made two-column pages: in the column, in reading order, whatever the pointer does."""

from __future__ import annotations

import pytest

from exoannotate.domain.geometry import PagePoint
from exoannotate.domain.pagetext import Line, PageText, Paragraph, ParagraphKind
from exoannotate.reading import blocks, selection
from exoannotate.reading.document import PageSpan
from exoannotate.reading.selection import Selection

CHAR = 5.0
LINE = 12.0

Printed = tuple[float, float, ParagraphKind, list[str]]
"""Left edge, first baseline, kind, printed lines."""


def made_page(printed_blocks: list[Printed], number: int = 0, *, continues: bool = False) -> PageText:
    """A page with every character 5 points wide; a line that ends with "-" is joined to the next one."""
    text = ""
    lines: list[Line] = []
    paragraphs: list[Paragraph] = []
    for x, y, kind, printed in printed_blocks:
        first = len(text)
        for k, words in enumerate(printed):
            last = k == len(printed) - 1
            kept = words[:-1] if words.endswith("-") and not last else words
            edges = tuple(CHAR * n for n in range(len(kept) + 1))
            lines.append(Line(len(text), len(text) + len(kept), x, y + LINE * k, 1, 0, 8, 2, 10, False, edges))
            text += kept if last or kept != words else kept + " "
        paragraphs.append(Paragraph(first, len(text), kind, continues and len(printed_blocks) == len(paragraphs) + 1))
        text += "\n"
    text = text[:-1]
    origin = tuple(range(len(text)))
    return PageText(number, 600, 800, text, text, origin, tuple(lines), tuple(paragraphs))


LEFT = [f"left line {k:02d} holds forty-five char words" for k in range(20)]
RIGHT = [f"right line {k:02d} holds forty-five char word" for k in range(40)]
PAGE = made_page(
    [
        (50, 60, "heading", ["A title that is printed over both of the columns of the page, as titles are done"]),
        (50, 100, "body", LEFT),
        (310, 100, "body", RIGHT),
    ]
)


def at(x: float, y: float, page: int = 0) -> PagePoint:
    return PagePoint(page, x, y)


def test_blocks_are_title_and_columns() -> None:
    assert [len(block.lines) for block in blocks.blocks(PAGE)] == [1, 20, 40]


def test_drag_down_a_column_stays_in_it() -> None:
    found = selection.select({0: PAGE}, at(52, 98), at(240, 98 + LINE * 5))
    text = selection.quote({0: PAGE}, found)
    assert text.startswith("left line 00") and "left line 05" in text
    assert "right" not in text and "title" not in text


def test_a_pointer_in_gaps_and_margins_never_jumps() -> None:
    anchor = at(100, 98 + LINE * 4)
    start = blocks.caret(PAGE, anchor)
    assert start is not None
    lines = {}
    for y in range(80, 340):
        for x in (0, 20, 45, 60, 150, 249, 255, 270, 279):
            index = blocks.caret(PAGE, at(x, y), near=start)
            assert index is not None
            number = PAGE.line_at(index)
            assert number is not None and 0 <= number <= 20, (x, y, PAGE.text[index : index + 20])
            lines.setdefault(y, set()).add(number)
    for y in range(90, 339):
        assert max(lines[y]) - min(lines[y]) <= 1
        assert max(lines[y + 1]) - min(lines[y]) <= 1


def test_a_pointer_below_a_short_column_stays_there() -> None:
    start = PAGE.text.index("left line 10")
    index = blocks.caret(PAGE, at(120, 540), near=start)
    assert index is not None and PAGE.text.index("left line 19") <= index <= PAGE.text.index("right line 00")


def test_either_direction_gives_the_same_run() -> None:
    one, other = at(80, 120), at(200, 160)
    assert selection.select({0: PAGE}, one, other) == selection.select({0: PAGE}, other, one)


def test_word_snap() -> None:
    found = selection.select({0: PAGE}, at(62, 98), at(90, 98), words=True)
    assert selection.quote({0: PAGE}, found) == "left line"


def test_a_click_selects_nothing_and_unknown_pages_neither() -> None:
    assert not selection.select({0: PAGE}, at(80, 98), at(80, 98))
    assert not selection.select({}, at(80, 98), at(180, 98))
    assert not selection.select({0: made_page([])}, at(80, 98), at(180, 98))


def test_word_and_sentence_at_a_point() -> None:
    page = made_page([(50, 100, "body", ["It was so. Exosomal miR-21 raised resis-", "tance in cells.¹² Then more."])])
    pages = {0: page}
    assert selection.quote(pages, selection.select_word(pages, at(50 + CHAR * 22.5, 98))) == "miR-21"
    found = selection.select_sentence(pages, at(60, 98 + LINE))
    assert selection.quote(pages, found) == "Exosomal miR-21 raised resistance in cells.¹²"
    assert len(selection.quads(pages, found)) == 2
    more = selection.extend(pages, found)
    assert selection.quote(pages, more).endswith("cells.¹² Then more.")


def over_pages() -> dict[int, PageText]:
    first = made_page(
        [
            (50, 100, "body", ["One. Exosomes carry the drug and the resis-"]),
            (50, 400, "footnote", ["* A note."]),
        ]
    )
    body = first.paragraphs[0]
    first = PageText(
        0, 600, 800, first.text, first.raw, first.origin, first.lines,
        (Paragraph(body.start, body.end, "body", True), first.paragraphs[1]),
    )  # fmt: skip
    second = made_page(
        [(50, 60, "caption", ["Figure 1. A picture."]), (50, 100, "body", ["tance spreads. Next one."])], 1
    )
    return {0: first, 1: second}


def test_a_sentence_over_a_page_break_is_one_selection() -> None:
    pages = over_pages()
    found = selection.select_sentence(pages, at(80, 98))
    assert found.pages == (0, 1)
    assert selection.quote(pages, found) == "Exosomes carry the drug and the resistance spreads."
    assert found == selection.select_sentence(pages, at(60, 98, 1))
    assert [quad.page for quad in selection.quads(pages, found)] == [0, 1]
    assert selection.raw(pages, found).splitlines()[1] == "tance spreads."


def test_a_drag_over_a_page_break_leaves_notes_and_captions_out() -> None:
    pages = over_pages()
    found = selection.select(pages, at(50 + CHAR * 5, 98), at(50 + CHAR * 14, 98, 1))
    assert selection.quote(pages, found) == "Exosomes carry the drug and the resistance spreads."
    wanted = selection.select(pages, at(50, 398), at(50 + CHAR * 14, 98, 1))
    assert "A note." in selection.quote(pages, wanted)


def test_extend_goes_over_the_page() -> None:
    pages = over_pages()
    start = Selection((PageSpan(0, 0, 4),))
    grown = selection.extend(pages, start)
    assert selection.quote(pages, grown) == "One. Exosomes carry the drug and the resistance spreads."
    assert selection.quote(pages, selection.extend(pages, grown)).endswith("spreads. Next one.")
    last = selection.extend(pages, selection.extend(pages, grown))
    assert last == selection.extend(pages, last)


def test_shift_click_moves_the_nearer_end() -> None:
    pages = {0: PAGE}
    found = selection.select(pages, at(50, 122), at(150, 122))
    longer = selection.extend_to(pages, found, at(50 + CHAR * 12, 146))
    assert selection.quote(pages, longer).endswith("left line 04")
    earlier = selection.extend_to(pages, found, at(50, 98))
    assert selection.quote(pages, earlier).startswith("left line 00")


@pytest.mark.parametrize(("dx", "dy"), [(0.0, 1.0), (0.0, -1.0), (-1.0, 0.0)])
def test_turned_lines_select_along_their_direction(dx: float, dy: float) -> None:
    edges = tuple(CHAR * n for n in range(11))
    line = Line(0, 10, 300, 400, dx, dy, 8, 2, 10, False, edges)
    page = PageText(0, 600, 800, "turned run", "turned run", tuple(range(10)), (line,), (Paragraph(0, 10),))
    found = selection.select({0: page}, at(300, 400), at(300 + dx * 30, 400 + dy * 30))
    assert selection.quote({0: page}, found) == "turned"


def test_a_hyphen_of_the_word_is_kept_over_the_page() -> None:
    first = made_page([(50, 100, "body", ["A drug-resistant line; cells were drug-"])])
    second = made_page([(50, 100, "body", ["resistant too."])], 1)
    pages = {0: first, 1: second}
    whole = selection.between(pages, (0, 0), (1, len(second.text)))
    assert selection.quote(pages, whole).endswith("were drug-resistant too.")


def test_a_big_table_is_quick() -> None:
    rows = [(50.0 + 60 * (k % 8), 60.0 + 6 * (k // 8), "table", ["cell"]) for k in range(1000)]
    page = made_page(rows)  # type: ignore[arg-type]
    assert blocks.caret(page, at(111, 200)) is not None


def test_the_gutter_belongs_to_the_column_of_the_anchor() -> None:
    page = made_page([(50, 60, "heading", ["A title " * 10]), (50, 100, "body", LEFT), (272, 100, "body", RIGHT)])
    left, right = blocks.blocks(page)[1:]
    for x in (left.u1 + 1, (left.u1 + right.u0) / 2, right.u0 - 1):
        for y in range(110, 330, 3):
            for block in (left, right):
                start = page.lines[block.lines[1]].start
                index = blocks.caret(page, at(x, y), near=start)
                assert index is not None
                first, last = page.lines[block.lines[0]], page.lines[block.lines[-1]]
                assert first.start <= index <= last.end


def test_a_pointer_in_the_next_pages_top_margin_stops_at_the_page_break() -> None:
    pages = {0: PAGE, 1: made_page([(50, 100, "body", LEFT), (310, 100, "body", RIGHT)], 1)}
    for x in (60, 300, 450):
        found = selection.select(pages, at(60, 98), at(x, 40, 1))
        assert found.pages == (0,) and found.last == (0, len(PAGE.text))
    back = selection.select(pages, at(48, 98, 1), at(400, 790))
    assert not back, "from the start of a page up into the bottom margin of the one before is nothing"


def test_a_line_without_width_does_no_harm() -> None:
    line = Line(0, 3, 100, 100, 1, 0, 8, 2, 10, False, (0, 0, 0, 0))
    page = PageText(0, 600, 800, "abc", "abc", (0, 1, 2), (line,), (Paragraph(0, 3),))
    assert blocks.caret(page, at(100, 100), near=0) is not None
    assert not selection.select({0: page}, at(90, 100), at(300, 120))
