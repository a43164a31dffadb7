"""Markers that go opposite ways in one sentence: "high X together with low Y in those who do not respond"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from exoannotate.suggest.claims.names.mention import Mention
from exoannotate.suggest.claims.said import Claim, Said
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.words import Word

_TURNED = {"resistance increased": "sensitivity increased", "sensitivity increased": "resistance increased"}
_JOINING = frozenset("and with but plus while whereas yet".split())
REACH = 4
"""Words between a level and the name whose level it is."""


def apart(claim: Claim, words: Sequence[Word], names: Sequence[Mention]) -> tuple[Claim, ...]:
    """The claim as two where the levels of two names are told to go opposite ways; else the claim alone."""
    if claim.effect is None or claim.effect.text not in _TURNED or claim.perturbation is None:
        return (claim,)
    if claim.perturbation.text != "correlation only":
        return (claim,)
    told: list[tuple[Mention, int]] = []
    for name in (m for m in names if m.family == "molecule" and not m.part):
        way = _level(words, name)
        if not way and told and _listed(words, told[-1][0], name):
            way = told[-1][1]  # "more miR-1, miR-2 and miR-3"
        if way:
            told.append((name, way))
    first = [m for m, way in told if way == told[0][1]]
    second = [m for m, way in told if way != told[0][1]]
    if not second or {m.text.casefold() for m in first} & {m.text.casefold() for m in second}:
        return (claim,)
    if second[0].first < first[-1].first:
        return (claim,)
    between = {w.low for w in words[first[-1].last + 1 : second[0].first]}
    if not between & _JOINING or second[0].first - first[-1].last > REACH + 4:
        return (claim,)
    other = replace(_of(claim, second), effect=replace(claim.effect, text=_TURNED[claim.effect.text]))
    return _of(claim, first), other


def _listed(words: Sequence[Word], one: Mention, other: Mention) -> bool:
    """Whether nothing but a comma or “and” stands between two names."""
    return all(w.low in (",", "and", "or", "exosomal") for w in words[one.last + 1 : other.first])


def _of(claim: Claim, names: Sequence[Mention]) -> Claim:
    said = tuple(Said(m.text, m.start, m.end, "its level is told") for m in names)
    return replace(claim, cargo=said, cargo_class=tuple(dict.fromkeys(m.kind for m in names)), targets=())


def _level(words: Sequence[Word], name: Mention) -> int:
    """1 for a name that is told to be high, -1 for low, 0 where nothing is told beside it."""
    for k in range(name.first - 1, max(-1, name.first - 1 - REACH), -1):
        beside = k >= name.first - 2  # "more miR-1", and not "more resistant"
        if words[k].stem in say.LEVEL_UP and words[k].low != "up" and (beside or words[k].low != "more"):
            return 1
        if words[k].stem in say.LEVEL_DOWN and words[k].low != "down" and (beside or words[k].low != "less"):
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
