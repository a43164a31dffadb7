"""A passage as people cite it: “quote” (Guo 2025, p. 365)."""

from __future__ import annotations

from exoannotate.domain.authors import ET_AL, parse
from exoannotate.domain.records import Document, Passage

_LONGEST_TITLE = 60


def first_author(authors: str) -> str:
    """The family name of the first author, or the organisation that stands for one; "" when there is none."""
    name = next(iter(parse(authors)), None)
    if name is None or name.literal == ET_AL:
        return ""
    return name.literal or f"{name.particle} {name.family}".strip()


def cited_as(document: Document, page_label: str) -> str:
    """What stands in brackets behind a quote: author, year and page, as far as they are known."""
    name = first_author(document.authors) or " ".join(document.title.split())[:_LONGEST_TITLE].strip()
    who = f"{name} {document.year}".strip() if document.year else name
    return ", ".join(part for part in (who, f"p. {page_label}" if page_label else "") if part)


def cited(passage: Passage, document: Document | None) -> str:
    """A passage with its citation."""
    if passage.quote:
        return quoted(passage.quote, document, passage.page_label)
    told = cited_as(document, passage.page_label) if document is not None else ""
    return f"{passage.shown} ({told})" if told else passage.shown


def quoted(words: str, document: Document | None, page_label: str) -> str:
    """Words of a document with their citation."""
    shown = f"“{' '.join(words.split())}”"
    told = cited_as(document, page_label) if document is not None else ""
    return f"{shown} ({told})" if told else shown
