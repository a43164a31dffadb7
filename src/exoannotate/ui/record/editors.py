"""One editor for each field of the evidence record: a label, what was typed, and the reason when there is nothing.

Drawn from ``EVIDENCE_FIELDS`` and the project's own fields alone. A value is read when the field is left; what a closed
list does not hold is told under the field and kept as typed.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from exoannotate.domain.errors import BadValueError
from exoannotate.domain.fields import Field
from exoannotate.domain.records import FieldEntry, Reason, Value, Words
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import Look
from exoannotate.ui.record.chips import NamesLine
from exoannotate.ui.record.completing import Completing, Offer
from exoannotate.ui.record.field_frame import FieldFrame, hint
from exoannotate.ui.record.inputs import leaves_undo, readable
from exoannotate.ui.record.lines import OfferLine
from exoannotate.ui.record.offers_list import Desk
from exoannotate.ui.record.reasons import by_key, reason_menu
from exoannotate.ui.record.said import Said, typed_text
from exoannotate.workspace.records import FieldInput


class FieldEditor(FieldFrame):
    """A field: label with the letter of its colour, reason button, editor, second field for its detail, complaint.

    ``edited``: something was typed (for the live role). ``committed``: the field was left or chosen from, and what it
    says is not what was stored. ``entered``: it has the focus. ``elsewhere``: an answer belongs to another field;
    ``along``: what was chosen says something of another field too.
    """

    edited = Signal(str)
    committed = Signal(str)
    entered = Signal(str)
    elsewhere = Signal(str, str)
    along = Signal(str, str)

    def __init__(
        self, of: Field, look: Look, icons: Icons, completing: Completing, desk: Desk, parent: QWidget | None = None
    ) -> None:
        super().__init__(of, look, icons, desk, parent)
        self._completing = completing
        self.said = Said(of)
        self._told: FieldInput | None = None
        self._reason: Reason | str = ""
        self._detail_asked = self._touched = False
        self._connect()

    # What the field says ---------------------------------------------------------------------------------------

    def text(self) -> str:
        """What stands in the field, as typed."""
        line = self.input
        text = readable(line.toPlainText() if isinstance(line, QPlainTextEdit) else line.text())
        return text.rstrip("; ") if self.field.many else text

    def detail_text(self) -> str:
        """What stands in the second field."""
        return readable(self.detail.text()) if self.detail is not None else ""

    @property
    def reason(self) -> str:
        """The reason why the field is empty, "" for none."""
        return "" if self.text() else str(self._reason)

    def given(self) -> FieldInput:
        """What the field says. Raises BadValueError for what a closed list does not hold."""
        text = self.text()
        if not text:
            return FieldInput(reason=self._reason)  # type: ignore[arg-type]
        found = self.said.values(text, self.detail_text())
        return FieldInput(found, origin=self.said.origin(found, self._touched))

    def values(self) -> tuple[Value, ...]:
        """The values that can be read now; none while something cannot."""
        try:
            return self.given().values
        except BadValueError:
            return ()

    @property
    def dirty(self) -> bool:
        """Whether somebody made the field say something else than what is stored, also when it cannot be read."""
        if not self._touched:
            return False
        try:
            now = self.given()
        except BadValueError:
            return True
        return (now.values, now.reason) != (self.said.stored.values, self.said.stored.reason)

    def agrees(self, entry: FieldEntry | None) -> bool:
        """Whether the field says what an entry says."""
        try:
            now = self.given()
        except BadValueError:
            return False
        return (now.values, now.reason) == ((entry.values, entry.reason) if entry is not None else ((), ""))

    def show_entry(self, entry: FieldEntry | None) -> None:
        """Show what is stored."""
        self.said.show(entry)
        self._reason = self.said.stored.reason
        shown = self.said.stored.values
        if self.detail is not None:
            self._show(shown[0].text if shown else "", shown[0].detail if shown else "", shown)
        else:
            self._show("; ".join(map(typed_text, shown)), "", shown)

    def show_typed(
        self,
        text: str,
        detail: str,
        reason: str,
        known: Iterable[Value] = (),
        *,
        suggested: bool = False,
        doubtful: bool = False,
    ) -> None:
        """Show something that is not stored, such as a draft or a suggestion; ``known`` are values among it that have
        an identifier or words."""
        known = tuple(known)
        self.said.begin(known, suggested=suggested, doubtful=doubtful)
        self._reason = reason
        self._show(text, detail, known)
        if self.values():
            self._tidy()
            self._show_detail()

    def _show(self, text: str, detail: str, known: tuple[Value, ...]) -> None:
        self._detail_asked = self._touched = False
        self._told = None
        self.show_why("")
        self._set_text(text)
        if self.detail is not None:
            self.detail.setText(detail)
        self._show_known(known)
        self.complain("")
        self._show_reason()
        self._show_doubt()

    def _show_known(self, known: tuple[Value, ...]) -> None:
        if isinstance(self.input, NamesLine):
            warned = {v.text: self._completing.warning(self.field.name, v) for v in known if v.identifier}
            self.input.set_known(known, {text: warning for text, warning in warned.items() if warning})

    def set_reason(self, reason: str) -> None:
        """Say why there is nothing; what stood in the field goes."""
        self._set_text("")
        if self.detail is not None:
            self.detail.clear()
        self._reason = "" if reason == "not yet looked" else reason
        self._touched = True
        self.show_why("")
        self._show_reason()
        self.edited.emit(self.field.name)
        self.commit()

    def set_text(self, text: str) -> None:
        """Say something on behalf of a person: as if it were typed and the field left."""
        self._set_text(text)
        self._on_edited()
        self.commit()

    def commit(self) -> None:
        """Read the field and tell what it says, when that is new; complain when it cannot be read."""
        try:
            self.given()
        except BadValueError as error:
            self.complain(str(error))
            return
        self.complain("")
        self._tidy()
        now = self.given()
        if self.said.pending is not None and now.values:
            self.said.point(now.values[-1].text, now.values[-1].words)
            self.said.pending = None
        self._show_known(now.values)
        if self.dirty and now != self._told:
            self._told = now
            self.committed.emit(self.field.name)

    @Slot()
    def open_reasons(self) -> None:
        """Show the four reasons to choose from, by mouse or by their digits."""
        now = "" if self.text() else str(self._reason or "not yet looked")
        menu = reason_menu(self, self.set_reason, now)
        menu.popup(self.reason_button.mapToGlobal(self.reason_button.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def read_from(self, words: Words, text: str) -> bool:
        """Somebody says that this field was read from these words, which read ``text``: the value the cursor is in
        points at them; an empty field gets them as its value. False when a closed list does not hold them: then the
        next value that is chosen points at them."""
        start, end = self.input.part() if isinstance(self.input, OfferLine) else (0, len(self.text()))
        whole = self.input.toPlainText() if isinstance(self.input, QPlainTextEdit) else self.input.text()
        part = whole[start:end].strip()
        self._touched = True
        self.show_why("")
        if part:
            value = next((v for v in self.values() if typed_text(v) == part or v.text == part), None)
            self.said.point(value.text if value is not None else part.partition(" [")[0], words)
            self.commit()
            return True
        choice = self.field.choice(text) if self.field.choices else None
        if self.field.choices and choice is None and not self.field.open:
            self.said.pending = words
            return False
        text = choice.value if choice is not None else " ".join(text.split())
        if self.field.many and isinstance(self.input, OfferLine):
            text = text.replace(";", ",").replace("|", ",")
        self.said.point(text, words)
        self._set_text(f"{whole[:start].rstrip()} {text}{whole[end:]}".strip())
        self._on_edited()
        self.commit()
        return True

    # What happens ----------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        widget = self.input
        widget.installEventFilter(self)
        if isinstance(widget, QPlainTextEdit):
            widget.textChanged.connect(self._on_edited)
        else:
            widget.asked.connect(self._on_asked)
            widget.textEdited.connect(self._on_edited)
            widget.chosen.connect(self._on_chosen)
        if self.detail is not None:
            self.detail.textEdited.connect(self._on_edited)
            self.detail.installEventFilter(self)
            self.detail_button.clicked.connect(self._on_detail_wanted)
        self.reason_button.clicked.connect(self.open_reasons)

    @Slot(str, object)
    def _on_asked(self, typed: str, taken: tuple[str, ...]) -> None:
        if isinstance(self.input, OfferLine):
            self.input.show_found(self._completing.offers(self.field, typed, taken))

    @Slot()
    def _on_edited(self) -> None:
        self._touched = True
        self.show_why("")
        if self.said.doubtful:
            self.said.doubtful = False
            self._show_doubt()
        self.complain("")
        self._show_reason()
        self.edited.emit(self.field.name)

    @Slot(object)
    def _on_chosen(self, offer: Offer) -> None:
        if offer.instead[0]:
            self._on_edited()
            self.elsewhere.emit(*offer.instead)
            return
        self.said.choose(offer.value)
        self._on_edited()
        if offer.along[0]:
            self.along.emit(*offer.along)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QKeyEvent) and kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return self._key(event)
        if kind == QEvent.Type.FocusIn:
            self.entered.emit(self.field.name)
        if kind == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            away = event.reason() in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
            if not away or isinstance(self.input, QPlainTextEdit):
                self.commit()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        """Whether a key was for the field as a whole: a reason, or undo that means the project."""
        asked = event.type() == QEvent.Type.ShortcutOverride
        reason = by_key(event)
        if reason is not None:
            event.accept()
            # A field that says something needs no reason, and must not get the letter either.
            if not asked and not self.text() and self.field.need != "automatic":
                self.set_reason("" if self.reason == reason else reason)
            return True
        if asked and leaves_undo(self.input, event):
            event.ignore()
            return True
        return False

    def _set_text(self, text: str) -> None:
        blocked = self.input.blockSignals(True)
        if isinstance(self.input, QPlainTextEdit):
            if self.input.toPlainText() != text:
                self.input.setPlainText(text)
        else:
            self.input.setText(text)
            self.input.setCursorPosition(len(text) if self.input.hasFocus() else 0)
        self.input.blockSignals(blocked)

    def _tidy(self) -> None:
        """Spell chosen values out: “res” becomes “resistance increased”; a “;” that nothing follows goes."""
        if isinstance(self.input, QPlainTextEdit) or not self.text():
            return
        found = self.given().values
        if self.detail is not None and found and found[0].detail and not self.detail_text():
            self.detail.setText(found[0].detail)  # typed behind the value, in brackets
        tidy = found[0].text if self.detail is not None and found else "; ".join(map(typed_text, found))
        if (self.field.many or self.field.choices) and tidy != self.input.text():
            self._set_text(tidy)

    def _show_doubt(self) -> None:
        if bool(self.input.property("doubt")) != self.said.doubtful:
            self.input.setProperty("doubt", "true" if self.said.doubtful else None)
            self.input.style().polish(self.input)

    def _show_reason(self) -> None:
        reason = self.reason
        self.input.setPlaceholderText(reason or hint(self.field))
        font = self.input.font()
        if font.italic() != bool(reason):
            font.setItalic(bool(reason))
            self.input.setFont(font)
        # The button is there where it is needed: where there is nothing yet.
        self.reason_button.setText("change reason" if reason else "why empty?")
        self.reason_button.setVisible(not self.text() and self.field.need != "automatic")
        self._show_detail()

    def _show_detail(self) -> None:
        """The second field is there when it says something or is likely to; else a small button brings it."""
        if self.detail is None:
            return
        text = self.text()
        likely = text.startswith("other") or self.field.need == "automatic"
        shown = bool(text) and (likely or bool(self.detail_text()) or self._detail_asked)
        self.detail.setVisible(shown)
        self.detail_button.setVisible(bool(text) and not shown)

    @Slot()
    def _on_detail_wanted(self) -> None:
        self._detail_asked = True
        self._show_detail()
        if self.detail is not None:
            self.detail.setFocus(Qt.FocusReason.OtherFocusReason)
