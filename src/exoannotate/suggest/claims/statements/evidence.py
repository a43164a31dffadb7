"""Whether a sentence reports evidence at all, or an aim, a question, a method, or what no therapy is part of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.vesicles import is_vesicle
from exoannotate.suggest.claims.sentence.words import Word
from exoannotate.suggest.claims.statements import elsewhere


def untold(words: Sequence[Word], told: Sequence[tuple[int, int]] = ()) -> str:
    """The phrase by which a sentence says that it reports nothing; "" when it reports. ``told``: the first and the
    last word of each outcome it tells."""
    low = " ".join(w.low for w in words)
    told_at = min((last for _, last in told), default=None)
    hoped = _HOPED.search(low)
    if told_at is None and _KNOWN.search(low):
        return "what is known of resistance"
    if (defined := _DEFINED.search(low)) is not None:
        return defined.group()
    if hoped is not None and told_at is None and _PREDICTED.search(low[: hoped.start()]):
        hoped = None
    if hoped is not None and (told_at is None or told_at >= low[: hoped.start()].count(" ")):
        return hoped.group()
    for phrase in say.UNTOLD:
        at = low.find(phrase)
        if (
            at >= 0
            and not _answered(low, at)
            and not _of_another(words, low, at, told)
            and low[at : at + 14] not in ("whether or not", "were it not fo")
            and not _EITHER_WAY.match(low)
            and not (phrase.startswith("absence of") and _UNDONE.search(low))
        ):
            return phrase
    if (
        words
        and words[0].low in ("how", "why", "what", "which", "do", "does", "can", "is")
        and (words[-1].low == "?" or any(w.low in _OPEN for w in words))
    ):
        return "a question"
    sought = next(
        (found for told in (_SOUGHT, _NO_PROOF, _NOT_YET, _THIS_STUDY, _LOOKED_AT) if (found := told.search(low))), None
    )
    if sought is not None and not (_answered(low, sought.start()) or _of_another(words, low, sought.start(), told)):
        return sought.group()
    if (apart := _ABOUT_PAPERS.search(low) or _OUTSIDE.match(low)) is not None:
        return apart.group()
    apart = _HEALTHY.search(low) or _NO_CHANGE.search(low) or _WANTED.search(low) or _MEASURED.search(low)
    if apart is not None:
        return apart.group()
    if told_at is None and (listed := _LISTED.search(low)):
        return listed.group()
    other = elsewhere.other_sense(low, told_at is not None)
    if other and told_at is not None and _BOTH_WAYS.search(low) and _AT_ODDS.search(other):
        other = ""  # "Reports are contradictory: they were found both to raise and to lower it"
    if any(w.low in _NO_VESICLES for w in words) and not any(map(is_vesicle, words)):
        return "by no vesicles"  # "Soluble IL-6 secreted by fibroblasts": another route
    apart_from = other and (at := low.find(other)) >= 0 and _yet_told(words, low[:at].count(" "), told)
    if other and not apart_from and not _answered(low, max(0, low.find(other))) and not (
        (at := low.find(other)) > 0 and _CONCEDED.search(low[:at]) and _of_another(words, low, at, told)
    ):  # fmt: skip
        return other
    present = {w.low for w in words}
    unless = [w.low for w in words[1:4]] in (
        ["it", "not", "for"],
        ["it", "not", "been"],
    )  # "Were it not for vesicles, ..."
    if words and not unless and words[0].low in ("should", "were", "had") and present & {"might", "would", "could"}:
        return f"{words[0].text} …"  # "Should they be shown to do so, they might ..."
    for one, other in say.UNREAL:
        if one in present and other in present:
            return f"{one} … {other}"
    if words and words[0].low in ("figure", "fig", "table") and len(words) > 1 and words[1].low[:1].isdigit():
        after = {w.low for w in words[2:8]}
        if after & {
            "depicts",
            "shows",
            "illustrates",
            "summarises",
            "summarizes",
            "gathers",
            "collects",
            "assembles",
            "compiles",
            "presents",
            "catalogues",
            "groups",
            "lists",
            "gives",
            "outlines",
        }:
            return "a caption that points"
    return ""


def _answered(low: str, at: int) -> bool:
    """A finding told after the question: "we asked whether ..., and found that"."""
    rest = low[at:]
    return any(
        word in rest
        for word in (" given that ", " found that ", " we show ", " it turned out ", " showed that ", " and indeed ")
    )


def _of_another(words: Sequence[Word], low: str, at: int, told: Sequence[tuple[int, int]]) -> bool:
    """“X confers tolerance, whereas what Y does is unknown”, “Although it is not known how, X ...”: what is left
    open is so in a clause that tells no outcome."""
    place = low[:at].count(" ")
    first = place
    while first and not (words[first].low == ";" or (words[first - 1].low == "," and words[first].low in _CLAUSES)):
        first -= 1
    if first:
        return any(last < first for _, last in told)
    if _yet_told(words, place, told):
        return True
    if words[0].low not in _CONCEDING:
        return False
    end = next((k for k in range(place, len(words)) if words[k].low == ","), len(words))
    return any(begin > end for begin, _ in told)


_AT_ODDS = re.compile(r"contradict|conflict|inconsistent|divergent|at odds|heterogeneous")
_BOTH_WAYS = re.compile(r"\bboth (?:to )?|\bas well as to\b|\bsome\b.{1,90}\bothers?\b|\bto \w+ (?:and|or) to \w+")
_NO_VESICLES = frozenset("soluble diffusible paracrine autocrine juxtacrine nanotubes".split())


def _yet_told(words: Sequence[Word], place: int, told: Sequence[tuple[int, int]]) -> bool:
    """“One may doubt whether ..., yet X did ...”: a finding behind what is left open."""
    yet = next(
        (k for k in range(place, len(words) - 1) if words[k].low in (",", ";") and words[k + 1].low in _YET), None
    )
    return yet is not None and any(begin > yet for begin, _ in told)


_UNDONE = re.compile(r"\b(?:no longer|ceased|lost|failed|stopped|could not|did not|unable)\b")
"""“In the absence of vesicles they no longer did it”: an experiment."""
_CLAUSES = frozenset("but however instead although though while whereas yet".split())
_YET = frozenset("yet but still nevertheless nonetheless".split())
_CONCEDING = frozenset("although though while whereas despite".split())
_SOUGHT = re.compile(
    r"\b(?:asked|asks|ask|wondered|tested|checked) (?:next |then |therefore |first )?(?:if|whether|how)\b|"
    r"\b(?:investigat|examin|explor|evaluat|assess|studi|stud|address|analys|analyz|ask|test)(?:e|es|ed|y|ies|"
    r"ing|s)? (?:the |if |how |whether )"
    r"(?:possible |potential |functional )?(?:role|effect|influence|impact|contribution|relationship|association|"
    r"involvement|mechanism|function)"
)
"""What a study set out to look at, which is no result."""
_THIS_STUDY = re.compile(
    r"\b(?:this|the present|the current|our|present|current) (?:study|work|research|trial|article|paper|investigation) "
    r"(?:\w+ )?(?:analy[sz]|investigat|explor|examin|evaluat|assess|attempt|aim|tested|focus|characteri[sz]|"
    r"summari[sz]|"
    r"review|address)\w*"
)
_DEFINED = re.compile(
    r"\b(?:patients|cases|women|men|individuals|subjects|tumou?rs|responders|resistance|cells|lines) (?:\S+ ){0,3}?"
    r"(?:was|were|is|are) (?:\w+ )?(?:judged|deemed|defined|classified|classed|categori[sz]ed|considered|regarded|"
    r"termed|labell?ed|counted|designated|grouped|scored) (?:as |to be )?(?:\S+ ){0,3}?(?:resistan|sensitiv|refractor|"
    r"respon|non-?respon|insensitiv)\w* (?:when|if|in case|in cases|once|provided|according|based|by|where|whenever|on "
    r"the basis)\b"
)
"""“Patients were judged resistant when ...”: a definition."""
_KNOWN = re.compile(
    r"\bresistance (?:\S+ ){0,5}?(?:is|are|remains?|represents?|poses?|constitutes?|has become) (?:\S+ ){0,5}?"
    r"(?:obstacle|cause|challenge|problem|barrier|hurdle|hindrance|limitation|impediment|issue)s?\b"
)
_LOOKED_AT = re.compile(
    r"\b(?:role|effect|function|mechanism|contribution|involvement|relationship|influence|impact|association)s? "
    r"(?:of|between) "
    r".{0,120}?\b(?:was|were|is|are) (?:\w+ )?(?:explored|investigated|examined|studied|evaluated|assessed|analy[sz]ed|"
    r"discussed|reviewed|summari[sz]ed)\b"
)
_HOPED = re.compile(
    r"\b(?:be|is|are|as|becom\w*|represent\w*|provid\w*|offer\w*) (?:considered )?(?:as )?(?:an? |the )?(?:\w+ ){0,2}?"
    r"(?:potential|promising|novel|new|attractive|possible|feasible|useful|valuable|ideal|viable|alternative) "
    r"(?:and \w+ )?(?:\w+ ){0,3}?(?:targets?|strateg\w+|approach\w*|avenues?|options?|tools?|modalit\w+|"
    r"interventions?|opportunit\w+|agents?|platforms?|vehicles?|(?:nano)?carriers?)\b|"
    r"\bpotential as (?:an? |the )?(?:\w+ ){0,2}(?:targets?|vehicles?|carriers?)\b|"
    r"\binsights? (?:in)?to\b|\bdeserves? (?:\w+ )?attention\b"
)
"""“could be a promising target to overcome resistance”: what is hoped for, unless a finding was told before."""
_NOT_YET = re.compile(
    r"\b(?:ha(?:s|ve)|had|is|are) (?:not|never|rarely|scarcely|hardly|yet to)(?: yet| so far| fully)? (?:been |"
    r"be |to be )?(?:determined|examined|"
    r"studied|investigated|explored|addressed|tested|clarified|established|elucidated|reported|described|known|"
    r"clear|understood|defined)"
)
_CONCEDED = re.compile(r", (?:although|though|even though|while) [^,;]*\Z")
_NO_PROOF = re.compile(
    r"\b(?:evidence|proof|data|reports?|support|documentation|demonstration|confirmation) (?:(?!show|reveal|indicat|"
    r"suggest|demonstrat)\S+ ){0,12}?(?:is|are|was|were|remains?) (?:(?:still|so far|as yet|yet|currently|entirely|"
    r"largely|altogether|so) )?(?:lacking|missing|scarce|absent|wanting|sparse|awaited|pending|anecdotal|inconclusive|"
    r"unavailable|non-existent|nonexistent|scant|thin|patchy|circumstantial)\b"
)
"""“Evidence linking X to resistance is lacking”."""
_ABOUT_PAPERS = re.compile(
    r"\b(?:erratum|errata|corrigend\w+|retraction|expression of concern|editorial note|addendum|peer review)\b"
)
_OUTSIDE = re.compile(
    r"(?:the |free |purely )?(?:soluble|non-vesicular|unpackaged|vesicle-free|exosome-free|naked) (?:\S+ ){0,12}?(?:"
    r"(?:freed|free|devoid|depleted|cleared|stripped|rid|purged) of (?:\S+ ){0,2}?(?:vesic|exosom|evs)|(?:vesicles|"
    r"exosomes|evs) (?:(?:had|have|has|were|was|are|been|being) )+(?:\w+ )?(?:removed|depleted|pelleted|cleared|"
    r"eliminated|stripped|taken|filtered|discarded|spun))"
)
"""“Soluble X in medium freed of vesicles”: what works without them."""
_NO_CHANGE = re.compile(
    r"\bnot accompanied by (?:a |any )?(?:change|difference|increase|rise)s? in (?:\w+ )?(?:vesic|exosom|ev)"
)
_EITHER_WAY = re.compile(r"whether [^,]* or [^,]*, \w")
"""“Whether given before or after, ...”: a condition, and no question."""
_WANTED = re.compile(
    r"\b(?:is|are) (?:needed|required|warranted|necessary) (?:to|before|for) (?:validat|confirm|clarif|establish|"
    r"determin|evaluat|assess|understand|elucidat|test|identify|overcome|combat|circumvent|tackle|address|improve|"
    r"develop)"
)
_PREDICTED = re.compile(
    r"\b(?:predict\w*|correlat\w*|associat\w* with|foretell\w*|foretold|discriminat\w*|"
    r"distinguish\w*) .{0,40}?(?:respon|resist|"
    r"sensitiv|benefit|refractor)"
)
"""A marker that is told before what is hoped for."""
_LISTED = re.compile(
    r"\b(?:flagged|identified|revealed|detected|found|yielded|showed|uncovered|returned|listed|picked out|turned up|"
    r"disclosed|"
    r"discovered|recovered|catalogued|counted|produced|gave|singled out) (?:(?:a|total|of|some|about|as|many|more|"
    r"than|over|set|"
    r"panel|list|the|only|nearly|altogether) ){0,4}(?:\d[\d,.]*|dozens of|hundreds of|scores of|several|numerous|many) "
    r"(?:[\w-]+ ){0,4}?(?:mirnas?|micrornas?|lncrnas?|circrnas?|mrnas?|rnas?|proteins?|transcripts?|genes?|lipids?|"
    r"metabolites?|candidates?|species|molecules?|isoforms?)\b"
)
"""“Sequencing flagged 41 miRNAs”: a list with no name in it."""
_OPEN = frozenset(
    "future nobody anyone unclear unknown debate debated understood question open elusive clarified reviewed "
    "discussed remains".split()
)
_HEALTHY = re.compile(
    r"\b(?:cardio|nephro|oto|hepato|neuro|myelo)-?(?:toxic|protect)\w*\b|"
    r"\b(?:protect|rescu|spar|shield|sav)\w* (?:(?:the|rat|mouse|healthy|normal|human|adult) ){0,3}(?:hearts?|kidneys?|"
    r"livers?|cochleae?|hair cells|cardiomyocytes|neurons|nerves?|ovar(?:y|ies)|testes|myocardium|podocytes)\b"
)
"""Harm that a drug does to healthy organs, from which vesicles may save them."""
_MEASURED = re.compile(
    r"^(?:(?:first|firstly|then|next|finally|subsequently|to begin) ,? ?)?[^,;]*\b(?:associated with|related "
    r"to|linked to|"
    r"involved in) [^,;]*\b(?:was|were) (?:\w+ly )?(?:profiled|screened|measured|searched|collected|selected|"
    r"sequenced)\b"
)
"""“What goes with the response was measured”: what was looked for, and no result."""
METHODS = frozenset(
    "pelleted washed centrifuged quantified purified cultured collected stained labelled labeled lysed "
    "sequenced profiling profiled incubated filtered ultracentrifugation assays assay".split()
)


def methods(words: Sequence[Word]) -> bool:
    """Whether a sentence tells what was done in the laboratory and no result."""
    spans = any(w.low in ("survival", "pfs", "remission", "progression", "relapse") for w in words)
    return sum(w.low in METHODS for w in words) >= 2 or any(
        (w.low in ("g", "min", "h", "rpm") or (w.low == "months" and not spans))
        and k
        and words[k - 1].low.replace(",", "").isdigit()
        for k, w in enumerate(words)
    )
