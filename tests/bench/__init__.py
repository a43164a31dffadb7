"""Ratios of our time and memory to anchors measured in the same run: ``python3 packaging/dev.py bench``."""

from __future__ import annotations

from tests.bench.curves import CURVES as PAGE_CURVES
from tests.bench.drafting import DRAFTING
from tests.bench.drawing import DRAWING
from tests.bench.everywhere import EVERYWHERE
from tests.bench.exporting import EXPORTING, EXPORTING_CURVES
from tests.bench.form import FORM
from tests.bench.merging import MERGING
from tests.bench.names import NAMES
from tests.bench.reading import READING
from tests.bench.row import Bench
from tests.bench.starting import STARTING
from tests.bench.table import TABLE, TABLE_CURVES
from tests.bench.window import WINDOW

BENCHES: tuple[Bench, ...] = tuple(
    sorted(
        (*STARTING, *DRAWING, *READING, *WINDOW, *TABLE, *NAMES, *FORM, *DRAFTING, *EVERYWHERE, *EXPORTING, *MERGING),
        key=lambda bench: int(bench.id.strip("PBV")),
    )
)

CURVES: tuple[Bench, ...] = (*PAGE_CURVES, *TABLE_CURVES, *EXPORTING_CURVES)

__all__ = ["BENCHES", "CURVES"]
