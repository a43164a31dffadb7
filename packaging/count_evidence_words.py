"""Makes ``resources/evidence_words.tsv``: how much more often a word stands in sentences that tell evidence.

    python packaging/count_evidence_words.py [OUT.tsv]

Counted are our own labelled sentences, ``tests/files/sentences_*.tsv``, as ``suggest/claims/likelihood.py`` reads them.
"""

from __future__ import annotations

import csv
import math
import sys
from collections import Counter
from pathlib import Path

from exoannotate.suggest.claims import likelihood, named
from exoannotate.suggest.claims.sentence.words import split
from exoannotate.workspace import suggesting, terms

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "resources" / "evidence_words.tsv"
SEEN = 3
"""Sentences a word stands in at the least."""
TELLING = 0.2
"""Weights nearer to nothing are left out."""


def count() -> dict[str, float]:
    """The weight of each word that tells something."""
    names = suggesting.known_names(terms.warm())
    many, there = Counter[bool](), {True: Counter[str](), False: Counter[str]()}
    for text, is_evidence in _sentences().items():
        many[is_evidence] += 1
        words = split(text)
        found = named.find(words, text, names)
        there[is_evidence].update(likelihood.counted(words, found.drugs, found.cargo_words, found.in_cells))
    weights = {}
    for word in there[True].keys() | there[False].keys():
        with_it, without = there[True][word], there[False][word]
        if with_it + without >= SEEN:
            weight = math.log((with_it + 0.5) / (many[True] + 1)) - math.log((without + 0.5) / (many[False] + 1))
            weights[word] = round(weight, 2)
    return {word: weight for word, weight in sorted(weights.items()) if abs(weight) >= TELLING}


def _sentences() -> dict[str, bool]:
    """Whether each labelled sentence tells evidence."""
    found = {}
    for path in sorted((ROOT / "tests" / "files").glob("sentences_*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                found[row["sentence"]] = row["is_evidence"] == "1"
    return found


def main() -> None:
    """Write the table."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    lines = ["word\tlog_odds", *(f"{word}\t{weight:.2f}" for word, weight in count().items())]
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
