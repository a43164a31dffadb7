"""Names of the tables while a name is typed: few of very many, the most likely first, within a few milliseconds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from exoannotate.domain.folding import fold, letters
from exoannotate.suggest import answers, layout, own
from exoannotate.suggest.index import Index, Named
from exoannotate.suggest.match import Match, Rank
from exoannotate.suggest.mirnas import written
from exoannotate.suggest.own import OwnNamed, OwnTerms
from exoannotate.suggest.spelling import Spelled, plain
from exoannotate.suggest.tables import FIELD_SHELVES, SHELVES, Shelf

_MOST_OWN = 200
"""So many own names that begin so are looked at."""

_Place = tuple[int, int, int, int]


def complete(index: Index, own_terms: OwnTerms, typed: str, field: str, limit: int) -> Iterator[Match]:
    """The terms that fit what is typed, best first; the same one may come again under another name."""
    asked = _Asked(typed)
    yield from _of_own(own_terms, asked, field)
    mine = FIELD_SHELVES.get(field, SHELVES)
    others = [shelf for shelf in SHELVES if shelf not in mine]
    seen: set[int] = set()
    for later_words, shelves in ((False, mine), (True, mine), (False, others), (True, others)):
        found: list[tuple[_Place, Named]] = []
        for shelf in shelves:
            found += [(asked.place(named, later_words), named) for named in asked.names(index, shelf, later_words)]
        found.sort(key=lambda pair: pair[0])
        for place, named in found:
            if named.term not in seen:
                seen.add(named.term)
                yield answers.of(index.entry(named.term), named, asked.rank(named, place[0]))
        if len(seen) >= limit:
            return


class _Asked:
    """What is typed, as names are compared with it."""

    def __init__(self, typed: str) -> None:
        self.written = written(plain(typed))
        self._spelled = Spelled.of(self.written)
        self._folded = self._spelled.folded
        self._key = letters(self.written)
        self._equal: tuple[tuple[Shelf, Named], ...] | None = None

    def names(self, index: Index, shelf: Shelf, later_words: bool) -> Iterator[Named]:
        """The names of a shelf that begin so."""
        if not later_words:
            # The whole name must be among them, also where many begin so.
            if self._equal is None:
                self._equal = tuple(index.equal(self._key))
            yield from (named for of, named in self._equal if of == shelf)
        yield from index.beginning(self._key, shelf, later_words=later_words)

    def place(self, named: Named, later_words: bool) -> _Place:
        """Where a name stands in the answer: 0 it is the typed text, 1 begins with it and goes on with another word,
        2 begins so, 3 only its letters do, 4 a later word does; then the common ones, then the short ones."""
        how = 4 if later_words else self.how(named.name)
        return how, named.weight, len(named.name), named.term

    def how(self, name: str) -> int:
        """Likewise, of a name alone."""
        folded = fold(name)
        if folded == self._folded or (letters(folded) == self._key and self._spelled.rank(name)):
            return 0
        if not folded.startswith(self._folded):
            return 3
        return 2 if folded[len(self._folded)].isalnum() else 1

    def rank(self, named: Named, how: int) -> Rank:
        """The rank of a name in its place."""
        if how == 0:
            return Rank.FORM if named.flags & layout.ARMLESS else self._spelled.rank(named.name) or Rank.SEPARATORS
        return Rank.WORD if how == 4 else Rank.PREFIX


def _of_own(own_terms: OwnTerms, asked: _Asked, field: str) -> list[Match]:
    def place(named: OwnNamed) -> tuple[bool, int, bool, int]:
        return not own.fits(named.term.kind, field), asked.how(named.name), not named.preferred, len(named.name)

    found = islice(own_terms.beginning(letters(asked.written)), _MOST_OWN)
    return [own.match_of(named, Rank.OWN) for named in sorted(found, key=place)]


assert layout.TOPS >= 12  # as many as a list that opens shows
