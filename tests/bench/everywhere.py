"""The row about search everywhere: all mentions of a drug in 40 PDFs, against looking through the PDFs themselves."""

from __future__ import annotations

import os
import sys
import time
from itertools import islice
from pathlib import Path

from exoannotate.domain.evidence import LONG_COLUMNS, EvidenceRow
from exoannotate.domain.records import Document
from exoannotate.pdf.client import PdfClient
from tests.bench.clock import late, middle, told
from tests.bench.place import Place
from tests.bench.row import Bench, Line

DOCUMENTS, PAGES = 40, 15
TYPED = ("TMZ", "temozolomide", "resistance", "miR-21", "notch signalling", "zzqx")
_MAKE = """
import sys, pymupdf
folder, count, each, sources = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
papers = [pymupdf.open(name) for name in sources]
pages = [(paper, number) for paper in papers for number in range(len(paper))]
for k in range(count):
    out = pymupdf.open()
    for n in range(each):
        paper, number = pages[(k * 7 + n) % len(pages)]
        out.insert_pdf(paper, from_page=number, to_page=number, links=False, annots=False)
        if (k + n) % 3 == 0:
            word = ("TMZ", "temozolomide", "Temodar")[k % 3]
            out[-1].insert_text((60, 24), f"Cells of dish {k} were given {word} for {n} days.", fontsize=9)
    out.save(f"{folder}/paper-{k:02}.pdf", garbage=0)
"""
_SCAN = """
import sys, time, pymupdf
began = time.perf_counter()
found = 0
for path in sys.argv[1:]:
    for page in pymupdf.open(path):
        found += any(page.search_for(word) for word in ("TMZ", "temozolomide", "Temodar"))
print(time.perf_counter() - began)
"""


def everywhere(place: Place) -> tuple[Line, ...]:
    """P32: first results with other names as one types, and right after a start, when letters come from the cache.

    Milliseconds are those of the processor: what a busy machine adds is not the search's.
    """
    from exoannotate.workspace import searching, terms
    from exoannotate.workspace.searching import Known, Ledgers, Where
    from exoannotate.workspace.shelf import Shelf
    from exoannotate.workspace.sought import sought

    os.environ["EXOANNOTATE_CACHE_DIR"] = str(place.keep / "everywhere-cache")
    paths = _papers(place)
    names = terms.warm()
    documents = _read(paths)

    def ask(known: Known, ledgers: Ledgers, text: str, where: Where, most: int = 20) -> tuple[float, float]:
        cpu, wall = time.process_time(), time.perf_counter()
        hits = searching.look(known, ledgers, sought(text, names), (where,), lambda: False)
        found = sum(1 for _ in islice(hits, most))
        if text == "TMZ" and not found:
            raise RuntimeError("nothing was found")
        return (time.process_time() - cpu) * 1000, time.perf_counter() - wall

    ask(Known(documents, shelf=Shelf()), Ledgers(), "TMZ", "documents")  # what is imported once
    rounds = place.rounds(7, 3)
    fresh = [ask(Known(documents, shelf=Shelf()), Ledgers(), "TMZ", "documents") for _ in range(rounds)]
    known, ledgers = Known(documents, shelf=Shelf()), Ledgers()
    whole = [ask(known, ledgers, "TMZ", "documents", searching.MOST)[0] for _ in range(rounds + 1)][1:]
    typed = [ask(known, ledgers, word[:n], "documents")[0] for word in TYPED for n in range(1, len(word) + 1)]
    rows = {f"r{k}": EvidenceRow(f"r{k}", tuple(_cell(c.name, k) for c in LONG_COLUMNS)) for k in range(100_000)}
    many = Known(rows=rows)
    first = ask(many, ledgers, "TMZ", "fields")[0]
    records = [ask(many, ledgers, word, "fields")[0] for word in ("TMZ", "miR-99", "U87", "zzqx") * rounds]
    commands = [sys.executable, "-c", _SCAN, *map(str, paths)]
    scan = middle([float(told(commands, dict(os.environ), 300)) for _ in range(place.rounds(3, 1))])
    held = sum(one.sieve.size for document in documents.values() if (one := known.shelf.held(document))) / 1e6
    wall, cpu = middle([w for _, w in fresh]), middle([c for c, _ in fresh])
    return (
        Line("“TMZ” and its names in 40 PDFs: first 20, fresh", f"search_for {scan:.1f} s", f"{wall * 1000:.0f} ms",
             wall / scan, goal=0.05, moonshot=0.01),
        Line("   the same, CPU", f"letters {held:.1f} MB", f"{cpu:.0f} ms", cpu, "ms", 300, 100),
        Line("   all of them, once at hand, CPU", "", f"{middle(whole):.0f} ms", middle(whole), "ms", 300, 50),
        Line(f"   as one types ({len(typed)} prefixes), p95, CPU", "", f"{late(typed, 0.95):.0f} ms",
             late(typed, 0.95), "ms", 300, 50),
        Line("   100,000 records, p95, CPU", f"first {first / 1000:.1f} s", f"{late(records, 0.95):.0f} ms",
             late(records, 0.95), "ms", 100, 30),
    )  # fmt: skip


def _read(paths: list[Path]) -> dict[str, Document]:
    """The documents, their letters in the cache."""
    from exoannotate.workspace.shelf import Shelf

    shelf = Shelf()
    documents: dict[str, Document] = {}
    with PdfClient(drawing=False) as client:
        for path in paths:
            info = client.open(path).result(60)
            one = documents[path.stem] = Document(path.stem, info.sha256, info.sha256, path.stem)
            if shelf.load((one,)):
                shelf.read(one, client, info, lambda: False)
            client.close(info)
    return documents


def _cell(column: str, k: int) -> str:
    given = {
        "cargo": f"miR-{k % 900}-5p", "donor": "U87MG", "recipient": "T98G", "effect": "resistance increased",
        "therapy": ("temozolomide", "radiation", "cisplatin")[k % 3], "mechanism_target": "PTEN / β-catenin signalling",
        "statement": "Raised resistance of recipient cells in vitro.",
    }  # fmt: skip
    return given.get(column, "")


def _papers(place: Place) -> list[Path]:
    from subprocess import run

    folder = place.keep / f"forty-{len(place.papers)}"
    if not folder.exists():
        aside = place.folder / "forty"
        aside.mkdir()
        words = [str(aside), str(DOCUMENTS), str(PAGES), *map(str, place.papers)]
        run([sys.executable, "-c", _MAKE, *words], check=True, capture_output=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir()
        for path in aside.iterdir():
            (folder / path.name).write_bytes(path.read_bytes())
    return sorted(folder.glob("*.pdf"))


EVERYWHERE = (Bench("P32", "search everywhere", everywhere, 600),)
