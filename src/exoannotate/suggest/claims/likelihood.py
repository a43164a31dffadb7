"""How likely a sentence tells evidence, by its words alone: for those whose effect no rule could read.

The weights are counted in labelled sentences of our own by ``packaging/count_evidence_words.py``, each word by itself
(naive Bayes): the natural logarithm of how much more often it stands in a sentence that tells evidence.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache

from exoannotate import resources
from exoannotate.suggest.claims.sentence.vesicles import is_vesicle
from exoannotate.suggest.claims.sentence.words import Word

FILE = "evidence_words.tsv"
LIKELY = 1.5
"""Log odds from which a sentence is taken for evidence: of other sentences one in twelve reaches them."""


def odds(words: Sequence[Word], drugs: Collection[int], cargo: Collection[int], cells: Collection[int]) -> float:
    """The log odds of a sentence whose names stand at these places; 0 where nothing is known of its words."""
    known = weights()
    return sum(known.get(one, 0.0) for one in counted(words, drugs, cargo, cells))


def counted(
    words: Sequence[Word], drugs: Collection[int], cargo: Collection[int], cells: Collection[int]
) -> frozenset[str]:
    """What is counted of a sentence: its words as stems, and kinds in the place of names and numbers."""
    return frozenset(
        "DRUG" if k in drugs
        else "CARGO" if k in cargo
        else "CELLS" if k in cells
        else "VESICLE" if is_vesicle(word)
        else "NUMBER" if word.low[:1].isdigit()
        else word.stem
        for k, word in enumerate(words)
    )  # fmt: skip


@cache
def weights() -> dict[str, float]:
    """The weight of each word that tells something."""
    lines = resources.path(FILE).read_text(encoding="utf-8").splitlines()[1:]
    return {word: float(weight) for word, weight in (line.split("\t") for line in lines)}
