"""Going through the candidates of a document: what is left, what was decided, and the records of one that is taken.

Decision (2026-11): a candidate is known by the letters and digits of its sentence, within its document. So a scan
that is done again, another copy of the paper or a page that moved asks nothing twice, and a merge brings what others
decided.
Rejected: its place on the page, which another copy does not share; a highlight for each, which would fill the lists.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from exoannotate.domain import blind
from exoannotate.domain.change import Change, RowEdit
from exoannotate.domain.errors import NotFoundError
from exoannotate.domain.folding import letters
from exoannotate.domain.ids import now
from exoannotate.domain.pagetext import PageText
from exoannotate.domain.records import CandidateDecision, Passage, Verdict, Words
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.reading import references
from exoannotate.reading import selection as reading_selection
from exoannotate.reading.document import DocumentText
from exoannotate.reading.pointing import point_at
from exoannotate.reading.references import References
from exoannotate.store.rows import delete as delete_row
from exoannotate.store.rows import insert, update
from exoannotate.suggest.vocabulary import Vocabulary
from exoannotate.workspace import candidates, passages, records, suggesting, terms, texts
from exoannotate.workspace.candidates import Candidate
from exoannotate.workspace.records import FieldInput, Inputs
from exoannotate.workspace.session import Session
from exoannotate.workspace.suggesting import Suggestion

LABELS: dict[Verdict, str] = {
    "taken": "Accept evidence",
    "rejected": "Reject evidence",
    "not exosomal": "Evidence is not exosomal",
    "marker only": "Evidence is of a marker only",
    "later": "Decide on evidence later",
}
"""What the Undo menu calls a decision."""
COVERED = "in a record"
"""Stands for a decision where the words are highlighted and stand in a record."""
AT_A_TIME = 8
"""Pages whose text is asked for before it is looked whether anybody still waits."""
_MEANINGS = {"resistance increased": "resistance", "sensitivity increased": "sensitivity",
             "associated (marker)": "marker", "": "note"}  # fmt: skip
"""By effect, what the highlight of a candidate means; "": none could be read."""


@dataclass(frozen=True, slots=True)
class Queued:
    """A candidate and the name of its sentence."""

    sentence: str
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class Scan:
    """A document that was looked through: its text, what was found in it, best first, and the queue to go through, in
    which each sentence stands once."""

    document: str
    info: PdfInfo
    pages: Mapping[int, PageText]
    all: tuple[Candidate, ...]
    queue: tuple[Queued, ...]
    names: Vocabulary
    cited: References

    @property
    def has_text(self) -> bool:
        """Whether there was anything to read."""
        return any(page.text.strip() for page in self.pages.values())


@dataclass(frozen=True, slots=True)
class Prepared:
    """A candidate as a passage, which may not be in the project yet, and the records it suggests."""

    passage: Passage
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How a document stands when a decision is made: candidates, and those in records that nobody decided on."""

    candidates: int = 0
    covered: int = 0


def sentence_key(text: str) -> str:
    """The name of a sentence: a hash of its letters and digits."""
    return hashlib.sha256(letters(text).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def queued(found: Iterable[Candidate]) -> tuple[Queued, ...]:
    """The candidates with the names of their sentences, each sentence once."""
    kept: dict[str, Queued] = {}
    for one in found:
        key = sentence_key(one.text)
        kept.setdefault(key, Queued(key, one))
    return tuple(kept.values())


def scan(
    session: Session,
    pdf: PdfClient,
    info: PdfInfo,
    document: str,
    stopped: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Scan:
    """Look through a document whose file is open. ``progress``: pages done, of all pages. May be stopped at any time;
    what it then returns is not whole."""
    terms.warm()
    names = terms.for_project(session)
    pages: dict[int, PageText] = {}
    keep = not pdf.locked(info)
    for start in range(0, info.pages, AT_A_TIME):
        if stopped():
            break
        pages |= texts.pages(pdf, info, range(start, min(start + AT_A_TIME, info.pages)), keep=keep)
        progress(len(pages) // 2, info.pages)
    cited = references.read(pages)
    half = len(pages) // 2
    found = candidates.find(pages, names, cited, stopped, lambda done: progress(half + done // 2, info.pages))
    return Scan(document, info, pages, found, queued(found), names, cited)


def covered(queue: Iterable[Queued], quotes: Iterable[str]) -> frozenset[str]:
    """The sentences that stand in one of these quotes, or of which a quote marks at least the half."""
    marked = [folded for quote in quotes if (folded := letters(quote))]
    return frozenset(one.sentence for one in queue if _is_marked(letters(one.candidate.text), marked))


def _is_marked(sentence: str, marked: Collection[str]) -> bool:
    return any(sentence in quote or (2 * len(quote) >= len(sentence) and quote in sentence) for quote in marked)


def recorded_quotes(session: Session, document: str) -> Iterator[str]:
    """The quotes of a document that stand in a record."""
    linked = {link.passage for link in session.project.links()}
    return (passage.quote for passage in session.project.passages(document) if passage.id in linked)


def verdicts(session: Session, of: Scan) -> dict[str, str]:
    """What was decided, by sentence; ``COVERED`` where it stands in a record anyway."""
    known = blind.decided(session.project.candidate_decisions(of.document))
    made = {sentence: str(one.decision) for sentence, one in known.items()}
    return dict.fromkeys(covered(of.queue, recorded_quotes(session, of.document)), COVERED) | made


def counts(of: Scan, known: Mapping[str, str]) -> Counts:
    """The numbers that go with a decision."""
    return Counts(len(of.queue), sum(known.get(one.sentence) == COVERED for one in of.queue))


def prepare(session: Session, of: Scan, one: Candidate) -> Prepared:
    """A candidate as a passage and as drafts whose values point at its words. Nothing is written.

    The highlight of the same words is taken where there is one. Raises ExoError.
    """
    document = session.project.document(of.document)
    selection = reading_selection.between(of.pages, *one.carets)
    effect = next((v.text for s in one.suggestions for v in s.values.get("effect", ())), "")
    meaning = passages.meaning_id(session, _MEANINGS.get(effect, "resistance"))
    made = passages.new_passage(session, document, of.info, DocumentText.of(of.pages), selection, meaning)
    here = (known for known in session.project.passages(of.document) if known.state != "not found")
    passage = next((known for known in here if letters(known.quote) == letters(made.quote)), made)
    if one.kind == "sentence":
        found = suggesting.of_passage(of.names, passage, of.cited, before=suggesting.before(passage, of.pages))
    else:
        pointing = (_pointing(suggestion, passage) for suggestion in one.suggestions)
        found = tuple(suggesting.with_study(each, passage.quote, passage.id, of.cited) for each in pointing)
    return Prepared(passage, found)


def _pointing(suggestion: Suggestion, passage: Passage) -> Suggestion:
    """The values of a table row with the words of its cells; those filled in from above stand in no word of it."""

    def words(name: str, text: str) -> Words | None:
        return None if name in ("cargo_class", "perturbation", "effect") else point_at(text, (passage,))

    values = {name: tuple(replace(value, words=words(name, value.text)) for value in given)
              for name, given in suggestion.values.items()}  # fmt: skip
    return replace(suggestion, values=values)


def suggested(suggestion: Suggestion) -> dict[str, FieldInput]:
    """A suggestion as it is saved when a person accepts it as it is."""
    return {name: FieldInput(values, origin="suggested") for name, values in suggestion.values.items()}


def decide(session: Session, document: str, sentence: str, verdict: Verdict, standing: Counts) -> None:
    """Remember what was decided on a candidate; the same again changes nothing."""
    edits = _decision(session, document, sentence, verdict, standing)
    if edits:
        session.run(Change(LABELS[verdict], edits))


def take(
    session: Session, sentence: str, passage: Passage, drafts: Sequence[Inputs], standing: Counts
) -> tuple[str, ...]:  # fmt: skip
    """Make the highlight of a candidate and all its records, and remember that it was taken: one act. The records' ids.

    Raises BadValueError when one of them says nothing; nothing is written then.
    """
    passage, edits = _there(session, passage)
    made = tuple(records.drafted(session, [passage], inputs, edits) for inputs in drafts)
    decision = _decision(session, passage.document, sentence, "taken", standing)
    session.run(Change(LABELS["taken"], (*edits, *decision)))
    return made


def link(session: Session, sentence: str, passage: Passage, record: str, standing: Counts) -> None:
    """Let a candidate support a record that is there already, and remember that it was taken: one act."""
    passage, edits = _there(session, passage)
    if all(known.passage != passage.id for known in session.project.links(record=record)):
        edits += records.linking(session, record, [passage])
    decision = _decision(session, passage.document, sentence, "taken", standing)
    session.run(Change(LABELS["taken"], (*edits, *decision)))


def reopen(session: Session, document: str, sentence: str) -> None:
    """Forget what was decided on a candidate: it is asked again. Records that were made stay."""
    known = _known(session, document, sentence)
    if known:
        session.run(Change("Ask about evidence again", tuple(map(delete_row, known))))


def _there(session: Session, passage: Passage) -> tuple[Passage, list[RowEdit]]:
    """The passage as it is in the project, and the edit that puts it there where it is new."""
    try:
        return session.project.passage(passage.id), []
    except NotFoundError:
        time = now()
        passage = replace(passage, created=time, changed=time, curator=session.curator.id)
        return passage, [insert(passage)]


def _decision(
    session: Session, document: str, sentence: str, verdict: Verdict, standing: Counts
) -> tuple[RowEdit, ...]:
    """The edits by which a sentence has this verdict and no other; none where it has it. Each who coded blind has
    left a decision: after the round the one that counted is changed, and the others go with it."""
    known = _known(session, document, sentence)
    counted = blind.decided(known).get(sentence)
    if counted is not None and counted.decision == verdict:
        return ()
    kept_as = counted.sentence if counted is not None else _kept_as(session, sentence)
    made = CandidateDecision(
        session.project.document(document).id, kept_as, verdict, standing.candidates, standing.covered, now(),
        session.curator.id,
    )  # fmt: skip
    if counted is None:
        return (insert(made),)
    return (update(counted, made), *(delete_row(one) for one in known if one is not counted))


def _known(session: Session, document: str, sentence: str) -> tuple[CandidateDecision, ...]:
    """What was decided on a sentence, as far as it may be seen."""
    return tuple(
        one for one in session.project.candidate_decisions(document) if blind.sentence_of(one.sentence) == sentence
    )


def _kept_as(session: Session, sentence: str) -> str:
    """Under what a decision is kept: in a round of blind coding everybody decides by themselves."""
    return blind.own_sentence(sentence, session.curator.id) if session.project.veil.coding else sentence
