"""The ends of a highlight are moved: the same passage with another quote, records and words along with it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from exoannotate.domain.errors import ExoError
from exoannotate.domain.fields import field, values
from exoannotate.domain.pagetext import PageText
from exoannotate.domain.records import Passage, Words
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.reading.document import PageSpan
from exoannotate.reading.places import range_of
from exoannotate.reading.selection import Selection, quads
from exoannotate.store.checks import check
from exoannotate.workspace import documents, passages, records
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session
from tests.conftest import MadePdf


@pytest.fixture(scope="module")
def pdf() -> Iterator[PdfClient]:
    with PdfClient() as client:
        yield client


@pytest.fixture
def marked(
    tmp_path: Path, pdf: PdfClient, made_review: MadePdf
) -> Iterator[tuple[Session, PdfInfo, dict[int, PageText], Passage]]:
    """A project with one highlight of 90 characters in a long paragraph of page 1."""
    path = Path(shutil.copy(made_review.path, tmp_path / "made.pdf"))
    with Session.create(tmp_path / "study.exo", "Ann") as session:
        document = documents.add(session, pdf, path).document
        info = documents.open_document(session, pdf, document)
        texts = {n: pdf.text(info, n).result() for n in range(2)}
        pdf.close(info)
        body = next(p for p in texts[0].paragraphs if p.kind == "body" and p.end - p.start > 500)
        chosen = Selection((PageSpan(0, body.start, texts[0].text.index(" ", body.start + 90)),))
        made = passages.from_selection(session, document, info, texts, chosen, "cargo")
        yield session, info, texts, session.project.passage(made.id)


def moved(texts: dict[int, PageText], passage: Passage, start: int = 0, end: int = 0) -> Selection:
    """What a passage covers, its ends moved by so many words."""
    span = range_of(texts, passage.quads).spans[0]
    a, b = span.start, span.end
    for _ in range(start):
        a = texts[0].text.index(" ", a) + 1
    for _ in range(abs(end)):
        b = texts[0].text.index(" ", b + 1) if end > 0 else texts[0].text.rindex(" ", 0, b)
    return Selection((PageSpan(0, a, b),))


def test_what_a_highlight_covers_is_known_from_its_places(
    marked: tuple[Session, PdfInfo, dict[int, PageText], Passage],
) -> None:
    _, _, texts, passage = marked
    covered = range_of(texts, passage.quads)
    assert len(covered.spans) == 1
    assert texts[0].text[covered.spans[0].start : covered.spans[0].end] == passage.quote
    assert not range_of({}, passage.quads) and not range_of(texts, ())
    nowhere = tuple(replace(q, y0=1.0, y1=1.0, y2=2.0, y3=2.0) for q in passage.quads)
    assert not range_of(texts, nowhere)


def test_it_is_one_change_of_the_same_passage(marked: tuple[Session, PdfInfo, dict[int, PageText], Passage]) -> None:
    session, info, texts, passage = marked
    passages.set_note(session, passage.id, "mind this")
    wanted = moved(texts, passage, end=4)
    passages.set_range(session, passage.id, info, texts, wanted)
    after = session.project.passage(passage.id)
    assert after.quote.startswith(passage.quote) and len(after.quote.split()) == len(passage.quote.split()) + 4
    assert (after.state, after.score, after.note, after.meaning) == ("exact", 1.0, "mind this", "cargo")
    assert (
        len(after.quads) == len(quads(texts, wanted))
        and after.prefix == passage.prefix
        and after.suffix != passage.suffix
    )
    assert after.created == passage.created and session.undo_label() == "Move end of highlight"
    passages.set_range(session, passage.id, info, texts, wanted)  # the same again is no change
    session.undo()
    assert session.project.passage(passage.id).quote == passage.quote
    session.redo()
    assert session.project.passage(passage.id) == after
    assert check(session.path).ok


def test_words_of_values_are_found_again_or_forgotten(
    marked: tuple[Session, PdfInfo, dict[int, PageText], Passage],
) -> None:
    session, info, texts, passage = marked
    words = [w.strip(".,;()") for w in passage.quote.split()]
    first, later = words[0], words[5]
    given = {name: FieldInput(values(field(name), (text,))) for name, text in (("cargo", first), ("donor", later))}
    record = records.create(session, (passage.id,), given)

    def pointed(name: str) -> str | None:
        quote, value = session.project.passage(passage.id).quote, session.project.entries(record)[name].values[0]
        return quote[value.words.start : value.words.end] if isinstance(value.words, Words) else None

    assert (pointed("cargo"), pointed("donor")) == (first, later)
    passages.set_range(session, passage.id, info, texts, moved(texts, passage, start=3, end=2))
    assert pointed("donor") == later
    gone = pointed("cargo")
    assert gone is None or gone == first  # the word may stand in the rest as well
    assert session.project.entries(record)["cargo"].values[0].text == first
    session.undo()
    assert (pointed("cargo"), pointed("donor")) == (first, later)
    assert check(session.path).ok


def test_nothing_is_no_range(marked: tuple[Session, PdfInfo, dict[int, PageText], Passage]) -> None:
    session, info, texts, passage = marked
    with pytest.raises(ExoError, match="Nothing of the highlight"):
        passages.set_range(session, passage.id, info, texts, Selection())
    assert session.project.passage(passage.id) == passage
