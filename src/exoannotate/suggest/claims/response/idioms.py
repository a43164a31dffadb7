"""More turns of phrase for a response, of doses, of control, of giving in: read as those of ``sayings``."""

from __future__ import annotations

import re

from exoannotate.suggest.claims.response.sayings import MIXED, of

_HELP = (
    r"(?:rais|increas|enhanc|augment|strengthen|boost|improv|potentiat|promot|heighten|aggravat|eas|aid|help|favou?r|"
    r"facilitat|further|abet|assist|support|hasten|speed|deepen|sharpen|foster|amplif|restor|confer|"
    r"extend)(?:ed|es|ing|s|e|ted|"
    r"red|red)?"
)
_HINDER = (
    r"(?:lower|decreas|reduc|attenuat|weaken|dampen|impair|diminish|suppress|blunt|revers|hinder|hamper|imped|block|"
    r"thwart|prevent|oppos|curb|check|slow|delay|inhibit|dull|foil|counteract|undermin|abolish|lessen|"
    r"shorten)(?:ed|es|ing|s|e)?"
)
_MORE = r"(?:doubl|trebl|tripl|quadrupl|quintupl|rais|increas|multipl|heighten|elevat|escalat|inflat|augment)\w*"
_FEWER = r"(?:halv\w*|lower\w*|reduc\w*|decreas\w*|cut|cuts|cutting|diminish\w*|slash\w*|quarter\w*|lessen\w*)"
_OF_IT = (
    r"(?:(?:the|their|its|of|DRUG|doses?|amounts?|concentrations?|dosages?|quantit\w+|exposures?|number|that|is|"
    r"was) ){1,8}"
)
_NEEDED = r"(?:needed|required|necessary|demanded|it takes|it took)\b"
_BOW = (
    r"(?:yield|bow|succumb|surrender|capitulat|buckl|bend|cav|submit|give way|give in|fall|answer|listen|heed|react|"
    r"respond|obey)\w*"
)
_MAKE = (
    r"(?:made|makes?|making|let|lets|forc\w+|caus\w+|induc\w+|compell?\w*|prompt\w*|oblig\w+|coax\w*|persuad\w*|"
    r"got|brought|led)"
)
_THEM = (
    r"(?:(?:the|these|those|their|such|all|previously|formerly|\w+ly|CELL|them|tumou?rs?|xenografts?|,|"
    r"and) ){1,7}"
)
_HOLD = r"(?:control|mastery|command|grip|hold|dominion|power|upper hand)"
_REGAIN = (
    r"(?:re-?establish|restor|regain|resum|reassert|renew|re-?impos|recover|reclaim|tighten|win back|won back|"
    r"return)\w*"
)
_LOSE = r"(?:los(?:e|es|t|ing)|relinquish\w*|forfeit\w*|surrender\w*|wrest\w*|slipp?\w*|loosen\w*|escap\w*)"
_BY_DRUG = r"(?:under|despite|in the presence of|in the face of|during|amid|in spite of) (?:\S+ ){0,3}?DRUG\b"

_LET = r"(?:enabl|allow|permit|help|let|lets|licen[sc]|empower|train|prim|equip|prepar|entitl|arm)"
_WREAK = (
    r"(?:induc|caus|trigger|elicit|provok|evok|yield|produc|inflict|wrought|wreak|achiev|bring|brought|generat|set off|"
    r"left|leav|attain|obtain|effect)"
)
_HARM = (
    r"(?:cleavage|death|apoptosis|damage|breaks?|foci|arrest|lysis|killing|necrosis|regressions?|remissions?|shrinkage|"
    r"responses?|ferroptosis|pyroptosis|senescence|cytotoxicity|adducts|lesions|cross-?links|control|debulking|cures?|"
    r"clearance)\b"
)
_HARM_SEEN = (
    r"(?:cleavage|breaks?|foci|adducts|lesions|cross-?links|pyroptosis|ferroptosis|cell-cycle arrest|"
    r"caspase activation|caspase activity|tumou?r regression|tumou?r shrinkage|tumou?r necrosis)\b"
)
_FELL = (
    r"(?:slow|halt|arrest|shrank|shrunk|shrink|suppress|inhibit|curb|check|clear|kill|eradicat|eliminat|destroy|"
    r"stopp|contain|control|wip|regress|restrain|reduc)\w*(?: out)?"
)
_ON = r"(?:alive|viable|going|growing|dividing|cycling|proliferating|intact|standing|unharmed|in cycle)"
_MORE_OF = r"(?:twice as many|thrice as many|\w+ times as many|more|most|many more|far more)"
_FEWER_OF = r"(?:half as many|fewer|far fewer|hardly any|scarcely any|few|almost no|no)"
_STRUCK = (
    r"(?:kill|eliminat|eradicat|arrest|inhibit|slow|harm|hit|hurt|injur|damag|destroy|clear|suppress|contain|controll|"
    r"restrain|touch|stopp|held)\w*(?: back)?"
)
_WENT = r"(?:was|is|were|became|had been) (?:\w+ly )?(?:lost|forfeited|abolished|weakened|impaired|poorer|worse)"
_CAME = r"(?:was|is|were|had been) (?:\w+ly )?(?:regained|restored|recovered|improved|better|deeper|reinstated)"
_TUMOUR = r"(?:\S+ ){0,3}?(?:CELL|tumou?rs?|xenografts?|metastases|lesions)\b"
_CALLED_FOR = r"(?:need|requir|demand|call\w* for|took|takes?|want|necessitat)(?:s|ed|e|es|ing)?"
_LARGER = r"(?:more|larger|higher|greater|heavier|stronger|twice|double|thrice|extra|additional|increased)"
_SMALLER = r"(?:less|smaller|lower|fewer|lighter|weaker|half|reduced|lesser)"
_QUANTITY = r"(?:(?:doses?|amounts?|concentrations?|quantit\w+|dosages?|of|the|as|much) ){0,5}"
_WAS_NEEDED = (
    r"(?:(?:was|were|is|are|had|proved|became) )?(?:\w+ly )?(?:needed|required|necessary|demanded|called for)\b"
)
_ANSWER = r"(?:respon|\w*resist|\w*sensitiv|toleran|surviv|suscept|efficac|cytotox|DRUG\b)"
_SLEW = r"(?:kill|clear|eliminat|lys|eradicat|destroy|dispatch)(?:s|ed|es|e|ing)?"
_MELT = (
    r"(?:melt|dissolv|vanish|wither|shrivel|dwindl|collaps|crumbl|perish|shr[aiu]nk|regress|reced|wilt|disintegrat)"
    r"(?:ed|led|ing|es|e|s)?"
)

TURNS: tuple[tuple[str, re.Pattern[str], int, float], ...] = (
    *of(1, "more of the drug is needed", rf"\b{_MORE} {_OF_IT}{_NEEDED}", weight=2.3),
    *of(-1, "less of the drug is needed", rf"\b{_FEWER} {_OF_IT}{_NEEDED}", weight=2.3),
    *of(1, "more of the drug is needed",
        rf"\b{_CALLED_FOR} (?:\w+ly |far |much |even |still )?{_LARGER} {_QUANTITY}DRUG\b",
        rf"\b{_LARGER} {_QUANTITY}DRUG (?:of DRUG )?{_WAS_NEEDED}", weight=2.3),
    *of(-1, "less of the drug is needed",
        rf"\b{_CALLED_FOR} (?:\w+ly |far |much |even |still )?{_SMALLER} {_QUANTITY}DRUG\b",
        rf"\b{_SMALLER} {_QUANTITY}DRUG (?:of DRUG )?(?:{_WAS_NEEDED}|suffic\w+|was enough)", weight=2.3),
    *of(-1, "answers to the drug again",
        rf"\b{_MAKE} {_THEM}(?:to )?{_BOW} (?:to|before|under|at) (?:\S+ ){{0,3}}?DRUG\b"),
    *of(-1, "back under control", rf"\b{_REGAIN} (?:\S+ ){{0,2}}?{_HOLD} (?:over|of|on) (?:\S+ ){{0,4}}?(?:CELL|"
            rf"DRUG)\b",
        r"\bDRUG (?:\w+ )?(?:held|holds?|kept|keeps?|brought) (?:\S+ ){0,8}?(?:in check|at bay|under control|"
        r"in rein|in "
        r"abeyance|to heel)\b"),
    *of(1, "out of control", rf"\b{_LOSE} (?:\S+ ){{0,2}}?(?:control|mastery|command) (?:over|"
            rf"of) (?:\S+ ){{0,4}}?CELL\b"),
    *of(1, "lives through treatment",
        r"\b(?:cells|they|which|that|therefore|thus|thereby|so|and|CELL) (?:\w+ly )?(?:lived?|lives|living|carried|"
        r"carry|went|kept) on(?: (?:living|dividing|growing|unharmed|unscathed))?(?= [.,;]|\Z)", weight=1.2),
    *of(-1, "the drug works more",
        r"\b(?:favou?rable|beneficial|positive|helpful|salutary) (?:effect|influence|impact)s? "
        r"(?:on|upon) (?:\S+ ){0,3}?DRUG\b"),
    *of(1, "the drug works less",
        r"\b(?:unfavou?rable|adverse|detrimental|negative|harmful|deleterious) (?:effect|influence|"
        r"impact)s? (?:on|upon) (?:\S+ ){0,3}?DRUG\b",
        r"\b(?:interfer|meddl|tamper)\w* with (?:\S+ ){0,2}?DRUG\b(?! (?:resist|toleran))"),
    *of(1, "fewer die",
        r"\b(?:proportion|fraction|share|percentage|number|portion)s? of (?:\S+ ){0,4}?(?:killed|eliminated|"
        r"destroyed|dying|dead) (?:\S+ ){0,4}?(?:halv|fell|fall|drop|declin|shr[au]nk|decreas|dwindl|plummet)\w*",
        weight=1.5),
    *of(-1, "more die",
        r"\b(?:proportion|fraction|share|percentage|number|portion)s? of (?:\S+ ){0,4}?(?:killed|eliminated|"
        r"destroyed|dying|dead) (?:\S+ ){0,4}?(?:doubl|trebl|tripl|rose|rise|climb|increas|soar|grew)\w*", weight=1.5),
    *of(-1, "more than alone",
        r"\b(?:out-?perform|surpass|exceed|beat|outdo|outdid|outshone|outstripp|eclips)\w* (?:either (?:DRUG|agent|"
        r"component|one)|each|DRUG) (?:alone|by itself|on its own)\b", weight=2.0),
    *of(1, "the drug works less", r"\b(?:made|makes?|making) (?:short|light|quick) work of (?:the )?DRUG\b"),
    *of(-1, "the drug works more",
        r"\bDRUG (?:\w+ )?(?:made|makes?|making) (?:short|light|quick) work of\b",
        r"\bDRUG (?:\w+ly )?(?:cur(?:es?|ed)|sav(?:es?|ed)|heal(?:s|ed)?) (?:\S+ ){0,2}?"
        r"(?:mice|animals|rats|CELL|tumou?rs?)\b",
        r"\bDRUG (?:\w+ly )?(?:reach|enter|accumulat|arriv|penetrat)\w* (?:\S+ ){0,7}?"
        r"(?:again|anew|once more|afresh)\b"),
    *of(-1, "led out of resistance",
        r"\b(?:\w+ed|driven|drove|shaken|shook|brought|weaned|led) (?:\S+ ){0,4}?out of (?:their |its |the )?"
        r"(?:\w+ )?(?:DRUG )?\S*(?:resistan|toleran|refractor|insensitiv|indifferen)\w*\b", weight=2.0),
    *of(-1, "fewer live through treatment",
        rf"\b(?:made|makes?|making|let|lets|caus\w+|had|saw) (?:\S+ ){{0,3}}?(?:CELL|tumou?rs?|xenografts?|"
        rf"lesions|metastases) (?:CELL )*(?:to )?{_MELT}\b",
        rf"\b(?:CELL|tumou?rs?|xenografts?|lesions|metastases) (?:\w+ly )?{_MELT} (?:away )?"
        r"(?:under|in|after|with|before|upon) (?:\S+ ){0,2}?DRUG\b"),
    *of(0, "stayed as it was",
        r"\b(?:no matter|regardless of|irrespective of) how (?:many|much|few|little) (?:\S+ ){0,3}?EV\b",
        r"\b(?:did|do|does) not owe (?:\S+ ){1,6}?to (?:\S+ ){0,4}?EV\b", weight=2.4),
    *of(0, "stayed as it was",
        r"\b(?:nothing|little|hardly anything|not a thing) (?:\w+ )?(?:chang|shift|mov|alter|happen|differ)\w* "
        r"(?:in|to|about|with)\b", weight=2.4),
    *of(0, "stayed as it was",
        r"\b(?:lost|lose|loses|losing|forfeited) (?:all |any |every |their |its |most )+(?:\w+ )?"
        r"(?:influence|bearing|impact|say) (?:on|over)\b", weight=2.4),
    *of(-1, "a loaded vesicle kills",
        rf"\b(?:loaded|filled|packed|armed|charged|stuffed|laden|equipped) with (?:\S+ ){{0,5}}?DRUG ?,? "
        rf"(?:\S+ ){{0,4}}?EV (?:\w+ly )?{_FELL} {_TUMOUR}", weight=1.4),
    *of(1, "the drug works less",
        r"\bthe more (?:\S+ ){1,14}?, the (?:less|fewer|weaker|worse) (?:\S+ ){0,4}?DRUG (?:\w+ )?(?:harm|kill|hurt|"
        r"hit|damag|injur|affect|inhibit|work|bit|touch|act|help|slow|achiev)\w*", weight=1.6),
    *of(-1, "the drug works more",
        r"\bthe more (?:\S+ ){1,14}?, the (?:more|better|harder|faster) (?:\S+ ){0,4}?DRUG (?:\w+ )?(?:harm|kill|hurt|"
        r"hit|damag|injur|affect|inhibit|work|bit|touch|act|help|slow|achiev)\w*", weight=1.6),
    *of(1, "fewer are killed",
        rf"\b{_SLEW} (?:\w+ly |only |far |barely )?(?:fewer|less|hardly any|scarcely any|half as many) (?:of )?"
        r"(?:the |their )?(?:\S+ )?(?:CELL|them)\b", weight=1.5),
    *of(-1, "more are killed",
        rf"\b{_SLEW} (?:\w+ly |far |many |\w+ times )?(?:more|twice as many) (?:of )?(?:the |their )?"
        r"(?:\S+ )?(?:CELL|them)\b", weight=1.5),
    *of(1, "the drug works less",
        r"\bDRUG (?:\w+ )?(?:under-?perform\w*|falter\w*|disappoint\w*|misfir\w*|flopp\w*|stall\w*|founder\w*|"
        r"flounder\w*|"
        r"backfir\w*|flagg\w*|wilt\w*|languish\w*|fell short|falls? short|came to (?:nothing|naught|grief)|"
        r"lost ground|"
        r"ran (?:aground|dry)|missed (?:its|their) mark|went (?:awry|astray))\b"),
    *of(1, "the drug is caught",
        r"\bDRUG (?:, (?:[^\s,]+ ){1,6}, )?(?:is|was|were|are|gets|got|being) (?:\w+ )?(?:mopped|soaked|sopped|"
        r"swallowed|siphoned|lured|diverted|"
        r"intercepted|mopped|trapped|absorbed|decoyed|scavenged|sponged|waylaid|snared|captured|"
        r"sequestered) (?:(?:up|away|off|"
        r"out) )?by (?:\S+ ){0,4}?EV\b", weight=2.0),
    *of(0, "stayed as it was",
        r"\bDRUG (?:\w+ )?(?:lost|loses|forfeit\w*|surrender\w*|sacrific\w*) (?:nothing|none|not a (?:whit|jot|bit)|"
        r"hardly any"
        r"|little) of (?:its|their)\b", weight=2.4),
    *of(-1, "answers to the drug again",
        r"\b(?:easy|ready|willing|helpless) (?:prey|meat|game|targets?|victims?) (?:for|to|of) (?:\S+ )?DRUG\b",
        r"\bno match for (?:\S+ )?DRUG\b", weight=2.0),
    *of(-1, "less of the drug is needed",
        r"\bDRUG .{0,80}?\bat (?:an?|one|half|the) (?:(?:tenth|third|quarter|fifth|sixth|hundredth|fraction|"
        r"half) of )?(?:the|its|"
        r"their|usual) (?:\w+ )?(?:DRUG ?|doses?\b|concentrations?\b)(?! ?(?:of|needed))"),
    *of(1, "more of the drug is needed",
        r"\b(?:took|takes|needed|needs|required|requires|cost) (?:\S+ ){0,4}?(?:times|fold|twice|thrice|"
        r"double) (?:(?:as|much|more|"
        r"the|of|amount|usual) )*DRUG\b"),
    *of(-1, "less of the drug is needed",
        r"\b(?:half|an? (?:third|quarter|fifth|tenth|fraction) of|one (?:third|tenth|half) of) (?:the|its|their|"
        r"usual|normal) "
        r"(?:\w+ )?(?:DRUG|doses?|concentrations?|amounts?) (?:of (?:\S+ )?DRUG )?(?:kill|suffic|eradicat|arrest|"
        r"did|work|halt|"
        r"stopp)\w*", weight=2.0),
    *of(1, "lives through treatment",
        r"\b(?:twice|thrice|\w+ times) as many (?:colonies|clones|foci|survivors|CELL) (?:\S+ ){0,3}?(?:after|under|"
        r"despite|in|"
        r"with|following) (?:\S+ ){0,2}?DRUG\b", weight=2.0),
    *of(-1, "fewer live through treatment",
        r"\b(?:half|a third|a quarter|a tenth) as many (?:colonies|clones|foci|survivors|"
        r"CELL) (?:\S+ ){0,3}?(?:after|under|"
        r"despite|in|with|following) (?:\S+ ){0,2}?DRUG\b", weight=2.0),
    *of(-1, "the drug does its work",
        r"\bDRUG (?:\w+ )?ow(?:es?|ed) (?:(?:much|part|most|half|some|all) of )?(?:its|their) (?:\w+ )?(?:activity|"
        r"success|efficacy|"
        r"effects?|potency|power|bite|effectiveness|benefit)\b",
        r"\b(?:heed|obey)(?:s|ed|ing)? (?:the )?DRUG\b",
        r"\b(?:yielded|bowed|surrendered|gave way|gave in|capitulated|buckled|submitted|caved in|"
        r"bent) (?:\w+ly )?(?:to|before|"
        r"under) (?:the )?DRUG\b"),
    *of(-1, "vesicles and the drug act together",
        r"\bsynerg(?:y|ism) (?:\w+ ){0,2}?between (?:\S+ ){0,5}?EV (?:\S+ ){0,4}?and (?:\S+ ){0,2}?DRUG\b",
        r"\bEV (?:\S+ ){0,9}?synergi[sz]\w* with (?:the )?DRUG\b"),
    *of(1, "vesicles and the drug act against one another",
        r"\b(?:antagonism|interference|conflict) between (?:\S+ ){0,5}?EV (?:\S+ ){0,4}?and (?:\S+ ){0,2}?DRUG\b"),
    *of(1, "lives through treatment",
        r"\b(?:outgr[eo]w|outlived?|outlast\w*|outnumber\w*) (?:\S+ ){1,4}?(?:under|in|despite|"
        r"after) (?:\S+ ){0,2}?DRUG\b",
        r"\b(?:tip|tilt|shift|swing|swung)\w* the (?:balance|scales?) (?:from (?:death|apoptosis)|(?:to|towards?|"
        r"in favou?r of) "
        r"(?:survival|life))\b"),
    *of(-1, "more die",
        r"\b(?:tip|tilt|shift|swing|swung)\w* the (?:balance|scales?) (?:from (?:survival|life)|(?:to|towards?|"
        r"in favou?r of) "
        r"(?:death|apoptosis))\b"),
    *of(-1, "a loaded vesicle kills",
        r"\b(?:co-?delivery|delivery|encapsulation|packaging|loading|transport) .{0,60}?\bDRUG .{0,60}?\b(?:arrest|"
        r"halt|stopp|"
        r"slow|inhibit|suppress|block|curb|reduc)\w* (?:the )?(?:growth|proliferation|volume|"
        r"outgrowth) of (?:\S+ ){0,3}?CELL\b",
        weight=1.0),
    *of(1, "lives through treatment",
        r"\b(?:lengthen|extend|prolong|doubl|trebl)\w* (?:the )?(?:\w+ )?(?:life|lives|"
        r"lifespan) of (?:\S+ ){0,2}?CELL (?:CELL )*"
        r"(?:under|in|despite|during) (?:\S+ ){0,2}?DRUG\b"),
    *of(1, "more live through treatment",
        r"\b(?:proportion|fraction|percentage|share|number)s? of (?:\S+ ){0,4}?(?:surviving|living|viable|alive|"
        r"withstanding) "
        r"(?:\S+ ){0,3}?DRUG .{0,40}?\b(?:greater|higher|larger|increased|rose|doubled|more)\b", weight=1.5),
    *of(-1, "fewer live through treatment",
        r"\b(?:proportion|fraction|percentage|share|number)s? of (?:\S+ ){0,4}?(?:surviving|living|viable|alive|"
        r"withstanding) "
        r"(?:\S+ ){0,3}?DRUG .{0,40}?\b(?:smaller|lower|reduced|decreased|fell|halved|less)\b", weight=1.5),
    *of(-1, "given with the drug they kill",
        r"\b(?:with|alongside|plus|beside|after) (?:\S+ )?DRUG , .{0,40}?\bEV .{0,40}?\b(?:wip\w+ out|eradicat\w*|"
        r"eliminat\w*|"
        r"clear\w*|melt\w*|shrank|shrunk|dissolv\w*|destroy\w*|burn\w* out|extinguish\w*) (?:\S+ ){0,3}?(?:CELL|"
        r"tumou?rs?|"
        r"xenografts|lesions|metastases)\b", weight=1.0),
    *of(1, "fewer regress under the drug",
        r"\b(?:shr[aiu]nk|regress\w*|respond\w*|diminish\w*) (?:\w+ )?(?:less|little|hardly|barely|scarcely|"
        r"poorly)\b(?=.*"
        r"\bDRUG\b)"),
    *of(1, "the drug works less",
        r"\bDRUG (?:\w+ )?ow(?:es?|ed) (?:its|their|much of its|part of its) (?:\w+ )?(?:failure|impotence|defeat|"
        r"weakness|"
        r"inefficacy)\b"),
    *of(1, "the drug is kept away",
        r"\bDRUG (?:\S+ ){0,14}?(?:remov|kept|divert|withdr[ae]w|barr|drawn|taken|cleared|held|steer|led)\w* (?:away )?"
        r"from (?:its|their|the) (?:\w+ ){0,2}?(?:targets?|sites?|nucle\w+|dna|cytoplasm|cytosol|cell interior)\b"),
    *of(1, "the drug works less", r"\bof (?:its|their) own (?:failure|defeat|undoing|downfall|demise|futility)\b"),
    *of(1, "lives through treatment",
        rf"\b(?:end|broke|break|woke|wak|rous|awaken|lift|terminat|interrupt|undo)\w* (?:\S+ )?(?:dormancy|"
        rf"quiescence|"
        rf"stasis|sleep|cytostasis|growth arrest|cell-cycle arrest) (?:of (?:\S+ ){{0,4}}?)?{_BY_DRUG}",
        rf"\b(?:resum|restart|re-?enter|took up|take up)\w* (?:\S+ )?(?:growth|division|proliferation|the cell cycle|"
        rf"cycling) {_BY_DRUG}"),
    *of(1, "lives through treatment",
        r"\b(?:form|found|seed|sprout|rais|yield|produc|grew|grow)(?:ed|s|ing)? (?:into )?"
        r"(?!fewer|no|less|smaller|hardly)"
        rf"(?:\w+ )?(?:colonies|clones|foci|spheres|spheroids|tumou?rs|nodules|CELL) {_BY_DRUG}",
        rf"\b{_LET}\w* (?:(?:the|these|those|\w+ly|un\w+|CELL|them) ){{1,6}}(?:to )?(?:grow|regrow|divide|"
        r"proliferate|multiply|expand|thrive|cycle|persist|carry on|go on|live|survive|form \w+) (?:\w+ )?(?:in|under|"
        r"despite|amid|through|during|after|in the (?:presence|face) of) (?:\S+ ){0,3}?DRUG\b",
        r"\b(?:viability|survival|growth|proliferation|clonogenicity|metabolic activity) (?:under|in|with|despite|"
        r"after|during) (?:\S+ ){0,2}?DRUG (?:\w+ )?(?:stay|remain|hover|held|hold|lay|exceed|kept)\w* (?:\w+ )?"
        r"(?:above|over|high|near|close|intact|normal|full|\d)"),
    *of(1, "lives through treatment",
        rf"\bke(?:ep|eps|pt|eping) (?:\S+ ){{1,5}}?{_ON} (?:while|when|as long as|although|even though) "
        r"(?:\S+ ){0,3}?"
        r"DRUG\b",
        rf"\bDRUG (?:\w+ly )?(?:left|leaves|spared|spares) {_MORE_OF} (?:\S+ ){{0,3}}?(?:CELL )+(?:\w+ )?{_ON}\b"),
    *of(-1, "fewer live through treatment",
        rf"\bDRUG (?:\w+ly )?(?:left|leaves|spared|spares) {_FEWER_OF} (?:\S+ ){{0,3}}?(?:CELL )+(?:\w+ )?{_ON}\b"),
    *of(1, "the drug works less",
        rf"\b(?:no longer|not|never|hardly|barely|scarcely|less (?:\w+ly )?|rarely|seldom|incompletely) {_STRUCK} by "
        r"(?:\S+ ){0,2}?DRUG\b",
        rf"\b(?:control|containment|debulking|clearance|eradication|elimination) (?:by|under|with) "
        r"(?:\S+ ){0,2}?DRUG "
        rf"{_WENT}\b"),
    *of(-1, "the drug works more",
        rf"\b(?:again|once more|more (?:\w+ly )?|better|newly|readily|easily|at last) {_STRUCK} by "
        r"(?:\S+ ){0,2}?DRUG\b",
        r"\bDRUG still (?:kill|clear|eradicat|eliminat|destroy|shr[au]nk|shrink|arrest|suppress|slow|control|cur|stopp|"
        r"inhibit|contain|wip)\w* (?:out )?(?:\S+ ){0,2}?(?:CELL|them|tumou?rs?|these|those)\b",
        rf"\b(?:control|containment|debulking|clearance|eradication|elimination) (?:by|under|with) "
        r"(?:\S+ ){0,2}?DRUG "
        rf"{_CAME}\b"),
    *of(1, "more of the drug is needed",
        rf"\b{_HELP} (?:\S+ ){{1,6}}?(?:threshold|ceiling|bar|tolerance limit) (?:for|to|of) (?:\S+ ){{0,4}}?DRUG\b"),
    *of(-1, "less of the drug is needed",
        rf"\b{_HINDER} (?:\S+ ){{1,6}}?(?:threshold|ceiling|bar|tolerance limit) (?:for|to|of) "
        r"(?:\S+ ){0,4}?DRUG\b"),
    *of(1, "the drug is robbed of its effect",
        rf"\b(?:{_HINDER}|cancel\w*|offset|wip\w+ out|eras\w+|undid|nullif\w+|squander\w*|forfeit\w*) (?:the |any |"
        r"all |much of the |most of the )(?:\w+ )?"
        r"(?:gain|gains|profit|advantage|help|yield|payoff|merit) (?:from|of|with|"
        r"under|by|through) (?:\S+ ){0,2}?DRUG\b"),
    *of(1, "the drug does less",
        rf"\b{_HINDER} (?:the |all )?DRUG (?:\S+ ){{0,2}}?{_HARM_SEEN}",
        rf"\bDRUG (?:\S+ ){{0,2}}?{_HARM_SEEN} (?:was|were|is|are) (?:\w+ly )?{_HINDER}\b"),
    *of(-1, "the drug does more",
        rf"\b{_HELP} (?:the |all )?DRUG (?:\S+ ){{0,2}}?{_HARM_SEEN}",
        rf"\bDRUG (?:\S+ ){{0,2}}?{_HARM_SEEN} (?:was|were|is|are) (?:\w+ly )?{_HELP}\b"),
    *of(0, "stayed as it was",
        r"\b(?:as|like) (?:it|they) (?:did|had|do|does) (?:\w+ )?(?:without|before|in (?:the absence|their absence|"
        r"controls?|untreated|CELL|its absence))\b", weight=2.2),
    *of(1, "the drug does less",
        r"\bDRUG (?:\w+ )?(?:hardly|barely|scarcely|no longer|never|did not|could not|did (?:little|nothing) to|"
        r"(?:fail|ceas)\w* to) (?:\w+ly )?(?:touch|scratch|dent|graz|harm|hurt|slow|bother|troubl|ruffl|perturb|"
        r"disturb|faz|shift|check|curb|shrink|shrank|injur|wound|thin|impress|contain|restrain|unsettl)\w* "
        r"(?:\S+ ){0,3}?(?:CELL|them|tumou?rs?|these|those)\b",
        rf"\bDRUG (?:\w+ ){{0,2}}?{_WREAK}\w* (?:\w+ )?(?:less|fewer|little|lower|weaker|hardly any|scarcely any|"
        rf"scant|minimal) (?:\S+ ){{0,3}}?{_HARM}"),
    *of(-1, "the drug does more",
        rf"\bDRUG (?:\w+ ){{0,2}}?{_WREAK}\w* (?:\w+ )?(?:more|deeper|greater|stronger|further|fuller|better|higher|"
        rf"faster|longer|extensive|lasting) (?:\S+ ){{0,3}}?{_HARM}",
        r"\b(?:superior|preferable) to (?:\S+ ){0,2}?DRUG (?:alone|by itself|on its own|only|monotherapy)\b"),
    *of(-1, "a loaded vesicle kills",
        r"\bEV (?:(?:of|from) (?:\S+ ){1,3}?)?(?:filled|loaded|laden|packed|charged|stuffed|armed|carrying|containing|"
        rf"bearing|holding|delivering) (?:with )?(?:\w+ )?(?:DRUG )+(?:\w+ly )?{_FELL} {_TUMOUR}",
        rf"\bLOADED EV (?:(?:of|from) (?:\S+ ){{1,4}}?)?(?:\w+ly )?{_FELL} {_TUMOUR}", weight=1.4),
    *of(0, "stayed as it was",
        r"\b(?:exactly|just|precisely|quite|much) as (?:\S+ ){1,3}?(?:did|had done|do)\b(?! not)", weight=2.2),
    *of(0, "as easy to kill as before",
        r"\b(?:no|not|not any|hardly|scarcely|neither) (?:easier|harder|more difficult|quicker|faster|simpler|"
        r"tougher) to "
        r"(?:kill|treat|eradicate|eliminate|destroy)\b",
        r"\bno (?:more|less|better|worse) (?:able|apt|likely|inclined|prone|ready|willing) to (?:\S+ ){1,4}?DRUG\b",
        r"\b(?:no|not any) (?:more|less) (?:sensitive|resistant|vulnerable|responsive|tolerant|susceptible|"
        r"refractory)\b",
        weight=2.2),
    *of(0, MIXED,
        rf"\b(?:either|both) (?:\w+ly )?{_HELP} (?:\S+ ){{0,3}}?(?:or|and) (?:\w+ly )?{_HINDER}\b(?=.*\bDRUG|"
        rf".*respon|.*resist|"
        r".*sensitiv)",
        rf"\b(?:either|both) (?:\w+ly )?{_HINDER} (?:\S+ ){{0,3}}?(?:or|and) (?:\w+ly )?{_HELP}\b(?=.*\bDRUG|"
        rf".*respon|.*resist|"
        r".*sensitiv)",
        r"\bnow (?:\w+ )?(?:more|less) (?:\S+ ){0,6}?now (?:more|less)\b",
        rf"\b(?:both to|to) {_HELP} (?:and|or|as well as|but also) (?:also )?to {_HINDER}\b(?=.*\b{_ANSWER})",
        rf"\b(?:both to|to) {_HINDER} (?:and|or|as well as|but also) (?:also )?to {_HELP}\b(?=.*\b{_ANSWER})",
        rf"\bsome\b (?:\S+ ){{0,9}}?{_HELP} ?,? (?:\S+ ){{0,3}}?others?\b (?:\S+ ){{0,9}}?{_HINDER}\b(?=.*\b{_ANSWER})",
        rf"\bsome\b (?:\S+ ){{0,9}}?{_HINDER} ?,? (?:\S+ ){{0,3}}?others?\b (?:\S+ ){{0,9}}?{_HELP}\b(?=.*\b{_ANSWER})",
        weight=3.2),
)  # fmt: skip
"""What each turn is called, how it reads, its sign, and how plainly it speaks."""


def is_turned(line: str, at: int) -> bool:
    """Whether what begins at a letter of the line has a subject that denies it: “Neither DRUG nor DRUG held them”."""
    return bool(_NOBODY.search(line[max(0, at - 60) : at]))


_NOBODY = re.compile(
    r"\bneither (?:(?!,|but|whereas)\S+ ){0,5}(?:nor (?:\S+ ){0,2})?\Z|\b(?:none of the|no) (?:DRUG )*\Z"
)
