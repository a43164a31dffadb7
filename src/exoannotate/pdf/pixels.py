"""How many pixels a page takes: the same sums for the client, who makes room, and the worker, who draws."""

from __future__ import annotations

import math

LARGEST_PICTURE = 40_000_000  # pixels


def pixels_needed(width: float, height: float, scale: float) -> int:
    """Pixels that a box of width x height points may take, wherever it begins within a pixel."""
    return (math.ceil(width * scale) + 1) * (math.ceil(height * scale) + 1)


def fitting_scale(width: float, height: float, scale: float, pixels: int) -> float:
    """The scale asked for, or the largest one at which width x height points take at most ``pixels`` pixels."""
    if pixels_needed(width, height, scale) <= pixels:
        return scale
    fits = min(scale, math.sqrt(pixels / (width * height)))
    while pixels_needed(width, height, fits) > pixels and fits > 1e-6:
        fits *= 0.999
    return fits


def pixel_box(x0: float, y0: float, x1: float, y1: float, scale: float) -> tuple[int, int, int, int]:
    """Left, top, width and height in pixels that cover a box in points (a thousandth of a pixel is no pixel)."""
    left, top = math.floor(x0 * scale + 1e-3), math.floor(y0 * scale + 1e-3)
    return left, top, max(1, math.ceil(x1 * scale - 1e-3) - left), max(1, math.ceil(y1 * scale - 1e-3) - top)
