"""What the evidence map shows before it has a place on paper: bars of values in five columns, and bands between them.

Every record counts once in each column: where it names several values, or where a band parts, it is divided evenly. So
all columns are equally high, and a bar is as high as the bands on either side of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias

from exoannotate.domain.figures.material import BY_SIGN, STANCES, Reading, Stance, reason
from exoannotate.domain.figures.metrics import flat
from exoannotate.domain.folding import letters
from exoannotate.domain.roles import ROLES

COLUMNS = ("donor", "cargo", "recipient", "therapy", "role")
SWEEPS = 6
"""How often the columns are put in order from one side and from the other."""
MISSING = Stance("", "not stated", "pale", "rising", 0.2)
"""How a band is drawn that ends where a field has no value."""


class Slot(NamedTuple):
    """What a value is put under: its kind sorts values before others before reasons."""

    kind: int
    text: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A value in a column. ``weight``: how many records, divided ones in part; ``rows``: those that have it, each once;
    ``many``: how many values stand together as others; ``missing``: it is the reason why there is no value."""

    text: str
    weight: float
    rows: tuple[int, ...]
    many: int = 0
    missing: bool = False
    stance: Stance | None = None


@dataclass(frozen=True, slots=True)
class Ribbon:
    """What goes from a bar of a column to one of the next: places of the bars, weight, rows and what they say."""

    column: int
    start: int
    end: int
    weight: float
    rows: tuple[int, ...]
    stance: Stance


@dataclass(frozen=True, slots=True)
class Flow:
    """The bars of each column from top to bottom, and the bands."""

    columns: tuple[tuple[Bar, ...], ...]
    ribbons: tuple[Ribbon, ...]


def flow(of: Reading, most: int) -> Flow:
    """The evidence map with at most so many values in a column; the rarest stand together as others."""
    bars: list[list[Bar]] = []
    held: list[list[tuple[int, ...]]] = []
    for name in COLUMNS:
        found, places = _roles(of) if name == "role" else _column(of, name, most)
        bars.append(found)
        held.append(places)
    ribbons = [ribbon for at in range(len(COLUMNS) - 1) for ribbon in _ribbons(of, at, bars, held)]
    return _in_order(bars, ribbons)


def _column(of: Reading, name: str, most: int) -> tuple[list[Bar], list[tuple[int, ...]]]:
    """The bars of a column, and for each row those it stands in."""
    way, said = of.values(name)
    shares: dict[int, float] = defaultdict(float)
    for numbers in said:
        for number in numbers:
            shares[number] += 1 / len(numbers)
    values = sorted((n for n in shares if not way.reasons[n]), key=lambda n: (-shares[n], letters(way.shown(n)), n))
    shown = values if len(values) <= most else values[: most - 1]
    others = frozenset(values[len(shown) :])
    slots = {n: Slot(0, flat(way.shown(n)) or "�") for n in shown}
    slots |= dict.fromkeys(others, Slot(1, ""))
    slots |= {n: Slot(2, reason(way.shown(n))) for n in shares if way.reasons[n]}
    keys = {n: (slots[n], n if n in shown else -1) for n in shares}
    return _gather(
        [tuple(dict.fromkeys(keys[n] for n in numbers)) for numbers in said],
        lambda slot: Bar(f"other ({len(others):,})" if slot.kind == 1 else slot.text, 0, (),
                         len(others) if slot.kind == 1 else 0, slot.kind == 2),
    )  # fmt: skip


def _roles(of: Reading) -> tuple[list[Bar], list[tuple[int, ...]]]:
    order: dict[str, int] = {role: at for at, role in enumerate(ROLES)}
    stances: dict[str, Stance] = {}
    said: list[tuple[Key, ...]] = []
    for role, sign in zip(of.cells("role"), of.signs, strict=True):
        text = ("not: " * (sign == "✕") + role) if role else "no role yet"
        stances[text] = BY_SIGN[sign] if role else BY_SIGN["?"]
        place = order.get(role, len(order)) + len(order) * (sign == "✕") if role else 0
        said.append(((Slot(0 if role else 2, text), place),))
    return _gather(said, lambda slot: Bar(slot.text, 0, (), 0, slot.kind == 2, stances[slot.text]))


Key: TypeAlias = "tuple[Slot, int]"
"""A slot, and what tells those of one kind apart: their order."""


def _gather(said: Sequence[tuple[Key, ...]], made: Callable[[Slot], Bar]) -> tuple[list[Bar], list[tuple[int, ...]]]:
    """The bars of what rows say, in order, and for each row those it stands in."""
    keys = sorted({key for keys in said for key in keys}, key=lambda key: (key[0].kind, key[1], key[0].text))
    place = {key: at for at, key in enumerate(keys)}
    held = [tuple(sorted(place[key] for key in keys)) for keys in said]
    weights = [0.0] * len(keys)
    rows: list[list[int]] = [[] for _ in keys]
    for row, places in enumerate(held):
        for at in places:
            weights[at] += 1 / len(places)
            rows[at].append(row)
    return [replace(made(key[0]), weight=weights[at], rows=tuple(rows[at])) for at, key in enumerate(keys)], held


def _ribbons(
    of: Reading, at: int, bars: Sequence[Sequence[Bar]], held: Sequence[Sequence[tuple[int, ...]]]
) -> list[Ribbon]:
    found: dict[tuple[int, int, Stance], list[int]] = defaultdict(list)
    weights: dict[tuple[int, int, Stance], float] = defaultdict(float)
    for row, (starts, ends) in enumerate(zip(held[at], held[at + 1], strict=True)):
        share = 1 / (len(starts) * len(ends))
        for start in starts:
            for end in ends:
                bare = bars[at][start].missing or bars[at + 1][end].missing
                key = start, end, MISSING if bare else BY_SIGN[of.signs[row]]
                found[key].append(row)
                weights[key] += share
    return [Ribbon(at, *key[:2], weights[key], tuple(rows), key[2]) for key, rows in found.items()]


# The order of the bars ---------------------------------------------------------------------------------------------


def _in_order(bars: Sequence[Sequence[Bar]], ribbons: Sequence[Ribbon]) -> Flow:
    """Put the bars so that few bands cross: each near the bars it is joined to. Roles keep their order, and what is no
    value stays at the bottom."""
    orders = [list(range(len(column))) for column in bars]
    best, fewest = [list(order) for order in orders], crossings(orders, ribbons)
    last = len(orders) - 1
    for sweep in range(SWEEPS):
        leftwards = sweep % 2 == 0
        for column in range(last - 1, -1, -1) if leftwards else range(1, last):
            _sort(column, leftwards, bars, orders, ribbons)
        now = crossings(orders, ribbons)
        if now < fewest:
            best, fewest = [list(order) for order in orders], now
    place = [{old: new for new, old in enumerate(order)} for order in best]
    moved = [replace(r, start=place[r.column][r.start], end=place[r.column + 1][r.end]) for r in ribbons]
    rank = {stance: at for at, stance in enumerate((*STANCES, MISSING))}
    moved.sort(key=lambda r: (r.column, r.start, r.end, rank[r.stance]))
    return Flow(
        tuple(tuple(bars[c][old] for old in order) for c, order in enumerate(best)),
        tuple(moved),
    )


def _sort(
    column: int,
    leftwards: bool,
    bars: Sequence[Sequence[Bar]],
    orders: list[list[int]],
    ribbons: Sequence[Ribbon],
) -> None:
    """Sort the bars of a column by the middle of what they are joined to at the right (``leftwards``) or left."""
    beside = orders[column + 1 if leftwards else column - 1]
    middle, at = {}, 0.0
    for old in beside:
        weight = bars[column + 1 if leftwards else column - 1][old].weight
        middle[old] = at + weight / 2
        at += weight
    sums: dict[int, float] = defaultdict(float)
    for ribbon in ribbons:
        if ribbon.column == (column if leftwards else column - 1):
            own, other = (ribbon.start, ribbon.end) if leftwards else (ribbon.end, ribbon.start)
            sums[own] += ribbon.weight * middle[other]
    here = bars[column]
    orders[column].sort(
        key=lambda old: (here[old].missing, bool(here[old].many), round(sums[old] / here[old].weight, 6), old)
    )


def crossings(orders: Sequence[Sequence[int]], ribbons: Sequence[Ribbon]) -> float:
    """How much bands cross, each crossing by the weights of its two bands."""
    place = [{old: new for new, old in enumerate(order)} for order in orders]
    total = 0.0
    for column in range(len(orders) - 1):
        ends = len(orders[column + 1])
        grid: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        for r in ribbons:
            if r.column == column:
                grid[place[column][r.start]][place[column + 1][r.end]] += r.weight
        below = [0.0] * ends  # what ends there and started higher up
        for start in sorted(grid):
            for end, weight in grid[start].items():
                total += weight * sum(below[end + 1 :])
            for end, weight in grid[start].items():
                below[end] += weight
    return total
