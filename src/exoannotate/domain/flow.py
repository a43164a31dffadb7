"""How the evidence of a project came about, in numbers: what was read, looked through, recorded and checked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from exoannotate.domain import blind
from exoannotate.domain.agreement import Agreement, Verification
from exoannotate.domain.records import CandidateDecision, Document, Record
from exoannotate.domain.verifying import Errors


@dataclass(frozen=True, slots=True)
class Counts:
    """``looked_through``: documents in which candidates were decided on; ``taken`` of these ``decided``; ``states``:
    records by status; ``people``: who coded what the agreement is counted on. What was not done is None or 0."""

    documents: int = 0
    done: int = 0
    passages: int = 0
    looked_through: int = 0
    decided: int = 0
    taken: int = 0
    records: int = 0
    states: dict[str, int] = field(default_factory=dict)
    verified: Verification | None = None
    errors: Errors | None = None
    agreement: Agreement | None = None
    people: tuple[str, ...] = ()


def counts(
    documents: Iterable[Document],
    passages: int,
    decisions: Iterable[CandidateDecision],
    records: Sequence[Record],
    *,
    verified: Verification | None = None,
    errors: Errors | None = None,
    agreement: Agreement | None = None,
    people: tuple[str, ...] = (),
) -> Counts:
    """The counts of a project. ``records``: those of evidence, without second extractions."""
    read = tuple(documents)
    by_document: defaultdict[str, list[CandidateDecision]] = defaultdict(list)
    for one in decisions:
        by_document[one.document].append(one)
    # What several coded blind is one decision on one sentence.
    counted = (one for of in by_document.values() for one in blind.decided(of).values())
    made = [one for one in counted if one.decision != "later"]
    return Counts(
        len(read),
        sum(document.reading == "done" for document in read),
        passages,
        len({one.document for one in made}),
        len(made),
        sum(one.decision == "taken" for one in made),
        len(records),
        dict(Counter(record.status for record in records)),
        verified if verified is not None and verified.verified else None,
        errors if errors is not None and errors.whole.compared else None,
        agreement if agreement is not None and agreement.claims else None,
        people,
    )
