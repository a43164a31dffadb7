"""How everything looks: the one place where a colour, a size or a font is written.

The contrasts of both palettes were computed (WCAG 2.1): text 15.6 / 11.9, muted 6.3 / 6.3, accent 6.1 / 6.6 on the
surface, light / dark; ``ok`` is darker than first planned, because it stands on chosen rows too (4.7, not 4.1).
A change here needs the computation again; ``contrast`` does it and a test holds the floor.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtCore import QTemporaryDir

    from exoannotate.domain.records import Meaning

PageTone = Literal["normal", "sepia", "dark"]

XS, S, M, L, XL = 4, 8, 12, 16, 24
"""Spacing, in logical pixels."""
RADIUS = 6
CONTROL = 30
ROW = 28
ICON = 18
TARGET = 30
PANE_LEAST, PANE_MOST = 280, 340
PAGE_GAP = 12
FOCUS = 2
OUTLINE = 1.5
CARET = 2
POINTED = 3.0
"""The line under the words that a field was read from."""
HANDLE = 10
"""The knob at an end of a highlight that can be dragged."""
PULSE = 150
"""How long the pulse of a passage takes, in milliseconds."""
HIGHLIGHT_ALPHA = 0.38
AREA_ALPHA = 0.1
SELECTION_ALPHA = 0.28
FOUND_ROW = 44
"""A hit in the list: two lines of text."""
SEARCH_ROW = 40
"""A row of the search over everything: one line, or two of which the second is small."""
SEARCH_WIDTH, SEARCH_BESIDE = 720, 360
"""The width of the search over the page, and beside it."""
SEARCH_HEIGHT = 560
KEY_CAP = 18
"""The height of the frame round a key."""
SHADOW = 14
"""How far the shadow of what lies over the window reaches."""
STATE_SIGN = 14
"""The sign of a document's reading state."""
SECTION_LEAST = 90
"""The least height of an unfolded part of the project pane."""
FIGURE_HEIGHT = 400
"""The height the evidence pane takes, where the window has it, when a figure is first looked at."""
THUMBNAIL = (104, 140)
"""The room for the small picture of a page."""
FOUND_ALPHA, FOUND_HERE = 0.14, 0.22
"""The tint of a hit, and what is laid over that of the hit the reader is at."""


class Colours(NamedTuple):
    """The colours of one theme, as "#RRGGBB". A named tuple, because the first frame waits for it: dataclasses take
    6 ms to import."""

    dark: bool
    window: str
    surface: str
    canvas: str
    line: str
    control_line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    danger: str
    warning: str
    ok: str
    doubt: str


LIGHT = Colours(
    dark=False, window="#F6F7F9", surface="#FFFFFF", canvas="#E4E7EB", line="#D9DDE3", control_line="#868E9B",
    text="#1C2430", muted="#566072", accent="#1F5FBF", on_accent="#FFFFFF",
    danger="#B3261E", warning="#8A5A00", ok="#197547", doubt="#FFF4D6",
)  # fmt: skip
DARK = Colours(
    dark=True, window="#1E2126", surface="#262A30", canvas="#14161A", line="#3A4049", control_line="#7C8594",
    text="#E7EAEE", muted="#A3ACBA", accent="#7FB0FF", on_accent="#10131A",
    danger="#FF8A80", warning="#F2BF5B", ok="#6FD3A0", doubt="#4A3F20",
)  # fmt: skip

PAPER = "#FFFFFF"
PAPER_LINES = "#E9ECF0"
"""The grey lines of a page that is not drawn yet."""
SEPIA = "#F6ECD9"
INK = "#1C2430"
"""Letters on a badge: badges lie on the hue of their meaning in either theme."""
PAPER_ACCENT = "#1F5FBF"
"""The accent where it is drawn on white paper, in either theme."""


LEAST_CONTRAST = 4.5
_LEAST_TINT = 1.08
_BADGE_ALPHA = 0.55
"""How strong a hue is under the letter of its badge."""


def contrast(one: str, other: str) -> float:
    """The contrast of two colours after WCAG 2.1, from 1 to 21."""
    a, b = sorted((_luminance(one), _luminance(other)))
    return (b + 0.05) / (a + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def over(colour: str, ground: str, alpha: float) -> str:
    """``colour`` laid over ``ground`` with an opacity from 0 to 1, as "#RRGGBB"."""
    mixed = []
    for k in (1, 3, 5):
        mixed.append(round(int(colour[k : k + 2], 16) * alpha + int(ground[k : k + 2], 16) * (1 - alpha)))
    return "#{:02X}{:02X}{:02X}".format(*mixed)


def heat(colours: Colours, share: float) -> str:
    """The tint behind the number of a cell that holds a share (0 to 1) of what the fullest one holds."""
    return over(colours.accent, colours.surface, 0.06 + 0.36 * min(1.0, max(0.0, share)))


def chosen_ground(colours: Colours) -> str:
    """The ground of a chosen row: coloured words and muted ones are read on it as on any other (4.5 or more)."""
    return over(colours.accent, colours.surface, 0.16 if colours.dark else 0.14)


def unfit(colour: str) -> str:
    """Why a colour cannot mark text, as the end of a sentence; "" for one that can."""
    if contrast(INK, over(colour, PAPER, _BADGE_ALPHA)) < LEAST_CONTRAST:
        return "is too dark: its letter could not be read on it"
    if contrast(over(colour, PAPER, HIGHLIGHT_ALPHA), PAPER) < _LEAST_TINT:
        return "is too pale: it could not be seen on paper"
    return ""


class Look(QObject):
    """The theme in use. ``changed`` says that colours are new and everything painted by hand must be again."""

    changed = Signal()

    def __init__(self, *, dark: bool = False, motion: bool = True, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._colours = DARK if dark else LIGHT
        self._page_tone: PageTone = "normal"
        self._meanings: Mapping[str, Meaning] = MappingProxyType({})
        self._folder: QTemporaryDir | None = None
        self._fusion = False
        self.motion = motion
        """Whether things may move; off when the system asks for less."""

    @property
    def colours(self) -> Colours:
        return self._colours

    @property
    def dark(self) -> bool:
        return self._colours.dark

    @property
    def page_tone(self) -> PageTone:
        """How pages are shown: as printed, on sepia, or light on dark."""
        return self._page_tone

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        """What the colours of highlights mean, in the order of their keys 1 to 8."""
        if not self._meanings:
            # Here, because the first frame of the window has no meanings and is painted before records are known.
            from exoannotate.domain.records import MEANINGS

            self._meanings = MappingProxyType({m.id: m for m in MEANINGS})
        return tuple(self._meanings.values())

    def set_dark(self, dark: bool) -> None:
        """Change between light and dark; nothing happens when it is so already."""
        if dark != self.dark:
            self._colours = DARK if dark else LIGHT
            self.changed.emit()

    def set_page_tone(self, tone: PageTone) -> None:
        """Show pages as printed, on sepia, or light on dark."""
        if tone != self._page_tone:
            self._page_tone = tone
            self.changed.emit()

    def set_meanings(self, meanings: tuple[Meaning, ...]) -> None:
        """Use the project's own meanings; they are kept in the order of their ordinals."""
        ordered = sorted(meanings, key=lambda meaning: meaning.ordinal)
        self._meanings = MappingProxyType({meaning.id: meaning for meaning in ordered})
        self.changed.emit()

    def meaning(self, meaning_id: str) -> Meaning:
        """The meaning of that id; the last one ("Note") for an id that the project no longer has."""
        return next((one for one in self.meanings if one.id == meaning_id), self.meanings[-1])

    def colour(self, token: str) -> QColor:
        """The colour of a token, for example "accent". Raises AttributeError for a word that is none."""
        return QColor(getattr(self._colours, token))

    def chip_ground(self, meaning_id: str) -> str:
        """The hue of a meaning laid over the surface, for chips and badges; ``text`` stays readable on it."""
        return over(self.meaning(meaning_id).colour, self._colours.surface, 0.30 if self.dark else HIGHLIGHT_ALPHA)

    def chosen(self) -> QColor:
        """The ground of the row that is chosen, for what is painted by hand."""
        return QColor(chosen_ground(self._colours))

    def shadow(self, strength: float) -> QColor:
        """The colour of a shadow, from nothing (0) to its darkest (1)."""
        colour = QColor(self._colours.text if not self.dark else DARK.canvas)
        colour.setAlphaF(max(0.0, min(1.0, strength)) * (0.55 if self.dark else 0.10))
        return colour

    def hovered(self) -> QColor:
        """The ground of what lies under the pointer, for what is painted by hand."""
        return QColor(over(self._colours.text, self._colours.surface, 0.05))

    def paint_ground(self, app: QApplication) -> None:
        """Give the whole program this palette: enough for a frame with nothing in it."""
        app.setPalette(self.palette())

    def apply(self, app: QApplication) -> None:
        """Give the whole program Fusion, this palette and this style sheet."""
        if not self._fusion:
            from PySide6.QtWidgets import QStyleFactory

            self._fusion = True
            if app.style().name() != "fusion":
                app.setStyle(QStyleFactory.create("Fusion"))
        self.paint_ground(app)
        app.setStyleSheet(self.style_sheet())

    def palette(self) -> QPalette:
        """The palette of Fusion for this theme; ours and not the platform's, which may deliver none."""
        c = self._colours
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: c.window,
            QPalette.ColorRole.WindowText: c.text,
            QPalette.ColorRole.Base: c.surface,
            QPalette.ColorRole.AlternateBase: c.window,
            QPalette.ColorRole.Text: c.text,
            QPalette.ColorRole.Button: c.surface,
            QPalette.ColorRole.ButtonText: c.text,
            QPalette.ColorRole.BrightText: c.danger,
            QPalette.ColorRole.ToolTipBase: c.text,
            QPalette.ColorRole.ToolTipText: c.surface,
            QPalette.ColorRole.PlaceholderText: c.muted,
            QPalette.ColorRole.Highlight: c.accent,
            QPalette.ColorRole.HighlightedText: c.on_accent,
            QPalette.ColorRole.Accent: c.accent,
            QPalette.ColorRole.Link: c.accent,
            QPalette.ColorRole.LinkVisited: c.accent,
            QPalette.ColorRole.Light: c.surface,
            QPalette.ColorRole.Midlight: c.line,
            QPalette.ColorRole.Mid: c.control_line,
            QPalette.ColorRole.Dark: c.control_line,
            QPalette.ColorRole.Shadow: c.canvas,
        }
        for role, colour in roles.items():
            palette.setColor(role, QColor(colour))
        faint = QColor(over(c.text, c.window, 0.45))
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, faint)
        return palette

    def style_sheet(self) -> str:
        """What Fusion alone does not do: fields, buttons, tables, tabs, docks and scroll bars of ``look.qss``."""
        values = {name: str(getattr(self._colours, name)) for name in Colours._fields if name != "dark"}
        values |= {
            "radius": f"{RADIUS}px",
            "small_radius": f"{XS}px",
            "xs": f"{XS}px", "s": f"{S}px", "m": f"{M}px", "l": f"{L}px",
            "field": f"{CONTROL - 2}px",
            "row": f"{ROW}px",
            "focus": f"{FOCUS}px",
            "hover": over(self._colours.text, self._colours.window, 0.07),
            "surface_hover": self.hovered().name(),
            "pressed": over(self._colours.text, self._colours.window, 0.13),
            "accent_hover": over(self._colours.text, self._colours.accent, 0.14),
            "chosen": self.chosen().name(),
            "handle": over(self._colours.text, self._colours.window, 0.26),
            "disabled": over(self._colours.text, self._colours.window, 0.45),
            "label": f"{label_font().pointSizeF():g}pt",
            "chevron_down": self._picture("chevron-right", "muted", turn=90),
            "chevron_up": self._picture("chevron-right", "muted", turn=-90),
            "chevron_right": self._picture("chevron-right", "muted"),
            "chevron_left": self._picture("chevron-right", "muted", turn=180),
            "cross": self._picture("x", "muted"),
            "check": self._picture("check", "on_accent"),
        }  # fmt: skip
        from exoannotate import resources

        sheet = resources.text("look", "look.qss")
        for name in sorted(values, key=len, reverse=True):
            sheet = sheet.replace(f"@{name}@", values[name])
        return sheet

    def _picture(self, name: str, token: str, *, turn: int = 0) -> str:
        """The file of an icon in a colour of the theme, turned by degrees; style sheets take no other pictures."""
        from exoannotate import resources

        if self._folder is None:
            from PySide6.QtCore import QTemporaryDir

            self._folder = QTemporaryDir()
        file = Path(self._folder.path()) / f"{name}-{turn}-{token}-{'dark' if self.dark else 'light'}.svg"
        if not file.exists():
            drawn = resources.text("icons", f"{name}.svg").replace("currentColor", str(getattr(self._colours, token)))
            if turn:
                drawn = drawn.replace("<path", f'<path transform="rotate({turn} 12 12)"')
            file.write_text(drawn, encoding="utf-8")
        return file.as_posix()


def dark_ground(app: QApplication) -> bool:
    """Whether the very first frame is dark; asks the desktop's palette, because its hints take 30 ms to ask."""
    return app.palette().window().color().lightness() < 128


def body_font() -> QFont:
    """The system's font at the size of 13 pixels on a plain screen."""
    font = QFont(QGuiApplication.font())
    font.setPixelSize(13)
    return font


def label_font() -> QFont:
    """Labels above fields, units and counts: a step smaller than the body."""
    font = QFont(QGuiApplication.font())
    font.setPointSizeF(8.5)
    return font


def title_font() -> QFont:
    """The title line of a pane."""
    font = body_font()
    font.setWeight(QFont.Weight.DemiBold)
    return font


def reading_font() -> QFont:
    """Text that is read in whole paragraphs."""
    font = body_font()
    font.setPixelSize(14)
    return font


def search_font() -> QFont:
    """The field that everything is searched with."""
    font = body_font()
    font.setPixelSize(16)
    return font


def mono_font() -> QFont:
    """Identifiers and sequences."""
    from PySide6.QtGui import QFontDatabase

    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(12)
    return font
