"""Tables taken apart into rows and cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from exoannotate.domain.pagetext import Line, PageText, Paragraph
from exoannotate.pdf.client import PdfClient
from exoannotate.reading.tables import tables


def page_of(*cells: tuple[str, float, float]) -> PageText:
    """A page whose one paragraph is a table of these words, each a line at x, y in points; letters are 4 wide."""
    text, lines = "", []
    for words, x, y in cells:
        edges = tuple(4.0 * k for k in range(len(words) + 1))
        lines.append(Line(len(text), len(text) + len(words), x, y, 1.0, 0.0, 6.0, 2.0, 8.0, False, edges))
        text += words + " "
    text = text.rstrip()
    return PageText(0, 500, 500, text, text, tuple(range(len(text))), tuple(lines), (Paragraph(0, len(text), "table"),))


HEAD = (("Donor", 50, 10), ("Cargo", 150, 10), ("Effect", 250, 10))


def rows(page: PageText) -> list[str]:
    (table,) = tables(page)
    return [row.text for row in table.rows]


def test_rows_and_wrapped_cells() -> None:
    page = page_of(
        *HEAD,
        ("CAFs of", 50, 30), ("the stroma", 50, 39), ("miR-1", 150, 30), ("more", 250, 30),
        ("TAMs", 50, 50), ("miR-2", 150, 50), ("less", 250, 50),
    )  # fmt: skip
    (table,) = tables(page)
    assert table.heads == ("Donor", "Cargo", "Effect")
    assert rows(page) == ["CAFs of the stroma | miR-1 | more", "TAMs | miR-2 | less"]


def test_rows_as_close_as_wrapped_lines_are_told_by_how_they_are_read() -> None:
    columns = (("a", 50), ("b", 150), ("c", 250))
    page = page_of(*HEAD, *((f"{letter}{n}", x, 30 + 11 * n) for n in range(4) for letter, x in columns))
    assert rows(page) == [f"a{n} | b{n} | c{n}" for n in range(4)]


def test_what_spans_rows_is_filled_from_above_and_marked() -> None:
    page = page_of(
        *HEAD, ("CAFs", 50, 30), ("miR-1", 150, 30), ("more", 250, 30), ("miR-2", 150, 50), ("less", 250, 50)
    )  # fmt: skip
    (table,) = tables(page)
    assert rows(page) == ["CAFs | miR-1 | more", "CAFs | miR-2 | less"]
    assert [cell.filled for cell in table.rows[1].cells if cell is not None] == [True, False, False]


def test_headings_between_rows_are_no_rows() -> None:
    page = page_of(
        *HEAD, ("Lung", 50, 25), ("CAFs", 50, 40), ("miR-1", 150, 40), ("more", 250, 40),
        ("Brain", 50, 60), ("TAMs", 50, 75), ("miR-2", 150, 75), ("less", 250, 75),
    )  # fmt: skip
    assert rows(page) == ["CAFs | miR-1 | more", "TAMs | miR-2 | less"]


def test_two_columns_close_to_one_another_in_a_line_are_two_cells() -> None:
    page = page_of(
        *HEAD, ("CAFs", 50, 30), ("x" * 24 + " less", 150, 30), ("TAMs", 50, 50), ("b", 150, 50), ("c", 250, 50)
    )
    assert rows(page)[0].endswith(" | less")


@pytest.mark.parametrize("cells", [(), HEAD, (("a", 1, 1),) * 30, tuple((str(n), 0, n) for n in range(500))])
def test_what_is_no_table_gives_none(cells: tuple[tuple[str, float, float], ...]) -> None:
    page = page_of(*cells) if cells else PageText(0, 1, 1, "", "", (), (), ())
    assert tables(page) == ()


def test_the_tables_of_the_sample_review(sample_pdf: Path) -> None:
    with PdfClient() as client:
        page = client.text(client.open(sample_pdf).result(), 2).result()
    (table,) = tables(page)
    assert table.heads == ("Cargo", "Donor", "Recipient", "Therapy", "Effect", "Ref.")
    assert len(table.rows) == 8
    first = table.rows[0].cells[0]
    assert first is not None and page.text[first.start : first.end] == first.text == "SBF2-AS1 (lncRNA)"
