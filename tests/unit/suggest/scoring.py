"""How far suggestions agree with sentences that were labelled by hand: a small scorer for the tests.

Names are compared by their letters, cells by half of their words; two records of one sentence are paired as they fit
best. Rows are those of ``tests/files/sentences_*.tsv``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import permutations
from pathlib import Path

from exoannotate.domain.folding import letters
from exoannotate.workspace.suggesting import Suggestion

FILES = Path(__file__).parents[2] / "files"
NAMES = {"cargo": "cargo", "donor": "donor", "recipient": "recipient", "therapy": "drug", "targets": "target"}
CHOICES = ("cargo_class", "perturbation", "effect", "role")
_SIGNS = {"promotes resistance": 1, "marks resistance": 1, "restores sensitivity": -1, "marks sensitivity": -1}
_KINDS = re.compile(r"(?:lncrna|circrna|mirna)(?=.)|(?<=.)(?:mrnas?|proteins?|transcripts?)$")
_RADIATION = re.compile(r"(?:ir)?radi|x-?rays?$|[\d.]+ ?gy$|ir$", re.IGNORECASE)
Row = Mapping[str, str]


def rows(name: str) -> dict[str, list[Row]]:
    """The labelled rows of a file by their sentence, in order."""
    found: dict[str, list[Row]] = {}
    with (FILES / f"sentences_{name}.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            found.setdefault(row["sentence"], []).append(row)
    return found


@dataclass
class Score:
    """Counts of one field: right, wrong and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right else 0.0

    @property
    def accuracy(self) -> float:
        return self.right / (self.right + self.missed) if self.right else 0.0


@dataclass
class Scores:
    """All figures of a set of sentences. ``signs``: roles taken for their opposite; ``false``: sentences that report
    nothing and got a suggestion with an effect; ``named``: with names alone."""

    fields: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in (*NAMES, *CHOICES)})
    signs: int = 0
    signed: int = 0
    false: int = 0
    named: int = 0
    silent: int = 0

    def figures(self) -> dict[str, float]:
        """One figure a field: F1 of names, accuracy of choices; and the share of signs that are wrong."""
        told = {name: round(self.fields[name].f1, 3) for name in NAMES}
        told |= {name: round(self.fields[name].accuracy, 3) for name in CHOICES}
        return told | {"sign errors": round(self.signs / self.signed, 3) if self.signed else 0.0}


def score(labelled: Iterable[tuple[list[Row], tuple[Suggestion, ...]]]) -> Scores:
    """The figures of sentences, each with what was suggested for it."""
    scores = Scores()
    for wanted, told in labelled:
        if wanted[0]["is_evidence"] != "1":
            scores.silent += 1
            scores.false += any(one.reports for one in told)
            scores.named += bool(told) and not any(one.reports for one in told)
            continue
        given: list[Suggestion | None] = [*told, *[None] * (len(wanted) - len(told))]
        best = max(permutations(given, len(wanted)), key=lambda order: sum(map(_fit, wanted, order)))
        for row, one in zip(wanted, best, strict=True):
            _add(scores, row, one)
        for spare in told:
            if not any(spare is one for one in best):
                for name in NAMES:
                    scores.fields[name].wrong += len(spare.values.get(name, ()))
    return scores


def _add(scores: Scores, row: Row, one: Suggestion | None) -> None:
    for name, column in NAMES.items():
        wanted, told = _split(row[column]), _told(one, name)
        hits = _hits(name, wanted, told, row["sentence"])
        count = scores.fields[name]
        count.right += hits
        count.wrong += len(told) - hits
        count.missed += len(wanted) - hits
    for name in CHOICES:
        hit = _choice(one, name) in _split(row[name])
        scores.fields[name].right += hit
        scores.fields[name].missed += not hit
        scores.fields[name].wrong += bool(_choice(one, name)) and not hit
    if row["role"] in _SIGNS:
        scores.signed += 1
        scores.signs += _SIGNS.get(_choice(one, "role"), 0) == -_SIGNS[row["role"]]


def _fit(row: Row, one: Suggestion | None) -> int:
    text = row["sentence"]
    names = sum(_hits(name, _split(row[column]), _told(one, name), text) for name, column in NAMES.items())
    return names + sum(_choice(one, name) == row[name] for name in CHOICES)


def _told(one: Suggestion | None, name: str) -> list[str]:
    return [value.text for value in one.values.get(name, ())] if one is not None else []


def _choice(one: Suggestion | None, name: str) -> str:
    if one is None:
        return ""
    return one.role if name == "role" else next(iter(_told(one, name)), "")


def _split(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _hits(name: str, wanted: list[str], told: list[str], text: str) -> int:
    free, hits = list(told), 0
    for one in wanted:
        other = next((t for t in free if _alike(name, one, t) or _beside(one, t, text)), None)
        if other is not None:
            free.remove(other)
            hits += 1
    return hits


def _beside(one: str, other: str, text: str) -> bool:
    """Whether one is the abbreviation printed beside the other: “cancer-associated fibroblasts (CAFs)”."""
    return f"{one} ({other}" in text or f"{other} ({one}" in text


def _alike(name: str, one: str, other: str) -> bool:
    if name in ("donor", "recipient"):
        a, b = _words(one), _words(other)
        return bool(a and b) and 4 * len(a & b) >= len(a) + len(b)
    if name == "therapy" and other == "chemotherapy, not named":
        return one.casefold() in ("chemotherapy", "chemotherapies", "chemotherapeutics")
    if name == "therapy" and _RADIATION.match(one) and _RADIATION.match(other):
        return True  # every word for radiation is one
    return _KINDS.sub("", letters(one)) == _KINDS.sub("", letters(other))


def _words(phrase: str) -> set[str]:
    found = {word.rstrip("s") for word in re.findall(r"\w+", phrase.casefold())}
    return found - {"cell", "line", "the", "of", "from"} or found
