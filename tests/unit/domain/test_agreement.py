"""Agreement: the figures of published examples, and which records are set beside one another."""

from __future__ import annotations

import pytest

from exoannotate.domain.agreement import Agreement, Codes, agreement, cohen, fleiss, percent, verification, wilson
from exoannotate.domain.geometry import Quad
from exoannotate.domain.records import Link, Passage, Record

PSYCHIATRISTS = (
    (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1), (7, 7, 0, 0, 0),
    (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
)  # fmt: skip
"""Fourteen psychiatrists, ten patients, five diagnoses: G. Cardillo, fleiss.m, 2007; Wikipedia, “Fleiss' kappa”."""


def pairs(both: int, first: int, second: int, neither: int) -> list[tuple[str, str]]:
    """Two people who accept or refuse proposals."""
    return [("y", "y")] * both + [("y", "n")] * first + [("n", "y")] * second + [("n", "n")] * neither


@pytest.mark.parametrize(
    ("table", "kappa"),
    [((20, 5, 10, 15), 0.4), ((45, 15, 25, 15), 0.1304), ((25, 35, 5, 35), 0.2593)],  # Wikipedia, “Cohen's kappa”
)
def test_cohen_of_the_published_examples(table: tuple[int, int, int, int], kappa: float) -> None:
    assert cohen(pairs(*table)) == pytest.approx(kappa, abs=5e-5)


def test_fleiss_of_the_published_example() -> None:
    units = [[code for code, many in enumerate(row) for _ in range(many)] for row in PSYCHIATRISTS]
    assert fleiss(units) == pytest.approx(0.20993, abs=5e-6)
    assert percent(units) == pytest.approx(0.378, abs=5e-4)  # the mean agreement that is published with it


def test_where_chance_could_get_nothing_wrong_there_is_no_kappa() -> None:
    assert cohen([("a", "a")] * 9) is None and fleiss([["a"] * 3] * 9) is None and percent([["a", "a"]]) == 1
    assert cohen([]) is None and fleiss([["a"]]) is None and percent([["a"]]) is None
    assert cohen([("a", "b"), ("b", "a")]) == -1 and fleiss([["a", "a"], ["b", "b"]]) == 1


@pytest.mark.parametrize(
    ("many", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_of_the_published_examples(many: int, of: int, low: float, high: float) -> None:
    assert wilson(many, of) == pytest.approx((low, high), abs=5e-5)  # Newcombe 1998, table I
    assert wilson(0, 0) == (0, 1) and wilson(of, of)[1] == pytest.approx(1)


def test_what_a_second_person_found_is_counted() -> None:
    said = [("ann", "accepted", "ben"), ("ann", "rejected", "ben"), ("ann", "accepted", "ann"), ("ann", "", "")]
    records = [Record(f"r{n}", curator=a, review=b, reviewer=c) for n, (a, b, c) in enumerate(said)]  # type: ignore[arg-type]
    found = verification(records)
    assert (found.records, found.verified, found.rejected, found.share) == (4, 2, 1, 0.5)
    assert found.sentence() == (
        "Second look by another person: 2 of 4 records, 1 rejected: 50.0 % (95 % interval 9.5 to 90.5 %)."
    )
    assert verification(records[2:]).sentence() == "Second look by another person: 0 of 2 records."


def passage(key: str, x0: float, x1: float, *, page: int = 0, y: float = 0, picture: str = "") -> Passage:
    quad = Quad(page, x0, y, x1, y, x1, y + 10, x0, y + 10)
    quote = "" if picture else "words"
    return Passage(key, "d", quote, quote, "", "", 0, page, "1", (quad,), "", "", "", "m", picture=picture)


def compared(
    passages: list[Passage],
    made: dict[str, tuple[str, list[str], Codes]],
    fields: tuple[str, ...] = ("cargo", "effect"),
) -> Agreement:
    """``made``: by record the person, the passages and what it says."""
    records = [Record(key, curator=person) for key, (person, _, _) in made.items()]
    links = [Link(key, where, at) for key, (_, places, _) in made.items() for at, where in enumerate(places)]
    return agreement(records, links, passages, {key: said for key, (_, _, said) in made.items()}, fields)


def test_records_on_shared_words_are_set_beside_one_another() -> None:
    spots = [passage("p1", 0, 100), passage("p2", 40, 110), passage("p3", 200, 300), passage("p4", 280, 400),
             passage("p5", 0, 100, page=1), passage("p6", 0, 100, picture="k")]  # fmt: skip
    found = compared(
        spots,
        {
            "a1": ("ann", ["p1"], {"cargo": "x", "effect": "up"}),
            "b1": ("ben", ["p2"], {"cargo": "x", "effect": "down"}),  # most of its words are those of p1
            "a2": ("ann", ["p3"], {"cargo": "y", "effect": "up"}),
            "b2": ("ben", ["p4"], {"cargo": "y"}),  # a few words only
            "b3": ("ben", ["p5"], {"cargo": "z"}),  # another page
            "b4": ("ben", ["p6"], {"cargo": "x"}),  # a figure, no words
        },
    )
    assert (found.people, found.claims, found.alone) == (("ann", "ben"), 1, 4)
    assert [(f.field, f.claims, f.alike, f.percent) for f in found.fields] == [
        ("cargo", 1, 1, 1.0),
        ("effect", 1, 0, 0.0),
    ]
    (apart,) = found.disagreements
    assert apart.field == "effect" and apart.said == {"ann": ("a1", "up"), "ben": ("b1", "down")}


def test_of_several_records_there_those_that_say_the_same_belong_together() -> None:
    found = compared(
        [passage("p1", 0, 100)],
        {
            "a1": ("ann", ["p1"], {"cargo": "x", "effect": "up"}),
            "a2": ("ann", ["p1"], {"cargo": "y", "effect": "up"}),
            "b1": ("ben", ["p1"], {"cargo": "y", "effect": "down"}),
            "b2": ("ben", ["p1"], {"cargo": "x", "effect": "up"}),
            "b3": ("ben", ["p1"], {"cargo": "z", "effect": "up"}),
        },
    )
    assert (found.claims, found.alone) == (2, 1)
    assert [(f.field, f.alike) for f in found.fields] == [("cargo", 2), ("effect", 1)]
    assert {f.method for f in found.fields} == {"Cohen"}


def test_three_people_and_fields_that_not_all_looked_up() -> None:
    codes: list[tuple[str, str, str]] = [("up", "up", "up"), ("up", "down", ""), ("down", "down", "down")]
    spots = [passage(f"p{n}", 0, 100, page=n) for n in range(3)]
    made = {
        f"{person}{n}": (person, [f"p{n}"], {"effect": code} if code else {"cargo": "x"})
        for n, row in enumerate(codes) for person, code in zip(("ann", "ben", "cem"), row, strict=True)
    }  # fmt: skip
    found = compared(spots, made, ("effect",))
    (effect,) = found.fields
    assert (effect.method, effect.claims, effect.alike) == ("Fleiss", 3, 2)
    assert effect.percent == pytest.approx(2 / 3)
    # Pooled: four of eight up, four down, so chance gives a half.
    assert effect.kappa == pytest.approx((2 / 3 - 0.5) / 0.5)


def test_a_record_on_several_places_counts_once() -> None:
    spots = [passage("p1", 0, 100), passage("p2", 0, 100, page=1)]
    found = compared(spots, {"a": ("ann", ["p1", "p2"], {"cargo": "x"}), "b": ("ben", ["p2", "p1"], {"cargo": "x"})})
    assert (found.claims, found.alone) == (1, 0)


def test_nobody_beside_anybody() -> None:
    found = compared([passage("p1", 0, 100)], {"a": ("ann", ["p1"], {"cargo": "x"}), "b": ("ann", ["p1"], {})})
    assert found == Agreement((), 0, 2, (), ())
