"""A page prepared for searching: a tenth of what its text with all places takes, so that a whole book can be kept."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from exoannotate.domain.geometry import PagePoint
from exoannotate.domain.pagetext import RUNNING, PageText, Paragraph
from exoannotate.reading.lettering import HYPHENS, Lettering, lettering

_HEADING_MOST = 160
"""A longer heading is none, but a sentence set in bold."""


@dataclass(frozen=True, slots=True)
class Strand:
    """Paragraphs of a page that follow one another as one reads: its running text, or what stands beside it.

    ``cuts[k]``: where piece ``k`` begins in the strand's own text, and ``at[k]`` where it begins on the page.
    """

    letters: Lettering
    cuts: tuple[int, ...]
    at: tuple[int, ...]
    parted: bool
    """Whether it ends with a hyphen, as a word does that goes on on the next page."""
    goes_on: bool
    """Whether it begins with a small letter."""

    @classmethod
    def of(cls, text: str, paragraphs: Sequence[Paragraph]) -> Strand:
        """The strand of these paragraphs of a page's text."""
        pieces: list[str] = []
        cuts: list[int] = []
        at: list[int] = []
        place = 0
        last = -2
        for paragraph in paragraphs:
            piece = text[paragraph.start : paragraph.end]
            if paragraph.start != last + 1:
                cuts.append(place)
                at.append(paragraph.start)
            pieces.append(piece)
            place += len(piece) + 1
            last = paragraph.end
        whole = "\n".join(pieces)
        tail = whole.rstrip()[-1:]
        return cls(lettering(whole), tuple(cuts), tuple(at), tail in (*HYPHENS, "\u00ad"), whole[:1].islower())

    def place(self, at: int) -> int:
        """Where the letter ``letters.folded[at]`` stands in the page's text."""
        place = self.letters.place(at)
        cut = bisect_right(self.cuts, place) - 1
        return place - self.cuts[cut] + self.at[cut]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as it is printed, with its font size in points."""

    text: str
    place: PagePoint
    size: float


@dataclass(frozen=True, slots=True)
class PreparedPage:
    """One page for searching. ``text`` as in its PageText; ``line_starts[k]`` is where a printed line begins in it."""

    page: int
    text: str
    running: Strand
    beside: Strand
    line_starts: array[int]
    line_places: array[float] = field(repr=False)
    headings: tuple[Heading, ...]
    number: str
    """The page number that is printed on it, "" when none was recognised."""

    @classmethod
    def of(cls, page: PageText, number: str = "") -> PreparedPage:
        """Prepare a page; takes about a millisecond."""
        running = [p for p in page.paragraphs if p.kind in RUNNING]
        beside = [p for p in page.paragraphs if p.kind not in RUNNING]
        places = array("f")
        for line in page.lines:
            places.append(line.x)
            places.append(line.y - line.ascent)
        starts = array("I", (line.start for line in page.lines))
        return cls(
            page.page, page.text, Strand.of(page.text, running), Strand.of(page.text, beside), starts, places,
            tuple(_headings(page)), number,
        )  # fmt: skip

    @property
    def blank(self) -> bool:
        """Whether there is not one letter on it."""
        return not self.running.letters.folded and not self.beside.letters.folded

    def spot(self, index: int) -> PagePoint:
        """Where the printed line begins that holds ``text[index]``: its upper left corner."""
        line = bisect_right(self.line_starts, index) - 1
        if line < 0:
            return PagePoint(self.page, 0.0, 0.0)
        return PagePoint(self.page, self.line_places[2 * line], self.line_places[2 * line + 1])


def _headings(page: PageText) -> list[Heading]:
    found = []
    for paragraph in page.paragraphs:
        text = " ".join(page.text[paragraph.start : paragraph.end].split())
        number = page.line_at(paragraph.start)
        if paragraph.kind == "heading" and number is not None and 1 < len(text) <= _HEADING_MOST:
            line = page.lines[number]
            found.append(Heading(text, PagePoint(page.page, line.x, line.y - line.ascent), line.size))
    return found
