"""Text taken from PDFs, kept between starts: pages by file hash and extractor version.

It lies with the user's other caches and not in the project file, because text may not always be passed on; it can be
deleted at any time. A cache that cannot be used is simply not used.
"""

from __future__ import annotations

import logging
import sqlite3
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from exoannotate.domain.pagetext import PageText

log = logging.getLogger(__name__)

_LAST = 2**31
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(PageText).decode


RECOGNISED = " ocr "
"""Stands in the name of what made a recognised text, before the language."""


def recognised_by(extractor: str, language: str) -> str:
    """What made a text that was recognised in a language."""
    return f"{extractor}{RECOGNISED}{language}"


@dataclass(frozen=True, slots=True)
class KeptLetters:
    """The letters of all pages of a file, of running text and of what stands beside it; what made the text, and the
    labels of pages that the PDF declares."""

    extractor: str
    labels: tuple[str, ...]
    pages: tuple[tuple[str, str], ...]


_decode_letters = msgspec.msgpack.Decoder(KeptLetters).decode


class TextCache:
    """Pages of text in one SQLite file. Opened for each use, so that any thread may use it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "texts.sqlite"

    def pages(self, sha256: str, extractor: str, wanted: range | None = None) -> dict[int, PageText]:
        """The pages kept of a file, by number; those of ``wanted`` only, where a whole book would be too much."""
        found: dict[int, PageText] = {}
        first, last = (wanted.start, wanted.stop - 1) if wanted is not None else (0, _LAST)
        try:
            db = self._open()
        except (sqlite3.Error, OSError):
            return found
        try:
            for page, data in db.execute(
                "SELECT page, data FROM texts WHERE file = ? AND extractor = ? AND page BETWEEN ? AND ?",
                (sha256, extractor, first, last),
            ):
                found[page] = _decode(zlib.decompress(data))
        except (sqlite3.Error, zlib.error, msgspec.MsgspecError):
            log.info("the text cache is damaged and was not used")
        finally:
            db.close()
        return found

    def recognised(self, sha256: str, extractor: str) -> dict[int, PageText]:
        """The pages of a file whose text was recognised, by number, in whatever language."""
        found: dict[int, PageText] = {}
        try:
            db = self._open()
        except (sqlite3.Error, OSError):
            return found
        try:
            # Bounds and no pattern: an extractor's name may hold what a pattern would read otherwise.
            low, high = recognised_by(extractor, ""), recognised_by(extractor, "\N{REPLACEMENT CHARACTER}")
            for page, data in db.execute(
                "SELECT page, data FROM texts WHERE file = ? AND extractor BETWEEN ? AND ?", (sha256, low, high)
            ):
                found[page] = _decode(zlib.decompress(data))
        except (sqlite3.Error, zlib.error, msgspec.MsgspecError):
            log.info("the text cache is damaged and was not used")
        finally:
            db.close()
        return found

    def keep_recognised(self, sha256: str, extractor: str, language: str, pages: dict[int, PageText]) -> None:
        """Keep recognised pages of a file in place of what was recognised on them before, in any language."""
        low, high = recognised_by(extractor, ""), recognised_by(extractor, "\N{REPLACEMENT CHARACTER}")
        try:
            db = self._open()
        except (sqlite3.Error, OSError):
            return
        try:
            with db:
                db.executemany(
                    "DELETE FROM texts WHERE file = ? AND extractor BETWEEN ? AND ? AND page = ?",
                    [(sha256, low, high, n) for n in pages],
                )
                db.execute("DELETE FROM letters WHERE file = ?", (sha256,))  # they are others now
        except sqlite3.Error:
            log.info("the text cache could not be written")
        finally:
            db.close()
        self.keep(sha256, recognised_by(extractor, language), pages)

    def keep(self, sha256: str, extractor: str, pages: dict[int, PageText]) -> None:
        """Keep pages of a file."""
        try:
            db = self._open()
        except (sqlite3.Error, OSError):
            return
        try:
            with db:
                db.executemany(
                    "INSERT OR REPLACE INTO texts (file, extractor, page, data) VALUES (?, ?, ?, ?)",
                    [(sha256, extractor, n, zlib.compress(_encode(p), 1)) for n, p in pages.items()],
                )
        except sqlite3.Error:
            log.info("the text cache could not be written")
        finally:
            db.close()

    def some_pages(self, sha256: str, extractor: str, wanted: Collection[int]) -> dict[int, PageText]:
        """These pages of a file, as far as they are kept; recognised ones in place of the pictures they were."""
        found: dict[int, PageText] = {}
        low, high = recognised_by(extractor, ""), recognised_by(extractor, "\N{REPLACEMENT CHARACTER}")
        with self._reading() as db:
            for n in wanted if db is not None else ():
                assert db is not None
                for (data,) in db.execute(
                    "SELECT data FROM texts WHERE file = ? AND page = ? "
                    "AND (extractor = ? OR extractor BETWEEN ? AND ?) ORDER BY extractor",
                    (sha256, n, extractor, low, high),
                ):
                    page = _decode(zlib.decompress(data))
                    if n not in found or found[n].ink != "text" or not found[n].text:
                        found[n] = page
        return found

    def letters(self, files: Collection[str]) -> dict[str, KeptLetters]:
        """The letters kept of some files, by hash: those of files that were read to the end."""
        found: dict[str, KeptLetters] = {}
        with self._reading() as db:
            for file in files if db is not None else ():
                assert db is not None
                row = db.execute("SELECT data FROM letters WHERE file = ?", (file,)).fetchone()
                if row is not None:
                    found[file] = _decode_letters(zlib.decompress(row[0]))
        return found

    def having_letters(self, files: Collection[str]) -> frozenset[str]:
        """Of which of these files the letters are kept."""
        found = set()
        with self._reading() as db:
            for file in files if db is not None else ():
                assert db is not None
                if db.execute("SELECT 1 FROM letters WHERE file = ?", (file,)).fetchone() is not None:
                    found.add(file)
        return frozenset(found)

    def keep_letters(self, sha256: str, kept: KeptLetters) -> None:
        """Keep the letters of a file in place of those kept before."""
        try:
            db = self._open()
        except (sqlite3.Error, OSError):
            return
        try:
            with db:
                data = zlib.compress(_encode(kept), 1)
                db.execute("INSERT OR REPLACE INTO letters (file, data) VALUES (?, ?)", (sha256, data))
        except sqlite3.Error:
            log.info("the text cache could not be written")
        finally:
            db.close()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        """The cache to read from, None where it cannot be used; a damaged one ends the reading, told in the log."""
        try:
            db = self._open()
        except (sqlite3.Error, OSError):
            yield None
            return
        try:
            yield db
        except (sqlite3.Error, zlib.error, msgspec.MsgspecError):
            log.info("the text cache is damaged and was not used")
        finally:
            db.close()

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self._path, timeout=2.0)
        db.execute("PRAGMA synchronous = OFF")
        db.execute(
            "CREATE TABLE IF NOT EXISTS texts (file TEXT, extractor TEXT, page INTEGER, data BLOB, "
            "PRIMARY KEY (file, extractor, page)) WITHOUT ROWID"
        )
        db.execute("CREATE TABLE IF NOT EXISTS letters (file TEXT PRIMARY KEY, data BLOB)")
        return db
