"""The legend: what each colour means, to be renamed and recoloured."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QColorDialog,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from exoannotate.domain.errors import BadValueError
from exoannotate.domain.records import MEANINGS, Meaning
from exoannotate.ui.look import CONTROL, ICON, XL, L, Look, M, S, unfit
from exoannotate.ui.page.bar import Chip
from exoannotate.ui.page.strokes import paint_underline
from exoannotate.ui.window.notices import plain_label
from exoannotate.workspace import meanings as rules

_STROKE = QSize(3 * XL, ICON)


class Row:
    """One meaning: its sign as it is seen, and the fields that change it."""

    def __init__(self, meaning: Meaning, look: Look, dialog: QWidget) -> None:
        self.meaning = meaning
        self.chip = Chip(meaning, look, dialog)
        self.chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.chip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.letter = QLineEdit(meaning.letter)
        self.letter.setMaxLength(1)
        self.letter.setFixedWidth(CONTROL + S)
        self.letter.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.name = QLineEdit(meaning.name)
        self.name.setMaxLength(rules.LONGEST)
        self.name.setMinimumWidth(9 * XL)
        self.colour = QToolButton()
        self.pattern = QComboBox()
        for word in rules.PATTERNS:
            self.pattern.addItem(_stroke(word, look, dialog.devicePixelRatioF()), word, word)
        self.pattern.setIconSize(_STROKE)
        self.pattern.setCurrentIndex(rules.PATTERNS.index(meaning.pattern))

    def widgets(self) -> tuple[QWidget, ...]:
        return (self.letter, self.name, self.colour, self.pattern)

    def take(self, meaning: Meaning) -> None:
        """Show another meaning of the same key."""
        self.letter.setText(meaning.letter)
        self.name.setText(meaning.name)
        self.pattern.setCurrentIndex(rules.PATTERNS.index(meaning.pattern))
        self.meaning = meaning
        self.renew()

    def renew(self) -> None:
        """Paint the sign as it would be."""
        self.meaning = self.wanted
        self.chip.meaning = self.meaning
        self.chip.update()
        square = QPixmap(ICON, ICON)
        square.fill(QColor(self.meaning.colour))
        self.colour.setIcon(QIcon(square))
        for widget, what in zip(self.widgets(), ("Letter", "Name", "Colour", "Underline"), strict=True):
            widget.setAccessibleName(f"{what} of {self.meaning.name or self.meaning.id}")
        self.colour.setToolTip(f"Choose another colour; now {self.meaning.colour}")

    @property
    def wanted(self) -> Meaning:
        """What the fields say."""
        name = " ".join(self.name.text().split())
        letter = self.letter.text().strip().upper()
        return replace(self.meaning, letter=letter, name=name, pattern=str(self.pattern.currentData()))


class LegendDialog(QDialog):
    """Eight rows. ``given`` carries all meanings when they were changed and can be told apart."""

    given = Signal(object)

    def __init__(self, look: Look, *, read_only: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setWindowTitle("Colours and meanings")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.rows = [Row(meaning, look, self) for meaning in look.meanings]
        self.message = plain_label("", role="danger", wrap=True)
        self.message.hide()
        self.reset = QPushButton("As in a new project")
        self.reset.setAutoDefault(False)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Close if read_only else kinds.Save | kinds.Cancel)
        if not read_only:
            self.buttons.addButton(self.reset, QDialogButtonBox.ButtonRole.ResetRole)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        self.reset.clicked.connect(self._on_reset)
        grid = QGridLayout()
        grid.setHorizontalSpacing(S)
        grid.setVerticalSpacing(S)
        for column, word in enumerate(("Key", "", "Letter", "Name", "Colour", "Underline")):
            grid.addWidget(plain_label(word, role="muted"), 0, column)
        for at, row in enumerate(self.rows, 1):
            grid.addWidget(plain_label(str(row.meaning.ordinal), role="muted"), at, 0)
            grid.addWidget(row.chip, at, 1)
            for column, widget in enumerate(row.widgets(), 2):
                widget.setEnabled(not read_only)
                grid.addWidget(widget, at, column)
            row.letter.textEdited.connect(partial(self._on_edited, row))
            row.name.textEdited.connect(partial(self._on_edited, row))
            row.colour.clicked.connect(partial(self._on_colour_wanted, row))
            row.pattern.activated.connect(partial(self._on_pattern, row))
            row.renew()
        grid.setColumnStretch(3, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        sentence = "Keys 1 to 8 highlight with these colours. Letter and underline tell them apart without colour."
        whole.addWidget(plain_label(sentence, wrap=True))
        whole.addLayout(grid)
        whole.addWidget(self.message)
        whole.addWidget(self.buttons)
        self.rows[0].name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edited(self, row: Row, _text: str) -> None:
        row.renew()
        self.message.hide()

    def _on_pattern(self, row: Row, _at: int) -> None:
        """Each underline belongs to one meaning: the one that had it takes the other."""
        before, now = row.meaning.pattern, str(row.pattern.currentData())
        for other in self.rows:
            if other is not row and other.meaning.pattern == now:
                other.pattern.setCurrentIndex(rules.PATTERNS.index(before))
                other.renew()
        row.renew()

    def _on_colour_wanted(self, row: Row) -> None:
        chooser = QColorDialog(QColor(row.meaning.colour), self)
        chooser.setWindowTitle(f"Colour of {row.meaning.name}")
        chooser.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.colorSelected.connect(partial(self._on_colour, row))
        chooser.open()

    def _on_colour(self, row: Row, colour: QColor) -> None:
        wanted = colour.name().upper()
        why = unfit(wanted)
        if why:
            self._refuse(f"{wanted} {why}. The colour was left as it is.")
            return
        row.meaning = replace(row.meaning, colour=wanted)
        row.renew()
        self.message.hide()

    @Slot()
    def _on_reset(self) -> None:
        first = {meaning.id: meaning for meaning in MEANINGS}
        for row in self.rows:
            row.take(first.get(row.meaning.id, row.meaning))
        self.message.hide()

    @Slot()
    def _on_accepted(self) -> None:
        wanted = tuple(row.wanted for row in self.rows)
        try:
            rules.check(wanted)
        except BadValueError as error:
            self._refuse(f"{error.message} {error.hint}")
            return
        self.accept()
        self.given.emit(wanted)

    def _refuse(self, sentence: str) -> None:
        self.message.setText(sentence)
        self.message.show()


def _stroke(pattern: str, look: Look, ratio: float) -> QIcon:
    """An underline as it is painted below a highlight; ``ratio``: device pixels of a logical one."""
    picture = QPixmap(round(_STROKE.width() * ratio), round(_STROKE.height() * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    middle = _STROKE.height() / 2
    paint_underline(painter, QPointF(0, middle), QPointF(_STROKE.width(), middle), look.colour("text"), pattern)
    painter.end()
    return QIcon(picture)
