"""Where keys move to in the text of made pages: letters, words, lines, paragraphs, over columns and pages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exoannotate.domain.geometry import PagePoint
from exoannotate.domain.pagetext import PageText
from exoannotate.reading import selection
from exoannotate.reading.moves import Place, Unit, at_point, bar, goal_of, in_running, line_text, move
from tests.unit.reading.test_reading_selection import CHAR, LINE, PAGE, made_page, over_pages

PAGES = {0: PAGE}


def gone(pages: dict[int, PageText], place: Place, unit: Unit, way: int, times: int = 1, **more: bool) -> Place:
    goal = None
    for _ in range(times):
        place, goal = move(pages, place, unit, way, goal=goal, **more)
    return place


def column(k: int) -> int:
    """The index of the first character of a column's first line."""
    return PAGE.text.index(("left", "right")[k] + " line 00")


def test_down_stays_at_its_height_in_the_column_and_goes_on_at_the_top_of_the_next() -> None:
    start = Place(0, column(0) + 9)
    down = gone(PAGES, start, "line", 1, 3)
    assert PAGE.text[down.index - 9 :].startswith("left line 03")
    over = gone(PAGES, start, "line", 1, 20)
    assert PAGE.text[over.index - 9 :].startswith("right line 00")
    assert gone(PAGES, over, "line", -1, 20) == start
    up = gone(PAGES, Place(0, column(0) + 3), "line", -1)
    assert up.index <= PAGE.lines[0].end  # the title


def test_the_first_and_last_line_lead_to_their_outer_ends() -> None:
    assert gone(PAGES, Place(0, 5), "line", -1) == Place(0, 0)
    last = PAGE.lines[-1]
    assert gone(PAGES, Place(0, last.start + 4), "line", 1).index == last.end


def test_short_lines_do_not_forget_how_far_along_the_caret_was() -> None:
    page = made_page([(50, 60, "body", ["a long line of words", "short", "a long line of words"])])
    start = Place(0, 15)
    assert gone({0: page}, start, "line", 1).index == page.lines[1].end
    assert gone({0: page}, start, "line", 1, 2).index == page.lines[2].start + 15


def test_cells_of_a_row_are_one_line() -> None:
    page = made_page([(50, 60, "table", ["one"]), (150, 60, "table", ["two"]), (50, 72, "table", ["thr"])])
    cells = PageText(0, 600, 800, page.text, page.raw, page.origin, page.lines, page.paragraphs)
    assert gone({0: cells}, Place(0, 0), "line", 1).index == page.text.index("thr")


def test_words_and_their_ends() -> None:
    page = made_page([(50, 60, "body", ["Then miR-21, of A172 (cells)."])])
    places = []
    at = Place(0, 0)
    for _ in range(5):
        at = gone({0: page}, at, "word", 1)
        places.append(page.text[: at.index].split()[-1])
    assert places == ["Then", "miR-21", "of", "A172", "(cells"]
    assert gone({0: page}, at, "word", 1) == at
    back = []
    for _ in range(5):
        at = gone({0: page}, at, "word", -1)
        back.append(page.text[at.index :].split()[0])
    assert back == ["cells).", "A172", "of", "miR-21,", "Then"]


def test_running_text_passes_over_notes_and_captions() -> None:
    pages = over_pages()
    end = pages[0].paragraphs[0].end
    after = gone(pages, Place(0, end), "character", 1, running=True)
    body = pages[1].paragraphs[1]
    assert after == Place(1, body.start)
    assert gone(pages, after, "character", -1, running=True).gap == (0, end)
    assert gone(pages, Place(0, end), "word", 1, running=True) == Place(1, body.start + len("tance"))
    assert gone(pages, Place(0, 3), "line", 1, running=True).page == 1
    assert gone(pages, Place(0, 3), "line", 1).gap[0] == 0  # without it the note comes next
    assert gone(pages, Place(0, 3), "paragraph", 1, running=True).gap == (1, body.end)
    assert gone(pages, Place(1, body.end), "paragraph", -1, running=True).gap == (0, 0)
    assert in_running(pages, Place(0, 3)) and not in_running(pages, Place(0, end + 3))


def test_the_end_of_a_broken_word_is_told_from_its_other_half() -> None:
    page = made_page([(50, 60, "body", ["the resis-", "tance of cells"])])
    pages = {0: page}
    index = page.lines[1].start
    assert page.lines[0].end == index
    above = at_point(pages, PagePoint(0, 50 + CHAR * 40, 58))
    below = at_point(pages, PagePoint(0, 40, 58 + LINE))
    assert above == Place(0, index, True) and below == Place(0, index, False)
    upper, lower = bar(pages, above), bar(pages, below)
    assert upper is not None and lower is not None and upper.y0 < lower.y0
    assert line_text(pages, above) == "the resis" and line_text(pages, below) == "tance of cells"
    assert gone(pages, Place(0, 2), "edge", 1) == Place(0, index, True)


def test_unknown_pages_are_the_end_of_the_world() -> None:
    pages = over_pages()
    first = {0: pages[0]}
    end = Place(0, len(pages[0].text))
    for unit in ("character", "word", "paragraph"):
        assert gone(first, end, unit, 1) == end
    assert move({}, end, "line", 1) == (end, None)
    assert bar({}, end) is None and goal_of({}, end) is None and line_text({}, end) == ""
    assert at_point({}, PagePoint(0, 1, 1)) is None and not in_running({}, end)
    empty = made_page([])
    assert bar({0: empty}, Place(0, 0)) is None and gone({0: empty}, Place(0, 0), "line", 1) == Place(0, 0)


@pytest.mark.parametrize("running", [False, True])
@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(PAGE.text)), st.sampled_from(["character", "word", "paragraph"]))
def test_on_is_never_back(running: bool, index: int, unit: Unit) -> None:
    place = Place(0, index)
    on, back = gone(PAGES, place, unit, 1, running=running), gone(PAGES, place, unit, -1, running=running)
    assert back.gap <= place.gap <= on.gap
    if unit == "character" and on != place:
        assert gone(PAGES, on, unit, -1, running=running).gap == place.gap


def test_sentences_grow_backward_over_the_page() -> None:
    pages = over_pages()
    last = selection.sentence(pages, (1, pages[1].text.index("Next")))
    grown = selection.extend_back(pages, last)
    assert selection.quote(pages, grown) == "Exosomes carry the drug and the resistance spreads. Next one."
    whole = selection.extend_back(pages, grown)
    assert selection.quote(pages, whole).startswith("One. Exosomes")
    assert selection.extend_back(pages, whole) == whole
    inside = selection.between(pages, (1, pages[1].text.index("one")), (1, len(pages[1].text)))
    assert selection.quote(pages, selection.extend_back(pages, inside)) == "Next one."


def test_sentences_of_the_running_text_pass_over_what_stands_between() -> None:
    page = made_page(
        [(50, 60, "body", ["One of them."]), (50, 90, "caption", ["Fig. 1 A cell."]), (50, 120, "body", ["Two of it."])]
    )
    pages = {0: page}
    first = selection.sentence(pages, (0, 0))
    assert selection.quote(pages, selection.extend(pages, first)) == "One of them. Two of it."
    second = selection.sentence(pages, (0, page.text.index("Two")))
    assert selection.quote(pages, selection.extend_back(pages, second)) == "One of them. Two of it."
    caption = selection.sentence(pages, (0, page.text.index("Fig")))
    assert "Two of it." in selection.quote(pages, selection.extend(pages, caption))
