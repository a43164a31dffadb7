"""Taking a document out of the project, with its highlights and what rests on them; one undo brings all of it back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from exoannotate.domain.change import Change, RowEdit
from exoannotate.domain.errors import NotFoundError
from exoannotate.domain.ids import now
from exoannotate.domain.records import Tombstone, Value
from exoannotate.domain.wording import counted, shortened
from exoannotate.store.rows import delete as delete_row
from exoannotate.store.rows import insert, update
from exoannotate.workspace import blind, collections
from exoannotate.workspace.session import Session


@dataclass(frozen=True, slots=True)
class Removed:
    """What went with documents. ``document`` and ``title`` are those of the first; ``kept``: records that lost passages
    but rest on other documents, too; ``ended``: who coded in a blind round that was of these documents alone."""

    document: str
    title: str
    passages: int
    records: int
    kept: int
    documents: int = 1
    ended: str = ""

    def sentence(self) -> str:
        """What was deleted, in words."""
        words = f"“{shortened(self.title)}”" if self.documents == 1 else f"{self.documents} documents"
        parts = [counted(n, what) for n, what in ((self.passages, "highlight"), (self.records, "record")) if n]
        words += f" taken out with {' and '.join(parts)}." if parts else " taken out."
        if self.kept:
            rest = "rests" if self.kept == 1 else "rest"
            words += f" {counted(self.kept, 'record')} that {rest} on other papers too stayed."
        if self.ended:
            words += f" The blind round of {self.ended} had no other document and is closed with it."
        return words


def delete_document(session: Session, document_id: str) -> Removed:
    """Delete a document with its passages, as one change. Raises NotFoundError."""
    return delete_documents(session, (document_id,))


def delete_documents(session: Session, document_ids: Sequence[str]) -> Removed:
    """Delete documents with their passages, as one change.

    Decision (2026-11): a record that rests on these documents alone goes with them, for a record without a passage is
    no evidence; one that rests on other documents too stays and keeps its values. To refuse instead would make a user
    delete hundreds of records by hand. The PDFs themselves are not touched. Raises NotFoundError; ExoError where a
    blind round is open in which others worked on them.
    """
    project = session.project
    documents = [project.document(key) for key in dict.fromkeys(document_ids)]
    if not documents:
        raise NotFoundError("No document was named.", "Nothing was changed.")
    rounds, ended = blind.ended_without(session, [document.id for document in documents])
    passages = [passage for document in documents for passage in project.passages(document.id)]
    studies = {study.id: study for document in documents for study in project.studies(document.id)}
    own = {passage.id for passage in passages}
    time = now()
    edits: list[RowEdit] = [*rounds]
    gone: set[str] = set()
    touched: dict[str, None] = {}
    for passage in passages:
        touched |= dict.fromkeys(project.records_of_passage(passage.id))
    for record in touched:
        links = project.links(record=record)
        entries = project.entries(record)
        if all(link.passage in own for link in links):
            gone.add(record)
            parts = (*links, *entries.values(), project.record(record))
            edits += [*map(delete_row, parts), insert(Tombstone(record, "record", time, session.curator.id))]
            continue
        edits += [delete_row(link) for link in links if link.passage in own]
        before = project.record(record)
        edits.append(update(before, replace(before, changed=time)))
    for entry in project.all_entries():
        kept = tuple(_without(value, own, studies) for value in entry.values)
        if entry.record not in gone and kept != entry.values:
            edits.append(update(entry, replace(entry, values=kept)))
    for passage in passages:
        edits += [delete_row(passage), insert(Tombstone(passage.id, "passage", time, session.curator.id))]
    edits += map(delete_row, studies.values())
    for document in documents:
        edits += collections.leave_all(project, document.id)
        edits += map(delete_row, project.candidate_decisions(document.id))
        edits += map(delete_row, (*project.files(document.id), document))
        edits.append(insert(Tombstone(document.id, "document", time, session.curator.id)))
    first, many = documents[0], len(documents)
    what = f"“{shortened(first.title)}”" if many == 1 else f"{many} documents"
    session.run(Change(f"Take {what} out", tuple(edits)))
    return Removed(first.id, first.title, len(passages), len(gone), len(touched) - len(gone), many, ended)


def _without(value: Value, passages: Collection[str], studies: Collection[str]) -> Value:
    """A value without what points into the document that goes; its text stays."""
    if value.words is not None and value.words.passage in passages:
        value = replace(value, words=None)
    if value.source == "studies" and value.identifier in studies:
        value = replace(value, identifier="", source="")
    return value
