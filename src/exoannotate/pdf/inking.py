"""Whether a page without text is a scan, a drawing or blank. Runs in the worker."""

from __future__ import annotations

import logging
from dataclasses import replace

import pymupdf

from exoannotate.domain.pagetext import Ink, PageText
from exoannotate.pdf.opening import OpenDocument

log = logging.getLogger(__name__)

_FEW = 160
"""Characters: a scan may bear the stamp of the library it was downloaded from."""
_MOST_OF_IT, _ALL_OF_IT = 0.6, 0.85
"""The share of the page that the pictures of a scan fill, without and with a few characters: a page with a figure and
its caption is no scan."""
_SMALL = 60.0
"""Pixels of the longer side of the picture that tells ink from paper."""
_PAPER = 0.998
"""The share of white pixels above which a page is blank: a scanner's speck is no text."""


def with_ink(opened: OpenDocument, text: PageText) -> PageText:
    """The text of a page with what the page shows where there is little of it."""
    furniture = sum(len(item.text) for item in text.furniture)
    if len(text.text) + furniture > _FEW:
        return text
    try:
        ink = _ink(opened, text)
    except Exception as error:  # noqa: BLE001 - MuPDF's errors share no other base; the text is there all the same
        log.info("ink of page %d: %s", text.page, error)
        ink = "drawing" if not text.text else "text"
    return replace(text, ink=ink)


def _ink(opened: OpenDocument, text: PageText) -> Ink:
    page = opened.load(text.page)
    paper = page.rect
    filled = sum(abs(pymupdf.Rect(image["bbox"]) & paper) for image in page.get_image_info())
    if filled >= (_ALL_OF_IT if text.text.strip() else _MOST_OF_IT) * abs(paper):
        return "scan"
    if text.text.strip():
        return "text"
    scale = _SMALL / max(paper.width, paper.height, 1.0)
    small = page.get_pixmap(
        matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csGRAY, alpha=False, annots=False
    ).samples
    light = sum(value > 250 for value in small)
    return "blank" if light >= _PAPER * len(small) else "drawing"
