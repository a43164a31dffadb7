"""A copy to hand on: whole, checked, without paths of this computer, without anything deleted."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from exoannotate.cli import main
from exoannotate.domain.change import Change
from exoannotate.domain.errors import ExoError
from exoannotate.domain.fields import field, values
from exoannotate.pdf.client import PdfClient
from exoannotate.store import silent
from exoannotate.store.checks import check
from exoannotate.store.rows import insert
from exoannotate.workspace import (
    documents,
    gathering,
    library,
    merging,
    passages,
    places,
    records,
    removing,
    sharing,
)
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session
from exoannotate.workspace.sharing import Choice

QUOTE = "Macrophages of the M2 type release exosomes rich in miR-21."
SECRET = "a note nobody else is to see"


@pytest.fixture(scope="module")
def pdf() -> Iterator[PdfClient]:
    with PdfClient(drawing=True) as client:
        yield client


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, sample_pdf: Path, pdf: PdfClient) -> Path:
    """A project of one document in a folder beside it, and one highlight; made once."""
    path = tmp_path_factory.mktemp("sharing") / "study.exo"
    folder = path.parent / "my private folder"
    folder.mkdir()
    shutil.copy(sample_pdf, folder / "review.pdf")
    with Session.create(path, "Ann") as session:
        key = documents.add(session, pdf, folder / "review.pdf").document
        passages.highlight_quote(session, pdf, key, QUOTE)
        session.project.embed("0" * 64, SECRET.encode() * 100)
    return path


@pytest.fixture
def project(template: Path, tmp_path: Path) -> Path:
    shutil.copytree(template.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / template.name


def test_a_copy_says_the_same_and_knows_no_path(project: Path, tmp_path: Path) -> None:
    with Session.open(project, "Ann") as session:
        shared = sharing.share(session, tmp_path / "for Ben")
    assert shared.out.name == "for Ben.exo"
    found = check(shared.out)
    assert found.ok and found.digest == shared.digest == check(project).digest
    data = shared.out.read_bytes()
    assert b"my private folder" not in data and SECRET.encode() not in data
    assert b"my private folder" in project.read_bytes()
    with Session.open(shared.out, "Ben") as session:
        assert [f.path for d in session.project.documents() for f in session.project.files(d.id)] == ["review.pdf"]
        assert session.undo() is not None  # the history is whole
    with Session.open(project, "Ann") as session:
        assert merging.preview(session, shared.out).count("new", "records") == 0


def test_a_copy_that_comes_back_unchanged_brings_nothing(project: Path, tmp_path: Path) -> None:
    """Not even another place of the PDF, which lies elsewhere on every computer."""
    with Session.open(project, "Ann") as session:
        shared = sharing.share(session, tmp_path / "for Ben")
        found = merging.preview(session, shared.out)
        assert found.plan.empty and not found.conflicts
        for document in session.project.documents():
            assert {f.path for f in session.project.files(document.id)} == {"my private folder/review.pdf"}


def test_pdfs_come_along_on_request(project: Path, tmp_path: Path, sample_pdf: Path) -> None:
    with Session.open(project, "Ann") as session:
        parts = sharing.parts(session)
        assert (parts.pdfs, parts.quotes, parts.names) == (1, 1, ("Ann",)) and parts.pdfs_told().startswith("1 PDF, ")
        shared = sharing.share(session, tmp_path / "with.exo", Choice(with_pdfs=True))
    assert (shared.pdfs, shared.pdfs_missing) == (1, 0) and "with 1 PDF)" in shared.sentence()
    assert SECRET.encode() not in shared.out.read_bytes(), "a PDF of no document stays here"
    shutil.rmtree(tmp_path / "my private folder")
    with Session.open(shared.out, "Ben") as session:
        (document,) = session.project.documents()
        found = documents.locate(session, document.id)
        assert found is not None and found.read_bytes() == sample_pdf.read_bytes()
        again = sharing.share(session, tmp_path / "again.exo")
    assert again.pdfs == 0 and again.size < shared.size
    with Session.open(project, "Ann") as session:
        assert sharing.parts(session).pdfs_told() == "0 PDFs, 0 MB; 1 not at hand"
        merged = merging.preview(session, shared.out)
        merging.merge(session, merged)  # nothing else is new
        missing = sharing.share(session, tmp_path / "without.exo", Choice(with_pdfs=True))
        assert (missing.pdfs, missing.pdfs_missing) == (0, 1)
        assert "1 PDF could not go along" in missing.sentence()


def test_pictures_of_the_quoted_lines_come_along_on_request(project: Path, tmp_path: Path, pdf: PdfClient) -> None:
    with Session.open(project, "Ann") as session:
        shared = sharing.share(session, tmp_path / "seen.exo", Choice(with_images=True), pdf=pdf)
        assert (shared.images, shared.images_missing) == (1, 0)
    assert check(shared.out).ok and not silent.find(shared.out), "nobody takes the copy for a damaged one"
    with Session.open(shared.out, "Ben") as session:
        (passage,) = session.project.passages()
        picture = session.project.picture(passage.picture)
        assert picture is not None and picture.startswith(b"\x89PNG")
        passages.set_note(session, passage.id, "Ben's note")
    with Session.open(project, "Ann") as session:
        found = merging.preview(session, shared.out)
        assert not found.conflicts, "a picture is nobody's edit"
        merging.merge(session, found)
        (mine,) = session.project.passages()
        assert (mine.note, mine.picture) == ("Ben's note", "")


def test_what_is_not_to_go_along_is_in_no_byte_of_the_copy(
    project: Path, tmp_path: Path, pdf: PdfClient, capsys: pytest.CaptureFixture[str]
) -> None:
    quotes = ("Not every transfer favours the tumour.", "Circular RNAs are long-lived and therefore plausible")
    with Session.open(project, "Dr Very Private") as session:
        (document,) = session.project.documents()
        kept, gone, undone = (
            passages.highlight_quote(session, pdf, document.id, quote).passage for quote in (QUOTE, *quotes)
        )
        assert kept and gone and undone
        passages.set_note(session, kept, "an unkind word")
        library.edit(session, document.id, {"note": "an unkind word"})
        said = {
            "cargo": FieldInput(values(field("cargo"), ("miR-21",))),
            "note": FieldInput(values(field("note"), ("an unkind word",))),
        }
        record = records.create(session, (kept, gone), said)
        records.create(session, (gone,), {"cargo": FieldInput(values(field("cargo"), ("miR-666",)))})
        records.unlink(session, record, gone)
        records.edit(session, record, {"note": FieldInput(values(field("note"), ("another unkind word",)))})
        other = next(r.record for r in session.project.evidence_rows() if r["cargo"] == "miR-666")
        records.delete(session, other)
        passages.delete(session, gone)
        session.undo(), session.redo()
    out = tmp_path / "out.exo"
    assert main(["share", str(project), str(out), "--without-notes", "--without-names", "--with-pdfs"]) == 0
    data = out.read_bytes()
    secret = ("unkind word", quotes[0], "miR-666", "Dr Very Private", "my private folder", str(tmp_path), SECRET)
    for words in secret:
        assert words.encode() not in data, words
    assert quotes[1].encode() in data and "Curator 1".encode() in data  # noqa: UP012
    assert check(out).ok
    default = tmp_path / "default.exo"
    assert main(["share", str(project), str(default)]) == 0
    data = default.read_bytes()
    assert b"unkind word" in data and b"Dr Very Private" in data
    for words in (quotes[0], "miR-666", "my private folder", str(tmp_path)):
        assert words.encode() not in data, words


def test_no_act_is_called_after_what_was_deleted_or_lies_here(project: Path, tmp_path: Path, pdf: PdfClient) -> None:
    with Session.open(project, "Ann") as session:
        (document,), (passage,) = session.project.documents(), session.project.passages()
        other = replace(document, id="other", sha256="1" * 64, title="Quokka trial, unpublished")
        there = replace(passage, id="there", document="other")
        session.run(Change("Add", (insert(other), insert(there))))
        records.create(session, (passage.id, "there"), {"cargo": FieldInput(values(field("cargo"), ("miR-21",)))})
        removing.delete_document(session, "other")
        (tmp_path / "my private folder").rename(tmp_path / "my wombat folder")
        assert gathering.gather(session, pdf, tmp_path / "my wombat folder").moved
        library.edit(session, document.id, {"note": "read"})
        labels = [act.change.label for act in session.project.history()]
        shared = sharing.share(session, tmp_path / "out.exo")
    data = shared.out.read_bytes()
    assert "Take “Quokka trial, unpublished” out" in labels and b"Quokka" not in data and b"wombat" not in data
    with Session.open(shared.out, "Ben") as session:
        told = [act.change.label for act in session.project.history()]
        assert {"Take “…” out", "Find PDFs in “…”", labels[0]} <= set(told) and document.title[:20] in labels[0]
        assert check(shared.out).ok and session.undo() is not None


def test_what_was_left_out_stays_here_and_deletions_still_travel(project: Path, tmp_path: Path, pdf: PdfClient) -> None:
    with Session.open(project, "Ann") as session:
        (document,) = session.project.documents()
        (one,) = session.project.passages()
        other = passages.highlight_quote(session, pdf, document.id, "Not every transfer favours the tumour.").passage
        assert other
        passages.set_note(session, one.id, "mine")
        said = {name: FieldInput(values(field(name), (f"{name}, too",))) for name in ("donor", "note")}
        record = records.create(session, (one.id,), said)
        before = session.project.counts()
        first = sharing.share(session, tmp_path / "to Ben.exo", Choice(with_notes=False, with_names=False))
        found = merging.preview(session, first.out)
        assert found.plan.empty and not found.conflicts and session.project.counts() == before
    with Session.open(first.out, "Ben") as session:
        assert session.project.passage(one.id).note == "" and set(session.project.entries(record)) == {"donor"}
        passages.delete(session, other)
        records.edit(session, record, {"cargo": FieldInput(values(field("cargo"), ("miR-21",)))})
        back = sharing.share(session, tmp_path / "from Ben.exo")
    assert b"Not every transfer" not in back.out.read_bytes()
    with Session.open(project, "Ann") as session:
        found = merging.preview(session, back.out)
        assert found.count("deleted", "passages") == 1 and not found.conflicts
        merging.merge(session, found)
        assert session.project.passage(one.id).note == "mine"
        assert {name: e.text for name, e in session.project.entries(record).items()} == {
            "cargo": "miR-21", "donor": "donor, too", "note": "note, too"
        }  # fmt: skip
        assert {c.name for c in session.project.curators()} == {"Ann", "Ben"}
    assert check(project).ok


def test_a_note_that_both_wrote_is_a_conflict_though_one_never_saw_the_other(project: Path, tmp_path: Path) -> None:
    with Session.open(project, "Ann") as session:
        (one,) = session.project.passages()
        passages.set_note(session, one.id, "mine")
        shared = sharing.share(session, tmp_path / "to Ben.exo", Choice(with_notes=False))
    with Session.open(shared.out, "Ben") as session:
        passages.set_note(session, one.id, "his")
    with Session.open(project, "Ann") as session:
        (conflict,) = merging.preview(session, shared.out).conflicts
        assert (conflict.mine, conflict.theirs) == ("mine", "his")


def test_names_that_are_offered_are_no_conflicted_copies(project: Path) -> None:
    with Session.open(project, "Ann") as session:
        for name in ("study to share.exo", "study 2 to share.exo", "study 3 to share.exo"):
            assert sharing.suggested(project).name == name
            sharing.share(session, sharing.suggested(project))
    assert not places.conflicted(project)


def test_nothing_is_replaced_and_nothing_is_left_behind(project: Path, tmp_path: Path) -> None:
    there = tmp_path / "there.exo"
    there.write_text("mine")
    before = set(tmp_path.iterdir())
    with Session.open(project, "Ann") as session:
        with pytest.raises(ExoError, match="exists already"):
            sharing.share(session, there)
        with pytest.raises(ExoError, match="the project itself"):
            sharing.share(session, project)
        with pytest.raises(ExoError):
            sharing.share(session, tmp_path / "no" / "folder.exo")
    assert there.read_text() == "mine" and set(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    "edits",
    ["[document_files]", '[["document_files"]]', '["document_files", 7]', '[["document_files", "k", null, {"x": 1}]]'],
)
def test_a_damaged_history_is_told_and_nothing_is_written(project: Path, tmp_path: Path, edits: str) -> None:
    with closing(sqlite3.connect(project)) as db, db:
        db.execute("UPDATE history SET edits = ? WHERE seq = (SELECT min(seq) FROM history)", (edits,))
    before = set(tmp_path.iterdir())
    with Session.open(project, "Ann") as session, pytest.raises(ExoError, match="not whole"):
        sharing.share(session, tmp_path / "copy.exo")
    assert set(tmp_path.iterdir()) == before


def test_share_by_command(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.exo"
    assert main(["share", str(project), str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["out"] == str(out) and len(told["sha256"]) == 64 and told["digest"] == check(out).digest
