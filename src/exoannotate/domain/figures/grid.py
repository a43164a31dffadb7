"""The matrix on paper: cargo against therapy, with direction, strength, and gaps that can be seen.

A cell holds one field for each thing that is said there, with its sign and the number of primary studies; the fewer
they are the paler it is. A cell where nobody looked is hatched; where somebody looked and found nothing stands “=”.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exoannotate.domain.fields import LEVELS
from exoannotate.domain.figures.drawing import POINTS, Box, Drawing, Pen, Sign, Words, colours, is_narrow
from exoannotate.domain.figures.empty import empty
from exoannotate.domain.figures.legend import Entry, legend
from exoannotate.domain.figures.material import (
    LEVEL_WORDS,
    STANCES,
    Material,
    Reading,
    Stance,
    caption,
    legend_words,
    read,
    reason,
)
from exoannotate.domain.figures.metrics import LEADING, RISE, cut, flat, width, wrap
from exoannotate.domain.folding import letters
from exoannotate.domain.wording import counted

TITLE = "Cargo against therapy"
_ROW, _SIGN, _FRAME = 12.0, 5.0, 1.3
_WIDEST = 60.0
_ALPHAS = (0.22, 0.38, 0.58)
"""How strong the hue is for one primary study, for two, and for three or more."""
_MORE = Stance("+", "more", "none", "", 0.15)


@dataclass(frozen=True, slots=True)
class Head:
    """A row or column: its words, the rows of evidence under it, and whether it is a reason or gathers others."""

    text: str
    rows: frozenset[int]
    plain: bool = False


def draw(material: Material, millimetres: int) -> Drawing:
    """The matrix in a width."""
    of = read(material)
    page = millimetres * POINTS
    if not of.rows:
        return empty(TITLE, page, caption(of, TITLE), material)
    narrow = is_narrow(millimetres)
    return _Grid(of, page, narrow).drawing()


def heads(of: Reading, column: str, most: int) -> tuple[Head, ...]:
    """The values of a column, those of most primary studies first, then the others as one, then reasons for none."""
    way, said = of.values(column)
    held: dict[int, list[int]] = defaultdict(list)
    for row, numbers in enumerate(said):
        for number in numbers:
            held[number].append(row)
    values = sorted((n for n in held if not way.reasons[n]),
                    key=lambda n: (-of.weight(held[n]), -len(held[n]), letters(way.shown(n)), n))  # fmt: skip
    shown = values if len(values) <= most else values[: most - 1]
    found = [Head(flat(way.shown(n)) or "�", frozenset(held[n])) for n in shown]
    if len(values) > len(shown):
        rest = values[len(shown) :]
        found.append(Head(f"other ({len(rest):,})", frozenset(r for n in rest for r in held[n]), True))
    reasons = sorted((n for n in held if way.reasons[n]), key=lambda n: (-len(held[n]), way.shown(n)))
    return (*found, *(Head(reason(way.shown(n)), frozenset(held[n]), True) for n in reasons))


class _Grid:
    """Lays the matrix out."""

    def __init__(self, of: Reading, page: float, narrow: bool) -> None:
        self.of, self.page, self.pen = of, page, Pen()
        known = {choice.value for choice in LEVELS}
        self.levels = [level if level in known else "" for level in of.cells("level")]
        self.lettered = self.crowded = False
        side = 66.0 if narrow else 118.0
        self.rows = heads(of, "cargo", 24 if narrow else 40)
        self.columns = heads(of, "therapy", 8 if narrow else 14)
        head = width("Cargo", bold=True) + 3
        self.side = min(side, max(head, *(width(h.text) + width(f"{of.weight(h.rows):,}") for h in self.rows)) + 10)
        self.wide = min(_WIDEST, (page - self.side) / len(self.columns))
        lines = [wrap(head.text, self.wide - 2, 3) for head in self.columns]
        self.flat = self.wide >= 30 and all("…" not in "".join(told) for told in lines)
        self.lines = lines if self.flat else [(cut(head.text, 64),) for head in self.columns]
        longest = max(len(told) for told in lines) * LEADING if self.flat else max(width(t[0]) for t in self.lines)
        self.top = longest + 12.0

    def drawing(self) -> Drawing:
        pen, bottom = self.pen, self.top + _ROW * len(self.rows)
        self._heads()
        gaps = conflicts = 0
        for down, head in enumerate(self.rows):
            for across, other in enumerate(self.columns):
                here = sorted(head.rows & other.rows)
                x, y = self.side + across * self.wide, self.top + down * _ROW
                gaps += not here
                conflicts += self._cell(x, y, head, other, here)
        more: list[Entry] = [("", "nobody looked", "", "rising", 0.0)] if gaps else []
        end = legend(pen, self.of, bottom + 9, self.page, more, hatched=False)
        told = caption(
            self.of,
            "Cargo against therapy",
            "Numbers count primary studies, each once; a record that names none counts as one. Stronger colour: 1, 2, "
            "and 3 or more studies. A record with several values stands in the cell of each.",
            legend_words(self.of, hatched=False),
            "Hatched cells: nobody looked, no record speaks of the pair; “=”: somebody looked and found no effect."
            if gaps else "",
            f"The letter behind is the best level of evidence ({LEVEL_WORDS})." if self.lettered else "",
            "“+”: more is said of the pair than its cell has room for." if self.crowded else "",
            f"Heavy frames: {counted(conflicts, 'pair')} with evidence for both directions." if conflicts else "",
            "“Other” holds the values of fewest studies; how many they are stands in brackets."
            if any(h.text.startswith("other (") and h.plain for h in (*self.rows, *self.columns)) else "",
        )  # fmt: skip
        return Drawing(TITLE, self.page, end, tuple(pen.shapes), tuple(pen.parts), told,
                       colours(self.of.material.meanings))  # fmt: skip

    def _heads(self) -> None:
        pen = self.pen
        for at, (name, words) in enumerate((("cargo", "Cargo"), ("therapy", "Therapy"))):
            x, y = (0.0, self.top - 10) if at == 0 else (self.side, 0.0)
            pen.draw(Box(x, y, 8, 8, fill=name, alpha=0.55),
                     Words(x + 4, y + RISE + 1.4, self.of.letter(name), anchor="middle", bold=True),
                     Words(x + 10, y + RISE + 1.4, words, bold=True))  # fmt: skip
        for at, head in enumerate(self.rows):
            part = self._part(f"Cargo {head.text}", f"cargo: {head.text}", head.rows)
            y = self.top + at * _ROW + (_ROW + RISE) / 2
            number = f"{self.of.weight(head.rows):,}"
            text = cut(head.text, self.side - width(number) - 6)
            pen.draw(Words(0, y, text, "muted" if head.plain else "ink", italic=head.plain, part=part),
                     Words(self.side - 3, y, number, "muted", "end", part=part))  # fmt: skip
        for at, head in enumerate(self.columns):
            part = self._part(f"Therapy {head.text}", f"therapy: {head.text}", head.rows)
            middle = self.side + (at + 0.5) * self.wide
            colour = "muted" if head.plain else "ink"
            if not self.flat:
                pen.draw(Words(middle + RISE / 2, self.top - 3, self.lines[at][0], colour, italic=head.plain,
                               turned=True, part=part))  # fmt: skip
                continue
            told = self.lines[at]
            for row, line in enumerate(told):
                y = self.top - 3 - (len(told) - 1 - row) * LEADING
                pen.draw(Words(middle, y, line, colour, "middle", italic=head.plain, part=part))

    def _part(self, what: str, label: str, rows: frozenset[int]) -> int:
        places = sorted(rows)
        told = f"{what}: {self.of.told(places)} ({self.of.mix(places)})"
        if best := self._best(places):
            told += f"; best level {best}"
        return self.pen.part(told, label, (self.of.rows[at].record for at in places))

    def _best(self, places: Sequence[int]) -> str:
        """The best level of evidence among some rows, "" for none."""
        return min((self.levels[at] for at in places if self.levels[at]), default="")

    def _cell(self, x: float, y: float, head: Head, other: Head, here: Sequence[int]) -> bool:
        """Draw a cell; whether what is said there goes both ways."""
        pen, pair = self.pen, f"{head.text} × {other.text}"
        if not here:
            part = pen.part(f"{pair}: nobody looked, no record speaks of it", pair, ())
            pen.draw(Box(x, y, self.wide, _ROW, stroke="line", hatch="rising", lines="faint", part=part))
            return False
        part = self._part(pair, pair, frozenset(here))
        said: Mapping[Stance, list[int]] = {
            s: found for s in STANCES if (found := [at for at in here if self.of.signs[at] == s.sign])
        }
        fields = list(said.items())
        fit = max(2, int((self.wide - 2 * _FRAME) // (_SIGN + 0.6)))
        if len(fields) > fit:  # what has no room of its own is told of, and said in full where somebody points
            fields = [*fields[: fit - 1], (_MORE, [at for _, rows in fields[fit - 1 :] for at in rows])]
        both = {"▲", "▼"} <= {stance.sign for stance in said}
        frame = _FRAME if both else 0.0
        wide = (self.wide - 2 * frame) / len(fields)
        for at, (stance, rows) in enumerate(fields):
            self._field(x + frame + at * wide, y, wide, stance, rows, part)
        pen.draw(Box(x, y, self.wide, _ROW, stroke="line", part=part))
        if both:
            half = frame / 2
            pen.draw(Box(x + half, y + half, self.wide - frame, _ROW - frame, stroke="ink", line=frame, part=part))
        return both

    def _field(self, x: float, y: float, wide: float, stance: Stance, rows: Sequence[int], part: int) -> None:
        """Draw what is said in one direction: its sign, the number of studies, their best level, as there is room."""
        pen, many, line = self.pen, self.of.weight(rows), y + (_ROW + RISE) / 2
        alpha = _ALPHAS[min(many, len(_ALPHAS)) - 1] if stance.colour not in ("none", "ink") else stance.alpha
        pen.draw(Box(x, y, wide, _ROW, fill=stance.colour, alpha=alpha, part=part))
        if stance is _MORE:
            pen.draw(Words(x + wide / 2, line, "+", "ink", "middle", part=part))
            self.crowded = True
            return
        number, level = f"{many:,}", self._best(rows)[:1]
        tight = wide < _SIGN + 1.2 + width(number) + 2
        sign, between = (_SIGN - 0.6, 0.5) if tight else (_SIGN, 1.2)
        numbered = wide >= sign + between + width(number) + 0.5
        used = sign + (between + width(number) if numbered else 0)
        behind = 2.2 + width(level) if level and wide >= used + 2.2 + width(level) + 3 else 0.0
        left = x + (wide - used - behind) / 2
        colour = "ink" if stance.colour == "none" else stance.colour
        pen.draw(Sign(left, y + (_ROW - sign) / 2, sign, stance.sign, colour, part))
        if numbered:
            pen.draw(Words(left + sign + between, line, number, part=part))
        if behind:
            pen.draw(Words(left + used + 2.2, line, level, "muted", part=part))
            self.lettered = True
