"""What a printed line is: body, heading, caption, table or figure text, footnote. Pure.

Told by its font size against that of the body, by what stands beside it, and by its first words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from exoannotate.domain.pagetext import ParagraphKind
from exoannotate.pdf.columns import Column, column_of
from exoannotate.pdf.compose import TextLine

_CAPTION = re.compile(
    r"(?:(?:supplementary|supplemental|extended data)\s+)?"
    r"(figure|fig\.?|table|tab\.|scheme|box|algorithm|chart|plate)\s*(?:S?\d{1,3}|[IVX]{1,5})\b(?P<end>\s*[.:|)–—-]?)",
    re.I,
)
_FOOTNOTE_MARK = re.compile(
    r"[*†‡§¶#∗⁎¤¹²³⁴⁵⁶⁷⁸⁹ᵃᵇ]|\d{1,2}\s|[a-f]\s|correspond|abbrev|e-?mail|received|©|copyright", re.I
)
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+[A-Z]")
_PANEL = re.compile(r"\(?[A-Za-z]\)?(?:\s\(?[A-Za-z]\)?)*")  # "(a) (b)": the names of a figure's parts
_NUMBERED = re.compile(r"\[\d{1,3}\]\s|\d{1,3}\.\s")  # an entry of a reference list
_LONGEST_CELL = 65  # characters; a longer line is prose
_SENTENCE_END = (".", ",", ";")
_STOPS = (".", ":", ";", "?", "!", ")", "]")


def body_size(lines: Sequence[TextLine]) -> float:
    """The font size of the running text, in points; 10 when there is no text.

    The largest size that a good part of the long lines is set in: references and tables are often as many, and smaller.
    """
    counts: Counter[float] = Counter()
    for line in [line for line in lines if len(line.text) > 30] or lines:
        counts[round(line.size * 2) / 2] += len(line.text)
    if not counts:
        return 10.0
    most = max(counts.values())
    return max(size for size, count in counts.items() if count > 0.4 * most)


class Kinds:
    """The kinds of the lines of one page, ``lines`` in reading order."""

    def __init__(self, lines: Sequence[TextLine], columns: Sequence[Column], size: float, height: float) -> None:
        self._lines = lines
        self._columns = columns
        self._size = size
        self._height = height
        self._wide = Column(columns[0].x0, columns[-1].x1)
        self.kinds: dict[int, ParagraphKind] = {line.number: "body" for line in lines}
        self._cells()
        self._captions()
        self._tables_under_captions()
        self._tables_filled()
        self._figure_text()
        self._headings()
        self._headings_in_other_type()
        self._footnotes()

    def column(self, line: TextLine) -> Column:
        """The column that holds the line, the whole text width for a line over several."""
        number = column_of(line, self._columns)
        return self._wide if number is None else self._columns[number]

    def _small(self, line: TextLine) -> bool:
        return line.size < self._size - 0.4

    def _fills(self, line: TextLine) -> bool:
        return line.width > 0.72 * self.column(line).width

    def _cells(self) -> None:
        """Lines that share their row with another line of the same column, three rows at least."""
        ordered = sorted(self._lines, key=lambda line: line.y0)
        rows: set[int] = set()
        for i, a in enumerate(ordered):
            for b in ordered[i + 1 : i + 14]:
                if b.y0 > a.y1:
                    break
                if min(a.y1, b.y1) - max(a.y0, b.y0) < 0.6 * min(a.height, b.height):
                    continue
                gap = max(a.x0, b.x0) - min(a.x1, b.x1)
                first, second = column_of(a, self._columns), column_of(b, self._columns)
                beside = first == second or first is None or second is None
                # A gutter is no gap between cells.
                prose = len(a.text) > _LONGEST_CELL or len(b.text) > _LONGEST_CELL
                if beside and not prose and gap > 0.9 * min(a.size, b.size) and not (self._fills(a) and self._fills(b)):
                    rows.update((a.number, b.number))
        cells = [line for line in ordered if line.number in rows]
        for line in cells:
            # One row alone is a line of text with wide blanks.
            near = any(0.5 * line.height < abs(line.y - other.y) < 4.5 * line.size for other in cells)
            if len(cells) >= 5 and near:
                self.kinds[line.number] = "table"

    def _captions(self) -> None:
        """Paragraphs that begin like "Figure 2." in a place where a paragraph begins."""
        lines = self._lines
        for i, line in enumerate(lines):
            match = _CAPTION.match(line.text)
            if match is None or not line.text[:1].isupper():
                continue
            above = next((o for o in reversed(lines[:i]) if self._is_above(o, line)), None)
            apart = above is None or line.y0 - above.y1 > 0.55 * line.size or abs(above.size - line.size) > 0.4
            marked = bool(match["end"].strip()) or line.bold or self._small(line)
            alone = line.text[match.end() :].strip() == ""
            if not apart or not (marked or alone or line.text[match.end() :].strip()[:1].isupper()):
                continue
            self._spread(i, "caption")

    @staticmethod
    def _is_above(upper: TextLine, line: TextLine) -> bool:
        overlap = min(upper.x1, line.x1) - max(upper.x0, line.x0)
        return overlap > 0 and -0.5 * line.height < line.y0 - upper.y1 < 2.0 * line.size

    def _spread(self, start: int, kind: ParagraphKind) -> None:
        """Give the kind to the line and to what goes on below it in the same type."""
        last = self._lines[start]
        first = last
        self.kinds[last.number] = kind
        leading: float | None = None
        for line in self._lines[start + 1 :]:
            step = line.y - last.y
            if step < 0.3 * line.size and abs(step) < 2:
                if self.kinds[line.number] == "table" and line.x0 > last.x1 + line.size:
                    break
                self.kinds[line.number] = kind
                last = line
                continue
            limit = 1.75 * first.size if leading is None else 1.25 * leading
            overlap = min(line.x1, first.x1) - max(line.x0, first.x0)
            if abs(line.y - first.y) < 3 and line.x0 > first.x1 and abs(line.size - first.size) < 0.4:
                # A caption that is itself set in columns.
                self.kinds[line.number] = kind
                last = line
                continue
            if abs(line.size - first.size) > 0.6 or not 0 < step < limit or overlap <= 0:
                break
            if self.kinds[line.number] == "table" or _CAPTION.match(line.text):
                break
            if not self._small(first) and last.width < 0.75 * self.column(last).width and leading is not None:
                break
            leading = step if leading is None else min(leading, step)
            self.kinds[line.number] = kind
            last = line

    def _tables_under_captions(self) -> None:
        """From a table's caption on, whatever is small or a cell belongs to the table."""
        in_table = False
        bounds: Column | None = None
        last: TextLine | None = None
        for line in self._lines:
            kind = self.kinds[line.number]
            if kind == "caption":
                if line.text[:3].lower() == "tab":
                    in_table, bounds, last = True, self.column(line), line
                elif _CAPTION.match(line.text):
                    in_table = False
                if in_table:
                    last = line
                continue
            if not in_table or bounds is None or last is None:
                continue
            inside = line.x0 >= bounds.x0 - 6 and line.y0 > last.y0 - 0.6 * self._height
            far = line.y0 - last.y1 > 4 * line.size
            if inside and not far and (kind == "table" or (self._small(line) and not _NUMBERED.match(line.text))):
                self.kinds[line.number] = "table"
                last = line if line.y1 > last.y1 else last
            elif kind != "table":
                in_table = False

    def _figure_text(self) -> None:
        """Short lines in another size that fill no column: labels in figures."""
        figured = any(self.kinds[line.number] == "caption" and line.text[:3].lower() != "tab" for line in self._lines)
        clusters = self._clusters()
        for cluster in clusters:
            if any(self.kinds[line.number] not in ("body", "table") for line in cluster):
                continue
            other = all(abs(line.size - self._size) > 0.7 or line.upright is False for line in cluster)
            small = all(line.size < self._size - 0.7 for line in cluster)
            narrow = max(line.width for line in cluster) < 0.5 * self.column(cluster[0]).width
            sentence = any(len(line.text) > 45 for line in cluster)
            centre = 0.1 * self._height < cluster[0].y0 < 0.93 * self._height
            if len(cluster) <= 2 and self._heads_prose(cluster[-1]):
                marked = cluster[0].text.isupper() or cluster[0].bold or cluster[0].italic
                if marked and not cluster[-1].text.endswith(_SENTENCE_END):
                    for line in cluster:
                        self.kinds[line.number] = "heading"
                continue
            if figured and other and small and narrow and centre and not sentence and len(cluster) <= 4:
                for line in cluster:
                    self.kinds[line.number] = "table"
        for line in self._lines:
            panel = not line.drop_cap and bool(_PANEL.fullmatch(line.text))
            if (not line.upright or panel) and self.kinds[line.number] == "body":
                self.kinds[line.number] = "table"

    def _headings_in_other_type(self) -> None:
        """A short line in another font, as large as the body, right above body text."""
        fonts = Counter(line.font for line in self._lines if self.kinds[line.number] == "body" and len(line.text) > 30)
        usual = {font for font, count in fonts.items() if count > 0.1 * sum(fonts.values())}
        for i, line in enumerate(self._lines):
            # The first words tell: "Genus species new species" begins in italics.
            fonts_of_line = {line.font, *(run.font for run in line.runs[:1])}
            own = not fonts_of_line <= usual and line.size > self._size - 0.7
            if self.kinds[line.number] != "body" or not own or line.text.endswith(_SENTENCE_END):
                continue
            last = self._lines[i - 1] if i else None
            joins = last is not None and not last.text.endswith(_STOPS) and self.kinds[last.number] == "body"
            joins = joins and last is not None and 0 < line.y - last.y < 1.5 * line.size
            letters = sum(c.isalpha() for c in line.text)
            if letters > 0.6 * len(line.text) and not joins and self._heads_prose(line):
                self.kinds[line.number] = "heading"

    def _heads_prose(self, heading: TextLine) -> bool:
        """Whether a line begins at the column's edge, short, right above a line of body text that fills the column."""
        column = self.column(heading)
        if abs(heading.x0 - column.x0) > 3 or not heading.text[:1].isalnum():
            return False
        index = next(i for i, line in enumerate(self._lines) if line is heading)
        if index + 1 >= len(self._lines):
            return False
        if self._fills(heading) and not (
            index and heading.width < 0.9 * column.width and heading.y - self._lines[index - 1].y > 1.5 * heading.size
        ):
            return False
        below = self._lines[index + 1]
        near = 0 < below.y - heading.y < 2.6 * heading.size
        return near and abs(below.size - self._size) < 1.0 and len(below.text) > 25 and not below.bold

    def _tables_filled(self) -> None:
        """Cells that stand alone in their row, between rows of the table."""
        numbers = [i for i, line in enumerate(self._lines) if self.kinds[line.number] == "table"]
        for first, second in pairwise(numbers):
            between = self._lines[first + 1 : second]
            top, bottom = self._lines[first].y0 - 1, self._lines[second].y1 + 1
            if 0 < len(between) <= 6 and all(
                self.kinds[line.number] == "body" and len(line.text) < 45 and top <= line.middle <= bottom
                for line in between
            ):
                for line in between:
                    self.kinds[line.number] = "table"

    def _clusters(self) -> list[list[TextLine]]:
        """Runs of lines close below each other in one size."""
        clusters: list[list[TextLine]] = []
        for line in self._lines:
            last = clusters[-1][-1] if clusters else None
            if (
                last is not None
                and abs(last.size - line.size) < 0.4
                and 0 < line.y - last.y < 1.75 * line.size
                and min(line.x1, last.x1) - max(line.x0, last.x0) > 0
            ):
                clusters[-1].append(line)
            else:
                clusters.append([line])
        return clusters

    def _headings(self) -> None:
        """Short runs in a larger or wholly bold type."""
        for cluster in self._heading_runs():
            text = " ".join(line.text for line in cluster)
            letters = sum(c.isalpha() for c in text)
            if len(cluster) > 5 or letters < 3 or letters < 0.5 * len(text.replace(" ", "")):
                continue
            stopped = text.endswith(".") and len(text.split()) > 4 and not text[0].isdigit()
            if stopped and cluster[0].size < self._size + 1:
                continue
            if len(cluster) > 3 and cluster[0].size < self._size + 2:
                continue
            if text.endswith(_SENTENCE_END) and len(text) > 60 and cluster[0].size < self._size + 1.5:
                continue
            for line in cluster:
                self.kinds[line.number] = "heading"

    def _heading_runs(self) -> list[list[TextLine]]:
        runs: list[list[TextLine]] = []
        last: TextLine | None = None
        for line in self._lines:
            big = line.size > self._size + 0.8
            numbered = line.italic and bool(_SECTION.match(line.text)) and not self._fills(line)
            bold = (line.bold or (numbered and not line.text.endswith("."))) and line.size > self._size - 0.6
            if self.kinds[line.number] != "body" or not (big or bold):
                last = None
                continue
            alike = last is not None and abs(last.size - line.size) < 0.4 and last.bold == line.bold
            if alike and last is not None and -1 < line.y - last.y < 1.9 * line.size:
                runs[-1].append(line)
            else:
                runs.append([line])
            last = line
        return runs

    def _footnotes(self) -> None:
        """A short run of small lines at the foot of a column that has body text above."""
        for number, column in enumerate((*self._columns, self._wide)):
            wanted = None if number == len(self._columns) else number
            lines = [
                line
                for line in self._lines
                if column_of(line, self._columns) == wanted and self.kinds[line.number] in ("body", "heading")
            ]
            lines.sort(key=lambda line: line.y)
            foot: list[TextLine] = []
            for line in reversed(lines):
                if not self._small(line) or self.kinds[line.number] == "heading":
                    break
                foot.insert(0, line)
            above = lines[: len(lines) - len(foot)]
            if not foot or len(foot) > 16 or (not above and number != len(self._columns)):
                continue
            top = foot[0].y0
            if top < 0.5 * self._height or any(o.y0 > foot[-1].y1 + 2 for o in self._lines if self._beside(o, column)):
                continue
            headed = bool(above) and self.kinds[above[-1].number] == "heading"
            apart = not above or top - above[-1].y1 > 0.5 * self._size
            # What is drawn before the text above it is none of that text.
            marked = bool(_FOOTNOTE_MARK.match(foot[0].text)) or self._drawn_before(foot[0], above)
            if not headed and apart and marked:
                for line in foot:
                    self.kinds[line.number] = "footnote"

    def _drawn_before(self, line: TextLine, above: Sequence[TextLine]) -> bool:
        place = {other.number: index for index, other in enumerate(self._lines)}
        return len(above) > 2 and place[line.number] < min(place[other.number] for other in above[-3:])

    def _beside(self, line: TextLine, column: Column) -> bool:
        overlaps = min(line.x1, column.x1) - max(line.x0, column.x0) > 4
        return overlaps and self.kinds[line.number] in ("body", "heading") and not self._small(line)
