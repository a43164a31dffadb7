"""S05, S06, S21: a file that turns read-only, a folder that cannot be written, a clock that was set back."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from exoannotate.domain.errors import ProjectFileError
from exoannotate.store import project as store
from exoannotate.store.checks import check
from exoannotate.workspace import passages, sample
from exoannotate.workspace.session import Session

NOBODY = 65534
"""The number of the user that may do nothing; root may write everywhere."""

_AS_NOBODY = """
import os, sys
from pathlib import Path
from exoannotate.domain.errors import ExoError
from exoannotate.workspace import passages
from exoannotate.workspace.session import Session
if os.getuid() == 0:  # after the imports: what is installed for root only cannot be read any more
    os.setgid(NOBODY)
    os.setuid(NOBODY)
with Session.open(Path(sys.argv[1]), "Ann") as session:
    print("read only" if session.read_only else "to write", len(session.project.evidence_rows()))
    try:
        passages.set_note(session, session.project.passages()[0].id, "changed")
    except ExoError as error:
        print(error.message, error.hint)
    else:
        print("written")
"""


def as_nobody(path: Path) -> list[str]:
    """What somebody without rights to the file is told."""
    for folder in path.parents:
        if str(folder).startswith("/tmp/") and folder.stat().st_uid == os.getuid():
            folder.chmod(folder.stat().st_mode | 0o055)
    code = _AS_NOBODY.replace("NOBODY", str(NOBODY))
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.splitlines()


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="another user is needed")
def test_s06_a_read_only_folder_is_opened_for_reading(tmp_path: Path) -> None:
    path = sample.copy(tmp_path / "desk")
    path.chmod(0o644)
    before = path.read_bytes()
    opened, told = as_nobody(path)
    assert opened == "read only 8" and "cannot be written" in told
    assert path.read_bytes() == before


def test_s05_a_file_that_turns_read_only_is_a_sentence(tmp_path: Path) -> None:
    path = sample.copy(tmp_path / "desk")
    with Session.open(path, "Ann") as session:
        key = session.project.passages()[0].id
        session.project._db.execute("PRAGMA query_only = ON")  # what SQLite says when the file became read-only
        with pytest.raises(ProjectFileError, match="not written") as refused:
            passages.set_note(session, key, "changed")
        assert "safe" in refused.value.hint
        session.project._db.execute("PRAGMA query_only = OFF")
        passages.set_note(session, key, "changed")
    assert check(path).ok


def test_s21_the_history_keeps_its_order_whatever_the_clock_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sample.copy(tmp_path / "desk")
    with Session.open(path, "Ann") as session:
        key = session.project.passages()[0].id
        for at, note in (("2026-12-01T10:00:00.000Z", "first"), ("2026-03-29T00:59:59.000Z", "second")):
            monkeypatch.setattr(store, "now", lambda at=at: at)
            passages.set_note(session, key, note)
        newest, before = session.project.history(2)
        assert newest.at < before.at and newest.seq > before.seq
        session.undo()
        assert session.project.passage(key).note == "first"
