"""Two subjects with verbs of their own and one object: “X raised, and Y lowered, the resistance”."""

from __future__ import annotations

from collections.abc import Sequence

from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.words import Word

REACH = 12
"""Words between two such verbs."""


def one_object(words: Sequence[Word]) -> tuple[Sequence[Word], Sequence[Word]] | None:
    """The sentence as two, each subject with its verb and the object; None where it is not so made."""
    aside = in_commas(words)
    between = aside or _plain(words)
    if between is None:
        return None
    first, joint, second = between
    start = 0 if aside else next((k + 1 for k in range(first, -1, -1) if words[k].low in (",", ";", ":")), 0)
    rest = words[second + 1 :]
    if rest[:1] and rest[0].low == ",":
        rest = rest[1:]
    return [*words[: first + 1], *rest], [*words[:start], *words[joint + 1 : second + 1], *rest]


def former_latter(words: Sequence[Word]) -> tuple[Sequence[Word], Sequence[Word]] | None:
    """“X of A and Y of B parted ways, the former raising, the latter lowering, the response”: each name with what is
    told of it; None where the two are not taken up so."""
    one = next((k for k, w in enumerate(words) if w.low == "former" and k and words[k - 1].low == "the"), 0)
    other = next((k for k in range(one + 2, len(words)) if words[k].low == "latter"), 0) if one else 0
    if not other or words[other - 1].low != "the":
        return None
    named = words[: one - 1]
    joint = next((k for k, w in enumerate(named) if w.low == "and" and k > 1), 0)
    if not joint:
        return None
    end = next((k for k in range(joint + 2, len(named)) if named[k].low in _PARTED or named[k].is_mark), len(named))
    told, rest = list(words[one + 1 : other - 1]), list(words[other + 1 :])
    while told and (told[-1].is_mark or told[-1].low in _JOINTS):
        told.pop()
    if len(rest) > 1 and rest[1].low == ",":
        del rest[1]
    if 0 < len(told) < 3:  # the one object stands behind the second verb
        told += rest[1:]
    if len(rest) > 1 and rest[1].low == "it":
        rest[1:2] = told[1:]
    return ([*named[:joint], *told], [*named[joint + 1 : end], *rest]) if told else None


def in_commas(words: Sequence[Word]) -> tuple[int, int, int] | None:
    """“X raised, and Y lowered, the resistance”: where the first verb, the joint and the second verb stand."""
    commas = [k for k, w in enumerate(words) if w.low == ","]
    for first in commas:
        second = next((k for k in commas if k > first + 2), None)
        if second is None or second + 1 >= len(words) or words[first + 1].low not in _JOINTS:
            continue
        if words[first + 1].low == "but" and words[max(0, first - 2)].low in ("not", "never"):
            continue  # “did not fuel, but counteracted, the resistance”: only the second came about
        if all(words[v].stem in _MOVING for v in (first - 1, second - 1)):
            return first - 1, first + 1, second - 1
    return None


def _plain(words: Sequence[Word]) -> tuple[int, int, int] | None:
    """“X raised and Y lowered the resistance”."""
    for joint in range(2, len(words) - 3):
        if words[joint].low not in _JOINTS:
            continue
        first = joint - 1 - (words[joint - 1].low == ",")
        if not _acts(words[first]) or _acts(words[joint + 1]):
            continue
        for second in range(joint + 2, min(len(words) - 1, joint + REACH)):
            if words[second].low in (",", ";", ":", "which", "that"):
                break
            if _acts(words[second]):
                if words[second + 1].low in _OPENS or words[second + 1].stem in say.RESISTANCE | say.SENSITIVITY:
                    return first, joint, second
                break
    return None


def _acts(word: Word) -> bool:
    """Whether a word is a verb that raises, lowers or changes, in a form that has a subject."""
    return word.stem in _MOVING and (word.low.endswith(("s", "ed")) or word.low in _STRONG)


_MOVING = say.UP | say.DOWN | say.TOUCHING
_PARTED = frozenset(
    "pulled acted worked had have differed went parted diverged stood moved drew pointed behaved were are was did "
    "showed "
    "exerted took played pull act work differ part diverge behave show exert play reached reach met".split()
)
_JOINTS = ("and", "but", "while", "whereas")
_OPENS = frozenset("the their its this that these those both".split())
_STRONG = frozenset("gave lent cut broke drove brought led".split())
