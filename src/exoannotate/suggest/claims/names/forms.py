"""The forms by which words show that they are names: RNAs, drugs that block them, proteins, lipids, doses."""

from __future__ import annotations

import re
from functools import lru_cache

MIRNA = re.compile(
    r"(?:hsa-|mmu-)?(?:pri-|pre-)?(?:mi-?R(?:NA)?s?|microRNAs?|let)-?\d+[a-z]*(?:[-/~]\d+[a-z]?)*(?:-[35]p)?\*?\Z",
    re.IGNORECASE,
)
ANTI = re.compile(
    r"(?:anti-?mi-?R|anti-?microRNA|antago-?miR|si-|sh-|siRNA-|shRNA-|ASO-|AMO-)[-\w.]*\d\w*(?:-[35]p)?\Z|"
    r"(?-i:(?:si(?!RNA)-?|sh-|siRNA-|shRNA-|ASO-)[A-Z][A-Za-z0-9-]*[A-Z0-9]\Z)",
    re.IGNORECASE,
)
CIRC = re.compile(
    r"(?:(?:hsa|mmu)_?)?circ(?:RNA)?[-_]?[A-Z0-9][-\w.]*\Z|[Cc]irc[A-Z][-\w.]*\Z|ciRS-\d+\w*\Z|CDR1as\Z", re.IGNORECASE
)
ANTISENSE = re.compile(r"[A-Z][A-Z0-9]+-(?:AS|IT|DT|OT)\d\Z")
OTHER = re.compile(
    r"(?:hsa[-_]?)?(?:(?:piR(?:NA)?|tRF|tiRNA|tsRNA|SNORD|SNORA|RNU|vtRNA|vaultRNA|RNY|hY)-?\d[-\w]*|"
    r"(?:[35]'-?)?(?:tRF|tiRNA|tsRNA|tRNA|i-tRF)-(?:i?Met|Ala|Arg|Asn|Asp|Cys|Gln|Glu|Gly|His|Ile|Leu|Lys|Phe|Pro|Ser|"
    r"Thr|Trp|Tyr|Val|SeC)[-\w]*)\Z",
    re.IGNORECASE,
)
FRAGMENTS = frozenset("fragment fragments half halves".split())
"""What a piece of a transfer RNA is called."""
MUTATION = re.compile(r"[A-Z]\d{1,4}(?:[A-Z*]|fs|del)\Z")
"""“G12D”"""
METABOLITES = re.compile(
    r"(?:asparagine|aspartate|glutamate|serine|glycine|arginine|cystine|cysteine|leucine|isoleucine|valine|proline|"
    r"histidine|lysine|threonine|methionine|phenylalanine|tyrosine|tryptophan|alanine|taurine|spermidine|putrescine|"
    r"spermine|citrulline|ornithine|succinate|fumarate|pyruvate|citrate|malate|itaconate|acetate|nad\+|nadph|atp|"
    r"uridine|inosine|hypoxanthine|carnitine|betaine|choline|creatine|glutathione)\Z"
)
"""Small molecules of every cell that the vocabularies leave out: names only where vesicles bear them."""
PLAIN_CIRC = re.compile(r"circ(?:ular|ulating|ulat\w*|RNAs?|RNA|umst\w*|uit\w*|ad\w*|le\w*|um\w*)\Z", re.IGNORECASE)
LNC = re.compile(
    r"TUC\d{3}\Z|uc\.\d{1,3}\Z|(?!.*-(?:mi[Rr]|let)-)(?:lnc(?:RNA)?|linc(?:RNA)?|LINC|LOC|MSTRG|NONHSAT|ENST|XLOC)[-_.]?[A-Z0-9][-\w.]*\Z"
)
RNA_WORD = re.compile(r"(?:mi|micro|lnc|linc|circ|pi|m|sno|t|s)rnas?", re.IGNORECASE)
LNC_PLAIN = re.compile(r"l(?:nc|inc)RNAs?\Z", re.IGNORECASE)
SYMBOL = re.compile(r"(?=[^\d]*[A-Z])[A-Za-z][A-Za-zα-ω]*[-A-Z0-9α-ω]*[A-Z0-9α-ω]\w*\Z")
PROTEIN = re.compile(
    r"(?:[A-Z]\w*-)?(?:glyco|lipo|phospho|nucleo|onco)protein\Z|[A-Z]{2,}[A-Z0-9]*-?[α-ω]\d?\Z|(?:AR|EGFR|HER2|ER|"
    r"CD44)-?[vV](?:\d+\w*|III)\Z"
)
LIPID = re.compile(
    r"prostagland|ceramid|sphing|cholest|phosphati|lyso|fatty|arachid|leukotr|gangliosid|lipid|thrombox|oxyster"
)
COMMON_PROTEIN = re.compile(r"(?![Pp]roteins?\Z)[A-Za-z][a-z]{2,}(?:in|ase|ins|ases|nectin|globulin)(?:-?\d+[A-Z]?)?\Z")
"""A protein by its ending, as "survivin" and "vimentin", which the vocabulary must know too."""
MEMBER = re.compile(r"(?:[α-ω][a-zA-Z]?\d*)+[A-Z]?\Z|(?:alpha|beta|gamma|delta)-?\d*\Z|[A-HJ-Z]\d?\Z|\d{1,2}[A-Z]?\Z")
"""What tells members of a family apart."""
DNA = re.compile(r"(?:mt|cf|ds|gd)DNA\Z")
DISEASE = re.compile(
    r"cancer|carcinoma|leuk|lymphoma|glioma|melanoma|sarcoma|myeloma|tumou?r|disease|infection|syndrome", re.IGNORECASE
)
NUMBERED = re.compile(r"[A-Za-z]?[a-z]{4,}(?:in|ase) \d+[A-Z]?\Z")
"""“Connexin 43”: what the class of protein is, and a number."""
ENZYME = re.compile(
    r"(?:[a-z][\w-]+ ){1,3}?(?:kinase|dehydrogenase|synthase|synthetase|reductase|(?:[sS]-)?transferase|hydrolase|"
    r"oxidase|deaminase|carboxylase|mutase|isomerase|polymerase|phosphatase|peptidase|aldolase|"
    r"enolase)(?: [A-Z]?\d*[A-Z]?\d*)?"
)
"""“pyruvate kinase M2”: an enzyme by its long name."""
NAME_LIKE = re.compile(r"\d|(?<!^)[A-ZΑ-Ω]|[α-ω]-?[A-Za-z]")
ANTIBODY = re.compile(r"[Aa]nti-(?!PD-?L?-?1|CTLA|EGFR|HER)(?:[A-Z]{2,}[\w/]*(?:-[A-Z0-9]+)*|CD\d+\w*|[A-Z]\w*\d)")
"""“anti-IL-6”: a therapy where one is told, and else what blocks something in an experiment."""
COURSES = frozenset("drugs drug agents therapy therapies treatment treatments immunotherapy".split())
MODAL = frozenset("therapy therapies inhibitor inhibitors antibody antibodies treatment blockade agent agents".split())
PROCESSES = frozenset(
    "autophagy mitophagy glycolysis ferroptosis pyroptosis emt epithelial-mesenchymal stemness senescence "
    "glutaminolysis respiration efferocytosis necroptosis lipogenesis oxphos".split()
)
PROCESS = re.compile(
    r"(?:DNA (?:damage |double-strand break |mismatch |excision )?|mismatch |base excision |nucleotide excision |"
    r"double-strand break )repair|homologous recombination|non-homologous end joining|drug efflux|oxidative "
    r"phosphorylation|fatty acid oxidation|aerobic glycolysis|lipid metabolism|drug metabolism|"
    r"M[12](?:-like)? polari[sz]ation|epithelial[- ](?:to[- ])?mesenchymal transition|cell[- ]cycle (?:progression|"
    r"arrest)|"
    r"(?:anti-?)?apopto(?:tic|sis) (?:signal?ling |pathways?)(?: pathways?)?|(?:glucose|glutamine|energy|"
    r"mitochondrial|cellular|"
    r"cholesterol) metabolism|metabolic reprogramming|(?:pro-?)?survival (?:signal?ling|pathways?)|"
    r"(?:cancer )?stem(?:ness|-like| cell|-cell)(?: like)? (?:properties|features|traits|phenotypes?)|autophagic "
    r"(?:flux|phenotypes?)|"
    r"(?:mitochondrial|intrinsic|extrinsic) "
    r"apoptosis|programmed cell death|DNA damage response|oxidative stress|\w+-independent signal?ling|"
    r"immune (?:evasion|escape|suppression|response)",
    re.IGNORECASE,
)
"""Processes named in two words or more."""
ANYTHING = re.compile(
    r"(?:(?:gene|protein) expressions?|signal?ling(?: pathways?)?|(?:cell )?signal transduction(?: pathways?)?|"
    r"cell(?:ular)? signal?ling|(?:gene|protein) (?:regulation|synthesis))"
)
"""What every cell does: no name of a way."""
PROCESS_BEGINS = frozenset(
    "dna mismatch base nucleotide double-strand homologous non-homologous drug oxidative fatty aerobic lipid m1 m2 "
    "m1-like "
    "m2-like epithelial epithelial-mesenchymal epithelial-to-mesenchymal cell cell-cycle apoptotic apoptosis "
    "anti-apoptotic "
    "antiapoptotic glucose glutamine energy mitochondrial cellular cholesterol metabolic pro-survival prosurvival "
    "survival intrinsic extrinsic "
    "cancer stem stemness stem-like stem-cell autophagic programmed immune".split()
)
"""Their first words, by which the others are not looked at."""
LIPIDS = re.compile(r"(?:free |unsaturated |saturated )?fatty acids?|arachidonic acid|lipid droplets", re.IGNORECASE)
"""Lipids named in two words or more."""
UNIT = re.compile(r"(?:[μµumnkc]?[gLlMm]|[hs]|min|kg|cm)[-−]?\d")
TUMOUR = re.compile(
    r"(?:[HRCOENLT]?S?|ES|LA|GI|GB|NP|UC|CC|IC|OS|HN|HNS|BL|CR|TN|NSCL|SCL|U)(?:CC?|BC|GC)|GBM|AML|CML|ALL|CLL|MM|"
    r"DLBCL|"
    r"PC|PCa|PDAC|m?CRPC|OC|OV|TNBC|NPC|NB|LUAD|LUSC|ccRCC|mCRC|cSCC|HGSOC|HGSC|SCLC|MPM|DIPG|MPNST|CTCL|PTCL|MCL|"
    r"ESCC|EAC|EC|OSCC|TSCC|LSCC|ICC|CCA|GIST|OS|CRC|GSCC|HNC|MDR"
)
"""Tumours that are told by their letters, which may be those of a gene, too."""
NOT_NAMES = frozenset(
    "rnase rnases dnase benzonase trypsin 3'utr 5'utr cerna cernas ev evs sev sevs exo exos nta tem dna rna rnas "
    "mrna mrnas mirna mirnas lncrna lncrnas "
    "circrna circrnas ncrna ncrnas peg rnai "
    "pbs fbs pcr qpcr fig figure table ic50 utr 3'-utr 5'-utr ros et er ii iii iv gbm hcc nsclc crc aml pdac "
    "hnc crispr cas9 crispr/cas9 sirna shrna sirnas shrnas cells cell msc mscs caf cafs tam tams gsc gscs".split()
)


@lru_cache(maxsize=20_000)
def rna_kind(text: str) -> str | None:
    """The class of an RNA that is named by its form; None for any other word."""
    if MIRNA.match(text):
        return "miRNA"
    if ANTISENSE.match(text):
        return "lncRNA"
    if OTHER.match(text):
        return "other RNA"
    if ANTI.match(text):
        return "siRNA/antisense"
    if CIRC.match(text) and not PLAIN_CIRC.match(text):
        return "circRNA"
    if LNC.match(text) and not LNC_PLAIN.match(text):
        return "lncRNA"
    return None


def looks_like_a_name(text: str) -> bool:
    """Whether a word is written as names are: a digit, or capitals beyond the first letter."""
    return NAME_LIKE.search(text) is not None
