"""Reference lists: which lines of a page belong to one, and which of them begin an entry. Pure.

Decision (2026-11): a list is told by what it is made of, entries that count up or hang and hold a year, more than by
its heading, because most pages of a list carry none. Its lines are taken out before footnotes and tables are looked
for: entries are small type at the foot of a column, too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from exoannotate.pdf.columns import Column, column_of
from exoannotate.pdf.compose import TextLine
from exoannotate.pdf.regroup import joined

_HEADING = re.compile(
    r"(?:(?:\d{1,2}|[IVX]{1,4})\.?\s+)?(?:selected |key |cited |further )?"
    r"(?:references?(?: and notes| cited)?|literature(?: cited)?|bibliography|works cited)\s*:?",
    re.I,
)
_LABEL = re.compile(r"(?:\[(\d{1,3})\]|\((\d{1,3})\)|(\d{1,3})[.)]|(\d{1,3}))\s+\S")
_BARE_LABEL = re.compile(r"\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)]")
_YEAR = re.compile(r"(?<!\d)(?:18|19|20)\d\d(?!\d)|in press|submitted|forthcoming|n\.d\.", re.I)
_NAME = r"(?:(?:van|von|de|der|den|del|la|le|di|da|el|al|Al|De|Van|Von|La|Le|Di|El)[ -])*[A-ZÀ-ÞĀ-Ž][\w'’‐-]+"
_AUTHOR = re.compile(rf"{_NAME}(?: {_NAME})?,? (?:[A-ZÀ-Þ]\.?[ ‐-]?){{1,4}}(?:[,.;(:&]|\s|$)")
_CAPTION = re.compile(r"(?:Fig(?:ure|\.)|Tab(?:le|\.)|Scheme|Box)\s*\d", re.I)


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """Line numbers: of the heading (None on a page without), of all lines in entries, of those that begin one."""

    heading: int | None = None
    lines: frozenset[int] = frozenset()
    starts: frozenset[int] = frozenset()


def with_labels(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines, with entry numbers that stand apart joined with the line they count."""
    labels = [line for line in lines if line.upright and _BARE_LABEL.fullmatch(line.text)]
    values = [int(line.text.strip("[]().")) for line in labels]
    if len(labels) < 3 or sum(b == a + 1 for a, b in pairwise(values)) < 0.6 * (len(values) - 1):
        return list(lines)
    gone: set[int] = set()
    made: dict[int, TextLine] = {}
    for label in labels:
        beside = [
            line
            for line in lines
            if abs(line.y - label.y) < 0.3 * line.size
            and 0 < line.x0 - label.x1 < 4 * line.size
            and len(line.text) > 15
            and abs(line.size - label.size) < 0.3 * line.size
        ]
        if beside:
            line = min(beside, key=lambda line: line.x0)
            gone.add(label.number)
            made[line.number] = joined(label, line)
            made[line.number].number = line.number
    return [made.get(line.number, line) for line in lines if line.number not in gone]


def list_goes_on(before: Iterable[Sequence[TextLine]]) -> bool:
    """Whether a reference list may be open after the pages ``before``, the last of them last."""
    pages = list(before)
    if any(_HEADING.fullmatch(line.text) for page in pages for line in page):
        return True
    entries = [line for page in pages[-1:] for line in page if _LABEL.match(line.text) or _AUTHOR.match(line.text)]
    return len(entries) >= 8


def find_references(lines: Sequence[TextLine], columns: Sequence[Column], *, open_before: bool) -> ReferenceList:
    """The reference list of a page, ``lines`` in reading order; ``open_before``: one began on an earlier page."""
    finder = _Finder(lines, columns)
    for index in [i for i, line in enumerate(lines) if _HEADING.fullmatch(line.text)][::-1]:
        found = finder.after(index + 1, least=1)
        if found is not None:
            return ReferenceList(lines[index].number, *found)
    found = finder.after(0, least=1 if open_before else 5, headed=False)
    return ReferenceList(None, *found) if found is not None else ReferenceList()


_Found = tuple[frozenset[int], frozenset[int]]


class _Finder:
    """Looks for entries among the lines of one page."""

    def __init__(self, lines: Sequence[TextLine], columns: Sequence[Column]) -> None:
        self._lines = lines
        self._columns = [column_of(line, columns) for line in lines]

    def after(self, first: int, *, least: int, headed: bool = True) -> _Found | None:
        """The entries from line ``first`` on: numbered, else by author and year; None when they are no list."""
        starts = self._numbered(first, headed=headed)
        # One number that happens to begin a line is no list, unless the list was announced.
        if len(starts) >= (min(2, least) if headed else max(2, min(3, least))) or (starts and least == 1):
            found = self._checked(starts, self._grown(starts, first, headed=headed), least)
            if found is not None:
                return found
        starts, members = self._by_author(first, headed=headed)
        return self._checked(starts, members, least) if headed or len(starts) > 1 else None

    def _checked(self, starts: Sequence[int], members: set[int], least: int) -> _Found | None:
        """The entries when most of them hold a year."""
        ordered = sorted(members)
        texts: list[str] = []
        begins = set(starts)
        for index in ordered:
            if index in begins or not texts:
                texts.append("")
            texts[-1] += " " + self._lines[index].text
        dated = sum(bool(_YEAR.search(text)) for text in texts)
        if len(texts) < least or not texts or dated < (0.6 if least == 1 else 0.75) * len(texts):
            return None
        numbers = frozenset(self._lines[index].number for index in ordered)
        return numbers, frozenset(self._lines[index].number for index in starts)

    def _numbered(self, first: int, *, headed: bool) -> list[int]:
        """The longest run of lines whose labels count up in one style."""
        labels: list[tuple[int, int, int]] = []  # line, style, number
        for index in range(first, len(self._lines)):
            match = _LABEL.match(self._lines[index].text)
            if match is not None and match.lastindex is not None:
                labels.append((index, match.lastindex, int(match[match.lastindex])))
        best: list[int] = []
        begun: set[int] = set()
        for position, (_, style, number) in enumerate(labels):
            if position in begun or (style == 4 and not headed) or (headed and number != 1):
                continue
            chain: list[int] = []
            wanted = number
            for later in range(position, len(labels)):
                index, other, value = labels[later]
                if other == style and value in (wanted, wanted + 1) and self._aligned(chain, index):
                    chain.append(index)
                    begun.add(later)
                    wanted = value + 1
            if len(chain) > len(best):
                best = chain
        return best

    def _aligned(self, chain: Sequence[int], index: int) -> bool:
        """Whether a line begins where the entries of its column and size begin."""
        line = self._lines[index]
        if chain and abs(self._lines[chain[0]].size - line.size) > 0.6:
            return False
        for other in reversed(chain):
            if self._columns[other] == self._columns[index]:
                return abs(self._lines[other].x0 - line.x0) < 1.6 * line.size
        return True

    def _grown(self, starts: Sequence[int], first: int, *, headed: bool) -> set[int]:
        """The entries' lines: what goes on below a start, and what leads to the next one at a column's head."""
        members = set(starts)
        limit = 1.4 * self._leading(starts)
        for number, start in enumerate(starts):
            last = number + 1 == len(starts)
            end = len(self._lines) if last else starts[number + 1]
            index = start
            while index + 1 < end and self._follows(index, index + 1, limit):
                index += 1
                members.add(index)
            if last and index + 1 < end and self._over_column(index, index + 1):
                index += 1
                members.add(index)
                while index + 1 < end and self._follows(index, index + 1, limit):
                    index += 1
                    members.add(index)
        for number, start in enumerate(starts):
            if number == 0 and headed:
                continue
            index = start
            while index - 1 >= first and index - 1 not in members and self._follows(index - 1, index, limit):
                index -= 1
                members.add(index)
        return members

    def _leading(self, starts: Sequence[int]) -> float:
        size = self._lines[starts[0]].size
        steps = [
            self._lines[index + 1].y - self._lines[index].y
            for index in range(starts[0], min(len(self._lines) - 1, starts[-1] + 8))
        ]
        usual = [step for step in steps if 0.8 * size < step < 2.2 * size]
        return max(median(usual), 1.1 * size) if usual else 1.25 * size

    def _follows(self, above: int, below: int, limit: float) -> bool:
        """Whether one line stands right below another in the same column and type."""
        a, b = self._lines[above], self._lines[below]
        step = b.y - a.y
        alike = abs(a.size - b.size) < 0.6 and a.bold == b.bold and not _CAPTION.match(b.text)
        return (
            alike
            and self._columns[above] == self._columns[below]
            and -1 < step < limit
            and min(a.x1, b.x1) - max(a.x0, b.x0) > -2 * a.size
        )

    def _over_column(self, above: int, below: int) -> bool:
        """Whether the last entry goes on at the head of the next column."""
        a, b = self._lines[above], self._lines[below]
        if abs(a.size - b.size) > 0.3 or a.bold != b.bold or b.y > a.y or _CAPTION.match(b.text):
            return False
        return not a.text.endswith(".") or not b.text[0].isupper()

    def _by_author(self, first: int, *, headed: bool) -> tuple[list[int], set[int]]:
        """Entries without numbers: first lines hang out, or a gap or a stop and a name part them."""
        size = self._size(first, headed=headed)
        if size is None:
            return [], set()
        starts: list[int] = []
        members: set[int] = set()
        leading = self._leading(range(first, min(first + 40, len(self._lines)))) if first < len(self._lines) else 10.0
        run: list[int] = []
        for index in range(first, len(self._lines)):
            line = self._lines[index]
            fits = abs(line.size - size) < 0.5 and not line.bold and not _CAPTION.match(line.text)
            if run and (not fits or not self._follows(run[-1], index, 2.2 * leading)):
                self._take(run, starts, members, leading)
                run = []
            if not fits and headed and members and _is_heading(line, size):
                break
            if fits:
                run.append(index)
        if run:
            self._take(run, starts, members, leading)
        return starts, members

    def _size(self, first: int, *, headed: bool) -> float | None:
        """The type of the list: that of the line below its heading, or of most lines of a page without one."""
        lines = self._lines[first:]
        if not lines:
            return None
        if headed:
            return lines[0].size
        counts: Counter[float] = Counter()
        for line in lines:
            counts[round(line.size * 2) / 2] += len(line.text)
        return counts.most_common(1)[0][0]

    def _take(self, run: Sequence[int], starts: list[int], members: set[int], leading: float) -> None:
        """Add a column's run of lines when it is made of entries."""
        lines = [self._lines[index] for index in run]
        left = min(line.x0 for line in lines)
        size = lines[0].size
        out = [index for index in run if self._lines[index].x0 - left < 0.4 * size]
        hung = sum(0.5 * size < line.x0 - left < 5 * size for line in lines)
        named = [index for index in out if _AUTHOR.match(self._lines[index].text)]
        if hung >= 0.25 * len(run) or (members and hung and len(run) < 6):
            begins = out
            if len(named) < 0.6 * len(begins):
                return
            begins, run = self._without_tail(begins, run)
        else:
            begins = [
                index
                for index in named
                if index == run[0]
                or self._lines[index].y - self._lines[index - 1].y > 1.15 * leading
                or self._lines[index - 1].text.endswith((".", "]"))
                or self._lines[index - 1].text[-1].isdigit()
            ]
            if not (begins or (members and len(run) < 6)) or len(begins) < len(run) / 9:
                return
        members.update(run)
        starts.extend(begins)

    def _without_tail(self, begins: list[int], run: Sequence[int]) -> tuple[list[int], Sequence[int]]:
        """A list's column without the remark below its last entry: no names, no indent, no year."""
        kept = list(begins)
        while len(kept) > 1:
            entry = [index for index in run if index >= kept[-1]]
            text = " ".join(self._lines[index].text for index in entry)
            if _AUTHOR.match(text) or _YEAR.search(text):
                break
            run = [index for index in run if index < kept[-1]]
            kept.pop()
        return kept, run


def _is_heading(line: TextLine, size: float) -> bool:
    return (line.bold or line.size > size + 0.8) and len(line.text) < 60
