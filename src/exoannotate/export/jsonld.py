"""Annotations as the W3C models them (https://www.w3.org/TR/annotation-model/), in JSON-LD, for other programs.

Each record is an annotation. Its targets are its passages: the words with those before and after them, and the page.
Its bodies are its fields: a name of a vocabulary is a resource with the address that its authority gives it, anything
else is text. An address is made from the identifier a value holds and the table below only; a name without an
identifier, or with one of a source that is not in the table, has none. What the model has no word for stands under
``exo:``.
"""

from __future__ import annotations

import base64
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, BinaryIO, TypeAlias
from urllib.parse import quote as percent

from exoannotate.domain.fields import EVIDENCE_FIELDS
from exoannotate.domain.own_fields import PREFIX
from exoannotate.domain.records import Curator, Document, FieldEntry, Passage, Study, Value
from exoannotate.export.exporter import Exporter, Options, Report
from exoannotate.export.printed import quotes
from exoannotate.export.safe import Cleaner
from exoannotate.export.table import Bundle

# Any: JSON is made of dicts, lists and plain values, nested.
Item: TypeAlias = dict[str, Any]

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"exo": "urn:exoannotate:"}]
_OBO = "http://purl.obolibrary.org/obo/"
ADDRESSES: dict[str, str] = {
    "CHEBI": f"{_OBO}CHEBI_",
    "GO": f"{_OBO}GO_",
    "CL": f"{_OBO}CL_",
    "MONDO": f"{_OBO}MONDO_",
    "DOID": f"{_OBO}DOID_",
    "UBERON": f"{_OBO}UBERON_",
    "BTO": f"{_OBO}BTO_",
    "ECO": f"{_OBO}ECO_",
    "HGNC": "https://identifiers.org/HGNC:",
    "FPLX": "https://identifiers.org/fplx:",
    "MESH": "http://id.nlm.nih.gov/mesh/",
    "REACT": "https://identifiers.org/reactome:",
    "WP": "https://identifiers.org/wikipathways:",
}
"""Where the authority of a prefix keeps its identifiers."""
_BARE = ((re.compile(r"MIMAT\d+\Z"), "https://identifiers.org/mirbase.mature:"),
         (re.compile(r"MI\d+\Z"), "https://identifiers.org/mirbase:"),
         (re.compile(r"CVCL_\w{4}\Z"), "https://identifiers.org/cellosaurus:"))  # fmt: skip
"""Identifiers without a prefix, by their form."""
_LOCAL = re.compile(r"[\w.\-]+\Z", re.ASCII)
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]\Z")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
_ORDER = {f.name: i for i, f in enumerate(EVIDENCE_FIELDS)}


def address(identifier: str) -> str:
    """The address of an identifier of a vocabulary, "" when its authority is not known."""
    prefix, colon, local = identifier.partition(":")
    if colon:
        return ADDRESSES[prefix] + local if prefix in ADDRESSES and _LOCAL.match(local) else ""
    return next((base + identifier for form, base in _BARE if form.match(identifier)), "")


def _write(bundle: Bundle, stream: BinaryIO, options: Options) -> Report:
    cleaner = Cleaner()
    held = bundle.contents
    about = bundle.about
    head = {
        "@context": CONTEXT,
        "id": f"urn:exoannotate:export:{about.digest}",
        "type": "AnnotationCollection",
        "label": "Evidence on vesicle cargo and response to therapy",
        "generator": {"type": "Software", "name": "exoannotate", "exo:version": about.app_version},
        "exo:project": about.project,
        "exo:filter": about.filter,
        "exo:sort": about.sort,
        "exo:formatVersion": about.format_version,
        "exo:digest": about.digest,
        "total": len(held.records),
    }

    def put(text: str) -> None:
        stream.write(cleaner.escapable(text).encode("utf-8"))

    put(_laid(head)[:-2] + ',\n "first": {\n  "id": ' + json.dumps(f"{head['id']}:1"))
    put(',\n  "type": "AnnotationPage",\n  "startIndex": 0,\n  "items": [')
    for number, annotation in enumerate(options.each(_annotations(bundle))):
        put((",\n" if number else "\n") + json.dumps(annotation, ensure_ascii=False, allow_nan=False))
    put("\n  ]\n }\n}\n")
    return Report(len(held.records), cleaner.replaced)


def _laid(item: Item) -> str:
    return json.dumps(item, ensure_ascii=False, allow_nan=False, indent=1)


def _annotations(bundle: Bundle) -> Iterator[Item]:
    held = bundle.contents
    documents = {d.id: d for d in held.documents}
    curators = {c.id: c for c in held.curators}
    studies = {s.id: s for s in held.studies}
    labels = {f"{PREFIX}{f.id}": f.label for f in held.own_fields}
    entries: defaultdict[str, list[FieldEntry]] = defaultdict(list)
    for entry in held.entries:
        entries[entry.record].append(entry)
    passages = quotes(bundle)
    for record in held.records:
        ordered = sorted(entries[record.id], key=lambda e: (_ORDER.get(e.field, len(_ORDER)), e.field))
        bodies = [body for entry in ordered for body in _bodies(entry, labels.get(entry.field, ""), studies)]
        yield _without_empty({
            "id": _urn(record.id),
            "type": "Annotation",
            "motivation": "describing",
            "created": record.created,
            "modified": record.changed,
            "creator": _person(curators.get(record.curator)),
            "exo:status": record.status,
            "exo:role": record.role,
            "exo:assertion": _named(record.assertion),
            "body": bodies,
            "target": [_target(passage, documents.get(passage.document)) for passage in passages.get(record.id, ())],
        })  # fmt: skip


def _bodies(entry: FieldEntry, label: str, studies: dict[str, Study]) -> Iterator[Item]:
    about = {"exo:field": entry.field, "exo:label": label}
    for value in entry.values:
        yield _without_empty(about | _value(value, studies))
    if not entry.values and entry.reason:
        yield _without_empty({"type": "TextualBody", "purpose": "describing", **about, "exo:reason": entry.reason,
                              "value": f"[{entry.reason}]", "format": "text/plain"})  # fmt: skip


def _value(value: Value, studies: dict[str, Study]) -> Item:
    shown = {"exo:detail": value.detail, "exo:words": value.text if value.text != value.shown() else ""}
    if value.source == "studies":
        study = studies.get(value.identifier)
        shown |= {"exo:doi": study.doi, "exo:pmid": study.pmid, "exo:printed": study.text} if study else {}
        found = _doi(study.doi) if study else ""
    else:
        shown |= {"exo:identifier": value.identifier, "exo:source": value.source}
        found = address(value.identifier)
    if found:
        return {
            "type": "SpecificResource",
            "purpose": "identifying",
            "source": found,
            "exo:name": value.shown(),
        } | shown
    return {"type": "TextualBody", "purpose": "describing", "value": value.shown(), "format": "text/plain"} | shown


def _target(passage: Passage, document: Document | None) -> Item:
    selectors: list[Item] = [
        # Pages of a PDF are counted from 1 there.
        {"type": "FragmentSelector", "conformsTo": "http://tools.ietf.org/rfc/rfc3778",
         "value": f"page={passage.page_index + 1}"}
    ]  # fmt: skip
    if passage.quote:
        selectors.insert(0, {"type": "TextQuoteSelector", "exact": passage.quote, "prefix": passage.prefix,
                             "suffix": passage.suffix})  # fmt: skip
    return _without_empty({
        "id": _urn(passage.id), "type": "SpecificResource", "source": _source(passage, document),
        "selector": selectors, "exo:page": passage.page_label, "exo:state": passage.state,
    })  # fmt: skip


def _source(passage: Passage, document: Document | None) -> Item:
    """The paper: by its DOI where it has one, and by the hash of its bytes as RFC 6920 writes it."""
    hashed = _ni(passage.file_sha256)
    about: Item = {"type": "Text", "format": "application/pdf", "exo:file": hashed}
    if document is not None:
        about |= {"exo:title": document.title, "exo:authors": document.authors, "exo:year": document.year,
                  "exo:journal": document.journal, "exo:doi": document.doi, "exo:pmid": document.pmid}  # fmt: skip
    found = _doi(document.doi) if document is not None else ""
    return _without_empty({"id": found or hashed or _urn(passage.document), **about})


def _doi(doi: str) -> str:
    return f"https://doi.org/{percent(doi, safe='/', errors='replace')}" if doi.startswith("10.") else ""


def _ni(sha256: str) -> str:
    try:
        raw = bytes.fromhex(sha256)
    except ValueError:
        return ""
    return f"ni:///sha-256;{base64.urlsafe_b64encode(raw).decode('ascii').rstrip('=')}" if len(raw) == 32 else ""


def _named(identifier: str) -> Item | str:
    found = address(identifier)
    return {"id": found, "exo:identifier": identifier} if found else identifier


def _urn(key: str) -> str:
    return f"urn:uuid:{key}" if _UUID.match(key) else f"urn:exoannotate:{percent(key, safe='', errors='replace')}"


def _person(curator: Curator | None) -> Item | None:
    if curator is None:
        return None
    orcid = curator.orcid.removeprefix("https://orcid.org/")
    known = {"id": f"https://orcid.org/{orcid}"} if _ORCID.match(orcid) else {}
    return {**known, "type": "Person", "name": curator.name}


def _without_empty(item: Item) -> Item:
    return {name: value for name, value in item.items() if value not in ("", None, [])}


EXPORTER = Exporter(
    "jsonld",
    ".jsonld",
    "Web annotations",
    "W3C annotations in JSON-LD: quotes with their place, fields with the identifiers of vocabularies, for programs.",
    _write,
)
