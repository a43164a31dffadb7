"""The words by which names are told: their kinds, what blocks them, what bears them, and what is no name."""

from __future__ import annotations

import re

from exoannotate.suggest.claims.names.mention import CARGO_SUFFIXES, STATES
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.words import stems

SAID_BEFORE = {
    "lncrna": "lncRNA", "lncrnas": "lncRNA", "circrna": "circRNA", "circrnas": "circRNA", "mirna": "miRNA",
    "mirnas": "miRNA", "microrna": "miRNA", "micrornas": "miRNA", "mrna": "mRNA", "lincrna": "lncRNA", "pirna":
    "other RNA", "trna": "other RNA", "snorna": "other RNA", "protein": "protein", "metabolite": "metabolite",
    "lipid": "lipid", "sirna": "siRNA/antisense", "shrna": "siRNA/antisense", "antagomir": "siRNA/antisense",
}  # fmt: skip
SAID_AFTER = {
    "mrna": "mRNA", "mrnas": "mRNA", "transcript": "mRNA", "transcripts": "mRNA", "dna": "DNA", "protein": "protein",
    "proteins": "protein", "fusion": "protein", "peptide": "protein", "sirna": "siRNA/antisense",
    "shrna": "siRNA/antisense", "antisense": "siRNA/antisense", "aso": "siRNA/antisense", "mimic": "miRNA",
    "mimics": "miRNA", "rna": "mRNA",
}  # fmt: skip
OF_DNA = ("dna", "genome", "genomes")
BLOCKERS = (
    "sirna", "sirnas", "shrna", "shrnas", "antagomir", "antagomirs", "inhibitor", "oligonucleotide", "oligonucleotides",
    "aso", "asos", "strand", "strands", "oligo", "gapmer", "gapmers", "morpholino", "morpholinos", "oligos",
    "rnai", "dsirna", "ribozyme", "ribozymes",
)  # fmt: skip
ALTERED = frozenset(
    "mutant mutated amplified rearranged methylated unmethylated hypermethylated circular extrachromosomal "
    "translocated "
    "fragmented oxidised oxidized edited".split()
)
"""What a nucleic acid may be: part of its name where its kind stands behind."""
RESPONSES = ("resistance", "sensitivity", "response", "efficacy", "refractory", "resistant", "sensitive")
NO_PROCESS = stems(
    "resistance sensitivity chemoresistance exosome vesicle release uptake survival therapy proliferation "
    "migration invasion growth response"
)
NO_PROTEIN = frozenset(
    "metastases bases oases certain origin again pain main grain brain skin strain strains chain chains gain "
    "domain margin release increase "
    "explain obtain sustain maintain retain contain attain remain begin join pin decrease disease phase base case "
    "cases database villain captain curtain twin kin within plain vein spin "
    "thin".split()
)
"""Words of the language that end as proteins do."""
COMPOUND = re.compile(r"[a-z]{4,}(?:in|ine|ol|one|ide|ole|ane|ene|ate|ite|oid|ium)\Z")
"""A word of chemistry that no list knows, told to be loaded into vesicles: a drug."""
BORNE = (
    ["carrying"], ["containing"], ["contain"], ["bearing"], ["lacking"], ["of"], ["with"], ["rich", "in"],
    ["enriched", "in"], ["enriched", "with"], ["loaded", "with"], ["trafficking"], ["shuttling"], ["displaying"],
    ["presenting"], ["transporting"], ["delivering"], ["transferring"], ["harbouring"], ["harboring"], ["conveying"],
)  # fmt: skip
"""Words by which a vesicle is told to bear what follows."""
STOPPERS = say.RELEASE_BLOCKERS | say.UPTAKE_BLOCKERS
SUFFIXES = CARGO_SUFFIXES | STATES
CHANGED = say.AFFECTING | say.UP | say.DOWN | say.GAINED
RIDING = stems("ride rode travel hitch come reach shuttle sit sail journey")
CARRIED = stems(
    "enrich rich carry deliver contain reach encapsulate transport bear convey bring ferry harbour shuttle transfer "
    "hold held pack delivery charge arm fill stuff freight lade equip furnish burden"
)
