"""Search everywhere: titles, records, quotes, notes and the text of all documents, with other names of what is sought.

The window asks ``look`` with what it has of a project, again for every letter typed and in a thread of its own; the
command line asks ``find``. Both read the same: letters and digits count, spelling of Greek, dashes and blanks do not.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from exoannotate.domain import own_fields
from exoannotate.domain.errors import BadValueError, ExoError, NotFoundError, PasswordNeededError
from exoannotate.domain.evidence import LONG_COLUMNS, EvidenceRow
from exoannotate.domain.fields import EVIDENCE_FIELDS
from exoannotate.domain.records import Document, FieldEntry, Passage
from exoannotate.pdf.client import PdfClient
from exoannotate.reading.pageindex import Index
from exoannotate.reading.phrase import Phrase
from exoannotate.reading.search import Hit as Place
from exoannotate.reading.search import Mode, Search
from exoannotate.reading.snippets import snippet
from exoannotate.workspace import terms, texts
from exoannotate.workspace.documents import open_document
from exoannotate.workspace.ledger import Ledger, Marks, Stop, bare_of, marks
from exoannotate.workspace.session import Session
from exoannotate.workspace.shelf import Held, Shelf
from exoannotate.workspace.sought import Sought, sought
from exoannotate.workspace.verifying import evidence_only

log = logging.getLogger(__name__)

Where = Literal["titles", "fields", "quotes", "notes", "documents"]
PLACES: tuple[Where, ...] = ("titles", "fields", "quotes", "notes", "documents")
"""Where the search looks, in the order of its answers; ``documents`` is their text, ``titles`` what they are called."""
BY_COMMAND: tuple[Where, ...] = ("quotes", "fields", "notes", "documents", "titles")
"""The same as people name them."""

MOST = 5_000
"""So many hits of one kind are enough for anybody."""
_SLICE = 0.003
_PORTION = 4
"""Pages made ready before their hits are told."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a text was found. ``where`` is one of PLACES; the ids that apply are set, the others are "".

    ``marks``: the runs of ``text`` that were looked for; ``place``: where they stand in the text of a document's pages
    of the file ``file``; ``mode``: whether they are a phrase there or only stand near one another.
    """

    where: Where
    text: str
    marks: Marks = ()
    document: str = ""
    passage: str = ""
    record: str = ""
    field: str = ""
    page: int | None = None
    label: str = ""
    place: Place | None = None
    file: str = ""
    mode: Mode = "phrase"


@dataclass(slots=True)
class Known:
    """What is known of a project: values that were read, and its documents' texts. ``shelf`` may be shared."""

    documents: Mapping[str, Document] = field(default_factory=dict)
    passages: Mapping[str, Passage] = field(default_factory=dict)
    rows: Mapping[str, EvidenceRow] = field(default_factory=dict)
    shelf: Shelf = field(default_factory=Shelf)


class Ledgers:
    """The letters of a project's values, kept from one search to the next. One thread at a time may use them."""

    def __init__(self) -> None:
        self.titles: Ledger[Document] = Ledger(_title_text)
        self.rows: Ledger[EvidenceRow] = Ledger(_row_text)
        self.passages: Ledger[Passage] = Ledger(lambda passage: f"{passage.quote}\n{passage.note}")


def look(
    known: Known,
    ledgers: Ledgers,
    wanted: Sought,
    places: Sequence[Where],
    stop: Stop,
    *,
    without: Container[str] = (),
    most: int = MOST,
) -> Iterator[Hit]:
    """Where something stands, in the order of PLACES and grouped by document; ends when ``stop`` says so.

    Text of documents that were never read is passed over (``known.shelf.load`` names those), and that of ``without``.
    """
    phrases = wanted.phrases
    if phrases[0].empty or wanted.empty:
        return
    if "titles" in places:
        if not ledgers.titles.renew(known.documents, stop):
            return
        yield from islice(_titles(ledgers, phrases, stop), most)
    if "fields" in places or "notes" in places:
        if not ledgers.rows.renew(known.rows, stop):
            return
        if "fields" in places:
            yield from islice(_fields(ledgers, phrases, stop), most)
    if "quotes" in places or "notes" in places:
        if not ledgers.passages.renew(known.passages, stop):
            return
        if "quotes" in places:
            yield from islice(_passages(ledgers, phrases, stop, "quotes"), most)
        if "notes" in places:
            yield from islice(_passages(ledgers, phrases, stop, "notes"), most)
            yield from islice(_fields(ledgers, phrases, stop, notes=True), most)
    if "documents" in places:
        yield from islice(_texts(known, wanted, stop, without), most)


def find(
    session: Session,
    pdf: PdfClient | None,
    text: str,
    places: Sequence[str] = BY_COMMAND,
    limit: int = 1000,
    *,
    synonyms: bool = True,
    unread: Callable[[Document, str], None] | None = None,
) -> Iterator[Hit]:
    """Where a text stands in a project, by command.

    ``documents`` is searched only with a client; those whose text cannot be had are told to ``unread`` with why.
    Raises BadValueError for an unknown place or a text without letters or digits.
    """
    for place in places:
        if place not in PLACES:
            raise BadValueError(f"“{place}” is not a place to search.", f"There are: {', '.join(BY_COMMAND)}.")
    wanted = meant(session, text) if synonyms else sought(text)
    if wanted.empty:
        raise BadValueError("There is nothing to search for.", "Give at least one letter or digit.")
    yield from islice(_found(session, pdf, wanted, places, unread), limit)


def meant(session: Session, text: str) -> Sought:
    """What to look for, with the names that vocabularies and the project's own terms know."""
    try:
        names = terms.for_project(session)
    except OSError:
        log.info("the vocabularies cannot be read, so only what was typed is looked for")
        return sought(text)
    return sought(text, names)


def also(wanted: Sought) -> str:
    """What else was looked for, in words; "" for nothing."""
    shown = sorted(wanted.others, key=lambda name: len(name) > _LONG)[:_ALSO]  # chemical names say little
    more = len(wanted.others) - len(shown)
    return f"also: {', '.join(shown)}{f' and {more} more' if more else ''}" if shown else ""


_ALSO, _LONG = 4, 32


# By command ----------------------------------------------------------------------------------------------------------


def _found(
    session: Session,
    pdf: PdfClient | None,
    wanted: Sought,
    places: Sequence[str],
    unread: Callable[[Document, str], None] | None,
) -> Iterator[Hit]:
    phrases = wanted.phrases
    for passage in session.project.passages():
        if "quotes" in places and (found := marks(passage.quote, phrases)):
            yield _of_passage(passage, "quotes", found)
        if "notes" in places and (found := marks(passage.note, phrases)):
            yield _of_passage(passage, "notes", found)
    evidence = {record.id for record in evidence_only(session)}
    for entry in session.project.all_entries():
        if entry.record in evidence and any(place in places for place in ("fields", "notes")):
            yield from _of_entry(entry, phrases, places)
    documents = session.project.documents()
    for document in documents if "titles" in places else ():
        yield from _of_title(document, phrases)
    if "documents" in places and pdf is not None:
        shelf = Shelf()
        known = Known({d.id: d for d in documents}, shelf=shelf)
        for document in shelf.load(documents):
            why = read(session, pdf, shelf, document.id, lambda: False)
            if why and unread is not None:
                unread(document, why)
        yield from _texts(known, wanted, lambda: False, ())


def _of_entry(entry: FieldEntry, phrases: Sequence[Phrase], places: Sequence[str]) -> Iterator[Hit]:
    place: Where = "notes" if entry.field == "note" else "fields"
    if place not in places or not (entry.field in _FIELDS or entry.field.startswith(own_fields.PREFIX)):
        return
    names = "\n".join(f"{v.text}\n{v.name}\n{v.identifier if v.source != 'studies' else ''}" for v in entry.values)
    if marks(names, phrases):
        yield Hit(place, entry.text, marks(entry.text, phrases), record=entry.record, field=entry.field)


_FIELDS = frozenset(f.name for f in EVIDENCE_FIELDS)


def read(
    session: Session,
    pdf: PdfClient,
    shelf: Shelf,
    document: str,
    stop: Stop,
    tell: Callable[[int], None] | None = None,
) -> str:
    """Read the text of a document for searching; why that cannot be, in words, "" when it was read or stopped."""
    try:
        info = open_document(session, pdf, document)
        try:
            held = shelf.read(session.project.document(document), pdf, info, stop, tell)
        finally:
            pdf.close(info)
    except PasswordNeededError:
        return LOCKED
    except NotFoundError:
        return AWAY
    except ExoError:
        return DAMAGED
    return SCANNED if held is not None and held.sieve.blank else ""


LOCKED, AWAY, DAMAGED, SCANNED = (
    "needs its password",
    "its PDF is not at hand",
    "its PDF cannot be read",
    "its pages are pictures without text",
)


# Values --------------------------------------------------------------------------------------------------------------


def _titles(ledgers: Ledgers, phrases: Sequence[Phrase], stop: Stop) -> Iterator[Hit]:
    for document in ledgers.titles.holding(phrases, stop):
        yield from _of_title(document, phrases)


def _of_title(document: Document, phrases: Sequence[Phrase]) -> Iterator[Hit]:
    for text in (document.title, _source(document), document.tags, document.note):
        found = marks(text, phrases)
        if found:
            yield Hit("titles", text, found, document=document.id)
            return


def _source(document: Document) -> str:
    parts = (document.authors, str(document.year or ""), document.journal, document.doi, document.pmid)
    return " · ".join(filter(None, parts))


def _title_text(document: Document) -> str:
    return "\n".join((document.title, _source(document), document.tags, document.note))


_REASONS = {column.field: k for k, column in enumerate(LONG_COLUMNS) if column.name.endswith("_reason")}
_SEARCHED = tuple(
    (column.name, k, _REASONS.get(column.name))
    for k, column in enumerate(LONG_COLUMNS)
    if column.field == column.name and column.name not in ("role", "note")
)
"""Name and place of each column that holds what somebody wrote, and the place of the reason it may be empty for."""
_NOTE = next((k for k, column in enumerate(LONG_COLUMNS) if column.name == "note"), None)


def _cells(row: EvidenceRow) -> Iterator[tuple[str, str]]:
    """Names of columns and what somebody wrote in them; a reason for nothing is nothing."""
    cells = row.cells
    for name, k, reason in _SEARCHED:
        if cells[k] and not (reason is not None and cells[reason]):
            yield name, cells[k]
    for k in range(len(LONG_COLUMNS), len(cells)):  # own fields of the project stand behind all others
        if cells[k]:
            yield "", cells[k]


def _row_text(row: EvidenceRow) -> str:
    return "\n".join((*(text for _, text in _cells(row)), row.cells[_NOTE] if _NOTE is not None else ""))


def _fields(ledgers: Ledgers, phrases: Sequence[Phrase], stop: Stop, *, notes: bool = False) -> Iterator[Hit]:
    """One hit a record: the first of its fields that holds it."""
    for row in ledgers.rows.holding(phrases, stop):
        if notes:
            note = row.cells[_NOTE] if _NOTE is not None else ""
            if found := marks(note, phrases):
                yield Hit("notes", note, found, record=row.record, field="note")
            continue
        for name, text in _cells(row):
            if found := marks(text, phrases):
                yield Hit("fields", text, found, record=row.record, field=name)
                break


def _passages(
    ledgers: Ledgers, phrases: Sequence[Phrase], stop: Stop, where: Literal["quotes", "notes"]
) -> Iterator[Hit]:
    for passage in ledgers.passages.holding(phrases, stop):
        found = marks(passage.quote if where == "quotes" else passage.note, phrases)
        if found:
            yield _of_passage(passage, where, found)


def _of_passage(passage: Passage, where: Literal["quotes", "notes"], found: Marks) -> Hit:
    text = passage.quote if where == "quotes" else passage.note
    return Hit(where, text, found, passage.document, passage.id, page=passage.page_index, label=passage.page_label)


# Text of documents ---------------------------------------------------------------------------------------------------


def _texts(known: Known, wanted: Sought, stop: Stop, without: Container[str]) -> Iterator[Hit]:
    """As a phrase; where that is nowhere, without counting blanks; then where all words are near one another."""
    phrase = wanted.phrases[0]
    modes: list[Mode] = ["phrase"]
    modes += ["loose"] if phrase.may_be_loose and not phrase.one_word else []
    modes += ["near"] if len(phrase.words) > 1 else []
    for mode in modes:
        some = False
        for document in tuple(known.documents.values()):
            if stop():
                return
            held = known.shelf.held(document) if document.id not in without else None
            if held is None:
                continue
            for hit in _in_document(known.shelf, document, held, wanted, mode, stop):
                some = True
                yield hit
        if some:
            return


def in_document(known: Known, document: Document, wanted: Sought, stop: Stop) -> Iterator[Hit]:
    """Where something stands as a phrase in one document, which was read meanwhile."""
    held = known.shelf.held(document)
    if held is not None and not wanted.empty:
        yield from _in_document(known.shelf, document, held, wanted, "phrase", stop)


def _in_document(shelf: Shelf, document: Document, held: Held, wanted: Sought, mode: Mode, stop: Stop) -> Iterator[Hit]:
    phrases = wanted.phrases
    if mode == "near":
        pages = held.sieve.having_all(bare_of(word) for word in phrases[0].words)
    else:
        pages = set().union(*(held.sieve.holding(bare_of(phrase)) for phrase in phrases))
    if not pages:
        return
    for numbers in _portions(sorted(pages)):
        if stop():
            return
        # One page more than there are: what else the words may mean is tried when they are nowhere in any document.
        index = Index(held.sieve.count + 1)
        for page in shelf.prepared(held, numbers).values():
            index.put(page)
        search = Search(index, wanted.query, mode)
        found: list[Place] = []
        while not search.done:
            found += search.run(_SLICE)
            if stop():
                return
        for place in sorted(found):
            line = snippet(index, place)
            label = texts.cited(document, held.labels, place.page, index.pages[place.page].number)
            yield Hit(
                "documents", line.text, line.marks, document.id, page=place.page, label=label, place=place,
                file=held.file, mode=mode,
            )  # fmt: skip


def _portions(pages: list[int]) -> Iterator[list[int]]:
    """Some pages at a time, never parted where one follows the other: a hit may run over the end of a page."""
    portion: list[int] = []
    for page in pages:
        if len(portion) >= _PORTION and (page != portion[-1] + 1 or len(portion) >= 3 * _PORTION):
            yield portion
            portion = []
        portion.append(page)
    if portion:
        yield portion
