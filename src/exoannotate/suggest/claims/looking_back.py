"""A sentence that leans on the one before: "These vesicles ...", "Its knock-down ...", "This effect ...".

What the sentence does not print itself is taken from the one before, and said to be. Two sentences back is a guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from exoannotate.suggest.claims import claim as claims
from exoannotate.suggest.claims.claim import SIGNS
from exoannotate.suggest.claims.names.lexicon import Lexicon
from exoannotate.suggest.claims.response.governing import Governing
from exoannotate.suggest.claims.said import Claim, Said
from exoannotate.suggest.claims.sentence.vesicles import is_vesicle
from exoannotate.suggest.claims.sentence.words import Word, split, stems

RULE = "in the sentence before"


def read(sentence: str, before: str, lexicon: Lexicon) -> tuple[Claim, ...]:
    """The claims of a sentence, with what it takes from the one before where it leans on it."""
    words = split(sentence)
    wanted = leans(words)
    if not wanted or not before:
        return claims.read(sentence, lexicon)
    earlier = claims.read(before, lexicon)[0]
    if not earlier.cargo and not any(map(is_vesicle, split(before))):
        return claims.read(sentence, lexicon)
    told = claims.read(sentence, lexicon, spoken=True)
    if not told[0].strength and not told[0].why_not:
        told = (_of_effect(told[0], words, earlier),)
    vesicles = bool(_VESICLES.search(" ".join(w.low for w in words)))
    return tuple(_filled(one, earlier, wanted, vesicles) if one.strength else one for one in told)


def leans(words: Sequence[Word]) -> frozenset[str]:
    """The fields that a sentence leaves to the one before it; empty where it stands alone."""
    low = " ".join(w.low for w in words)
    found: set[str] = set()
    if _VESICLES.search(low) or _CARGO.search(low) or _EFFECT.search(low) or _BEGINNING.match(low):
        found |= {"cargo", "donor", "therapy"}
    if _EFFECT.search(low) or _BEGINNING.match(low):
        found.add("recipient")
    if _CELLS.search(low) and found:
        found.add("recipient")
    if _DRUG.search(low):
        found.add("therapy")
    return frozenset(found)


def _filled(one: Claim, earlier: Claim, wanted: frozenset[str], vesicles: bool) -> Claim:
    before: set[str] = set()
    values: dict[str, tuple[Said, ...]] = {}
    for name in ("cargo", "donor", "therapy", "recipient"):
        own: tuple[Said, ...] = getattr(one, name)
        known: tuple[Said, ...] = getattr(earlier, name)
        if name == "donor" and one.cargo and not vesicles:
            continue  # another cargo, of cells that are not told
        if name in wanted and not own and known:
            values[name] = tuple(Said(said.text, 0, 0, RULE) for said in known)
            before.add(name)
    if not before:
        return one
    return replace(
        one,
        **values,  # type: ignore[arg-type]
        cargo_class=earlier.cargo_class if "cargo" in before else one.cargo_class,
        before=frozenset(before),
    )


def _of_effect(one: Claim, words: Sequence[Word], earlier: Claim) -> Claim:
    """“This effect was abolished by GW4869”: the effect is that of the sentence before, turned or kept."""
    sign = next((s for s, name in SIGNS.items() if earlier.effect is not None and name == earlier.effect.text), 0)
    if not sign:
        return one
    grammar = Governing(words, frozenset(), frozenset())
    for k, word in enumerate(words):
        if word.stem in _EFFECTS and k and words[k - 1].low in ("this", "the", "that", "same", "these", "such"):
            governed = grammar.of_noun(k)
            if governed.how in ("before", "after"):
                first, last = words[governed.first], words[governed.last]
                effect = Said(
                    SIGNS[sign * governed.sign], first.start, last.end, f"“{word.text}” of the sentence before"
                )
                act = one.perturbation or claims.act(words)
                return replace(one, effect=effect, perturbation=act, strength=0.6)
    return one


_EFFECTS = stems("effect protection phenomenon influence action change benefit shield resistance sensitisation")
_VESICLES = re.compile(
    r"\b(?:these|such|those|the same|the latter|said|both) (?:\w+ ){0,2}?(?:exosomes?|evs?|vesicles?|microvesicles?|"
    r"microparticles?|ectosomes?|oncosomes?|particles)\b|^(?:the|when|once|after|if) (?:the )?(?:exosomes|"
    r"vesicles|evs)\b"
    r"(?! (?:of|from|derived|released|secreted|shed))"
)
_CARGO = re.compile(
    r"\b(?:its|their|this|these|such) (?:\w+ )?(?:mirnas?|micrornas?|lncrnas?|circrnas?|rnas?|transcripts?|"
    r"proteins?|"
    r"molecules?|cargos?|lipids?|metabolites?|knock-?down|knock-?out|silencing|depletion|inhibition|loss|deletion|"
    r"overexpression|removal|blockade|transfer|delivery)\b|\b(?:si|sh)rna against it\b"
)
_EFFECT = re.compile(
    r"\b(?:this|that|the same|these|such an?) (?:\w+ )?(?:effects?|protection|phenomenon|influence|action|change|"
    r"benefit|"
    r"shield|resistance|sensitisation|sensitization|resistant phenotype)\b|^the (?:effect|protection)\b"
)
_BEGINNING = re.compile(
    r"(?:it|its|they|their|these|this|both|the latter|similarly|likewise|moreover ,? ?(?:it|they|its))\b"
)
_CELLS = re.compile(r"\b(?:them|they|these cells|such cells|the cells|the latter|recipients?|the tumours?)\b")
_DRUG = re.compile(
    r"\b(?:the|this|that|these|either|both) (?:drugs?|agents?|compounds?|inhibitors?|antibod(?:y|ies)|treatments?)\b"
)
