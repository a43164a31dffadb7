"""Whether a sentence says that the response stayed as it was: "unchanged", "no difference", "equally sensitive"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from exoannotate.suggest.claims.response.governing import Governing
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.grammar import BE
from exoannotate.suggest.claims.sentence.vesicles import is_vesicle
from exoannotate.suggest.claims.sentence.words import stems


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing observed. ``sign``: 1 more resistance, -1 more sensitivity, 0 no change. ``first`` to ``last``: its
    words; ``rule``: how it was read; ``weight``: how plainly it is said; ``denied``: it was said not to be raised or
    restored; ``would``: the sign of what is denied, where ``sign`` does not tell it."""

    sign: int
    first: int
    last: int
    rule: str
    weight: float = 1.0
    denied: bool = False
    would: int = 0


class Unchanged(Governing):
    """Finds what is told not to change."""

    def unchanged(self, at: int) -> Iterator[Outcome]:
        """“left the response unchanged”, “did not alter sensitivity”, “no difference in sensitivity”."""
        word = self.words[at]
        if (word.stem in say.UNCHANGED and not self.describes(at) and self.speaks_of_response(at)) or (
            word.stem in say.TOUCHING and self.says_no(at) and self.speaks_of_response(at)
        ):
            yield Outcome(0, at, at, "unchanged", 2.0)
        elif word.low in ("effect", "influence", "impact", "difference", "change", "changes", "part", "role") and any(
            self.low(k) in ("no", "without", "little") for k in (at - 1, at - 2)
        ):
            such = self.low(at - 1) == "such" and self.drug_near(at, 12, 8)
            if such or self.speaks_of_response(at) or self.drug_near(at, 1, 8):
                yield Outcome(0, max(0, at - 1), at, "no effect", 2.2 if such else 2.0)
        elif word.low in _UNHARMED and self.low(at + 1) == "by" and self.speaks_of_response(at) and any(
            map(is_vesicle, self.words[at + 2 : at + 6])
        ):  # fmt: skip
            yield Outcome(0, at, at, "unchanged", 2.0)  # "the sensitivity was unharmed by vesicles"
        elif word.stem in _NEEDED and self.denied(at) and self.speaks_of_response(at):
            yield Outcome(0, at, at, "not needed for it", 2.0)
        elif (
            word.stem in _LASTING
            and _AFTER_LOSS & {w.low for w in self.words[at + 1 :]}
            and self.speaks_of_response(at)
        ):
            yield Outcome(0, at, at, "lasts without it", 2.0)
        elif word.low == "neither" and self.low(at + 1) in ("in", "on", "for") and self.speaks_of_response(at):
            yield Outcome(0, at, at, "in neither", 2.5)
        elif word.low in ("neither", "nor") and self.two_ways(at):
            yield Outcome(0, at, at, "neither way", 3.0)
        elif word.low in ("as", "equally") and self.as_much(at) and any(
            self.low(k) in BE or self.stem(k) in say.CAUSING | _PROVING for k in self.outside_cells(at)[-3:]
        ) and not (self.stem(at + 1) in say.RESISTANT and any(
            self.stem(k) in _TURNING for k in self.outside_cells(at)[-3:]
        )):  # fmt: skip
            yield Outcome(0, at, at + 1, "as much as before", 2.0)

    def as_much(self, at: int) -> bool:
        """“equally sensitive”, “just as sensitive”, “as sensitive as”."""
        if not self.is_adjective(at + 1):
            return False
        if self.low(at) == "equally" or self.low(at - 1) in ("just", "quite", "exactly", "precisely", "bit"):
            return True
        return any(self.low(k) == "as" for k in range(at + 2, at + 9))

    def outside_cells(self, at: int) -> list[int]:
        """The words before, those of cells left out."""
        return [n for n in range(max(0, at - 9), at) if n not in self.cells]

    def describes(self, at: int) -> bool:
        """“unmodified exosomes”: said of what follows, and not of the response."""
        after = self.low(at + 1)
        return (
            bool(after) and not self.words[at + 1].is_mark and after not in say.FUNCTION and not self.is_adverb(at + 1)
        )

    def says_no(self, at: int) -> bool:
        if self.denied(at) and self.denied(at) != "no longer":
            return True
        if (self.low(0), self.low(1)) == ("not", "one") and at < 24:
            return True  # "Not one of the miRNAs altered ..."
        return any(self.low(k) in ("neither", "nor", "no", "none") for k in range(max(0, at - 14), at)) and not any(
            self.words[k].low in (";", ",") for k in range(max(0, at - 2), at)
        )

    def two_ways(self, at: int) -> bool:
        near = range(at + 1, min(len(self.words), at + 5))
        return any(self.way(k) > 0 for k in near) and any(self.way(k) < 0 for k in near)

    def is_adjective(self, at: int) -> bool:
        return self.stem(at) in say.SENSITIVE | say.RESISTANT | say.EFFECTIVE or self.low(at) == "protective"

    def speaks_of_response(self, at: int) -> bool:
        for k in range(max(0, at - 12), min(len(self.words), at + 12)):
            stem = self.stem(k)
            if k == at or k in self.cells or self.low(k) == ";":
                continue
            if stem in (say.RESISTANCE | say.SENSITIVITY) - say.ABILITY or self.low(k) == "killing":
                return True
            if stem in say.SENSITIVE | say.RESISTANT and not self.describes(k):
                return True
            if stem in say.ABILITY and any(n in self.drugs for n in range(k + 1, min(len(self.words), k + 4))):
                return True
        return False


_UNHARMED = frozenset("unharmed unscathed undented unshaken unbroken unhurt unspoilt unbothered unperturbed".split())
_TURNING = stems("become became grow grew turn make made render")
_PROVING = stems("prove proved appear seem")
_NEEDED = stems("require need necessary essential involve implicate responsible")
_LASTING = stems("persist")
_AFTER_LOSS = frozenset(
    "removed depleted removal depletion without absence blocked silenced knockdown inhibited".split()
)
