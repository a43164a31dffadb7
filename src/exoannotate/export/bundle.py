"""Makes the bundle of an export from the rows that were chosen and the project they come from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from exoannotate.domain.evidence import COLUMNS, Columns
from exoannotate.domain.fields import EVIDENCE_FIELDS, Field
from exoannotate.domain.own_fields import as_field
from exoannotate.domain.records import Passage
from exoannotate.export.table import About, Bundle, Cell, ProjectContents, Sheet, Table, digest

_NEEDS = {"complete": "for a complete record", "optional": "no", "automatic": "computed"}
_KINDS = {
    "entities": "names, several",
    "choice": "one of a list",
    "choices": "several of a list",
    "study": "a primary study",
    "text": "text",
    "tags": "words, several",
    "number": "a number",
    "date": "a date",
}


def bundle(table: Table, contents: ProjectContents, about: About) -> Bundle:
    """The table with all that belongs to its records; ``about`` gets the digest of the rows."""
    held = contents.only([row.record for row in table.rows])
    return Bundle(table, passages(held), references(held), replace(about, digest=digest(table)), held)


PASSAGE_HEADS = (
    "Passage id", "Document", "Document DOI", "Page", "Page index", "Quote", "Meaning", "Note", "Text before",
    "Text after", "State", "Record ids", "Curator", "Created", "Changed",
)  # fmt: skip


def passages(contents: ProjectContents) -> Sheet:
    """One row for each passage: where it stands, its quote, and the records it supports."""
    records: defaultdict[str, list[str]] = defaultdict(list)
    for link in contents.links:
        records[link.passage].append(link.record)
    told = {passage: "; ".join(linked) for passage, linked in records.items()}
    return passage_sheet(tuple(passage_rows(contents, contents.passages, told)))


def passage_sheet(rows: Collection[tuple[Cell, ...]]) -> Sheet:
    """The sheet of passages with these rows."""
    return Sheet("passages", PASSAGE_HEADS, rows, wide=(5, 7))


def passage_rows(
    contents: ProjectContents, some: Iterable[Passage], records: Mapping[str, str]
) -> Iterator[tuple[Cell, ...]]:  # fmt: skip
    """The rows of some passages, with the ids of the records they support; the rest is looked up in the contents."""
    documents = {d.id: d for d in contents.documents}
    meanings = {m.id: m.name for m in contents.meanings}
    curators = {c.id: c.name for c in contents.curators}
    for p in some:
        document = documents.get(p.document)
        yield (
            p.id, document.title if document else "", document.doi if document else "", p.page_label, p.page_index,
            p.quote or "[area]", meanings.get(p.meaning, p.meaning), p.note, p.prefix, p.suffix, p.state,
            records.get(p.id, ""), curators.get(p.curator, p.curator), p.created, p.changed,
        )  # fmt: skip


def references(contents: ProjectContents) -> Sheet:
    """One row for each document the evidence was read in, and each primary study of their reference lists."""
    titles = {d.id: d.title for d in contents.documents}
    rows: list[tuple[Cell, ...]] = [
        ("document", "", "", d.authors, d.year, d.title, d.journal, d.doi, d.pmid, _yes(d.retracted), "", d.id)
        for d in contents.documents
    ]
    for s in contents.studies:
        rows.append((
            "primary study", titles.get(s.document, ""), s.number, s.authors, s.year, s.title, s.journal, s.doi, s.pmid,
            _yes(s.retracted), s.text, s.id,
        ))  # fmt: skip
    heads = ("Kind", "Cited in", "Number", "Authors", "Year", "Title", "Journal", "DOI", "PMID", "Retracted",
             "As printed", "Id")  # fmt: skip
    return Sheet("references", heads, tuple(rows), wide=(5, 10))


def _yes(told: int) -> str:
    return "yes" if told else ""


def dictionary(known: Columns = COLUMNS) -> Sheet:
    """The data dictionary: every field of the evidence record and of the project's own, its kind and values."""
    heads = ("Field", "Label", "Kind", "Needed", "Values", "Qualifiers", "Help")
    rows = [_described(f, f.name) for f in EVIDENCE_FIELDS]
    rows += [_described(as_field(own), own.name) for own in known.own]
    return Sheet("data dictionary", heads, tuple(rows), wide=(4, 6))


def _described(of: Field, name: str) -> tuple[Cell, ...]:
    values = [f"{c.value}: {c.help}" if c.help else c.value for c in of.choices]
    values += ["others too"] if of.open else []
    qualifiers = ", ".join(of.details) or of.detail_label
    return (name, of.label, _KINDS[of.kind], _NEEDS[of.need], "\n".join(values), qualifiers, of.help)


def about(about: About) -> Sheet:
    """The sheet that says where the workbook comes from."""
    return Sheet("about", ("About this export", ""), about.pairs(), wide=(1,))
