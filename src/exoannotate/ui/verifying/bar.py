"""The bar on top of a check: how many of the sample are done, and what can be done with the passage at hand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from exoannotate.ui.icons import Icons
from exoannotate.ui.review.mode_bar import Choice, ModeBar

WIDE = 1_080
"""Pixels from which the buttons say their words; below they show their sign and key."""
_CHOICES = (
    Choice("previous", "P", "Previous", "arrow-left", "text", "The one before"),
    Choice("next", "N", "Next", "arrow-right", "text", "On to the next; this one can wait (also Space)"),
    Choice("undo", "Z", "Undo", "undo-2", "text", "Take back what was saved last"),
    Choice("edit", "F", "Fields", "pencil", "text", "Go into the fields; Ctrl+Enter saves and goes on, Esc comes back"),
    Choice("report", "T", "Report", "scale", "text", "How often both say something else, field by field", apart=True),
    Choice("save", "A", "Save", "check", "ok", "Keep what you read, and on to the next (also Ctrl+Enter)"),
)
KEYS: dict[int, str] = {
    Qt.Key.Key_A: "save",
    Qt.Key.Key_N: "next",
    Qt.Key.Key_Space: "next",
    Qt.Key.Key_P: "previous",
    Qt.Key.Key_F: "edit",
    Qt.Key.Key_Z: "undo",
    Qt.Key.Key_T: "report",
    Qt.Key.Key_Escape: "leave",
    Qt.Key.Key_Right: "passage on",
    Qt.Key.Key_Left: "passage back",
}


class CheckBar(ModeBar):
    """Says which of the sample is at hand, and asks."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(icons, _CHOICES, "check", "Records extracted again", WIDE, parent)
        line = self.new_line()
        line.addWidget(self.telling, 1)
        line.addWidget(self.leave)

    def show_one(self, place: tuple[int, int], done: int, said: str, *, checked: bool) -> None:
        """Say where one is. ``checked``: this one is saved already."""
        number, whole = place
        self.place.setText(f"{number} of {whole}")
        self._count(done, whole)
        self.say(said)
        for wish, button in self.buttons.items():
            button.setVisible(wish != "report")  # it would tell what the others said
            button.setEnabled(not checked or wish not in ("save", "edit"))
        self.buttons["previous"].setEnabled(number > 1)

    def show_end(self, sentence: str, done: int, whole: int) -> None:
        """The last one lies behind."""
        self.place.setText("Done")
        self._count(done, whole)
        self.say(sentence)
        for wish, button in self.buttons.items():
            button.setVisible(wish in ("previous", "undo", "report") or (wish == "next" and done < whole))
            button.setEnabled(True)

    def _count(self, done: int, whole: int) -> None:
        self.show_done(done, whole, f"{done} of {whole} extracted again")
