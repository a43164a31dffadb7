"""Which of several colours another colour is most like, by its hue. Pure."""

from __future__ import annotations

import colorsys
from collections.abc import Sequence

_GREY = 0.12
"""Saturation below which a colour has no hue."""


def nearest(colour: str, known: Sequence[str]) -> int:
    """The index of the colour in ``known`` that ``colour`` ("#rrggbb") is most like; ``known`` is not empty.

    A hue is like a hue and a grey like a grey: a pale orange is an orange and no pale blue.
    """
    wanted = _parts(colour)
    return min(range(len(known)), key=lambda k: _unlike(wanted, _parts(known[k])))


def _unlike(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    if (one[1] < _GREY) != (other[1] < _GREY):
        return 1_000.0 + 100 * abs(one[2] - other[2])
    apart = abs(one[0] - other[0])
    hue = 0.0 if one[1] < _GREY else 360 * min(apart, 1 - apart)
    # Lightness decides between two blues.
    return hue + 40 * abs(one[2] - other[2])


def _parts(colour: str) -> tuple[float, float, float]:
    """Hue, saturation and lightness as the eye has it, each from 0 to 1, of "#rrggbb"; black for what is none."""
    try:
        number = int(colour.removeprefix("#"), 16)
    except ValueError:
        number = 0
    red, green, blue = ((number >> shift & 255) / 255 for shift in (16, 8, 0))
    hue, saturation, _ = colorsys.rgb_to_hsv(red, green, blue)
    return hue, saturation, 0.299 * red + 0.587 * green + 0.114 * blue
