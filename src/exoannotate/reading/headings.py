"""An outline made from the headings that are printed on the pages, for documents that carry none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from exoannotate.domain.pdfparts import OutlineEntry
from exoannotate.reading.prepared import Heading, PreparedPage

MOST = 2_000
LEVELS = 3
_REPEATED = 3
"""A line that stands so often is no heading, but what a journal prints on its pages."""


def outline(pages: Iterable[PreparedPage]) -> tuple[OutlineEntry, ...]:
    """The headings of the pages in order; the larger the letters, the higher the level."""
    found = [heading for page in sorted(pages, key=lambda p: p.page) for heading in page.headings]
    often = Counter(heading.text.casefold() for heading in found)
    found = [h for h in found if often[h.text.casefold()] < _REPEATED and any(map(str.isalpha, h.text))][:MOST]
    sizes = sorted({_size(heading) for heading in found}, reverse=True)
    # A title alone in its size is no level of its own: all else would stand below it.
    lone = len(sizes) > 1 and sum(_size(h) == sizes[0] for h in found) == 1
    ranks = {size: min(max(rank - lone, 0), LEVELS - 1) for rank, size in enumerate(sizes)}
    return tuple(OutlineEntry(h.text, ranks[_size(h)], h.place) for h in found)


def _size(heading: Heading) -> float:
    return round(heading.size * 2) / 2
