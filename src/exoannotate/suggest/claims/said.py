"""What a sentence says as values of a record, each with its words and the rule that gave it."""

from __future__ import annotations

from dataclasses import dataclass


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
    """What one sentence, or one half of it, says. Empty fields are not said. ``strength``: 0 (no evidence) to 1.
    ``before``: fields whose values stand in the sentence before, and not in this one. ``odds``: where no effect could
    be read, how likely it tells one all the same, by its words (log odds; 0: not asked, or even)."""

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
    before: frozenset[str] = frozenset()
    odds: float = 0.0
