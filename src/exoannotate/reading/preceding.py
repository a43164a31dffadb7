"""The sentence before a passage, in its own paragraph: what words such as "these vesicles" refer to."""

from __future__ import annotations

from collections.abc import Mapping

from exoannotate.domain.pagetext import PageText, Paragraph
from exoannotate.reading.anchors import Description, Index, find_exact
from exoannotate.reading.sentences import sentences


def sentence_before(pages: Mapping[int, PageText], page: int, wanted: Description) -> str:
    """The sentence that ends where the described passage begins; "" where its paragraph begins with the passage, or
    where the passage does not stand on the page. A paragraph may begin on the page before."""
    text = pages.get(page)
    if text is None or not text.text:
        return ""
    found = find_exact(Index(text.text), wanted)
    if found.state not in ("exact", "ambiguous"):
        return ""
    paragraph = next((p for p in text.paragraphs if p.start <= found.start < p.end), None)
    if paragraph is None:
        return ""
    earlier = _last(text, paragraph, found.start)
    if earlier or paragraph is not _first_body(text):
        return earlier
    before = pages.get(page - 1)
    running = [p for p in before.paragraphs if p.kind == "body"] if before is not None else []
    return _last(before, running[-1], running[-1].end) if before and running and running[-1].continues else ""


def earlier_sentence(text: str, start: int, end: int) -> str:
    """The last sentence of ``text[start:end]``; "" when there is none."""
    spans = sentences(text[start:end])
    return text[start + spans[-1][0] : start + spans[-1][1]] if spans else ""


def _last(page: PageText, paragraph: Paragraph, end: int) -> str:
    return earlier_sentence(page.text, paragraph.start, end)


def _first_body(page: PageText) -> Paragraph | None:
    return next((p for p in page.paragraphs if p.kind == "body"), None)
