"""Drafts of records from a passage: what its sentence says, as values that point at their words. Nothing is saved.

The rules that read a sentence take half a second to load: they are imported where they are used, so that no command
waits for them that reads none.
"""

from __future__ import annotations

import math
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from exoannotate.domain.fields import field as field_named
from exoannotate.domain.pagetext import PageText
from exoannotate.domain.records import Passage, Value, Words
from exoannotate.domain.roles import role
from exoannotate.reading import preceding
from exoannotate.reading.anchors import Description
from exoannotate.reading.references import References
from exoannotate.suggest import because
from exoannotate.suggest.claims.names.lexicon import KnownNames
from exoannotate.suggest.claims.said import Claim, Said
from exoannotate.suggest.claims.sentence import citations
from exoannotate.suggest.claims.sentence.words import split
from exoannotate.suggest.vocabulary import Vocabulary

LONGEST = 4_000
"""Letters of a passage that are read: a claim is said in less."""
SURE = 0.7
"""Claims below this strength are shown as doubtful."""
_NAMED = 0.2
"""The strength of a draft that has names only, at the most: less than that of any with an effect."""
UNNAMED = "chemotherapy, not named"
_WEAK = frozenset((
    "first name of the sentence", "cells that send", "where it was seen", "object", "named only", "from cells",
    "no direction is told", "responds",
))  # fmt: skip
_ENTITIES = ("cargo", "donor", "recipient", "therapy", "targets")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One record as a passage suggests it. ``values`` by field; ``doubtful`` names fields to look at first; ``why``
    names the rules of a field, ``because`` says them in plain words. ``strength``: 0 (no evidence) to 1. ``before``
    names fields whose values stand in the sentence before: they point at no words of the passage, and are doubtful."""

    values: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    doubtful: frozenset[str] = frozenset()
    why: Mapping[str, str] = field(default_factory=dict)
    because: Mapping[str, str] = field(default_factory=dict)
    strength: float = 0.0
    citations: tuple[tuple[int, int], ...] = ()
    before: frozenset[str] = frozenset()

    @property
    def reports(self) -> bool:
        """Whether an effect was read; else there are only names, and a person says what was observed."""
        return "effect" in self.values

    @property
    def role(self) -> str:
        """The role that follows from effect and perturbation, "" while it does not."""
        said = {name: self.values[name][0].text for name in ("effect", "perturbation") if self.values.get(name)}
        return role(said.get("effect", ""), said.get("perturbation", ""))


_lock = threading.Lock()
_names: KnownNames | None = None
_of: Vocabulary | None = None


def known_names(vocabulary: Vocabulary) -> KnownNames:
    """The vocabulary as the rules ask it; kept, since most questions come again."""
    global _names, _of
    with _lock:
        if _names is None or _of is not vocabulary:
            _names, _of = KnownNames(vocabulary), vocabulary
        return _names


def suggest(vocabulary: Vocabulary, text: str, passage: str = "", *, before: str = "") -> tuple[Suggestion, ...]:
    """The records a text suggests, the plainest first; empty for a text that reports no evidence. Where no effect could
    be read, but the words are those of evidence, one draft with the names alone, which does not ``report``.

    ``passage``: its id, to which values then point with the letters they were read from. ``before``: the sentence
    before it, from which a sentence that leans on it is filled.
    """
    from exoannotate.suggest.claims import likelihood, looking_back
    from exoannotate.suggest.claims.claim import read

    names = known_names(vocabulary)
    marks = tuple(citations.marks(text[:LONGEST]))
    told = looking_back.read(text[:LONGEST], before[-LONGEST:], names) if before else read(text[:LONGEST], names)
    claims = [claim for claim in told if claim.strength > 0]
    if not claims and told[0].odds >= likelihood.LIKELY:
        claims = [_with_names(told[0])]
    return tuple(_suggestion(claim, vocabulary, passage, marks, partial(_printed, text)) for claim in claims)


def _printed(text: str, said: Said) -> str:
    return text[said.start : said.end]


def of_claim(claim: Claim, vocabulary: Vocabulary, cells: Mapping[int, str]) -> Suggestion:
    """A claim that was read from the row of a table, as the values of a record. ``cells``: by where they begin."""
    return _suggestion(claim, vocabulary, "", (), lambda one: cells.get(one.start, one.text))


def leans(text: str) -> bool:
    """Whether a text leans on the sentence before it: "These vesicles ...", "Its knock-down ..."."""
    from exoannotate.suggest.claims import looking_back

    return bool(looking_back.leans(split(text)))


def before(passage: Passage, pages: Mapping[int, PageText]) -> str:
    """The sentence before a passage that leans on it, from the text of its page and the page before; else ""."""
    if not passage.quote or not leans(passage.quote):
        return ""
    wanted = Description(passage.quote, passage.prefix, passage.suffix, passage.position)
    return preceding.sentence_before(pages, passage.page_index, wanted)


def of_passage(
    vocabulary: Vocabulary, passage: Passage, cited: References | None = None, *, before: str = ""
) -> tuple[Suggestion, ...]:
    """The records a highlighted passage suggests; with the reference list of its document also the primary study, and
    with the sentence before it what it takes from there. Where no effect could be read, one draft with what is named:
    who highlighted it and makes a record of it has seen the evidence."""
    found = suggest(vocabulary, passage.quote, passage.id, before=before) if passage.quote else ()
    found = found or (_named(vocabulary, passage) if passage.quote else ())
    return tuple(with_study(one, passage.quote, passage.id, cited) for one in found) if cited else found


def _named(vocabulary: Vocabulary, passage: Passage) -> tuple[Suggestion, ...]:
    """The names in a passage that tells no effect, as a doubtful draft; nothing where there are none."""
    from exoannotate.suggest.claims.claim import read

    text = passage.quote[:LONGEST]
    first = read(text, known_names(vocabulary))[0]
    if not (first.cargo or first.therapy):
        return ()
    marks = tuple(citations.marks(text))
    return (_suggestion(_with_names(first), vocabulary, passage.id, marks, partial(_printed, text)),)


def _with_names(claim: Claim) -> Claim:
    """A claim without what only an effect could tell; the likelier by its words, the stronger."""
    strength = _NAMED * (1 + math.tanh(claim.odds / 2)) / 2
    return replace(claim, targets=(), effect=None, perturbation=None, strength=strength)


def with_study(suggestion: Suggestion, text: str, passage: str, cited: References) -> Suggestion:
    """The suggestion with the entry that the text cites. Of several entries the first is taken, and is doubtful."""
    marks = cited.marks(text)
    if not marks:
        return suggestion
    first = marks[0]
    study = Value(first.references[0].text, words=Words(passage, first.start, first.end))
    told = f"“{text[first.start : first.end]}” cites it."
    several = len({one.text for mark in marks for one in mark.references}) > 1
    return replace(
        suggestion,
        values={**suggestion.values, "primary_study": (study,)},
        doubtful=suggestion.doubtful | {"primary_study"} if several else suggestion.doubtful,
        why={**suggestion.why, "primary_study": told},
        because={**suggestion.because, "primary_study": told},
    )


def _suggestion(
    claim: Claim,
    vocabulary: Vocabulary,
    passage: str,
    marks: tuple[tuple[int, int], ...],
    words_of: Callable[[Said], str],
) -> Suggestion:
    values: dict[str, tuple[Value, ...]] = {}
    why: dict[str, str] = {}
    plain: dict[str, str] = {}
    doubtful: set[str] = set()
    for name in _ENTITIES:
        said: tuple[Said, ...] = getattr(claim, name)
        if said:
            values[name] = tuple(_entity(one, name, vocabulary, passage) for one in said)
            why[name] = _because(said)
            plain[name] = " ".join(
                because.sentence(one.rule, one.text, value.name, value.source)
                for one, value in zip(said, values[name], strict=True)
            )
            if claim.strength < SURE or name in claim.before or any(one.rule in _WEAK for one in said):
                doubtful.add(name)
    for name, text in (("cargo_class", next(iter(claim.cargo_class), "")),):
        choice = field_named(name).choice(text) if text else None
        if choice is not None:
            values[name] = (Value(choice.value),)
            why[name] = plain[name] = "The name or the word beside it shows the class."
    for name, one in (("effect", claim.effect), ("perturbation", claim.perturbation)):
        if one is not None:
            words = Words(passage, one.start, one.end) if passage and one.end > one.start else None
            values[name] = (Value(one.text, words=words),)
            why[name] = _because((one,))
            plain[name] = because.sentence(one.rule, words_of(one))
            if claim.strength < SURE or one.rule in _WEAK:
                doubtful.add(name)
    return Suggestion(values, frozenset(doubtful), why, plain, claim.strength, marks, claim.before)


def _entity(said: Said, name: str, vocabulary: Vocabulary, passage: str) -> Value:
    """The words as printed, with the preferred name and the identifier where a vocabulary has them strictly."""
    words = Words(passage, said.start, said.end) if passage and said.end > said.start else None
    if name == "therapy" and said.text.casefold() in ("chemotherapy", "chemotherapies", "chemotherapeutics"):
        return Value(UNNAMED, words=words)
    looked_up = "radiation" if name == "therapy" and said.text.casefold().startswith("radio") else said.text
    names = known_names(vocabulary)
    match = names.match(looked_up, name)
    if match is None and name in ("donor", "recipient"):
        line = _OF_CELLS.sub("", said.text)
        match = names.match(line, name) if line != said.text else None
    if match is None or not match.identifier or (match.kind == "mirna" and match.note):
        return Value(said.text, words=words)  # an arm that is not stated is for a person to choose
    preferred = match.name if match.name != said.text else ""
    return Value(said.text, preferred, match.identifier, match.source, words=words)


_OF_CELLS = re.compile(r" (?:cells?|cell lines?)$")


def _because(said: Iterable[Said]) -> str:
    """One sentence that says how values were read."""
    return "; ".join(dict.fromkeys(f"“{one.text}”: {one.rule}" for one in said)) + "."
