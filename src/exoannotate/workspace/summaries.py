"""The evidence in sentences: a paragraph for a grant or a structured summary, shown, copied or written to a file."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from exoannotate.domain.completeness import THIS_DOCUMENT
from exoannotate.domain.errors import BadValueError
from exoannotate.domain.findings import BY, Findings, Read, findings
from exoannotate.domain.flow import Counts, counts
from exoannotate.domain.naming import paper as paper_key
from exoannotate.domain.records import Document, FieldEntry, Study
from exoannotate.export.exporter import Report
from exoannotate.export.styles import Paper, style
from exoannotate.export.summary import building, page, templates, writing
from exoannotate.export.summary.building import FORMS, Form
from exoannotate.export.summary.compose import Material
from exoannotate.export.summary.model import Summary
from exoannotate.export.summary.page import Page
from exoannotate.export.table import choose, digest
from exoannotate.workspace import agreeing, comparing, settings, tables
from exoannotate.workspace.exports import keep_sources
from exoannotate.workspace.session import Session
from exoannotate.workspace.verifying import evidence_only

DEFAULT_STYLE = "elsevier"
"""Numbers in square brackets, as most grants have them."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What kind of summary. ``by``: columns to gather records by; ``drafts``: whether records in draft take part."""

    form: Form = "paragraph"
    by: tuple[str, ...] = BY
    style: str = DEFAULT_STYLE
    filter: str = ""
    drafts: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A summary with what is needed to lay it out in any style."""

    summary: Summary
    found: Findings
    counts: Counts
    papers: Mapping[str, Paper] = field(default_factory=dict)

    def page(self, of: str) -> Page:
        """Laid out, its papers cited in a style. Raises BadValueError for a style that is none."""
        return page.page(self.summary, self.papers, style(of))


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: where, how many records, studies and statements it holds, the digest of its rows, and what
    should be known."""

    out: Path
    records: int
    studies: int
    clauses: int
    digest: str
    remarks: tuple[str, ...]


def make(session: Session, wanted: Wanted, sentences: Mapping[str, str] | None = None) -> Made:
    """Put a summary together. ``sentences``: templates to use instead of the kept ones, by kind.

    Raises BadValueError for a column, filter, style or sentence that is none.
    """
    if wanted.form not in FORMS:
        raise BadValueError(f"There is no kind of summary “{wanted.form}”.", f"The kinds are: {', '.join(FORMS)}.")
    style(wanted.style)
    project = session.project
    columns = project.columns()
    names = comparing.names(session)
    documents = {document.id: document for document in project.documents()}
    passages = {passage.id: passage for passage in project.passages()}
    entries: defaultdict[str, dict[str, FieldEntry]] = defaultdict(dict)
    for entry in project.all_entries():
        entries[entry.record][entry.field] = entry
    read = Read(entries, project.passages_by_record(), {key: passage.document for key, passage in passages.items()})
    rows = tables.evidence(session, filter=wanted.filter)
    found = findings(rows, read, wanted.by, columns=columns, names=names, drafts=wanted.drafts)
    pages: dict[str, dict[str, tuple[str, ...]]] = {}
    for record, keys in found.links.items():
        for passage in (passages[key] for key in keys if key in passages):
            at = pages.setdefault(record, {})
            labels = at.get(passage.document, ())
            if passage.page_label and passage.page_label not in labels:
                labels = (*labels, passage.page_label)
            at[passage.document] = labels
    paper_of = {key: paper_key(THIS_DOCUMENT, one.title, one.doi, names) for key, one in documents.items()}
    papers = _papers(found, entries, project.studies(), documents, paper_of)
    retracted = frozenset(key for key, paper in papers.items() if paper.retracted)
    kept = own_sentences() if sentences is None else sentences
    material = Material(found, documents, paper_of, pages, retracted, kept)
    done = flow(session)
    return Made(building.build(material, done, wanted.form), found, done, papers)


def write(session: Session, wanted: Wanted, out: Path) -> Written:
    """Write a summary to a file, in the format its name ends with: .docx, .md, .html or .tex. Raises ExoError."""
    writing.format_of(out)  # a name that says no format is told before the work is done
    made = make(session, wanted)
    report = save(made.page(wanted.style), out)
    summary = made.summary
    remarks = tuple(filter(None, (*summary.missing, *summary.remarks, report.sentence())))
    rows = digest(choose(made.found.rows.values()))
    clauses = sum(1 for _ in summary.clauses())
    return Written(out, len(made.found.records), len(made.found.studies), clauses, rows, remarks)


def save(page: Page, out: Path) -> Report:
    """Write a summary that is laid out to a file. Raises ExoError."""
    writing.format_of(out)
    keep_sources(out)
    return writing.save(page, out)


def _papers(
    found: Findings,
    entries: Mapping[str, Mapping[str, FieldEntry]],
    studies: Sequence[Study],
    documents: Mapping[str, Document],
    paper_of: Mapping[str, str],
) -> dict[str, Paper]:
    """What is known of every paper that may be cited, by key; of several rows of one paper, that which says most."""
    by_id = {study.id: study for study in studies}
    known: dict[str, Paper] = {}

    def take(key: str, paper: Paper) -> None:
        before = known.get(key)
        if before is None or (before.row is not paper.row and _richness(paper) > _richness(before)):
            known[key] = paper

    for id, document in documents.items():
        take(paper_of[id], Paper(document))
    for record, key in found.papers.items():
        if not key:
            continue
        entry = entries.get(record, {}).get("primary_study")
        for value in entry.values if entry is not None else ():
            row: Study | Document | None = by_id.get(value.identifier) if value.source == "studies" else None
            if row is None and value.text == THIS_DOCUMENT:
                row = next((documents[one] for one in found.documents.get(record, ()) if one in documents), None)
            take(key, Paper(row, value.text))
    return known


def _richness(paper: Paper) -> tuple[int, int]:
    work = paper.work
    if work is None:
        return 0, len(paper.words)
    filled = (work.title, work.authors, work.year, work.journal, work.volume, work.pages, work.doi, work.pmid)
    return 1 + 9 * work.retracted, sum(map(bool, filled))


def flow(session: Session) -> Counts:
    """How the evidence of a project came about, in numbers."""
    project = session.project
    records = evidence_only(session)
    several = len({record.curator for record in records}) > 1 or project.double_coded()
    agreed = agreeing.agree(session) if several else None
    return counts(
        project.documents(),
        len(project.passages()),
        project.candidate_decisions(),
        records,
        verified=agreeing.verified(session),
        errors=agreeing.errors(session),
        agreement=agreed,
        people=agreeing.people(session, agreed) if agreed is not None else (),
    )


# Sentences of one's own ------------------------------------------------------------------------------------------


def own_sentences() -> dict[str, str]:
    """The sentences this person changed, by kind; one that cannot be used any more is passed over."""
    try:
        kept = json.loads(settings.get("summary_sentences") or "{}")
    except ValueError:
        return {}
    found = {}
    for id, text in kept.items() if isinstance(kept, dict) else ():
        try:
            templates.check(str(id), text if isinstance(text, str) else "")
        except BadValueError:
            continue
        found[str(id)] = text
    return found


def keep_sentences(changed: Mapping[str, str]) -> None:
    """Keep sentences that differ from those that come along. Raises BadValueError for one that cannot be used."""
    defaults = templates.defaults()
    for id, text in changed.items():
        templates.check(id, text)
    own = {id: text for id, text in changed.items() if text.strip() != defaults[id]}
    settings.put("summary_sentences", json.dumps(own, ensure_ascii=False) if own else "")
