"""Rows about the window: page flips, how late its timer is while other things go on, memory, highlights made."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from exoannotate.reading.document import PageSpan
from exoannotate.reading.selection import Selection
from exoannotate.reading.sentences import sentences
from exoannotate.workspace import exports, sample, texts
from tests.bench.clock import descendants, late, middle, pss
from tests.bench.drawing import Native
from tests.bench.place import Place
from tests.bench.row import Bench, Line
from tests.bench.seat import Painted, Seat, many_records

TICK = 4
"""Milliseconds of the timer whose lateness is looked at."""


def flips(place: Place) -> tuple[Line, ...]:
    """P5: a page that is there already: from the key to the painted page, beside painting alone."""
    with Seat(place.folder, place.paper) as seat:
        surface = seat.view.canvas.viewport()
        painted = Painted(surface)
        keys = [Qt.Key.Key_N, Qt.Key.Key_N, Qt.Key.Key_P, Qt.Key.Key_P]
        for key in keys * 3:
            seat.press(key)
            seat.wait(lambda: seat.view.complete)
        seat.pause(1.0)
        controls: list[float] = []
        turns: list[float] = []
        for turn in range(place.rounds(600, 120)):
            key = keys[turn % 4]
            began, before = time.perf_counter(), painted.count
            seat.press(key)
            while painted.count == before or not seat.view.complete:
                QApplication.processEvents()
            turns.append(time.perf_counter() - began)
            # What is painted now, painted again: nothing else.
            QApplication.processEvents()
            began = time.perf_counter()
            surface.repaint()
            controls.append(time.perf_counter() - began)
    return (
        Line("page flip, cached: key to painted, p99", f"paint only {late(controls) * 1000:.1f} ms",
             f"{late(turns) * 1000:.1f} ms", late(turns) / late(controls), goal=1.5, moonshot=1.1),
        Line("   the same, p50", f"paint only {middle(controls) * 1000:.1f} ms", f"{middle(turns) * 1000:.1f} ms",
             middle(turns) / middle(controls)),
    )  # fmt: skip


def fresh_flips(place: Place) -> tuple[Line, ...]:
    """P6: a page that was not drawn yet, beside MuPDF drawing that page."""
    with Seat(place.folder, place.pages(1000)) as seat:
        canvas = seat.view.canvas
        painted = Painted(canvas.viewport())
        native = Native(place.pages(1000))
        scale = canvas.view.scale * canvas.view.ratio
        extras: list[float] = []
        draws: list[float] = []
        turns: list[float] = []
        for turn in range(place.rounds(80, 20)):
            page = 20 + (turn * 137) % 960
            began, before = time.perf_counter(), painted.count
            canvas.go_to(page)
            while painted.count == before or not seat.view.complete:
                QApplication.processEvents()
            QApplication.processEvents()
            turns.append(time.perf_counter() - began)
            seat.pause(0.12)  # its neighbours are drawn ahead meanwhile
            # What is in sight: the page and the head of the next one.
            draws.append(sum(native.draw(one, scale)[1] for one in canvas.view.visible()))
            extras.append(turns[-1] - draws[-1])
        native.end()
    return (
        Line("page flip, not cached, p50, beyond the drawing", f"MuPDF {middle(draws) * 1000:.1f} ms",
             f"{middle(turns) * 1000:.1f} ms", middle(extras) * 1000, "ms", 3.0, 1.0),
    )  # fmt: skip


class Lateness(QObject):
    """A timer that keeps how late each of its ticks was, in seconds, and repaints a page on the way."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat.window)
        self.found: list[float] = []
        self._surface = seat.view.canvas.viewport()
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start(TICK)

    @Slot()
    def _on_tick(self) -> None:
        now = time.perf_counter()
        self.found.append(max(0.0, now - self._last - TICK / 1000))
        self._last = now
        if len(self.found) % 4 == 0:
            self._surface.update()

    def stop(self) -> list[float]:
        self._timer.stop()
        self.deleteLater()
        return self.found[5:]


def _watched(seat: Seat, seconds: float, act: Callable[[float], bool]) -> list[float]:
    """Lateness while ``act`` is called again and again with the seconds gone by, until it says that it is done."""
    lateness = Lateness(seat)
    began = time.monotonic()
    while time.monotonic() - began < seconds and not act(time.monotonic() - began):
        QApplication.processEvents()
        time.sleep(0.0002)
    return lateness.stop()


def timer(place: Place) -> tuple[Line, ...]:
    """P7: how late a timer of 4 ms is while pages are drawn, a document is read, and records are exported."""
    seconds, rounds = (4.0, 3) if not place.short else (1.5, 1)
    lines = []
    with Seat(place.folder, place.pages(1000)) as seat:
        view, client, jobs = seat.view, seat.client, seat.window.jobs
        info = view.info
        assert info is not None

        def nothing(_: float) -> bool:
            return False

        shown = [0.0, 0]

        def pages_drawn(gone: float) -> bool:
            if gone < shown[0]:
                shown[0] = 0.0
            if gone - shown[0] > 0.05:
                shown[0], shown[1] = gone, shown[1] + 1
                view.canvas.go_to(20 + (int(shown[1]) * 137) % 960)
            return False

        ended: list[object] = []

        def indexing() -> Callable[[float], bool]:
            ended.clear()
            started: list[object] = []

            def act(_: float) -> bool:
                if not started:
                    started.append(jobs.run(
                        lambda: texts.document_text(client, info, keep=False),
                        done=ended.append, failed=ended.append,
                    ))  # fmt: skip
                return bool(ended)

            return act

        for what, make in (
            ("heavy pages drawn", lambda: pages_drawn),
            ("1,000 pages indexed", indexing),
        ):
            lines.append(_late_line(what, seat, seconds, rounds, nothing, make))
    return tuple(lines)


def exporting_timer(place: Place) -> tuple[Line, ...]:
    """P7, second part: the same while 100,000 records are exported."""
    count = 2_000 if place.short else 100_000
    many = many_records(Path(sample.copy(place.folder / "sample")), place.folder / "many.exo", count)
    with Seat(place.folder / "exported", None, many) as seat:
        seat.window.tabs.open(next(iter(seat.window.contents.documents)))
        seat.wait(lambda: seat.window.tabs.tab is not None and seat.view.complete, 60)

        def exporting() -> Callable[[float], bool]:
            over: list[object] = []
            started: list[object] = []

            def act(_: float) -> bool:
                if not started:
                    out = place.folder / f"{time.monotonic()}.csv"
                    started.append(seat.window.bridge.aside(
                        lambda session, _stop, _tell: exports.export(session, "csv", out),
                        done=over.append, progress=lambda _: None, failed=over.append,
                    ))  # fmt: skip
                return bool(over)

            return act

        what = f"{len(seat.window.contents.rows):,} records exported"
        line = _late_line(what, seat, 8.0, 1, lambda _: False, exporting)
        seat.wait(lambda: not seat.window.bridge.busy, 120)
    return (line,)


def _late_line(
    what: str, seat: Seat, seconds: float, rounds: int, nothing: Callable[[float], bool],
    make: Callable[[], Callable[[float], bool]],
) -> Line:  # fmt: skip
    controls: list[float] = []
    works: list[float] = []
    ratios: list[float] = []
    for _ in range(rounds):
        control = _watched(seat, seconds, nothing)
        work = _watched(seat, seconds, make())
        controls += control
        works += work
        ratios.append(late(work) / max(late(control), 0.0002))
        seat.pause(0.3)
    return Line(
        f"4 ms timer, p99 late, {what}", f"paint only {late(controls) * 1000:.1f} ms",
        f"{late(works) * 1000:.1f} ms, most {max(works) * 1000:.0f}", middle(ratios), goal=1.3, moonshot=1.1,
    )  # fmt: skip


def highlights(place: Place) -> tuple[Line, ...]:
    """P11: from the key on a selected sentence to the highlight on disk, beside three bare fdatasync."""
    with Seat(place.folder, place.paper) as seat:
        page = seat.view.current_page
        seat.wait(lambda: page in seat.view.pages)
        text = seat.view.pages[page]
        spans = []
        for paragraph in text.paragraphs:
            if paragraph.kind == "body":
                own = sentences(text.text[paragraph.start : paragraph.end])
                spans += [(paragraph.start + a, paragraph.start + b) for a, b in own if b - a > 12]
        return _made_durable(place, seat, page, spans)


def _made_durable(place: Place, seat: Seat, page: int, spans: list[tuple[int, int]]) -> tuple[Line, ...]:
    heard: list[float] = []
    seat.window.bridge.changed.connect(lambda _touched: heard.append(time.perf_counter()))
    file = os.open(place.folder / "synced", os.O_RDWR | os.O_CREAT)
    block = os.urandom(4096)

    def synced() -> float:
        began = time.perf_counter()
        for _ in range(3):
            os.pwrite(file, block, 0)
            os.fdatasync(file)
        return time.perf_counter() - began

    syncs: list[float] = []
    made: list[float] = []
    painted: list[float] = []
    surface = seat.view.canvas.viewport()
    for turn in range(place.rounds(25, 8)):
        start, end = spans[turn % len(spans)]
        seat.view.select(Selection((PageSpan(page, start, end),)))
        QApplication.processEvents()
        syncs.append(synced())
        heard.clear()
        watch = Painted(surface)
        began, before = time.perf_counter(), watch.count
        seat.press(Qt.Key.Key_H)
        first = 0.0
        while not heard:
            QApplication.processEvents()
            if not first and watch.count > before:
                first = time.perf_counter()
            time.sleep(0.0001)
        made.append(heard[0] - began)
        painted.append((first or time.perf_counter()) - began)
        seat.wait(lambda: not seat.window.bridge.busy)
        seat.pause(0.05)
    os.close(file)
    return (
        Line("highlight asked for to durable on disk, p50", f"3 fdatasync {middle(syncs) * 1000:.1f} ms",
             f"{middle(made) * 1000:.1f} ms", middle(made) / middle(syncs), goal=1.5, moonshot=1.1),
        Line("   until something is painted, p50", "one frame 16.7 ms", f"{middle(painted) * 1000:.1f} ms",
             middle(painted) * 1000, "ms", None, 16.7),
    )  # fmt: skip


_DRIVER = """
import os, sys, time
from pathlib import Path
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from exoannotate.pdf.client import PdfClient
from exoannotate.ui import app as program
project = Path(sys.argv[1])
app = QApplication([])
with PdfClient() as client:
    window = program.start(app, client, project, [])
    window.resize(1440, 900)
    def wait(until, seconds=60):
        end = time.monotonic() + seconds
        while not until():
            app.processEvents()
            time.sleep(0.0005)
            if time.monotonic() > end:
                raise SystemExit("the window did not get there")
    wait(lambda: window.tabs.tab is not None and window.tabs.tab.view.complete)
    view = window.tabs.tab.view
    plain = Qt.KeyboardModifier.NoModifier
    def press(key):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(view.canvas, QKeyEvent(kind, key, plain))
    done = 0
    for line in sys.stdin:
        for _ in range(int(line)):
            press(Qt.Key.Key_Home if view.current_page >= 900 else Qt.Key.Key_N)
            done += 1
            wait(lambda: view.complete) if done <= 100 or done % 10 == 0 else app.processEvents()
        wait(lambda: view.complete)
        end = time.monotonic() + 0.7
        wait(lambda: time.monotonic() > end)
        print(done, flush=True)
    window.close()
"""


class Reader:
    """The window in a process of its own, that turns pages by keys when told to."""

    def __init__(self, place: Place) -> None:
        folder = place.folder / "reader"
        folder.mkdir()
        project = folder / "reader.exo"
        os.environ["EXOANNOTATE_CONFIG_DIR"], os.environ["EXOANNOTATE_CACHE_DIR"] = str(folder / "c"), str(folder / "d")
        for words in (("new", str(project)), ("add", str(project), str(place.pages(1000)))):
            subprocess.run([sys.executable, "-m", "exoannotate", *words], check=True, capture_output=True)
        self.process = subprocess.Popen(
            [sys.executable, "-c", _DRIVER, str(project)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def turn(self, pages: int) -> float:
        """Turn so many pages; megabytes of all processes afterwards."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{pages}\n")
        self.process.stdin.flush()
        if not self.process.stdout.readline():
            raise RuntimeError("the window ended")
        return pss(descendants(self.process.pid))

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                if stream is not None:
                    stream.close()


def memory(place: Place) -> tuple[Line, ...]:
    """P19 and what it is made of: 1,000 pages open, 100 turned."""
    reader = Reader(place)
    try:
        held = reader.turn(100)
        parts = sorted((pss([pid]) for pid in descendants(reader.process.pid)), reverse=True)
    finally:
        reader.end()
    told = " + ".join(f"{part:.0f}" for part in parts)
    return (
        Line("memory of all processes, 1,000 pages, 100 turned", "evince 128 MB", f"{held:.0f} MB = {told}", held, "MB",
             128.0, 96.0),
    )  # fmt: skip


def growth(place: Place) -> tuple[Line, ...]:
    """P20: memory after very many page turns, beside that after the first hundreds."""
    many, step = (10_000, 1_000) if not place.short else (1_000, 500)
    stop = time.monotonic() + (130.0 if not place.short else 30.0)
    reader = Reader(place)
    try:
        reader.turn(900)  # once through all pages, as a reader does who goes on
        first = reader.turn(100)
        figures, turned = [], 0
        while turned < many and (time.monotonic() < stop or not figures):
            figures.append(reader.turn(step))
            turned += step
    finally:
        reader.end()
    grown = (figures[-1] - first) / first * 100
    course = ", ".join(f"{figure:.0f}" for figure in figures[:: max(1, len(figures) // 4)])
    return (
        Line(
            f"memory growth over {turned:,} page turns", f"before {first:.0f} MB", f"{course} MB", grown, "%", 2.0, 0.5
        ),
    )


WINDOW = (
    Bench("P5", "page flip, cached", flips, 60),
    Bench("P6", "page flip, not cached", fresh_flips, 60),
    Bench("P7", "timer of the window, pages", timer, 100),
    Bench("P7B", "timer of the window, 100,000 records exported", exporting_timer, 180),
    Bench("P11", "highlight to disk", highlights, 60),
    Bench("P19", "memory", memory, 90),
    Bench("P20", "memory growth", growth, 190),
)
