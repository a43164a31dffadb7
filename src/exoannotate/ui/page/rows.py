"""Pages in rows of one or of two beside one another: how high each row begins and how wide it is, in points.

Made once for a document, a turn and an arrangement; a zoom or a scroll only multiplies, so that 3,000 pages cost
what three do.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, zip_longest

Size = tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The rows of a document. ``sizes`` in points as displayed, ``sideways`` when width and height change places.

    ``spread``: two pages in a row; ``alone``: the first one has a row of its own and stands right, as in a book.
    ``least``: no side is laid out shorter than so many points. ``before[n]`` is the height of all rows above row n
    without the gaps; ``left`` and ``right`` are the widest pages of the two columns, ``right`` 0 without a spread.
    """

    sizes: tuple[Size, ...] = ()
    sideways: bool = False
    spread: bool = False
    alone: bool = False
    least: float = 0.0
    before: tuple[float, ...] = (0.0,)
    left: float = 0.0
    right: float = 0.0

    @classmethod
    def of(cls, sizes: tuple[Size, ...], *, sideways: bool, spread: bool, alone: bool, least: float) -> Rows:
        """Lay the pages out."""
        spread = spread and len(sizes) > 1
        alone = spread and alone
        wide, high = (1, 0) if sideways else (0, 1)
        heights = [max(size[high], least) for size in sizes]
        widths = [size[wide] for size in sizes]
        if not spread:
            before = tuple(accumulate(heights, initial=0.0))
            return cls(sizes, sideways, False, False, least, before, max([*widths, least]), 0.0)
        if alone:  # as if nothing stood left of the first
            heights, widths = [0.0, *heights], [0.0, *widths]
        pairs = zip_longest(heights[::2], heights[1::2], fillvalue=0.0)
        before = tuple(accumulate((max(pair) for pair in pairs), initial=0.0))
        return cls(sizes, sideways, True, alone, least, before, max(*widths[::2], least), max(*widths[1::2], least))

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.before) - 1

    def row_of(self, page: int) -> int:
        """The row a page stands in."""
        return (page + self.alone) // 2 if self.spread else page

    def pages_of(self, row: int) -> range:
        """The pages of a row, from left to right."""
        if not self.spread:
            return range(row, row + 1)
        first = 2 * row - self.alone
        return range(max(first, 0), min(first + 2, len(self.sizes)))

    def stands_right(self, page: int) -> bool:
        """Whether a page stands in the right column of a spread."""
        return self.spread and (page + self.alone) % 2 == 1
