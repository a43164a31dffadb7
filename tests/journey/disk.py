"""A disk that refuses or loses power: an editor whose system calls are watched, or made to fail, by strace.

``python -m tests.journey.disk PROJECT RECORD EDITS`` waits for a line on stdin, then edits one field so many times and
tells each edit that is on disk ("saved 3"), each that was refused ("refused …") and is tried once more.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from exoannotate.domain.errors import ExoError
from exoannotate.domain.records import Value
from exoannotate.workspace import records
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session

ROOT = Path(__file__).parents[2]


def available() -> bool:
    """Whether strace is here and may watch our own processes."""
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False).returncode == 0


def edit(project: Path, record: str, edits: int) -> None:
    """What the process does."""
    with Session.open(project, "Ann") as session:
        sys.stdin.readline()
        for number in range(1, edits + 1):
            for _ in range(2):
                try:
                    records.edit(session, record, {"statement": FieldInput((Value(str(number)),))})
                except ExoError as error:
                    sys.stdout.write(f"refused {error.message} {error.hint}\n")
                else:
                    sys.stdout.write(f"saved {number}\n")
                    sys.stdout.flush()
                    break


@dataclass
class Editor:
    """The editor under strace. ``options`` are strace's; what it wrote down is in ``log``."""

    project: Path
    record: str
    edits: int
    options: Sequence[str]
    log: Path
    said: list[str] = field(default_factory=list)

    def run(self) -> None:
        """Start the editor, then strace on it, and let it edit to its end."""
        command = [sys.executable, "-m", "tests.journey.disk", str(self.project), self.record, str(self.edits)]
        editor = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        watch = subprocess.Popen(
            ["strace", "-f", "-p", str(editor.pid), "-o", str(self.log), *self.options],
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert watch.stderr is not None
        assert "attached" in watch.stderr.readline()
        out, _ = editor.communicate("go\n", timeout=60)
        watch.communicate(timeout=60)
        self.said = out.splitlines()

    @property
    def saved(self) -> int:
        """The last edit that was told to be on disk."""
        return max((int(line.split()[1]) for line in self.said if line.startswith("saved")), default=0)


# What a power cut leaves -------------------------------------------------------------------------------------------

_CALL = re.compile(r"\d+ +(\w+)\((.*)\) = (-?\d+)")
_FILE = re.compile(r"^\d+<(.*?)>")
_WRITE = re.compile(r'^\d+<(.*?)>, "((?:\\x[0-9a-f]{2})*)", \d+, (\d+)$')
_NAMES = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True)
class Step:
    """One thing done to the disk: data written to a file, a file or folder made durable, a name taken away, or a word
    told to whoever watches. ``at``: where in the file, in bytes."""

    kind: str
    path: str
    data: bytes = b""
    at: int = 0


def steps(log: Path) -> Iterator[Step]:
    """What strace wrote down, as steps."""
    for line in log.read_text(encoding="ascii").splitlines():
        call = _CALL.match(line)
        if call is None or call[3].startswith("-"):
            continue
        name, told = call[1], call[2]
        if name == "pwrite64" and (write := _WRITE.match(told)):
            yield Step("write", _text(write[1]), bytes.fromhex(write[2].replace("\\x", "")), int(write[3]))
        elif name in ("fsync", "fdatasync") and (file := _FILE.match(told)):
            yield Step("sync", _text(file[1]))
        elif name == "unlink" and (file := _NAMES.search(told)):
            yield Step("unlink", _text(file[1]))
        elif name == "write" and (words := _NAMES.search(told)):
            yield Step("told", "", bytes.fromhex(words[1].replace("\\x", "")))


class Disk:
    """Files and names as they are on the disk and as they were asked to be. ``do`` takes a step; ``after_a_cut`` gives
    what may be found when the power goes now: of what was not made durable, any part may be there or not."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._durable = {path: bytearray(data) for path, data in files.items()}
        self._pending: dict[str, list[tuple[int, bytes]]] = {}
        self._gone: dict[str, bytearray] = {}  # names taken away, which may come back
        self._new: set[str] = set()  # names that may not be there yet
        self.told = b""

    def do(self, step: Step) -> None:
        if step.kind == "write":
            if step.path not in self._durable:
                self._durable[step.path] = bytearray()
                self._new.add(step.path)
            self._pending.setdefault(step.path, []).append((step.at, step.data))
        elif step.kind == "sync" and step.path in self._durable:
            for at, data in self._pending.pop(step.path, []):
                _put(self._durable[step.path], at, data)
        elif step.kind == "sync":  # a folder: names are what they are
            self._gone.clear()
            self._new = {path for path in self._new if os.path.dirname(path) != step.path}
        elif step.kind == "unlink" and step.path in self._durable:
            self._gone[step.path] = self._durable.pop(step.path)
            self._pending.pop(step.path, None)
            self._new.discard(step.path)
        elif step.kind == "told":
            self.told += step.data

    def after_a_cut(self, dice: random.Random) -> dict[str, bytes]:
        """One of the many states the disk may be in; sectors of 512 bytes are whole."""
        found = {}
        for path, data in self._durable.items():
            if path in self._new and dice.random() < 0.5:
                continue
            left = bytearray(data)
            for at, written in self._pending.get(path, []):
                for sector in range(0, len(written), 512):
                    if dice.random() < 0.6:
                        _put(left, at + sector, written[sector : sector + 512])
            found[path] = bytes(left)
        found |= {path: bytes(data) for path, data in self._gone.items() if path not in found and dice.random() < 0.5}
        return found


def _put(into: bytearray, at: int, data: bytes) -> None:
    into.extend(bytes(max(0, at + len(data) - len(into))))
    into[at : at + len(data)] = data


def _text(name: str) -> str:
    return bytes.fromhex(name.replace("\\x", "")).decode() if name.startswith("\\x") else name


if __name__ == "__main__":
    edit(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
