"""The evidence of a document, found and gone through by single keys; nothing is asked twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from exoannotate.domain.folding import letters
from exoannotate.store.checks import check
from exoannotate.ui.candidates.mode import CandidateMode
from exoannotate.ui.commands.candidates import CandidateCommands
from exoannotate.ui.project.lists import ID_ROLE
from exoannotate.workspace import terms
from exoannotate.workspace.session import Session
from tests.journey.test_flows import Counter
from tests.journey.window import Ctrl, Person, Shift
from tests.short_papers import short_paper

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard|does not support", extend=True)

Key = Qt.Key
UNREAD = "After a drink of miR-21 in exosomes of M2 macrophages, temozolomide was a paper tiger for glioma cells."
TWO = (
    "Exosomal miR-21 from M2 macrophages increased the resistance of glioma cells to temozolomide, whereas exosomal "
    "miR-9 from stem cells increased the sensitivity of glioma cells to temozolomide."
)


@pytest.fixture
def reading(person: Person, tmp_path: Path, sample_pdf: Path) -> Person:
    terms.warm()
    person.new_project(tmp_path / "reading.exo")
    person.add(sample_pdf)
    person.wait(lambda: person.window.tabs.tab is not None and person.page.complete)
    return person


def look(person: Person) -> CandidateMode:
    """Find the evidence of the document in front, by key."""
    person.press(QApplication.focusWidget() or person.window, Key.Key_G, Ctrl | Shift)
    part = person.window.commands.part(CandidateCommands)
    person.wait(lambda: part.mode is not None and part.mode.on)
    assert part.mode is not None
    ready(person, part.mode)
    return part.mode


def ready(person: Person, mode: CandidateMode) -> None:
    person.idle()
    person.wait(lambda: mode.passage is not None or not mode.walk.sentence or person.window.form.record)


def press(person: Person, mode: CandidateMode, *keys: Qt.Key) -> Counter:
    """One key after the other, each when the candidate before is done with."""
    hand = Counter(person)
    for key in keys:
        person.press(QApplication.focusWidget() or person.window, key)
        hand.keys += 1
        ready(person, mode)
    return hand


def progress(person: Person) -> str:
    """What the list of documents says of the first one."""
    model = person.window.project.document_view.model()
    return str(model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))


def test_one_key_a_candidate_and_nothing_is_asked_twice(reading: Person) -> None:
    window, contents = reading.window, reading.window.contents
    docks = [dock.isVisible() for dock in window.all_docks()]
    mode = look(reading)
    whole = len(mode.walk.queue)
    assert whole > 30 and mode.bar.place.text() == f"1 of {whole}" and window.form.drafting
    first = mode.walk.queue[0].candidate
    assert mode.passage is not None and letters(mode.passage.quote) == letters(first.text)
    # The sentence is framed on its page, its words are pointed at, and nothing is written.
    tab = window.tabs.tab
    assert tab is not None and tab.view.current_page == first.page and mode.layer.quads == mode.passage.quads
    assert window.form.body.cards()[0].passage == mode.passage and not contents.passages
    hand = press(reading, mode, Key.Key_A)
    (row,) = contents.rows.values()
    (passage,) = contents.passages.values()
    assert hand.keys == 1 and passage.quote == row["quote"] and contents.undo_label == "Accept evidence"
    assert row["role"] and mode.bar.place.text() == f"2 of {whole} · 1 taken"
    hand = press(reading, mode, Key.Key_R, Key.Key_X, Key.Key_M, Key.Key_N, Key.Key_Space)
    assert mode.walk.at == 6 and len(contents.rows) == 1
    assert [mode.walk.known[one.sentence] for one in mode.walk.queue[:6]] == [
        "taken", "rejected", "not exosomal", "marker only", "later", "later"]  # fmt: skip
    assert mode.bar.place.text() == f"7 of {whole} · 1 taken · 3 rejected · 2 put aside"
    assert progress(reading).endswith(f"1 highlight, 1 record, all complete, scan 4 of {whole}")
    # Back, and the record of what was taken is shown; Z takes back and leads there.
    press(reading, mode, Key.Key_P)
    assert mode.walk.at == 5
    press(reading, mode, Key.Key_Z, Key.Key_Z)
    assert mode.walk.at == 4 and "later" not in mode.walk.known.values()
    press(reading, mode, Key.Key_N)
    # Out and in again: it goes on where it was.
    reading.press(QApplication.focusWidget(), Key.Key_Escape)
    assert not mode.on and [dock.isVisible() for dock in window.all_docks()] == docks
    assert not window.form.drafting and not window.form.drafts() and not window.form.provisional
    look(reading)
    assert mode.walk.at == 5 and mode.bar.place.text().startswith(f"6 of {whole} · 1 taken")
    # Back to one that was taken: its record is shown, and there is nothing more to decide.
    press(reading, mode, *[Key.Key_P] * 5)
    assert window.form.record == next(iter(contents.rows)) and not mode.bar.buttons["accept"].isEnabled()
    press(reading, mode, Key.Key_A)
    assert "stand in a record already" in window.note_label.text() and len(contents.rows) == 1
    # Undone by the key for everything, until its record is gone: it is a candidate again.
    for _ in range(5):
        reading.press(QApplication.focusWidget(), Key.Key_Z, Ctrl)
        reading.idle()
    reading.wait(lambda: mode.passage is not None)
    assert not contents.rows and window.form.drafting and mode.bar.buttons["accept"].isEnabled()
    for _ in range(5):
        reading.press(QApplication.focusWidget(), Key.Key_Z, Ctrl | Shift)
        reading.idle()
    assert len(contents.rows) == 1 and mode.walk.said == "taken"
    # What a window that is killed now leaves behind, and the project opened anew.
    path = window.bridge.path
    assert path is not None and check(path).ok
    with Session.open(path, read_only=True) as session:
        assert len(session.project.candidate_decisions()) == 5 and len(session.project.evidence_rows()) == 1
    window.commands.open(path)
    reading.idle()
    assert not mode.on
    reading.wait(lambda: window.tabs.tab is not None and reading.page.complete)
    assert f"scan 4 of {whole}" in progress(reading)
    look(reading)
    assert mode.walk.at == 5


def test_wrong_words_are_put_right_in_the_fields(reading: Person) -> None:
    window = reading.window
    mode = look(reading)
    # With no field in hand, all of them say why.
    reading.press(QApplication.focusWidget(), Key.Key_I, Ctrl)
    suggested = [editor for editor in window.form.editors.values() if editor.because]
    assert len(suggested) > 4 and all(not editor.why.isHidden() for editor in suggested)
    reading.press(QApplication.focusWidget(), Key.Key_I, Ctrl)
    assert all(editor.why.isHidden() for editor in suggested)
    press(reading, mode, Key.Key_F)
    assert window.form.isAncestorOf(window.focusWidget())
    editor = window.form.editors["donor"]
    # Why it says so: by mouse, by key, and for a screen reader; no more once it is typed over.
    told = editor.because
    assert "“" in told
    assert editor.why_button.isVisible() and told in editor.why_button.toolTip() and not editor.why.isVisible()
    assert told in editor.input.accessibleDescription()
    reading.click(editor.why_button)
    assert editor.why.isVisible() and editor.why.text() == told
    reading.click(editor.why_button)
    assert not editor.why.isVisible()
    while window.focusWidget() is not editor.input:
        reading.press(window.focusWidget(), Key.Key_Tab)
    reading.press(editor.input, Key.Key_I, Ctrl)
    assert editor.why.isVisible() and not window.form.editors["cargo"].why.isVisible()
    reading.press(editor.input, Key.Key_A, Ctrl)
    reading.type("GSC")
    assert not editor.because and not editor.why.isVisible() and not editor.why_button.isVisible()
    reading.press(editor.input, Key.Key_Return, Ctrl)
    reading.wait(lambda: mode.walk.at == 1)
    ready(reading, mode)
    (row,) = window.contents.rows.values()
    assert row["donor"] == "GSC" and mode.on
    # What was typed for one that is put aside is there when it is come back to.
    press(reading, mode, Key.Key_F)
    reading.press(window.form.editors["therapy"].input, Key.Key_A, Ctrl)
    window.form.go_to("therapy")
    reading.press(window.focusWidget(), Key.Key_A, Ctrl)
    reading.type("lomustine")
    reading.press(window.focusWidget(), Key.Key_Escape)
    if window.form.isAncestorOf(window.focusWidget()):
        reading.press(window.focusWidget(), Key.Key_Escape)
    press(reading, mode, Key.Key_N, Key.Key_P)
    assert mode.walk.at == 1 and window.form.editors["therapy"].text() == "lomustine"
    # The row of the table repeats the first sentence: L links it to the record that is there, A again keeps both.
    while mode.walk.here is not None and not mode.walk.here.candidate.text.startswith("SBF2-AS1"):
        press(reading, mode, Key.Key_N)
    press(reading, mode, Key.Key_F)
    for name, text in {"donor": "GSC", "recipient": "sensitive cells", "therapy": "temozolomide"}.items():
        window.form.go_to(name)
        reading.press(window.focusWidget(), Key.Key_A, Ctrl)
        reading.type(text)
    reading.press(window.focusWidget(), Key.Key_Return, Ctrl)
    ready(reading, mode)
    assert len(window.contents.rows) == 1 and "Likely the same" in mode.bar.said.text()
    press(reading, mode, Key.Key_L)
    (record,) = window.contents.rows
    assert len(window.contents.links[record]) == 2 and window.contents.undo_label == "Accept evidence"
    press(reading, mode, Key.Key_Z)
    assert len(window.contents.links[record]) == 1
    press(reading, mode, Key.Key_A, Key.Key_A)
    assert len(window.contents.rows) == 2


def test_what_cannot_be_looked_through_says_so(person: Person, tmp_path: Path) -> None:
    terms.warm()
    window = person.window
    person.new_project(tmp_path / "reading.exo")
    bare = short_paper(tmp_path / "bare.pdf", "Nothing of the kind stands here.")
    scan = short_paper(tmp_path / "scan.pdf", "")
    person.add(bare, scan)
    person.press(QApplication.focusWidget(), Key.Key_Escape)  # that one has no text was told
    part = window.commands.part(CandidateCommands)

    def told(document: str) -> str:
        view = window.project.document_view
        model = view.model()
        index = next(i for at in range(2) if (i := model.index(at, 0)).data() and i.data(ID_ROLE) == document)
        view.setCurrentIndex(index)
        person.press(view, Key.Key_Return)
        person.wait(lambda: window.tabs.tab is not None and window.tabs.tab.document.id == document)
        tab = window.tabs.tab
        assert tab is not None
        person.wait(lambda: tab.view.complete)
        person.press(QApplication.focusWidget(), Key.Key_G, Ctrl | Shift)
        person.wait(lambda: part._stop is None and tab.notices.bar("evidence") is not None)
        bar = tab.notices.bar("evidence")
        assert bar is not None
        return " ".join((bar.sentence.text(), *(button.text() for button in bar.buttons)))

    one, two = window.contents.documents
    assert told(one).startswith("No sentence and no table row")
    assert told(two).startswith("There is no text") and told(two).endswith("Recognise text")
    # A key stops it as it began it.
    assert window.tabs.tab is not None
    for _ in range(2):  # one right after the other: this paper is looked through in no time
        QTest.keyClick(QApplication.focusWidget() or window, Key.Key_G, Ctrl | Shift)
    assert part._stop is None and "Stopped" in window.note_label.text()
    assert window.tabs.tab.notices.bar("evidence") is None
    # A PDF that became another one, and one that is away.
    path = window.bridge.path
    assert path is not None
    for changed in (bare, scan):
        changed.write_bytes(changed.read_bytes() + b"\n% written by another program\n")
    window.commands.open(path)
    person.idle()
    person.wait(lambda: window.tabs.tab is not None and window.tabs.tab.info.sha256 != window.tabs.tab.document.sha256)
    window.actions_by_id["find_evidence"].trigger()
    assert "not the file that the highlights" in window.toast.sentence.text()
    bare.unlink()
    scan.unlink()
    window.commands.open(path)
    person.wait(lambda: window.tabs.missing_in_front() is not None)
    window.actions_by_id["find_evidence"].trigger()
    assert "is not where it was" in window.toast.sentence.text()


def test_a_sentence_of_two_records_makes_both_at_once(person: Person, tmp_path: Path) -> None:
    terms.warm()
    window = person.window
    person.new_project(tmp_path / "reading.exo")
    person.add(short_paper(tmp_path / "two.pdf", TWO))
    person.wait(lambda: window.tabs.tab is not None and person.page.complete)
    mode, contents = look(person), window.contents
    assert len(mode.drafts) == 2 and "record 1 of 2" in mode.bar.said.text()
    cargo = window.form.editors["cargo"]
    shown = [cargo.text()]
    press(person, mode, Key.Key_Right)
    shown.append(cargo.text())
    assert set(shown) == {"miR-21", "miR-9"} and "record 2 of 2" in mode.bar.said.text()
    press(person, mode, Key.Key_A)
    assert {row["cargo"] for row in contents.rows.values()} == {"miR-21", "miR-9"} and len(contents.passages) == 1
    press(person, mode, Key.Key_Z)
    assert not contents.rows and not contents.passages and mode.walk.at == 0


def test_a_sentence_without_a_readable_effect_comes_last_and_says_so(person: Person, tmp_path: Path) -> None:
    terms.warm()
    window = person.window
    person.new_project(tmp_path / "reading.exo")
    person.add(short_paper(tmp_path / "unread.pdf", f"{UNREAD} {TWO}"))
    person.wait(lambda: window.tabs.tab is not None and person.page.complete)
    mode, contents = look(person), window.contents
    assert "effect not read" not in mode.bar.said.text()
    press(person, mode, Key.Key_N)
    assert "effect not read" in mode.bar.said.text()
    assert (window.form.editors["cargo"].text(), window.form.editors["effect"].text()) == ("miR-21", "")
    press(person, mode, Key.Key_A)
    (row,) = contents.rows.values()
    assert (row["cargo"], row["therapy"], row["effect"], row["status"]) == ("miR-21", "temozolomide", "", "draft")
    (passage,) = contents.passages.values()
    assert passage.meaning == "note"
