"""How cost grows with size: pages of a document, highlights on one page. ``--curves``."""

from __future__ import annotations

import contextlib
import time
from dataclasses import replace

from PySide6.QtWidgets import QApplication

from exoannotate.domain.geometry import Quad
from exoannotate.pdf.client import PdfClient
from exoannotate.ui.page.marks import HighlightMark
from tests.bench.clock import middle, process_cpu
from tests.bench.drawing import draw
from tests.bench.place import Place
from tests.bench.row import Bench, Line
from tests.bench.seat import Seat

PAGES = (10, 100, 1_000, 3_000)
HIGHLIGHTS = (10, 100, 1_000)


def opened(place: Place) -> tuple[Line, ...]:
    """C1: opening a document and its first and last page, by its number of pages."""
    lines, first = [], 0.0
    for count in PAGES:
        path = place.pages(count)
        times = []
        with PdfClient() as client:
            draw(client, client.open(place.pages(10)).result(60), 0)
            for _ in range(place.rounds(7, 3)):
                began = time.perf_counter()
                info = client.open(path).result(60)
                draw(client, info, 0)
                draw(client, info, info.pages - 1)
                times.append(time.perf_counter() - began)
                client.close(info)
        first = first or middle(times)
        lines.append(
            Line(f"opened, first and last page, {count:,} pages", f"10 pages {first * 1000:.0f} ms",
                 f"{middle(times) * 1000:.0f} ms", middle(times) / first)
        )  # fmt: skip
    return tuple(lines)


def read(place: Place) -> tuple[Line, ...]:
    """C2: processor time a page of taking the text, by the number of pages read."""
    lines, first = [], 0.0
    for count in PAGES[: 3 if not place.short else 2]:
        with PdfClient(drawing=False) as client:
            info = client.open(place.pages(count)).result(60)
            worker = client.process_ids[1]
            assert worker is not None
            before = process_cpu(worker) + time.process_time()
            for future in [client.text(info, page) for page in range(count)]:
                with contextlib.suppress(Exception):
                    future.result(120)
            each = (process_cpu(worker) + time.process_time() - before) / count
        first = first or each
        lines.append(
            Line(f"text of {count:,} pages, CPU a page", f"10 pages {first * 1000:.1f} ms", f"{each * 1000:.1f} ms",
                 each / first)
        )  # fmt: skip
    return tuple(lines)


def painted(place: Place) -> tuple[Line, ...]:
    """C3: painting a page with so many highlights on it."""
    lines, first = [], 0.0
    with Seat(place.folder, place.paper) as seat:
        view = seat.view
        page = view.current_page
        seat.wait(lambda: page in view.pages)
        text = view.pages[page]
        surface = view.canvas.viewport()
        for count in HIGHLIGHTS:
            marks = []
            for n in range(count):
                start = n * 37 % max(1, len(text.text) - 40)
                quads: tuple[Quad, ...] = tuple(text.quads(start, start + 30))
                marks.append(HighlightMark(f"mark-{n}", quads, seat.window.look.meanings[n % 8].id))
            view.set_highlights(tuple(marks))
            QApplication.processEvents()
            times = []
            for _ in range(place.rounds(30, 7)):
                began = time.perf_counter()
                surface.repaint()
                times.append(time.perf_counter() - began)
            first = first or middle(times)
            lines.append(
                Line(f"page painted with {count:,} highlights", f"10 of them {first * 1000:.1f} ms",
                     f"{middle(times) * 1000:.1f} ms", middle(times) / first)
            )  # fmt: skip
    return tuple(replace(line) for line in lines)


CURVES = (
    Bench("C1", "opening, by pages", opened, 120),
    Bench("C2", "text, by pages", read, 240),
    Bench("C3", "painting, by highlights", painted, 90),
)
