"""A sentence becomes a claim: the values of a record, each with its words and the rule that gave it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from exoannotate.suggest.claims import acts, cargo, cells, evidence, markers, mentions, outcome, parties
from exoannotate.suggest.claims import language as say
from exoannotate.suggest.claims.cargo import is_vesicle
from exoannotate.suggest.claims.lexicon import Lexicon
from exoannotate.suggest.claims.mentions import Mention
from exoannotate.suggest.claims.words import Word, split


@dataclass(frozen=True, slots=True)
class Said:
    """One value a sentence says: its words there (``start`` to ``end``, letters), and why it is read so."""

    text: str
    start: int
    end: int
    rule: str
    sure: float = 1.0


@dataclass(frozen=True, slots=True)
class Claim:
    """What one sentence, or one half of it, says. Empty fields are not said. ``strength``: 0 (no evidence) to 1."""

    cargo: tuple[Said, ...] = ()
    cargo_class: tuple[str, ...] = ()
    donor: tuple[Said, ...] = ()
    recipient: tuple[Said, ...] = ()
    therapy: tuple[Said, ...] = ()
    targets: tuple[Said, ...] = ()
    effect: Said | None = None
    perturbation: Said | None = None
    strength: float = 0.0
    why_not: str = ""


_SIGNS = {1: "resistance increased", -1: "sensitivity increased", 0: "no effect"}
_HALVES = frozenset("whereas while but".split())


def read(sentence: str, lexicon: Lexicon) -> tuple[Claim, ...]:
    """The claims of a sentence, the first of which says most plainly what it is about. Never empty."""
    words = split(sentence)
    whole = _read(words, sentence, lexicon)
    halves = _halves(words)
    if len(halves) == 2 and whole.strength:
        parts = [_read(half, sentence, lexicon) for half in halves]
        if all(p.effect is not None and p.cargo and p.strength for p in parts) and _differ(*parts):
            return tuple(_shared(p, whole) for p in parts)
    return (whole,)


def _differ(one: Claim, other: Claim) -> bool:
    names = [{said.text.casefold() for said in claim.cargo} for claim in (one, other)]
    return (
        names[0] != names[1]
        and one.effect is not None
        and other.effect is not None
        and one.effect.text != other.effect.text
    )


def _shared(part: Claim, whole: Claim) -> Claim:
    """What the halves of a sentence share is filled in both."""
    return replace(part, therapy=part.therapy or whole.therapy, recipient=part.recipient or whole.recipient)


def _halves(words: Sequence[Word]) -> list[Sequence[Word]]:
    if words and words[0].low in ("whereas", "while", "although"):
        comma = next((k for k, w in enumerate(words) if w.low == "," and k > 4), None)
        return [words[1:comma], words[comma + 1 :]] if comma else [words]
    cut = next((k for k, w in enumerate(words) if w.low in _HALVES and k > 4), None)
    return [words[:cut], words[cut + 1 :]] if cut else [words]


def _read(words: Sequence[Word], sentence: str, lexicon: Lexicon) -> Claim:
    names = mentions.find(words, sentence, lexicon)
    taken = frozenset(k for m in names for k in range(m.first, m.last + 1) if not m.part and not _names_cells(m, words))
    phrases = cells.find(words, sentence, lexicon, taken)
    in_cells = frozenset(k for p in phrases for k in range(p.first, p.last + 1))
    drug_words = frozenset(k for m in names if m.family == "drug" for k in range(m.first, m.last + 1))
    told = cargo.tell(words, names, in_cells)
    carried = [m for m, _ in told.cargo]
    carried_words = frozenset(k for m in carried for k in range(m.first, m.last + 1))
    sides = parties.tell(words, phrases, carried_words)
    seen = outcome.find(words, drug_words, in_cells)
    best = _best(seen)
    therapy = tuple(_drugs(names, in_cells, words, lexicon))
    vesicles = any(is_vesicle(w) for w in words)
    from_cells = any(rule == "from cells" for _, rule in told.cargo)
    passed = from_cells or any(w.stem in cargo.PASSED for w in words) or acts.is_blocked_traffic(words)
    marker = markers.tell(words, seen, sides, in_cells, drug_words)
    same = {m.text.casefold() for m in carried}
    of_cargo = [m for m in names if m.text.casefold() in same]
    told_in = _half_of(words, best) if best else words
    act, act_rule = acts.tell(told_in, of_cargo if told_in is words else [], best.sign if best else None)
    if (
        best is not None
        and best.denied
        and (best.rule.startswith("response") or act in ("natural transfer", "cargo overexpressed"))
    ):
        best = replace(best, sign=0, rule="said to make no difference")
    effect: Said | None = None
    if marker is not None and (best is None or marker.stronger or best.weight < 0.6):
        effect = _said_effect(marker.effect, marker.first, marker.last, marker.rule, words)
        act, act_rule = "correlation only", marker.rule
    elif best is not None:
        effect = _said_effect(_SIGNS[best.sign], best.first, best.last, best.rule, words)
    generic = _generic_class(words)
    classes = (
        ((generic,) if generic and not carried else ())
        or tuple(dict.fromkeys(m.kind for m in carried))
        or (("whole vesicle",) if vesicles or passed else ())
    )
    why_not = evidence.untold(words, sentence)
    strength = _strength(vesicles or passed, bool(carried), bool(therapy), effect is not None, best, words, why_not)
    if not strength:
        effect = effect if strength else None
    named = tuple(_said(m, rule) for m, rule in told.cargo)
    if generic and not carried:
        noun = next(w for w in words if w.low in _GENERIC)
        named = (Said(sentence[noun.start : noun.end], noun.start, noun.end, "a class of cargo"),)
    return Claim(
        cargo=named,
        cargo_class=classes,
        donor=tuple(Said(p.text, p.start, p.end, rule) for p, rule in sides.donors),
        recipient=()
        if act == "correlation only"
        else tuple(Said(p.bare, p.start, p.start + len(p.bare), rule) for p, rule in sides.recipients),
        therapy=therapy,
        targets=tuple(_said(m, rule) for m, rule in told.targets),
        effect=effect,
        perturbation=Said(act, words[0].start, words[0].start, act_rule) if effect is not None and words else None,
        strength=strength,
        why_not=why_not,
    )


def _generic_class(words: Sequence[Word]) -> str:
    """“exosomal microRNAs”: a class where no name is printed."""
    for one, other in pairwise(words):
        if one.low in ("exosomal", "vesicular") and other.low in _GENERIC:
            return _GENERIC[other.low]
    return ""


_GENERIC = {
    "micrornas": "miRNA", "mirnas": "miRNA", "lncrnas": "lncRNA", "circrnas": "circRNA", "proteins": "protein",
    "lipids": "lipid", "metabolites": "metabolite", "mrnas": "mRNA", "dna": "DNA",
}  # fmt: skip


def _half_of(words: Sequence[Word], best: outcome.Outcome) -> Sequence[Word]:
    """The half of a contrast that tells the outcome, when the other half only says what did not do it."""
    if words[0].low in ("whereas", "while") and words[-1].low == "." and any(
        w.low == "did" and n.low == "not" for w, n in pairwise(words)
    ):  # fmt: skip
        comma = next((k for k, w in enumerate(words) if w.low == "," and k > best.last), len(words))
        return words[:comma]
    return words


def _names_cells(mention: Mention, words: Sequence[Word]) -> bool:
    """A gene symbol before "cells" or in what describes them belongs to the cells: "HER2-positive", "U87"."""
    after = words[mention.last + 1].stem if mention.last + 1 < len(words) else ""
    return mention.family != "drug" and after in ("cell", "line") and mention.first == mention.last


def _best(seen: Sequence[outcome.Outcome]) -> outcome.Outcome | None:
    """The outcome said most plainly; of equals, the first."""
    named = [o for o in seen if o.weight >= 0.3]
    if not named:
        return None
    return max(named, key=lambda o: (o.weight, -o.first))


def _said(mention: Mention, rule: str) -> Said:
    return Said(mention.text, mention.start, mention.end, rule)


def _said_effect(text: str, first: int, last: int, rule: str, words: Sequence[Word]) -> Said:
    return Said(text, words[first].start, words[min(last, len(words) - 1)].end, rule)


def _drugs(
    names: Sequence[Mention], in_cells: frozenset[int], words: Sequence[Word], lexicon: Lexicon
) -> Iterator[Said]:
    """The therapies: each once; "radioresistance" only where no other word for radiation is printed."""
    seen: set[str] = set()
    outside = [m for m in names if m.family == "drug" and not m.suffix and m.first not in in_cells]
    carried = [
        m for m in names if m.family == "drug" and m.suffix in ("loaded", "packed", "co-loaded", "encapsulating")
    ]
    if outside and not carried and not all(_BROAD.match(m.text) or _RADIO_WORD.match(m.text) for m in outside):
        names = [m for m in names if m in outside]
    radiation = any(m.family == "drug" and _RADIATION.match(m.text) and not _RADIO_WORD.match(m.text) for m in names)
    specific = any(m.family == "drug" and not _BROAD.match(m.text) for m in names)
    for mention in names:
        low = mention.text.casefold()
        if mention.family != "drug" or low in seen or lexicon.key(mention.text) in seen:
            continue
        if _RADIO_WORD.match(mention.text) and (radiation or "radio" in seen):
            continue
        if _BROAD.match(mention.text) and specific and mention.suffix:
            continue
        before = words[mention.first - 1].low if mention.first else ""
        if seen and before == "the" and _BACK.match(mention.text):
            continue
        seen.add(lexicon.key(mention.text))
        seen.add("radio" if _RADIO_WORD.match(mention.text) else low)
        yield Said(mention.text, mention.start, mention.end, "named")


_RADIATION = re.compile(r"(?:ir)?radi|x-ray|ir\Z", re.IGNORECASE)
_RADIO_WORD = re.compile(r"radio-?(?:resist|sensit|toler|protect)", re.IGNORECASE)
_BACK = re.compile(r"taxane|platinum|anthracycline|antibod", re.IGNORECASE)
_BROAD = re.compile(r"chemotherap|therap", re.IGNORECASE)


def _strength(
    vesicles: bool,
    carried: bool,
    therapy: bool,
    effect: bool,
    best: outcome.Outcome | None,
    words: Sequence[Word],
    why_not: str,
) -> float:
    if why_not or not effect or not (vesicles or carried):
        return 0.0
    response = any(
        w.stem in say.RESISTANCE | say.SENSITIVITY | say.RESISTANT | say.SENSITIVE
        and (w.stem not in say.WEAK_RESISTANCE | say.WEAK_SENSITIVITY)
        for w in words
    )
    if not therapy and not response:
        return 0.0
    if evidence.methods(words) and (best is None or best.weight < 1):
        return 0.0
    weight = best.weight if best is not None else 0.7
    return min(1.0, 0.3 * vesicles + 0.2 * carried + 0.2 * therapy + 0.25 * weight)
