"""Two files beside one another, and two people of one project, by command and by function."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from exoannotate import resources
from exoannotate.cli import main
from exoannotate.domain.fields import field, values
from exoannotate.workspace import agreeing, merging, passages, records
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session
from tests.unit.store.test_strange_files import spoil


def typed(**given: str) -> dict[str, FieldInput]:
    return {name: FieldInput(values(field(name), (text,))) for name, text in given.items()}


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return Path(shutil.copy(resources.path("sample", "sample.exo"), tmp_path / "mine.exo"))


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    return Path(shutil.copy(resources.path("sample", "sample.exo"), tmp_path / "theirs.exo"))


def test_what_two_files_say_differently(
    mine: Path, theirs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not agreeing.compare(mine, theirs).differences
    with Session.open(theirs, "Ben") as session:
        known = session.project.records()
        records.edit(session, known[0].id, typed(donor="Ben's cells"))
        records.delete(session, known[1].id)
        made = records.create(session, (session.project.passages()[0].id,), typed(cargo="miR-999"))
        passages.set_note(session, session.project.passages()[1].id, "look again")
    before = mine.read_bytes(), theirs.read_bytes()
    out = tmp_path / "differences.xlsx"
    assert main(["compare", str(mine), str(theirs), "--out", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["same"], told["only_a"], told["only_b"], told["changed"]) == (len(known) - 2, 1, 1, 1)
    found = {(d["kind"], d["what"], d["key"]): d for d in told["differences"]}
    changed = found["changed", "record", known[0].id]
    assert (changed["field"], changed["second"]) == ("donor", "Ben's cells")
    assert ("only in the first", "record", known[1].id) in found
    assert found["only in the second", "record", made]["about"] == "miR-999"
    noted = next(d for d in told["differences"] if d["what"] == "highlight" and d["kind"] == "changed")
    assert (noted["field"], noted["first"], noted["second"]) == ("note", "", "look again")
    rows = list(openpyxl.load_workbook(out).active.values)
    assert rows[0][:2] == ("Difference", "What") and len(rows) == len(told["differences"]) + 1
    assert (mine.read_bytes(), theirs.read_bytes()) == before
    assert main(["compare", str(mine), str(theirs)]) == 0
    words = capsys.readouterr().out
    assert "1 changed, 1 only in “mine.exo”, 1 only in “theirs.exo”" in words and "Ben's cells" in words


def test_a_stranger_is_compared_as_far_as_it_can_be_read(mine: Path, theirs: Path, tmp_path: Path) -> None:
    spoil(theirs, "UPDATE passages SET quote = x'00' WHERE _rowid_ = 1")
    found = agreeing.compare(mine, theirs)
    assert found.refused[0].startswith("theirs.exo: ") and found.differences
    (tmp_path / "no.exo").write_text("no project")
    assert main(["compare", str(mine), str(tmp_path / "no.exo")]) == 1


def coded(path: Path, curator: str, *said: tuple[str, str, str]) -> None:
    """Records of one person: on the passage of that number, a cargo and an effect."""
    with Session.open(path, curator) as session:
        spots = sorted(p.id for p in session.project.passages() if p.quote)
        for number, (_, cargo, effect) in enumerate(said):
            records.create(session, (spots[number],), typed(cargo=cargo, therapy="temozolomide", effect=effect))


def test_people_who_coded_apart_agree_as_far_as_they_do(
    mine: Path, theirs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (mine, theirs):
        with Session.open(path, "Sample curator") as session:
            for record in session.project.records():
                records.delete(session, record.id)
    up, down = "resistance increased", "sensitivity increased"
    coded(mine, "Ann", ("", "miR-21", up), ("", "miR-9", up), ("", "PD-L1", down), ("", "miR-1", down))
    coded(theirs, "Ben", ("", "mir 21", up), ("", "miR-9", down), ("", "PDL1", down))
    with Session.open(mine, "Ann") as session:
        merging.merge(session, merging.preview(session, theirs))
    out = tmp_path / "agreement.csv"
    assert main(["agreement", str(mine), "--json", "--out", str(out)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (sorted(told["curators"]), told["claims"], told["alone"]) == (["Ann", "Ben"], 3, 1)
    figures = {f["field"]: f for f in told["fields"]}
    assert (figures["cargo"]["claims"], figures["cargo"]["alike"]) == (3, 3), "spelling is no disagreement"
    effect = figures["effect"]
    # up-up, up-down, down-down: observed 2/3, by chance 2/3 · 1/3 + 1/3 · 2/3 = 4/9.
    assert effect["percent"] == pytest.approx(2 / 3) and effect["kappa"] == pytest.approx((2 / 3 - 4 / 9) / (5 / 9))
    assert figures["therapy"]["kappa"] is None, "everybody said one thing"
    apart = [d for d in told["disagreements"] if d["Field"] == "Effect"]
    assert [(d["Ann"], d["Ben"]) for d in apart] == [(up, down)]
    assert "Effect,3,2,66.7,0.4,Cohen" in out.read_text("utf-8-sig").splitlines()
    assert main(["agreement", str(mine)]) == 0
    words = capsys.readouterr().out
    assert "Effect: 2 of 3 alike, 66.7 %, kappa 0.4 (Cohen)" in words
    assert "Second look by another person: 0 of 7 records." in words and told["verification"]["share"] is None


def test_a_project_of_one_person_says_so(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["agreement", str(mine)]) == 0
    assert "No words were coded by two people yet." in capsys.readouterr().out
