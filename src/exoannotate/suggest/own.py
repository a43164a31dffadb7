"""The own terms of a project and its people's choices, ready to be asked while somebody types."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from exoannotate.domain.folding import fold
from exoannotate.domain.records import Term
from exoannotate.suggest.match import Match, Rank
from exoannotate.suggest.spelling import all_letters
from exoannotate.suggest.tables import FIELD_SHELVES, KIND_SHELVES

CHOICE = "choice: "
"""Begins the kind of a row that keeps a choice: its synonyms are the typed text, its name and identifier the term."""
SEPARATOR = "|"
"""Between the synonyms of a term."""


class OwnNamed(NamedTuple):
    """One name of an own term, and whether it is the preferred one."""

    name: str
    term: Term
    preferred: bool


class OwnTerms:
    """Own terms by the letters of their names, and choices by the typed text. It never changes."""

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        self._choices: dict[str, list[Term]] = {}
        named: list[OwnNamed] = []
        for term in terms:
            if term.kind.startswith(CHOICE):
                self._choices.setdefault(fold(term.synonyms), []).append(term)
            else:
                named += [OwnNamed(name, term, n == 0) for n, name in enumerate(names(term))]
        keys = all_letters([" ".join(one.name.split()) for one in named])
        order = sorted(range(len(keys)), key=keys.__getitem__)
        self._keys = [keys[n] for n in order]
        self._named = [named[n] for n in order]

    def __bool__(self) -> bool:
        return bool(self._named or self._choices)

    def chosen(self, typed: str, field: str) -> Match | None:
        """What was chosen for this typed text before, in this field or one that takes the same kind of name."""
        for term in self._choices.get(fold(typed), ()):
            match = _match(term, kind_of(term), "", Rank.OWN)
            if fits(match.kind, field):
                return match
        return None

    def equal(self, key: str) -> Iterator[OwnNamed]:
        """The names with these letters and digits."""
        at = bisect_left(self._keys, key)
        while key and at < len(self._keys) and self._keys[at] == key:
            yield self._named[at]
            at += 1

    def beginning(self, key: str) -> Iterator[OwnNamed]:
        """The names that begin with these letters and digits, in their order."""
        for at in range(bisect_left(self._keys, key), len(self._keys)):
            if not self._keys[at].startswith(key):
                return
            yield self._named[at]


def names(term: Term) -> tuple[str, ...]:
    """All names of an own term, the preferred one first."""
    return tuple(dict.fromkeys(name for name in (term.name, *term.synonyms.split(SEPARATOR)) if name.strip()))


def kind_of(term: Term) -> str:
    """The kind of an own term, or of what was chosen."""
    return term.kind.removeprefix(CHOICE)


def match_of(named: OwnNamed, rank: Rank) -> Match:
    """An own name as an answer."""
    return _match(named.term, named.term.kind, "" if named.preferred else named.name, rank)


def fits(kind: str, field: str) -> bool:
    """Whether a field takes this kind of name; a kind the tables do not know fits everywhere."""
    shelves = FIELD_SHELVES.get(field)
    return not shelves or kind not in KIND_SHELVES or KIND_SHELVES[kind] in shelves


def same_field(kind: str, other: str) -> bool:
    """Whether some field takes names of both kinds, so that one choice stands in the place of the other."""
    shelves = KIND_SHELVES.get(kind), KIND_SHELVES.get(other)
    return None in shelves or any(all(shelf in of for shelf in shelves) for of in FIELD_SHELVES.values())


def _match(term: Term, kind: str, synonym: str, rank: Rank) -> Match:
    return Match(term.name, term.identifier, term.source, kind, synonym, term.note, rank)
