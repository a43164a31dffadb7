"""Rows and hostile text for the tests of the exports."""

from __future__ import annotations

from exoannotate.domain.evidence import LONG_COLUMNS, EvidenceRow

HOSTILE = (
    "=1+1", "+1", "-1.5", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠a", "'=1+1", "''=1", "'", "''", " =1",
    "\n=1", "'\n", "00123", "1E5", "MARCH1", "SEPT2", "1-2", "NA", "TRUE", "nan", "None", "NULL", "",
    'he said "no", twice', "a;b", "a,b", "a\tb", "two\nlines", "two\r\nlines", "miR‐21 α β µ", "Экзосомы", "外泌体",
    "𝛼 astral", "http://example.org", "=HYPERLINK(\"http://x\")", "{=A1}", "_x0041_", " blank ", "-", "=", "é\u0301",
    "<b>&amp;", "#REF!", "1/2", "\u202eRTL",
)  # fmt: skip
"""Texts that programs like to change, all of which a file can hold."""

UNFIT = "a\0b\x01c\x7fd\x85e\ud800f\udfffg\ufffeh\uffffi\ufdd0j\U0001ffffk"
UNFIT_COUNT = 10


def row(record: str, **cells: str) -> EvidenceRow:
    """A row with these cells, the others empty."""
    cells = {"record_id": record, **cells}
    return EvidenceRow(record, tuple(cells.get(c.name, "") for c in LONG_COLUMNS))
