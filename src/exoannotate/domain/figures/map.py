"""The evidence map on paper: who gives which cargo to whom, against which therapy, and what comes of it."""

from __future__ import annotations

from exoannotate.domain.figures.drawing import (
    HAIRLINE,
    POINTS,
    Band,
    Box,
    Drawing,
    Pen,
    Sign,
    Words,
    colours,
    is_narrow,
)
from exoannotate.domain.figures.empty import empty
from exoannotate.domain.figures.flow import COLUMNS, Bar, Flow, flow
from exoannotate.domain.figures.legend import Entry, legend
from exoannotate.domain.figures.material import Material, Reading, caption, legend_words, read
from exoannotate.domain.figures.metrics import LEADING, RISE, cut, width, wrap

TITLE = "Evidence map"
_HEADS = {"donor": "Donor", "cargo": "Cargo", "recipient": "Recipient", "therapy": "Therapy", "role": "Role"}
_HUES = {"donor": "donor", "cargo": "cargo", "recipient": "donor", "therapy": "therapy", "role": ""}
_TOP = 15.0
"""Points for the heads of the columns."""
_BETWEEN = 3.5
"""Points between two bars, at the least."""
_SIGN = 5.6
_HATCHED = 1.2
"""Bands less high than so many points have no room for a hatch."""


def draw(material: Material, millimetres: int) -> Drawing:
    """The evidence map in a width."""
    of = read(material)
    page = millimetres * POINTS
    if not of.rows:
        return empty(TITLE, page, caption(of, TITLE), material)
    narrow = is_narrow(millimetres)
    found = flow(of, 8 if narrow else 12)
    return _Map(of, found, page, narrow).drawing()


class _Map:
    """Lays a flow out."""

    def __init__(self, of: Reading, found: Flow, page: float, narrow: bool) -> None:
        self.of, self.flow, self.page = of, found, page
        self.pen = Pen()
        self.bar = 3.0 if narrow else 6.0
        margin = 41.0 if narrow else 92.0
        self.step = (page - self.bar - margin) / (len(COLUMNS) - 1)
        self.room = self.step - self.bar - 1.8
        self.last_room = margin - _SIGN - 3
        self.lines = 3 if narrow else 2
        most = 120.0 if narrow else 190.0
        self.scale = min(14.0, most / len(of.rows))
        self.labels = [[self._label(c, bar) for bar in column] for c, column in enumerate(found.columns)]
        high = [sum(self._high(c, at) for at in range(len(column))) + _BETWEEN * (len(column) - 1)
                for c, column in enumerate(found.columns)]  # fmt: skip
        self.height = max(high)
        self.tops = [self._tops(c, self.height - own) for c, own in enumerate(high)]

    def _label(self, column: int, bar: Bar) -> tuple[tuple[str, ...], str]:
        """The lines of a label and the number behind the last one."""
        last = column == len(COLUMNS) - 1
        room, number = self.last_room if last else self.room, f"{len(bar.rows):,}"
        behind = width(f" {number}")
        lines = wrap(bar.text, room, self.lines)
        if width(lines[-1]) + behind > room:
            if len(lines) < self.lines:
                return (*lines, ""), number
            lines = (*lines[:-1], cut(lines[-1], room - behind))
        return lines, number

    def _high(self, column: int, at: int) -> float:
        bar = self.flow.columns[column][at]
        return max(bar.weight * self.scale, LEADING * len(self.labels[column][at][0]))

    def _tops(self, column: int, left: float) -> list[float]:
        """Where each bar of a column begins; what is left of the height is shared out between them."""
        bars = self.flow.columns[column]
        more = min(left / (len(bars) + 1), 10.0)
        y = _TOP + (left - more * (len(bars) - 1)) / 2
        tops = []
        for at, bar in enumerate(bars):
            high = self._high(column, at)
            tops.append(y + (high - bar.weight * self.scale) / 2)
            y += high + _BETWEEN + more
        return tops

    def drawing(self) -> Drawing:
        self._bands()
        for column, name in enumerate(COLUMNS):
            self._head(column, name)
            for at in range(len(self.flow.columns[column])):
                self._bar(column, at)
        missing = any(bar.missing for column in self.flow.columns for bar in column)
        more: list[Entry] = [("", "no value", "", "rising", 0.0)] if missing else []
        bottom = legend(self.pen, self.of, _TOP + self.height + 9, self.page, more)
        return Drawing(
            TITLE, self.page, bottom, tuple(self.pen.shapes), tuple(self.pen.parts), self._caption(),
            colours(self.of.material.meanings),
        )  # fmt: skip

    def _caption(self) -> str:
        columns = self.flow.columns
        others = any(bar.many for column in columns for bar in column)
        missing = any(bar.missing for column in columns[:-1] for bar in column)
        return caption(
            self.of,
            "Evidence map from donor cell through cargo, recipient cell and therapy to the role of the cargo",
            "Bars and bands are as high as the number of their records; a record with several values is divided evenly "
            "among them. Numbers count the records that name a value.",
            legend_words(self.of),
            "Hatched bars: the field has no value, for the reason written beside them." if missing else "",
            "“Other” holds the values of fewest records; how many they are stands in brackets." if others else "",
        )

    def _head(self, column: int, name: str) -> None:
        x, hue = column * self.step, _HUES[name]
        if hue:
            letter = self.of.letter(hue)
            self.pen.draw(
                Box(x, 0, 8, 8, fill=hue, alpha=0.55),
                Words(x + 4, RISE + 1.4, letter, anchor="middle", bold=True),
            )
        words = cut(_HEADS[name], self.step - 12, bold=True)
        self.pen.draw(Words(x + (10 if hue else 0), RISE + 1.4, words, bold=True))

    def _bar(self, column: int, at: int) -> None:
        bar = self.flow.columns[column][at]
        name, x, y = COLUMNS[column], column * self.step, self.tops[column][at]
        high = bar.weight * self.scale
        told = f"{_HEADS[name]} {bar.text}: {self.of.told(bar.rows)}"
        mix = self.of.mix(bar.rows)
        part = self.pen.part(f"{told} ({mix})", f"{_HEADS[name].lower()}: {bar.text}", self._records(bar.rows))
        hue = bar.stance.colour if bar.stance is not None else _HUES[name]
        plain = bar.missing or bar.many > 0
        self.pen.draw(
            Box(x, y, self.bar, high, fill="paper" if plain else hue, stroke="muted", part=part,
                hatch="rising" if bar.missing else "", lines="muted"),
        )  # fmt: skip
        lines, number = self.labels[column][at]
        sign = bar.stance.sign if bar.stance is not None else ""
        left = x + self.bar + 1.6 + (_SIGN + 1.4 if sign else 0)
        middle = y + high / 2
        first = middle - LEADING * len(lines) / 2 + (LEADING + RISE) / 2 - 0.4
        widths = [width(line) for line in lines]
        widths[-1] += width(f" {number}" if lines[-1] else number)
        if column < len(COLUMNS) - 1:
            self.pen.draw(
                Box(left - 0.8, middle - LEADING * len(lines) / 2, max(widths) + 1.6, LEADING * len(lines),
                    fill="paper", alpha=0.72, part=part)
            )  # fmt: skip
        if sign:
            self.pen.draw(Sign(left - _SIGN - 1.4, first - RISE + (RISE - _SIGN) / 2, _SIGN, sign,
                               hue if hue != "none" else "muted", part=part))  # fmt: skip
        for row, line in enumerate(lines):
            y = first + row * LEADING
            if line:
                self.pen.draw(Words(left, y, line, "muted" if plain else "ink", italic=plain, part=part))
        behind = width(f"{lines[-1]} ") if lines[-1] else 0.0
        self.pen.draw(Words(left + behind, first + (len(lines) - 1) * LEADING, number, "muted", part=part))

    def _bands(self) -> None:
        """The bands, the widest at the back; at either bar in the order of what they lead to."""
        columns, scale = self.flow.columns, self.scale
        left: dict[int, float] = {}
        right: dict[int, float] = {}
        starts = [[0.0] * len(column) for column in columns]
        ends = [[0.0] * len(column) for column in columns]
        ribbons = self.flow.ribbons
        for at, r in enumerate(ribbons):
            left[at] = self.tops[r.column][r.start] + starts[r.column][r.start] * scale
            starts[r.column][r.start] += r.weight
        for at in sorted(range(len(ribbons)), key=lambda k: (ribbons[k].column, ribbons[k].end, ribbons[k].start, k)):
            r = ribbons[at]
            right[at] = self.tops[r.column + 1][r.end] + ends[r.column + 1][r.end] * scale
            ends[r.column + 1][r.end] += r.weight
        for at in sorted(range(len(ribbons)), key=lambda k: (-ribbons[k].weight, k)):
            r = ribbons[at]
            one, other = columns[r.column][r.start].text, columns[r.column + 1][r.end].text
            words = f" ({r.stance.sign} {r.stance.word})" if r.stance.sign else ""
            part = self.pen.part(
                f"{one} → {other}{words}: {self.of.told(r.rows)}", f"{one} → {other}", self._records(r.rows)
            )
            x = r.column * self.step + self.bar + HAIRLINE / 2
            high = r.weight * scale
            self.pen.draw(
                Band(x, left[at], (r.column + 1) * self.step - HAIRLINE / 2, right[at], high,
                     r.stance.colour, r.stance.alpha, r.stance.hatch if high >= _HATCHED else "", part)
            )  # fmt: skip

    def _records(self, rows: tuple[int, ...]) -> tuple[str, ...]:
        return tuple(self.of.rows[at].record for at in rows)
