"""Rows about the evidence table with very many records: keystroke to painted table, and what else one waits for."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from exoannotate.domain.arranging import SortKey
from exoannotate.workspace import sample
from tests.bench.clock import descendants, late, middle, pss, ratio
from tests.bench.place import Place
from tests.bench.row import Bench, Line
from tests.bench.seat import Painted, Seat, many_records

RECORDS = (1_000, 10_000, 100_000, 1_000_000)
WORDS = ("temozolomide", "cisplatin", "hypoxic", "miR-21", "resistance")
"""What is typed: words that most rows have, that some have and that none has."""


def project(place: Place, count: int) -> Path:
    """A project of so many records, made once."""
    path = place.keep / f"records-{count}.exo"
    if not path.exists():
        aside = path.with_suffix(".new")
        aside.unlink(missing_ok=True)
        many_records(Path(sample.copy(place.folder / "sample")), aside, count).replace(path)
    return path


class Desk:
    """The window with a project of many records, its table ready; a context."""

    def __init__(self, place: Place, count: int) -> None:
        self.count = count
        own = place.folder / f"own-{count}.exo"
        with (
            contextlib.closing(sqlite3.connect(project(place, count))) as kept,
            contextlib.closing(sqlite3.connect(own)) as copy,
        ):
            kept.backup(copy)
        self._seat = Seat(place.folder, None, own, patience=900.0)

    def __enter__(self) -> Desk:
        began = time.perf_counter()
        self.seat = self._seat.__enter__()
        self.pane = self.seat.window.evidence
        self.seat.wait(lambda: self.pane.model.rowCount() >= self.count, 900)
        self.opened = time.perf_counter() - began
        self.seat.window.resizeDocks([self.seat.window.evidence_dock], [420], Qt.Orientation.Vertical)
        self.seat.wait(lambda: not self.pane.proxy.busy and not self.seat.window.bridge.busy, 300)
        self.painted = Painted(self.pane.view.viewport())
        self.arranged = 0
        self.pane.proxy.arranged.connect(self._on_arranged)
        self.seat.pause(0.3)
        return self

    def __exit__(self, *told: object) -> None:
        self._seat.__exit__(None, None, None)

    def until_painted(self, act: Callable[[], object], *, longest: list[float] | None = None) -> float:
        """Seconds from an act to the painted table that it leads to; ``longest`` gets the most processor time that the
        window's thread took in one piece, which other programs on the machine do not change."""
        before = self.arranged
        began, worked = time.perf_counter(), time.thread_time()
        act()
        held = time.thread_time() - worked
        painting = False
        while not painting:
            painting = self.arranged > before and not self.pane.proxy.busy
            worked = time.thread_time()
            QApplication.processEvents()  # paints what was arranged before
            held = max(held, time.thread_time() - worked)
            if time.perf_counter() - began > 60:
                raise TimeoutError("the table did not get there")
        taken = time.perf_counter() - began
        if longest is not None:
            longest.append(held)
        return taken

    def scrolled(self, act: Callable[[], object]) -> float:
        """Seconds from an act to the next painting of the table."""
        before, began = self.painted.count, time.perf_counter()
        act()
        while self.painted.count == before and time.perf_counter() - began < 10:
            QApplication.processEvents()
        return time.perf_counter() - began

    def _on_arranged(self) -> None:
        self.arranged += 1

    def clear(self) -> None:
        """Show every record again."""
        self.pane.clear_filter()
        self.seat.wait(lambda: not self.pane.proxy.busy)
        QApplication.processEvents()


class Flat:
    """What SQLite takes for the same question: all cells of a row as one folded text, in memory."""

    def __init__(self, desk: Desk) -> None:
        rows = desk.pane.model.rows
        self._db = sqlite3.connect(":memory:")
        self._db.execute("CREATE TABLE flat (id INTEGER PRIMARY KEY, record TEXT, said TEXT)")
        given = ((at, row.record, rows.folded(at).replace("\0", "\n")) for at, row in enumerate(rows.rows))
        self._db.executemany("INSERT INTO flat VALUES (?, ?, ?)", given)

    def ask(self, words: str) -> float:
        """Seconds of the query alone."""
        began = time.perf_counter()
        self._db.execute("SELECT id FROM flat WHERE instr(said, ?) > 0", (words.casefold(),)).fetchall()
        return time.perf_counter() - began


def view_query(path: Path, words: str) -> float:
    """Seconds of the query on the view of the file, as somebody with sqlite3 would ask."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        began = time.perf_counter()
        db.execute("SELECT record_id FROM evidence WHERE therapy LIKE ?", (f"%{words}%",)).fetchall()
        return time.perf_counter() - began


def keystroke(place: Place) -> tuple[Line, ...]:
    """P14: a key in the filter to the painted table, beside the query alone."""
    count = 10_000 if place.short else 100_000
    with Desk(place, count) as desk:
        flat = Flat(desk)
        field = desk.pane.filter
        field.setFocus()
        ours: list[float] = []
        queries: list[float] = []
        firsts: list[float] = []
        held: list[float] = []
        for turn in range(place.rounds(4, 2)):
            word = WORDS[turn % len(WORDS)]
            for at, letter in enumerate(word):
                typed = word[: at + 1]
                queries.append(flat.ask(typed))
                ours.append(desk.until_painted(partial(QTest.keyClicks, field, letter), longest=held))
                if at == 0:
                    firsts.append(ours[-1])
            desk.clear()
        view = view_query(desk.seat.path, WORDS[0])
    query, key, first, stood = middle(queries), middle(ours), middle(firsts), late(held)
    flat_told = f"SQL on a flat table {query * 1000:.0f} ms"
    key_told = f"{key * 1000:.0f} ms, p99 {late(ours) * 1000:.0f}"
    what = f"filter key to painted table, {count:,} records"
    return (
        Line(what, flat_told, key_told, ratio(ours, queries), "ratio", 2.0, 1.2),
        Line("   its first letter", flat_told, f"{first * 1000:.0f} ms", first / query),
        Line("   beside the view", f"SQL on the view {view * 1000:.0f} ms", f"{key * 1000:.0f} ms", key / view),
        Line("   the window's own work in one piece, p99", "a frame 16.7 ms", f"{stood * 1000:.1f} ms", stood * 1000,
             "ms", None, 16.7),
    )  # fmt: skip


def curve(place: Place) -> tuple[Line, ...]:
    """C4: opening, filter, sort, scroll and memory, by the number of records."""
    lines: list[Line] = []
    for count in RECORDS[: 2 if place.short else 4]:
        lines += _of(place, count)
    return tuple(lines)


def _of(place: Place, count: int) -> list[Line]:
    with Desk(place, count) as desk:
        view, proxy, field = desk.pane.view, desk.pane.proxy, desk.pane.filter
        field.setFocus()
        held: list[float] = []
        desk.until_painted(lambda: QTest.keyClicks(field, "t"))
        desk.clear()
        typed = [
            desk.until_painted(lambda key=key: QTest.keyClicks(field, key), longest=held) for key in "temozolomide"
        ]
        desk.clear()
        keys = [(SortKey("cargo"),), (SortKey("quote", True),), (SortKey("therapy"), SortKey("cargo", True))]
        sorts = [desk.until_painted(partial(proxy.set_sort, key), longest=held) for key in keys]
        again = desk.until_painted(lambda: proxy.set_sort((SortKey("cargo", True),)), longest=held)
        proxy.set_sort(())
        desk.seat.wait(lambda: not proxy.busy)
        grouped = desk.until_painted(lambda: proxy.set_group("therapy"), longest=held)
        proxy.set_group("")
        desk.seat.wait(lambda: not proxy.busy)
        view.setFocus()
        bar = view.verticalScrollBar()
        scrolled = [desk.scrolled(partial(bar.setValue, (at + 1) * bar.pageStep())) for at in range(20)]
        scrolled.append(desk.scrolled(view.scrollToBottom))
        memory = pss(descendants(os.getpid()))
        opened = desk.opened
    told = [
        ("opened to the shown table", opened, "s"),
        ("key in the filter, p50", middle(typed) * 1000, "ms"),
        ("sorted, longest of three", max(sorts) * 1000, "ms"),
        ("sorted once more", again * 1000, "ms"),
        ("grouped", grouped * 1000, "ms"),
        ("scrolled by a page, p50", middle(scrolled) * 1000, "ms"),
        ("window's own work in one piece, longest", max(held) * 1000, "ms"),
        ("memory of all processes", memory, "MB"),
    ]
    return [Line(f"{count:,} records: {what}", "", "", value, unit) for what, value, unit in told]  # type: ignore[arg-type]


TABLE = (Bench("P14", "filter of 100,000 records", keystroke, 400, short=True),)
TABLE_CURVES = (Bench("C4", "table, by records", curve, 3_600),)
