"""Pages made ready for finding words in them: from the text cache where it has them, else from what was just read."""

from __future__ import annotations

import time
from collections.abc import Container, Iterable

from exoannotate.domain.pagetext import PageText
from exoannotate.pdf.client import PdfInfo
from exoannotate.reading.prepared import PreparedPage
from exoannotate.store.textcache import TextCache
from exoannotate.workspace import settings, texts

BATCH = 16
"""Pages taken from the cache at a time."""
_BREATH = 0.0005
"""Seconds left to the window's thread after each page, which needs the interpreter as well."""


def prepared(page: PageText) -> PreparedPage:
    """A page made ready, with the number that is printed on it."""
    return PreparedPage.of(page, texts.printed_number(page))


def prepared_all(pages: Iterable[PageText]) -> tuple[PreparedPage, ...]:
    """Several pages made ready; to be called off the window's thread."""
    made = []
    for page in pages:
        made.append(prepared(page))
        time.sleep(_BREATH)
    return tuple(made)


def from_cache(info: PdfInfo, wanted: range, known: Container[int] = ()) -> tuple[PreparedPage, ...]:
    """Those of the pages that are in the text cache and not known yet, made ready; off the window's thread."""
    kept = texts.with_recognised(info, TextCache(settings.cache_folder()).pages(info.sha256, info.extractor, wanted))
    return prepared_all(page for number, page in kept.items() if number not in known)


def keep(info: PdfInfo, pages: Iterable[PageText]) -> None:
    """Put pages that were read into the text cache; never those of a file that needs a password."""
    TextCache(settings.cache_folder()).keep(info.sha256, info.extractor, {page.page: page for page in pages})
