"""Markers that go opposite ways in one sentence: "high X together with low Y in those who do not respond"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from exoannotate.suggest.claims import language as say
from exoannotate.suggest.claims.mention import Mention
from exoannotate.suggest.claims.said import Claim, Said
from exoannotate.suggest.claims.words import Word

_TURNED = {"resistance increased": "sensitivity increased", "sensitivity increased": "resistance increased"}
REACH = 4
"""Words between a level and the name whose level it is."""


def apart(claim: Claim, words: Sequence[Word], names: Sequence[Mention]) -> tuple[Claim, ...]:
    """The claim as two where the levels of two names are told to go opposite ways; else the claim alone."""
    if claim.effect is None or claim.effect.text not in _TURNED or claim.perturbation is None:
        return (claim,)
    if claim.perturbation.text != "correlation only":
        return (claim,)
    told = [(m, way) for m in names if m.family == "molecule" and not m.part and (way := _level(words, m))]
    if len(told) != 2 or told[0][1] == told[1][1] or told[0][0].text.casefold() == told[1][0].text.casefold():
        return (claim,)
    (first, _), (second, _) = told
    between = {w.low for w in words[first.last + 1 : second.first]}
    if not between & {"and", "with", "but", "plus", "while", "whereas"} or second.first - first.last > REACH + 4:
        return (claim,)
    one = _of(claim, first)
    other = replace(_of(claim, second), effect=replace(claim.effect, text=_TURNED[claim.effect.text]))
    return one, other


def _of(claim: Claim, name: Mention) -> Claim:
    said = Said(name.text, name.start, name.end, "its level is told")
    return replace(claim, cargo=(said,), cargo_class=(name.kind,), targets=())


def _level(words: Sequence[Word], name: Mention) -> int:
    """1 for a name that is told to be high, -1 for low, 0 where nothing is told beside it."""
    for k in range(name.first - 1, max(-1, name.first - 1 - REACH), -1):
        if words[k].stem in say.LEVEL_UP and words[k].low not in ("more", "up"):
            return 1
        if words[k].stem in say.LEVEL_DOWN and words[k].low not in ("less", "down"):
            return -1
        if words[k].low in ("and", ",", "with", "but", "or", "while", "whereas"):
            break
    return _told_after(words, name)


def _told_after(words: Sequence[Word], name: Mention) -> int:
    """“X was raised”, “Y fell”: the level that is told right after a name."""
    for k in range(name.last + 1, min(len(words), name.last + 1 + REACH)):
        if words[k].low in ("and", ",", "but", "or", "in", "of", "while", "whereas"):
            return 0
        if words[k].stem in say.LEVEL_UP:
            return 1
        if words[k].stem in say.LEVEL_DOWN:
            return -1
    return 0
