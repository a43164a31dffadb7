"""Phrases that name cells, tissues and body fluids: a head and what describes it, as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from exoannotate.suggest.claims import language as say
from exoannotate.suggest.claims.lexicon import Lexicon
from exoannotate.suggest.claims.words import Word, stem, stems


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words ``first`` to ``last`` that name cells. ``bare``: nothing but "cells". ``derived``: it stands before
    "-derived", or before the vesicles as their owner."""

    first: int
    last: int
    start: int
    end: int
    text: str
    fluid: bool = False
    derived: bool = False
    core: str = ""

    @property
    def bare(self) -> str:
        """The phrase without what follows its head, such as "exposed to cisplatin"."""
        return self.core or self.text


HEADS = stems(
    "cell line fibroblast macrophage astrocyte neutrophil platelet adipocyte monocyte lymphocyte microglia "
    "endothelium endotheliocyte pericyte keratinocyte hepatocyte osteoblast osteoclast neuron oligodendrocyte "
    "blast myofibroblast organoid spheroid xenograft tumour tumor counterpart neighbour neighbor sibling "
    "donor population clone progenitor msc mscs caf cafs tam tams gsc gscs bmsc bmscs amsc amscs huvec huvecs "
    "hbmec csc cscs mdsc mdscs treg tregs bmdm bmdms dc dcs nk adsc adscs hucmsc wj-msc wj-mscs btic btics nf "
    "nfs gic gics explant metastasis metastases recipient subline persister cholangiocyte enterocyte melanocyte "
    "chondrocyte myocyte cardiomyocyte podocyte thrombocyte erythrocyte leukocyte basophil eosinophil plasmablast "
    "myeloblast lymphoblast parent bystander stroma epithelium mesenchyme "
    "ones peer gliomasphere neurosphere tumoursphere tissue"
)
"""Words at the end of a phrase that names cells."""
ACRONYM = re.compile(
    r"(?:[A-Za-z]{1,5}-|h|hu|huc|m)?(?:MSC|CAF|TAM|GSC|CSC|MDSC|BMSC|AMSC|ADSC|NF|TEC|HUVEC|BMDM|BTIC|EPC|OPC|"
    r"NSC|GIC|DC|TAN|PSC|HSC|"
    r"BMEC|CTC)s?\Z"
)
MODIFIERS = stems(
    "tumour tumor cancer carcinoma adenocarcinoma glioma glioblastoma gbm melanoma myeloma leukaemia leukemia "
    "lymphoma sarcoma osteosarcoma neuroblastoma medulloblastoma astrocytoma hepatoma mesothelioma glial "
    "neural neuronal stromal stroma stem stem-like mesenchymal epithelial endothelial immune myeloid lymphoid "
    "hepatic hepatocellular hepatocyte gastric colorectal colon rectal breast ovarian ovary prostate "
    "prostatic lung pancreatic pancreas bladder renal kidney cervical oral head neck nasopharyngeal "
    "oesophageal esophageal thyroid endometrial urothelial bronchial squamous ductal brain bone marrow "
    "adipose tissue umbilical cord blood amniotic dental pulp liver skin muscle cardiac vascular "
    "microvascular lymphatic alveolar intestinal small non-small non large primary parental recipient donor "
    "neighbouring neighboring adjacent surrounding normal healthy native naive malignant benign metastatic "
    "resistant sensitive refractory chemoresistant chemosensitive radioresistant radiosensitive responsive "
    "tolerant hypoxic normoxic irradiated treated untreated dying apoptotic senescent quiescent activated "
    "reactive polarised polarized differentiated dedifferentiated autologous allogeneic human murine mouse "
    "rat patient-derived engineered transfected infected transformed immortalised immortalized wild-type "
    "mutant mutated negative positive isogenic initiating propagating cytotoxic regulatory killer dendritic "
    "mast natural t b m1 m2 cd4 cd8 circulating peripheral mononuclear stellate satellite schwann kupffer "
    "plasma granulosa germ basal luminal triple-negative lineage committed precursor progenitor macrophage "
    "fibroblast astrocyte microglial monocyte neutrophil platelet acquired surviving residual persister "
    "persistent drug-tolerant drug-resistant same other distant remote unexposed exposed previously less more "
    "highly poorly castration-resistant chronic acute multiple lymphoblastic myelogenous foetal fetal adult "
    "embryonic pluripotent gliomatous solid xenografted wharton's jelly fat omental visceral uterine mammary "
    "salivary laryngeal tongue oropharyngeal suppressor mantle follicular diffuse burkitt ewing merkel hodgkin "
    "mature immature obese lean aged young elderly diabetic langerhans marginal hairy small-cell clear choroidal uveal"
)
_NEVER = stems("exosome vesicle ev resistance sensitivity response apoptosis death survival growth drug therapy")
FLUIDS = re.compile(
    r"plasma|serum|sera|urine|urinary|saliva|salivary|blood|csf|ascites|milk|tears|effusions?|lavage|bile|balf",
    re.IGNORECASE,
)
_LINE_SHAPE = re.compile(r"(?=.*\d)(?=.*[A-Z])[A-Za-z0-9][-/A-Za-z0-9.]*\Z|[A-Z]{2,}[-/][A-Z0-9/]+\Z")
_AFTER = frozenset("exposed treated pretreated pre-treated".split())
_DISEASES = stems("carcinoma cancer lymphoma leukaemia leukemia sarcoma disease arteritis")
PEOPLE = stems("patient individual subject case people men women children")


def find(words: Sequence[Word], sentence: str, lexicon: Lexicon, taken: frozenset[int]) -> tuple[Phrase, ...]:
    """The phrases from left to right. ``taken``: words of names that are no cells, such as cargos."""
    return tuple(_Finder(words, sentence, lexicon, taken).all())


class _Finder:
    def __init__(self, words: Sequence[Word], sentence: str, lexicon: Lexicon, taken: frozenset[int]) -> None:
        self.words, self.sentence, self.lexicon, self.taken = words, sentence, lexicon, taken

    def all(self) -> Iterator[Phrase]:
        at, end = 0, len(self.words)
        while at < end:
            made = self.at(at)
            if made is None:
                at += 1
            else:
                at = made.last + 1
                yield self.with_adjective(made)

    def at(self, at: int) -> Phrase | None:
        """The phrase that begins at this word, if any does: its words are looked at from the left to its last head."""
        fluid = self.fluid(at)
        if (
            self.words[at].low.rpartition("-")[2] in _BEARING
            and "-" in self.words[at].text
            and self.vesicle_follows(at)
        ):
            return None  # "PD-L1-bearing tumour exosomes": said of the vesicles
        if not self.can_describe(at) and not self.is_head(at):
            return fluid or self.acting(at)
        last_head, here = -1, at
        while here < len(self.words):
            if self.is_head(here):
                last_head = here
                here += 1
            elif self.can_describe(here):
                here += 1
            elif (
                self.words[here].low in ("and", "or", ",")
                and here > at
                and here + 1 < len(self.words)
                and self.is_plain_modifier(here - 1)
                and self.is_plain_modifier(here + 1)
                and (self.words[here].low != "," or self.comma_joins(at, here))
            ):
                here += 2
            elif (
                self.words[here].text == "-"
                and here > at
                and here + 1 < len(self.words)
                and self.words[here].start == self.words[here - 1].end
                and self.is_head(here + 1)
            ):  # "ALDH- cells"
                here += 1
            elif (
                here > at
                and here + 2 < len(self.words)
                and (self.words[here].low, self.words[here + 1].low) in (("but", "not"), ("rather", "than"))
                and self.is_plain_modifier(here - 1)
                and self.is_plain_modifier(here + 2)
            ):  # "hypoxic but not normoxic cells"
                here += 3
            else:
                break
        derived = self.derived(at, here)
        if derived is not None and (last_head < 0 or derived.last <= last_head + 1):
            return derived
        if last_head < 0:
            return fluid or self.owner(at, here)
        if self.words[last_head].stem == "cell" and self.words[last_head + 1 : last_head + 2] and (
            self.words[last_head + 1].low in _OF_CELLS
            or (self.words[last_head + 1].stem in say.RESISTANCE | say.SENSITIVITY and last_head == at)
        ):  # fmt: skip
            return None
        kind = self.words[last_head + 1].low if last_head + 1 < len(self.words) else ""
        if kind in ("type", "phenotype", "subtype"):
            return None  # "macrophages of the M2 type"
        if last_head + 1 < len(self.words) and self.words[last_head + 1].stem in _DISEASES:
            return None  # "renal cell carcinoma" is a disease
        core = self.make(at, last_head)
        made = replace(self.make(at, self.with_what_follows(last_head)), core=core.text)
        if made.text.casefold() in _BARE:
            extended = self.with_adjective(made)
            if extended is not made:
                return extended
            following = self.words[last_head + 1].stem if last_head + 1 < len(self.words) else ""
            return (
                replace(made, derived=True)
                if made.text.casefold() in ("tumour", "tumor") and following in say.VESICLE
                else None
            )
        return made

    def comma_joins(self, at: int, comma: int) -> bool:
        """“drug-naive, PTEN-null cells”; “of senescent, drug-treated cells”."""
        if "-" not in self.words[comma + 1].text:
            return False
        return "-" in self.words[comma - 1].text or (
            comma == at + 1 and at > 0 and self.words[at - 1].low in ("of", "from", "by", "in")
        )

    def with_adjective(self, made: Phrase) -> Phrase:
        """“from immature dendritic cells”: between a preposition and cells a word nobody knows describes them."""
        before = made.first - 1
        if made.fluid or before < 1 or self.words[before - 1].low not in ("of", "from", "by", "in", "into", "on"):
            return made
        word = self.words[before]
        plain = word.low.isalpha() and word.text[1:].islower() and before not in self.taken
        told = word.low in say.FUNCTION or word.low in _NO_TISSUES or word.low.endswith(("ing", "ly"))
        if not plain or told or word.stem in _NO_ADJECTIVES:
            return made
        start = word.start
        return replace(made, first=before, start=start, text=self.sentence[start : made.end],
                       core=self.sentence[start : made.start + len(made.core)] if made.core else "")  # fmt: skip

    def make(self, first: int, last: int, *, fluid: bool = False) -> Phrase:
        while first < last and self.words[first].stem in _DROPPED:
            first += 1
        start, end = self.words[first].start, self.words[last].end
        return Phrase(first, last, start, end, self.sentence[start:end], fluid)

    def owner(self, at: int, end: int) -> Phrase | None:
        """“tumour exosomes”, “neuroblastoma EVs”: a tissue or tumour right before the vesicles."""
        if end >= len(self.words) or end == at or self.words[end].stem not in say.VESICLE:
            return None
        last = end - 1
        while last > at and self.words[last].stem in _SIZES:
            last -= 1
        if self.words[last].stem not in MODIFIERS or self.words[last].stem in _NO_OWNERS:
            return None
        return replace(self.make(at, last), derived=True)

    def is_head(self, at: int) -> bool:
        word = self.words[at]
        if at in self.taken or word.is_mark:
            return False
        if word.stem in HEADS or ACRONYM.match(word.text) or word.low.endswith(("-cell", "-cells")):
            return True
        if word.low in say.FUNCTION or word.stem in _NEVER:
            return False
        kinds = self.lexicon.kinds(word.text)
        return (
            bool(kinds & {"cell type", "cell line"})
            and bool(_LINE_SHAPE.match(word.text) or "cell type" in kinds)
            and (
                not kinds & {"protein", "lncrna", "drug", "mirna"}
                or bool(_LINE_SHAPE.match(word.text) and "cell line" in kinds and "/" in word.text)
            )
        ) or bool(at + 1 < len(self.words) and _LINE_SHAPE.match(word.text) and self.words[at + 1].stem == "cell")

    def is_plain_modifier(self, at: int) -> bool:
        word = self.words[at]
        if at not in self.taken and word.stem in MODIFIERS and not word.low.endswith(_VERB_ENDS):
            return True
        tail = word.low.rpartition("-")[2] if "-" in word.text else ""
        return at not in self.taken and (tail in _STATES or (tail.endswith("ed") and tail != "derived"))

    def can_describe(self, at: int) -> bool:
        word = self.words[at]
        if at in self.taken or word.is_mark or word.stem in _NEVER:
            return False
        if word.low in say.FUNCTION:  # "ALL cells" are those of a leukaemia
            return word.text == "ALL" and at + 1 < len(self.words) and self.words[at + 1].stem in ("cell", "blast")
        if word.stem in MODIFIERS:
            return not word.low.endswith(_VERB_ENDS)
        if "-" in word.text:
            tail = word.low.rpartition("-")[2]
            if word.low.endswith(_DERIVED):
                return True
            return (
                tail not in ("derived", "mediated", "transmitted", "dependent", "delivered")
                and word.stem not in say.VESICLE
                and (word.low.partition("-")[0] not in ("re", "de", "co", "up", "down", "anti"))
            )
        if self.is_tissue(at) or word.low in ("proliferating", "dividing", "cycling"):
            return True
        if word.text[:1].isupper() and at and at + 1 < len(self.words) and self.words[at + 1].stem in ("cell", "line"):
            return True
        return bool(_LINE_SHAPE.match(word.text)) or (word.text.isupper() and len(word.text) > 1)

    def is_tissue(self, at: int) -> bool:
        """“cholangiocarcinoma cells”, “choroidal melanoma cells”: a tumour, or an adjective of tissue before one."""
        low, after = self.words[at].low, self.words[at + 1] if at + 1 < len(self.words) else None
        if after is None or not low.isalpha() or len(low) < 5:
            return False
        if low.endswith(("oma", "omas")):
            return True
        if (
            not low.endswith(("al", "ic", "ar", "oid", "ine", "ary"))
            or low in _NO_TISSUES
            or low.endswith(("ional", "logical", "cant"))
        ):
            return False
        return after.stem in HEADS or after.low.endswith(("oma", "cancer", "tumour", "tumor", "leukaemia", "leukemia"))

    def fluid(self, at: int) -> Phrase | None:
        word = self.words[at]
        if word.low == "cerebrospinal" and at + 1 < len(self.words) and self.words[at + 1].low == "fluid":
            return self.make(at, at + 1, fluid=True)
        if not FLUIDS.fullmatch(word.low):
            return None
        last = at
        people = at + 2
        while people < min(len(self.words) - 1, at + 6) and (
            "-" in self.words[people].text
            or self.is_tissue(people)
            or self.words[people].low.isdigit()
            or (self.words[people].stem in MODIFIERS and self.words[people].stem not in PEOPLE)
        ):
            people += 1
        owned = people < len(self.words) and self.words[at + 1].low in ("of", "from")
        if owned and self.words[people].stem in PEOPLE:
            last = people
            if (
                last + 3 < len(self.words)
                and self.words[last + 1].stem in say.RESISTANT
                and self.words[last + 2].low == "to"
            ):
                last += 3
        return self.make(at, last, fluid=True)

    def derived(self, first: int, here: int) -> Phrase | None:
        """“TAM-derived exosomes”: the words before “-derived” are the donor."""
        at = next(
            (k for k in range(first, min(here + 1, len(self.words))) if self.words[k].low.endswith(_DERIVED)), None
        )
        if at is None:
            return self.acting(first)
        if not self.vesicle_follows(at):
            return None
        word = self.words[at]
        if word.low.partition("-")[0] in ("hypoxia", "exosome", "vesicle", "ev", "plant"):
            return None
        cut = len(word.low.rpartition("-")[2]) + 1
        start, end = self.words[first].start, word.start + len(word.text) - cut
        return Phrase(first, at, start, end, self.sentence[start:end], bool(FLUIDS.fullmatch(word.low[:-cut])), True)

    def acting(self, at: int) -> Phrase | None:
        """“stroma-mediated protection”: cells that act are those that give."""
        word = self.words[at]
        head, _, tail = word.low.rpartition("-")
        if tail not in ("mediated", "induced", "conferred", "imparted", "driven") or at + 1 >= len(self.words):
            return None
        acts = stem(head) in HEADS or bool(ACRONYM.match(word.text[: len(head)]))
        if not acts or self.words[at + 1].stem not in say.PROTECTING | say.RESISTANCE:
            return None
        start, end = word.start, word.start + len(head)
        return Phrase(at, at, start, end, self.sentence[start:end], False, True)

    def vesicle_follows(self, at: int) -> bool:
        return any(w.stem in say.VESICLE for w in self.words[at + 1 : at + 4])

    def state_told(self, last: int) -> int | None:
        """“U87 cells that had been rendered temozolomide-resistant”: where a relative clause tells the state."""
        at = last + 1
        if at + 2 >= len(self.words) or self.words[at].low not in ("that", "which"):
            return None
        seen = False
        for k in range(at + 1, min(len(self.words), at + 6)):
            word = self.words[k]
            tail = word.low.rpartition("-")[2]
            if seen and (tail in _STATES or word.stem in say.RESISTANT | say.SENSITIVE):
                return k
            if word.stem in _MADE_SO or word.low in ("are", "were", "is", "was"):
                seen = True
            elif word.low not in ("had", "have", "has", "been"):
                return None
        return None

    def with_what_follows(self, last: int) -> int:
        """“CAFs exposed to gemcitabine”, “serum of patients refractory to FOLFOX”, “line PC9”."""
        words = self.words
        treated = last + 3 < len(words) and words[last + 1].low in _AFTER and words[last + 2].low in ("to", "with")
        if treated and not any(w.stem in say.VESICLE for w in words[last + 3 : last + 5]):
            return last + 3
        state = self.state_told(last)
        if state is not None:
            return state
        following = [w.low for w in words[last + 1 : last + 4]]
        if (
            following[:1] in (["that"], ["which"])
            and len(following) == 3
            and words[last].stem == "cell"
            and words[last + 2].stem in say.GAINED | _EXPRESSING
        ):
            return last + 3
        if following[:1] == ["with"] and following[2:3] and following[2] in _LESIONS:
            return last + 3
        return last


_MADE_SO = stems("render make made become became selected grown remain")


_NO_ADJECTIVES = (
    _NEVER | stems("more less previously highly poorly other same") | say.UP | say.DOWN | say.HANDING | say.VESICLE
    | say.AFFECTING | say.RESISTANCE | say.SENSITIVITY | say.LESSER | say.GREATER
)  # fmt: skip
_NO_TISSUES = frozenset(
    "exosomal vesicular several additional clinical critical typical surgical total final initial original individual "
    "vital actual usual dual equal similar particular molecular intracellular extracellular cellular specific "
    "basic toxic cytotoxic therapeutic systemic dramatic drastic ordinary primary secondary necessary contrary "
    "summary viral topical optimal minimal maximal global local signal potential partial essential crucial "
    "intercellular bidirectional lethal".split()
)
_EXPRESSING = stems("express harbour lack")
_LESIONS = frozenset("amplification mutation mutations deletion fusion rearrangement amplifications".split())
_OF_CELLS = frozenset(
    "death cycle viability growth proliferation surface lysis dysfunction exhaustion activation infiltration function "
    "apoptosis migration invasion differentiation recruitment culture therapy transplantation".split()
)
_DERIVED = ("-derived", "-secreted", "-released", "-shed", "-produced", "-origin", "-borne")
_VERB_ENDS = ("ates", "ises", "izes", "forms", "fects", "treats", "vives", "poses", "gages", "ures")
_STATES = frozenset(
    "resistant sensitive positive negative mutant deficient treated low high tolerant refractory null".split()
)
_SIZES = stems("small large extracellular circulating native tumour-small")
_NO_OWNERS = stems(
    "small large resistant sensitive normal healthy native naive other same human murine mouse rat engineered "
    "modified circulating peripheral control wild-type mutant treated untreated activated donor autologous "
    "allogeneic less more highly primary parental chemoresistant chemosensitive radioresistant natural hypoxic "
    "normoxic irradiated apoptotic exposed transfected non solid adult plasma blood acute chronic residual negative "
    "positive drug-resistant distant remote patient-derived malignant metastatic benign"
)
_BARE = frozenset(
    "ones tissue tissues cell cells line lines tumour tumor population clone normal treated resistant same".split()
)
_BEARING = frozenset("bearing carrying containing enriched rich laden loaded".split())
_DROPPED = stems("more less previously highly poorly other same")
