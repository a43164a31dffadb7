"""Checking a sample again: which records are drawn for a second person, and how often both say something else.

The second extraction is a record of its own, whose ``agent`` names the record it checks. It is no new evidence: tables,
counts and exports leave it out.

Decision (2026-11): a draw is a ranking by a hash of its number and the record's id. One number draws the same records
on every computer, and goes on drawing them when others are added or deleted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from exoannotate.domain.agreement import Agreement, Codes, Disagreement, agreement, wilson
from exoannotate.domain.records import Link, Passage, Record
from exoannotate.domain.wording import counted

TAG = "verification"
"""The tag of a second extraction, which other programs see, too."""
FIRST, SECOND = "First record", "Second look"
LEAST = 20
HIGHEST = 9_999
"""Numbers of draws go so far: they are read out, typed and reported."""
_AGENT = "verification "


def agent(record: str) -> str:
    """What stands as the agent of the second extraction of a record."""
    return _AGENT + record


def checks(record: Record) -> str:
    """The record that this one checks, "" for a record of evidence."""
    return record.agent.removeprefix(_AGENT) if record.agent.startswith(_AGENT) else ""


def usual_size(many: int) -> int:
    """How many of so many records are drawn unless somebody says otherwise: a tenth, and at least twenty."""
    return min(many, max(LEAST, -(-many // 10)))


def draw(records: Iterable[str], size: int, number: int) -> tuple[str, ...]:
    """As many records as wanted by chance; the same ``number`` draws the same ones."""
    return tuple(sorted(records, key=lambda record: sha256(f"{number}:{record}".encode()).digest())[:size])


@dataclass(frozen=True, slots=True)
class FieldErrors:
    """One field: how many pairs said something in it, how many of these differ, and the 95 % interval of that share."""

    field: str
    compared: int
    differ: int
    low: float
    high: float

    @classmethod
    def of(cls, field: str, compared: int, differ: int) -> FieldErrors:
        """With the interval worked out."""
        return cls(field, compared, differ, *wilson(differ, compared))

    @property
    def share(self) -> float | None:
        """The share that differs, from 0 to 1; None where nothing was compared."""
        return self.differ / self.compared if self.compared else None


@dataclass(frozen=True, slots=True)
class Errors:
    """How often second extractions say something else than the first records. ``alone``: second ones whose first record
    is gone; ``whole``: all fields together."""

    pairs: int
    alone: int
    fields: tuple[FieldErrors, ...]
    whole: FieldErrors
    apart: Agreement

    def sentence(self) -> str:
        """The same in words."""
        if not self.pairs:
            return "No record was extracted a second time yet."
        many = f"{counted(self.pairs, 'record')} extracted a second time"
        gone = f" {self.alone:,} more stand alone, for the first record is gone." if self.alone else ""
        all_of = self.whole
        if all_of.share is None:
            return f"{many}; no field was filled in both.{gone}"
        return (
            f"{many}: {all_of.differ:,} of {all_of.compared:,} fields differ, {100 * all_of.share:.1f} % "
            f"(95 % interval {100 * all_of.low:.1f} to {100 * all_of.high:.1f} %).{gone}"
        )


def errors(
    records: Sequence[Record], links: Sequence[Link], passages: Sequence[Passage], codes: Mapping[str, Codes],
    fields: Sequence[str],
) -> Errors:  # fmt: skip
    """Set each second extraction beside the record of somebody else on its words that says most the same."""
    seconds = [record for record in records if checks(record)]
    compared: Counter[str] = Counter()
    differ: Counter[str] = Counter()
    apart: list[Disagreement] = []
    pairs = alone = 0
    for person in sorted({record.curator for record in seconds}):
        own = [replace(record, curator=SECOND) for record in seconds if record.curator == person]
        keys = {record.id for record in own}
        places = {link.passage for link in links if link.record in keys}
        near = {link.record for link in links if link.passage in places}
        firsts = [
            replace(record, curator=FIRST)
            for record in records
            if record.id in near and not checks(record) and record.curator != person
        ]
        here = [passage for passage in passages if passage.id in places]
        found = agreement([*firsts, *own], links, here, codes, fields)
        pairs += found.claims
        alone += len(own) - found.claims
        apart += found.disagreements
        for field in found.fields:
            compared[field.field] += field.claims
            differ[field.field] += field.claims - field.alike
    told = tuple(FieldErrors.of(field, compared[field], differ[field]) for field in fields if compared[field])
    whole = FieldErrors.of("", compared.total(), differ.total())
    return Errors(pairs, alone, told, whole, Agreement((FIRST, SECOND), pairs, alone, (), tuple(apart)))
