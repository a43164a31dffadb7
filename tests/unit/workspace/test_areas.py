"""Areas: cut to their page, with picture and caption; moved; found by their place in the same file only; by command."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from exoannotate.cli import main
from exoannotate.domain import fields
from exoannotate.domain.errors import BadValueError, ExoError
from exoannotate.domain.geometry import PageRect
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.pdf.png import size
from exoannotate.store.checks import check
from exoannotate.workspace import areas, documents, exports, passages, records, relocating, texts
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session

FIGURE = PageRect(1, 48, 66, 547, 140)


@pytest.fixture(scope="module")
def pdf() -> Iterator[PdfClient]:
    with PdfClient() as client:
        yield client


@pytest.fixture
def work(tmp_path: Path, pdf: PdfClient, sample_pdf: Path) -> Iterator[tuple[Session, str, PdfInfo]]:
    with Session.create(tmp_path / "p.exo", "Ada") as session:
        document = documents.add(session, pdf, Path(shutil.copy(sample_pdf, tmp_path / "review.pdf"))).document
        info = documents.open_document(session, pdf, document)
        yield session, document, info
        pdf.close(info)


def test_an_area_is_cut_to_its_page_or_refused(work: tuple[Session, str, PdfInfo]) -> None:
    info = work[2]
    assert areas.clipped(PageRect(1, 600, -5, 100, 50), info) == PageRect(1, 100, 0, 595, 50)
    nan = float("nan")
    for rect in (PageRect(9, 0, 0, 99, 99), PageRect(-1, 0, 0, 99, 99), PageRect(0, 10, 10, 17, 90),
                 PageRect(0, 700, 10, 800, 90), PageRect(0, nan, 0, 99, 99)):  # fmt: skip
        with pytest.raises(BadValueError):
            areas.clipped(rect, info)


def test_an_area_has_its_picture_and_its_caption(work: tuple[Session, str, PdfInfo], pdf: PdfClient) -> None:
    session, document, info = work
    text = texts.pages(pdf, info, (1,))[1]
    picture = areas.draw(pdf, info, FIGURE)
    assert size(picture) == (1387, 206)
    assert len(picture) < 100_000
    made = areas.highlight(session, document, info, FIGURE, picture, text, meaning="M")
    assert made.note.startswith("Fig. 1 Three ways")
    assert (made.quote, made.page_label, made.is_area, made.shown) == ("", "102", True, "Figure or table area, p. 102")
    assert session.project.picture(made.picture) == picture
    assert areas.caption(text, PageRect(1, 48, 500, 300, 600)) == ""
    own = areas.highlight(session, document, info, FIGURE, picture, text, note="mine")
    assert own.note == "mine"
    assert own.picture == made.picture  # the same picture is kept once
    passages.delete(session, made.id)
    session.undo()
    assert session.project.passage(made.id) == made
    assert check(session.path).ok


def test_a_large_picture_is_drawn_smaller(work: tuple[Session, str, PdfInfo], pdf: PdfClient) -> None:
    info = work[2]
    width, height = size(areas.draw(pdf, info, PageRect(0, 0, 0, *info.sizes[0])))
    assert 1_000_000 < width * height <= 2_010_000


def test_an_area_is_moved_on_its_page_only(work: tuple[Session, str, PdfInfo], pdf: PdfClient) -> None:
    session, document, info = work
    made = areas.highlight(session, document, info, FIGURE, areas.draw(pdf, info, FIGURE))
    wider = PageRect(1, 40, 60, 560, 200)
    areas.move(session, made.id, info, wider, areas.draw(pdf, info, wider))
    after = session.project.passage(made.id)
    assert after.quads[0].bounds() == wider
    assert after.picture != made.picture
    words = passages.highlight_quote(session, pdf, document, "Cargo is not a random sample of the cell.").passage
    for key, rect in ((made.id, PageRect(0, 40, 60, 560, 200)), (words, wider)):
        with pytest.raises(ExoError, match="cannot be moved"):
            areas.move(session, key, info, rect, b"")


def test_an_area_is_found_by_its_place_in_its_own_file_and_nowhere_else(
    work: tuple[Session, str, PdfInfo], pdf: PdfClient, made_single_column: object
) -> None:
    session, document, info = work
    made = areas.highlight(session, document, info, FIGURE, areas.draw(pdf, info, FIGURE))
    (found,) = relocating.relocate(session, pdf, document).passages
    assert (found.state, found.after.quads) == ("exact", made.quads)
    other = made_single_column.path  # type: ignore[attr-defined]
    (lost,) = relocating.relocate(session, pdf, document, other).passages
    assert (lost.state, lost.page) == ("not found", None)
    assert lost.after.picture == made.picture  # what was seen there can still be shown


def test_exports_say_area_and_json_names_the_picture(
    work: tuple[Session, str, PdfInfo], pdf: PdfClient, tmp_path: Path
) -> None:
    session, document, info = work
    made = areas.highlight(session, document, info, FIGURE, areas.draw(pdf, info, FIGURE))
    cargo = fields.values(fields.field("cargo"), ("miR-21",))
    record = records.create(session, (made.id,), {"cargo": FieldInput(cargo)})
    (row,) = session.project.evidence_rows((record,))
    assert row["quote"] == "[area]"
    for name in ("csv", "xlsx", "json"):
        assert exports.export(session, name, tmp_path / f"out.{name}").rows == 1
    whole = json.loads((tmp_path / "out.json").read_text())
    assert [p["picture"] for p in whole["passages"]] == [made.picture]
    assert "[area]" in (tmp_path / "out.csv").read_text()


def test_an_area_by_command(
    tmp_path: Path, pdf: PdfClient, sample_pdf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = tmp_path / "p.exo"
    with Session.create(project, "Ada") as session:
        document = documents.add(session, pdf, sample_pdf).document
    words = ["highlight", str(project), "--document", document, "--json", "--area"]
    assert main([*words, "1,48,66,547,140", "--note", "by hand"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["page"], told["label"], told["quote"], told["state"]) == (1, "102", "", "exact")
    for wrong in ("1,48,66,547", "1,48,66,547,nan", "x,48,66,547,140", "7,48,66,547,140", "1,48,66,50,67"):
        assert main([*words, wrong]) == 1
    assert main([*words, "1,48,66,547,140", "--quote", "both"]) == 2
    with Session.open(project) as session:
        (made,) = session.project.passages()
        assert (made.id, made.note) == (told["passage"], "by hand")
        assert session.project.picture(made.picture)
