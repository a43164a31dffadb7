"""Turns of phrase that tell a response without naming it: a drug that kills fewer cells, a mixture that does more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exoannotate.suggest.claims.response import faring, idioms, opposition, sayings
from exoannotate.suggest.claims.response.sayings import of as _of
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.words import Word


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn of phrase: its sign as that of an outcome, its words, and the rule that knows it."""

    sign: int
    first: int
    last: int
    rule: str
    weight: float = 1.3


def find(words: Sequence[Word], drugs: frozenset[int], cells: frozenset[int]) -> Iterator[Turn]:
    """The turns in a sentence."""
    line = line_of(words, drugs, cells)
    yield from _by_numbers(line)
    if _ANY.search(line) is None:
        return
    for rule, pattern, sign, weight in TURNS:
        match = pattern.search(line)
        if match is not None:
            first = line[: match.start()].count(" ") + (match.group().startswith(" "))
            sign = -sign if rule != faring.TOGETHER and idioms.is_turned(line, match.start()) else sign
            yield Turn(sign, first, first + match.group().strip().count(" "), rule, weight)


def _by_numbers(line: str) -> Iterator[Turn]:
    """“viability was 35 %, versus 72 % with EVs”: which of two figures is the one with vesicles."""
    if line.count(" % ") < 2:
        return
    for told, sign in ((_ALIVE, 1), (_DEAD, -1), (_ALIVE_FIRST, -1), (_DEAD_FIRST, 1), (_DEAD_WITH, 1),
                       (_ALIVE_WITH, -1), (_DEAD_CONTROLS, 1), (_ALIVE_CONTROLS, -1)):  # fmt: skip
        match = told.search(line)
        if match is not None:
            way = sign if float(match[2].strip(".") or 0) > float(match[1].strip(".") or 0) else -sign
            first = line[: match.start()].count(" ")
            yield Turn(way, first, first + match.group().count(" "), "two figures", 2.2)


_TWO = r" (?:\S+ ){0,9}?([\d.]+) % (?:\S+ ){0,6}?(?:versus|vs|but|and|compared|against) (?:\S+ ){0,4}?([\d.]+) % "
_BY_EV = r"(?:\S+ ){0,5}?(?:with|presence|given|under|by|receiving|plus|exposed|after) (?:\S+ ){0,5}?EV\b"
_ALIVE = re.compile(rf"\b(?:viability|survival|survived){_TWO}{_BY_EV}")
_WITHOUT = r"(?:\S+ ){0,4}?(?:absence|without|controls?|untreated|alone)\b"
_DEAD = re.compile(rf"\b(?:killed|kills|apoptosis|died|apoptotic){_TWO}{_BY_EV}")


_ALIVE_FIRST = re.compile(rf"\bEV (?:\S+ ){{0,9}}?(?:viability|survival|survived){_TWO}{_WITHOUT}")
_DEAD_FIRST = re.compile(rf"\bEV (?:\S+ ){{0,9}}?(?:killed|apoptosis|died|apoptotic){_TWO}{_WITHOUT}")


_WITH_FIRST = (
    r"([\d.]+) %% (?:\S+ ){0,6}?(?:%s)\b (?:\S+ ){0,8}?EV\b (?:\S+ ){0,4}?(?:against|versus|vs|but|compared|and) "
    r"(?:\S+ ){0,4}?"
    r"([\d.]+) %% (?:\S+ ){0,4}?(?:without|absence|untreated|alone|controls?)\b"
)
_DEAD_WITH = re.compile(_WITH_FIRST % "died|killed|apoptotic|dead|dying|succumbed|perished|responded")
_ALIVE_WITH = re.compile(_WITH_FIRST % "survived|alive|viable|living|lived")


_OF_CONTROLS = (
    r"\bEV .{0,90}?([\d.]+) %% (?:\S+ ){0,6}?(?:%s)\b (?:\S+ ){0,6}?(?:against|versus|vs|compared|but|while|whereas) "
    r"(?:\S+ ){0,3}?([\d.]+) %% (?:\S+ ){0,3}?(?:controls?|untreated|unexposed|without|alone|absence|naive)\b"
)
_DEAD_CONTROLS = re.compile(_OF_CONTROLS % "died|killed|apoptotic|dead|dying|succumbed|perished|responded")
_ALIVE_CONTROLS = re.compile(_OF_CONTROLS % "survived|alive|viable|living|lived|remained")


def line_of(words: Sequence[Word], drugs: frozenset[int], cells: frozenset[int]) -> str:
    """The sentence as one line in which drugs are DRUG, cells CELL and vesicles EV, one word a word."""
    return " ".join(
        "LOADED" if k in drugs and w.low.endswith(_INSIDE)
        else "DRUG" if k in drugs or (w.stem in say.GENERIC_DRUG and w.low not in _DOSES and k not in cells)
        else "CELL" if k in cells and w.low not in _ALIVE_OR_DEAD
        else "EV" if w.stem in say.VESICLE
        else w.low
        for k, w in enumerate(words)
    )  # fmt: skip


_INSIDE = ("-loaded", "-filled", "-laden", "-packed", "-carrying", "-encapsulating", "-stuffed")
"""Ends of words that tell a drug to be in the vesicle that follows."""
_DOSES = frozenset(("dose", "doses"))
_ALIVE_OR_DEAD = frozenset("apoptotic dead dying surviving viable clonogenic".split())
_D = r"(?:DRUG )+"
_C = r"(?:CELL )+"
_KILL = r"(?:kill|inhibit|eliminat|eradicat|suppress|destroy|shrink|shr[au]nk|control|reduc)\w*"
_MORE = r"(?:more|better|stronger|greater|larger|further|faster|deeper|higher|longer)"
_LESS = r"(?:less|fewer|weaker|smaller|poorer|worse|hardly|scarcely|barely|no longer(?! than)|not|never)"
_ALONE = (
    rf"than (?:(?:the|that of|with|did|of|by|under|either|any|its) )*(?:free |soluble |unloaded |"
    rf"single )?(?:{_D}|\w+ )?(?:did |does |was |could )?"
    r"(?:alone|by itself|itself|on its own|monotherapy|only|agent alone|component)"
)
_FREE = r"than (?:the |that of |did |of )*(?:free|soluble|unencapsulated|naked|conventional) \w+"
_UNDER = (
    r"(?:under|despite|in spite of|in the presence of|in the face of|through|unhindered by|undisturbed by) (?:the )?"
    rf"(?:\w+ ){{0,3}}?{_D}?"
)


_MUCH = r"(?:twice|double|higher|larger|thrice|greater|heavier|stronger|more of|\w+-fold|\w+ times)"
_DOSE = (
    r"(?:(?:DRUG|doses?|amounts?|concentrations?) )+(?:of (?:the )?)?(?:(?:DRUG|doses?) "
    r")*(?:(?!before|until|if|than)\S+ ){0,5}?"
)
_NEEDED = r"(?:needed|required|necessary|demanded|called for)\b"
TURNS: tuple[tuple[str, re.Pattern[str], int, float], ...] = (
    *_of(0, "no better than alone",
         rf"\b(?:no|not) (?:\w+ )?{_MORE} (?:\w+ ){{0,4}}?{_ALONE}",
         rf"\b(?:no|not) (?:\w+ )?{_MORE} (?:\w+ ){{0,4}}?{_FREE}", weight=2.0),
    *_of(-1, "more than alone",
         rf"\b{_MORE} (?:\S+ ){{0,9}}?{_ALONE}",
         r"\b(?:decreas|reduc|suppress|inhibit|attenuat|diminish)\w* (?:\S+ ){0,5}?(?:tumou?rs?|growth|volumes?|burden|"
         r"viability|proliferation) .{0,50}?(?:compared|relative|versus|vs|comparison) (?:with |to )?(?:\S+ "
         r"){0,2}?DRUG "
         r"(?:alone|monotherapy|only|single)",
         rf"\b(?:more )?(?:\w+ly )?{_MORE} (?:\S+ ){{0,9}}?{_FREE}",
         r"\b(?:strong|great|high|good|bett|fast|larg)er (?:\S+ ){0,9}than either\b",
         r"\bmore (?:\S+ ){0,8}than either\b",
         r"\bto a (?:great|larg|high)er (?:degree|extent) (?:\S+ ){0,2}?than\b",
         r"\b(?:outperform|surpass|exceed)\w* (?:the |free |that of )*(?:\w+ )?(?:DRUG|taxol|abraxane|doxil)\b",
         rf"\bmore (?:CELL |tumou?rs? )?than {_D}(?:alone|by itself|itself)"),
    *_of(1, "larger than under the drug alone",
         rf"\b(?:tumou?rs?|CELL|nodules|lesions|xenografts|metastases) (?:\S+ ){{0,7}}?"
         rf"(?:larger|bigger|heavier|more numerous) (?:\S+ ){{0,6}}?{_ALONE}", weight=1.6),
    *_of(0, "no more than others",
         r"\b(?:no|not) (?:more|less) (?:protective|resistant|sensitive|effective|susceptible|tolerant|"
         r"refractory|responsive) (?:\S+ ){0,6}?than\b", weight=2.0),
    *_of(-1, "a loaded vesicle kills",
         rf"\b(?:ev|exosome|vesicle)s?-(?:encapsulated|loaded|delivered|packaged|borne) {_D}(?:\S+ ){{0,5}}?{_KILL}",
         weight=1.0),
    *_of(0, "left as it was",
         r"\b(?:left|leaves?|remain\w*|stay\w*|kept) .{0,80}?\bas (?:it|they) (?:was|were|is|are|had been)\b",
         weight=2.0),
    *_of(-1, "a loaded vesicle kills",
         rf"\bEV (?:\S+ ){{0,3}}?(?:loaded|filled|packed|carrying) (?:with )?(?:\S+ )?{_D}(?:\S+ ){{0,2}}?"
         rf"(?:kill|inhibit|eliminat|eradicat|shrank|shrink|suppress)\w*",
         rf"\bdrug-loaded EV (?:\S+ )?{_KILL}", weight=1.0),
    *_of(-1, "acts together",
         rf"\b(?:cooperat|collaborat|act\w* (?:together|additively|in concert))\w* with {_D}",
         rf"\b(?:EV|DRUG)\b .{{0,60}}?\b(?:combin\w+|together|along|plus) (?:with |and )?{_D}.{{0,60}}?\b(?:inhibit|"
         rf"suppress|"
         rf"reduc|decreas|attenuat|block|limit|retard)\w* (?:\S+ ){{0,5}}?(?:growth|proliferation|viability|"
         rf"tumou?rs?|CELL)\b",
         r"\bsynergi\w+", r"\bin synergy\b", r"\b(?:re)?potentiat\w+ (?:the )?(?:\w+ )?DRUG"),
    *_of(-1, "more toxic to cells",
         r"\bDRUG .{0,160}?\b(?:enhanced|increased|higher|improved|greater|superior|stronger) (?:\w+ "
         r")?(?:cyto)?toxicity "
         r"(?:against|towards?|to|in) (?!(?:the )?(?:normal|healthy|heart|kidney|liver|cardiac|non))"),
    *_of(-1, "a loaded vesicle kills",
         rf"\b{_D}@ EV (?:\S+ ){{0,3}}?{_KILL}", weight=1.0),
    *_of(1, "vesicles take part",
         r"\bEV (?:\S+ ){0,8}?(?:is|are) (?:\S+ ){0,4}?(?:mechanism|driver|mediator|determinant|source|"
         r"regulator)s? of (?:\S+ ){0,3}?\S*resistance\b",
         r"\b(?:demonstrat|show|confirm|report|prov|reveal|evidenc|establish|uncover|signify|signif|underscor|underlin|"
         r"document|support|corroborat|emphasi|recogni[sz]|identif)\w* (?:\S+ ){0,5}?(?:involvement|"
         r"implication|roles?|importance|"
         r"participation|contribution) of (?:\S+ ){0,3}?EV (?:\S+ ){0,2}?(?:in|to) (?:\S+ ){0,4}?\S*resistance\b",
         r"\bEV (?:\S+ ){0,6}?(?:documented|recogni[sz]ed|identified|described|established|emerged|reported|known|"
         r"shown|proven|regarded|considered|act|serve|function)\w* (?:to be |as )(?:\S+ ){0,6}?(?:mechanisms?|"
         r"drivers?|mediators?|"
         r"determinants?|sources?|regulators?|players?|contributors?|factors?|ways?|routes?|causes?|"
         r"promoters?) (?:of|in|"
         r"for|to|by which|behind|underlying) (?:\S+ ){0,5}?\S*resistance\b(?! (?:pathway|gene|protein|"
         r"mechanism|signature)s?\b)",
         r"\bEV (?:\S+ ){0,6}?participate\w* in (?:[^\s;.]+ ){0,16}?(?:, and|,|and) (?:\w+ )?\S*resistance\b",
         r"\bEV (?:\S+ ){0,6}?(?:involved|implicated|participate\w*|play\w* (?:\S+ ){1,4}?(?:role|part)s?|"
         r"function\w*) in "
         r"(?:\S+ ){0,5}?\S*resistance\b(?! (?:pathway|gene|protein|mechanism|signature)s?\b)", weight=0.8),
    *_of(1, "more is needed to kill", r"\brais\w* the (?:\w+ )?threshold\b", weight=2.0),
    *_of(-1, "less is needed to kill", r"\blower\w* the (?:\w+ )?threshold\b", weight=2.0),
    *_of(1, "fewer die",
         r"\b(?:percentage|fraction|proportion|rate|number)s? of (?:\w+ )?(?:apoptotic|dead|dying|apoptosis|death) "
         r".{0,90}?"
         r"\b(?:was|were|is|are) (?:\w+ )?(?:lower|reduced|decreased|smaller|fewer)\b",
         r"\b(?:apoptosis|apoptotic|death) rates? .{0,60}?\b(?:was|were) (?:\w+ )?(?:lower|reduced|"
         r"decreased)\b", weight=1.0),
    *_of(-1, "fewer live through treatment",
         r"\b(?:reduc|decreas|lower|diminish)\w* (?:the )?(?:number|fraction|proportion|percentage)s? of "
         r"(?:surviving|viable|"
         r"clonogenic) .{0,60}?\bDRUG\b"),
    *_of(1, "lives through treatment",
         r"\b(?:increas|rais|elevat|enhanc)\w* (?:the )?(?:number|fraction|proportion|percentage)s? of (?:surviving|"
         r"viable|"
         r"clonogenic) .{0,60}?\bDRUG\b"),
    *_of(-1, "more die",
         r"\b(?:percentage|fraction|proportion|rate|number)s? of (?:\w+ )?(?:apoptotic|dead|dying|apoptosis|death) "
         r".{0,90}?"
         r"\b(?:was|were|is|are) (?:\w+ )?(?:higher|increased|elevated|greater)\b",
         r"\b(?:apoptosis|apoptotic|death) rates? .{0,60}?\b(?:was|were) (?:\w+ )?(?:higher|increased)\b", weight=1.0),
    *_of(-1, "a loaded vesicle kills",
         rf"\bEV (?:\S+ ){{0,3}}?(?:loaded|filled|packed|formulated) with {_D}(?:\S+ ){{0,7}}?"
         r"(?:inhibition|suppression|reduction|regression) of\b", weight=1.0),
    *_of(1, "lives through treatment",
         r"\bmore viable (?:\S+ ){0,3}?(?:under|in the presence of|despite|after|upon) (?:\S+ ){0,2}?DRUG\b"),
    *_of(-1, "treated animals live longer", r"\b(?:mice|animals|rats)\b.*\bliv\w+ longer\b", weight=1.6),
    *_of(1, "the drug works less", rf"\b{_D}(?:then )?(?:work|perform|act|did)\w* (?:less|worse|poorly)\b"),
    *_of(-1, "the drug works more", rf"\b{_D}(?:then )?(?:work|perform|act|did)\w* better\b"),
    *_of(-1, "back under control", r"\bback under (?:the )?control\b"),
    *_of(-1, "the drug works again",
         r"\bwork(?:s|ed)? (?:once )?again\b",
         rf"\b{_D}(?:\w+ )?(?:once more|again) (?:\w+ )?(?:able|{_KILL}|work\w*|induc\w*|block\w*|act\w*)",
         rf"\b{_D}(?:was |were |is )?(?:once )?again (?:able to|capable of)"),
    *_of(1, "the drug works less",
         rf"\b{_D}(?:\w+ )?{_KILL} {_LESS}\b",
         rf"\b{_D}(?:\w+ ){{0,2}}?{_LESS} (?:\w+ )?{_KILL}\b",
         rf"\b{_D}(?:then |thus |consequently |therefore |also )?(?:fails?|failed|ceased|"
         rf"stopped)\b(?! (?:to )?(?:alter|change|affect))",
         rf"\b{_D}no longer (?!than)(?:\w+ )?(?:{_KILL}|work\w*|trigger\w*|induc\w*|act\w*|ha[sd]|could|was|is)",
         rf"\b{_KILL.replace('reduc','kill')} (?:{_C})?less (?:\w+ )?by {_D}",
         r"\b(?:killed|inhibited|eliminated) less (?:\w+ )?(?:by|under|with)\b"),
    *_of(1, "more of the drug is needed",
         r"\b(?:DRUG )?doses? (?:\w+ )?(?:needed|required)\b.{0,70}?\b(?:rose|increased|higher|doubled|greater)\b"),
    *_of(1, "less of the drug stays in",
         rf"\b(?:accumulat|retain|absorb|take up|took up|contain|import)\w* less (?:of the )?{_D}",
         rf"\b{_D}(?:\w+ )?accumulat\w* (?:\w+ )?(?:less|poorly)\b",
         r"\b(?:reduc|lower|decreas|diminish)\w* (?:the )?(?:fraction|number|proportion|share|percentage) of "
         r"(?:dying|dead|apoptotic)"),
    *_of(-1, "more of the drug stays in",
         rf"\b{_D}(?:\w+ )?accumulat\w* (?:\w+ )?(?:more|better)\b",
         r"\b(?:increas|rais|doubl|enlarg)\w* (?:the )?(?:fraction|number|proportion|share|percentage) of "
         r"(?:dying|dead|apoptotic)"),
    *_of(1, "vesicles catch the drug",
         rf"\bEV (?:\S+ ){{0,6}}?(?:bind|binds|bound|entrap|entrapped|entraps|capture|captured|sequester|sequestered|"
         rf"trap|trapped|"
         rf"neutralised?|absorb|soak up) (?:the )?{_D}"),
    *_of(1, "more of the drug is needed",
         rf"\b{_MUCH} (?:the |of the )?{_DOSE}{_NEEDED}",
         rf"\b(?:took|takes?|need(?:ed|s)?|require[sd]?|demand(?:ed|s)?|call(?:ed|s)? for) (?:\w+ )?{_MUCH} (?:the "
           "|of the )?"
         r"(?:DRUG|dose|amount|concentration)s? ",
         r"\b(?:twice|double|thrice) the DRUG (?:of DRUG )?(?:\S+ ){0,3}?(?:needed|required|necessary)\b"),
    *_of(-1, "less of the drug is needed",
         r"\b(?:half|lower|smaller|less|a (?:\w+ )?fraction of|reduced|lesser) (?:the |of the "
         rf")?{_DOSE}(?:sufficed|sufficient|"
         r"enough|(?:needed|required) to)\b",
         r"\b(?:DRUG )?doses? (?:\w+ )?(?:needed|required)\b.{0,70}?\b(?:fell|decreased|lower|halved|smaller|"
         r"dropped)\b"),
    *_of(1, "the drug is caught",
         r"\bless (?:of the )?(?:DRUG )+(?:then )?(?:reach|enter|accumulat|arriv)\w*",
         rf"\b{_D}(?:is|was|are|were|being|gets) (?:\w+ )?(?:bound|sequestered|captured|trapped|caught|neutralised|"
         rf"neutralized|intercepted|soaked) (?:up )?(?:by|on|to)\b"),
    *_of(-1, "the drug works more",
         rf"\b{_D}(?:\w+ )?(?:kill|eliminat|clear|destroy|eradicat|dispatch)\w* (?:twice|thrice|\w+ times) "
         rf"(?:as|more)\b",
         rf"\b{_D}(?:\w+ )?{_KILL} (?:more|most|better)\b",
         r"\b(?:killed|inhibited|eliminated) (?:more|better) (?:\w+ )?(?:by|under|with)\b"),
    *_of(1, "the drug adds nothing",
         rf"\b{_D}(?:had|has|showed|shows|exerted|retained|brought|gave) (?:no|little|"
         rf"hardly any) (?:\w+ )?(?:benefit|effect|activity|efficacy)\b",
         weight=2.1),
    *_of(1, "less harmed by the drug",
         rf"\b(?:less|hardly|barely|scarcely) (?:\w+ )?(?:affected|inhibited|killed|damaged|harmed|impaired|hit|"
         rf"injured) (?:\w+ )?by (?:the )?{_D}"),
    *_of(-1, "more harmed by the drug",
         rf"\bmore (?:\w+ )?(?:affected|inhibited|killed|damaged|harmed|impaired|hit|"
         rf"injured) (?:\w+ )?by (?:the )?{_D}"),
    *_of(1, "harder to kill",
         r"\b(?:harder|more difficult|less easy|tougher) (?:for (?:\S+ ){1,3})?to "
         r"(?:kill|treat|eradicate|eliminate)\b"),
    *_of(-1, "easier to kill",
         r"\b(?:easier|less difficult) (?:for (?:\S+ ){1,3})?to (?:kill|treat|eradicate|eliminate)\b"),
    *_of(1, "fewer are killed with vesicles",
         rf"\b{_KILL} (?:\S+ ){{1,2}}?% .{{0,120}}?\b(?:but|versus|vs|and) (?:only|just|merely) (?:\S+ ){{1,2}}?% "
         r".{0,120}?\bEV\b"),
    *_of(1, "less toxic to cells",
         rf"\b{_D}(?:\w+ ){{0,3}}?(?:less|not|no longer) (?:cyto)?(?:toxic|lethal|active|damaging)\b"),
    *_of(-1, "more toxic to cells",
         rf"\b{_D}(?:\S+ ){{0,8}}?(?:more|highly) (?:cyto)?(?:toxic|lethal|active|damaging)\b"),
    *_of(1, "lives through treatment",
         rf"\bkept alive {_UNDER}",
         rf"\bke(?:ep|eps|pt) (?:the )?{_C}(?:alive|viable)\b",
         r"\bDRUG .*\b(?:continu|went on|goes on)\w* (?:to )?(?:grow|divid|proliferat|cycl)\w*",
         r"\b(?:continu|went on|goes on)\w* (?:to )?(?:grow|divid|proliferat|cycl)\w* .*\bDRUG\b",
         r"\b(?:stay|stays|stayed|remain|remained|remains) (?:alive|viable)\b",
         r"\bregr[eo]w\w* (?:after|under|despite|following) (?:\S+ )?DRUG\b",
         r"\blive[ds]? through\b",
         rf"\b(?:grew|grow|grows|growing|divid\w+|proliferat\w+|cycl\w+|multipl\w+) "
         rf"(?!(?:\w+ )?(?:slow|less|poorly|hardly|barely|scarcely|worse|no longer))(?:\w+ ){{0,2}}?{_UNDER}",
         r"\bke(?:ep|eps|pt) (?:on )?(?:growing|dividing|proliferating|cycling)\b",
         r"\bno longer respond", r"\bgr[eo]w (?:\w+ )?(?:faster|quicker|despite)",
         r"\bmore colonies (?:\w+ ){0,3}?(?:after|under|despite|following|in)\b",
         r"\b(?:relaps|recurr|regr[eo]w)\w* (?:\w+ ){0,2}?(?:faster|sooner|earlier|more)\b"),
    *_of(-1, "fewer live through treatment",
         r"\bfewer colonies (?:\w+ ){0,3}?(?:after|under|despite|following|in)\b",
         r"\bgr[eo]w (?:\w+ )?(?:slow|less)", r"\b(?:CELL|tumou?rs?) regress(?!ion\b)",
         r"(?<!prevented )(?<!blocked )(?<!prevented the )(?<!blocked the )(?<!abolished the )\bregression of\b",
         r"\bshr(?:ank|unk|ink)(?!\w* (?:\w+ )?(?:less|little|hardly|barely|poorly|scarcely))",
         r"(?<!of )(?<!from )(?<!CELL )(?<!DRUG )\bCELL (?:CELL )*(?:\w+ )?(?:smaller|lighter|fewer)\b",
         r"\b(?:smaller|lighter|fewer) (?:CELL|tumou?rs?|nodules|lesions)\b",
         r"\b(?:relaps|recurr|regr[eo]w)\w* (?:\w+ ){0,2}?(?:slower|later|less|more slowly)\b"),
    *_of(1, "the drug is kept away",
         r"\bkeeps? (?:the|this) (?:DRUG|antibody|drug|agent|compound) (?:away )?from\b"),
    *sayings.TURNS,
    *idioms.TURNS,
    *faring.TURNS,
    *opposition.TURNS,
)  # fmt: skip
"""What each turn is called, how it reads, its sign, and how plainly it speaks. Each begins where a word begins."""
_EACH = "|".join(pattern.pattern.removeprefix(r"\b") for _, pattern, _, _ in TURNS)
_ANY = re.compile(rf"\b(?=\w)(?:{_EACH})")
"""Whether there is any: nine sentences in ten have none, and one look at each word tells so."""
