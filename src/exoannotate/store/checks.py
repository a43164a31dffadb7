"""Whether a project file is whole, and what it says regardless of how it is stored."""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from exoannotate.domain.completeness import settle
from exoannotate.domain.errors import ExoError, ProjectFileError
from exoannotate.domain.own_fields import PREFIX
from exoannotate.domain.records import FieldEntry, Passage, ProjectField, Value
from exoannotate.store import opening, structure
from exoannotate.store.migrations import TABLES as SCHEMA
from exoannotate.store.queries import Queries
from exoannotate.store.rows import TABLES, from_rows, to_row


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found. ``findings`` are sentences; none means the file is whole."""

    findings: tuple[str, ...]
    digest: str

    @property
    def ok(self) -> bool:
        return not self.findings


def check(path: Path) -> CheckResult:
    """Look a project file over without changing it. Raises ExoError when it is no project at all."""
    version = opening.check_door(path)
    findings: list[str] = []
    content = ""
    try:
        with contextlib.closing(opening.reading(path)) as db:
            if forbidden := structure.verify(db, path, version):
                findings.append(f"{forbidden[0].upper()}{forbidden[1:]}.")
            findings += _damage(db)
            if not findings:
                queries = Queries(db, path)
                findings += _content_findings(queries)
                content = _digest(queries)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        if opening.is_busy(error):
            raise opening.unreadable(path, error) from error
        findings.append("The file cannot be read to its end: a part of it is damaged.")
    except ProjectFileError as error:
        findings.append(error.message)
    return CheckResult(tuple(findings), "" if findings else content)


def _damage(db: sqlite3.Connection) -> Iterable[str]:
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'index')")]
    # Checking a stranger's table could take for ever: where there is one, only what is ours is checked.
    strange = not all(map(structure.is_ours, names))
    for table in sorted(SCHEMA.keys() & set(names)) if strange else ("20",):
        for (line,) in db.execute(f"PRAGMA integrity_check({table})"):
            if line != "ok":
                yield f"A part of the file is damaged ({' '.join(str(line).split())})."
    for name in SCHEMA.keys() & set(names):
        for table, _, parent, _ in db.execute(f"PRAGMA foreign_key_check({name})"):
            yield f"A row of {table} points at a row of {parent} that is not there."


def digest(path: Path) -> str:
    """The content digest: the same for the same content, whatever the ids, row order, file layout or time of writing.

    Raises ExoError when the file is damaged.
    """
    result = check(path)
    if not result.ok:
        raise ExoError(f"“{path.name}” is damaged, so it has no digest. It was not changed.", result.findings[0])
    return result.digest


def _content_findings(db: Queries) -> Iterable[str]:
    db.project_id()
    yield from _rewritten(db)
    if db.broken_history():
        yield "The history is not whole: what stands there can be neither shown nor taken back."
    for passage in db.passages():
        if not passage.quads and passage.state == "exact":
            yield f"Passage {passage.id} has no place on its page."
        if passage.picture and db.picture(passage.picture) is None:
            yield f"The picture of passage {passage.id} is not there."
    quotes = {p.id: len(p.quote) for p in db.passages()}
    entries: dict[str, dict[str, FieldEntry]] = {}
    for entry in db.all_entries():
        entries.setdefault(entry.record, {})[entry.field] = entry
        for value in entry.values:
            words = value.words
            if words and not 0 <= words.start < words.end <= quotes.get(words.passage, 0):
                yield f"A value of {entry.field} in record {entry.record} points at words that are not there."
    linked = {link.record for link in db.links()}
    for record in db.records():
        if settle(record, entries.get(record.id, {})) != record:
            yield f"Record {record.id} shows a status or role that does not follow from its fields."
        if record.id not in linked:
            yield f"Record {record.id} has no passage."


def _rewritten(db: Queries) -> Iterable[str]:
    """Rows that are written otherwise than the program writes them: an edit of one would be refused for ever, and
    the text that plain SQL reads may not be what the values say."""
    for of, table in TABLES.items():
        rows = db.raw_rows(of)
        try:
            items = from_rows(of, list(map(dict, rows)))
        except ValueError:
            yield f"A row of {table} has another shape than it should."
            continue
        for row, item in zip(rows, items, strict=True):
            if not to_row(item).items() <= row.items():
                key = row["id"]
                yield f"The row “{key}” of {table} does not agree with itself: it was written by another program."


_NOT_CONTENT = {"id", "created", "changed", "added", "reviewed", "extractor", "queue", "candidates", "covered"}
"""Left out of the digest: ids and times, which differ when the same work is done twice, and numbers to sort by or
that were counted."""
_LATER = {Passage: ("picture",), ProjectField: ("name", "help")}
"""Left out where they are empty, as they were before the format had them, so that a migration keeps the digest."""


def _digest(db: Queries) -> str:
    hashes: dict[str, str] = {"": ""}
    content: list[str] = []

    def take(item: Any, key: str, **more: object) -> None:
        told = {f.name: getattr(item, f.name) for f in fields(item) if f.name not in _NOT_CONTENT}
        for name in ("document", "curator", "reviewer"):
            if name in told:
                told[name] = hashes.get(told[name], told[name])
        told |= more
        for name in _LATER.get(type(item), ()):
            if not told[name]:
                del told[name]
        if isinstance(item, Passage):
            told["quads"] = [[round(c, 1) for xy in q.corners for c in xy] + [q.page] for q in item.quads]
        text = json.dumps([type(item).__name__, told], sort_keys=True, ensure_ascii=False, default=str)
        hashes[key] = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        content.append(hashes[key])

    def values(entry: FieldEntry) -> list[list[object]]:
        return [_value(v, hashes) for v in entry.values]

    for of in (db.curators(), db.meanings(), db.documents(), db.studies(), db.passages(), db.terms()):
        for item in of:
            take(item, item.id)
    for own in db.project_fields():
        take(own, own.id)
    members: dict[str, list[str]] = {}
    for member in db.members():
        members.setdefault(member.collection, []).append(hashes.get(member.document, ""))
    for collection in db.collections():
        take(collection, collection.id, documents=sorted(members.get(collection.id, [])))
    for layout in db.layouts():
        take(layout, layout.id)
    for decision in db.candidate_decisions():
        take(decision, decision.id)
    for round_ in db.rounds():
        take(round_, round_.id, documents=sorted(hashes.get(one, one) for one in round_.papers),
             curators=sorted(hashes.get(one, one) for one in round_.people))  # fmt: skip
    entries: dict[str, list[object]] = {}
    for entry in db.all_entries():
        entries.setdefault(entry.record, []).append(
            [_field(entry.field, hashes), values(entry), entry.reason, entry.origin, hashes.get(entry.curator, "")]
        )
    links: dict[str, list[tuple[int, str]]] = {}
    for link in db.links():
        links.setdefault(link.record, []).append((link.ordinal, hashes.get(link.passage, link.passage)))
    for record in db.records():
        take(
            record,
            record.id,
            entries=entries.get(record.id, []),
            passages=[at for _, at in sorted(links.get(record.id, []))],
        )
    for one in db.double_coded():
        content.append(" ".join(hashes.get(key, key) for key in (one.record, one.consensus)))
    return hashlib.sha256("\n".join(sorted(content)).encode()).hexdigest()


def _field(name: str, hashes: dict[str, str]) -> str:
    """The field of an entry; an own field by what it is, for its id is another in each project."""
    return name if not name.startswith(PREFIX) else hashes.get(name.removeprefix(PREFIX), name)


def _value(value: Value, hashes: dict[str, str]) -> list[object]:
    words = value.words
    where = [hashes.get(words.passage, words.passage), words.start, words.end] if words else []
    known = hashes.get(value.identifier, value.identifier)
    return [value.text, value.name, known, value.source, value.detail, where]
