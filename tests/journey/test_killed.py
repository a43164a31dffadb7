"""kill -9 of the window while edits are made: every acknowledged edit is there, and the file is whole."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from exoannotate.domain.records import Value
from exoannotate.store.checks import check
from exoannotate.workspace import records, sample
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session

ROOT = Path(__file__).parents[2]
KILLS, ALL_KILLS, PARTS = 20, 200, 5
"""Kills each time, with --full, and the tests they are spread over."""


@pytest.mark.timeout(900)
@pytest.mark.parametrize("part", range(PARTS))
def test_s01_no_acknowledged_edit_is_lost(part: int, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    kills = (ALL_KILLS if pytestconfig.getoption("full") else KILLS) // PARTS
    chance = random.Random(part)
    project = sample.copy(tmp_path / "sample")
    with Session.open(project) as session:
        record = session.project.records()[2].id
        records.edit(session, record, {"statement": FieldInput((Value("0"),))})
    edits, there = 0, 0
    for kill in range(1, kills + 1):
        window = subprocess.Popen(
            [sys.executable, "-m", "tests.journey.busy_editor", project, record, str(there + 1)],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert window.stdout is not None
        assert window.stdout.readline() == "ready\n"
        acknowledged = before = there
        kill_at = time.monotonic() + chance.uniform(0.05, 0.6)
        for line in window.stdout:
            if line.endswith("\n"):
                acknowledged = int(line)
            # On a busy machine a moment may hold one edit only; it is the edits that are counted.
            if time.monotonic() > kill_at and edits + acknowledged - before > kill:
                break
        time.sleep(chance.uniform(0, 0.01))
        window.kill()
        told = window.stdout.read().split("\n")[:-1]
        window.wait()
        window.stdout.close()
        acknowledged = int(told[-1]) if told else acknowledged
        edits += acknowledged - before
        with Session.open(project) as session:
            there = int(session.project.entries(record)["statement"].text)
        # The last edit may be on disk before it could be told; none that was told may be missing.
        assert acknowledged <= there <= acknowledged + 1
        found = check(project)
        assert found.ok, found.findings
    assert edits > kills


def test_a_killed_window_leaves_no_worker(tmp_path: Path) -> None:
    """The PDF workers of a window that was killed end by themselves."""
    script = (
        "import sys, time\nfrom exoannotate.pdf.client import PdfClient\nclient = PdfClient()\n"
        "while None in client.process_ids: time.sleep(0.01)\n"
        "print(*client.process_ids, flush=True)\ntime.sleep(60)\n"
    )
    window = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert window.stdout is not None
    workers = [int(word) for word in window.stdout.readline().split()]
    assert len(workers) == 2
    window.kill()
    window.wait()
    window.stdout.close()
    end = time.monotonic() + 10
    while any(_runs(worker) for worker in workers):
        assert time.monotonic() < end
        time.sleep(0.05)


def _runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_a_file_killed_by_commands_is_whole(tmp_path: Path) -> None:
    """The command line, killed at any moment of its work, leaves a whole file with the old or the new edit."""
    chance = random.Random(1)
    project = sample.copy(tmp_path / "sample")
    with Session.open(project) as session:
        record = session.project.records()[2].id
        last = session.project.entries(record)["cargo"].text
    for n in range(10):
        words = ["edit", str(project), "--record", record, "--set", f"cargo=miR-{n}"]
        command = subprocess.Popen([sys.executable, "-m", "exoannotate", *words], stdout=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.3, 1.2))
        command.kill()
        done = command.wait() == 0
        with Session.open(project) as session:
            there = session.project.entries(record)["cargo"].text
        assert there in (last, f"miR-{n}")
        if done:
            assert there == f"miR-{n}"
        last = there
        assert check(project).ok
