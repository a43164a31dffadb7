"""Rows about exports: text beside the shell of SQLite, workbooks beside XlsxWriter alone, and memory by size."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from tests.bench.clock import command_cpu, interleaved, middle, ratio
from tests.bench.place import Place
from tests.bench.row import Bench, Line, NotThereError
from tests.bench.table import RECORDS, project

_WORKBOOK = """
import csv, sys, time, xlsxwriter
csv.field_size_limit(10**9)
with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
    rows = list(csv.reader(file))
began = time.process_time()
book = xlsxwriter.Workbook(sys.argv[2], {"constant_memory": True, "strings_to_formulas": False,
                                         "strings_to_urls": False})
sheet = book.add_worksheet("evidence")
for at, row in enumerate(rows):
    for column, cell in enumerate(row):
        if cell:
            sheet.write_string(at, column, cell)
book.close()
print(time.process_time() - began)
"""
MEMORY = ("csv", "tsv", "xlsx", "parquet")


def _export(path: Path, name: str, out: Path) -> list[str]:
    return [sys.executable, "-m", "exoannotate", "export", str(path), "--format", name, "--out", str(out)]


def text(place: Place) -> tuple[Line, ...]:
    """P15: every record as CSV, by the command from start to end, beside the shell of SQLite on the same view."""
    shell = shutil.which("sqlite3")
    if shell is None:
        raise NotThereError("the sqlite3 shell is not installed")
    count = 10_000 if place.short else 100_000
    path, env = project(place, count), dict(os.environ)
    asked = [shell, "-readonly", "-csv", "-header", str(path), f".once {place.folder / 'shell.csv'}",
             "SELECT * FROM evidence"]  # fmt: skip
    ours, theirs = interleaved(
        place.rounds(7, 3),
        partial(command_cpu, _export(path, "csv", place.folder / "ours.csv"), env, 300.0),
        partial(command_cpu, asked, env, 300.0),
    )
    told, own = f"sqlite3 shell {middle(theirs):.1f} s", f"{middle(ours):.1f} s"
    return (Line(f"CSV of {count:,} records, CPU", told, own, ratio(ours, theirs), "ratio", 2.7, 1.5),)


def workbook(place: Place) -> tuple[Line, ...]:
    """P16: every record as a workbook, read from the project and written, beside XlsxWriter that has the cells already
    and only writes them. Not in the short form: with few records the start of the command would be measured."""
    count = 10_000 if place.short else 100_000
    path, env = project(place, count), dict(os.environ)
    cells = place.folder / "cells.csv"
    subprocess.run([*_export(path, "csv", cells), "--raw"], env=env, check=True, stdout=subprocess.DEVNULL)
    anchor = [sys.executable, "-c", _WORKBOOK, str(cells), str(place.folder / "anchor.xlsx")]

    def plain() -> float:
        return float(subprocess.run(anchor, env=env, check=True, capture_output=True, text=True).stdout)

    ours, theirs = interleaved(
        place.rounds(7, 3),
        partial(command_cpu, _export(path, "xlsx", place.folder / "ours.xlsx"), env, 600.0),
        plain,
    )
    told, own = f"XlsxWriter, same cells {middle(theirs):.1f} s", f"{middle(ours):.1f} s"
    return (Line(f"workbook of {count:,} records, CPU", told, own, ratio(ours, theirs), "ratio", 1.1, 1.0),)


def curve(place: Place) -> tuple[Line, ...]:
    """C5: time and memory of exports by the number of records."""
    lines: list[Line] = []
    for count in RECORDS[: 2 if place.short else 4]:
        path = project(place, count)
        for name in MEMORY:
            out = place.folder / f"out.{name}"
            seconds, most = _peak(_export(path, name, out))
            size = out.stat().st_size / 1e6
            out.unlink()
            lines.append(Line(f"{count:,} records, {name}: memory at most", f"a file of {size:,.1f} MB",
                              f"{seconds:.1f} s CPU", most, "MB"))  # fmt: skip
    return tuple(lines)


_WATCHED = """
import sys
from exoannotate.cli import main
code = main(sys.argv[1:])
with open("/proc/self/status") as status:
    held = next(line for line in status if line.startswith("VmHWM:"))
print(held.split()[1])
sys.exit(code)
"""


def _peak(command: Sequence[str]) -> tuple[float, float]:
    """Processor seconds of a command of the program and the megabytes it held at most. It reads the latter itself: what
    the system says of a child that has ended counts the memory of its parent, too."""
    before = os.times()
    words = [command[0], "-c", _WATCHED, *command[3:]]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return used, int(done.stdout.split()[-1]) * 1024 / 1e6


EXPORTING = (
    Bench("P15", "CSV of 100,000 records", text, 900, short=True),
    Bench("P16", "workbook of 100,000 records", workbook, 1_800),
)
EXPORTING_CURVES = (Bench("C5", "exports, by records", curve, 5_400),)
