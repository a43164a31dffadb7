"""Likely gaps: what a person should look at next, each in one sentence, the most pressing kind first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from textwrap import shorten

from exoannotate.domain.claims import Claim, Side, claims
from exoannotate.domain.evidence import COLUMNS, Columns, EvidenceRow
from exoannotate.domain.fields import EVIDENCE_FIELDS
from exoannotate.domain.filter import has_value
from exoannotate.domain.naming import UNNAMED, NamedValue, Naming, Things, key
from exoannotate.domain.records import Document, Passage
from exoannotate.domain.roles import ARROWS
from exoannotate.domain.wording import counted


@dataclass(frozen=True, slots=True)
class GapKind:
    """One kind of gap: ``head`` stands over its sentences, ``why`` says why it matters, ``button`` goes there."""

    id: str
    head: str
    why: str
    button: str


KINDS: tuple[GapKind, ...] = (
    GapKind("edited", "Edited after they were accepted", "Somebody accepted what they do not say any more.",
            "Open the record"),
    GapKind("lost", "Highlights not found again that records rest on", "Nobody can check these records on the page.",
            "Go to the highlight"),
    GapKind("disputed", "Disagreement without a comment", "A reader will ask; a note on one of the records answers.",
            "Compare the sides"),
    GapKind("incomplete", "Records that are not complete", "A field has neither a value nor a reason.",
            "Open the record"),
    GapKind("study", "Records without a primary study", "Nobody can count the studies behind them.",
            "Open the record"),
    GapKind("identifier", "Names without an identifier that others have", "The same thing would be counted twice.",
            "Show the records"),
    GapKind("alike", "Names counted apart that a vocabulary calls one thing",
            "Give them the same identifier, or they stay two rows of the matrix.", "Show the records"),
    GapKind("passage", "Highlights without a record", "What was found worth marking stands in no table yet.",
            "Go to the highlight"),
    GapKind("document", "Documents without a record", "They wait to be read, or were left on the way.",
            "Open the document"),
    GapKind("single", "One study alone", "A cargo and a therapy that rest on a single primary study.",
            "Show the records"),
    GapKind("level", "One level of evidence alone", "Several studies, and all of them of the same level.",
            "Show the records"),
)  # fmt: skip
"""The kinds in the order in which they are worth looking at."""

EVIDENCE_MEANINGS = ("resistance", "sensitivity", "mechanism", "marker")
"""Meanings of highlights that say something a record would hold; the others mark single words or notes."""

_NAME, _LONG, _NAMES = 60, 120, 4
"""Characters shown of a name, of a quote or title; and how many names."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to look at. It leads to a passage, a document, or to records; ``label`` names these in a few words.
    ``weight``: larger comes first within its kind."""

    kind: str
    sentence: str
    label: str = ""
    records: tuple[str, ...] = ()
    passage: str = ""
    document: str = ""
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Material:
    """What gaps are looked for in. ``links``: the passages of each record; ``values``: names with what a vocabulary
    says of them; ``meanings``: what the meanings of highlights are called; ``things``: what the words of values mean by
    the vocabularies. Without ``passages`` and ``documents``
    only records are looked at."""

    rows: tuple[EvidenceRow, ...]
    columns: Columns = COLUMNS
    names: Naming = UNNAMED
    documents: Mapping[str, Document] = field(default_factory=dict)
    passages: Mapping[str, Passage] = field(default_factory=dict)
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: tuple[NamedValue, ...] = ()
    meanings: Mapping[str, str] = field(default_factory=dict)
    things: Things = field(default_factory=dict)
    whole: bool = True
    """Whether the rows are all there are; else nothing is said of passages and documents that have no record."""


def gaps(material: Material) -> tuple[Gap, ...]:
    """What is worth looking at, by kind and then by weight. Rejected records are left in peace."""
    rows = tuple(row for row in material.rows if material.columns.cell(row, "status") != "rejected")
    said = claims(rows, material.columns, material.names)
    found = [
        *_of_records(rows, material),
        *_lost(rows, material),
        *_disputed(said, rows, material),
        *_thin(said, rows, material),
        *_without_identifier(rows, material),
        *_counted_apart(rows, material),
    ]
    if material.whole:
        found += [*_passages(material), *_documents(material)]
    rank = {kind.id: at for at, kind in enumerate(KINDS)}
    return tuple(sorted(found, key=lambda gap: (rank[gap.kind], -gap.weight)))


def told(row: EvidenceRow, columns: Columns = COLUMNS) -> str:
    """A record in a few words: “miR-21 · temozolomide · ▲ promotes resistance”."""
    words = [_short(columns.cell(row, name)) for name in ("cargo", "donor", "therapy")]
    role = columns.cell(row, "role")
    shown = [*(words if not words[0] or not words[2] else [words[0], words[2]]), f"{ARROWS.get(role, '')} {role}"]
    return " · ".join(word.strip() for word in shown if word.strip()) or "a record"


# Kinds -----------------------------------------------------------------------------------------------------------


def _of_records(rows: Iterable[EvidenceRow], material: Material) -> Iterator[Gap]:
    columns = material.columns
    status_at, changed_at, reviewed_at = map(columns.index, ("status", "changed", "reviewed"))
    needed = [(f.name, f.label.lower()) for f in EVIDENCE_FIELDS if f.need == "complete"]
    for row in rows:
        cells = row.cells
        if cells[status_at] == "accepted" and cells[changed_at] > cells[reviewed_at]:
            days = cells[reviewed_at][:10], cells[changed_at][:10]
            when = f"accepted and edited later on {days[0]}" if days[0] == days[1] else "accepted on {}, edited on {}"
            yield _gap("edited", row, columns, when.format(*days))
        if cells[status_at] != "draft":
            if _unsettled(row, "primary_study", columns):
                yield _gap("study", row, columns, "no primary study is named")
            continue
        missing = [label for name, label in needed if _empty(row, name, columns)]
        if missing == ["primary study"]:
            yield _gap("study", row, columns, "no primary study is named")
        elif missing:
            verb = "is" if len(missing) == 1 else "are"
            gap = f"{_and(missing)} {verb} missing"
            yield _gap("incomplete", row, columns, gap, weight=-len(missing))


def _lost(rows: Iterable[EvidenceRow], material: Material) -> Iterator[Gap]:
    states = {"not found": "is not found again", "ambiguous": "may stand in several places"}
    lost = {passage.id: passage for passage in material.passages.values() if passage.state in states}
    for row in rows if lost else ():
        for passage in (lost[one] for one in material.links.get(row.record, ()) if one in lost):
            document = material.documents.get(passage.document)
            where = f" in “{_short(document.title, _LONG)}”" if document is not None else ""
            sentence = f"{told(row, material.columns)}: its highlight {states[passage.state]}{where}."
            yield Gap("lost", sentence, records=(row.record,), passage=passage.id)


def _disputed(found: Iterable[Claim], rows: Iterable[EvidenceRow], material: Material) -> Iterator[Gap]:
    noted = {row.record for row in rows if material.columns.cell(row, "note")}
    for claim in found:
        if claim.disputed and not noted.intersection(claim.records):
            sides = ", ".join(f"{_weight(side)} for {side.words}" for side in claim.sides)
            sentence = f"{_pair(claim)}: {sides}."
            yield Gap("disputed", sentence, _pair(claim), claim.records, weight=claim.sides[1].weight)


def _thin(found: Iterable[Claim], rows: Iterable[EvidenceRow], material: Material) -> Iterator[Gap]:
    columns = material.columns
    of = columns.named("level")
    levels = {row.record: columns.cell(row, "level") if has_value(row, of, columns) else "" for row in rows}
    for claim in found:
        studies, unnamed = claim.studies, sum(side.unnamed for side in claim.sides)
        label, many = _pair(claim), len(claim.records)
        if len(studies) == 1 and not unnamed:
            sentence = f"{label} rest on one study: {_short(studies[0], _LONG)}"
            yield Gap("single", sentence, label, claim.records, weight=many)
        elif len(studies) > 1 and len(here := {levels[record] for record in claim.records}) == 1 and "" not in here:
            sentence = f"{label}: {len(studies)} studies, all of level {here.pop()}."
            yield Gap("level", sentence, label, claim.records, weight=many)


def _without_identifier(rows: Iterable[EvidenceRow], material: Material) -> Iterator[Gap]:
    here = {row.record for row in rows}
    known = {
        (value.field, f"{value.source}:{value.identifier}"): value for value in material.values if value.identifier
    }
    for value in material.values:
        if value.identifier:
            continue
        same, called = material.names.entity(value.field, value.text)
        records = tuple(record for record in value.records if record in here)
        other = known.get((value.field, same))
        if records and other is not None and same != key(value.text):
            many = counted(len(records), "record")
            it_is = f"it is {_short(called)}, " if key(called) != key(value.text) else ""
            sentence = f"“{_short(value.text)}” has no identifier in {many}; elsewhere {it_is}{other.identifier}."
            yield Gap("identifier", sentence, f"“{_short(value.text)}”", records, weight=len(records))


def _counted_apart(rows: Iterable[EvidenceRow], material: Material) -> Iterator[Gap]:
    here = {row.record for row in rows} if material.things else set()
    apart: dict[tuple[str, str], dict[str, list[NamedValue]]] = {}  # by field and thing, then by how they are counted
    for value in material.values if material.things else ():
        thing = material.things.get((value.field, value.text))
        if thing is not None:
            counted_as, _ = material.names.entity(value.field, value.text)
            apart.setdefault((value.field, thing.id), {}).setdefault(counted_as, []).append(value)
    for (of, _), groups in apart.items():
        if len(groups) < 2:
            continue
        told = material.things[of, next(iter(groups.values()))[0].text].told
        records = [r for values in groups.values() for value in values for r in value.records if r in here]
        if records:
            names = [f"“{_short(values[0].text)}”" for values in groups.values()]
            sentence = f"{_and(names[:_NAMES])} are counted apart; the vocabulary says: {told}."
            yield Gap("alike", sentence, _and(names[:_NAMES]), tuple(dict.fromkeys(records)), weight=len(records))


def _passages(material: Material) -> Iterator[Gap]:
    linked = {passage for passages in material.links.values() for passage in passages}
    for passage in material.passages.values():
        if passage.id in linked or passage.meaning not in EVIDENCE_MEANINGS:
            continue
        meaning = material.meanings.get(passage.meaning, passage.meaning)
        shown = f"“{_short(passage.quote, _LONG)}”" if passage.quote else passage.shown
        sentence = f"{shown} ({meaning}, p. {passage.page_label}) has no record."
        yield Gap("passage", sentence, passage=passage.id, weight=-passage.position)


def _documents(material: Material) -> Iterator[Gap]:
    quoted = {
        material.passages[passage].document
        for passages in material.links.values()
        for passage in passages
        if passage in material.passages
    }
    for document in material.documents.values():
        if document.id not in quoted and document.reading != "done":
            under_way = document.reading == "under way"
            state = "is under way" if under_way else "is still to be read"
            sentence = f"“{_short(document.title, _LONG)}” {state} and has no record yet."
            yield Gap("document", sentence, document=document.id, weight=1 if under_way else 0)


# Words -----------------------------------------------------------------------------------------------------------


def _gap(kind: str, row: EvidenceRow, columns: Columns, what: str, weight: float = 0.0) -> Gap:
    return Gap(kind, f"{told(row, columns)}: {what}.", records=(row.record,), weight=weight)


def _empty(row: EvidenceRow, name: str, columns: Columns) -> bool:
    """Whether a field has neither a value nor a reason that somebody gave."""
    reason = columns.cell(row, f"{name}_reason")
    return not columns.cell(row, name) and reason in ("", "not yet looked")


def _unsettled(row: EvidenceRow, name: str, columns: Columns) -> bool:
    """Whether nobody could or did say what belongs in a field; that the text does not say it is an answer."""
    return _empty(row, name, columns) or columns.cell(row, f"{name}_reason") == "unclear"


def _weight(side: Side) -> str:
    parts = []
    if side.studies:
        parts.append(counted(len(side.studies), "study"))
    if side.unnamed:
        parts.append(f"{counted(side.unnamed, 'record')} without a study")
    return " and ".join(parts)


def _pair(claim: Claim) -> str:
    return f"{_short(claim.cargo)} and {_short(claim.therapy)}"


def _and(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _short(text: str, limit: int = _NAME) -> str:
    flat = " ".join(text[: 4 * limit].split())
    if len(flat) <= limit:
        return flat
    return shorten(flat, limit, placeholder=" …") if " " in flat[: limit - 2] else f"{flat[: limit - 1]}…"
