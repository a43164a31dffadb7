"""What a sentence says by the way, and what it says only to deny it: neither is what it tells of the response."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from exoannotate.suggest.claims.response.unchanged import Outcome
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.vesicles import is_vesicle
from exoannotate.suggest.claims.sentence.words import Word, stems
from exoannotate.suggest.claims.statements.clauses import TOLD

LONGEST = 9
"""Words and marks between brackets that may be a note."""


def without(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words without ", unexpectedly," and "(left)", which part a verb from its object and tell nothing."""
    dropped: set[int] = set()
    for k, word in enumerate(words):
        if word.low == "(" and k not in dropped:
            dropped.update(_note(words, k))
        elif word.low == "," and k + 2 < len(words) and words[k + 2].low == "," and _by_the_way(words[k + 1].low):
            dropped.update((k, k + 1, k + 2))
        elif (
            word.low == ","
            and k + 3 < len(words)
            and words[k + 3].low == ","
            and f"{words[k + 1].low} {words[k + 2].low}" in _IN_TWO_WORDS
        ):
            dropped.update(range(k, k + 4))
    return tuple(w for k, w in enumerate(words) if k not in dropped) if dropped else tuple(words)


def _by_the_way(low: str) -> bool:
    return low in _REMARKS or (low.endswith("ly") and len(low) > 5 and low not in _TURNING)


def _note(words: Sequence[Word], opened: int) -> Iterator[int]:
    """“(left)”, “(p < 0.001)”, “(Figure 2C)”: a bracket that holds no name."""
    for closed in range(opened + 2, min(len(words), opened + LONGEST)):
        if words[closed].low == ")":
            inside = " ".join(w.low for w in words[opened + 1 : closed])
            yield from range(opened, closed + 1) if _NOTE.fullmatch(inside) else ()
            return


def set_aside(words: Sequence[Word], seen: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """The outcomes without those that are named only to be denied, “Far from promoting resistance, ...”, or as the end
    that a dose is needed for. What is denied alone is told to be the other way."""
    if not seen:
        return ()
    cut = _opposed(words)
    if cut:
        rest = tuple(o for o in seen if o.last >= cut)
        first = next((o for o in seen if o.last < cut and o.sign), None)
        if first is not None and not any(o.weight >= TOLD for o in rest):
            return tuple(sorted((*rest, replace(first, sign=-first.sign, weight=1.0)), key=lambda o: o.first))
        return rest
    until = next((k for k in range(4, len(words) - 2) if words[k].low == "until"), 0)
    if (
        until
        and words[0].low != "not"
        and any(map(is_vesicle, words[until:]))
        and not any(map(is_vesicle, words[:until]))
    ):
        return tuple(replace(o, sign=-o.sign) if o.last < until else o for o in seen)  # "resisted until exosomes came"
    if (apart := _excepted(words)) is not None:
        return tuple(replace(o, sign=-o.sign) if o.last < apart else o for o in seen)
    if _save_when(words):
        return tuple(replace(o, sign=-o.sign, denied=False) if o.denied and o.sign else o for o in seen)
    turned = _not_but(words, seen)
    if turned is not None:
        return turned
    goal = next((k for k in range(1, len(words) - 1) if words[k + 1].low == "to" and words[k].low in _NEEDED), None)
    if goal is None or not any(w.low in _DOSES for w in words[max(0, goal - 4) : goal]):
        return tuple(seen)
    end = next((k for k in range(goal + 2, len(words)) if words[k].low in (",", ";", ".", "which")), len(words))
    rest = tuple(o for o in seen if not (goal < o.last < end and o.rule not in _OF_DOSE))
    return rest if rest else tuple(seen)


def _excepted(words: Sequence[Word]) -> int | None:
    """“held the tumours in check except where vesicles had been injected”: where what is told did not come."""
    for k in range(4, len(words) - 3):
        unless = words[k].low == "unless"
        if not unless and words[k].low not in ("except", "save", "excepting", "barring"):
            continue
        opens = unless or words[k + 1].low in _WHERE
        after, before = words[k + 1 : k + 9], words[:k]
        lost = any(w.stem in say.LOSS | say.BLOCKING | _RID for w in after)
        if opens and not lost and any(map(is_vesicle, after)) and not any(map(is_vesicle, before)):
            return k
    return None


_RID = stems("clear rid free strip purge filter pellet spin spun cleanse drain discard sediment")
_WHERE = frozenset("where when if in after once those for under".split())


def _save_when(words: Sequence[Word]) -> bool:
    """“failed to guard them unless they held X”, “did not, but did so once they held X”: with it, they do."""
    for k in range(len(words) - 3):
        if words[k].low == "unless":
            return any(w.stem in _HOLDING for w in words[k + 1 : k + 9])
        if words[k].low == "but":
            later = {w.low for w in words[k + 1 : k + 6]}
            if "so" in later and later & {"did", "does", "do"}:
                return "not" not in later
    return False


def _not_but(words: Sequence[Word], seen: Sequence[Outcome]) -> tuple[Outcome, ...] | None:
    """“confer not resistance but sensitivity”: of two opposite nouns the second is what is told."""
    for k in range(1, len(words) - 3):
        if words[k].low != "not" or words[k + 1].low in ("only", "just", "merely", "simply", "to"):
            continue
        one = next((n for n in range(k + 1, min(len(words), k + 4)) if _sign(words[n])), 0)
        but = next((n for n in range(one + 1, min(len(words), one + 9)) if words[n].low == "but"), 0) if one else 0
        if but and any(_sign(w) == -_sign(words[one]) for w in words[but + 1 : but + 4]):
            told = next((o for o in seen if o.first <= one <= o.last), None)
            if told is not None:
                return (replace(told, sign=-told.sign, weight=max(told.weight, 1.0), denied=False),)
    for but in (k for k in range(3, len(words) - 1) if words[k].low == "but"):
        denied = next((o for o in seen if o.denied and o.sign and o.last < but), None)
        if denied is not None and any(0 < o.first - but < 3 and o.sign == denied.sign for o in seen):
            return tuple(o for o in seen if o is not denied)  # "did not protect them but sensitised them"
    return None


def _sign(word: Word) -> int:
    if word.stem in say.RESISTANCE - say.WEAK_RESISTANCE or word.low.endswith("resistance"):
        return 1
    return -1 if word.stem in say.SENSITIVITY - say.WEAK_SENSITIVITY or word.low.endswith("sensitivity") else 0


def _opposed(words: Sequence[Word]) -> int:
    """Where the main clause begins behind “Far from abetting resistance, ...”; 0 where nothing opens so."""
    low = tuple(w.low for w in words[:4])
    if low[:2] not in _OPENINGS and low[:1] not in _OPENINGS:
        return 0
    acts = any(w.low.endswith("ing") for w in words[1:5]) or low[:2] == ("rather", "than")
    return next((k for k in range(3, len(words)) if words[k].low == ","), 0) if acts else 0


_OPENINGS = (("far", "from"), ("instead", "of"), ("rather", "than"))
_HOLDING = stems("contain carry hold held load bear bore have had harbour express enrich fill equip pack bring brought")
_NEEDED = frozenset("needed required necessary demanded sufficient enough".split())
_DOSES = frozenset("dose doses amount amounts concentration concentrations dosage exposure fluence".split())
_OF_DOSE = frozenset(("more of the drug is needed", "less of the drug is needed"))
_REMARKS = frozenset(
    "however moreover furthermore indeed perhaps likewise instead though nonetheless nevertheless meanwhile again too "
    "also still otherwise".split()
)
_IN_TWO_WORDS = frozenset(
    (
        "of course", "of note", "in addition", "in fact", "in contrast", "by contrast", "as expected",
        "to boot", "as predicted", "in short", "in part", "at least", "at most", "once again", "once more", "so far",
        "it seems", "it appears", "above all", "after all", "as anticipated", "in vitro", "in vivo", "we found",
        "for instance", "for example", "in effect", "as ever", "to date",
    )
)  # fmt: skip
_TURNING = frozenset(
    "scarcely hardly barely namely particularly especially consequently accordingly respectively thereby".split()
)
_NOTE = re.compile(
    r"(?:(?:far |top |bottom |upper |lower |middle |inset|panel |panels )?(?:left|right|top|bottom|middle|inset|upper|"
    r"lower|above|below|above and below)(?: panels?| row| column)?|panels? \w+(?:[-,] ?\w+)?|"
    r"(?:in )?(?:red|green|blue|grey|gray|black|white|orange|yellow|purple|magenta|cyan|violet|dashed|dotted|solid|"
    r"open|filled|closed|hatched|shaded)(?: (?:line|lines|bar|bars|circle|circles|square|squares|curve|curves|symbols|"
    r"columns|triangles?))?|"
    r"(?:supplementary |extended data )?(?:fig(?:ure)?s?|tables?|section|box|ref|refs)\.? ?\d[\w ,.-]*|[a-h]|\d{1,2}|"
    r"(?:\w+ )?(?:p|n|r|hr|or|ci|auc|q) ?[<>=≤≥ ]+ ?[\d.]+(?:[ ,;]+.*)?|data not shown|not shown|see (?:below|above)|"
    r"(?:\d+(?:\.\d+)? ?)(?:%|µm|nm|gy|mg/kg|h|days?|weeks?)(?: .*)?)"
)
