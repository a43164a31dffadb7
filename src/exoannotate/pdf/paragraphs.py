"""Paragraphs from lines in reading order: by indent, gap, type and column; joined over column breaks. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median

from exoannotate.domain.pagetext import RUNNING, ParagraphKind
from exoannotate.pdf.assemble import Block
from exoannotate.pdf.columns import Column, column_of
from exoannotate.pdf.compose import TextLine

_END = re.compile(r"[.!?:…][\"'”’»)\]⁾]*(?:[⁰¹²³⁴⁵⁶⁷⁸⁹,–⁻-]*|\s?\[[\d,–\- ]+\])$")
_LABEL = re.compile(r"(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)]|[•●▪■◦‣·–—*]|\([a-z]\)|[a-z]\))\s")
_REFERENCE = re.compile(r"(?:\[\d{1,3}\]|\d{1,3}\.?)\s+\S")


def ends_sentence(text: str) -> bool:
    """Whether the text ends where a sentence may end, citation marks behind the stop included."""
    return bool(_END.search(text))


class Paragraphs:
    """Groups the lines of one page; ``kinds`` by line number, ``entries``: lines that begin a reference."""

    def __init__(
        self,
        lines: Sequence[TextLine],
        columns: Sequence[Column],
        kinds: Mapping[int, ParagraphKind],
        entries: frozenset[int] = frozenset(),
    ) -> None:
        self._entries = entries
        self._keys: dict[int, tuple[int, float]] = {}
        self._columns = columns
        self._kinds = kinds
        self._leading = self._usual_leading(lines)
        self._edges = self._left_edges(lines)
        self.indented = self._uses_indents(lines)

    def group(self, lines: Sequence[TextLine]) -> list[Block]:
        """The paragraphs in reading order: floats after the paragraph they interrupt, footnotes last."""
        flow: list[Block] = []  # body, headings and references
        after: dict[int, list[Block]] = {}  # index in flow -> floats that follow it
        notes: list[Block] = []
        last_float: Block | None = None
        for line in lines:
            kind = self._kinds[line.number]
            if kind in RUNNING:
                if flow and self._goes_on(flow[-1], line, kind):
                    flow[-1].lines.append(line)
                else:
                    flow.append(Block(kind, [line]))
                    last_float = None
                continue
            place = notes if kind == "footnote" else after.setdefault(len(flow) - 1, [])
            if last_float in place and place and place[-1].kind == kind and self._same_float(place[-1], line):
                place[-1].lines.append(line)
            else:
                place.append(Block(kind, [line]))
            last_float = place[-1]
        return self._woven(flow, after) + notes

    def _woven(self, flow: list[Block], after: Mapping[int, list[Block]]) -> list[Block]:
        """Flow and floats in one list; a float goes behind the paragraph that its place interrupts."""
        result: list[Block] = list(after.get(-1, ()))
        for index, block in enumerate(flow):
            result.append(block)
            result.extend(after.get(index, ()))
        return result

    def _goes_on(self, block: Block, line: TextLine, kind: ParagraphKind) -> bool:
        last = block.lines[-1]
        if kind == "reference":
            return block.kind == kind and line.number not in self._entries
        if last.drop_cap:
            return True
        if block.kind != kind or abs(last.size - line.size) > 0.6:
            return False
        below = line.y > last.y - 2 and min(last.x1, line.x1) > max(last.x0, line.x0)
        same_column = below or column_of(last, self._columns) == column_of(line, self._columns)
        if kind == "heading":
            step = line.y - last.y
            return last.bold == line.bold and (abs(step) < 2 or 0 < step < 1.7 * line.size)
        if same_column and line.y > last.y - 2:
            return self._same_paragraph(last, line)
        return self.runs_on(block, line)

    def runs_on(self, block: Block, line: TextLine) -> bool:
        """Whether a paragraph goes on with a line at the top of another column or page."""
        last = block.lines[-1]
        if block.kind == "reference":
            return self._kinds.get(line.number) == "reference" and line.number not in self._entries
        if abs(last.size - line.size) > 0.6 or _REFERENCE.match(line.text):
            return False
        if not ends_sentence(last.text) and line.text[:1].islower():
            return True
        if self._indent(line) > 0.7 * line.size:
            return False
        if self._short(last) and ends_sentence(last.text):
            return False
        if not ends_sentence(last.text):
            return not (self._short(last) and line.text[:1].isupper() and len(last.text) < 40)
        # The stop may be the end of a sentence within the paragraph: where paragraphs are indented, no indent tells.
        return self.indented and not self._short(last) and not line.text[:1].islower()

    def _same_paragraph(self, last: TextLine, line: TextLine) -> bool:
        """Whether a line below another one in the same column goes on with it."""
        step = line.y - last.y
        if abs(step) < 2:
            return True
        if step > 1.32 * max(self._leading_of(line), 1.05 * line.size):
            # A figure or table between two halves of a paragraph leaves a gap, too.
            interrupted = step > 4 * line.size and not ends_sentence(last.text) and line.text[:1].islower()
            left, right, _ = self._edge(last)
            return interrupted and last.x1 > left + 0.7 * (right - left)  # ragged lines end early, too
        indent, before = self._indent(line), self._indent(last)
        if self._key(line) != self._key(last):
            indent = line.x0 - self._edge(last)[0]
        if line.text[0] in "¹²³⁴⁵⁶⁷⁸⁹*†‡§" and self._short(last):
            return False
        if self._hanging(line):
            return indent > 0.5 * line.size or not (ends_sentence(last.text) or _REFERENCE.match(line.text))
        if _LABEL.match(line.text) and (ends_sentence(last.text) or self._short(last)):
            return False
        if indent > 0.7 * line.size and indent - before > 0.5 * line.size:
            return False
        if before - indent > 0.7 * line.size and before > 3 * line.size and self._short(last):
            return False
        return not (self._short(last) and ends_sentence(last.text) and not line.text[:1].islower())

    def _same_float(self, block: Block, line: TextLine) -> bool:
        last = block.lines[-1]
        if block.kind == "table":
            return True
        step = line.y - last.y
        beside = abs(line.y - block.lines[0].y) < 3 and line.x0 > last.x0
        return abs(last.size - line.size) < 0.7 and (beside or -2 < step < 1.9 * line.size)

    def _key(self, line: TextLine) -> tuple[int, float]:
        key = self._keys.get(line.number)
        if key is None:
            column = column_of(line, self._columns)
            key = self._keys[line.number] = (-1 if column is None else column), round(line.size)
        return key

    def _usual_leading(self, lines: Sequence[TextLine]) -> dict[float, float]:
        steps: dict[float, list[float]] = {}
        for a, b in pairwise(lines):
            if self._kinds[a.number] == self._kinds[b.number] and self._key(a) == self._key(b):
                step = b.y - a.y
                if 0.7 * b.size < step < 2.6 * b.size:
                    steps.setdefault(round(b.size), []).append(step)
        return {size: median(values) for size, values in steps.items() if len(values) >= 3}

    def _leading_of(self, line: TextLine) -> float:
        return self._leading.get(round(line.size), 1.2 * line.size)

    def _left_edges(self, lines: Sequence[TextLine]) -> dict[tuple[int, float], tuple[float, float, bool]]:
        """Left edge, right edge and whether first lines hang out, for each column and size."""
        groups: dict[tuple[int, float], list[TextLine]] = {}
        for line in lines:
            if self._kinds[line.number] == "body":
                groups.setdefault(self._key(line), []).append(line)
        edges = {}
        for key, group in groups.items():
            counts = Counter(round(line.x0) for line in group)
            common = [x for x, n in counts.items() if n >= max(2, 0.06 * len(group))] or list(counts)
            left = float(min(common))
            rights = sorted(line.x1 for line in group)
            right = rights[-1 - len(rights) // 12]
            size = group[0].size
            out = [line for line in group if line.x0 < left + 0.5 * size]
            hang = [line for line in group if 0.5 * size <= line.x0 - left < 4 * size]
            labelled = sum(bool(_REFERENCE.match(line.text)) for line in out)
            hanging = len(hang) > 0.6 * len(group) or (len(hang) > 0.3 * len(group) and labelled > 0.6 * len(out))
            edges[key] = (left, right, hanging and len(group) >= 4)
        return edges

    def _edge(self, line: TextLine) -> tuple[float, float, bool]:
        return self._edges.get(self._key(line), (line.x0, line.x1, False))

    def _indent(self, line: TextLine) -> float:
        return line.x0 - self._edge(line)[0]

    def _hanging(self, line: TextLine) -> bool:
        return self._edge(line)[2]

    def _short(self, line: TextLine) -> bool:
        return self._edge(line)[1] - line.x1 > 1.6 * line.size

    def _uses_indents(self, lines: Sequence[TextLine]) -> bool:
        """Whether paragraphs of this page begin with an indent."""
        body = [line for line in lines if self._kinds[line.number] == "body"]
        starts = sum(
            1
            for a, b in pairwise(body)
            if 0.7 * b.size < self._indent(b) < 4 * b.size
            and abs(self._indent(a)) < 0.5 * a.size
            and 0 < b.y - a.y < 1.5 * self._leading_of(b)
            and not self._hanging(b)
        )
        return starts >= 1
