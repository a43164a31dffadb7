"""From two points on the page to the run of reading text that was meant.

A selection is always a run of the text **in reading order** between two characters. So it stays in its column,
never holds a running head, and does not depend on the way the pointer took.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from exoannotate.domain.geometry import PagePoint, Quad
from exoannotate.domain.pagetext import RUNNING, PageText
from exoannotate.reading.blocks import blocks, caret, character
from exoannotate.reading.document import PageSpan
from exoannotate.reading.sentences import sentence_over_pages, word_at

Caret = tuple[int, int]
"""A page number and an index into its text: the gap before ``text[index]``."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Runs of reading text, in order; several runs on one page when notes or captions between them are left out."""

    spans: tuple[PageSpan, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.spans)

    @property
    def first(self) -> Caret | None:
        """Where the selection starts."""
        return (self.spans[0].page, self.spans[0].start) if self.spans else None

    @property
    def last(self) -> Caret | None:
        """Where the selection ends: the caret behind its last character."""
        return (self.spans[-1].page, self.spans[-1].end) if self.spans else None

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages it touches, each once."""
        return tuple(dict.fromkeys(span.page for span in self.spans))


def select(pages: Mapping[int, PageText], anchor: PagePoint, head: PagePoint, *, words: bool = False) -> Selection:
    """The run of reading text from ``anchor`` to ``head``, blanks at its ends left out.

    ``words`` grows both ends to whole words (the drag after a double click). Empty when nothing was passed over
    or the text of either page is not known.
    """
    first, last = pages.get(anchor.page), pages.get(head.page)
    if first is None or last is None:
        return Selection()
    start = caret(first, anchor)
    if start is None:
        return Selection()
    end = _beyond(last, anchor, head)
    if end is None:
        end = caret(last, head, near=start if head.page == anchor.page else None)
    if end is None:
        return Selection()
    found = between(pages, (anchor.page, start), (head.page, end))
    if not words:
        return found
    a, b = select_word(pages, anchor), select_word(pages, head)
    return union(pages, union(pages, a, b), found)


def between(pages: Mapping[int, PageText], one: Caret, other: Caret, *, running: bool = False) -> Selection:
    """The run of reading text between two carets, in either order.

    Over a page break, notes, captions and tables that stand between two ends in the running text are left out;
    with ``running`` on one page too.
    """
    start, end = min(one, other), max(one, other)
    if start[0] == end[0] and not running:
        page = pages.get(start[0])
        return Selection(_trimmed(page, start[1], end[1]) if page else ())
    spans: list[PageSpan] = []
    plain = _in_body(pages, start[0], start[1]) and _in_body(pages, end[0], end[1] - 1)
    for number in range(start[0], end[0] + 1):
        page = pages.get(number)
        if page is None:
            continue
        a = start[1] if number == start[0] else 0
        b = end[1] if number == end[0] else len(page.text)
        for c, d in _running(page, a, b) if plain else [(a, b)]:
            spans += _trimmed(page, c, d)
    return Selection(tuple(spans))


def select_word(pages: Mapping[int, PageText], point: PagePoint) -> Selection:
    """The word at a point."""
    page = pages.get(point.page)
    index = character(page, point) if page else None
    if page is None or index is None:
        return Selection()
    start, end = word_at(page.text, index)
    return Selection(_trimmed(page, start, end))


def select_sentence(pages: Mapping[int, PageText], point: PagePoint) -> Selection:
    """The sentence at a point, over the page break where it runs on."""
    page = pages.get(point.page)
    index = character(page, point) if page else None
    return Selection() if index is None else sentence(pages, (point.page, index))


def sentence(pages: Mapping[int, PageText], where: Caret) -> Selection:
    """The sentence that holds the character at a caret."""
    return Selection(sentence_over_pages(pages, *where))


def extend(pages: Mapping[int, PageText], selection: Selection) -> Selection:
    """The selection grown to the end of its sentence, or by the next sentence when it already ends one."""
    if selection.first is None or selection.last is None:
        return selection
    number, end = selection.last
    here = sentence(pages, (number, end - 1))
    if here.last is None or here.last <= (number, end):
        following = _next(pages, number, end)
        here = sentence(pages, following) if following else Selection()
    if here.last is None:
        return selection
    return _grown(pages, selection.first, max(here.last, selection.last))


def extend_back(pages: Mapping[int, PageText], selection: Selection) -> Selection:
    """The selection grown to the start of its sentence, or by the sentence before when it already begins one."""
    if selection.first is None or selection.last is None:
        return selection
    number, start = selection.first
    here = sentence(pages, (number, start))
    if here.first is None or here.first >= (number, start):
        before = _previous(pages, number, start)
        here = sentence(pages, before) if before else Selection()
    if here.first is None:
        return selection
    return _grown(pages, min(here.first, selection.first), selection.last)


def _grown(pages: Mapping[int, PageText], start: Caret, end: Caret) -> Selection:
    """From start to end; what stands between two ends in the running text of a page is left out as over a break."""
    running = _in_body(pages, *start) and _in_body(pages, end[0], end[1] - 1)
    return between(pages, start, end, running=running)


def extend_to(pages: Mapping[int, PageText], selection: Selection, point: PagePoint) -> Selection:
    """The selection with the end nearer to ``point`` moved there (Shift and click)."""
    page = pages.get(point.page)
    index = caret(page, point) if page else None
    if index is None or selection.first is None or selection.last is None:
        return selection
    where = (point.page, index)
    fixed = selection.last if where < selection.first else selection.first
    return between(pages, fixed, where)


def union(pages: Mapping[int, PageText], one: Selection, other: Selection) -> Selection:
    """The run of reading text that reaches over both selections."""
    if one.first is None or one.last is None:
        return other
    if other.first is None or other.last is None:
        return one
    return between(pages, min(one.first, other.first), max(one.last, other.last))


def quads(pages: Mapping[int, PageText], selection: Selection) -> tuple[Quad, ...]:
    """One quad for each printed line of the selection."""
    found: list[Quad] = []
    for span in selection.spans:
        if span.page in pages:
            found += pages[span.page].quads(span.start, span.end)
    return tuple(found)


def quote(pages: Mapping[int, PageText], selection: Selection) -> str:
    """The selected text in one line: runs joined by a blank, a hyphen at a page's end joined as at a line's end."""
    text = ""
    for span in selection.spans:
        if span.page not in pages:
            continue
        part = pages[span.page].text[span.start : span.end]
        text = _joined(text, part, pages) if text else part
    return " ".join(text.split())


def raw(pages: Mapping[int, PageText], selection: Selection) -> str:
    """The selected text as printed, runs on lines of their own."""
    parts = [pages[s.page].raw_of(s.start, s.end) for s in selection.spans if s.page in pages]
    return "\n".join(part.strip("\n") for part in parts)


def _joined(before: str, after: str, pages: Mapping[int, PageText]) -> str:
    """Two runs joined; whether a hyphen between them is the printer's is asked of the pages' own words."""
    if before.endswith("\u00ad"):
        return before[:-1] + after
    if not before.endswith(("-", "‐")) or not after[:1].isalpha():
        return f"{before} {after}"
    left = before[:-1].rsplit(None, 1)[-1] if before[:-1].strip() else ""
    start, end = word_at(after, 0)
    right = after[start:end]
    whole, kept = left + right, before[-1].join((left, right))
    texts = [page.text for page in pages.values()]
    if any(whole in text for text in texts):
        return before[:-1] + after
    if any(kept in text for text in texts) or not (left.isalpha() and right[:1].islower()):
        return before + after
    return before[:-1] + after


def _trimmed(page: PageText, start: int, end: int) -> tuple[PageSpan, ...]:
    """The run without blanks at its ends, as a tuple of one span, or of none when nothing is left."""
    part = page.text[max(start, 0) : end]
    a = max(start, 0) + len(part) - len(part.lstrip())
    b = a + len(part.strip())
    return (PageSpan(page.page, a, b),) if a < b else ()


def _in_body(pages: Mapping[int, PageText], number: int, index: int) -> bool:
    page = pages.get(number)
    paragraph = page.paragraph_at(max(index, 0)) if page else None
    return paragraph is not None and paragraph.kind in RUNNING


def _running(page: PageText, start: int, end: int) -> list[tuple[int, int]]:
    """The runs of body text, headings and references within ``text[start:end]``, neighbours joined."""
    runs: list[tuple[int, int]] = []
    joins = False
    for paragraph in page.paragraphs:
        a, b = max(paragraph.start, start), min(paragraph.end, end)
        body = paragraph.kind in RUNNING
        if body and a < b:
            if runs and joins:
                runs[-1] = (runs[-1][0], b)
            else:
                runs.append((a, b))
        joins = body
    return runs


def _next(pages: Mapping[int, PageText], number: int, index: int) -> Caret | None:
    """The next character that is no blank: from the running text in the running text, on this page or the next."""
    page = pages[number]
    plain = _in_body(pages, number, index - 1)
    for a, b in _running(page, index, len(page.text)) if plain else [(index, len(page.text))]:
        found = next((k for k in range(a, b) if not page.text[k].isspace()), None)
        if found is not None:
            return (number, found)
    after = pages.get(number + 1)
    if after is None or not after.text.strip():
        return None
    first = next((p.start for p in after.paragraphs if p.kind in RUNNING), None)
    return (number + 1, first if first is not None else len(after.text) - len(after.text.lstrip()))


def _previous(pages: Mapping[int, PageText], number: int, index: int) -> Caret | None:
    """The last character before that is no blank, likewise."""
    page = pages[number]
    runs = _running(page, 0, index) if _in_body(pages, number, index) else [(0, index)]
    for a, b in reversed(runs):
        found = next((k for k in range(b - 1, a - 1, -1) if not page.text[k].isspace()), None)
        if found is not None:
            return (number, found)
    before = pages.get(number - 1)
    if before is None or not before.text.strip():
        return None
    last = next((p.end for p in reversed(before.paragraphs) if p.kind in RUNNING), len(before.text.rstrip()))
    return (number - 1, last - 1)


def _beyond(page: PageText, anchor: PagePoint, head: PagePoint) -> int | None:
    """The page's start or end when the pointer came from another page and is still in this one's outer margin."""
    if head.page == anchor.page:
        return None
    upright = [block for block in blocks(page) if block.dx > 0.9]
    if not upright:
        return None
    if head.page > anchor.page and head.y < min(block.v0 for block in upright):
        return 0
    if head.page < anchor.page and head.y > max(block.v1 for block in upright):
        return len(page.text)
    return None
