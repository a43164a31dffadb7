"""Text that no other program trips over: characters that files cannot hold, and cells that look like formulas."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
                    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
                    + "]")  # fmt: skip
_SURROGATE = re.compile("[\ud800-\udfff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# What a spreadsheet takes for a formula: = + - @, the same in full width, and TAB, CR, LF which it skips.
_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]|'*[\t\r\n]")
_GUARDED = re.compile(r"'+\s*[=+\-@＝＋－＠]|'+[\t\r\n]")


@dataclass(slots=True)
class Cleaner:
    """Cleans text for one file and counts what it replaced (``replaced``, characters) and cut (``cut``, cells)."""

    replaced: int = 0
    cut: int = 0

    def text(self, text: str) -> str:
        """The text with control characters (but TAB, LF, CR), lone surrogates and noncharacters made U+FFFD."""
        if text.isprintable():  # most texts are, which is told in a tenth of the time
            return text
        clean, count = _UNFIT.subn(REPLACEMENT, text)
        self.replaced += count
        return clean

    def escapable(self, text: str) -> str:
        """The text with only lone surrogates made U+FFFD, for formats that can escape everything else."""
        clean, count = _SURROGATE.subn(REPLACEMENT, text)
        self.replaced += count
        return clean

    def short(self, text: str, limit: int) -> str:
        """The text cut to ``limit`` UTF-16 units, which is how Excel counts, with a visible mark where it was cut."""
        size = _units(text)
        if size <= limit:
            return text
        self.cut += 1
        mark = f" [… cut here: the whole text has {len(text):,} characters]"
        kept = text.encode("utf-16-le", "surrogatepass")[: 2 * (limit - _units(mark))]
        return kept.decode("utf-16-le", "ignore") + mark  # "ignore" drops half a pair at the cut


def _units(text: str) -> int:
    return len(text) + sum(1 for c in text if c > "\uffff") if not text.isascii() else len(text)


def guard(cell: str) -> str:
    """The cell with an apostrophe before it when a spreadsheet would take it for a formula.

    Numbers such as -1.5 are no exception. A cell that already starts with apostrophes and then looks like a formula
    gets one more, so that ``unguard`` gives back exactly what was there.
    """
    if cell[:1].isalnum():  # most cells; no formula begins so
        return cell
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """What the cell was before ``guard``."""
    return cell[1:] if _GUARDED.match(cell) else cell
