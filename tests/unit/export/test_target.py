"""The target of an export is replaced by a complete file or stays as it was."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from exoannotate.domain.errors import ExoError
from exoannotate.domain.evidence import EvidenceRow
from exoannotate.export.formats import EXPORTERS, save
from exoannotate.export.table import Bundle, choose
from exoannotate.export.target import replacing

ROOT = os.name == "posix" and os.geteuid() == 0


def test_new_file(tmp_path: Path) -> None:
    target = tmp_path / "mit Leerzeichen β.csv"
    with replacing(target) as stream:
        stream.write(b"new")
        assert not target.exists()
    assert target.read_bytes() == b"new"
    assert os.listdir(tmp_path) == [target.name]


def test_old_file_keeps_its_permissions(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_bytes(b"old")
    target.chmod(0o640)
    with replacing(target) as stream:
        stream.write(b"new")
        assert target.read_bytes() == b"old"
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_bytes(b"old")
    link = tmp_path / "link.csv"
    link.symlink_to("real.csv")
    with replacing(link) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert (tmp_path / "real.csv").read_bytes() == b"new"


class TroubleError(Exception):
    """Something went wrong while writing."""


@pytest.mark.parametrize("error", [TroubleError, KeyboardInterrupt])
def test_a_failure_leaves_the_old_file(tmp_path: Path, error: type[BaseException]) -> None:
    target = tmp_path / "a.csv"
    target.write_bytes(b"old")
    with pytest.raises(error), replacing(target) as stream:
        stream.write(b"half")
        raise error
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.csv"]


def test_the_target_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    refused(tmp_path / "folder", "is a folder")
    assert (tmp_path / "folder").is_dir()


def test_no_such_folder(tmp_path: Path) -> None:
    refused(tmp_path / "no" / "a.csv", "does not exist")
    (tmp_path / "file").write_text("x")
    refused(tmp_path / "file" / "a.csv", "does not exist")


def test_a_name_too_long(tmp_path: Path) -> None:
    refused(tmp_path / f"{'a' * 300}.csv", "too long")


def test_a_write_protected_file(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_bytes(b"old")
    target.chmod(0o444)
    refused(target, "write-protected")
    assert target.read_bytes() == b"old"


@pytest.mark.skipif(not Path("/dev/null").is_char_device(), reason="needs a device")
def test_a_device_is_not_replaced() -> None:
    refused(Path("/dev/null"), "not a file that can be replaced")
    assert Path("/dev/null").is_char_device()


@pytest.mark.skipif(ROOT or os.name != "posix", reason="root may write anywhere")
def test_a_read_only_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        refused(tmp_path / "a.csv", "cannot be written")
    finally:
        tmp_path.chmod(0o755)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if not ROOT or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can be mounted by root only")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("name", [e.name for e in EXPORTERS if e.counts == "records"])
def test_a_full_disk(small_disk: Path, big: Bundle, name: str) -> None:
    target = small_disk / "evidence.out"
    target.write_bytes(b"old")
    with pytest.raises(ExoError, match=r"disk is full.*untouched"):
        save(name, big, target)
    assert target.read_bytes() == b"old"
    assert os.listdir(small_disk) == ["evidence.out"]


def test_a_full_disk_for_temporary_files(
    small_disk: Path, tmp_path: Path, big: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(small_disk))
    target = tmp_path / "evidence.xlsx"
    with pytest.raises(ExoError, match="disk is full"):
        save("xlsx", big, target)
    assert not target.exists()
    assert os.listdir(small_disk) == []


def test_a_read_only_disk(small_disk: Path) -> None:
    target = small_disk / "a.csv"
    target.write_bytes(b"old")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    refused(target, "write-protected")
    refused(small_disk / "b.csv", "cannot be written")
    assert target.read_bytes() == b"old"


@pytest.fixture
def big() -> Bundle:
    """A bundle that needs more than 64 kB in every format, compressed too."""
    from exoannotate.domain.evidence import LONG_COLUMNS
    from exoannotate.domain.records import FieldEntry, Record, Value
    from exoannotate.export.table import ProjectContents

    texts = [os.urandom(100).hex() for _ in range(2_000)]
    rows = tuple(EvidenceRow(f"r{i}", (text, *("",) * (len(LONG_COLUMNS) - 1))) for i, text in enumerate(texts))
    contents = ProjectContents(
        records=tuple(Record(r.record) for r in rows),
        entries=tuple(FieldEntry(r.record, "cargo", (Value(r["cargo"]),)) for r in rows),
    )
    return Bundle(choose(rows), contents=contents)


def test_killed_while_writing(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_bytes(b"old")
    script = (
        "import os, sys\nfrom pathlib import Path\nfrom exoannotate.export.target import replacing\n"
        "with replacing(Path(sys.argv[1])) as stream:\n    stream.write(b'half')\n    stream.flush()\n    os._exit(9)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", script, str(target)], env=environment, check=False)
    assert done.returncode == 9
    assert target.read_bytes() == b"old"


KILLED = """
import sys
from pathlib import Path
from exoannotate.domain.evidence import LONG_COLUMNS, EvidenceRow
from exoannotate.export.formats import save
from exoannotate.export.table import Bundle, choose
while True:
    for letter in "ab":
        row = EvidenceRow("r", (letter * 1000,) + ("",) * (len(LONG_COLUMNS) - 1))
        save("csv", Bundle(choose([row] * 3000, "cargo")), Path(sys.argv[1]))
        print(letter, flush=True)
"""


def test_killed_again_and_again(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    for wait in (0.05, 0.062, 0.077, 0.09, 0.11, 0.13):
        process = subprocess.Popen([sys.executable, "-c", KILLED, str(target)], env=environment, stdout=subprocess.PIPE)
        with process:
            assert process.stdout is not None and process.stdout.readline()
            time.sleep(wait)
            process.kill()
        lines = target.read_text(encoding="utf-8-sig").split()
        assert lines[0] == "Cargo" and len(lines) == 3001 and len(set(lines[1:])) == 1


def refused(target: Path, said: str) -> None:
    """Writing there is refused with a sentence and leaves nothing behind."""
    folder = target.parent
    before = sorted(os.listdir(folder)) if folder.is_dir() and folder != Path("/dev") else None
    with pytest.raises(ExoError) as caught, replacing(target) as stream:
        stream.write(b"new")
    assert said in caught.value.message
    assert caught.value.hint
    if before is not None:
        assert sorted(os.listdir(folder)) == before
