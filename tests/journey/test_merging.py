"""A project goes to a colleague and comes back: shared by keys, dropped, looked at, merged by Enter, undone once."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from exoannotate.domain.fields import field, values
from exoannotate.ui.dialogs import waiting
from exoannotate.ui.dialogs.merge import MergeDialog
from exoannotate.ui.dialogs.share import ShareDialog
from exoannotate.ui.dialogs.waiting import WaitDialog
from exoannotate.workspace import merging, records, sample
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session
from tests.journey.test_flows import Counter
from tests.journey.window import Person

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard|does not support", extend=True)


def typed(**given: str) -> dict[str, FieldInput]:
    return {name: FieldInput(values(field(name), (text,))) for name, text in given.items()}


@pytest.fixture
def project(person: Person, tmp_path: Path) -> Path:
    path = sample.copy(tmp_path / "sample")
    person.window.commands.open(path)
    person.wait(lambda: person.window.contents.rows)
    person.idle()
    return path


def share_dialog(person: Person) -> tuple[Counter, ShareDialog]:
    """File > Share a copy by keys."""
    hand = Counter(person)
    hand.chord("Ctrl+Shift+S")
    person.wait(lambda: isinstance(person.window.commands.dialog, ShareDialog))
    dialog = person.window.commands.dialog
    assert isinstance(dialog, ShareDialog)
    dialog.activateWindow()
    person.wait(lambda: dialog.isAncestorOf(QApplication.focusWidget() or person.window))
    return hand, dialog


def share(person: Person) -> tuple[Counter, Path]:
    """File > Share a copy by keys, as it is offered."""
    folder = Path(person.window.contents.path).parent
    before = set(folder.iterdir())
    hand, _ = share_dialog(person)
    hand.key(Qt.Key.Key_Return)
    person.wait(lambda: {p for p in folder.iterdir() if p.suffix == ".exo"} - before)
    person.idle()
    (made,) = {p for p in folder.iterdir() if p.suffix == ".exo"} - before
    return hand, made


def drop(person: Person, path: Path) -> MergeDialog:
    """Let a file fall on the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, plain = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(person.window, QDragEnterEvent(QPoint(300, 300), copy, data, left, plain))
    QApplication.sendEvent(person.window, QDropEvent(QPointF(300, 300), copy, data, left, plain))
    person.wait(lambda: isinstance(person.window.commands.dialog, MergeDialog))
    dialog = person.window.commands.dialog
    assert isinstance(dialog, MergeDialog)
    return dialog


def test_share_and_merge_what_comes_back(person: Person, project: Path) -> None:
    hand, copy = share(person)
    assert hand.keys <= 8 and hand.clicks == 0
    with Session.open(copy, "Ben") as session:
        passage = session.project.passages()[0].id
        records.edit(session, session.project.records()[0].id, typed(note="seen"))
        records.create(session, (passage,), typed(cargo="miR-999", therapy="temozolomide"))
    before = dict(person.window.contents.rows)
    for _ in range(2):  # what was undone can be done again
        drop(person, copy)
        hand = Counter(person)
        hand.key(Qt.Key.Key_Return)
        person.wait(lambda: any(row["cargo"] == "miR-999" for row in person.window.contents.rows.values()))
        assert hand.keys == 1 and person.window.commands.dialog is None
        person.idle()
        assert person.window.toast.sentence.text() == f"Merged “{copy.stem}”: 1 new record, 1 changed record."
        undo(person)
        person.wait(lambda: dict(person.window.contents.rows) == before)
        person.idle()


def undo(person: Person) -> None:
    """Ctrl+Z in the window."""
    person.window.activateWindow()  # a desktop gives the window its keys back; this platform does not
    person.wait(person.window.isActiveWindow)
    QTest.keySequence(person.window, "Ctrl+Z")


def test_what_goes_along_is_counted_and_chosen_by_keys(person: Person, project: Path) -> None:
    window = person.window
    size = (project.parent / "review.pdf").stat().st_size
    hand, dialog = share_dialog(person)
    person.wait(lambda: dialog.told.text().startswith("8 records, "))
    assert dialog.pdfs.text() == f"The PDFs: 1 PDF, {size / 1e6:.1f} MB" and dialog.pdfs.isEnabled()
    assert dialog.images.text().endswith(f": {sum(bool(p.quote) for p in window.contents.passages.values())}")
    for box in (dialog.pdfs, dialog.images, dialog.names):
        box.setFocus()
        hand.key(Qt.Key.Key_Space)
    hand.key(Qt.Key.Key_Return)
    copy = project.with_name("sample to share.exo")
    person.wait(copy.exists)
    person.wait(lambda: window.toast.isVisible())
    assert "with 1 PDF, with " in window.toast.sentence.text()
    with Session.open(copy, "Ben") as session:
        assert session.project.embedded_sizes() == {session.project.documents()[0].sha256: size}
        assert all(p.picture for p in session.project.passages() if p.quote)
        assert {c.name for c in session.project.curators()} == {"Curator 1"}
    assert not merging.preview(Session.open(project, read_only=True), copy).plan.edits


def test_a_name_that_is_taken_is_told(person: Person, project: Path) -> None:
    taken = project.with_name("taken.exo")
    taken.write_text("mine")
    hand, dialog = share_dialog(person)
    dialog.target.setText(str(taken))
    hand.key(Qt.Key.Key_Return)
    person.wait(lambda: person.window.toast.isVisible())
    assert "exists already" in person.window.toast.sentence.text() and taken.read_text() == "mine"


def test_conflicts_are_chosen_by_keys(person: Person, project: Path) -> None:
    _, copy = share(person)
    record = next(iter(person.window.contents.rows))
    with Session.open(copy, "Ben") as session:
        records.edit(session, record, typed(therapy="cisplatin"))
    person.window.bridge.do(lambda session: records.edit(session, record, typed(therapy="radiation")))
    person.wait(lambda: person.window.contents.rows[record]["therapy"] == "radiation")
    dialog = drop(person, copy)
    assert dialog.model.rowCount() == 1 and not dialog.model.theirs[0]
    hand = Counter(person)
    hand.key(Qt.Key.Key_Right)
    hand.key(Qt.Key.Key_Return)
    person.wait(lambda: person.window.contents.rows[record]["therapy"] == "cisplatin")
    assert hand.keys == 2


def test_a_stranger_is_refused_and_nothing_is_opened(person: Person, project: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.exo"
    other.write_bytes(b"no project")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(other))])
    person.window.commands.drop(data)
    person.wait(lambda: person.window.toast.isVisible())
    assert person.window.contents.path == str(project)


def test_what_takes_long_is_told_and_ends_with_escape(
    person: Person, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "SHOWN_AFTER", 1)
    large = Path(shutil.copy(project, tmp_path / "large.exo"))
    with closing(sqlite3.connect(large)) as db, db:
        db.execute("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 60000) "
                   "INSERT INTO tombstones SELECT x, 'a', 'b', 'c' FROM c")  # fmt: skip
    window = person.window
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(large))])
    window.commands.drop(data)
    person.wait(lambda: any(one.isVisible() for one in window.findChildren(WaitDialog)))
    (shown,) = window.findChildren(WaitDialog)
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible() and shown.stop.is_set()
    person.idle()
    assert window.commands.dialog is None and not window.findChildren(MergeDialog)
    assert not window.toast.isVisible(), "who cancels needs no word about it"
