"""What every export format has: a name, a line of help, and a function that writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Literal

from exoannotate.export.table import Bundle


@dataclass(frozen=True, slots=True)
class Options:
    """What the user may choose. ``raw``: CSV and TSV without the guard against formulas, for scripts only."""

    raw: bool = False


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
    ``missing`` says why it cannot be written here, "" when it can.

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
