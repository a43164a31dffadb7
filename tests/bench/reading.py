"""Rows about text: taking it from pages, searching it, finding highlights again in a changed file."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from exoannotate.domain.pagetext import PageText
from exoannotate.pdf.client import PdfClient
from exoannotate.reading.document import DocumentText
from exoannotate.reading.finder import Finder
from tests.bench.clock import interleaved, late, middle, process_cpu, ratio
from tests.bench.place import Place
from tests.bench.row import Bench, Line, NotThereError

WORDS = (
    "resistance",
    "p-glycoprotein",
    "cell",
    "the patients were",
    "beta",
    "mir21",
    "zzqx",
    "signalling",
    "in vitro",
    "10",
)

_NATIVE = """
import sys, time, pymupdf
from pymupdf import mupdf
flags = pymupdf.TEXTFLAGS_WORDS
for line in sys.stdin:
    kind, path = line.rstrip("\\n").split("\\t", 1)
    document = pymupdf.open(path)
    cpu, wall = time.process_time(), time.perf_counter()
    if kind == "text":
        options = mupdf.FzStextOptions(flags)
        for number in range(len(document)):
            mupdf.FzStextPage(mupdf.fz_load_page(document.this, number), options)
    else:
        for page in document:
            page.search_for(kind)
    print(time.process_time() - cpu, time.perf_counter() - wall, flush=True)
"""


class Native:
    """MuPDF by itself: structured text of all pages of a file, or its own search in them."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _NATIVE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, kind: str, path: Path) -> tuple[float, float]:
        """Processor and wall seconds; ``kind``: "text", or the words to search."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{kind}\t{path}\n")
        self._process.stdin.flush()
        cpu, wall = self._process.stdout.readline().split()
        return float(cpu), float(wall)

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if stream is not None:
                    stream.close()


def reader_of(client: PdfClient) -> int:
    """The process that reads text, once it runs."""
    end = time.monotonic() + 30
    while client.process_ids[1] is None:
        if time.monotonic() > end:
            raise RuntimeError("the reading worker does not start")
        time.sleep(0.005)
    found = client.process_ids[1]
    assert found is not None
    return found


def searchable(place: Place) -> tuple[Line, ...]:
    """P12: words, boxes and order of all pages, beside MuPDF's structured text."""
    native = Native()
    anchors: list[float] = []
    owns: list[float] = []
    pages = 0
    with PdfClient(drawing=False) as client:
        reader = reader_of(client)
        for path in place.papers[: place.rounds(6, 2)]:
            counts = []

            def ours(path: Path = path, counts: list[int] = counts) -> float:
                before = process_cpu(reader) + time.process_time()
                info = client.open(path).result(60)
                for future in [client.text(info, page) for page in range(info.pages)]:
                    with contextlib.suppress(Exception):
                        future.result(60)
                counts[:] = [info.pages]
                client.close(info)
                return process_cpu(reader) + time.process_time() - before

            def theirs(path: Path = path) -> float:
                return native.ask("text", path)[0]

            anchor, own = interleaved(place.rounds(5, 3), theirs, ours)
            anchors += [a / counts[0] for a in anchor]
            owns += [o / counts[0] for o in own]
            pages += counts[0]
        book = place.pages(1000)

        def first_twenty() -> float:
            began = time.perf_counter()
            info = client.open(book).result(60)
            for future in [client.text(info, page) for page in range(20)]:
                future.result(60)
            took = time.perf_counter() - began
            client.close(info)
            return took

        firsts = [first_twenty() for _ in range(place.rounds(7, 3))]
    native.end()
    return (
        Line(f"pages searchable ({pages} of papers), CPU a page", f"MuPDF's text {middle(anchors) * 1000:.1f} ms",
             f"{middle(owns) * 1000:.1f} ms", ratio(owns, anchors), goal=3.3, moonshot=2.0),
        Line("   first 20 of 1,000 pages, from opening, wall", "", f"{middle(firsts) * 1000:.0f} ms",
             middle(firsts) * 1000, "ms", None, 100.0),
    )  # fmt: skip


def searched(place: Place) -> tuple[Line, ...]:
    """P13: the first 20 hits with what stands around them, in 1,000 pages that are indexed."""
    try:
        from exoannotate.reading.pageindex import Index
        from exoannotate.reading.prepared import PreparedPage
        from exoannotate.reading.search import Query, Search
        from exoannotate.reading.snippets import snippet
    except ImportError as error:
        raise NotThereError("finding words in a document is not there yet") from error
    book = place.pages(1000)
    with PdfClient(drawing=False) as client:
        info = client.open(book).result(60)
        texts: list[PageText] = []
        # 1,000 pages are the same papers over and over: read once, numbered anew.
        few = client.open(place.pages(100)).result(60)
        for future in [client.text(few, page) for page in range(few.pages)]:
            texts.append(future.result(60))
    began = time.perf_counter()
    index = Index(info.pages)
    for number in range(info.pages):
        index.put(PreparedPage.of(replace(texts[number % len(texts)], page=number)))
    built = time.perf_counter() - began

    def ask(words: str) -> float:
        began = time.perf_counter()
        search = Search(index, Query(words))
        while not search.done and len(search.hits) < 20:
            search.run(0.002)  # as much at a time as the window does
        for hit in search.hits[:20]:
            snippet(index, hit)
        return time.perf_counter() - began

    for words in WORDS:
        ask(words)
    each = [ask(words[:n]) for words in WORDS for n in range(2, len(words) + 1)]
    own = [ask(words) for words in WORDS for _ in range(place.rounds(7, 3))]
    native = Native()
    anchors = [native.ask(word, book)[1] for word in WORDS[: place.rounds(3, 1)]]
    native.end()
    return (
        Line("first 20 hits in 1,000 pages, wall", f"search_for {middle(anchors) * 1000:.0f} ms",
             f"{middle(own) * 1000:.2f} ms", middle(own) / middle(anchors), goal=0.001),
        Line(f"   as one types ({len(each)} prefixes), p99", f"index made in {built:.1f} s",
             f"{late(each) * 1000:.1f} ms", late(each) * 1000, "ms", None, 4.0),
    )  # fmt: skip


def found_again(place: Place) -> tuple[Line, ...]:
    """P23: 1,000 highlights of a paper of about 25 pages, found again in the file when it has changed."""
    from exoannotate.workspace import texts
    from tests.journey import variants

    os.environ["EXOANNOTATE_CACHE_DIR"] = str(place.folder)
    longest = place.papers[-1]
    with PdfClient(drawing=False) as client:
        info = client.open(longest).result(60)
        document: DocumentText = texts.document_text(client, info, keep=False)
        pages = info.pages
    anchors = variants.anchors(document, pages, 1000, "bench")
    wanted = [anchors[k % len(anchors)].wanted for k in range(1000)]
    lines: list[Line] = []
    for what, change in (("2 % misread", variants.misread), ("8 % of words edited", variants.edited)):
        changed = variants.changed(document, anchors, change, "bench", cut=False, instead="")
        wholes, indexes, times = [], [], []
        for _ in range(place.rounds(5, 2)):
            began = time.perf_counter()
            finder = Finder(changed.document, changed.pages)
            indexes.append(time.perf_counter() - began)
            for one in wanted:
                start = time.perf_counter()
                finder.find(one)
                times.append(time.perf_counter() - start)
            wholes.append(time.perf_counter() - began)
        whole, each, index = middle(wholes), late(times, 0.95) * 1000, middle(indexes) * 1000
        goals = (2.0, 0.5, 15.0, 200.0) if not lines else (None, None, None, None)
        anchor = f"{len(anchors)} different ones"
        lines += [
            Line(f"1,000 found again in {pages} pages, {what}", anchor, f"{whole:.2f} s", whole, "s", *goals[:2]),
            Line("   one of them, p95", "", f"{each:.1f} ms", each, "ms", goals[2]),
            Line("   the index", "", f"{index:.0f} ms", index, "ms", goals[3]),
        ]
    return tuple(lines)


READING = (
    Bench("P12", "pages searchable", searchable, 120),
    Bench("P13", "search in 1,000 pages", searched, 120),
    Bench("P23", "highlights found again", found_again, 90),
)
