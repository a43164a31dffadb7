"""The order in which records are offered for a passage."""

from __future__ import annotations

from exoannotate.domain.evidence import LONG_COLUMNS, EvidenceRow
from exoannotate.domain.nearness import Near, Nearness


def row(record: str, changed: str, **cells: str) -> EvidenceRow:
    cells["changed"] = changed
    return EvidenceRow(record, tuple(cells.get(column.name, "") for column in LONG_COLUMNS))


def near(quote: str, document: str, rows: tuple[EvidenceRow, ...], documents: dict[str, tuple[str, ...]],
         *words: str, most: int = 1000) -> tuple[Near, ...]:  # fmt: skip
    return Nearness(quote, rows, lambda record: document in documents.get(record, ())).near(words, most)


def test_same_document_shared_names_then_the_latest() -> None:
    rows = (
        row("old", "1", cargo="miR-9"),
        row("both", "1", cargo="miR-21; miR-9", therapy="temozolomide (TMZ)", donor="U3"),
        row("one", "2", cargo="MIR‐21"),
        row("far", "9", cargo="miR-21", therapy="temozolomide"),
        row("new", "3", donor="[not reported]", donor_reason="not reported"),
    )
    documents = {"old": ("d",), "both": ("d", "e"), "one": ("d",), "new": ("d",), "far": ("e",)}
    quote = "Exosomal miR-21 raised temozolomide resistance; miR-99 was not reported, nor was U373."
    found = near(quote, "d", rows, documents)
    assert [one.row.record for one in found] == ["both", "one", "new", "old", "far"]
    assert found[0].shared == ("miR-21", "temozolomide") and found[0].here
    assert found[2].shared == () and found[3].shared == () and not found[4].here
    assert near("", "", (), {}) == ()
    assert [one.row.record for one in near(quote, "d", rows, documents, "mir-21", "tmz")] == ["both"]
    assert [one.row.record for one in near(quote, "d", rows, documents, most=2)] == ["both", "one"]
    assert Nearness(quote, rows, lambda _: True).near(stop=lambda: True) == ()
    assert near("U3 cells", "d", rows[1:2], {})[0].shared == ("U3",)


def test_whole_words_only() -> None:
    rows = (row("a", "1", cargo="miR-2", therapy="β-elemene"),)
    assert near("miR-21 and miR-22", "", rows, {})[0].shared == ()
    assert near("(miR-2) with beta-elemene.", "", rows, {})[0].shared == ("miR-2", "β-elemene")
