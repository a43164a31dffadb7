"""Ratios of our time and memory to anchors measured in the same run: ``python3 packaging/dev.py bench``."""

from __future__ import annotations

from tests.bench.drawing import DRAWING
from tests.bench.row import Bench
from tests.bench.starting import STARTING

BENCHES: tuple[Bench, ...] = (*STARTING, *DRAWING)
CURVES: tuple[Bench, ...] = ()
