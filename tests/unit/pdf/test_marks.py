"""The marks of other programs: real files, quads in every order, colours, dates, answers, and hostile files."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from exoannotate.domain.geometry import PageRect, Quad
from exoannotate.domain.pdfparts import PdfMark
from exoannotate.pdf.client import PdfClient
from exoannotate.pdf.marks import plain_note, utc
from tests.unit.pdf.annotated import mark
from tests.unit.pdf.raw_pdf import one_page

WAIT = 30  # seconds, for a machine that is busy
WHOLE = "10 280 60 280 10 290 60 290"


@pytest.fixture(scope="module")
def client() -> Iterator[PdfClient]:
    """One client for all these files: none of them may leave its worker in a bad state."""
    with PdfClient(time_limit=10.0, drawing=False) as made:
        yield made


def marks(client: PdfClient, path: Path) -> tuple[PdfMark, ...]:
    info = client.open(path).result(WAIT)
    try:
        return client.marks(info).result(WAIT)
    finally:
        client.close(info)


def made(client: PdfClient, tmp_path: Path, *annotations: str, page: str = "") -> tuple[PdfMark, ...]:
    return marks(client, one_page(tmp_path / "a.pdf", page=f"/Annots[{''.join(annotations)}]{page}"))


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("annot_highlight.pdf", "highlight"),
        ("annot_no_appearance.pdf", "highlight"),
        ("annot_macos_preview.pdf", "highlight area highlight"),
        ("annot_quadpoints.pdf", "underline highlight squiggly strikeout"),
        (
            "annot_two_column_paper.pdf",
            "note squiggly strikeout highlight highlight highlight highlight squiggly strikeout underline",
        ),
        (
            "annot_word_two_column.pdf",
            "strikeout strikeout strikeout highlight strikeout squiggly strikeout strikeout strikeout",
        ),
    ],
)
def test_every_mark_of_real_files_is_found(client: PdfClient, shared: Path, name: str, kinds: str) -> None:
    found = marks(client, shared / name)
    assert [one.kind for one in found] == kinds.split()
    assert all(one.quads for one in found)


def test_what_a_real_mark_says(client: PdfClient, shared: Path) -> None:
    (found,) = marks(client, shared / "annot_no_appearance.pdf")
    assert found.note == "Highlight content"
    assert found.author == "Tim van der Meij"
    assert found.colour == "#ffff00"
    assert found.created == "2019-04-07T16:58:42.000Z"


@pytest.mark.parametrize("order", list(permutations([(10, 280), (60, 280), (60, 290), (10, 290)]))[::3])
def test_corners_may_come_in_any_order(client: PdfClient, tmp_path: Path, order: list[tuple[int, int]]) -> None:
    quads = " ".join(f"{x} {y}" for x, y in order)
    (found,) = made(client, tmp_path, mark("Highlight", quads=quads))
    assert found.quads == (Quad(0, 10, 10, 60, 10, 60, 20, 10, 20),)


def test_places_are_in_page_space_of_a_cropped_and_rotated_page(client: PdfClient, tmp_path: Path) -> None:
    annotation = mark("Highlight", quads="30 45 50 45 30 40 50 40")
    (found,) = made(client, tmp_path, annotation, page="/Rotate 90/CropBox[20 30 180 290]")
    assert found.quads[0].bounds() == PageRect(0, 10.0, 10.0, 15.0, 30.0)


def test_a_mark_without_quads_covers_its_rectangle(client: PdfClient, tmp_path: Path) -> None:
    for points in ("", "1 2 3", "nan nan nan nan nan nan nan nan", "10 10 10 10 10 10 10 10", "9e9 9e9 1 1 2 2 3 3 "):
        (found,) = made(client, tmp_path, mark("Highlight", quads=points, rect="60 290 10 280"))
        assert found.quads[0].bounds() == PageRect(0, 10, 10, 60, 20)


@pytest.mark.parametrize(
    ("entry", "colour"),
    [
        ("/C[1 1 0]", "#ffff00"),
        ("/C[0.5]", "#808080"),
        ("/C[0 1 1 0]", "#ff0000"),
        ("/C[0 0 0 1]", "#000000"),
        ("/C[]", ""),
        ("/C[7 -3 0.2]", "#ff0033"),
        ("/C[1 (a) 0]", ""),
        ("/C/Red", ""),
        ("", ""),
    ],
)
def test_colours(client: PdfClient, tmp_path: Path, entry: str, colour: str) -> None:
    (found,) = made(client, tmp_path, mark("Highlight", quads=WHOLE, more=entry))
    assert found.colour == colour


def test_answers_stand_in_the_note_of_their_mark(client: PdfClient, tmp_path: Path) -> None:
    path = one_page(
        tmp_path / "a.pdf",
        page="/Annots[4 0 R 5 0 R 6 0 R 7 0 R]",
        more=[
            mark("Highlight", quads=WHOLE, more="/Contents(Is it?)/T(Ada)"),
            mark("Text", more="/Contents(It is.)/T(Ben)/IRT 4 0 R"),
            mark("Text", more="/Contents(Accepted set by Ben)/T(Ben)/IRT 4 0 R/StateModel(Review)/State(Accepted)"),
            mark("Caret", more="/Contents(yes)/IRT 4 0 R/RT/Group"),
        ],
    )
    (found,) = marks(client, path)
    assert found.note == "Is it?\nBen: It is.\nyes"
    assert found.author == "Ada"


@pytest.mark.parametrize(
    ("entries", "note"),
    [
        ("/Contents(Words)/RC(<p>other</p>)", "Words"),
        ("/Popup<</Type/Annot/Subtype/Popup/Contents(In the pop-up)>>", "In the pop-up"),
        ("/RC(<?xml version='1.0'?><body><p>Formatted <b>words</b></p></body>)", "Formatted words"),
        ("/Contents(one\\rtwo\\r\\nthree\\002four\\000)", "one\ntwo\nthree four"),
        ("/Contents 7", ""),
        ("/Contents 3 0 R", ""),
    ],
)
def test_notes(client: PdfClient, tmp_path: Path, entries: str, note: str) -> None:
    (found,) = made(client, tmp_path, mark("Highlight", quads=WHOLE, more=entries))
    assert found.note == note


def test_what_is_hidden_or_of_another_kind_is_no_mark(client: PdfClient, tmp_path: Path) -> None:
    others = ["Link", "Popup", "Stamp", "Widget", "FileAttachment", "Screen", "Movie", "Nonsense"]
    found = made(
        client,
        tmp_path,
        *(mark(kind, more="/Contents(a)") for kind in others),
        mark("Highlight", quads=WHOLE, more="/F 2"),
        mark("Highlight", quads=WHOLE, more="/F 32"),
        mark("Caret"),
        mark("Highlight", quads="500 500 600 500 500 600 600 600", rect="500 500 600 600"),
        mark("Square", more="/F 4"),
    )
    assert [one.kind for one in found] == ["area"]


@pytest.mark.parametrize("annots", ["3 0 R", "[3 0 R 3 0 R]", "[4 0 R]", "7", "(text)", "[[[]]]", "[null 1 (a) /b]"])
def test_annotations_that_are_none(client: PdfClient, tmp_path: Path, annots: str) -> None:
    assert marks(client, one_page(tmp_path / "a.pdf", page=f"/Annots {annots}", more=["4 0 R"])) == ()


def test_a_mark_listed_twice_is_one(client: PdfClient, tmp_path: Path) -> None:
    one = mark("Highlight", quads=WHOLE, more="/IRT 5 0 R")
    path = one_page(tmp_path / "a.pdf", page="/Annots[4 0 R 4 0 R 5 0 R]", more=[one, mark("Ink", more="/IRT 5 0 R")])
    assert marks(client, path) == ()  # each answers another, so none is a mark of its own
    path = one_page(tmp_path / "b.pdf", page="/Annots[4 0 R 4 0 R]", more=[mark("Highlight", quads=WHOLE)])
    assert len(marks(client, path)) == 1


def test_the_number_of_marks_and_quads_is_bounded(client: PdfClient, tmp_path: Path) -> None:
    assert len(made(client, tmp_path, mark("Underline", quads=WHOLE) * 12_000)) == 10_000
    (found,) = made(client, tmp_path, mark("Highlight", quads=f"{WHOLE} " * 3_000))
    assert len(found.quads) == 500


@pytest.mark.parametrize(
    ("date", "iso"),
    [
        ("D:20190407185842+02'00'", "2019-04-07T16:58:42.000Z"),
        ("D:20190407185842+02'00", "2019-04-07T16:58:42.000Z"),
        ("D:20211117212539Z00'00'", "2021-11-17T21:25:39.000Z"),
        ("D:20190119212926-08'00'", "2019-01-20T05:29:26.000Z"),
        ("20190119", "2019-01-19T00:00:00.000Z"),
        ("D:2019", "2019-01-01T00:00:00.000Z"),
        ("D:20191399", ""),
        ("D:00010101000000+99'99'", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_dates(date: str, iso: str) -> None:
    assert utc(date) == iso


def test_a_long_note_is_cut() -> None:
    assert len(plain_note("word " * 10_000)) <= 10_000
