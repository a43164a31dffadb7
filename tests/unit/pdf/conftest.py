"""A client that every test ends with no process left, and the folder of hard PDFs where it is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from exoannotate.pdf.client import PdfClient

SHARED = Path(__file__).resolve().parents[4] / "shared" / "pdfs"


@pytest.fixture
def client() -> Iterator[PdfClient]:
    """A client with a short time limit."""
    with PdfClient(memory=32 << 20, time_limit=10.0) as made:
        yield made


@pytest.fixture
def shared() -> Path:
    """The folder of hard PDFs; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the folder of hard PDFs is not here")
    return SHARED
