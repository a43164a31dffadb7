"""What is marked in the table, kept while other rows are shown: the records, the one under the cursor, the place."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, Slot

from exoannotate.ui.evidence.view import EvidenceView

MOST = 500
"""More marked records than these are not looked for again one by one."""


class Marks(QObject):
    """Remembers before a reset and marks again after it. ``quiet`` while it does, so that nobody takes it for a choice
    of the reader."""

    def __init__(self, view: EvidenceView) -> None:
        super().__init__(view)
        self._view = view
        self.quiet = False
        self._marked: list[str] = []
        self._current = ""
        self._column = 0
        view.proxy.modelAboutToBeReset.connect(self._on_about_to_reset)
        view.proxy.modelReset.connect(self._on_reset)

    @Slot()
    def _on_about_to_reset(self) -> None:
        view = self._view
        marked = view.marked_records()
        if marked or not view.proxy.busy:
            self._marked = marked if len(marked) <= MOST else []
            index = view.currentIndex()
            self._current, self._column = (view.record_at(index.row()), index.column()) if index.isValid() else ("", 0)

    @Slot()
    def _on_reset(self) -> None:
        self.mark(self._marked, self._current, self._column)

    def mark(self, records: list[str], current: str, column: int | None = None) -> None:
        """Mark these records as far as they are shown, the cursor on one of them."""
        view, model = self._view, self._view.selectionModel()
        before, self.quiet = self.quiet, True
        chosen = QItemSelection()
        last = view.proxy.columnCount() - 1
        for record in records:
            place = view.proxy.place_of(record)
            if place is not None:
                chosen.select(view.proxy.index(place, 0), view.proxy.index(place, last))
        model.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        place = view.proxy.place_of(current) if current else None
        if place is not None:
            shown = view.shown_columns()
            wanted = view.currentIndex().column() if column is None else column
            index = view.proxy.index(place, wanted if wanted in shown or not shown else shown[0])
            model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            view.scrollTo(index)
        self.quiet = before

    def clear(self) -> None:
        """Nothing is marked any more."""
        self.quiet = True
        self._marked, self._current = [], ""
        self._view.clearSelection()
        self.quiet = False
