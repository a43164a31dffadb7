"""Worker processes for the client: taken here when one is needed, warm, so that a lost one is replaced at once.

2026-11: on Linux one process imports MuPDF, opens nothing and forks a worker in 3 ms whenever one is wanted; the
workers share its memory, and the kernel ends them with it. Rejected: a second worker that stands by (25 MB more, and
two losses in a row wait for a start of 0.3 s). It is what other systems get, where a fork is not to be trusted.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import threading
from pathlib import Path
from typing import BinaryIO, Protocol, cast

FORKS = sys.platform == "linux"
"""Whether workers are forked here."""
TEMPLATE = "template"
"""The word that tells a worker's program to be the process that forks."""
ORDER = struct.Struct(">cq")
"""What the template is told: what to do, and with which process."""
ANSWER = struct.Struct(">q")
FORK, KILL, REAP = b"f", b"k", b"r"
NOT_KNOWN = 1000
"""The answer about a process that is no child of the template."""

_START_LIMIT = 60.0  # seconds
_DYING = 0.02  # seconds a process that closed its pipes gets to die of what it dies of


class Worker(Protocol):
    """A worker process and the two ends of its wire. ``end`` may be called once, the rest by any thread."""

    pid: int
    requests: BinaryIO
    replies: BinaryIO

    def alive(self) -> bool:
        """Whether the process runs."""

    def kill(self) -> None:
        """Kill the process, which holds nothing that could be lost."""

    def drop(self) -> None:
        """Kill it and hear no more of it."""

    def end(self) -> int | None:
        """Kill it if it runs, wait for its end and give its exit code (below 0: minus the signal), when known."""


class Workers:
    """Makes workers. ``forks``: see ``FORKS``. ``close`` ends what is not somebody's worker."""

    def __init__(self, *, forks: bool = FORKS) -> None:
        self.forks = forks
        self._lock = threading.Lock()
        self._closed = False
        self._template: _Template | None = None
        self._spare: _Spawned | None = None
        if forks:
            self._template = _Template()

    def take(self) -> Worker:
        """A worker that is warm where possible; raises OSError."""
        if not self.forks:
            with self._lock:
                self._refuse_closed()
                spare, self._spare = self._spare, None
            if spare is not None and spare.alive():
                return spare
            if spare is not None:
                spare.end()
            return _Spawned(_start())
        with self._lock:
            self._refuse_closed()
            if self._template is None or not self._template.alive():
                if self._template is not None:
                    self._template.end()
                self._template = _Template()
            template = self._template
        return template.fork()

    def adopt(self, pid: int, requests: int, replies: int) -> Worker:
        """A worker that one of ours forked, by its numbers of the ends of its wire; raises OSError."""
        template = self._template
        if template is None:
            raise OSError("not forked")
        to = os.open(f"/proc/{pid}/fd/{requests}", os.O_WRONLY)
        try:
            from_ = os.open(f"/proc/{pid}/fd/{replies}", os.O_RDONLY)
        except OSError:
            os.close(to)
            raise
        return _Forked(template, pid, to, from_)

    def replenish(self) -> None:
        """Have the next worker get ready, once the present ones are."""
        with self._lock:
            if not self.forks and self._spare is None and not self._closed:
                with contextlib.suppress(OSError):
                    self._spare = _Spawned(_start())

    def close(self) -> None:
        """Make no more workers. The template goes with its last worker, or at once when it has none."""
        with self._lock:
            self._closed = True
            spare, self._spare = self._spare, None
        if spare is not None:
            spare.end()
        if self._template is not None:
            self._template.close()

    def end(self) -> None:
        """End the template, after the workers."""
        if self._template is not None:
            self._template.end()

    def _refuse_closed(self) -> None:
        if self._closed:
            raise OSError("closed")


class _Spawned:
    """A worker that was started by itself."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self.pid = process.pid
        assert process.stdin is not None
        assert process.stdout is not None
        self.requests, self.replies = cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout)

    def alive(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        self._process.kill()

    def drop(self) -> None:
        self.end()

    def end(self) -> int | None:
        _close(self.requests, self.replies)
        try:
            return self._process.wait(_DYING)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()


class _Template:
    """The process that forks workers, on a socket."""

    def __init__(self) -> None:
        self._control, theirs = socket.socketpair()
        self._control.settimeout(_START_LIMIT)
        self._lock = threading.Lock()
        self._closing = False
        self._children = 0
        with theirs:
            self._process = _start(TEMPLATE, control=theirs)

    def alive(self) -> bool:
        return self._process.poll() is None

    def fork(self) -> Worker:
        """A new worker; raises OSError."""
        theirs_in, requests = os.pipe()
        replies, theirs_out = os.pipe()
        try:
            with self._lock:
                pid = self._order(FORK, 0, (theirs_in, theirs_out))
                self._children += 1
        except OSError:
            os.close(requests)
            os.close(replies)
            raise
        finally:
            os.close(theirs_in)
            os.close(theirs_out)
        return _Forked(self, pid, requests, replies)

    def tell(self, what: bytes, pid: int) -> int:
        """Have one of the workers killed or reaped; raises OSError when the template is lost, and they with it."""
        with self._lock:
            self._children -= what == REAP
            return self._order(what, pid, ())

    def _order(self, what: bytes, pid: int, files: tuple[int, ...]) -> int:
        if self._closing and what == FORK:
            raise OSError("closed")
        socket.send_fds(self._control, [ORDER.pack(what, pid)], files)
        answer = b""
        while len(answer) < ANSWER.size:
            part = self._control.recv(ANSWER.size - len(answer))
            if not part:
                raise OSError("the template is lost")
            answer += part
        return int(ANSWER.unpack(answer)[0])

    def close(self) -> None:
        """Fork no more; while it still imports, nobody waits for that."""
        self._closing = True
        if not self._children:
            self._process.kill()

    def end(self) -> None:
        """End the process and all that it forked."""
        self._closing = True
        self._process.kill()
        self._process.wait()
        self._control.close()


class _Forked:
    """A worker that a template forked. Its number cannot become another process's before it is reaped."""

    def __init__(self, template: _Template, pid: int, requests: int, replies: int) -> None:
        self._template = template
        self.pid = pid
        self.requests: BinaryIO = os.fdopen(requests, "wb")
        self.replies: BinaryIO = os.fdopen(replies, "rb")
        self._lock = threading.Lock()
        self._watched = -1
        # Systems without it find out when they ask.
        with contextlib.suppress(OSError, AttributeError):
            self._watched = os.pidfd_open(pid)

    def alive(self) -> bool:
        with self._lock:
            if self._watched < 0:
                return True
            poll = select.poll()
            poll.register(self._watched, select.POLLIN)
            return not poll.poll(0)

    def kill(self) -> None:
        with self._lock, contextlib.suppress(OSError):
            if self._watched >= 0:
                signal.pidfd_send_signal(self._watched, signal.SIGKILL)
            else:
                self._template.tell(KILL, self.pid)

    def drop(self) -> None:
        self.kill()
        _close(self.requests, self.replies)
        self._forget()

    def end(self) -> int | None:
        _close(self.requests, self.replies)
        try:
            code = self._template.tell(REAP, self.pid)
        except OSError:
            code = NOT_KNOWN
        self._forget()
        return None if code == NOT_KNOWN else code

    def _forget(self) -> None:
        with self._lock:
            watched, self._watched = self._watched, -1
            if watched >= 0:
                os.close(watched)


def _close(*streams: BinaryIO) -> None:
    for stream in streams:
        # A request half written to a dead worker must not be flushed again.
        with contextlib.suppress(OSError):
            stream.close()


def _start(*words: str, control: socket.socket | None = None) -> subprocess.Popen[bytes]:
    """A new worker process, with an environment of its own and no window."""
    # An installed program has no python to run: its own executable must be told to be a worker.
    frozen = bool(getattr(sys, "frozen", False))
    command = [sys.executable, "--pdf-worker"] if frozen else [sys.executable, "-S", "-m", "exoannotate.pdf.worker"]
    ours = str(Path(__file__).parents[2])
    environment = {
        "PYTHONPATH": os.pathsep.join(dict.fromkeys([ours, *(entry for entry in sys.path if entry)])),
        "PYTHONUTF8": "1",
        "PYTHONSAFEPATH": "1",
        **{name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ},
    }
    return subprocess.Popen(
        [*command, *words],
        stdin=subprocess.PIPE if control is None else control.fileno(),
        stdout=subprocess.PIPE if control is None else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
