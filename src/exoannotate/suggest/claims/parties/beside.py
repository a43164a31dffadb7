"""What stands beside the cells of a sentence: the questions that giving and taking ask alike."""

from __future__ import annotations

from collections.abc import Sequence

from exoannotate.suggest.claims.parties.owners import Phrase
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.vesicles import is_vesicle
from exoannotate.suggest.claims.sentence.words import Word, stems


class Beside:
    """One sentence with its cells and its cargo."""

    def __init__(self, words: Sequence[Word], phrases: Sequence[Phrase], cargo: frozenset[int]) -> None:
        self.words, self.phrases, self.cargo = words, phrases, cargo
        self.ending = {p.last: p for p in phrases}
        self.cells = frozenset(k for p in phrases for k in range(p.first, p.last + 1))

    def low(self, at: int) -> str:
        return self.words[at].low if 0 <= at < len(self.words) else ""

    def stem(self, at: int) -> str:
        return self.words[at].stem if 0 <= at < len(self.words) else ""

    def is_vesicle(self, at: int) -> bool:
        return 0 <= at < len(self.words) and is_vesicle(self.words[at])

    def silenced_in(self, first: int, end: int) -> bool:
        """“exosomal X was silenced in Y cells”, “whose expression fell in Y cells”: where it was seen, and no more."""
        return any(
            w.stem in say.LOSS | say.GAINED | say.LEVEL_DOWN | say.LEVEL_UP or w.low in ("knockdown", "expression")
            for w in self.words[first + 1 : end]
        )

    def gives_back(self, after: int) -> bool:
        """“monocytes, educated by exosomes, return X in vesicles of their own”: what takes up first and gives then."""
        if not any(self.low(k) in _TAUGHT for k in (after, after + 1)):
            return False
        for k in range(after + 3, min(len(self.words) - 3, after + 14)):
            word = self.words[k]
            if (
                word.stem in _RETURNING
                and not word.low.endswith(("ed", "ing"))
                and self.low(k - 1) not in ("of", "from", "by")
            ):
                return True
        return False

    def robbed_of_anothers(self, phrase: Phrase) -> bool:
        """“deprived A cells of the vesicles of B”, “robbed A cells of fibroblast vesicles”: A would have taken them."""
        before, after = phrase.first - 1, phrase.last + 1
        while self.low(before) in ("the", "their", "these", "any"):
            before -= 1
        if self.stem(before) not in _ROBBING or self.low(after) != "of":
            return False
        vesicle = next((k for k in range(after + 1, after + 7) if self.is_vesicle(k)), 0)
        others = [p for p in self.phrases if after < p.first]
        return bool(vesicle) and any(
            p.last == vesicle - 1 or (p.first - vesicle < 4 and self.low(vesicle + 1) in ("of", "from")) for p in others
        )

    def robbed_of_brake(self, after: int) -> bool:
        """“deprived neighbours of a brake on EGFR”: what cells lose is no vesicle."""
        near = range(after + 1, after + 5)
        return self.low(after) == "of" and any(
            self.stem(k) in BRAKES and self.low(k + 1) in ("on", "of", "over") for k in near
        )

    def protective(self, of: int) -> bool:
        """“the protective effect of”, “the chemoprotective action of”."""
        return self.low(of - 1) in ("effect", "effects", "action", "influence") and "protecti" in self.low(of - 2)


BESIDE = frozenset("beside alongside near atop besides".split())
BRAKES = stems(
    "brake check curb restraint rein lid damper guard repressor inhibitor suppressor silencer antagonist control "
    "counterweight barrier block bridle handbrake"
)
_TAUGHT = frozenset("educated primed activated polarised polarized conditioned instructed stimulated trained".split())
_ROBBING = stems("deprive rob strip starve rid bereave relieve")
_RETURNING = stems("return send release secrete hand pass deliver ship shed transfer emit export")
