"""The head of the form: status and what can be done about it, the role with its reason, what complete still needs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from exoannotate.domain.completeness import missing
from exoannotate.domain.fields import EVIDENCE_FIELDS
from exoannotate.domain.records import FieldEntry
from exoannotate.domain.roles import because, role, why
from exoannotate.ui.evidence.table import ROLE_TOKENS, STATUS_SIGNS, STATUS_TOKENS, plain_tooltip, role_text
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import XS, L, Look, S
from exoannotate.ui.theme import put_icon
from exoannotate.ui.window.notices import plain_label

NEEDED = tuple(f for f in EVIDENCE_FIELDS if f.need == "complete")


class FormHead(QWidget):
    """``field_wanted``: a field that complete still needs was clicked."""

    review_wanted = Signal(str)  # "accepted", "rejected" or ""
    delete_wanted = Signal()
    field_wanted = Signal(str)

    def __init__(self, look: Look, icons: Icons) -> None:
        super().__init__()
        self._look = look
        self.title = plain_label(role="title")
        self.status = plain_label()
        self.role = plain_label()
        self.role.setObjectName("role")
        self.role.setAccessibleName("Role, computed")
        self.because = plain_label(role="label", wrap=True)
        self.because.setObjectName("because")
        self.progress = plain_label(role="label")
        self.progress.setObjectName("progress")
        self.gaps = {f.name: self._gap(f.name, f.label) for f in NEEDED}
        self.accept = QPushButton("Accept")
        self.reject = QPushButton("Reject")
        self.delete = QToolButton()
        for decision in (self.accept, self.reject):
            decision.setCheckable(True)
            decision.setProperty("role", "small")
        put_icon(self.accept, icons, "check", "ok")
        put_icon(self.reject, icons, "x", "danger")
        put_icon(self.delete, icons, "trash-2")
        self.delete.setAccessibleName("Delete record")
        self.delete.setToolTip("Delete this record; its highlights stay. It can be undone.")
        self.accept.setToolTip("A second look: this record is right")
        self.reject.setToolTip("A second look: this record is not right")
        self.accept.clicked.connect(self._on_accept)
        self.reject.clicked.connect(self._on_reject)
        self.delete.clicked.connect(self.delete_wanted)
        self._review = ""
        self._lay_out()

    def _gap(self, name: str, label: str) -> QToolButton:
        button = QToolButton()
        button.setText(label.lower().removeprefix("primary "))
        button.setProperty("role", "gap")
        button.setObjectName(f"gap_{name}")
        button.setAccessibleName(f"{label} is missing: go there")
        button.setToolTip(f"{label} has neither value nor reason: go there")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes to these fields first anyway
        button.clicked.connect(partial(self.field_wanted.emit, name))
        return button

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(XS)
        top.addWidget(self.title)
        top.addWidget(self.status)
        top.addStretch(1)
        for button in (self.accept, self.reject, self.delete):
            top.addWidget(button)
        needed = QHBoxLayout()
        needed.setSpacing(0)
        needed.addWidget(self.progress)
        for gap in self.gaps.values():
            needed.addWidget(gap)
        needed.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, S, S, S)
        whole.setSpacing(XS)
        whole.addLayout(top)
        whole.addWidget(self.role)
        whole.addWidget(self.because)
        whole.addLayout(needed)

    def show_status(self, status: str, review: str) -> None:
        """Show the status of a record; "" stands for a new one."""
        self._review = review
        sign = STATUS_SIGNS.get(status, "")
        self.title.setText("" if status else "New record")
        self.title.setVisible(not status)
        self.status.setText(f"{sign} {status}".strip())
        self._colour(self.status, STATUS_TOKENS.get(status, "text"))
        for button in (self.accept, self.reject, self.delete):
            button.setVisible(bool(status))
        self.accept.setChecked(review == "accepted")
        self.reject.setChecked(review == "rejected")

    def show_entries(self, entries: Mapping[str, FieldEntry], effect: str, perturbation: str, overruled: str) -> None:
        """Compute the role and what is missing from what stands in the fields now."""
        computed = overruled or role(effect, perturbation)
        self.role.setText(role_text(computed) or "role: needs an effect")
        reason = "Set by hand." if overruled else why(effect, perturbation)
        short = "set by hand" if overruled else because(effect, perturbation)
        self.because.setText(short)
        self.because.setVisible(bool(short))
        self.because.setToolTip(plain_tooltip(reason))
        self.role.setToolTip(plain_tooltip(reason))
        self.role.setAccessibleDescription(reason)
        self._colour(self.role, ROLE_TOKENS.get(computed, "muted"), strong=bool(computed))
        gaps = missing(entries)
        for name, button in self.gaps.items():
            button.setVisible(name in gaps)
        many = len(NEEDED)
        done = f"{many - len(gaps)} of {many}, missing:" if gaps else f"✓ {many} of {many}: complete"
        if len(gaps) > 3:  # all five names need the room
            done = f"{many - len(gaps)} of {many}:"
        self.progress.setText(done)
        self.progress.setToolTip("Each of these needs a value or a reason before the record is complete")

    def _colour(self, label: QWidget, token: str, *, strong: bool = False) -> None:
        weight = "font-weight: 600; font-size: 15px;" if strong else ""
        label.setStyleSheet(f"color: {self._look.colour(token).name()}; {weight}")

    @Slot()
    def _on_accept(self) -> None:
        self.review_wanted.emit("" if self._review == "accepted" else "accepted")

    @Slot()
    def _on_reject(self) -> None:
        self.review_wanted.emit("" if self._review == "rejected" else "rejected")
