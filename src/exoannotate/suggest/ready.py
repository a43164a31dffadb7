"""Makes the index of names ready: the one that stands in the folder of caches, or one that is built for it now."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

from exoannotate.suggest.building import build
from exoannotate.suggest.fingerprint import fingerprint
from exoannotate.suggest.index import BrokenIndexError, Index

log = logging.getLogger(__name__)

BUILD = "--build-vocabulary"
"""The word that tells the program's own executable to build an index and end."""
SHIPPED = "names.bin"
"""An index that a package may bring along, beside its tables."""
_LIMIT = 600.0  # seconds a build may take, on a machine that does much else
_LOOK = 0.05  # seconds until a build that goes on asks again whether it is still wanted


def ready(tables: Path, cache: Path, given_up: threading.Event | None = None) -> Index:
    """The index of the tables in a folder: a job for a thread in the background, since the first one takes seconds.

    An index that is cut off, damaged or made of other tables is built again. Raises OSError when the tables cannot
    be read, there is no room for an index anywhere, or another thread sets ``given_up`` because the program ends.
    """
    given_up = given_up or threading.Event()
    made_of = fingerprint(tables)
    for path in (tables / SHIPPED, cache / _name(made_of)):
        found = _usable(path, made_of)
        if found is not None:
            return found
    with suppress(OSError):
        path = cache / _name(made_of)
        cache.mkdir(parents=True, exist_ok=True)
        _forget_others(path)
        _build(path, tables, given_up)
        found = _usable(path, made_of)
        if found is not None:
            return found
    _refuse_at_the_end(given_up)
    # The cache cannot be written: what is needed now lives as long as it is mapped.
    log.info("the index of names cannot be kept in the cache")
    with tempfile.TemporaryDirectory(prefix="exoannotate-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / SHIPPED
        _build(path, tables, given_up)
        return Index(path, made_of)


def _name(made_of: str) -> str:
    # Another version of the program may run beside this one, each with its own.
    return f"names-{made_of[:16]}.bin"


def _usable(path: Path, made_of: str) -> Index | None:
    try:
        return Index(path, made_of)
    except FileNotFoundError:
        return None
    except (OSError, BrokenIndexError, ValueError) as error:
        log.info("the index of names at %s is built again: %s", path, error)
        return None


def _build(path: Path, tables: Path, given_up: threading.Event) -> None:
    """Build in a process of its own, as nothing else leaves the window its time; here where none can be started."""
    frozen = bool(getattr(sys, "frozen", False))
    program = [sys.executable, BUILD] if frozen else [sys.executable, "-S", "-m", "exoannotate.suggest.building"]
    ours = str(Path(__file__).parents[2])
    _refuse_at_the_end(given_up)
    try:
        process = subprocess.Popen(
            [*program, str(path), str(tables)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": ours, "PYTHONUTF8": "1", "PYTHONSAFEPATH": "1"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        log.info("the index of names is built in this process")
        build(path, tables)
        return
    latest = time.monotonic() + _LIMIT
    while process.poll() is None and not given_up.wait(_LOOK) and time.monotonic() < latest:
        pass
    process.kill()  # nothing to a process that has ended
    code = process.wait()
    _refuse_at_the_end(given_up)
    if code:
        raise OSError(f"the index of names could not be built ({code})")


def _refuse_at_the_end(given_up: threading.Event) -> None:
    if given_up.is_set():
        raise OSError("the program ends")


def _forget_others(path: Path) -> None:
    """Take away the indexes of older tables and what a build that was broken off left; one in use may stay."""
    for other in path.parent.glob("names-*"):
        if other != path and not _is_young(other):
            with suppress(OSError):
                other.unlink()


def _is_young(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime < _LIMIT
    except OSError:
        return False
