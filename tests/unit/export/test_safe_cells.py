"""The cleaner of text and the guard against formulas."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exoannotate.export.safe import REPLACEMENT, Cleaner, guard, unguard


@pytest.mark.parametrize("start", list("=+-@\t\r\n＝＋－＠"))
def test_formulas_are_guarded(start: str) -> None:
    for cell in (start, f"{start}1+1", f"'{start}x", f"''{start}"):
        assert guard(cell) == f"'{cell}"
        assert unguard(guard(cell)) == cell
    assert guard(f" {start}1") == f"' {start}1" or start in "\t\r\n"


@pytest.mark.parametrize("cell", ["", "a", "1", "'", "'a", "a=1", "''", "00123", "p = 0.05", "' '=1"])
def test_other_cells_stay(cell: str) -> None:
    assert guard(cell) == cell == unguard(cell)


@settings(deadline=None)
@given(st.text(st.one_of(st.sampled_from("'=+-@\t\r\n ＝＠a1"), st.characters())))
def test_the_guard_is_reversible(cell: str) -> None:
    assert unguard(guard(cell)) == cell


@settings(deadline=None)
@given(st.text(st.characters()))
def test_clean_text_can_be_written(text: str) -> None:
    cleaner = Cleaner()
    clean = cleaner.text(text)
    clean.encode("utf-8")
    assert len(clean) == len(text)
    assert cleaner.replaced == sum(a != b for a, b in zip(text, clean, strict=True))
    assert Cleaner().text(clean) == clean


def test_what_is_cleaned() -> None:
    cleaner = Cleaner()
    assert cleaner.text("a\0\x1f\x7f\x9f\ud800\ufffe\uffff\ufdd0\U0010ffffb") == f"a{REPLACEMENT * 9}b"
    assert cleaner.replaced == 9
    kept = "\t\n\r µβ—外\U0001d6fc\u200b"
    assert Cleaner().text(kept) == kept
    assert Cleaner().escapable("\0\ud800") == f"\0{REPLACEMENT}"


@pytest.mark.parametrize("letter", ["a", "β", "𝛼"])
@pytest.mark.parametrize("over", [-1, 0, 1, 2, 7_233])
def test_short_counts_as_excel_does(letter: str, over: int) -> None:
    units = len(letter.encode("utf-16-le")) // 2
    text = letter * ((32_767 + over) // units)
    cleaner = Cleaner()
    short = cleaner.short(text, 32_767)
    assert len(short.encode("utf-16-le")) // 2 <= 32_767
    if len(text) * units <= 32_767:
        assert short == text and cleaner.cut == 0
    else:
        assert f"the whole text has {len(text):,} characters" in short and cleaner.cut == 1
        assert short.startswith(letter * 1000) and "\ufffd" not in short
