"""The bundled icons (Lucide), drawn in the colours of the theme and sharp on every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap

from exoannotate.ui.look import ICON, Look, over

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

_SIZES = (ICON - 4, ICON - 2, ICON)
"""The sizes the window asks for, and no others: every size of every icon together cost a third of the start."""
_SHARED_MODES = (QIcon.Mode.Normal, QIcon.Mode.Active, QIcon.Mode.Selected)


class Icons:
    """Icons by name; those made for a theme and the screens of now are kept."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._made: dict[tuple[object, ...], QIcon] = {}

    def icon(self, name: str, token: str = "text") -> QIcon:
        """The icon ``name`` ("highlighter") in the colour of a token, paler where its control is disabled.

        Raises FileNotFoundError for a name that is not shipped.
        """
        colour = self._look.colour(token).name()
        ratios = _ratios()
        key = (name, colour, self._look.colours.window, ratios)
        if key not in self._made:
            self._made[key] = self._draw(name, colour, ratios)
        return self._made[key]

    def pixmap(self, name: str, token: str = "text", size: int = ICON, ratio: float = 1.0) -> QPixmap:
        """The icon as a picture of ``size`` logical pixels for a screen of that device pixel ratio."""
        return _pixmap(_renderer(name, self._look.colour(token).name()), size, ratio)

    def _draw(self, name: str, colour: str, ratios: tuple[float, ...]) -> QIcon:
        icon = QIcon()
        colours = self._look.colours
        faint = over(colours.text, colours.window, 0.40)
        for tint, modes in ((colour, _SHARED_MODES), (faint, (QIcon.Mode.Disabled,))):
            renderer = _renderer(name, tint)
            for size in _SIZES:
                for ratio in ratios:
                    pixmap = _pixmap(renderer, size, ratio)
                    for mode in modes:
                        icon.addPixmap(pixmap, mode)
        return icon


def _ratios() -> tuple[float, ...]:
    """The device pixel ratios of the screens there are."""
    return tuple(sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()} or {1.0}))


def _renderer(name: str, colour: str) -> QSvgRenderer:
    # Here, because the first frame of the window is painted without any icon.
    from PySide6.QtSvg import QSvgRenderer

    from exoannotate import resources

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
