"""The guard process seen from outside: started for one request, heard line by line, ended when it is not wanted.

What comes back is JSON, and bytes whose number was said before. Nothing else crosses: no objects, no pickle.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, TypeAlias

from exoannotate.domain.errors import ExoError

Message: TypeAlias = tuple[Any, bytes]
"""A line as JSON and the bytes that followed it, b"" for none."""
Stopped: TypeAlias = Callable[[], bool]

LOOK = 0.03
"""Seconds between two looks whether an answer is there or is still wanted."""
_GRACE = 2.0  # seconds beyond the limit after which a guard that does not stop by itself is killed
_LONGEST_LINE = 160 << 20
_AHEAD = 16  # messages that may wait to be taken


class StoppedError(ExoError):
    """The person asked to stop."""


class GuardError(Exception):
    """The guard did not come to its end. ``why``: "time" when its time was over, else "died"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def never() -> bool:
    """What is asked by a job that nobody stops."""
    return False


def stop_if(stopped: Stopped) -> None:
    """Raises StoppedError when the person asked to stop."""
    if stopped():
        raise StoppedError("This was stopped.", "Nothing was changed.")


def ask(request: dict[str, Any], seconds: float, stopped: Stopped) -> Iterator[Message]:
    """What a guard process of its own answers, message by message.

    Raises StoppedError when it was stopped, GuardError when it does not end as it should: by the clock, or because it
    took more than it may and was ended. ``stopped`` is asked every few hundredths of a second.
    """
    guard = _start()
    taken: queue.Queue[Message | None] = queue.Queue(_AHEAD)
    gone = threading.Event()
    whole = False
    with guard:
        assert guard.stdin is not None and guard.stdout is not None
        with contextlib.suppress(OSError):
            guard.stdin.write(json.dumps(request).encode())
            guard.stdin.close()
        reader = threading.Thread(target=_read, args=(guard.stdout, taken, gone), daemon=True)
        reader.start()
        try:
            until = time.monotonic() + seconds + _GRACE
            while True:
                stop_if(stopped)
                try:
                    message = taken.get(timeout=LOOK)
                except queue.Empty:
                    if time.monotonic() > until:
                        raise GuardError("time") from None
                    continue
                if message is None:
                    break
                whole = isinstance(message[0], dict) and bool(message[0].get("end"))
                yield message
                until = time.monotonic() + seconds + _GRACE  # it is getting on, and has a clock of its own
        finally:
            gone.set()
            guard.kill()
            reader.join()
    if not whole:
        raise GuardError("died")


def _read(stream: IO[bytes], taken: queue.Queue[Message | None], gone: threading.Event) -> None:
    """Hand on what comes, one by one: to read it all at once would hold up every other thread."""

    def put(message: Message | None) -> None:
        while not gone.is_set():
            with contextlib.suppress(queue.Full):
                taken.put(message, timeout=LOOK)
                return

    with contextlib.suppress(OSError, ValueError, TypeError):  # a line may be torn
        while not gone.is_set() and (line := stream.readline(_LONGEST_LINE)):
            message = json.loads(line)
            size = message.get("bytes", 0) if isinstance(message, dict) else 0
            put((message, stream.read(int(size)) if size else b""))
    put(None)


def _start() -> subprocess.Popen[bytes]:
    """A new guard, with an environment of its own and no window."""
    frozen = bool(getattr(sys, "frozen", False))
    command = [sys.executable, "--sql-guard"] if frozen else [sys.executable, "-S", "-m", "exoannotate.store.guard"]
    ours = str(Path(__file__).parents[2])
    environment = {
        "PYTHONPATH": ours,
        "PYTHONUTF8": "1",
        "PYTHONSAFEPATH": "1",
        **{name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ},
    }
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
