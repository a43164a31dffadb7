"""What a project holds: documents, passages, evidence records and the things they point at.

Every class is a row of the table of the same name (see ``store/rows.py``). Times are UTC ISO 8601 text,
ids are made in ``domain/ids.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from exoannotate.domain.geometry import Quad

Reason = Literal["not reported", "not applicable", "unclear", "not yet looked"]
REASONS: tuple[Reason, ...] = ("not reported", "not applicable", "unclear", "not yet looked")

PassageState = Literal["exact", "moved", "fuzzy", "ambiguous", "not found"]

Status = Literal["draft", "complete", "accepted", "rejected"]
Decision = Literal["", "accepted", "rejected"]
"""What a person decided on a record; "" for nothing."""
STATUSES: tuple[Status, ...] = ("draft", "complete", "accepted", "rejected")

Reading = Literal["to read", "under way", "done"]
READINGS: tuple[Reading, ...] = ("to read", "under way", "done")

Origin = Literal["typed", "suggested", "changed suggestion"]


@dataclass(frozen=True, slots=True)
class Curator:
    """A person who edits the project."""

    id: str
    name: str
    orcid: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A paper. It is known by the hash of its bytes; paths are hints only, kept beside it.

    ``first_page_label``: what the user said is printed on the first page ("365"), else empty. ``queue``: its place in
    the reading queue, a number to sort by; documents with the same one stand in the order they were added. ``pages``
    counts those of the file, ``page_range`` tells those of the journal. ``csl``: what else a reference file said
    (``domain/works.py``). A paper without a PDF has no pages, and for a hash that of what tells it from others.
    """

    id: str
    sha256: str
    text_sha256: str
    title: str
    authors: str = ""
    year: int | None = None
    journal: str = ""
    doi: str = ""
    pmid: str = ""
    pages: int = 0
    first_page_label: str = ""
    reading: Reading = "to read"
    tags: str = ""
    note: str = ""
    added: str = ""
    changed: str = ""
    curator: str = ""
    queue: float = 0.0
    volume: str = ""
    issue: str = ""
    page_range: str = ""
    retracted: int = 0
    csl: str = ""

    @property
    def has_pdf(self) -> bool:
        """False for a paper that is only known from a reference file: it is still to be got."""
        return self.pages > 0


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """Where a document's bytes were seen: a path relative to the project, a hint to search by hash, never trusted."""

    id: str
    document: str
    sha256: str
    path: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A highlighted passage with everything needed to find it again.

    ``quote`` is the cleaned text, ``raw`` the same as printed; ``prefix`` and ``suffix`` are the 32 characters
    before and after; ``position`` is where it starts in the whole text, from 0 to 1; ``page_index`` counts from 0
    and says where to jump, ``page_label`` what to cite. ``score`` (0 to 1) tells how well it was found again.

    An area of a figure or table is a passage without words: its quote is empty, it has one quad, and ``picture``
    names what was seen there (the SHA-256 of a PNG that the project keeps).
    """

    id: str
    document: str
    quote: str
    raw: str
    prefix: str
    suffix: str
    position: float
    page_index: int
    page_label: str
    quads: tuple[Quad, ...]
    file_sha256: str
    text_sha256: str
    extractor: str
    meaning: str
    note: str = ""
    state: PassageState = "exact"
    score: float = 1.0
    created: str = ""
    changed: str = ""
    curator: str = ""
    picture: str = ""

    @property
    def is_area(self) -> bool:
        """Whether this is a place of a figure or table and not words."""
        return not self.quote

    @property
    def shown(self) -> str:
        """What stands for the passage in lists and cards: its quote, or in words what it is."""
        return self.quote or f"{AREA}, p. {self.page_label}"


AREA = "Figure or table area"
"""What an area is called where a quote would stand."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a quote that a value was read from: ``quote[start:end]`` of a passage."""

    passage: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a field. The words as printed (``text``) are never overwritten by the preferred name.

    ``identifier`` is only ever copied from a vocabulary or from the project's own studies, whose name stands in
    ``source``; empty means "no identifier". ``detail`` qualifies the value: the state of a donor, up or down for a
    target, "compared with" for a level.
    """

    text: str
    name: str = ""
    identifier: str = ""
    source: str = ""
    detail: str = ""
    words: Words | None = None

    def shown(self) -> str:
        """As a table shows it: the words, and the detail in brackets."""
        return f"{self.text} ({self.detail})" if self.detail else self.text


@dataclass(frozen=True, slots=True)
class FieldEntry:
    """What one record says in one field: values, or the reason why there is none; and who said so when.

    A field without an entry is "not yet looked". The entry is the unit of merging.
    """

    record: str
    field: str
    values: tuple[Value, ...] = ()
    reason: Reason | Literal[""] = ""
    origin: Origin = "typed"
    changed: str = ""
    curator: str = ""

    @property
    def id(self) -> str:
        return f"{self.record}:{self.field}"

    @property
    def text(self) -> str:
        """The values as a table shows them."""
        return "; ".join(value.shown() for value in self.values)


@dataclass(frozen=True, slots=True)
class Record:
    """One claim that a vesicle or its cargo changes the response to a therapy.

    The fields stand in ``FieldEntry`` rows. ``status``, ``role`` and ``assertion`` are computed from them
    (``domain/completeness.py``, ``domain/roles.py``) and kept here so that plain SQL can read them.
    ``review`` is a person's decision, "accepted" or "rejected", with who and when.
    """

    id: str
    status: Status = "draft"
    role: str = ""
    assertion: str = ""
    agent: str = "manual"
    review: Decision = ""
    reviewer: str = ""
    reviewed: str = ""
    created: str = ""
    changed: str = ""
    curator: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A passage supports a record (many to many). ``ordinal`` orders the passages of a record."""

    record: str
    passage: str
    ordinal: int = 0
    created: str = ""
    curator: str = ""

    @property
    def id(self) -> str:
        return f"{self.record}:{self.passage}"


@dataclass(frozen=True, slots=True)
class Study:
    """A primary study: an entry of the reference list of a review. ``text`` is the entry as printed."""

    id: str
    document: str
    text: str
    number: str = ""
    authors: str = ""
    year: int | None = None
    title: str = ""
    journal: str = ""
    doi: str = ""
    pmid: str = ""
    retracted: int = 0
    volume: str = ""
    issue: str = ""
    page_range: str = ""
    csl: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A name of the project's own vocabulary; ``identifier`` is copied from ``source`` or empty."""

    id: str
    kind: str
    name: str
    identifier: str = ""
    source: str = ""
    synonyms: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a highlight colour means: a letter and an underline pattern beside the colour, renamed at will."""

    id: str
    ordinal: int
    letter: str
    name: str
    colour: str
    pattern: str


MEANINGS: tuple[Meaning, ...] = (
    Meaning("resistance", 1, "R", "Resistance", "#D55E00", "solid"),
    Meaning("sensitivity", 2, "S", "Sensitivity", "#009E73", "double"),
    Meaning("cargo", 3, "C", "Cargo", "#56B4E9", "dotted"),
    Meaning("donor", 4, "D", "Donor or recipient", "#CC79A7", "dashed"),
    Meaning("therapy", 5, "T", "Therapy", "#E69F00", "thick"),
    Meaning("mechanism", 6, "M", "Mechanism", "#F0E442", "wavy"),
    Meaning("marker", 7, "K", "Marker, clinical", "#0072B2", "dash-dot"),
    Meaning("note", 8, "N", "Note", "#8C8C8C", "thin"),
)
"""The meanings a new project starts with: hues of Okabe and Ito, told apart without colour too."""


OwnKind = Literal["text", "number", "date", "choice", "yes/no"]
OWN_KINDS: tuple[OwnKind, ...] = ("text", "number", "date", "choice", "yes/no")


@dataclass(frozen=True, slots=True)
class ProjectField:
    """A field the users added themselves; it survives sharing and merging.

    ``choices`` stand one a line; ``name`` is the column's in commands, exports and SQL. Records keep its values as
    entries of the field "own:" + id. ``domain/own_fields.py`` turns it into a field like any other.
    """

    id: str
    label: str
    kind: OwnKind
    choices: str = ""
    ordinal: int = 0
    name: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class Collection:
    """A named group of documents. A document may be in several."""

    id: str
    name: str
    ordinal: int = 0


@dataclass(frozen=True, slots=True)
class CollectionMember:
    """A document is in a collection."""

    document: str
    collection: str

    @property
    def id(self) -> str:
        return f"{self.document}:{self.collection}"


LayoutKind = Literal["query", "layout"]


@dataclass(frozen=True, slots=True)
class Layout:
    """A saved query or a saved layout of the evidence table. ``body`` is JSON text (``workspace/layouts.py``)."""

    id: str
    name: str
    kind: LayoutKind
    body: str
    ordinal: int = 0


Verdict = Literal["taken", "rejected", "not exosomal", "marker only", "later"]
VERDICTS: tuple[Verdict, ...] = ("taken", "rejected", "not exosomal", "marker only", "later")


@dataclass(frozen=True, slots=True)
class CandidateDecision:
    """What a person decided on a sentence or table row that the program found in a document.

    ``sentence`` is a hash of its letters and digits, so that nobody is asked twice, wherever it stands and whichever
    copy of the paper it is read from. ``decision``: taken, rejected, not exosomal, marker only, or later. Beside it,
    how the document stood then: ``candidates`` were found, and ``covered`` of them stood in records without a decision.
    """

    document: str
    sentence: str
    decision: Verdict
    candidates: int = 0
    covered: int = 0
    changed: str = ""
    curator: str = ""

    @property
    def id(self) -> str:
        return f"{self.document}:{self.sentence}"


@dataclass(frozen=True, slots=True)
class Tombstone:
    """Something was deleted here, so that merging an older copy does not bring it back."""

    id: str
    kind: str
    deleted: str
    curator: str
