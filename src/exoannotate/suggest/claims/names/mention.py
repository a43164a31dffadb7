"""A name in a sentence: where it stands, what kind of thing it names, and which compound it is a piece of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from exoannotate.suggest.claims.names.lexicon import Kind

Family = Literal["molecule", "drug", "process"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a sentence. ``first`` and ``last`` number its words; ``part``: a piece of a compound such as the TMZ of
    "TMZ-resistant", with ``suffix`` the other piece. ``kind`` is a cargo class in the words of the record."""

    family: Family
    first: int
    last: int
    start: int
    end: int
    text: str
    kind: str
    suffix: str = ""
    prefix: str = ""

    @property
    def part(self) -> bool:
        """Whether it is one piece of a compound word."""
        return bool(self.suffix or self.prefix)


KINDS: tuple[tuple[Kind, str], ...] = (
    ("mirna", "miRNA"), ("circrna", "circRNA"), ("lncrna", "lncRNA"), ("protein", "protein"), ("family", "protein"),
    ("lipid", "lipid"), ("metabolite", "metabolite"),
)  # fmt: skip
"""Cargo classes in the words of the record, the surest first."""
STATES = frozenset(
    "resistant sensitive refractory tolerant treated naive insensitive responsive induced exposed pretreated "
    "resistance sensitivity failing mediated driven based containing conditioned adapted selected persistent "
    "challenged sensitising "
    "sensitizing "
    "protective exposing unresponsive relapsed surviving killed loving response dependent "
    "hardened primed seasoned trained inured habituated weathered reared weaned "
    "triggered elicited evoked provoked caused mutated amplified".split()
)
CARGO_SUFFIXES = frozenset(
    "rich enriched laden loaded bearing containing carrying positive packed packaged high expressing "
    "harbouring harboring overexpressing transfected modified engineered filled delivering encapsulating "
    "co-loaded transduced depleted deficient silenced knockdown knockout null lacking free negative deleted "
    "ablated knock-down low poor armed equipped charged stuffed studded supplemented encoding fused".split()
)
MADE = frozenset("transfected overexpressing modified engineered transduced expressing armed equipped charged".split())
