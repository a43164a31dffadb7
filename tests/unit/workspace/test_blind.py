"""Blind double coding: what one person makes is nowhere to be found for the other, until the round is closed."""

from __future__ import annotations

import dataclasses
import inspect
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from exoannotate import read_evidence
from exoannotate.cli import main
from exoannotate.domain.errors import BadValueError, ExoError
from exoannotate.domain.records import Value
from exoannotate.pdf.client import PdfClient
from exoannotate.store import sql
from exoannotate.store.checks import check, digest
from exoannotate.store.rows import delete as rows_delete
from exoannotate.ui.contents import read_overview, read_sheet
from exoannotate.workspace import (
    agreeing,
    blind,
    collections,
    consensus,
    deciding,
    duplicates,
    exports,
    joining,
    layouts,
    merging,
    own_sql,
    own_terms,
    passages,
    past,
    recent_values,
    records,
    removing,
    searching,
    sharing,
    summaries,
    terms,
    verifying,
)
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session
from tests.unit.workspace.test_merging import copies, merge, rows, template, typed  # noqa: F401

WORD = "quokka"
"""A word that only Ann uses."""


def work(session: Session, word: str, cargo: str) -> str:
    """What somebody does in a round: a highlight, a record, a name, a decision, a query and a collection."""
    project = session.project
    given = next(p for p in project.passages() if "Circular" in p.quote)
    document = given.document
    copied = dataclasses.replace(
        given, id=passages.new_id(), note=word, curator=session.curator.id, quads=(), state="not found"
    )
    session.run(passages.Change("Highlight", (passages.insert(copied),)))
    own_terms.add(session, own_terms.checked(word))
    collections.make(session, word, [document])
    layouts.save(session, "query", word, {"filter": f"cargo:{word}"})
    deciding.decide(session, document, deciding.sentence_key("One"), "rejected", deciding.Counts())
    made = records.create(
        session, (given.id, copied.id),
        typed(cargo=cargo, donor="U87", therapy="TMZ", effect="resistance increased", targets=word, note=word,
              primary_study=f"{word} 2020. A study.", statement=f"{word} says so"),
    )  # fmt: skip
    records.edit(session, made, typed(disease=word))
    return made


@pytest.fixture
def coded(template: Path, tmp_path: Path) -> Path:  # noqa: F811
    """One file in which Ann and Ben worked, blind, and have not finished."""
    path = tmp_path / "study.exo"
    shutil.copy(template, path)
    with Session.open(path, "Lead") as session:
        blind.start(session, ["Ann", " Ben "])
    for name, word, cargo in (("Ann", WORD, "miR-21"), ("Ben", "wombat", "miR-155")):
        with Session.open(path, name) as session:
            work(session, word, cargo)
    return path


def told_by_every_read(session: Session) -> Iterator[tuple[str, object]]:
    """Everything the reads of a project answer that need to be told nothing, or only what can be read."""
    project = session.project
    whole = {"changes", "raw_rows", "close", "apply"}  # what merging and checking read
    for name, read in inspect.getmembers(project, inspect.ismethod):
        needed = [p for p in inspect.signature(read).parameters.values() if p.default is p.empty]
        if not name.startswith("_") and name not in whole and not needed:
            yield name, read()
    yield "entries", [project.entries(record.id) for record in project.records()]
    yield (
        "acts",
        [project.acts_on(row) for table in ("passages", "records", "documents") for row in keys(session, table)],
    )
    yield "used", [project.used_texts(field) for field in ("cargo", "targets", "primary_study", "disease")]
    yield "named", project.named_values(("cargo", "donor"))


def keys(session: Session, table: str) -> list[str]:
    return [str(row[0]) for row in session.project._rows(f"SELECT id FROM {table}")]


def doors(session: Session, tmp_path: Path, given: str) -> Iterator[tuple[str, object]]:
    """Every way by which something in a project is shown, with all it says."""
    project, path = session.project, session.path
    yield from told_by_every_read(session)
    yield "window", read_overview(session)
    yield "forms", [read_sheet(session, record.id) for record in project.records()]
    yield "search", list(searching.find(session, None, WORD, searching.BY_COMMAND))
    yield "names", terms.for_project(session).complete(WORD)
    yield "recent", recent_values.of_document(session, project.documents()[0].id)
    yield "twins", duplicates.likely(session, (given,), typed(cargo="miR-21", therapy="TMZ"))
    yield "past", [past.of_record(session, record.id) for record in project.records()]
    yield "agreement", agreeing.disagreement_sheet(session, agreeing.agree(session))
    yield "verification", verifying.pool(session)
    yield "share", sharing.parts(session)
    yield "undo", (session.undo_label(), session.redo_label())
    for name in ("csv", "json", "html", "tsv"):
        out = tmp_path / f"{session.curator.name}.{name}"
        exports.export(session, name, out, columns="long")
        yield name, out.read_text(encoding="utf-8")
    yield "notebook", read_evidence(path, columns="long").to_string()
    shapes = [shape for shape in own_sql.shapes(path) if shape.name not in ("pictures", "embedded_pdfs")]
    joined = (" || ".join(f"""coalesce("{column}", '')""" for column in shape.columns) for shape in shapes)
    whole = (f"(SELECT group_concat({cells}) FROM {shape.name})" for cells, shape in zip(joined, shapes, strict=True))
    for shape, said in zip(shapes, own_sql.ask(path, f"SELECT {', '.join(whole)}").rows[0], strict=True):
        yield f"own SQL on {shape.name}", said


def test_a_word_that_only_the_other_used_is_nowhere(
    coded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found: dict[str, list[str]] = {}
    for name in ("Ann", "Ben", "Lead", "Ann after all"):
        if name == "Ann after all":
            with Session.open(coded, "Lead") as session:
                blind.close(session, anyway=True)
        monkeypatch.setenv("EXOANNOTATE_CURATOR", name.split()[0])
        with Session.open(coded) as session:
            given = next(p.id for p in session.project.passages() if "Circular" in p.quote)
            every = dict(doors(session, tmp_path / "", given))
            found[name] = [door for door, told in every.items() if WORD in repr(told) or "miR-21'" in repr(told)]
        for command in (["history"], ["table"], ["info"], ["agreement"], ["scan", "--left"]):
            main([command[0], str(coded), *command[1:]])
            if WORD in capsys.readouterr().out:
                found[name].append(f"command {command[0]}")
    assert not found["Ben"] and not found["Lead"]
    seen = set(found["Ann"])
    assert {"window", "search", "past", "csv", "html", "notebook", "own SQL on record_fields", "forms"} <= seen
    assert seen - {"undo", "twins", "recent"} <= set(found["Ann after all"]), "hidden was only what is to be hidden"


def test_own_sql_finds_no_way_round(coded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXOANNOTATE_CURATOR", "Ben")
    for statement in (
        "SELECT * FROM main.records", 'SELECT * FROM "main" . records',
        "SELECT edits FROM [main].history", "SELECT * FROM main.evidence",
        "WITH records AS (SELECT * FROM main /* */ .records) SELECT * FROM records",
    ):  # fmt: skip
        with pytest.raises(sql.StatementError, match="round of blind coding"):
            own_sql.ask(coded, statement)
    assert own_sql.ask(coded, "SELECT count(*) FROM evidence").rows == ((1,),)


def test_a_round_says_who_has_finished_and_each_step_can_be_undone(coded: Path) -> None:
    with Session.open(coded, "Ben") as session:
        assert session.undo_label() == "Edit disease"
        blind.finish(session)
        with pytest.raises(ExoError, match="said before"):
            blind.finish(session)
        with pytest.raises(ExoError, match="Not everybody has finished: Ann"):
            blind.close(session)
        session.undo()
        standing = blind.standing(session)
        assert standing is not None and standing.waiting == ("Ann", "Ben")
        session.redo()
    with Session.open(coded, "Lead") as session:
        assert session.undo_label() == "Begin blind coding", "nobody takes back what they may not see"
        with pytest.raises(ExoError, match="does not take part"):
            blind.finish(session)
        with pytest.raises(ExoError, match="open already"):
            blind.start(session, ["Ann", "Ben"])
        with pytest.raises(ExoError, match="The round is open"):
            consensus.claims(session)
    with Session.open(coded, "Ann") as session:
        blind.finish(session)
        assert not blind.close(session).open and len(session.project.records()) == 4
        session.undo()
        assert len(session.project.records()) == 3, "her own two from before, and the one she coded"
        blind.close(session, anyway=True)
        with pytest.raises(BadValueError, match="two people"):
            blind.start(session, ["Ann", "ann "])


def test_the_notes_and_colours_of_what_was_given_are_hidden_and_not_overwritten(coded: Path) -> None:
    with Session.open(coded, "Ann") as session:
        given = next(p for p in session.project.passages() if "Circular" in p.quote)
        passages.set_note(session, given.id, WORD)
        assert session.project.passage(given.id).note == WORD
    with Session.open(coded, "Ben") as session:
        seen = session.project.passage(given.id)
        assert (seen.note, seen.meaning) == ("", "note")
        with pytest.raises(ExoError, match="by somebody else"):
            passages.set_note(session, given.id, "mine")
        deciding.decide(session, given.document, deciding.sentence_key("One"), "taken", deciding.Counts())
    with Session.open(coded, "Lead") as session:
        blind.close(session, anyway=True)
        assert session.project.passage(given.id).note == WORD


def test_a_round_on_some_documents_leaves_the_others_alone(template: Path, tmp_path: Path) -> None:  # noqa: F811
    path = tmp_path / "study.exo"
    shutil.copy(template, path)
    with Session.open(path, "Ben") as session:
        one = session.project.documents()[0]
        other = dataclasses.replace(one, id="other", sha256="0" * 64, title="Another")
        session.run(records.Change("Add", (records.insert(other),)))
        blind.start(session, ["Ann", "Ben"], ["other"])
        assert len(session.project.records()) == 2, "those of Ann are of the first document"
        with pytest.raises(ExoError):
            blind.start(session, ["Ann", "Ben"], ["nowhere"])


def test_two_files_in_any_order_and_the_consensus_of_both(copies: tuple[Path, Path]) -> None:  # noqa: F811
    """Ann and Ben code in copies of their own, merge, close, agree each by themselves, and merge again."""
    mine, theirs = copies
    with Session.open(mine, "Ann") as session:
        blind.start(session, ["Ann", "Ben"])
    with Session.open(theirs, "Ben") as session:
        merging.merge(session, merging.preview(session, mine))
        assert session.project.veil and not session.project.records(), "the round came with the copy"
        work(session, "wombat", "miR-155")
        blind.finish(session)
    with Session.open(mine, "Ann") as session:
        work(session, WORD, "miR-21")
        blind.finish(session)
    both = [mine.with_name("a.exo"), mine.with_name("b.exo")]
    for out, first, second, name in ((both[0], mine, theirs, "Ann"), (both[1], theirs, mine, "Ben")):
        shutil.copy(first, out)
        with Session.open(out, name) as session:
            found = merging.preview(session, second)
            assert not found.conflicts
            merging.merge(session, found)
            assert WORD not in repr(read_overview(session)) or name == "Ann"
            assert len([r for r in session.project.records() if r.curator == session.curator.id]) == len(
                session.project.records()
            )
            with pytest.raises(ExoError, match="is not compared"):
                agreeing.compare(session, second)
    assert rows(both[0]) == rows(both[1]) and digest(both[0]) == digest(both[1])
    for path, name, effect in ((both[0], "Ann", "miR-21"), (both[1], "Ben", "miR-155")):
        with Session.open(path, name) as session:
            blind.close(session)
            known = consensus.claims(session)
            (claim,) = (one for one in known.left if len(one.records) == 2)
            assert {one.field.name for one in claim.open} == {
                "cargo",
                "targets",
                "primary_study",
                "disease",
            }
            with pytest.raises(ExoError, match="Choose what to say in: Cargo"):
                consensus.agree(session, claim, {})
            before = len(session.project.evidence_rows())
            person = next(
                p for p, record in claim.records.items() if session.project.entries(record)["cargo"].text == effect
            )
            chosen = {one.field.name: person for one in claim.open}
            made = consensus.agree(
                session, claim, {**chosen, "disease": FieldInput((Value("glioma"),))}, "on the phone"
            )
            table = session.project.evidence_rows()
            assert len(table) == before - 1 and sum(row["cargo"] == effect for row in table if row.record == made) == 1
            assert {link.passage for link in session.project.links(record=made)} == {p.id for p in claim.passages}
            assert session.project.entries(made)["note"].text == "on the phone"
            assert not [one for one in consensus.claims(session).left if len(one.records) == 2]
            session.undo()
            assert len(session.project.evidence_rows()) == before
            session.redo()
    ends = [both[0].with_name("c.exo"), both[0].with_name("d.exo")]
    for out, first, second in ((ends[0], *both), (ends[1], *both[::-1])):
        shutil.copy(first, out)
        found = merge(out, second)
        assert {c.field for c in found.conflicts} <= {"cargo", "targets", "primary_study", "statement", "disease"}
        assert [c.field for c in found.conflicts].count("cargo") == 1, "they agreed on different things: that is asked"
        assert merge(out, second).plan.empty
    assert rows(ends[0]) == rows(ends[1]) and digest(ends[0]) == digest(ends[1])
    with Session.open(ends[0], "Reader") as session:
        table = session.project.evidence_rows()
        assert len([row for row in table if row["therapy"] == "TMZ"]) == 1, "agreed on twice, and there once"
        assert len(agreeing.agree(session).people) == 2
        assert len(own_sql.ask(ends[0], "SELECT * FROM evidence").rows) == len(table)


def test_what_is_alike_is_agreed_on_in_one_act_and_what_is_none_is_left_out(coded: Path) -> None:
    with Session.open(coded, "Ben") as session:
        given = session.project.passages()[0]
        records.create(
            session, (given.id,), typed(cargo="miR-21", therapy="temozolomide", effect="resistance increased")
        )
    with Session.open(coded, "Lead") as session:
        blind.close(session, anyway=True)
        known = consensus.claims(session)
        assert known.sentence() == "2 claims coded by two or more, 1 of them alike; 1 by one. Agreed on: 0."
        assert consensus.agree_alike(session, known.left) == 1
        (apart,) = (one for one in consensus.claims(session).left if len(one.records) == 2)
        consensus.leave_out(session, apart)
        assert [len(one.records) for one in consensus.claims(session).left] == [1]
        session.undo()
        session.undo()
        assert len(consensus.claims(session).left) == 3


def test_after_the_round_a_sentence_has_one_decision_that_can_be_changed(coded: Path) -> None:
    key = deciding.sentence_key("One")
    with Session.open(coded, "Ann") as session:
        document = session.project.documents()[0].id
        deciding.decide(session, document, key, "taken", deciding.Counts())
    with Session.open(coded, "Lead") as session:
        blind.close(session, anyway=True)
        assert len(session.project.candidate_decisions(document)) == 2
        assert (summaries.flow(session).decided, summaries.flow(session).taken) == (1, 1)
        deciding.decide(session, document, key, "not exosomal", deciding.Counts())
        (kept,) = session.project.candidate_decisions(document)
        assert kept.decision == "not exosomal"
        session.undo()
        assert len(session.project.candidate_decisions(document)) == 2
        deciding.reopen(session, document, key)
        assert not session.project.candidate_decisions(document)


def second_document(session: Session) -> str:
    """Another paper with a highlight, in which nothing was coded yet; the highlight."""
    one = session.project.documents()[0]
    other = dataclasses.replace(one, id="other", sha256="0" * 64, title="Another")
    there = dataclasses.replace(
        session.project.passages()[0], id="there", document="other", meaning="note", note="", curator=session.curator.id
    )
    session.run(records.Change("Add", (records.insert(other), records.insert(there))))
    return there.id


def test_claims_are_those_of_all_closed_rounds(coded: Path) -> None:
    with Session.open(coded, "Lead") as session:
        blind.close(session, anyway=True)
        first = consensus.claims(session)
        there = second_document(session)
        blind.start(session, ["Ann", "Cid"], ["other"])
        during = consensus.claims(session)
        assert [one.id for one in during.all] == [one.id for one in first.all], "another round puts none out of reach"
        assert during.sentence().endswith("What Ann and Cid code comes when their round is closed.")
    for name in ("Ann", "Cid"):
        with Session.open(coded, name) as session:
            records.create(session, (there,), typed(cargo="miR-9", therapy="TMZ", effect="resistance increased"))
            assert [one.id for one in consensus.claims(session).all] == [one.id for one in first.all]
            blind.finish(session)
    with Session.open(coded, "Lead") as session:
        blind.close(session)
        both = consensus.claims(session)
        assert len(both.all) == len(first.all) + 1 and len(both.left) == len(both.all)
        blind.start(session, ["Ann", "Cid"])
        with pytest.raises(ExoError, match="The round is open"):
            consensus.claims(session)  # it is of all documents


def test_what_was_agreed_on_is_opened_by_who_codes_it_later_and_counts_once(coded: Path) -> None:
    def rows(session: Session) -> int:
        return sum(row["therapy"] == "TMZ" for row in session.project.evidence_rows())

    with Session.open(coded, "Lead") as session:
        blind.close(session, anyway=True)
        (claim,) = (one for one in consensus.claims(session).left if len(one.records) == 2)
        agreed = {**{one.field.name: next(iter(one.texts)) for one in claim.open}, "disease": said(claim, "disease")}
        old = consensus.agree(session, claim, agreed)
        blind.start(session, ["Cid", "Dan"])
    with Session.open(coded, "Cid") as session:
        work(session, "numbat", "miR-21")
    with Session.open(coded, "Lead") as session:
        blind.close(session, anyway=True)
        before = rows(session)
        known = consensus.claims(session)
        (claim,) = (one for one in known.left if len(one.records) == 3)
        assert claim.earlier == (old,) and claim.before["disease"] == "glioblastoma"
        new = consensus.agree(session, claim, {one.field.name: next(iter(one.texts)) for one in claim.open})
        assert rows(session) == before - 1 and consensus.find(consensus.claims(session), claim.id).agreed == new
        session.undo()
        assert rows(session) == before
        consensus.leave_out(session, claim)
        assert not [row for row in session.project.evidence_rows() if row["status"] != "rejected" and row.record == old]


def said(claim: consensus.Claim, name: str) -> FieldInput:
    """Something that nobody said."""
    assert "glioblastoma" not in repr(claim.said)
    return FieldInput((Value("glioblastoma"),))


def test_a_document_on_which_others_worked_blind_is_not_taken_out(coded: Path) -> None:
    with Session.open(coded, "Lead") as session:
        blind.close(session, anyway=True)
        second_document(session)
        blind.start(session, ["Ann", "Ben"], ["other"])
        with PdfClient(drawing=False) as pdf, pytest.raises(ExoError, match="is coded blind at present"):
            with Session.open(coded, "Ben") as ben:
                deciding.decide(ben, "other", deciding.sentence_key("One"), "taken", deciding.Counts())
            joining.join(session, pdf, session.project.documents()[0].id, "other")
        with pytest.raises(ExoError, match=r"what others made or noted on it is hidden, and would go with it"):
            removing.delete_documents(session, ["other"])
        assert len(session.project.documents()) == 2
    with Session.open(coded, "Ben") as session:
        assert removing.delete_document(session, "other").ended == "Ann and Ben", "his own work may go"
        assert check(coded).ok


def test_a_highlight_on_which_a_hidden_record_rests_is_not_deleted(coded: Path) -> None:
    with Session.open(coded, "Lead") as session:
        given = next(p.id for p in session.project.passages() if "Circular" in p.quote and p.quads)
        with pytest.raises(ExoError, match=r"hidden while the round .* is open.\sNothing was deleted"):
            passages.delete(session, given)
        assert session.project.sees("passages", given)
        blind.close(session, anyway=True)
        assert session.project.records_of_passage(given), "what it was about is there to be seen"


def test_a_round_that_loses_its_last_document_is_closed_with_it(coded: Path) -> None:
    with Session.open(coded, "Lead") as session:
        blind.close(session, anyway=True)
        second_document(session)
        blind.start(session, ["Ann", "Ben"], ["other"])
        told = removing.delete_document(session, "other").sentence()
        assert told.endswith("The blind round of Ann and Ben had no other document and is closed with it.")
        standing = blind.standing(session)
        assert standing is not None and not standing.open and "no longer in this project" in standing.sentence()
        session.undo()
        standing = blind.standing(session)
        assert standing is not None and standing.open and "1 document blind" in standing.sentence()
        # Merging can leave a round over nothing, too: it says so, and is closed without waiting for anybody.
        whole = session.project.document("other")
        session.run(records.Change("Gone elsewhere", tuple(
            map(rows_delete, (*session.project.passages("other"), whole)))))  # fmt: skip
        standing = blind.standing(session)
        assert standing is not None and standing.empty and not standing.waiting
        assert standing.sentence().endswith("there is nothing left to code in it.")
        assert not blind.close(session).open


def test_undo_beside_the_claims_takes_back_no_older_act(coded: Path) -> None:
    with Session.open(coded, "Lead") as session:
        blind.close(session, anyway=True)
        known = consensus.claims(session)
        with pytest.raises(ExoError, match="since these claims were opened"):
            consensus.undo(session, known.act)
        consensus.leave_out(session, known.left[0])
        consensus.undo(session, known.act)
        assert len(consensus.claims(session).left) == len(known.left)
        with pytest.raises(ExoError):
            consensus.undo(session, known.act)


def test_papers_that_are_one_are_coded_in_the_round_of_either(coded: Path) -> None:
    with Session.open(coded, "Lead") as session:
        blind.close(session, anyway=True)
        one = session.project.documents()[0]
        other = dataclasses.replace(one, id="other", sha256="0" * 64, title="Another")
        session.run(records.Change("Add", (records.insert(other),)))
        blind.start(session, ["Ann", "Ben"], ["other"])
        with PdfClient(drawing=False) as pdf:
            joining.join(session, pdf, one.id, "other")
        assert session.project.rounds()[-1].papers == {one.id}


def test_by_command(coded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def told(*words: str, rc: int = 0) -> list[dict[str, object]]:
        assert main([*words, "--json"]) == rc
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    path = str(coded)
    assert told("blind", path)[0]["open"] is True
    assert told("blind", path, "--done", "--curator", "Ann")[0]["closed"] == ""
    told("blind", path, "--close", rc=1)
    told("consensus", path, rc=1)
    told("blind", path, "--close", "--anyway", "--curator", "Lead")
    listed = told("consensus", path)
    claim = next(one for one in listed if len(one["records"]) == 2)  # type: ignore[arg-type]
    told("consensus", path, "--claim", str(claim["claim"]), "--take", "Nobody", rc=1)
    (made,) = told("consensus", path, "--claim", str(claim["claim"]), "--take", "Ben", "--from", "cargo=Ann",
                   "--set", "disease=glioma", "--note", "agreed", "--curator", "Lead")  # fmt: skip
    with Session.open(coded, "Lead") as session:
        said = {name: entry.text for name, entry in session.project.entries(str(made["record"])).items()}
    assert (said["cargo"], said["targets"], said["disease"], said["note"]) == ("miR-21", "wombat", "glioma", "agreed")
    assert len(told("consensus", path)) == len(listed) - 1
    assert main(["blind", path, "--start"]) == 2


def test_values_that_both_changed_are_counted_and_not_shown(copies: tuple[Path, Path]) -> None:  # noqa: F811
    mine, theirs = copies
    for path, word in ((mine, "wombat"), (theirs, WORD)):
        with Session.open(path, "Ann") as session:
            records.edit(session, session.project.records()[0].id, typed(cargo=word))
    with Session.open(mine, "Lead") as session:
        blind.start(session, ["Ann", "Ben"])
    with Session.open(mine, "Ben") as session:
        found = merging.preview(session, theirs)
        assert not found.conflicts and found.hidden().startswith("In what a blind round hides, both changed 1 value;")
        assert not merging.decide(found, {}).conflicts
        merging.merge(session, found)
        assert not session.project.records()
    with Session.open(mine, "Ann") as session:
        assert session.project.entries(session.project.records()[0].id)["cargo"].text == WORD


def test_a_note_that_both_changed_on_what_was_given_is_not_shown(copies: tuple[Path, Path]) -> None:  # noqa: F811
    mine, theirs = copies
    for path, word in ((mine, "wombat"), (theirs, WORD)):
        with Session.open(path, "Ann") as session:
            passages.set_note(session, session.project.passages()[0].id, word)
    with Session.open(mine, "Lead") as session:
        blind.start(session, ["Ann", "Ben"])
    with Session.open(mine, "Ben") as session:
        found = merging.preview(session, theirs)
        assert WORD not in repr(found.conflicts) and "wombat" not in repr(found.conflicts)
        assert found.hidden().startswith("In what a blind round hides, both changed 1 value;")
