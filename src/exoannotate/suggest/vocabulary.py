"""The vocabularies: what a text names, strictly; what may be meant while a name is typed; and all names of a thing.

Nothing here guesses: an identifier is the one that stands in the table beside the name that was matched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exoannotate.domain.folding import letters
from exoannotate.domain.records import Term
from exoannotate.suggest import answers, completing, forms, layout, mirnas, own
from exoannotate.suggest.index import Index, Named
from exoannotate.suggest.match import KINDS, Match, Rank
from exoannotate.suggest.own import OwnTerms
from exoannotate.suggest.spelling import SHORT_LINE, Spelled, is_symbol, latin, other_numbers, plain
from exoannotate.suggest.tables import FIELD_SHELVES, SHELVES, Shelf

__all__ = ["KINDS", "Match", "Rank", "Vocabulary"]

LONGEST = 250
"""Characters; a longer text is no name."""
_STRICT: frozenset[Shelf] = frozenset(("genes", "families", "cell lines"))
"""Shelves full of short symbols, where a word of English is not taken for one."""
_SHORTEST_SYNONYM = 3
"""Shorter names are not searched for: they stand everywhere and mean anything."""

_Order = tuple[int, ...]


class Vocabulary:
    """All tables together with a project's own terms. It never changes, so any thread may use it."""

    def __init__(self, index: Index, own_terms: OwnTerms | None = None) -> None:
        self.index = index
        self.own = own_terms or OwnTerms()

    def with_own(self, terms: Iterable[Term]) -> Vocabulary:
        """The same tables with these own terms of a project in place of others."""
        return Vocabulary(self.index, OwnTerms(terms))

    def lookup(self, text: str, field: str = "") -> tuple[Match, ...]:
        """The terms a text names, the strictest match first, then those of the field's own tables, common ones first.

        A text that names nothing strictly gives nothing, unless it has the form of a circular RNA or of a fusion.
        """
        if not text.strip() or len(text) > LONGEST:
            return ()
        found = dict(self._chosen(text, field))
        for written, loosest in _variants(text):
            self._equal(written, loosest, field, found)
        if not found and latin(text) != text:
            self._equal(latin(text), Rank.SEPARATORS, field, found, only=("genes", "families"))
        if any(match.rank <= Rank.GREEK for _, match in found.values()):
            found = {key: pair for key, pair in found.items() if not _is_chance(pair[1])}
        if not any(match.rank < Rank.FORM for _, match in found.values()):
            form = forms.circular_rna(text, self._gene) or (None if found else forms.fusion(text, self._gene))
            if form:
                return (form, *_ordered(found))
        return _ordered(found)

    def complete(self, typed: str, field: str = "", limit: int = 12) -> tuple[Match, ...]:
        """What may be meant while a name is typed, best first. Case does not matter: a person will choose.

        First what the project says, then the field's tables: names that are the typed text, that begin so, of which a
        later word begins so; then the other tables.
        """
        if not letters(typed) or len(typed) > LONGEST:
            return ()
        found = {key: match for key, (_, match) in self._chosen(typed, field)}
        for match in completing.complete(self.index, self.own, typed, field, limit):
            if len(found) >= limit:
                break
            found.setdefault(_identity(match), match)
        return tuple(found.values())

    def names_of(self, text: str) -> tuple[str, ...]:
        """All names of what a text names strictly, without the text itself: what a search looks for as well.

        Capitals matter only where the text would be a word of English otherwise ("set", "was").
        """
        matches = self.lookup(text)
        if not matches and letters(text) not in self.index.english:
            matches = tuple(m for m in self.complete(text) if m.rank <= Rank.SEPARATORS)
        best = min((m.rank for m in matches), default=Rank.EXACT)
        names: dict[str, None] = {}
        for match in matches:
            if match.rank == best or match.kind == "mirna":
                names |= dict.fromkeys(self._names(match))
        flat = plain(text)
        return tuple(
            name
            for name in names
            if len(name) >= _SHORTEST_SYNONYM and plain(name) != flat and letters(name) not in self.index.english
        )

    def _names(self, match: Match) -> Iterator[str]:
        yield match.name
        if match.synonym:
            yield match.synonym
        for named in self.own.equal(letters(match.name)):
            yield from own.names(named.term)
        if match.identifier:
            for entry in self.index.of_identifier(match.identifier):
                for name in entry.names:
                    yield name
                    if match.kind == "mirna":
                        yield name.removeprefix(mirnas.HUMAN)

    def _chosen(self, text: str, field: str) -> Iterator[tuple[tuple[str, str], tuple[_Order, Match]]]:
        match = self.own.chosen(text, field)
        if match:
            yield _identity(match), ((-1,), match)

    def _equal(
        self,
        text: str,
        loosest: Rank,
        field: str,
        found: dict[tuple[str, str], tuple[_Order, Match]],
        only: tuple[Shelf, ...] = SHELVES,
    ) -> None:
        """Add what a text equals, keeping of each term its strictest match."""
        key = letters(text)
        own_names, table_names = tuple(self.own.equal(key)), tuple(self.index.equal(key))
        if not own_names and not table_names:
            return  # as of most words: nothing to compare its spellings with
        spelled, shelves = Spelled.of(text), FIELD_SHELVES.get(field, ())
        for named in own_names:
            rank = spelled.rank(named.name, case=is_symbol(named.name, strict=False))
            if rank is not None:
                rank = max(rank, loosest)
                rank = Rank.OWN if rank <= Rank.GREEK else rank
                _keep(found, (rank, 0), own.match_of(named, rank))
        for shelf, name in table_names:
            rank = self._rank(spelled, shelf, name) if shelf in only else None
            if rank is not None:
                rank = max(rank, loosest)
                order = (rank, 1, bool(shelves) and shelf not in shelves, name.weight, name.term)
                _keep(found, order, answers.of(self.index.entry(name.term), name, rank, spelled.plain))

    def _rank(self, spelled: Spelled, shelf: Shelf, named: Named) -> Rank | None:
        strict = shelf in _STRICT
        case = is_symbol(named.name, strict=strict)
        if strict:
            # "mir-21" is no way to write the gene MIR21, but the name of what it makes.
            case = case or spelled.key in self.index.english or named.name.startswith(("MIR", "mir"))
        if shelf == "cell lines":
            case = case or len(plain(named.name)) <= SHORT_LINE
        rank = spelled.rank(named.name, case=case)
        if rank is not None and shelf == "mirnas":
            typed, stands = mirnas.is_hairpin_writing(spelled.plain), mirnas.is_hairpin_writing(named.name)
            if named.flags & layout.ARMLESS or (typed is not None and typed != stands):
                return Rank.FORM
        return rank

    def _gene(self, text: str) -> Match | None:
        """The gene a text names letter by letter."""
        for shelf, named in sorted(self.index.equal(letters(text)), key=lambda found: found[1].weight):
            if shelf == "genes" and plain(named.name) == plain(text):
                entry = self.index.entry(named.term)
                if entry.kind != "pseudogene":
                    return answers.of(entry, named, Rank.EXACT, text)
        return None


def _variants(text: str) -> Iterator[tuple[str, Rank]]:
    """The ways to write a text in which it is looked up, each with the strictest rank it may have."""
    yield text, Rank.EXACT
    flat = plain(text)
    written = mirnas.written(flat)
    if written != flat:
        yield written, Rank.SEPARATORS
    for other in other_numbers(flat):
        yield other, Rank.PLURAL


def _is_chance(match: Match) -> bool:
    """Whether only a hyphen or an "s" left out makes the text a short symbol (P-GP is not PGP, GSCs are not GSC)."""
    loose = match.rank in (Rank.SEPARATORS, Rank.PLURAL)
    return loose and is_symbol(match.synonym or match.name, strict=True)


def _identity(match: Match) -> tuple[str, str]:
    return match.identifier or match.name, "" if match.identifier else match.kind


def _keep(found: dict[tuple[str, str], tuple[_Order, Match]], order: _Order, match: Match) -> None:
    key = _identity(match)
    if key not in found or order < found[key][0]:
        found[key] = order, match


def _ordered(found: dict[tuple[str, str], tuple[_Order, Match]]) -> tuple[Match, ...]:
    return tuple(match for _, match in sorted(found.values(), key=lambda pair: pair[0]))
