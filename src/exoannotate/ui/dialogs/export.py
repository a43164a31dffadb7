"""The export dialog: format, columns, which rows, and where to."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from exoannotate.domain.errors import ExoError
from exoannotate.domain.evidence import Columns
from exoannotate.export.formats import EXPORTERS
from exoannotate.export.styles import PLAIN, STYLES
from exoannotate.pdf.client import PdfClient
from exoannotate.ui.bridge import Bridge
from exoannotate.ui.evidence.asking import in_order
from exoannotate.ui.look import XS, L, M, S
from exoannotate.ui.saving import save_dialog
from exoannotate.ui.window.notices import plain_label
from exoannotate.workspace import copies, exports, settings
from exoannotate.workspace.copies import Copy
from exoannotate.workspace.exports import Chosen, Exported, StoppedError
from exoannotate.workspace.session import Session

CITING = ("docx", "html", "markdown", "latex")
"""Formats with a list of references."""
COPIES = "pdf"
"""The name of the format that is no table: copies of the PDFs."""


class ExportDialog(QDialog):
    """Writes the evidence table, or copies of the PDFs, in a thread of its own; signals tell what was written."""

    exported = Signal(object)  # Exported
    stopped = Signal()
    copied = Signal(str, str)  # what was copied, and where to

    def __init__(
        self,
        bridge: Bridge,
        client: PdfClient,
        folder: Path,
        *,
        filter_text: str,
        shown: int,
        whole: int,
        laid_out: Chosen,
        known: Columns,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export evidence")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(600)
        self._bridge, self._client, self._filter, self._folder = bridge, client, filter_text, folder
        self.formats = {e.name: QRadioButton(e.label) for e in EXPORTERS}
        self.formats[COPIES] = QRadioButton(copies.LABEL)
        self._file = ""  # what stood in the line before a folder did
        self._stop: threading.Event | None = None
        self._laid_out = laid_out
        self.columns = {
            "default": QRadioButton("The usual columns"),
            "shown": QRadioButton("Those the table shows now, in its order"),
            "long": QRadioButton("Every field, with its reason, page and reviewer"),
        }
        self.group = QComboBox()
        self.group.setAccessibleName("Group by")
        self.group.addItem("No groups", "")
        for column in in_order(known):
            self.group.addItem(column.head, column.name)
        self.group.setCurrentIndex(max(0, self.group.findData(laid_out.group)))
        self.style_box = QComboBox()
        self.style_box.setAccessibleName("Citation style")
        for style in STYLES:
            self.style_box.addItem(style.label, style.id)
        self.style_box.setCurrentIndex(max(0, self.style_box.findData(settings.get("summary_style") or PLAIN.id)))
        self._shown, self._whole = shown, whole
        self.rows = {"current": QRadioButton(), "all": QRadioButton()}
        self.target = QLineEdit(str(folder / f"evidence{EXPORTERS[0].suffix}"))
        self.target.setObjectName("export_target")
        self.target.setAccessibleName("File to write")
        self.choose = QPushButton("Choose…")
        self.choose.setAutoDefault(False)  # Enter exports
        self.message = plain_label(role="danger", wrap=True)
        self.message.hide()
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.export_button = self.buttons.addButton("Export", QDialogButtonBox.ButtonRole.AcceptRole)
        self.export_button.setProperty("role", "primary")
        self._lay_out()
        self.export_button.setDefault(True)  # inside the dialog by now, which else forgets it with the first box
        self._connect()
        next(iter(self.formats.values())).setChecked(True)
        self.columns["default"].setChecked(True)
        self.rows["current" if filter_text else "all"].setChecked(True)
        self.rows["current"].setVisible(bool(filter_text))

    @property
    def format_name(self) -> str:
        """The format that is chosen."""
        return next(name for name, button in self.formats.items() if button.isChecked())

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(S)
        self._groups = []
        helps = {e.name: e.help for e in EXPORTERS} | {COPIES: copies.HELP}
        # One help at a time: the dialog must fit a small screen with everything twice as large.
        self.help = plain_label(max(helps.values(), key=len), role="muted", wrap=True)
        self.help.setContentsMargins(L + XS, 0, 0, XS)
        self._titles = {}
        for title, buttons in (("Format", self.formats), ("Columns", self.columns), ("Records", self.rows)):
            self._titles[title] = plain_label(title, role="title")
            whole.addWidget(self._titles[title])
            group = QButtonGroup(self)
            self._groups.append(group)
            for button in buttons.values():
                group.addButton(button)
            if buttons is self.formats:
                whole.addLayout(self._beside(helps))
                whole.addWidget(self.help)
                continue
            for button in buttons.values():
                whole.addWidget(button)
            if buttons is self.columns:
                whole.addLayout(self._grouping())
        self.where = plain_label("File", role="title")
        whole.addWidget(self.where)
        line = QHBoxLayout()
        line.addWidget(self.target, 1)
        line.addWidget(self.choose)
        whole.addLayout(line)
        whole.addWidget(self.message)
        whole.addWidget(self.busy)
        whole.addSpacing(M)
        whole.addWidget(self.buttons)

    def _grouping(self) -> QHBoxLayout:
        """The column under whose values the records stand, and how papers are cited."""
        line = QHBoxLayout()
        self._group_label = plain_label("Group by")
        self._group_label.setBuddy(self.group)
        self._style_label = plain_label("References")
        self._style_label.setBuddy(self.style_box)
        for label, box in ((self._group_label, self.group), (self._style_label, self.style_box)):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
            line.addWidget(label)
            line.addWidget(box, 1)
        return line

    def _beside(self, helps: dict[str, str]) -> QGridLayout:
        """The formats in three columns, each read downwards; one that cannot be written here says why."""
        grid = QGridLayout()
        grid.setVerticalSpacing(S)
        grid.setHorizontalSpacing(L)
        high = -(-len(self.formats) // 3)
        for at, (name, button) in enumerate(self.formats.items()):
            grid.addWidget(button, at % high, at // high)
            missing = next((e.missing() for e in EXPORTERS if e.name == name), "")
            button.setEnabled(not missing)
            button.setAccessibleDescription(missing or helps[name])
            button.setToolTip(missing or helps[name])
        return grid

    def _connect(self) -> None:
        self.buttons.accepted.connect(self.start)
        self.buttons.rejected.connect(self.reject)
        self.choose.clicked.connect(self._on_choose)
        self._groups[0].buttonToggled.connect(self._on_format_chosen)

    @Slot()
    def start(self) -> None:
        """Write the file."""
        out = Path(self.target.text().strip()).expanduser()
        if not self.target.text().strip():
            self._tell("Say where to write.")
            return
        self.message.hide()
        self.busy.setRange(0, 0)
        self.busy.show()
        self.export_button.setEnabled(False)
        if self.format_name == COPIES:
            self._copy(out)
            return
        name, chosen = self.format_name, self.chosen()
        style = str(self.style_box.currentData()) if name in CITING else ""
        if style:
            settings.put("summary_style", style)

        def write(session: Session, stop: threading.Event, tell: Callable[[object], None]) -> Exported:
            return exports.export(
                session, name, out, filter=chosen.filter, sort=chosen.sort, columns=chosen.columns, group=chosen.group,
                style=style, told=tell, stopped=stop.is_set,
            )  # fmt: skip

        self._stop = self._bridge.aside(
            write, done=self._on_exported, progress=self._on_progress, failed=self._on_failed
        )  # fmt: skip

    def chosen(self) -> Chosen:
        """What is to be in the file. The records stand in the order in which the table shows them."""
        columns = next(name for name, button in self.columns.items() if button.isChecked())
        return Chosen(
            filter=self._filter if self.rows["current"].isChecked() else "",
            sort=self._laid_out.sort,
            columns=self._laid_out.columns if columns == "shown" else columns,
            group=str(self.group.currentData()),
        )

    def _on_progress(self, rows: int) -> None:
        many = self._shown if self.rows["current"].isChecked() else self._whole
        self.busy.setRange(0, max(many, 1))
        self.busy.setValue(min(rows, many))

    def _copy(self, folder: Path) -> None:
        """Write copies of the PDFs; a second export goes to the same folder."""
        client, wanted = self._client, self._filter if self.rows["current"].isChecked() else ""

        def write(session: Session, stop: threading.Event, _tell: Callable[[object], None]) -> tuple[Copy, ...]:
            return copies.write_all(session, client, folder, filter=wanted, stopped=stop.is_set)

        self._stop = self._bridge.aside(write, done=self._on_copied, progress=_nothing, failed=self._on_failed)

    def _on_copied(self, done: tuple[Copy, ...]) -> None:
        self.busy.hide()
        self.copied.emit(copies.told(done), self.target.text().strip())
        self.accept()

    def reject(self) -> None:
        """Stop between two copies or two rows and go; a file that is not whole is not written, and that is told."""
        if self._stop is not None:
            self._stop.set()
        if self.busy.isHidden():
            super().reject()
        else:
            self.hide()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.busy.isHidden():
            event.ignore()  # its answer is still to come
            self.reject()
            return
        super().closeEvent(event)

    def _on_exported(self, exported: Exported) -> None:
        self.busy.hide()
        self.exported.emit(exported)
        self.accept()

    def _on_failed(self, error: ExoError) -> None:
        self.busy.hide()
        if isinstance(error, StoppedError):
            self.stopped.emit()
            super().reject()
            return
        if not self.isVisible():
            self.open()
        self.export_button.setEnabled(True)
        self._tell(str(error))

    def _tell(self, sentence: str) -> None:
        self.message.setText(sentence)
        self.message.show()

    @Slot()
    def _on_format_chosen(self) -> None:
        of_copies = self.format_name == COPIES
        self.help.setText(self.formats[self.format_name].accessibleDescription())
        self.where.setText("Folder" if of_copies else "File")
        self.target.setAccessibleName("Folder to write to" if of_copies else "File to write")
        of_records = any(e.name == self.format_name and e.counts == "records" for e in EXPORTERS)
        for part in (self._titles["Columns"], *self.columns.values(), self._group_label, self.group):
            part.setVisible(of_records)
        for part in (self._style_label, self.style_box):
            part.setVisible(self.format_name in CITING)
        self._titles["Records"].setText("Highlights" if of_copies else "Records")
        these = "Those of the" if of_copies else "The"
        self.rows["current"].setText(f"{these} {self._shown} {'records ' * of_copies}that the filter shows")
        self.rows["all"].setText("All" if of_copies else f"All {self._whole}")
        if self.format_name == COPIES:
            self._file = self._file or self.target.text()
            self.target.setText(str(self._folder / copies.FOLDER))
            return
        if self._file:
            self.target.setText(self._file)
            self._file = ""
        suffix = next(e.suffix for e in EXPORTERS if e.name == self.format_name)
        path = Path(self.target.text().strip() or "evidence")
        if path.suffix.lower() in {e.suffix for e in EXPORTERS} | {""}:
            self.target.setText(str(path.with_suffix(suffix)))

    @Slot()
    def _on_choose(self) -> None:
        if self.format_name == COPIES:
            folders = QFileDialog(self, "Copies to", str(self._folder))
            folders.setFileMode(QFileDialog.FileMode.Directory)
            folders.setOption(QFileDialog.Option.ShowDirsOnly)
            folders.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            folders.fileSelected.connect(self.target.setText)
            folders.open()
            return
        exporter = next(e for e in EXPORTERS if e.name == self.format_name)
        dialog = save_dialog(self, "Export to", self.target.text(), f"{exporter.label} (*{exporter.suffix})")
        dialog.fileSelected.connect(self.target.setText)
        dialog.open()


def _nothing(_: object) -> None:
    """Copies tell no progress: one follows the other."""
