"""The names of things: the vocabularies that are shipped, and what a person and a project add to them.

Decision (2026-11): a choice is kept as a row of the project's terms, in the same change as the record it was made in:
it travels with the file, and one undo takes both back. Rejected: to read choices off the records, which would mean to
look through all of them whenever a project opens.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from exoannotate import resources
from exoannotate.domain.change import Change, RowEdit
from exoannotate.domain.errors import ExoError
from exoannotate.domain.folding import fold
from exoannotate.domain.ids import new_id
from exoannotate.domain.records import Term, Value
from exoannotate.store.rows import insert, update
from exoannotate.suggest.match import Match
from exoannotate.workspace import settings
from exoannotate.workspace.session import Session

if TYPE_CHECKING:  # records are saved long before anybody wants a name: what looks them up is loaded when it is wanted
    from exoannotate.suggest.index import Index
    from exoannotate.suggest.vocabulary import Vocabulary
    from exoannotate.workspace.term_tables import Imported

_Stamp = tuple[str, int, int]

_lock = threading.Lock()
_given_up = threading.Event()
"""Set when nobody waits any more for the index that is being made ready; each of them gets a new one."""
_index: Index | None = None
_shared: Vocabulary | None = None
_personal: tuple[_Stamp, tuple[Term, ...]] | None = None
_of_project: tuple[tuple[str, _Stamp], int, Vocabulary] | None = None


def warm() -> Vocabulary:
    """The vocabularies, made ready: work for a background job, seconds at the very first time. Raises OSError."""
    global _index, _shared
    from exoannotate.suggest.vocabulary import Vocabulary

    with _lock:
        if _index is None:
            _index = _ready_index()
        before = _personal
        terms = _read_personal()
        if _shared is None or _personal is not before:
            _shared = Vocabulary(_index).with_own(terms)
        return _shared


def give_up() -> None:
    """The program ends: what still waits for the vocabularies gets an OSError."""
    _given_up.set()


def vocabulary() -> Vocabulary | None:
    """The vocabularies, when ``warm`` is done; None before. Costs nothing, any thread may ask."""
    return _shared


def for_project(session: Session) -> Vocabulary:
    """The vocabularies with the own terms of a project, made ready where they are not yet. Raises OSError."""
    global _of_project
    base = warm()
    project, stamp, act = session.project.project_id(), _stamp(), session.project.last_act()
    project += session.project.veil.eyes  # names that others made may be hidden from this person
    known = _of_project
    if known is not None and known[0] == (project, stamp) and known[1] <= act:
        if known[1] < act and not session.project.touched_since(known[1], "terms"):
            known = _of_project = known[0], act, known[2]  # a list of 100,000 own terms takes half a second to read
        if known[1] == act:
            return known[2]
    made = base.with_own((*session.project.terms(), *_read_personal()))
    _of_project = (project, stamp), act, made
    return made


# What a person adds for all projects ----------------------------------------------------------------------------------


def import_for_all(path: Path, *, kind: str = "") -> Imported:
    """Read a table and keep its terms for every project of this person. Raises ExoError."""
    from exoannotate.workspace import own_terms, term_tables

    with _lock:
        kept = own_terms.Kept(_read_personal())
        counted = term_tables.join(kept, term_tables.read(path, kind=kind))
        own_file = personal_file()
        own_file.parent.mkdir(parents=True, exist_ok=True)
        term_tables.write(own_file, kept.terms)
    return counted


def personal_file() -> Path:
    """Where a person's terms for all projects are kept: a table like any other."""
    return settings.config_folder() / "terms.csv"


def _read_personal() -> tuple[Term, ...]:
    """The terms kept for every project; none from a file that cannot be read."""
    global _personal
    stamp = _stamp()
    if _personal is None or _personal[0] != stamp:
        _personal = stamp, ()
        if stamp[1]:
            from exoannotate.workspace import term_tables

            with suppress(ExoError):
                _personal = stamp, term_tables.read(personal_file()).terms
    return _personal[1]


def _stamp() -> _Stamp:
    path = personal_file()
    try:
        found = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), found.st_mtime_ns, found.st_size


def _ready_index() -> Index:
    """The index of names; ``EXOANNOTATE_VOCABULARY_DIR`` overrides the folder of caches it is kept in."""
    global _given_up
    given_up = _given_up = threading.Event()
    from exoannotate.suggest import ready

    given = os.environ.get("EXOANNOTATE_VOCABULARY_DIR")
    return ready.ready(resources.path("vocabularies"), Path(given) if given else settings.cache_folder(), given_up)


# Choices -------------------------------------------------------------------------------------------------------------


def remember(session: Session, typed: str, match: Match, field: str = "") -> None:
    """From now on this typed text means this term first, in fields that take its kind."""
    if _is_chosen(for_project(session).lookup(typed, field), match):
        session.run(Change("Remember what a name means", (_kept_choice(session.project.terms(), typed, match),)))


def choices_of(session: Session, said: Iterable[tuple[str, Sequence[Value]]]) -> tuple[RowEdit, ...]:
    """The choices in what a person says now, by field, for the same change: a name with another identifier than the
    vocabularies would give it first was chosen. Nothing before the vocabularies are ready."""
    wanted = [(name, v) for name, values in said for v in values if v.identifier and v.source and v.text.strip()]
    if not wanted or _shared is None:
        return ()
    names = for_project(session)
    chosen: dict[tuple[str, str], tuple[str, Match]] = {}
    for name, value in wanted:
        found = names.lookup(value.text, name)
        match = next((m for m in found if m.identifier == value.identifier), None)
        if match is not None and _is_chosen(found, match):  # what is not known for these words was chosen elsewhere
            chosen.setdefault((fold(value.text), match.kind), (value.text, match))
    terms = session.project.terms() if chosen else ()
    return tuple(_kept_choice(terms, typed, match) for typed, match in chosen.values())


def _is_chosen(found: Sequence[Match], match: Match) -> bool:
    """Whether a term would not come first by itself."""
    if not found:
        return True
    return (found[0].identifier or found[0].name) != (match.identifier or match.name)


def _kept_choice(terms: Sequence[Term], typed: str, match: Match) -> RowEdit:
    """The edit that keeps a choice, in the place of another one for the same text."""
    from exoannotate.suggest import own
    from exoannotate.workspace.own_terms import is_choice

    typed = " ".join(typed.split())
    wanted = Term("", own.CHOICE + match.kind, match.name, match.identifier, match.source, typed, match.note)
    for term in terms:
        if is_choice(term) and fold(term.synonyms) == fold(typed) and own.same_field(own.kind_of(term), match.kind):
            return update(term, replace(wanted, id=term.id))
    return insert(replace(wanted, id=new_id()))
