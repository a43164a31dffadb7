"""The process that imports MuPDF once and forks a worker for each order: warm ones, in 3 ms, that share its memory.

Linux only; see ``workers``. It opens no PDF itself, so no bad file can spoil what it forks.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
import sys
import time
from typing import BinaryIO

from exoannotate.pdf.workers import ANSWER, FORK, KILL, NOT_KNOWN, ORDER, REAP

_DYING = 0.02  # seconds
_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG


def fork_on_order() -> tuple[BinaryIO, BinaryIO]:
    """Serve orders until the client has gone, which ends this process; returns in each forked worker, with its wire."""
    control = socket.socket(fileno=os.dup(0))
    _hush()
    children: set[int] = set()
    ours = os.getpid()
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
                _die_with(ours)
                return os.fdopen(files[0], "rb"), os.fdopen(files[1], "wb")
            children.add(answer)
        elif pid in children and what == KILL:
            os.kill(pid, signal.SIGKILL)
        elif pid in children and what == REAP:
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


def _die_with(parent: int) -> None:
    """Have the kernel kill this process when its parent ends, even in the middle of a page."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


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
