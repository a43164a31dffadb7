"""What a field offers while somebody types, asked without a window."""

from __future__ import annotations

from collections.abc import Sequence

from exoannotate.domain.fields import field
from exoannotate.domain.records import Passage, Value, Words
from exoannotate.suggest.match import Match, Rank
from exoannotate.ui.record.completing import Completing, Offer, Spelled, phrases
from exoannotate.ui.record.completing import fits as fits_spelled
from exoannotate.ui.record.said import Said
from exoannotate.ui.record.tab_order import Turn, order

QUOTE = (
    "Exosomes released by tumour cells and by stromal cells of the microenvironment pass resistance to temozolomide "
    "(TMZ) on to U87 cells, and miR-21 promotes it."
)
PASSAGE = Passage("p1", "d1", QUOTE, "", "", "", 0.1, 2, "365", (), "", "", "", "cargo")


class Tables:
    """A vocabulary of three names, asked as the shipped ones are."""

    terms = (
        Match("temozolomide", "CHEBI:72564", "ChEBI", "drug", "TMZ"),
        Match("U-87MG ATCC", "CVCL_0022", "Cellosaurus", "cell line", "U87", "Misidentified: not the patient's line."),
        Match("hsa-miR-21-5p", "MIMAT0000076", "miRBase", "mirna", "miR-21", "arm not stated", Rank.FORM),
    )

    def lookup(self, text: str, field: str = "") -> tuple[Match, ...]:
        return tuple(m for m in self.terms if text in (m.name, m.synonym))

    def complete(self, typed: str, field: str = "", limit: int = 12) -> tuple[Match, ...]:
        wanted = typed.casefold()
        return tuple(m for m in self.terms if m.name.casefold().startswith(wanted) or
                     m.synonym.casefold().startswith(wanted))[:limit]  # fmt: skip


def completing() -> Completing:
    made = Completing()
    made.set_used({"donor": ("U87MG cells", "tumour cell"), "therapy": ("TMZ-loaded exosome",), "tags": ("check",)})
    made.set_passages((PASSAGE,))
    made.names = Tables()
    return made


def texts(offers: Sequence[Offer]) -> list[str]:
    return [offer.text for offer in offers]


def fits(wanted: str, text: str) -> int | None:
    return fits_spelled(wanted, Spelled.of(text))


def test_fitting_is_strict_before_loose() -> None:
    assert [fits(t, "tumour cell") for t in ("tumour cell", "tum", "t c", "cell", "umourc", "x")] == [
        0,
        1,
        2,
        2,
        3,
        None,
    ]
    assert fits("mir21", "mir-21") == 3 and fits("21", "mir-21") == 2


def test_the_same_as_typed_stands_first_then_the_project_the_quote_and_the_vocabularies() -> None:
    offers = completing().offers(field("therapy"), "TMZ")
    assert texts(offers)[:2] == ["TMZ", "TMZ-loaded exosome"], "who types TMZ does not get the longer name"
    assert offers[0].value.identifier == "CHEBI:72564" and offers[0].value.name == "temozolomide"
    assert offers[0].note == "temozolomide · CHEBI:72564"
    offers = completing().offers(field("donor"), "tu")
    assert texts(offers)[0] == "tumour cell" and offers[0].tag == "project"
    assert "tumour cells" in texts(offers)
    offers = completing().offers(field("donor"), "u8")
    assert texts(offers)[0] == "U87MG cells"
    line = next(offer for offer in offers if offer.value.identifier == "CVCL_0022")
    assert line.text == "U87 cells" or line.warning.startswith("Misidentified")


def test_what_this_paper_says_comes_first_and_keeps_its_identifier() -> None:
    made = completing()
    made.set_recent({"donor": (Value("GBM43", identifier="OWN:1", source="own", detail="hypoxic"),)})
    offers = made.offers(field("donor"), "")
    assert texts(offers)[:2] == ["GBM43", "U87MG cells"] and offers[0].tag == "this paper"
    assert offers[0].value == Value("GBM43", identifier="OWN:1", source="own")
    assert "GBM43" not in texts(made.offers(field("donor"), "", ("GBM43",))), "it stands there already"


def test_words_of_the_quote_are_offered_and_point_at_themselves() -> None:
    offers = completing().offers(field("donor"), "str")
    assert texts(offers)[:2] == ["stromal cell", "stromal cells"] or texts(offers)[0] == "stromal cells"
    longer = next(o for o in offers if o.text == "stromal cells of the microenvironment")
    assert longer.value.words is not None
    assert QUOTE[longer.value.words.start : longer.value.words.end] == longer.text
    assert phrases("miR-21 promotes it.", "mi") == ("miR-21",)
    assert phrases("", "mi") == () and phrases("a" * 50_000, "b") == ()


def test_what_only_holds_the_letters_is_offered_and_not_taken() -> None:
    made = completing()
    made.set_used({"primary_study": ("Chen 2019, miR-21 in glioma", "Miro 2020"), "cargo": ("exosomal miR-21",)})
    (study,) = made.offers(field("primary_study"), "miR-21")
    assert study.loose, "a study is meant by what it begins with"
    assert not made.offers(field("primary_study"), "che")[0].loose
    assert [o.loose for o in made.offers(field("cargo"), "miR-2") if o.tag == "project"] == [False]
    assert [o.loose for o in made.offers(field("cargo"), "somalmi") if o.tag == "project"] == [True]


def test_closed_lists_and_fixed_answers() -> None:
    made = completing()
    assert texts(made.offers(field("effect"), "r")) == ["resistance increased"]
    assert texts(made.offers(field("perturbation"), "dep")) == ["vesicle depletion"]
    assert "vesicle depletion" in texts(made.offers(field("perturbation"), "gw48")), "help is searched, too"
    assert texts(made.offers(field("therapy"), "chem"))[0] == "chemotherapy, not named"
    assert made.offers(field("cargo"), "w")[0].instead == ("cargo_class", "whole vesicle")
    assert texts(made.offers(field("primary_study"), "no"))[0] == "no reference given"
    assert made.offers(field("note"), "x") == ()
    assert texts(made.offers(field("assays"), "via")) == ["viability"]


def test_only_what_was_chosen_has_an_identifier() -> None:
    said = Said(field("therapy"))
    said.begin(())
    assert said.values("temozolomide") == (Value("temozolomide"),)
    chosen = Value("TMZ", "temozolomide", "CHEBI:72564", "ChEBI", words=Words("p1", 3, 6))
    said.choose(chosen)
    assert said.values("TMZ; radiation") == (chosen, Value("radiation"))
    assert said.values("tmz") == (Value("tmz"),), "other letters are another text"
    cells = Said(field("donor"))
    cells.begin((Value("U87", "U-87MG ATCC", "CVCL_0022", "Cellosaurus"),))
    cells.point("GSC", Words("p1", 9, 12))
    known, other = cells.values("U87 [hypoxic]; GSC")
    assert (known.identifier, known.detail) == ("CVCL_0022", "hypoxic") and other.words == Words("p1", 9, 12)


def test_the_order_of_tab() -> None:
    turns = [
        Turn("cargo", True, False, False), Turn("donor", True, True, False), Turn("note", False, True, False),
        Turn("primary_study", True, True, False), Turn("level", False, False, True), Turn("effect", True, True, False),
    ]  # fmt: skip
    assert order(turns) == ("donor", "effect", "level", "primary_study", "cargo", "note")
