"""Rows about the record form: E to the form painted and ready for keys, and a key in a field to its list painted."""

from __future__ import annotations

import os
import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from exoannotate.ui.record.drafts import Draft
from exoannotate.ui.record.lines import OfferLine
from exoannotate.workspace import sample
from tests.bench.clock import late, middle
from tests.bench.place import Place
from tests.bench.row import Bench, Line
from tests.bench.seat import Painted, Seat
from tests.bench.table import project

WORDS = ("mir-21", "stromal cell", "temozolomide", "u87 mg", "pd-l1")


def form(place: Place) -> tuple[Line, ...]:
    """Processor time of the window's thread, which other programs on the machine do not change. A frame at 30 a second
    is what a person takes for at once; a key has half of that."""
    os.environ["EXOANNOTATE_VOCABULARY_DIR"] = str(place.folder / "names")
    opened, offered = [], []
    with Seat(place.folder, None, Path(sample.copy(place.folder / "sample"))) as seat:
        shown = seat.window.form
        passages = list(seat.window.contents.passages)
        painted = Painted(shown.editors["cargo"].input)
        seat.wait(lambda: seat.window.tabs.tab is not None and not seat.window.bridge.busy, 60)
        for turn in range(place.rounds(60, 20)):
            before, began = painted.count, time.thread_time()
            shown.start(Draft((passages[turn % len(passages)],)))
            _until_painted(painted, before)
            opened.append((time.thread_time() - began) * 1000)
            shown.discard_draft()
            seat.pause(0.02)
        seat.wait(lambda: shown.completing.names is not None, 300)
        shown.start(Draft((passages[0],)))
        shown.go_to("donor")
        line = shown.editors["donor"].input
        assert isinstance(line, OfferLine)
        for word in WORDS:
            line.clear()
            for letter in word:
                began = time.thread_time()
                QTest.keyClick(line, letter)
                listed = line.offers
                if listed is not None:
                    listed.repaint()
                offered.append((time.thread_time() - began) * 1000)
        shown.discard_draft()
    return (
        Line("E to the form painted, median", "31 fields", f"p95 {late(opened, 0.95):.0f} ms", middle(opened), "ms",
             30.0, 16.0),
        Line("a key in a field to its list painted, median", "450,000 names", f"p95 {late(offered, 0.95):.0f} ms",
             middle(offered), "ms", 16.0, 8.0),
    )  # fmt: skip


def _until_painted(painted: Painted, before: int) -> None:
    end = time.monotonic() + 20
    while painted.count == before:
        QApplication.processEvents()
        if time.monotonic() > end:
            raise TimeoutError("the form was not painted")


def form_of_many(place: Place) -> tuple[Line, ...]:
    """The same E in a project of 100,000 records, whose values are offered too."""
    opened = []
    with Seat(place.folder, None, project(place, place.rounds(100_000, 10_000))) as seat:
        seat.wait(lambda: bool(seat.window.contents.rows) and not seat.window.bridge.busy, 600)
        shown, passages = seat.window.form, list(seat.window.contents.passages)
        painted = Painted(shown.editors["cargo"].input)
        for turn in range(12):
            before, began = painted.count, time.thread_time()
            shown.start(Draft((passages[turn % len(passages)],)))
            _until_painted(painted, before)
            opened.append((time.thread_time() - began) * 1000)
            QTest.keyClick(shown.editors["cargo"].input, Qt.Key.Key_Down)
            shown.discard_draft()
            seat.pause(0.05)
    count = f"{len(passages):,} highlights"
    return (Line("E to the form painted, very many records", count, f"p95 {late(opened, 0.95):.0f} ms",
                 middle(opened), "ms", 30.0, 16.0),)  # fmt: skip


FORM: tuple[Bench, ...] = (
    Bench("P30", "the record form", form, 420),
    Bench("P31", "the form among many", form_of_many, 600),
)
