"""S02, S16, S17, S19, M14: a disk that refuses any one write, or loses power or the program between any two."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from exoannotate.domain.records import Value
from exoannotate.store import opening
from exoannotate.store.checks import check
from exoannotate.workspace import backups, records, sample
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session
from tests.journey import disk
from tests.journey.disk import Disk, Editor

pytestmark = pytest.mark.skipif(not disk.available(), reason="strace is not here, or may not watch")

EDITS = 3
CUTS, ALL_CUTS = 60, 400
"""Power cuts that are looked at each time, and with --full."""
FAULTS = {"pwrite64": ("EIO", "ENOSPC"), "fsync": ("EIO",), "fdatasync": ("EIO",), "unlink": ("EIO",)}


@pytest.fixture
def study(tmp_path: Path) -> tuple[Path, str]:
    """A project, and the record that is edited."""
    path = sample.copy(tmp_path / "desk")
    with Session.open(path, "Ann") as session:
        return path, session.project.records()[2].id


def statement(path: Path, record: str) -> int:
    """The number of the last edit that is in the file."""
    with Session.open(path, "Reader", read_only=True) as session:
        text = session.project.entries(record)["statement"].text
        return int(text) if text.isdigit() else 0


def test_s02_a_power_cut_takes_no_edit_that_was_told(
    study: tuple[Path, str], tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    path, record = study
    before = {str(path): path.read_bytes()}
    options = ["-y", "-xx", "-s", "10000000", "-e", "trace=pwrite64,write,fsync,fdatasync,unlink,ftruncate"]
    editor = Editor(path, record, EDITS, options, tmp_path / "log")
    editor.run()
    assert editor.saved == EDITS
    steps = list(disk.steps(editor.log))
    assert sum(step.kind == "write" for step in steps) > 30 and sum(step.kind == "sync" for step in steps) >= 3 * EDITS
    dice = random.Random(3)
    cuts = ALL_CUTS if pytestconfig.getoption("full") else CUTS
    seen = set()
    for end in (len(steps), *(dice.randint(0, len(steps)) for _ in range(cuts))):
        state = Disk(before)
        for step in steps[:end]:
            state.do(step)
        folder = tmp_path / "after"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name, data in state.after_a_cut(dice).items():
            (folder / Path(name).name).write_bytes(data)
        left = folder / path.name
        told = max((int(line.split()[1]) for line in state.told.decode().splitlines() if "saved" in line), default=0)
        assert told <= statement(left, record) <= told + 1, end
        found = check(left)
        assert found.ok, (end, found.findings)
        seen.add(told)
    assert seen == set(range(EDITS + 1))


def faults(every: bool) -> list[tuple[str, str, int]]:
    """Which call fails, how, and the how-manieth it is."""
    dice = random.Random(19)
    found = []
    for call, errors in FAULTS.items():
        many = {"pwrite64": 75, "fsync": 6, "fdatasync": 9, "unlink": 2}[call]
        for error in errors:
            ks = range(1, many + 1)
            found += [(call, error, k) for k in (ks if every else dice.sample(ks, 4 if many > 9 else 1))]
    return found


@pytest.mark.timeout(900)
def test_s19_whatever_write_fails_no_edit_is_half_done(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:  # fmt: skip
    refused = 0
    for call, error, k in faults(pytestconfig.getoption("full")):
        folder = tmp_path / f"{call}-{error}-{k}"
        path = sample.copy(folder)
        with Session.open(path, "Ann") as session:
            record = session.project.records()[2].id
            before = len(session.project.history())
        # Only what is done to the project, its journal and its folder fails.
        options = ["-P", str(path), "-P", f"{path}-journal", "-P", str(folder),
                   "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={k}"]  # fmt: skip
        editor = Editor(path, record, EDITS, options, folder / "log")
        editor.run()
        told = [line for line in editor.said if line.startswith("refused")]
        refused += len(told)
        assert all("not written" in line and "safe" in line for line in told), (call, error, k, told)
        assert editor.saved == EDITS == statement(path, record), (call, error, k, editor.said)
        with Session.open(path, "Reader", read_only=True) as session:
            assert len(session.project.history()) == before + EDITS, (call, error, k)
        result = check(path)
        assert result.ok, (call, error, k, result.findings)
        assert not [name for name in os.listdir(folder) if name.endswith("-journal")]
    assert refused > 3


_OPEN = """
import sys
from collections.abc import Sequence
from pathlib import Path
from exoannotate.workspace.session import Session
sys.stdin.readline()
Session.open(Path(sys.argv[1]), "Ann").close()
print("opened", flush=True)
"""


def killed_while(program: str, given: Sequence[Path], path: Path, k: int, done: str) -> bool:
    """Run a program that waits for a line, and kill it at the k-th write to a file; whether it came that far."""
    running = subprocess.Popen(
        [sys.executable, "-c", program, *map(str, given)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    watch = subprocess.Popen(
        ["strace", "-f", "-p", str(running.pid), "-o", os.devnull, "-P", str(path), "-P", f"{path}-journal",
         "-e", "trace=pwrite64", "-e", f"inject=pwrite64:signal=KILL:when={k}"],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert watch.stderr is not None and "attached" in watch.stderr.readline()
    out, _ = running.communicate("go\n", timeout=60)
    watch.communicate(timeout=60)
    return done not in out


@pytest.mark.timeout(900)
def test_s16_s17_a_migration_that_is_killed_leaves_one_format_or_the_other(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    old = Path(__file__).parents[1] / "files" / "format-1.0.exo"
    with Session.open(old, "Reader", read_only=True) as session:
        before = session.project.evidence_rows()
    step = 1 if pytestconfig.getoption("full") else 41
    killed = 0
    for k in itertools.count(1, step):
        path = tmp_path / f"{k}" / "old.exo"
        path.parent.mkdir()
        shutil.copy(old, path)
        path.chmod(0o644)
        dead = killed_while(_OPEN, (path,), path, k, "opened")
        killed += dead
        # It opens, and says what it said; and what it was before the migration is kept.
        with Session.open(path, "Ann") as session:
            assert [row["cargo"] for row in session.project.evidence_rows()] == [row["cargo"] for row in before], k
        assert check(path).ok, k
        kept = backups.listed(path)
        assert kept and opening.check_door(kept[-1].backup.path) == 1000, k
        if not dead:
            break
    assert killed > 2


_MERGE = """
import sys
from collections.abc import Sequence
from pathlib import Path
from exoannotate.workspace import merging
from exoannotate.workspace.session import Session
with Session.open(Path(sys.argv[1]), "Ann") as session:
    found = merging.preview(session, Path(sys.argv[2]))
    sys.stdin.readline()
    merging.merge(session, found)
print("merged", flush=True)
"""


@pytest.mark.timeout(900)
def test_m14_a_merge_that_is_killed_is_whole_or_not_there(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    theirs = sample.copy(tmp_path / "theirs")
    with Session.open(theirs, "Ben") as session:
        passage = session.project.passages()[0].id
        for n in range(5):
            records.create(session, (passage,), {"cargo": FieldInput((Value(f"miR-{n}"),))})
    killed = 0
    for k in itertools.count(1, 1 if pytestconfig.getoption("full") else 25):
        path = sample.copy(tmp_path / f"{k}")
        dead = killed_while(_MERGE, (path, theirs), path, k, "merged")
        killed += dead
        with Session.open(path, "Reader", read_only=True) as session:
            many = len(session.project.records())
        assert many in (8, 13) and (dead or many == 13), (k, many)
        assert check(path).ok, k
        if not dead:
            break
    assert killed > 1
