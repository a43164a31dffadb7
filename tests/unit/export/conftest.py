"""A small project and real rows for the exports."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from typing import Any

import pytest

from exoannotate.domain.evidence import EvidenceRow
from exoannotate.domain.geometry import Quad
from exoannotate.domain.records import (
    MEANINGS,
    Curator,
    Document,
    FieldEntry,
    Link,
    Passage,
    Record,
    Study,
    Value,
    Words,
)
from exoannotate.export.table import About, ProjectContents

from .samples import HOSTILE, row


@pytest.fixture
def rows() -> tuple[EvidenceRow, ...]:
    return (
        row("r2", cargo="miR-21; miR-9", cargo_class="miRNA", therapy="[not reported]", therapy_reason="not reported",
            effect="resistance increased", role="promotes resistance", document_year="2024", page_index="7",
            rating="3", status="draft", quote="Exosomes carry miR-21."),
        row("r1", cargo="=1+1", effect="other phenotype (growth)", document_year="", page_index="0", rating="03",
            status="complete", note="00123"),
    )  # fmt: skip


@pytest.fixture
def hostile_rows() -> tuple[EvidenceRow, ...]:
    return tuple(row(f"r{i}", cargo=text, quote=text, note=text) for i, text in enumerate(HOSTILE))


@pytest.fixture
def about() -> About:
    return About(project="p1", filter="therapy ~ temo", sort="cargo", app_version="0.1.0", format_version="1.0")


@pytest.fixture
def contents() -> ProjectContents:
    quads = (Quad(7, 1.5, 2.25, 3.0, 2.25, 3.0, 4.0, 1.5, 4.0), Quad(7, 1.0, 5.0, 3.0, 5.0, 3.0, 6.0, 1.0, 6.0))
    passages = tuple(
        Passage(f"p{i}", "d1", f"Exosomes carry miR-{i}.", f"Exo-\nsomes carry miR-{i}.", "before ", " after", 0.25, 7,
                "372", quads, "f" * 64, "t" * 64, "x 1.0", "resistance", note="=1", curator="c1",
                created="2026-01-01T00:00:00.000Z")
        for i in range(4)
    )  # fmt: skip
    return ProjectContents(
        documents=(
            Document("d1", "f" * 64, "t" * 64, "A review of α", "Lee J", 2024, "J Test", "10.1000/r", pages=12),
            Document("d2", "e" * 64, "u" * 64, "Another"),
        ),
        studies=(
            Study("s1", "d1", "12. Müller A. Title. 2019.", "12", "Müller A", 2019, "Title", "J", "10.1000/x", "1", 1),
            Study("s2", "d2", "Elsewhere"),
        ),
        passages=passages,
        records=(
            Record("r1", "complete", "promotes resistance", "ECO:0000304", review="accepted", reviewer="c1"),
            Record("r2", created="2026-01-01T00:00:00.000Z", curator="c1"),
            Record("r3"),
        ),
        entries=(
            FieldEntry("r1", "note", (Value("UNFIT \0 and \ufffe"),)),
            FieldEntry("r1", "cargo",
                       (Value("miR-21", "hsa-miR-21", "MIMAT0000076", "miRBase", words=Words("p1", 15, 21)),
                        Value("PD‐L1", detail="up", words=Words("p3", 0, 4))),
                       origin="changed suggestion", changed="2026-02-01T00:00:00.000Z", curator="c1"),
            FieldEntry("r2", "therapy", reason="not reported"),
            FieldEntry("r2", "a field of a newer version", (Value("x"),)),
            FieldEntry("r3", "therapy", reason="unclear"),
        ),
        links=(Link("r1", "p1", 1), Link("r1", "p0", 0, "2026-01-01T00:00:00.000Z", "c1"), Link("r2", "p1"),
               Link("r3", "p2")),
        curators=(Curator("c1", "Ana", "0000-0001"),),
        meanings=MEANINGS,
    )  # fmt: skip


class _Times(type):
    def __instancecheck__(cls, one: object) -> bool:
        return isinstance(one, datetime)


class _Later(datetime, metaclass=_Times):
    """What the date and time are a year from now, where they are asked for."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Any:
        return datetime.now(tz) + timedelta(days=400)

    today = utcnow = now


@pytest.fixture
def a_year_later(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Sets the clock forward for all modules that are loaded by then."""
    clock, local, world = time.time, time.localtime, time.gmtime

    def later() -> float:
        return clock() + 400 * 86_400

    moved: dict[object, object] = {
        datetime: _Later, clock: later,
        local: lambda at=None: local(later() if at is None else at),
        world: lambda at=None: world(later() if at is None else at),
    }  # fmt: skip

    def move() -> None:
        for module in list(sys.modules.values()):
            for name, held in list(getattr(module, "__dict__", {}).items()):
                if any(held is known for known in moved) and module.__name__ != __name__:
                    monkeypatch.setattr(module, name, moved[held])

    return move
