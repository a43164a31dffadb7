"""What was done and what was seen, read together: done in vain, done no more, or left as in controls."""

from __future__ import annotations

from collections.abc import Sequence

from exoannotate.suggest.claims import language as say
from exoannotate.suggest.claims.unchanged import Outcome
from exoannotate.suggest.claims.vesicles import is_vesicle
from exoannotate.suggest.claims.words import Word


def as_controls(words: Sequence[Word], best: Outcome) -> bool:
    """“remained as sensitive as untreated controls”: cells to which no resistance was passed on."""
    near = words[max(0, best.first - 5) : best.first]
    if words[best.last].stem not in say.SENSITIVE or not any(w.low.startswith(("remain", "stay")) for w in near):
        return False
    return any(w.low in _UNTOUCHED for w in words[best.last + 1 : best.last + 8])


def all_the_same(words: Sequence[Word], best: Outcome) -> bool:
    """“still protected”, “none the less made them resistant”: what was done made no difference."""
    near = [w.low for w in words[max(0, best.first - 5) : best.last]]
    return any(w in ("nevertheless", "nonetheless") for w in near) or (
        "still" in near and not any(w in near for w in ("not", "but", "which", "while", "whereas", "control", "intact"))
    )


def no_longer(words: Sequence[Word], best: Outcome) -> bool:
    """“vesicles ... ceased to protect”, “lost the power to”: what they did before, they do no more."""
    for k in range(max(1, best.first - 14), min(best.last, len(words) - 2)):
        ceased = words[k].low in ("longer", "ceased", "lost") and (
            words[k - 1].low == "no" or words[k + 1].low in ("to", "the", "their", "its", "all", "much", "most")
        )
        if ceased:
            before = words[max(0, k - 9) : k]
            return any(map(is_vesicle, before)) and not any(w.low in (",", "which", "cells") for w in before)
    return False


def of_vesicles(words: Sequence[Word]) -> bool:
    """“Exosomes with little X fail to ...”: what lacks the cargo is the subject, and not its removal."""
    first = [w for w in words if w.low not in ("the", "these", ",", "conversely", "accordingly")][:2]
    return any(map(is_vesicle, first)) and not any(w.stem in say.LOSS or w.low.endswith("ing") for w in first)


_UNTOUCHED = frozenset("controls control untreated unexposed unconditioned monocultured".split())
