"""Comparisons by degree: “the scarcer X was in their vesicles, the poorer was the yield of the drug”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from exoannotate.suggest.claims.comparison import marker_words
from exoannotate.suggest.claims.sentence.vesicles import is_vesicle
from exoannotate.suggest.claims.sentence.words import Word, stems


def tell(words: Sequence[Word]) -> int:
    """1 where more of what the vesicles hold goes with resistance, -1 where it goes with response, 0 where no two
    degrees are compared."""
    if words and words[0].low != "the":
        for k in range(4, len(words) - 6):
            if words[k].low == "the" and words[k - 1].low in ("and", ";") and _degree(words[k + 1 : k + 3]):
                return tell(words[k:])  # "X was found in vesicles, and the more ..., the more ..."
    if not words or words[0].low != "the":
        return 0
    comma = next((k for k in range(3, len(words) - 2) if words[k].low == "," and words[k + 1].low == "the"), None)
    if comma is None or not _degree(words[1:3]) or not _degree(words[comma + 2 : comma + 4]):
        return 0
    one, other = words[1:comma], words[comma + 2 :]
    if any(w.stem in _DONE for w in words):
        return 0  # "the more vesicles were added, ...": an experiment
    if any(map(is_vesicle, other)) and not any(map(is_vesicle, one)):
        one, other = other, one
    answer = next((way for w in other if (way := _answer(w))), 0)
    if answer < 0 and any(w.stem in _LIVES for w in other) and not any(w.stem in marker_words.PEOPLE for w in words):
        answer = 1 if any(w.stem in _CELLS for w in words) else answer  # "the longer the clones lived in it"
    if answer < 0 and any(w.stem in _LOSES for w in other):
        answer = 1  # "the sooner the drug lost its effect"
    return _degree(one[:2]) * _degree(other[:2]) * answer


_MONTHS = re.compile(
    r"\b(?:survival|pfs|os|ttp|remission|response|progression|interval|relapse|benefit)\b"
    r"(?: [^\s;]+){0,6}? (\d+(?:\.\d+)?) (?:months?|weeks?|years?|days?|mo)?(?: [^\s;]+){0,3}? ?"
    r"(?:rather than|versus|vs|against|compared|"
    r"instead of|not|but|and)\b (?:[^\s;]+ ){0,4}?(\d+(?:\.\d+)?)\b"
)


def of_months(low: str) -> int:
    """“a median survival of 4 months rather than 11”: 1 where the first who are told of fared worse, -1 where better,
    0 where no two spans are compared."""
    if "months" not in low and "weeks" not in low and "years" not in low:
        return 0
    found = _MONTHS.search(low)
    if found is None or float(found[1]) == float(found[2]):
        return 0
    return 1 if float(found[1]) < float(found[2]) else -1


def span_before(words: Sequence[Word], at: int) -> int:
    """-1 where a word for failure ends a span, “the interval until the drug failed”: the longer, the better the
    response; 1 for a shorter one, 0 where no span is told."""
    to = next((k for k in range(at - 1, max(0, at - 6), -1) if words[k].low in ("to", "until", "till", "before")), 0)
    if not to or words[to - 1].low not in marker_words.SPANS:
        return 0
    return 1 if any(w.low in marker_words.SHORTER for w in words[max(0, to - 5) : to]) else -1


def _degree(words: Sequence[Word]) -> int:
    """1 for “higher”, “more frequent”; -1 for “scarcer”, “less abundant”; 0 for no comparative."""
    low = [w.low for w in words]
    turned = (
        -1
        if low[1:2]
        and low[1]
        in (
            "scarce",
            "rare",
            "sparse",
            "limited",
            "depleted",
            "briefly",
            "poorly",
            "weakly",
            "feebly",
            "slowly",
            "rarely",
            "seldom",
            "faintly",
            "brief",
            "grudgingly",
            "reluctantly",
            "fleetingly",
            "sparingly",
            "loosely",
        )
        else 1
    )
    if low[0] in _MORE:
        return turned
    return -turned if low[0] in _LESS else 0


def _answer(word: Word) -> int:
    """-1 for what a response is called, 1 for what resistance is called."""
    return -1 if word.stem in _GOOD else 1 if word.stem in _BAD else 0


_MORE = frozenset(
    "more higher greater richer larger denser fuller stronger steeper bigger brighter heavier better longer deeper "
    "likelier faster sooner earlier oftener broader thicker closer quicker surer firmer tougher".split()
)
_LESS = frozenset(
    "less lower fewer scarcer rarer poorer smaller thinner sparser weaker fainter slighter leaner worse shorter "
    "shallower feebler slower later briefer dimmer meagrer narrower lesser".split()
)
_GOOD = stems(
    "held hold control benefit response respond responded yield remission effect efficacy success control shrinkage "
    "shrank regress "
    "regression answer kill killing sensitivity outcome prognosis help gain profit interval pfs survival live lived "
    "activity reply effectiveness"
)
_LOSES = stems("lose lost fade wane cease stop forfeit vanish dwindle drop fall fell decline")
_BAD = stems(
    "resistance resistant relapse relapsed failure fail failed progression progress recurrence tolerance refractory "
    "refractoriness regrowth ic50 recur tolerant escape insensitivity"
)
_LIVES = stems("live lived survive")
_CELLS = stems("subclone tumour spheroid cell clone line subline blast culture colony")
_DONE = stems("add added give given receive received incubate apply inject dose transfer take took co-culture")
