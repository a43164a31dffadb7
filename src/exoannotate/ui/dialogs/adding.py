"""Adding PDFs: how far it is, a cancel that answers at once, and what could not be read, with its sentence."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QProgressBar, QVBoxLayout, QWidget

from exoannotate.domain.errors import ExoError
from exoannotate.pdf.client import PdfClient
from exoannotate.ui.bridge import Bridge
from exoannotate.ui.look import ROW, L, M
from exoannotate.ui.window.notices import plain_label
from exoannotate.workspace import documents
from exoannotate.workspace.documents import Added
from exoannotate.workspace.session import Session

Tell = Callable[[object], None]


def add_all(
    paths: Sequence[Path], password: str, pdf: PdfClient, session: Session, stop: threading.Event, tell: Tell
) -> tuple[Added, ...]:
    """Add PDFs one after the other, telling each; stops between two files when asked."""
    done: list[Added] = []
    for path in paths:
        if stop.is_set():
            break
        done.append(documents.add(session, pdf, path, password=password))
        tell(done[-1])
    return tuple(done)


class AddingDialog(QDialog):
    """Shows the adding of several PDFs and stays only when there is something to read in the end."""

    added = Signal(object)  # tuple[Added, ...], when it is over

    def __init__(
        self,
        bridge: Bridge,
        pdf: PdfClient,
        paths: Sequence[Path],
        password: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Adding PDFs")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(460)
        self._bridge, self._pdf, self._paths = bridge, pdf, tuple(paths)
        self._password = password
        self._done: list[Added] = []
        self._over = False
        self._fault = ""
        self._stop: threading.Event | None = None
        self.line = plain_label("", wrap=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, len(self._paths))
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress")
        self.list = QPlainTextEdit()
        self.list.setReadOnly(True)
        self.list.setAccessibleName("PDFs that were not added, or need a word")
        self.list.setMinimumHeight(6 * ROW)
        self.list.hide()
        self.buttons = QDialogButtonBox()
        self.cancel = self.buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        for widget in (self.line, self.bar, self.list, self.buttons):
            whole.addWidget(widget)
        self._show_line()

    def start(self) -> threading.Event:
        """Begin; the event returned asks to stop. One file is added without a word unless it is refused."""
        paths, pdf, password = self._paths, self._pdf, self._password
        self._password = ""
        stop = self._stop = self._bridge.aside(
            lambda session, stop, tell: add_all(paths, password, pdf, session, stop, tell),
            done=self._on_over,
            progress=self._on_added,
            failed=self._on_failed,
        )
        if len(paths) > 1:
            self.open()
        return stop

    def reject(self) -> None:
        """Stop after the file in hand; what was added stays."""
        if self._stop is not None:
            self._stop.set()
        super().reject()

    def _on_added(self, added: Added) -> None:
        self._done.append(added)
        self.bar.setValue(len(self._done))
        self._show_line()

    def _on_over(self, done: tuple[Added, ...]) -> None:
        self._over = True
        # A single copy of a paper that is there is told in passing, with a way back.
        alone = len(self._paths) == 1
        told = [one for one in done if one.message and not one.locked and not (alone and one.carried)]
        if told:
            self._stay()
        self.added.emit(done)
        if not told:
            self.close()

    def _on_failed(self, error: ExoError) -> None:
        self._over = True
        self._fault = str(error)
        self._stay()
        self.added.emit(tuple(self._done))

    def _stay(self) -> None:
        self._show_line()
        self.bar.hide()
        self.list.setPlainText("\n\n".join(self._report()))
        self.list.show()
        self.cancel.setText("Close")
        if self._stop is None or not self._stop.is_set():
            self.open()

    def _report(self) -> list[str]:
        """What could not be added, then what was added but needs a word; those with a password are asked for it."""
        words = [one for one in self._done if one.message and not one.locked]
        out = [f"Not added: {one.message}" for one in words if one.refused]
        return [*out, *(f"Added, but: {one.message}" for one in words if not one.refused), *filter(None, [self._fault])]

    @Slot()
    def _show_line(self) -> None:
        good = sum(not one.refused for one in self._done)
        if not self._over:
            self.line.setText(f"{len(self._done)} of {len(self._paths)} read")
        else:
            self.line.setText(f"{good} of {len(self._paths)} added.")
