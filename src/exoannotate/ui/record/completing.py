"""What a field offers while somebody types in it: the project's own values first, then the quote, then vocabularies.

Order: what is exactly what was typed, whoever knows it; then values of this paper, of the project, words of the quote,
usual answers, and the vocabularies, each the strictest match first. A chosen offer gives its identifier; what was only
typed never gets one. No Qt here, so that a test can ask without a window.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from exoannotate.domain.completeness import NO_REFERENCE, THIS_DOCUMENT, WHOLE_VESICLE
from exoannotate.domain.fields import Field
from exoannotate.domain.folding import fold, letters
from exoannotate.domain.records import Passage, Value
from exoannotate.reading.pointing import point_at
from exoannotate.suggest.match import Match

MOST = 9
"""Offers shown at once: more are not read, and one more letter is quicker than scrolling."""
SEARCHED = 2_000
"""So many values of the project are looked through at a key; the most used ones stand first."""
KEPT = 40_000
"""Spellings that are kept; the values of all fields of a large project."""
OTHER_COPIES = 3
"""Terms that are named by the same text and offered side by side; and asked for beyond those that are shown."""

COMMON: Mapping[str, tuple[tuple[str, str], ...]] = {
    "cargo": ((WHOLE_VESICLE, "no cargo is named: sets the class, cargo stays empty"),),
    "donor": (("tumour cell", "usual answer"), ("stromal cell", "usual answer")),
    "recipient": (("tumour cell", "usual answer"),),
    "therapy": (("chemotherapy, not named", "no single drug is named"), ("radiation", "usual answer")),
    "vesicle_term": (("exosome", "usual answer"), ("extracellular vesicle", "usual answer")),
    "primary_study": ((NO_REFERENCE, "the review cites nobody for this"), (THIS_DOCUMENT, "it did the experiment")),
}
"""Answers that are right in every project, with what they mean."""

CLASSES: Mapping[str, str] = {
    "mirna": "miRNA", "mirna hairpin": "miRNA", "lncrna gene": "lncRNA", "circrna": "circRNA", "lipid": "lipid",
    "metabolite": "metabolite", "drug": "drug",
}  # fmt: skip
"""What a term can only be as a cargo. A gene may be there as its RNA or as its protein, so it says nothing."""

_STOPS = frozenset(
    "a an the and or but of in on at to by for from with without into onto than as that which who whose when where "
    "while is are was were be been has have had can could may might not no via through after before between among "
    "these those this their its both".split()
)
_VERB = re.compile(
    r"(?:promot|confer|induc|enhanc|reduc|increas|decreas|suppress|inhibit|mediat|transfer|deliver|carr|contain|render|"
    r"restor|rais|lower|pass|sensiti[sz]|trigger|activat|regulat|contribut|show|protect|help|drive|make|caus)"
    r"(?:e|es|s|ed|ies|ied|red|y)?$"
)
"""What follows a name in a claim and is no part of it: a phrase ends there."""
_OVER = frozenset(("of", "from", "the", "in"))
_WORD = re.compile(r"[^\s,;:()\[\]“”\"]+")
_PIECE = re.compile(r"[\s\-/]+")


class Names(Protocol):
    """What is asked of the vocabularies."""

    def complete(self, typed: str, field: str = "", limit: int = 12) -> tuple[Match, ...]:
        """What may be meant while a name is typed."""
        ...

    def lookup(self, text: str, field: str = "") -> tuple[Match, ...]:
        """What a text names, strictly."""
        ...


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the list: the value, what is said of it in small letters, where it is from, and a warning."""

    value: Value
    note: str = ""
    tag: str = ""
    warning: str = ""
    instead: tuple[str, str] = ("", "")
    """Another field and what it gets, where this answer belongs there."""
    loose: bool = False
    """It only holds what was typed somewhere: offered, but not taken by Tab unless a person goes to it."""
    along: tuple[str, str] = ("", "")
    """Another field that is empty gets this with it: a name of miRBase is a miRNA."""

    @property
    def text(self) -> str:
        return self.value.text


class Completing:
    """The sources of offers. Changed by the form as records, passages and projects change."""

    def __init__(self) -> None:
        self._used: Mapping[str, Sequence[str]] = {}
        self._spelled: dict[str, Spelled] = {}
        self._recent: Mapping[str, Sequence[Value]] = {}
        self._passages: tuple[Passage, ...] = ()
        self.names: Names | None = None
        self._named: tuple[Names | None, dict[tuple[str, str], tuple[Match, ...]]] = (None, {})

    def set_used(self, used: Mapping[str, Sequence[str]]) -> None:
        """The values of the project by field, most used first."""
        self._used = used
        if len(self._spelled) > KEPT:
            self._spelled.clear()

    def set_recent(self, recent: Mapping[str, Sequence[Value]]) -> None:
        """The values of the records of this document by field, the last ones first."""
        self._recent = recent

    def set_passages(self, passages: Iterable[Passage]) -> None:
        """The passages whose words may be meant."""
        self._passages = tuple(passages)

    def warning(self, field: str, value: Value) -> str:
        """What must be known about a value that is in use, such as a misidentified cell line; "" for nothing."""
        if self.names is None or not value.identifier:
            return ""
        found = self._lookup(value.name or value.text, field)
        return next((m.note for m in found if m.identifier == value.identifier), "")

    def offers(self, of: Field, typed: str, taken: Collection[str] = ()) -> tuple[Offer, ...]:
        """What fits what was typed, the best first; everything usual for nothing typed."""
        if of.kind in ("text", "number", "date"):
            return ()
        name, sign, detail = typed.rpartition("[")
        if sign and of.details:  # "ABCB1 [u": the qualifier is typed
            fitting = [d for d in of.details if d.casefold().startswith(detail.strip().casefold())]
            return tuple(Offer(Value(f"{name.strip()} [{d}]")) for d in fitting)
        wanted = fold(typed)
        if of.choices and not of.open:
            return _of_choices(of, wanted, taken)
        found = [*self._of_project(of, wanted), *self._of_quote(of, typed), *_usual(of, wanted)]
        if of.open:
            found += _of_choices(of, wanted, ())
        named, maybe = self._of_names(of, typed) if of.kind == "entities" and wanted else ([], [])
        found += named
        same = [offer for offer in found if wanted and fold(offer.text) == wanted]
        # What only may be meant stands behind, however like it looks: "miR" is an old name of a gene, in capitals.
        strict, loose = [o for o in found if not o.loose], [o for o in found if o.loose]
        return _each_once([*same, *strict, *loose, *maybe], taken)[:MOST]

    def _of_project(self, of: Field, wanted: str) -> list[Offer]:
        known = {v.text: v for v in self._recent.get(of.name, ())}
        here = self._fitting(wanted, tuple(known))
        used = self._used.get(of.name, ())[:SEARCHED]
        elsewhere = [(rank, text) for rank, text in self._fitting(wanted, used) if text not in known]
        # A study is meant by what it begins with; a word of its title is shared by many.
        strict = 1 if of.kind == "study" else 2
        found = [(rank, self._known(of, known[text], "this paper")) for rank, text in here]
        found += [(rank, self._known(of, Value(text), "project")) for rank, text in elsewhere[:MOST]]
        return [replace(offer, loose=True) if rank > strict else offer for rank, offer in found]

    def _fitting(self, wanted: str, texts: Sequence[str]) -> list[tuple[int, str]]:
        """Those that fit with how strictly, the strictest first."""
        if not wanted:
            return [(0, text) for text in texts[:MOST]]
        plain, spelled, ranked = letters(wanted), self._spelled, []
        for text in texts:
            known = spelled.get(text)
            if known is None:
                known = spelled[text] = Spelled.of(text)
            rank = fits(wanted, known, plain)
            if rank is not None:
                ranked.append((rank, text))
        return sorted(ranked, key=lambda one: one[0])[:MOST]

    def _known(self, of: Field, value: Value, tag: str) -> Offer:
        """A value in use: with the identifier it has there, or the one its name has strictly."""
        value = replace(value, detail="", words=None)
        if of.kind != "entities" or self.names is None:
            return Offer(value, _told(value), tag)
        found = self._lookup(value.text, of.name)
        match = next((m for m in found if m.identifier == value.identifier), None) if value.identifier else None
        if match is None and not value.identifier and found and found[0].identifier:
            match = found[0]
            value = Value(value.text, match.name, match.identifier, match.source)
        return _of_known(of, value, tag, match)

    def _of_quote(self, of: Field, typed: str) -> list[Offer]:
        """Words of the quote that begin as was typed, up to where the phrase ends; they point at themselves."""
        if of.kind not in ("entities", "tags") or len(typed.strip()) < 2:
            return []
        found: dict[str, None] = {}
        for passage in self._passages:
            for phrase in phrases(passage.quote, typed):
                found.setdefault(phrase)
        offers = []
        for phrase in list(found)[:4]:
            value = Value(phrase, words=point_at(phrase, self._passages))
            match = self._strict(of, phrase)
            if match is not None:
                value = replace(value, name=match.name, identifier=match.identifier, source=match.source)
            offers.append(_of_known(of, value, "quote", match))
        return offers

    def _lookup(self, text: str, field: str) -> tuple[Match, ...]:
        """What a text names, kept: the same values are shown at every key."""
        if self.names is None:
            return ()
        if self._named[0] is not self.names or len(self._named[1]) > SEARCHED:
            self._named = (self.names, {})
        known = self._named[1]
        if (field, text) not in known:
            known[field, text] = self.names.lookup(text, field)
        return known[field, text]

    def _strict(self, of: Field, text: str) -> Match | None:
        found = self._lookup(text, of.name) if of.kind == "entities" else ()
        return found[0] if found and found[0].identifier else None

    def _of_names(self, of: Field, typed: str) -> tuple[list[Offer], list[Offer]]:
        """The terms that what was typed names, and those that may be meant."""
        if self.names is None:
            return [], []
        named = self._lookup(typed.strip(), of.name)
        found = [_of_match(of, match, typed, names=True) for match in named[:OTHER_COPIES]]
        known = {match.identifier for match in named if match.identifier}
        maybe = self.names.complete(typed, of.name, MOST + OTHER_COPIES)
        return found, [_of_match(of, m, typed, names=False) for m in maybe if m.identifier not in known]


class Spelled(NamedTuple):
    """A text in the ways it is compared: folded, its words each behind a blank, its letters and digits."""

    folded: str
    words: str
    plain: str

    @classmethod
    def of(cls, text: str) -> Spelled:
        folded = fold(text)
        return cls(folded, f" {' '.join(_PIECE.split(folded))}", letters(folded))


def fits(wanted: str, known: Spelled, plain: str | None = None) -> int | None:
    """How strictly a text fits what was typed, folded: 0 the same, 1 begins so, 2 its words begin so ("t c" is tumour
    cell), 3 its letters and digits hold it ("mir21" in miR-21); None for not at all. ``plain``: the letters of it."""
    folded, words, letters_of_it = known
    if folded.startswith(wanted):
        return 0 if folded == wanted else 1
    if f" {wanted}" in folded:
        return 2
    at = 0
    for word in wanted.split():
        at = words.find(f" {word}", at)
        if at < 0:
            break
        at += 1
    else:
        return 2
    plain = letters(wanted) if plain is None else plain
    return 3 if len(plain) > 2 and plain in letters_of_it else None


def phrases(quote: str, typed: str) -> tuple[str, ...]:
    """The phrases of a quote that begin with what was typed at a word: up to the next small word or comma, and on over
    "of" or "from" when more follows ("stromal cells", "stromal cells of the microenvironment")."""
    wanted = typed.strip().casefold()
    found: dict[str, None] = {}
    lowered = quote.casefold()
    if len(lowered) != len(quote):  # a letter that changes its length: places would shift
        return ()
    for word in _WORD.finditer(quote):
        if not lowered.startswith(wanted, word.start()):
            continue
        least = word.start() + len(wanted)
        for behind in (0, 1, 2):  # content words behind "of", "from"
            end = _phrase_end(quote, word.start(), least, behind)
            found.setdefault(quote[word.start() : end])
        if len(found) > 4:
            break
    return tuple(phrase for phrase in found if len(phrase) <= 80)


def _phrase_end(quote: str, start: int, least: int, behind: int) -> int:
    """Where a phrase ends that begins at a place and holds at least what was typed."""
    end = last = start
    before = after = 0
    crossed = False
    for word in _WORD.finditer(quote, start):
        bare = word.group().rstrip(".!?")
        small = bare.casefold() in _STOPS
        typed = word.start() < least
        if not typed:
            cut = bool(quote[last : word.start()].strip()) or bool(_VERB.match(bare))
            over = bool(behind) and bare.casefold() in _OVER
            if cut or (small and not over) or (crossed and not small and after == behind) or (before > 3):
                break
            crossed = crossed or small
        last = word.end()
        if typed or not small:
            end = word.start() + len(bare)
            before, after = (before, after + 1) if crossed else (before + 1, after)
        if len(bare) != len(word.group()):
            break
    return end


def _usual(of: Field, wanted: str) -> list[Offer]:
    offers = []
    for text, note in COMMON.get(of.name, ()):
        if not wanted or fits(wanted, Spelled.of(text)) is not None:
            instead = ("cargo_class", text) if of.name == "cargo" else ("", "")
            offers.append(Offer(Value(text), note, "", instead=instead))
    return offers


def _of_choices(of: Field, wanted: str, taken: Collection[str]) -> tuple[Offer, ...]:
    """The values of a closed list that fit, in its own order within each strictness."""
    ranked = []
    for choice in of.choices:
        rank = 1 if not wanted else fits(wanted, Spelled.of(choice.value))
        if rank is None and len(wanted) > 2 and wanted in fold(choice.help):
            rank = 4
        if rank is not None and choice.value not in taken:
            note = " · ".join(filter(None, (choice.help, choice.identifier)))
            ranked.append((rank, Offer(Value(choice.value, identifier=choice.identifier, source=choice.source), note)))
    return tuple(offer for _, offer in sorted(ranked, key=lambda one: one[0]))


def _of_known(of: Field, value: Value, tag: str, match: Match | None) -> Offer:
    return Offer(value, _told(value), tag, match.note if match else "", along=_along(of, match))


def _along(of: Field, match: Match | None) -> tuple[str, str]:
    kind = CLASSES.get(match.kind, "") if of.name == "cargo" and match is not None else ""
    return ("cargo_class", kind) if kind else ("", "")


def _of_match(of: Field, match: Match, typed: str, *, names: bool) -> Offer:
    """A term as an offer. ``names``: what was typed names it, so the words stay as they are typed, which is as they are
    printed, unless that is only a name in small letters; else the name that was matched."""
    text = match.synonym or match.name
    if names and (typed.strip() != typed.strip().lower() or letters(text) != letters(typed)):
        text = typed.strip()
    value = Value(text, match.name if match.identifier else "", match.identifier, match.source)
    preferred = match.name if match.synonym and fold(match.synonym) != fold(match.name) else ""
    note = " · ".join(filter(None, (preferred, match.kind if not preferred else "", match.identifier)))
    return Offer(value, note, match.source, match.note, along=_along(of, match))


def _told(value: Value) -> str:
    if value.source == "studies":  # an entry of the project's own list: its id says nothing to a person
        return ""
    preferred = value.name if value.name and fold(value.name) != fold(value.text) else ""
    return " · ".join(filter(None, (preferred, value.identifier)))


def _each_once(offers: Iterable[Offer], taken: Collection[str]) -> tuple[Offer, ...]:
    """No value twice, none that stands in the field already."""
    seen = {fold(text) for text in taken}
    found = []
    for offer in offers:
        key = fold(offer.text)
        if key not in seen:
            seen.add(key)
            found.append(offer)
    return tuple(found)
