"""Scans: which pages have no text, and recognising it with Tesseract, page by page, kept in the text cache.

Pages that have text of their own are never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as NotYetError
from dataclasses import dataclass

from exoannotate.domain.errors import ExoError, PageError
from exoannotate.domain.pagetext import PageText
from exoannotate.domain.wording import counted
from exoannotate.pdf import tesseract
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.store.textcache import TextCache
from exoannotate.workspace import settings

_LOOK = 0.1
"""Seconds between two looks whether it is still wanted."""
_SURE = 0.85
"""Certainty below which a page's text needs more than a glance."""


@dataclass(frozen=True, slots=True)
class Reader:
    """The Tesseract of this computer. ``path`` is "" when there is none; ``install`` says how it is got.

    ``language``: what was chosen last, where it is still there.
    """

    path: str
    languages: tuple[str, ...]
    install: str
    language: str = "eng"

    @property
    def ready(self) -> bool:
        """Whether text can be recognised."""
        return bool(self.path and self.languages)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a run: the pages that were recognised, and a sentence for each that was not."""

    pages: dict[int, PageText]
    failed: tuple[str, ...]
    stopped: bool = False

    def sentence(self) -> str:
        """In words."""
        found = [page.recognised for page in self.pages.values() if page.recognised]
        words, doubtful = sum(page.words for page in found), sum(page.doubtful for page in found)
        pages = counted(len(found), "page")
        told = f"{words:,} words recognised on {pages}" if words else f"No words were recognised on {pages}"
        told += f", {doubtful:,} of them doubtful: check what you quote." if doubtful else "."
        if self.stopped:
            told = f"Stopped. {told}"
        return " ".join((told, *self.failed[:1])) if found or not self.failed else self.failed[0]


def reader() -> Reader:
    """What can be recognised here. Runs Tesseract once: for a job, not for the window's thread."""
    path = tesseract.program()
    languages = tesseract.languages(path) if path else ()
    chosen = settings.get("scan_language")
    language = chosen if chosen in languages else next(iter(languages), "eng")
    return Reader(path, languages, tesseract.how_to_install(), language)


def language_name(language: str) -> str:
    """“English” for “eng”, several joined."""
    return " and ".join(tesseract.NAMES.get(part, part) for part in language.split("+"))


def wants_text(page: PageText) -> bool:
    """Whether a page is a picture whose text was not recognised yet."""
    return page.recognised is None and (page.ink == "scan" or (page.ink == "drawing" and not page.text.strip()))


def unsure(page: PageText) -> str:
    """What a reader must know of the text of a recognised page, "" when it is as good as printed."""
    told = page.recognised
    if told is None or (told.certainty >= _SURE and told.doubtful * 20 <= told.words):
        return ""
    if not told.words:
        return "Tesseract found no words on this page."
    return (
        f"The text of this page was recognised from its picture; {told.doubtful} of its {told.words} words are "
        "doubtful. Check what you quote against the page."
    )


def recognise(
    pdf: PdfClient,
    info: PdfInfo,
    pages: Iterable[int] | None = None,
    language: str = "eng",
    *,
    keep: bool = True,
    stopped: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda done, total: None,
    came: Callable[[PageText], None] = lambda page: None,
) -> Outcome:
    """Recognise the text of scanned pages (all of the document by default) and keep it in the cache.

    ``progress`` is told how many of how many pages are done, ``came`` each page. ``keep``: never for a
    file that needs a password.
    Raises ExoError when Tesseract is not installed or lacks the language.
    """
    _check(language)
    wanted = _scans(pdf, info, range(info.pages) if pages is None else pages, stopped)
    found: dict[int, PageText] = {}
    failed: list[str] = []
    for done, page in enumerate(wanted):
        progress(done, len(wanted))
        try:
            text = _wait(pdf.recognise(info, page, language), stopped)
        except PageError as error:
            failed.append(str(error))
            continue
        if text is None:
            return _kept(info, Outcome(found, tuple(failed), stopped=True), language, keep)
        found[page] = text
        came(text)
    if len(found) > 1:
        # Paragraphs go on over page ends and running heads are told by their neighbours, which are all there now.
        for page in found:
            found[page] = _wait(pdf.recognise(info, page, language), stopped) or found[page]
            came(found[page])
    progress(len(wanted), len(wanted))
    return _kept(info, Outcome(found, tuple(failed)), language, keep)


def _check(language: str) -> None:
    here = reader()
    if not here.path:
        raise ExoError("Recognising text needs Tesseract, which is not installed here.", here.install)
    missing = [part for part in language.split("+") if part not in here.languages]
    if missing:
        known = ", ".join(here.languages) or "none"
        raise ExoError(
            f"Tesseract has no data for the language “{missing[0]}”.",
            f"Nothing was recognised. Installed here: {known}. Others are packages of their own, such as "
            f"tesseract-ocr-{missing[0]}.",
        )


def _scans(pdf: PdfClient, info: PdfInfo, pages: Iterable[int], stopped: Callable[[], bool]) -> list[int]:
    """Those of the pages whose text is to be recognised."""
    found = []
    for page in pages:
        if not 0 <= page < info.pages or stopped():
            continue
        try:
            # One at a time: what is seen on the screen must not wait behind a book.
            text = _wait(pdf.text(info, page), stopped)
        except PageError:
            found.append(page)  # its text is damaged; its picture may be whole
            continue
        if text is not None and wants_text(text):
            found.append(page)
    return found


def _wait(answer: Future[PageText], stopped: Callable[[], bool]) -> PageText | None:
    """The answer; None, and it is cancelled, when nobody wants it any more. Raises ExoError."""
    while True:
        if stopped():
            answer.cancel()
            return None
        try:
            return answer.result(timeout=_LOOK)
        except NotYetError:
            continue
        except CancelledError:
            return None


def _kept(info: PdfInfo, outcome: Outcome, language: str, keep: bool) -> Outcome:
    if keep and outcome.pages:
        TextCache(settings.cache_folder()).keep_recognised(info.sha256, info.extractor, language, outcome.pages)
    return outcome
