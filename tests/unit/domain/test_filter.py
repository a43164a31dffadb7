"""The filter language and sorting of the evidence table."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exoannotate.domain.errors import BadValueError, ExoError
from exoannotate.domain.evidence import BY_NAME, INDEX, LONG_COLUMNS, EvidenceRow, column
from exoannotate.domain.filter import MAX_DEPTH, MAX_LENGTH, natural, parse, sort_rows
from exoannotate.domain.folding import fold


def row(**cells: str) -> EvidenceRow:
    """A row with these cells, the others empty."""
    assert set(cells) <= set(INDEX)
    return EvidenceRow(cells.get("record_id", "r"), tuple(cells.get(c.name, "") for c in LONG_COLUMNS))


GLIOMA = row(
    cargo="miR-21; TGF‐β1",
    cargo_class="miRNA",
    donor="U87 (hypoxic); glioma stem cell",
    therapy="temozolomide",
    effect="resistance increased",
    role="promotes resistance",
    level="D preclinical",
    rating="3",
    targets="ABCB1 (up)",
    primary_study="Müller 2019, 10.1000/x",
    document_year="2024",
    quote="Exosomes from U87 cells, p < 0.05 (n = 3).",
    status="complete",
    created="2025-12-31T23:59:59.000Z",
    specimen_reason="not reported",
    specimen="[not reported]",
    isolation_reason="unclear",
    isolation="unclear",
    mechanism_target="EMT; autophagy / ABCB1 (up)",
    mechanism="EMT; autophagy",
    quoted_in="A review (10.1/x), p. 3 | Another of 2011, p. e12",
    page_index="2 | 11",
)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("", True),
        ("   ", True),
        ("therapy = temozolomide", True),
        ("therapy=TEMOZOLOMIDE", True),
        ("Therapy = cisplatin", False),
        ("therapy != cisplatin", True),
        ("therapy != temozolomide", False),
        ("therapy ~ temo", True),
        ("therapy !~ temo", False),
        # one of several values, with and without its detail
        ("cargo = miR-21", True),
        ("cargo = MIR‑21", True),
        ("cargo = TGF-beta1", True),
        ("cargo = TGFβ1", False),
        ("cargo = miR-2", False),
        ("donor = U87", True),
        ("donor = 'u87 (hypoxic)'", True),
        ("donor = glioma stem cell", True),
        ('donor = "glioma stem cell" and therapy ~ temo', True),
        ("targets = ABCB1", True),
        # the start of a value of a closed list, as in the form
        ("level = D", True),
        ("level = C", False),
        ("effect = resistance", True),
        # heads of several words
        ("Record id = r", False),
        ("Primary study ~ müller", True),
        ('"Primary study" ~ MÜLLER', True),
        ("Class = mirna", True),
        # numbers, years, dates
        ("rating >= 3", True),
        ("rating > 3", False),
        ("rating < 3.5", True),
        ("document_year <= 2024", True),
        ("Document year < 2024", False),
        ("primary_study > 2018", True),
        ("primary_study > 2019", False),
        ("page_index > 11", False),
        ("page_index = 11", True),
        ("page_index < 9", True),
        ("page_index > 9", True),
        ("quoted_in <= 2011", True),
        ("confidence > 1", False),
        ("created <= 2025", True),
        ("created < 2026-01-01", True),
        ("created > 2025-12", False),
        ("changed < 2026", False),
        # emptiness and reasons
        ("recipient is empty", True),
        ("recipient is not empty", False),
        ("therapy IS NOT EMPTY", True),
        ("specimen is empty", True),
        ("specimen = not reported", True),
        ("specimen_reason = not reported", True),
        ("Specimen: reason is not empty", True),
        ("recipient = ''", True),
        ("isolation is empty", True),
        ("isolation = unclear", True),
        ("mechanism_target = emt", True),
        ("Mechanism / target = ABCB1", True),
        ("Mechanism / target is empty", False),
        # words
        ("glioma", True),
        ("lung", False),
        ("glioma u87", True),
        ("glioma lung", False),
        ('"p < 0.05"', True),
        ("“stem cell”", True),
        ("not lung", True),
        ("glioma not lung", True),
        ("not not glioma", True),
        ("NOT glioma", False),
        # joining
        ("lung or glioma", True),
        ("lung and glioma or glioma", True),
        ("glioma or lung and lung", True),
        ("(glioma or lung) and lung", False),
        ("not (lung or cargo = miR-9)", True),
        ("((therapy = temozolomide))", True),
        ("therapy = temozolomide and not role = marker", True),
        ("'and'", False),
    ],
)
def test_matches(expression: str, expected: bool) -> None:
    assert parse(expression).matches(GLIOMA) is expected


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("drug = x", "there is no column “drug”"),
        ("therapy =", "at its end"),
        ("= x", "a column is expected"),
        ("therapy = 'x", "not closed"),
        ("(glioma", "at character 1"),
        ("glioma)", "no opening bracket"),
        ("glioma and", "at its end"),
        ("or glioma", "at character 1"),
        ("not", "at its end"),
        ("()", "expected here"),
        ("therapy = TMZ donor = U87", "need “and”"),
        ("therapy = TMZ donor is empty", "need “and”"),
        ("therapy > high", "compares with a number"),
        ("changed > yesterday", "compares with a number, a year or a date"),
        ("drug is empty", "there is no column"),
        ("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1), "deep"),
        ("a" * (MAX_LENGTH + 1), "longer"),
    ],
)
def test_what_is_not_understood_is_said(expression: str, said: str) -> None:
    with pytest.raises(BadValueError) as caught:
        parse(expression)
    assert said in str(caught.value)


def test_errors_name_the_place_and_the_columns() -> None:
    with pytest.raises(BadValueError) as caught:
        parse("glioma and drug = x")
    assert "at character 12 (“drug = x”)" in caught.value.message
    assert all(name in caught.value.hint for name in BY_NAME if not name.endswith("_reason"))


PIECES = st.sampled_from(
    ["and", "or", "not", "is", "empty", "(", ")", "=", "!=", "~", "!~", "<", ">=", '"', "'", "therapy", "changed",
     "Record id", "2020", "miR-21", "[not reported]", "β", "!", "\ud800", "\0", "“", "”"]
)  # fmt: skip


@settings(deadline=None)
@given(st.one_of(st.text(st.characters()), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join)))
def test_any_string_is_understood_or_refused(expression: str) -> None:
    try:
        found = parse(expression)
    except ExoError:
        return
    assert found.matches(GLIOMA) in (True, False)
    assert found.matches(row()) in (True, False)


@settings(deadline=None)
@given(st.text(st.characters()), st.text(st.characters(codec="utf-8"), min_size=1))
def test_a_quoted_value_finds_the_cell_that_holds_it(before: str, cell: str) -> None:
    quoted = '"' + cell.replace('"', '""') + '"'
    assert parse(f"note = {quoted}").matches(row(note=cell))
    assert parse(f"note ~ {quoted}").matches(row(note=f"{before} {cell} {before}"))


@pytest.mark.parametrize(
    "expression",
    ["a " * (MAX_LENGTH // 2), "a is " * (MAX_LENGTH // 5), "not " * (MAX_LENGTH // 4), "'" * MAX_LENGTH,
     "(" * MAX_LENGTH, "a or " * (MAX_LENGTH // 5) + "b", '"' + "a" * (MAX_LENGTH - 1), "\u0300" * MAX_LENGTH],
)  # fmt: skip
def test_long_filters_are_quick(expression: str) -> None:
    began = time.process_time()  # what others do on the machine does not count
    with contextlib.suppress(ExoError):
        parse(expression[:MAX_LENGTH]).matches(GLIOMA)
    assert time.process_time() - began < 1.0


def test_ten_thousand_rows_are_filtered_quickly() -> None:
    rows = [GLIOMA] * 10_000
    began = time.perf_counter()
    assert len(parse("temozolomide and (cargo = miR-21 or donor ~ hypoxic) and rating >= 3").rows(rows)) == 10_000
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    ("text", "folded"),
    [("TGF‐β", "tgf-beta"), ("  a\n b ", "a b"), ("µg", "mug"), ("IFN–Γ", "ifn-gamma"), ("Straße", "strasse"),
     ("ﬁbre", "fibre"), ("exo\u00adsome", "exosome"), ("5’", "5'"), ("ＡＢＣ", "abc"), ("", "")],
)  # fmt: skip
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@settings(deadline=None)
@given(st.text(st.characters()))
def test_fold_is_stable(text: str) -> None:
    assert fold(text) == fold(text.strip())
    natural(text)


def test_sort_is_natural_and_empties_come_last() -> None:
    rows = [
        row(cargo="miR-21"),
        row(cargo=""),
        row(cargo="[unclear]", cargo_reason="unclear"),
        row(cargo="miR-9"),
        row(cargo="MIR-9", therapy="x"),
        row(cargo="miR-" + "9" * 5000),
    ]
    up = [rows.index(r) for r in sort_rows(rows, "cargo")]
    assert up == [3, 4, 0, 5, 2, 1]
    down = [rows.index(r) for r in sort_rows(rows, "-Cargo")]
    assert down == [5, 0, 3, 4, 2, 1]
    both = [rows.index(r) for r in sort_rows(rows, " cargo , -therapy ")]
    assert both == [4, 3, 0, 5, 2, 1]
    assert sort_rows(rows, "") == tuple(rows)


def test_reasons_of_both_parts_are_no_mechanism() -> None:
    bare = row(mechanism_target="unclear / not reported", mechanism="unclear", mechanism_reason="unclear",
               targets="not reported", targets_reason="not reported")  # fmt: skip
    assert parse("mechanism_target is empty").matches(bare)
    assert parse("mechanism_target = unclear").matches(bare)


def test_sort_names_the_columns() -> None:
    with pytest.raises(BadValueError, match=r"no column “drug”.*therapy"):
        sort_rows([], "drug")


def test_columns_by_name_and_head() -> None:
    for known in LONG_COLUMNS:
        assert column(known.name) is known
        assert column(f" {known.head.upper()} ") is known
