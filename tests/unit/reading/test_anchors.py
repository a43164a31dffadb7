"""Describe a passage, find it again: exact, by context, fuzzy, and never silently at one of several places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exoannotate.domain.folding import letters
from exoannotate.reading.anchors import Description, Index, describe, find

TEXT = (
    "Exosomal miR-21 from M2 macrophages raised temozolomide resistance in U87 cells. "
    "In contrast, β-catenin was unchanged. The effect was lost after treatment with GW4869. "
    "Resistance was measured by viability. Resistance was measured by viability. The end."
)


def test_fold_keeps_letters_and_digits_only_and_spells_greek() -> None:
    assert letters("β‐Catenin ﬁnds miR-30b*, 10⁶ µm") == "betacateninfindsmir30b106mum"
    assert letters("  … – ") == ""


def test_a_quote_is_found_however_it_is_broken_and_typed() -> None:
    found = find(Index(TEXT), Description("beta catenin was un-\nchanged", "", "", 0))
    assert (found.state, TEXT[found.start : found.end]) == ("exact", "β-catenin was unchanged")


def test_context_decides_between_equal_quotes_and_a_tie_is_said() -> None:
    quote = "Resistance was measured by viability"
    second = TEXT.rindex(quote)
    found = find(Index(TEXT), describe(TEXT, second, second + len(quote)))
    assert (found.state, found.start, found.places) == ("exact", second, 2)
    tie = find(Index(TEXT), Description(quote, "", "", 0))
    assert (tie.state, tie.start) == ("ambiguous", TEXT.index(quote))


def test_a_changed_quote_is_fuzzy_with_a_score_and_another_text_is_not_found() -> None:
    found = find(Index(TEXT), Description("raised temozolomid resistence in the U87 cells", "", "", 0))
    assert found.state == "fuzzy"
    assert 0.82 <= found.score < 1
    assert "temozolomide resistance in U87" in TEXT[found.start : found.end]
    assert find(Index(TEXT), Description("Cisplatin was given to mice for two weeks", "", "", 0)).state == "not found"
    assert find(Index(TEXT), Description("U88 cell", "", "", 0)).state == "not found"
    assert find(Index(""), Description("x", "", "", 0)).state == "not found"
    assert find(Index(TEXT), Description("—", "", "", 0)).state == "not found"


def test_within_limits_the_place() -> None:
    quote = "Resistance was measured by viability"
    second = TEXT.rindex(quote)
    found = find(Index(TEXT), Description(quote, "", "", 0), within=(second, len(TEXT)))
    assert (found.state, found.start) == ("exact", second)
    assert find(Index(TEXT), Description("U87 cells", "", "", 0), within=(second, len(TEXT))).state == "not found"


WORDS = st.lists(
    st.sampled_from("exosome miR-21 raises β-catenin, the of TMZ (GW4869) ﬁnal cells. 10⁶".split()), min_size=5
)


@given(words=WORDS, data=st.data())
def test_described_then_found_is_the_same_place(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end]
    found = find(Index(text), describe(text, start, end))
    if not letters(quote):
        assert found.state == "not found"
    elif found.state == "exact":
        assert text[found.start : found.end] == quote.strip()
        assert start <= found.start < found.end <= end
    else:
        assert found.state == "ambiguous"
        assert found.places > 1
