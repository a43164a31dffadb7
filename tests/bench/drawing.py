"""Rows about pictures of pages: drawing, zooming, cancelling, a worker that is killed."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from exoannotate.domain.geometry import PageRect
from exoannotate.pdf.client import PdfClient, PdfInfo
from tests.bench.clock import interleaved, late, middle, process_cpu, ratio
from tests.bench.place import Place
from tests.bench.row import Bench, Line

SCALE = 1.6
"""Pixels per point: a page that fills a window of 1,000 pixels."""

_NATIVE = """
import sys, time, pymupdf
from pymupdf import mupdf
document = pymupdf.open(sys.argv[1])
for line in sys.stdin:
    page, scale = line.split()
    matrix = mupdf.FzMatrix(float(scale), 0, 0, float(scale), 0, 0)
    wall, cpu = time.perf_counter(), time.process_time()
    mupdf.fz_new_pixmap_from_page(mupdf.fz_load_page(document.this, int(page)), matrix, mupdf.fz_device_rgb(), 0)
    print(time.process_time() - cpu, time.perf_counter() - wall, flush=True)
"""


class Native:
    """MuPDF by itself in a process of its own, of the same version: loads a page and draws it."""

    def __init__(self, path: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _NATIVE, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def draw(self, page: int, scale: float = SCALE) -> tuple[float, float]:
        """Processor and wall seconds of one page."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{page} {scale}\n")
        self._process.stdin.flush()
        cpu, wall = self._process.stdout.readline().split()
        return float(cpu), float(wall)

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


def drawer(client: PdfClient) -> int:
    """The process that draws, once it runs."""
    end = time.monotonic() + 30
    while client.process_ids[0] is None:
        if time.monotonic() > end:
            raise RuntimeError("the drawing worker does not start")
        time.sleep(0.005)
    found = client.process_ids[0]
    assert found is not None
    return found


def cpu_of(client: PdfClient, act: Callable[[], object]) -> float:
    """Processor seconds of this process and of the drawing worker while something is done."""
    worker = drawer(client)
    before = process_cpu(worker) + time.process_time()
    act()
    return process_cpu(worker) + time.process_time() - before


def draw(client: PdfClient, info: PdfInfo, page: int, scale: float = SCALE, clip: PageRect | None = None) -> None:
    """A picture of a page, given back at once."""
    client.picture(info, page, scale, clip=clip).result(60).release()


def visited_page(place: Place) -> tuple[Line, ...]:
    """P4: a page that was seen before, drawn again."""
    lines = []
    # Those in sight and near, then a longer walk to and fro.
    for count in (4, 12):
        anchors: list[float] = []
        owns: list[float] = []
        with PdfClient() as client:
            for path in place.papers[: place.rounds(4, 2)]:
                info = client.open(path).result(30)
                native = Native(path)
                pages = range(min(info.pages, count))
                for page in pages:
                    draw(client, info, page)

                def ours(info: PdfInfo = info, pages: range = pages) -> float:
                    return cpu_of(client, lambda: [draw(client, info, page) for page in pages])

                def theirs(native: Native = native, pages: range = pages) -> float:
                    return sum(native.draw(page)[0] for page in pages)

                anchor, own = interleaved(place.rounds(7, 3), theirs, ours)
                native.end()
                client.close(info)
                anchors += [a / len(pages) for a in anchor]
                owns += [o / len(pages) for o in own]
        told = f"MuPDF {middle(anchors) * 1000:.1f} ms", f"{middle(owns) * 1000:.1f} ms", ratio(owns, anchors)
        if not lines:
            lines.append(Line("drawing a visited page, CPU", *told, goal=0.85, moonshot=0.70))
        else:
            lines.append(Line(f"   to and fro between {count} pages", *told))
    return tuple(lines)


def cancelled_page(place: Place) -> tuple[Line, ...]:
    """P8: the page that is wanted after a page of two seconds is wanted no more."""
    with PdfClient() as client:
        slow = client.open(place.slow()).result(60)
        paper = client.open(place.paper).result(60)
        draw(client, paper, 0)
        running: list[Future[object]] = []

        def start() -> None:
            running[:] = [client.picture(slow, 0, 2.0)]
            time.sleep(0.15)

        def waited() -> float:
            start()
            began = time.perf_counter()
            with contextlib.suppress(Exception):
                running[0].result(60)
            draw(client, paper, 1)
            return time.perf_counter() - began

        def cancelled() -> float:
            start()
            began = time.perf_counter()
            running[0].cancel()
            draw(client, paper, 1)
            return time.perf_counter() - began

        def plain() -> float:
            began = time.perf_counter()
            draw(client, paper, 1)
            return time.perf_counter() - began

        many = place.rounds(5, 2)
        waits, cancels = interleaved(many, waited, cancelled)
        more = [cancelled() for _ in range(place.rounds(40, 10))]
        plains = [plain() for _ in range(20)]
        extra = late(more) - middle(plains)
    return (
        Line(
            "the wanted page, after cancelling one of 2 s", f"waiting {middle(waits) * 1000:.0f} ms",
            f"{middle(cancels) * 1000:.1f} ms", ratio(cancels, waits), goal=0.01,
        ),
        Line(
            "   the same, p99, beyond drawing that page", f"page {middle(plains) * 1000:.1f} ms",
            f"p99 {late(more) * 1000:.1f} ms", extra * 1000, "ms", None, 16.7,
        ),
    )  # fmt: skip


def killed_worker(place: Place) -> tuple[Line, ...]:
    """P9: the worker is killed in the middle of a page; the page is wanted still."""

    def cold() -> float:
        began = time.perf_counter()
        with PdfClient() as fresh:
            draw(fresh, fresh.open(place.paper).result(60), 1)
            return time.perf_counter() - began

    with PdfClient() as client:
        info = client.open(place.paper).result(60)
        draw(client, info, 1)

        def killed() -> float:
            picture = client.picture(info, 1, SCALE)
            os.kill(drawer(client), 9)
            began = time.perf_counter()
            picture.result(60).release()
            return time.perf_counter() - began

        colds, kills = interleaved(place.rounds(7, 3), cold, killed)
        more = [killed() for _ in range(place.rounds(100, 20))]
    return (
        Line(
            "PDF worker killed mid-page: page again, p50", f"cold start {middle(colds) * 1000:.0f} ms",
            f"{middle(more) * 1000:.0f} ms", middle(more) * 1000, "ms", 100.0, 50.0,
        ),
        Line(
            f"   the same, p99 of {len(more)}", f"in the rounds {middle(kills) * 1000:.0f} ms",
            f"{late(more) * 1000:.0f} ms", late(more) * 1000, "ms", None if place.short else 100.0, 50.0,
        ),
    )  # fmt: skip


def zoomed_part(place: Place) -> tuple[Line, ...]:
    """P10: a sharp part of a page at four times the size."""
    with PdfClient() as client:
        info = client.open(place.paper).result(30)
        pages = range(1, min(info.pages, 6))
        big = 4 * SCALE
        for page in pages:
            draw(client, info, page)
            draw(client, info, page, big)

        def whole() -> float:
            return cpu_of(client, lambda: [draw(client, info, page, big) for page in pages])

        def part() -> float:
            def act() -> None:
                for page in pages:
                    width, height = info.sizes[page]
                    left, top = width * 0.3, height * 0.3
                    # The window and half of it around, as the canvas asks for it.
                    clip = PageRect(page, left, top, left + 1000 / big, top + 800 / big)
                    draw(client, info, page, big, clip)

            return cpu_of(client, act)

        wholes, parts = interleaved(place.rounds(7, 3), whole, part)
    count = len(pages)
    return (
        Line(
            "4x zoom, sharp viewport, CPU", f"whole page {middle(wholes) / count * 1000:.0f} ms",
            f"{middle(parts) / count * 1000:.1f} ms", ratio(parts, wholes), goal=0.10, moonshot=0.05,
        ),
    )  # fmt: skip


DRAWING = (
    Bench("P4", "drawing a visited page", visited_page, 90, short=True),
    Bench("P8", "the wanted page after cancelling", cancelled_page, 150, short=True),
    Bench("P9", "worker killed mid-page", killed_worker, 60, short=True),
    Bench("P10", "4x zoom", zoomed_part, 60),
)
