"""A hit in its surroundings, in one line of plain text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from exoannotate.domain.geometry import PagePoint, Quad
from exoannotate.domain.pagetext import PageText
from exoannotate.reading import selection
from exoannotate.reading.pageindex import Index
from exoannotate.reading.search import Hit

BEFORE, AFTER = 28, 90
"""Characters shown around a hit."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """One line of text; ``marks`` are the runs of it that were looked for."""

    text: str
    marks: tuple[tuple[int, int], ...]


def snippet(index: Index, hit: Hit) -> Snippet:
    """The line for a hit, cut at words, with dots where it was cut."""
    page, last = index.pages[hit.page], index.pages[hit.last_page]
    before = _tail(page.text[: hit.start])
    if hit.last_page != hit.page:
        # What stands below the running text of the one page and above that of the other was not looked for.
        one = page.text[hit.start : page.running.place(len(page.running.letters.folded) - 1) + 1]
        two = last.text[last.running.at[0] : hit.end]
        found = one + ("" if page.running.parted and last.running.goes_on else " ") + two
    else:
        found = page.text[hit.start : hit.end]
    if not hit.words and len(found) > 2 * AFTER:  # a figure's legend stands in it
        found = f"{found[:AFTER]} … {found[-BEFORE:]}"
    marks = [(word.start - hit.start, word.end - hit.start) for word in hit.words] or [(0, len(found))]
    after = _head(last.text[hit.end : hit.end + 2 * AFTER])
    shift = len(before)
    text = "".join(" " if char.isspace() else char for char in before + found + after)
    return Snippet(text, tuple((a + shift, b + shift) for a, b in marks))


def spot(index: Index, hit: Hit) -> PagePoint:
    """Where the printed line begins in which a hit begins."""
    return index.pages[hit.page].spot(hit.start)


def quads(pages: Mapping[int, PageText], hit: Hit) -> tuple[Quad, ...]:
    """The places of a hit on those of its pages whose text is given."""
    if hit.words:
        return selection.quads(pages, selection.Selection(hit.words))
    return selection.quads(
        pages, selection.between(pages, (hit.page, hit.start), (hit.last_page, hit.end), running=True)
    )


def _tail(text: str) -> str:
    cut = text[-BEFORE:].lstrip()
    if len(text) <= BEFORE:
        return cut
    return "… " + (cut.split(" ", 1)[1] if " " in cut[:-1] else cut)


def _head(text: str) -> str:
    if len(text) <= AFTER:
        return text.rstrip()
    cut = text[:AFTER]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut) + " …"
