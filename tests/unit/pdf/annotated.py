"""PDFs with the annotations that other programs make, made by MuPDF or written object by object."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pymupdf


def annotate(source: Path, target: Path, marks: Sequence[tuple[int, str, str]], **entries: str) -> Path:
    """A copy of a PDF with a mark of a kind ("Highlight", "Underline", …) on the first place of words of a page.

    ``entries``: /Contents and /T of all marks (``note``, ``author``), and ``colour`` as "r g b".
    """
    document = pymupdf.open(source)
    for number, kind, words in marks:
        page = document[number]
        quads = page.search_for(words, quads=True)
        assert quads, words
        made = {
            "Highlight": page.add_highlight_annot,
            "Underline": page.add_underline_annot,
            "Squiggly": page.add_squiggly_annot,
            "StrikeOut": page.add_strikeout_annot,
        }[kind](quads)
        made.set_info(content=entries.get("note", ""), title=entries.get("author", ""))
        if "colour" in entries:
            made.set_colors(stroke=[float(part) for part in entries["colour"].split()])
        made.update()
    document.save(target)
    document.close()
    return target


def mark(subtype: str, *, quads: str = "", rect: str = "10 10 60 20", more: str = "") -> str:
    """An annotation as an object of a PDF."""
    points = f"/QuadPoints[{quads}]" if quads else ""
    return f"<</Type/Annot/Subtype/{subtype}/Rect[{rect}]{points}{more}>>"
