"""The words and signs by which a cell of a table is known: effects, levels, references, cells that usually give."""

from __future__ import annotations

import re

from exoannotate.suggest.claims.sentence.words import stems

BAR = re.compile(r"\s*(?:\||\t|│|¦)\s*")
CITED = re.compile(
    r"[\[(][\d,;–\- ]+[\])]\Z|(?:doi|pmid)\b|"
    r"\(?[A-ZÀ-Þ][\w'’.-]+(?: (?:[A-ZÀ-Þ][\w'’.-]+|and|&|et|al\.?,?))*(?:, ?|,? \(?|\()(?:19|20)\d\d[a-z]?\)?\Z"
)
FROM_TO = re.compile(r"(?P<from>.+?)\s*(?:→|⟶|->|➔|\bto\b)\s*(?P<to>.+)\Z")
FROM = re.compile(r"(?:from|donors?:?|source:?)\s+", re.I)
TO = re.compile(r"(?:to|into|in|on|recipients?:?|target cells?:?)\s+", re.I)
UP, DOWN = r"(?:↑+|⇑|▲|\bup\b|\+{1,3}(?!\w))", r"(?:↓+|⇓|▼|\bdown\b)"
RAISED = re.compile(
    rf"{UP}|\b(?:more|stronger|increas|rais|promot|confer|enhanc|induc|higher|greater|acquir|transfer|transmit|spread|"
    r"strengthen|elevat|gain|impart|heighten|doubl|rose|rises|restor|improv|regain|re-?establish|augment|boost|"
    r"potentiat|longer|passed|better)\w*",
    re.I,
)
LESSENED = re.compile(
    rf"{DOWN}|(?<!\S)[−–-]\s?\d|\b(?:less|decreas|reduc|lower|inhibit|suppress|revers|overc[oa]me|abolish|impair|attenuat|"
    rf"weaken|lost|"
    r"loss|lose|fell|falls|diminish|prevent|abrogat|blunt|block|relie[fv]|halv|eliminat|broken|poorer|shorter)\w*",
    re.I,
)
AGAINST = re.compile(
    r"\b\w*resistan(?!t \w+ (?:cells|patients))\w*|refractor\w*|toleran\w*|\bprotect\w*|\bsurviv\w*|\bviab\w*|"
    r"ic50|ec50|gi50|insensitiv\w*|unrespons\w*|\btumou?r (?:growth|volume|burden|weight)\b|\bgrowth\b|"
    r"\bproliferation\b|\bcolon(?:y|ies)\b|\befflux\b|\bregrowth\b|\bfailure\b",
    re.I,
)
FOR = re.compile(
    r"(?<!in)sensiti[vsz]\w*|(?<!non-)(?<!non)(?<!un)respons\w*|susceptib\w*|efficacy|effectiveness|cytotox\w*|"
    r"\bapopto\w*|"
    r"\b(?:cell )?death\b|\bkilling\b|\btumou?r (?:shrinkage|regression)\b|\bregressions?\b|synerg\w*|\bbenefit\b",
    re.I,
)
MADE_SO = re.compile(r"(?:re-?|chemo-?|radio-?)*(?:sensiti[sz]|protect)(?:es|ed|ing|ation|s|ion)?\b", re.I)
NOTHING = re.compile(
    r"\b(?:no|without) (?:\w+ )?(?:change|effect|difference|influence|association|correlation|impact|relation|link)\w*|"
    r"\bunchanged\b|\bunaffected\b|\bunaltered\b|\bnot (?:\w+ )?(?:altered|changed|affected|associated|correlated|"
    r"predictive|significant)\b|↔|\bn\.?s\.?\Z|\bineffective\b",
    re.I,
)
BOTH_WAYS = re.compile(r"\bmixed\b|\bconflicting\b|↑ ?/ ?↓|\bdose-dependent(?:ly)? (?:both|either)\b", re.I)
RESISTING = re.compile(
    r"\b(?:non-?\s?respon\w+|resistan\w*|refractor\w*|relaps\w*|progress\w*|poor(?:er)? respon\w*|failure|recurren\w*|"
    r"(?:shorter|poorer|worse|reduced) (?:pfs|os|dfs|survival|outcome|response))",
    re.I,
)
RESPONDING = re.compile(
    r"(?<!non)(?<!non-)(?<!poor )(?<!poorer )\b(?:respon[ds]\w*|sensitiv\w*|remission|pcr|benefit|"
    r"(?:longer|better|improved) (?:pfs|os|dfs|survival|outcome))",
    re.I,
)
HIGH = re.compile(
    rf"{UP}|\b(?:high|higher|elevat\w*|increas\w*|rais\w*|rise|rises|rose|enrich\w*|more|upregulat\w*|abundant)\b",
    re.I,
)
LOW = re.compile(
    rf"{DOWN}|\b(?:low|lower|decreas\w*|reduc\w*|fall|falls|fell|less|downregulat\w*|scarce|absent|lost)\b", re.I
)
COMPARED = re.compile(
    r"\b(?:at|upon|after|on|during|before) (?:relapse|progression|recurrence|response|remission)\b|"
    r"\b(?:in|among|of|with|for) (?:the )?(?:non-?\s?)?(?:respond\w+|resistan\w+|refractor\w+|sensitiv\w+|relaps\w+|"
    r"progress\w+|patients|cases)|\b(?:predict|correlat|associat|marker|prognos|discriminat|separat|distinguish|"
    r"stratif|goes with|linked)\w*",
    re.I,
)
OTHERWISE = re.compile(
    r"\bspecificit|\bauc\b|\bdiagnos|\bdetect|\bscreening\b|\bsensitivity (?:of )?\d|\d ?% ?sensitiv|"
    r"\binsulin\b|\bassay\b",
    re.I,
)
KINDS = re.compile(
    r"(?:(?:mi|micro|lnc|circ|m|other )?rnas?|proteins?|lipids?|metabolites?|dna|drugs?|sirna|whole vesicles?|"
    r"(?:small )?(?:exosomes?|evs?|extracellular vesicles?|vesicles?))\Z",
    re.I,
)
GIVERS = stems(
    "msc mscs bmsc bmscs amsc amscs caf cafs tam tams fibroblast macrophage astrocyte adipocyte platelet neutrophil "
    "stroma pericyte mdsc mdscs monocyte microglia osteoblast endothelium stellate hucmsc adsc adscs myofibroblast"
)
MADE_RESISTANT = re.compile(r"resistan|refractor|toleran|[a-z0-9](?:/[A-Z]{1,6}|-?R)\b(?! cells? sens)|\bdonor", re.I)
PEOPLE = re.compile(r"\bpatients?\b|\bcases\b|\bcohort\b|\bn ?= ?\d", re.I)
OWNED = re.compile(
    r"[\s-]+(?:derived|secreted|released)?[\s-]*(?:small )?(?:exosomes?|s?evs?|microvesicles?|vesicles?|exos?|"
    r"extracellular vesicles?)\Z",
    re.I,
)
OF_THEM = re.compile(
    r"(?:.*\b)?(?:(?:small )?(?:exosomes?|s?evs?|microvesicles?|vesicles?)) (?:of|from) |"
    r"(?:release|secretion|uptake|depletion|removal|export) of ",
    re.I,
)
TOLD_OF = re.compile(r"respon|resist|refract|toleran|ic50|sensiti", re.I)
ASIDE = re.compile(r"\s*\([^()]*\)\Z")
ANSWERING = re.compile(r"\b(?:non-?\s?)?respon[ds]\w*|resistan|refractor|relaps|progress", re.I)
PLAIN = frozenset(
    "whole small native large engineered modified loaded decorated empty control all most other total".split()
)
ODD = re.compile(r"(?=.*[-\d])[A-Z][A-Za-z]*-?[A-Za-z0-9]+")
EVS_OF = re.compile(r"(?:small )?(?:exosomes?|s?evs?|microvesicles?|vesicles?) (?:of|from) ([\w -]{2,30})\Z", re.I)
