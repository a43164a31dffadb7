"""The vocabularies: what a text names, strictly; what may be meant while a name is typed; and all names of a thing."""

from __future__ import annotations

from collections.abc import Iterable

from exoannotate.domain.records import Term
from exoannotate.suggest.match import KINDS, Match, Rank

__all__ = ["KINDS", "Match", "Rank", "Vocabulary"]


class Vocabulary:
    """All tables together with a project's own terms. It never changes, so any thread may use it."""

    def lookup(self, text: str, field: str = "") -> tuple[Match, ...]:
        """The terms a text names, the strictest match first, then those of the field's own tables.

        Nothing is guessed: a text that names nothing strictly gives nothing.
        """
        return ()

    def complete(self, typed: str, field: str = "", limit: int = 12) -> tuple[Match, ...]:
        """What may be meant while a name is typed: names that begin so, the field's tables and common ones first."""
        return ()

    def names_of(self, text: str) -> tuple[str, ...]:
        """All names of what a text names strictly, for search; ("TMZ" gives temozolomide). Without the text itself."""
        return ()

    def with_own(self, terms: Iterable[Term]) -> Vocabulary:
        """The same with these own terms of a project in place of others."""
        return self
