"""What menus and keys do with the views beside the evidence table: matrix, contradictions, gaps and figures."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from exoannotate.ui.commands.group import Group

if TYPE_CHECKING:
    from exoannotate.domain.errors import ExoError
    from exoannotate.ui.contents import Touched
    from exoannotate.ui.evidence.board import BoardView
    from exoannotate.ui.evidence.gaps import GapsView
    from exoannotate.ui.evidence.lore import Lore
    from exoannotate.ui.evidence.matrix import MatrixView
    from exoannotate.ui.figures.view import FigureView

MATRIX, BOARD, GAPS, FIGURES = "matrix", "contradictions", "gaps", "figures"
"""The ids of the views in the evidence pane."""
_ACTS = {
    "table": "table_view", MATRIX: "matrix_view", BOARD: "contradictions_view", GAPS: "gaps_view",
    FIGURES: "figures_view",
}  # fmt: skip


class OverviewCommands(Group):
    """Makes the views when they are first wanted, and brings them to the front."""

    lore: Lore | None = None
    matrix: MatrixView | None = None
    board: BoardView | None = None
    gaps: GapsView | None = None
    figures: FigureView | None = None

    def attach(self) -> None:
        evidence = self.window.evidence
        for view, title, make in (
            (MATRIX, "Matrix", self._make_matrix),
            (BOARD, "Contradictions", self._make_board),
            (GAPS, "Gaps", self._make_gaps),
            (FIGURES, "Figures", self._make_figures),
        ):
            evidence.add_view(view, title, make)
        evidence.passage_wanted.connect(self.window.verbs.jump_to_passage)
        evidence.views.made.connect(self._on_made)
        for act in _ACTS.values():
            self.window.actions_by_id[act].changed.connect(self._show_keys)
        self._show_keys()

    @Slot(str, QWidget)
    def _on_made(self, _id: str, view: QWidget) -> None:
        # What is made late would be reached last, after all other panes.
        chain: tuple[QWidget, ...] = getattr(view, "tab_chain", tuple)()
        for one, other in pairwise((self.window.evidence.export, *chain)):
            QWidget.setTabOrder(one, other)
        wanted = getattr(view, "record_wanted", None)
        if wanted is not None:
            wanted.connect(self._on_record_wanted)
        # A figure in the five rows of a table would show its head only; what the user sets later is left alone.
        height = min(getattr(view, "wished_height", 0), self.window.height() // 2)
        if height > self.window.evidence_dock.height():
            self.window.resizeDocks([self.window.evidence_dock], [height], Qt.Orientation.Vertical)

    @Slot(str)
    def _on_record_wanted(self, _record: str) -> None:
        self.window.record_dock.show()

    @Slot()
    def _show_keys(self) -> None:
        """The buttons of the views say the keys that are in force."""
        for view, act in _ACTS.items():
            button = self.window.evidence.view_row.findChild(QPushButton, f"view_{view}")
            if button is not None:
                button.setToolTip(self.window.actions_by_id[act].toolTip())

    def table_view(self) -> None:
        self._show("table", self.window.evidence.view)

    def matrix_view(self) -> None:
        self._show(MATRIX)
        if self.matrix is not None:
            self.matrix.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def contradictions_view(self) -> None:
        self._show(BOARD)
        if self.board is not None:
            self.board.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def gaps_view(self) -> None:
        self._show(GAPS)
        if self.gaps is not None:
            self.gaps.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def figures_view(self) -> None:
        self._show(FIGURES)
        if self.figures is not None:
            self.figures.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def project_opened(self, path: str) -> None:
        if self.lore is not None:
            self.lore.begin()
            self._forget()

    def changed(self, touched: Touched) -> None:
        if touched.used or touched.documents:
            self._forget()  # names and studies may have changed; other fields say nothing of them
        if self.gaps is not None and self.gaps.isVisible() and (touched.passages or touched.documents):
            self.gaps.refresh()

    def _show(self, id: str, focus: QWidget | None = None) -> None:
        self.window.evidence_dock.show()
        self.window.evidence_dock.raise_()
        self.window.evidence.show_view(id)
        if focus is not None:
            focus.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _forget(self) -> None:
        if self.lore is not None:
            self.lore.forget()
            if self._in_sight is not None:
                self.lore.want()

    @property
    def _in_sight(self) -> QWidget | None:
        views: tuple[QWidget | None, ...] = (self.matrix, self.board, self.gaps, self.figures)
        return next((view for view in views if view is not None and view.isVisible()), None)

    # Made when they are first wanted ---------------------------------------------------------------------------

    def _known(self) -> Lore:
        from exoannotate.ui.evidence.lore import Lore

        if self.lore is None:
            self.lore = Lore(self.window.bridge, self.window.jobs, lambda: self.window.contents, self)
        return self.lore

    def _make_matrix(self) -> QWidget:
        from exoannotate.ui.evidence.matrix import MatrixView

        self.matrix = MatrixView(self._known(), self.window.look, self.window.icons)
        return self.matrix

    def _make_board(self) -> QWidget:
        from exoannotate.ui.evidence.board import BoardView

        self.board = BoardView(self._known(), self.window.look, self.window.icons)
        return self.board

    def _make_gaps(self) -> QWidget:
        from exoannotate.ui.evidence.gaps import GapsView

        self.gaps = GapsView(self._known(), self.window.look, self.window.icons)
        self.gaps.document_wanted.connect(self.window.tabs.open)
        self.gaps.claim_wanted.connect(self._on_claim_wanted)
        return self.gaps

    def _make_figures(self) -> QWidget:
        from exoannotate.ui.figures.view import FigureView

        evidence = self.window.evidence
        self.figures = FigureView(self._known(), self.window.icons, lambda: evidence.filter_words)
        self.figures.saved.connect(self.window.note)
        self.figures.refused.connect(self._on_refused)
        return self.figures

    @Slot(object)
    def _on_refused(self, error: ExoError) -> None:
        self.window.say(error.message, error.hint)

    @Slot(tuple)
    def _on_claim_wanted(self, records: tuple[str, ...]) -> None:
        self.contradictions_view()
        if self.board is not None:
            self.board.show_claim_of(records)
