"""Figures as values: every record counts once, nothing overlaps or leaves the page, captions count what is drawn."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from exoannotate.domain.errors import BadValueError
from exoannotate.domain.figures import flow as flowing
from exoannotate.domain.figures.counts import years
from exoannotate.domain.figures.drawing import POINTS, WIDTHS, Band, Box, Drawing, Words
from exoannotate.domain.figures.grid import heads
from exoannotate.domain.figures.kinds import FIGURES, draw
from exoannotate.domain.figures.material import Material, read
from exoannotate.domain.figures.metrics import cut, flat, width, wrap
from exoannotate.domain.roles import ROLES
from tests.ui.evidence_rows import ROWS, row

NAMES = st.sampled_from(
    ["miR-21", "MIR21", "a", "GSC", "مرحبا", "外泌体", "x" * 90, "<b>&\"'", "a\x00b\ud800", "one two three"]
)
REASONS = st.sampled_from(["not reported", "not yet looked", "unclear"])


@st.composite
def rows(pick: st.DrawFn) -> Any:
    """One record with several values, reasons and numbers of all kinds."""
    cells: dict[str, str] = {}
    for name in ("donor", "cargo", "recipient", "therapy", "system"):
        values = pick(st.lists(NAMES, max_size=3, unique=True))
        reason = "" if values else pick(REASONS)
        shown = "" if reason == "not yet looked" else reason
        cells |= {name: "; ".join(values) or shown, f"{name}_reason": shown}
    cells["role"] = pick(st.sampled_from([*ROLES, ""]))
    cells["claim"] = pick(st.sampled_from(["supports", "supports", "does not support", ""]))
    cells["primary_study"] = pick(st.sampled_from(["", "Li 2019", "Wu 1998", "no year", "this document"]))
    cells["level"] = pick(st.sampled_from(["", "A validated", "D preclinical"]))
    cells["status"] = pick(st.sampled_from(["complete", "accepted", "draft", "rejected"]))
    return cells


def made(cells: list[dict[str, str]]) -> Material:
    return Material(tuple(row(f"r{at}", **of) for at, of in enumerate(cells)))


SOME = st.lists(rows(), max_size=12).map(made)
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SLACK = 0.01


def within(drawing: Drawing) -> None:
    for shape in drawing.shapes:
        left, top, right, bottom = shape.bounds()
        assert left >= -SLACK and top >= -SLACK, shape
        assert right <= drawing.width + SLACK and bottom <= drawing.height + SLACK, shape


def apart(drawing: Drawing) -> None:
    """No words lie on others; bars, cells and fields of one kind do not cover one another."""
    words = [shape.bounds() for shape in drawing.shapes if isinstance(shape, Words)]
    for at, (left, top, right, bottom) in enumerate(words):
        for other in words[at + 1 :]:
            # Words of one label follow one another on a line; what hangs below it may touch the next line.
            across = min(right, other[2]) - max(left, other[0])
            down = min(bottom, other[3]) - max(top, other[1])
            assert across <= 0.6 or down <= 1.6, (drawing.title, words[at], other)


@QUICK
@given(SOME, st.sampled_from(WIDTHS))
@example(made([{"cargo": "a", "therapy": "not reported", "therapy_reason": "not reported", "role": ROLES[0]}]), 180)
def test_nothing_leaves_the_page_or_lies_on_something_else(material: Material, millimetres: int) -> None:
    known = {r.record for r in material.rows if r["status"] != "rejected"}
    for figure in FIGURES:
        drawing = figure.draw(material, millimetres)
        assert drawing == figure.draw(material, millimetres)
        assert drawing.width == millimetres * POINTS
        within(drawing)
        apart(drawing)
        assert len(drawing.places()) == len(drawing.parts)
        assert {record for part in drawing.parts for record in part.records} <= known
        assert "\x00" not in drawing.caption and "\ud800" not in drawing.caption


@QUICK
@given(SOME, st.integers(2, 6))
def test_every_record_counts_once_in_each_column(material: Material, most: int) -> None:
    of = read(material)
    if not of.rows:
        return
    found = flowing.flow(of, most)
    for column in found.columns:
        assert sum(bar.weight for bar in column) == pytest.approx(len(of.rows))
        assert {at for bar in column for at in bar.rows} == set(range(len(of.rows)))
    for at, column in enumerate(found.columns[:-1]):
        for place, bar in enumerate(column):
            leaving = [r for r in found.ribbons if r.column == at and r.start == place]
            assert sum(r.weight for r in leaving) == pytest.approx(bar.weight)
        for place, bar in enumerate(found.columns[at + 1]):
            coming = [r for r in found.ribbons if r.column == at and r.end == place]
            assert sum(r.weight for r in coming) == pytest.approx(bar.weight)
    for column in found.columns[:-1]:
        values = [bar for bar in column if not bar.missing]
        assert len(values) <= most and list(column) == [*values, *(bar for bar in column if bar.missing)]


@QUICK
@given(SOME, st.sampled_from(WIDTHS))
def test_bars_of_the_map_are_as_high_as_their_bands_and_lie_apart(material: Material, millimetres: int) -> None:
    drawing = draw("map", material, millimetres)
    bars = [s for s in drawing.shapes if isinstance(s, Box) and s.stroke == "muted"]
    columns = [[bar for bar in bars if bar.x == x] for x in sorted({bar.x for bar in bars})]
    heights = [sum(bar.height for bar in column) for column in columns]
    assert all(height == pytest.approx(heights[0]) for height in heights)
    for column in columns:
        for one, other in pairwise(sorted(column, key=lambda bar: bar.y)):
            assert one.y + one.height < other.y
    bands = [s for s in drawing.shapes if isinstance(s, Band)]
    for band in bands:
        assert any(bar.y - SLACK <= band.y0 and band.y0 + band.height <= bar.y + bar.height + SLACK for bar in bars)
        assert drawing.parts[band.part].records
        if band.height > 1:
            middle = (band.x0 + band.x1) / 2
            assert band.holds(middle, (band.y0 + band.y1 + band.height) / 2)
            assert not band.holds(middle, band.bounds()[3] + 2)


def test_the_order_of_bars_keeps_bands_from_crossing() -> None:
    crossed = Material(tuple(row(str(k), donor=f"d{k}", cargo=f"c{9 - k}", therapy=f"t{k}", recipient=f"r{9 - k}",
                                 role="promotes resistance" if k % 2 else "restores sensitivity")
                             for k in range(8)))  # fmt: skip
    found = flowing.flow(read(crossed), 12)
    here = [list(range(len(column))) for column in found.columns]
    assert flowing.crossings(here, found.ribbons) == 0


def test_gaps_and_nothing_found_are_told_apart() -> None:
    drawing = draw("matrix", Material(ROWS), 85)
    told = {part.label: part for part in drawing.parts}
    assert told["miR-9 × temozolomide"].records == () and "nobody looked" in told["miR-9 × temozolomide"].told
    nothing = next(part for label, part in told.items() if label.startswith("PTEN × not reported"))
    assert nothing.records == ("e",) and "= 1 no effect" in nothing.told
    both = told["miR-21 × temozolomide"]
    assert both.records == ("a", "b", "c") and "▲ 2 resistance, ▼ 1 sensitivity" in both.told
    for label in ("miR-9 × temozolomide", "miR-21 × temozolomide"):
        left, top, right, bottom = drawing.places()[[part.label for part in drawing.parts].index(label)]
        assert drawing.parts[drawing.at((left + right) / 2, (top + bottom) / 2)].label == label
    assert drawing.at(1, drawing.height - 1) == -1
    hatched = [s for s in drawing.shapes if isinstance(s, Box) and s.hatch and s.part >= 0]
    assert {drawing.parts[s.part].records for s in hatched} == {()}
    assert both.told.endswith("best level B clinical") and "The letter behind" in drawing.caption
    assert "1 pair with evidence for both directions" in drawing.caption


def test_the_board_puts_what_is_disputed_first_and_counts_studies() -> None:
    more = (*ROWS, row("f", cargo="miR-9", therapy="TMZ", role="promotes resistance", claim="does not support"),
            row("g", cargo="miR-9", therapy="TMZ", role="restores sensitivity", level="B clinical"))  # fmt: skip
    drawing = draw("board", Material(more), 180)
    labels = [part.label for part in drawing.parts]
    assert labels[:3] == [
        "miR-21 × temozolomide",
        "miR-21 × temozolomide: resistance",
        "miR-21 × temozolomide: sensitivity",
    ]
    against = next(part for part in drawing.parts if part.label.endswith("not resistance"))
    assert against.records == ("f",) and "✕" in drawing.caption
    assert "1 claim disputed, 1 claim agreed." in drawing.caption


def test_years_without_records_stand_between_those_with_some() -> None:
    material = Material((row("a", primary_study="Li 2018"), row("b", primary_study="Wu 2021"),
                         row("c", primary_study="this document", document_year="2020"), row("d")))  # fmt: skip
    found = years(read(material))
    assert [(group.text, len(group.rows)) for group in found] == [
        ("2018", 1), ("2019", 0), ("2020", 1), ("2021", 1), ("no year", 1)
    ]  # fmt: skip


def test_two_hundred_cargos_and_fifty_therapies() -> None:
    many = Material(tuple(row(str(k), cargo=f"miR-{k % 200}", therapy=f"drug {k % 50}", role=ROLES[k % 7],
                              donor="d" * 200, recipient="ر" * 60) for k in range(2_000)))  # fmt: skip
    of = read(many)
    assert heads(of, "cargo", 24)[-1].text == "other (177)" and len(heads(of, "therapy", 8)) == 8
    for figure in FIGURES:
        for millimetres in WIDTHS:
            drawing = figure.draw(many, millimetres)
            within(drawing)
            assert drawing.height < 250 * POINTS and len(drawing.shapes) < 6_000


def test_no_evidence_gives_a_figure_that_says_so() -> None:
    rejected = Material((row("x", cargo="a", status="rejected"),), filter='cargo = "a"')
    for figure in FIGURES:
        for material in (Material(()), rejected):
            drawing = figure.draw(material, 85)
            said = " ".join(shape.text for shape in drawing.shapes if isinstance(shape, Words))
            assert "No evidence to show" in said and not drawing.parts
    assert "1 rejected record is left out." in drawing.caption and 'Filter: cargo = "a".' in drawing.caption
    alone = draw("board", Material((row("a", cargo="miR-21"),)))
    assert "Nothing to compare yet" in " ".join(s.text for s in alone.shapes if isinstance(s, Words))


def test_kinds_and_widths_that_are_none() -> None:
    with pytest.raises(BadValueError, match="map, matrix, board, counts"):
        draw("pie", Material(()))
    with pytest.raises(BadValueError, match="85 mm or 180 mm"):
        draw("map", Material(()), 100)


def test_words_are_measured_cut_and_broken() -> None:
    assert width("temozolomide") == pytest.approx(43.568)
    assert width("e\u0301") == width("é") == width("e") and width("外") == 7
    assert cut("temozolomide", 30) == "temozo…" and cut("short", 30) == "short"
    assert wrap("temozolomide", 40, 2) == ("temozolom-", "ide")
    assert wrap("miR-30b-3p and more", 30, 2) == ("miR-30b-", "3p and…")
    assert flat("a\u202eb\x07\nc" + "x" * 400) == f"ab� c{'x' * 294}…"
