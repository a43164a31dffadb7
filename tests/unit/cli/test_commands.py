"""Every command as a researcher's script calls it: answers in JSON, refusals in one sentence and exit 1."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import exoannotate
from exoannotate import resources
from exoannotate.cli import main
from exoannotate.domain.evidence import DEFAULT_COLUMNS

REVIEW = resources.path("sample", "review.pdf")
MGMT = "their exosomes deliver MGMT mRNA to glioma cells that have none of their own"

Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs one command and returns exit code, its JSON (a list where there are several lines), and stderr."""

    def command(*words: object) -> tuple[int, Any, str]:
        code = main([*map(str, words), "--json"])
        out, err = capsys.readouterr()
        lines = [json.loads(line) for line in out.splitlines()]
        return code, lines[0] if len(lines) == 1 else lines, err

    return command


@pytest.fixture
def study(tmp_path: Path, run: Run) -> tuple[Path, str]:
    """A project with the sample review added; returns its path and the document's id."""
    project = tmp_path / "Über uns" / "my study.exo"
    project.parent.mkdir()
    assert run("new", project)[0] == 0
    code, added, _ = run("add", project, REVIEW)
    assert (code, added["state"], added["pages"]) == (0, "added", 4)
    return project, added["document"]


@pytest.fixture
def passage(study: tuple[Path, str], run: Run) -> str:
    code, found, _ = run("highlight", study[0], "--document", study[1], "--quote", MGMT)
    assert code == 0
    return str(found["passage"])


def refused(answer: tuple[int, Any, str], said: str) -> None:
    """A refusal: exit 1, nothing on stdout, one line on stderr that says it."""
    code, out, err = answer
    assert code == 1
    assert out == []
    assert said in err
    assert len(err.strip().splitlines()) == 1
    assert "Traceback" not in err


def test_new_and_info(tmp_path: Path, run: Run) -> None:
    code, made, _ = run("new", tmp_path / "a.exo")
    assert code == 0
    assert set(made) == {"project", "id"}
    _, info, _ = run("info", tmp_path / "a.exo")
    assert info["counts"]["documents"] == 0
    assert info["format"] == "1.5"


def test_add_names_what_cannot_be_read_and_takes_the_rest(study: tuple[Path, str], tmp_path: Path, run: Run) -> None:
    page = tmp_path / "log in.pdf"
    page.write_text("<html><body>Please log in</body></html>")
    again = tmp_path / "copy.pdf"
    shutil.copy(REVIEW, again)
    code, answers, err = run("add", study[0], page, again, tmp_path / "nowhere.pdf", tmp_path)
    assert code == 1
    assert [a["state"] for a in answers[:2]] == ["not a pdf", "already there"]
    assert answers[1]["document"] == study[1]
    assert all(a["document"] == "" for a in answers[2:])
    assert "log in.pdf" in err
    assert "nowhere.pdf" in err


def test_text_is_zero_based_and_has_labels(run: Run) -> None:
    code, pages, _ = run("text", REVIEW)
    assert code == 0
    assert [(p["page"], p["label"]) for p in pages] == [(0, "101"), (1, "102"), (2, "103"), (3, "104")]
    _, one, _ = run("text", REVIEW, "--page", 2)
    assert one == pages[2]
    refused(run("text", REVIEW, "--page", 4), "pages 0 to 3")
    refused(run("text", REVIEW.parent / "nowhere.pdf"), "nowhere.pdf")


def test_highlight_finds_a_quote_however_it_is_typed(study: tuple[Path, str], run: Run) -> None:
    typed = "Hypoxic glioma cells export miR‐301a, which sup- presses TCEAL7 in normoxic\nneighbours"
    code, found, _ = run("highlight", study[0], "--document", study[1], "--quote", typed, "--colour", "T")
    assert (code, found["state"], found["score"]) == (0, "exact", 1.0)
    assert found["quote"] == "Hypoxic glioma cells export miR-301a, which suppresses TCEAL7 in normoxic neighbours"
    assert found["label"] == str(101 + found["page"])


def test_highlight_says_when_there_is_no_such_quote_or_several(study: tuple[Path, str], run: Run) -> None:
    project, document = study
    code, found, err = run("highlight", project, "--document", document, "--quote", "Zebras cross the river at dawn")
    assert (code, found["state"], found["passage"]) == (1, "not found", "")
    assert "not in the document" in err
    code, found, err = run("highlight", project, "--document", document, "--quote", "glioma cells")
    assert (code, found["state"], found["passage"]) == (1, "ambiguous", "")
    refused(run("highlight", project, "--document", document, "--quote", MGMT, "--page", 9), "pages 0 to 3")
    refused(run("highlight", project, "--document", document, "--quote", MGMT, "--colour", "pink"), "(R) Resistance")
    refused(run("highlight", project, "--document", "nope", "--quote", MGMT), "no document")
    assert run("info", project)[1]["counts"]["passages"] == 0


def test_a_record_from_words_to_role(study: tuple[Path, str], passage: str, run: Run) -> None:
    code, made, _ = run(
        "record", study[0], "--passage", passage, "--set", "cargo=MGMT mRNA", "--set", "donor=Reactive astrocytes",
        "--set", "therapy=temozolomide; radiation", "--set", "effect=sensitivity",
        "--set", "perturbation=vesicle depletion", "--reason", "primary_study=unclear", "--set", "targets=MGMT [up]",
    )  # fmt: skip
    assert code == 0
    assert (made["status"], made["role"]) == ("complete", "promotes resistance")
    assert [t["text"] for t in made["fields"]["therapy"]] == ["temozolomide", "radiation"]
    start = MGMT.index("MGMT mRNA")
    assert made["fields"]["cargo"][0] == {
        "text": "MGMT mRNA", "start": start, "end": start + 9, "name": "", "id": "", "source": "", "passage": passage,
    }  # fmt: skip
    assert made["fields"]["donor"][0]["start"] is None  # these words stand before the quote
    assert made["fields"]["targets"][0]["detail"] == "up"
    assert made["reasons"] == {"primary_study": "unclear"}
    _, row, _ = run("table", study[0])
    assert list(row) == [c.name for c in DEFAULT_COLUMNS]
    assert row["primary_study"] == "unclear"
    assert row["quote"] == MGMT


def test_bad_fields_and_values_name_the_allowed_ones(study: tuple[Path, str], passage: str, run: Run) -> None:
    project = study[0]
    before = project.read_bytes()
    new = ("record", project, "--passage", passage)
    refused(run(*new, "--set", "colour=red"), "cargo_class")
    refused(run(*new, "--set", "effect=better"), "sensitivity increased")
    refused(run(*new, "--set", "cargo"), "FIELD=VALUE")
    refused(run(*new, "--set", "cargo=x", "--reason", "donor=dunno"), "not yet looked")
    refused(run(*new, "--set", "cargo=x", "--reason", "cargo=unclear"), "needs no reason")
    refused(run(*new, "--set", "note=nothing else"), "at least one of cargo, donor, therapy or effect")
    refused(run("record", project, "--passage", "nope", "--set", "cargo=x"), "no passage")
    refused(run("edit", project, "--record", "nope", "--set", "cargo=x"), "no record")
    assert project.read_bytes() == before


def test_link_unlink_edit_delete_undo_redo_history(study: tuple[Path, str], passage: str, run: Run) -> None:
    project, document = study
    _, other, _ = run(
        "highlight", project, "--document", document, "--quote", "A glioma is not made of glioma cells alone."
    )
    _, made, _ = run("record", project, "--passage", passage, "--set", "cargo=MGMT mRNA")
    record, second = made["record"], other["passage"]
    assert run("link", project, "--record", record, "--passage", second)[1]["passages"] == [passage, second]
    assert run("link", project, "--record", record, "--passage", second)[1]["passages"] == [passage, second]
    refused(run("delete", project, "--passage", "nope"), "no passage")
    assert run("unlink", project, "--record", record, "--passage", passage)[1]["passages"] == [second]
    refused(run("unlink", project, "--record", record, "--passage", second), "only passage")
    refused(run("delete", project, "--passage", second), "only passage of a record")
    assert (
        run("edit", project, "--record", record, "--set", "donor=astrocytes")[1]["fields"]["donor"][0]["text"]
        == "astrocytes"
    )
    assert "donor" not in run("edit", project, "--record", record, "--clear", "donor")[1]["fields"]
    refused(run("edit", project, "--record", record, "--clear", "cargo"), "at least one of")
    assert run("edit", project, "--record", record, "--accept")[1]["status"] == "accepted"
    assert run("delete", project, "--record", record)[0] == 0
    assert run("table", project)[1] == []
    assert run("undo", project)[1] == {"undone": "Delete record"}
    assert run("undo", project)[1] == {"undone": "Accept record"}
    assert run("redo", project)[1] == {"redone": "Accept record"}
    assert run("table", project)[1]["status"] == "accepted"
    _, acts, _ = run("history", project)
    assert acts[0]["kind"] == "redo"
    assert [a["label"] for a in acts if a["kind"] == "do"][:3] == ["Delete record", "Accept record", "Edit donor"]
    assert run("check", project)[1]["ok"] is True


def test_a_record_of_several_cargos_is_split(study: tuple[Path, str], passage: str, run: Run) -> None:
    project = study[0]
    _, made, _ = run("record", project, "--passage", passage, "--set", "cargo=MGMT mRNA; APNG mRNA", "--set", "donor=x")
    _, split, _ = run("split", project, "--record", made["record"])
    assert split["records"][0] == made["record"] and len(split["records"]) == 2
    assert [row["cargo"] for row in run("table", project)[1]] == ["MGMT mRNA", "APNG mRNA"]
    before = project.read_bytes()
    refused(run("split", project, "--record", made["record"]), "fewer than two cargos")
    refused(run("split", project, "--record", "nope"), "no record")
    assert project.read_bytes() == before
    assert run("undo", project)[1] == {"undone": "Split record"}
    assert run("table", project)[1]["cargo"] == "MGMT mRNA; APNG mRNA"


def test_find_looks_in_quotes_fields_notes_and_documents(study: tuple[Path, str], passage: str, run: Run) -> None:
    project = study[0]
    run("record", project, "--passage", passage, "--set", "cargo=MGMT mRNA", "--set", "note=compare with beta-catenin")
    _, hits, _ = run("find", project, "MGMT")
    assert {h["in"] for h in hits} == {"quotes", "fields", "documents"}
    _, hits, _ = run("find", project, "Wnt beta catenin", "--in", "documents")
    assert hits[0]["label"] == str(101 + hits[0]["page"])
    assert "Wnt/β-catenin" in hits[0]["text"]
    assert run("find", project, "β‐catenin", "--in", "notes")[1]["in"] == "notes"
    assert run("find", project, "zebra")[1] == []
    refused(run("find", project, "x", "--in", "drawers"), "quotes, fields, notes, documents")
    refused(run("find", project, "…"), "nothing to search")


def test_export_writes_whole_files_or_none(study: tuple[Path, str], passage: str, tmp_path: Path, run: Run) -> None:
    project = study[0]
    run("record", project, "--passage", passage, "--set", "cargo=SEPT2")
    for name in ("csv", "tsv", "xlsx", "json"):
        out = tmp_path / f"out.{name}"
        code, done, _ = run("export", project, "--format", name, "--out", out)
        assert (code, done["rows"]) == (0, 1)
        again = tmp_path / f"again.{name}"
        assert run("export", project, "--format", name, "--out", again)[1]["digest"] == done["digest"]
        assert out.read_bytes() == again.read_bytes()
    refused(run("export", project, "--format", "docx2", "--out", tmp_path / "x"), "xlsx")
    refused(run("export", project, "--format", "csv", "--out", tmp_path), "folder")
    refused(run("export", project, "--format", "csv", "--out", tmp_path / "no" / "x.csv"), "no")
    refused(run("export", project, "--format", "csv", "--out", tmp_path / "x", "--filter", "cargo = ="), "")
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]


def test_no_project_no_answer(tmp_path: Path, run: Run) -> None:
    page = tmp_path / "page.exo"
    page.write_text("<html>")
    for command in (("info",), ("table",), ("check",), ("digest",), ("undo",), ("find", "x")):
        words = [command[0], page, *command[1:]]
        refused(run(*words), "is not an exoannotate project")
        refused(run(words[0], tmp_path / "nowhere.exo", *command[1:]), "no file")
        refused(run(words[0], tmp_path, *command[1:]), "folder")
    assert page.read_text() == "<html>"


def test_wrong_usage_is_exit_2(run: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for words in (
        ["frobnicate"],
        ["new"],
        ["text", "--page", "x", "a.pdf"],
        ["edit", str(tmp_path / "a.exo"), "--record", "r"],
    ):
        assert main(words) == 2
        assert "Traceback" not in capsys.readouterr().err


def test_a_window_without_a_display_is_one_sentence_and_exit_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main([]) == 2
    assert "no display" in capsys.readouterr().err


def test_schema_is_what_files_are(run: Run) -> None:
    _, told, _ = run("schema")
    assert told["application_id"] == 0x45584F41
    assert {"documents", "passages", "records", "record_fields", "record_passages", "history"} <= set(told["tables"])
    assert [f["name"] for f in told["fields"]][:3] == ["cargo", "cargo_class", "donor"]
    assert told["views"]["evidence"]["columns"] == [c.name for c in DEFAULT_COLUMNS]


def test_demo_does_the_whole_job_without_a_window(tmp_path: Path, run: Run) -> None:
    for _ in range(2):
        code, told, _ = run("demo", tmp_path / "demo", "--headless")
        assert code == 0
        for path in (told["project"], told["pdf"], *told["exports"]):
            assert os.path.getsize(path) > 1000
    _, rows, _ = run("table", told["project"])
    assert len(rows) == 8
    seeds = [r for r in rows if r["cargo"] == "whole vesicle"]
    assert [r["role"] for r in seeds] == ["promotes resistance", "promotes resistance"]
    assert run("check", told["project"])[1]["ok"]


def test_read_evidence_has_real_types(tmp_path: Path, run: Run) -> None:
    run("demo", tmp_path, "--headless")
    df = exoannotate.read_evidence(tmp_path / "sample-job.exo", columns="long")
    assert len(df) == 8
    assert str(df["document_year"].dtype) == "Int64"
    assert str(df["effect"].dtype) == "category"
    assert len(exoannotate.read_evidence(tmp_path / "sample-job.exo", filter="therapy = radiation")) == 1
    short = exoannotate.read_evidence(tmp_path / "sample-job.exo")
    assert list(short.columns) == [c.name for c in DEFAULT_COLUMNS]


def test_the_rules_that_read_sentences_are_loaded_by_the_commands_that_use_them() -> None:
    code = "import sys, exoannotate.cli; print([m for m in sys.modules if m.endswith(('claims.claim', 'claims.rows'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
