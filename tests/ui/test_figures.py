"""Figures in the window: real clicks and keys on bands and cells, the caption, the clipboard and files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QToolTip
from pytestqt.qtbot import QtBot

from exoannotate.domain.evidence import COLUMNS
from exoannotate.domain.figures.drawing import Drawing
from exoannotate.ui.commands.overviews import OverviewCommands
from exoannotate.ui.figures.view import FigureView
from exoannotate.ui.look import FIGURE_HEIGHT
from exoannotate.ui.window.main_window import MainWindow
from tests.ui.evidence_rows import row


@pytest.fixture
def view(qtbot: QtBot, window: MainWindow) -> FigureView:
    """The figures of the window, brought to the front by their key."""
    QTest.keySequence(window, "Ctrl+8")
    found = window.commands.part(OverviewCommands).figures
    assert found is not None
    qtbot.waitUntil(lambda: not found.busy and found.drawn is not None)
    return found


def drawing(view: FigureView) -> Drawing:
    assert view.canvas.drawing is not None
    return view.canvas.drawing


def pixel(view: FigureView, part: int) -> QPoint:
    """The middle of a bar, cell or band; a band runs through the middle of its place, however it is bent."""
    return view.canvas.place(part).center().toPoint()


def part(view: FigureView, label: str) -> int:
    return [one.label for one in drawing(view).parts].index(label)


def test_a_click_on_a_band_shows_its_records(qtbot: QtBot, window: MainWindow, view: FigureView) -> None:
    assert view.canvas.hasFocus() and len(window.evidence.shown_rows()) == 2
    band = part(view, "U87 → miR-21")
    at = pixel(view, band)
    QTest.mouseMove(view.canvas, at)
    assert view.told.text().startswith("U87 → miR-21 (▲ resistance): 1 record")
    assert view.canvas.accessibleDescription() == view.told.text()
    QTest.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: window.evidence.view.isVisible())
    (shown,) = window.evidence.shown_rows()
    assert shown["cargo"] == "miR-21" and window.evidence.chips.chips[0].label == "U87 → miR-21"
    QTest.keySequence(window, "Ctrl+8")
    qtbot.waitUntil(lambda: not view.busy and view.caption.toPlainText().endswith(" Filter: U87 → miR-21."))
    assert "1 record of" in view.caption.toPlainText()


def test_the_first_figure_takes_the_room_it_needs(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1280, 900)
    QTest.keySequence(window, "Ctrl+4")
    QApplication.processEvents()
    dock = window.evidence_dock
    before = dock.height()
    assert before < FIGURE_HEIGHT
    QTest.keySequence(window, "Ctrl+8")
    qtbot.waitUntil(lambda: dock.height() >= FIGURE_HEIGHT)
    window.resizeDocks([dock], [before], Qt.Orientation.Vertical)  # as its edge is dragged
    qtbot.waitUntil(lambda: dock.height() == before)
    QTest.keySequence(window, "Ctrl+4")
    QTest.keySequence(window, "Ctrl+8")
    QApplication.processEvents()
    assert dock.height() == before


def test_arrows_go_from_part_to_part_and_enter_opens(qtbot: QtBot, view: FigureView) -> None:
    view.choose("matrix", 85)
    qtbot.waitUntil(lambda: not view.busy)
    view.canvas.setFocus()
    told = []
    QTest.keyClick(view.canvas, Qt.Key.Key_Home)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right):
        QTest.keyClick(view.canvas, key)
        told.append(drawing(view).parts[view.canvas.current].label)
    assert told == ["miR-21 × radiation", "cargo: miR-21", "cargo: miR-9", "miR-9 × radiation", "miR-9 × temozolomide"]
    heard: list[object] = []
    view.records_wanted.connect(lambda records, label: heard.append((len(records), label)))
    QTest.keyClick(view.canvas, Qt.Key.Key_Return)
    assert not heard and "nobody looked" in view.told.text()
    QTest.keyClick(view.canvas, Qt.Key.Key_Left)
    with qtbot.waitSignal(view.records_wanted):
        QTest.keyClick(view.canvas, Qt.Key.Key_Space)
    assert heard == [(1, "miR-9 × radiation")]


def test_tab_goes_through_the_view_in_reading_order(window: MainWindow, view: FigureView) -> None:
    window.evidence.export.setFocus()
    for widget in view.tab_chain():
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is widget
        assert widget.accessibleName()


def test_names_of_strangers_are_words_in_tooltips(qtbot: QtBot, view: FigureView) -> None:
    hostile = "<b>bold</b><img src='http://x.org/y.png'>"
    view.show_rows((row("x", cargo=hostile, therapy="\u202eevil", role="no effect"),), COLUMNS)
    qtbot.waitUntil(lambda: not view.busy)
    at = pixel(view, part(view, f"cargo: {hostile}"))
    QTest.mouseMove(view.canvas, at)
    where = view.canvas.mapToGlobal(at)
    QApplication.sendEvent(view.canvas, QHelpEvent(QEvent.Type.ToolTip, at, where))
    assert "&lt;b&gt;bold" in QToolTip.text() and view.told.text().startswith(f"Cargo {hostile}")
    QToolTip.hideText()


def test_the_paper_is_white_in_a_dark_window_and_other_rows_give_another_figure(
    qtbot: QtBot, window: MainWindow, view: FigureView
) -> None:
    window.look.set_dark(True)
    view.choose("counts", 180)
    qtbot.waitUntil(lambda: not view.busy)
    seen = view.canvas.grab().toImage()
    assert QColor(seen.pixel(2, 2)).name() == "#ffffff"
    window.evidence.set_filter("cargo = miR-9")
    qtbot.waitUntil(lambda: not view.busy and "Filter: cargo = miR-9." in view.caption.toPlainText())
    window.evidence.set_filter("cargo = nothing")
    qtbot.waitUntil(lambda: not view.busy and "No record takes part" in view.caption.toPlainText())
    assert not drawing(view).parts
    QTest.keyClick(view.canvas, Qt.Key.Key_Down)
    QTest.keyClick(view.canvas, Qt.Key.Key_Return)


def test_figure_and_caption_go_to_the_clipboard(qtbot: QtBot, view: FigureView) -> None:
    with qtbot.waitSignal(view.saved):
        QTest.keyClick(view.canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasImage() and bytes(data.data("image/svg+xml").data()).startswith(b"<?xml")
    assert QImage(data.imageData()).width() == round(180 / 25.4 * 300)
    QTest.mouseClick(view.caption_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().startswith("Evidence map from donor cell")


def save_as(view: FigureView, path: Path) -> None:
    QTest.mouseClick(view.save_button, Qt.MouseButton.LeftButton)
    dialog = view.findChild(QFileDialog)
    assert dialog is not None
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    assert line is not None and line.text() == "figure-map-180mm.svg"
    line.setText(str(path))
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_a_figure_is_saved_with_its_caption(qtbot: QtBot, view: FigureView, tmp_path: Path) -> None:
    out = tmp_path / "figure.pdf"
    with qtbot.waitSignal(view.saved) as heard:
        save_as(view, out)
    assert heard.args == ["The figure is in “figure.pdf”, its caption in “figure.pdf.caption.txt”."]
    assert out.read_bytes().startswith(b"%PDF") and (tmp_path / "figure.pdf.caption.txt").stat().st_size > 100


def test_what_the_disk_refuses_is_told(qtbot: QtBot, window: MainWindow, view: FigureView, sample_pdf: Path,
                                       tmp_path: Path) -> None:  # fmt: skip
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(sample_pdf.read_bytes())
    with qtbot.waitSignal(view.refused):
        view.save(paper, "pdf")
    qtbot.waitUntil(lambda: window.toast.isVisible())
    assert paper.read_bytes() == sample_pdf.read_bytes()
