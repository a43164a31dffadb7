"""Printed lines from runs of glyphs: ligatures spelled out, superscripts marked, blanks tidied, places kept.

Pure: glyphs in, lines out. Every character of a line keeps its edges and its place in what the PDF prints.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import sub

from exoannotate.pdf.glyphs import Run

LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    # Adobe's expert fonts keep theirs in the private area.
    "\uf000": "fi",
    "\uf001": "fi",
    "\uf002": "fl",
    "\uf003": "ffi",
    "\uf004": "ffl",
    "\uf6c9": "",
}
_SPELLED = str.maketrans(LIGATURES)
_SUPERSCRIPTS = str.maketrans("0123456789+=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁼⁽⁾ⁿ")
_MINUS = "-\u2010\u2011\u2012\u2013\u2212"
SOFT_HYPHEN = "\u00ad"
_BLANKS = frozenset(
    " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
# Accents that stand as glyphs of their own, with the combining mark they mean.
_ACCENTS = {
    "´": "\u0301", "\u02ca": "\u0301", "`": "\u0300", "\u02cb": "\u0300", "˜": "\u0303", "¨": "\u0308",
    "ˆ": "\u0302", "ˇ": "\u030c", "˚": "\u030a", "¸": "\u0327", "¯": "\u0304", "˘": "\u0306",
}  # fmt: skip
_PLAIN = re.compile(r"[!-_a-~–—‘’“”]+(?: [!-_a-~–—‘’“”]+)*")  # no blank at an end, no grave accent
_WORD_GAP = 0.12  # of the font size: a gap wider than usual by this much is a blank that was not printed


@dataclass(slots=True)
class TextLine:
    """A printed line, cleaned: ``text`` with the edges of each character and its place in ``raw``.

    Box (x0, y0, x1, y1) and all lengths in points of page space; the rest as in domain ``Line``.
    """

    text: str
    raw: str
    places: list[int]
    starts: list[float]
    ends: list[float]
    x: float
    y: float
    dx: float
    dy: float
    ascent: float
    descent: float
    size: float
    bold: bool
    italic: bool
    font: str
    block: int
    number: int
    x0: float = 0.0
    y0: float = 0.0
    x1: float = 0.0
    y1: float = 0.0
    drop_cap: bool = False
    soft_end: bool = False  # ends with a soft hyphen, which is not in ``text``
    runs: tuple[Run, ...] = ()

    @property
    def upright(self) -> bool:
        """Written from left to right and not tilted."""
        return abs(self.dx) > 0.995

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2


def spelled_out(text: str) -> str:
    """The text with its ligatures as letters."""
    return text if text.isascii() else text.translate(_SPELLED)


def compose_lines(runs: Sequence[Run]) -> list[TextLine]:
    """The printed lines in the order the PDF draws them."""
    groups: list[list[Run]] = []
    for run in runs:
        if groups and (groups[-1][-1].line == run.line or _goes_on(groups[-1], run)):
            groups[-1].append(run)
        else:
            groups.append([run])
    lines: list[TextLine] = []
    for group in groups:
        line = compose(group, len(lines))
        if line is not None:
            lines.append(line)
    return lines


def _goes_on(group: list[Run], run: Run) -> bool:
    """Whether MuPDF cut a line at a raised or lowered mark that belongs to it."""
    last = group[-1]
    if not run.text.strip() or not last.text.strip() or abs(last.dx - run.dx) > 0.01 or abs(last.dy - run.dy) > 0.01:
        return False
    size = max(last.size, run.size)
    if size > 2.2 * min(last.size, run.size):
        return False  # a large initial
    along, across = _offset(last, run)
    if min(last.size, run.size) > 0.85 * size and abs(across) > 0.1 * size:
        return False
    gap = along - last.ends[-1]
    return -0.15 * size < gap < 0.5 * size and abs(across) < 0.6 * size


def _offset(a: Run, b: Run) -> tuple[float, float]:
    """From the start of a to the start of b: along a's baseline, and above it."""
    vx, vy = b.x - a.x, b.y - a.y
    return vx * a.dx + vy * a.dy, vx * a.dy - vy * a.dx


def compose(group: Sequence[Run], number: int) -> TextLine | None:
    """One printed line of runs that stand side by side, in their order; None when there is no ink."""
    printed = [run for run in group if run.text.strip()]
    if not printed:
        return None
    base = _base(printed)
    builder = _Builder()
    for run in group:
        along, above = _offset(base, run)
        raised = run.size < 0.86 * base.size and above > 0.12 * base.size
        raised = raised or (run.raised and run is not base and above > 0.12 * base.size)
        builder.add(run, along, raised)
    if not builder.text_has_ink():
        return None
    letters = sum(len(run.text.strip()) for run in printed)
    bold = sum(len(run.text.strip()) for run in printed if run.bold) * 2 > letters
    italic = sum(len(r.text.strip()) for r in printed if "ital" in r.font.lower() or "obli" in r.font.lower())
    line = builder.line(base, bold=bold, italic=italic * 2 > letters, number=number)
    line.runs = tuple(group)
    _set_box(line, printed)
    return line


def _base(printed: Sequence[Run]) -> Run:
    """The longest run of the size that most of the line is set in: its baseline and size are the line's."""
    weights: dict[float, int] = {}
    for run in printed:
        weights[round(run.size, 1)] = weights.get(round(run.size, 1), 0) + len(run.text.replace(" ", ""))
    size = max(weights, key=lambda size: (weights[size] * size, size))
    return max((run for run in printed if round(run.size, 1) == size), key=lambda run: len(run.text))


def _set_box(line: TextLine, printed: Iterable[Run]) -> None:
    """The upright box round the characters of the line."""
    near, far = line.starts[0], line.ends[-1]
    xs, ys = [], []
    for along in (near, far):
        for up in (line.ascent, -line.descent):
            xs.append(line.x + line.dx * along + line.dy * up)
            ys.append(line.y + line.dy * along - line.dx * up)
    line.x0, line.x1, line.y0, line.y1 = min(xs), max(xs), min(ys), max(ys)


class _Builder:
    """Collects the cleaned characters of one line."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.raw: list[str] = []
        self.places: list[int] = []
        self.starts: list[float] = []
        self.ends: list[float] = []
        self.soft_end = False
        self.reach = 0.0  # where the last glyph ends, dropped ones included

    def text_has_ink(self) -> bool:
        return any(c != " " for c in self.text)

    def add(self, run: Run, along: float, raised: bool) -> None:
        """Append a run that begins ``along`` points after the line's base run."""
        shown = superscript(run.text) if raised else run.text
        # Letter-spaced type has wide gaps everywhere.
        gaps = sorted(map(sub, run.starts[1:], run.ends))
        usual = max(0.0, gaps[len(gaps) // 2]) if len(gaps) > 3 else 0.0
        if not raised and self._add_plain(run, along, usual, gaps[-1] if gaps else 0.0):
            return
        text, raw, ends = self.text, self.raw, self.ends
        put_text, put_place = text.append, self.places.append
        put_start, put_end = self.starts.append, ends.append
        wide = usual + _WORD_GAP * run.size * (2.0 if raised else 1.0)
        for glyph, plain, start, end in zip(shown, run.text, run.starts, run.ends, strict=True):
            start, end = along + start, along + (end if end > start else start)
            blank = glyph in _BLANKS
            if ends and not blank and text[-1] != " " and start - max(self.reach, ends[-1]) > wide:
                self._put(" ", -1, ends[-1], start)
            place = len(raw)
            self.reach = end
            if glyph.isascii() and glyph.isalnum() and not (text and text[-1] in _ACCENTS):
                raw.append(plain)
                self.soft_end = False
                put_text(glyph)
                put_place(place)
                put_start(start)
                put_end(end)
                continue
            raw.append(_raw(plain))
            self.soft_end = self.soft_end and blank
            if blank:
                if text and text[-1] != " ":
                    self._put(" ", place, start, end)
            elif glyph == SOFT_HYPHEN:
                self.soft_end = True
            else:
                if self._accent_behind(glyph, start):
                    continue
                letters = LIGATURES.get(glyph) if glyph in LIGATURES else _kept(glyph)
                step = (end - start) / max(1, len(letters or ""))
                for i, letter in enumerate(letters or ""):
                    if i == 0 and self._accented(letter, start, end):
                        continue
                    self._put(letter, place, start + step * i, start + step * (i + 1))

    def _gap(self, size: float, usual: float, start: float, raised: bool) -> bool:
        return start - max(self.reach, self.ends[-1]) > usual + _WORD_GAP * size * (2.0 if raised else 1.0)

    def _add_plain(self, run: Run, along: float, usual: float, widest: float) -> bool:
        """The same for a run of plain letters without wide gaps, which most runs are, in a quarter of the time."""
        if widest > usual + _WORD_GAP * run.size or not _PLAIN.fullmatch(run.text):
            return False
        if self.ends and self.text[-1] in _ACCENTS:
            return False
        if self.ends and self.text[-1] != " " and self._gap(run.size, usual, along + run.starts[0], False):
            self._put(" ", -1, self.ends[-1], along + run.starts[0])
        place = len(self.raw)
        self.raw.extend(run.text)
        self.text.extend(run.text)
        self.places.extend(range(place, place + len(run.text)))
        if along == 0.0:
            self.starts.extend(run.starts)
            self.ends.extend(run.ends)
        else:
            self.starts.extend([along + start for start in run.starts])
            self.ends.extend([along + end for end in run.ends])
        self.soft_end = False
        self.reach = self.ends[-1]
        return True

    def _accent_behind(self, mark: str, start: float) -> bool:
        """Join an accent with the letter it was drawn over before."""
        if mark not in _ACCENTS or not self.text or not self.text[-1].isalpha():
            return False
        if start > self.ends[-1] - 0.3 * (self.ends[-1] - self.starts[-1]):
            return False
        made = unicodedata.normalize("NFC", self.text[-1].replace("ı", "i") + _ACCENTS[mark])
        if len(made) == 1:
            self.text[-1] = made
        return len(made) == 1

    def _accented(self, letter: str, start: float, end: float) -> bool:
        """Join a letter with the accent that was drawn over it before, as TeX does."""
        if not self.text or self.text[-1] not in _ACCENTS or not letter.isalpha():
            return False
        if self.ends[-1] - start < 0.4 * (end - start):
            return False
        made = unicodedata.normalize("NFC", letter.replace("ı", "i") + _ACCENTS[self.text[-1]])
        if len(made) != 1:
            return False
        self.text[-1] = made
        self.starts[-1], self.ends[-1] = min(self.starts[-1], start), max(self.ends[-1], end)
        return True

    def _put(self, letter: str, place: int, start: float, end: float) -> None:
        self.text.append(letter)
        self.places.append(place)
        self.starts.append(start)
        self.ends.append(end)

    def line(self, base: Run, *, bold: bool, italic: bool, number: int) -> TextLine:
        while self.text[-1] == " ":
            for part in (self.text, self.places, self.starts, self.ends):
                part.pop()
        if self.text[:2] == ["\ufffd", " "]:
            self.text[0] = "•"  # a bullet of a symbol font
        return TextLine(
            text="".join(self.text),
            raw="".join(self.raw).strip("\n"),
            places=self.places,
            starts=self.starts,
            ends=self.ends,
            x=base.x,
            y=base.y,
            dx=base.dx,
            dy=base.dy,
            ascent=base.ascent,
            descent=base.descent,
            size=base.size,
            bold=bold,
            italic=italic,
            font=base.font,
            block=base.block,
            number=number,
            soft_end=self.soft_end,
        )


def superscript(text: str) -> str:
    """Raised digits and signs as Unicode superscripts; a dash only where it is a minus sign."""
    raised = text.translate(_SUPERSCRIPTS)
    if not any(c.isdigit() for c in text) and text.strip() not in ("+", "-", "\u2212", "\u2013", "n"):
        return text
    head = raised.lstrip()
    if head and head[0] in _MINUS and not any(c in ",;" for c in text):
        return raised.replace(head[0], "⁻", 1)
    if head and head[-1] in _MINUS:
        cut = len(raised.rstrip()) - 1
        return raised[:cut] + "⁻" + raised[cut + 1 :]
    return raised


@cache
def _kept(glyph: str) -> str:
    """The character, composed where possible; nothing for controls, noncharacters and marks without width."""
    category = unicodedata.category(glyph)
    if category in ("Cc", "Cs", "Cn", "Zl", "Zp"):
        return ""
    if category == "Cf" and glyph not in "\u200c\u200d":
        return ""
    if "\U0001d400" <= glyph <= "\U0001d7ff" or "\ufb50" <= glyph <= "\ufdfb" or "\ufe70" <= glyph <= "\ufefc":
        # Letters of formulas and shapes of Arabic letters: a search for "β" must find the mathematical β, too.
        return unicodedata.normalize("NFKC", glyph)
    return "\u03bc" if glyph == "\u00b5" else glyph


def _raw(glyph: str) -> str:
    """The character for the raw text, in which a newline ends a line and nothing else."""
    return " " if glyph in "\n\r\x0b\x0c\x85\u2028\u2029" else glyph
