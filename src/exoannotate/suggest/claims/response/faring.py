"""Turns of phrase for how a drug, cells or animals fare, read as those of ``sayings``: a drug that is left to finish
its work, cells that come through a course, a marker of the tumour that falls under a therapy."""

from __future__ import annotations

import re

from exoannotate.suggest.claims.response.sayings import MIXED, of

_AT = r"(?:under|on|with|despite|through|during|after|amid|in|to|from|by|against|following|throughout|at)"
_ON_DRUG = rf"{_AT} (?:\S+ ){{0,6}}?DRUG\b"
_WHO = r"(?:CELL|tumou?rs?|disease|xenografts?|lesions?|metastases|blasts|nodules|deposits|grafts?|leuk\w+|lymphomas?)"
_SICK = (
    r"(?:CELL|tumou?rs?|disease|burden|load|growth|counts?|lesions?|metastases|xenografts?|mass|masses|nodules|"
    r"leuk\w+|spread|deposits)\b"
)
_SCARCELY = r"(?:hardly|barely|scarcely|never|no longer|did not|could not|not|little|only briefly|only just)"
_BOOST = (
    r"(?:doubl|trebl|tripl|quadrupl|rais|increas|lift|swell|enlarg|multipl|boost|augment|heighten|elevat|expand)\w*"
)
_CUT = r"(?:halv|reduc|lower|decreas|shr[aiu]nk|trim|slash|diminish|quarter|lessen|cut|cuts|thinn|dwindl|deplet)\w*"
_PART = r"(?:fraction|share|proportion|percentage|number|numbers|tally|count|pool|portion)s?"
_LIVE = r"(?:alive|viable|living|surviving|standing|intact|unharmed|untouched|dividing|unscathed|in cycle)"
_MOST = (
    r"(?:(?:more than |over |nearly |almost |about |around |roughly |some |fully |as many as )*(?:an? |one |two |"
    r"three )?"
    r"(?:third|thirds|quarter|quarters|half|fifth|fifths|tenth|most|many|much|majority|bulk|plenty|\d+ %|\d+)) ?"
    r"(?:of |as )?"
)
_FEW = r"(?:(?:almost |hardly |scarcely |next to )?(?:none|no|few|any|nothing|not one|not a single)) ?(?:of |as )?"
_ENDS = (
    r"(?:kill|eliminat|eradicat|destroy|clear|shrink|shr[au]nk|finish|wip|melt|cur|arrest|halt|check|slow|contain|"
    r"control|suppress|dissolv|demolish|abolish|extinguish|exterminat|obliterat|rout|vanquish|regress|purg|"
    r"collaps|fell(?:ed)?\b|flatten|level|raz|overwhelm|subdu|"
    r"burn)\w*"
)
_WORKS = (
    rf"(?:work|act|bite|bit|tell|told|help|succeed|take hold|took hold|strike|struck|sting|prevail|deliver|{_ENDS})"
)
_MARKER = (
    r"(?:ca ?\d[\w-]*|ca-\d[\w-]*|psa|cea|afp|ldh|m-protein|m protein|paraprotein|blast counts?|"
    r"tumou?r (?:markers?|volumes?|burden|load|size|mass)|light chains?|viral load|lactate dehydrogenase|ctdna|"
    r"bcr-abl1?)"
)
_DEATH = r"(?:death|harm|danger|apoptosis|trouble|the reach|reach)"
_NUCLEUS = r"(?:nucleus|nuclei|cytoplasm|cytosol|cells?|CELL|mitochondria|tumou?rs?|them|dna|target|harm's way|its way)"
_SPARE = r"(?:protect|shield|spar(?:e|es|ed|ing)\b|shelter|sav(?:e|es|ed|ing)\b|guard|harden|desensiti|rescu|fortif)\w*"
_BARE = (
    r"(?:sensiti[sz]|re-?sensiti[sz]|expos|kill|soften|weaken|condemn|doom|betray|harm|soften|undermin|"
    r"jeopardi[sz])\w*"
)
_OTHERS = r"(?:in|under|with|at|for|on) (?:others?\b|other \w+|the (?:rest|remainder|other)|another|a (?:second|third))"
_SOME = r"(?:in|under|with|at|for|on) (?:some|certain|one|several|a few)\b"

TOGETHER = "together they kill"
"""The rule of what a drug and vesicles do that alone do little."""
TURNS: tuple[tuple[str, re.Pattern[str], int, float], ...] = (
    *of(-1, "the drug is set to work",
        r"\b(?:let|lets|letting) (?:the )?DRUG (?:free to |room to |able to )?(?!resist|fail|slip|escap|"
        r"down\b|go\b|"
        r"leak|pass|drain|through|out\b|in\b|with|alone|to\b|and\b|as\b|a\b|an\b|the\b|no\b|little|power|toothless|"
        r"useless|idle|impotent|without|CELL|unable|more\b|fewer|half|many|most|\w+less\b)\w+",
        rf"\bDRUG (?:\w+ly |then |now |again )?(?:beg[au]ns?|begins?|starts?|started|c[ao]mes?|returned|resum\w+) "
        rf"(?:to )?(?:be )?{_WORKS}\w*",
        r"\bDRUG (?:then |now |thereupon |duly |\w+ly )?(?:\w+ ){0,3}?(?:as (?:it|they) (?:should|ought to|used to|"
        r"once (?:did|had))|as (?:intended|expected|hoped|designed|wished)|to (?:good|full|great) effect|"
        r"with (?:full|renewed|fresh|undimmed) (?:force|vigour|effect|power))\b"),
    *of(-1, "the drug is given its effect back",
        r"\b(?:gave|give|gives|giving|granted?|lent|afforded|bought|won|handed|offered) (?:the )?DRUG (?:an? |"
        r"another |"
        r"its |fresh |new )*(?:second|new|fresh|further|another|fighting)? ?(?:lease|life|wind|chance|edge|innings|"
        r"start|impetus|opening|foothold|window|hold|purchase|grip)\b",
        r"\b(?:breath\w*|put|blew|infus\w*|inject\w*) (?:new |fresh |some |renewed )?(?:life|vigour|vigor|strength) "
        r"(?:back )?into (?:the )?DRUG\b",
        r"\b(?:br[oi]\w*ght|bring\w*|restor\w*|nurs\w*|coax\w*) (?:the )?DRUG (?:back )?to (?:life|strength|effect|"
        r"power|full \w+)\b"),
    *of(1, "the drug is kept away",
        r"\b(?:prevent|stop|kept|keep|hinder|bar|block|deter|restrain|discourag)\w* (?:the |this )?DRUG from CELL\b",
        rf"\b(?:ke(?:ep|eps|pt|eping)|held|hold\w*|shut\w*|lock\w*|barr?\w*|ward\w*|fend\w*|turn\w*|fenc\w*|steer\w*|"
        rf"drew|draw\w*|pull\w*|divert\w*|led|lead\w*|lur\w*) (?:the )?DRUG (?:out|away|off|outside|clear|back)? ?"
        rf"(?:of |from |off )?(?:the |its |their )?(?:\w+ )?{_NUCLEUS}\b",
        rf"\b(?:CELL|tumou?rs?|blasts|them) (?:\w+ )?out of (?:{_DEATH}|harm's way)\b"),
    *of(1, "the drug is undone",
        r"\b(?:br[eo]ak\w*|broke|chew\w*|chop\w*|took|tak\w*|carv\w*|pull\w*|tore|tear\w*|smash\w*|pick\w*) (?:the )?"
        r"DRUG (?:down|apart|up|to (?:pieces|bits|shreds))\b",
        r"\b(?:inactivat|neutrali[sz]|destroy|degrad|dispos|exhaust|spend|spent|intercept|soak|mop|lost|"
        r"detoxif|oxidi[sz]|hydroly[sz]|swallow|cleav)\w* .{0,50}?\bbefore (?:it|they|the DRUG|any (?:of it|DRUG)|"
        r"much of it|DRUG) (?:\w+ )?(?:could|can|had|was able)\b(?=.*)", weight=1.2),
    *of(1, "the drug is caught",
        r"\bDRUG (?:(?!EV\b|and\b|but\b)\S+ ){1,9}?(?:is|was|were|are|gets|got) (?:\w+ )?(?:mopped|soaked|sopped|"
        r"swallowed|siphoned|lured|diverted|intercepted|trapped|absorbed|scavenged|sponged|waylaid|snared|captured|"
        r"sequestered|caught|drained|skimmed) (?:(?:up|away|off|out) )?by (?:\S+ ){0,4}?EV\b", weight=2.0),
    *of(0, "the drug stays as it was",
        rf"\bDRUG (?:still |duly |\w+ly )?(?:went on|goes on|kept(?: on)?|keeps(?: on)?|carried on|continu\w+ to|"
        rf"persisted in|never (?:ceas|stopp)\w*) {_ENDS}",
        rf"\bDRUG (?:\w+ly )?(?:{_ENDS}|work\w*|act\w*) (?:\S+ ){{0,6}}?(?:to (?:the same|an equal|a like|an "
        rf"identical) "
        r"(?:extent|degree)|just as (?:well|before|much|many|readily)|no (?:better|worse|less|more)\b(?! than "
        r"(?:\w+ ){0,2}"
        r"(?:alone|free|by itself))|alike|undiminished|unabated|at (?:its|the) (?:usual|customary|accustomed|"
        r"normal|same) "
        r"(?:dose|dos|concentration|DRUG)\w*|whether or not)", weight=1.6),
    *of(0, "stayed as it was",
        r"\bnot (?:one|a|an) (?:(?:single|jot or) )?(?:bit|jot|whit|iota|inch|scrap|fraction|hair|shade|mite|"
        r"tittle)\b|"
        r"\b(?:not|nothing) in the (?:least|slightest)\b|\bby not (?:one|a) \w+|\bnot (?:at all|a hair's breadth)\b",
        r"\b(?:neither|nor|never|no|none) .{0,150}?\bany (?:the )?(?:easier|harder|quicker|slower|more|less|"
        r"better|worse|"
        r"tougher|weaker|stronger|sooner|longer|faster)\b(?! than (?:\w+ ){0,2}(?:alone|free))",
        r"\b(?:curves?|ic50s?|gi50s?|ec50s?) .{0,80}?\b(?:overl[aiy]\w*|coincid\w*|superimpos\w*|(?:could|can) "
        r"not be told "
        r"apart|lay on top|were the same)\b", weight=2.6),
    *of(0, "stayed as it was",
        r"\b(?:nothing|none|little) (?:about|in|of) .{0,110}?\b(?:mov|chang|budg|shift|stirr|alter|differ|suffer|"
        r"gav)\w*\b",
        r"\b(?:took|takes?|taking|taken|subtract\w*|detract\w*|remov\w*|contribut\w*|add\w*) nothing (?:away "
        r")?(?:from|to)\b",
        weight=2.4),
    *of(1, "more live through treatment",
        rf"\b{_BOOST} (?:the )?{_PART} of (?:\S+ )?(?:CELL )+(?:\w+ ){{0,2}}?(?:still )?{_LIVE} {_ON_DRUG}",
        rf"\bDRUG (?:, (?:[^\s,]+ ){{1,16}}, )?(?:then |now |\w+ly )?(?:leav\w*|left|spar\w*) {_MOST}(?:the |these |"
        rf"those |their )?(?:(?:cells|CELL|blasts|them|clones|colonies) )+(?:\w+ )?{_LIVE}\b"),
    *of(-1, "fewer live through treatment",
        rf"\b{_CUT} (?:the )?{_PART} of (?:\S+ )?(?:CELL )+(?:\w+ ){{0,2}}?(?:still )?{_LIVE} {_ON_DRUG}",
        rf"\bDRUG (?:, (?:[^\s,]+ ){{1,16}}, )?(?:then |now |\w+ly )?(?:leav\w*|left|spar\w*) {_FEW}(?:the |these |"
        rf"those |their )?(?:(?:cells|CELL|blasts|them|clones|colonies) )+(?:\w+ )?{_LIVE}\b"),
    *of(1, "the drug does less",
        r"\b(?:left|leav\w*|had|set|saw|sent|found) (?:the )?DRUG (?:(?:plus|and|or|,|with|alike|both|\w+ly) "
        r")*(?:DRUG )?(?:then |"
        r"\w+ly )?(?:struggl|flounder|want|grop|falter|limp|idl|strand|disarm|flail|sputter|beach|fumbl|hobbl|"
        r"labour|founder|"
        r"wast|toil)\w*",
        r"\b(?:left|leav\w*) (?:the )?DRUG (?:(?:plus|and|or|,) )*(?:DRUG )?(?:all but |almost |nearly |quite |"
        r"well-nigh )?"
        r"(?:toothless|powerless|useless|impotent|helpless|harmless|futile|idle|disarmed|bereft|with (?:little|no|"
        r"scant|hardly any|"
        r"scarcely any|less|nothing|few)|without (?:a |any |much )?\w+)\b",
        r"\bDRUG (?:is|was|are|were|being|been) (?:\w+ )?(?:robbed|stripped|deprived|drained|divested|shorn|"
        r"denuded|relieved|bled|"
        r"cheated|bereft) of (?:its|their|much|most|all|the)\b",
        r"\b(?:subtract|detract|tak|took|remov|deduct|par|shav|steal|stole|chip|nibbl|whittl)\w* (?:\w+ly "
        r")?(?:much |most |a \w+ |"
        r"away |half |something )?(?:away )?(?:from|at|off) what (?:the )?DRUG\b",
        r"\bDRUG (?:\w+ )?(?:claim|took|tak|exact|reap|harvest|slew|slay|fell)\w* (?:far |many |even )?(?:fewer|"
        r"less|half as many|"
        r"hardly any|no|few|a smaller|a lighter|a lesser) (?:of |\w+ )?(?:victims?|lives|casualties|toll|scalps|"
        r"CELL|cells)\b",
        r"\bDRUG (?:is|was|are|were|being|been|gets|got) (?:\w+ly |again |then )?(?:pumped|expelled|thrown|"
        r"flushed|pushed|driven|"
        r"ejected|extruded|exported|bailed|shipped|carted|cast|spat|tossed|bundled) (?:back )?(?:out|away|off|"
        r"overboard|from)\b",
        r"\bwhere (?:the DRUG|it|they) (?:had |once )+(?:excell|succeed|work|prevail|triumph|reign|held|killed|"
        r"told|bitten)\w*"),
    *of(1, "the drug does less",
        rf"\bDRUG (?:\w+ )?{_SCARCELY} (?:\w+ly )?(?:touch|scratch|dent|graz|slow|budg|mov|shift|check|curb|"
        rf"shrink|shr[au]nk|"
        rf"thin|lighten|eas|reduc|diminish|stem|stall|halt|contain|scath|nibbl|chip|brak)\w* (?:at |into )?"
        rf"(?:\S+ ){{0,3}}?{_SICK}",
        r"\bDRUG (?:\w+ly )?(?:far|do|did|perform|work|act|succeed)\w* (?:\w+ )?(?:worse|poorly|badly|less well|"
        r"ill)\b",
        rf"\bDRUG (?:\w+ly |then |now )?(?:ceas|stopp|fail|quit|gave up|gives? up)\w* (?:to )?{_WORKS}\w*"),
    *of(-1, "the drug does more",
        r"\bDRUG (?:\w+ly )?(?:far|do|did|perform|work|act|succeed)\w* (?:(?!no )\w+ )?(?:better|best)\b"
        r"(?! in patients)"),
    *of(-1, "the drug does more",
        r"\bDRUG (?:\w+ )?(?:claim|took|tak|exact|reap|harvest)\w* (?:far |many |even )?(?:more|twice as many|a "
        r"heavier|a greater|"
        r"a higher|an ever \w+) (?:\w+ )?(?:victims?|lives|casualties|toll|scalps)\b",
        r"\b(?:add|adds|added|adding|contribut\w*) (?:\w+ly |much |greatly )?to what (?:the )?DRUG\b",
        r"\b(?:achiev|accomplish|manag|did|does|deliver|succeed|attain)\w* .{0,60}?\b(?:what|where) "
        r".{0,60}?\b(?:naked|free|bare|"
        r"unloaded|plain|soluble|unencapsulated|unpackaged|conventional|alone) .{0,40}?\b(?:could not|did not|"
        r"failed|had not|cannot|"
        r"never did|fell short)\b",
        r"\bDRUG (?:\w+ )?(?:linger|accumulat(?!ion)|build up|builds up|built up|pool|gather|collect|mount)\w* "
        r"(?:to \w+ \w+ )"
        r"(?:in|inside|within) (?:the )?CELL\b",
        r"\b(?:inability|failure|impotence|incapacity|powerlessness|reluctance) (?:of DRUG )?to (?:clear|kill|"
        r"cure|shrink|touch|"
        r"eradicate|reach|control|check|destroy|eliminate|halt|stop|work|act) .{0,60}?\b(?:disappear|vanish|fad|"
        r"evaporat|melt|"
        r"dissolv|was (?:lifted|cured|reversed|overcome|gone)|ceas|end)\w*"),
    *of(-1, "the tumour gives way",
        rf"\b(?:tipp?|push|dr[io]ve|dr[io]v|sen[dt]|plung|thr[oe]w|force?|coax|steer|tilt|shov|nudg|put|"
        rf"br[io]\w*ght|precipitat|"
        rf"propell?)\w* (?:the |these )?(?:\w+ )?(?:{_WHO} )+(?:\w+ )?(?:back )?into (?:\w+ )?(?:regression|remission|"
        rf"arrest|apoptosis|retreat|shrinkage|decline|death|senescence|crisis|necrosis)\b",
        rf"\b(?:fall|falls|fell|drop|drops|decline|plunge|slump|dip|collapse|sank|ebb) (?:\w+ )?in (?:the |their )?"
        rf"(?:serum |plasma |circulating )?{_MARKER} (?:\S+ ){{0,2}}?{_ON_DRUG}",
        rf"\b{_MARKER} (?:\w+ )?(?:fell|dropped|declined|sank|plunged|slumped|tumbled|ebbed|plummeted|halved) "
        rf"(?:\w+ ){{0,2}}?{_ON_DRUG}"),
    *of(1, "the tumour gains ground",
        rf"\b(?:rise|rises|rose|climb|surge|rebound|upsurge|jump|spike) (?:\w+ )?in (?:the |their )?"
        rf"(?:serum |plasma |circulating )?{_MARKER} (?:\S+ ){{0,2}}?{_ON_DRUG}",
        rf"\b{_MARKER} (?:\w+ )?(?:rose|climbed|surged|rebounded|jumped|soared|doubled) (?:\w+ ){{0,2}}?{_ON_DRUG}",
        rf"\b{_WHO} (?:(?!fail|not|never|no\b|longer)\S+ ){{0,6}}?(?:regr[eo]w\w*|gr[eo]ws? back|re-?emerg\w*|"
        rf"reappear\w*|"
        rf"rebound\w*|return\w*|resurg\w*|advanc\w*|comes? back|came back|march\w*|forg\w+ ahead) (?:\w+ "
        rf")?(?:through|on|"
        rf"under|despite|during|amid|in spite of|in the (?:teeth|face) of)\b",
        r"\b(?:carr\w*|br[io]\w*ght|saw|see|sees|took|ferr\w*|float\w*|tid\w*|guid\w*|nurs\w*|shepherd\w*|help\w*) "
        r"(?:\S+ ){0,2}?(?:CELL )+(?:\w+ )?(?:through|over|past) (?:\S+ ){0,3}?DRUG\b"),
    *of(-1, TOGETHER,
        rf"\b(?:jointly|together|combined|in combination|in tandem|in concert|side by side|as a pair|paired|united|in "
        rf"unison|in harness|hand in hand) ,? ?(?:they |the two |the pair |both |these |it )?(?:\w+ly )?{_ENDS}",
        r"\b(?:alone|on (?:its|their) own|by (?:itself|themselves)|singly|separately)\b .{0,60}?\b(?:pair(?:ed|"
        r"ing)|together|"
        rf"jointly|joint|combin\w+|both|duo|coupled)\b (?:\S+ ){{0,5}}?{_ENDS}", weight=2.4),
    *of(0, MIXED,
        r"\bsome\b .{0,110}?\b(?:more|less) .{0,110}?\bothers? (?:\w+ )?(?:more|less|the (?:reverse|opposite|"
        r"contrary|converse))\b",
        r"\b(?:contrary|opposite|opposing|conflicting|both) (?:directions|ways|senses)\b(?=.*(?:DRUG|respon|"
        r"resist|sensitiv))",
        weight=3.2),
    *of(0, MIXED,
        rf"\b{_SPARE} (?:\S+ ){{0,5}}?{_SOME} .{{0,40}}?\b(?:and|but|yet|while|whereas|,) (?:\w+ )?{_BARE} (?:\S+ "
        rf"){{0,4}}?"
        rf"{_OTHERS}",
        rf"\b{_BARE} (?:\S+ ){{0,5}}?{_SOME} .{{0,40}}?\b(?:and|but|yet|while|whereas|,) (?:\w+ )?{_SPARE} (?:\S+ "
        rf"){{0,4}}?"
        rf"{_OTHERS}", weight=3.2),
)  # fmt: skip
"""What each turn is called, how it reads, its sign, and how plainly it speaks."""
