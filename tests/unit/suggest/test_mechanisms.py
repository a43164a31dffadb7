"""Turns by which abstracts tell a response without saying so plainly: sentences of our own, one mechanism each."""

from __future__ import annotations

import pytest

from exoannotate.suggest.vocabulary import Vocabulary
from exoannotate.workspace import suggesting, terms


@pytest.fixture(scope="module")
def names() -> Vocabulary:
    return terms.warm()


TOLD: tuple[tuple[str, dict[str, str]], ...] = (
    ("Exosomes of pericytes confer resistance to sunitinib, whereas the role of their lipids remains unclear.",
     {"role": "promotes resistance", "therapy": "sunitinib"}),
    ("Although its receptor is not known, exosomal ANGPT2 made U251 cells resistant to bevacizumab.",
     {"role": "promotes resistance", "cargo": "ANGPT2"}),
    ("Plasma ex-miR-483 was elevated in non-responders.", {"role": "marks resistance", "cargo": "miR-483"}),
    ("Serum EV levels of miR-19b fell in patients with a partial response.", {"role": "marks resistance"}),
    ("A large cohort confirmed the importance of exosomes in cetuximab resistance.", {"role": "promotes resistance"}),
    ("EVs are now regarded as drivers of tamoxifen resistance.", {"role": "promotes resistance"}),
    ("Exosomes of platelets raised the xenograft volume despite gemcitabine.", {"role": "promotes resistance"}),
    ("The killing caused by carfilzomib was prevented by exosomes of osteoclasts.", {"role": "promotes resistance"}),
    ("The potency of cetuximab was impaired by EGFR-bearing exosomes released from HNSCC cells.",
     {"role": "promotes resistance", "perturbation": "natural transfer"}),
    ("Reduced vesicular export of miR-92a made HeLa cells sensitive to cisplatin.",
     {"role": "promotes resistance", "perturbation": "cargo lost"}),
    ("More exosomal circHIPK3 in serum predicted an unfavourable response to sorafenib.", {"role": "marks resistance"}),
    ("Exosomal CRNDE was highly expressed in sera of patients who progressed on sorafenib.",
     {"role": "marks resistance"}),
    ("EVs of M2 type macrophages raised the oxaliplatin resistance of HT-29 cells4,5.",
     {"donor": "M2 type macrophages", "recipient": "HT-29 cells"}),
    ("Exosomes promote resistance to erlotinib in non-small cell lung cancer.", {"recipient": ""}),
    ("Exosomal miR-31 Promotes Cell Survival and Resistance to Cisplatin", {"recipient": ""}),
    ("Berberine lowered exosomal TGFB1 and raised the response of HepG2 cells to sorafenib.",
     {"cargo": "TGFB1", "perturbation": "cargo lost", "role": "promotes resistance"}),
    ("Silencing the exosomal lncRNA brought back the sensitivity to erlotinib.",
     {"perturbation": "cargo lost", "role": "promotes resistance"}),
    ("Inhibition of glycolysis abolished the chemoprotection provided by MSC exosomes against cisplatin.",
     {"role": "promotes resistance"}),
    ("AR-V9 was detected in exosomes of patients and went with shorter PFS under abiraterone.",
     {"cargo": "AR-V9", "role": "marks resistance"}),
    ("Exosomes of cancer associated fibroblasts raised the chemoresistance of qlz-resistant cells further.",
     {"therapy": "qlz", "donor": "cancer associated fibroblasts"}),
    ("A STAT3 inhibitor reversed the gemcitabine resistance induced by CAF exosomes.", {"therapy": "gemcitabine"}),
    ("The exosomes are a regulator of NOTCH1 and increase resistance to docetaxel.", {"targets": "NOTCH1"}),
    ("With vesicle secretion blocked, SKOV3 cells became responsive to cisplatin.",
     {"perturbation": "vesicle depletion", "role": "promotes resistance"}),
    ("Exosomal circNRIP1 holds back the oxaliplatin resistance of HCT116 cells.", {"role": "restores sensitivity"}),
    ("Patients with residual disease after chemotherapy carried more exosomal miR-222 in serum than those with pCR.",
     {"role": "marks resistance"}),
    ("Exosomes of treated patients enhanced the survival of SW620 cells exposed to oxaliplatin.",
     {"role": "promotes resistance"}),
    ("Serum devoid of exosomes no longer protected HeLa cells from cisplatin.",
     {"perturbation": "vesicle depletion", "role": "promotes resistance"}),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_a_response_told_in_a_turn(names: Vocabulary, text: str, expected: dict[str, str]) -> None:
    found = suggesting.suggest(names, text, "p")
    assert found, text
    told = {name: "|".join(value.text for value in found[0].values.get(name, ())) for name in expected}
    told |= {"role": found[0].role} if "role" in expected else {}
    assert told == expected


@pytest.mark.parametrize(
    "text",
    (
        "In serum, exosomal CD63 correlates with that of CD9.",
        "Serum EV-miRNAs linked to the outcome of FOLFIRI were screened with arrays.",
        "Exosomes of stem cells protected the heart from doxorubicin.",
        "We reasoned that silencing exosomal MALAT1 would sensitise HeLa cells to cisplatin.",
        "Serum exosomal CA125 told ovarian cancer from benign cysts with a sensitivity of 88%.",
        "HGF, secreted by fibroblasts as a soluble factor, protects A549 cells from crizotinib.",
        "Exosomal lncRNA levels went with short survival and have potential as targets for breaking chemoresistance.",
    ),
)
def test_what_only_sounds_like_a_response(names: Vocabulary, text: str) -> None:
    assert not suggesting.suggest(names, text, "p")


def test_an_output_of_vesicles_is_no_response(names: Vocabulary) -> None:
    text = "ELISA indicates a greater output of exosomes from heated than from unheated cells after cisplatin."
    assert not any(one.reports for one in suggesting.suggest(names, text, "p"))
