"""The page numbers a document prints, read from its heads and feet, where what would be cited differs from them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from exoannotate.domain.pagetext import PageText
from exoannotate.domain.records import Document
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.workspace import texts

_NUMBER = re.compile(r"(?<![\d.])\d{1,5}(?![\d.]\d)")
_SURE = 0.5
"""The share of the pages read that must agree, and the most that any other numbering may have of their votes."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbers printed on the first and the last page."""

    first: int
    last: int

    def sentence(self) -> str:
        """What seems to be so, in words."""
        return f"The pages seem to be numbered {self.first}–{self.last}."


def printed_numbers(pdf: PdfClient, document: Document, info: PdfInfo, *, keep: bool = True) -> Numbering | None:
    """The numbering printed on the pages, when passages would be cited otherwise; None when there is nothing to say.

    Reads the first pages, from the cache where they are; ``keep`` them there.
    """
    if document.first_page_label or info.pages < 2:
        return None
    read = texts.pages(pdf, info, range(min(info.pages, texts.HASHED_PAGES)), keep=keep)
    first = first_number(read)
    if first is None or all(texts.label(document, info, n, text) == str(first + n) for n, text in read.items()):
        return None
    return Numbering(first, first + info.pages - 1)


def first_number(pages: Mapping[int, PageText]) -> int | None:
    """The number of the first page after what stands in heads and feet: one that rises with the pages.

    None where no number does, or where pages are merely counted from 1, which says nothing about a journal.
    """
    votes: Counter[int] = Counter()
    for number, page in pages.items():
        printed = [f.text for f in page.furniture if f.kind in ("head", "foot", "page number")]
        votes.update({int(found) - number for text in printed for found in _NUMBER.findall(text)})
    ranked = votes.most_common(2)
    if not ranked:
        return None
    first, many = ranked[0]
    clear = len(ranked) == 1 or ranked[1][1] <= many * _SURE
    return first if first > 1 and many >= 2 and many >= len(pages) * _SURE and clear else None
