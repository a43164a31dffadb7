"""Statements that only compare: a level that goes with resistance or response, a marker that predicts it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from exoannotate.suggest.claims import language as say
from exoannotate.suggest.claims.outcome import Outcome
from exoannotate.suggest.claims.parties import Parties
from exoannotate.suggest.claims.words import Word, stems


@dataclass(frozen=True, slots=True)
class Marker:
    """What goes with more of the cargo. ``stronger``: it is what the sentence is about."""

    effect: str
    first: int
    last: int
    rule: str
    stronger: bool


def tell(
    words: Sequence[Word], seen: Sequence[Outcome], sides: Parties, cells: frozenset[int], drugs: frozenset[int]
) -> Marker | None:
    """The comparison a sentence makes; None when it makes none."""
    links = [k for k, w in enumerate(words) if w.stem in say.CORRELATING and k not in cells]
    low = " ".join(w.low for w in words)
    turn = next((low.find(phrase) for phrase in say.GOING_WITH if phrase in low), -1)
    if turn >= 0:
        links.append(low[:turn].count(" "))
    people = any(
        w.stem in ("patient", "responder", "non-responder", "nonresponder", "survivor", "case", "individual")
        for w in words
    )
    compared = _compared(words)
    if not links and not (people and compared):
        return None
    level = _level(words)
    group = _group(words)
    if not group and _STOPPED.search(low):
        group = 1
    at = links[0] if links else compared or 0
    experiment = (
        any(o.weight >= 1.2 and o.rule not in ("resistance named", "named only") for o in seen)
        and not people
        and not links
    )
    if experiment:
        return None
    predicts = any(words[k].stem in _PREDICTING for k in links)
    if any(words[k].stem in _SEPARATING for k in links) or (predicts and group < 0):
        return Marker("associated (marker)", at, at, "no direction is told", True)
    if level and group:
        effect = "resistance increased" if level * group > 0 else "sensitivity increased"
        return Marker(effect, at, at, "level goes with the response", True)
    if group:
        return Marker(
            "resistance increased" if group > 0 else "sensitivity increased", at, at, "goes with the response", True
        )
    return Marker("associated (marker)", at, at, "no direction is told", bool(links))


def _compared(words: Sequence[Word]) -> int | None:
    for k, word in enumerate(words):
        if word.low in _COMPARED:
            return k
    return None


def _level(words: Sequence[Word]) -> int:
    for word in words:
        if word.low in _UP:
            return 1
        if word.low in _DOWN:
            return -1
    return 0


def _group(words: Sequence[Word]) -> int:
    """1: those who resist, -1: those who respond; the first that is named, "than responders" being the other side."""
    for k, word in enumerate(words):
        low = word.low
        before = words[k - 1].low if k else ""
        than = any(w.low == "than" for w in words[max(0, k - 5) : k])
        sign = 0
        if low in ("non-responders", "nonresponders", "non-responder") or (low in ("responders",) and before == "non"):
            sign = 1
        elif low in (
            "response",
            "responders",
            "responder",
            "respond",
            "responded",
            "responding",
            "benefit",
            "benefited",
        ):
            sign = -1
            if any(w.low in ("failed", "not", "without", "no") for w in words[max(0, k - 4) : k]):
                sign = 1
        elif (
            word.stem in say.RESISTANT
            or word.low
            in (
                "progressing",
                "progressive",
                "progressed",
                "progression",
                "failure",
                "relapsed",
                "relapse",
            )
            or word.stem
            in (
                "resistanc",
                "resistance",
                "chemoresistanc",
                "chemoresistance",
                "radioresistanc",
            )
            or word.low.endswith("resistance")
        ):
            sign = 1
        elif word.stem in say.SENSITIVE or low.endswith("sensitivity"):
            sign = -1
        elif "-" in low and low.rpartition("-")[2] in ("resistant", "refractory"):
            sign = 1
        elif "-" in low and low.rpartition("-")[2] in ("sensitive", "responsive"):
            sign = -1
        if sign:
            return -sign if than else sign
    return 0


_UP = frozenset(
    "climbed climb high higher elevated increased increases increase more rise rises rose raised enriched "
    "abundant up-regulated upregulated gain".split()
)
_DOWN = frozenset(
    "low lower reduced decreased decrease decreases less fewer fell falls down-regulated downregulated loss "
    "lost dropped depleted".split()
)
_COMPARED = frozenset(
    "higher lower more less fewer elevated enriched increased decreased reduced raised climbed rises rose "
    "falls fell rise fall".split()
)
_STOPPED = re.compile(r"\b(?:ceased|stopped|failed) (?:to work|working)\b|\bno longer (?:worked|helped)\b")
"""A drug that works no more: its patients resist."""
_SEPARATING = stems("separate distinguish discriminate stratify")
_PREDICTING = stems(
    "predict predictor predictive forecast separate distinguish discriminate stratify indicator biomarker marker"
)
