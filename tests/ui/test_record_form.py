"""The record form by itself: fields, reasons, live role, refusals, drafts."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from exoannotate.domain.fields import EVIDENCE_FIELDS
from exoannotate.domain.records import FieldEntry, Passage, Record, Value
from exoannotate.ui.contents import Contents, Sheet
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import Look
from exoannotate.ui.record import drafts
from exoannotate.ui.record.chips import NamesLine
from exoannotate.ui.record.drafts import Draft
from exoannotate.ui.record.form import NOTHING_GIVEN, RecordForm
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
    widget = form.editors[name].input
    widget.setFocus()
    target = widget.lineEdit() if isinstance(widget, QComboBox) else widget
    assert target is not None
    QTest.keySequence(target, "Ctrl+A")
    QTest.keyClick(target, Qt.Key.Key_Delete)
    QTest.keyClicks(target, text)
    # Keys go to the list of completions while it is open, as they do for a person.
    QTest.keyClick(QApplication.activePopupWidget() or target, Qt.Key.Key_Tab)


def test_every_field_has_a_named_editor(form: RecordForm) -> None:
    assert set(form.editors) == {f.name for f in EVIDENCE_FIELDS}
    for editor in form.editors.values():
        assert editor.input.accessibleName() == editor.field.label
        assert editor.input.toolTip() == editor.field.help


def test_core_and_source_are_in_sight_and_the_rest_is_folded(form: RecordForm) -> None:
    form.start(Draft(("p1",)))
    assert form.editors["cargo"].isVisible() and form.editors["primary_study"].isVisible()
    assert not form.editors["level"].isVisible()
    next(g for g in form._groups if g.isAncestorOf(form.editors["level"])).heading.click()
    assert form.editors["level"].isVisible()


def test_a_draft_starts_at_the_first_gap_and_tab_goes_on(qtbot: QtBot, form: RecordForm) -> None:
    form.start(Draft(("p1",)))
    qtbot.waitUntil(lambda: form.editors["cargo"].input.hasFocus())
    QTest.keyClick(form.editors["cargo"].input, Qt.Key.Key_Tab)
    assert form.editors["cargo_class"].input.hasFocus()
    form.start(Draft(("p1",), {"cargo": "miR-21"}))
    assert form.editors["donor"].input.hasFocus()


def test_role_and_progress_are_live(form: RecordForm) -> None:
    form.start(Draft(("p1",)))
    assert form.head.role.text() == "role: needs an effect"
    assert form.head.progress.text().startswith("0 of 5 for complete: cargo, donor, therapy, effect, primary study")
    write(form, "effect", "sens")
    assert form.editors["effect"].text() == "sensitivity increased"
    assert form.head.role.text() == "▼ marks sensitivity"
    write(form, "perturbation", "cargo lost")
    assert form.head.role.text() == "▲ promotes resistance"
    assert "does the opposite" in form.head.role.toolTip()
    write(form, "cargo", "miR-21; PTEN")
    assert form.head.progress.text() == "2 of 5 for complete: donor, therapy, primary study missing"


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


def test_completion_offers_what_the_project_uses(form: RecordForm) -> None:
    form.start(Draft(("p1",)))
    completer = form.editors["cargo"].input.completer()
    completer.setCompletionPrefix("PTEN; mir-")
    assert completer.completionCount() == 2
    assert completer.pathFromIndex(completer.completionModel().index(0, 0)).endswith("miR-21")


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
    labels = form.findChildren(QLabel)
    quote = next(label for label in labels if "<b>x</b>" in label.text())
    assert quote.textFormat() == Qt.TextFormat.PlainText
    cards = [form.passages.itemAt(at).widget() for at in range(form.passages.count())]
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
