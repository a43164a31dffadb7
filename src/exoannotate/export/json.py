"""Everything as JSON, readable by people and whole enough to be read in again without loss.

    {"exoannotate": {"format": "exoannotate evidence", "version": 1, ...},
     "records": [{"id", "status", "role", ..., "fields": {"cargo": {"values": [...], "reason", ...}},
                  "passages": [{"id", "ordinal", "page", "quote", ...}]}],
     "passages": [...], "documents": [...], "studies": [...], "curators": [...], "meanings": [...],
     "own_fields": [{"id", "label", "kind", ...}]}

What a record says in an own field stands under "own:" + its id. A field without an entry is left out: nobody has
looked yet. ``passages`` of a record repeat quote and page for the reader; the anchors stand once, in the list of
passages. Keys only ever get added; a change of their sense makes ``version`` 2.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, BinaryIO, TypeAlias

import msgspec

from exoannotate.domain.errors import BadValueError
from exoannotate.domain.fields import EVIDENCE_FIELDS
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
    Value,
)
from exoannotate.export.exporter import Exporter, Options, Report
from exoannotate.export.safe import Cleaner
from exoannotate.export.table import About, Bundle, ProjectContents

FORMAT = "exoannotate evidence"
VERSION = 1

# Any: what json.loads gives is not known before msgspec has checked it.
Item: TypeAlias = dict[str, Any]

_ORDER = {f.name: i for i, f in enumerate(EVIDENCE_FIELDS)}


def _write(bundle: Bundle, stream: BinaryIO, options: Options) -> Report:
    cleaner = Cleaner()
    text = json.dumps(_whole(bundle, options), ensure_ascii=False, allow_nan=False)
    # msgspec lays it out; json.dumps with an indent takes three times as long.
    stream.write(msgspec.json.format(cleaner.escapable(text).encode("utf-8"), indent=1) + b"\n")
    return Report(len(bundle.contents.records), cleaner.replaced)


def _whole(bundle: Bundle, options: Options) -> Item:
    held = bundle.contents
    passages = {p.id: p for p in held.passages}
    entries: defaultdict[str, list[FieldEntry]] = defaultdict(list)
    links: defaultdict[str, list[Link]] = defaultdict(list)
    for entry in held.entries:
        entries[entry.record].append(entry)
    for link in held.links:
        links[link.record].append(link)
    return {
        "exoannotate": {"format": FORMAT, "version": VERSION, **_plain(bundle.about)},
        "records": [_record(r, entries[r.id], links[r.id], passages) for r in options.each(held.records)],
        "passages": [_plain(p) for p in held.passages],
        "documents": [_plain(d) for d in held.documents],
        "studies": [_plain(s) for s in held.studies],
        "curators": [_plain(c) for c in held.curators],
        "meanings": [_plain(m) for m in held.meanings],
        "own_fields": [_plain(f) for f in held.own_fields],
    }


def _plain(row: object) -> Item:
    """The fields of a row by name."""
    found: Item = msgspec.to_builtins(row)
    return found


def _record(
    record: Record, entries: Iterable[FieldEntry], links: Iterable[Link], passages: Mapping[str, Passage]
) -> Item:
    ordered = sorted(entries, key=lambda e: (_ORDER.get(e.field, len(_ORDER)), e.field))
    return {
        **_plain(record),
        "fields": {entry.field: _entry(entry) for entry in ordered},
        "passages": [
            _link(link, passages.get(link.passage)) for link in sorted(links, key=lambda k: (k.ordinal, k.passage))
        ],
    }


def _entry(entry: FieldEntry) -> Item:
    return {
        "values": [_value(value) for value in entry.values],
        "reason": entry.reason,
        "origin": entry.origin,
        "changed": entry.changed,
        "curator": entry.curator,
    }


def _value(value: Value) -> Item:
    return {
        "text": value.text,
        "name": value.name,
        "id": value.identifier,
        "source": value.source,
        "detail": value.detail,
        "words": _plain(value.words) if value.words else None,
    }


def _link(link: Link, passage: Passage | None) -> Item:
    shown = {"document": passage.document, "page": passage.page_label, "quote": passage.quote} if passage else {}
    return {"id": link.passage, "ordinal": link.ordinal, "created": link.created, "curator": link.curator} | shown


# Reading ---------------------------------------------------------------------------------------------------------


def read(data: bytes) -> tuple[About, ProjectContents]:
    """What a JSON export holds. Raises BadValueError when it is not one of ours, is newer or is damaged."""
    try:
        whole = json.loads(data.decode("utf-8"))
        head = whole["exoannotate"]
        if head["format"] != FORMAT:
            raise BadValueError("This JSON file was not exported by exoannotate.")
        if head["version"] != VERSION:
            raise BadValueError(
                f"This export has version {head['version']}; this program reads version {VERSION}.",
                "Update exoannotate, or export it again from an older one.",
            )
        return msgspec.convert({f.name: head[f.name] for f in fields(About)}, About), _contents(whole)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, msgspec.ValidationError) as error:
        raise BadValueError(
            "This is not a whole JSON export of exoannotate: something in it is missing or of another kind.",
            "Nothing was read. Export it again.",
        ) from error


def _contents(whole: Item) -> ProjectContents:
    records = whole["records"]
    return ProjectContents(
        documents=msgspec.convert(whole["documents"], tuple[Document, ...]),
        studies=msgspec.convert(whole["studies"], tuple[Study, ...]),
        passages=msgspec.convert(whole["passages"], tuple[Passage, ...]),
        records=msgspec.convert(records, tuple[Record, ...]),
        entries=tuple(
            _read_entry(record["id"], name, entry) for record in records for name, entry in record["fields"].items()
        ),
        links=tuple(
            msgspec.convert({**link, "record": record["id"], "passage": link["id"]}, Link)
            for record in records
            for link in record["passages"]
        ),
        curators=msgspec.convert(whole["curators"], tuple[Curator, ...]),
        meanings=msgspec.convert(whole["meanings"], tuple[Meaning, ...]),
        own_fields=msgspec.convert(whole.get("own_fields", []), tuple[ProjectField, ...]),
    )


def _read_entry(record: str, name: str, entry: Item) -> FieldEntry:
    values = tuple(msgspec.convert({**value, "identifier": value["id"]}, Value) for value in entry["values"])
    return msgspec.convert({**entry, "record": record, "field": name, "values": values}, FieldEntry)


EXPORTER = Exporter(
    "json",
    ".json",
    "JSON",
    "Everything about these records, with identifiers, reasons and places of the quotes, for programs and archives.",
    _write,
)
