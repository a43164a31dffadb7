"""Papers of a few sentences a page, for tests that need several PDFs and not their layout."""

from __future__ import annotations

import html
from pathlib import Path

import pymupdf

FILLER = "Vesicles travel far and their freight differs from that of the tissue they leave behind. " * 6


def short_paper(path: Path, *pages: str, password: str = "") -> Path:
    """A PDF with one paragraph a page, after a heading with the name of the file; "" is a page without text."""
    document = pymupdf.open()
    for number, text in enumerate(pages):
        page = document.new_page(width=420, height=595)
        if text:
            words = f"<h2>{html.escape(path.stem)} {number + 1}</h2><p>{html.escape(text)} {FILLER}</p>"
            page.insert_htmlbox(pymupdf.Rect(40, 40, 380, 555), words)
        else:
            page.draw_rect(pymupdf.Rect(0, 0, 420, 595), fill=(0.5, 0.5, 0.5))
    locked = {"encryption": pymupdf.PDF_ENCRYPT_AES_256, "user_pw": password} if password else {}
    document.save(path, **locked)
    document.close()
    return path
