"""The evidence table as a pandas data frame with real types, for notebooks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from exoannotate.domain.evidence import Column, EvidenceRow
from exoannotate.domain.fields import EVIDENCE_FIELDS
from exoannotate.domain.filter import parts
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


def frame(rows: Sequence[EvidenceRow], columns: Sequence[Column]) -> DataFrame:
    """One row for each record, columns called by their names, <NA> where there is nothing.

    Years, page indexes and ratings are ``Int64``; of a record with several passages the first counts. Fields with one
    value of a closed list are categories in the order of the list, followed by whatever else the cells show: a value
    with its detail, a reason. The rest is ``string``.
    """
    import pandas as pd

    series = {column.name: _series([row[column.name] for row in rows], column) for column in columns}
    return pd.DataFrame(series, index=pd.RangeIndex(len(rows)))


def _series(cells: list[str], of: Column) -> pd.Series[int] | pd.Series[str]:
    import pandas as pd

    if of.name in NUMBER_COLUMNS:
        return pd.Series([number(parts(of, cell)[0]) for cell in cells], dtype="Int64")
    texts = [cell or None for cell in cells]
    if of.name in _LISTS:
        known = dict.fromkeys(_LISTS[of.name])
        others = sorted({cell for cell in cells if cell and cell not in known})
        return pd.Series(pd.Categorical(texts, categories=[*known, *others]))
    return pd.Series(texts, dtype="string")
