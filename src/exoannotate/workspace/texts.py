"""The text of documents: taken from the PDF once, kept in the cache, the same for window and command line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from exoannotate.domain.errors import PageError
from exoannotate.domain.folding import letters
from exoannotate.domain.pagetext import PageText
from exoannotate.domain.records import Document, Passage
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.reading.document import DocumentText
from exoannotate.store.textcache import RECOGNISED, TextCache, recognised_by
from exoannotate.workspace import settings

HASHED_PAGES = 40
"""The text hash covers the first pages only, so that adding a book takes no longer than adding a paper."""


def pages(
    pdf: PdfClient, info: PdfInfo, wanted: Iterable[int] | None = None, *, keep: bool = True
) -> dict[int, PageText]:
    """The text of some pages (all by default), by number. A page that cannot be read is left out.

    ``keep``: in the cache; never for a file that needs a password.
    """
    numbers = list(range(info.pages)) if wanted is None else [n for n in wanted if 0 <= n < info.pages]
    cache = TextCache(settings.cache_folder()) if keep else None
    known = cache.pages(info.sha256, info.extractor) if cache and len(numbers) > 1 else {}
    missing = [n for n in numbers if n not in known]
    found = {}
    for n, answer in [(n, pdf.text(info, n)) for n in missing]:
        try:
            found[n] = answer.result()
        except PageError:
            continue
    if cache and len(found) > 1:
        cache.keep(info.sha256, info.extractor, found)
    made = {n: page for n in numbers if (page := found.get(n) or known.get(n)) is not None}
    return with_recognised(info, made) if keep else made


def with_recognised(info: PdfInfo, found: dict[int, PageText]) -> dict[int, PageText]:
    """The pages, scans among them with the text that was recognised on them and kept."""
    if not any(page.ink != "text" or not page.text for page in found.values()):
        return found
    kept = recognised(info)
    return {n: kept.get(n, page) if page.ink != "text" or not page.text else page for n, page in found.items()}


def recognised(info: PdfInfo) -> dict[int, PageText]:
    """The pages of a file whose text was recognised and kept."""
    return TextCache(settings.cache_folder()).recognised(info.sha256, info.extractor)


def is_recognised(passage: Passage) -> bool:
    """Whether the words of a passage were recognised on a picture."""
    return RECOGNISED in passage.extractor


def extractor(info: PdfInfo, text: PageText | None) -> str:
    """What made the text of a page."""
    return recognised_by(info.extractor, text.recognised.language) if text and text.recognised else info.extractor


def document_text(pdf: PdfClient, info: PdfInfo, *, keep: bool = True) -> DocumentText:
    """The whole text of a document in reading order; ``keep`` as for ``pages``."""
    return DocumentText.of(pages(pdf, info, keep=keep))


def text_hash(first_pages: dict[int, PageText]) -> str:
    """What identifies a text whatever its file: a hash of the letters and digits of its first pages."""
    folded = "".join(letters(first_pages[n].text) for n in sorted(first_pages) if n < HASHED_PAGES)
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest() if folded else ""


def label(document: Document, info: PdfInfo, page: int, text: PageText | None, *, printed: str = "") -> str:
    """What to cite for a page: what the user said, else the printed number, else the PDF's label, else its number.

    ``printed``: the number printed on it, where its text is not at hand.
    """
    return cited(document, info.labels, page, printed_number(text) or printed)


def cited(document: Document, labels: Sequence[str], page: int, printed: str) -> str:
    """``label`` where the PDF is not open: ``labels`` are those it declares, ``printed`` the number on the page."""
    if document.first_page_label.isdecimal():
        return str(int(document.first_page_label) + page)
    given = labels[page] if page < len(labels) else ""
    if given and given != str(page + 1):
        return given
    return printed or given or str(page + 1)


def printed_number(text: PageText | None) -> str:
    """The page number printed on a page, "" when none was recognised."""
    for furniture in text.furniture if text else ():
        if furniture.kind == "page number":
            words = [w for w in furniture.text.split() if any(c.isdigit() for c in w)]
            return words[0] if words and len(words[0]) <= 12 else ""
    return ""
