"""What names mean: strictly, ranked, with what a person must know; on the tables that are shipped."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from exoannotate.domain.records import Term
from exoannotate.suggest.vocabulary import Rank, Vocabulary
from exoannotate.workspace import terms

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def names() -> Vocabulary:
    return terms.warm()


def spot_checks() -> list[dict[str, str]]:
    with (ROOT / "tests/files/vocabulary_spot_check.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


ONLY_BY_LOOSER_LETTERS = {("P-gp", "HGNC:8909"), ("P-gp", "HGNC:13568")}
"""The table was made by comparing letters alone; that P-gp is not the gene PGP is the point of the rules here."""
OTHER_TABLES = {"TMZ", "NHA", "glioma stem cell", "glioma-initiating cell", "drug efflux"}
"""Names the table of their kind lacks, which the table of common terms has."""


def test_every_spot_check_passes(names: Vocabulary) -> None:
    wrong = []
    for check in spot_checks():
        found = names.lookup(check["term"])
        told = [hit.split(" ", 1)[0] for hit in check["first_hits"].split("; ") if hit and "(no id)" not in hit]
        lacking = [id for id in told if id not in {m.identifier for m in found}]
        lacking = [id for id in lacking if (check["term"], id) not in ONLY_BY_LOOSER_LETTERS]
        there = check["result"] == "FOUND"
        if lacking or bool(found) != (there or check["term"] in OTHER_TABLES):
            wrong.append((check["table"], check["term"], lacking, found))
    assert not wrong


def test_the_strictest_match_is_always_first(names: Vocabulary) -> None:
    for check in spot_checks():
        for text in (check["term"], check["term"].lower(), check["term"].upper(), check["term"].replace("-", " ")):
            ranks = [match.rank for match in names.lookup(text)]
            assert ranks == sorted(ranks), text


def test_p_gp_is_abcb1_and_never_pgp(names: Vocabulary) -> None:
    for text in ("P-gp", "P‑gp", "Pgp", "P-GP", "p-gp", "PGP"):
        for field in ("", "cargo", "targets"):
            found = names.lookup(text, field)
            symbols = {match.name for match in found}
            if text == "PGP":
                assert found[0].name == "PGP"
                assert "ABCB1" not in symbols
            else:
                assert "PGP" not in symbols
    assert [m.identifier for m in names.lookup("P-gp")] == ["HGNC:40"]
    assert names.lookup("P-gp")[0].synonym == "P-gp"


@pytest.mark.parametrize("word", ["was", "set", "cat", "met", "all", "rest", "impact", "Was", "large", "an", "not"])
def test_words_of_english_name_nothing(names: Vocabulary, word: str) -> None:
    assert not [m for m in names.lookup(word) if m.kind in ("gene", "family", "cell line")]


def test_was_gives_nothing_at_all_and_the_symbol_does(names: Vocabulary) -> None:
    assert names.lookup("was") == ()
    assert names.lookup("WAS")[0].identifier == "HGNC:12731"
    assert names.lookup("SET")[0].name == "SET"


def test_short_names_of_cell_lines_keep_their_capitals(names: Vocabulary) -> None:
    assert names.lookup("C6", "donor")[0].name == "C6 glioma"
    assert "cell line" not in {m.kind for m in names.lookup("c6", "donor")}


def test_a_misidentified_line_says_so(names: Vocabulary) -> None:
    found = names.lookup("U87")[0]
    assert found.identifier == "CVCL_0022"
    assert found.note.startswith("Misidentified.")
    assert found.synonym == "U87"


def test_an_arm_left_out_is_told(names: Vocabulary) -> None:
    for text in ("miR-21", "hsa-miR-21", "microRNA-21", "miRNA-21", "microRNA 21"):
        found = names.lookup(text, "cargo")[0]
        assert (found.name, found.identifier) == ("hsa-miR-21-5p", "MIMAT0000076"), text
        assert "Arm not stated" in found.note
    assert {m.name for m in names.lookup("miR-151a")} >= {"hsa-miR-151a-3p", "hsa-miR-151a-5p"}
    for text in ("hsa-miR-21-5p", "miR-21-5p", "hsa-miR-21*", "miR-1246"):
        assert not names.lookup(text)[0].note, text
    assert names.lookup("hsa-miR-21*")[0].name == "hsa-miR-21-3p"


def test_hairpin_and_mature_differ(names: Vocabulary) -> None:
    hairpin, mature = names.lookup("hsa-mir-567")[0], names.lookup("hsa-miR-567")[0]
    assert (hairpin.identifier, hairpin.kind) == ("MI0003573", "mirna hairpin")
    assert (mature.identifier, mature.kind) == ("MIMAT0003231", "mirna")
    other = next(m for m in names.lookup("hsa-miR-567") if m.kind == "mirna hairpin")
    assert other.rank is Rank.FORM
    assert "precursor" in other.note


def test_what_papers_call_things(names: Vocabulary) -> None:
    for text, symbol in (
        ("P-glycoprotein", "ABCB1"), ("c-Met", "MET"), ("E-cadherin", "CDH1"), ("TGF-β1", "TGFB1"), ("Bax", "BAX"),
        ("COX-2", "PTGS2"), ("p62", "SQSTM1"), ("NRF2", "NFE2L2"), ("PDGFRα", "PDGFRA"), ("PRKCβ", "PRKCB"),
        ("p53", "TP53"), ("mTOR", "MTOR"), ("Alix", "PDCD6IP"), ("HIF‑1α", "HIF1A"),
    ):  # fmt: skip
        assert names.lookup(text, "targets")[0].name == symbol, text
    assert names.lookup("irradiation", "therapy")[0].name == "ionising radiation"


def test_numbers_are_not_run_together(names: Vocabulary) -> None:
    assert "hsa-miR-12" not in {m.synonym for m in names.lookup("miR-1-2")}
    assert not any("125" in match.name for match in names.lookup("miR-12-5"))


def test_circular_rnas_by_form_with_a_weak_host(names: Vocabulary) -> None:
    for text in ("circNFIX", "circ-NFIX", "circRNA NFIX", "circ_NFIX"):
        (found,) = names.lookup(text)
        assert (found.kind, found.identifier, found.rank) == ("circrna", "", Rank.FORM)
        assert "host gene is NFIX (HGNC:7788)" in found.note
    assert names.lookup("hsa_circ_0000285")[0].kind == "circrna"
    for text in ("circulating", "circadian", "circRNA", "circRNAs", "circ"):
        assert "circrna" not in {m.kind for m in names.lookup(text)}, text


def test_fusions_need_two_genes(names: Vocabulary) -> None:
    (found,) = names.lookup("PTPRZ1-MET")
    assert (found.kind, found.identifier) == ("fusion", "")
    assert "PTPRZ1 (HGNC:9685) and MET (HGNC:7029)" in found.note
    assert names.lookup("FGFR3::TACC3")[0].kind == "fusion"
    assert names.lookup("SBF2-AS1")[0].kind == "lncrna gene"
    for text in (
        "SBF2-AS9",
        "U87-MG",
        "GSC-exo",
        "TMZ-resistant",
        "MET-positive",
        "MET-MET",
        "AR-V7",
        "and-or",
        "NFIX-AS1",
    ):
        assert "fusion" not in {m.kind for m in names.lookup(text)}, text


def test_spelling_is_folded_step_by_step(names: Vocabulary) -> None:
    ranks = {
        text: names.lookup(text)[0].rank for text in ("HOTAIR", "Glioblastoma", "β-carotene", "U251 MG", "U‑251 MG")
    }
    assert ranks == {
        "HOTAIR": Rank.EXACT,
        "Glioblastoma": Rank.CASE,
        "β-carotene": Rank.GREEK,
        "U251 MG": Rank.SEPARATORS,
        "U‑251 MG": Rank.UNICODE,
    }
    assert names.lookup("temozolomides")[0].rank is Rank.PLURAL


def test_the_field_in_focus_asks_its_own_tables_first(names: Vocabulary) -> None:
    assert names.lookup("WAS", "disease")[0].kind == "disease"
    assert names.lookup("WAS", "cargo")[0].kind == "gene"
    assert names.lookup("C6", "targets")[0].kind == "gene"
    assert names.lookup("MGMT", "mechanism")[0].kind in ("pathway", "process")


def test_identifiers_are_those_of_their_source(names: Vocabulary) -> None:
    sources = {
        check["term"]: names.lookup(check["term"])[0].source for check in spot_checks() if names.lookup(check["term"])
    }
    assert sources["MGMT"] == "HGNC"
    assert sources["TMZ"] == "ChEBI"
    assert sources["glioblastoma"] == "MONDO"
    assert sources["autophagy"] == "GO"
    assert sources["hsa-miR-21-5p"] == "miRBase"
    assert sources["HeLa"] == "Cellosaurus"
    assert sources["glioma stem cells"] == ""


def test_nothing_and_nonsense_name_nothing(names: Vocabulary) -> None:
    for text in ("", "  ", "-", "...", "\x00", "\n", "x" * 10_000, "β" * 300, "12", "\ud800", "ﬁ", "👩‍🔬", "a\tb|c"):
        assert names.lookup(text) == () or len(text) < 5
        names.complete(text)
        names.names_of(text)


# Completing ----------------------------------------------------------------------------------------------------------


def completed(names: Vocabulary, typed: str, field: str = "") -> list[str]:
    return [match.name for match in names.complete(typed, field)]


def test_completing_offers_common_names_first(names: Vocabulary) -> None:
    assert completed(names, "tem", "therapy")[0] == "temozolomide"
    assert completed(names, "mir-21", "cargo")[0] == "hsa-miR-21-5p"
    assert completed(names, "glio", "disease")[:2] == ["glioma", "glioblastoma"]
    assert completed(names, "egfr")[0] == "EGFR"
    assert completed(names, "TMZ", "therapy")[0] == "temozolomide"
    assert completed(names, "u87", "donor")[0] == "U-87MG ATCC"


def test_completing_finds_later_words(names: Vocabulary) -> None:
    assert "cancer-associated fibroblast" in completed(names, "associated fib", "donor")
    assert "CTNNB1" in completed(names, "catenin", "targets")


def test_completing_stays_in_the_limit_and_gives_each_once(names: Vocabulary) -> None:
    for typed in ("a", "m", "mi", "s", "1", "c", "glioma", "β"):
        found = names.complete(typed, "cargo", limit=12)
        keys = [(m.identifier or m.name) for m in found]
        assert len(found) <= 12
        assert len(set(keys)) == len(keys)


def test_every_name_is_found_by_its_own_beginning(names: Vocabulary) -> None:
    """Also where thousands begin alike and only the best are kept: what is typed in full is there."""
    for n, (key, _, named) in enumerate(names.index.all_names()):
        if n % 9973 == 0:
            found = names.complete(named.name, limit=50)
            assert names.index.entry(named.term).names[0] in {m.name for m in found}, named.name
            assert any(named == other for _, other in names.index.equal(key)), named.name


# Search --------------------------------------------------------------------------------------------------------------


def test_all_names_for_search(names: Vocabulary) -> None:
    assert "temozolomide" in names.names_of("TMZ")
    assert "TMZ" in names.names_of("temozolomide")
    assert "temozolomide" in names.names_of("tmz")
    assert "hsa-miR-30b-3p" in names.names_of("miR-30b")
    assert {"ABCB1", "MDR1"} <= set(names.names_of("P-gp"))
    assert "PGP" not in names.names_of("P-gp")
    for word in ("set", "was", "cat", "the", ""):
        assert names.names_of(word) == ()


# Own terms -----------------------------------------------------------------------------------------------------------


def test_own_terms_come_first(names: Vocabulary) -> None:
    own = names.with_own(
        [
            Term("1", "drug", "TMZ nanoparticle", "X:1", "mine", "TMZ|nano-TMZ"),
            Term("2", "choice: mirna", "hsa-miR-21-3p", "MIMAT0004494", "miRBase", "miR-21"),
        ]
    )
    first = own.lookup("TMZ", "therapy")[0]
    assert (first.name, first.identifier, first.rank) == ("TMZ nanoparticle", "X:1", Rank.OWN)
    assert own.complete("nano", "therapy")[0].name == "TMZ nanoparticle"
    assert own.lookup("TMZ", "therapy")[1].name == "temozolomide"
    assert own.lookup("miR-21", "cargo")[0].identifier == "MIMAT0004494"
    assert own.complete("mir-21", "cargo")[0].identifier == "MIMAT0004494"
    assert own.lookup("miR-21", "therapy")[0].identifier == "MIMAT0000076"
    assert names.lookup("TMZ")[0].name == "temozolomide"
    assert "nano-TMZ" in own.names_of("TMZ nanoparticle")
