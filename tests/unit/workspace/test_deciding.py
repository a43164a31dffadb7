"""Candidates of a document are decided on once: whatever is scanned again, joined, shared, merged or undone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from exoannotate.pdf.client import PdfClient
from exoannotate.store.checks import check, digest
from exoannotate.workspace import deciding, documents, joining, merging, removing, sharing
from exoannotate.workspace.deciding import Counts, Scan
from exoannotate.workspace.session import Session
from tests.short_papers import short_paper

NUMBERS = Counts(35, 0)


@pytest.fixture(scope="module")
def pdf() -> Iterator[PdfClient]:
    with PdfClient(drawing=False) as client:
        yield client


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, pdf: PdfClient, sample_pdf: Path) -> tuple[Path, Scan]:
    """A project of the sample review, and what was found in it."""
    path = tmp_path_factory.mktemp("deciding") / "study.exo"
    with pytest.MonkeyPatch.context() as patched, Session.create(path, "Ann") as session:
        patched.setenv("EXOANNOTATE_CACHE_DIR", str(path.parent / "cache"))
        key = documents.add(session, pdf, Path(shutil.copy(sample_pdf, path.parent))).document
        return path, scanned(session, pdf, key)


def scanned(session: Session, pdf: PdfClient, document: str) -> Scan:
    return deciding.scan(session, pdf, documents.open_document(session, pdf, document), document)


@pytest.fixture
def study(template: tuple[Path, Scan], tmp_path: Path) -> tuple[Path, Scan]:
    return Path(shutil.copy(template[0], tmp_path / "study.exo")), template[1]


def take(session: Session, of: Scan, at: int) -> tuple[str, ...]:
    one = of.queue[at]
    ready = deciding.prepare(session, of, one.candidate)
    drafts = [deciding.suggested(each) for each in ready.suggestions]
    return deciding.take(session, one.sentence, ready.passage, drafts, NUMBERS)


def test_taking_makes_highlight_and_record_in_one_act(study: tuple[Path, Scan]) -> None:
    path, of = study
    row = next(at for at, one in enumerate(of.queue) if one.candidate.text.startswith("SBF2-AS1"))
    with Session.open(path, "Ann") as session:
        for at in (0, row):
            (record,) = take(session, of, at)
            (entry,) = (e for e in session.project.all_entries() if (e.record, e.field) == (record, "cargo"))
            (passage,) = session.project.record_passages(record)
            (value,) = entry.values
            assert value.words is not None and passage.quote[value.words.start : value.words.end] == value.text
            assert deciding.verdicts(session, of)[of.queue[at].sentence] == "taken"
        (told,) = session.project.evidence_rows((record,))
        assert told["role"] == "promotes resistance" and told["primary_study"].startswith("[9] ")
        session.undo()
        session.undo()
        assert not session.project.passages() and not session.project.evidence_rows()
        assert not deciding.verdicts(session, of)
        session.redo()
        assert len(session.project.evidence_rows()) == 1
    assert check(path).ok


def test_words_that_stand_in_a_record_are_decided(study: tuple[Path, Scan]) -> None:
    path, of = study
    with Session.open(path, "Ann") as session:
        take(session, of, 0)
        deciding.reopen(session, of.document, of.queue[0].sentence)
        known = deciding.verdicts(session, of)
        assert known == {of.queue[0].sentence: deciding.COVERED}
        assert deciding.counts(of, known) == Counts(len(of.queue), 1)
        # The highlight of the same words is used again.
        take(session, of, 0)
        assert len(session.project.passages()) == 1


def test_a_sentence_is_known_by_its_letters_wherever_it_stands(study: tuple[Path, Scan]) -> None:
    _, of = study
    one = of.queue[0].candidate
    other = replace(one, page=one.page + 3, text=one.text.replace(" ", "\n").replace("-", "‐").upper())
    assert deciding.queued((one, other)) == of.queue[:1]


def test_what_a_colleague_decided_comes_with_a_merge_and_asks_nothing(study: tuple[Path, Scan], tmp_path: Path) -> None:
    path, of = study
    shared = tmp_path / "shared.exo"
    keys = [one.sentence for one in of.queue]
    with Session.open(path, "Ann") as session:
        deciding.decide(session, of.document, keys[0], "later", NUMBERS)
        deciding.decide(session, of.document, keys[1], "rejected", NUMBERS)
        sharing.share(session, shared)
    with Session.open(shared, "Ben") as session:
        deciding.decide(session, of.document, keys[0], "marker only", NUMBERS)
        take(session, of, 2)
        deciding.decide(session, of.document, keys[3], "later", NUMBERS)
    with Session.open(path, "Ann") as session:
        deciding.decide(session, of.document, keys[2], "not exosomal", NUMBERS)
        deciding.decide(session, of.document, keys[3], "rejected", NUMBERS)
        found = merging.preview(session, shared)
        assert not found.conflicts
        assert merging.merge(session, found)
        known = deciding.verdicts(session, of)
        assert [known[key] for key in keys[:4]] == ["marker only", "rejected", "taken", "rejected"]
        assert not merging.preview(session, shared).plan.edits
    with Session.open(shared, "Ben") as session:
        merging.merge(session, merging.preview(session, path))
        assert deciding.verdicts(session, of) == known
    assert check(path).ok and check(shared).ok


def test_decisions_are_content_but_the_numbers_beside_them_are_not(study: tuple[Path, Scan]) -> None:
    path, of = study
    seen = [digest(path)]
    for verdict, numbers in (("rejected", NUMBERS), ("later", NUMBERS), ("rejected", Counts(40, 2))):
        with Session.open(path, "Ann") as session:
            deciding.decide(session, of.document, of.queue[0].sentence, verdict, numbers)  # type: ignore[arg-type]
        seen.append(digest(path))
    assert seen[3] == seen[1] and len(set(seen)) == 3


def test_decisions_go_with_their_document_and_follow_it(
    study: tuple[Path, Scan], pdf: PdfClient, tmp_path: Path
) -> None:
    path, of = study
    with Session.open(path, "Ann") as session:
        double = documents.add(session, pdf, short_paper(tmp_path / "double.pdf", "The same paper.")).document
        one, two = (each.sentence for each in of.queue[:2])
        deciding.decide(session, of.document, one, "rejected", NUMBERS)
        deciding.decide(session, double, one, "later", NUMBERS)
        deciding.decide(session, double, two, "rejected", NUMBERS)
        joining.join(session, pdf, of.document, double, of.info)
        assert deciding.verdicts(session, of) == {one: "rejected", two: "rejected"}
        removing.delete_document(session, of.document)
        assert not session.project.candidate_decisions()
        session.undo()
        assert len(session.project.candidate_decisions()) == 2
    assert check(path).ok


def test_decisions_that_travel_are_counted(study: tuple[Path, Scan], tmp_path: Path) -> None:
    path, found = study
    copy = tmp_path / "copy.exo"
    shutil.copy(path, copy)
    with Session.open(copy, "Ben") as session:
        for one in found.queue[:2]:
            deciding.decide(session, found.document, one.sentence, "rejected", NUMBERS)
        assert sharing.parts(session).sentence().endswith("their quotes and pages, 2 decisions on sentences.")
    with Session.open(path, "Ann") as session:
        assert sharing.parts(session).sentence().endswith("their quotes and pages.")
        assert merging.preview(session, copy).count("new", "candidate_decisions") == 2
