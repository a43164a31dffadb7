"""Two documents that are one paper become one: both sets of highlights stay, those that are the same are joined."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from exoannotate.domain.bibliography import tags
from exoannotate.domain.change import Change, RowEdit
from exoannotate.domain.errors import ExoError
from exoannotate.domain.folding import letters
from exoannotate.domain.ids import now
from exoannotate.domain.records import READINGS, Document, Link, Passage, Tombstone, Value
from exoannotate.domain.wording import counted, shortened
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.reading.anchors import likeness
from exoannotate.store.rows import delete as delete_row
from exoannotate.store.rows import insert, update
from exoannotate.workspace import blind, collections, documents, relocating
from exoannotate.workspace.relocating import same_place
from exoannotate.workspace.session import Session

_FILLED = (
    "authors", "year", "journal", "volume", "issue", "page_range", "doi", "pmid", "retracted", "csl",
    "first_page_label",
)  # fmt: skip
"""What the other document says where the one that stays says nothing."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What came over to the document that stays: ``passages``, of which ``doubles`` were there already and ``lost``
    were not found in its file."""

    document: str
    title: str
    passages: int
    doubles: int
    lost: int

    def sentence(self) -> str:
        """What was joined, in words."""
        words = f"Joined: {counted(self.passages, 'highlight')} came over"
        words += f", {self.doubles} of them there already" if self.doubles else ""
        return f"{words}." + (f" Not found again in this copy: {self.lost}." if self.lost else "")


def likeliest(document: Document, others: Collection[Document]) -> tuple[Document, ...]:
    """Other documents, those that most probably are the same paper first: the same DOI, then a like title."""
    doi = letters(document.doi)
    same = {other.id: bool(doi) and doi == letters(other.doi) for other in others}
    return tuple(sorted(others, key=lambda other: (not same[other.id], -likeness(document.title, other.title))))


def join(
    session: Session, pdf: PdfClient, stays: str, goes: str, info: PdfInfo | None = None, *, keep: bool = True
) -> Joined:
    """Make document ``goes`` a part of document ``stays``, as one change.

    The file of ``stays`` remains the current one; the other's highlights are looked for in it, and those not found
    are listed with their quotes. ``info``: that file where it is open already, ``keep`` its text in the cache.
    Raises ExoError when it cannot be read.
    """
    if stays == goes:
        raise ExoError("A document cannot be joined with itself.", "Nothing was changed.")
    one, other = session.project.document(stays), session.project.document(goes)
    blind.refuse_hidden(session, (goes,))
    edits = _Joining(session, one, other).edits(_in_file_of(session, pdf, one, other, info, keep))
    session.run(Change(f"Join “{shortened(one.title)}” with its double", tuple(edits.all)))
    return edits.told


def _in_file_of(
    session: Session, pdf: PdfClient, one: Document, other: Document, info: PdfInfo | None, keep: bool
) -> tuple[tuple[Passage, Passage], ...]:
    """The passages of the other document as they are, and as they stand in the file of the one that stays."""
    passages = session.project.passages(other.id)
    if not passages or one.sha256 == other.sha256:
        return tuple((passage, passage) for passage in passages)
    opened = info or documents.open_document(session, pdf, one.id)
    try:
        if opened.sha256 != one.sha256:
            raise ExoError(
                f"The PDF of “{shortened(one.title)}” is not at hand, only another copy of it.",
                "Nothing was changed. Open the document and say where its PDF lies, then join again.",
            )
        found = relocating.relocate_open(session, pdf, other.id, Path(opened.path), opened, keep=keep, into=one)
    finally:
        if info is None:
            pdf.close(opened)
    return tuple((each.passage, each.after) for each in found.passages)


@dataclass(frozen=True, slots=True)
class _Edits:
    all: tuple[RowEdit, ...]
    told: Joined


class _Joining:
    """Collects the edits of one join."""

    def __init__(self, session: Session, one: Document, other: Document) -> None:
        self._project = session.project
        self._curator = session.curator.id
        self._one, self._other = one, other
        self._time = now()
        self._edits: list[RowEdit] = []

    def edits(self, coming: Iterable[tuple[Passage, Passage]]) -> _Edits:
        """The edits, given the passages that come over before and after."""
        doubles: dict[str, Passage] = {}
        lost = many = 0
        there = self._project.passages(self._one.id)
        alike: dict[tuple[str, str], list[Passage]] = {}
        for passage in there:
            alike.setdefault((passage.meaning, letters(passage.quote)), []).append(passage)
        notes: dict[str, Passage] = {}
        for before, after in coming:
            many += 1
            same = alike.get((after.meaning, letters(after.quote)), ())
            double = next((p for p in same if _is_double(p, after)), None)
            if double is None:
                lost += after.state in ("not found", "ambiguous")
                self._edits.append(update(before, replace(after, document=self._one.id, changed=self._time)))
                continue
            doubles[before.id] = double
            notes[double.id] = _with_note(notes.get(double.id, double), before.note)
            self._bury(before, "passage")
        for passage in there:
            if passage.id in notes and notes[passage.id].note != passage.note:
                self._edits.append(update(passage, replace(notes[passage.id], changed=self._time)))
        self._relink(doubles)
        self._point_anew(doubles, self._studies())
        self._files()
        self._documents()
        told = Joined(self._one.id, self._one.title, many, len(doubles), lost)
        return _Edits(tuple(self._edits), told)

    def _bury(self, item: Passage | Document, kind: str) -> None:
        self._edits += [delete_row(item), insert(Tombstone(item.id, kind, self._time, self._curator))]

    def _relink(self, doubles: Mapping[str, Passage]) -> None:
        """Records that stand on a double stand on the one that stays."""
        stones = {stone.id: stone for stone in self._project.tombstones()}
        made: set[str] = set()
        for old, double in doubles.items():
            for link in self._project.links(passage=old):
                self._edits.append(delete_row(link))
                new = Link(link.record, double.id, link.ordinal, link.created, link.curator)
                known = {each.passage for each in self._project.links(record=link.record)}
                if double.id in known or new.id in made:
                    continue
                made.add(new.id)
                if new.id in stones:
                    self._edits.append(delete_row(stones[new.id]))
                self._edits.append(insert(new))
                record = self._project.record(link.record)
                changed = update(record, replace(record, changed=self._time))
                if changed.key not in {edit.key for edit in self._edits if edit.table == changed.table}:
                    self._edits.append(changed)

    def _studies(self) -> dict[str, str]:
        """The reference list of the other joins the one that stays; the ids of those that were there already."""
        known = {study.text: study.id for study in self._project.studies(self._one.id)}
        same: dict[str, str] = {}
        for study in self._project.studies(self._other.id):
            if study.text in known:
                same[study.id] = known[study.text]
                self._edits.append(delete_row(study))
            else:
                self._edits.append(update(study, replace(study, document=self._one.id)))
        return same

    def _point_anew(self, doubles: Mapping[str, Passage], studies: Mapping[str, str]) -> None:
        """Values point at the words and the studies that stay."""
        quotes = {old: self._project.passage(old).quote for old in doubles}

        def anew(value: Value) -> Value:
            words = value.words
            if words is not None and words.passage in doubles:
                stays = doubles[words.passage]
                same = quotes[words.passage] == stays.quote
                value = replace(value, words=replace(words, passage=stays.id) if same else None)
            if value.source == "studies" and value.identifier in studies:
                value = replace(value, identifier=studies[value.identifier])
            return value

        for entry in self._project.all_entries() if doubles or studies else ():
            values = tuple(map(anew, entry.values))
            if values != entry.values:
                self._edits.append(update(entry, replace(entry, values=values)))

    def _files(self) -> None:
        known = {(file.sha256, file.path) for file in self._project.files(self._one.id)}
        for file in self._project.files(self._other.id):
            if (file.sha256, file.path) in known:
                self._edits.append(delete_row(file))
            else:
                self._edits.append(update(file, replace(file, document=self._one.id)))

    def _decisions(self) -> None:
        """What was decided on a candidate of either is decided; nobody is asked again."""
        there = {made.sentence: made for made in self._project.candidate_decisions(self._one.id)}
        for made in self._project.candidate_decisions(self._other.id):
            self._edits.append(delete_row(made))
            known = there.get(made.sentence)
            if known is None:
                self._edits.append(insert(replace(made, document=self._one.id)))
            elif known.decision == "later" or made.decision == "taken" != known.decision:
                self._edits.append(update(known, replace(made, document=self._one.id)))

    def _documents(self) -> None:
        one, other = self._one, self._other
        after = one
        for name in _FILLED:
            if name != "first_page_label" or one.sha256 == other.sha256:
                after = replace(after, **{name: getattr(one, name) or getattr(other, name)})
        further = max(one.reading, other.reading, key=READINGS.index)
        both = "; ".join(tags(f"{one.tags}; {other.tags}"))
        after = replace(after, reading=further, tags=both, note=_both(one.note, other.note, "\n"))
        if after != one:
            self._edits.append(update(one, replace(after, changed=self._time)))
        self._edits += collections.follow(self._project, other.id, one.id)
        self._decisions()
        for of in self._project.rounds():  # what is coded blind in the one is coded in both
            if other.id in of.papers:
                papers = of.papers - {other.id} | {one.id}
                self._edits.append(update(of, replace(of, documents=" ".join(sorted(papers)))))
        self._bury(other, "document")


def _is_double(there: Passage, coming: Passage) -> bool:
    """Whether two passages of the same words and meaning mark the same place, or none."""
    if not there.quote and there.picture != coming.picture:
        return False
    return same_place(there.quads, coming.quads)


def _with_note(passage: Passage, note: str) -> Passage:
    return replace(passage, note=_both(passage.note, note, "\n"))


def _both(one: str, other: str, between: str) -> str:
    """Two texts as one; what both say is said once."""
    if not other or other in one.split(between):
        return one
    return f"{one}{between}{other}" if one else other
