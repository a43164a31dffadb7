"""The outline and the links of a PDF: where they lead, and what hostile files make of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest

from exoannotate.domain.errors import PdfError
from exoannotate.domain.geometry import PagePoint, PageRect
from exoannotate.domain.pdfparts import OutlineEntry, PageLink
from exoannotate.pdf.client import PdfClient
from exoannotate.pdf.links import address
from tests.unit.pdf.raw_pdf import one_page

WAIT = 30  # seconds, for a machine that is busy


@pytest.fixture(scope="module")
def client() -> Iterator[PdfClient]:
    """One client for all these files, as in a day's work: none of them may leave a worker in a bad state."""
    with PdfClient(time_limit=10.0, drawing=False) as made:
        yield made


def outline(client: PdfClient, path: Path) -> tuple[OutlineEntry, ...]:
    return client.outline(client.open(path).result(WAIT)).result(WAIT)


def links(client: PdfClient, path: Path, page: int = 0) -> tuple[PageLink, ...]:
    return client.links(client.open(path).result(WAIT), page).result(WAIT)


def link(action: str, box: str = "10 10 50 20") -> str:
    return f"<</Type/Annot/Subtype/Link/Rect[{box}]{action}>>"


# Outline


def test_an_outline_has_titles_levels_and_places(client: PdfClient, tmp_path: Path) -> None:
    document = pymupdf.open()
    for _ in range(3):
        document.new_page(width=200, height=300)
    entries = [
        [1, "Intro\tduction", 1],
        [2, "Vesicles", 2],
        [3, "Cargo", 2],
        [1, "β-catenin", 3],
    ]
    document.set_toc(entries)
    document.save(tmp_path / "a.pdf")
    found = outline(client, tmp_path / "a.pdf")
    assert [(e.level, e.title) for e in found] == [
        (0, "Intro duction"),
        (1, "Vesicles"),
        (2, "Cargo"),
        (0, "β-catenin"),
    ]
    assert [e.place.page for e in found if e.place] == [0, 1, 1, 2]


def test_a_paper_without_an_outline_has_none(client: PdfClient, tmp_path: Path) -> None:
    assert outline(client, one_page(tmp_path / "a.pdf")) == ()


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("/Dest[3 0 R/XYZ 10 250 0]", (10, 50)),
        ("/Dest[3 0 R/XYZ null null 0]", (0, 0)),
        ("/Dest[3 0 R/FitH 100]", (0, 200)),
        ("/Dest[3 0 R/FitV 30]", (30, 0)),
        ("/Dest[3 0 R/FitR 10 20 30 40]", (10, 260)),
        ("/Dest[3 0 R/Fit]", (0, 0)),
        ("/Dest[0/XYZ 10 250 0]", (10, 50)),
        ("/Dest(named)", (5, 200)),
        ("/Dest/old", None),
        ("/A<</S/GoTo/D(named)>>", (5, 200)),
        ("/A<</S/Named/N/LastPage>>", (0, 0)),
        ("/Dest(nowhere)", None),
        ("/Dest[99/Fit]", None),
        ("/Dest[-1/Fit]", None),
        ("/Dest[2 0 R/Fit]", None),
        ("/Dest[3 0 R/XYZ -500 90000 0]", (0, 0)),
        ("/Dest[3 0 R/XYZ 1e30 -1e30 0]", (0, 0)),
        ("/A<</S/URI/URI(https://example.org)>>", None),
        ("/A<</S/Launch/F(calc.exe)>>", None),
        ("/A<</S/JavaScript/JS(app.alert\\(1\\))>>", None),
        ("/A<</S/GoToR/F(other.pdf)/D[0/Fit]>>", None),
        ("", None),
    ],
)
def test_an_entry_leads_to_its_place_or_nowhere(
    client: PdfClient, tmp_path: Path, target: str, place: tuple[float, float] | None
) -> None:
    names = "/Names<</Dests<</Names[(named)<</D[3 0 R/XYZ 5 100 0]>>]>>>>"
    path = one_page(
        tmp_path / "a.pdf",
        catalogue=f"/Outlines 4 0 R{names}",
        more=["<</First 5 0 R/Last 5 0 R>>", f"<</Title(Entry)/Parent 4 0 R{target}>>"],
    )
    wanted = PagePoint(0, *map(float, place)) if place else None
    assert outline(client, path) == (OutlineEntry("Entry", 0, wanted),)


def test_old_style_names_are_resolved(client: PdfClient, tmp_path: Path) -> None:
    path = one_page(
        tmp_path / "a.pdf",
        catalogue="/Outlines 4 0 R/Dests<</old[3 0 R/XYZ 7 290 0]>>",
        more=["<</First 5 0 R/Last 5 0 R>>", "<</Title(Entry)/Parent 4 0 R/Dest/old>>"],
    )
    assert outline(client, path)[0].place == PagePoint(0, 7.0, 10.0)


def test_places_are_in_page_space_of_a_cropped_and_rotated_page(client: PdfClient, tmp_path: Path) -> None:
    path = one_page(
        tmp_path / "a.pdf",
        page="/Rotate 90/CropBox[20 30 180 290]/Annots[" + link("/Dest[3 0 R/XYZ 30 40 0]", "30 40 50 45") + "]",
        catalogue="/Outlines 4 0 R",
        more=["<</First 5 0 R/Last 5 0 R>>", "<</Title(Entry)/Parent 4 0 R/Dest[3 0 R/XYZ 30 40 0]>>"],
    )
    # Turned clockwise, what was at the left bottom is at the left top.
    assert outline(client, path)[0].place == PagePoint(0, 10.0, 10.0)
    (found,) = links(client, path)
    assert found.target == PagePoint(0, 10.0, 10.0)
    assert found.box == PageRect(0, 10.0, 10.0, 15.0, 30.0)


@pytest.mark.parametrize("count", [19, 20, 30, 150_000])
def test_a_deep_outline_ends_at_twenty_levels(client: PdfClient, tmp_path: Path, count: int) -> None:
    nodes = [
        f"<</Title(t{n})/Dest[3 0 R/Fit]/First {n + 6} 0 R/Last {n + 6} 0 R>>"
        if n + 1 < count
        else f"<</Title(t{n})/Dest[3 0 R/Fit]>>"
        for n in range(count)
    ]
    path = one_page(tmp_path / "a.pdf", catalogue="/Outlines 4 0 R", more=["<</First 5 0 R/Last 5 0 R>>", *nodes])
    found = outline(client, path)
    assert [e.level for e in found] == list(range(min(count, 20)))
    assert found[-1].place == PagePoint(0, 0.0, 0.0)


def test_a_long_outline_ends_at_five_thousand(client: PdfClient, tmp_path: Path) -> None:
    nodes = [f"<</Title(t{n})/Dest[3 0 R/Fit]/Next {n + 6} 0 R>>" for n in range(20_000)]
    path = one_page(tmp_path / "a.pdf", catalogue="/Outlines 4 0 R", more=["<</First 5 0 R>>", *nodes])
    found = outline(client, path)
    assert len(found) == 5_000
    assert found[-1] == OutlineEntry("t4999", 0, PagePoint(0, 0.0, 0.0))


@pytest.mark.parametrize(
    "nodes",
    [
        ["<</Title(a)/Next 5 0 R>>"],
        ["<</Title(a)/First 5 0 R>>"],
        ["<</Title(a)/Next 6 0 R/First 6 0 R>>", "<</Title(b)/Next 5 0 R/First 4 0 R>>"],
        ["<</Title(a)/Next 77 0 R/First(text)>>"],
        ["<</Title 5 0 R/Next[1 2]>>", "7"],
        ["<</Title(a)/Dest[[[3 0 R]]]/A 5 0 R>>"],
    ],
)
def test_an_outline_that_runs_in_circles_is_read_once(client: PdfClient, tmp_path: Path, nodes: list[str]) -> None:
    path = one_page(tmp_path / "a.pdf", catalogue="/Outlines 4 0 R", more=["<</First 5 0 R/Last 5 0 R>>", *nodes])
    assert len(outline(client, path)) <= 2


@pytest.mark.parametrize("outlines", ["5", "null", "(text)", "[4 0 R]", "99 0 R", "1 0 R", "<</First 4 0 R>>"])
def test_what_is_no_outline_is_none(client: PdfClient, tmp_path: Path, outlines: str) -> None:
    path = one_page(tmp_path / "a.pdf", catalogue="/Outlines 4 0 R", more=[outlines])
    assert outline(client, path) == ()


def test_titles_hold_nothing_that_cannot_be_seen(client: PdfClient, tmp_path: Path) -> None:
    title = "\\000Bad\\n\\033[31m" + "x" * 1000
    path = one_page(
        tmp_path / "a.pdf", catalogue="/Outlines 4 0 R", more=["<</First 5 0 R>>", f"<</Title({title})/Next 6 0 R>>"]
    )
    (entry,) = outline(client, path)
    assert entry.title.isprintable()
    assert len(entry.title) == 300


def test_many_named_places_on_many_pages_take_little_time(client: PdfClient, tmp_path: Path) -> None:
    document = pymupdf.open()
    for _ in range(1_000):
        document.new_page(width=200, height=300)
    document.set_toc([[1, f"Page {n + 1}", n + 1] for n in range(1_000)])
    document.save(tmp_path / "a.pdf")
    found = outline(client, tmp_path / "a.pdf")
    assert [e.place.page for e in found if e.place] == list(range(1_000))


# Links


@pytest.mark.parametrize(
    "action",
    [
        "/A<</S/URI/URI(javascript:alert\\(1\\))>>",
        "/A<</S/URI/URI(JavaScript:alert\\(1\\))>>",
        "/A<</S/JavaScript/JS(app.alert\\(1\\))>>",
        "/A<</S/URI/URI(file:///etc/passwd)>>",
        "/A<</S/URI/URI(\\\\\\\\server\\\\share\\\\x)>>",
        "/A<</S/Launch/F(calc.exe)>>",
        "/A<</S/Launch/Win<</F(cmd.exe)>>>>",
        "/A<</S/GoToR/F(other.pdf)/D[0/Fit]>>",
        "/A<</S/GoToR/F(other.pdf)/D(named)>>",
        "/A<</S/SubmitForm/F(https://example.org)>>",
        "/A<</S/URI/URI(ftp://example.org)>>",
        "/A<</S/URI/URI(data:text/html,x)>>",
        "/A<</S/URI/URI(vbscript:x)>>",
        "/A<</S/URI/URI(search-ms:query=x)>>",
        "/A<</S/URI/URI(https:///nohost)>>",
        "/A<</S/URI/URI(https://[bad)>>",
        "/A<</S/URI/URI(https://a.org/\\nb)>>",
        "/A<</S/URI/URI(mailto:)>>",
        "/A<</S/URI/URI()>>",
        "/Dest(nowhere)",
        "/Dest[99/Fit]",
        "",
    ],
)
def test_a_link_to_anything_but_a_page_or_a_web_address_is_dropped(
    client: PdfClient, tmp_path: Path, action: str
) -> None:
    safe = link("/A<</S/URI/URI(https://doi.org/10.1/x)>>", "0 0 5 5")
    path = one_page(tmp_path / "a.pdf", page=f"/Annots[{link(action)}{safe}]")
    assert [(found.target, found.address) for found in links(client, path)] == [(None, "https://doi.org/10.1/x")]


@pytest.mark.parametrize(
    ("action", "target"),
    [
        ("/Dest[3 0 R/XYZ 10 250 0]", (10, 50)),
        ("/Dest(named)", (5, 200)),
        ("/A<</S/GoTo/D(named)>>", (5, 200)),
        ("/A<</S/GoTo/D[0/Fit]>>", (0, 0)),
        ("/A<</S/Named/N/FirstPage>>", (0, 0)),
    ],
)
def test_a_link_inside_leads_to_its_place(
    client: PdfClient, tmp_path: Path, action: str, target: tuple[float, float]
) -> None:
    names = "/Names<</Dests<</Names[(named)[3 0 R/XYZ 5 100 0]]>>>>"
    path = one_page(tmp_path / "a.pdf", page=f"/Annots[{link(action)}]", catalogue=names)
    wanted = PageLink(PageRect(0, 10.0, 280.0, 50.0, 290.0), PagePoint(0, *map(float, target)), "")
    assert links(client, path) == (wanted,)


@pytest.mark.parametrize(
    "box", ["nan nan nan nan", "1e38 -1e38 1e38 1e38", "500 500 600 600", "10 10 10 10", "(a)", ""]
)
def test_a_link_without_a_place_on_the_page_is_dropped(client: PdfClient, tmp_path: Path, box: str) -> None:
    path = one_page(tmp_path / "a.pdf", page=f"/Annots[{link('/Dest[0/Fit]', box)}]")
    assert links(client, path) == ()


def test_a_box_is_cut_to_the_page_whichever_way_round_it_is(client: PdfClient, tmp_path: Path) -> None:
    path = one_page(tmp_path / "a.pdf", page=f"/Annots[{link('/Dest[0/Fit]', '250 320 -50 280')}]")
    assert links(client, path)[0].box == PageRect(0, 0.0, 0.0, 200.0, 20.0)


def test_four_thousand_links_are_all_there(client: PdfClient, tmp_path: Path) -> None:
    boxes = [(n % 60 * 3, n // 60 * 4) for n in range(4_000)]
    annots = "".join(
        link(
            f"/Dest[3 0 R/XYZ {x} {y} 0]" if x % 2 else f"/A<</S/URI/URI(https://a.org/{x}/{y})>>",
            f"{x} {y} {x + 2} {y + 3}",
        )
        for x, y in boxes
    )
    found = links(client, one_page(tmp_path / "a.pdf", page=f"/Annots[{annots}]"))
    assert len(found) == 4_000


def test_no_more_than_five_thousand_links_are_read(client: PdfClient, tmp_path: Path) -> None:
    path = one_page(tmp_path / "a.pdf", page=f"/Annots[{link('/Dest[0/Fit]') * 6_000}]")
    assert len(links(client, path)) == 5_000


@pytest.mark.parametrize("annots", ["3 0 R", "[3 0 R 3 0 R]", "[4 0 R]", "7", "(text)", "[[[]]]", "[null 1 (a) /b]"])
def test_annotations_that_are_none_give_no_links(client: PdfClient, tmp_path: Path, annots: str) -> None:
    assert links(client, one_page(tmp_path / "a.pdf", page=f"/Annots {annots}", more=["4 0 R"])) == ()


def test_the_document_can_be_read_after_a_bad_part(tmp_path: Path) -> None:
    """A tree of names so deep that MuPDF takes minutes: the worker is replaced, the document stays open."""
    deep = [f"<</Kids[{n + 6} 0 R]/Limits[(a)(z)]>>" for n in range(60_000)]
    first = "<</First 5 0 R/Last 5 0 R>>"
    entry = "<</Title(Entry)/Dest(named)>>"
    path = one_page(
        tmp_path / "a.pdf",
        catalogue="/Outlines 4 0 R/Names<</Dests 6 0 R>>",
        more=[first, entry, *(node.replace(f"[{n + 6} 0", f"[{n + 7} 0") for n, node in enumerate(deep))],
    )
    with PdfClient(time_limit=1.0, drawing=False) as client:
        info = client.open(path).result(WAIT)
        error = client.outline(info).exception(WAIT)
        assert error is None or isinstance(error, PdfError)
        assert client.text(info, 0).result(WAIT).text == ""


@pytest.mark.parametrize(
    ("uri", "shown"),
    [
        ("https://doi.org/10.1000/182", "https://doi.org/10.1000/182"),
        ("HTTP://Example.org", "HTTP://Example.org"),
        ("mailto:ada@example.org?subject=a", "mailto:ada@example.org?subject=a"),
        ("file://www.example.org/a", "http://www.example.org/a"),
        ("file:///www.example.org", "http://www.example.org"),
        ("file://www", ""),
        ("https://a.org/" + "x" * 2_000, ""),
        ("https://a.org/\u202egpj.exe", ""),
        ("https://a.org/a b", ""),
        ("//example.org", ""),
        ("https://", ""),
    ],
)
def test_addresses(uri: str, shown: str) -> None:
    assert address(uri) == shown


def test_links_of_real_papers(client: PdfClient, shared: Path) -> None:
    info = client.open(shared / "paper_trials_16_15.pdf").result(WAIT)
    every = [found for page in range(info.pages) for found in client.links(info, page).result(WAIT)]
    assert any(found.target for found in every)
    assert all(found.address.startswith(("http://", "https://", "mailto:")) for found in every if not found.target)
    assert all(0 <= found.box.x0 < found.box.x1 <= info.sizes[found.box.page][0] + 0.01 for found in every)
