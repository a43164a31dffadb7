"""What every export format has: a name, a line of help, and a function that writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal, TypeVar

from exoannotate.export.table import Bundle

T = TypeVar("T")

STEP = 200
"""Rows between two looks whether an export is still wanted."""


def unwatched(_rows: int) -> None:
    """Nobody looks how far the export is."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user may choose. ``raw``: CSV and TSV without the guard against formulas, for scripts only. ``watch`` is
    told now and then how many more rows are written; what it raises ends the export. ``style``: how papers are cited
    (``export/styles.py``), "" for the plain way."""

    raw: bool = False
    watch: Callable[[int], None] = unwatched
    style: str = ""

    def each(self, rows: Iterable[T]) -> Iterator[T]:
        """The rows one after the other, while somebody watches."""
        since = 0
        self.watch(0)
        for row in rows:
            yield row
            since += 1
            if since == STEP:
                self.watch(since)
                since = 0
        self.watch(since)


@dataclass(frozen=True, slots=True)
class Report:
    """What was written: rows; characters replaced by U+FFFD because the format cannot hold them; cells cut short;
    letters that one of the programs it is made for shows as boxes."""

    rows: int
    replaced: int = 0
    cut: int = 0
    boxed: int = 0

    def sentence(self) -> str:
        """What the user should know about losses, "" when there were none."""
        said: list[str] = []
        if self.replaced:
            said.append(f"Characters that no file can hold were replaced by “�”: {self.replaced:,}.")
        if self.cut:
            said.append(f"Cells too long for Excel were cut and marked: {self.cut:,}; JSON keeps them whole.")
        if self.boxed:
            said.append(f"Letters that pdfLaTeX shows as boxes: {self.boxed:,}; XeLaTeX and LuaLaTeX print them.")
        return " ".join(said)


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format. ``help`` is its line in the export dialog, ``suffix`` the end of its file names, ``pictures`` whether
    it shows those of the passages, ``counts`` what its rows are: records, or the papers these rest on;
    ``missing`` says why it cannot be written here, "" when it can. ``reads``: what it writes besides the rows of the
    table, which it goes through once and in order: nothing, the passages and papers they stand in, or all that is known
    of the records; who reads less can write tables that are too large to be held. ``beside``: what a format that has no
    room for it in its file says about where it comes from, given the name of the file, when that is written.

    ``write`` puts the bytes on the stream; the same bundle and options give the same bytes. It raises ExoError when
    the format cannot hold the bundle and lets the stream's OSError through.
    """

    name: str
    suffix: str
    label: str
    help: str
    write: Callable[[Bundle, BinaryIO, Options], Report]
    pictures: bool = False
    counts: Literal["records", "papers"] = "records"
    missing: Callable[[], str] = lambda: ""
    reads: Literal["rows", "passages", "everything"] = "everything"
    beside: Callable[[Bundle, str, Options], bytes] | None = None
