"""Write the evidence of a project to a file another program reads."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from exoannotate import __version__
from exoannotate.domain.errors import ExoError
from exoannotate.domain.filter import sort_rows
from exoannotate.export import styles
from exoannotate.export.bundle import bundle, passage_rows, passage_sheet, references
from exoannotate.export.exporter import Exporter, Options, unwatched
from exoannotate.export.formats import exporter, save
from exoannotate.export.table import About, Bundle, Fingerprint, ProjectContents, Sheet, Stream, Table, digest
from exoannotate.export.table import columns as chosen_columns
from exoannotate.export.target import replacing
from exoannotate.store.guarding import Stopped, StoppedError, never, stop_if
from exoannotate.workspace import tables
from exoannotate.workspace.session import Session

__all__ = ["Chosen", "Exported", "StoppedError", "contents", "export", "keep_sources"]


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: where, how many rows, their digest, and a sentence when something had to be replaced.

    ``what`` the rows are: records, or papers.
    """

    out: Path
    rows: int
    digest: str
    remark: str = ""
    what: str = "records"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to be in an export: which records, in which order, with which columns (“default”, “long”, or names with
    commas, in their order), under the values of which column."""

    filter: str = ""
    sort: str = ""
    columns: str = "default"
    group: str = ""


def export(
    session: Session,
    format_name: str,
    out: Path,
    *,
    filter: str = "",
    sort: str = "",
    columns: str = "default",
    group: str = "",
    raw: bool = False,
    library: bool = False,
    style: str = "",
    told: Callable[[int], None] = unwatched,
    stopped: Stopped = never,
) -> Exported:
    """Write the (filtered) evidence in a format of ``EXPORTERS``. Whole or not at all; raises ExoError.

    ``raw``: CSV and TSV without the guard against formulas, for scripts. ``library``: references of all papers of the
    project, which are written as well where there is no record yet. ``style``: how papers are cited. ``told`` hears now
    and then how many rows are written; StoppedError when it was ``stopped``.
    """
    of = exporter(format_name)  # an unknown format or style is told before the work is done
    styles.style(style)
    if of.missing():
        raise ExoError(of.missing())
    keep_sources(out)
    project = session.project
    state = project.state()
    whole = _bundle(session, of, Chosen(filter, sort, columns, group), stopped)
    if of.pictures:
        keys = {passage.picture for passage in whole.contents.passages if passage.picture}
        found = {key: picture for key in sorted(keys) if (picture := project.picture(key)) is not None}
        whole = replace(whole, pictures=found)
    remark = ""
    if of.counts == "papers" and (library or not project.counts()["records"]):
        whole = replace(whole, contents=ProjectContents(project.documents(), project.studies(), library=True))
        remark = "" if library else _NO_RECORD
    written = 0

    def watch(more: int) -> None:
        nonlocal written
        stop_if(stopped)
        written += more
        told(written)

    options = Options(raw, watch, style)
    report = save(format_name, whole, out, options)
    remark = f"{remark} {report.sentence()}".strip()
    if of.beside is not None and not _put_beside(out, of.beside(whole, out.name, options)):
        remark = f"{remark} What it is about could not be written beside it.".lstrip()
    if project.state() != state:
        remark = f"{remark} {_CHANGED}".lstrip()
    return Exported(out, report.rows, whole.origin().digest, remark, of.counts)


_NO_RECORD = "There is no record yet, so all papers of the project were written."
BESIDE = "-metadata.json"
"""The end of the name under which readers of CSV look for what a file is about."""


def _put_beside(out: Path, data: bytes) -> bool:
    """Write what a file is about, when its name leaves room for it; the file itself is there in any case."""
    beside = out.with_name(out.name + BESIDE)
    try:
        keep_sources(beside)
        with replacing(beside) as stream:
            stream.write(data)
    except ExoError:
        return False
    return True


_CHANGED = "Somebody changed the project meanwhile; export it again for a table of one moment."


def _bundle(session: Session, of: Exporter, chosen: Chosen, stopped: Stopped) -> Bundle:
    """What the exporter gets; no more is read than it writes, and what can be is read while it is written."""
    known = session.project.columns()
    shown = chosen_columns(chosen.columns, known)
    by = known.of(chosen.group) if chosen.group else None
    about = About(
        project=session.project.project_id(),
        filter=chosen.filter,
        sort=chosen.sort,
        app_version=__version__,
        format_version=session.project.format_version(),
    )
    rows = tables.stream(session, filter=chosen.filter, stopped=stopped)
    if not (chosen.sort or chosen.group) and (of.reads == "rows" or (of.reads == "passages" and not chosen.filter)):
        table = Table(shown, (), known)
        fingerprint = Fingerprint(table)
        table = replace(table, rows=Stream(fingerprint.through(rows)))
        if of.reads == "rows":
            return Bundle(table, about=about, fingerprint=fingerprint)
        passages, papers = _sheets(session)
        return Bundle(table, passages, papers, about, fingerprint=fingerprint)
    held = tuple(rows)
    groups: tuple[tuple[str, int], ...] = ()
    if chosen.sort.strip():
        held = sort_rows(held, chosen.sort, known)
    if by is not None:
        held, groups = tables.grouped(session, held, by)
    stop_if(stopped)
    table = Table(shown, held, known, by, groups)
    if of.reads == "rows":
        return Bundle(table, about=replace(about, digest=digest(table)))
    return bundle(table, contents(session, entries=of.reads == "everything"), about)


def _sheets(session: Session) -> tuple[Sheet, Sheet]:
    """The passages and papers of the whole project, the passages read while they are written."""
    project = session.project
    held = ProjectContents(
        documents=project.documents(),
        studies=project.studies(),
        curators=project.curators(),
        meanings=project.meanings(),
    )
    quoted = project.quoted_documents()
    cited = replace(
        held,
        documents=tuple(d for d in held.documents if d.id in quoted),
        studies=tuple(s for s in held.studies if s.document in quoted),
    )
    rows = (row for some, told in project.linked_passages_in_steps() for row in passage_rows(held, some, told))
    return passage_sheet(Stream(rows)), references(cited)


def keep_sources(out: Path) -> None:
    """Refuse to replace a project or a PDF by a table: a slip of the hand would cost the work itself."""
    if not os.path.isfile(out):
        return  # there is nothing to lose, or the export will say what is wrong with it
    try:
        with out.open("rb") as file:
            head = file.read(1024)
    except OSError:
        return
    if head.startswith(b"SQLite format 3\0") or b"%PDF-" in head:
        kind = "a PDF" if b"%PDF-" in head else "a project"
        raise ExoError(
            f"“{out.name}” is {kind}, and an export would replace it.", "It was not touched. Choose another file name."
        )


def contents(session: Session, *, entries: bool = True) -> ProjectContents:
    """Everything an export may draw from; without ``entries`` all but what the records say in their fields."""
    p = session.project
    return ProjectContents(
        documents=p.documents(),
        studies=p.studies(),
        passages=p.passages(),
        records=p.records(),
        entries=p.all_entries() if entries else (),
        links=p.links(),
        curators=p.curators(),
        meanings=p.meanings(),
        own_fields=p.project_fields(),
    )
