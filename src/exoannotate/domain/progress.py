"""How far the work on each document is: its highlights, its records, and how many of these are complete."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from exoannotate.domain.records import Status


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
        told = [_counted(self.highlights, "highlight")]
        told.append(_counted(self.records, "record") if self.records else "no record yet")
        if self.records:
            told.append("all complete" if self.complete == self.records else f"{self.complete} of them complete")
        return ", ".join(told)

    @property
    def share(self) -> float:
        """How much of the records is complete, from 0 to 1; 0 where there is none."""
        return self.complete / self.records if self.records else 0.0


def progress(
    documents: Iterable[str],
    document_of: Mapping[str, str],
    links: Mapping[str, Iterable[str]],
    status: Mapping[str, Status | str],
) -> dict[str, Progress]:
    """The progress of each of ``documents``: ``document_of`` a passage, ``links`` from a record to its passages and
    its ``status``. A record that quotes two documents counts in both."""
    highlights = Counter(document_of.values())
    records: Counter[str] = Counter()
    complete: Counter[str] = Counter()
    for record, passages in links.items():
        said = status.get(record)
        if said is None:
            continue
        quoted = {document_of[p] for p in passages if p in document_of}
        records.update(quoted)
        if said != "draft":
            complete.update(quoted)
    return {key: Progress(highlights[key], records[key], complete[key]) for key in documents}


def _counted(many: int, what: str) -> str:
    return f"{many} {what}{'' if many == 1 else 's'}"
