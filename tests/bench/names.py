"""Rows about names: looking them up and completing them among 450,000, and what that takes in memory and at first."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable

from tests.bench.clock import late
from tests.bench.place import Place
from tests.bench.row import Bench, Line

FIELDS = ("cargo", "donor", "therapy", "targets", "disease", "mechanism", "")
TYPED = (
    "mir-21",
    "temozol",
    "glioblastoma mul",
    "u87",
    "abcb1",
    "cancer-assoc",
    "β-cat",
    "stem cell",
    "p-gp",
    "tumour",
)

_MEMORY = """
import json, os, sys, time
from exoannotate.workspace import terms

def held():
    told = dict(line.split(":", 1) for line in open("/proc/self/smaps_rollup") if ":" in line)
    kilobytes = {name: int(told[name].split()[0]) for name in ("Rss", "Private_Dirty")}
    return kilobytes["Rss"] / 1024, kilobytes["Private_Dirty"] / 1024

before, began = held(), time.perf_counter()
names = terms.warm()
opened, warm = held(), time.perf_counter() - began
for text, field in json.load(sys.stdin):
    names.lookup(text, field)
    names.complete(text[:4], field)
after = held()
print(json.dumps({"open": [o - b for o, b in zip(opened, before)], "used": [a - b for a, b in zip(after, before)],
                  "warm": warm}))
"""


def _asked(count: int) -> list[tuple[str, str]]:
    """Texts as people type them, each with a field: names of all tables, written otherwise, and words that are none."""
    from exoannotate.workspace import terms

    names = terms.warm()
    chance = random.Random(21)
    wanted = set(chance.sample(range(len(names.index)), count))
    found = [named.name for n, (_, _, named) in enumerate(names.index.all_names()) if n in wanted]
    ways: tuple[Callable[[str], str], ...] = (
        str, str.lower, str.upper, lambda s: s.replace("-", " "), lambda s: f"{s}s", lambda s: s.replace("-", "‑"),
        lambda s: s[::-1], lambda s: f"{s} of the", lambda s: s[: len(s) // 2],
    )  # fmt: skip
    return [(chance.choice(ways)(name), chance.choice(FIELDS)) for name in found]


def _slowest(ask: Callable[[str, str], object], asked: list[tuple[str, str]], rounds: int) -> list[float]:
    """Milliseconds of each question: the quickest of some rounds, because other programs run too."""
    best = [float("inf")] * len(asked)
    for _ in range(rounds):
        for n, (text, field) in enumerate(asked):
            began = time.perf_counter()
            ask(text, field)
            best[n] = min(best[n], (time.perf_counter() - began) * 1000)
    return best


def names(place: Place) -> tuple[Line, ...]:
    """V1: one look-up and one completion of what is typed so far, p99, once everything is warm; memory; first start."""
    from exoannotate import resources
    from exoannotate.workspace import terms

    tables, built = resources.path("vocabularies"), place.folder / "names.bin"
    began = time.perf_counter()
    subprocess.run([sys.executable, "-S", "-m", "exoannotate.suggest.building", str(built), str(tables)], check=True)
    first = time.perf_counter() - began
    os.environ["EXOANNOTATE_VOCABULARY_DIR"] = str(place.keep)
    known = terms.warm()
    asked = _asked(place.rounds(8_000, 2_000))
    typed = [(text[:length], field) for text, field in asked[: len(asked) // 10] for length in range(1, 9)]
    typed += [(word[:length], field) for word in TYPED for length in range(1, len(word) + 1) for field in FIELDS]
    looked = _slowest(known.lookup, asked, 5)
    offered = _slowest(lambda text, field: known.complete(text, field), typed, 5)
    told = subprocess.run(
        [sys.executable, "-c", _MEMORY], input=json.dumps(asked[:5_000]), capture_output=True, text=True, check=True
    )
    held = json.loads(told.stdout)
    size = built.stat().st_size / 2**20
    count = f"{len(known.index):,} names"
    return (
        Line("a name looked up, p99 of wall time", count, f"p50 {late(looked, 0.5):.2f} ms", late(looked, 0.99), "ms",
             5.0, 1.0),
        Line("a completion while typing, p99 of wall time", count, f"p50 {late(offered, 0.5):.2f} ms",
             late(offered, 0.99), "ms", 5.0, 2.0),
        Line("resident memory after 10,000 questions", f"file of {size:.0f} MB",
             f"{held['used'][1]:.0f} MB private", held["used"][0], "MB", 60.0, 40.0),
        Line("made ready at each start", f"built once in {first:.1f} s", f"{held['open'][0]:.0f} MB resident",
             held["warm"] * 1000, "ms", 1000.0, 200.0),
    )  # fmt: skip


NAMES: tuple[Bench, ...] = (Bench("V1", "names of the vocabularies", names, 900),)
