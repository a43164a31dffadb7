"""Where a document tells evidence: its sentences and table rows as drafts of records, the plainest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from exoannotate.domain.pagetext import PageText
from exoannotate.reading import references, selection, tables
from exoannotate.reading.reference import Reference
from exoannotate.reading.references import References
from exoannotate.reading.selection import Caret
from exoannotate.reading.sentences import sentences
from exoannotate.suggest.vocabulary import Vocabulary
from exoannotate.workspace import suggesting
from exoannotate.workspace.suggesting import Suggestion

SHORTEST, LONGEST = 30, 2_000
"""Letters of a sentence that is read; shorter ones tell nothing, longer ones are no sentences."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place worth a look. ``start`` to ``end``: letters of the page's text, ``end`` on ``last_page`` where the
    sentence runs on over a page break. ``score``: 0 to 1."""

    score: float
    page: int
    kind: Literal["sentence", "table row"]
    text: str
    start: int
    end: int
    suggestions: tuple[Suggestion, ...]
    references: tuple[Reference, ...] = ()
    last_page: int = -1

    @property
    def carets(self) -> tuple[Caret, Caret]:
        """Where it begins and ends, each as page and letter."""
        return (self.page, self.start), (self.page if self.last_page < 0 else self.last_page, self.end)


def find(
    pages: Mapping[int, PageText],
    vocabulary: Vocabulary,
    cited: References | None = None,
    stopped: Callable[[], bool] = lambda: False,
    progress: Callable[[int], None] = lambda _: None,
) -> tuple[Candidate, ...]:
    """The candidates of a document, best first; of equals in reading order. ``stopped`` is asked every few
    sentences, and ``progress`` is told how many pages were read."""
    known = cited if cited is not None else references.read(pages)
    found: list[Candidate] = []
    for done, number in enumerate(sorted(pages), 1):
        if stopped():
            break
        found += _of_page(pages, number, vocabulary, known, stopped)
        progress(done)
    return tuple(sorted(found, key=lambda one: (-one.score, one.page, one.start)))


def _of_page(
    pages: Mapping[int, PageText], number: int, vocabulary: Vocabulary, cited: References, stopped: Callable[[], bool]
) -> Iterator[Candidate]:
    page = pages[number]
    for paragraph in page.paragraphs:
        if stopped():
            return
        if paragraph.kind in ("body", "caption"):
            earlier = ""
            for start, end in sentences(page.text[paragraph.start : paragraph.end]):
                begin, stop = paragraph.start + start, paragraph.start + end
                text, last = page.text[begin:stop], number
                if start == 0 or (paragraph.continues and paragraph.end - stop < 2):
                    whole = selection.sentence(pages, (number, begin))
                    if whole.first is not None and whole.first[0] < number:
                        continue  # the end of a sentence that was read with the page before
                    if whole.last is not None and whole.last[0] > number:
                        text, (last, stop) = selection.quote(pages, whole), whole.last
                for one in _sentence(text, number, begin, stop, vocabulary, cited, earlier):
                    yield replace(one, last_page=last) if last != number else one
                earlier = text if len(text) <= LONGEST else ""
    from exoannotate.suggest.claims.tables import rows

    for table in tables.tables(page):
        if rows.is_evidence(table.heads):
            for row in table.rows:
                yield from _row(table, row, number, vocabulary, cited)


def _sentence(
    text: str, page: int, start: int, end: int, vocabulary: Vocabulary, cited: References, earlier: str
) -> Iterator[Candidate]:
    if not SHORTEST <= len(text) <= LONGEST:
        return
    found = suggesting.suggest(vocabulary, text, before=earlier)
    if found:
        named = tuple(dict.fromkeys(one for mark in cited.marks(text) for one in mark.references))
        yield Candidate(_score(found), page, "sentence", text, start, end, found, named)


def _row(
    table: tables.Table, row: tables.Row, page: int, vocabulary: Vocabulary, cited: References
) -> Iterator[Candidate]:
    from exoannotate.suggest.claims.tables import rows

    cells = [cell.text if cell is not None else None for cell in row.cells]
    starts = [cell.start if cell is not None else 0 for cell in row.cells]
    claim = rows.read(table.heads, cells, starts, suggesting.known_names(vocabulary))
    if claim.strength:
        named = tuple(dict.fromkeys(one for mark in cited.marks(row.text) for one in mark.references))
        printed = {cell.start: cell.text for cell in row.cells if cell is not None}
        told = suggesting.of_claim(claim, vocabulary, printed)
        yield Candidate(claim.strength, page, "table row", row.text, row.start, row.end, (told,), named)


def _score(found: tuple[Suggestion, ...]) -> float:
    return max(one.strength for one in found)
