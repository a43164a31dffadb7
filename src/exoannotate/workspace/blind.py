"""Rounds of blind coding: begin one, say that one has finished, close it. Each is one act that one undo takes back.

Decision (2026-11): a document that others work on in an open round is not taken out, for their work would go unseen.
One that nobody made anything on can go; a round that has no other document ends with it, in the same act, for an open
round over nothing would only keep the next one from beginning.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from exoannotate.domain.blind import BlindDone, BlindRound
from exoannotate.domain.change import Change, RowEdit
from exoannotate.domain.errors import BadValueError, ExoError
from exoannotate.domain.ids import new_id, now, person_id
from exoannotate.domain.records import Curator
from exoannotate.domain.wording import counted, shortened
from exoannotate.store.rows import insert, update
from exoannotate.workspace.session import Session

COURTESY = (
    "What is hidden is hidden by this program only: it is a courtesy between colleagues and no lock. Whoever opens the "
    "file with another program, or signs with the other name, reads everything."
)
SHARED = "Notes and tags of a document, own fields and the meanings of colours are everybody's, and seen by all."
_SAFE = "Nothing was changed."


@dataclass(frozen=True, slots=True)
class Coder:
    """A person of a round; ``done``: since when they have finished, "" while they have not."""

    id: str
    name: str
    done: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a round stands, for one person. ``documents``: titles of those in the project, none for all; ``opened`` and
    ``closed`` by whom; ``earlier``: whether another round was closed, of which claims can be agreed on."""

    round: BlindRound
    people: tuple[Coder, ...]
    documents: tuple[str, ...]
    opener: str
    closer: str
    me: str
    earlier: bool = False

    @property
    def open(self) -> bool:
        return not self.round.closed

    @property
    def empty(self) -> bool:
        """Whether all documents of the round are gone: nothing is left to code."""
        return bool(self.round.papers) and not self.documents

    @property
    def mine(self) -> Coder | None:
        """This person's part in it; None for one who does not code."""
        return next((one for one in self.people if one.id == self.me), None)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The names of those who have not finished; of nothing, nobody has to finish."""
        return () if self.empty else tuple(one.name for one in self.people if not one.done)

    def sentence(self) -> str:
        """Where it stands, in words."""
        names = _and([one.name for one in self.people])
        of = counted(len(self.documents), "document") if self.documents else "all documents"
        if self.empty:
            of = "documents that are no longer in this project"
        if not self.open:
            return f"The round of {names} on {of} was closed by {self.closer} on {self.round.closed[:10]}."
        if self.empty:
            return f"The round of {names} is open on {of}: there is nothing left to code in it."
        told = f"{names} code {of} blind since {self.round.opened[:10]}."
        return f"{told} " + (f"Not finished: {_and(list(self.waiting))}." if self.waiting else "All have finished.")


def standing(session: Session) -> Standing | None:
    """The round that is open, else the one that was closed last; None where there never was one."""
    rounds = session.project.rounds()
    if not rounds:
        return None
    last = max(rounds, key=lambda one: (not one.closed, one.closed or one.opened, one.id))
    names = {person.id: person.name for person in session.project.curators()}
    done = {one.curator: one.at for one in session.project.finished(last.id)}
    people = tuple(Coder(key, names.get(key, key), done.get(key, "")) for key in last.people)
    titles = tuple(d.title for d in session.project.documents() if d.id in last.papers)
    opener, closer = names.get(last.curator, ""), names.get(last.closer, "")
    earlier = any(one.closed for one in rounds if one.id != last.id)
    return Standing(last, people, titles, opener, closer, session.curator.id, earlier)


def start(session: Session, names: Sequence[str], documents: Sequence[str] = ()) -> Standing:
    """Begin a round of these people on some documents, or all. Raises ExoError when one is open, or names are few."""
    known = standing(session)
    if known is not None and known.open:
        raise ExoError(f"A round is open already. {known.sentence()}", f"{_SAFE} Close it first.")
    called = {person_id(name): " ".join(name.split()) for name in names if name.strip()}
    if len(called) < 2:
        raise BadValueError("Blind coding takes two people or more.", f"{_SAFE} Name them as they sign their edits.")
    papers = [session.project.document(key).id for key in dict.fromkeys(documents)]
    there = {person.id for person in session.project.curators()}
    new = [insert(Curator(key, name)) for key, name in called.items() if key not in there]
    begun = BlindRound(new_id(), " ".join(sorted(called)), " ".join(sorted(papers)), now(), session.curator.id)
    session.run(Change("Begin blind coding", (*new, insert(begun))))
    return _now(session)


def finish(session: Session) -> Standing:
    """Say that one has finished the round. Raises ExoError when one does not take part, or said so before."""
    known = _open(session)
    if known.mine is None:
        raise ExoError(f"“{session.curator.name}” does not take part in this round.", f"{_SAFE} {known.sentence()}")
    if known.mine.done:
        raise ExoError("You said before that you have finished.", f"{_SAFE} “undo” takes it back.")
    done = BlindDone(known.round.id, session.curator.id, now())
    session.run(Change("Finish blind coding", (insert(done),)))
    return _now(session)


def close(session: Session, *, anyway: bool = False) -> Standing:
    """Close the round, so that everybody sees everything. Raises ExoError while somebody has not finished, unless it is
    to be closed ``anyway``."""
    known = _open(session)
    if known.waiting and not anyway:
        raise ExoError(
            f"Not everybody has finished: {_and(list(known.waiting))}.",
            f"{_SAFE} Merge the copy of who worked elsewhere first. It can be closed all the same; then all is seen.",
        )
    closed = replace(known.round, closed=now(), closer=session.curator.id)
    session.run(Change("Close blind coding", (update(known.round, closed),)))
    return _now(session)


def ended_without(session: Session, gone: Collection[str]) -> tuple[tuple[RowEdit, ...], str]:
    """The edits that close the open rounds of which no document is left when these go, and who coded in them. Raises
    ExoError where somebody else made what is hidden on one of these documents."""
    project = session.project
    rounds = [one for one in project.rounds() if not one.closed]
    if not rounds:
        return (), ""
    refuse_hidden(session, gone)
    left = {document.id for document in project.documents()} - set(gone)
    ended = [one for one in rounds if one.papers & set(gone) and not one.papers & left]
    names = {person.id: person.name for person in project.curators()}
    told = "; ".join(_and([names.get(key, key) for key in one.people]) for one in ended)
    return tuple(update(one, replace(one, closed=now(), closer=session.curator.id)) for one in ended), told


def refuse_hidden(session: Session, documents: Collection[str]) -> None:
    """Raises ExoError where an open round hides what others made on one of these documents, which are to go."""
    hidden = next((key for key in documents if session.project.veil and session.project.hides_on(key)), "")
    if hidden:
        title = shortened(session.project.document(hidden).title)
        raise ExoError(
            f"“{title}” is coded blind at present: what others made or noted on it is hidden, and would go with it.",
            f"{_SAFE} It can be done when the round is closed.",
        )


def refuse_hidden_record(session: Session, passage: str) -> None:
    """Raises ExoError where an open round hides a record of somebody else that rests on a passage, which is to go."""
    if session.project.veil and session.project.hides_resting_on(passage):
        raise ExoError(
            "A record by somebody else rests on this highlight; it is hidden while the round of blind coding is open.",
            "Nothing was deleted. It can be deleted when the round is closed, if nobody needs it then.",
        )


def _open(session: Session) -> Standing:
    known = standing(session)
    if known is None or not known.open:
        raise ExoError("No round of blind coding is open.", f"{_SAFE} Begin one with the names of two people.")
    return known


def _now(session: Session) -> Standing:
    found = standing(session)
    assert found is not None
    return found


def _and(names: list[str]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)
