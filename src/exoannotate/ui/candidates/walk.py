"""The way through the candidates of a document: which one is at hand, what was decided, which comes next. No Qt."""

from __future__ import annotations

from collections.abc import Iterable

from exoannotate.domain.blind import decided
from exoannotate.domain.records import CandidateDecision
from exoannotate.workspace import deciding
from exoannotate.workspace.deciding import COVERED, Counts, Queued

IN_A_RECORD = ("taken", COVERED)


class Walk:
    """Candidates in a fixed order; those that nobody decided on come first, then those that were put aside."""

    def __init__(self, queue: tuple[Queued, ...]) -> None:
        self.queue = queue
        self.at = 0
        self.known: dict[str, str] = {}
        """What was decided, by sentence; ``COVERED`` where it stands in a record anyway."""
        self._covered: frozenset[str] = frozenset()
        self._again = False

    @property
    def here(self) -> Queued | None:
        """The candidate at hand, None at the end."""
        return self.queue[self.at] if self.at < len(self.queue) else None

    @property
    def sentence(self) -> str:
        """The name of its sentence, "" at the end."""
        return self.here.sentence if self.here is not None else ""

    @property
    def said(self) -> str:
        """What was decided on it, "" for nothing."""
        return self.known.get(self.sentence, "")

    @property
    def counts(self) -> Counts:
        """The numbers that go with a decision."""
        return Counts(len(self.queue), sum(said == COVERED for said in self.known.values()))

    def take_quotes(self, quotes: Iterable[str]) -> None:
        """These quotes of the document stand in records now."""
        self._covered = deciding.covered(self.queue, quotes)

    def take_decisions(self, decisions: Iterable[CandidateDecision]) -> None:
        """This was decided on candidates of the document, here or elsewhere."""
        made = {sentence: str(one.decision) for sentence, one in decided(decisions).items()}
        queued = {one.sentence for one in self.queue}
        known = dict.fromkeys(self._covered, COVERED) | made
        self.known = {sentence: said for sentence, said in known.items() if sentence in queued}

    def begin(self) -> None:
        """Go to the first candidate that nobody decided on."""
        self.at = self.next(-1)

    def begin_again(self) -> None:
        """Go through those that were put aside."""
        self._again = True
        self.at = self.next(-1)

    def next(self, after: int) -> int:
        """The place of the next candidate to decide on; the length of the queue when there is none."""
        wanted = "later" if self._again else ""
        places = range(after + 1, len(self.queue))
        return next((at for at in places if self.known.get(self.queue[at].sentence, "") == wanted), len(self.queue))

    def place_of(self, sentences: Iterable[str]) -> int | None:
        """Where the first of these sentences stands, None for none."""
        wanted = set(sentences)
        return next((at for at, one in enumerate(self.queue) if one.sentence in wanted), None)
