"""The figures of the filtered evidence: which one and how wide, the figure itself, and its caption."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QMimeData, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from exoannotate.domain.errors import ExoError
from exoannotate.domain.evidence import COLUMNS, Columns, EvidenceRow
from exoannotate.domain.figures.drawing import DPI, WIDTHS, Drawing
from exoannotate.domain.figures.kinds import FIGURES
from exoannotate.domain.figures.material import Material, read_in
from exoannotate.domain.records import MEANINGS
from exoannotate.export.svg import svg
from exoannotate.ui.evidence.lore import Latest, Lore
from exoannotate.ui.figures import files
from exoannotate.ui.figures.canvas import FigureCanvas
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import FIGURE_HEIGHT, PANE_LEAST, XL, M, S
from exoannotate.ui.saving import save_dialog
from exoannotate.ui.theme import put_icon
from exoannotate.ui.window.notices import ElidedLabel, plain_label
from exoannotate.workspace import figures
from exoannotate.workspace.figures import Drawn

_HINT = "Point at a bar, band or cell: it tells what it is, and a click shows its records"
_FILES = (
    ("SVG picture (*.svg)", "svg", DPI[0]),
    ("PDF page (*.pdf)", "pdf", DPI[0]),
    *((f"PNG picture, {dpi} dots per inch (*.png)", "png", dpi) for dpi in DPI),
)
"""What a figure can be saved as: the words in the file dialog, the format and its dots per inch."""


class FigureView(QWidget):
    """The boxes that choose a figure and its width, the figure, and the caption beside it."""

    records_wanted = Signal(tuple, str)
    saved = Signal(str)  # a sentence
    refused = Signal(object)  # ExoError
    wished_height = FIGURE_HEIGHT

    def __init__(self, lore: Lore, icons: Icons, filter_text: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("figure_view")
        self._lore, self._icons, self._filter_text = lore, icons, filter_text
        self._rows: tuple[EvidenceRow, ...] = ()
        self._columns: Columns = COLUMNS
        self._latest: Latest[Drawn] = Latest(lore.jobs, self._on_drawn)
        self.drawn: Drawn | None = None
        self.kind = self._box("Which figure", "What is drawn")
        for figure in FIGURES:
            self.kind.addItem(figure.label, figure.id)
            self.kind.setItemData(self.kind.count() - 1, figure.help, Qt.ItemDataRole.ToolTipRole)
        self.width_box = self._box("Width in print", "As wide as a journal prints it; the words are 7 points high")
        for words, millimetres in zip(("One column", "Two columns"), WIDTHS, strict=True):
            self.width_box.addItem(f"{words}, {millimetres} mm", millimetres)
        self.width_box.setCurrentIndex(len(WIDTHS) - 1)
        self.told = ElidedLabel(_HINT)
        self.told.setProperty("role", "muted")
        self.copy_button = self._button("Copy", "copy", "Copy the figure as a picture (Ctrl+C in the figure)")
        self.save_button = self._button("Save…", "download", "Save the figure as SVG, PDF or PNG, with its caption")
        self.canvas = FigureCanvas(lore.jobs, self)
        self.caption = QPlainTextEdit(self)
        self.caption.setReadOnly(True)
        self.caption.setTabChangesFocus(True)
        self.caption.setAccessibleName("Caption of the figure")
        self.caption_button = self._button("Copy", "copy", "Copy the caption")
        self.caption_button.setAccessibleName("Copy the caption")
        self._lay_out()
        self._connect()

    def _box(self, name: str, tooltip: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setToolTip(tooltip)
        return box

    def _button(self, text: str, icon: str, tooltip: str) -> QPushButton:
        button = QPushButton(f" {text}", self)
        put_icon(button, self._icons, icon)
        button.setAccessibleName(tooltip)
        button.setToolTip(tooltip)
        return button

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(M, 0, S, S)
        line.setSpacing(S)
        for word, box in (("Figure", self.kind), ("Width", self.width_box)):
            label = plain_label(word, role="muted")
            label.setBuddy(box)
            line.addWidget(label)
            line.addWidget(box)
        line.addWidget(self.told, 1)
        line.addWidget(self.copy_button)
        line.addWidget(self.save_button)
        self.ground = QScrollArea(self)
        self.ground.setObjectName("figure_ground")
        self.ground.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.ground.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.ground.setWidget(self.canvas)
        beside = QWidget(self)
        column = QVBoxLayout(beside)
        column.setContentsMargins(M, 0, S, S)
        column.setSpacing(S)
        head = QHBoxLayout()
        head.addWidget(plain_label("Caption", role="title"), 1)
        head.addWidget(self.caption_button)
        column.addLayout(head)
        column.addWidget(self.caption, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.addWidget(self.ground)
        self.split.addWidget(beside)
        self.split.setChildrenCollapsible(False)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([4 * PANE_LEAST, PANE_LEAST])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(line)
        whole.addWidget(self.split, 1)

    def _connect(self) -> None:
        for box in (self.kind, self.width_box):
            box.activated.connect(self._work)
        self.canvas.wanted.connect(self.records_wanted)
        self.canvas.told.connect(self._on_told)
        self.canvas.reached.connect(self._on_reached)
        self.copy_button.clicked.connect(self.copy)
        self.caption_button.clicked.connect(self._on_copy_caption)
        self.save_button.clicked.connect(self.ask_where)
        self.split.splitterMoved.connect(self._fit)
        self._lore.changed.connect(self._work)

    def tab_chain(self) -> tuple[QWidget, ...]:
        """What Tab reaches here, in reading order."""
        return (self.kind, self.width_box, self.copy_button, self.save_button, self.canvas, self.caption_button,
                self.caption)  # fmt: skip

    # What is shown ---------------------------------------------------------------------------------------------

    def show_rows(self, rows: Sequence[EvidenceRow], columns: Any = COLUMNS) -> None:
        """Draw these rows; called while the figure is in sight."""
        self._rows = tuple(rows)
        self._columns = columns if isinstance(columns, Columns) else COLUMNS
        self._lore.want()
        self._work()

    @property
    def busy(self) -> bool:
        """Whether a figure is being laid out or painted."""
        return self._latest.busy or self.canvas.busy

    def choose(self, kind: str, millimetres: int) -> None:
        """Choose a figure and its width."""
        self.kind.setCurrentIndex(max(0, self.kind.findData(kind)))
        self.width_box.setCurrentIndex(max(0, self.width_box.findData(millimetres)))
        self._work()

    @Slot()
    def _work(self) -> None:
        rows, columns, names, contents = self._rows, self._columns, self._lore.names, self._lore.contents()
        kind, millimetres = str(self.kind.currentData()), int(self.width_box.currentData())
        # The contents go on changing while the figure is drawn.
        links, passages = dict(contents.links), dict(contents.passages)
        meanings, filter_text = contents.meanings, self._filter_text()

        def work() -> Drawn:
            of = Material(rows, columns, names, filter_text, meanings or MEANINGS, read_in(links, passages))
            return figures.drawn_from(of, kind, millimetres)

        self._latest.ask(work)

    def _on_drawn(self, drawn: Drawn) -> None:
        self.drawn = drawn
        self.canvas.show_drawing(drawn.drawing, self._room)
        self.caption.setPlainText(drawn.drawing.caption)

    @property
    def _room(self) -> int:
        # Room for the scroll bar is kept: else it would come and go.
        return self.ground.width() - XL

    @Slot()
    def _fit(self) -> None:
        self.canvas.fit(self._room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        flat = event.size().width() >= event.size().height() or event.size().width() >= 3 * PANE_LEAST
        self.split.setOrientation(Qt.Orientation.Horizontal if flat else Qt.Orientation.Vertical)
        self._fit()

    @Slot(str)
    def _on_told(self, sentence: str) -> None:
        self.told.setText(sentence or _HINT)
        self.told.setToolTip(sentence or _HINT)

    @Slot(QRectF)
    def _on_reached(self, place: QRectF) -> None:
        middle = place.center().toPoint()
        self.ground.ensureVisible(middle.x(), middle.y(), XL, XL)

    # What a person does ----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        super().keyPressEvent(event)

    @Slot()
    def copy(self) -> None:
        """Put the figure on the clipboard, as a picture for documents and as SVG for drawing programs."""
        if self.drawn is None:
            return
        drawing = self.drawn.drawing

        def work() -> tuple[QImage, bytes]:
            return files.image(drawing, DPI[0]), svg(drawing)

        self._lore.jobs.run(work, done=self._to_clipboard)

    def _to_clipboard(self, made: tuple[QImage, bytes]) -> None:
        data = QMimeData()
        data.setImageData(made[0])
        data.setData("image/svg+xml", QByteArray(made[1]))
        QGuiApplication.clipboard().setMimeData(data)
        self.saved.emit("The figure is on the clipboard.")

    @Slot()
    def _on_copy_caption(self) -> None:
        QGuiApplication.clipboard().setText(self.caption.toPlainText())
        self.saved.emit("The caption is on the clipboard.")

    @Slot()
    def ask_where(self) -> None:
        """Ask for a file and write the figure there."""
        if self.drawn is None:
            return
        folder = Path(self._lore.contents().path or ".").parent
        name = f"figure-{self.kind.currentData()}-{self.width_box.currentData()}mm.svg"
        dialog = save_dialog(self, "Save the figure", folder / name, *(words for words, _, _ in _FILES))
        dialog.fileSelected.connect(partial(self._on_file_chosen, dialog))
        dialog.open()

    def _on_file_chosen(self, dialog: QFileDialog, name: str) -> None:
        out = Path(name)
        chosen = next(one for one in _FILES if one[0] == dialog.selectedNameFilter())
        named = out.suffix.lower().removeprefix(".")
        known = {of for _, of, _ in _FILES}
        self.save(out, named if named in known else chosen[1], chosen[2])

    def save(self, out: Path, format_name: str, dpi: int = DPI[0]) -> None:
        """Write the figure, and its caption beside it."""
        drawn = self.drawn
        if drawn is None:
            return
        painted: dict[str, Callable[[Drawing], bytes]] = {"pdf": files.pdf, "png": partial(files.png, dpi=dpi)}

        def work() -> Path:
            return figures.write(drawn, format_name, out, painted)

        self._lore.jobs.run(work, done=partial(self._on_saved, out), failed=self._on_failed)

    def _on_saved(self, out: Path, caption: Path) -> None:
        self.saved.emit(f"The figure is in “{out.name}”, its caption in “{caption.name}”.")

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, ExoError):
            raise error
        self.refused.emit(error)
