"""All mentions of a drug in many PDFs, other names included: what it costs in keys, and how one walks through them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from exoannotate.ui.commands.search import SearchCommands
from exoannotate.ui.search.everywhere import Everywhere
from exoannotate.workspace import documents, terms
from exoannotate.workspace.session import Session
from tests.journey.test_flows import Counter
from tests.journey.window import Ctrl, Person, Shift
from tests.short_papers import short_paper

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard|does not support", extend=True)

TOLD = (
    ("Alpha", "Exosomes of resistant cells raised the resistance to TMZ in vitro."),
    ("Beta", "Nothing of that kind was seen in the liver."),
    ("Gamma", "Temozolomide is given for weeks; later TMZ is given again. The vector pTMZX is another thing."),
    ("Delta", "Temodar was stopped when the marrow failed."),
)


@pytest.fixture
def library(person: Person, tmp_path: Path) -> Person:
    """A project of papers that were added and never searched."""
    terms.warm()  # as it is some seconds after the start
    person.new_project(tmp_path / "library.exo")
    person.add(*(short_paper(tmp_path / f"{name}.pdf", "", text) for name, text in TOLD))
    person.wait(lambda: person.window.tabs.tab is not None and person.page.complete)
    person.window.activateWindow()
    return person


def everywhere(person: Person) -> Everywhere:
    return person.window.commands.part(SearchCommands).everywhere


def quiet(person: Person) -> bool:
    search = everywhere(person)
    return not search.seeker.busy and not search.reader.busy and search._names is not None


def open_search(person: Person) -> Everywhere:
    person.window.activateWindow()
    QTest.keyClick(person.page.canvas, Qt.Key.Key_F, Ctrl | Shift)
    search = everywhere(person)
    person.wait(lambda: QApplication.focusWidget() is search.panel.field)
    return search


def where(person: Person) -> tuple[str, str]:
    """The document in front and the words its reader is at."""
    tab = person.window.tabs.tab
    assert tab is not None
    hit = tab.finder.finding.current
    return tab.document.title, tab.finder.finding.index.pages[hit.page].text[hit.start : hit.end] if hit else ""


def at(person: Person, document: str, words: str) -> None:
    person.wait(lambda: where(person)[0].startswith(document) and where(person)[1] == words)


def test_all_mentions_of_a_drug_cost_seven_keys(library: Person) -> None:
    hand = Counter(library)
    panel = open_search(library).panel
    hand.keys += 3
    hand.type("TMZ")
    library.wait(lambda: quiet(library) and len(panel.model.texts) == 4)
    assert "temozolomide" in panel.frame.also.text().casefold()
    headings = [row.title.split()[0] for row in panel.model.rows if row.kind == "heading"]
    assert headings == ["Alpha", "Gamma", "Delta"]
    assert panel.frame.count.text() == "4 places in 3 documents"
    hand.key(Qt.Key.Key_Return)
    at(library, "Alpha", "TMZ")
    assert hand.keys + hand.letters <= 7 and hand.clicks == 0
    # On through all of them, and round.
    for document, words in (("Gamma", "Temozolomide"), ("Gamma", "TMZ"), ("Delta", "Temodar"), ("Alpha", "TMZ")):
        hand.key(Qt.Key.Key_F3)
        at(library, document, words)
    QTest.keyClick(library.page.canvas, Qt.Key.Key_F3, Shift)
    at(library, "Delta", "Temodar")
    assert "4 of 4 in all documents" in library.window.note_label.text()
    assert library.window.tabs.count() == 3


def test_other_names_are_switched_off_and_the_document_has_its_own_search_again(library: Person) -> None:
    search = open_search(library)
    hand = Counter(library)
    hand.type("temozolomide")
    library.wait(lambda: quiet(library) and len(search.panel.model.texts) == 4)
    names = search.panel.findChild(QPushButton, "search_names")
    assert names is not None
    library.click(names)
    library.wait(lambda: quiet(library) and len(search.panel.model.texts) == 1)
    assert "not looked for" in search.panel.frame.also.text()
    search.panel.field.setFocus()
    hand.key(Qt.Key.Key_Return)
    at(library, "Gamma", "Temozolomide")
    # What is typed into the find bar is looked for in this document alone.
    bar = library.window.tabs.tab.finder.bar if library.window.tabs.tab else None
    assert bar is not None
    bar.field.setText("vector")
    library.press(library.page.canvas, Qt.Key.Key_F3)
    at(library, "Gamma", "vector")


def test_what_cannot_be_searched_is_named(person: Person, tmp_path: Path) -> None:
    gone = short_paper(tmp_path / "Gone.pdf", "Away", TOLD[2][1])
    with Session.create(tmp_path / "library.exo", "Ann") as session:
        for path in (short_paper(tmp_path / "Alpha.pdf", TOLD[0][1]), short_paper(tmp_path / "Scan.pdf", ""), gone):
            documents.add(session, person.window.client, path)
    person.window.commands.open(tmp_path / "library.exo")
    person.wait(lambda: person.window.tabs.tab is not None and person.page.complete)
    gone.unlink()
    search = open_search(person)
    Counter(person).type("TMZ")
    person.wait(lambda: quiet(person))
    said = search.panel.frame.unread.text()
    assert said.startswith("2 documents could not be searched: ") and "pictures" in said and "not at hand" in said
    assert search.panel.frame.unread.isVisible()


def test_reading_stops_at_a_click(person: Person, tmp_path: Path) -> None:
    person.new_project(tmp_path / "library.exo")
    person.add(short_paper(tmp_path / "Alpha.pdf", TOLD[0][1]))
    person.add(short_paper(tmp_path / "Long.pdf", *(TOLD[2][1],) * 120))
    person.wait(lambda: person.window.tabs.tab is not None and person.page.complete)
    search = open_search(person)
    Counter(person).type("TMZ")
    person.wait(lambda: search.reader.busy)
    words = [button for button in person.window.statusBar().findChildren(QPushButton) if button.text() == "Cancel"]
    assert len(words) == 1 and words[0].isVisible()
    person.click(words[0])
    assert not search.reader.busy and not words[0].isVisible()
    person.idle()
