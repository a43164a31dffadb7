"""The record form by itself: fields, reasons, live role, refusals, drafts."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from exoannotate.domain.fields import EVIDENCE_FIELDS, Choice, Field
from exoannotate.domain.records import FieldEntry, Passage, Record, Value, Words
from exoannotate.ui.contents import Contents, Sheet
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import Look
from exoannotate.ui.record import drafts
from exoannotate.ui.record.chips import NamesLine
from exoannotate.ui.record.completing import Offer
from exoannotate.ui.record.drafts import Draft
from exoannotate.ui.record.form import NOTHING_GIVEN, RecordForm
from exoannotate.ui.record.lines import OfferLine
from exoannotate.ui.record.offers_list import OfferModel
from exoannotate.workspace.records import FieldInput

pytestmark = pytest.mark.qt_log_ignore("does not support raise|grabbing the keyboard", extend=True)

PASSAGE = Passage("p1", "d1", "Exosomal miR-21 raised resistance.", "", "", "", 0.1, 2, "365", (), "", "", "", "cargo")


@pytest.fixture
def form(qtbot: QtBot, look: Look, icons: Icons) -> RecordForm:
    form = RecordForm(look, icons)
    qtbot.addWidget(form)
    form.resize(340, 900)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    form.set_contents(Contents(passages={"p1": PASSAGE}, used={"cargo": ("miR-21", "miR-9"), "donor": ("U87",)}))
    return form


def write(form: RecordForm, name: str, text: str) -> None:
    """Type into a field and leave it; Esc keeps what was typed where something else is offered."""
    form.go_to(name)
    target = form.editors[name].input
    QTest.keySequence(target, "Ctrl+A")
    QTest.keyClick(target, Qt.Key.Key_Delete)
    QTest.keyClicks(target, text)
    if isinstance(target, OfferLine) and target.offers is not None and not form.editors[name].field.choices:
        QTest.keyClick(target, Qt.Key.Key_Escape)
    QTest.keyClick(target, Qt.Key.Key_Tab)


def test_every_field_has_a_named_editor(form: RecordForm) -> None:
    assert set(form.editors) == {f.name for f in EVIDENCE_FIELDS}
    for editor in form.editors.values():
        assert editor.input.accessibleName() == editor.field.label
        assert editor.input.toolTip().startswith(editor.field.help)
        assert ("Alt+N not reported" in editor.input.toolTip()) == (editor.field.need != "automatic")


def test_core_and_source_are_in_sight_and_the_rest_is_folded(form: RecordForm) -> None:
    form.start(Draft(("p1",)))
    assert form.editors["cargo"].isVisible() and form.editors["primary_study"].isVisible()
    assert not form.editors["level"].isVisible()
    form.body.groups["Judgement"].heading.click()
    assert form.editors["level"].isVisible()


def tab(form: RecordForm, *, back: bool = False) -> str:
    """Press Tab; the name of what has the focus then."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab)
    now = QApplication.focusWidget()
    return now.objectName().removeprefix("field_") if now is not None else ""


def test_a_draft_starts_at_the_first_gap_and_tab_goes_to_the_least_certain_field(form: RecordForm) -> None:
    form.start(Draft(("p1",), {"donor": "U87"}))
    assert form.editors["cargo"].input.hasFocus()
    there = [tab(form) for _ in range(9)]
    assert there[:3] == ["therapy", "effect", "primary_study"], "what complete needs comes first"
    assert there[3:] == ["donor", "group_details", "cargo_class", "recipient", "perturbation", "role"]
    back = [tab(form, back=True) for _ in range(9)]
    assert back == [*reversed(there[:-1]), "cargo"], "Shift and Tab is the exact way back"


def test_the_way_of_tab_stays_while_the_record_is_filled(form: RecordForm) -> None:
    form.start(Draft(("p1",), {"donor": "U87"}, suggested={"donor": True}))
    QTest.keyClicks(form.editors["cargo"].input, "miR-999")
    assert [tab(form) for _ in range(4)] == ["therapy", "effect", "donor", "primary_study"], "donor is in doubt"
    form.body.groups["Biology"].heading.setFocus()
    QTest.keyClick(form.body.groups["Biology"].heading, Qt.Key.Key_Space)
    assert tab(form) == "mechanism"
    form.start(Draft(("p1",), {"cargo": "miR-21"}, {}, {"donor": "not reported"}))
    assert form.editors["therapy"].input.hasFocus()


def test_tab_leaves_the_form_at_its_end(form: RecordForm) -> None:
    form.start(Draft(("p1",)))
    form.save.setFocus()
    assert tab(form, back=True) == "quote"
    assert tab(form) == "save_record"
    assert tab(form) not in ("quote", "cargo")


def test_role_and_progress_are_live(form: RecordForm) -> None:
    form.start(Draft(("p1",)))
    assert form.head.role.text() == "role: needs an effect"
    assert form.head.because.text() == "" and form.head.progress.text() == "0 of 5:"
    assert missing(form) == ["cargo", "donor", "therapy", "effect", "primary_study"]
    write(form, "effect", "sens")
    assert form.editors["effect"].text() == "sensitivity increased"
    assert form.head.role.text() == "▼ marks sensitivity"
    write(form, "perturbation", "cargo lost")
    assert form.head.role.text() == "▲ promotes resistance"
    assert form.head.because.text() == "sensitivity rose when the cargo was lost"
    assert "does the opposite" in form.head.role.toolTip()
    write(form, "cargo", "miR-21; PTEN")
    assert form.head.progress.text() == "2 of 5, missing:"
    assert missing(form) == ["donor", "therapy", "primary_study"]
    QTest.mouseClick(form.head.gaps["therapy"], Qt.MouseButton.LeftButton)
    assert form.editors["therapy"].input.hasFocus()


def missing(form: RecordForm) -> list[str]:
    """The fields that the head names as missing."""
    return [name for name, button in form.head.gaps.items() if button.isVisible()]


def test_saving_says_what_was_typed(qtbot: QtBot, form: RecordForm) -> None:
    form.start(Draft(("p1",)))
    write(form, "cargo", "miR-21; PTEN mRNA")
    write(form, "donor", "M2 macrophage [hypoxic]")
    write(form, "effect", "other phenotype")
    detail = form.editors["effect"].detail
    assert detail is not None and detail.isVisible()
    QTest.keyClicks(detail, "immune escape")
    with qtbot.waitSignal(form.save_wanted) as heard:
        QTest.keyClick(form.editors["donor"].input, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    passages, inputs = heard.args
    assert passages == ("p1",)
    assert inputs["cargo"].values == (Value("miR-21"), Value("PTEN mRNA"))
    assert inputs["donor"].values == (Value("M2 macrophage", detail="hypoxic"),)
    assert inputs["effect"].values == (Value("other phenotype", detail="immune escape"),)


def test_nothing_given_is_refused_with_a_sentence(qtbot: QtBot, form: RecordForm) -> None:
    form.start(Draft(("p1",)))
    write(form, "note", "look again")
    with qtbot.assertNotEmitted(form.save_wanted):
        QTest.mouseClick(form.save, Qt.MouseButton.LeftButton)
    assert form.message.isVisible() and form.message.text() == NOTHING_GIVEN


def test_what_a_list_does_not_hold_is_told_under_the_field(qtbot: QtBot, form: RecordForm) -> None:
    form.start(Draft(("p1",), {"cargo": "miR-21"}))
    write(form, "effect", "worse")
    complaint = form.editors["effect"].complaint
    assert complaint.isVisible() and "not a value of" in complaint.text() and "no effect" in complaint.text()
    with qtbot.assertNotEmitted(form.save_wanted):
        form.try_save()
    assert form.editors["effect"].text() == "worse"


def test_reason_by_keys(qtbot: QtBot, form: RecordForm) -> None:
    form.start(Draft(("p1",)))
    donor = form.editors["donor"]
    donor.input.setFocus()
    QTest.keyClick(donor.input, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    menu = QApplication.activePopupWidget()
    assert menu is not None and menu.objectName() == "reasons"
    QTest.keyClick(menu, Qt.Key.Key_1)
    assert donor.reason == "not reported"
    assert donor.input.placeholderText() == "not reported" and donor.input.font().italic()
    assert form.head.progress.text().startswith("1 of 5")
    write(form, "donor", "U87")
    assert donor.reason == "" and not donor.input.font().italic()
    assert donor.given() == FieldInput((Value("U87"),))


def shown(form: RecordForm, name: str) -> list[str]:
    """The values that are offered for a field now."""
    line = form.editors[name].input
    assert isinstance(line, OfferLine)
    return [offer.text for offer in line.offers.model.offers] if line.offers is not None else []


def test_what_the_project_uses_is_offered_while_typing(form: RecordForm) -> None:
    form.start(Draft(("p1",)))
    line = form.editors["cargo"].input
    QTest.keyClicks(line, "PTEN; mir")
    assert shown(form, "cargo") == ["miR-21", "miR-9"]
    QTest.keyClick(line, Qt.Key.Key_Down)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert form.editors["cargo"].input.text() == "PTEN; miR-9; " and shown(form, "cargo") == []
    QTest.keyClicks(line, "mi")
    assert shown(form, "cargo") == ["miR-21"], "what stands there is not offered again"
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert shown(form, "cargo") == [] and line.hasFocus()
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert form.editors["cargo"].text() == "PTEN; miR-9; mi", "Esc keeps what was typed"


def test_a_closed_list_is_typed_into_and_says_what_its_values_mean(form: RecordForm) -> None:
    form.start(Draft(("p1",)))
    form.go_to("effect")
    line = form.editors["effect"].input
    QTest.keyClick(line, Qt.Key.Key_Down)
    assert isinstance(line, OfferLine) and line.offers is not None and len(shown(form, "effect")) == 6
    offers = line.offers.model.offers
    assert offers[0].note == "less response to the therapy was observed"
    QTest.keyClick(line, Qt.Key.Key_Escape)
    QTest.keyClicks(line, "r")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert form.editors["effect"].text() == "resistance increased"
    form.go_to("perturbation")
    QTest.keyClicks(form.editors["perturbation"].input, "dep")
    QTest.keyClick(form.editors["perturbation"].input, Qt.Key.Key_Return)
    assert form.editors["perturbation"].text() == "vesicle depletion"


def test_an_offer_can_be_clicked_and_a_click_elsewhere_takes_nothing(qtbot: QtBot, form: RecordForm) -> None:
    form.start(Draft(("p1",)))
    line = form.editors["cargo"].input
    assert isinstance(line, OfferLine)
    QTest.keyClicks(line, "mi")
    assert line.offers is not None
    view = line.offers.view
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(1, 0)).center())
    assert form.editors["cargo"].text() == "miR-9" and line.hasFocus()
    QTest.keyClicks(line, "m")
    assert line.offers is not None
    QTest.mouseClick(form.editors["donor"].input, Qt.MouseButton.LeftButton)
    assert line.offers is None and form.editors["cargo"].text() == "miR-9; m"


def test_the_models_of_the_form(qtmodeltester: object, look: Look) -> None:
    model = OfferModel()
    model.set_offers([Offer(Value("a"), "note", "tag", "warning"), Offer(Value("b"))])
    qtmodeltester.check(model)  # type: ignore[attr-defined]


def test_editing_a_record_tells_one_field_at_a_time(qtbot: QtBot, form: RecordForm) -> None:
    known = Value("miR-21", name="hsa-miR-21-5p", identifier="MIMAT0000076", source="miRBase")
    sheet = Sheet(Record("r1", status="draft"), {"cargo": FieldEntry("r1", "cargo", (known,))}, (PASSAGE,))
    with qtbot.assertNotEmitted(form.field_edited):
        form.show_sheet(sheet)
        QTest.keyClick(form.editors["cargo"].input, Qt.Key.Key_Tab)
    with qtbot.waitSignal(form.field_edited) as heard:
        write(form, "cargo", "miR-21; miR-9")
    record, name, given = heard.args
    assert (record, name) == ("r1", "cargo")
    assert given.values == (known, Value("miR-9")), "what was there keeps its identifier"
    assert not form.save.isVisible()


def test_a_draft_is_put_aside_and_taken_up_again(qtbot: QtBot, form: RecordForm) -> None:
    form.start(Draft(("p1",)))
    write(form, "cargo", "miR-21")
    form.show_sheet(Sheet(Record("r1"), {}, (PASSAGE,)))
    assert form.record == "r1" and form.editors["cargo"].text() == ""
    assert form.strip.isVisible() and form.drafts()[0].texts == {"cargo": "miR-21"}
    QTest.mouseClick(form.continue_button, Qt.MouseButton.LeftButton)
    assert form.drafting and form.editors["cargo"].text() == "miR-21" and not form.strip.isVisible()
    form.discard_draft()
    assert form.drafts() == ()


def test_drafts_are_kept_by_project(tmp_path: Path) -> None:
    one = Draft(("p1",), {"cargo": "miR-21"}, {}, {"donor": "not reported"})
    drafts.keep("a.exo", (one,))
    drafts.keep("b.exo", ())
    assert drafts.load("a.exo") == (one,) and drafts.load("b.exo") == ()
    drafts.keep("a.exo", ())
    assert drafts.load("a.exo") == ()
    (tmp_path / "_config" / "drafts.json").write_text("{broken")
    assert drafts.load("a.exo") == ()


def test_passages_are_plain_text_with_jump_and_unlink(qtbot: QtBot, form: RecordForm) -> None:
    other = Passage("p2", "d1", "<b>x</b> & y", "", "", "", 0.2, 3, "366", (), "", "", "", "donor")
    form.show_sheet(Sheet(Record("r1"), {}, (PASSAGE, other)))
    cards = form.body.cards()
    assert cards[1].quote is not None and cards[1].quote.toPlainText() == "“<b>x</b> & y”"
    with qtbot.waitSignal(form.jump_wanted) as jumped:
        QTest.mouseClick(cards[1].jump, Qt.MouseButton.LeftButton)
    assert jumped.args == ["p2"]
    with qtbot.waitSignal(form.unlink_wanted) as unlinked:
        QTest.mouseClick(cards[0].unlink, Qt.MouseButton.LeftButton)
    assert unlinked.args == ["r1", "p1"]


def test_names_are_chips_until_they_are_typed_in(qtbot: QtBot, look: Look) -> None:
    line = NamesLine(look, "cargo")
    other = QLineEdit()
    for widget in (line, other):
        qtbot.addWidget(widget)
        widget.resize(300, 30)
    line.set_known((Value("miR-21", identifier="MIMAT0000076", source="miRBase"),))
    line.setText("miR-21; PTEN mRNA; a very long name that does not fit; another")
    assert line.names() == ["miR-21", "PTEN mRNA", "a very long name that does not fit", "another"]
    picture = line.grab().toImage()
    ground = QColor(look.chip_ground("cargo"))
    assert any(picture.pixelColor(x, 15) == ground for x in range(picture.width()))
    line.show()
    line.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    picture = line.grab().toImage()
    assert not any(picture.pixelColor(x, 15) == ground for x in range(picture.width()))


def press(widget: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.AltModifier) -> None:
    QTest.keyClick(widget, key, held)


def test_a_reason_by_one_key_while_the_field_is_empty(form: RecordForm) -> None:
    form.start(Draft(("p1",)))
    donor = form.editors["donor"]
    form.go_to("donor")
    for key, reason in ((Qt.Key.Key_N, "not reported"), (Qt.Key.Key_A, "not applicable"), (Qt.Key.Key_U, "unclear")):
        press(donor.input, key)
        assert donor.reason == reason and donor.input.placeholderText() == reason
    press(donor.input, Qt.Key.Key_U)
    assert donor.reason == "", "once more takes it back"
    QTest.keyClicks(donor.input, "U87")
    press(donor.input, Qt.Key.Key_N)
    assert donor.reason == "" and donor.text() == "U87", "what has a value needs no reason"
    role = form.editors["role"]
    form.go_to("role")
    press(role.input, Qt.Key.Key_N)
    assert role.reason == ""


def test_the_words_of_the_field_in_hand_are_underlined(qtbot: QtBot, form: RecordForm) -> None:
    form.start(Draft(("p1",), {"cargo": "miR-21", "effect": "resistance increased"}))
    (card,) = form.body.cards()
    assert card.quote is not None
    with qtbot.waitSignal(form.words_shown) as heard:
        form.go_to("cargo")
    assert heard.args == [(Words("p1", 9, 15),), "cargo"], "a name points at where it stands"
    (shown,) = card.quote.extraSelections()
    assert shown.cursor.selectedText() == "miR-21"
    assert shown.format.underlineStyle() != QTextCharFormat.UnderlineStyle.NoUnderline
    form.go_to("effect")
    assert card.quote.extraSelections() == []


def select(form: RecordForm, words: str) -> None:
    """Select words of the quote with the keyboard."""
    (card,) = form.body.cards()
    assert card.quote is not None
    card.quote.setFocus()
    QTest.keyClick(card.quote, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    start = card.quote.toPlainText().index(words)
    for _ in range(start):
        QTest.keyClick(card.quote, Qt.Key.Key_Right)
    for _ in words:
        QTest.keyClick(card.quote, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)


def test_words_selected_in_the_quote_fill_a_field_or_are_pointed_at(form: RecordForm) -> None:
    form.start(Draft(("p1",), {"donor": "cells; glia"}))
    form.go_to("cargo")
    select(form, "miR-21")
    words = form.selected_words()
    assert words == Words("p1", 9, 15)
    form.read_here(words)
    cargo = form.editors["cargo"]
    assert cargo.given().values == (Value("miR-21", words=words),) and cargo.input.hasFocus()
    donor = form.editors["donor"]
    form.go_to("donor")
    assert isinstance(donor.input, OfferLine)
    donor.input.setCursorPosition(2)
    select(form, "Exosomal")
    words = form.selected_words()
    assert words is not None
    form.read_here(words)
    assert [v.words for v in donor.given().values] == [words, None], "the value the cursor is in"
    form.go_to("effect")
    select(form, "raised resistance")
    chosen = form.selected_words()
    assert chosen is not None
    form.read_here(chosen)
    effect = form.editors["effect"]
    assert effect.text() == "", "a closed list does not hold these words"
    QTest.keyClicks(effect.input, "r")
    QTest.keyClick(effect.input, Qt.Key.Key_Tab)
    assert effect.given().values == (Value("resistance increased", words=chosen),)
    (draft,) = form.drafts()
    assert draft.known["effect"] == (Value("resistance increased", words=chosen),)
    form.show_nothing()
    form.continue_draft()
    assert form.editors["effect"].given().values[0].words == chosen, "a draft keeps its words"


def test_letters_of_two_units_shift_no_words(form: RecordForm) -> None:
    odd = Passage("p3", "d1", "𝛼-synuclein 🙂 in خلية U87", "", "", "", 0.1, 2, "3", (), "", "", "", "cargo")
    form.show_sheet(Sheet(Record("r1"), {"donor": FieldEntry("r1", "donor", (Value("U87"),))}, (odd,)))
    form.go_to("donor")
    (card,) = form.body.cards()
    assert card.quote is not None
    assert card.quote.extraSelections()[0].cursor.selectedText() == "U87"
    card.quote.selectAll()
    assert card.selected() == Words("p3", 0, len(odd.quote))


def test_the_next_cargo_of_a_sentence(form: RecordForm) -> None:
    known = Value("TMZ", "temozolomide", "CHEBI:72564", "ChEBI", words=Words("p1", 0, 3))
    entries = {
        "cargo": FieldEntry("r1", "cargo", (Value("miR-21", words=Words("p1", 9, 15)),)),
        "cargo_class": FieldEntry("r1", "cargo_class", (Value("miRNA"),)),
        "therapy": FieldEntry("r1", "therapy", (known,)),
        "donor": FieldEntry("r1", "donor", (), "unclear"),
        "effect": FieldEntry("r1", "effect", (Value("resistance increased", words=Words("p1", 16, 33)),)),
    }
    form.show_sheet(Sheet(Record("r1"), entries, (PASSAGE,)))
    form.clone()
    assert form.drafting and form.editors["cargo"].input.hasFocus()
    assert form.editors["cargo"].text() == form.editors["cargo_class"].text() == ""
    assert form.editors["therapy"].given().values == (known,)
    assert form.editors["donor"].reason == "unclear"
    assert form.editors["effect"].given().values[0].words == Words("p1", 16, 33)


def test_folding_is_remembered_for_the_document(form: RecordForm) -> None:
    other = Passage("p2", "d2", "Another paper.", "", "", "", 0.2, 3, "366", (), "", "", "", "donor")
    form.show_sheet(Sheet(Record("r1"), {"level": FieldEntry("r1", "level", (Value("B clinical"),))}, (PASSAGE,)))
    judgement, details = form.body.groups["Judgement"], form.body.groups["Details"]
    assert judgement.held.isVisible() and judgement.held.text() == "level B clinical"
    assert form.body.groups["Setting"].held.text().startswith("empty: disease, system")
    judgement.heading.click()
    details.heading.click()
    assert not judgement.held.isVisible()
    form.show_sheet(Sheet(Record("r2"), {}, (other,)))
    assert details.open and not judgement.open, "another document has its own"
    form.start(Draft(("p1",)))
    assert judgement.open and not details.open
    assert form.body.folding() == {"d1": ["Judgement", "Source"]}
    form.go_to("perturbation")
    assert form.editors["perturbation"].input.hasFocus(), "a folded field is brought into sight"


def test_own_fields_come_and_go(qtbot: QtBot, form: RecordForm) -> None:
    group = form.body.groups["Own fields"]
    assert not group.isVisible()
    dose = Field("own:1", "Dose", "number", "Own fields", "in mg")
    seen = Field("own:2", "Seen", "choice", "Own fields", "", choices=(Choice("yes"), Choice("no")))
    form.show_sheet(Sheet(Record("r1"), {"own:1": FieldEntry("r1", "own:1", (Value("12"),))}, (PASSAGE,)))
    form.set_own_fields((dose, seen))
    group.heading.click()
    assert form.editors["own:1"].text() == "12" and form.editors["own:2"].isVisible()
    write(form, "own:1", "a dozen")
    assert "is not a number" in form.editors["own:1"].complaint.text()
    with qtbot.waitSignal(form.field_edited) as heard:
        write(form, "own:2", "y")
    assert heard.args[:2] == ["r1", "own:2"] and heard.args[2].values == (Value("yes"),)
    form.set_own_fields((seen,))
    assert "own:1" not in form.editors and form.editors["own:2"].text() == "yes"
    form.set_own_fields(())
    assert not group.isVisible()


def test_what_is_chosen_for_the_cargo_can_say_its_class(form: RecordForm) -> None:
    form.start(Draft(("p1",)))
    line = form.editors["cargo"].input
    assert isinstance(line, OfferLine)
    QTest.keyClicks(line, "whole")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert form.editors["cargo"].text() == "" and form.editors["cargo_class"].text() == "whole vesicle"
    assert missing(form)[0] == "donor"
    form.start(Draft(("p1",)))
    line.take(Offer(Value("miR-9", "hsa-miR-9-5p", "X:1", "own"), along=("cargo_class", "miRNA")), go_on=False)
    assert form.editors["cargo_class"].text() == "miRNA"
    assert form.editors["cargo"].given().values[0].identifier == "X:1"


def test_very_long_values_and_three_hundred_names(qtbot: QtBot, form: RecordForm) -> None:
    long = "exosome " * 1_300
    form.start(Draft(("p1",), {"donor": long, "tags": "; ".join(f"tag{k}" for k in range(300)), "note": long}))
    form.body.groups["Judgement"].heading.click()
    form.grab()
    form.go_to("tags")
    QTest.keyClicks(form.editors["tags"].input, "ta")
    form.grab()
    QTest.keyClick(form.editors["tags"].input, Qt.Key.Key_Tab)
    assert len(form.editors["tags"].given().values) == 301
    qtbot.waitUntil(lambda: form.minimumSizeHint().width() < 400)
    assert len(form.editors["donor"].text()) == len(long.strip())


def test_the_marked_offer_is_said_and_a_chip_tells_what_it_is(form: RecordForm, look: Look) -> None:
    said: list[str] = []
    before = QAccessible.isActive()
    QAccessible.setActive(True)
    try:
        form.start(Draft(("p1",)))
        line = form.editors["cargo"].input
        assert isinstance(line, NamesLine)
        QTest.keyClicks(line, "mi")
        QTest.keyClick(line, Qt.Key.Key_Down)
        assert line.offers is not None and line.offers.marked is not None
        said.append(line.offers.marked.text)
        QTest.keyClick(line, Qt.Key.Key_Up)
        QTest.keyClick(line, Qt.Key.Key_Up)
        said.append(line.offers.marked.text)
    finally:
        QAccessible.setActive(before)
    assert said == ["miR-9", "miR-9"], "from the first one up is the last one"
    QTest.keyClick(line, Qt.Key.Key_Escape)
    form.go_to("donor")
    line.setText("U87; glia")
    line.set_known((Value("U87", "U-87MG ATCC", "CVCL_0022", "Cellosaurus"),), {"U87": "Misidentified."})
    line.grab()
    first, second = (box.center().toPoint() for box, _ in line._boxes)
    assert line.told_at(first) == "U87 = U-87MG ATCC · CVCL_0022 (Cellosaurus) · ▲ Misidentified."
    assert line.told_at(second) == "glia: as printed, no identifier"


def test_a_detail_in_brackets_goes_to_its_own_line(form: RecordForm) -> None:
    form.start(Draft(("p1",), {"effect": "other phenotype [immune escape]"}))
    effect = form.editors["effect"]
    assert (effect.text(), effect.detail_text()) == ("other phenotype", "immune escape")
    write(form, "cargo_level", "up [normal cells]")
    level = form.editors["cargo_level"]
    assert level.given().values == (Value("up", detail="normal cells"),) and level.text() == "up"


def test_a_form_that_is_deleted_is_freed_at_once(qtbot: QtBot, look: Look, icons: Icons) -> None:
    """What is held by a circle is freed by the collector, perhaps in another thread, which ends the program."""
    form = RecordForm(look, icons)
    form.show()
    form.set_contents(Contents(passages={"p1": PASSAGE}, used={"cargo": ("miR-21",)}))
    form.start(Draft(("p1",)))
    form.set_own_fields((Field("own:1", "Dose", "number", "Own fields", "in mg"),))
    QTest.keyClicks(form.editors["cargo"].input, "mi")
    form.discard_draft()
    QApplication.processEvents()
    gone = [
        weakref.ref(one) for one in (form, form.body, form.desk, form.editors["cargo"], form.editors["cargo"].input)
    ]
    gc.collect()
    delete(form)
    del form
    assert [ref() for ref in gone] == [None] * len(gone)
