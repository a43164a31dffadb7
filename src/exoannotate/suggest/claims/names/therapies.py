"""Which words name a therapy by their form or by what they are told of, whatever the vocabularies know.

International names of drugs end in a stem that tells their class; classes are named by what they inhibit; and what
cells are said to be resistant to is a therapy, unless it is a way to die.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from exoannotate.suggest.claims.names import forms
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.words import Word, stems

STEMMED = re.compile(
    r"[a-z]*(?:mab|tinib|[^s]nib|platin|taxel|rubicin|ciclib|parib|zomib|trexed|trexate|citabine|tecan|poside|"
    r"zolomide|mustine|blastine|cristine|relbine|lutamide|fenib|ratinib|degib|sertib|lisib|rasib|[^m]stat|"
    r"vastatin|arabine|"
    r"cladribine|citidine|mercaptopurine|thioguanine|mycin|antrone|sulfan|fosfamide|phosphamide|lidomide|lomide|"
    r"limus|oxifen|estrant|trozole|relin|relix|raterone|lutamide|exor|vedotin|emtansine|bectedin|toclax|ribulin|"
    r"dronate|coxib|thecin|quine|uracil|fluridine|asparaginase|aspargase|spib|leucel|bercept|romustine|nostat)\Z"
)
_LOW = frozenset(
    "mitotane triptolide honokiol progestin progestins hyperthermia homoharringtonine artesunate doxil taxol abraxane "
    "gleevec herceptin mg132 dox t-dm1 tdm1 t-dxd abt-263 abt-737 interferon-α interferon-alpha s-1 "
    "chemoradiation".split()
)
CLASS = re.compile(
    r"(?:anti-(?:pd-?l?-?1|ctla-?4|egfr|her-?2|vegfr?|angiogenics?|cd20|cd38|cd47)|(?:egfr-|alk-|bcr-abl-)?tkis?|"
    r"parpi|pd-1|"
    r"icis?|(?:poly|radio|immuno)?chemotherap(?:y|ies|eutics)|nact|nacrt|tace|haic|hipec|n?ccrt|n?crt|adt|endocrinotherap(?:y|ies)|chemo(?:radio|immuno)?therap(?:y|ies)|chemoradiation|"
    r"immunotherap(?:y|ies)|radiotherap(?:y|ies)|(?:ir)?radiation|ir|x-rays?|γ-rays?|brachytherapy|platinum|taxanes?|"
    r"anthracyclines?|anti-?o?estrogens?|antiandrogens?|anti-androgens?|m?folfox(?:-?\d)?|folfiri|m?folfirinox|m?folfoxiri|flot|xelox|"
    r"capox|r-chop|chop|bcg|car-t|ttfields|gamma-irradiation|γ-irradiation|radioiodine|endocrine|hormonal|statins?)\Z"
)
SPAN = re.compile(
    r"(?:photodynamic|photothermal|sonodynamic|hormon(?:e|al)|endocrine|targeted|androgen[- ]deprivation|proton|"
    r"anti-?(?:hormon\w+|androgen\w*|o?estrogen\w*|angiogenic|lymphoma|leuk\w+|myeloma|metabolite)|"
    r"oncolytic|antiangiogenic|stereotactic|electrochemo\w*) (?:therapy|therapies)|"
    r"(?!tumou?r|cancer|cell|brain|mito)\w+-(?:targeted|directed|targeting) (?:drug|agent|therap(?:y|ie)|inhibitor)s?|"
    r"(?:chemotherapeutic|anti-?tumou?r(?:al)?|anti-?cancer|anti-?neoplastic|cytostatic) (?:drug|agent|therap(?:y|"
    r"ie)|regimen)s?|"
    r"(?:immune )?checkpoint (?:blockade|inhibitors?|inhibition)|radiofrequency ablation|radioactive iodine|"
    r"(?:PD-L?1|CTLA-4)(?:/(?:PD-L?1|CTLA-4))? (?:blockade|inhibitors?|inhibition)|carbon ions?|gamma rays?|"
    r"(?:photon|proton|neutron|electron|carbon-ion|heavy-ion|gamma|γ|x-ray|whole-brain) (?:ir)?radiation|"
    r"arsenic trioxide|gambogic acid|"
    r"ioni[sz]ing radiation|oncolytic virus(?:es)?|androgen deprivation|[a-z]+mab (?:deruxtecan|emtansine|"
    r"vedotin|ozogamicin|"
    r"govitecan|tesirine|mafodotin|ravtansine|soravtansine|tirumotecan|duocarmazine|mertansine)|"
    r"adoptive (?:T[- ])?cell (?:therapy|transfer)|CAR[- ]T[- ]cell (?:therapy|transfer)|(?:platinum|taxane|"
    r"anthracycline|fluoropyrimidine) chemotherapy|NK[- ]cell therapy|"
    r"proteasome inhibition|zoledronic acid|retinoic acid|all-trans retinoic acid",
    re.IGNORECASE,
)
"""Therapies named in two words or more."""
_INHIBITED = (
    r"(?:(?:(?:EGFR|VEGFR|BCR-ABL|ALK|multi)[- ])?tyrosine kinase|PARP|EGFR|HER2|FLT3|FGFR|KRAS|JAK\d?|RAF|AKT|"
    r"MET|ROS1|"
    r"TRK|hedgehog|topoisomerase|checkpoint|proteasome|HDAC|BRAF|MEK|CDK\d(?:/\d)?|aromatase|mTOR|PI3K|ALK|BTK|"
    r"VEGFR?|kinase|PD-L?1|BCL-?2|HSP90|androgen receptor|IDH\d?)"
)
INHIBITED = re.compile(rf"{_INHIBITED} (?:inhibitor|antagonist)s?", re.IGNORECASE)
"""Classes of drugs by what they inhibit."""
_INHIBITION = re.compile(rf"{_INHIBITED} (?:inhibition|blockade)", re.IGNORECASE)
_UNDERGONE = frozenset("to against under despite during upon towards toward".split())
RADIO = re.compile(r"(?:chemo-?)?radio-?(?:resistan|sensitiv|sensitis|sensitiz|toleran|protect)\w*\Z")
DOSE = re.compile(r"(?:c?Gy|Grays?)\Z")
NO_DRUGS = frozenset("antibody status apparatus stat nib".split())
_TOLD_OF = re.compile(r"(?:chemo|radio)?(?:resist|sensitiv|refractor|toleran|insensitiv|unresponsiv|susceptib|respons)")
_WAYS_TO_DIE = re.compile(
    r"\w*(?:ptosis|death|stress|hypoxia|damage|therap(?:y|ies)|treatments?|drugs?|agents?|chemotherap\w*|anoikis|"
    r"starvation|deprivation|inhibitors?|compounds?|antibod(?:y|ies)|lysis|killing|attack|infection|insulin|"
    r"necrosis|senescence|radio\w*|growth|signals?|cells?|tumou?rs?|factors?|them|those|these|either|multiple|"
    r"exposure|contact|transfer|removal|withdrawal|passage|addition|several|many|various|conventional|standard|which|other|different|subsequent|further|common)\Z"
)


_INHIBITOR = re.compile(r"(?!TGFi|IFi)(?:[A-Z]{2,}\d?[A-Z]?|CDK\d)(?:/\d)?i")
"""“CDK4/6i”, “PARPi”: an inhibitor, and of what."""
_NUCLIDE = re.compile(
    r"\d{2,3}(?:Lu|I|Y|Ra|Ac|Cu|Bi|Pb|At|Re|Sm|Sr|Tb|Ho)-[A-Za-z]|(?:131I|I-131|Ra-223|Y-90|P-32|Sr-89|Lu-177)\b|"
    r"(?i:lutetium|radium|yttrium|iodine|actinium|strontium|samarium|rhenium|astatine|bismuth|terbium|holmium|"
    r"phosphorus|thorium)-\d{2,3}(?![A-Za-z])"
)
"""“177Lu-PSMA-617”, “radium-223”"""
_CODE = re.compile(r"[A-Z]{1,5}-?\d{2,7}[A-Z]?")
_CODED = re.compile(
    r"(?:inhibitor|antagonist|agonist|blocker|degrader|prodrug|antibody|drug|agent|compound|taxane|taxoid|analogue|"
    r"analog|derivative|modulator|activator|sensiti[sz]er|radiosensiti[sz]er|conjugate|mimetic|chemotherapeutic|protac)"
)
"""What a drug that has only a number is called before it."""
_CAPITALS = re.compile(r"[A-Z]{2,6}")
_RESPONSES = stems("resistance resistant sensitivity sensitive refractory tolerance tolerant response responsiveness")
_ACHIEVED = stems("efficacy effectiveness benefit potency")
_NO_DRUG_ENDS = (
    "ing", "ed", "ly", "al", "ic", "ous", "tion", "sion", "ance", "ence", "ment", "ness", "ity", "ism", "ure", "ship"
)  # fmt: skip
_SLOTTED = frozenset(("tam",))
"""Letters that name cells elsewhere."""


@lru_cache(maxsize=20_000)
def is_one_word(low: str) -> bool:
    """Whether a word names a drug by its stem, or is on the short list of those that have none."""
    return low in _LOW or (bool(STEMMED.match(low)) and low not in NO_DRUGS)


def is_undergone(words: Sequence[Word], first: int, text: str) -> bool:
    """“escaped BRAF inhibition”, “resistant to MEK inhibition”: a therapy, and no way by which something works."""
    if not first or not _INHIBITION.fullmatch(text):
        return False
    before = words[first - 1]
    return before.low in _UNDERGONE or before.stem in say.SURVIVING


def is_abbreviated(words: Sequence[Word], at: int, unknown: bool) -> bool:
    """“CDK4/6i”, and “TAM” where a therapy must stand: “resistance of T47D cells to FUL”, “ABC resistance”.
    ``unknown``: no list knows the word as a disease, as cells or as another name that is long enough to be sure of."""
    text = words[at].text
    if _INHIBITOR.fullmatch(text) or _NUCLIDE.match(text):
        return True
    if unknown and at and _CODE.fullmatch(text) and _CODED.fullmatch(words[at - 1].low):
        return True  # "the glutaminase inhibitor CB-839"
    if not is_letters(text):
        return False
    after = words[at + 1] if at + 1 < len(words) else None
    if unknown and after is not None and after.stem in _RESPONSES:
        return True
    return (after is None or after.is_mark or after.low in say.FUNCTION) and stands_for_therapy(words, at)


def is_letters(text: str, known: bool = False) -> bool:
    """Whether a word may be the letters of a therapy: capitals that are no tumour's. ``known``: by another name."""
    if _INHIBITOR.fullmatch(text):
        return True
    letters = _CAPITALS.fullmatch(text) and text.casefold() not in forms.NOT_NAMES - _SLOTTED
    return bool(letters) and not known and not forms.TUMOUR.fullmatch(text)


def stands_for_therapy(words: Sequence[Word], at: int) -> bool:
    """“resistance to X”, “resistance of cells to X”, “sensitive to the X”."""
    before = at - 1
    while before > 0 and words[before].low in ("the", "both", "standard", "conventional"):
        before -= 1
    if before > 1 and words[before].low in ("of", "from", "with") and words[before - 1].stem in _ACHIEVED:
        return True
    if before < 1 or words[before].low not in ("to", "against", "towards", "toward"):
        return False
    if _TOLD_OF.match(words[before - 1].low):
        return True
    for k in range(before - 1, max(-1, before - 9), -1):
        if words[k].is_mark or words[k].low in ("and", "which", "that", "by"):
            return False
        if _TOLD_OF.match(words[k].low):
            return words[k + 1].low in ("of", "in")
    return False


def told_of(words: Sequence[Word], at: int) -> bool:
    """“resistant to zzz”, “sensitivity to zzz”: a word that no list knows, where a therapy must stand."""
    word = words[at]
    if at < 2 or len(word.low) < 6 or not word.low.isalpha() or not word.text[1:].islower():
        return False
    before, earlier = words[at - 1], words[max(0, at - 9) : at - 1]
    resisted = before.low in ("to", "against", "towards", "toward") and _TOLD_OF.match(words[at - 2].low)
    shielded = before.low in ("against", "from") and any(w.stem in say.PROTECTING for w in earlier)
    survived = (
        before.stem in say.SURVIVING
        and not before.low.endswith("ing")
        and before.low not in ("escape", "evade", "avoid")
    )
    if not (resisted or shielded or survived):
        return False
    if word.low in say.FUNCTION or _WAYS_TO_DIE.match(word.low) or word.low.endswith(_NO_DRUG_ENDS):
        return False
    after = words[at + 1] if at + 1 < len(words) else None
    return after is None or after.is_mark or after.low in say.FUNCTION
