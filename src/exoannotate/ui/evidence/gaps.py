"""Likely gaps: what to look at next, in sentences that lead there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QStackedLayout, QTreeView, QVBoxLayout, QWidget

from exoannotate.domain.evidence import COLUMNS, Columns, EvidenceRow
from exoannotate.domain.gaps import Gap, Material, gaps
from exoannotate.domain.wording import counted
from exoannotate.ui.evidence.gaps_model import GAP_ROLE, KIND_ROLE, MORE_ROLE, GapPainter, GapsModel, by_kind
from exoannotate.ui.evidence.lore import Latest, Lore
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import L, Look, M, S
from exoannotate.ui.window.notices import EmptyState, plain_label

OPEN_AT_FIRST = 3
"""So many kinds are unfolded at first, those that press most."""


class GapsTree(QTreeView):
    """The list; Enter or a click goes where a sentence leads, on a heading it folds."""

    wanted = Signal(object)  # Gap

    def __init__(self, model: GapsModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gaps = model
        self.setAccessibleName("Likely gaps")
        self.setModel(model)
        self.setItemDelegate(GapPainter(look, self))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(L)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._on_clicked)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        gap = index.data(GAP_ROLE)
        if gap is not None:
            self.wanted.emit(gap)
        elif index.data(MORE_ROLE):
            self._gaps.show_more(index.parent().row())
        else:
            self.setExpanded(index, not self.isExpanded(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and current.isValid():
            self._on_clicked(current)
            return
        super().keyPressEvent(event)


class GapsView(QWidget):
    """The gaps of the records that pass the filter, and of the whole project when there is none."""

    records_wanted = Signal(tuple, str)
    jump_wanted = Signal(str)  # passage
    record_wanted = Signal(str)
    document_wanted = Signal(str)
    claim_wanted = Signal(tuple)  # records of a disputed claim

    def __init__(self, lore: Lore, look: Look, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gaps_view")
        self._lore, self._look = lore, look
        self._rows: tuple[EvidenceRow, ...] = ()
        self._columns: Columns = COLUMNS
        self._asked = False
        self._folded: set[str] = set()
        self._latest: Latest[dict[str, tuple[Gap, ...]]] = Latest(lore.jobs, self._on_gaps)
        self.model = GapsModel(self)
        self.tree = GapsTree(self.model, look, self)
        self.summary = plain_label(role="muted")
        self.none = EmptyState("list-checks", "Nothing seems to be missing.", "", icons)
        line = QHBoxLayout()
        line.setContentsMargins(M, 0, M, S)
        line.addWidget(self.summary, 1)
        self._stack = QStackedLayout()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(line)
        whole.addLayout(self._stack, 1)
        self._stack.addWidget(self.tree)  # once it has a parent: without one its first page is a window
        self._stack.addWidget(self.none)
        self.tree.wanted.connect(self.go)
        self.tree.expanded.connect(self._on_expanded)
        self.tree.collapsed.connect(self._on_collapsed)
        lore.changed.connect(self._work)
        look.changed.connect(self._on_look_changed)

    def tab_chain(self) -> tuple[QWidget, ...]:
        """What Tab reaches here."""
        return (self.tree,)

    # What is shown ---------------------------------------------------------------------------------------------

    def show_rows(self, rows: Sequence[EvidenceRow], columns: Any = COLUMNS) -> None:
        """Look for the gaps of these rows; called while the list is in sight."""
        self._rows = tuple(rows)
        self._columns = columns if isinstance(columns, Columns) else COLUMNS
        self._lore.want()
        self._work()

    @property
    def busy(self) -> bool:
        """Whether gaps are being looked for."""
        return self._latest.busy

    def refresh(self) -> None:
        """Look again: highlights or documents have changed, which no row tells of."""
        self._work()

    @Slot()
    def _work(self) -> None:
        contents, lore = self._lore.contents(), self._lore
        # The contents go on changing while the gaps are looked for.
        material = Material(
            self._rows,
            self._columns,
            lore.names,
            dict(contents.documents),
            dict(contents.passages),
            dict(contents.links),
            lore.values,
            {meaning.id: meaning.name for meaning in contents.meanings},
            lore.things,
            whole=len(self._rows) >= len(contents.rows),
        )
        self._latest.ask(lambda: by_kind(gaps(material)))

    def _on_gaps(self, found: dict[str, tuple[Gap, ...]]) -> None:
        at = self.tree.currentIndex()
        kind = at.data(KIND_ROLE) if at.isValid() else None
        self.model.set_gaps(found)
        self._stack.setCurrentWidget(self.tree if found else self.none)
        whole, many = len(self._rows) >= len(self._lore.contents().rows), self.model.many
        of = "" if whole else f" in the {len(self._rows):,} records that pass the filter"
        self.summary.setText(f"{counted(many, 'likely gap')}{of}" if found or of else "")
        for row in range(self.model.rowCount()):
            known = self.model.kind(row)
            if not self._asked and row >= OPEN_AT_FIRST:
                self._folded.add(known.id)
            self.tree.setExpanded(self.model.index(row, 0), known.id not in self._folded)
            if kind is not None and known.id == kind.id:
                head = self.model.index(row, 0)
                again = self.model.index(min(at.row(), self.model.rowCount(head) - 1), 0, head)
                self.tree.setCurrentIndex(again if at.parent().isValid() else head)
        self._asked = True
        if not self.tree.currentIndex().isValid() and found:
            self.tree.setCurrentIndex(self.model.index(0, 0))

    @Slot(QModelIndex)
    def _on_expanded(self, index: QModelIndex) -> None:
        self._folded.discard(index.data(KIND_ROLE).id)

    @Slot(QModelIndex)
    def _on_collapsed(self, index: QModelIndex) -> None:
        self._folded.add(index.data(KIND_ROLE).id)

    # Where a gap leads -----------------------------------------------------------------------------------------

    @Slot(object)
    def go(self, gap: Gap) -> None:
        """Go where a gap leads."""
        if gap.kind == "disputed":
            self.claim_wanted.emit(gap.records)
        elif gap.passage:
            self.jump_wanted.emit(gap.passage)
        elif gap.document:
            self.document_wanted.emit(gap.document)
        elif len(gap.records) == 1:
            self.record_wanted.emit(gap.records[0])
        else:
            self.records_wanted.emit(gap.records, gap.label)

    @Slot()
    def _on_look_changed(self) -> None:
        self.tree.viewport().update()
