"""Search everywhere: what a text may be called, where it stands, and which documents could not be searched."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest

from exoannotate.domain import fields
from exoannotate.domain.evidence import LONG_COLUMNS, EvidenceRow
from exoannotate.pdf.client import PdfClient
from exoannotate.store.textcache import TextCache
from exoannotate.workspace import documents, passages, records, searching, settings
from exoannotate.workspace.ledger import Ledger, marks
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.searching import Hit, Known, Ledgers
from exoannotate.workspace.session import Session
from exoannotate.workspace.shelf import Shelf
from exoannotate.workspace.sought import LONGEST, Sought, sought
from tests.short_papers import short_paper

ONE = (
    "Exosomal miR-21 raised the resistance to TMZ; hsa-miR-30b-3p and β-catenin did not. What was in XTMZY is unknown."
)
TWO = "Temozolomide sensitised the cells, and ABCB1 fell. We was and were."


class Vocabulary:
    """The names a vocabulary would know."""

    known: ClassVar[dict[str, tuple[str, ...]]] = {
        "TMZ": ("temozolomide", "Temodar", "the"),
        "temozolomide": ("TMZ", "Temodar"),
        "P-gp": ("ABCB1", "MDR1"),
        "miR-30b": ("hsa-miR-30b-5p", "MIR30B"),
        "miR-21": ("hsa-miR-21-5p", "MIR21"),
        "WAS": ("Wiskott", "IMD2"),
    }

    def names_of(self, text: str) -> tuple[str, ...]:
        return self.known.get(text, ())


NAMES = Vocabulary()


def never() -> bool:
    return False


@pytest.fixture(scope="module")
def pdf() -> Iterator[PdfClient]:
    with PdfClient(drawing=False) as client:
        yield client


@pytest.fixture
def session(tmp_path: Path, pdf: PdfClient) -> Iterator[Session]:
    with Session.create(tmp_path / "study.exo", "Ann") as made:
        for name, text in (("one", ONE), ("two", TWO)):
            documents.add(made, pdf, short_paper(tmp_path / f"{name}.pdf", "", text))
        yield made


def known_of(session: Session) -> Known:
    project = session.project
    return Known(
        {d.id: d for d in project.documents()},
        {p.id: p for p in project.passages()},
        {r.record: r for r in project.evidence_rows()},
    )


def look(known: Known, wanted: Sought, *places: searching.Where) -> list[Hit]:
    return list(searching.look(known, Ledgers(), wanted, places or searching.PLACES, never))


def words(hits: list[Hit]) -> list[str]:
    return [hit.text[a:b] for hit in hits for a, b in hit.marks]


# What is looked for


def test_a_name_is_looked_for_by_its_other_names_but_not_by_words_of_the_language() -> None:
    wanted = sought(" TMZ ", NAMES)
    assert wanted == Sought("TMZ", ("temozolomide", "Temodar"), words=True)
    assert searching.also(wanted) == "also: temozolomide, Temodar"
    assert sought("was", NAMES) == Sought("was") and sought("TMZ") == Sought("TMZ")
    assert sought("“TMZ”", NAMES).others == ()


def test_a_name_among_other_words_is_replaced_in_them() -> None:
    assert sought("resistance to TMZ", NAMES).others == ("resistance to temozolomide", "resistance to Temodar")


def test_what_is_found_anyhow_is_no_other_name_and_numbers_are_whole() -> None:
    wanted = sought("miR-30b", NAMES)
    assert wanted.others == ("hsa-miR-30b-5p",)[:0] or all("miR-30b" not in other for other in wanted.others)
    assert sought("miR-21", NAMES).words


@pytest.mark.parametrize("text", ["x" * 10_000, "(.*[", "\x00\x07TMZ\u202e", "עברית", "   ", "…", "miR-21 " * 3_000])
def test_anything_can_be_typed(text: str) -> None:
    wanted = sought(text, NAMES)
    assert len(wanted.text) <= LONGEST
    marks("a text with miR-21", wanted.phrases)


# Where it stands


def test_text_of_documents_is_found_under_every_name_and_grouped(session: Session, pdf: PdfClient) -> None:
    known = known_of(session)
    for document in known.shelf.load(known.documents.values()):
        assert searching.read(session, pdf, known.shelf, document.id, never) == ""
    hits = look(known, sought("TMZ", NAMES), "documents")
    assert words(hits) == ["TMZ", "Temozolomide"]  # not within XTMZY
    assert [known.documents[hit.document].pages for hit in hits] == [2, 2]
    assert [(hit.page, hit.label) for hit in hits] == [(1, "2"), (1, "2")]
    assert words(look(known, sought("TMZ"), "documents")) == ["TMZ", "TMZ"]  # without names it may stand in a word
    assert words(look(known, sought("P-gp", NAMES), "documents")) == ["ABCB1"]
    assert words(look(known, sought("miR-30b", NAMES), "documents")) == ["miR-30b"]
    assert words(look(known, sought("beta catenin"), "documents")) == ["β-catenin"]
    assert look(known, sought("zebra", NAMES)) == [] and look(known, sought("(.*[")) == []


def test_words_that_are_no_phrase_anywhere_are_found_near_each_other(session: Session, pdf: PdfClient) -> None:
    known = known_of(session)
    for document in known.shelf.load(known.documents.values()):
        searching.read(session, pdf, known.shelf, document.id, never)
    (hit,) = look(known, sought("resistance exosomal"), "documents")
    assert hit.mode == "near" and {w.lower() for w in words([hit])} == {"exosomal", "resistance"}


def test_records_quotes_notes_and_titles_in_their_order(session: Session, pdf: PdfClient) -> None:
    one = session.project.documents()[0]
    passage = passages.highlight_quote(session, pdf, one.id, "raised the resistance to TMZ").passage
    passages.set_note(session, passage, "see TMZ of 2019")
    record = records.create(
        session, (passage,), {"therapy": FieldInput(fields.values(fields.field("therapy"), ("TMZ",)))}
    )
    known = known_of(session)
    hits = look(known, sought("TMZ", NAMES), "titles", "fields", "quotes", "notes")
    assert [(h.where, h.record or h.passage) for h in hits] == [
        ("fields", record), ("quotes", passage), ("notes", passage)
    ]  # fmt: skip
    assert (hits[0].field, hits[0].text) == ("therapy", "TMZ")
    assert look(known, sought(one.title), "titles")[0].document == one.id
    assert look(known, sought("TMZ"), "fields", "quotes")[0].where == "fields"
    stopped = searching.look(known, Ledgers(), sought("TMZ"), searching.PLACES, lambda: True)
    assert len(list(stopped)) <= 4


def test_a_reason_for_nothing_is_not_found_as_a_value() -> None:
    given = {"donor": "not reported", "donor_reason": "not reported", "cargo": "miR-9", "note": "look again"}
    row = EvidenceRow("r", tuple(given.get(column.name, "") for column in LONG_COLUMNS))
    known = Known(rows={"r": row})
    assert look(known, sought("not reported")) == []
    assert [h.where for h in look(known, sought("look again"))] == ["notes"]


def test_a_ledger_reads_only_what_changed() -> None:
    read: list[str] = []

    def text(thing: str) -> str:
        read.append(thing)
        return thing

    ledger: Ledger[str] = Ledger(text)
    things = {"a": "miR-21", "b": "miR-9"}
    assert ledger.renew(things, never) and read == ["miR-21", "miR-9"]
    ledger.renew(things | {"c": "TMZ"}, never)
    assert read == ["miR-21", "miR-9", "TMZ"]
    ledger.renew({"c": things.get("c", "TMZ")}, never)
    assert list(ledger.holding(sought("mir").phrases, never)) == []
    assert list(ledger.holding(sought("tmz").phrases, never)) == ["TMZ"]


# What is kept, and what cannot be had


def test_letters_are_kept_and_no_pdf_is_needed_the_next_time(session: Session, pdf: PdfClient, tmp_path: Path) -> None:
    known = known_of(session)
    unread = known.shelf.load(known.documents.values())
    assert len(unread) == 2
    for document in unread:
        searching.read(session, pdf, known.shelf, document.id, never)
    for file in tmp_path.glob("*.pdf"):
        file.unlink()
    again = Known(known.documents, shelf=Shelf())
    assert again.shelf.load(known.documents.values()) == ()
    assert words(look(again, sought("temozolomide"), "documents")) == ["Temozolomide"]


def test_a_scan_that_was_recognised_is_read_anew(session: Session, pdf: PdfClient) -> None:
    known = known_of(session)
    one = next(iter(known.documents.values()))
    searching.read(session, pdf, known.shelf, one.id, never)
    held = known.shelf.held(one)
    assert held is not None
    cache = TextCache(settings.cache_folder())
    pages = cache.some_pages(held.file, held.extractor, (1,))
    cache.keep_recognised(held.file, held.extractor, "eng", {0: replace(pages[1], page=0)})
    known.shelf.refresh(known.documents.values())
    assert one in known.shelf.load(known.documents.values())
    searching.read(session, pdf, known.shelf, one.id, never)
    assert {h.page for h in look(known, sought("hsa"), "documents")} == {0, 1}


def test_documents_that_cannot_be_searched_are_named(session: Session, pdf: PdfClient, tmp_path: Path) -> None:
    locked = short_paper(tmp_path / "locked.pdf", "Nobody may read this TMZ.", password="abc")
    added = documents.add(session, pdf, locked, password="abc")
    documents.add(session, pdf, short_paper(tmp_path / "scan.pdf", ""))
    (tmp_path / "two.pdf").unlink()
    told: dict[str, str] = {}
    hits = list(searching.find(session, pdf, "TMZ", ("documents",), unread=lambda d, why: told.update({d.title: why})))
    assert words(hits)[0] == "TMZ"
    assert sorted(told.values()) == sorted((searching.LOCKED, searching.SCANNED, searching.AWAY))
    # One that was opened with its password is searched, and nothing of it is on the disk.
    document = session.project.document(added.document)
    info = pdf.open(locked, "abc").result()
    shelf = Shelf()
    assert shelf.read(document, pdf, info, never) is not None
    pdf.close(info)
    assert words(look(Known({document.id: document}, shelf=shelf), sought("nobody may"), "documents")) == ["Nobody may"]
    db = sqlite3.connect(settings.cache_folder() / "texts.sqlite")
    assert db.execute("SELECT count(*) FROM letters WHERE file = ?", (info.sha256,)).fetchone() == (0,)
    assert db.execute("SELECT count(*) FROM texts WHERE file = ?", (info.sha256,)).fetchone() == (0,)
    db.close()


def test_reading_stops_when_it_is_told_to(session: Session, pdf: PdfClient) -> None:
    document = session.project.documents()[0]
    shelf = Shelf()
    assert searching.read(session, pdf, shelf, document.id, lambda: True) == ""
    assert shelf.load((document,)) == (document,)
