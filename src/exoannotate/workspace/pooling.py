"""The evidence of many projects as one folder of Parquet files, for DuckDB, Polars, Spark and pandas to ask at once.

    FOLDER/project=<id of the project>/evidence.parquet    one file a project, its id a column when it is read
    FOLDER/projects.csv                                    which file each of them is

The layout is Hive's: ``SELECT * FROM read_parquet('FOLDER/*/*.parquet', hive_partitioning = true)``. A project that is
written again replaces its own file and touches no other, so that a folder grows with the projects of a group.
"""

from __future__ import annotations

import csv as comma_separated
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from exoannotate.domain.errors import BadValueError, ExoError
from exoannotate.export import csv, parquet
from exoannotate.export.exporter import Options
from exoannotate.export.target import replacing
from exoannotate.workspace import exports
from exoannotate.workspace.session import Session

INDEX = "projects.csv"
_HEADS = ("project", "file", "records", "digest")
_PLAIN = re.compile(r"[\w.\-]+\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Pooled:
    """What became of one project file: its id, records and the digest of their rows, or why it was left out."""

    path: Path
    project: str = ""
    rows: int = 0
    digest: str = ""
    trouble: str = ""


def pool(
    paths: Sequence[Path],
    folder: Path,
    *,
    filter: str = "",
    columns: str = "long",
    told: Callable[[Pooled], None] = lambda _: None,
) -> tuple[Pooled, ...]:
    """Write the evidence of each project into the folder. A file that cannot be read is named and the others go in.

    Raises ExoError when nothing can be written at all.
    """
    if parquet.missing():
        raise ExoError(parquet.MISSING, parquet.HINT)
    if folder.exists() and not folder.is_dir():
        raise ExoError(f"“{folder.name}” is a file.", "It was not touched. Choose a folder.")
    _made(folder)
    found: list[Pooled] = []
    for path in paths:
        try:
            one = _one(path, folder, filter, columns, {p.project: p.path for p in found if not p.trouble})
        except BadValueError:  # a filter or a column that no project understands
            raise
        except ExoError as error:
            one = Pooled(path, trouble=str(error))
        found.append(one)
        told(one)
    _write_index(folder, found)
    return tuple(found)


def _one(path: Path, folder: Path, filter: str, columns: str, before: dict[str, Path]) -> Pooled:
    with Session.open(path, read_only=True) as session:
        key = session.project.project_id()
        if not _PLAIN.match(key):
            return Pooled(path, key, trouble="The id of this project is no name for a folder.")
        if key in before:
            return Pooled(
                path, key, trouble=f"It is another copy of the project “{before[key].name}”; merge them first."
            )
        out = folder / f"project={key}" / "evidence.parquet"
        _made(out.parent)
        done = exports.export(session, "parquet", out, filter=filter, columns=columns)
    return Pooled(path, key, done.rows, done.digest)


def _made(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExoError(f"The folder “{folder}” cannot be made: {error.strerror}.", "Choose another one.") from error


def _write_index(folder: Path, found: Sequence[Pooled]) -> None:
    """Keep what the folder said of projects that were not written now."""
    there = folder / INDEX
    try:
        kept = csv.read(there.read_bytes())[1:] if there.exists() else ()
    except (OSError, ValueError, comma_separated.Error):
        kept = ()
    lines = {row[0]: row for row in kept if len(row) == len(_HEADS)}
    lines |= {p.project: (p.project, p.path.name, str(p.rows), p.digest) for p in found if not p.trouble}
    with replacing(there) as stream:
        csv.lines(_HEADS, (lines[key] for key in sorted(lines)), stream, Options(), tabs=False)
