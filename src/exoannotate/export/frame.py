"""The evidence table as a pandas data frame with real types, for notebooks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from exoannotate.domain.evidence import COLUMNS, Column, Columns, EvidenceRow
from exoannotate.domain.fields import EVIDENCE_FIELDS
from exoannotate.domain.filter import parts
from exoannotate.domain.plain_values import as_number
from exoannotate.domain.records import REASONS, STATUSES
from exoannotate.export.table import NUMBER_COLUMNS, number

if TYPE_CHECKING:
    import pandas as pd

DataFrame: TypeAlias = "pd.DataFrame"
"""For signatures elsewhere: pandas itself is imported in this room only, and when it is used."""

_LISTS: dict[str, tuple[str, ...]] = {
    "status": STATUSES,
    **{f.name: tuple(c.value for c in f.choices) for f in EVIDENCE_FIELDS if f.kind == "choice" and not f.open},
    **{f"{f.name}_reason": REASONS for f in EVIDENCE_FIELDS},
}


def frame(rows: Sequence[EvidenceRow], columns: Sequence[Column], known: Columns = COLUMNS) -> DataFrame:
    """One row for each record, columns called by their names, <NA> where there is nothing.

    Years, page indexes and ratings are ``Int64``; of a record with several passages the first counts. Fields with one
    value of a closed list are categories in the order of the list, followed by whatever else the cells show: a value
    with its detail, a reason. Own fields of kind number are ``Float64``. The rest is ``string``.
    """
    import pandas as pd

    series = {c.name: _series([known.cell(row, c.name) for row in rows], c, known) for c in columns}
    return pd.DataFrame(series, index=pd.RangeIndex(len(rows)))


def _series(cells: list[str], of: Column, known: Columns) -> pd.Series[int] | pd.Series[float] | pd.Series[str]:
    import pandas as pd

    own = known.field(of)
    if own is not None and own.kind == "number":
        return pd.Series([as_number(cell) for cell in cells], dtype="Float64")
    if of.name in NUMBER_COLUMNS:
        return pd.Series([number(parts(of, cell)[0]) for cell in cells], dtype="Int64")
    texts = [cell or None for cell in cells]
    if of.name in _LISTS:
        listed = dict.fromkeys(_LISTS[of.name])
        others = sorted({cell for cell in cells if cell and cell not in listed})
        return pd.Series(pd.Categorical(texts, categories=[*listed, *others]))
    return pd.Series(texts, dtype="string")
