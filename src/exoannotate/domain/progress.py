"""How far the work on each document is: its highlights, its records, and how many of these are complete."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from exoannotate.domain.blind import decided
from exoannotate.domain.records import CandidateDecision
from exoannotate.domain.wording import counted


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of one document. ``complete``: records that are complete or were decided on."""

    highlights: int = 0
    records: int = 0
    complete: int = 0

    def words(self) -> str:
        """The counts in words: "12 highlights, 5 records, 3 of them complete"."""
        if not self.highlights:
            return "no highlights yet"
        told = [counted(self.highlights, "highlight")]
        told.append(counted(self.records, "record") if self.records else "no record yet")
        if self.records:
            told.append("all complete" if self.complete == self.records else f"{self.complete} of them complete")
        return ", ".join(told)

    @property
    def share(self) -> float:
        """How much of the records is complete, from 0 to 1; 0 where there is none."""
        return self.complete / self.records if self.records else 0.0


@dataclass(frozen=True, slots=True)
class Looked:
    """How far the candidates of a document were looked at: so many of so many are decided."""

    decided: int = 0
    candidates: int = 0

    @classmethod
    def of(cls, decisions: Iterable[CandidateDecision]) -> Looked:
        """From what was decided on one document; the last decision knows how many candidates there are."""
        made = tuple(decisions)
        if not made:
            return cls()
        last = max(made, key=lambda one: (one.changed, one.id))
        settled = sum(one.decision != "later" for one in decided(made).values())
        return cls(min(settled + last.covered, last.candidates), last.candidates)

    @property
    def under_way(self) -> bool:
        """Whether some are left."""
        return self.decided < self.candidates

    def words(self) -> str:
        """“scan 12 of 46”, "" where nothing was decided yet."""
        return f"scan {self.decided} of {self.candidates}" if self.candidates else ""


class Tally:
    """Counts of all documents, kept up with single edits: a project has many more records than change at a time.

    A record that quotes two documents counts in both.
    """

    def __init__(self) -> None:
        self._document_of: dict[str, str] = {}
        self._quoted: dict[str, tuple[frozenset[str], bool]] = {}
        self._highlights: Counter[str] = Counter()
        self._records: Counter[str] = Counter()
        self._complete: Counter[str] = Counter()

    @classmethod
    def of(
        cls, document_of: Mapping[str, str], links: Mapping[str, Iterable[str]], status: Mapping[str, str]
    ) -> Tally:  # fmt: skip
        """The counts of a project: the document of each passage, the passages of each record, its status."""
        made = cls()
        for passage, document in document_of.items():
            made.take_passage(passage, document)
        for record, said in status.items():
            made.take_record(record, links.get(record, ()), said)
        return made

    def take_passage(self, passage: str, document: str | None) -> None:
        """A passage is in a document now, or gone. Its records must be taken afterwards."""
        before = self._document_of.pop(passage, None)
        if before is not None:
            self._highlights[before] -= 1
        if document is not None:
            self._document_of[passage] = document
            self._highlights[document] += 1

    def take_record(self, record: str, passages: Iterable[str], status: str | None) -> None:
        """A record rests on these passages now and has this status; None when it is gone."""
        quoted, complete = self._quoted.pop(record, (frozenset[str](), False))
        for document in quoted:
            self._records[document] -= 1
            self._complete[document] -= complete
        if status is None:
            return
        quoted = frozenset(self._document_of[p] for p in passages if p in self._document_of)
        complete = status != "draft"
        self._quoted[record] = (quoted, complete)
        for document in quoted:
            self._records[document] += 1
            self._complete[document] += complete

    def __getitem__(self, document: str) -> Progress:
        return Progress(self._highlights[document], self._records[document], self._complete[document])
