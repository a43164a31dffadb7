"""The window of summaries: what kind at the top, the text as it will be below, and ways to take it home. Not modal."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from exoannotate.domain.errors import ExoError
from exoannotate.domain.wording import counted
from exoannotate.export.exporter import Report
from exoannotate.export.summary import showing
from exoannotate.export.summary.page import Page
from exoannotate.export.summary.writing import WRITERS
from exoannotate.ui.bridge import Bridge
from exoannotate.ui.icons import Icons
from exoannotate.ui.saving import save_dialog
from exoannotate.ui.summary.layout import SummaryLayout
from exoannotate.workspace import settings, summaries
from exoannotate.workspace.session import Session
from exoannotate.workspace.summaries import Made, Wanted

WAIT = 400
"""Milliseconds after an edit until the text is put together again: typing comes as many edits."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands in the window."""

    made: Made
    page: Page
    html: str


class SummaryWindow(QWidget):
    """Puts the summary together beside the window, each time something it rests on has changed."""

    records_wanted = Signal(tuple)  # ids
    sentences_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, bridge: Bridge, icons: Icons, filter_text: Callable[[], str], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("summary")
        self.setWindowTitle("Summary")
        self._bridge, self._filter_text = bridge, filter_text
        self._stop: threading.Event | None = None
        self._again = False
        self.shown: Shown | None = None
        self.parts = SummaryLayout(icons, self)
        parts = self.parts
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(WAIT)
        self._later.timeout.connect(self.refresh)
        parts.show_style(settings.get("summary_style") or summaries.DEFAULT_STYLE)
        for box in (parts.form, parts.by, parts.rows):
            box.activated.connect(self.refresh)
        parts.style.activated.connect(self._on_style)
        parts.drafts.clicked.connect(self.refresh)
        parts.preview.anchorClicked.connect(self._on_clicked)
        parts.copy_wanted.connect(self.copy)
        parts.edit.clicked.connect(self.sentences_wanted)
        parts.export.clicked.connect(self._on_export)
        for keys, act in (("Ctrl+W", self.close), ("Esc", self.close), ("F1", self.help_wanted)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self.resize(820, 760)

    # Putting it together ----------------------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether the text is being put together, or will be soon."""
        return self._stop is not None or self._later.isActive()

    @property
    def wanted(self) -> Wanted:
        """What the boxes say."""
        parts = self.parts
        only = self._filter_text() if parts.rows.currentData() == "filter" else ""
        return Wanted(parts.form.currentData(), parts.by.currentData(), parts.style.currentData(), only,
                      parts.drafts.isChecked())  # fmt: skip

    @Slot()
    def refresh(self) -> None:
        """Put the text together again; while that is under way, once more when it has ended."""
        self._later.stop()
        if self._bridge.path is None:
            return
        self.parts.show_filter(self._filter_text())
        if self._stop is not None:
            self._again = True
            return
        wanted = self.wanted

        def make(session: Session, _stop: threading.Event, _tell: Callable[[object], None]) -> Shown:
            made = summaries.make(session, wanted)
            page = made.page(wanted.style)
            return Shown(made, page, showing.preview(page))

        self.parts.set_busy(True)
        self._stop = self._bridge.aside(make, done=self._on_made, progress=_nothing, failed=self._on_failed)

    def changed(self) -> None:
        """Something in the project has changed."""
        if self.isVisible():
            self._later.start()

    def begin(self) -> None:
        """Another project is open."""
        self.shown = None
        self.parts.show_text("")
        if self.isVisible():
            self.refresh()

    def _ended(self) -> bool:
        """Whether what came is still wanted."""
        self._stop = None
        self.parts.set_busy(False)
        if self._again:
            self._again = False
            self.refresh()
            return False
        return True

    def _on_made(self, shown: Shown) -> None:
        if self._ended():
            self.shown = shown
            self.parts.show_text(shown.html, whole=bool(shown.page.clauses))
            self.parts.tell(" ".join(shown.made.summary.remarks))

    def _on_failed(self, error: ExoError) -> None:
        if self._ended():
            self.shown = None
            self.parts.show_text("")
            self.parts.tell(str(error), danger=True)

    @Slot()
    def _on_style(self) -> None:
        settings.put("summary_style", self.parts.style.currentData())
        self.refresh()

    @Slot(QUrl)
    def _on_clicked(self, url: QUrl) -> None:
        name, _, number = url.fragment().partition("-")
        if self.shown is not None and name == "clause" and number.isdecimal():
            records = self.shown.page.clauses.get(int(number), ())
            many = counted(len(records), "record")
            self.parts.tell(f"Made from {many}, marked in the table.")
            self.records_wanted.emit(records)

    # Taking it home ---------------------------------------------------------------------------------------------

    @Slot(bool, bool)
    def copy(self, text: bool = True, methods: bool = False) -> None:
        """Put the text or the methods on the clipboard, with italics and raised numbers and as plain text."""
        if self.shown is None:
            return
        blocks = showing.taken(self.shown.page, text=text, methods=methods)
        data = QMimeData()
        data.setHtml(showing.rich(blocks))
        data.setText(showing.text(blocks))
        QGuiApplication.clipboard().setMimeData(data)
        what = "The text with its references" if text and not methods else "The methods" if not text else "All of it"
        self.parts.tell(f"{what} {'are' if not text else 'is'} copied; it pastes into Word with its looks.")

    @Slot()
    def _on_export(self) -> None:
        if self._bridge.path is None:
            return
        name = "grant paragraph" if self.parts.form.currentData() == "paragraph" else "evidence summary"
        kinds = [f"{of.label} (*{of.suffix})" for of in WRITERS]
        start = self._bridge.path.with_name(f"{name}{WRITERS[0].suffix}")
        dialog = save_dialog(self, "Write the summary to a file", start, *kinds)
        dialog.fileSelected.connect(self.export)
        dialog.open()

    @Slot(str)
    def export(self, chosen: str) -> None:
        """Write what is shown to a file."""
        shown, out = self.shown, Path(chosen)
        if shown is None:
            return

        def write(_session: Session, _stop: threading.Event, _tell: Callable[[object], None]) -> Report:
            return summaries.save(shown.page, out)

        self.parts.tell("Writing …")
        self._bridge.aside(write, done=partial(self._on_written, out), progress=_nothing, failed=self._on_refused)

    def _on_written(self, out: Path, report: Report) -> None:
        self.parts.tell(f"Written to “{out.name}”. {report.sentence()}".rstrip())

    def _on_refused(self, error: ExoError) -> None:
        self.parts.tell(str(error), danger=True)

    # The window ---------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        self._later.stop()
        super().hideEvent(event)


def _nothing(_: object) -> None:
    """A summary tells no progress."""
