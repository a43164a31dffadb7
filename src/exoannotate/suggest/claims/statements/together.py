"""What was done and what was seen, read together: done in vain, done no more, or left as in controls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from exoannotate.suggest.claims.perturbation import acts
from exoannotate.suggest.claims.response.faring import TOGETHER
from exoannotate.suggest.claims.response.unchanged import Outcome
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.vesicles import is_vesicle
from exoannotate.suggest.claims.sentence.words import Word, stems
from exoannotate.suggest.claims.statements.clauses import Statement


def weigh(
    words: Sequence[Word], best: Outcome, done: tuple[str, str], about: Statement, changed: bool
) -> tuple[Outcome, tuple[str, str]]:
    """What was observed and what was done, each with its rule, after each was looked at in the light of the other.
    ``changed``: a cargo is carried or something is told to be lost."""
    act, _ = done
    natural, taken = act == "natural transfer", act in acts.TAKEN_AWAY
    if best.sign < 0 and natural and changed and no_longer(words, best):
        done = ("cargo lost", "they no longer do it")
        natural, taken = False, True
    if best.sign < 0 and natural and not changed and no_longer(words, best):
        done = ("vesicle depletion", "they no longer do it")  # what robbed them of it is not told as a loss
        natural, taken = False, True
    if best.rule == "stays so" and best.sign < 0 and natural:
        best = replace(best, sign=0)  # sensitive cells that stay so were not changed
    if best.rule == "as much as before" and taken and as_controls(words, best):
        best = replace(best, sign=-1, rule="stays so")  # what vesicles would have brought did not come
    if best.rule == TOGETHER and natural:
        done = ("vesicle given as treatment", "given beside the drug")
    if best.rule == "the drug stays as it was" and taken and either_way(words):
        best = replace(best, sign=0, rule="lasts without it")
    if best.rule == "the drug stays as it was" and taken:
        best = replace(best, sign=-1, rule="stays so")  # "vesicles no longer entered, and the drug remained active"
    if best.rule.endswith("after") and taken and words[best.last].stem in _LASTING:
        best = replace(best, sign=0, rule="lasts without it")
    drug_works = best.rule == "the drug works more"  # "still shrank them when the vesicles lacked X"
    if best.sign and taken and not drug_works and all_the_same(words, best):
        best = replace(best, sign=0, rule="lasts without it")  # "vesicles lacking X were still able to protect"
    if best.rule == "vesicles take part" and taken:
        best = replace(best, sign=-best.sign)  # "GW4869 did so, which shows their role in resistance"
    if best.denied:
        tried_more = best.sign < 0  # resistance was tried for, and did not come
        lacking = done[0] == "cargo lost" and of_vesicles(words[about.first : about.end])
        if not (taken and (tried_more or lacking)):
            best = replace(best, sign=0, rule="said to make no difference")
    return best, done


def as_controls(words: Sequence[Word], best: Outcome) -> bool:
    """“remained as sensitive as untreated controls”: cells to which no resistance was passed on."""
    near = words[max(0, best.first - 5) : best.first]
    if words[best.last].stem not in say.SENSITIVE or not any(w.low.startswith(_STAYED) for w in near):
        return False
    return any(w.low in _UNTOUCHED for w in words[best.last + 1 : best.last + 8])


def either_way(words: Sequence[Word]) -> bool:
    """“whether or not the vesicles had been rid of X”, “with or without X”: both were tried."""
    low = " ".join(w.low for w in words)
    return any(told in low for told in ("whether or not", "with or without", "with and without", "no matter whether"))


def all_the_same(words: Sequence[Word], best: Outcome) -> bool:
    """“still protected”, “none the less made them resistant”: what was done made no difference."""
    near = [w.low for w in words[max(0, best.first - 5) : best.last]]
    return any(w in ("nevertheless", "nonetheless") for w in near) or (
        "still" in near and not any(w in near for w in ("not", "but", "which", "while", "whereas", "control", "intact"))
    )


def no_longer(words: Sequence[Word], best: Outcome) -> bool:
    """“vesicles ... ceased to protect”, “lost the power to”: what they did before, they do no more."""
    for k in range(max(1, best.first - 14), min(best.last, len(words) - 2)):
        ceased = words[k].low in ("longer", "ceased", "cease", "lost", "surrendered", "forfeited", "ceded") and (
            words[k - 1].low == "no" or words[k + 1].low in ("to", "the", "their", "its", "all", "much", "most")
        )
        if ceased:
            before = words[max(0, k - 9) : k]
            if words[k - 2].low in ("these", "they") and words[k - 3].low == ",":
                return any(map(is_vesicle, words[max(0, k - 7) : k - 3]))  # "After ... EVs, these no longer rescued"
            if before and _their(words[max(0, k - 9) : k]):
                return True
            return any(map(is_vesicle, before)) and not any(w.low in (",", "which", "cells") for w in before)
    return False


def _their(words: Sequence[Word]) -> bool:
    """“Exosomes of U87 cells boiled beforehand”: vesicles as a subject, with the cells they are from."""
    vesicle = next((n for n, w in enumerate(words[:-1]) if is_vesicle(w) and words[n + 1].low in ("of", "from")), None)
    if vesicle is None:
        return False
    rest = words[vesicle + 2 :]
    return sum(w.low == "cells" for w in rest) == 1 and not any(w.is_mark or w.stem in say.CAUSING for w in rest)


def of_vesicles(words: Sequence[Word]) -> bool:
    """“Exosomes with little X fail to ...”: what lacks the cargo is the subject, and not its removal."""
    first = [w for w in words if w.low not in ("the", "these", ",", "conversely", "accordingly")][:2]
    return any(map(is_vesicle, first)) and not any(w.stem in say.LOSS or w.low.endswith("ing") for w in first)


_STAYED = ("remain", "stay", "became", "become", "were", "was", "proved", "grew")
_UNTOUCHED = frozenset(
    "controls control untreated unexposed unconditioned monocultured monocultures monoculture alone naive mock "
    "untouched vesicle-free exosome-free".split()
)
_LASTING = stems("persist remain continue last linger endure stay")
