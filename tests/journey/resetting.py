"""A paper in other files: saved again, behind cover pages, and set anew in one or two columns."""

from __future__ import annotations

import re
from pathlib import Path

import pymupdf

from exoannotate.reading.document import DocumentText
from typeset import Heading, Prose, Review, typeset
from typeset.lines import font


def saved_again(path: Path, out: Path, *, covers: int = 0) -> Path:
    """The same pages in other bytes, behind some cover pages."""
    with pymupdf.open(path) as file:
        for _ in range(covers):
            file.new_page(0).insert_text((72, 90), "Downloaded from a repository on a Monday, for private use only.")
        file.save(out, garbage=3, deflate=True)
    return out


def can_be_set(quote: str) -> bool:
    """Whether the typesetter's font has every character of a quote, and none of them is markup."""
    return all(char.isspace() or (char not in "*^\u00ad" and font("r").has_glyph(ord(char))) for char in quote)


def set_anew(document: DocumentText, out: Path, columns: int) -> Path:
    """The running text of a paper as another publisher would set it: ligatures, hyphens at line ends, other pages."""
    blocks: list[Heading | Prose] = []
    carried = ""
    for page in document.pages:
        for paragraph in page.paragraphs:
            text = _plain(page.text[paragraph.start : paragraph.end])
            if paragraph.kind == "heading" and text:
                blocks.append(Heading(text))
            if paragraph.kind != "body":
                continue
            text = f"{carried} {text}".strip()
            carried = text if paragraph.continues else ""
            if text and not carried:
                blocks.append(Prose(_parted(text)))
    if carried:
        blocks.append(Prose(_parted(carried)))
    words = "Set anew for a test"
    typeset(Review(words, "Nobody", "Nowhere", words, words, words, words, tuple(blocks), columns=columns), out)
    return out


def _plain(text: str) -> str:
    """The text without what the typesetter takes for markup or cannot print."""
    return "".join(c if c.isspace() or can_be_set(c) else " " for c in text).replace("\n", " ").strip()


def _parted(text: str) -> str:
    """The text with soft hyphens where long words may be parted."""
    return re.sub(r"\b[a-z]{8,}\b", lambda m: f"{m.group()[:4]}\u00ad{m.group()[4:]}", text)
