"""The order in which Tab goes through the fields, settled when a record is shown and kept until another one is.

1. core fields (cargo, donor, therapy, effect) that are empty and have no reason,
2. fields whose value was suggested and is doubtful,
3. other fields that count for "complete", likewise empty,
4. everything else, as it stands in the form.

Within each, the order of the form. A field keeps its turn after it was filled, so Shift and Tab is the exact way back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exoannotate.domain.fields import CORE_FIELDS


@dataclass(frozen=True, slots=True)
class Turn:
    """What decides when a field has its turn: ``open`` is empty and without a reason."""

    name: str
    complete: bool
    open: bool
    doubtful: bool

    @property
    def rank(self) -> int:
        """1 to 4, the least certain first."""
        if self.open and self.name in CORE_FIELDS:
            return 1
        if self.doubtful:
            return 2
        return 3 if self.open and self.complete else 4


def order(fields: Sequence[Turn]) -> tuple[str, ...]:
    """The names of the fields in the order of Tab."""
    return tuple(turn.name for turn in sorted(fields, key=lambda turn: turn.rank))
