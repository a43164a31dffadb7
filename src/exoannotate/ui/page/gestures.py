"""What a movement of the mouse asks for, as points on pages and not as characters: a page's text may come later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from exoannotate.domain.geometry import PagePoint
from exoannotate.domain.pagetext import PageText
from exoannotate.reading import selection as reading
from exoannotate.reading.moves import Place, at_point
from exoannotate.reading.selection import Selection
from exoannotate.reading.sentences import word_at

Unit = Literal["character", "word", "sentence"]


@dataclass(frozen=True, slots=True)
class Gesture:
    """What the mouse asks for: from ``anchor`` to ``head`` in characters, words or sentences.

    ``base`` is the selection that Shift and click extends; ``fixed`` the end that stays when a handle is dragged.
    """

    unit: Unit
    anchor: PagePoint
    head: PagePoint
    base: Selection | None = None
    fixed: Place | None = None

    def selection(self, pages: Mapping[int, PageText]) -> Selection:
        """What is meant, as far as the texts are known."""
        if self.fixed is not None:
            return stretched(pages, self.fixed, self.head, words=self.unit == "word")
        if self.base is not None:
            return reading.extend_to(pages, self.base, self.head)
        if self.unit == "character":
            return reading.select(pages, self.anchor, self.head)
        pick = reading.select_word if self.unit == "word" else reading.select_sentence
        return reading.union(pages, pick(pages, self.anchor), pick(pages, self.head))

    def ends(self, pages: Mapping[int, PageText], selection: Selection) -> tuple[Place, Place] | None:
        """The end that stays and the end that keys move, of what was selected."""
        if selection.first is None or selection.last is None:
            return None
        first, last = Place(*selection.first), Place(*selection.last, True)
        if self.base is not None:
            backward = self.base.first is not None and self.base.first > selection.first
        else:
            start = self.fixed or at_point(pages, self.anchor)
            end = at_point(pages, self.head)
            backward = start is not None and end is not None and end.gap < start.gap and self.unit == "character"
        return (last, first) if backward else (first, last)

    @property
    def pages(self) -> range:
        """The pages it touches."""
        fixed = self.anchor.page if self.fixed is None else self.fixed.page
        return range(min(fixed, self.head.page), max(fixed, self.head.page) + 1)


def stretched(pages: Mapping[int, PageText], fixed: Place, head: PagePoint, *, words: bool) -> Selection:
    """From an end that stays to a point, which takes its whole word with it when ``words``; empty while unknown."""
    at = at_point(pages, head, near=fixed.index if fixed.page == head.page else None)
    if at is None:
        return Selection()
    found = reading.between(pages, fixed.gap, at.gap)
    if not words:
        return found
    page = pages[at.page]
    # The half of the word that the pointer has not passed yet comes along; a blank takes nothing.
    inside = 0 < at.index < len(page.text) and page.text[at.index - 1].isalnum() and page.text[at.index].isalnum()
    if not inside:
        return found
    start, end = word_at(page.text, at.index)
    return reading.between(pages, fixed.gap, (at.page, end if at.gap > fixed.gap else start))
