"""A link that leads out of the program is shown whole before it is opened, and only the web and mailboxes are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel
from pytestqt.qtbot import QtBot

from exoannotate.ui.dialogs.link import LinkDialog, host_of, safe
from exoannotate.ui.window.main_window import MainWindow
from tests.ui.paper import Left


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "smb://host/share",
        "data:text/html,<b>x</b>",
        "exo:open",
        "http:",
        "https:///path",
        "mailto:nobody",
        "",
        "  ",
        "www.example.org",
        "ftp://example.org/x",
    ],
)
def test_only_the_web_and_mailboxes_are_opened(address: str) -> None:
    assert safe(address) is None


def test_who_is_asked_is_told_in_plain_letters() -> None:
    dressed = safe("https://www.bank.example@evil.example/login")
    assert dressed is not None and host_of(dressed) == "evil.example"
    foreign = safe("https://\u0435\u0440\u0456\u0441.example/")  # Cyrillic
    assert foreign is not None and host_of(foreign).startswith("xn--")
    letter = safe("mailto:ada@example.org?subject=hello")
    assert letter is not None and host_of(letter) == "ada@example.org"


def labels(dialog: LinkDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def asked(window: MainWindow, address: str) -> LinkDialog:
    assert window.tabs.tab is not None
    window.tabs.tab.view.address_wanted.emit(address)
    dialog = window.commands.dialog
    assert isinstance(dialog, LinkDialog)
    return dialog


@pytest.fixture
def opened(window: MainWindow) -> list[str]:
    """What would have been opened; nothing is."""
    found: list[str] = []
    opener: Callable[[QUrl], bool] = lambda url: not found.append(url.toString())  # noqa: E731
    window.commands.selecting.opener = opener
    return found


def test_the_whole_address_is_shown_and_opened_only_when_wanted(window: MainWindow, opened: list[str]) -> None:
    address = "https://www.example.org/a?x=<b>1</b>&" + "long=" * 60
    dialog = asked(window, address)
    assert "Open www.example.org in your browser?" in labels(dialog)
    assert dialog.address.toPlainText().endswith("long=" * 60) and "<b>" not in dialog.address.toPlainText()
    assert not opened
    # Return is the safe answer.
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert not opened and window.commands.dialog is None
    dialog = asked(window, address)
    QTest.mouseClick(dialog.open_button, Left)
    assert len(opened) == 1 and opened[0].startswith("https://www.example.org/a")


def test_the_address_can_be_copied_instead(window: MainWindow, opened: list[str]) -> None:
    dialog = asked(window, "mailto:ada@example.org")
    assert "Write to ada@example.org?" in labels(dialog)
    QTest.mouseClick(dialog.copy_button, Left)
    assert QApplication.clipboard().text() == "mailto:ada@example.org" and not opened


def test_a_foreign_scheme_is_told_and_not_asked(window: MainWindow, opened: list[str], qtbot: QtBot) -> None:
    assert window.tabs.tab is not None
    window.tabs.tab.view.address_wanted.emit("file:///etc/passwd")
    assert window.commands.dialog is None and not opened
    window.commands.selecting.opener = lambda _url: False
    dialog = asked(window, "https://example.org/")
    QTest.mouseClick(dialog.open_button, Left)
    assert window.commands.dialog is None
    assert dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel) is not None
