"""Figurative turns of phrase for a response: cells that shrug a drug off, a drug robbed of its bite.

They are read from the line that ``turns`` makes of a sentence, in which drugs are DRUG, cells CELL and vesicles EV.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MIXED = "either way"
"""The rule of an effect that is told to go both ways."""


def of(sign: int, rule: str, *patterns: str, weight: float = 1.3) -> Iterator[tuple[str, re.Pattern[str], int, float]]:
    """The patterns of one turn, each with its rule, its sign and how plainly it speaks."""
    for pattern in patterns:
        yield rule, re.compile(pattern), sign, weight


_D = r"(?:\S+ ){0,5}?DRUG\b"
_YIELD = (
    r"(?:bow|yield|surrender|capitulat|succumb|buckl|bend|bent|cav|answer|react|respond|give in|gave in|given "
    r"in|giving "
    r"in|give way|gave way|listen|heed)\w*"
)
_LIFE = r"(?:alive|viable|going|growing|dividing|cycling|proliferating|intact)"
_THROUGH = r"(?:through|under|despite|during|amid|throughout|in the face of|in the presence of|in)"
_PUNCH = (
    r"(?:bite|teeth|edge|sting|punch|grip|ground|hold|grasp|sway|force|power|potency|efficacy|effect|success|clout|"
    r"activity|effectiveness|"
    r"strength|impact)"
)
_NOW_AND_THEN = r"(?:now|at times|sometimes|at one time|at another|in part|partly|here|there|in some cases|in others)"
_SENSITISING = r"(?:(?:chemo|radio)?-?sensiti[sz](?:ing|ed|es)|enfeebl|weaken|harm|damag|synergi)\w*"
_PROTECTING = r"(?:(?:chemo|radio)?-?protect(?:ing|ive|ed|s)|shield|defen[ds]|guard|desensiti[sz]|antagoni[sz])\w*"
_RAISED = (
    r"(?:rais|increas|enhanc|augment|strengthen|boost|improv|potentiat|promot|heighten|aggravat|sharpen|protect|"
    r"sensiti[sz])"
)
_LOWERED = r"(?:lower|decreas|reduc|attenuat|weaken|dampen|impair|diminish|suppress|blunt|revers|sensiti[sz]|protect)"

_CASE = (
    r"(?:at|in|under|with|after|early|late|first|initially|at first|when) (?:the "
    ")?(?:low|high|small|large|short|long|early|"
    r"late|some|other|others|few|many|brief|prolonged|moderate|modest)\w*\b"
)

TURNS: tuple[tuple[str, re.Pattern[str], int, float], ...] = (
    *of(1, "no longer answers to the drug",
        r"\bno longer (?!resist|refract|toleran|insensi|indiffer|expos|subject|add|impervi)(?:\w+ly )?\w+ (?:in )?"
        r"(?:to|before|under) (?:the )?DRUG\b",
        rf"\b(?:ceas|stopp|refus|fail)\w* (?:to )?{_YIELD} (?:to|before|under) {_D}",
        rf"\b(?:shrug|shook|shak|laugh|brush|wav|cast)\w* (?:CELL )?(?:off|at) {_D}",
        rf"\b(?:turn\w* a deaf ear|(?:held|hold)\w* (?:out|their ground)|(?:stood|stand)\w* (?:up|firm)|(?:made|become|"
        rf"became|grew|turned) (?:\w+ )?(?:deaf|numb|blind|immune)) (?:to|against|under|before) {_D}",
        rf"\b(?:put up with|made light of|rode out|ride out|riding out|sat out|sits? out|pulled through|came through|"
        rf"sail\w* through|br[ae]z\w* through|saw \S+ through) {_D}"),
    *of(-1, "answers to the drug again",
        rf"\b(?:again|once more|anew|afresh|readily|sooner|now) {_YIELD} (?:to|before|under) {_D}",
        rf"\b{_YIELD} (?:again|once more|anew|readily|sooner|more readily|more easily) (?:to|before|under) {_D}",
        rf"\b(?:fall|fell|falls|falling|fallen) (?:\w+ )?(?:victim|prey) (?:again )?to {_D}",
        rf"\bleft (?:\S+ ){{0,4}}?(?:at the mercy of|defenceless against|exposed to|open to) {_D}"),
    *of(1, "no longer answers to the drug",
        r"\b(?:ignor|disregard|outgr[eo]w|dodg|shrugg|scorn|scoff|out-?manoeuvr|outlast)\w* (?:at )?(?:the )?DRUG\b"
        r"(?! (?:resistan|sensitiv))"),
    *of(1, "lives through treatment",
        r"\b(?:live|lived|lives|living|cope|coped|get by|got by|getting by|make do|made do|came to terms|come to "
         "terms) "
        r"(?!longer|more|less)(?:\w+ )?(?:with|under) (?:\S+ )?DRUG\b",
        r"\b(?:live|lived|lives|living) on (?:in|under|despite|through|with) (?:\S+ ){0,3}?DRUG\b",
        r"\b(?:rais|increas|doubl|trebl|heighten|elevat)\w* (?:.{0,60} )?doses? of DRUG (?:\S+ ){0,8}?(?:can|"
        r"could) (?:\w+ )?(?:stand|bear"
        r"|take|tolerate|withstand|survive|endure)\b",
        r"\b(?:colony|colonies|clones?|foci)\b (?:\S+ ){0,6}?DRUG\b (?:\S+ ){0,4}?(?:trebled|doubled|tripled|"
        r"rose|increased|grew|"
        r"multiplied|soared|climbed)\b",
        r"\b(?:carr\w+ on|kept on|keep on|went on|go on|continu\w*) (?:to )?(?:divid|grow|proliferat|cycl|"
        r"multiply|expand|"
        r"thriv)\w* (?:\S+ ){0,5}?DRUG\b",
        rf"\bke(?:ep|eps|pt|eping) (?:\S+ ){{1,5}}?{_LIFE} (?:\w+ )?{_THROUGH} {_D}",
        rf"\b(?:stay|remain|kept|keep)\w* {_LIFE} (?:\w+ )?{_THROUGH} {_D}",
        rf"\b(?:see|saw|seen|carr\w+|bring\w*|brought|nurs\w+|steer\w*|help\w*) (?:\S+ ){{1,4}}?through {_D}",
        r"\b(?:continued|persistent|sustained|unabated|undisturbed|unchecked|unhindered) (?:growth|proliferation|"
        rf"division|expansion|outgrowth) (?:\S+ ){{0,3}}?{_THROUGH} {_D}",
        r"\b(?:grew|grow|grows|growing|divid\w+|proliferat\w+|multipl\w+|thriv\w+|flourish\w*) (?:on )?(?:undisturbed|"
        r"unhindered|unimpeded|unchecked|regardless|happily|undeterred|unabated) (?:\S+ ){0,4}?DRUG\b"),
    *of(1, "the drug is robbed of its effect",
        r"\b(?:rob|robs|robb|strip|depriv|drain|draw|pull|shear|divest)\w* (?:the )?DRUG (?:\S+ )?of (?:its|their|much|"
        r"most|some|all) ",
        rf"\b(?:took|takes?|taking|drew|draws|pulled|pulls) the {_PUNCH} (?:out of|from|off) {_D}",
        rf"\bDRUG (?:\w+ )?(?:lost|loses|lose|forfeit\w*|surrender\w*) (?:\S+ ){{0,4}}?{_PUNCH}\b",
        r"\b(?:left|leav\w+|render\w*|made|ma?k\w+|turn\w*) (?:the )?DRUG (?:\w+ )?(?:powerless|toothless|impotent|"
        r"useless|futile|harmless|idle|without (?:effect|teeth|force)|"
        r"with (?:little|nothing))\b"),
    *of(1, "the drug is robbed of its effect",
        r"\b(?:turn|convert|mak|reduc)\w* (?:the )?DRUG (?:\w+ )?(?:in)?to (?:an? )?(?:blunt|useless|toothless|idle|"
        r"harmless|feeble|spent|empty|placebo|water)\b",
        r"\bDRUG (?:\S+ ){0,5}?(?:achiev|accomplish|deliver|manag|help|add|d(?:o|id|oes))\w* (?:\w+ )?(?:less|little|"
        r"nothing|hardly anything)\b(?! than)",
        r"\b(?:out of|beyond|from|past|outside) (?:the )?(?:reach|grasp|grip|range|clutches) of (?:the )?DRUG\b"),
    *of(1, "the drug is answered less",
        rf"\b{_LOWERED}\w* (?:how|the way) (?:\w+ )?(?:CELL|tumou?rs?)(?: CELL)* (?:react|respond|answer)\w* to "
        rf"(?:the )?DRUG\b"),
    *of(-1, "the drug is answered more",
        rf"\b{_RAISED}\w* (?:how|the way) (?:\w+ )?(?:CELL|tumou?rs?)(?: CELL)* (?:react|respond|answer)\w* to "
        rf"(?:the )?DRUG\b"),
    *of(1, "the drug is of no use",
        r"\b(?:pav|open|clear|smooth|prepar)\w* (?:the |a )(?:way|door|path|road|gate|ground) (?:for|to) (?:DRUG "
        r")?\S*(?:resistan|"
        r"toleran)\w*\b",
        r"\bCELL (?:\w+ "
        r"){0,3}?(?:unaffected|unharmed|untouched|unscathed|unmoved|undeterred|unfazed|unperturbed|unimpressed) "
        r"(?:by|under) (?:the )?DRUG\b",
        rf"\b(?:{_YIELD}|fell|falls?|fallen) (?:\w+ )?to (?:the )?DRUG (?:less "
        rf"(?:readily|easily|quickly)|later|more slowly)\b",
        r"\bno longer (?:heed|obey|fear|mind|notic|register)\w* (?:the )?(?:\S+ )?DRUG\b",
        r"\b(?:get|got|gets|getting) over (?:the )?DRUG\b|\brecover\w* from (?:the )?(?:\w+ )?DRUG\b",
        r"\b(?:left|leaves?|leaving|gave|gives?) (?:the )?DRUG (?:no|little|hardly any|scarcely any) "
        r"(?:chance|hope|hold|way|opening|"
        r"room|target|foothold|purchase)\b",
        r"\b(?:cancel|undo|undid|undoes|wip|revers|eras|nullif|offset|destroy|negat|ruin|spoil|wreck|squander)\w* "
        r"(?:out |away )?"
        r"(?:much of |most of |all |part of |some of )?what (?:the )?DRUG (?:had |has |have "
        r")?(?:achiev|done|did|accomplish|gain|begun|wrought|won|brought)\w*\b",
        r"\b(?:throw|threw|push|flush|cast|kick|pump|shov|spit|spat|toss|drove|drive|haul|expel|squeez|bail)\w* "
        r"(?:the |more )?"
        r"DRUG (?:\w+ )?(?:out|off|away)\b",
        r"\bDRUG (?:then |thereupon |thus |\w+ly )?(?:kill|eliminat|destroy)\w* (?:only |just |barely |hardly |no "
        r"more than )?"
        r"(?:half|a third|one third|a quarter|a tenth|a fraction|two thirds) (?:as many|of|the|that)\b",
        r"\bDRUG (?:that|which) (?:reach|enter|accumulat|get|got|stay|remain|arriv)\w* (?:\S+ "
        r"){1,8}?(?:is|was|were|are) (?:\w+ "
        r")?(?:cut|reduced|lowered|halved|trimmed|diminished|decreased)\b",
        r"\bDRUG (?:\S+ )?(?:is|was|are|were|remain\w*|prov\w+|becomes?|became) (?:of )?(?:no|little|scant|hardly any|"
        r"scarcely any|no further|no longer of|no longer any) (?:\w+ )?(?:avail|use|help|value|good|worth)\b",
        r"\bDRUG (?:\w+ )?(?:avail(?:s|ed)?|help(?:s|ed)?|achiev\w+|accomplish\w*|c[ao]mes? to|count\w* for) (?:them )?"
        r"(?:little|nothing|naught)\b"),
    *of(-1, "the drug is set to work",
        rf"\b(?:{_YIELD}|fell|falls?|fallen) (?:\w+ )?to (?:the )?DRUG (?:again|once more|anew|more "
        rf"(?:readily|easily|quickly)|sooner|faster)\b",
        r"\b(?:outdone|surpassed|beaten|outperformed|exceeded|outclassed|bettered|trumped|eclipsed) by (?:\S+ "
        r"){0,3}?DRUG (?:\S+ )"
        r"{0,4}?EV\b",
        r"\b(?:pav|open|clear|smooth|prepar|bar)\w* (?:the |a )(?:way|door|path|road|gate|ground) (?:for|to) (?:the "
        r")?DRUG\b(?! (?:resist|toleran|refract|failure))",
        r"\b(?:left|leaves?|leaving|gave|gives?) (?:the )?(?:CELL |tumou?rs? )+(?:no|little|hardly any|scarcely "
        r"any) (?:chance|hope|"
        r"defence|defense|shelter|escape|refuge|way out|answer) (?:\w+ )?(?:DRUG )?(?:against|to|under|from|of) "
        r"(?:the )?DRUG\b",
        r"\b(?:take|took|takes|taking) up (?:the )?DRUG (?:\w+ )?(?:again|anew|once more|better|more)\b",
        r"\b(?:cut|cuts|cutting|halv\w+|lower\w*|reduc\w*|trim\w*) (?:the |their )?(?:DRUG )?doses? (?:of DRUG "
        r")?(?:that |which )?"
        r"(?:\S+ ){0,5}?(?:required|needed|necessary)\b",
        rf"\b(?:restor|return|g[ai]ve|lend|lent|hand)\w* (?:back )?to (?:the )?DRUG (?:\w+ ){{1,2}}?{_PUNCH}\b",
        r"\bDRUG (?:\w+ )?(?:work|act|kill|bit|help|succeed|told|shr[au]nk)\w* (?:\S+ ){0,9}?(?:only|not) "
        r"(?:when|after|once|if|"
        r"until|where|in the absence)\b",
        r"\b(?:made|makes?|making|let|lets|letting|caus\w+|got|helped|helps|had|allow\w*|enabl\w*) (?:the )?DRUG "
         "(?:to )?"
        r"(?:bite|work|act|kill|tell|take (?:hold|effect)|grip|sting|hit|strike|succeed|prevail|penetrate)\b",
        r"\bDRUG (?:\w+ )?(?:bit|bites?|took hold|takes "
        r"hold|struck|strikes|told|tells|gripp?\w*|prevail\w*|succeed\w*) "
        r"(?:\w+ )?(?:again|anew|once more|afresh)\b",
        r"\bDRUG (?:\S+ ){0,12}?(?:kill|eliminat|eradicat|destroy|shrank|shrink|arrest)\w* (?:\S+ ){0,2}?(?:again|anew|"
        r"once more|afresh)\b",
        r"\bDRUG .{0,90}?\b(?:and|,) (?:\w+ )?(?:kill|eliminat|destroy)\w* (?:\w+ )?(?:more|most|better|faster)\b"),
    *of(-1, "more of the drug gets in",
        r"\bDRUG (?:\w+ )?(?:enter|penetrat|permeat|reach|flood|pervad|invad|infiltrat)\w* (?:\S+ ){0,4}?(?:more "
        r"(?:readily|easily|deeply|quickly|fully|efficiently)|better|faster|deeper)\b"),
    *of(1, "less of the drug gets in",
        r"\bDRUG (?:\w+ )?(?:enter|penetrat|permeat|reach|flood|pervad|invad|infiltrat)\w* (?:\S+ ){0,4}?(?:less "
        r"(?:readily|easily|deeply|quickly|fully|efficiently)|poorly|hardly|scarcely)\b"),
    *of(-1, "treated animals live longer",
        r"\b(?:lengthen|extend|prolong|doubl|trebl)\w* (?:the )?(?:\w+ )?(?:life|lives|lifespan|"
        r"life span)\b(?! of (?:\S+ ){0,2}?CELL)"),
    *of(1, "the drug is robbed of its effect", r"\bDRUG (?:was|were|is|are) (?:\w+ )?(?:wasted|lost) on\b", weight=2.2),
    *of(-1, "the drug does its work",
        r"\bDRUG (?:\w+ )?(?:did|does|do|caus\w*|inflict\w*|wrought|wreak\w*) (?:\S+ ){0,2}?(?:twice|thrice|"
        r"more|greater|further|\w+ "
        r"times) (?:as much |the )?(?:damage|harm|injury|havoc)\b",
        r"\bno longer (?:prevent|stop|kept|keep|hinder|bar|block)\w* (?:the |this )?DRUG (?:\w+ )?from \w+ing\b",
        r"\b(?:let|lets|letting|allow\w*|enabl\w*|help\w*) (?:the )?DRUG (?:to )?(?:reach|enter|bind|hit|find|"
        r"get|kill|act|penetrat|"
        r"work|do)\w*\b",
        r"\b(?:smallest|lightest|fewest) (?:\S+ )?(?:CELL|tumou?rs?|nodules|lesions|metastases|xenografts)\b",
        r"\bDRUG (?:\w+ )?(?:linger|accumulat(?!ion)|build up|built up|stay|remain|dwell)\w* (?:\S+ ){0,2}(?:in|inside|"
        r"within) "
        r"(?:them|the CELL|CELL|these)\b",
        r"\b(?:CELL|tumou?rs?)(?: ,)? (?:which|that) (?:\w+ )?(?:regress|shrank|shrunk|melt|disappear|vanish)\w*\b",
        r"\bDRUG (?:\S+ ){0,5}?(?:achiev|accomplish|manag|help|d(?:o|id|oes))\w* (?:\w+ )?more\b",
        r"\bDRUG (?:\w+ )?(?:held|holds?|kept|keeps?) (?:\S+ ){1,6}?(?:in check|at bay|under control|in rein|down)\b",
        r"\b(?:open|expos|lay|laid|bar)\w* (?:CELL |them |these |up |bare |the )+to (?:the )?DRUG\b",
        r"\b(?:within|into|back into|in) (?:the )?(?:reach|grasp|grip|range) of (?:the )?DRUG\b"),
    *of(-1, "a loaded vesicle kills",
        r"\bDRUG (?:\w+ ){0,2}?(?:packed|packaged|enclosed|encapsulated|formulated|loaded|carried|delivered|shipped|"
        r"wrapped|entrapped|sealed|aboard|inside) (?:in|into|by|within|inside|on|with)? ?(?:\S+ ){0,4}?EV "
        r"(?:\S+ ){0,2}?"
        r"(?:wip\w+ out|clear|melt|kill|eradicat|eliminat|destroy|shrank|shrink|shrunk|suppress|inhibit|regress|"
        r"slow|halt|"
        r"arrest|curb|check|stopp|cur(?:e|ed|es)\b|finish|heal)\w*\b", weight=1.0),
    *of(1, "the drug is kept away",
        r"(?<!no longer )\b(?:prevent|stop|kept|keep|hinder|bar|block|deter|restrain|discourag)\w* (?:the |this "
        r")?DRUG (?!\S*(?:resist|toleran|sensitiv|response))(?:\w+ ){0,2}?"
        r"from \w+ing\b",
        r"\b(?:stand|stood|com|came|get|got|step|put|place)\w* (?:itself |themselves )?(?:between (?:the )?DRUG "
        r"and|in the way of "
        r"(?:the )?DRUG)\b",
        r"\bEV (?:\S+ ){0,6}?(?:mop|soak|sop|lap)\w* up (?:the )?DRUG\b",
        r"\bEV (?:\S+ ){0,6}?(?:intercept|scaveng|lur|trap|swallow|siphon|divert|waylay|neutrali[sz])\w* (?:the "
        r"|away |up )?DRUG\b",
        r"\bEV (?:\S+ ){0,6}?(?:decoys?|sinks?|sponges?|baits?|traps?) (?:for|of) (?:the )?DRUG\b"),
    *of(1, "lives through treatment",
        r"\b(?:buy|buys|bought|earn\w*|win|wins|won|grant\w*) (?:\S+ ){0,4}?(?:time|respite|reprieve|breathing) "
        r"(?:\S+ ){0,3}?DRUG\b"),
    *of(-1, "the drug is given its effect back",
        rf"\b(?:gave|give|gives|giving|given|lend|lends|lent|hand\w*|restor\w*|return\w*|bring|brought) (?:\w+ "
        rf"){{0,2}}?"
        rf"(?:DRUG (?:\w+ )?(?:back )?(?:its|their|fresh|new|more|some) (?:\w+ )?{_PUNCH}|{_PUNCH} (?:back )?to "
        rf"DRUG)\b",
        rf"\bDRUG (?:\w+ )?(?:regain|recover|reclaim|retriev)\w* (?:\S+ ){{0,4}}?{_PUNCH}\b"),
    *of(-1, "more toxic than the free drug",
        r"\b(?:times|fold|twice|thrice) (?:\w+ )?as (?:\w+ly )?(?:toxic|cytotoxic|lethal|potent|active|effective|"
        r"deadly|efficacious)\b .{0,90}?\bas (?:\S+ ){0,2}?(?:free|soluble|naked|unencapsulated|unloaded|plain|"
        r"conventional|parent|the DRUG)\b",
        r"\b(?:lower|smaller|reduced) (?:\S+ ){0,4}?(?:ic50|ec50)\w* .{0,60}?\bthan (?:\S+ ){0,3}?(?:free|"
        r"soluble|naked|"
        r"unencapsulated|conventional)\b",
        r"\b(?:ic50|ec50)\w* (?:\S+ ){0,8}?(?:lower|smaller|below|fraction) .{0,60}?\b(?:than|of) (?:\S+ "
        r"){0,3}?(?:free|"
        r"soluble|naked|unencapsulated|conventional) ",
        r"\b(?:out-?perform|surpass|exceed|beat|outdo|outdid|outshone|outstripp|outclass|trump|eclips)\w* "
        r"(?:\S+ ){0,2}?"
        r"(?:free|soluble|naked|unencapsulated|conventional|plain) ",
        r"\b(?:where|when|whereas|while) (?:\S+ ){0,2}?(?:free|soluble|naked|unencapsulated) (?:DRUG|agent|compound) "
        r"(?:\w+ )?(?:did not|failed|could not|had no|was (?:ineffective|powerless|futile|inactive))", weight=2.4),
    *of(0, "stayed as it was",
        r"\bDRUG (?:\S+ ){0,2}?(?:kill|inhibit|eliminat|act|work|shr[au]nk|slow)\w* (?:CELL )*(?:just |exactly "
        r"|quite )?as (?:many|"
        r"much|well|strongly|effectively|readily|potently) (?:\S+ ){0,6}?as\b",
        r"\b(?:left|leaves?|leaving) (?:the |their |its )?(?:\w+ )?(?:DRUG "
        r")?(?:response|sensitivity|resistance|tolerance|"
        r"susceptibility|survival)\w* (?:\S+ ){0,9}?(?:alone|untouched|in peace|where it was)\b",
        r"\bfor (?:nothing|naught)\b|\b(?:as|just as|every bit as) (?:sensitive|resistant|responsive|refractory|"
        r"tolerant) "
        r"(?:to DRUG )?as (?:ever|before|always)\b",
        r"\b(?:stay|remain|hold|held|kept|left|lay|sat)\w* (?:\w+ )?(?:where|what|as) (?:it|they) (?:was|were|had been|"
        r"stood|started)\b",
        r"\b(?:unabated|undiminished|unmoved|unshaken|undented)\b(?! (?:growth|under|proliferation|by DRUG|division))",
        r"\bmade no (?:\w+ )?(?:difference|dent|odds|headway|change|impression)\b|\bto no avail\b|\bin vain\b",
        r"\bwithout (?:any |measurable |further )?(?:consequence|effect|result|success|influence|impact|bearing) (?:on|"
        r"for|upon)\b",
        r"\b(?:no|without) (?:\w+ )?bearing (?:on|upon)\b|\bindistinguishable\b|\b(?:was|were) lost on\b",
        r"\b(?:chang|alter|affect|influenc|modif|shift|mov|budg|modulat|perturb)(?:ed|es|e|s|ied|ies|y) neither "
        r"(?:\S+ ){1,12}?nor\b(?=.*DRUG)",
        r"\bneither .{0,120}?\b(?:differ|chang|shift|mov|budg|alter|var)(?:ed|d|s|y|ied|es)?\b",
        r"\b(?:did|does|do|could|would) not (?:\w+ )?(?:budge|shift|move|differ|vary|matter|respond to the (?:EV|"
        r"removal|addition|loss))\b",
        r"\b(?:was|were|is|are|remained|stayed) (?:\w+ )?(?:identical|equal|the same|alike)\b .{0,60}?\b(?:with "
        r"(?:and|or)"
        r" without|whether|in both|regardless|irrespective|control|empty|untreated)\b",
        r"\b(?:did|does|do) (?:little|nothing) (?:to|for|or)\b",
        r"\b(?:not|neither|nor|hardly|never|scarcely) (?:\w+ )?(?:chang|alter|affect|influenc|touch|matter|"
        r"determin|dictat)\w* "
        r"(?:how|what|whether|the way)\b",
        r"\bno (?:more|less|better|worse|sooner|longer|longer-lived) (?:\S+ ){0,6}?than (?:\S+ "
        r"){0,3}?(?:before|controls?|"
        r"without|untreated|unexposed)\b", weight=2.0),
    *of(0, MIXED,
        rf"\b{_RAISED}\w* (?:\S+ ){{0,9}}?{_CASE} .{{0,60}}?\b(?:and|but|yet|,) (?:\w+ )?{_LOWERED}\w* "
          "(?:it|them|this|that|"
        rf"the same)? ?{_CASE}",
        rf"\b{_LOWERED}\w* (?:\S+ ){{0,9}}?{_CASE} .{{0,60}}?\b(?:and|but|yet|,) (?:\w+ )?{_RAISED}\w* "
          "(?:it|them|this|that|"
        rf"the same)? ?{_CASE}",
        rf"\b(?:either|both) {_RAISED}\w* (?:\S+ ){{0,5}}?(?:or|and) {_LOWERED}\w*\b(?=.*\b(?:depend|according)|"
        rf".*DRUG)",
        rf"\b(?:either|both) {_LOWERED}\w* (?:\S+ ){{0,5}}?(?:or|and) {_RAISED}\w*\b(?=.*\b(?:depend|according)|"
        rf".*DRUG)",
        rf"\bdepend\w* on (?:\S+ ){{1,12}}?{_RAISED}\w* or {_LOWERED}\w*\b",
        rf"\bdepend\w* on (?:\S+ ){{1,12}}?{_LOWERED}\w* or {_RAISED}\w*\b",
        rf"\b{_RAISED}\w* or {_LOWERED}\w* .{{1,120}}?\b(?:depend\w* on|according to)\b",
        rf"\b{_LOWERED}\w* or {_RAISED}\w* .{{1,120}}?\b(?:depend\w* on|according to)\b",
        rf"\b{_NOW_AND_THEN} (?:an? )?{_SENSITISING} .{{0,40}}?\b{_NOW_AND_THEN} (?:an? )?{_PROTECTING}",
        rf"\b{_NOW_AND_THEN} (?:an? )?{_PROTECTING} .{{0,40}}?\b{_NOW_AND_THEN} (?:an? )?{_SENSITISING}",
        r"\b(?:conflicting|opposite|opposing|contradictory|divergent|inconsistent|mixed|ambivalent|biphasic|dual|"
        r"two-faced|double-edged) (?:effects?|results?|outcomes?|influences?|actions?) on (?:\S+ ){0,5}?(?:response|"
        r"sensitivity|resistance|DRUG|CELL)\b",
        weight=3.2),
)  # fmt: skip
"""What each turn is called, how it reads, its sign, and how plainly it speaks."""
