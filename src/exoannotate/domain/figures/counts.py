"""How many records there are by year of the primary study, by level of evidence and by system, each bar by stance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from exoannotate.domain.completeness import THIS_DOCUMENT
from exoannotate.domain.fields import field
from exoannotate.domain.figures.drawing import POINTS, Box, Drawing, Line, Pen, Words, colours, is_narrow
from exoannotate.domain.figures.empty import empty
from exoannotate.domain.figures.legend import legend
from exoannotate.domain.figures.material import STANCES, Material, Reading, Stance, caption, legend_words, read, reason
from exoannotate.domain.figures.metrics import LEADING, RISE, cut, flat, width

TITLE = "Counts by year, level and system"
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_YEARS = 30
"""So many years have a bar of their own; those before stand together."""
_PLOT, _ROW, _BAR = 92.0, 12.0, 8.0


@dataclass(frozen=True, slots=True)
class Group:
    """What is counted in one bar: its words, the rows of evidence, and whether it is no value but a reason."""

    text: str
    rows: tuple[int, ...]
    plain: bool = False


def draw(material: Material, millimetres: int) -> Drawing:
    """The counts in a width."""
    of = read(material)
    page = millimetres * POINTS
    if not of.rows:
        return empty(TITLE, page, caption(of, TITLE), material)
    pen = Pen()
    if is_narrow(millimetres):
        y = _years(pen, of, 0, 0, page)
        y = _rows(pen, of, "B", "Level of evidence", groups(of, "level"), 0, y + 12, page)
        y = _rows(pen, of, "C", "System", groups(of, "system"), 0, y + 12, page)
    else:
        y = _years(pen, of, 0, 0, page)
        half = (page - 20) / 2
        y = max(
            _rows(pen, of, "B", "Level of evidence", groups(of, "level"), 0, y + 12, half),
            _rows(pen, of, "C", "System", groups(of, "system"), half + 20, y + 12, half),
        )
    y = legend(pen, of, y + 10, page)
    told = caption(
        of,
        "Records by year of the primary study (A), level of evidence (B) and system (C)",
        "A record of several systems counts in each of them. One that cites “this document” has the document's year.",
        legend_words(of),
    )
    return Drawing(TITLE, page, y, tuple(pen.shapes), tuple(pen.parts), told, colours(material.meanings))


# What is counted ---------------------------------------------------------------------------------------------------


def years(of: Reading) -> tuple[Group, ...]:
    """The years from the first to the last, those without records too; then what has no year."""
    found: dict[int, list[int]] = {}
    bare: list[int] = []
    study, document = of.cells("primary_study"), of.cells("document_year")
    for row, (cited, own) in enumerate(zip(study, document, strict=True)):
        known = _YEAR.findall(own if cited == THIS_DOCUMENT else cited)
        if known:
            found.setdefault(int(known[0]), []).append(row)
        else:
            bare.append(row)
    last = max(found, default=0)
    first = max(min(found, default=1), last - _YEARS + 1)
    before = tuple(row for year in sorted(found) if year < first for row in found[year])
    groups = [Group(f"< {first}", before)] if before else []
    groups += [Group(str(year), tuple(found.get(year, ()))) for year in range(first, last + 1) if last]
    return (*groups, *((Group("no year", tuple(bare), True),) if bare else ()))


def groups(of: Reading, column: str) -> tuple[Group, ...]:
    """The choices of a field in their order, those without records too; then other words and reasons that occur."""
    way, said = of.values(column)
    held: dict[str, list[int]] = {
        choice.value: [] for choice in field(column).choices if choice.value != "not reported"
    }
    bare: dict[str, list[int]] = {}
    for row, numbers in enumerate(said):
        for number in numbers:
            text = way.shown(number)
            plain = way.reasons[number] or text == "not reported"
            (bare if plain else held).setdefault(reason(text) if plain else text, []).append(row)
    return (
        *(Group(flat(text), tuple(rows)) for text, rows in held.items()),
        *(Group(flat(text), tuple(rows), True) for text, rows in sorted(bare.items())),
    )


# On paper ----------------------------------------------------------------------------------------------------------


def _head(pen: Pen, letter: str, words: str, x: float, y: float) -> float:
    pen.draw(Words(x, y + RISE, letter, bold=True), Words(x + 10, y + RISE, words, bold=True))
    return y + LEADING + 4


def _part(pen: Pen, of: Reading, what: str, group: Group) -> int:
    told = f"{what} {group.text}: {of.told(group.rows)} ({of.mix(group.rows)})" if group.rows else (
        f"{what} {group.text}: no record")  # fmt: skip
    return pen.part(told, f"{what.lower()}: {group.text}", (of.rows[at].record for at in group.rows))


def _years(pen: Pen, of: Reading, x: float, y: float, page: float) -> float:
    found = years(of)
    y = _head(pen, "A", "Year of the primary study", x, y)
    top = max(len(group.rows) for group in found)
    ticks = _ticks(top)
    side = max(width(f"{tick:,}") for tick in ticks) + 5
    base = y + _PLOT
    scale = (_PLOT - LEADING) / max(top, ticks[-1])
    step = min(34.0, (page - side) / len(found))
    bar = step * 0.72
    end = x + side + step * len(found)
    for tick in ticks:
        at = base - tick * scale
        pen.draw(Line(x + side, at, end, at, "faint" if tick else "line"),
                 Words(x + side - 3, at + RISE / 2, f"{tick:,}", "muted", "end"))  # fmt: skip
    # Words lie flat where there is room for them, else they are turned.
    turned = max(width(group.text) for group in found) > step - 2
    for at, group in enumerate(found):
        part = _part(pen, of, "Year", group)
        middle = x + side + (at + 0.5) * step
        low = base
        for stance, many in _stack(of, group.rows):
            high = many * scale
            pen.draw(Box(middle - bar / 2, low - high, bar, high, fill="paper", part=part))
            pen.draw(Box(middle - bar / 2, low - high, bar, high, fill=stance.colour, alpha=stance.alpha,
                         stroke="muted", line=0.35, hatch=stance.hatch, lines=stance.colour, part=part))  # fmt: skip
            low -= high
        if group.rows and width(f"{len(group.rows):,}") <= step:
            pen.draw(Words(middle, low - 2, f"{len(group.rows):,}", anchor="middle", part=part))
        colour = "muted" if group.plain else "ink"
        if turned:
            pen.draw(Words(middle + RISE / 2, base + 3, group.text, colour, "end", italic=group.plain, turned=True,
                           part=part))  # fmt: skip
        else:
            pen.draw(Words(middle, base + 3 + RISE, group.text, colour, "middle", italic=group.plain, part=part))
    return base + (max(width(group.text) for group in found) + 5 if turned else LEADING + 3)


def _rows(
    pen: Pen, of: Reading, letter: str, title: str, found: Sequence[Group], x: float, y: float, page: float
) -> float:  # fmt: skip
    y = _head(pen, letter, title, x, y)
    side = min(page * 0.42, max(width(group.text) for group in found) + 6)
    top = max(1, *(len(group.rows) for group in found))
    scale = min(16.0, (page - side - width(f"{top:,}") - 5) / top)
    start = y
    for group in found:
        part = _part(pen, of, title, group)
        middle = y + _ROW / 2
        pen.draw(Words(x, middle + RISE / 2, cut(group.text, side - 5), "muted" if group.plain else "ink",
                       italic=group.plain, part=part))  # fmt: skip
        left = x + side
        for stance, many in _stack(of, group.rows):
            pen.draw(Box(left, middle - _BAR / 2, many * scale, _BAR, fill=stance.colour, alpha=stance.alpha,
                         stroke="muted", line=0.35, hatch=stance.hatch, lines=stance.colour, part=part))  # fmt: skip
            left += many * scale
        pen.draw(
            Words(left + 3, middle + RISE / 2, f"{len(group.rows):,}", "ink" if group.rows else "muted", part=part)
        )
        y += _ROW
    pen.draw(Line(x + side, start, x + side, y, "line"))
    return y


def _stack(of: Reading, rows: Sequence[int]) -> list[tuple[Stance, int]]:
    """How many of some rows say what, in the order in which they are stacked."""
    signs = [of.signs[at] for at in rows]
    return [(stance, many) for stance in STANCES if (many := signs.count(stance.sign))]


def _ticks(top: int) -> list[int]:
    """Three to six round numbers from nothing up to the largest count or beyond."""
    step = 1
    while top / step > 5:
        step = {"1": 2, "2": 5, "5": 10}[str(step)[0]] * 10 ** (len(str(step)) - 1)
    return list(range(0, top + step, step)) if top else [0, 1]
