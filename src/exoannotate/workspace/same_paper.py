"""Whether a file is another copy of a paper of the project: decided by its text, not by its name."""

from __future__ import annotations

from collections.abc import Mapping

from exoannotate.domain.errors import ExoError
from exoannotate.domain.folding import letters
from exoannotate.domain.pagetext import PageText
from exoannotate.domain.records import Document
from exoannotate.pdf.client import PdfClient
from exoannotate.workspace import documents, texts
from exoannotate.workspace.session import Session

_SAME_PAPER = 0.4
"""The share of samples of the shorter text that the other must hold: a revised preprint has 0.6, another paper 0."""
_SAMPLES, _SAMPLE = 200, 20
"""How many samples of how many letters."""
_HEAD = 6
"""DOI and title are looked for on so many pages."""
_LEAST_TEXT = 200
"""Fewer letters do not tell a paper."""


def same_paper(session: Session, pdf: PdfClient, copy: Document, first: Mapping[int, PageText]) -> Document | None:
    """The document of the project that a new file is another copy of.

    The same text, or much of it where DOI, title or a highlight of a known paper stand in it. The text decides: a
    correction has the DOI of its paper, a review has the titles of others, and two papers may share a title.
    """
    text = letters("".join(first[n].text for n in sorted(first)))
    if len(text) < _LEAST_TEXT:
        return None
    # A cover page may come first, so what the file says about itself is not enough.
    heads = [first[n] for n in sorted(first)][:_HEAD]
    head = letters("".join(page.text + "".join(f.text for f in page.furniture) for page in heads))
    for known in session.project.documents():
        if known.text_sha256 == copy.text_sha256:
            return known
        doi, title = letters(known.doi), letters(known.title)
        named = (doi and (doi in head or doi == letters(copy.doi))) or (len(title) >= 20 and title in head)
        if not named and not _quoted(session, known, text):
            continue
        old = _old_text(session, pdf, known)
        # An abstract or a first page has the DOI too, but the highlights would not be in it.
        if len(old) < _LEAST_TEXT:
            alike = bool(doi) and doi == letters(copy.doi) and title == letters(copy.title)
        else:
            alike = len(text) >= _SAME_PAPER * len(old) and _shared(old, text) >= _SAME_PAPER
        if alike:
            return known
    return None


def _quoted(session: Session, known: Document, text: str) -> bool:
    """Whether one of the longest highlights of a known document stands in a text."""
    longest = sorted((passage.quote for passage in session.project.passages(known.id)), key=len)[-3:]
    return any(len(quote) >= 40 and quote in text for quote in map(letters, longest))


def _old_text(session: Session, pdf: PdfClient, known: Document) -> str:
    """The letters of the first pages of a known document; its quotes where its PDF is not at hand."""
    try:
        there = documents.open_document(session, pdf, known.id)
    except ExoError:  # it is not at hand, or needs a password
        return "".join(letters(passage.quote) for passage in session.project.passages(known.id))
    try:
        pages = texts.pages(pdf, there, range(min(there.pages, texts.HASHED_PAGES)))
    finally:
        pdf.close(there)
    return letters("".join(pages[n].text for n in sorted(pages)))


def _shared(one: str, other: str) -> float:
    """The share (0 to 1) of samples of the shorter text that stand in the other."""
    short, long = sorted((one, other), key=len)
    step = max(1, (len(short) - _SAMPLE) // _SAMPLES)
    samples = [short[at : at + _SAMPLE] for at in range(0, len(short) - _SAMPLE, step)]
    return sum(sample in long for sample in samples) / len(samples)
