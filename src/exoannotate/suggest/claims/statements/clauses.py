"""The statements of a sentence: its halves around "whereas", "but" or ", and", where each tells something observed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from exoannotate.suggest.claims.response.unchanged import Outcome
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.words import Word, stem, stems

LEANING = 60
"""Words of a half that are looked at for what it leans on."""
TOLD = 0.7
"""Weight from which an outcome counts as told, and not only named."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Words ``first`` up to and without ``end``, and what is observed in them."""

    first: int
    end: int
    seen: tuple[Outcome, ...]

    @property
    def best(self) -> Outcome | None:
        """The outcome said most plainly; of equals, the first."""
        return max(self.seen, key=lambda o: (o.weight, -o.first), default=None)


def divide(words: Sequence[Word], seen: Sequence[Outcome]) -> tuple[Statement, ...]:
    """The statements from left to right; the whole sentence where nothing parts it."""
    cuts = [cut for cut in _cuts(words) if _parts(words, seen, cut)]
    edges = [0, *cuts, len(words)]
    return tuple(
        Statement(first, end, tuple(o for o in seen if first <= o.first < end)) for first, end in pairwise(edges)
    )


def contrast(words: Sequence[Word], whole: Statement) -> tuple[Statement, ...]:
    """The halves around the first "whereas", "while" or "but", whatever they tell; the whole where there is none."""
    cut = next((k for k in _cuts(words) if words[k].low in ("whereas", "while", "but", "those", ",")), None)
    if cut is None:
        return (whole,)
    sides = ((0, cut), (cut, len(words)))
    return tuple(Statement(a, b, tuple(o for o in whole.seen if a <= o.first < b)) for a, b in sides)


def first_told(statements: Sequence[Statement], words: Sequence[Word]) -> Statement:
    """The statement a sentence is about: the first that tells something observed; one that was only surmised before
    what follows it is passed over."""
    told = [s for s in statements if s.best is not None and s.best.weight >= TOLD]
    if len(told) > 1 and surmised(words[told[0].first : told[0].end]):
        told = told[1:]
    return next(iter(told), max(statements, key=lambda s: s.best.weight if s.best else 0.0))


def without_exception(words: Sequence[Word]) -> Sequence[Word]:
    """The words without “, but not when vesicles were filtered off,”: when what is told did not come."""
    for k in range(1, len(words) - 4):
        if words[k].low != "not" or words[k - 1].low not in ("but", "and", "though"):
            continue
        after = [w.low for w in words[k + 1 : k + 3]]
        absent = after == ["in", "the"] and words[k + 3].low in ("absence", "lack")
        if absent or after[0] in ("when", "if", "once", "after", "without", "where"):
            end = next((n for n in range(k + 2, len(words)) if words[n].low in (",", ";")), len(words) - 1)
            begin = k - 1 - (words[k - 2].low == "," and words[end].low != ",")
            return [*words[:begin], *words[end + (words[end].low == "," and words[begin - 1].low == ",") :]]
    return words


def surmised(words: Sequence[Word]) -> bool:
    """Whether what is told was a suspicion, before what follows it was seen."""
    return any(w.stem in _SURMISED for w in words)


_SURMISED = stems(
    "suspicion suspect suspected guess surmise conjecture hunch assumption presumption hypothesis belief believed "
    "thought "
    "assumed presumed supposed supposition speculation rumour postulated"
)


def _cuts(words: Sequence[Word]) -> list[int]:
    """Where a new statement may begin: after "whereas", ";" or a comma and "and"."""
    found = []
    opened = bool(words) and words[0].low in _CONTRASTS
    conceded, aside = opened, _after_unlike(words)
    for k, word in enumerate(words):
        if not k:
            continue
        comma = words[k - 1].low == ","
        if (
            word.low in (";", ":")
            or (word.low in _CONTRASTS and k > 2)
            or (word.low == "and" and comma)
            or (word.low == "and" and _new_subject(words, k + 1))
            or (word.low in ("as", "since") and comma)
            or (
                word.low in ("those", "that")
                and comma
                and not conceded
                and [w.low for w in words[k + 1 : k + 2]] in (["of"], ["from"])
            )
            or k == aside
            or _undone_after(words, k)
            or (word.low == "and" and _undone_by(words, k))
        ):
            found.append(k)
        elif word.low == "," and opened and k > 4:
            found.append(k)
            opened = False
    return found


def _comes_from(words: Sequence[Word], at: int) -> bool:
    return at < len(words) and words[at].low in ("of", "from")


def _after_unlike(words: Sequence[Word]) -> int | None:
    """“Unlike intact vesicles, which made the cells refractory, ...”: where what is set against them begins."""
    if not words or words[0].low not in ("unlike", "in"):
        return None
    commas = [k for k, w in enumerate(words[:40]) if w.low == ","]
    if len(commas) < 2 or (words[0].low == "in" and [w.low for w in words[1:3]] != ["contrast", "to"]):
        return None
    return commas[1] if words[commas[0] + 1].low in ("which", "that") else None


def _undone_after(words: Sequence[Word], at: int) -> bool:
    """“..., which was abrogated by GW4869”, “a resistance that can be broken by ...”."""
    if words[at].low not in ("which", "that") or not any(w.low in _IS for w in words[at + 1 : at + 2]):
        return False
    return words[at - 1].low == "," or any(w.stem in say.DOWN for w in words[at + 2 : at + 5])


def _undone_by(words: Sequence[Word], at: int) -> bool:
    """“... and reversed when X was deleted”: a verb of the same subject that undoes what was told."""
    after = words[at + 1 : at + 4]
    undone = bool(after) and after[0].low.endswith("ed") and after[0].stem in say.DOWN
    return undone and any(w.low in ("when", "by", "after", "upon", "if", "once") for w in after[1:])


def _new_subject(words: Sequence[Word], at: int) -> bool:
    """Whether a subject of its own stands after "and": "and its loss restored", "and those of X strengthened"."""
    low = words[at].low if at < len(words) else ""
    return low in ("its", "their", "that", "those", "this", "these", "it", "they", "conversely", "vice")


def _parts(words: Sequence[Word], seen: Sequence[Outcome], cut: int) -> bool:
    """Whether both sides of a cut say something of the response."""
    told = [o for o in seen if o.weight >= TOLD]
    left = any(o.last < cut for o in told)
    right = left and (any(o.first >= cut for o in told) or elliptic(words, cut, len(words)) is not None)
    across = any(o.first < cut <= o.last for o in told)
    return left and right and not across


def elliptic(words: Sequence[Word], first: int, end: int) -> str | None:
    """What a half says that leans on the half before: "had the opposite effect", "diminished it", "did not"."""
    low = [w.low for w in words[first : min(end, first + LEANING)]]
    if (
        low[:1] in (["which"], ["that"])
        and low[1:2]
        and low[1] in _IS
        and any(w.stem in say.DOWN or w.low == "not" for w in words[first + 1 : first + 5])
    ):
        return "undone"
    if low[:1] == ["and"] and _undone_by(words, first):
        return "undone"
    if any(w in ("opposite", "reverse", "converse", "contrary") for w in low) and any(
        w in ("effect", "effects", "action", "true", "did", "does", "do") for w in low
    ):
        return "opposite"
    for k in range(len(low) - 3):
        if low[k] == "no" and low[k + 1] in _NOUGHT and low[k + 2] in ("on", "upon", "in", "to") and low[k + 3] in _IT:
            return "none"  # "had no bearing on it"
    if low[-1:] == ["."]:
        low = low[:-1]
    if low[-1:] and low[-1] in _DID and "not" not in low and "nor" not in low and "neither" not in low:
        return "so"
    for k in range(len(low) - 1):
        stem = words[first + k].stem
        pushed = low[k + 1] == "it" and low[k + 2 : k + 3] and low[k + 2] in ("up", "down") and stem in _PUSHING
        if pushed:
            return "raised" if low[k + 2] == "up" else "lowered"
        leans = low[k + 1] == "it" or (
            low[k + 1] in ("this", "that", "the", "these") and low[k + 2 : k + 3] and low[k + 2] in _BACK
        )
        if leans and stem in say.UP | say.DOWN | say.WORSENING:
            if stem in say.WORSENING:
                return "worsened"
            return "raised" if stem in say.UP else "lowered"
    if low[-3:] in (
        ["had", "no", "effect"],
        ["have", "no", "effect"],
        ["shows", "no", "effect"],
        ["showed", "no", "effect"],
    ):
        return "none"
    if any(pair in _NONE for pair in pairwise(low)):
        return "none"
    if low[-3:-1] == ["did", "not"] or low[-2:] == ["did", "not"] or "not" in low[:2]:
        return "not"
    return None


def of_the_same(words: Sequence[Word]) -> bool:
    """“the same exosomes”, “... Y in them”."""
    return any(
        w.low == "same" or (w.low in ("in", "from") and n.low in ("them", "these", "those")) for w, n in pairwise(words)
    )


def those(words: Sequence[Word]) -> Sequence[Word]:
    """“those of HCC cells”: the vesicles of the half before."""
    return [
        replace(w, stem=stem("vesicle"))
        if w.low in ("those", "that") and n is not None and n.low in ("of", "from")
        else w
        for w, n in zip(words, [*words[1:], None], strict=True)
    ]


def made(words: Sequence[Word]) -> Sequence[Word]:
    """“those of B less tolerant”: the verb of the half before is understood."""
    for k, word in enumerate(words[:-1]):
        if word.low in ("less", "more") and words[k + 1].stem in say.RESISTANT | say.SENSITIVE:
            if words[0].stem == stem("vesicle") and not any(w.stem in say.CAUSING for w in words[:k]):
                verb = replace(word, text="made", low="made", stem=stem("made"), end=word.start)
                return [*words[:k], verb, *words[k:]]
            break
    return words


def setting(words: Sequence[Word]) -> Sequence[Word]:
    """“Among patients given FOLFOX, ...”: who is compared, in both halves."""
    if words[0].low not in ("among", "in", "of", "for", "within"):
        return ()
    comma = next((k for k, w in enumerate(words[:14]) if w.low == ","), None)
    return () if comma is None else words[: comma + 1]


_NONE = (
    ("was", "ineffective"),
    ("were", "ineffective"),
    ("was", "inactive"),
    ("were", "inactive"),
    ("proved", "ineffective"),
    ("did", "nothing"),
    ("no", "such"),
    ("had", "none"),
    ("proved", "inert"),
    ("were", "inert"),
    ("fell", "short"),
    ("lacked", "this"),
)
_PUSHING = stems("push bring brought drive drove pull take took force send sent")
_NOUGHT = frozenset("bearing effect influence impact part role share hand say".split())
_IT = frozenset("it this that either them".split())
_DID = frozenset("did does do could would".split())
_IS = frozenset("was were is are could can".split())
_BACK = frozenset(
    "induction effect effects increase gain protection resistance transfer phenomenon influence action benefit "
    "attenuation "
    "rescue change changes shield sensitisation sensitization".split()
)
_CONTRASTS = frozenset("whereas while but although though yet".split())
