"""A reader marks a figure: by mouse, by keys, on a turned page, moves its edges, makes a record of it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from exoannotate.domain.change import Change
from exoannotate.domain.geometry import PagePoint
from exoannotate.domain.records import Passage
from exoannotate.pdf.png import size
from exoannotate.store.checks import check
from exoannotate.store.rows import update
from exoannotate.ui.project.lists import ID_ROLE
from exoannotate.ui.project.pictures import AreaPicture
from exoannotate.workspace.session import Session
from tests.journey.window import Ctrl, Left, Person, Plain, Shift

Alt = Qt.KeyboardModifier.AltModifier


def drag(
    person: Person, start: tuple[float, float], end: tuple[float, float], held: Qt.KeyboardModifier = Plain
) -> None:
    """From one place of page 2 to another, in points."""
    view = person.page
    a, b = (QPoint(*map(round, view.viewport.to_pixels(PagePoint(1, *place)))) for place in (start, end))
    surface = view.canvas.viewport()
    QTest.mousePress(surface, Left, held, a)
    for step in range(1, 4):
        QTest.mouseMove(surface, a + (b - a) * step / 3)
    QTest.mouseRelease(surface, Left, held, b)


def areas(person: Person) -> list[Passage]:
    return sorted((p for p in person.window.contents.passages.values() if p.is_area), key=lambda p: p.created)


def start(person: Person, tmp_path: Path, pdf: Path) -> Path:
    project = tmp_path / "p.exo"
    person.new_project(project)
    person.add(Path(shutil.copy(pdf, tmp_path / "review.pdf")))
    person.turn_to(1)
    person.wait(lambda: person.page.complete)
    return project


def near(passage: Passage, *sides: float) -> bool:
    box = passage.quads[0].bounds()
    return all(abs(a - b) < 1.5 for a, b in zip((box.x0, box.y0, box.x1, box.y1), sides, strict=True))


def test_an_area_by_mouse_moved_and_taken_back(person: Person, tmp_path: Path, sample_pdf: Path) -> None:
    project = start(person, tmp_path, sample_pdf)
    view, window = person.page, person.window
    person.press(view.canvas, Qt.Key.Key_A)
    assert view.area.active
    drag(person, (420, 135), (160, 64))  # from the right bottom to the left top
    person.wait(lambda: areas(person) and view.selected_passage == areas(person)[0].id)
    (made,) = areas(person)
    assert near(made, 160, 64, 420, 135)
    assert made.note.startswith("Fig. 1 Three ways")
    assert not view.area.active
    assert view.area.rect is None
    assert not view.selection
    drag(person, (420, 135), (900, 160))  # its corner, beyond the page: the page is the limit
    person.wait(lambda: areas(person)[0].quads != made.quads)
    moved = areas(person)[0]
    assert near(moved, 160, 64, 595, 160)
    assert moved.picture != made.picture
    person.press(view.canvas, Qt.Key.Key_Z, Ctrl)
    person.wait(lambda: areas(person)[0].quads == made.quads)
    assert areas(person)[0].picture == made.picture
    index = window.project.highlights.index(0, 0)
    assert index.data(ID_ROLE) == made.id
    assert "Figure or table area" in index.data(Qt.ItemDataRole.ToolTipRole)
    person.press(view.canvas, Qt.Key.Key_Delete)
    person.wait(lambda: not areas(person))
    person.press(view.canvas, Qt.Key.Key_Z, Ctrl)
    person.wait(lambda: areas(person))
    person.idle()
    assert check(project).ok


def test_alt_and_drag_then_a_record_with_the_picture(person: Person, tmp_path: Path, sample_pdf: Path) -> None:
    start(person, tmp_path, sample_pdf)
    view, window = person.page, person.window
    drag(person, (300, 100), (303, 102), Alt)  # a slip of the hand
    person.idle()
    assert not areas(person)
    view.canvas.set_turn(1)
    person.wait(lambda: view.complete)
    view.canvas.show_view(view.viewport.showing(PagePoint(1, 160, 64), at=0.3))
    drag(person, (160, 64), (420, 135), Alt)
    person.wait(lambda: areas(person) and view.selected_passage)
    assert near(areas(person)[0], 160, 64, 420, 135)
    key = areas(person)[0].picture
    person.press(view.canvas, Qt.Key.Key_E)
    person.wait(lambda: window.form.drafting)
    window.activateWindow()  # the dialog of adding has gone meanwhile, and without a desktop nobody else does it
    person.wait(lambda: QApplication.activeWindow() is window)
    person.fill("cargo", "miR-21")
    person.press(QApplication.focusWidget(), Qt.Key.Key_Return, Ctrl)
    person.wait(lambda: window.contents.rows)
    person.idle()
    (row,) = window.contents.rows.values()
    assert row["quote"] == "[area]"
    person.wait(lambda: (found := window.form.findChild(AreaPicture)) is not None and not found.pixmap().isNull())
    data: list[bytes | None] = []
    window.bridge.do(lambda session: session.project.picture(key), done=data.append)
    person.wait(lambda: data)
    width, height = size(data[0] or b"")
    assert (width, height) == (723, 198) or abs(width / height - 260 / 71) < 0.1


def test_an_area_by_keys_alone(person: Person, tmp_path: Path, sample_pdf: Path) -> None:
    start(person, tmp_path, sample_pdf)
    view = person.page
    view.canvas.set_hand(True)
    person.press(view.canvas, Qt.Key.Key_A)
    person.press(view.canvas, Qt.Key.Key_Down)
    frame = view.area.rect
    assert frame is not None
    person.press(view.canvas, Qt.Key.Key_Escape)
    assert not view.area.active
    assert view.area.rect is None
    assert view.canvas.hand  # the hand tool is taken up again
    person.press(view.canvas, Qt.Key.Key_A)
    for key, held in ((Qt.Key.Key_Down, Plain), (Qt.Key.Key_Up, Plain), (Qt.Key.Key_Right, Shift)):
        person.press(view.canvas, key, held)
    person.press(view.canvas, Qt.Key.Key_Return)
    person.wait(lambda: areas(person))
    assert near(areas(person)[0], frame.x0, frame.y0 - 10, frame.x1 + 10, frame.y1 - 10)
    assert not view.area.active


def test_a_lost_area_is_seen_and_marked_again(person: Person, tmp_path: Path, sample_pdf: Path) -> None:
    project = start(person, tmp_path, sample_pdf)
    view, window = person.page, person.window
    drag(person, (160, 64), (420, 135), Alt)
    person.wait(lambda: areas(person))
    (made,) = areas(person)

    def lose(session: Session) -> None:
        """As when its file was replaced by another copy."""
        lost = replace(made, quads=(), state="not found", score=0.0)
        session.run(Change("Lose", (update(made, lost),)))

    window.bridge.do(lose)
    person.wait(lambda: not areas(person)[0].quads and window.commands.lost.pane.model.items)
    window.commands.lost.lost_highlights()
    picture = window.commands.lost.pane.picture
    person.wait(lambda: picture.isVisible() and not picture.pixmap().isNull())
    person.click(window.commands.lost.pane.attach)
    assert view.area.active
    person.press(view.canvas, Qt.Key.Key_Escape)
    assert not view.area.active
    person.click(window.commands.lost.pane.attach)
    person.idle()
    person.wait(lambda: view.area.active and view.complete)
    drag(person, (150, 60), (430, 140))
    person.wait(lambda: areas(person)[0].quads)
    assert near(areas(person)[0], 150, 60, 430, 140)
    assert (areas(person)[0].id, areas(person)[0].state, areas(person)[0].note) == (made.id, "exact", made.note)
    person.idle()
    assert check(project).ok
