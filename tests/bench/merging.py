"""The row about merging: a copy with 100,000 records that are new here, looked at and merged."""

from __future__ import annotations

import contextlib
import resource
import shutil
import sqlite3
import subprocess
from pathlib import Path

from exoannotate.store import foreign
from exoannotate.workspace import merging
from exoannotate.workspace.session import Session
from tests.bench.clock import interleaved, middle, ratio
from tests.bench.place import Place
from tests.bench.row import Bench, Line, NotThereError
from tests.bench.table import project

MANY, FEW = 100_000, 10_000
_TABLES = ("records", "record_fields", "record_passages")


def merge(place: Place) -> tuple[Line, ...]:
    """Processor time of all processes from the file to the last byte written, what both changed looked for; and the
    memory of the window's process. The anchor writes the same rows, looks at nothing and keeps no history."""
    if shutil.which("sqlite3") is None:
        raise NotThereError("the sqlite3 shell")
    many = FEW if place.short else MANY
    mine, theirs = _two(place, many)
    into = place.folder / "into.exo"
    written: list[float] = []
    statements = "; ".join(
        (f"ATTACH '{theirs}' AS other", "BEGIN",
         *(f"INSERT OR IGNORE INTO {table} SELECT * FROM other.{table}" for table in _TABLES), "COMMIT")
    )  # fmt: skip

    def ours() -> float:
        shutil.copy(mine, into)
        before = _cpu()
        with Session.open(into, "Bench") as session:
            found = merging.preview(session, theirs)
            assert not found.refused and found.count("new", "records") == many
            looked = _cpu()
            merging.merge(session, found)
        written.append(_cpu() - looked)
        return _cpu() - before

    def heard() -> float:
        before = _cpu()
        foreign.read(theirs)
        return _cpu() - before

    def shell() -> float:
        shutil.copy(mine, into)
        before = _cpu()
        subprocess.run(["sqlite3", str(into), statements], check=True)
        return _cpu() - before

    anchor, figures = interleaved(place.rounds(3, 1), shell, ours, warm=0)
    read = [heard() for _ in anchor]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return (
        Line(f"merge of two files of {many:,} records, CPU", f"ATTACH + INSERT {middle(anchor):.1f} s",
             f"{middle(figures):.1f} s", ratio(figures, anchor), "ratio", 3.0, 1.5),
        *(Line(f"of this {what}", "", f"{middle(taken):.1f} s", ratio(taken, anchor)) for what, taken in (
            ("their file, read by the guard process and checked", read),
            ("writing, with what refers to what and a history that can be undone", written),
        )),
        Line("memory at the most", "", "", memory, "MB"),
    )  # fmt: skip


def _two(place: Place, many: int) -> tuple[Path, Path]:
    """Two projects of one beginning, each with records of its own; made once."""
    found = []
    for name, before in (("mine", ""), ("theirs", "x")):
        path = place.keep / f"merge-{name}-{many}.exo"
        if not path.exists():
            aside = path.with_suffix(".new")
            shutil.copy(project(place, many), aside)
            with contextlib.closing(sqlite3.connect(aside)) as db:
                db.execute("DELETE FROM history")  # it tells of rows whose keys are others now
                db.execute(f"UPDATE records SET id = '{before}' || id")
                for table, second in (("record_fields", "field"), ("record_passages", "passage")):
                    db.execute(
                        f"UPDATE {table} SET record = '{before}' || record, "
                        f"id = '{before}' || record || ':' || {second}"
                    )
                db.commit()
                db.execute("VACUUM")
            Session.open(aside, "Bench").close()  # which brings a kept one of an older format up to date
            aside.replace(path)
        found.append(path)
    return found[0], found[1]


def _cpu() -> float:
    taken = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in taken)


MERGING: tuple[Bench, ...] = (Bench("P17", "merge of two large files", merge, 1_800),)
