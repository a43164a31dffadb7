"""The documents of a project as a library: bibliographic data, reading state, the order of the queue, what to show.

Every edit is one change, for one document or many.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from exoannotate.domain import bibliography
from exoannotate.domain.change import Change, RowEdit
from exoannotate.domain.errors import BadValueError, ExoError, NotFoundError
from exoannotate.domain.folding import fold
from exoannotate.domain.ids import now
from exoannotate.domain.progress import Progress
from exoannotate.domain.records import READINGS, Document, Reading
from exoannotate.domain.wording import shortened
from exoannotate.store.rows import update
from exoannotate.workspace.session import Session

_SAFE = "Nothing was changed."


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents are shown: ``words`` that all stand in the bibliographic data, a reading state, a tag, the id of
    a collection; "" for any."""

    words: str = ""
    reading: str = ""
    tag: str = ""
    collection: str = ""

    def __bool__(self) -> bool:
        return any((self.words.strip(), self.reading, self.tag, self.collection))


def matching(
    documents: Sequence[Document], wanted: Wanted, members: Mapping[str, frozenset[str]]
) -> tuple[Document, ...]:  # fmt: skip
    """The documents that are wanted, in their order. ``members``: the documents in each collection."""
    words = fold(wanted.words).split()
    tag = wanted.tag.casefold()
    inside = members.get(wanted.collection, frozenset()) if wanted.collection else None
    return tuple(
        d
        for d in documents
        if (inside is None or d.id in inside)
        and (not wanted.reading or d.reading == wanted.reading)
        and (not tag or tag in (one.casefold() for one in bibliography.tags(d.tags)))
        and (not words or _has_all(d, words))
    )


def _has_all(document: Document, words: Sequence[str]) -> bool:
    text = _folded(document)
    return all(word in text for word in words)


@lru_cache(maxsize=4096)
def _folded(document: Document) -> str:
    """All bibliographic data of a document as it is searched; kept, because the list is filtered with each letter."""
    return "\n".join(fold(bibliography.text_of(document, one.name)) for one in bibliography.ENTRIES)


def edit(session: Session, document_id: str, typed: Mapping[str, str]) -> Document:
    """Change bibliographic data of a document as it was typed, as one change; what is not named stays.

    Raises BadValueError with a sentence for what cannot be, NotFoundError.
    """
    before = session.project.document(document_id)
    after = before
    for name, text in typed.items():
        after = bibliography.with_entry(after, name, text)
    if after == before:
        return before
    after = replace(after, changed=now())
    changed = [one.label for one in bibliography.ENTRIES if getattr(before, one.name) != getattr(after, one.name)]
    what = changed[0] if len(changed) == 1 else "bibliographic data"
    what = what if what.isupper() else what.lower()
    session.run(Change(f"Edit {what} of “{shortened(after.title)}”", (update(before, after),)))
    return after


def alike(document: Document, others: Iterable[Document]) -> tuple[Document, ...]:
    """Other documents with the same DOI or PMID: the same paper once more, or its supplement."""
    doi = document.doi.casefold()
    return tuple(
        other
        for other in others
        if other.id != document.id
        and ((doi and other.doi.casefold() == doi) or (document.pmid and other.pmid == document.pmid))
    )


def set_reading(session: Session, documents: Sequence[str], reading: Reading) -> int:
    """Say how far documents are: to read, under way, done. How many that changes. Raises BadValueError."""
    if reading not in READINGS:
        raise BadValueError(f"“{reading}” is not a reading state.", f"{_SAFE} There are: {', '.join(READINGS)}.")
    time = now()
    before = [session.project.document(key) for key in dict.fromkeys(documents)]
    edits = tuple(update(d, replace(d, reading=reading, changed=time)) for d in before if d.reading != reading)
    if edits:
        many = "" if len(edits) == 1 else f"{len(edits)} documents "
        session.run(Change(f"Mark {many}as {reading}", edits))
    return len(edits)


def add_tag(session: Session, documents: Sequence[str], tag: str) -> int:
    """Give documents a tag, as one change. How many did not have it. Raises BadValueError."""
    return _retag(session, documents, tag, give=True)


def remove_tag(session: Session, documents: Sequence[str], tag: str) -> int:
    """Take a tag off documents, as one change. How many had it."""
    return _retag(session, documents, tag, give=False)


def _retag(session: Session, documents: Sequence[str], tag: str, *, give: bool) -> int:
    tag = " ".join(tag.split())
    if not tag or ";" in tag:
        raise BadValueError("A tag is a word or a few, without a semicolon.", _SAFE)
    time = now()
    edits: list[RowEdit] = []
    for key in dict.fromkeys(documents):
        before = session.project.document(key)
        kept = [t for t in bibliography.tags(before.tags) if t.casefold() != tag.casefold()]
        had = len(kept) < len(bibliography.tags(before.tags))
        if had is not give:
            after = bibliography.with_entry(before, "tags", "; ".join([*kept, *([tag] if give else [])]))
            edits.append(update(before, replace(after, changed=time)))
    if edits:
        many = "a document" if len(edits) == 1 else f"{len(edits)} documents"
        words = f"Tag {many} “{shortened(tag)}”" if give else f"Take tag “{shortened(tag)}” off {many}"
        session.run(Change(words, tuple(edits)))
    return len(edits)


def move(session: Session, documents: Sequence[str], before: str | None = None) -> None:
    """Put documents into the reading queue before another one, in the order given; None puts them at its end.

    A place in the queue is a number between those of its neighbours, so that moving one paper changes one row; where
    there is no room between them the queue is numbered anew. Raises NotFoundError.
    """
    queue = list(session.project.documents())
    known = {d.id: d for d in queue}
    moved = [known[key] for key in dict.fromkeys(documents) if key in known]
    if not moved:
        raise NotFoundError("This document is not in the project any more.", _SAFE)
    wanted = {d.id for d in moved}
    target = before
    if before in wanted:  # dropped on one of themselves: before the next one that stays
        at = next(i for i, d in enumerate(queue) if d.id == before)
        target = next((d.id for d in queue[at:] if d.id not in wanted), None)
    rest = [d for d in queue if d.id not in wanted]
    at = next((i for i, d in enumerate(rest) if d.id == target), len(rest))
    order = [*rest[:at], *moved, *rest[at:]]
    if [d.id for d in order] == [d.id for d in queue]:
        return
    low = rest[at - 1].queue if at else None
    high = rest[at].queue if at < len(rest) else None
    places = _between(low, high, len(moved))
    if places is None:
        numbered = {d.id: float(n) for n, d in enumerate(order, start=1)}
    else:
        numbered = {d.id: place for d, place in zip(moved, places, strict=True)}
    edits = tuple(
        update(d, replace(d, queue=numbered[d.id])) for d in order if d.id in numbered and d.queue != numbered[d.id]
    )
    what = f"“{shortened(moved[0].title)}”" if len(moved) == 1 else f"{len(moved)} documents"
    session.run(Change(f"Move {what} in the queue", edits))


def move_to_front(session: Session, documents: Sequence[str]) -> None:
    """Put documents at the front of the reading queue. Raises NotFoundError."""
    first = next((d.id for d in session.project.documents() if d.id not in set(documents)), None)
    if first is not None:
        move(session, documents, first)


def _between(low: float | None, high: float | None, many: int) -> list[float] | None:
    """So many rising numbers between two, None where there is no room."""
    if low is None and high is None:
        return None
    if high is None:
        # Documents that come later get the number of the last one at least, so one more is behind all.
        return None if low is None else [low + n for n in range(1, many + 1)]
    if low is None:
        return [high - n for n in range(many, 0, -1)]
    step = (high - low) / (many + 1)
    places = [low + step * n for n in range(1, many + 1)]
    return places if step > 1e-6 and low < places[0] and places[-1] < high else None


def next_to_read(documents: Sequence[Document], after: str = "") -> Document | None:
    """The next document of the queue that has a PDF and is not done, behind ``after`` first, then from the front."""
    ids = [d.id for d in documents]
    start = ids.index(after) + 1 if after in ids else 0
    return next(
        (d for d in (*documents[start:], *documents[:start]) if d.has_pdf and d.reading != "done" and d.id != after),
        None,
    )


def progress_of(session: Session) -> dict[str, Progress]:
    """How far the work on each document is."""
    found = session.project.progress()
    return {d.id: found.get(d.id, Progress()) for d in session.project.documents()}


def find(session: Session, named: str) -> Document:
    """The document a person means: its id, its DOI or PMID, or words of its title only one has. Raises ExoError."""
    documents = session.project.documents()
    exact = [d for d in documents if named in (d.id, d.pmid) or (d.doi and d.doi.casefold() == named.casefold())]
    found = exact or [d for d in documents if fold(named) and fold(named) in fold(d.title)]
    if not found:
        raise NotFoundError(f"There is no document “{named[:60]}” in this project.", f"{_SAFE} “info” lists them.")
    if len(found) > 1:
        raise ExoError(f"“{named[:60]}” stands in {len(found)} titles.", f"{_SAFE} Give more of its words, or its id.")
    return found[0]
