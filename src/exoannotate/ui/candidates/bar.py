"""The bar on top of the candidates of a document: how far it has come, and what can be decided on the one at hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from exoannotate.ui.icons import Icons
from exoannotate.ui.review.mode_bar import Choice, ModeBar
from exoannotate.workspace.deciding import COVERED

WIDE = 1_400
"""Pixels from which the buttons say their words; below they show their sign and key."""
_CHOICES = (
    Choice("previous", "P", "Previous", "arrow-left", "text", "The candidate before"),
    Choice("later", "N", "Later", "clock", "text", "Decide later, and on to the next (also Space)"),
    Choice("edit", "F", "Fields", "pencil", "text", "Go into the fields; Ctrl+Enter saves and goes on, Esc comes back"),
    Choice("undo", "Z", "Undo", "undo-2", "text", "Take back the last decision"),
    Choice(
        "not exosomal",
        "X",
        "Not exosomal",
        "circle-x",
        "muted",
        "No evidence: not about exosomes",
        apart=True,
        stays=True,
    ),
    Choice(
        "marker only",
        "M",
        "Marker only",
        "circle-x",
        "muted",
        "No evidence: a marker, and no effect was tested",
        stays=True,
    ),
    Choice("reject", "R", "Reject", "x", "danger", "No evidence, for another reason", stays=True),
    Choice("accept", "A", "Accept", "check", "ok", "Make the highlight and its record", stays=True),
)
KEYS: dict[int, str] = {
    Qt.Key.Key_A: "accept",
    Qt.Key.Key_R: "reject",
    Qt.Key.Key_X: "not exosomal",
    Qt.Key.Key_M: "marker only",
    Qt.Key.Key_N: "later",
    Qt.Key.Key_Space: "later",
    Qt.Key.Key_P: "previous",
    Qt.Key.Key_F: "edit",
    Qt.Key.Key_Z: "undo",
    Qt.Key.Key_L: "link",
    Qt.Key.Key_Escape: "leave",
    Qt.Key.Key_Right: "record on",
    Qt.Key.Key_Left: "record back",
}
SAID = {
    "taken": "accepted",
    "rejected": "rejected",
    "not exosomal": "not exosomal",
    "marker only": "marker only",
    "later": "put aside before",
    COVERED: "stands in a record",
}
"""What was decided, as the bar says it."""


def tally(verdicts: Iterable[str]) -> str:
    """“12 taken · 7 rejected · 3 put aside”; a record that was made otherwise counts as taken."""
    counts = Counter(verdicts)
    rejected = counts["rejected"] + counts["not exosomal"] + counts["marker only"]
    told = ((counts["taken"] + counts[COVERED], "taken"), (rejected, "rejected"), (counts["later"], "put aside"))
    return " · ".join(f"{many} {word}" for many, word in told if many)


class CandidateBar(ModeBar):
    """Says which candidate is at hand, and asks."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(icons, _CHOICES, "search for evidence", "Candidates decided on", WIDE, parent)
        line = self.new_line()
        line.addWidget(self.telling, 1)
        line.addWidget(self.leave)

    def show_candidate(
        self, place: tuple[int, int], verdicts: Iterable[str], said: str, *, writable: bool, decided: bool
    ) -> None:  # fmt: skip
        """Say where one is and what is known of the candidate at hand. ``decided``: it stands in a record."""
        number, whole = place
        self._count(f"{number} of {whole}", whole, tuple(verdicts))
        self.say(said)
        for wish, button in self.buttons.items():
            button.setVisible(True)
            button.setEnabled(wish in ("later", "previous") or (writable and (not decided or wish in ("undo", "edit"))))
        self.buttons["previous"].setEnabled(number > 1)

    def show_end(self, sentence: str, whole: int, verdicts: Iterable[str], *, more: bool) -> None:
        """The last candidate lies behind: say what it came to. ``more``: some were put aside."""
        self._count("Done", whole, tuple(verdicts))
        self.say(sentence)
        for wish, button in self.buttons.items():
            button.setVisible(wish in ("previous", "undo") or (wish == "later" and more))
            button.setEnabled(True)

    def _count(self, place: str, whole: int, verdicts: tuple[str, ...]) -> None:
        told = tally(verdicts)
        self.place.setText(" · ".join(filter(None, (place, told))))
        self.show_done(sum(one != "later" for one in verdicts), whole, told or "Nothing is decided yet")
