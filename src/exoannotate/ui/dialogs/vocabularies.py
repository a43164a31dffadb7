"""Where the vocabularies come from: every source with its version and licence, every table with its size."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from exoannotate.ui.dialogs.about import TextDialog
from exoannotate.ui.look import XL, M, S
from exoannotate.ui.window.notices import plain_label
from exoannotate.workspace.sources import Source, SourceTable

WORDS = "Names and identifiers are copied from these sources. To use newer tables, import them under Evidence > Terms…"


class VocabulariesDialog(TextDialog):
    """Sources and tables, to be read."""

    def __init__(
        self, sources: Sequence[Source], tables: Sequence[SourceTable], parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__("Vocabularies", parent)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, M, 0)
        column.setSpacing(M)
        column.addWidget(plain_label(WORDS, wrap=True))
        column.addWidget(plain_label("Sources", role="title"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(S)
        grid.setColumnStretch(1, 1)
        for row, source in enumerate(sources):
            grid.addWidget(plain_label(source.name), row, 0, Qt.AlignmentFlag.AlignTop)
            told = plain_label(f"{source.version} · {source.licence}\n{source.taken}", role="muted", wrap=True)
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(told, row, 1)
        column.addLayout(grid)
        column.addWidget(plain_label("Tables", role="title"))
        counts = QGridLayout()
        counts.setHorizontalSpacing(XL)
        counts.setVerticalSpacing(S)
        counts.setColumnStretch(1, 1)
        for row, table in enumerate(tables):
            counts.addWidget(plain_label(table.label, wrap=True), row, 0)
            counts.addWidget(plain_label(f"{table.rows:,}", role="muted"), row, 1)
        column.addLayout(counts)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName("Sources of the vocabularies")
        scroll.setWidget(inside)
        self.whole.addWidget(scroll, 1)
        self.whole.addWidget(self.buttons)
        self.resize(640, 600)
