"""What a sentence says of the response to a therapy: more resistance, more sensitivity, nothing, and in which words.

A head (resistance, sensitivity, protect, refractory ...) has a sign; words that raise, lower or deny it multiply that
sign. The nearest word that governs the head decides, and what denies it in turn: "failed to transmit resistance".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from exoannotate.suggest.claims import language as say
from exoannotate.suggest.claims.words import Word, stems

_TESTS = frozenset(
    "analysis assay assays detection method methods test tests tracking diagnosis microscopy technique".split()
)
_STATES = frozenset("phenotype state trait behaviour behavior".split())
_INTRANSITIVE: dict[str, int] = dict.fromkeys(
    stems("return increase rise rose improve recover reappear double"), 1
) | dict.fromkeys(stems("decrease fall fell drop vanish disappear decline collapse diminish"), -1)
_UNDOING = stems("inactivate expel efflux pump detoxify metabolise metabolize extrude repair excrete sequester")
NEAR, FAR = 9, 16
"""Words between a head and what governs it: before it, and after it in the passive."""


_IDIOMS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"\bback under (?:the )?control\b"), -1),
    (re.compile(r"\bwork(?:s|ed)? (?:once )?again\b"), -1),
    (re.compile(r"\bmore (?:\w+ly )?than (?:the )?free (?:drug|\w+)"), -1),
    (re.compile(r"\blive[ds]? through\b"), 1),
    (re.compile(r"\bkept? (?:growing|dividing|proliferating) (?:under|despite|in the presence)"), 1),
    (re.compile(r"\bno longer respond"), 1),
    (re.compile(r"\b(?:strong|great|high|good|bett)er \w+ (?:of|in|against) .{3,40}? than either\b"), -1),
    (re.compile(r"\bkeeps? (?:the|this) (?:antibody|drug|agent|compound) (?:away )?from\b"), 1),
    (re.compile(r"\bgr[eo]w (?:\w+ )?(?:slow|less)"), -1),
    (re.compile(r"\bshr(?:ank|unk|ink)"), -1),
    (re.compile(r"\btumou?rs? regress"), -1),
    (re.compile(r"\bgr[eo]w (?:\w+ )?(?:faster|quicker|despite)"), 1),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing observed. ``sign``: 1 more resistance, -1 more sensitivity, 0 no change. ``first`` to ``last``: its
    words; ``rule``: how it was read; ``weight``: how plainly it is said; ``denied``: it was said not to be raised or
    restored."""

    sign: int
    first: int
    last: int
    rule: str
    weight: float = 1.0
    denied: bool = False


def find(words: Sequence[Word], drugs: frozenset[int], cells: frozenset[int]) -> tuple[Outcome, ...]:
    """The outcomes from left to right. ``drugs`` and ``cells``: words that belong to drugs and to cells."""
    return tuple(sorted(_Reader(words, drugs, cells).all(), key=lambda o: o.first))


class _Reader:
    def __init__(self, words: Sequence[Word], drugs: frozenset[int], cells: frozenset[int]) -> None:
        self.words, self.drugs, self.cells = words, drugs, cells

    def all(self) -> Iterator[Outcome]:
        for at, word in enumerate(self.words):
            if word.stem in say.UNCHANGED and self.speaks_of_response(at):
                yield Outcome(0, at, at, "unchanged", 2.0)
            if word.stem in say.TOUCHING and self.denied(at) and self.speaks_of_response(at):
                yield Outcome(0, at, at, "unchanged", 2.0)
            if word.low in ("effect", "influence", "impact", "difference") and self.words[max(0, at - 1)].low == "no":
                yield Outcome(0, at - 1, at, "no effect", 2.0)
            if word.low == "neither" and self.two_ways(at):
                yield Outcome(0, at, at, "neither way", 3.0)
            yield from self.heads(at)
        yield from self.idioms()
        yield from self.undone_drug()

    def idioms(self) -> Iterator[Outcome]:
        """Turns of phrase that name no response and tell one."""
        low = " ".join(w.low for w in self.words)
        for pattern, sign in _IDIOMS:
            match = pattern.search(low)
            if match is not None:
                first = low[: match.start()].count(" ")
                yield Outcome(sign, first, first + match.group().count(" "), "turn of phrase", 1.3)

    def drug_is(self, at: int, sign: int) -> Iterator[Outcome]:
        """“cisplatin was active again”, “made cisplatin less effective”: an adjective said of the drug."""
        near = range(max(0, at - 6), at)
        if not any(k in self.drugs or self.words[k].stem in say.GENERIC_DRUG for k in near):
            return
        low = [self.words[k].low for k in near]
        after = self.words[at + 1].low if at + 1 < len(self.words) else ""
        less = any(word in ("less", "no", "not", "longer", "hardly") for word in low[-3:])
        turned = any(self.words[k].stem in say.CAUSING | say.UP for k in near)
        if turned and (
            less or after == "again" or low[-1] in ("more", "again") or sign > 0 or any(w == "again" for w in low)
        ):
            yield Outcome(-sign if less else sign, at, at, "said of the drug", 1.2)

    def undone_drug(self) -> Iterator[Outcome]:
        """A drug is broken down, pumped out, or what it did is repaired."""
        for at, word in enumerate(self.words):
            if word.stem in _UNDOING and any(k in self.drugs for k in range(at + 1, min(len(self.words), at + 10))):
                yield Outcome(-1 if self.denied(at) else 1, at, at, "the drug is undone", 1.0)

    def heads(self, at: int) -> Iterator[Outcome]:
        word = self.words[at]
        head, _, tail = word.stem.rpartition("-")
        stem = word.stem
        if word.low in ("benefited", "benefitted", "profited", "fared"):
            yield from self.verb(at, -1, "benefits")
        elif stem in say.RESISTANCE or (
            head and tail in ("resistance", "toleranc", "resistanc") and stem not in say.RESISTANT
        ):
            yield from self.noun(at, 1, weak=stem in say.WEAK_RESISTANCE)
        elif stem in say.SENSITIVITY:
            yield from self.noun(at, -1, weak=stem in say.WEAK_SENSITIVITY)
        elif stem in say.RESISTANT | say.SENSITIVE and self.follows(at, _STATES):
            yield from self.noun(at, 1 if stem in say.RESISTANT else -1, weak=False)
        elif stem in say.RESISTANT and self.predicative(at):
            yield from self.adjective(at, 1)
        elif stem in say.SENSITIVE and self.predicative(at):
            yield from self.adjective(at, -1)
        elif stem in say.PROTECTING:
            yield from self.verb(at, 1, "protects")
        elif stem in say.SURVIVING and at not in self.cells:
            yield from self.verb(at, 1, "survives")
        elif stem in say.SENSITISING:
            yield from self.verb(at, -1, "sensitises")
        elif stem in say.EFFECTIVE | say.INEFFECTIVE:
            yield from self.drug_is(at, -1 if stem in say.EFFECTIVE else 1)
        elif stem in say.DYING and not self.follows(at, frozenset(("by", "with"))):
            yield from self.verb(at, -1, "responds", weight=0.7)

    # Heads -------------------------------------------------------------------------------------------------------

    def noun(self, at: int, sign: int, *, weak: bool) -> Iterator[Outcome]:
        if self.is_attribute(at):
            return
        if weak and not self.drug_near(at):
            return
        governed = self.governed(at)
        if governed is None:
            if self.in_front(
                at, ("lower", "lowered", "low", "reduced", "decreased", "less", "diminished", "weak", "poor")
            ):
                yield Outcome(-sign, at - 1, at, "less of it", 1.0)
            elif not weak:
                yield Outcome(sign, at, at, "named only", 0.3)
            return
        way, first, last, rule = governed
        if rule == "before" and self.in_front(
            at, ("reduced", "decreased", "lower", "lowered", "diminished", "impaired", "weaker", "poor")
        ):
            way = -abs(way)
        denied = rule != "after" and self.plainly_denied(first)
        yield Outcome(sign * way, min(first, at), max(last, at), f"{'resistance' if sign > 0 else 'response'} {rule}",
                      0.9 if weak else 1.2, denied)  # fmt: skip

    def governed(self, at: int) -> tuple[int, int, int, str] | None:
        """What raises or lowers the head: the verb of its passive where it begins a clause, else what stands before."""
        before, after = self.before(at), self.after(at)
        begins = at == 0 or any(self.words[k].low in (",", ":", ";", "that") for k in range(max(0, at - 2), at))
        if before is not None and before[3] == "shared":
            return before
        if before is None or after is None:
            return after if before is None or (begins and at - before[1] > 2) else before
        return after if begins or (at - before[1] > 3 and after[2] - at < 8) else before

    def plainly_denied(self, at: int) -> bool:
        """“did not restore”: what was tried made no difference."""
        low = [w.low for w in self.words[max(0, at - 3) : at]]
        return "not" in low and any(word in ("did", "does", "do", "could") for word in low) and self.way(at) > 0

    def adjective(self, at: int, sign: int) -> Iterator[Outcome]:
        way, first = 1, at
        for k in range(at - 1, max(-1, at - 3), -1):
            if self.words[k].low in ("poorly", "scarcely", "less", "not", "no", "hardly", "barely"):
                way, first = -way, k
            elif self.words[k].low == "longer" and k and self.words[k - 1].low == "no":
                way, first = -way, k - 1
                break
        if self.denied(first) and self.words[first].low not in ("less", "not", "no"):
            way = -way
        cause = next((k for k in range(at - 1, max(-1, at - 6), -1) if self.words[k].stem in say.CAUSING), None)
        if cause is not None and self.words[cause].low.endswith("ing"):
            way *= self.denials(cause)
        yield Outcome(sign * way, first, at, "made so", 1.4)

    def verb(self, at: int, sign: int, rule: str, *, weight: float = 1.2) -> Iterator[Outcome]:
        if (
            self.words[at].low.endswith("ing")
            and at + 1 < len(self.words)
            and self.words[at + 1].stem in ("cell", "tumor")
        ):
            return
        way, first = 1, at
        near = self.words[at + 1 : at + 3]
        if any(w.low in ("less", "poorly") for w in (*near, *self.words[max(0, at - 1) : at])):
            way = -way
        elif any(w.low in ("better", "more") for w in near):
            pass
        if self.denied(at):
            way = -way
        elif at and self.words[at - 1].low not in ("and", "or"):
            before = self.before(at, only_down=True)
            if before is not None and before[0] < 0:
                way, first = -way, before[1]
        yield Outcome(sign * way, first, at, rule, weight)

    # What governs them -------------------------------------------------------------------------------------------

    def before(self, at: int, *, only_down: bool = False) -> tuple[int, int, int, str] | None:
        """The word before a head that raises or lowers it, in its own clause, and its sign as it is denied or not."""
        for k in range(at - 1, max(-1, at - NEAR), -1):
            word = self.words[k]
            if word.low in (";", ":", ".") or (
                word.low in ("which", "who", "whereas", "while", "whose", "although", "but")
            ):
                return None
            if k in self.cells or k in self.drugs:
                continue
            other_head = self.is_head(k) and not (word.stem in say.UP or word.stem in say.DOWN)
            if other_head and self.words[k + 1].low not in ("and", "or", ",", "to", "of"):
                return None
            way = self.way(k)
            if way < 0 and k == at - 1 and word.stem in say.LOSING and self.given_back(k):
                continue  # "part of the lost sensitivity"
            if way and not (only_down and way > 0):
                if word.low in ("by", "with"):
                    continue
                shared = self.shared(k)
                if shared is not None:
                    return self.way(shared) * self.denials(shared), shared, at, "shared"
                return way * self.denials(k), k, at, "before"
        return None

    def given_back(self, at: int) -> bool:
        return any(self.way(k) > 0 for k in range(max(0, at - 7), at))

    def shared(self, at: int) -> int | None:
        """“weakened, and those of X strengthened, the resistance”: of two verbs with one object the first."""
        if self.words[at + 1].low != ",":
            return None
        return next(
            (k for k in range(at - 1, max(-1, at - 10), -1) if self.way(k) and self.words[k + 1].low == ","), None
        )

    def after(self, at: int) -> tuple[int, int, int, str] | None:
        """The verb after a head: "resistance was reversed", "resistance is spread by"."""
        passive = False
        for k in range(at + 1, min(len(self.words), at + FAR)):
            word = self.words[k]
            if word.low in (";", ":", ".") or word.low in ("which", "that", "whereas", "while", "whose"):
                return None
            if word.low in ("was", "were", "is", "are", "been", "be", "being", "has", "have", "had", "could", "can"):
                passive = True
                continue
            if k in self.cells or k in self.drugs:
                continue
            way = _INTRANSITIVE.get(word.stem, 0) if not passive else 0
            if way and word.low not in ("return", "increase", "decrease"):
                return way, at, k, "after"
            way = self.way(k)
            if way and (passive or word.low.endswith(("s", "ed")) or word.stem in say.UP & say.DOWN):
                if not passive and word.low.endswith("ed"):
                    return None
                return way * self.denials(k), at, k, "after"
            if passive and word.low == "by":
                return None
        return None

    def way(self, at: int) -> int:
        """1 for a word that raises, -1 for one that lowers, 0 for any other."""
        stem = self.words[at].stem
        if self.words[at].low in ("reduced", "decreased", "lowered") or stem in say.DOWN:
            return -1
        if stem.startswith("re-") and stem[3:] in say.UP:
            return 1
        return 1 if stem in say.UP else 0

    def denials(self, at: int) -> int:
        """-1 when what governs is itself denied: "failed to transmit", "prevented X from conferring"."""
        if self.denied(at):
            return -1
        if at + 1 < len(self.words) and self.words[at + 1].low == "of":  # "abolished the spread of resistance"
            for k in range(at - 1, max(-1, at - 4), -1):
                if self.way(k):
                    return self.way(k) * self.denials(k)
                if self.words[k].low not in ("the", "this", "that", "further", "any"):
                    break
        to_or_from = at > 0 and self.words[at - 1].low in ("to", "from")
        if to_or_from:
            for k in range(at - 2, max(-1, at - 8), -1):
                if k in self.cells or k in self.drugs:
                    continue
                if self.words[k].low in (",", ";", "which", "and"):
                    return 1
                if self.way(k) < 0:
                    return -1
        return 1

    def denied(self, at: int) -> bool:
        for k in range(at - 1, max(-1, at - 4), -1):
            word = self.words[k]
            if word.low in (",", ";", "which", "and", "that"):
                return False
            if word.low == "not" and k + 1 < len(self.words) and self.words[k + 1].low == "only":
                return False
            if word.stem in say.NEGATION and word.low not in ("lacking", "longer", "without"):
                return True
            if word.low == "longer" and k and self.words[k - 1].low == "no":
                return True
            if word.low == "unable" or (word.low in ("incapable",)):
                return True
        return False

    # Small questions ---------------------------------------------------------------------------------------------

    def is_head(self, at: int) -> bool:
        return self.words[at].stem in say.RESISTANCE | say.SENSITIVITY

    def is_attribute(self, at: int) -> bool:
        """Whether the noun only describes the next one, or is that of a test: "resistance gene", "sensitivity of the
        assay", "sensitivity and specificity"."""
        after = [w.low for w in self.words[at + 1 : at + 8]]
        if after and after[0] in (
            "gene",
            "genes",
            "analysis",
            "assay",
            "mechanism",
            "mechanisms",
            "profile",
            "profiles",
        ):
            return True
        return self.words[at].low == "sensitivity" and (
            after[:2] == ["and", "specificity"] or (after[:1] == ["of"] and bool(_TESTS & set(after)))
        )

    def predicative(self, at: int) -> bool:
        """Whether an adjective says what cells become, and does not just name which cells are meant."""
        if at in self.cells and at + 1 < len(self.words) and at + 1 in self.cells:
            return False
        after = self.words[at + 1] if at + 1 < len(self.words) else None
        caused = any(
            w.stem in say.CAUSING
            for k, w in enumerate(self.words[max(0, at - 15) : at], max(0, at - 15))
            if k not in self.cells
        )
        if not caused:
            return False
        return after is None or after.is_mark or after.low in say.FUNCTION or after.low in ("again",)

    def in_front(self, at: int, low: Iterable[str]) -> bool:
        return at > 0 and self.words[at - 1].low in low

    def follows(self, at: int, low: frozenset[str]) -> bool:
        return at + 1 < len(self.words) and self.words[at + 1].low in low

    def drug_near(self, at: int) -> bool:
        near = range(max(0, at - 8), min(len(self.words), at + 11))
        return any(k in self.drugs or self.words[k].stem in say.GENERIC_DRUG for k in near)

    def speaks_of_response(self, at: int) -> bool:
        near = self.words[max(0, at - 10) : at + 10]
        return any(w.stem in say.RESISTANCE | say.SENSITIVITY for w in near)

    def two_ways(self, at: int) -> bool:
        near = range(at + 1, min(len(self.words), at + 5))
        return any(self.way(k) > 0 for k in near) and any(self.way(k) < 0 for k in near)
