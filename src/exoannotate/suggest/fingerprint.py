"""What an index was built from: the tables, byte for byte, and the layout."""

from __future__ import annotations

import hashlib
from pathlib import Path

from exoannotate.suggest import tables

VERSION = "3"
"""To be raised whenever the tables are read or laid out in another way."""


def fingerprint(folder: Path) -> str:
    """The digest of the tables in a folder and of how they are laid out. Raises OSError."""
    digest = hashlib.sha256(VERSION.encode())
    for name in (*(table.file for table in tables.TABLES), tables.COMMON_NAMES, tables.ENGLISH_WORDS):
        with (folder / name).open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
