"""The evidence of a document, found and gone through by single keys; nothing is asked twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from exoannotate.domain.folding import letters
from exoannotate.store.checks import check
from exoannotate.ui.candidates.mode import CandidateMode
from exoannotate.ui.commands.candidates import CandidateCommands
from exoannotate.ui.project.lists import ID_ROLE
from exoannotate.workspace import terms
from tests.journey.test_flows import Counter
from tests.journey.window import Ctrl, Person, Shift
from tests.short_papers import short_paper

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard|does not support", extend=True)

Key = Qt.Key


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


def test_wrong_words_are_put_right_in_the_fields(reading: Person) -> None:
    window = reading.window
    mode = look(reading)
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


def test_what_stands_in_a_record_is_decided_and_a_second_one_is_told(reading: Person) -> None:
    window = reading.window
    mode = look(reading)
    press(reading, mode, *[Key.Key_A] * 2)
    # Back to one that was taken: its record is shown, and there is nothing more to decide.
    press(reading, mode, Key.Key_P)
    assert window.form.record and not mode.bar.buttons["accept"].isEnabled()
    press(reading, mode, Key.Key_A)
    assert "stand in a record already" in window.note_label.text() and len(window.contents.rows) == 2


def test_decisions_are_on_the_disk_and_a_copy_of_the_paper_asks_nothing(reading: Person, tmp_path: Path) -> None:
    window = reading.window
    mode = look(reading)
    press(reading, mode, Key.Key_A, Key.Key_R, Key.Key_R)
    path = window.bridge.path
    assert path is not None and check(path).ok
    # Another window of the same project, as after a crash.
    window.commands.open(path)
    reading.idle()
    assert not mode.on
    reading.wait(lambda: window.tabs.tab is not None and reading.page.complete)
    assert "scan 3 of" in progress(reading)
    look(reading)
    assert mode.walk.at == 3


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
