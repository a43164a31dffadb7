"""Copies with annotations, of hard files too: written whole, or refused in a sentence, and the original as it was."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest

from exoannotate.domain.errors import PdfError
from exoannotate.domain.geometry import Quad
from exoannotate.domain.pdfparts import MarkKind, PdfMark
from exoannotate.pdf.client import PdfClient
from exoannotate.pdf.marks import KINDS
from tests.unit.pdf.annotated import mark as annotation
from tests.unit.pdf.raw_pdf import one_page

WAIT = 60  # seconds, for a machine that is busy


@pytest.fixture(scope="module")
def client() -> Iterator[PdfClient]:
    """One client for all these files: none of them may leave its worker in a bad state."""
    with PdfClient(time_limit=10.0, drawing=False) as made:
        yield made


def quad(page: int = 0, x: float = 10.0, y: float = 10.0, width: float = 50.0, height: float = 10.0) -> Quad:
    return Quad(page, x, y, x + width, y, x + width, y + height, x, y + height)


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("kind", sorted(set(KINDS.values())))
def test_every_kind_is_read_as_it_was_written(client: PdfClient, tmp_path: Path, kind: MarkKind) -> None:
    info = client.open(one_page(tmp_path / "a.pdf")).result(WAIT)
    wanted = PdfMark(kind, (quad(),), "#336699", "β note\nsecond line", "Ann Ångström", "2026-01-02T03:04:05.000Z")
    done = client.write_copy(info, tmp_path / "b.pdf", [wanted], ["one"]).result(WAIT)
    assert (done.written, done.bad_pages, done.encrypted, done.whole) == (1, (), False, False)
    (found,) = client.marks(client.open(tmp_path / "b.pdf").result(WAIT)).result(WAIT)
    if kind == "note":  # its icon has a size of its own
        found = PdfMark(kind, wanted.quads, found.colour, found.note, found.author, found.created)
    box, other = wanted.quads[0].bounds(), found.quads[0].bounds()
    assert max(abs(box.x0 - other.x0), abs(box.y0 - other.y0), abs(box.x1 - other.x1), abs(box.y1 - other.y1)) < 0.01
    same = PdfMark(kind, wanted.quads, found.colour, found.note, found.author, found.created)
    assert same == wanted


def test_every_annotation_has_an_appearance(client: PdfClient, tmp_path: Path) -> None:
    info = client.open(one_page(tmp_path / "a.pdf")).result(WAIT)
    marks = [
        PdfMark(kind, (quad(y=20.0 * n),), "#336699", "a") for n, kind in enumerate(sorted(set(KINDS.values())), 1)
    ]
    client.write_copy(info, tmp_path / "b.pdf", marks).result(WAIT)
    with pymupdf.open(tmp_path / "b.pdf") as file:
        assert all(file.xref_get_key(annot.xref, "AP")[0] == "dict" for annot in file[0].annots())


def test_what_is_asked_wrongly_is_refused_before_it_is_written(client: PdfClient, tmp_path: Path) -> None:
    path = one_page(tmp_path / "a.pdf")
    info = client.open(path).result(WAIT)
    before = sha(path)
    with pytest.raises(ValueError, match="quads"):
        client.write_copy(info, tmp_path / "b.pdf", [PdfMark("highlight", ())])
    with pytest.raises(ValueError, match="name"):
        client.write_copy(info, tmp_path / "b.pdf", [PdfMark("highlight", (quad(),))], ["one", "two"])
    with pytest.raises(PdfError, match="place of its original"):
        client.write_copy(info, path, [PdfMark("highlight", (quad(),))]).result(WAIT)
    link = tmp_path / "link.pdf"
    link.symlink_to(path)
    with pytest.raises(PdfError, match="place of its original"):
        client.write_copy(info, link, [PdfMark("highlight", (quad(),))]).result(WAIT)
    with pytest.raises(PdfError, match="cannot be written"):
        client.write_copy(info, tmp_path / "absent" / "b.pdf", [PdfMark("highlight", (quad(),))]).result(WAIT)
    assert sha(path) == before
    assert not (tmp_path / "b.pdf").exists()


def test_a_mark_on_a_page_that_is_not_there_is_left_out(client: PdfClient, tmp_path: Path) -> None:
    info = client.open(one_page(tmp_path / "a.pdf")).result(WAIT)
    marks = [PdfMark("highlight", (quad(7),), "#336699"), PdfMark("highlight", (quad(),), "#336699")]
    done = client.write_copy(info, tmp_path / "b.pdf", marks, ["one", "two"]).result(WAIT)
    assert (done.written, done.bad_pages) == (1, (7,))


def test_odd_colours_dates_and_texts_do_no_harm(client: PdfClient, tmp_path: Path) -> None:
    info = client.open(one_page(tmp_path / "a.pdf")).result(WAIT)
    texts = ["", "x" * 50_000, ")(\\ /Subtype/Link", "\u202e\x00\x07", "🧬 Ωμέγα עברית"]
    marks = [
        PdfMark("highlight", (quad(y=12.0 * n),), "", text, text[:100], "yesterday") for n, text in enumerate(texts)
    ]
    done = client.write_copy(info, tmp_path / "b.pdf", marks, [f"n{n}" for n in range(len(marks))]).result(WAIT)
    assert done.written == len(texts)
    found = client.marks(client.open(tmp_path / "b.pdf").result(WAIT)).result(WAIT)
    assert [one.kind for one in found] == ["highlight"] * len(texts)
    assert found[2].note == ")(\\ /Subtype/Link"
    assert found[4].note == texts[4]


@pytest.mark.parametrize("annots", ["", "/Annots 4 0 R", "/Annots[4 0 R]", "/Annots 7", "/Annots[null 3 0 R (a)]"])
def test_pages_with_strange_annotations_get_ours(client: PdfClient, tmp_path: Path, annots: str) -> None:
    more = ["[]"] if annots == "/Annots 4 0 R" else [annotation("Highlight", quads="1 1 9 1 1 9 9 9")]
    path = one_page(tmp_path / "a.pdf", page=annots, more=more)
    before = len(client.marks(client.open(path).result(WAIT)).result(WAIT))
    info = client.open(path).result(WAIT)
    done = client.write_copy(info, tmp_path / "b.pdf", [PdfMark("highlight", (quad(),), "#336699")], ["n"]).result(WAIT)
    assert done.written == 1
    found = client.marks(client.open(tmp_path / "b.pdf").result(WAIT)).result(WAIT)
    assert len(found) == before + 1


def test_a_thousand_marks_on_many_pages(client: PdfClient, tmp_path: Path) -> None:
    with pymupdf.open() as file:
        for _ in range(300):
            file.new_page(width=200, height=300)
        file.save(tmp_path / "a.pdf")
    info = client.open(tmp_path / "a.pdf").result(WAIT)
    marks = [PdfMark("highlight", (quad(n % 300, y=10.0 * (n // 300)),), "#336699", "note") for n in range(1_000)]
    done = client.write_copy(info, tmp_path / "b.pdf", marks, [f"n{n}" for n in range(1_000)]).result(WAIT)
    assert done.written == 1_000
    again = client.open(tmp_path / "b.pdf").result(WAIT)
    assert len(client.marks(again).result(WAIT)) == 1_000
    twice = client.write_copy(again, tmp_path / "c.pdf", marks, [f"n{n}" for n in range(1_000)]).result(WAIT)
    assert twice.written == 1_000
    assert len(client.marks(client.open(tmp_path / "c.pdf").result(WAIT)).result(WAIT)) == 1_000


def test_hard_files_are_copied_or_refused(client: PdfClient, shared: Path, tmp_path: Path) -> None:
    copied = 0
    for path in sorted(shared.glob("*.pdf")):
        original = Path(shutil.copy(path, tmp_path / path.name))
        before = sha(original)
        target = tmp_path / "copies" / path.name
        target.parent.mkdir(exist_ok=True)
        try:
            info = client.open(original).result(WAIT)
        except PdfError:
            continue
        marks = [PdfMark("highlight", (quad(),), "#336699", "note", "Ann")]
        error = client.write_copy(info, target, marks, ["name"]).exception(WAIT)
        assert error is None or isinstance(error, PdfError), (path.name, error)
        assert sha(original) == before, path.name
        if error is None:
            copied += 1
            again = client.open(target).result(WAIT)
            assert again.pages == info.pages, path.name
            assert again.sizes == info.sizes, path.name
            old = len(client.marks(info).result(WAIT))
            assert len(client.marks(again).result(WAIT)) >= old, path.name
            client.close(again)
        client.close(info)
    assert copied >= 25
