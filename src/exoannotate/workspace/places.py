"""Where a project lies: folders that a service keeps in step, disks of other computers, copies left by a conflict.

A project in such a folder is safe as long as one computer at a time has it open. Services are told by the names they
give their folders and files; nothing is asked of any program.
"""

from __future__ import annotations

import json
import os
import re
import sys
from contextlib import suppress
from pathlib import Path

from exoannotate.store import backups
from exoannotate.workspace import settings

_SYNCED = (
    (re.compile(r"dropbox( \(.*\))?", re.IGNORECASE), "Dropbox"),
    (re.compile(r"onedrive( - .*)?", re.IGNORECASE), "OneDrive"),
    (re.compile(r"google ?drive|my drive|drivefs|googledrive-.*", re.IGNORECASE), "Google Drive"),
    (re.compile(r"icloud ?drive|com~apple~clouddocs|mobile documents", re.IGNORECASE), "iCloud"),
    (re.compile(r"nextcloud\d*", re.IGNORECASE), "Nextcloud"),
    (re.compile(r"owncloud\d*", re.IGNORECASE), "ownCloud"),
    (re.compile(r"box( sync)?", re.IGNORECASE), "Box"),
    (re.compile(r"pcloud ?drive|pclouddrive", re.IGNORECASE), "pCloud"),
    (re.compile(r"megasync|mega", re.IGNORECASE), "MEGA"),
    (re.compile(r"seafile|seadrive", re.IGNORECASE), "Seafile"),
)
"""How the folders of these services are called."""
_MARKS = ((".dropbox", "Dropbox"), (".stfolder", "Syncthing"), (".owncloudsync.log", "ownCloud"), (".sync", "Resilio"))
"""Files and folders that a service leaves in its own folder."""
_NETWORK = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "9p", "fuse.sshfs", "fuse.rclone", "fuse.davfs", "davfs")
_CONFLICTED = re.compile(
    r"conflict|in konflikt|en conflit|\.sync-conflict-\d{8}|-(?:DESKTOP|LAPTOP|PC|MacBook)[\w-]*$| \(\d\)$| \d$",
    re.IGNORECASE,
)
"""What services write behind the name of a file of which there are two versions."""
_WARNED = "places_told"
_KEPT = 50


def kept_in_step(path: Path) -> str:
    """The service or kind of disk that a project's folder belongs to, "" for one of this computer. Reads the disk."""
    real = Path(os.path.realpath(path)).parent
    for folder in (real, *real.parents):
        for pattern, name in _SYNCED:
            if pattern.fullmatch(folder.name):
                return name
        for mark, name in _MARKS:
            if folder != Path.home() and (folder / mark).exists():
                return name
    return "a network disk" if _file_system(real) in _NETWORK else ""


def warning(path: Path) -> str:
    """What to tell about where a project lies, once for each project; "" for nothing. Reads the disk."""
    told = _told()
    here = os.path.realpath(path)
    if here in told:
        return ""
    by = kept_in_step(path)
    if by:
        settings.put(_WARNED, json.dumps([*told, here][-_KEPT:]))
    return by


def conflicted(path: Path) -> tuple[Path, ...]:
    """Other versions of a project that a service left beside it, because two computers had changed it."""
    mine = backups.project_id(path)
    found = []
    with suppress(OSError):
        for one in sorted(path.parent.iterdir()):
            rest = one.stem.removeprefix(path.stem)
            named = one.suffix.lower() == path.suffix.lower() and one.stem != path.stem and rest != one.stem
            if named and _CONFLICTED.search(rest) and one.is_file() and mine and backups.project_id(one) == mine:
                found.append(one)
    return tuple(found)


def _told() -> list[str]:
    with suppress(ValueError):
        found = json.loads(settings.get(_WARNED) or "[]")
        return [str(one) for one in found] if isinstance(found, list) else []
    return []


def _file_system(folder: Path) -> str:
    """The kind of file system a folder lies on, where the system tells without asking the disk."""
    if not sys.platform.startswith("linux"):
        return ""
    best, kind = "", ""
    with suppress(OSError):
        for line in Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines():
            words = line.split()
            at = words[1].replace("\\040", " ") if len(words) > 2 else ""
            inside = str(folder) == at or str(folder).startswith(f"{at.rstrip('/')}/")
            if at and inside and len(at) >= len(best):
                best, kind = at, words[2]
    return kind
