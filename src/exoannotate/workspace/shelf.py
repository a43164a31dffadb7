"""The texts of a project's documents at hand for searching: letters of all, and pages prepared as they are needed.

Letters take some 3 kB a page and are kept in memory up to ``MOST_LETTERS``; prepared pages take 21 kB and the last
``MOST_PAGES`` are kept (together at most about 95 MB, of 40 papers some 15 MB). Letters of documents that were read to
the end are also in the text cache, so that the next start needs no PDF for them; never those that need a password.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from exoannotate.domain.errors import PageError
from exoannotate.domain.pagetext import PageText
from exoannotate.domain.records import Document
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.reading.prepared import PreparedPage
from exoannotate.reading.sieve import PageLetters, Sieve
from exoannotate.store.textcache import KeptLetters, TextCache
from exoannotate.workspace import finding, settings, texts

MOST_LETTERS = 64 << 20
"""Bytes of letters kept in memory."""
MOST_PAGES = 1_500
"""Prepared pages kept in memory."""
_PORTION = 2
"""Pages asked of the reader at a time: what somebody turns to must not wait behind a book."""

Stop = Callable[[], bool]


@dataclass(slots=True)
class Held:
    """What is at hand of one document. ``pages``: all its pages, where nothing of it may be kept on the disk;
    ``cached``: whether the letters are in the text cache too."""

    file: str
    extractor: str
    labels: tuple[str, ...]
    sieve: Sieve
    pages: Mapping[int, PreparedPage] = field(default_factory=dict)
    cached: bool = False


class Shelf:
    """The texts of one project's documents. Any thread may use it."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Held] = OrderedDict()
        self._pages: OrderedDict[tuple[str, int], PreparedPage] = OrderedDict()
        self._lock = threading.Lock()
        self._size = 0

    def load(self, documents: Iterable[Document]) -> tuple[Document, ...]:
        """Take from the text cache what is not at hand; the documents that must be read from their PDFs."""
        wanted = tuple(documents)
        with self._lock:
            known = {d.id: self._held.get(d.id) for d in wanted}
        lacking = [d for d in wanted if known[d.id] is None]
        kept = TextCache(settings.cache_folder()).letters([d.sha256 for d in lacking]) if lacking else {}
        for document in lacking:
            found = kept.get(document.sha256)
            if found is not None:
                sieve = Sieve(PageLetters(*page) for page in found.pages)
                self._put(document.id, Held(document.sha256, found.extractor, found.labels, sieve, cached=True))
        with self._lock:
            return tuple(d for d in wanted if d.id not in self._held and d.sha256 not in kept)

    def refresh(self, documents: Iterable[Document]) -> None:
        """Forget what became another text meanwhile: scans that were recognised, documents with another file."""
        wanted = {d.id: d for d in documents}
        with self._lock:
            cached = {id: held.file for id, held in self._held.items() if held.cached}
            gone = [id for id in self._held if id not in wanted]
        still = TextCache(settings.cache_folder()).having_letters(set(cached.values())) if cached else frozenset()
        for id in (*gone, *(id for id, file in cached.items() if file not in still)):
            self.forget(id)

    def held(self, document: Document) -> Held | None:
        """What is at hand of a document; None when it was never read."""
        with self._lock:
            found = self._held.get(document.id)
            if found is not None:
                self._held.move_to_end(document.id)
        if found is None and not self.load((document,)):
            with self._lock:
                return self._held.get(document.id)
        return found

    def forget(self, document: str) -> None:
        """The text of a document became another one, or is gone."""
        with self._lock:
            held = self._held.pop(document, None)
            if held is not None:
                self._size -= held.sieve.size
                for key in [key for key in self._pages if key[0] == held.file]:
                    del self._pages[key]

    def read(
        self, document: Document, pdf: PdfClient, info: PdfInfo, stop: Stop, tell: Callable[[int], None] | None = None
    ) -> Held | None:
        """Read a document to the end from its open PDF; None when it was stopped. ``tell`` gets the pages read."""
        keep = not pdf.locked(info)
        found: dict[int, PageText] = {}
        for first in range(0, info.pages, _PORTION):
            if stop():
                return None
            found |= _read(pdf, info, range(first, min(first + _PORTION, info.pages)), keep=keep)
            if tell is not None:
                tell(min(first + _PORTION, info.pages))
        if keep:
            found = texts.with_recognised(info, found)
        letters = [PageLetters.of(found[n]) if n in found else PageLetters() for n in range(info.pages)]
        pages = {} if keep else {n: finding.prepared(page) for n, page in found.items()}
        held = Held(info.sha256, info.extractor, info.labels, Sieve(letters), pages)
        if keep:
            kept = KeptLetters(info.extractor, info.labels, tuple((p.running, p.beside) for p in letters))
            cache = TextCache(settings.cache_folder())
            cache.keep_letters(info.sha256, kept)
            held.cached = bool(cache.having_letters((info.sha256,)))
        self._put(document.id, held)
        return held

    def prepared(self, held: Held, wanted: Iterable[int]) -> dict[int, PreparedPage]:
        """Pages of a document made ready; those that the cache no longer has are left out."""
        numbers = tuple(wanted)
        if held.pages:
            return {n: held.pages[n] for n in numbers if n in held.pages}
        made: dict[int, PreparedPage] = {}
        with self._lock:
            for n in numbers:
                page = self._pages.get((held.file, n))
                if page is not None:
                    made[n] = page
                    self._pages.move_to_end((held.file, n))
        missing = [n for n in numbers if n not in made]
        if missing:
            read = TextCache(settings.cache_folder()).some_pages(held.file, held.extractor, missing)
            fresh = {page.page: page for page in finding.prepared_all(read.values())}
            made |= fresh
            with self._lock:
                self._pages.update({(held.file, n): page for n, page in fresh.items()})
                while len(self._pages) > MOST_PAGES:
                    self._pages.popitem(last=False)
        return made

    def _put(self, document: str, held: Held) -> None:
        with self._lock:
            old = self._held.pop(document, None)
            self._size += held.sieve.size - (old.sieve.size if old else 0)
            self._held[document] = held
            for key in list(self._held) if self._size > MOST_LETTERS else ():
                if self._size <= MOST_LETTERS or key == document:
                    break
                if not self._held[key].pages:  # those that are nowhere else stay
                    self._size -= self._held.pop(key).sieve.size


def _read(pdf: PdfClient, info: PdfInfo, numbers: range, *, keep: bool) -> dict[int, PageText]:
    """Pages from the cache, else from the PDF; one that cannot be read is left out."""
    cache = TextCache(settings.cache_folder())
    found = cache.pages(info.sha256, info.extractor, numbers) if keep else {}
    fresh = {}
    for n, answer in [(n, pdf.text(info, n)) for n in numbers if n not in found]:
        try:
            fresh[n] = answer.result()
        except PageError:
            continue
    if keep and fresh:
        cache.keep(info.sha256, info.extractor, fresh)
    return found | fresh
