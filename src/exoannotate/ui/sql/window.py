"""The window for own SQL: tables and columns at the left, the statement above, its rows below. It is not modal."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QInputDialog, QWidget

from exoannotate.domain.errors import ExoError
from exoannotate.store.sql import LIMITS, Answer, Limits, Shape, StatementError
from exoannotate.ui.bridge import FAULT
from exoannotate.ui.icons import Icons
from exoannotate.ui.jobs import Job, Jobs
from exoannotate.ui.look import Look
from exoannotate.ui.saving import save_dialog
from exoannotate.ui.sql import kept
from exoannotate.ui.sql.layout import SqlLayout
from exoannotate.workspace import own_sql

_KINDS = {
    "csv": "CSV (*.csv)",
    "xlsx": "Excel workbook (*.xlsx)",
    "json": "JSON (*.json)",
    "tsv": "Tab separated (*.tsv)",
}


class SqlWindow(QWidget):
    """Runs statements in a guard process and shows what they gave."""

    help_wanted = Signal()

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("own_sql")
        self._path = Path()
        self._stop = threading.Event()
        self._running: Job[Answer] | None = None
        self._history: list[str] = []
        self._at = -1  # which of the history stands in the editor; -1: none of it
        self.jobs = Jobs(threads=2, name="sql", parent=self)
        self.parts = SqlLayout(look, icons, self)
        parts = self.parts
        self.editor, self.model, self.view, self.shapes = parts.editor, parts.model, parts.view, parts.shapes
        self.editor.run_wanted.connect(self.run)
        self.editor.step_wanted.connect(self._on_step)
        self.editor.textChanged.connect(self._on_edited)
        parts.run.clicked.connect(self.run)
        parts.cancel.clicked.connect(self.cancel)
        parts.example_wanted.connect(self._on_example)
        parts.saved_wanted.connect(self._on_saved_wanted)
        parts.forget_wanted.connect(self._on_forget)
        parts.save.clicked.connect(self._on_save)
        parts.export_wanted.connect(self._on_export)
        parts.copy.clicked.connect(self._on_copy_all)
        parts.tree.activated.connect(self._on_word)  # Enter, or a double click
        copying = QShortcut(QKeySequence.StandardKey.Copy, self.view)
        copying.setContext(Qt.ShortcutContext.WidgetShortcut)
        copying.activated.connect(self._on_copy)
        closing = QShortcut(QKeySequence("Ctrl+W"), self)
        closing.activated.connect(self.close)
        helping = QShortcut(QKeySequence("F1"), self)
        helping.activated.connect(self.help_wanted)
        self._on_edited()
        self.resize(1000, 680)

    # The project -------------------------------------------------------------------------------------------------

    def show_project(self, path: Path) -> None:
        """Ask this project from now on."""
        self.cancel()
        self._path = path
        self.setWindowTitle(f"Own SQL – {path.stem}")
        self.model.show(Answer((), ()))
        self.parts.tell("")
        self.jobs.run(partial(own_sql.shapes, path), done=self._on_shapes, failed=self._on_failed)
        self.jobs.run(lambda: (kept.history(), kept.saved()), done=self._on_kept)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_shapes(self, shapes: tuple[Shape, ...]) -> None:
        self.shapes.show(shapes)
        self.parts.tree.setCurrentIndex(self.shapes.index(0, 0))

    def _on_kept(self, found: tuple[list[str], dict[str, str]]) -> None:
        self._history, saved = found
        self.parts.show_saved(saved)

    # Running -----------------------------------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether a statement is under way."""
        return self._running is not None

    @Slot()
    def run(self) -> None:
        """Run the statement, or the marked part of it."""
        if self._running is not None:
            return
        statement = self.editor.statement()
        stop = self._stop = threading.Event()
        limits = Limits(seconds=float(self.parts.time.currentData()))
        self.parts.set_busy(True)
        self.parts.tell("Asking …")
        self._running = self.jobs.run(
            partial(own_sql.ask, self._path, statement, limits=limits, stopped=stop.is_set),
            done=partial(self._on_answer, statement),
            failed=self._on_refused,
        )

    @Slot()
    def cancel(self) -> None:
        """Stop the statement that is under way."""
        self._stop.set()

    def _on_answer(self, statement: str, answer: Answer) -> None:
        self._ended()
        self.model.show(answer)
        self.parts.show_answer()
        self.parts.tell(answer.sentence(LIMITS), warning=bool(answer.more or answer.cut))
        self._at = -1
        self.jobs.run(partial(kept.remember, statement.strip()), done=self._on_remembered)

    def _on_remembered(self, history: list[str]) -> None:
        self._history = history

    def _on_refused(self, error: BaseException) -> None:
        self._ended()
        self._on_failed(error)
        if isinstance(error, StatementError):
            self.editor.mark(error.word)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, error: BaseException) -> None:
        told = error if isinstance(error, ExoError) else FAULT
        self.parts.tell(str(told), danger=True)

    def _ended(self) -> None:
        self._running = None
        self.parts.set_busy(False)

    # Statements --------------------------------------------------------------------------------------------------

    @Slot()
    def _on_edited(self) -> None:
        some = bool(self.editor.toPlainText().strip())
        self.parts.run.setEnabled(some)
        self.parts.save.setEnabled(some)

    @Slot(int)
    def _on_step(self, step: int) -> None:
        at = self._at - step
        if 0 <= at < len(self._history):
            if self._at < 0 and self.editor.toPlainText().strip() == self._history[at] and at + 1 < len(self._history):
                at += 1  # what was run last stands there already
            self._at = at
            self.editor.put(self._history[at])
        else:
            self.parts.tell("No statement was run before that one." if step < 0 else "That is the last one.")

    @Slot(str)
    def _on_example(self, statement: str) -> None:
        self.editor.put(statement)
        self.run()

    @Slot(str)
    def _on_saved_wanted(self, statement: str) -> None:
        self.editor.put(statement)

    @Slot()
    def _on_save(self) -> None:
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle("Save the statement")
        dialog.setLabelText("Name")
        dialog.setOkButtonText("Save")
        dialog.textValueSelected.connect(self._on_named)
        dialog.open()

    @Slot(str)
    def _on_named(self, name: str) -> None:
        name = " ".join(name.split())[:80]
        if name:
            statement = self.editor.toPlainText()
            self.jobs.run(partial(kept.save, name, statement), done=partial(self._on_saved, f"Saved as “{name}”."))

    @Slot(str)
    def _on_forget(self, name: str) -> None:
        self.jobs.run(partial(kept.save, name, ""), done=partial(self._on_saved, f"“{name}” is not kept any more."))

    def _on_saved(self, sentence: str, saved: dict[str, str]) -> None:
        self.parts.show_saved(saved)
        self.parts.tell(sentence)

    @Slot(QModelIndex)
    def _on_word(self, index: QModelIndex) -> None:
        shape = self.shapes.shape(index)
        if shape is not None and not index.internalId() and not self.editor.toPlainText().strip():
            self.editor.put(f"SELECT *\nFROM {self.shapes.word(index)}")
        else:
            self.editor.insert(self.shapes.word(index))

    # Taking it home ------------------------------------------------------------------------------------------------

    @Slot()
    def _on_copy(self) -> None:
        """Copy the marked cells: every row and every column of which one is marked."""
        rows: set[int] = set()
        columns: set[int] = set()
        marked = self.view.selectionModel().selection()
        for part in (marked.at(number) for number in range(marked.size())):
            rows.update(range(part.top(), part.bottom() + 1))
            columns.update(range(part.left(), part.right() + 1))
        if rows:
            QGuiApplication.clipboard().setText(self.model.text(sorted(rows), sorted(columns)))

    @Slot()
    def _on_copy_all(self) -> None:
        rows, columns = range(self.model.rowCount()), range(self.model.columnCount())
        self.jobs.run(lambda: self.model.text(rows, columns), done=self._on_text)

    def _on_text(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.parts.tell(f"{self.model.rowCount():,} rows copied; they paste into Excel and Word.")

    @Slot(str)
    def _on_export(self, kind: str) -> None:
        dialog = save_dialog(self, "Write the rows to a file", self._path.with_name(f"statement.{kind}"), _KINDS[kind])
        dialog.fileSelected.connect(partial(self.export, kind))
        dialog.open()

    def export(self, kind: str, out: str) -> None:
        """Write the rows to a file."""
        answer = self.model.answer
        self.jobs.run(
            partial(own_sql.export, answer, kind, Path(out)),
            done=partial(self._on_exported, f"{len(answer.rows):,} rows written to “{Path(out).name}”."),
            failed=self._on_failed,
        )

    def _on_exported(self, sentence: str, remark: str) -> None:
        self.parts.tell(f"{sentence} {remark}".strip())

    # Leaving -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancel() if self.busy else self.close()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.cancel()
        super().closeEvent(event)

    def stop(self) -> None:
        """The program ends: so does a statement under way."""
        self.cancel()
        self.jobs.close()
