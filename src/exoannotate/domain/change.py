"""A change is a value: the transaction, the undo step, the repaint signal and the history row at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

Scalar: TypeAlias = str | int | float | None
Row: TypeAlias = "Mapping[str, Scalar]"


class RowEdit(NamedTuple):
    """One row of one table before and after. ``key`` is the row's ``id``. A merge makes a million of them."""

    table: str
    key: str
    before: Row | None  # None: the row did not exist
    after: Row | None  # None: the row goes

    def inverse(self) -> RowEdit:
        return RowEdit(self.table, self.key, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Change:
    """Everything one act of a user does to a project, with the label shown in the Undo menu."""

    label: str
    edits: tuple[RowEdit, ...]

    def inverse(self) -> Change:
        """The change that takes this one back exactly."""
        return Change(self.label, tuple(edit.inverse() for edit in reversed(self.edits)))

    def keys(self, table: str) -> tuple[str, ...]:
        """The ids this change touches in one table, in order, each once."""
        return tuple(dict.fromkeys(edit.key for edit in self.edits if edit.table == table))
