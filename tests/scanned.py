"""Scans made by script: a small page is set, drawn, and becomes a PDF that holds nothing but the picture."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from exoannotate.pdf import tesseract

needs_tesseract = pytest.mark.skipif(
    not tesseract.program() or "eng" not in tesseract.languages(tesseract.program()),
    reason="Tesseract with English is not installed",
)

LEFT = (
    "Vesicles of resistant cells carry RNA that",
    "changes how other cells answer a drug. The",
    "first report was of breast cancer. Its mech-",
    "anism is still under debate in the field.",
)
RIGHT = (
    "A second group found the same for glioma",
    "cells. Nobody has shown it in patients.",
)
SENTENCES = (
    "Vesicles of resistant cells carry RNA that changes how other cells answer a drug.",
    "Its mechanism is still under debate in the field.",
    "A second group found the same for glioma cells.",
)


def scan(
    path: Path, *, pages: int = 1, skew: float = 0.0, quarter: int = 0, dpi: int = 200, text_on: tuple[int, ...] = ()
) -> Path:
    """A paper of two short columns as a scan: ``skew`` in degrees, turned by ``quarter`` quarters clockwise.

    ``text_on``: pages that keep their text.
    """
    out = pymupdf.open()
    for number in range(pages):
        made = pymupdf.open()
        page = made.new_page(width=500, height=220)
        for column, x in ((LEFT, 40), (RIGHT, 270)):
            for row, line in enumerate(column):
                page.insert_text((x, 80 + 13 * row), line, fontsize=10, fontname="tiro")
        page.insert_text((40, 40), f"Example Letters, page {number + 1}", fontsize=13, fontname="tibo")
        if number in text_on:
            out.insert_pdf(made)
            continue
        scale = dpi / 72
        matrix = pymupdf.Matrix(scale, scale) * pymupdf.Matrix(skew + 90.0 * quarter)
        picture = page.get_pixmap(matrix=matrix, colorspace=pymupdf.csGRAY)
        width, height = (220, 500) if quarter % 2 else (500, 220)
        sheet = out.new_page(width=width, height=height)
        sheet.insert_image(sheet.rect, pixmap=picture)
    out.save(path, deflate=True)
    return path
