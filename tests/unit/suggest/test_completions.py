"""Completions: strict before loose, most used first."""

from __future__ import annotations

from exoannotate.suggest.completions import completions

USED = ("temozolomide", "miR-21", "hsa-miR-21-5p", "TMZ", "β-catenin", "M2 macrophages", "macrophages")


def test_a_looser_match_never_stands_before_a_stricter_one() -> None:
    assert completions("mir-21", USED) == ("miR-21", "hsa-miR-21-5p")
    assert completions("mac", USED) == ("macrophages", "M2 macrophages")


def test_spelling_does_not_matter() -> None:
    assert completions("mir21", USED) == ("miR-21", "hsa-miR-21-5p")
    assert completions("beta cat", USED) == ("β-catenin",)
    assert completions("tmz", USED) == ("TMZ",)


def test_nothing_typed_offers_the_most_used_and_nothing_fitting_offers_nothing() -> None:
    assert completions("", USED, limit=2) == ("temozolomide", "miR-21")
    assert completions("zebra", USED) == ()
    assert completions("--", USED) == ()
