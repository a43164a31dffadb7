"""A real window on a real project with a made review, without a screen."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from exoannotate.domain import fields
from exoannotate.pdf.client import PdfClient
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import Look
from exoannotate.ui.page.view import DocumentView
from exoannotate.ui.window.main_window import MainWindow
from exoannotate.workspace import documents, passages, records
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session
from tests.conftest import MadePdf
from tests.ui.paper import Open
from tests.ui.paper import settle as until_sharp
from typeset import Prose, Review, typeset


@pytest.fixture(scope="session")
def pdf() -> Iterator[PdfClient]:
    with PdfClient() as client:
        yield client


@pytest.fixture(scope="module")
def client() -> Iterator[PdfClient]:
    with PdfClient() as client:
        yield client


@pytest.fixture
def look(qapp: QApplication) -> Look:
    return Look()


@pytest.fixture
def open_view(qtbot: QtBot, client: PdfClient, look: Look) -> Iterator[Open]:
    views: list[DocumentView] = []

    def opened(path: Path, *, size: tuple[int, int] = (900, 800), page: int = 0) -> DocumentView:
        view = DocumentView(client, look)
        qtbot.addWidget(view)
        views.append(view)
        view.resize(*size)
        view.show()
        view.show_document(client.open(path).result(20))
        if page:
            view.go_to(page)
        view.canvas.setFocus()
        until_sharp(qtbot, view)
        return view

    yield opened
    for view in views:
        view.shutdown()
        if view.info is not None:
            client.close(view.info)


@pytest.fixture
def icons(look: Look) -> Icons:
    return Icons(look)


def typed(**given: str) -> dict[str, FieldInput]:
    """Field inputs from what a person would type."""
    return {name: FieldInput(fields.values(fields.field(name), (text,))) for name, text in given.items()}


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, pdf: PdfClient, made_review: MadePdf) -> Path:
    """A project with the made review, two highlights and two records. It is made once and copied for each test."""
    path = tmp_path_factory.mktemp("template") / "glioma.exo"
    with pytest.MonkeyPatch.context() as patched, Session.create(path, "Ada") as session:
        patched.setenv("EXOANNOTATE_CACHE_DIR", str(path.parent / "_cache"))
        added = documents.add(session, pdf, made_review.path)
        info = documents.open_document(session, pdf, added.document)
        texts = {n: pdf.text(info, n).result() for n in range(info.pages)}
        pdf.close(info)
        paragraphs = [(n, p) for n, page in texts.items() for p in page.paragraphs if p.kind == "body"]
        bodies = [(n, p) for n, p in paragraphs if p.end - p.start > 200]
        quotes = [texts[n].text[p.start : p.start + 90].rsplit(" ", 1)[0] for n, p in (bodies[0], bodies[-1])]
        made = [passages.highlight_quote(session, pdf, added.document, quote).passage for quote in quotes]
        assert all(made)
        one = typed(cargo="miR-21", donor="U87", therapy="temozolomide", effect="resistance increased")
        records.create(session, (made[0],), one)
        records.create(session, (made[1],), typed(cargo="miR-9", therapy="radiation", effect="sensitivity increased"))
    return path


@pytest.fixture(scope="session")
def other_paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A paper that is no copy of the made review."""
    told = "Vesicles of the liver travel far and their freight differs from that of the tissue they leave behind. "
    review = Review(
        title="Vesicles of the liver", authors="A. Nobody", affiliation="Nowhere", journal="Sample Letters",
        running="Liver", abstract=told, keywords="liver", blocks=tuple(Prose(told * k) for k in range(8, 30)),
    )  # fmt: skip
    path = tmp_path_factory.mktemp("other") / "liver.pdf"
    typeset(review, path)
    return path


@pytest.fixture
def project(tmp_path: Path, template: Path) -> Path:
    """A copy of the template; it lies as deep as that, so that the PDF is found on the same relative path."""
    return Path(shutil.copy(template, tmp_path / template.name))


Opener = Callable[[Path | None], MainWindow]


@pytest.fixture
def open_window(qtbot: QtBot, pdf: PdfClient, look: Look, icons: Icons) -> Iterator[Opener]:
    """Makes windows and closes them all in the end, threads and timers included."""
    windows: list[MainWindow] = []

    def opened(path: Path | None) -> MainWindow:
        window = MainWindow(pdf, look, icons)
        window.verbs.suggesting = False  # what a test types must not depend on what was read before
        windows.append(window)
        window.resize(1440, 900)
        window.show()
        window.activateWindow()
        if path is not None:
            with qtbot.waitSignal(window.bridge.opened, timeout=10_000):
                window.commands.open(path)
            settle(qtbot, window)
        return window

    yield opened
    for window in windows:
        if isValid(window):
            close(window)


def close(window: MainWindow) -> None:
    """Close a window and let everything deleted later go now."""
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until the project has answered everything and open documents stand."""

    def quiet() -> bool:
        tab = window.tabs.tab
        known = tab is None or tab.view.current_page in tab.view.pages
        return not window.bridge.busy and not window.tabs.opening and known

    qtbot.waitUntil(quiet, timeout=15_000)
    QApplication.processEvents()
    qtbot.waitUntil(quiet, timeout=15_000)


@pytest.fixture
def window(open_window: Opener, project: Path) -> MainWindow:
    return open_window(project)


def type_into(window: MainWindow, field: str, text: str, *, leave: bool = True) -> None:
    """Type into a field of the form as a person does, and leave it with Tab."""
    window.form.go_to(field)
    target = window.form.editors[field].input
    QTest.keySequence(target, "Ctrl+A")
    QTest.keyClick(target, Qt.Key.Key_Delete)
    QTest.keyClicks(target, text)
    if leave:
        if not window.form.editors[field].field.choices and getattr(target, "offers", None) is not None:
            QTest.keyClick(target, Qt.Key.Key_Escape)  # as typed, not what is offered
        QTest.keyClick(target, Qt.Key.Key_Tab)
