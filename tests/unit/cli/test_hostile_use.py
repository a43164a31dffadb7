"""What a careless, unlucky or hostile user types: one sentence, exit 1 or 2, and nothing lost."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from exoannotate import resources
from exoannotate.cli import COMMANDS, exoannotate, main
from exoannotate.store.checks import check, digest
from tests.unit.cli.test_commands import MGMT, REVIEW, Run, passage, refused, run, study

__all__ = ["passage", "run", "study"]  # fixtures

posix = pytest.mark.skipif(os.name != "posix", reason="signals and pipes of POSIX systems")


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "sample.exo"
    shutil.copy(resources.path("sample", "sample.exo"), path)
    shutil.copy(REVIEW, tmp_path / "review.pdf")
    return path


def record_of(project: Path) -> str:
    db = sqlite3.connect(project)
    (found,) = db.execute("SELECT min(id) FROM records").fetchone()
    db.close()
    return str(found)


def process(*words: object, **more: Any) -> subprocess.CompletedProcess[bytes]:
    """The command as a process of its own; words may be bytes."""
    arguments = [os.fsdecode(w) if isinstance(w, bytes) else str(w) for w in words]
    return subprocess.run([sys.executable, "-m", "exoannotate", *arguments], capture_output=True, timeout=60, **more)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: str(c.name))
def test_every_command_explains_itself(command: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(command.name), "--help"]) == 0
    out = capsys.readouterr().out
    if command.name != "window":
        assert f"exoannotate {command.name}" in out.partition("Example")[2]
    assert all(len(line) <= 125 for line in out.splitlines())
    assert all(getattr(p, "help", "") for p in command.params if p.param_type_name == "option")
    assert command.name in exoannotate.commands


def test_an_export_never_replaces_a_project_or_a_pdf(sample: Path, tmp_path: Path, run: Run) -> None:
    link = tmp_path / "link.csv"
    link.symlink_to(sample)
    before = {p: p.read_bytes() for p in (sample, tmp_path / "review.pdf")}
    for out in (sample, link, tmp_path / "review.pdf"):
        refused(run("export", sample, "--format", "csv", "--out", out), "would replace it")
    assert {p: p.read_bytes() for p in before} == before
    assert run("export", sample, "--format", "csv", "--out", tmp_path / "new.csv")[0] == 0
    assert run("export", sample, "--format", "tsv", "--out", tmp_path / "new.csv")[0] == 0  # a table may be replaced


def test_looking_leaves_every_byte(sample: Path, tmp_path: Path, run: Run) -> None:
    db = sqlite3.connect(sample)
    with db:
        db.execute("DROP VIEW evidence")
    db.close()
    before = sample.read_bytes()
    out = tmp_path / "out.xlsx"
    for words in (
        ["info"],
        ["table"],
        ["history"],
        ["check"],
        ["digest"],
        ["export", "--format", "xlsx", "--out", out],
    ):
        assert run(words[0], sample, *words[1:])[0] == 0
    assert run("find", sample, "temozolomide")[0] == 0
    assert sample.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--set", "cargo=  "], "given no value"),
        (["--set", "cargo=;;"], "given no value"),
        (["--set", "cargo"], "FIELD=VALUE"),
        (["--set", "targets=Z [sideways]"], "cannot qualify"),
        (["--set", "targets=Z []"], "cannot qualify"),
        (["--set", "cargo=a", "--clear", "Cargo"], "filled and cleared"),
        (["--set", "rating=5", "--set", "rating=4"], "takes one value"),
        (["--reason", "donor=dunno"], "not a reason"),
    ],
)
def test_an_edit_that_is_not_understood_changes_nothing(sample: Path, run: Run, words: list[str], said: str) -> None:
    before = sample.read_bytes()
    refused(run("edit", sample, "--record", record_of(sample), *words), said)
    assert sample.read_bytes() == before


def test_values_of_any_letters_come_back(sample: Path, run: Run) -> None:
    record = record_of(sample)

    def fields(*words: str) -> Any:
        code, told, err = run("edit", sample, "--record", record, *words)
        assert code == 0, err
        return told["fields"]

    long = "x" * 10_000
    told = fields("--set", "CARGO=miR-21\n a 🧬; =1+1 ;;@x", "--set", f"Note=two\nlines \x1b[31m {long}")
    assert [v["text"] for v in told["cargo"]] == ["miR-21 a 🧬", "=1+1", "@x"]
    assert told["note"] == f"two\nlines \x1b[31m {long}"
    told = fields("--set", "donor=A549 [hypoxic; resistant]; U87", "--set", "targets=ABCB1 [UP]; [up]; P[21]")
    assert [(v["text"], v.get("detail")) for v in told["donor"]] == [("A549", "hypoxic; resistant"), ("U87", None)]
    assert [(v["text"], v.get("detail")) for v in told["targets"]] == [("ABCB1", "up"), ("[up]", None), ("P[21]", None)]
    assert fields("--set", "cargo=caf\udce9")["cargo"][0]["text"] == "caf\N{REPLACEMENT CHARACTER}"
    assert "donor" not in fields("--reason", "donor=not yet looked")
    assert check(sample).ok


def test_a_terminal_obeys_nothing_that_stands_in_a_project(
    sample: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    run("edit", sample, "--record", record_of(sample), "--set", "cargo=\x1b[2J\u202eevil", "--curator", "\x07Bell")
    for words in (["table"], ["history"], ["info"], ["find", "evil"]):
        assert main([words[0], str(sample), *words[1:], *(["--in", "fields"] if words[0] == "find" else [])]) == 0
    out = capsys.readouterr().out
    assert "evil" in out
    assert not {"\x1b", "\u202e", "\x07"} & set(out)


def test_a_field_of_a_newer_program_is_shown_as_text(sample: Path, run: Run) -> None:
    record = record_of(sample)
    db = sqlite3.connect(sample)
    with db:
        db.execute(
            "INSERT INTO record_fields SELECT record || ':mood', record, 'mood', 'calm', '[{\"text\": \"calm\"}]', '', "
            "origin, changed, curator FROM record_fields WHERE record = ? LIMIT 1",
            (record,),
        )
    db.close()
    code, told, _ = run("edit", sample, "--record", record, "--reject")
    assert (code, told["fields"]["mood"], told["status"]) == (0, "calm", "rejected")
    assert main(["edit", str(sample), "--record", record, "--reopen"]) == 0


def test_a_note_is_one_act_with_its_highlight(study: tuple[Path, str], run: Run) -> None:
    project, document = study
    run("highlight", project, "--document", document, "--quote", MGMT, "--note", "look again")
    assert run("undo", project)[1] == {"undone": "Highlight"}
    assert run("info", project)[1]["counts"]["passages"] == 0


def test_embedding_what_is_already_there(study: tuple[Path, str], run: Run, tmp_path: Path) -> None:
    project, document = study
    copy = tmp_path / "copy.pdf"
    shutil.copy(REVIEW, copy)
    assert run("add", project, copy, "--embed")[1]["state"] == "already there"
    moved = tmp_path / "far" / "away.exo"
    moved.parent.mkdir()
    shutil.move(project, moved)
    copy.unlink()
    db = sqlite3.connect(moved)
    with db:
        db.execute("UPDATE document_files SET path = '//evil.example/share/' || path")
    db.close()
    code, found, _ = run("highlight", moved, "--document", document, "--quote", MGMT)
    assert (code, found["state"]) == (0, "exact")


def test_a_damaged_file_is_told_in_json_too(sample: Path, run: Run) -> None:
    sample.write_bytes(sample.read_bytes()[:9000])
    for command in ("check", "digest"):
        code, told, err = run(command, sample)
        assert (code, told["ok"], told["digest"]) == (1, False, "")
        assert set(told) == {"ok", "findings", "digest"}
        assert "It was not changed" in err
    for command in ("info", "table", "history", "undo"):
        refused(run(command, sample), "damaged")


@posix
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(study: tuple[Path, str], tmp_path: Path, run: Run) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    code, added, err = run("add", study[0], pipe)
    assert (code, added["state"], added["document"]) == (1, "not a pdf", "")
    assert "device" in err
    refused(run("text", pipe), "device")
    refused(run("info", pipe), "device")
    refused(run("new", pipe), "exists already")
    refused(run("export", study[0], "--format", "csv", "--out", pipe), "be replaced")
    refused(run("info", tmp_path / ("x" * 300)), "too long")
    code, added, _ = run("add", study[0], tmp_path / "nowhere.pdf")
    assert (code, added["state"]) == (1, "not a pdf")


@posix
def test_names_that_are_no_text(study: tuple[Path, str], tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path)
    project, pdf = folder + b"/caf\xe9.exo", folder + b"/caf\xe9.pdf"
    shutil.copy(REVIEW, os.fsdecode(pdf))
    for words in ([b"new", project], [b"add", project, pdf], [b"info", project], [b"table", project]):
        done = process(*words, b"--json", env=dict(os.environ, LC_ALL="C"))
        assert done.returncode == 0, done.stderr
    told = json.loads(process(b"info", project, b"--json").stdout)
    document = told["documents"][0]
    assert document["path"]  # found again by its name, though the project cannot keep that
    done = process(b"highlight", project, b"--document", document["document"], b"--quote", MGMT, b"--json")
    assert json.loads(done.stdout)["state"] == "exact"


@posix
def test_answers_that_nobody_takes(sample: Path) -> None:
    full = Path("/dev/full")
    if full.exists():
        with full.open("wb") as nowhere:
            done = subprocess.run(
                [sys.executable, "-m", "exoannotate", "table", sample], stdout=nowhere, stderr=subprocess.PIPE
            )
        assert (done.returncode, b"disk is full" in done.stderr) == (1, True)
        assert b"Traceback" not in done.stderr
    shell = f'"{sys.executable}" -m exoannotate table "{sample}" <&- >&-'
    closed = subprocess.run(["sh", "-c", shell], stderr=subprocess.PIPE)
    assert (closed.returncode, closed.stderr) == (0, b"")
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([sys.executable, "-m", "exoannotate", "table", sample], stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")


def test_a_fault_of_ours_is_a_sentence_too(
    sample: Path, run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from exoannotate.workspace import tables

    def broken(*_: object, **__: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(tables, "evidence", broken)
    refused(run("table", sample), "a fault of its own")
    monkeypatch.setenv("EXOANNOTATE_TRACE", "1")
    assert main(["table", str(sample)]) == 1
    assert "KeyError" in capsys.readouterr().err


WRITER = """
import sys
from pathlib import Path
from exoannotate.domain.fields import field, values
from exoannotate.workspace import records
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session
with Session.open(Path(sys.argv[1]), "Zoe") as session:
    (passage, *_) = session.project.passages()
    for i in range(int(sys.argv[3])):
        records.create(session, (passage.id,), {"cargo": FieldInput(values(field("cargo"), (f"{sys.argv[2]}-{i}",)))})
        print(i, flush=True)
"""


def test_two_programs_that_edit_at_once_lose_nothing(sample: Path, run: Run) -> None:
    before = len(run("table", sample)[1])
    both = [
        subprocess.Popen([sys.executable, "-c", WRITER, sample, name, "40"], stdout=subprocess.DEVNULL)
        for name in ("one", "two")
    ]
    assert [p.wait(60) for p in both] == [0, 0]
    assert len(run("table", sample)[1]) == before + 80
    assert check(sample).ok
    assert not list(sample.parent.glob("*-journal"))


@posix
def test_a_program_killed_while_it_writes_leaves_whole_acts(sample: Path, run: Run) -> None:
    before = len(run("table", sample)[1])
    writer = subprocess.Popen([sys.executable, "-c", WRITER, sample, "k", "500"], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    for _ in range(20):
        writer.stdout.readline()
    writer.send_signal(signal.SIGKILL)
    told = 20 + len(writer.stdout.read().splitlines())
    writer.wait()
    writer.stdout.close()
    assert len(run("table", sample)[1]) in (before + told, before + told + 1)
    assert check(sample).ok


def test_a_lock_is_waited_for(sample: Path, run: Run) -> None:
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sqlite3, sys, time; db = sqlite3.connect(sys.argv[1], isolation_level=None); "
            "db.execute('BEGIN EXCLUSIVE'); print(1, flush=True); time.sleep(1.5)",
            sample,
        ],
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    start = time.monotonic()
    assert run("undo", sample)[0] == 0
    assert time.monotonic() - start > 1
    holder.stdout.close()
    holder.wait()


def test_the_digest_does_not_see_how_ids_fell(sample: Path, run: Run) -> None:
    """Two links with the same place in the order, two studies, two equal passages: renamed, the digest is the same."""
    db = sqlite3.connect(sample)
    with db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("UPDATE record_passages SET ordinal = 0")
    before = digest(sample)
    with db:
        rows = db.execute("SELECT id FROM passages").fetchall()
        for i, (old,) in enumerate(sorted(rows, reverse=True)):
            db.execute("UPDATE passages SET id = ? WHERE id = ?", (f"p{i}", old))
            db.execute(
                "UPDATE record_passages SET passage = ?1, id = record || ':' || ?1 WHERE passage = ?2", (f"p{i}", old)
            )
            db.execute('UPDATE record_fields SET "values" = replace("values", ?, ?)', (old, f"p{i}"))
        for i, (old,) in enumerate(sorted(db.execute("SELECT id FROM studies").fetchall(), reverse=True)):
            db.execute("UPDATE studies SET id = ? WHERE id = ?", (f"s{i}", old))
            db.execute('UPDATE record_fields SET "values" = replace("values", ?, ?)', (old, f"s{i}"))
    db.close()
    assert digest(sample) == before
