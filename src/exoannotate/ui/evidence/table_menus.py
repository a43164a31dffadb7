"""The menus of the table: of its rows, its heads, its columns and layouts, and of saved queries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog, QMenu, QToolButton

from exoannotate.domain.arranging import SortKey
from exoannotate.domain.chips import Chip
from exoannotate.domain.filter import has_value, parts, without_detail
from exoannotate.domain.records import Decision, Layout
from exoannotate.ui.evidence import layout
from exoannotate.ui.evidence.asking import in_order
from exoannotate.ui.evidence.popup import Choice
from exoannotate.ui.evidence.table import plain_tooltip
from exoannotate.workspace import layouts as kept

if TYPE_CHECKING:
    from exoannotate.ui.commands.table import TableCommands
    from exoannotate.ui.window.main_window import MainWindow

DECISIONS: tuple[tuple[str, Decision], ...] = (
    ("Accept", "accepted"), ("Reject", "rejected"), ("Take decision back", ""),
)  # fmt: skip
SHORT = 36
"""Letters of a value in a menu."""


def words(text: str, most: int = SHORT) -> str:
    """A value as a menu shows it: short, one line, and no mnemonic."""
    line = " ".join(text.split())
    return (line if len(line) <= most else f"{line[: most - 1].rstrip()}…").replace("&", "&&")


class TableMenus(QObject):
    """Makes a menu when it is wanted; it goes when it closes."""

    def __init__(self, window: MainWindow, acts: TableCommands) -> None:
        super().__init__(window)
        self._window, self._acts, self._pane = window, acts, window.evidence

    def _menu(self) -> QMenu:
        menu = QMenu(self._pane)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        return menu

    def _below(self, menu: QMenu, button: QToolButton) -> None:
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))
        if menu.actions():
            menu.setActiveAction(menu.actions()[0])

    # Rows ----------------------------------------------------------------------------------------------------------

    def row(self, record: str, column: int) -> QMenu:
        """The menu of a cell and the marked records."""
        menu, acts = self._menu(), self._acts
        many = max(1, len(self._pane.selected_records()))
        these = f"{many:,} records" if many > 1 else "record"
        menu.addAction("Open passage", partial(self._pane.jump_wanted.emit, record))
        menu.addSeparator()
        self._add_filters(menu, record, column)
        menu.addSeparator()
        writable = not self._window.contents.read_only
        index = self._pane.proxy.index(self._pane.proxy.place_of(record) or 0, column)
        if many == 1:
            menu.addAction("Edit cell", partial(self._pane.edit_wanted.emit, index, "")).setEnabled(writable)
        menu.addAction(f"Edit {these}…", acts.edit_records).setEnabled(writable)
        for text, decision in DECISIONS:
            said = text if many == 1 or not decision else f"{text} {these}"
            menu.addAction(said, partial(acts.review_chosen, decision)).setEnabled(writable)
        menu.addSeparator()
        menu.addAction("Copy cell", partial(self._copy_cell, record, column))
        menu.addAction("Copy as a table" if many > 1 else "Copy row", acts.copy_rows)
        menu.addAction("Copy quotes as cited text" if many > 1 else "Copy quote as cited text", acts.copy_cited)
        menu.addSeparator()
        menu.addAction(f"Delete {these}", acts.delete_chosen).setEnabled(writable)
        return menu

    def _add_filters(self, menu: QMenu, record: str, column: int) -> None:
        pane = self._pane
        at = pane.model.row_of(record)
        if at is None:
            return
        of, row = pane.model.columns.all[column], pane.model.row(at)
        cell = row.cells[column]
        if not cell:
            menu.addAction(
                f"Only without {of.head.lower()}", partial(pane.add_chip, Chip(of.name, "is empty"), alone=True)
            )
            menu.addAction(
                f"Only with {of.head.lower()}", partial(pane.add_chip, Chip(of.name, "is not empty"), alone=True)
            )
            return
        valued = has_value(row, of, pane.model.columns)
        found = list(dict.fromkeys(without_detail(part) for part in parts(of, cell))) if valued else [cell]
        for value in found[:6]:
            action = menu.addAction(
                f"Only “{words(value)}”", partial(pane.add_chip, Chip(of.name, "=", (value,)), alone=True)
            )
            action.setToolTip(plain_tooltip(value[:2_000]))
        for value in found[:6]:
            action = menu.addAction(f"Without “{words(value)}”", partial(pane.add_chip, Chip(of.name, "!=", (value,))))
            action.setToolTip(plain_tooltip(value[:2_000]))

    def _copy_cell(self, record: str, column: int) -> None:
        at = self._pane.model.row_of(record)
        if at is not None:
            QGuiApplication.clipboard().setText(self._pane.model.row(at).cells[column])

    # Heads ---------------------------------------------------------------------------------------------------------

    def head(self, column: int) -> QMenu:
        """The menu of a column's head."""
        menu, pane, acts = self._menu(), self._pane, self._acts
        shown = pane.view.shown_columns()
        if 0 <= column < len(pane.model.columns.all):
            of = pane.model.columns.all[column]
            menu.addAction("Sort rising", partial(pane.proxy.set_sort, (SortKey(of.name),)))
            menu.addAction("Sort falling", partial(pane.proxy.set_sort, (SortKey(of.name, True),)))
            menu.addAction("Sort by it as well", partial(pane.sort_by, column, True)).setToolTip(
                "One more key, as a click with Shift does"
            )
            menu.addSeparator()
            menu.addAction(f"Group by {of.head.lower()}".replace("&", "&&"), partial(pane.proxy.set_group, of.name))
            place = shown.index(column) + 1 if column in shown else 0
            pinned = pane.view.pinned.many
            if place and place != pinned:
                menu.addAction("Pin columns up to here", partial(pane.view.pinned.set_many, place))
            if len(shown) > 1:
                menu.addAction("Hide column", partial(pane.view.setColumnHidden, column, True))
            menu.addSeparator()
        if pane.proxy.group:
            menu.addAction("Open all groups", partial(pane.proxy.set_all_open, True))
            menu.addAction("Close all groups", partial(pane.proxy.set_all_open, False))
            menu.addAction("No groups", partial(pane.proxy.set_group, ""))
        if pane.proxy.sort_keys:
            menu.addAction("No sorting", partial(pane.proxy.set_sort, ()))
        if pane.view.pinned.many:
            menu.addAction("Unpin all columns", partial(pane.view.pinned.set_many, 0))
        menu.addAction("Columns…", acts.table_columns)
        return menu

    # Columns, groups, layouts --------------------------------------------------------------------------------------

    def columns(self) -> None:
        """The list of all columns, with those shown checked; each click shows or hides one at once."""
        pane = self._pane
        shown = set(pane.view.shown_columns())
        columns = pane.model.columns
        ordered = [columns.all[at] for at in pane.view.shown_columns()]
        ordered += [of for of in in_order(columns) if of not in ordered]
        choices = [Choice(of.name, of.head, "", columns.index(of.name) in shown) for of in ordered]
        popup = pane.asking.open("Columns", choices, pane.columns_button, chosen=lambda _: None)
        popup.hint.setText("Space shows or hides, Enter is done")
        popup.toggled.connect(self._show_column)

    def _show_column(self, name: str, shown: bool) -> None:
        view = self._pane.view
        column = self._pane.model.columns.index(name)
        others = [at for at in view.shown_columns() if at != column]
        if not shown and not others:
            self._window.note("One column at least is shown.")
            return
        view.setColumnHidden(column, not shown)
        if shown:
            if view.columnWidth(column) < view.head.minimumSectionSize():
                view.setColumnWidth(column, layout.WIDTHS.get(name, layout.WIDTH))
            view.scrollTo(view.proxy.index(max(0, view.rowAt(0)), column))

    def group(self) -> None:
        """The list of columns to group by."""
        pane = self._pane
        first = [Choice("", "No groups", muted=True)] if pane.proxy.group else []
        pane.asking.columns("Group by", pane.columns_button, pane.proxy.set_group, first=first)

    def layouts(self) -> None:
        """The menu of columns, groups and saved layouts."""
        menu, pane = self._menu(), self._pane
        menu.addAction("Columns…", self.columns)
        menu.addAction("Group by…", self.group)
        pinned = menu.addMenu("Columns that stay at the left")
        for many in range(min(5, len(pane.view.shown_columns()))):
            action = pinned.addAction("None" if not many else f"The first {many}" if many > 1 else "The first")
            action.setCheckable(True)
            action.setChecked(pane.view.pinned.many == many)
            action.triggered.connect(partial(self._pin, many))
        menu.addAction("As in a new project", partial(layout.apply, pane.view, layout.DEFAULT))
        menu.addSeparator()
        there = self._kept("layout")
        for one in there:
            action = menu.addAction(words(one.name), partial(self._lay_out, one))
            action.setToolTip(plain_tooltip(f"Use the layout “{one.name}”"))
        self._add_keeping(menu, "layout", "Save this layout…", there, lambda name: layout.read(pane.view))
        self._below(menu, pane.columns_button)

    def _pin(self, many: int, _checked: bool = False) -> None:
        self._pane.view.pinned.set_many(many)

    def _lay_out(self, one: Layout) -> None:
        layout.apply(self._pane.view, kept.body(one))

    # Queries -------------------------------------------------------------------------------------------------------

    def queries(self) -> None:
        """The menu of saved queries."""
        menu, pane = self._menu(), self._pane
        there = self._kept("query")
        for one in there:
            action = menu.addAction(words(one.name), partial(self._ask_query, one))
            action.setToolTip(plain_tooltip(kept.query(one)[0][:1_000]))
        if not there:
            menu.addAction("No query is saved yet").setEnabled(False)
        self._add_keeping(menu, "query", "Save this filter…", there, self._query_body)
        self._below(menu, pane.queries_button)

    def save_query(self) -> None:
        """Ask for the name of a new one."""
        if not self._pane.proxy.filter_text and not self._pane.proxy.sort_keys:
            self._window.note("There is no filter to save: type one, or choose a field and its values first.")
            return
        self._ask_name("query", "Save this filter", self._query_body)

    def _query_body(self, _name: str) -> dict[str, str]:
        proxy = self._pane.proxy
        return {"filter": proxy.filter_text, "sort": ",".join(layout.sort_words(proxy.sort_keys))}

    def _ask_query(self, one: Layout) -> None:
        expression, sort = kept.query(one)
        self._pane.set_query(expression)
        self._pane.proxy.set_sort(layout.sort_keys(sort.split(","), self._pane.model.columns))
        self._window.note(f"Query “{one.name}”.")

    # Keeping and deleting ------------------------------------------------------------------------------------------

    def _kept(self, kind: str) -> list[Layout]:
        return [one for one in self._window.contents.layouts if one.kind == kind]

    def _add_keeping(
        self, menu: QMenu, kind: str, save: str, there: Sequence[Layout], body: Callable[[str], object]
    ) -> None:
        menu.addSeparator()
        writable = not self._window.contents.read_only
        action = menu.addAction(save, partial(self._ask_name, kind, save.rstrip("…"), body))
        action.setEnabled(
            writable and (kind == "layout" or bool(self._pane.proxy.filter_text or self._pane.proxy.sort_keys))
        )
        if there:
            gone = menu.addMenu("Delete")
            gone.setEnabled(writable)
            for one in there:
                gone.addAction(words(one.name), partial(self._acts.delete_layouts, (one.id,)))

    def _ask_name(self, kind: str, title: str, body: Callable[[str], object]) -> None:
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(title)
        dialog.setLabelText("Name (one that is there is replaced):")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.textValueSelected.connect(partial(self._named, kind, body))
        dialog.open()

    def _named(self, kind: str, body: Callable[[str], object], name: str) -> None:
        if name.strip():
            self._acts.save_layout(kind, name, body(name))
