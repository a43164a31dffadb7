"""Blind double coding: who reads a round, whose work is hidden from whom until it is closed, and what is agreed then.

A round names people, and documents (none: all of them). Until it is closed each of them sees no record, candidate
decision, highlight, name, reference, collection or saved query that another one made; who does not take part sees none
of the people who do. What was highlighted before the round began is there for all, without its colour and note. What
both made stays as it is when they agree: a record of consensus is made beside it, and only that one counts.

Decision (2026-11): hiding is a matter of reading, in one place (``store/veil.py``): a session of somebody who may not
see rows reads views in place of the tables, so that no list, search or export has to know of it, and a project without
an open round pays nothing. It is a courtesy between people who share a file and keeps nothing secret: the rows are in
the file. Rejected: a file for each person, which would have to be joined by hand; encryption, which would need keys to
be sent and lost. What belongs to a round is told by who made it and by marks, never by times: two computers do not
agree on these.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from exoannotate.domain.records import CandidateDecision

MARKED = ("passages", "terms", "studies", "layouts", "collections")
"""Tables whose rows get a mark when they are made in a round: they have no author, or may be there for all."""
_AGREED = uuid.UUID("0d7f7f3e-8f0e-5c57-9c55-7b0c6a7f9a11")
AGENT = "consensus"
"""What stands as the agent of a record of consensus."""
_OF = "@"


@dataclass(frozen=True, slots=True)
class BlindRound:
    """A round of blind coding. ``curators`` and ``documents`` are ids with blanks between them, no document meaning
    all; ``curator`` opened it, ``closer`` closed it, "" while it is open."""

    id: str
    curators: str
    documents: str = ""
    opened: str = ""
    curator: str = ""
    closed: str = ""
    closer: str = ""

    @property
    def people(self) -> tuple[str, ...]:
        """Who codes."""
        return tuple(self.curators.split())

    @property
    def papers(self) -> frozenset[str]:
        """What is coded; nothing for all documents."""
        return frozenset(self.documents.split())


@dataclass(frozen=True, slots=True)
class BlindDone:
    """A person has finished a round."""

    round: str
    curator: str
    at: str = ""

    @property
    def id(self) -> str:
        return f"{self.round}:{self.curator}"


@dataclass(frozen=True, slots=True)
class BlindMark:
    """A row of some ``kind`` (a table) was made by a person within a round."""

    round: str
    curator: str
    kind: str
    item: str

    @property
    def id(self) -> str:
        return f"{self.round}:{self.item}"


@dataclass(frozen=True, slots=True)
class DoubleCoded:
    """A record went into a record of consensus: it is kept, and counts no more as evidence of its own."""

    record: str
    consensus: str
    created: str = ""
    curator: str = ""

    @property
    def id(self) -> str:
        return f"{self.record}:{self.consensus}"


def consensus_id(records: Iterable[str]) -> str:
    """The id of the record that is agreed on from these: one on every computer, so that two people who agree on them in
    two files make one record, whose fields merge like any others."""
    return str(uuid.uuid5(_AGREED, " ".join(sorted(records))))


def own_sentence(sentence: str, curator: str) -> str:
    """What a decision on a sentence is kept under within a round: everybody's own, until it is closed and after."""
    return f"{sentence}{_OF}{curator}"


def sentence_of(key: str) -> str:
    """The sentence of a decision, whoever made it."""
    return key.partition(_OF)[0]


_WEIGHT = {"later": 0, "taken": 2}


def decided(decisions: Iterable[CandidateDecision]) -> Mapping[str, CandidateDecision]:
    """What was decided, by sentence: of several decisions on one the weightiest, of equals the earliest."""
    found: dict[str, CandidateDecision] = {}
    for one in decisions:
        sentence = sentence_of(one.sentence)
        known = found.get(sentence)
        if known is None or _order(one) < _order(known):
            found[sentence] = one
    return found


def _order(one: CandidateDecision) -> tuple[int, str, str]:
    return -_WEIGHT.get(one.decision, 1), one.changed, one.id
