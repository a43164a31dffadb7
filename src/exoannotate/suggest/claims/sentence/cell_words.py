"""The words by which phrases for cells, tissues and fluids are known: their heads and what describes them."""

from __future__ import annotations

import re

from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.words import stems

HEADS = stems(
    "cell line fibroblast macrophage astrocyte neutrophil platelet adipocyte monocyte lymphocyte microglia "
    "endothelium endotheliocyte pericyte keratinocyte hepatocyte osteoblast osteoclast neuron oligodendrocyte "
    "blast myofibroblast organoid spheroid xenograft tumour tumor counterpart neighbour neighbor sibling "
    "donor population clone progenitor msc mscs caf cafs tam tams gsc gscs bmsc bmscs amsc amscs huvec huvecs "
    "hbmec csc cscs mdsc mdscs treg tregs bmdm bmdms dc dcs nk adsc adscs hucmsc wj-msc wj-mscs btic btics nf "
    "nfs gic gics explant metastasis metastases recipient subline persister cholangiocyte enterocyte melanocyte "
    "chondrocyte myocyte cardiomyocyte podocyte thrombocyte erythrocyte leukocyte basophil eosinophil plasmablast "
    "myeloblast lymphoblast parent bystander stroma epithelium mesenchyme "
    "subclone subpopulation survivor offspring descendant escapee companion comrade kin ones peer gliomasphere "
    "neurosphere tumoursphere tissue "
    "urothelium mesothelium mucosa parenchyma colonocyte nephron astroglia"
)
"""Words at the end of a phrase that names cells."""
ACRONYM = re.compile(
    r"(?:[A-Za-z]{1,6}MSC|(?:[A-Za-z]{1,5}-|h|hu|huc|m)?(?:MSC|CAF|TAM|GSC|CSC|MDSC|BMSC|AMSC|ADSC|NF|TEC|HUVEC|"
    r"BMDM|BTIC|EPC|OPC|"
    r"NSC|GIC|DC|TAN|PSC|HSC|"
    r"BMEC|CTC))s?\Z"
)
MODIFIERS = stems(
    "triple tumour tumor cancer carcinoma adenocarcinoma glioma glioblastoma gbm melanoma myeloma leukaemia leukemia "
    "lymphoma sarcoma osteosarcoma neuroblastoma medulloblastoma astrocytoma hepatoma mesothelioma glial "
    "neural neuronal stromal stroma stem stem-like mesenchymal epithelial endothelial immune myeloid lymphoid "
    "hepatic hepatocellular hepatocyte gastric colorectal colon rectal breast ovarian ovary prostate "
    "prostatic lung pancreatic pancreas bladder renal kidney cervical oral head neck nasopharyngeal "
    "oesophageal esophageal thyroid endometrial urothelial bronchial squamous ductal brain bone marrow "
    "adipose tissue umbilical cord blood amniotic dental pulp liver skin muscle cardiac vascular "
    "microvascular lymphatic alveolar intestinal small non-small non large primary parental recipient donor "
    "neighbouring neighboring adjacent surrounding normal healthy native naive malignant benign metastatic "
    "resistant sensitive refractory chemoresistant chemosensitive radioresistant radiosensitive responsive "
    "secondary tolerant hypoxic normoxic irradiated treated untreated dying apoptotic senescent quiescent activated "
    "reactive polarised polarized differentiated dedifferentiated autologous allogeneic human murine mouse "
    "rat patient-derived engineered transfected infected transformed immortalised immortalized wild-type "
    "mutant mutated negative positive isogenic initiating propagating cytotoxic regulatory killer dendritic "
    "mast natural t b m1 m2 cd4 cd8 circulating peripheral mononuclear stellate satellite schwann kupffer "
    "plasma granulosa germ basal luminal triple-negative lineage committed precursor progenitor macrophage "
    "fibroblast astrocyte microglial monocyte neutrophil platelet acquired surviving residual persister "
    "persistent drug-tolerant drug-resistant same other distant remote unexposed exposed previously less more "
    "highly poorly castration-resistant chronic acute multiple lymphoblastic myelogenous foetal fetal adult "
    "embryonic pluripotent gliomatous solid xenografted wharton's jelly fat side omental visceral uterine mammary "
    "salivary laryngeal tongue oropharyngeal suppressor mantle follicular diffuse burkitt ewing merkel hodgkin "
    "mesothelial leukaemic leukemic lymphomatous sarcomatous placental chorionic amniotic osteoblastic biliary "
    "tubular "
    "mature immature obese lean aged young elderly diabetic langerhans marginal hairy small-cell clear choroidal "
    "uveal "
    "grapefruit ginger grape lemon orange ginseng broccoli carrot garlic tomato turmeric plant yeast bovine milk"
)
NEVER = stems("exosome vesicle ev resistance sensitivity response apoptosis death survival growth drug therapy")
FLUIDS = re.compile(
    r"washings?|sputum|aspirates?|exudates?|lymph|plasma|serum|sera|urine|urinary|saliva|salivary|blood|csf|"
    r"ascites|milk|tears|effusions?|lavage|bile|balf",
    re.IGNORECASE,
)
LINE_SHAPE = re.compile(r"(?=.*\d)(?=.*[A-Z])[A-Za-z0-9][-/A-Za-z0-9.]*\Z|[A-Z]{2,}[-/][A-Z0-9/]+\Z")
AFTER = frozenset("exposed treated pretreated pre-treated".split())
DISEASES = stems("carcinoma cancer lymphoma leukaemia leukemia sarcoma disease arteritis")
PEOPLE = stems("patient individual subject case people men women children")

MADE_SO = stems("render make made become became selected grown remain")


NO_ADJECTIVES = (
    NEVER | stems("more less previously highly poorly other same one two three several various distinct different many "
                  "single multiple certain individual") | say.UP | say.DOWN | say.HANDING | say.VESICLE
    | say.AFFECTING | say.RESISTANCE | say.SENSITIVITY | say.LESSER | say.GREATER
)  # fmt: skip
NO_TISSUES = frozenset(
    "exosomal vesicular several additional clinical critical typical surgical total final initial original individual "
    "vital actual usual dual equal similar particular molecular intracellular extracellular cellular specific "
    "basic toxic cytotoxic therapeutic systemic dramatic drastic ordinary primary secondary necessary contrary "
    "summary viral topical optimal minimal maximal global local signal potential partial essential crucial "
    "intercellular bidirectional lethal".split()
)
EXPRESSING = stems("express harbour lack")
LESIONS = frozenset("amplification mutation mutations deletion fusion rearrangement amplifications".split())
OF_CELLS = frozenset(
    "death cycle viability growth proliferation surface lysis dysfunction exhaustion activation infiltration function "
    "apoptosis migration invasion differentiation recruitment culture therapy transplantation".split()
)
DERIVED = ("-derived", "-secreted", "-released", "-shed", "-produced", "-origin", "-borne")
VERB_ENDS = ("ates", "ises", "izes", "forms", "fects", "treats", "vives", "poses", "gages", "ures")
STATES = frozenset(
    "resistant sensitive positive negative mutant deficient treated low high tolerant refractory null".split()
)
SIZES = stems("small large extracellular circulating native")
NO_OWNERS = stems(
    "small large resistant sensitive normal healthy native naive other same human murine mouse rat engineered "
    "modified circulating peripheral control wild-type mutant treated untreated activated donor autologous "
    "allogeneic less more highly primary parental chemoresistant chemosensitive radioresistant natural hypoxic "
    "normoxic irradiated apoptotic exposed transfected non solid adult plasma blood acute chronic residual negative "
    "positive drug-resistant distant remote patient-derived malignant metastatic benign"
)
BARE = frozenset(
    "metastasis ones tissue tissues cell cells line lines tumour tumor population clone normal treated resistant "
    "same".split()
)
BEARING = frozenset(
    "bearing carrying containing enriched rich laden loaded armed equipped charged stuffed studded decorated tagged "
    "coated "
    "displaying functionalised functionalized conjugated".split()
)
BASE_VERBS = frozenset("treat engineer transform infect transfect activate differentiate polarise polarize".split())
"""Verbs whose participles describe cells, and which are none themselves: “drugs to treat cancer cells”."""
DROPPED = stems("more less previously highly poorly other same")
SEROUS = frozenset("pleural peritoneal pericardial malignant ascitic bronchoalveolar".split())
LINE_KIN = stems("subline clone subclone variant derivative spheroid organoid parent xenograft counterpart")
CALLED_SO = frozenset("line subline clone subclone derivative variant".split())
KEPT_UNDER = frozenset("kept grown held maintained cultured cultivated raised".split())
CONDITIONS = frozenset(
    "ph oxygen hypoxia glucose serum acidosis o2 tension temperature anoxia normoxia starvation stress".split()
)
GROWN_FROM = frozenset("cultures slices grafts allografts pdx pdxs pdos".split())
VERB_LIKE = say.UP | say.DOWN | say.AFFECTING
KIN = frozenset(
    "sisters sister brothers siblings daughters daughter relatives cousins ancestors brethren fellows partners "
    "associates equivalents twins predecessors".split()
)
DOING_TO = frozenset("treat engineer transfect infect transform activat irradiat expos polaris polariz".split())
HAD_FAILED = frozenset("progressed relapsed failed responded received completed stopped".split())
OF_ITS_OWN = frozenset("acquired intrinsic innate established primary".split())
GRAFTS = stems("xenograft organoid explant spheroid allograft graft")
