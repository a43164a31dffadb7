"""Write the evidence of a project to a file another program reads."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from exoannotate import __version__
from exoannotate.domain.errors import ExoError
from exoannotate.export.bundle import bundle
from exoannotate.export.exporter import Options
from exoannotate.export.formats import exporter, save
from exoannotate.export.table import About, ProjectContents, choose
from exoannotate.workspace import tables
from exoannotate.workspace.session import Session


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


def export(
    session: Session,
    format_name: str,
    out: Path,
    *,
    filter: str = "",
    sort: str = "",
    columns: str = "default",
    raw: bool = False,
) -> Exported:
    """Write the (filtered) evidence in a format of ``EXPORTERS``. Whole or not at all; raises ExoError.

    ``raw``: CSV and TSV without the guard against formulas, for scripts.
    """
    of = exporter(format_name)  # an unknown format is told before the work is done
    keep_sources(out)
    table = choose(tables.evidence(session, filter=filter, sort=sort), columns, session.project.columns())
    project = session.project
    about = About(
        project=project.project_id(),
        filter=filter,
        sort=sort,
        app_version=__version__,
        format_version=project.format_version(),
    )
    whole = bundle(table, contents(session), about)
    if of.pictures:
        keys = {passage.picture for passage in whole.contents.passages if passage.picture}
        found = {key: picture for key in sorted(keys) if (picture := project.picture(key)) is not None}
        whole = replace(whole, pictures=found)
    report = save(format_name, whole, out, Options(raw=raw))
    return Exported(out, report.rows, whole.about.digest, report.sentence(), of.counts)


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


def contents(session: Session) -> ProjectContents:
    """Everything an export may draw from."""
    p = session.project
    return ProjectContents(
        documents=p.documents(),
        studies=p.studies(),
        passages=p.passages(),
        records=p.records(),
        entries=p.all_entries(),
        links=p.links(),
        curators=p.curators(),
        meanings=p.meanings(),
        own_fields=p.project_fields(),
    )
