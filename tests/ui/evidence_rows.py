"""Evidence rows for tests of the views beside the table."""

from __future__ import annotations

from exoannotate.domain.evidence import LONG_COLUMNS, EvidenceRow


def row(record: str, **cells: str) -> EvidenceRow:
    """A row of the long form with these cells and no others."""
    given = {"record_id": record, "document": "A review", "status": "complete", "created": record} | cells
    return EvidenceRow(record, tuple(given.get(column.name, "") for column in LONG_COLUMNS))


ROWS = (
    row("a", cargo="miR-21", therapy="temozolomide", role="promotes resistance", primary_study="Li 2019",
        level="D preclinical", confidence="sure"),
    row("b", cargo="miR-21", therapy="temozolomide", role="promotes resistance", primary_study="Wu 2020",
        level="B clinical"),
    row("c", cargo="MIR21", therapy="temozolomide", role="restores sensitivity", primary_study="Ma 2021"),
    row("d", cargo="miR-9", therapy="radiation", role="marker", primary_study="Li 2019"),
    row("e", cargo="PTEN; miR-9", therapy="not reported", therapy_reason="not reported", role="no effect"),
)  # fmt: skip
