"""Which records a second look is due for, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from exoannotate.domain.evidence import EvidenceRow
from exoannotate.domain.records import Passage

Queue = Literal["not reviewed", "drafts", "complete", "changed since", "all"]
QUEUES: tuple[Queue, ...] = get_args(Queue)

HEADS: dict[Queue, str] = {
    "not reviewed": "Not yet reviewed",
    "drafts": "Drafts",
    "complete": "Complete",
    "changed since": "Changed since the decision",
    "all": "All records",
}
"""The queues as people read them."""

_DECIDED = ("accepted", "rejected")


def decided(row: EvidenceRow) -> bool:
    """Whether a person accepted or rejected the record."""
    return row["status"] in _DECIDED


def changed_since(row: EvidenceRow) -> bool:
    """Whether the record was changed after it was decided on."""
    return decided(row) and row["changed"] > row["reviewed"]


def due(row: EvidenceRow, queue: Queue) -> bool:
    """Whether a record belongs to a queue."""
    match queue:
        case "not reviewed":
            return not decided(row)
        case "drafts":
            return row["status"] == "draft"
        case "complete":
            return row["status"] == "complete"
        case "changed since":
            return changed_since(row)
        case "all":
            return True


def queued(rows: Iterable[EvidenceRow], queue: Queue) -> tuple[str, ...]:
    """The records of a queue in the order of ``rows``."""
    return tuple(row.record for row in rows if due(row, queue))


def reading_order(
    records: Iterable[str],
    links: Mapping[str, tuple[str, ...]],
    passages: Mapping[str, Passage],
    documents: Iterable[str],
) -> tuple[str, ...]:
    """Records as one meets their first passages, document by document, so that pages need not be turned to and fro."""
    ranks = {document: at for at, document in enumerate(documents)}

    def place(record: str) -> tuple[int, float]:
        first = next((passages[p] for p in links.get(record, ()) if p in passages), None)
        return (ranks.get(first.document, len(ranks)), first.position) if first is not None else (len(ranks), 0.0)

    return tuple(sorted(records, key=place))


def decision(row: EvidenceRow) -> str:
    """What was decided on a record and still holds for what it says: "accepted", "rejected" or ""."""
    return row["status"] if decided(row) and not changed_since(row) else ""


@dataclass(frozen=True, slots=True)
class Tally:
    """What a review came to: records accepted, rejected, and left as they were."""

    accepted: int = 0
    rejected: int = 0
    left: int = 0

    def sentence(self) -> str:
        """“9 accepted, 2 rejected, 1 left as it is.”"""
        parts = [f"{self.accepted} accepted", f"{self.rejected} rejected"]
        if self.left:
            parts.append(f"{self.left} left as {'it is' if self.left == 1 else 'they are'}")
        return ", ".join(parts) + "."


class Round:
    """One review: records in a fixed order, the one at hand, and what was decided. Records that are deleted meanwhile
    are passed over; others keep their places whatever is edited, so that the order never moves under the reader."""

    def __init__(self, records: Iterable[str], decisions: Mapping[str, str] | None = None) -> None:
        self.records: tuple[str, ...] = tuple(dict.fromkeys(records))
        self._places = {record: at for at, record in enumerate(self.records)}
        self.at = 0
        self.decisions = {record: said for record, said in (decisions or {}).items() if record in self._places}
        self._gone: set[str] = set()

    @property
    def record(self) -> str:
        """The record at hand, "" at the end."""
        return self.records[self.at] if self.at < len(self.records) else ""

    @property
    def place(self) -> tuple[int, int]:
        """The number of the record at hand, counted from 1, and how many there are."""
        before = sum(self._places[record] < self.at for record in self._gone)
        return self.at - before + 1, len(self.records) - len(self._gone)

    @property
    def ended(self) -> bool:
        """Whether the last record lies behind."""
        return self.at >= len(self.records)

    def step(self, by: int) -> bool:
        """Go to the next (1) or previous (-1) record; past the last one the round has ended. Whether that moved."""
        at = self.at + by
        while 0 <= at < len(self.records) and self.records[at] in self._gone:
            at += by
        if at < 0 or (at >= len(self.records) and self.ended):
            return False
        self.at = min(at, len(self.records))
        return True

    def go_to(self, record: str) -> bool:
        """Go to a record of the round; whether it has it."""
        if record not in self._places or record in self._gone:
            return False
        self.at = self._places[record]
        return True

    def update(self, record: str, decision: str | None) -> None:
        """Take over what a record says now: its decision, "" for none, None when it was deleted."""
        if record not in self._places:
            return
        if decision is None:
            self._gone.add(record)
            if self.record == record:
                self.step(1)
            return
        self._gone.discard(record)
        if decision:
            self.decisions[record] = decision
        else:
            self.decisions.pop(record, None)

    def tally(self) -> Tally:
        """What it has come to so far."""
        said = [decision for record, decision in self.decisions.items() if record not in self._gone]
        accepted, rejected = said.count("accepted"), said.count("rejected")
        return Tally(accepted, rejected, len(self.records) - len(self._gone) - accepted - rejected)

    def left(self) -> tuple[str, ...]:
        """The records that nothing was decided on."""
        return tuple(r for r in self.records if r not in self._gone and not self.decisions.get(r))
