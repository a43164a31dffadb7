"""The process that imports MuPDF once and forks a worker for each order: warm ones, in 3 ms, that share its memory.

Linux only; see ``workers``. It opens no PDF itself, so no bad file can spoil what it forks. A worker that has drawn
for a while forks a twin, with its documents, fonts and pictures, that takes over when it is lost.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import signal
import socket
import sys
import time
from typing import BinaryIO

from exoannotate.pdf.workers import ANSWER, FORK, KILL, NOT_KNOWN, ORDER, REAP

_DYING = 0.02  # seconds
_DEATH_SIGNAL, _SUBREAPER = 1, 36  # PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER
_UNHEARD = 10.0  # seconds a twin waits for the client
_template = 0  # the process that this worker came from
_twin = 0  # the process that came from this one


def fork_on_order() -> tuple[BinaryIO, BinaryIO]:
    """Serve orders until the client has gone, which ends this process; returns in each forked worker, with its wire."""
    control = socket.socket(fileno=os.dup(0))
    _hush()
    children: set[int] = set()
    global _template
    _template = os.getpid()
    # Twins of workers that are lost become children, too.
    _control_process(_SUBREAPER, 1)
    while True:
        try:
            order, files, _, _ = socket.recv_fds(control, ORDER.size, 2)
        except OSError:
            break
        if len(order) != ORDER.size:
            break
        what, pid = ORDER.unpack(order)
        answer = NOT_KNOWN
        if what == FORK and len(files) == 2:
            answer = os.fork()
            if answer == 0:
                control.close()
                stay_with_template()
                return os.fdopen(files[0], "rb"), os.fdopen(files[1], "wb")
            children.add(answer)
        elif what == KILL and pid in children:
            os.kill(pid, signal.SIGKILL)
        elif what == REAP:
            with contextlib.suppress(ChildProcessError):
                answer = _reaped(pid)
            children.discard(pid)
        for file in files:
            os.close(file)
        with contextlib.suppress(OSError):
            control.sendall(ANSWER.pack(answer))
    for pid in children:
        os.kill(pid, signal.SIGKILL)
    os._exit(0)


def _hush() -> None:
    """What MuPDF or a library prints goes nowhere."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    os.close(nothing)


def _control_process(what: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(what, value)


def stay_with_template() -> None:
    """Have the kernel kill this process when the template ends, even in the middle of a page."""
    if _template == 0 or (os.getppid() != _template and _twin < 0):
        return  # a twin is not yet the template's child
    _control_process(_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != _template:
        os._exit(0)


def fork_twin(requests: BinaryIO, replies: BinaryIO) -> tuple[int, int, int] | tuple[BinaryIO, BinaryIO]:
    """Fork a twin of this worker: here its process and the ends of its wire, in the twin its own ends.

    Raises OSError. The last twin is ended.
    """
    global _twin
    if _twin > 0:
        with contextlib.suppress(OSError):
            os.kill(_twin, signal.SIGKILL)
            os.waitpid(_twin, 0)
        _twin = 0
    theirs_in, to_twin = os.pipe()
    from_twin, theirs_out = os.pipe()
    pid = os.fork()
    if pid:
        for end in (theirs_in, to_twin, from_twin, theirs_out):
            os.close(end)
        _twin = pid
        return pid, to_twin, from_twin
    _twin = -1
    # The wire is the other's: that it ends must be seen when the other ends.
    for stream in (requests, replies):
        stream.close()
    if not select.select([theirs_in], [], [], _UNHEARD)[0]:
        os._exit(0)
    # Its other ends were kept until the client had opened them.
    os.close(to_twin)
    os.close(from_twin)
    return os.fdopen(theirs_in, "rb"), os.fdopen(theirs_out, "wb")


def _reaped(pid: int) -> int:
    """The exit code of a child that ends or is to end."""
    stop = time.monotonic() + _DYING
    while True:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > stop:
            os.kill(pid, signal.SIGKILL)
            return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        time.sleep(0.0005)
