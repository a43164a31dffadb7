"""How much of the cargo there is said to be, in a comparison: more or less of it, and where that is told."""

from __future__ import annotations

from exoannotate.suggest.claims.comparison import marker_words as mark
from exoannotate.suggest.claims.comparison.groups import Groups
from exoannotate.suggest.claims.sentence.vesicles import is_vesicle


class Amounts(Groups):
    """Finds the level a sentence tells."""

    def level(self) -> tuple[int, int | None]:
        """Whether more or less of the cargo is spoken of, and where."""
        for k, word in enumerate(self.words):
            if k in self.fates:
                continue  # “whose PSA rose”: said of the response
            sign = (
                1
                if word.low in mark.UP or word.stem in mark.UP_STEMS
                else -1
                if word.low in mark.DOWN or word.stem in mark.DOWN_STEMS
                else mark.EXPRESSED.get(word.low, 0)
                if self.low(k + 1) in ("expressed", "enriched", "abundant", "detected", "detectable")
                else 0
            )
            if (
                word.low == "no"
                and self.low(k - 1) in ("to", "virtually", "almost", "practically", "nearly")
                and (self.low(k - 1) != "to" or self.low(k - 2) == "next")
            ):
                return -1, k  # "next to no X"
            if word.low in ("turned", "showed", "cropped", "shows", "turns") and self.low(k + 1) == "up":
                return (-1 if self.denied(k) else 1), k
            if word.low in mark.MUCH and (not k or self.low(k - 1) in mark.HOLDING):
                return 1, k
            if (held := mark.HELD.get(word.low)) and self.low(k + 1) == held[0] and self.of_vesicles(k):
                return held[1], k  # "short of vesicular X", "replete with exosomal X"
            if word.low in _PARTS and self.low(k - 1) in _ENDS:
                return _ENDS[self.low(k - 1)], k  # "in the top third of exosomal X"
            times = self.times_as_much(k)
            if times:
                return times, k
            if (
                word.low in ("up", "down")
                and self.low(k + 1) == "in"
                and self.low(k - 1) in ("were", "was", "both", "is", "are")
            ):
                return (1 if word.low == "up" else -1), k
            if word.low == "any" and self.low(k - 1) in ("hardly", "scarcely", "barely"):
                return -1, k
            if not sign or k in self.cells:
                continue
            after = self.stem(k + 1)
            if after in mark.RESPONSES or self.low(k + 1) in mark.OF_EVENTS:
                continue  # "less benefit", "more frequent": said of the response
            if word.low in mark.LOSSES and self.low(k + 1) == "of" and self.stem(k + 2) in mark.RESPONSES:
                continue  # "the loss of benefit": said of the response
            if self.low(k + 1) in ("dose", "doses", "risk") or self.low(k - 1) in ("platinum",):
                continue
            if word.low in ("less", "more", "little") and self.low(k - 1) in mark.GOT:
                continue  # "did less for patients": said of the drug
            if word.low in _GONE and mark.SHRUNK.search(" ".join(w.low for w in self.words)):
                continue  # "the margin vanished": said of what the drug does
            if word.low == "lost" and self.low(k + 1) in ("its", "their", "all", "much", "most"):
                continue  # "the drug lost its hold"
            if word.low in ("shorter", "longer", "poor", "worse"):
                continue
            if self.denied(k) in ("not", "never", "failed to", "cannot"):
                return -sign, k
            return sign, k
        for k, word in enumerate(self.words):  # "was not found in responders"
            if word.low in mark.PRESENT and k not in self.cells and self.low(k + 1) in ("in", "on", "only", "more"):
                return (-1 if self.denied(k) else 1), k
        return 0, None

    def of_vesicles(self, at: int) -> bool:
        """Whether what is short or full of something is vesicles, or that something is in them."""
        return any(map(is_vesicle, self.words[max(0, at - 6) : at + 6]))

    def times_as_much(self, at: int) -> int:
        """“three times as much X as”, “half as much X as”."""
        if self.low(at) != "as" or self.low(at + 1) not in ("much", "many", "abundant", "high"):
            return 0
        before = self.low(at - 1)
        if before in ("half", "third", "quarter", "tenth", "fifth") or self.low(at - 2) in ("half", "third", "quarter"):
            return -1
        return 1 if before in ("times", "twice", "thrice", "fold") or before.endswith("fold") else 0

    def level_before(self, at: int, reach: int = 6) -> int:
        """“fell during therapy and rose again at relapse”: the level that is told of that time."""
        for k in range(at, max(-1, at - 6), -1):
            sign = (self.low(k) in mark.UP or self.stem(k) in mark.UP_STEMS) - (
                self.low(k) in mark.DOWN or self.stem(k) in mark.DOWN_STEMS
            )
            if self.low(k) in ("returned", "reappeared", "resurged", "rebounded", "resurfaced", "recurred"):
                return 1
            if sign:
                return sign
        return 0


_PARTS = frozenset("third thirds quartile quartiles tertile tertiles quarter half quintile decile fifth".split())
_ENDS = {"top": 1, "upper": 1, "highest": 1, "uppermost": 1, "bottom": -1, "lower": -1, "lowest": -1, "lowermost": -1}
_GONE = frozenset("vanished disappeared lost fell shrank dwindled faded melted".split())
