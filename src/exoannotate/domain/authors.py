"""The people of a paper: read from one line of text as it is typed or printed, and written back the same way.

The line that a project keeps is “Surname, Given; van den Berg, A.; {World Health Organization}”. A name in braces is
taken whole; braces are written only where the name would else be taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

ET_AL = "et al."
"""The name that stands for people who are not told."""

_PARTICLES = frozenset(
    "van von de der den del della di da das do dos du des d' l' la le lo les el al ten ter te het 't op vom zu zum zur "
    "af av bin ibn ben y e af".split()
)
_CAPITAL_PARTICLES = frozenset("Le La De Del Della Van Von Der Den Di Da Du Dos El Ten Ter".split())
"""In “Christelle Le Dantec” these belong to the family name, too."""
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "2nd", "3rd", "4th"))
_INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\.?[-‐]?){1,4}\Z")
_CORPORATE = re.compile(
    r"\b(?:consortium|group|network|organi[sz]ation|collaborati(?:on|ve)|collaborators|society|association|committee|"
    r"institutes?|university|foundation|agency|council|team|investigators|project|program(?:me)?|registry|initiative|"
    r"cent(?:er|re)s?|department|ministry|academy|federation|commission|task force|panel|alliance|trialists|authors)\b",
    re.IGNORECASE,
)
_ET_AL = re.compile(r"[\s,;]*(?:\b(?:et\s+al\b\.?|and\s+others\b|others\Z)|…\Z)[\s.,;]*", re.IGNORECASE)
_AND = re.compile(r"\s*,?\s+(?:and|und|et)\s+(?!al\b)|\s*,?\s*[&|]\s*", re.IGNORECASE)
_NOT_IN_A_NAME = re.compile(r"[;{}\s\x00-\x1f\x7f]+")


@dataclass(frozen=True, slots=True)
class Name:
    """A person, or an organisation in ``literal``. ``particle`` belongs to the family name (van den Berg), ``dropping``
    stands behind the given name (Humboldt, Alexander von)."""

    family: str = ""
    given: str = ""
    particle: str = ""
    dropping: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def shown(self) -> str:
        """As a list of authors names it first: “van den Berg, Anna, Jr.”"""
        if self.literal:
            return self.literal
        family = f"{self.particle} {self.family}".strip()
        given = f"{self.given} {self.dropping}".strip()
        return ", ".join(part for part in (family, given, self.suffix) if part)


def person(family: str, given: str = "", *, suffix: str = "") -> Name:
    """A person whose family and given names are told apart; particles are found, what no name holds is taken out."""
    family, given, suffix = (_clean(part.replace(",", " ")) for part in (family, given, suffix))
    particle, family = _particles_first(family)
    given, dropping = _particles_last(given)
    return Name(family, given, particle, dropping, suffix) if family else literal(given)


def literal(text: str) -> Name:
    """An organisation, or a name nobody can take apart."""
    return Name(literal=_clean(text))


def parse(text: str) -> tuple[Name, ...]:
    """The people named in a line. “Guo, Y.; Li, X.”, “Guo Y, Li X”, “Yue Guo and Xi Li” and “Guo, Y., Li, X.” are
    understood; “et al.” becomes the name ``ET_AL``."""
    text = " ".join(text.split())
    parts = _split(text)
    others = False
    if len(parts) == 1 and ";" not in text and not text.startswith("{"):
        text, cut = _ET_AL.subn("", text)
        others = bool(cut)
        names = _commas(text)
    else:
        names = []
        for part in parts:
            kept, cut = (part, 0) if part.startswith("{") else _ET_AL.subn("", part)
            others = others or bool(cut)
            names += [_one(kept)] if kept else []
    found = [name for name in names if name.shown]
    return (*found, Name(literal=ET_AL)) if others else tuple(found)


def written(names: Iterable[Name]) -> str:
    """The line that ``parse`` reads the same names from."""
    told = tuple(names)
    names = tuple(name for name in told if name.shown != ET_AL)
    names += (Name(literal=ET_AL),) * (len(names) < len(told))
    parts = [part for part in map(_written, names) if part]
    line = "; ".join(parts)
    return line if len(parts) != 1 or line.startswith("{") or parse(line) == names else f"{line};"


def _written(name: Name) -> str:
    if name.literal == ET_AL:
        return ET_AL
    shown = name.shown
    plain = (name.given or _one(shown) == name) and not _ET_AL.search(shown)  # "Projekt …" is nobody's et al.
    return shown if plain else f"{{{shown}}}"


def _clean(text: str) -> str:
    return _NOT_IN_A_NAME.sub(" ", text).strip(" ,")


def _split(text: str) -> list[str]:
    """The parts between semicolons, those in braces whole."""
    return [part.strip() for part in re.findall(r"(?:\{[^{}]*\}|[^;{}])+", text) if part.strip()]


def _commas(text: str) -> list[Name]:
    """The names of a line without semicolons."""
    several = _AND.search(text) is not None
    if several and _CORPORATE.search(text) and "," not in text:
        return [_one(text)]
    tokens = [token.strip() for token in _AND.sub(",", text).split(",") if token.strip()]
    if len(tokens) < 2:
        return [_one(text)] if text else []
    given = tokens[1::2]
    if len(tokens) % 2 == 0 and all(map(_are_initials, given)):
        return [person(family, first) for family, first in zip(tokens[::2], given, strict=True)]
    if len(tokens) == 3 and not several and _is_suffix(tokens[2]):
        return [_one(text)]
    if len(tokens) == 2 and not several and not _is_vancouver(tokens[0]):
        lone = len(tokens[1].split()) == 1 or len(_particles_first(tokens[0])[1].split()) == 1
        if lone:
            return [person(*tokens)]
    return [_one(token) for token in tokens]


def _one(text: str) -> Name:
    """The name of one author."""
    if text.startswith("{") and text.endswith("}"):
        return literal(text[1:-1])
    if "," in text:
        family, given, *suffix = (part.strip() for part in text.split(",", 2))
        if suffix and _is_suffix(given) and not _is_suffix(suffix[0]):
            given, suffix = suffix[0], [given]
        return person(family, given, suffix=suffix[0] if suffix else "")
    words = _clean(text).split()
    if len(words) > 1 and _CORPORATE.search(text):
        return literal(text)
    suffix = [words.pop()] if len(words) > 2 and _is_suffix(words[-1]) else [""]
    if len(words) < 2:
        return person(" ".join(words), suffix=suffix[0])
    if _is_vancouver(" ".join(words)):
        return person(" ".join(words[:-1]), words[-1], suffix=suffix[0])
    among = enumerate(words[1:-1], 1)
    at = next((n for n, word in among if word in _PARTICLES or word in _CAPITAL_PARTICLES), len(words) - 1)
    return person(" ".join(words[at:]), " ".join(words[:at]), suffix=suffix[0])


def _is_suffix(text: str) -> bool:
    return text.casefold().rstrip(".") in _SUFFIXES


def _are_initials(text: str) -> bool:
    return _INITIALS.match(text.replace(" ", "")) is not None


def _is_vancouver(text: str) -> bool:
    """“Guo Y”, “van den Berg AB”: a family name and initials."""
    words = text.split()
    return len(words) > 1 and _INITIALS.match(words[-1]) is not None and not all(map(_are_initials, words))


def _particles_first(family: str) -> tuple[str, str]:
    words = family.split()
    many = 0
    while many < len(words) - 1 and words[many] in _PARTICLES:
        many += 1
    return " ".join(words[:many]), " ".join(words[many:])


def _particles_last(given: str) -> tuple[str, str]:
    words = given.split()
    many = len(words)
    while many > 1 and words[many - 1] in _PARTICLES:
        many -= 1
    return " ".join(words[:many]), " ".join(words[many:])
