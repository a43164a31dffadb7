"""What menus and keys do with the table: its filter and columns, its cells, and several records at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from exoannotate.domain.chips import Chip
from exoannotate.domain.citing import cited, quoted
from exoannotate.domain.errors import ExoError
from exoannotate.domain.records import Decision
from exoannotate.domain.wording import counted
from exoannotate.ui.commands.group import Group
from exoannotate.ui.evidence import layout
from exoannotate.ui.window import window_state
from exoannotate.workspace import pasting, several

if TYPE_CHECKING:
    from exoannotate.ui.contents import Touched
    from exoannotate.ui.evidence.cell_edits import CellEdits
    from exoannotate.ui.evidence.table_menus import TableMenus

COPIED_AT_ONCE = 300
"""Rows that are put together without a thread."""
SELECT_FIRST = "Choose records in the table first: click one, or several with Ctrl or Shift."


class TableCommands(Group):
    """One method for each of its entries of ACTIONS."""

    _menus: TableMenus | None = None
    _edits: CellEdits | None = None

    def attach(self) -> None:
        pane = self.window.evidence
        pane.filter_wanted.connect(self.filter_by)
        pane.columns_wanted.connect(self.table_layout)
        pane.queries_wanted.connect(self.saved_queries)
        pane.copy_wanted.connect(self.copy_rows)
        pane.edit_wanted.connect(self._on_edit_wanted)
        pane.menu_wanted.connect(self._on_menu_wanted)
        pane.head_menu_wanted.connect(self._on_head_menu_wanted)
        self.window.project.cite_wanted.connect(self.copy_passage)

    def project_opened(self, path: str) -> None:
        kept = window_state.load_layout(path)
        layout.apply(self.window.evidence.view, kept or layout.DEFAULT)

    def stop(self) -> None:
        self.keep_layout()
        if self._edits is not None:
            self._edits.stop()
        self.window.evidence.stop()

    def keep_layout(self) -> None:
        """Remember how the table of this project is laid out."""
        path = self.window.contents.path
        if path:
            window_state.save_layout(path, layout.read(self.window.evidence.view))

    @property
    def menus(self) -> TableMenus:
        """The menus of the table, made when the first one is wanted."""
        if self._menus is None:
            from exoannotate.ui.evidence.table_menus import TableMenus

            self._menus = TableMenus(self.window, self)
        return self._menus

    @property
    def edits(self) -> CellEdits:
        """What edits cells, made when the first one is edited."""
        if self._edits is None:
            from exoannotate.ui.evidence.cell_edits import CellEdits

            self._edits = CellEdits(self.window)
        return self._edits

    # The table as a whole ----------------------------------------------------------------------------------------

    def filter_by(self) -> None:
        """Ask for a field and its values, and filter by them."""
        pane = self.window.evidence
        self.window.evidence_dock.show()
        pane.asking.condition(pane.filter_button, partial(self._filter, False))

    def _filter(self, alone: bool, chip: Chip) -> None:
        self.window.evidence.add_chip(chip, alone=alone)

    def table_columns(self) -> None:
        """Ask which columns to show."""
        self.window.evidence_dock.show()
        self.menus.columns()

    def table_layout(self) -> None:
        """The menu of columns, groups and layouts."""
        self.window.evidence_dock.show()
        self.menus.layouts()

    def group_rows(self) -> None:
        """Ask for a column to put the rows under its values."""
        self.window.evidence_dock.show()
        self.menus.group()

    def saved_queries(self) -> None:
        """The menu of saved filters."""
        self.window.evidence_dock.show()
        self.menus.queries()

    def save_query(self) -> None:
        """Ask for a name and keep the filter and the sorting under it."""
        self.menus.save_query()

    # Cells and records -------------------------------------------------------------------------------------------

    @Slot(QModelIndex, str)
    def _on_edit_wanted(self, index: QModelIndex, typed: str) -> None:
        if self._may_write():
            self.edits.begin(index, typed)

    @Slot(QModelIndex, QPoint)
    def _on_menu_wanted(self, index: QModelIndex, at: QPoint) -> None:
        pane = self.window.evidence
        record = pane.view.record_at(index.row())
        if record not in pane.selected_records():
            pane.view.go_to_line(index.row())
        self.menus.row(record, index.column()).popup(at)

    @Slot(int, QPoint)
    def _on_head_menu_wanted(self, column: int, at: QPoint) -> None:
        self.menus.head(column).popup(at)

    def edit_records(self) -> None:
        """Ask what a field of the marked records is to say."""
        if self._may_write() and self._chosen():
            self.edits.ask_several(self._chosen())

    def _may_write(self) -> bool:
        if self.window.contents.read_only:
            self.window.note("This project is open for reading only.")
        return not self.window.contents.read_only

    def _chosen(self) -> tuple[str, ...]:
        found = self.window.evidence.selected_records()
        if not found:
            self.window.note(SELECT_FIRST)
        return found

    def review_chosen(self, decision: Decision) -> None:
        """Accept or reject the marked records, or take that back."""
        keys = self._chosen()
        word = {"accepted": "accepted", "rejected": "rejected", "": "without a decision again"}[decision]
        if keys and self._may_write():
            self.window.bridge.do(
                lambda session: several.review(session, keys, decision), done=partial(self._told, f"{{}} {word}.")
            )

    def delete_chosen(self) -> None:
        """Delete the marked records, with a way back; their highlights stay."""
        keys = self._chosen()
        if keys and self._may_write():
            self.window.bridge.do(
                lambda session: several.delete(session, keys),
                done=partial(self._told, "{} deleted. The highlights stay."),
            )

    def _told(self, sentence: str, many: int) -> None:
        records = counted(many, "record")
        self.window.verbs.undoable.emit(sentence.format(records))

    # Copying -----------------------------------------------------------------------------------------------------

    def copy_rows(self) -> None:
        """Put the marked rows on the clipboard as a table, in the columns that are shown."""
        pane = self.window.evidence
        columns = pane.view.shown_columns()
        heads = [pane.model.columns.all[at].head for at in columns]
        rows = [pane.model.row(at) for record in self._chosen() if (at := pane.model.row_of(record)) is not None]

        def work() -> tuple[str, str]:
            cells = [[row.cells[at] for at in columns] for row in rows]
            text = pasting.as_tab_text(heads if len(cells) > 1 else (), cells)
            return text, pasting.as_html(heads, cells)

        if len(rows) > COPIED_AT_ONCE:
            self.window.note("Copying …")
            self.window.jobs.run(work, done=partial(self._put, len(rows)))
        elif rows:
            self._put(len(rows), work())

    def _put(self, many: int, made: tuple[str, str]) -> None:
        data = QMimeData()
        data.setText(made[0])
        data.setHtml(made[1])
        QGuiApplication.clipboard().setMimeData(data)
        self.window.note(f"{counted(many, 'row')} copied.")

    def copy_cited(self) -> None:
        """Put the quotes of the marked records on the clipboard, each with author, year and page; on a page, the words
        that are selected there."""
        tab = self.window.tabs.tab
        if tab is not None and tab.view.selection and tab.view.isAncestorOf(QApplication.focusWidget() or self.window):
            page = tab.view.selection.pages[0]
            self._put_quotes([quoted(tab.view.quote(), tab.document, tab.label(page))])
            return
        links = self.window.contents.links
        self._copy_passages(key for record in self._chosen() for key in links.get(record, ()))

    @Slot(str)
    def copy_passage(self, passage: str) -> None:
        """Put one highlight on the clipboard with author, year and page."""
        self._copy_passages([passage])

    def _copy_passages(self, keys: Iterable[str]) -> None:
        contents = self.window.contents
        found = (contents.passages[key] for key in dict.fromkeys(keys) if key in contents.passages)
        self._put_quotes([cited(passage, contents.documents.get(passage.document)) for passage in found])

    def _put_quotes(self, lines: Sequence[str]) -> None:
        """A quote as it is, several as a list."""
        if not lines:
            return
        data = QMimeData()
        data.setText("\n".join(lines))
        data.setHtml(pasting.quotes_as_html(lines))
        QGuiApplication.clipboard().setMimeData(data)
        self.window.note(f"{counted(len(lines), 'quote')} copied.")

    def changed(self, touched: Touched) -> None:
        if self._edits is not None:
            self._edits.changed(touched)

    def refused(self, error: ExoError) -> None:
        """Say why something was not done."""
        self.window.say(error.message, error.hint)

    def save_layout(self, kind: str, name: str, body: object) -> None:
        """Keep a query or a layout in the project."""
        from exoannotate.workspace import layouts

        def act(session: object) -> object:
            return layouts.save(session, kind, name, body)  # type: ignore[arg-type]

        self.window.bridge.do(act, done=lambda _: self.window.note(f"“{name}” is saved."), failed=self.refused)

    def delete_layouts(self, ids: Sequence[str]) -> None:
        """Delete saved queries or layouts, with a way back."""
        from exoannotate.workspace import layouts

        for id in ids:
            self.window.bridge.do(
                partial(_delete, layouts.delete, id), done=lambda _: self.window.verbs.undoable.emit("Deleted.")
            )


def _delete(delete: object, id: str, session: object) -> None:
    delete(session, id)  # type: ignore[operator]
