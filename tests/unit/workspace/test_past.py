"""What a record said before, and back to it; records that are likely there already; by function and by command."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from exoannotate.cli import main
from exoannotate.domain.completeness import changed_since_review
from exoannotate.domain.errors import ExoError, NotFoundError
from exoannotate.domain.fields import field, values
from exoannotate.domain.own_fields import as_field
from exoannotate.pdf.client import PdfClient
from exoannotate.store.checks import check
from exoannotate.workspace import documents, duplicates, own_fields, passages, past, records
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session

QUOTE = "Macrophages of the M2 type release exosomes rich in miR-21."


def typed(**given: str) -> dict[str, FieldInput]:
    return {name: FieldInput(values(field(name), (text,))) for name, text in given.items()}


@pytest.fixture
def session(tmp_path: Path, sample_pdf: Path) -> Iterator[Session]:
    with Session.create(tmp_path / "study.exo", "Ann") as made, PdfClient(drawing=False) as pdf:
        key = documents.add(made, pdf, sample_pdf).document
        passages.highlight_quote(made, pdf, key, QUOTE)
        yield made


@pytest.fixture
def passage(session: Session) -> str:
    return session.project.passages()[0].id


def test_earlier_values_with_who_and_when_and_back(session: Session, passage: str) -> None:
    record = records.create(session, (passage,), typed(cargo="miR-21", therapy="temozolomide"))
    other = records.create(session, (passage,), typed(cargo="miR-9"))
    with Session.open(session.path, "Ben") as second:
        records.edit(second, record, typed(therapy="cisplatin"))
        records.review(second, record, "accepted")
        records.edit(second, other, typed(therapy="radiation"))
    records.edit(session, record, {"therapy": FieldInput(reason="unclear")})
    told = [(p.curator, p.field, p.before, p.after) for p in past.of_record(session, record)]
    assert told[:3] == [
        ("Ann", "therapy", "cisplatin", "[unclear]"),
        ("Ben", "status", "", "accepted"),
        ("Ben", "therapy", "temozolomide", "cisplatin"),
    ]
    assert set(told[3:]) == {
        ("Ann", "cargo", "", "miR-21"), ("Ann", "therapy", "", "temozolomide"), ("Ann", "passage", "", QUOTE),
        ("Ann", "record", "", "record"),
    }  # fmt: skip
    words = session.project.entries(record)
    assert past.go_back(session, record, "Therapy") == "cisplatin"
    first = past.of_record(session, record)[3].act
    assert past.go_back(session, record, "therapy", first) == "temozolomide"
    assert session.project.entries(record)["therapy"].text == "temozolomide"
    assert session.project.entries(record)["cargo"] == words["cargo"]
    session.undo()
    assert session.project.entries(record)["therapy"].text == "cisplatin"
    assert past.of_record(session, record)[1].undone
    assert check(session.path).ok


def test_decisions_and_passages_are_part_of_the_past(session: Session, passage: str) -> None:
    with PdfClient(drawing=False) as pdf:
        other = passages.highlight_quote(session, pdf, session.project.documents()[0].id, QUOTE[:30]).passage
    record = records.create(session, (passage,), typed(cargo="miR-21", note="Read twice."))
    records.review(session, record, "accepted")
    assert not changed_since_review(session.project.record(record))
    records.link(session, record, other)
    assert changed_since_review(session.project.record(record))
    with Session.open(session.path, "Ben") as second:
        records.review(second, record, "accepted")
        assert second.project.record(record).reviewer == second.curator.id
        records.review(second, record, "rejected", "  The cells\nare others. ")
        assert second.project.entries(record)["note"].text == "Read twice.\nRejected: The cells are others."
        assert not changed_since_review(second.project.record(record))
        records.review(second, record, "rejected")  # said already
        second.undo()
    told = [(p.curator, p.head, p.before, p.after, p.undone) for p in past.timeline(session, record)]
    assert told[:5] == [
        ("Ben", "Note", "Read twice.", "Read twice.\nRejected: The cells are others.", True),
        ("Ben", "Decision", "accepted", "rejected", True),
        ("Ben", "Decision", "accepted", "accepted again", False),
        ("Ann", "Passage", "", QUOTE[:30], False),
        ("Ann", "Decision", "", "accepted", False),
    ]
    steps = past.timeline(session, record)
    assert steps[5].head == "Made" and len(steps) == 6
    assert set(steps[5].after.splitlines()) == {"Cargo: miR-21", "Note: Read twice.", f"Passage: {QUOTE}"}
    assert steps[0].taken_back[0] == "Ben" and steps[2].taken_back == ("", "")
    # Back and forth: a passage, a decision, and a value of an act that was undone.
    past.go_back(session, record, "passage", steps[3].act, passage=other)
    assert [link.passage for link in session.project.links(record=record)] == [passage]
    past.go_back(session, record, "passage", steps[3].act, to="after", passage=other)
    assert len(session.project.links(record=record)) == 2
    assert past.go_back(session, record, "status", steps[4].act) == ""
    assert past.go_back(session, record, "status", steps[2].act, to="after") == "accepted"
    assert past.go_back(session, record, "note", steps[0].act, to="after").endswith("others.")
    assert session.undo_label() == "Edit note"
    assert check(session.path).ok


def test_own_fields_have_a_past_too(session: Session, passage: str) -> None:
    dose = own_fields.add(session, "Dose", "number")
    record = records.create(session, (passage,), typed(cargo="miR-21"))
    for value in ("5", "7"):
        records.edit(session, record, {dose.key: FieldInput(values(as_field(dose), (value,)))})
    (step, first, _) = past.timeline(session, record)
    assert (step.head, step.before, step.after, first.before) == ("Dose", "5", "7", "")
    assert past.go_back(session, record, step.field, step.act) == "5"
    assert past.go_back(session, record, "Dose") == "7"
    own_fields.delete(session, dose.id)
    assert past.timeline(session, record)[0].head


def test_what_was_never_anything_else_is_refused(session: Session, passage: str) -> None:
    record = records.create(session, (passage,), typed(cargo="miR-21"))
    with pytest.raises(ExoError, match="never anything else"):
        past.go_back(session, record, "donor")
    with pytest.raises(ExoError, match="named"):
        past.go_back(session, record, "cargo", "no such act")
    with pytest.raises(NotFoundError):
        past.of_record(session, "nobody")
    # Back to nothing would leave no record.
    with pytest.raises(ExoError, match="at least one"):
        past.go_back(session, record, "cargo")


def test_words_of_a_passage_that_was_unlinked_do_not_come_back(session: Session, passage: str) -> None:
    with PdfClient(drawing=False) as pdf:
        other = passages.highlight_quote(session, pdf, session.project.documents()[0].id, QUOTE[:30]).passage
    record = records.create(session, (passage, other), typed(cargo="miR-21"))
    records.edit(session, record, typed(cargo="miR-9"))
    records.unlink(session, record, passage)
    assert past.go_back(session, record, "cargo") == "miR-21"
    assert session.project.entries(record)["cargo"].values[0].words is None
    assert check(session.path).ok


def test_a_new_record_that_is_likely_there_is_found(session: Session, passage: str) -> None:
    there = records.create(session, (passage,), typed(cargo="miR-21", effect="no effect", primary_study="[3] Li 2019"))
    assert [r.record for r in duplicates.likely(session, (passage,), typed(cargo="MIR21", effect="no effect"))] == [
        there
    ]
    assert duplicates.likely(session, (passage,), typed(cargo="miR-9", effect="no effect")) == ()
    # The same study cited for another sentence of the review; no reference is no study.
    with PdfClient(drawing=False) as pdf:
        key = session.project.documents()[0].id
        other = passages.highlight_quote(session, pdf, key, QUOTE[:30]).passage
    cited = typed(cargo="miR-21", effect="no effect", primary_study="[3] Li 2019")
    assert [r.record for r in duplicates.likely(session, (other,), cited)] == [there]
    for study in ("[4] Wu 2020", "no reference given"):
        assert duplicates.likely(session, (other,), {**cited, **typed(primary_study=study)}) == ()
    assert duplicates.likely(session, (), typed(cargo="miR-21", effect="no effect")) == ()
    found = duplicates.likely(session, (passage,), typed(cargo="miR-21", effect="no effect"))
    assert duplicates.sentence(found) == "Likely the same as a record you have: miR-21 · no effect."
    records.edit(session, there, typed(cargo="; ".join(f"miR-{number}" for number in range(2000))))
    long = duplicates.likely(session, (passage,), typed(effect="no effect", therapy="cisplatin"))
    assert long == ()
    long = tuple(row for row in session.project.evidence_rows() if row.record == there)
    assert len(duplicates.sentence(long)) < 130


def test_the_commands(session: Session, passage: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(session.path)
    given = {"cargo": "miR-21", "therapy": "temozolomide"}
    one = records.create(session, (passage,), typed(**given, effect="resistance increased"))
    two = records.create(session, (passage,), typed(**given, effect="sensitivity increased"))
    three = records.create(session, (passage,), typed(**given, effect="sensitivity increased"))
    assert main(["contradictions", path, "--json"]) == 0
    (told,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (told["cargo"], told["therapy"]) == ("miR-21", "temozolomide")
    assert [(side["side"], side["records"]) for side in told["sides"]] == [
        ("sensitivity", [two, three]),
        ("resistance", [one]),
    ]
    assert main(["contradictions", path]) == 0
    assert "1 contradiction" in capsys.readouterr().out
    assert main(["duplicates", path, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"record": two, "duplicates": [three]}
    assert main(["duplicates", path]) == 0
    assert "1 record with likely duplicates" in capsys.readouterr().out
    records.edit(session, one, typed(therapy="cisplatin"))
    assert main(["past", path, "--record", one]) == 0
    assert "therapy: temozolomide → cisplatin" in capsys.readouterr().out
    assert main(["past", path, "--record", one, "--back", "therapy", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["value"] == "temozolomide"
    assert main(["past", path, "--record", one, "--act", "x"]) == 2
    assert "--back" in capsys.readouterr().err
