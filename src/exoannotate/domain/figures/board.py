"""The board on paper: for each cargo and therapy how many primary studies stand on each side, disputed claims first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from exoannotate.domain.claims import Claim, Side, claims
from exoannotate.domain.figures.drawing import POINTS, Box, Drawing, Hatch, Line, Pen, Sign, Words, colours, is_narrow
from exoannotate.domain.figures.empty import empty
from exoannotate.domain.figures.material import LEVEL_WORDS, Material, Reading, caption, read
from exoannotate.domain.figures.metrics import LEADING, RISE, cut, flat, width
from exoannotate.domain.wording import counted

TITLE = "Agreement and contradiction"
_BAR, _ROW_GAP, _UNIT = 6.4, 4.0, 13.0
_SIGNS = {"sensitivity": "▼", "resistance": "▲", "no effect": "="}
_HUES = {"sensitivity": "sensitivity", "resistance": "resistance", "no effect": "none"}
_NONE = "Nothing to compare yet: that takes records with a cargo, a therapy and an effect."


class Lane(NamedTuple):
    """Where bars of one direction begin, which way they grow (-1: to the left), and how much room they have."""

    start: float
    way: int
    room: float


def draw(material: Material, millimetres: int) -> Drawing:
    """The board in a width."""
    of = read(material)
    page = millimetres * POINTS
    found = claims(material.rows, material.columns, material.names) if of.rows else ()
    if not found:
        return empty(TITLE, page, caption(of, TITLE), material, _NONE if of.rows else "")
    disputed = [claim for claim in found if claim.disputed]
    agreed = [claim for claim in found if not claim.disputed]
    agreed.sort(key=lambda claim: -sum(side.weight for side in claim.sides))
    return _Board(of, page, is_narrow(millimetres), disputed, agreed).drawing()


@dataclass(frozen=True, slots=True)
class _Drawn:
    side: Side
    lane: str
    hatch: Hatch


def _placed(side: Side) -> _Drawn:
    """Records against a stance stand in the lane of the other direction, in the hue of what they deny and hatched."""
    if not side.against:
        return _Drawn(side, side.stance, "falling" if side.stance == "sensitivity" else "")
    other = {"resistance": "sensitivity", "sensitivity": "resistance", "no effect": "no effect"}[side.stance]
    return _Drawn(side, other, "rising")


def _name(claim: Claim) -> str:
    return f"{flat(claim.cargo)} × {flat(claim.therapy)}"


def _lines(claim: Claim, room: float) -> tuple[str, ...]:
    """The name of a claim on a line, or on two where it is long: neither cargo nor therapy is lost."""
    if width(_name(claim)) <= room:
        return (_name(claim),)
    return f"{cut(flat(claim.cargo), room - width(' ×'))} ×", cut(flat(claim.therapy), room)


class _Board:
    """Lays the board out."""

    def __init__(self, of: Reading, page: float, narrow: bool, disputed: list[Claim], agreed: list[Claim]) -> None:
        self.of, self.page, self.pen = of, page, Pen()
        self.most = (16, 12) if narrow else (24, 16)
        self.blocks = (("Disputed", disputed, self.most[0]), ("Agreed", agreed, self.most[1]))
        shown = [claim for _, found, most in self.blocks for claim in found[:most]]
        self.side = min(86.0 if narrow else 190.0, max(width(_name(claim)) for claim in shown) + 8)
        room = page - self.side
        # The lanes share the room as their largest numbers need it, none less than its head.
        self.need = {lane: max(1, *(self._longest(claim, lane) for claim in shown)) for lane in _SIGNS}
        least = dict.fromkeys(_SIGNS, 44.0 if narrow else 60.0)
        left = room - sum(least.values())
        whole = sum(self.need.values())
        wide = {lane: least[lane] + left * self.need[lane] / whole for lane in _SIGNS}
        axis = self.side + wide["sensitivity"]
        self.lanes = {
            "sensitivity": Lane(axis, -1, wide["sensitivity"]),
            "resistance": Lane(axis, 1, wide["resistance"]),
            "no effect": Lane(axis + wide["resistance"] + 4, 1, wide["no effect"] - 4),
        }
        self.unit = min(_UNIT, *((lane.room - 24) / self.need[name] for name, lane in self.lanes.items()))

    @staticmethod
    def _longest(claim: Claim, lane: str) -> int:
        return sum(side.weight for side in claim.sides if _placed(side).lane == lane)

    def drawing(self) -> Drawing:
        y = self._heads()
        top, against = y, False
        for name, found, most in self.blocks:
            if not found:
                continue
            self.pen.draw(Words(0, y + RISE, f"{name} ({len(found):,})", bold=True))
            y += LEADING + 2.5
            for claim in found[:most]:
                y = self._claim(claim, y)
                against |= any(side.against for side in claim.sides)
            if len(found) > most:
                more = f"and {len(found) - most:,} more with fewer studies"
                self.pen.draw(Words(0, y + RISE, more, "muted", italic=True))
                y += LEADING
            y += 5
        for lane in ("resistance", "no effect"):
            x = self.lanes[lane].start
            self.pen.shapes.insert(0, Line(x, top - 2, x, y - 5, "line"))
        disputed = len(self.blocks[0][1])
        told = caption(
            self.of,
            "Agreement and contradiction between records about a cargo and a therapy",
            f"{counted(disputed, 'claim')} disputed, {counted(len(self.blocks[1][1]), 'claim')} agreed.",
            "Bars are as long as the number of primary studies, each counted once however many reviews cite it; a "
            "record that names none counts as one. Beside the number stands the best level of evidence "
            f"({LEVEL_WORDS}). Markers take no side.",
            "Hatched bars with ✕: records that speak against resistance or sensitivity, in its colour."
            if against
            else "",
        )
        return Drawing(TITLE, self.page, max(y - 3, top), tuple(self.pen.shapes), tuple(self.pen.parts), told,
                       colours(self.of.material.meanings))  # fmt: skip

    def _heads(self) -> float:
        for name, lane in self.lanes.items():
            wide, hue = width(name, bold=True), _HUES[name]
            x = lane.start + 3 if lane.way > 0 else lane.start - 3 - wide - 7
            colour = "muted" if hue == "none" else hue
            self.pen.draw(Sign(x, 1.2, 5.4, _SIGNS[name], colour), Words(x + 7, RISE + 1.4, name, bold=True))
        return LEADING + 5

    def _claim(self, claim: Claim, y: float) -> float:
        pen, name = self.pen, _name(claim)
        lines = _lines(claim, self.side - 6)
        high = max(LEADING * len(lines), _BAR) + _ROW_GAP
        told = f"{name}: {counted(len(claim.records), 'record')}, {'disputed' if claim.disputed else 'agreed'}"
        part = pen.part(told, name, claim.records)
        first = y + (high - _ROW_GAP - LEADING * len(lines)) / 2 + (LEADING + RISE) / 2
        for at, line in enumerate(lines):
            pen.draw(Words(0, first + at * LEADING, line, part=part))
        used = dict.fromkeys(self.lanes, 0.0)
        middle = y + (high - _ROW_GAP) / 2
        for drawn in sorted(map(_placed, claim.sides), key=lambda d: d.side.against):
            self._side(drawn, name, middle, used)
        return y + high

    def _side(self, drawn: _Drawn, name: str, middle: float, used: dict[str, float]) -> None:
        pen, side, lane = self.pen, drawn.side, self.lanes[drawn.lane]
        long, hue = side.weight * self.unit, _HUES[side.stance]
        x = lane.start + lane.way * used[drawn.lane] - (long if lane.way < 0 else 0)
        best = flat(side.level)
        level = f" {best[:1]}" if best else ""
        what = f"{counted(len(side.records), 'record')}, {counted(len(side.studies), 'primary study')}"
        if side.unnamed:
            what += f", {side.unnamed:,} without one"
        part = pen.part(f"{name}, {side.words}: {what}{f'; best level {best}' if best else ''}",
                        f"{name}: {side.words}", side.records)  # fmt: skip
        pen.draw(Box(x, middle - _BAR / 2, long, _BAR, fill=hue, alpha=0.15 if side.against else 0.7, stroke="ink",
                     hatch=drawn.hatch, lines="ink" if not side.against else hue, part=part))  # fmt: skip
        words = f"{side.weight:,}{level}"
        sign = 6.0 if side.against else 0.0
        end = x + long if lane.way > 0 else x
        at = end + lane.way * 2
        if side.against:
            pen.draw(Sign(at if lane.way > 0 else at - 5, middle - 2.5, 5, "✕", "ink", part))
        pen.draw(Words(at + lane.way * sign, middle + RISE / 2, words, anchor="start" if lane.way > 0 else "end",
                       part=part))  # fmt: skip
        used[drawn.lane] += long + 4 + sign + width(words)
