"""Sets a review like a journal page: A4, one to three justified columns, line-end hyphens, table, figure, references.

The sample PDF and the PDFs of the tests are made with it. It tells what it set, in reading order, so that a test can
compare the text a program reads with the text that was written. All lengths are PDF points, y grows downwards.
The same script gives the same bytes: dates and ids are fixed.
"""

from __future__ import annotations

from pathlib import Path

from .pages import balanced
from .paper import write
from .script import Block, Break, Figure, Heading, Kind, Prose, References, Review, SetParagraph, Table, Typeset

__all__ = [
    "Block",
    "Break",
    "Figure",
    "Heading",
    "Kind",
    "Prose",
    "References",
    "Review",
    "SetParagraph",
    "Table",
    "Typeset",
    "typeset",
]


def typeset(review: Review, path: Path) -> Typeset:
    """Set the review and write the PDF; returns what was set, in reading order."""
    setter = balanced(review)
    write(path, review, setter.pages)
    breaks = sorted(setter.breaks, key=lambda b: (b.paragraph, b.offset))
    return Typeset(len(setter.pages), tuple(setter.paragraphs), tuple(breaks))
