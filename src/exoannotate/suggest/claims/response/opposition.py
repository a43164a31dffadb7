"""Turns of phrase for how a drug and cells stand to one another, read as those of ``sayings``: opposition that a drug
meets with, cells at its mercy, the work of a drug undone, what would have been without vesicles."""

from __future__ import annotations

import re

from exoannotate.suggest.claims.response.sayings import of

_MORE = r"(?:more|greater|stiffer|fiercer|stronger|tougher|harder|stout\w*|firm\w*|solid|heavier|increasing|unexpected)"
_LESS = r"(?:less|little|no|hardly any|scarcely any|weaker|feebler|scant|softer|lighter|diminishing|dwindling)"
_STAND = (
    r"(?:opposition|defiance|obstinacy|obstruction|obstacles?|indifference|impediment|stubbornness|a wall|a shield)"
)
_SPAN = (
    r"(?:hours?|days?|weeks?|months?|years?|cycles?|courses?|work|gains?|progress|good|benefits?|achievements?|"
    r"success\w*|"
    r"results?|effects?|toll|damage|labours?)"
)
_YIELD = (
    r"(?:give in|gave in|given in|gives in|yield|bow|succumb|surrender|capitulat|buckl|submit|give way|gave way|"
    r"gives way|cave|"
    r"fall prey|listen|die|perish)\w*"
)
_SPINE = (
    r"(?:resolve|spine|backbone|defen[cs]es?|nerves?|walls?|armour|armor|hide|ramparts?|fortifications?|bulwarks?|"
    r"guard)"
)
_ENDS = (
    r"(?:kill|clear|empt|cur|eradicat|eliminat|destroy|shr[iu]nk|halt|stop|wip|reach|finish|work|melt|arrest|end|"
    r"control|check)"
    r"\w*"
)
_WEAK = r"(?:weakness|soft spot|tenderness|vulnerability|frailty|fragility|openness)"
_PLACEBO = r"(?:saline|placebo|vehicle|nothing|no treatment|water|no drug|solvent|buffer|carrier alone|sham\w*)"

TURNS: tuple[tuple[str, re.Pattern[str], int, float], ...] = (
    *of(1, "the drug does less",
        rf"\bDRUG (?:\w+ )?(?:met|meets|ran|runs|came up|comes up|encounter\w*|found|finds|faced|faces)(?: with| "
        rf"into| against)? "
        rf"(?:\w+ )?{_MORE} {_STAND}",
        r"\bDRUG (?:\w+ ){0,2}?(?:goes|went|go|gone|falls|fell|passes|passed|remain\w*|stay\w*) (?:\w+ "
        r")?(?:unheeded|unnoticed|"
        r"unanswered|unfelt|ignored|unobeyed|unregarded|on deaf ears|without a trace)\b",
        r"\bDRUG (?:\w+ )?(?:has|had|have|found|finds|is left with|was left with) (?:little|nothing|no target|"
        r"hardly anything|"
        r"precious little|not much) (?:left |more |else )?(?:to (?:\w+)|for|against|in store)\b",
        r"\bDRUG (?:\w+ )?(?:has|had|have) (?:much|great|more|no end of|every|considerable) (?:trouble|difficulty|"
        r"bother) (?:in )?"
        r"\w+ing\b",
        rf"\b(?:undid|undo\w*|cancel\w*|eras\w*|wip\w+ out|revers\w*|annul\w*|squander\w*|ruin\w*|spoil\w*|rolled "
        rf"back) "
        rf"(?:\w+ ){{0,3}}?{_SPAN} of (?:the )?DRUG\b",
        r"\btook (?:\S+ ){0,3}?(?:times|twice|thrice|far|much|half again) (?:as |that )?(?:long|longer|as long) "
        r"(?:\S+ )?for "
        r"(?:the )?DRUG to\b",
        rf"\bno (?:better|longer|more|healthier|smaller) .{{0,40}}?DRUG (?:than|as) (?:with|on|under|after|by|"
        rf"from|to)? ?{_PLACEBO}\b",
        rf"\b(?:were it not for|but for|had it not been for|if not for|if it were not for) (?:\S+ ){{0,9}}?EV "
        rf".{{0,70}}?\bDRUG "
        rf"(?:would|could|might) (?:\w+ )?(?:have )?{_ENDS}", weight=2.4),
    *of(1, "the drug does less",
        r"\b(?:blunt|lower|reduc|lessen|undo|undid|dull|sap|halv|cut|cuts|diminish|weaken|limit|curb|dampen|"
        r"whittl)\w* (?:down )?"
        r"what (?:\w+ )?(?:the )?DRUG (?:could|can|did|does|had|still|would|may|might|achiev\w*|accomplish\w*|do)\b",
        r"\b(?:took|tak\w*|put|knock\w*|kept) (?:the )?DRUG out of (?:play|action|circulation|the game|service|"
        r"commission|the "
        r"running|the equation|business)\b",
        r"\bDRUG (?:\w+ ){0,2}?(?:no longer|not|hardly|never|barely|scarcely|little) (?:\w+ )?ma[dk]e\w* (?:much |"
        r"any |further "
        r")?(?:headway|progress|inroads|an impression|a dent|a mark|ground)\b|"
        r"\bDRUG (?:\w+ ){0,2}?ma[dk]e\w* (?:no|little|less|hardly any|scant|scarcely any) (?:headway|progress|"
        r"inroads|impression)\b",
        weight=2.0),
    *of(-1, "the drug does more",
        r"\b(?:rais|increas|doubl|trebl|deepen|widen|heighten|improv|enhanc|multipl|strengthen)\w* what (?:\w+ "
        r")?(?:the )?DRUG "
        r"(?:could|can|did|does|had|still|would|may|might|achiev\w*|accomplish\w*|do)\b",
        r"\bDRUG (?:\w+ ){0,2}?ma[dk]e\w* (?:fresh|good|new|more|further|greater|deep|faster|better|quick) "
        r"(?:headway|progress|"
        r"inroads)\b",
        r"\bDRUG (?:\w+ly |then |now )?(?:disposed of|put paid to|did for|saw off|dealt with|mopped up|polished "
        r"off|finished off|"
        r"accounted for|got rid of|did away with|laid low) (?:\w+ ){0,2}?(?:CELL|them|tumou?rs?|these|those)\b",
        r"\bDRUG (?:\w+ )?(?:cleared|emptied|rid|purged|cleansed|swept) (?:the |their )?(?:\w+ )?(?:marrow|blood|"
        r"livers?|spleens?|"
        r"lungs?|peritoneum|brain|cultures?|wells?|plates?|mice|animals|CELL)\b",
        r"\b(?:useless|worthless|ineffective|futile|powerless|no good|unfit|of no use|inadequate) as (?:a |an |"
        r"the )?(?:protectors?|"
        r"shields?|guards?|guardians?|defenders?|saviours?|rescuers?|shelters?|bodyguards?)\b",
        r"\b(?:CELL|tumou?rs?|xenografts?|lesions|nodules|metastases) (?:(?:had|have|has|were|was|all|but|nearly|"
        r"almost|quite|"
        r"soon|then|\w+ly) )+(?:gone|vanished|disappeared|melted away|dissolved|withered|melted)\b(?! (?:resist|"
        r"toler))",
        weight=1.3),
    *of(0, "the drug stays as it was",
        r"\bDRUG (?:\w+ )?(?:kept|retain\w*|maintain\w*|preserv\w*|lost none of|kept hold of) (?:its|their|all "
        r"its|full) "
        r"(?:\w+ )?(?:edge|bite|teeth|sting|punch|grip|hold|force|power|potency|efficacy|effect|activity|"
        r"effectiveness|clout|"
        r"strength)\b", weight=1.8),
    *of(0, "stayed as it was",
        r"\bas (?:it|they) (?:had )?(?:found|met|encountered) (?:it|them)\b", weight=2.4),
    *of(-1, "the drug does more",
        rf"\bDRUG (?:\w+ )?(?:met|meets|ran|runs|came up|comes up|encounter\w*|found|finds|faced|faces)(?: with| "
        rf"into| against)? "
        rf"(?:\w+ )?{_LESS} {_STAND}",
        r"\bDRUG (?:\w+ )?(?:has|had|have) (?:no|little|hardly any|scarcely any) (?:trouble|difficulty|bother|"
        r"problem) (?:in )?"
        r"\w+ing\b",
        r"\btook (?:\S+ ){0,3}?(?:half|a third|a quarter|less than half) (?:as long|the time|that time) (?:\S+ "
        r")?for (?:the )?DRUG "
        r"to\b",
        r"\bDRUG (?:\w+ )?(?:achiev|accomplish|manag|did|do|does)\w* (?:in|within|at|with) (?:\S+ ){1,9}?what it "
        r"(?:\w+ )?(?:failed|"
        r"could not|did not|never|took)\b", weight=2.4),
    *of(-1, "answers to the drug again",
        r"\b(?:at the mercy of|helpless (?:before|against|under)|defen[cs]eless (?:before|against)|prey to|"
        r"powerless against|naked "
        r"before|wide open to|laid open to|unarmed against) (?:the )?DRUG\b",
        r"\b(?:tip|turn|win|won|bring|brought|woo|coax|lur|lead|led|return|restor|reconcil|convert|recall|tempt|"
        r"swung|swing)\w* "
        r"(?:(?:the|these|resistant|refractory|CELL|tumou?rs?|xenografts?|them|blasts) ){1,6}(?:back|round) to "
        r"(?:the )?DRUG\b",
        rf"\b(?:only|not until|not before) (?:when|after|once|if|where|then)?\b.{{0,110}}?\b(?:did|do|does|would|"
        rf"could) (?:the )?"
        rf"(?:\w+ )?(?:CELL )+(?:\w+ )?{_YIELD} (?:to|before|under|in|at) (?:the )?DRUG\b",
        r"\bDRUG .{0,50}?, (?:the )?(?:CELL )+(?:now |then )?(?:listened|heeded|answered|obeyed|gave in|caved in|"
        r"yielded|"
        r"surrendered|bowed|relented|softened) (?:once|when|after|as soon as|to|as)\b",
        rf"\b(?:renewed|new|new-found|newfound|fresh|marked|greater|keener|heightened|restored|regained|sudden|"
        rf"lasting) {_WEAK} "
        r"(?:for|to|towards?) (?:the )?DRUG\b",
        rf"\b(?:soften|weaken|sap|break|broke|lower|crack|breach|pierc|undermin|dismantl)\w* (?:their|its|the) "
        rf"(?:\w+ )?{_SPINE}\b",
        r"\b(?:soften|loosen|ripen|tenderi[sz])\w* (?:the )?(?:CELL |tumou?rs? |them )+(?:up )?(?:for|to) (?:the "
        r")?DRUG\b"),
    *of(1, "no longer answers to the drug",
        rf"\b(?:stiffen|steel|harden|strengthen|fortif|toughen|reinforc|shor|brac|bolster)\w* (?:up )?(?:their|"
        rf"its|the) (?:\w+ )?"
        rf"{_SPINE}\b",
        r"\b(?:brush|push|wav|sweep|swept|shrug|thrust|elbow|shov|cast|set|lay|laid)\w* aside (?:the )?DRUG\b|"
        r"\b(?:brush|push|wav|sweep|swept|elbow|shov)\w* (?:the )?DRUG aside\b"),
)  # fmt: skip
"""What each turn is called, how it reads, its sign, and how plainly it speaks."""
