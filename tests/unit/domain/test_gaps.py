"""What a person should look at next."""

from __future__ import annotations

from dataclasses import replace

from exoannotate.domain.evidence import LONG_COLUMNS, EvidenceRow
from exoannotate.domain.gaps import KINDS, Gap, Material, gaps
from exoannotate.domain.naming import NamedValue, Thing, naming
from exoannotate.domain.records import Document, Passage


def row(record: str, **cells: str) -> EvidenceRow:
    whole = {"cargo": "miR-21", "donor": "U87", "therapy": "temozolomide", "effect": "resistance increased",
             "primary_study": "no reference given", "status": "complete", "record_id": record}  # fmt: skip
    given = whole | cells
    return EvidenceRow(record, tuple(given.get(column.name, "") for column in LONG_COLUMNS))


def passage(id: str, meaning: str = "resistance", **more: object) -> Passage:
    made = Passage(id, "d", f"Quote {id}", "", "", "", 0.5, 0, "12", (), "", "", "", meaning)
    return replace(made, **more)  # type: ignore[arg-type]


def told(*found: Gap) -> list[tuple[str, str]]:
    return [(gap.kind, gap.sentence) for gap in found]


def test_records_that_want_something() -> None:
    rows = (
        row("a", status="draft", therapy="", donor="", donor_reason="not yet looked"),
        row("b", status="draft", therapy=""),
        row("c", status="draft", primary_study=""),
        row("d", primary_study="unclear", primary_study_reason="unclear"),
        row("e", primary_study="not reported", primary_study_reason="not reported"),
        row("f", status="rejected", therapy=""),
        row("g", status="accepted", reviewed="2026-01-03T10", changed="2026-01-05T10"),
        row("h", status="accepted", reviewed="2026-01-03T10", changed="2026-01-03T10"),
    )
    found = gaps(Material(rows))
    assert [(gap.kind, gap.records) for gap in found] == [
        ("edited", ("g",)), ("incomplete", ("b",)), ("incomplete", ("a",)), ("study", ("c",)), ("study", ("d",)),
    ]  # fmt: skip
    assert found[0].sentence == "miR-21 · temozolomide: accepted on 2026-01-03, edited on 2026-01-05."
    assert found[2].sentence == "miR-21: donor and therapy are missing."


def test_disagreement_wants_a_comment_and_thin_evidence_more_of_it() -> None:
    rows = (
        row("a", role="promotes resistance", primary_study="Li 2019"),
        row("b", role="restores sensitivity", primary_study="Wu 2020"),
        row("c", cargo="miR-9", role="promotes resistance", primary_study="Li 2019"),
        row("d", cargo="PTEN", role="promotes resistance", primary_study="Li 2019", level="D preclinical"),
        row("e", cargo="PTEN", role="promotes resistance", primary_study="Wu 2020", level="D preclinical"),
    )
    assert told(*gaps(Material(rows))) == [
        ("disputed", "miR-21 and temozolomide: 1 study for resistance, 1 study for sensitivity."),
        ("single", "miR-9 and temozolomide rest on one study: Li 2019"),
        ("level", "PTEN and temozolomide: 2 studies, all of level D preclinical."),
    ]  # fmt: skip
    commented = (row("a", role="promotes resistance", note="Other dose"), *rows[1:])
    assert "disputed" not in {gap.kind for gap in gaps(Material(commented))}


def test_highlights_and_documents_that_wait() -> None:
    documents = {
        "d": Document("d", "", "", "A review", reading="under way"),
        "e": Document("e", "", "", "Another", reading="to read"),
        "f": Document("f", "", "", "A third", reading="under way"),
        "g": Document("g", "", "", "Done", reading="done"),
    }
    passages = {p.id: p for p in (passage("p", state="not found"), passage("q"), passage("r", "cargo"))}
    links = {"a": ("p", "gone"), "x": ("q",)} | {"x": ()}
    material = Material((row("a"),), documents=documents, passages=passages, links=links,
                        meanings={"resistance": "Resistance"})  # fmt: skip
    assert told(*gaps(material)) == [
        ("lost", "miR-21 · temozolomide: its highlight is not found again in “A review”."),
        ("passage", "“Quote q” (Resistance, p. 12) has no record."),
        ("document", "“A third” is under way and has no record yet."),
        ("document", "“Another” is still to be read and has no record yet."),
    ]
    assert [gap.kind for gap in gaps(replace(material, whole=False))] == ["lost"]


def test_names_without_an_identifier_that_others_have() -> None:
    values = (
        NamedValue("therapy", "TMZ", "temozolomide", "CHEBI:72564", "ChEBI"),
        NamedValue("therapy", "TMZ", records=("a", "b", "elsewhere")),
        NamedValue("therapy", "temozolomide", records=("c",)),
        NamedValue("cargo", "TMZ", records=("c",)),
    )
    material = Material((row("a"), row("b"), row("c")), names=naming(values), values=values)
    assert told(*gaps(material)) == [
        ("identifier", "“TMZ” has no identifier in 2 records; elsewhere it is temozolomide, CHEBI:72564."),
        ("identifier", "“temozolomide” has no identifier in 1 record; elsewhere CHEBI:72564."),
    ]


def test_names_that_a_vocabulary_calls_one_thing() -> None:
    values = (
        NamedValue("therapy", "Temodar", records=("a", "b")),
        NamedValue("therapy", "TMZ", "temozolomide", "72564", "ChEBI"),
        NamedValue("therapy", "temozolomide", "temozolomide", "72564", "ChEBI"),
        NamedValue("therapy", "radiation", records=("c",)),
    )
    drug = Thing("72564", "temozolomide, 72564")
    things = {("therapy", text): drug for text in ("Temodar", "TMZ", "temozolomide")} | {
        ("therapy", "radiation"): Thing("1", "ionising radiation, 1")
    }
    material = Material((row("a"), row("b"), row("c")), names=naming(values), values=values, things=things)
    assert told(*gaps(material)) == [
        ("alike", "“Temodar” and “TMZ” are counted apart; the vocabulary says: temozolomide, 72564.")
    ]
    assert gaps(material)[0].records == ("a", "b")
    assert gaps(replace(material, rows=(row("c"),))) == ()


def test_every_kind_says_where_it_leads_and_long_text_is_cut() -> None:
    assert all(kind.head and kind.why.endswith(".") and kind.button for kind in KINDS)
    rows = (row("a", status="draft", cargo="x" * 10_000, therapy="y\n" * 5_000, donor=""),)
    (gap,) = gaps(Material(rows))
    assert len(gap.sentence) < 250 and "\n" not in gap.sentence
    assert gaps(Material(())) == ()
