"""The list of lost highlights by itself: its model, its keys, the card, and the notices above the pages."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from exoannotate.domain.records import Document, Passage, PassageState
from exoannotate.ui.documents.notice_bar import MissingPage, TabNotices
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import Look
from exoannotate.ui.project.lost_list import Lost, LostModel
from exoannotate.ui.project.lost_pane import LostPane, lost_text
from exoannotate.workspace.relocating import Guess


def passage(key: str, state: PassageState = "not found") -> Passage:
    return Passage(
        key,
        "d",
        f"Quote <b>{key}</b> of some words",
        "",
        "",
        "",
        0.5,
        1,
        "102",
        (),
        "f",
        "t",
        "x",
        "cargo",
        state=state,
    )


def lost(key: str, *, places: int = 0) -> Lost:
    known = passage(key, "ambiguous" if places > 1 else "not found")
    guesses = tuple(Guess(replace(known, score=0.83, page_label=str(n)), f"words {n}") for n in range(places))
    return Lost(known, "A paper", guesses, word="nothing like it")


def test_the_model_keeps_its_promises(qtmodeltester: ModelTester, look: Look) -> None:
    model = LostModel(look)
    model.show_items(tuple(map(lost, "abcd")))
    qtmodeltester.check(model, force_py=True)  # and it goes on watching
    for items in ("ac", "ac", "ce", ""):
        model.show_items(tuple(map(lost, items)))
        assert [item.passage.id for item in model.items] == list(items)


def test_the_list_tells_where_each_may_stand(look: Look) -> None:
    model = LostModel(look)
    model.show_items((lost("a"), lost("b", places=1), lost("c", places=3)))
    told = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert "nothing like it" in told[0]
    assert "perhaps p. 0, 83 % alike" in told[1]
    assert "place 1 of 3 alike, p. 0" in told[2]
    assert "<b>" not in str(model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole))  # text of files is plain text


def test_keys_of_the_list(qtbot: QtBot, look: Look, icons: Icons) -> None:
    pane = LostPane(look, icons)
    qtbot.addWidget(pane)
    pane.show()
    pane.show_items((lost("a"), lost("b", places=1), lost("c", places=3)))
    pane.start()
    said: list[tuple[str, ...]] = []
    pane.chosen.connect(lambda key: said.append(("chosen", key)))
    pane.accept_wanted.connect(lambda key: said.append(("accept", key)))
    pane.attach_wanted.connect(lambda key: said.append(("attach", key)))
    pane.delete_wanted.connect(lambda key: said.append(("delete", key)))
    pane.place_wanted.connect(lambda key, way: said.append(("place", key, str(way))))
    pane.left.connect(lambda: said.append(("left",)))
    QTest.keyClicks(pane.view, "akja")
    QTest.keyClicks(pane.view, "jr")
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        QTest.keyClick(pane.view, key)
    assert said == [
        ("chosen", "b"), ("accept", "b"), ("chosen", "c"), ("attach", "c"), ("delete", "c"),
        ("place", "c", "1"), ("place", "c", "-1"), ("accept", "c"), ("left",),
    ]  # fmt: skip
    assert not pane.accept.isHidden()
    pane.show_items((lost("a"), lost("b", places=1)))
    assert pane.current == "b"  # the one that took its place
    pane.show_items(())
    assert pane.current == ""
    assert pane.room.isHidden()
    assert (lost_text(1), lost_text(2)) == ("1 passage not found again", "2 passages not found again")


def test_notices_take_one_another_s_place(qtbot: QtBot, icons: Icons) -> None:
    notices = TabNotices(icons)
    qtbot.addWidget(notices)
    done: list[str] = []
    notices.say("numbers", "The pages <i>seem</i> to be numbered.", ("Use", lambda: done.append("use")))
    bar = notices.say("numbers", "They are numbered.", ("Use them", lambda: done.append("them")))
    assert bar.sentence.textFormat() == Qt.TextFormat.PlainText
    assert [button.text() for button in bar.buttons] == ["Use them"]
    qtbot.mouseClick(bar.buttons[0], Qt.MouseButton.LeftButton)
    assert done == ["them"]
    notices.say("changed", "It has changed.")
    qtbot.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert notices.bar("numbers") is None
    assert notices.isVisibleTo(None) or not notices.isHidden()
    notices.clear("changed")
    assert notices.isHidden()


def test_the_page_of_a_missing_pdf_can_stop_its_search(qtbot: QtBot, icons: Icons) -> None:
    page = MissingPage(Document("d", "s", "t", "A & B <b>paper</b>"), icons)
    qtbot.addWidget(page)
    page.show()
    page.show_searching("/home/ann")
    page.show_progress(3, 40)
    assert page.bar.value() == 3
    with qtbot.waitSignal(page.stop_wanted):
        qtbot.mouseClick(page.cancel, Qt.MouseButton.LeftButton)
    page.show_sentence("")
    assert page.choose.isVisible()
    assert "“A & B <b>paper</b>”" in page.sentence.text()
