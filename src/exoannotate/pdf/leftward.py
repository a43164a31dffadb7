"""Lines with right-to-left writing: glyphs in the order they are read, edges that run one way. Pure.

A word that runs against its line (a number in Arabic, a Hebrew name in English) keeps its place and its width as a
whole; within it, places are counted in the line's direction, so that edges never turn back and no glyph has width 0.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LEFT_TO_RIGHT = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u03ff]")
_TURN = 0.05  # points by which a glyph must lie behind the one before to count as turned back


def has_right_to_left(text: str) -> bool:
    """Whether any letter of the text is written from right to left."""
    return not text.isascii() and bool(_RIGHT_TO_LEFT.search(text))


def runs_left(text: str) -> bool:
    """Whether a line of this text runs from right to left as a whole."""
    return len(_RIGHT_TO_LEFT.findall(text)) >= len(_LEFT_TO_RIGHT.findall(text))


def edges(text: str, boxes: Sequence[tuple[float, float]], *, left: bool) -> list[tuple[float, float]]:
    """Start and end of each glyph along the line from its beginning; ``boxes``: left and right sides, in points."""
    if left:
        begin = max(right for _, right in boxes)
        spans = [(begin - right, begin - side) for side, right in boxes]
    else:
        begin = min(side for side, _ in boxes)
        spans = [(side - begin, right - begin) for side, right in boxes]
    for i, letter in enumerate(text):
        if i and unicodedata.combining(letter):
            spans[i] = (spans[i - 1][1], spans[i - 1][1])
    i = 0
    while i < len(spans):
        end = i + 1
        while end < len(spans) and spans[end][0] < spans[end - 1][0] - _TURN:
            end += 1
        if end - i > 1:
            at = min(start for start, _ in spans[i:end])
            for k in range(i, end):
                width = spans[k][1] - spans[k][0]
                spans[k] = (at, at + width)
                at += width
        i = end
    return spans
