"""The parts of the record form that are not fields: a foldable group, the card of a passage, the head with the role."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from exoannotate.domain.completeness import missing
from exoannotate.domain.fields import EVIDENCE_FIELDS
from exoannotate.domain.records import FieldEntry, Passage
from exoannotate.domain.roles import role, why
from exoannotate.ui.contents import state_text
from exoannotate.ui.evidence.table import ROLE_TOKENS, STATUS_SIGNS, STATUS_TOKENS, plain_tooltip, role_text
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ICON, XS, L, Look, M, S
from exoannotate.ui.project.pictures import AreaPicture, Pictures
from exoannotate.ui.record.editors import FieldEditor
from exoannotate.ui.theme import put_icon
from exoannotate.ui.window.notices import ElidedLabel, plain_label

QUOTE_SHOWN = 180
"""Characters of a quote on its card; the whole stands in the tooltip and on the page."""


class Group(QWidget):
    """Fields under a heading that folds."""

    def __init__(self, name: str, editors: Sequence[FieldEditor], icons: Icons, *, unfolded: bool) -> None:
        super().__init__()
        self._icons, self._name, self._editors = icons, name, tuple(editors)
        self.heading = QToolButton()
        self.heading.setObjectName(f"group_{name.lower()}")
        self.heading.setProperty("role", "heading")
        self.heading.setAccessibleName(f"{name}: show or hide the fields")
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.heading.setCheckable(True)
        self.body = QWidget()
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(M - 2)
        for editor in self._editors:
            inside.addWidget(editor)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(XS)
        whole.addWidget(self.heading)
        whole.addWidget(self.body)
        self.heading.toggled.connect(self.unfold)
        self.heading.setChecked(unfolded)
        self.unfold(unfolded)

    @Slot(bool)
    def unfold(self, unfolded: bool) -> None:
        """Show or hide the fields."""
        self.body.setVisible(unfolded)
        self.show_filled()

    def show_filled(self) -> None:
        """Say in the heading how many fields are filled, and turn its arrow."""
        filled = sum(bool(editor.text()) for editor in self._editors)
        folded = not self.heading.isChecked()
        self.heading.setText(f"{self._name}   {filled} filled" if folded and filled else self._name)
        put_icon(self.heading, self._icons, "chevron-right" if folded else "chevron-down", "muted", ICON - 4)


class PassageCard(QFrame):
    """A passage of the record: where it stands, how it begins; a click jumps there."""

    jump_wanted = Signal(str)
    unlink_wanted = Signal(str)

    def __init__(
        self,
        passage: Passage,
        number: int,
        title: str,
        look: Look,
        icons: Icons,
        *,
        only: bool,
        pictures: Pictures | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("passage_card")
        self._id = passage.id
        badge = plain_label(look.meaning(passage.meaning).letter)
        badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        badge.setFixedSize(ICON, ICON)
        ground, ink = look.chip_ground(passage.meaning), look.colours.text
        badge.setStyleSheet(f"background: {ground}; color: {ink}; border-radius: 4px; font-size: 10px;")
        words = filter(None, (f"p. {passage.page_label}", state_text(passage), title))
        place = ElidedLabel("  ·  ".join(words))
        place.setProperty("role", "label")
        place.setToolTip(plain_tooltip(title))
        self.jump = QToolButton()
        put_icon(self.jump, icons, "arrow-right", size=ICON - 4)
        self.jump.setAccessibleName(f"Show passage {number} on its page")
        self.jump.setToolTip("Show it on its page")
        self.jump.clicked.connect(self._on_jump)
        self.unlink = QToolButton()
        put_icon(self.unlink, icons, "unlink", size=ICON - 4)
        self.unlink.setAccessibleName(f"Unlink passage {number}")
        self.unlink.setToolTip("Unlink it from this record; the highlight stays")
        self.unlink.setVisible(not only)
        self.unlink.clicked.connect(self._on_unlink)
        top = QHBoxLayout()
        top.setSpacing(S)
        top.addWidget(badge)
        top.addWidget(place, 1)
        for button in (self.jump, self.unlink):
            top.addWidget(button)
        text = passage.quote if len(passage.quote) <= QUOTE_SHOWN else passage.quote[:QUOTE_SHOWN].rstrip() + "…"
        quote = plain_label(f"“{text}”" if text else passage.shown, wrap=True)
        quote.setToolTip(plain_tooltip(passage.quote))
        note = plain_label(passage.note, role="muted", wrap=True)
        note.setVisible(bool(passage.note))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(S, XS, XS, S)
        whole.setSpacing(XS)
        whole.addLayout(top)
        if passage.is_area and pictures is not None:
            picture = AreaPicture(pictures)
            picture.show_passage(passage)
            whole.addWidget(picture)
        whole.addWidget(quote)
        whole.addWidget(note)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.jump_wanted.emit(self._id)
        super().mouseReleaseEvent(event)

    @Slot()
    def _on_jump(self) -> None:
        self.jump_wanted.emit(self._id)

    @Slot()
    def _on_unlink(self) -> None:
        self.unlink_wanted.emit(self._id)


class FormHead(QWidget):
    """Status and what can be done about it, the role as computed now, and how far the record is from complete."""

    review_wanted = Signal(str)  # "accepted", "rejected" or ""
    delete_wanted = Signal()

    def __init__(self, look: Look, icons: Icons) -> None:
        super().__init__()
        self._look = look
        self.title = plain_label(role="title")
        self.status = plain_label()
        self.role = plain_label()
        self.role.setObjectName("role")
        self.role.setAccessibleName("Role, computed")
        self.progress = plain_label(role="label", wrap=True)
        self.progress.setObjectName("progress")
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
        top = QHBoxLayout()
        top.setSpacing(XS)
        top.addWidget(self.title)
        top.addWidget(self.status)
        top.addStretch(1)
        for button in (self.accept, self.reject, self.delete):
            top.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, S, S, S)
        whole.setSpacing(XS)
        whole.addLayout(top)
        whole.addWidget(self.role)
        whole.addWidget(self.progress)

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

    def show_entries(self, entries: dict[str, FieldEntry], effect: str, perturbation: str, overruled: str) -> None:
        """Compute the role and what is missing from what stands in the fields now."""
        computed = overruled or role(effect, perturbation)
        self.role.setText(role_text(computed) or "role: needs an effect")
        reason = "Set by hand." if overruled else why(effect, perturbation)
        self.role.setToolTip(plain_tooltip(reason))
        self.role.setAccessibleDescription(reason)
        self._colour(self.role, ROLE_TOKENS.get(computed, "muted"), strong=bool(computed))
        labels = {f.name: f.label.lower() for f in EVIDENCE_FIELDS}
        needed = sum(f.need == "complete" for f in EVIDENCE_FIELDS)
        gaps = missing(entries)
        if gaps:
            names = ", ".join(labels[name] for name in gaps)
            self.progress.setText(f"{needed - len(gaps)} of {needed} for complete: {names} missing")
        else:
            self.progress.setText(f"✓ {needed} of {needed}: complete")

    def _colour(self, label: QWidget, token: str, *, strong: bool = False) -> None:
        weight = "font-weight: 600; font-size: 15px;" if strong else ""
        label.setStyleSheet(f"color: {self._look.colour(token).name()}; {weight}")

    @Slot()
    def _on_accept(self) -> None:
        self.review_wanted.emit("" if self._review == "accepted" else "accepted")

    @Slot()
    def _on_reject(self) -> None:
        self.review_wanted.emit("" if self._review == "rejected" else "rejected")


class DraftStrip(QWidget):
    """Says that something half filled was put aside, and takes it up again."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("draft_strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.text = plain_label()
        self.button = QPushButton("Continue")
        self.button.setProperty("role", "link")
        self.button.setObjectName("continue_draft")
        line = QHBoxLayout(self)
        line.setContentsMargins(L, S, M, S)
        line.addWidget(self.text, 1)
        line.addWidget(self.button)
        self.hide()

    def show_count(self, many: int) -> None:
        """Say how many drafts wait; nothing is shown for none."""
        self.text.setText(f"{many} unsaved record{'s' if many > 1 else ''} put aside")
        self.setVisible(many > 0)


class FormFoot(QWidget):
    """The sentence of a refusal, and the one button of the form."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("form_foot")
        self.message = plain_label(role="danger", wrap=True)
        self.message.setObjectName("form_message")
        self.saved_at_once = plain_label("Each change is saved as you leave a field.", role="label")
        self.save = QPushButton("Save   Ctrl+Enter")
        self.save.setProperty("role", "primary")
        self.save.setObjectName("save_record")
        self.save.setAccessibleName("Save record")
        self.discard = QPushButton("Discard")
        self.discard.setToolTip("Throw this new record away; its highlight stays")
        buttons = QHBoxLayout()
        buttons.setSpacing(S)
        buttons.addWidget(self.saved_at_once, 1)
        buttons.addWidget(self.save, 1)
        buttons.addWidget(self.discard)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, S, L, M)
        whole.setSpacing(S)
        whole.addWidget(self.message)
        whole.addLayout(buttons)

    def show_for(self, *, new: bool) -> None:
        """A new record is saved by the button, one that exists as its fields are left."""
        self.save.setVisible(new)
        self.discard.setVisible(new)
        self.saved_at_once.setVisible(not new)
