"""What an import of evidence would do, and what it did, with the sentences for a person."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from exoannotate.domain.change import RowEdit
from exoannotate.domain.wording import counted


@dataclass(frozen=True, slots=True)
class EvidencePlan:
    """What importing would do. ``there``: records that say the same here; ``differing`` say something else;
    ``places``: passages that are made without a place on a page; ``problems``: rows that were left out, in words."""

    path: Path
    kind: str
    records: int
    new: int = 0
    there: int = 0
    differing: int = 0
    places: int = 0
    papers: int = 0
    edits: tuple[RowEdit, ...] = ()
    updates: tuple[RowEdit, ...] = ()
    problems: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    def sentence(self) -> str:
        """What will happen, before it does."""
        return " ".join(self.lines())

    def lines(self) -> list[str]:
        """The same, a line for each thing to know."""
        told = [f"{counted(self.records, 'record')} ({self.kind})."]
        counts = (
            (self.new, "New"),
            (self.there, "The same here already"),
            (self.differing, "Saying something else here"),
        )
        told += [f"{words}: {many}." for many, words in counts if many]
        if self.papers:
            told.append(f"New papers, without a PDF: {self.papers}.")
        if self.places:
            told.append(f"Quotes without a place on a page yet: {self.places}.")
        if self.unknown:
            told.append(f"Left out, because this project has no such column: {', '.join(self.unknown[:6])}.")
        more = [f"{len(self.problems) - 3} more were left out."] if len(self.problems) > 3 else []
        return [*told, *self.problems[:3], *more]


@dataclass(frozen=True, slots=True)
class EvidenceImported:
    """What was done: counts as in ``EvidencePlan``; ``updated``: records that now say what the file says."""

    kind: str
    records: int
    new: int
    updated: int
    there: int
    differing: int
    places: int
    problems: tuple[str, ...] = field(default_factory=tuple)

    def sentence(self) -> str:
        """The counts in words."""
        told = [f"{many} {words}" for many, words in ((self.new, "new"), (self.updated, "changed")) if many]
        what = f"record{'s' * (self.new + self.updated != 1)}"
        words = f"Imported {self.kind}: {', '.join(told)} {what}." if told else "Nothing new in this file."
        if self.there:
            words += f" The same here already: {self.there}."
        if self.differing:
            words += f" Left as they are here: {self.differing}."
        if self.places and self.new:
            words += f" Quotes to be found on their pages: {self.places} (Ctrl+Shift+J)."
        return " ".join([words, *self.problems[:3]])
