"""Documents taken out with what rests on them; page numbers read from heads and feet; one PDF is one document."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from exoannotate.cli import main
from exoannotate.domain.change import Change
from exoannotate.domain.errors import ExoError, StaleEditError
from exoannotate.domain.fields import field, values
from exoannotate.domain.ids import new_id
from exoannotate.domain.pagetext import Furniture, FurnitureKind, PageText
from exoannotate.pdf.client import PdfClient
from exoannotate.store.checks import check
from exoannotate.store.rows import insert
from exoannotate.workspace import documents, joining, numbering, passages, reattaching, records, removing, whereabouts
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session

GONE = "Macrophages of the M2 type release exosomes rich in miR-21."
OTHER = "Vesicles of the liver travel far and few know where they go."


@pytest.fixture(scope="module")
def pdf() -> Iterator[PdfClient]:
    with PdfClient(drawing=False) as client:
        yield client


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session.create(tmp_path / "study.exo", "Ann") as made:
        yield made


@pytest.fixture
def two(session: Session, pdf: PdfClient, tmp_path: Path, sample_pdf: Path) -> tuple[str, str]:
    """A project with the sample review and another paper."""
    shutil.copy(sample_pdf, tmp_path / "paper.pdf")
    with pymupdf.open() as file:
        file.new_page().insert_text((72, 90), OTHER)
        file.save(tmp_path / "other.pdf")
    first, second = (documents.add(session, pdf, tmp_path / name).document for name in ("paper.pdf", "other.pdf"))
    return first, second


def typed(**given: str) -> dict[str, FieldInput]:
    return {name: FieldInput(values(field(name), (text,))) for name, text in given.items()}


def everything(session: Session) -> tuple[object, ...]:
    p = session.project
    return p.documents(), p.passages(), p.records(), p.all_entries(), p.links(), p.studies(), p.tombstones()


def test_a_document_goes_with_what_rests_on_it_alone(session: Session, pdf: PdfClient, two: tuple[str, str]) -> None:
    first, second = two
    here = passages.highlight_quote(session, pdf, first, GONE).passage
    there = passages.highlight_quote(session, pdf, second, OTHER).passage
    alone = records.create(session, (here,), typed(cargo="miR-21", primary_study="[3] Li 2019"))
    both = records.create(session, (here, there), typed(cargo="miR-21", primary_study="[3] Li 2019"))
    before = everything(session)
    gone = removing.delete_document(session, first)
    assert (gone.passages, gone.records, gone.kept) == (1, 1, 1)
    assert gone.sentence().endswith(
        "taken out with 1 highlight and 1 record. 1 record that rests on other papers too stayed."
    )
    assert [d.id for d in session.project.documents()] == [second]
    assert [r.id for r in session.project.records()] == [both]
    assert [p.id for p in session.project.record_passages(both)] == [there]
    entries = session.project.entries(both)
    assert entries["cargo"].values[0].text == "miR-21"
    assert entries["cargo"].values[0].words is None
    assert (entries["primary_study"].text, entries["primary_study"].values[0].identifier) == ("[3] Li 2019", "")
    assert check(session.path).ok
    assert {t.id for t in session.project.tombstones()} == {first, here, alone}
    session.undo()
    assert everything(session) == before
    assert check(session.path).ok
    session.redo()
    assert [d.id for d in session.project.documents()] == [second]
    # The same PDF can come in again.
    assert documents.add(session, pdf, session.path.with_name("paper.pdf")).state == "added"


def test_delete_document_by_command(two: tuple[str, str], session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    path = session.path
    assert main(["delete", str(path), "--document", two[1], "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"deleted": two[1], "passages": 0, "records": 0, "records_kept": 0}
    assert main(["delete", str(path), "--document", two[1]]) == 1
    assert "There is no document" in capsys.readouterr().err
    assert main(["undo", str(path)]) == 0
    assert len(session.project.documents()) == 2
    assert main(["delete", str(path), "--document", two[1], "--record", "x"]) == 2
    assert "one thing" in capsys.readouterr().err


def test_a_second_document_with_the_same_file_is_refused_by_the_store(session: Session, two: tuple[str, str]) -> None:
    known = session.project.document(two[0])
    with pytest.raises(StaleEditError, match="added to the project"):
        session.run(Change("Add it again", (insert(replace(known, id=new_id())),)))
    assert len(session.project.documents()) == 2


def test_joining_is_refused_without_the_pdf_and_changes_nothing(
    session: Session, pdf: PdfClient, two: tuple[str, str]
) -> None:
    first, second = two
    passages.highlight_quote(session, pdf, second, OTHER)
    before = everything(session)
    with pytest.raises(ExoError, match="itself"):
        joining.join(session, pdf, first, first)
    session.path.with_name("paper.pdf").unlink()
    with pytest.raises(ExoError, match="not where it was"):
        joining.join(session, pdf, first, second)
    assert everything(session) == before
    # A document without highlights needs no PDF.
    joining.join(session, pdf, second, first)
    assert [d.id for d in session.project.documents()] == [second]
    assert check(session.path).ok


def test_studies_and_what_is_known_of_both_are_joined(session: Session, pdf: PdfClient, two: tuple[str, str]) -> None:
    first, second = two
    here = passages.highlight_quote(session, pdf, first, GONE).passage
    there = passages.highlight_quote(session, pdf, second, OTHER).passage
    for passage in (here, there):
        records.create(session, (passage,), typed(cargo="miR-21", primary_study="[3] Li 2019"))
    assert len(session.project.studies()) == 2
    joining.join(session, pdf, first, second)
    (study,) = session.project.studies()
    assert study.document == first
    kept = {e.values[0].identifier for e in session.project.all_entries() if e.field == "primary_study"}
    assert kept == {study.id}
    assert check(session.path).ok


def test_the_likeliest_double_comes_first(session: Session, two: tuple[str, str]) -> None:
    first = session.project.document(two[0])
    doi = replace(first, id="a", title="Quite another title", doi="10.1000/XYZ")
    title = replace(first, id="b", title=first.title + ": a review", doi="")
    other = replace(first, id="c", title="Bees", doi="")
    asked = replace(first, doi="https://doi.org/10.1000/xyz".removeprefix("https://doi.org/"))
    assert [d.id for d in joining.likeliest(asked, [other, title, doi])] == ["a", "b", "c"]


def page(number: int, *furniture: tuple[FurnitureKind, str]) -> PageText:
    found = tuple(Furniture(kind, text) for kind, text in furniture)
    return PageText(number, 400, 600, "text", "text\n", (0, 1, 2, 3), (), (), found)


@pytest.mark.parametrize(
    ("heads", "first"),
    [
        ([f"J. Exo. 14 (2025) {365 + n}" for n in range(4)], 365),
        ([f"{365 + n}" for n in range(4)], 365),
        (["", *(f"Guo et al. | {366 + n}" for n in range(3))], 365),
        ([f"{n + 1}" for n in range(4)], None),  # merely counted
        (["J. Exo. 14 (2025) 365"] * 4, None),  # the same on every page
        (["12", "", "", "", ""], None),  # one page alone
        ([f"{365 + n} of {500 + n}" for n in range(4)], None),  # two numbers rise
        ([], None),
    ],
)
def test_a_number_that_rises_with_the_pages(heads: list[str], first: int | None) -> None:
    pages = {n: page(n, ("head", text)) if text else page(n) for n, text in enumerate(heads)}
    assert numbering.first_number(pages) == first


def test_line_numbers_are_no_page_numbers() -> None:
    pages = {n: page(n, ("line number", str(100 + n))) for n in range(5)}
    assert numbering.first_number(pages) is None


def test_a_place_is_accepted_only_for_what_has_none(session: Session, pdf: PdfClient, two: tuple[str, str]) -> None:
    made = session.project.passage(passages.highlight_quote(session, pdf, two[0], GONE).passage)
    with pytest.raises(ExoError, match="place already"):
        reattaching.accept(session, made)
    assert reattaching.guesses(session, pdf, two[0]) == ()


def test_a_search_looks_through_folders_and_can_be_stopped(
    session: Session, tmp_path: Path, two: tuple[str, str]
) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / ".hidden").mkdir()
    shutil.copy(tmp_path / "paper.pdf", tmp_path / ".hidden" / "x.pdf")
    (tmp_path / "paper.pdf").rename(deep / "Z.PDF")
    told: list[tuple[int, int]] = []
    assert whereabouts.search(session, two[0], stop=lambda: True) is None
    assert whereabouts.search(session, two[0], tell=lambda *far: told.append(far)) == deep / "Z.PDF"
    assert told
    (deep / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert whereabouts.search(session, two[0]) == deep / "Z.PDF"
    (deep / "Z.PDF").unlink()
    assert whereabouts.search(session, two[0]) is None
    assert whereabouts.search(session, two[0], tmp_path / "no such folder") is None
    assert whereabouts.look(session, two[0]).state == "missing"


def test_numbers_given_by_hand_are_not_asked_for_again(session: Session, pdf: PdfClient, two: tuple[str, str]) -> None:
    documents.set_first_page(session, two[0], "9")
    info = documents.open_document(session, pdf, two[0])
    assert numbering.printed_numbers(pdf, session.project.document(two[0]), info) is None
    pdf.close(info)
