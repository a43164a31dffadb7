"""Reference files in a project: who is recognised, what is filled, what stays, and what waits for its PDF."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from exoannotate.cli import main
from exoannotate.domain import works
from exoannotate.domain.change import Change
from exoannotate.domain.errors import ExoError, StaleEditError
from exoannotate.domain.records import Document, Study
from exoannotate.export.exporter import Options
from exoannotate.export.references import bibtex, nbib, ris
from exoannotate.export.table import Bundle, ProjectContents, choose
from exoannotate.pdf.client import PdfClient
from exoannotate.store.checks import check, digest
from exoannotate.store.rows import insert, update
from exoannotate.workspace import bibliographies, documents, exports, importing, library, merging
from exoannotate.workspace.bibliographies import Imported
from exoannotate.workspace.session import Session

TITLE = "Exosomes and chemoresistance in glioma: cargo, donors and the way back to sensitivity"
RIS = f"""TY  - JOUR
TI  - {TITLE}
AU  - Guo, Yue
AU  - Li, Xi
PY  - 2025
T2  - Journal of Examples
VL  - 4
SP  - 1
EP  - 9
DO  - 10.1234/sample
ER  -

TY  - JOUR
ID  - skog2008
TI  - Retracted: Microvesicles of glioblastoma
AU  - Skog, Johan
AU  - van den Berg, Anna
PY  - 2008
VL  - 10
T2  - Nat Ex
DO  - 10.1234/SKOG
L1  - papers/skog.pdf
ER  -

TY  - JOUR
TI  - A paper nobody has yet
PY  - 2020
ER  -

TY  - JOUR
DO  - https://doi.org/10.1234/skog
TI  - The same once more
ER  -

TY  - JOUR
ID  - nothing
ER  -
"""


@pytest.fixture(scope="module")
def pdf() -> Iterator[PdfClient]:
    with PdfClient() as client:
        yield client


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "Zotero export.ris"
    path.write_text(RIS)
    return path


@pytest.fixture
def session(tmp_path: Path, sample_pdf: Path, pdf: PdfClient) -> Session:
    session = Session.create(tmp_path / "study.exo", "Ann")
    added = documents.add(session, pdf, sample_pdf)
    session.run(Change("Study", (insert(Study("s1", added.document, "3. Skog J. Microvesicles of glioblastoma. Nat Ex "
                                                   "2008;10:1. doi:10.1234/skog", "3", "Skog J", 2008)),)))  # fmt: skip
    return session


def done(session: Session, file: Path, *options: importing.Option, pdf: PdfClient | None = None) -> Imported:
    return importing.carry_out(session, pdf, importing.look(session, file), options or ("new papers",))


def test_known_papers_are_completed_and_others_wait_for_their_pdf(session: Session, file: Path) -> None:
    before = digest(session.path)
    plan = importing.look(session, file)
    assert digest(session.path) == before
    assert (plan.completed, plan.new, plan.twice, plan.there) == (2, 1, 1, 0)
    assert "Retracted, so look at what rests on it: “Retracted: Microvesicles of glioblastoma”." in plan.sentence()
    assert "Entry 5 (nothing) was left out: it has no title, DOI or PMID." in plan.sentence()
    importing.carry_out(session, None, plan, ["new papers"])
    review, waiting = session.project.documents()
    assert (review.authors, review.year, review.journal) == ("Guo, Yue; Li, Xi", 2025, "Journal of Examples")
    assert (review.volume, review.page_range, review.doi) == ("4", "1-9", "10.1234/sample")
    (study,) = session.project.studies()
    assert (study.authors, study.volume, study.retracted) == ("Skog, Johan; van den Berg, Anna", "10", 1)
    assert (waiting.title, waiting.has_pdf, waiting.pages) == ("A paper nobody has yet", False, 0)
    assert library.next_to_read(session.project.documents(), review.id) is None
    again = done(session, file)
    assert (again.completed, again.new, again.there) == (0, 0, 3)
    assert again.sentence().startswith("Nothing new in this file. Known already: 3.")
    session.undo()
    assert digest(session.path) == before
    assert check(session.path).ok


def test_what_a_person_typed_stays(session: Session, file: Path) -> None:
    (review,) = session.project.documents()
    library.edit(session, review.id, {"authors": "Somebody, E.", "journal": "Typed"})
    done(session, file)
    review = session.project.document(review.id)
    assert (review.authors, review.journal, review.volume, review.title) == ("Somebody, E.", "Typed", "4", TITLE)
    library.edit(session, review.id, {"retracted": "yes", "volume": "5"})
    done(session, file)
    assert session.project.document(review.id).retracted == 1


def test_only_known_papers_when_asked(session: Session, file: Path) -> None:
    assert done(session, file, "pdfs").new == 0
    assert len(session.project.documents()) == 1


def test_a_pdf_that_comes_later_takes_its_place(tmp_path: Path, file: Path, sample_pdf: Path, pdf: PdfClient) -> None:
    with Session.create(tmp_path / "empty.exo", "Ann") as session:
        done(session, file)
        review, skog, other = session.project.documents()
        with pytest.raises(ExoError, match=r"no PDF of .* yet"):
            documents.open_document(session, pdf, review.id)
        copy = Path(shutil.copy(sample_pdf, tmp_path / "x.pdf"))
        added = documents.add(session, pdf, copy)
        assert (added.state, added.document, added.pages) == ("added", review.id, 4)
        assert documents.add(session, pdf, copy).state == "already there"
        kept = session.project.document(review.id)
        assert (kept.authors, kept.volume, kept.has_pdf) == ("Guo, Yue; Li, Xi", "4", True)
        assert documents.locate(session, review.id) == copy
        session.undo()
        assert not session.project.document(review.id).has_pdf
        named = documents.add(session, pdf, copy, paper=other.id)  # a person says which
        assert named.document == other.id
        assert len(session.project.documents()) == 3
        assert skog.retracted


def test_pdfs_beside_the_file_are_added(tmp_path: Path, file: Path, sample_pdf: Path, pdf: PdfClient) -> None:
    (tmp_path / "papers").mkdir()
    shutil.copy(sample_pdf, tmp_path / "papers" / "skog.pdf")
    with Session.create(tmp_path / "empty.exo", "Ann") as session:
        told = done(session, file, "new papers", "pdfs", pdf=pdf)
        assert (told.new, told.pdfs) == (3, 1)
        found = {d.title: d.pages for d in session.project.documents()}
        assert found["Retracted: Microvesicles of glioblastoma"] == 4


def test_paths_that_could_wake_a_network_disk_are_not_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"")
    named = (
        "//server/a.pdf",
        "\\\\server\\a.pdf",
        "/\\server\\share\\a.pdf",
        "https://x.org/a.pdf",
        "a.html",
        "a.pdf\0",
        "file:///nowhere/a.pdf",
        "a.pdf",
    )
    asked: list[Path] = []
    there = Path.is_file

    def noting(path: Path) -> bool:
        asked.append(path)
        return there(path)

    monkeypatch.setattr(Path, "is_file", noting)
    assert list(bibliographies.existing(named, tmp_path)) == [tmp_path / "a.pdf"]
    assert asked == [Path("/nowhere/a.pdf"), tmp_path / "a.pdf"]


def test_a_plan_that_is_out_of_date_is_refused(session: Session, file: Path) -> None:
    plan = importing.look(session, file)
    (review,) = session.project.documents()
    session.run(Change("Edit", (update(review, replace(review, volume="9")),)))
    with pytest.raises(StaleEditError):
        importing.carry_out(session, None, plan, ["new papers"])
    assert len(session.project.documents()) == 1


def test_the_same_file_in_two_copies_is_merged_without_doubles(session: Session, file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.exo"
    shutil.copy(session.path, copy)
    done(session, file)
    with Session.open(copy, "Ben") as theirs:
        done(theirs, file)
    merging.merge(session, merging.preview(session, copy))
    assert sorted(d.title for d in session.project.documents()) == ["A paper nobody has yet", TITLE]


def test_there_and_back_by_every_format(tmp_path: Path, session: Session, file: Path) -> None:
    """What is exported completes the same project to the same rows."""
    done(session, file)
    rows = [replace(d, id="", added="", changed="", queue=0, csl="") for d in session.project.documents()]
    for name, writer in (("ris", ris.write), ("bib", bibtex.write), ("nbib", nbib.write)):
        out = tmp_path / f"back.{name}"
        with out.open("wb") as stream:
            whole = ProjectContents(documents=session.project.documents())
            writer(Bundle(choose([]), contents=whole), stream, Options())
        with Session.create(tmp_path / f"{name}.exo", "Ann") as other:
            assert done(other, out).new == 2
            for row in other.project.documents():
                known = next(r for r in rows if r.title == row.title)
                wanted = replace(known, sha256=row.sha256, text_sha256="", pages=0)
                assert replace(row, id="", added="", changed="", queue=0, csl="") == wanted


def test_a_library_goes_out_as_it_came(tmp_path: Path, session: Session) -> None:
    """What Zotero exports in one format comes back from here in another, every field of it."""
    bib = tmp_path / "zotero.bib"
    bib.write_text(r"""@incollection{doe_2001, title = {{DNA} of \"{U}}, author = {Doe, J{\"o}rg and {WHO Group}},
        year = {2001}, month = mar, booktitle = {The Book}, editor = {Roe, R.}, publisher = {Press \& Co},
        address = {Uppsala}, pages = {1--9}, isbn = {978-3-16-148410-0}, abstract = {50\% more}, keywords = {a, b},
        url = {https://x.org/a_b}}""")
    with Session.create(tmp_path / "one.exo", "Ann") as one:
        done(one, bib)
        told = exports.export(one, "ris", tmp_path / "out.ris")
        assert (told.rows, told.remark) == (1, "There is no record yet, so all papers of the project were written.")
        exports.export(one, "bibtex", tmp_path / "out.bib")
    found = [works.of(d) for d in _documents(tmp_path, "out.ris", "out.bib", "zotero.bib")]
    assert found[0] == found[1] == found[2]
    assert (found[0].publisher, found[0].place, found[0].month) == ("Press & Co", "Uppsala", 3)
    assert exports.export(session, "ris", tmp_path / "all.ris", library=True).rows == 2


def _documents(folder: Path, *names: str) -> list[Document]:
    made = []
    for name in names:
        with Session.create(folder / f"{name}.exo", "Ann") as session:
            done(session, folder / name)
            made += session.project.documents()
    return made


def test_the_command_imports_and_says_so(tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = str(tmp_path / "a.exo")
    assert main(["new", study]) == 0
    capsys.readouterr()
    assert main(["import", study, str(file), "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["references"], told["new"], told["twice"], len(told["problems"])) == (4, 3, 1, 1)
    assert main(["import", study, str(file)]) == 0
    assert capsys.readouterr().out.startswith("Imported RIS: 3 new papers.")
    (tmp_path / "bad.bib").write_bytes(os.urandom(5000))
    command = [sys.executable, "-m", "exoannotate", "import", study, "bad.bib"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    bad = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env=environment)
    assert bad.returncode == 1 and "Traceback" not in bad.stderr and bad.stderr.count("\n") == 1
