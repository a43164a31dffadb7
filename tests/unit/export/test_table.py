"""The chosen table, its digest, and the data frame."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from exoannotate.domain.errors import BadValueError
from exoannotate.domain.evidence import DEFAULT_COLUMNS, LONG_COLUMNS, EvidenceRow
from exoannotate.export.frame import frame
from exoannotate.export.table import choose, columns, digest, number

from .samples import row


def test_columns_are_chosen_by_name_or_head() -> None:
    assert columns() == columns("") == columns([]) == columns("default") == DEFAULT_COLUMNS
    assert columns("long") == columns(["long"]) == LONG_COLUMNS
    assert [c.name for c in columns("therapy, Record id,CARGO,therapy")] == ["therapy", "record_id", "cargo"]
    assert [c.name for c in columns(["Clinical value"])] == ["clinical_value"]
    with pytest.raises(BadValueError, match=r"no column “drug”.*cargo"):
        columns("cargo,drug")


def test_the_default_table_has_the_agreed_heads() -> None:
    assert choose([]).heads == (
        "Cargo", "Class", "Donor", "Recipient", "Therapy", "Effect", "Role", "Mechanism / target", "System", "Level",
        "Clinical value", "Primary study", "Quoted in", "Quote", "Statement", "Curator", "Status", "Record id",
    )  # fmt: skip


def test_cells_stand_in_the_order_of_the_columns(rows: tuple[EvidenceRow, ...]) -> None:
    table = choose(rows, "record_id,cargo")
    assert [table.cells(r) for r in table.rows] == [("r2", "miR-21; miR-9"), ("r1", "=1+1")]


def test_the_digest_follows_the_content(rows: tuple[EvidenceRow, ...]) -> None:
    first = digest(choose(rows))
    assert first == digest(choose(rows[::-1]))
    assert len({first, digest(choose(rows[:1])), digest(choose(rows, "long")), digest(choose([]))}) == 4
    assert digest(choose([row("a", cargo="\ud800")]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("0", 0), ("7", 7), ("-3", -3), ("2024", 2024), ("", None), ("03", None), ("1E5", None), ("1.0", None),
     ("²", None), ("٣", None), ("-0", None), ("9" * 16, None), (" 1", None), ("[unclear]", None)],
)  # fmt: skip
def test_number(text: str, expected: int | None) -> None:
    assert number(text) == expected


def test_frame_has_real_types(rows: tuple[EvidenceRow, ...]) -> None:
    found = frame(rows, LONG_COLUMNS)
    assert list(found.columns) == [c.name for c in LONG_COLUMNS]
    types = {name: str(kind) for name, kind in found.dtypes.items()}
    assert {n for n, t in types.items() if t == "Int64"} == {"document_year", "page_index", "rating"}
    for name in ("cargo_class", "effect", "role", "status", "level", "therapy_reason", "confidence", "claim"):
        assert types[name] == "category", name
    assert types["cargo"] == types["quote"] == types["created"] == types["primary_study"] == "string"
    assert found["document_year"].tolist()[0] == 2024 and found["document_year"].isna().tolist() == [False, True]
    assert found["rating"].isna().tolist() == [False, True]
    assert found["note"].isna().tolist() == [True, False] and found["note"][1] == "00123"
    assert found["effect"].tolist() == ["resistance increased", "other phenotype (growth)"]
    assert list(found["status"].cat.categories) == ["draft", "complete", "accepted", "rejected"]
    assert list(found["effect"].cat.categories)[:2] == ["resistance increased", "sensitivity increased"]
    assert list(found["effect"].cat.categories)[-1] == "other phenotype (growth)"


def test_of_several_passages_the_first_counts() -> None:
    several = [row("a", page_index="7 | 9", document_year="2021,2024"), row("b", rating="not reported")]
    found = frame(several, columns("page_index,document_year,rating"))
    assert found.iloc[0, :2].tolist() == [7, 2021]
    assert found["rating"].isna().all()


def test_empty_frame_keeps_types() -> None:
    found = frame([], LONG_COLUMNS)
    assert len(found) == 0
    assert {str(t) for t in found.dtypes} == {"Int64", "category", "string"}


def test_pandas_and_excel_are_loaded_when_they_are_used() -> None:
    script = (
        "import sys, exoannotate.export.formats, exoannotate.export.frame, exoannotate.export.bundle\n"
        "sys.exit(any(m in sys.modules for m in ('pandas', 'numpy', 'xlsxwriter')))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run([sys.executable, "-c", script], env=environment, check=False).returncode == 0
