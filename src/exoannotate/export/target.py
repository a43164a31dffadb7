"""Writing an export to disk: the target is replaced only by a complete file, or stays as it was."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from exoannotate.domain.errors import ExoError

_UNTOUCHED = "A file that was there before is untouched."


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A stream whose bytes become the file ``path`` once the block ends well.

    They go to a temporary file in the same folder, are synced and renamed. Raises ExoError for anything the disk
    refuses; then, and when the block fails, the target is as before and no temporary file is left.
    """
    with _aside(path) as (stream, _):
        yield stream


@contextmanager
def replacing_file(path: Path) -> Iterator[Path]:
    """``replacing`` for what another process writes: the temporary file, empty and there, by its name.

    It must be written into and not be replaced by another file.
    """
    with _aside(path) as (_, temporary):
        yield temporary


@contextmanager
def _aside(path: Path) -> Iterator[tuple[BinaryIO, Path]]:
    target = Path(os.path.realpath(path))  # a link is kept, the file behind it replaced
    try:
        _checked(path)  # what “/dev/stdout” leads to has no name of its own
        mode = _checked(target)
        temporary = target.with_name(f".exoannotate-{secrets.token_hex(8)}.part")
        stream = _created(temporary)
    except OSError as error:
        raise _refused(path, error) from error
    try:
        with stream:
            yield stream, temporary
            stream.flush()
            os.fsync(stream.fileno())
        if mode is not None:
            temporary.chmod(mode)
        os.replace(temporary, target)
        _sync_folder(target.parent)
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        with suppress(OSError):  # after the rename it is gone
            temporary.unlink()


def _checked(target: Path) -> int | None:
    """The permissions of the file that will be replaced, None when there is none."""
    try:
        found = target.stat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found):
        raise IsADirectoryError(errno.EISDIR, "is a folder")
    if not stat.S_ISREG(found):
        raise OSError(errno.EINVAL, "is a device")
    # A rename would replace a write-protected file without asking.
    if not found & 0o222 or not os.access(target, os.W_OK):
        raise PermissionError(errno.EROFS, "is write-protected")
    return stat.S_IMODE(found)


def _created(temporary: Path) -> BinaryIO:
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(temporary, flags, 0o666), "w+b")


def _sync_folder(folder: Path) -> None:
    """Makes the rename last through a power cut where the system knows how."""
    if os.name == "posix":
        with suppress(OSError):  # some network disks cannot; the file itself is complete
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _refused(path: Path, error: OSError) -> ExoError:
    folder = path.parent
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return ExoError(
                f"The disk is full, so “{path.name}” was not written.",
                f"{_UNTOUCHED} Free some space or choose another disk, and export again.",
            )
        case errno.EISDIR:
            return ExoError(f"“{path}” is a folder, so no file can be written there.", "Choose a file name.")
        case errno.EINVAL if not path.is_file() and path.exists():
            return ExoError(f"“{path}” is not a file that can be replaced.", "Choose another file name.")
        case errno.ENOENT | errno.ENOTDIR:
            return ExoError(f"The folder “{folder}” does not exist.", "Make the folder or choose another one.")
        case errno.ENAMETOOLONG:
            return ExoError(f"The file name “{path.name[:60]}…” is too long.", "Choose a shorter one.")
        case errno.EROFS if path.exists():
            return ExoError(f"“{path.name}” is write-protected.", f"{_UNTOUCHED} Choose another file name.")
        case errno.EACCES | errno.EPERM | errno.EROFS | errno.EBUSY:
            return ExoError(
                f"“{path.name}” cannot be written in “{folder}”.",
                f"{_UNTOUCHED} Close the file if another program has it open, or choose another folder.",
            )
    reason = error.strerror or type(error).__name__
    return ExoError(f"“{path.name}” was not written: {reason}.", f"{_UNTOUCHED} Try another folder or disk.")
