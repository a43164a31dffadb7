"""What stands in the window of summaries, and where."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QProgressBar,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from exoannotate.domain.findings import BY
from exoannotate.export.styles import STYLES
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import L, M, S, reading_font
from exoannotate.ui.theme import put_icon
from exoannotate.ui.window.notices import plain_label

FORMS = (("A paragraph for a grant", "paragraph"), ("A structured summary", "structured"))
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Cargo and therapy", BY),
    ("Cargo", ("cargo",)),
    ("Therapy", ("therapy",)),
    ("Donor and therapy", ("donor", "therapy")),
    ("Recipient and therapy", ("recipient", "therapy")),
    ("Disease and therapy", ("disease", "therapy")),
    ("Target and therapy", ("targets", "therapy")),
)
"""What makes records one finding."""
_LOOKS = (
    "h1 { font-size: x-large; } h2 { font-size: large; } h3 { font-size: medium; } "
    "th { text-align: left; } th, td { padding: 2px 16px 2px 0; }"
)
HINT = "Click a statement: the records it is made from are marked in the table."


class Preview(QTextBrowser):
    """Shows the text and loads nothing from anywhere."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setAccessibleName("The summary")
        self.setToolTip(HINT)
        self.setFont(reading_font())
        self.document().setDocumentMargin(M)
        self._html = ""
        self._ink = ""

    def show_text(self, html: str) -> None:
        """Show a text; what is read stays in sight."""
        self._html, self._ink = html, self.palette().color(QPalette.ColorRole.Text).name()
        at = self.verticalScrollBar().value()
        # Statements are links, and look like text all the same.
        self.document().setDefaultStyleSheet(f"a {{ color: {self._ink}; text-decoration: none; }} {_LOOKS}")
        self.setHtml(html)
        self.verticalScrollBar().setValue(at)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        turned = event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange)
        if turned and self._html and self._ink != self.palette().color(QPalette.ColorRole.Text).name():
            self.show_text(self._html)

    def loadResource(self, type: int, name: QUrl | str) -> None:
        """Nothing is ever loaded: no picture, no style, whatever the text of a project names."""


class SummaryLayout(QObject):
    """The parts of the window and how they look in each state."""

    copy_wanted = Signal(bool, bool)  # the text, the methods

    def __init__(self, icons: Icons, window: QWidget) -> None:
        super().__init__(window)
        self.form = self._box("Kind of summary", [(label, value) for label, value in FORMS])
        self.by = self._box("What makes records one finding", list(GROUPS))
        self.style = self._box("Citation style", [(one.label, one.id) for one in STYLES])
        self.rows = self._box("Which records", [("All records", "all"), ("Those the table shows", "filter")])
        self.drafts = QCheckBox("Drafts too")
        self.drafts.setToolTip("Records in draft take part, and are marked; else they are left out")
        self.preview = Preview()
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setFixedHeight(S)
        self.busy.setAccessibleName("The summary is put together")
        stays = self.busy.sizePolicy()
        stays.setRetainSizeWhenHidden(True)  # the text below must not jump
        self.busy.setSizePolicy(stays)
        self.busy.hide()
        self.message = plain_label(HINT, role="muted", wrap=True)
        self.edit = QPushButton("Edit the sentences…")
        self.edit.setToolTip("The templates the sentences are made by")
        self.copy = QPushButton(" Copy")
        self.copy.setToolTip("For Word or a mail, with italics and raised numbers")
        put_icon(self.copy, icons, "copy")
        menu = QMenu(self.copy)
        for words, text, methods in (
            ("The text with its references", True, False),
            ("The methods", False, True),
            ("All of it", True, True),
        ):
            menu.addAction(words, partial(self.copy_wanted.emit, text, methods))
        self.copy.setMenu(menu)
        self.export = QPushButton(" Export…")
        self.export.setProperty("role", "primary")
        self.export.setToolTip("Word, web page, Markdown or LaTeX")
        put_icon(self.export, icons, "download")
        self._lay_out(window)
        self.show_text("")

    def _box(self, name: str, items: list[tuple[str, object]]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(14)
        for label, value in items:
            box.addItem(label, value)
        return box

    def _lay_out(self, window: QWidget) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(S)
        grid.setVerticalSpacing(S)
        places = (("Kind", self.form), ("Findings by", self.by), ("References", self.style), ("Records", self.rows))
        for at, (words, box) in enumerate(places):
            label = plain_label(words, role="muted")
            label.setBuddy(box)
            grid.addWidget(label, at // 2, at % 2 * 2, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(box, at // 2, at % 2 * 2 + 1)
        grid.addWidget(self.drafts, 1, 4)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        line = QHBoxLayout()
        line.setSpacing(S)
        line.addWidget(self.edit)
        line.addStretch(1)
        line.addWidget(self.copy)
        line.addWidget(self.export)
        whole = QVBoxLayout(window)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(S)
        whole.addLayout(grid)
        whole.addWidget(self.busy)
        whole.addWidget(self.preview, 1)
        whole.addWidget(self.message)
        whole.addLayout(line)
        order = (
            self.form,
            self.by,
            self.style,
            self.rows,
            self.drafts,
            self.preview,
            self.edit,
            self.copy,
            self.export,
        )
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    # States -------------------------------------------------------------------------------------------------------

    def show_text(self, html: str, *, whole: bool = False) -> None:
        """Show a text; ``whole``: it tells evidence, which can be taken home."""
        self.preview.show_text(html)
        for button in (self.copy, self.export):
            button.setEnabled(whole)

    def show_style(self, id: str) -> None:
        """Choose a citation style."""
        self.style.setCurrentIndex(max(0, self.style.findData(id)))

    def show_filter(self, text: str) -> None:
        """Say whether the table is filtered, and how."""
        item = self.rows.findData("filter")
        model = self.rows.model()
        self.rows.setItemData(item, text[:400] if text else "The table has no filter", Qt.ItemDataRole.ToolTipRole)
        model.setData(model.index(item, 0), "Those the table shows" if text else "Those the table shows: all")

    def set_busy(self, busy: bool) -> None:
        """The text is put together, or stands."""
        self.busy.setVisible(busy)

    def tell(self, sentence: str, *, danger: bool = False) -> None:
        """Say something below the text."""
        self.message.setText(sentence or (HINT if self.export.isEnabled() else ""))
        role = "danger" if danger else "muted"
        if self.message.property("role") != role:
            self.message.setProperty("role", role)
            self.message.style().polish(self.message)
