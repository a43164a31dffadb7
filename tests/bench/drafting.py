"""Rows about drafting: a passage to the draft of its record, and a whole review to its candidates."""

from __future__ import annotations

import time

from exoannotate.pdf.client import PdfClient
from exoannotate.reading.sentences import sentences
from exoannotate.workspace import candidates, suggesting, terms, texts
from tests.bench.clock import late, middle, ratio
from tests.bench.place import ROOT, Place
from tests.bench.row import Bench, Line

PAGES = 20
MORE = ("review_numbered.pdf", "review_author_year.pdf")
"""Reviews that are dense with evidence; where they are not here, papers stand alone."""


def passage(place: Place) -> tuple[Line, ...]:
    """P21: every sentence of the papers, once the names are warm; wall, and processor time beside it."""
    names = terms.warm()
    dense = [found for name in MORE if (found := ROOT.parent / "shared" / "gold" / name).exists()]
    said: list[str] = []
    with PdfClient(drawing=False) as client:
        for path in (*dense, *place.papers[: 2 if place.short else None]):
            info = client.open(path).result(60)
            for page in texts.pages(client, info, keep=False).values():
                for text in page.paragraph_texts():
                    said += [text[a:b] for a, b in sentences(text)]
    for sentence in said[:50]:
        suggesting.suggest(names, sentence)
    walls, cpus = [], []
    for sentence in said:
        wall, cpu = time.perf_counter(), time.thread_time()
        suggesting.suggest(names, sentence)
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((time.thread_time() - cpu) * 1000)
    told = f"p50 {middle(walls):.1f}, CPU p99 {late(cpus):.1f}"
    return (Line(f"passage to draft, p99 of {len(said):,}", "a frame 16.7 ms", told, late(walls), "ms", 16.7, 5.0),)


def review(place: Place) -> tuple[Line, ...]:
    """P22: the candidates of 20 pages, beside taking their text; wall, and processor time beside it."""
    names = terms.warm()
    dense = ROOT.parent / "shared" / "gold" / MORE[0]
    takes, scans, cpus = [], [], []
    found = 0
    with PdfClient(drawing=False) as client:
        source = place.repeated(dense, PAGES) if dense.exists() else place.pages(PAGES)
        for _ in range(1 + place.rounds(7, 3)):
            info = client.open(source).result(60)
            began = time.perf_counter()
            pages = texts.pages(client, info, keep=False)
            taken, cpu = time.perf_counter(), time.process_time()
            found = len(candidates.find(pages, names))
            scans.append(time.perf_counter() - taken)
            cpus.append(time.process_time() - cpu)
            takes.append(taken - began)
            client.close(info)
    takes, scans = takes[1:], scans[1:]
    told = f"{found} found, CPU {middle(cpus[1:]):.2f} s"
    return (
        Line(
            f"scan of a review of {PAGES} pages", f"its text {middle(takes):.2f} s", told, middle(scans), "s", 2.0, None
        ),
        Line("   beside taking its text", "", "", ratio(scans, takes), "ratio", 5.0, 2.0),
    )


DRAFTING = (
    Bench("P21", "passage to draft", passage, 120),
    Bench("P22", "scan of a review", review, 180),
)
