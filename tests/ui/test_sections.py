"""Folding parts of the left pane, and how they were left."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exoannotate.domain.folding import letters
from exoannotate.ui.project.pane import FILTERED_FROM
from exoannotate.ui.window.main_window import MainWindow
from tests.ui.conftest import Opener, close, settle


def test_sections_fold_by_mouse_and_key_and_come_back(open_window: Opener, window: MainWindow) -> None:
    sections = window.project.sections
    assert [n for n in ("documents", "outline", "thumbnails", "highlights") if sections.is_open(n)] == [
        "documents",
        "highlights",
    ]
    QTest.mouseClick(sections.section("documents").heading, Qt.MouseButton.LeftButton)
    heading = sections.section("outline").heading
    heading.setFocus()
    QTest.keyClick(heading, Qt.Key.Key_Space)
    assert not window.project.document_view.isVisible() and window.project.outline.isVisible()
    kept = {n: sections.is_open(n) for n in ("documents", "outline", "thumbnails", "highlights")}
    close(window)
    again = open_window(None).project.sections
    assert {n: again.section(n).open for n in kept} == kept


def test_a_broken_memory_does_no_harm(window: MainWindow) -> None:
    sections = window.project.sections
    for broken in ("", "{", "[]", '{"folded": 3, "heights": {}}', '{"folded": [], "heights": {"outline": "x"}}'):
        sections.restore(broken)
    assert sections.is_open("outline")


def test_all_folded_the_headings_stay_at_the_top(window: MainWindow) -> None:
    sections = window.project.sections
    for name in ("documents", "outline", "thumbnails", "highlights"):
        sections.section(name).set_open(False)
    QApplication.processEvents()
    tops = [sections.section(n).y() for n in ("documents", "outline", "thumbnails", "highlights")]
    assert tops == sorted(tops) and tops[-1] < 200
    assert sections.first() is sections.section("documents").heading


def test_highlights_are_filtered_by_words_and_notes(qtbot: QtBot, window: MainWindow) -> None:
    field = window.project.highlight_filter
    assert not field.isVisible()  # two are seen at a glance
    document = next(iter(window.contents.documents))
    from exoannotate.workspace import passages

    tab = window.tabs.tab
    assert tab is not None
    words = [w for w in dict.fromkeys(tab.view.pages[0].text.split()) if len(w) > 7][:FILTERED_FROM]
    text = tab.view.pages[0].text
    for word in words:
        at = text.index(word)
        sentence = text[at : at + 40]
        window.bridge.do(
            lambda session, s=sentence: passages.highlight_quote(session, window.commands._client, document, s)
        )
    settle(qtbot, window)
    qtbot.waitUntil(field.isVisible, timeout=10_000)
    every = window.project.highlights.rowCount()
    QTest.keyClicks(field, words[3])
    shown = window.project.highlights.rowCount()
    assert 0 < shown < every
    for row in range(shown):
        assert letters(words[3]) in letters(str(window.project.highlights.index(row, 0).data()))
    assert window.project.sections.section("highlights").count.text() == f"{shown} of {every}"
    QTest.keyClicks(field, "zzzz")
    assert window.project.highlights.rowCount() == 0 and field.isVisible()
    field.clear()
    assert window.project.highlights.rowCount() == every
