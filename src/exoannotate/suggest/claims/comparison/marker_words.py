"""The words by which comparisons are told: levels, groups of patients, what ties the one to the other."""

from __future__ import annotations

import re

from exoannotate.suggest.claims.sentence.words import stems

PROGNOSES = frozenset("pfs dfs rfs ttp survival remission interval outcome outcomes prognosis".split())
EXPRESSED = {"highly": 1, "strongly": 1, "abundantly": 1, "weakly": -1, "poorly": -1, "lowly": -1}
PARTS = frozenset("role roles involvement importance participation contribution part".split())
NO_THERAPY = frozenset("immune inflammatory stress adaptive damage cell cellular acute host".split())
TO_THERAPY = frozenset(
    "responders responder non-responders non-responder nonresponders nonresponder pcr non-pcr".split()
)
MEANING = stems("indicate denote mean reflect")
ACCOMPANIED = stems("accompany accompanied parallel paralleled mirror")
TRIED = stems(
    "loss knockdown knock-down silencing silence deletion delivery transfer addition overexpression depletion removal "
    "inhibition restoration transfection restoring blocking injection mimic inhibit knock delete deplete restore"
)
LESSER = frozenset(
    "unfavourable unfavorable bad dismal inferior impaired weak weaker blunted limited suboptimal inadequate "
    "diminished shorter "
    "less poor poorer little worse reduced lower lack low decreased incomplete insufficient".split()
)
OPPOSITE = re.compile(r"\binvers|\bnegative(?:ly)? (?:correlat|associat|relat)")
NO_WAY_TOLD = re.compile(
    r"\b(?:counts?|numbers?|concentrations?|sizes?|diameters?|ratios?|profiles?|signatures?|patterns?|composition|"
    r"contents?|"
    r"loads?|burden) (?:[^\s;]+ ){0,12}?(?:correlat|associat|relat|link)\w* (?:to|with) (?:the )?(?:\w+ "
    r")?responses?\b|"
    r"\bdifferentially expressed\b|\b(?:variations?|changes|dynamics|kinetics|alterations?|fluctuations?) (?:\S+ "
    r"){0,8}?"
    r"(?:correlat|associat|predict)|"
    r"\b(?:correlat|associat)\w* (?:\S+ ){0,5}?(?:therapy|treatment|tumou?r) response\b|"
    r"\b(?:correlat|associat|link)\w* (?:with|to) (?:the )?(?:anti-\S+|\w+(?:mab|tinib|platin|taxel|rubicin)|drug|"
    r"chemotherapy|radiotherapy|immunotherapy) responses?\b|"
    r"\blevels? of (?:\S+ ){1,6}?(?:used|serve) as (?:\S+ ){0,4}?(?:bio)?markers?\b|"
    r"\b(?:correlat|associat)\w* with (?:(?:the|clinical|overall|progression-free|survival|pfs|os|and|tumou?r) ){0,5}?"
    r"response (?:to|under|of) "
)
"""That a level and a response go together, and not which way."""
MUCH = frozenset("much ample plenty copious abundant plentiful many plenteous".split())
"""More of it, where something holds it."""
CAN = frozenset("sufficed sufficient suffice able found shown seen proved enough".split())
"""“sufficed to blunt the response”: what was done."""
AGAIN = frozenset("rose fell dropped climbed declined soared".split())
OF_THEM = frozenset("from of derived released secreted shed".split())
HOLDING = frozenset(
    "with containing carrying contain contained carry carried expressed exhibited showed had harboured harbored "
    "held".split()
)
OTHER_MARKERS = frozenset(
    "membrane surface exosomal exosome vesicle vesicular ev specific protein positive canonical classical typical "
    "stemness "
    "emt cancer tumor tumour cell survival tetraspanin apoptosis proliferation stem lineage characteristic "
    "mesenchymal epithelial".split()
)
AT_THE_TIME = re.compile(
    r"\b(?:upon|after|following|during|with|at|on) (?:the )?(?:onset|development|emergence|occurrence|acquisition|"
    r"time|"
    r"appearance) of (?:\S+ ){0,3}?(?:\S*resistance|progression|relapse|response)\b|"
    r"\bat (?:disease )?(?:progression|relapse|recurrence)\b|"
    r"\b(?:as|when|once|until|while|before) (?:the |their |these )?(?:\S+ "
    r"){1,3}?(?:became|become|turned|grew|proved|were|was|"
    r"ceased|stopped) (?:\w+ )?(?:refractory|resistant|insensitive|unresponsive|tolerant|to respond|responding)\b|"
    r"\b(?:upon|during) (?:\w+ ){0,2}?(?:therapy |treatment )?(?:response|progression|relapse|recurrence|resistance)\b"
)
PRESENT = frozenset("found detected detectable present".split())
SPANS = frozenset("time times interval intervals span period months weeks days".split())
LOSSES = frozenset("loss lack absence end waning failure exhaustion fading want disappearance".split())
CHANCES = frozenset("probability chance rate likelihood odds degree frequency".split())
BARS = frozenset(", ; : and or".split())
PEOPLE = stems(
    "beneficiary progressor non-progressor relapser non-relapser "
    "patient responder non-responder nonresponder survivor case individual men women people children cohort "
    "volunteer participant subgroup"
)
RESPONDING = frozenset(
    "answered answers answer reply yielded receded shrank shrunk "
    "beneficiaries non-progressors non-progressor non-relapsers nonrelapsers nonprogressors "
    "response responders responder respond responded responding benefit benefited benefitted worked works remission "
    "responses cured pcr".split()
)
SHRINKING = frozenset("shrinkage shrinking regression regressing".split())
"""Said of tumours."""
FORETELLING = stems(
    "foretell foretold herald presage augur portend bode announce foreshadow prefigure forecast predict anticipate warn"
)
REPORTING = stems("establish show find found demonstrate report prove reveal confirm observe discover saw")
CULTURED = frozenset(
    "cultured incubated treated fed exposed bathed grown given co-cultured conditioned pulsed primed preincubated "
    "kept "
    "steeped soaked nourished supplied inoculated cultivated".split()
)
"""What is done to cells with vesicles."""
KEPT_WELL = frozenset("controlled held helped spared maintained salvaged stabilised stabilized kept well".split())
"""Said of patients whom a drug holds."""
RESPONDING_STEMS = stems("benefit responsiveness")
RESISTING = frozenset(
    "unhelped unaided escaped outgrown progressors progressor relapsers relapser escapers "
    "progressing progressive progressed progression failure relapsed relapse relapsing recurrence failed failing "
    "failures progress progresses fail fails unresponsive nonresponse non-response non-pcr".split()
)
RESPONSES = stems("benefit response survival responsive sensitive resistant")
BUT_NOT = r"\bbut not (?:with|to) (?:the |a )?(?:\w+ ){0,2}?(?:response|resistance|sensitivity|benefit|outcome)"
TOLD_APART = re.compile(
    r"\b(?:tell|tells|told|telling|sort|sorts|sorted|split|splits|parted|parts|divid\w+|pick\w*|singl\w+ out|set|sets|"
    r"separat\w+|segregat\w+|discern\w*|distinguish\w*) (?:\S+ ){0,3}?(?:those|patients|cohort|group|"
    r"population|them|responders|women|men|"
    r"cases|tumou?rs|"
    r"individuals|people|non-responders) (?:.{0,60} )?(?:from|into|and) (?:\S+ ){0,3}?(?:those|men|women|"
    r"patients|non-responders|"
    r"nonresponders|responders|others|the rest|refractory|resistant|ones)\b|"
    r"\bpatients? (?:who|that|likely|most)\b[^,;]{0,80}\b(?:respond|benefit)\w* (?:[^,;]{0,80} )?(?:can|could|"
    r"may|might) be "
    r"(?:identified|selected|predicted|recogni[sz]ed)\b|\b(?:identif|select|recogni[sz])\w* (?:\S+ "
    r"){0,2}?patients (?:who|"
    r"that|likely|most)\b[^,;]{0,60}\b(?:respond|benefit|resist)|"
    r"\bdiffer(?:ed|s|ing)? (?:\w+ly )?(?:between|among) (?:\S+ ){0,4}?(?:responders?|non-responders|nonresponders|"
    r"patients (?:with|who)|those (?:with|who)|sensitive|resistant|refractory|responding)\b|"
    r"\btold (?:apart|from)\b|\b(?:tell|tells|set|sets) (?:\w+ )?apart\b|\bto be told from\b"
)
NO_VALUE = re.compile(
    r"\b(?:was|were|is|are|proved) (?:\w+ )?(?:indifferent|blind|deaf) to (?:the |how )?(?:course|outcome|fate|"
    r"response|result|patients)\b|"
    r"\bneither (?:rose|climbed|increased|grew) nor (?:fell|dropped|decreased|declined|sank) "
    r"(?:with|in|during|under|upon)\b|"
    r"\b(?:no|little|without) (?:predictive|prognostic) (?:value|power|significance|impact)\b|"
    r"\bin neither (?:cohort|group|arm|study|trial|set)\b|"
    r"\b(?:bore|bears?|bearing|had|has|have|showed?|shows?|shown|stood in|stands? in|found) no (?:\w+ )?(?:relation|"
    r"relationship|association|correlation|connection|links?|ties?) (?:to|with)\b|\bunrelated to\b|"
    r"\bof no (?:use|help|value)\b|\b(?:sa(?:id|ys?)|told|tells?|reveal\w*) (?:nothing|anything|little)\b|"
    r"\b(?:was|were|is|proved|gave|offered) no (?:\w+ )?(?:guide|clue|help|predictor|hint|"
    r"indicator|indication|marker)\b"
)
_DID = r"(?:succeed|work|perform|act|serv|help|hold|held|bit|took hold|avail|benefit|profit|last|do|did|far)\w*"
_THESE = r"(?:(?:men|women|patients|them|those|children|best) )?(?:\w+ )?"
FARED_ILL = re.compile(
    r"\b(?:least|less|little|nothing) to (?:gain|expect|hope)\b|"
    rf"\b{_DID} {_THESE}(?:worst|poorly|badly|ill|least|briefly)\b|"
    r"\b(?:fared|did|coped|ended) (?:\w+ )?(?:worst|worse|badly|poorly|less well)\b|\b(?:deriv|gain|profit|draw|drew|"
    r"reap)\w* "
    r"(?:\w+ )?(?:little|less|least|nothing|no|an? (?:shorter|smaller|poorer|briefer|lesser))\b|"
    r"\bdrug (?:\S+ )?(?:did|does|do|achieved|helped) (?:less|"
    r"little|nothing)\b|"
    r"\bdid (?:less|little|nothing) for\b|\bthe (?:less|fewer|shorter|poorer|worse) (?:\S+ ){0,6}?(?:gain|"
    r"benefit|profit|"
    r"respon|surviv|help|liv)\w*"
)
OUTLOOK = re.compile(
    r"\b(?:outlook|prospects?|odds|chances|fortunes|hopes?) (?:on|under|with|for) (?:\S+ ){1,5}?(?:(darken|dimm|"
    r"dim|worsen|fad|sank|"
    r"fell|declin|sour|shr[au]nk|dwindl|receded?|clouded)|(brighten|improv|rose|bettered|lifted|grew|climbed))\w* "
    r"(?:\w+ )?(?:as|"
    r"with|when|where|while|in those)\b"
)
"""“The outlook under a drug darkened as X climbed”."""
SHRUNK = re.compile(
    r"\b(?:margin|advantage|edge|gains?|benefits?|profit|lead) (?:\S+ ){0,9}?(?:vanish|shrank|disappear|evaporat|"
    r"fad|narrow|was lost|"
    r"were lost|melted|dwindl|collaps)\w* (?:away )?(?:in|among|for) (?:\S+ ){0,2}?(?:patients|those|men|women|"
    r"people|cases|tumou?rs|"
    r"carriers|individuals|children)\b"
)
"""“The margin by which it beat placebo vanished in patients with more X”."""
FARED_WELL = re.compile(
    r"\b(?:most|more|much) to (?:gain|expect|hope)\b|"
    rf"\b{_DID} {_THESE}(?:best|handsomely|longest|well (?:on|under|with))\b|"
    r"\b(?:fared|did|coped) (?:\w+ )?(?:better|best|well)\b|\b(?:deriv|gain|profit|draw|drew|reap)\w* (?:\w+ "
    r")?(?:more|most|much|an? (?:longer|greater|better|larger|deeper|lasting|durable))\b|\bdid more for\b|"
    r"\bthe (?:more|longer|better|greater) (?:\S+ ){0,6}?(?:gain|benefit|profit|respon|"
    r"surviv|help|liv)"
    r"\w*"
)
OF_RESPONSE = re.compile(
    r"respon|resist|sensitiv|refractor|benefit|outcome|surviv|relaps|progress|recur|efficac|effect|success|fail|"
    r"prognos|toleran|"
    r"remission|cure|pfs|\bos\b|suscept|activity|dose|course of|monitor"
)
GOT = frozenset("did do does gained derived achieved helped profited benefited benefitted the drew reaped".split())
THOSE = re.compile(
    r"\b(?:those|all|everyone|anyone|most|many|half) (?:who|in whom|for whom|whose)\b|\bthose (?:in the|with(?:out)?)\b"
)
RISK = re.compile(
    r"\b(?:risk|odds|hazards?|chances?|likelihood|probability) (?:of|that) (?:\S+ ){0,3}?(?:progress|relaps|"
    r"fail|recurr|non-?respon)"
)
ABOUT = re.compile(
    r"\bhow (?:\S+ ){1,4}?(?:fare[sd]?|did|do|respond\w*)\b|"
    r"\b(?:outcomes?|responses?|\w*resistance|benefit|survival|efficacy|failure|relapse|effectiveness)\b"
)
THE_MORE = re.compile(r"the (?:higher|more|lower|less|greater|fewer)\b.*?, the \w+")
WITH_SURVIVAL = re.compile(
    r"\b(?:(?:negativ|positiv|invers)\w* (?:correlat|associat|relat)\w*|(?:correlat|associat|relat)\w* (?:negativ|"
    r"positiv|"
    r"invers)\w*) (?:with|to) (?:\S+ ){0,3}?(?:survival|pfs|os|dfs|rfs|time to progression)\b"
)
"""A level that goes with how long patients live, or against it."""
EACH_TIME = re.compile(
    r"(?:with|after|at|during|over|upon) (?:each|every|successive|further) (?:\w+ )?(?:cycle|course|round|dose|"
    r"infusion|"
    r"line|week|month)s?\b|"
    r"(?:as|when|while|once) (?:the |their )?(?:\w+ ){0,2}(?:tumou?rs?|disease|patients|leuk\w+|lymphomas?|lesions|"
    r"metastases) (?:\w+ ){0,2}(?:respond|shrank|shrink|regress|relaps|progress|recur|melt|grew resist|"
    r"became resist)\w*"
)
"""“With each cycle”, “as the tumours shrank”: levels told over time."""
MARKS_RESISTANCE = re.compile(
    r"\b(?:marker|indicator|predictor|sign|signal|signature)s? (?:of|for) (?:\S+ ){0,2}\S*resistance\b"
)
OF_PEOPLE = frozenset(
    "overall progression-free disease-free event-free relapse-free patient patients longer shorter".split()
)
LONGER = frozenset("long lasting durable longer better prolonged improved extended favourable favorable".split())
SHORTER = frozenset(
    "short brief shorter worse reduced poor poorer shortened inferior lower unfavourable unfavorable".split()
)
UP = frozenset(
    "surfeit glut abundance wealth surplus surge upsurge spike flood exceeded exceeds exceed topped surpassed "
    "above exceeding climbed climb high higher elevated increased increases increase more rise rises rose raised "
    "enriched enrichment detectable laden brimming rich richer replete teeming thick "
    "abundant up-regulated upregulated gain upregulation up-regulation overexpressed overexpression soared "
    "accumulated excess rising elevation presence twice threefold twofold two-fold three-fold doubled "
    "plentiful".split()
)
HELD = {
    **dict.fromkeys(("short", "devoid", "bereft", "empty", "void", "stripped", "starved"), ("of", -1)),
    **dict.fromkeys(("low", "poor", "deficient", "wanting", "lacking"), ("in", -1)),
    **dict.fromkeys(("full", "redolent"), ("of", 1)), **dict.fromkeys(("high",), ("in", 1)),
    **dict.fromkeys(("replete", "flush", "awash", "heavy", "crammed", "packed", "studded", "loaded"), ("with", 1)),
}  # fmt: skip
"""Adjectives by which vesicles, or who bears them, have little or much of something."""
IN_STEP = re.compile(
    r"\b(?:deepen|grew|grow|rose|rise|climb|increas|improv|lengthen|strengthen|fell|fall|shrank|shrink|fad|wan|"
    r"wors|worsen|"
    r"declin|dwindl|decreas|drop|sank|shorten|mount|rais|went up|went down|dimm|swell|swelled|recede)\w* (?:\w+ly "
    r")?(?:in "
    r"(?:step|line|proportion|parallel|tandem|keeping) )?(?:with|to) (?:the |their |its )?(?:\w+ )?(?:abundance|"
    r"levels?|amounts?|"
    r"concentrations?|loads?|content|quantit\w+|share|number|copies|titres?|titers?|density|richness|dose) of\b"
)
"""“The response deepened with the abundance of X”."""
BEFORE_IT = re.compile(
    r"\b(?:appear|surfac|emerg|show|turn|crop|return|came|com|ris|rose|climb|soar|was found|were found|was detect\w*|"
    r"was measurable|became)\w* (?:\S+ ){0,9}?(?:weeks?|months?|days?|cycles?|well|long|shortly|soon|just|years?) "
    r"(?:before|"
    r"ahead of|in advance of|prior to)\b"
)
"""“X showed up weeks before the drug lost its hold”."""
READ_FROM = re.compile(
    r"\b(?:outcomes?|responses?|benefit|survival|\w*resistance|\w*sensitivity|fate|prognosis|success|failure|"
    r"course) .{0,60}?"
    r"\b(?:read|gauged|judged|inferred|told|deduced|divined|gleaned|estimated|foreseen|guessed|foretold|surmised|"
    r"discerned|"
    r"predicted|anticipated) (?:off )?(?:from|by|in) "
)
"""“Outcome under a drug could be read from X”."""
UP_STEMS = stems("climb soar accumulate triple treble quadruple swell mount peak redouble surge")
DOWN = frozenset(
    "collapse collapsed plunge slump crash ebb "
    "shortage scarcity dearth paucity deficit shortfall disappearance waning want poorer bereft little scant below "
    "undetectable disappeared vanished cleared "
    "low lower reduced decreased decrease decreases less fewer fell falls down-regulated downregulated loss "
    "lost dropped depleted decline declined declines scarce fall drop downregulation down-regulation lowered "
    "falling absence lack diminished reduction reductions".split()
)
DOWN_STEMS = stems("sank sunk ebb recede shrank shrunk dwindle wane plummet halve sink slump tumble shrivel")
ALIKE = re.compile(
    r"\bas (?:high|low|abundant|frequent|common|plentiful|scarce|rare|much|often) (?:\S+ ){0,4}?as (?:in|among)\b|"
    r"\b(?:did|fared|do|fare|responded) equally\b|\bequally well\b|"
    r"\b(?:did|do|does) not differ\b|\bno (?:\w+ )?difference\b|\b(?:was|were) (?:similar|equal|the same|comparable)\b"
)
MORE_OFTEN = re.compile(r"\b(?:more|less) (?:frequent|often|common|likely)")
LESS_OFTEN = re.compile(r"\bless (?:frequent|often|common|likely)|\brare[rl]?y?\b|\bseldom\b")
STOPPED = re.compile(
    r"\b(?:proved|was|were|is|became|turned out) (?:ineffective|futile|useless|unsuccessful)\b|"
    r"\blost (?:its|their|all|much of its|most of its) (?:effect|hold|grip|power|activity|bite|efficacy|potency)\b|"
    r"\b(?:ceased|stopped|failed) (?:to work|working)\b|\bno longer (?:worked|helped|work)\b"
)
"""A drug that works no more: its patients resist."""
SEPARATING = stems("separate distinguish discriminate stratify differentiate")
PREDICTING = stems(
    "monitor predict predictor predictive forecast separate distinguish discriminate stratify indicator biomarker "
    "marker"
)
DOING = stems(
    "confer transfer transmit render make made induce promote enhance protect restore convey sensitise resensitise "
    "contribute lead led drive drove mediate trigger foster elicit facilitate "
    "abolish suppress cause reverse impart lend lent spread give gave disseminate propagate"
)
OF_EVENTS = frozenset("frequent often likely rapid survival common".split())
CANNOT_GIVE = re.compile(
    r"\b(?:cannot|can not|could not|unable to|incapable of|incompetent (?:to|for|in)|no longer able to) (?:\w+ )?"
    r"(?:releas|secret|shed|mak|produc|export|load|form|discharg)\w*"
)
"""Cells that were made unable to give vesicles, or to give something in them."""
