"""The own terms of a project: names a person gives, with identifiers that were copied; and choices."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Literal

from exoannotate.domain.change import Change, RowEdit
from exoannotate.domain.errors import BadValueError, NotFoundError
from exoannotate.domain.folding import fold, letters
from exoannotate.domain.ids import new_id
from exoannotate.domain.records import Term
from exoannotate.store.rows import delete as delete_row
from exoannotate.store.rows import insert, update
from exoannotate.suggest import own
from exoannotate.suggest.match import KINDS
from exoannotate.suggest.tables import source_of
from exoannotate.suggest.vocabulary import LONGEST
from exoannotate.workspace.session import Session

OWN = "own"
"""The kind of an own term that is of no other."""

_SAFE = "Nothing was changed."


def own_terms(session: Session) -> tuple[Term, ...]:
    """The own terms of a project by name, without choices."""
    found = (term for term in session.project.terms() if not is_choice(term))
    return tuple(sorted(found, key=lambda term: (fold(term.name), term.id)))


def choices(session: Session) -> tuple[Term, ...]:
    """What was chosen for typed texts that mean something else by the tables, by typed text."""
    return tuple(sorted(filter(is_choice, session.project.terms()), key=lambda term: (fold(term.synonyms), term.id)))


def is_choice(term: Term) -> bool:
    """Whether a row keeps a choice: its synonyms are the typed text, its name and identifier what it means."""
    return term.kind.startswith(own.CHOICE)


def checked(
    name: str, *, kind: str = "", identifier: str = "", source: str = "", synonyms: Iterable[str] = (), note: str = ""
) -> Term:
    """An own term as it may be kept. Raises BadValueError, in words a person can act on.

    An identifier is copied from somewhere: it needs its source, which is filled in where the identifier itself tells.
    """
    name, identifier, source, note = map(_flat, (name, identifier, source, note))
    kind = " ".join(kind.split()).casefold() or OWN
    if not letters(name):
        raise BadValueError("A term needs a name with at least one letter or digit.", _SAFE)
    others = tuple(dict.fromkeys(_flat(s) for s in synonyms if letters(s)))
    for text in (name, identifier, source, *others):
        if len(text) > LONGEST:
            raise BadValueError(f"“{text[:30]}…” is longer than the {LONGEST} characters a name may have.", _SAFE)
        if not text.isprintable() or own.SEPARATOR in text:
            raise BadValueError(f"“{_shown(text)}” has characters that a name cannot have.", _SAFE)
    if kind not in KINDS:
        raise BadValueError(f"There is no kind of term “{_shown(kind)}”.", f"There are: {', '.join(KINDS)}.")
    if " " in identifier:
        raise BadValueError(f"“{_shown(identifier)}” is no identifier: it has blanks.", _SAFE)
    if identifier and not source:
        source = _source(identifier)
    return Term("", kind, name, identifier, source, own.SEPARATOR.join(s for s in others if s != name), note)


def _flat(text: str) -> str:
    return " ".join(text.split()) if text else text


def add(session: Session, term: Term) -> Term:
    """Add an own term that was ``checked``; one that is there already gets what is new of it. The term as kept."""
    kept = Kept(session.project.terms())
    kept.take(term)
    session.run(Change("Add own term", kept.edits()))
    return kept.same(term)


def delete(session: Session, ids: Collection[str]) -> int:
    """Take own terms or choices out of the project; how many there were. Raises NotFoundError for none of them."""
    gone = [term for term in session.project.terms() if term.id in ids]
    if not gone:
        raise NotFoundError("There is no such term in this project.", _SAFE)
    what = "choice" if all(map(is_choice, gone)) else "own term"
    session.run(Change(f"Delete {what}{'s' * (len(gone) != 1)}", tuple(map(delete_row, gone))))
    return len(gone)


class Kept:
    """Own terms by what they are, while others are added.

    The same name with the same identifier is the same term; one choice stands in the place of another for the same
    typed text.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        self._before = {_identity(term): term for term in terms}
        self._now = dict(self._before)

    @property
    def terms(self) -> tuple[Term, ...]:
        """All of them, as they are now."""
        return tuple(self._now.values())

    def same(self, term: Term) -> Term:
        """The term as it is kept. Raises KeyError for one that is not."""
        return self._now[_identity(term)]

    def take(self, term: Term) -> Literal["new", "changed", "same"]:
        """Add a term, or what is new of it to the one that is there."""
        key = _identity(term)
        there = self._now.get(key)
        self._now[key] = replace(term, id=new_id()) if there is None else _joined(there, term)
        return "new" if there is None else "changed" if self._now[key] != there else "same"

    def edits(self) -> tuple[RowEdit, ...]:
        """What of it the project does not have yet."""
        changed = ((self._before.get(key), term) for key, term in self._now.items())
        return tuple(
            insert(term) if before is None else update(before, term) for before, term in changed if term != before
        )


def _joined(there: Term, term: Term) -> Term:
    """A term with what another one of the same name says as well; of two choices the later one."""
    if is_choice(term):
        return replace(term, id=there.id)
    names = (*own.names(there), *own.names(term))
    return replace(
        there,
        kind=there.kind if term.kind == OWN else term.kind,
        synonyms=own.SEPARATOR.join(dict.fromkeys(name for name in names if name != there.name)),
        source=term.source or there.source,
        note=term.note or there.note,
    )


def _identity(term: Term) -> tuple[str, ...]:
    if is_choice(term):
        return own.CHOICE, fold(term.synonyms), term.kind
    return fold(term.name), term.identifier.casefold()


def _source(identifier: str) -> str:
    try:
        return source_of(identifier)
    except KeyError:
        raise BadValueError(
            f"The identifier “{_shown(identifier)}” comes without the source it is from.",
            f"{_SAFE} Name the source, or leave the identifier empty.",
        ) from None


def _shown(text: str) -> str:
    short = text if len(text) <= 40 else f"{text[:40]}…"
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in short)
