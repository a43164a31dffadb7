"""Another copy of a paper is added in the window: its highlights are carried over, and the page shows that copy."""

from __future__ import annotations

import hashlib
from pathlib import Path

from exoannotate.store.checks import check
from exoannotate.workspace import sample
from tests.journey.window import Person


def test_the_copy_is_shown_with_its_highlights_and_undo_brings_the_first_back(person: Person, tmp_path: Path) -> None:
    window = person.window
    project = sample.copy(tmp_path / "sample")
    copy = tmp_path / "from the publisher.pdf"
    first = project.with_name(sample.PDF)
    copy.write_bytes(first.read_bytes() + b"\n% downloaded again\n")
    hashes = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in (first, copy)}
    window.commands.open(project)
    person.wait(lambda: len(window.contents.rows) == 8)
    assert person.page.info is not None
    assert person.page.info.sha256 == hashes[first]
    before = {p.id: p.quads for p in window.contents.passages.values()}

    window.commands.adding.add([copy])
    person.wait(lambda: window.tabs.tab and window.tabs.tab.info.sha256 == hashes[copy])
    person.idle()
    assert len(window.contents.documents) == 1
    assert {p.id: p.quads for p in window.contents.passages.values()} == before
    assert {p.state for p in window.contents.passages.values()} == {"exact"}
    assert check(project).ok

    person.wait(window.toast.isVisible)
    many = len(before)
    words = f"is another copy of this paper. Of {many} highlights, found: {many} where they were."
    assert words in window.toast.sentence.text()
    assert window.toast.button.text() == "Undo"
    person.click(window.toast.button)
    person.wait(lambda: window.tabs.tab and window.tabs.tab.info.sha256 == hashes[first])
    person.idle()
    assert check(project).ok
