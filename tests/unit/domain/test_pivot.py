"""Evidence held by two columns, and when two names are one thing."""

from __future__ import annotations

import pytest

from exoannotate.domain.errors import BadValueError
from exoannotate.domain.evidence import INDEX, LONG_COLUMNS, Columns, EvidenceRow
from exoannotate.domain.naming import NamedValue, key, naming, paper
from exoannotate.domain.own_fields import OwnField
from exoannotate.domain.pivot import Measure, Pivot, mix_text, pivot
from exoannotate.domain.records import Document, Study


def row(record: str, **cells: str) -> EvidenceRow:
    given = {"record_id": record, "document": "A review", **cells}
    return EvidenceRow(record, tuple(given.get(column.name, "") for column in LONG_COLUMNS))


def numbers(found: Pivot, measure: Measure = "records") -> dict[tuple[str, str], int]:
    return {(found.rows[r].text, found.columns[c].text): found.count(r, c, measure) for r, c in found.meeting}


ROWS = (
    row("a", cargo="miR-21", therapy="temozolomide", role="promotes resistance", primary_study="Li 2019"),
    row("b", cargo="MIR21; PTEN", therapy="Temozolomide", role="marks resistance", primary_study="Li 2019"),
    row("c", cargo="miR-21 (mature)", therapy="radiation", role="restores sensitivity", claim="does not support"),
    row("d", cargo="miR-9", therapy="not reported", therapy_reason="not reported", role="marker"),
    row("e", cargo="miR-21"),
)


def test_records_and_studies_meet_by_names_without_their_spelling() -> None:
    found = pivot(ROWS)
    assert numbers(found) == {
        ("miR-21", "temozolomide"): 2, ("PTEN", "temozolomide"): 1, ("miR-21", "radiation"): 1,
        ("miR-9", "not reported"): 1, ("miR-21", "not yet looked"): 1,
    }  # fmt: skip
    assert numbers(found, "studies")["miR-21", "temozolomide"] == 1
    assert [(h.text, h.reason, len(h.places)) for h in found.rows] == [
        ("miR-21", False, 4), ("miR-9", False, 1), ("PTEN", False, 1),
    ]  # fmt: skip
    assert [(h.text, h.reason) for h in found.columns] == [
        ("temozolomide", False), ("radiation", False), ("not reported", True), ("not yet looked", True),
    ]  # fmt: skip


def test_a_record_with_several_values_counts_in_each_and_once_in_the_totals() -> None:
    found = pivot((row("a", cargo="miR-21; miR-9; MIR-9", therapy="TMZ; radiation"),))
    assert numbers(found) == {(c, t): 1 for c in ("miR-21", "miR-9") for t in ("TMZ", "radiation")}
    assert [len(h.places) for h in (*found.rows, *found.columns)] == [1, 1, 1, 1]
    assert found.whole.records == ("a",)


def test_a_cell_tells_records_studies_and_roles() -> None:
    found = pivot(ROWS)
    cell = found.cell(0, 0)
    assert (cell.records, cell.studies, cell.unnamed) == (("a", "b"), ("Li 2019",), 0)
    assert mix_text(cell) == "▲2"
    assert mix_text(found.whole) == "▲2 ▼1 ◆1 ✕1"
    assert found.cell(2, 3).records == () and found.count(2, 3, "studies") == 0


def test_any_pair_of_columns_also_composed_ones_and_own() -> None:
    columns = Columns((OwnField("x", "own_dose", "Dose", "number"),))
    whole = EvidenceRow("a", (*row("a", mechanism="EMT", targets="ABCB1 (up); PTEN", effect="mixed").cells, "5", ""))
    assert numbers(pivot((whole,), "mechanism_target", "Dose", columns=columns)) == {
        (name, "5"): 1 for name in ("EMT", "ABCB1", "PTEN")
    }
    assert numbers(pivot((row("a"),), "mechanism_target", "document_year")) == {("not yet looked", "nothing"): 1}
    # A value of a closed list keeps its brackets.
    assert pivot((row("a", effect="associated (marker)"),), "effect", "role").rows[0].text == "associated (marker)"
    assert pivot((), "cargo", "cargo").rows == ()
    with pytest.raises(BadValueError, match="no column"):
        pivot(ROWS, "colour", "therapy")


def test_the_order_is_by_total_or_name_or_one_column_and_reasons_stay_last() -> None:
    found = pivot(ROWS)
    assert [h.text for h in found.sorted("name", "name", "records").columns] == [
        "radiation", "temozolomide", "not reported", "not yet looked",
    ]  # fmt: skip
    again = found.sorted("name", "total", "studies")
    assert numbers(again) == numbers(found)
    by_column = found.sorted_by_column(2, "records")
    assert by_column.rows[0].text == "miR-9" and numbers(by_column) == numbers(found)


def test_names_are_joined_by_identifier() -> None:
    names = naming(
        (
            NamedValue("therapy", "TMZ", "temozolomide", "CHEBI:72564", "ChEBI"),
            NamedValue("therapy", "Temodar", "temozolomide", "CHEBI:72564", "ChEBI"),
            NamedValue("therapy", "p53", "TP53", "HGNC:11998", "HGNC"),
            NamedValue("therapy", "p53", "something else", "X:1", "X"),
        )
    )
    rows = (row("a", therapy="TMZ"), row("b", therapy="Temodar"), row("c", therapy="temozolomide"),
            row("d", therapy="p53"), row("e", therapy="TP53"))  # fmt: skip
    found = pivot(rows, "therapy", "cargo", names=names)
    assert [(h.text, len(h.places)) for h in found.rows] == [("temozolomide", 3), ("p53", 1), ("TP53", 1)]
    assert pivot(rows, "cargo", "therapy").columns[0].text == "p53"  # by spelling alone they are five


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("miR-21", "MIR 21", True),
        ("TGF‐β1", "TGF-beta 1", True),
        ("IL - 6", "il6", True),
        ("miR-21-5p", "miR-215p", False),
        ("CD133+ cells", "CD133− cells", False),
        ("CD133-positive cells", "CD133 positive cells", True),
        ("???", "!!!", False),
        ("مرحبا", "مرحبا ", True),
        ("", "-", False),
    ],
)
def test_what_counts_of_a_name(one: str, other: str, same: bool) -> None:
    assert (key(one) == key(other)) is same


def test_a_primary_study_is_one_in_all_reviews_that_cite_it() -> None:
    title = "Exosomal transfer of a long RNA spreads resistance in glioblastoma"
    assert paper("Li 2019, 10.1000/ABC.1", "A") == paper("[7] Li, 2019. https://doi.org/10.1000/abc.1.", "B")
    assert paper(f"[7] Li 2019, {title}", "A") == paper(f"12. Li 2019, {title}", "B")
    assert paper("Li 2019", "A") != paper("Li 2019", "B") and paper("Li 2019", "A") == paper("LI 2019", "A")
    assert paper("this document", "A", "10.1000/abc.1") == paper("Li 2019, 10.1000/ABC.1", "B")
    assert paper("this document", "A") != paper("this document", "B")
    assert paper("no reference given", "A") == paper("", "A") == ""
    known = naming((), (Study("s", "d", "[3] Li 2019", doi="10.1000/abc.1"),), (Document("d", "", "", "C"),))
    assert paper("[3] Li 2019", "C", "", known) == "doi:10.1000/abc.1"
    assert paper("[3] Li 2019", "D", "", known) != "doi:10.1000/abc.1"


def test_odd_values_do_no_harm() -> None:
    long, odd = "x" * 10_000, "a\tb\x00\nc"
    found = pivot((row("a", cargo=long, therapy=odd), row("b", cargo="; ", therapy=" | ")))
    assert {h.text for h in found.rows} >= {long}
    assert sum(len(h.places) for h in found.columns) == 2
    many = row("a", tags="; ".join(f"t{k}" for k in range(300)))
    assert len(pivot((many,), "tags", "cargo").rows) == 300 and INDEX["tags"]
