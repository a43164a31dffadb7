"""Questions about the table that are answered by choosing from a list: by which field, by which of its values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from exoannotate.domain.arranging import StoppedError
from exoannotate.domain.chips import Chip, Sign
from exoannotate.domain.evidence import Column, Columns
from exoannotate.ui.evidence.popup import Choice, ChoicePopup, Taken, TakenAll
from exoannotate.ui.evidence.proxy import AT_ONCE
from exoannotate.ui.evidence.table import EvidenceModel, role_text
from exoannotate.ui.jobs import Jobs
from exoannotate.ui.look import Look

Made = Callable[[Chip], None]

_FIRST = ("cargo", "donor", "recipient", "therapy", "effect", "role", "status", "level", "tags", "document", "curator")
"""What people filter by most, above the rest."""
_ORDERED = ("document_year", "rating", "created", "changed", "reviewed")
_WITHOUT: tuple[Sign, ...] = ("is not empty", "is empty")
_MARK = "\0"
"""Begins the key of a line that is a condition and not a value."""


def in_order(columns: Columns) -> list[Column]:
    """The columns as lists show them: the usual ones first, reasons last."""
    usual = [columns.named(name) for name in _FIRST if name in columns]
    rest = [column for column in columns.all if column not in usual and not is_reason(column)]
    return [*usual, *rest, *(column for column in columns.all if is_reason(column))]


def is_reason(column: Column) -> bool:
    """Whether a column says why a field is empty."""
    return column.name.endswith("_reason")


class Asking(QObject):
    """Opens the lists."""

    def __init__(self, model: EvidenceModel, look: Look, over: QWidget, jobs: Jobs | None) -> None:
        super().__init__(over)
        self._model, self._look, self._over, self._jobs = model, look, over, jobs
        self.popup: ChoicePopup | None = None

    def open(
        self,
        title: str,
        choices: Sequence[Choice],
        over: QWidget,
        *,
        chosen: Taken,
        done: TakenAll | None = None,
        at: QPoint | None = None,
    ) -> ChoicePopup:
        """A list below a widget or at a place on the screen; another one that is open closes."""
        if self.popup is not None:
            self.popup.close()
        self.popup = popup = ChoicePopup(self._look, self._over)
        popup.destroyed.connect(partial(self._forget, popup))
        popup.ask(title, choices, over, chosen=chosen, done=done, at=at)
        return popup

    def _forget(self, popup: ChoicePopup, _gone: object = None) -> None:
        if self.popup is popup:
            self.popup = None

    def columns(self, title: str, over: QWidget, then: Taken, *, first: Sequence[Choice] = ()) -> ChoicePopup:
        """Ask for a column."""
        choices = [*first, *(Choice(column.name, column.head) for column in in_order(self._model.columns))]
        return self.open(title, choices, over, chosen=then)

    def condition(self, over: QWidget, made: Made) -> None:
        """Ask for a column and then for its values; ``made`` gets the chip."""
        popup = self.columns("Filter by", over, lambda name: self._values(popup, name, None, made))

    def change(self, over: QWidget, chip: Chip, made: Made) -> None:
        """Ask for other values of a chip's column."""
        popup = self.open("", (), over, chosen=lambda _: None)
        self._values(popup, chip.column, chip, made)

    def _values(self, popup: ChoicePopup, name: str, chip: Chip | None, made: Made) -> None:
        before = set(chip.values) if chip is not None and chip.sign == "=" else set()

        def chosen(key: str) -> None:
            typed = popup.field.text().strip()
            made(_condition(name, key[1:], typed) if key.startswith(_MARK) else Chip(name, "=", (key,)))

        def done(keys: Sequence[str]) -> None:
            made(Chip(name, "=", tuple(keys)))

        def show(found: Sequence[tuple[str, int]]) -> None:
            if self.popup is popup:
                popup.set_choices(_choices(name, found, before))

        head = self._model.columns.named(name).head if name in self._model.columns else name
        popup.go_on(head, (), chosen=chosen, done=done)
        self._values_of(name, show)

    def _values_of(self, name: str, show: Callable[[Sequence[tuple[str, int]]], None]) -> None:
        rows = self._model.rows
        if self._jobs is None or len(rows) <= AT_ONCE:
            show(rows.values_of(name))
        else:
            self._jobs.run(lambda: rows.values_of(name), done=show, failed=_unless_stopped)


def _unless_stopped(error: BaseException) -> None:
    if not isinstance(error, StoppedError):
        raise error


def _choices(name: str, found: Sequence[tuple[str, int]], before: set[str]) -> list[Choice]:
    known = dict.fromkeys(value for value, _ in found)
    extra = [(value, 0) for value in before if value not in known]
    lines = [
        Choice(value, role_text(value) if name == "role" else value, f"{count:,}", value in before)
        for value, count in (*extra, *found)
    ]
    asks: list[Choice] = [
        Choice(f"{_MARK}~", "contains …", always=True),
        Choice(f"{_MARK}!~", "does not contain …", always=True),
    ]
    if name in ("document_year", "rating", "created", "changed", "reviewed") or name.startswith("own_"):
        asks += [Choice(f"{_MARK}>=", "at least …", always=True), Choice(f"{_MARK}<=", "at most …", always=True)]
    both = [
        Choice(f"{_MARK}is not empty", "has a value", muted=True),
        Choice(f"{_MARK}is empty", "has no value", muted=True),
    ]
    return [*lines, *both, *asks]


def _condition(name: str, sign: str, typed: str) -> Chip:
    return Chip(name, cast("Sign", sign), (typed,) if sign not in _WITHOUT else ())
