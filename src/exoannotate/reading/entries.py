"""The entries of a reference list, each as it is printed and taken apart (``domain/reference_entry.py``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from exoannotate.domain.pagetext import PageText
from exoannotate.domain.reference_entry import taken_apart
from exoannotate.reading.reference import Reference


def entries(pages: Mapping[int, PageText]) -> Iterator[Reference]:
    begun: tuple[str, int, int, int] | None = None  # an entry that goes on with the first one of the next page
    for number in sorted(pages):
        page = pages[number]
        for paragraph in page.paragraphs:
            if paragraph.kind != "reference":
                continue
            text = " ".join(page.text[paragraph.start : paragraph.end].split())
            place = (number, paragraph.start, paragraph.end)
            if begun is not None:
                text, place, begun = f"{begun[0]} {text}", begun[1:], None
            if paragraph.continues:
                begun = (text, *place)
            elif any(c.isalpha() for c in text):
                yield entry(text, *place)
    if begun is not None:
        yield entry(*begun)


def entry(text: str, page: int = 0, start: int = 0, end: int = 0) -> Reference:
    """One entry taken apart."""
    of = taken_apart(text)
    return Reference(
        text, of.number, of.first_author, of.authors, of.year, of.letter, of.title, of.journal, of.doi, of.pmid,
        of.retracted, page, start, end,
    )  # fmt: skip
