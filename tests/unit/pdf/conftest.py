"""A client that every test ends with no process left, and the folder of hard PDFs where it is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pymupdf
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


@pytest.fixture
def simple(tmp_path: Path) -> Path:
    """Three pages with a black box and some words."""
    document = pymupdf.open()
    for number in range(3):
        page = document.new_page(width=200, height=300)
        page.insert_text((20, 50), f"Words of page {number + 1}")
        page.draw_rect((100, 100, 150, 150), fill=(0, 0, 0))
        page.draw_rect((20, 200, 60, 240), fill=(1, 0, 0), color=None)
    document.set_metadata({"title": "A  title of\nit", "author": "Ada"})
    document.set_page_labels([{"startpage": 0, "prefix": "S", "style": "D", "firstpagenum": 7}])
    path = tmp_path / "simple.pdf"
    document.save(path)
    document.close()
    return path


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """A small file whose first page is filled a million times; its second page is quick."""
    document = pymupdf.open()
    for _ in range(2):
        document.new_page(width=200, height=300).insert_text((20, 50), "Words")
    form = document.get_new_xref()
    document.update_object(form, "<</Type/XObject/Subtype/Form/BBox[0 0 200 300]/Resources<<>>>>")
    document.update_stream(form, b"0 0 200 300 re f\n" * 1000)
    for _ in range(2):
        outer = document.get_new_xref()
        document.update_object(
            outer, f"<</Type/XObject/Subtype/Form/BBox[0 0 200 300]/Resources<</XObject<</F {form} 0 R>>>>>>"
        )
        document.update_stream(outer, b"/F Do\n" * 300)
        form = outer
    page = document[0]
    document.xref_set_key(page.xref, "Resources", f"<</XObject<</F {form} 0 R>>>>")
    document.update_stream(page.get_contents()[0], b"/F Do\n" * 100)
    path = tmp_path / "slow.pdf"
    document.save(path)
    document.close()
    return path


def alive(process: int | None) -> bool:
    """Whether a process runs and is no zombie."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"
