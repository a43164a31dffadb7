"""Collections of documents: made, renamed, deleted; a document may be in several. Each act can be undone."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from exoannotate.domain.change import Change, RowEdit
from exoannotate.domain.errors import BadValueError, NotFoundError
from exoannotate.domain.ids import new_id, now
from exoannotate.domain.records import Collection, CollectionMember, Tombstone
from exoannotate.store.project import Project
from exoannotate.store.rows import delete as delete_row
from exoannotate.store.rows import insert, update
from exoannotate.workspace.session import Session

LONGEST = 60
"""Characters of a name."""
MOST = 500
_SAFE = "Nothing was changed."


def find(session: Session, name: str) -> Collection:
    """The collection of this name or id. Raises NotFoundError that names those there are."""
    there = session.project.collections()
    wanted = " ".join(name.split()).casefold()
    for one in there:
        if wanted in (one.id, one.name.casefold()):
            return one
    told = f"There are: {', '.join(one.name for one in there)}." if there else "There is none yet."
    raise NotFoundError(f"There is no collection “{name[:LONGEST]}”.", f"{_SAFE} {told}")


def make(session: Session, name: str, documents: Sequence[str] = ()) -> Collection:
    """Make a collection, with these documents in it if any. Raises BadValueError for a name that is taken or none."""
    there = session.project.collections()
    if len(there) >= MOST:
        raise BadValueError(f"A project has at most {MOST} collections.", _SAFE)
    made = Collection(new_id(), _name(name, there), max((one.ordinal for one in there), default=0) + 1)
    members = [CollectionMember(session.project.document(key).id, made.id) for key in dict.fromkeys(documents)]
    session.run(Change(f"New collection “{made.name}”", (insert(made), *map(insert, members))))
    return made


def rename(session: Session, collection_id: str, name: str) -> None:
    """Give a collection another name. Raises BadValueError when another one has it."""
    before = _by_id(session, collection_id)
    name = _name(name, [one for one in session.project.collections() if one.id != collection_id])
    if name != before.name:
        change = Change(f"Rename collection “{before.name}”", (update(before, replace(before, name=name)),))
        session.run(change)


def delete(session: Session, collection_id: str) -> int:
    """Delete a collection; its documents stay in the project. How many were in it. Raises NotFoundError."""
    gone = _by_id(session, collection_id)
    members = [m for m in session.project.members() if m.collection == collection_id]
    stone = insert(Tombstone(collection_id, "collection", now(), session.curator.id))
    edits = (*map(delete_row, members), delete_row(gone), stone)
    session.run(Change(f"Delete collection “{gone.name}”", edits))
    return len(members)


def put(session: Session, collection_id: str, documents: Sequence[str]) -> int:
    """Put documents into a collection, as one change. How many were not in it before. Raises NotFoundError."""
    into = _by_id(session, collection_id)
    there = {m.document for m in session.project.members() if m.collection == collection_id}
    new = [session.project.document(key).id for key in dict.fromkeys(documents) if key not in there]
    edits = tuple(insert(CollectionMember(key, collection_id)) for key in new)
    if edits:
        session.run(Change(f"Put {_documents(len(new))} into “{into.name}”", edits))
    return len(new)


def take(session: Session, collection_id: str, documents: Sequence[str]) -> int:
    """Take documents out of a collection, as one change; they stay in the project. How many were in it."""
    out_of = _by_id(session, collection_id)
    wanted = set(documents)
    gone = [m for m in session.project.members() if m.collection == collection_id and m.document in wanted]
    if gone:
        session.run(Change(f"Take {_documents(len(gone))} out of “{out_of.name}”", tuple(map(delete_row, gone))))
    return len(gone)


def leave_all(project: Project, document: str) -> list[RowEdit]:
    """The edits that take a document out of every collection, for when it goes itself."""
    return [delete_row(m) for m in project.members() if m.document == document]


def follow(project: Project, gone: str, kept: str) -> list[RowEdit]:
    """The edits that put one document where another was, for when the two become one."""
    members = project.members()
    there = {m.collection for m in members if m.document == kept}
    old = [m for m in members if m.document == gone]
    new = [CollectionMember(kept, m.collection) for m in old if m.collection not in there]
    return [*map(delete_row, old), *map(insert, new)]


def _by_id(session: Session, collection_id: str) -> Collection:
    found = next((one for one in session.project.collections() if one.id == collection_id), None)
    if found is None:
        raise NotFoundError("This collection is not there any more.", _SAFE)
    return found


def _name(text: str, others: Sequence[Collection]) -> str:
    name = " ".join(text.split())
    if not name or len(name) > LONGEST or any(unicodedata.category(c)[0] == "C" for c in name):
        raise BadValueError(f"A collection's name has 1 to {LONGEST} letters; “{name[:LONGEST]}” has not.", _SAFE)
    if any(one.name.casefold() == name.casefold() for one in others):
        raise BadValueError(f"There is a collection “{name}” already.", f"{_SAFE} Choose another name.")
    return name


def _documents(number: int) -> str:
    return "a document" if number == 1 else f"{number} documents"
