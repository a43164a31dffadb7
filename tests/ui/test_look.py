"""The tokens: contrasts as computed, a style sheet without holes, icons in the colours of the theme."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor, QIcon, QImage, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exoannotate import resources
from exoannotate.domain.records import MEANINGS
from exoannotate.ui import look as looks
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import DARK, LIGHT, Colours, Look, chosen_ground, contrast, over


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_contrasts(colours: Colours) -> None:
    for ground in (colours.surface, colours.window):
        assert contrast(colours.text, ground) >= 10
        for word in (colours.muted, colours.accent, colours.danger, colours.warning, colours.ok):
            assert contrast(word, ground) >= 4.5
        assert contrast(colours.control_line, ground) >= 3
    assert contrast(colours.on_accent, colours.accent) >= 4.5
    assert contrast(colours.text, colours.doubt) >= 4.5
    # The ring of the focus and the line under what is chosen, beside what they lie on.
    assert min(contrast(colours.accent, ground) for ground in (colours.window, colours.surface, colours.canvas)) >= 3


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_word_is_read_on_every_ground(colours: Colours) -> None:
    """Chosen rows, rows and buttons under the pointer, doubtful values: words of any colour stand on them."""
    hovered = (over(colours.text, colours.window, 0.07), over(colours.text, colours.surface, 0.05))
    for ground in (chosen_ground(colours), *hovered, colours.doubt):
        for word in (colours.text, colours.muted, colours.accent, colours.danger, colours.warning, colours.ok):
            assert contrast(word, ground) >= (4.4 if ground == colours.doubt else 4.5), (word, ground)
    assert contrast(colours.on_accent, over(colours.text, colours.accent, 0.14)) >= 4.5
    assert contrast(over(colours.text, colours.window, 0.45), colours.window) >= 2.5  # what cannot be used now
    assert contrast(chosen_ground(colours), colours.surface) >= 1.2


def test_meanings_are_told_apart_without_colour() -> None:
    assert len({meaning.letter for meaning in MEANINGS}) == len(MEANINGS) == 8
    assert len({meaning.pattern for meaning in MEANINGS}) == 8


def test_black_text_on_highlights_and_letters_on_chips(qapp: QApplication) -> None:
    for meaning in MEANINGS:
        assert contrast("#000000", over(meaning.colour, "#FFFFFF", looks.HIGHLIGHT_ALPHA)) >= 11.8
        for dark in (False, True):
            look = Look(dark=dark)
            assert contrast(look.colours.text, look.chip_ground(meaning.id)) >= 4.5, (meaning.name, dark)


@pytest.mark.parametrize("dark", [False, True])
def test_the_style_sheet_has_no_holes(qtbot: QtBot, dark: bool) -> None:
    look = Look(dark=dark)
    sheet = look.style_sheet()
    assert not re.search(r"@\w+@", sheet)
    assert look.colours.accent in sheet
    assert look.palette().color(QPalette.ColorRole.Window) == QColor(look.colours.window)


def test_theme_tone_and_meanings_change(qtbot: QtBot) -> None:
    look = Look()
    with qtbot.waitSignal(look.changed):
        look.set_dark(True)
    with qtbot.assertNotEmitted(look.changed):
        look.set_dark(True)
    with qtbot.waitSignal(look.changed):
        look.set_page_tone("sepia")
    with qtbot.waitSignal(look.changed):
        look.set_meanings(tuple(reversed(MEANINGS)))
    assert [meaning.ordinal for meaning in look.meanings] == list(range(1, 9))
    assert look.meaning("gone").id == "note"


def test_every_icon_is_drawn_in_the_themes_colour(qtbot: QtBot) -> None:
    look = Look()
    icons = Icons(look)
    names = sorted(path.stem for path in resources.path("icons").glob("*.svg"))
    assert len(names) > 40
    for name in names:
        assert alike(ink(icons.icon(name)), LIGHT.text)
    look.set_dark(True)
    assert alike(ink(icons.icon(names[0])), DARK.text)
    assert icons.pixmap(names[0], "accent", 18, 2.0).width() == 36
    with pytest.raises(FileNotFoundError):
        icons.icon("no such icon")


def alike(one: str, other: str) -> bool:
    """Whether two colours are the same but for the rounding of half-covered pixels."""
    a, b = QColor(one), QColor(other)
    return max(abs(a.red() - b.red()), abs(a.green() - b.green()), abs(a.blue() - b.blue())) <= 2


def ink(icon: QIcon) -> str:
    """The colour of the most opaque pixel."""
    image = icon.pixmap(48, 48).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=QColor.alpha).name()
