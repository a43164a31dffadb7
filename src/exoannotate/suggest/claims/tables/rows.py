"""A row of a review's evidence table as a claim: its heads say what each cell is, whatever words they use for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from exoannotate.suggest.claims.names import mentions
from exoannotate.suggest.claims.names.lexicon import Lexicon
from exoannotate.suggest.claims.response import outcome
from exoannotate.suggest.claims.said import Claim, Said
from exoannotate.suggest.claims.sentence.words import split

Column = Literal["donor", "cargo", "class", "recipient", "therapy", "effect", "target", "system", "reference"]

_HEADS: tuple[tuple[Column, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))  # type: ignore[misc]
    for name, pattern in (
        ("reference", r"ref|citation|^stud(?:y|ies)$|author|source study|doi|pmid"),
        ("donor", r"donor|source|^from$|origin|secreting|parent|releas|produc|derived"),
        ("class", r"^class$|^type$|cargo (?:type|class)|biotype|category|type of"),
        ("recipient", r"recipient|^to$|target cell|receptor cell|receiv|acceptor|destination"),
        ("target", r"downstream|target|pathway|mechanism|axis|signal"),
        ("cargo", r"cargo|molecule|mi(?:cro ?)?rna|(?:lnc|nc|circ) ?rna|\brnas?\b|protein|content|component|factor"),
        ("therapy", r"drug|therap|chemo|treatment|agent|compound|radiat"),
        ("effect", r"effect|outcome|function|role|result|response|resist|sensitiv|impact|phenotype|action"),
        ("system", r"model|cell line|cells|system|cancer|tumou?r|disease"),
    )
)
"""What heads of columns mean, the surest first."""
EMPTY = re.compile(
    r"(?:n\.?/?[ad]\.?|not (?:available|reported|applicable|stated|determined)|none|[-–—−]+|unknown|\?)\Z",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*\(([^()]*)\)")
CLASSES = {
    "mirna": "miRNA", "microrna": "miRNA", "lncrna": "lncRNA", "circrna": "circRNA", "mrna": "mRNA",
    "protein": "protein", "dna": "DNA", "lipid": "lipid", "metabolite": "metabolite", "drug": "drug",
    "sirna": "siRNA/antisense",
}  # fmt: skip
_RISES = re.compile(
    r"↑|\b(?:more|increas|rais|promot|confer|enhanc|induc|up|higher|acquir|transfer|transmit|strengthen)\w*",
    re.IGNORECASE,
)
_FALLS = re.compile(
    r"↓|\b(?:less|decreas|reduc|lower|inhibit|suppress|revers|overcom|restor|down|abolish|impair|attenuat|weaken)\w*",
    re.IGNORECASE,
)
_RESIST = re.compile(r"resist|refractor|toleran|protect|surviv", re.IGNORECASE)
_SENSI = re.compile(r"sensiti|respons|susceptib|efficacy|cytotox", re.IGNORECASE)
_NONE = re.compile(r"\b(?:no (?:change|effect|difference|influence)|unchanged|unaffected)\b", re.IGNORECASE)


def columns(heads: Sequence[str]) -> tuple[Column | None, ...]:
    """What each column is, None where its head says nothing known. A meaning is given once, to the first that fits."""
    found: list[Column | None] = []
    for head in heads:
        fits = [name for name, pattern in _HEADS if pattern.search(head) and name not in found]
        found.append(fits[0] if fits else None)
    return tuple(found)


def is_evidence(heads: Sequence[str]) -> bool:
    """Whether a table tells of vesicles and responses: a cargo or a donor, and an effect."""
    known = columns(heads)
    return "effect" in known and ("cargo" in known or "donor" in known)


def read(heads: Sequence[str], cells: Sequence[str | None], starts: Sequence[int], lexicon: Lexicon) -> Claim:
    """The claim of a row. ``starts``: where each cell begins in the text that values point at."""
    said: dict[Column, tuple[str, int]] = {}
    for column, cell, start in zip(columns(heads), cells, starts, strict=True):
        if column is not None and cell and not EMPTY.match(cell.strip()):
            said[column] = (cell, start)
    cargo = tuple(_listed(said.get("cargo")))
    effect = _effect(said.get("effect"))
    therapy = tuple(_listed(said.get("therapy"))) or tuple(_drugs(said.get("effect"), lexicon))
    strength = 0.0 if effect is None else 0.5 + 0.2 * bool(cargo) + 0.2 * bool(therapy) + 0.1 * ("donor" in said)
    return Claim(
        cargo=cargo,
        cargo_class=_class(said, cargo, lexicon) if cargo else ("whole vesicle",),
        donor=tuple(_listed(said.get("donor"))),
        recipient=tuple(_listed(said.get("recipient"))),
        therapy=therapy,
        targets=tuple(_listed(said.get("target"))),
        effect=effect,
        perturbation=Said("natural transfer", 0, 0, "a table tells no more") if effect else None,
        strength=min(strength, 1.0),
    )


def _listed(cell: tuple[str, int] | None) -> Iterator[Said]:
    """The values of a cell, which commas, semicolons or "and" divide; what stands in brackets is no part of them."""
    if cell is None:
        return
    text, start = cell
    bare = _ASIDE.sub(lambda m: " " * len(m.group()), text)
    at = 0
    for part in re.split(r"(\s*[,;]\s*|\s+(?:and|or)\s+)", bare):
        value = part.strip()
        if value and not re.fullmatch(r"[,;]|and|or", value):
            begin = start + at + part.index(value)
            yield Said(value, begin, begin + len(value), "its cell of the table")
        at += len(part)


def _class(said: dict[Column, tuple[str, int]], cargo: tuple[Said, ...], lexicon: Lexicon) -> tuple[str, ...]:
    told = [said["class"][0]] if "class" in said else []
    told += _ASIDE.findall(said["cargo"][0]) if "cargo" in said else []
    for text in told:
        known = CLASSES.get(text.strip().casefold().rstrip("s"))
        if known:
            return (known,)
    for one in cargo:
        words = split(one.text)
        names = mentions.find(words, one.text, lexicon)
        if names and names[0].family == "molecule":
            return (names[0].kind,)
    return ("other",)


def _effect(cell: tuple[str, int] | None) -> Said | None:
    """What the cell says of the response; None when it speaks of something else, such as immune escape."""
    if cell is None:
        return None
    text, start = cell
    sign: int | None = None
    resist, sensi = _RESIST.search(text), _SENSI.search(text)
    if _NONE.search(text):
        sign = 0
    elif resist or sensi:
        seen = outcome.find(split(text), frozenset(), frozenset())
        if "↑" not in text and "↓" not in text and seen:
            sign = max(seen, key=lambda o: o.weight).sign
        else:
            up, down = _RISES.search(text), _FALLS.search(text)
            way = -1 if down and not (up and up.start() < down.start()) else 1
            sign = way if resist and not (sensi and sensi.start() < resist.start()) else -way
    if sign is None:
        return None
    name = {1: "resistance increased", -1: "sensitivity increased", 0: "no effect"}[sign]
    return Said(name, start, start + len(text), "its cell of the table")


def _drugs(cell: tuple[str, int] | None, lexicon: Lexicon) -> Iterator[Said]:
    """Therapies that are named in the cell of the effect: "enhancing the sensitivity to TMZ"."""
    if cell is None:
        return
    text, start = cell
    for mention in mentions.find(split(text), text, lexicon):
        if mention.family == "drug":
            yield Said(mention.text, start + mention.start, start + mention.end, "named with the effect")
