"""What was done to the vesicle or its cargo before the response was seen: the perturbation."""

from __future__ import annotations

from collections.abc import Sequence

from exoannotate.suggest.claims import language as say
from exoannotate.suggest.claims.cargo import is_vesicle
from exoannotate.suggest.claims.mentions import MADE, Mention
from exoannotate.suggest.claims.words import Word, stems


def tell(words: Sequence[Word], cargo: Sequence[Mention], sign: int | None) -> tuple[str, str]:
    """The perturbation and the rule that told it. ``sign``: that of the outcome, as far as it is known."""
    reader = _Reader(words, cargo)
    first = reader.uptake_block if reader.uptake_first() else reader.depletion
    for act in (first, reader.uptake_block, reader.depletion, reader.lost, reader.given, reader.gained):
        rule = act(sign)
        if rule:
            return _NAMES[act.__name__], rule
    return "natural transfer", "nothing else is told"


_NAMES = {
    "uptake_block": "uptake block",
    "depletion": "vesicle depletion",
    "lost": "cargo lost",
    "given": "vesicle given as treatment",
    "gained": "cargo overexpressed",
}


class _Reader:
    def __init__(self, words: Sequence[Word], cargo: Sequence[Mention]) -> None:
        self.words, self.cargo = words, cargo

    def uptake_first(self) -> bool:
        """Whether uptake is spoken of before release."""
        said = (w.stem in say.UPTAKE for w in self.words if w.stem in say.UPTAKE | say.RELEASE)
        return next(said, True)

    def uptake_block(self, _sign: int | None) -> str:
        for k, word in enumerate(self.words):
            if word.stem in say.UPTAKE_BLOCKERS or word.low in say.UPTAKE_BLOCKERS:
                return f"“{word.text}”"
            if (
                word.stem in say.UPTAKE
                and self.blocked(k)
                and any(is_vesicle(w) or w.low == "their" for w in self.words)
            ):
                return f"“{word.text}” is blocked"
        return ""

    def depletion(self, _sign: int | None) -> str:
        for k, word in enumerate(self.words):
            head, _, tail = word.low.partition("-")
            if word.stem in say.RELEASE_BLOCKERS or head in say.RELEASE_BLOCKERS:
                return f"“{word.text}”"
            if head in ("exosome", "exosomes", "ev", "evs", "vesicle") and tail in (
                "depleted",
                "free",
                "deprived",
                "depletion",
            ):
                return f"“{word.text}”"
            if (
                word.stem in say.RELEASE
                and self.blocked(k)
                and any(is_vesicle(w) or w.low == "their" for w in self.words[max(0, k - 4) : k + 5])
            ):
                return f"“{word.text}” is blocked"
            if self.cargo:
                continue
            if is_vesicle(word) and self.near_before(k, _REMOVING, 4) and not self.near_before(k, {"of"}, 0):
                return f"“{word.text}” removed"
            if (
                word.low == "without"
                and k + 2 < len(self.words)
                and any(is_vesicle(w) for w in self.words[k + 1 : k + 3])
            ):
                return "without vesicles"
        return ""

    def lost(self, _sign: int | None) -> str:
        for mention in self.cargo:
            if mention.suffix in say.LOSS_SUFFIX or mention.suffix in (
                "depleted",
                "deficient",
                "silenced",
                "knockdown",
                "lacking",
                "free",
            ):
                return f"“{mention.text}-{mention.suffix}”"
            for k in range(mention.first - 1, max(-1, mention.first - 10), -1):
                word = self.words[k]
                if word.low in (",", ";", ":", "which", "that", "."):
                    break
                if (
                    word.stem in _LOSING or word.low in ("without", "si", "sirna")
                ) and mention.kind != "siRNA/antisense":
                    return f"“{word.text}”"
            for k in range(mention.last + 1, min(len(self.words), mention.last + 6)):
                word = self.words[k]
                if word.low in (";", ":", ".", ","):
                    break
                if word.stem in _LOST_AFTER and any(
                    w.low in ("was", "were", "is", "had", "been", "has") for w in self.words[mention.last + 1 : k + 1]
                ):
                    return f"“{word.text}”"
                if word.low in (
                    "knockdown",
                    "knock-down",
                    "knockout",
                    "silencing",
                    "depletion",
                    "deficiency",
                    "inhibition",
                    "loss",
                ):
                    return f"“{word.text}”"
        if self.cargo:
            for k, word in enumerate(self.words):
                if word.low in ("its", "whose", "their") and any(
                    w.low in _LOSING_NOUNS for w in self.words[k + 1 : k + 3]
                ):
                    return f"“{word.text} {self.words[k + 1].text}”"
        return ""

    def given(self, sign: int | None) -> str:
        if sign is not None and sign > 0:
            return ""
        if any(m.kind == "siRNA/antisense" for m in self.cargo):
            return "a blocker is delivered"
        if any(m.family == "drug" for m in self.cargo):
            return "a drug is delivered"
        for word in self.words:
            if word.low == "given" and any(
                w.low in ("together", "alongside", "with", "to")
                for w in self.words[word_at(self.words, word) + 1 :][:2]
            ):
                return "vesicles are given"
            if word.stem in _GIVEN or word.low.startswith("engineered"):
                return f"“{word.text}”"
            if word.low in ("treatment", "treating") and any(
                is_vesicle(w) for w in self.words[word_at(self.words, word) : word_at(self.words, word) + 4]
            ):
                return f"“{word.text} with vesicles”"
        for mention in self.cargo:
            if mention.suffix in MADE:
                return f"“{mention.text}-{mention.suffix}”"
            if mention.suffix in ("loaded", "co-loaded", "engineered", "modified") and sign is not None and sign < 0:
                return f"“{mention.text}-{mention.suffix}”"
        return ""

    def gained(self, _sign: int | None) -> str:
        for k, word in enumerate(self.words):
            if (word.stem in say.GAINED or word.low in ("putting",)) and any(
                abs(m.first - k) < 7 or abs(m.last - k) < 7 for m in self.cargo
            ):
                return f"“{word.text}”"
        return ""

    def blocked(self, at: int) -> bool:
        """Whether what a noun names is blocked: "blocking the release", "release is inhibited"."""
        for k in range(at - 1, max(-1, at - 7), -1):
            if self.words[k].low in (",", ";", "which", "that") or any(m.first <= k <= m.last for m in self.cargo):
                break
            if self.words[k].stem in say.BLOCKING:
                return True
        after = self.words[at + 1 : at + 8]
        passive = next((k for k, w in enumerate(after) if w.low in ("is", "was", "were", "are", "been")), None)
        return passive is not None and any(w.stem in say.BLOCKING for w in after[passive : passive + 3])

    def near(self, at: int, stems: frozenset[str] | set[str], reach: int) -> bool:
        return any(
            w.stem in stems
            for k, w in enumerate(self.words[max(0, at - reach) : at + reach + 1], max(0, at - reach))
            if k != at
        )

    def near_before(self, at: int, stems: frozenset[str] | set[str], reach: int) -> bool:
        return any(w.stem in stems for w in self.words[max(0, at - reach) : at])


def word_at(words: Sequence[Word], word: Word) -> int:
    """The number of a word."""
    return next(k for k, w in enumerate(words) if w is word)


_REMOVING = stems(
    "deplete depleting depletion remove removal removing eliminate eliminating withdraw withdrawal deprive "
    "scavenge clear"
)
_LOSING = stems(
    "cannot knockdown knock-down knockout knock-out silence silencing deplete depletion delete deletion "
    "ablation loss absence removal lack lacking knocking antagonise antagonising neutralise neutralising "
    "deprive deprived stripped devoid inhibition inhibiting lost blockade blocking suppression sirna "
    "abrogation downregulation down-regulation"
)
_LOSING_NOUNS = frozenset(
    "depletion loss absence knockdown knock-down silencing deletion removal inhibition knockout knock-out "
    "ablation deficiency blockade".split()
)
_LOST_AFTER = stems(
    "silenced depleted knocked deleted removed ablated inhibited lost blocked neutralised absent antagonised suppressed"
)
_GIVEN = stems(
    "inject injection intratumoural intratumoral therapeutic nanocarrier vehicle administer administration "
    "exogenous bioengineered engineered intravenous intranasal autologous"
)


def is_blocked_traffic(words: Sequence[Word]) -> bool:
    """Whether release or uptake is blocked, of vesicles that a sentence before has named."""
    reader = _Reader(words, ())
    traffic = (k for k, w in enumerate(words) if w.stem in say.RELEASE | say.UPTAKE and w.low not in _OF_ANYTHING)
    return any(map(reader.blocked, traffic))


_OF_ANYTHING = frozenset("entry generation production output".split())
