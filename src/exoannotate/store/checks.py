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
from exoannotate.domain.records import (
    Curator,
    Document,
    FieldEntry,
    Link,
    Meaning,
    Passage,
    ProjectField,
    Record,
    Study,
    Term,
    Value,
)
from exoannotate.store import opening
from exoannotate.store.queries import Queries


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
    opening.check_door(path)
    findings: list[str] = []
    digest = ""
    try:
        with contextlib.closing(opening.connect(path, read_only=True)) as db:
            for (line,) in db.execute("PRAGMA integrity_check(20)"):
                if line != "ok":
                    findings.append(f"SQLite reports damage: {line}.")
            for table, _, parent, _ in db.execute("PRAGMA foreign_key_check"):
                findings.append(f"A row of {table} points at a row of {parent} that is not there.")
            if not findings:
                queries = Queries(db, path)
                findings += _content_findings(queries)
                digest = _digest(queries)
    except sqlite3.Error as error:
        findings.append(f"The file cannot be read to its end: {opening.plain(error)}.")
    except ProjectFileError as error:
        findings.append(error.message)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        findings.append(f"A row has another shape than the format says: {error}.")
    return CheckResult(tuple(findings), digest)


def digest(path: Path) -> str:
    """The content digest: the same for the same content, whatever the ids, row order, file layout or time of writing.

    Raises ExoError when the file is damaged.
    """
    result = check(path)
    if not result.ok:
        raise ExoError(f"“{path.name}” is damaged, so it has no digest.", result.findings[0])
    return result.digest


def _content_findings(db: Queries) -> Iterable[str]:
    for passage in db.passages():
        if not passage.quads and passage.state == "exact":
            yield f"Passage {passage.id} has no place on its page."
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


_NOT_CONTENT = {"id", "created", "changed", "added", "reviewed", "extractor"}
"""Left out of the digest: ids and times, which differ when the same work is done twice."""


def _digest(db: Queries) -> str:
    hashes: dict[str, str] = {"": ""}
    content: list[str] = []

    def take(item: Any, key: str, **more: object) -> None:
        told = {f.name: getattr(item, f.name) for f in fields(item) if f.name not in _NOT_CONTENT}
        for name in ("document", "curator", "reviewer"):
            if name in told:
                told[name] = hashes.get(told[name], told[name])
        told |= more
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
    entries: dict[str, list[object]] = {}
    for entry in db.all_entries():
        entries.setdefault(entry.record, []).append(
            [entry.field, values(entry), entry.reason, entry.origin, hashes.get(entry.curator, "")]
        )
    links: dict[str, list[str]] = {}
    for link in db.links():
        links.setdefault(link.record, []).append(hashes.get(link.passage, link.passage))
    for record in db.records():
        take(record, record.id, entries=entries.get(record.id, []), passages=links.get(record.id, []))
    return hashlib.sha256("\n".join(sorted(content)).encode()).hexdigest()


def _value(value: Value, hashes: dict[str, str]) -> list[object]:
    words = value.words
    where = [hashes.get(words.passage, words.passage), words.start, words.end] if words else []
    known = hashes.get(value.identifier, value.identifier)
    return [value.text, value.name, known, value.source, value.detail, where]


CONTENT = (Curator, Meaning, Document, Study, Passage, Term, ProjectField, Record, FieldEntry, Link)
"""The classes whose rows are content; history, tombstones and path hints are not."""
