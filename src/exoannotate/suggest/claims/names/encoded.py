"""What kind of molecule the words before a name tell: “transcripts encoding the receptor variant X”, “the lipid Y”."""

from __future__ import annotations

from collections.abc import Sequence

from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.words import Word, stems

REACH = 7
"""Words between what encodes and the name."""
CALLED = {
    "ganglioside": "lipid", "gangliosides": "lipid", "sphingolipid": "lipid", "phospholipid": "lipid",
    "lysophospholipid": "lipid", "eicosanoid": "lipid", "prostanoid": "lipid", "glycolipid": "lipid",
    "oncometabolite": "metabolite", "nucleotide": "metabolite", "kinase": "protein", "phosphatase": "protein",
    "chaperone": "protein", "transporter": "protein", "pump": "protein", "receptor": "protein", "ligand": "protein",
    "cytokine": "protein", "chemokine": "protein", "enzyme": "protein", "antigen": "protein",
    "oncoprotein": "protein", "glycoprotein": "protein", "checkpoint": "protein",
}  # fmt: skip
"""Words for a class that stand right before a name."""


def kind(words: Sequence[Word], first: int) -> str:
    """“mRNA” or “DNA” where transcripts or genes are told to encode the name at ``first``; else ""."""
    for k in range(first - 1, max(0, first - REACH), -1):
        word = words[k]
        if word.low in _ENCODING or (word.low in ("for", "of") and k >= first - 2):
            noun = k - 1 - (words[k - 1].low in ("that", "which", "coding"))
            return _CODES.get(words[noun].low, "") if noun >= 0 else ""
        if word.is_mark or word.low in _STOPS or word.low.endswith("ing"):
            return ""
    return ""


def is_wrapped(words: Sequence[Word], at: int) -> bool:
    """“Packed into exosomes, zzz outdid the free compound”: where a drug must stand, whatever lists know."""
    word = words[at]
    if at < 4 or words[at - 1].low != "," or words[0].stem not in say.LOADED | _WRAPPED:
        return False
    after = {w.low for w in words[at + 1 :]}
    free = after & {"free", "unencapsulated", "naked", "soluble"} and after & {"compound", "drug", "agent", "form"}
    plain = word.low.isalpha() and word.text.islower() and len(word.low) > 5
    return plain and bool(free) and any(w.stem in say.VESICLE for w in words[max(0, at - 12) : at])


_WRAPPED = stems("wrap enclose carry hide seal stow trap entrap house")
_ENCODING = frozenset("encoding encode encodes encoded specifying coding".split())
_CODES = {
    "transcript": "mRNA", "transcripts": "mRNA", "mrna": "mRNA", "mrnas": "mRNA", "message": "mRNA",
    "messages": "mRNA", "messengers": "mRNA", "gene": "DNA", "genes": "DNA", "dna": "DNA",
}  # fmt: skip
_STOPS = frozenset("and or with by from in on to into which that who whose".split())
