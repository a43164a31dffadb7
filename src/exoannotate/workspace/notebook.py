"""The Python door: the evidence of a project as a data frame for notebooks."""

from __future__ import annotations

import os
from pathlib import Path

from exoannotate.export.frame import DataFrame, frame
from exoannotate.export.table import choose
from exoannotate.workspace import tables
from exoannotate.workspace.session import Session


def read_evidence(path: str | os.PathLike[str], filter: str | None = None, columns: str = "default") -> DataFrame:
    """The evidence table of a project file, with real dtypes: Int64 years, categoricals for closed lists.

    ``filter`` is an expression as on the command line; ``columns`` is "default", "long", or names with commas.
    Raises ExoError.
    """
    with Session.open(Path(path), read_only=True) as session:
        table = choose(tables.evidence(session, filter=filter or ""), columns, session.project.columns())
    return frame(tuple(table.rows), table.columns, table.known)
