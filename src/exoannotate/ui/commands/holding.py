"""Edits that the disk refused: kept as they were typed, and tried again until they are on disk."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from exoannotate.domain.errors import ExoError, ProjectFileError
from exoannotate.ui.bridge import Bridge
from exoannotate.workspace import records
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session

AGAIN_AFTER = 2_000
"""Milliseconds until an edit that was refused is tried again."""
KEPT = "What you typed is kept and will be tried again by itself."


class HeldEdits(QObject):
    """Field edits that a full disk, a lock or a missing file refused; the last one of each field counts."""

    saved = Signal(str)
    """A record whose edits are on disk after all."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._held: dict[tuple[str, str], FieldInput] = {}
        self._path = bridge.path
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AGAIN_AFTER)
        self._timer.timeout.connect(self._again)

    @property
    def any(self) -> bool:
        """Whether something typed is not on disk yet."""
        return bool(self._held)

    def hold(self, record: str, name: str, given: FieldInput) -> None:
        """Keep an edit and try it again in a while."""
        self._path = self._bridge.path
        self._held[record, name] = given
        self._timer.start()

    def follow(self, path: Path) -> None:
        """The same project goes on in another file."""
        if self._held:
            self._path = path

    def forget(self, record: str, name: str) -> None:
        """A later edit of the field is on disk."""
        self._held.pop((record, name), None)

    @Slot()
    def _again(self) -> None:
        if self._bridge.path != self._path:  # another project is open: what was typed belongs to the one before
            self._held.clear()
        for (record, name), given in self._held.items():
            self._bridge.do(
                partial(_edit, record, name, given),
                done=partial(self._done, record, name, given),
                failed=partial(self._failed, record, name),
            )

    def _done(self, record: str, name: str, given: FieldInput, _: object) -> None:
        if self._held.get((record, name)) is given:
            self.forget(record, name)
            if not any(held == record for held, _ in self._held):
                self.saved.emit(record)

    def _failed(self, record: str, name: str, error: ExoError) -> None:
        if isinstance(error, ProjectFileError):
            self._timer.start()
        else:
            self.forget(record, name)  # the record is gone meanwhile, or the value is none any more


def _edit(record: str, name: str, given: FieldInput, session: Session) -> None:
    records.edit(session, record, {name: given})
