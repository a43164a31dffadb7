"""The bundled icons (Lucide), drawn in the colours of the theme and sharp on every screen."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from exoannotate import resources
from exoannotate.ui.look import ICON, Look, over

_SIZES = (16, ICON, 24, 32, 48)
_RATIOS = (1.0, 1.5, 2.0, 3.0)


class Icons:
    """Icons by name; those made for a theme are kept until it changes."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._made: dict[tuple[str, str, str], QIcon] = {}

    def icon(self, name: str, token: str = "text") -> QIcon:
        """The icon ``name`` ("highlighter") in the colour of a token, paler where its control is disabled.

        Raises FileNotFoundError for a name that is not shipped.
        """
        colour = self._look.colour(token).name()
        key = (name, colour, self._look.colours.window)
        if key not in self._made:
            self._made[key] = self._draw(name, colour)
        return self._made[key]

    def pixmap(self, name: str, token: str = "text", size: int = ICON, ratio: float = 1.0) -> QPixmap:
        """The icon as a picture of ``size`` logical pixels for a screen of that device pixel ratio."""
        return _pixmap(_renderer(name, self._look.colour(token).name()), size, ratio)

    def _draw(self, name: str, colour: str) -> QIcon:
        icon = QIcon()
        colours = self._look.colours
        tints = {
            QIcon.Mode.Normal: colour,
            QIcon.Mode.Active: colour,
            QIcon.Mode.Disabled: over(colours.text, colours.window, 0.40),
            QIcon.Mode.Selected: colour,
        }
        for mode, tint in tints.items():
            renderer = _renderer(name, tint)
            for size in _SIZES:
                for ratio in _RATIOS:
                    icon.addPixmap(_pixmap(renderer, size, ratio), mode)
        return icon


def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawn = resources.text("icons", f"{name}.svg").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(drawn.encode()))


def _pixmap(renderer: QSvgRenderer, size: int, ratio: float) -> QPixmap:
    pixels = round(size * ratio)
    pixmap = QPixmap(QSize(pixels, pixels))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
