"""Names no table has but whose form says what they are: circular RNAs, and fusions of two genes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from exoannotate.suggest.match import Match, Rank
from exoannotate.suggest.spelling import plain

GeneOf = Callable[[str], Match | None]
"""The gene a text names letter by letter, or None."""

_CIRC = re.compile(
    r"(?:hsa[_-]?)?(?:[cC]irc(?:ular)?[ _-]?(?:RNAs?)?|c[cC]irc)[_ -]?\(?(?P<host>[A-Z0-9][A-Za-z0-9.-]*)\)?"
)
_NUMBER = re.compile(r"0\d{4,}|\d{3,}")
_SPLIT = re.compile(r"::|-")
_NOT_A_PART = re.compile(r"(?:AS|IT|OT|DT|NM|P|L|R)?\d{0,2}")
_LONGEST = 40
_SHORTEST = 3
"""Letters of a part of a fusion; AR-V7 is no fusion with V7."""


def circular_rna(text: str, gene: GeneOf) -> Match | None:
    """A circular RNA by its form. Its host gene is told as a hint: nothing but the name says so."""
    name = plain(text)
    found = _CIRC.fullmatch(name) if len(name) <= _LONGEST else None
    if found is None:
        return None
    host = found.group("host")
    if host in ("RNA", "RNAs"):
        return None
    if _NUMBER.fullmatch(host):
        note = "Circular RNA by its form, known by a number; no table here has it."
    else:
        of = gene(host)
        if of is None and not name.startswith(("circ", "hsa")):
            return None
        note = (
            f"Circular RNA by its form; the name alone says that its host gene is {of.name} ({of.identifier})."
            if of
            else f"Circular RNA by its form; no gene here is called {host}."
        )
    return Match(name, kind="circrna", note=note, rank=Rank.FORM)


def fusion(text: str, gene: GeneOf) -> Match | None:
    """A fusion of two genes by its form, when both parts name genes and the whole names nothing."""
    name = plain(text)
    if len(name) > _LONGEST:
        return None
    for left, right in _parts(name):
        if min(len(left), len(right)) < _SHORTEST or _NOT_A_PART.fullmatch(left) or _NOT_A_PART.fullmatch(right):
            continue
        first, second = gene(left), gene(right)
        if first and second and first.identifier != second.identifier:
            parts = f"{first.name} ({first.identifier}) and {second.name} ({second.identifier})"
            note = f"Read as a fusion of {parts}, because both parts are genes; it may be an axis."
            return Match(name, kind="fusion", note=note, rank=Rank.FORM)
    return None


def _parts(name: str) -> Iterator[tuple[str, str]]:
    for found in _SPLIT.finditer(name):
        yield name[: found.start()], name[found.end() :]
