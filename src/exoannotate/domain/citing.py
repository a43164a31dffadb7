"""A passage as people cite it: “quote” (Guo 2025, p. 365)."""

from __future__ import annotations

import re

from exoannotate.domain.records import Document, Passage

_NEXT = re.compile(r"\s*(?:;|\band\b|&|\||\bet al)", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[A-Z]\.?-?){1,4}\Z")
_LONGEST_TITLE = 60


def first_author(authors: str) -> str:
    """The family name of the first author, "" when there is none. “Guo, Y.; Li, X.”, “Guo Y, Li X” and “Yue Guo” are
    understood."""
    first = " ".join(_NEXT.split(authors, maxsplit=1)[0].split())
    family, comma, rest = first.partition(",")
    words = family.split()
    if not words:
        return ""
    if len(words) > 1 and _INITIALS.match(words[-1]):
        return " ".join(word for word in words if not _INITIALS.match(word))
    if comma and (not rest.strip() or _INITIALS.match(rest.replace(" ", "")) or len(rest.split()) == 1 == len(words)):
        return family.strip()
    return words[-1]


def cited_as(document: Document, page_label: str) -> str:
    """What stands in brackets behind a quote: author, year and page, as far as they are known."""
    name = first_author(document.authors) or " ".join(document.title.split())[:_LONGEST_TITLE].strip()
    who = f"{name} {document.year}".strip() if document.year else name
    return ", ".join(part for part in (who, f"p. {page_label}" if page_label else "") if part)


def cited(passage: Passage, document: Document | None) -> str:
    """A passage with its citation."""
    shown = f"“{' '.join(passage.quote.split())}”" if passage.quote else passage.shown
    told = cited_as(document, passage.page_label) if document is not None else ""
    return f"{shown} ({told})" if told else shown
