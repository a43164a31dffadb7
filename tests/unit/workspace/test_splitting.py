"""A record of several cargos becomes one for each, in one change."""

from __future__ import annotations

from pathlib import Path

import pytest

from exoannotate.domain.errors import ExoError
from exoannotate.domain.records import Value, Words
from exoannotate.store.checks import check
from exoannotate.workspace import recent_values, records, splitting
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session
from tests.unit.store.test_changes import document, passage
from tests.unit.workspace.test_pointing import QUOTE, typed


def test_each_cargo_gets_a_record_and_all_else_is_kept(tmp_path: Path) -> None:
    with Session.create(tmp_path / "study.exo", "Ann") as session:
        of = document(session)
        first, second = passage(session, of, QUOTE), passage(session, of, "U87 cells took them up.")
        words = Words(first.id, 13, 17)
        named = Value("miR-210", "hsa-miR-210-3p", "MIMAT0000267", "miRBase", words=words)
        given = typed(cargo="miR-21", therapy="TMZ", effect="resistance increased", cargo_class="miRNA")
        given["cargo"] = FieldInput((*given["cargo"].values, named, Value("PTEN mRNA")))
        given["donor"] = FieldInput(reason="unclear")
        record = records.create(session, (first.id, second.id), given)
        records.review(session, record, "accepted")
        made = splitting.split(session, record)
        assert made[0] == record and len(made) == 3
        cargos = [session.project.entries(one)["cargo"].values for one in made]
        assert [[v.text for v in values] for values in cargos] == [["miR-21"], ["miR-210"], ["PTEN mRNA"]]
        assert cargos[1] == (named,)
        for one in made:
            entries = session.project.entries(one)
            assert entries["therapy"].values == session.project.entries(record)["therapy"].values
            assert entries["donor"].reason == "unclear" and entries["cargo_class"].text == "miRNA"
            assert [link.passage for link in session.project.links(record=one)] == [first.id, second.id]
            assert session.project.record(one).role == "marks resistance"
        assert session.project.record(record).review == "accepted" and not session.project.record(made[1]).review
        assert session.undo_label() == "Split record"
        session.undo()
        assert len(session.project.evidence_rows()) == 1
        assert len(session.project.entries(record)["cargo"].values) == 3
        session.redo()
        with pytest.raises(ExoError, match="fewer than two cargos"):
            splitting.split(session, record)
        assert check(session.path).ok
        recent = recent_values.of_document(session, of.id)
        assert [v.text for v in recent["cargo"]] == ["PTEN mRNA", "miR-210", "miR-21"], "the last record first"
        assert recent["cargo"][1].identifier == "MIMAT0000267"
