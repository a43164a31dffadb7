"""A figure as SVG: words stay words, nothing is linked, and the same figure gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from exoannotate.domain.figures.drawing import (
    FAMILIES,
    HATCH_LINE,
    HATCH_STEP,
    Band,
    Box,
    Drawing,
    Line,
    Shape,
    Sign,
    Words,
)
from exoannotate.domain.figures.metrics import SIZE

FAMILY = ", ".join([*(f"'{name}'" if " " in name else name for name in FAMILIES), "sans-serif"])
_TURNS = {"rising": 45, "falling": 135, "upright": 0}
"""By how many degrees the upright lines of a pattern are turned."""


def svg(drawing: Drawing) -> bytes:
    """The figure as a file. What can be pointed at carries its sentence as a title: browsers show it as a tooltip."""
    wide, high = _n(drawing.width), _n(drawing.height)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}pt" height="{high}pt" viewBox="0 0 {wide} {high}" '
        f'role="img" font-family="{FAMILY}" font-size="{_n(SIZE)}">',
        f"<title>{escape(drawing.title)}</title>",
        f"<desc>{escape(drawing.caption)}</desc>",
        *_patterns(drawing),
        f'<rect width="{wide}" height="{high}" fill="{drawing.colours["paper"]}"/>',
        *_parts(drawing),
        "</svg>",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _parts(drawing: Drawing) -> Iterator[str]:
    """The shapes in their order; those of one part that follow one another stand in a group with its sentence."""
    at = -1
    for shape in drawing.shapes:
        if shape.part != at:
            if at >= 0:
                yield "</g>"
            at = shape.part
            if at >= 0:
                yield f"<g><title>{escape(drawing.parts[at].told)}</title>"
        yield from _shape(shape, drawing)
    if at >= 0:
        yield "</g>"


def _shape(shape: Shape, drawing: Drawing) -> Iterator[str]:
    colours = drawing.colours
    match shape:
        case Box():
            place = f'x="{_n(shape.x)}" y="{_n(shape.y)}" width="{_n(shape.width)}" height="{_n(shape.height)}"'
            stroke = f' stroke="{colours[shape.stroke]}" stroke-width="{_n(shape.line)}"' if shape.stroke else ""
            if shape.fill or stroke or not shape.hatch:
                yield f"<rect {place} {_fill(shape.fill, shape.alpha, drawing)}{stroke}/>"
            if shape.hatch:
                yield f'<rect {place} fill="url(#{shape.hatch}-{shape.lines})"/>'
        case Band():
            d = _path(shape)
            yield f'<path d="{d}" {_fill(shape.fill, shape.alpha, drawing)}/>'
            if shape.hatch:
                yield f'<path d="{d}" fill="url(#{shape.hatch}-{shape.lines})"/>'
        case Line():
            ends = f'x1="{_n(shape.x0)}" y1="{_n(shape.y0)}" x2="{_n(shape.x1)}" y2="{_n(shape.y1)}"'
            yield f'<line {ends} stroke="{colours[shape.stroke]}" stroke-width="{_n(shape.line)}"/>'
        case Words():
            yield _words(shape, drawing)
        case Sign():
            d = " ".join("M" + " L".join(f"{_n(x)} {_n(y)}" for x, y in points) + " Z" for points in shape.polygons())
            yield f'<path d="{d}" fill="{colours[shape.colour]}"/>'


def _words(words: Words, drawing: Drawing) -> str:
    style = "" if words.anchor == "start" else f' text-anchor="{words.anchor}"'
    style += ' font-weight="bold"' if words.bold else ""
    style += ' font-style="italic"' if words.italic else ""
    x, y = _n(words.x), _n(words.y)
    style += f' transform="rotate(-90 {x} {y})"' if words.turned else ""
    return f'<text x="{x}" y="{y}" fill="{drawing.colours[words.colour]}"{style}>{escape(words.text)}</text>'


def _fill(fill: str, alpha: float, drawing: Drawing) -> str:
    if not fill:
        return 'fill="none"'
    strength = f' fill-opacity="{_n(alpha)}"' if alpha < 1 else ""
    return f"fill={quoteattr(drawing.colours[fill])}{strength}"


def _path(band: Band) -> str:
    x0, x1, half = _n(band.x0), _n(band.x1), _n((band.x0 + band.x1) / 2)
    top0, top1 = _n(band.y0), _n(band.y1)
    low0, low1 = _n(band.y0 + band.height), _n(band.y1 + band.height)
    return (
        f"M{x0} {top0} C{half} {top0} {half} {top1} {x1} {top1} L{x1} {low1} C{half} {low1} {half} {low0} {x0} {low0} Z"
    )


def _patterns(drawing: Drawing) -> Iterator[str]:
    """The hatches that occur, each in the colours in which it does."""
    used: set[tuple[str, str]] = set()
    for shape in drawing.shapes:
        if isinstance(shape, Box | Band) and shape.hatch:
            used.add((shape.hatch, shape.lines))
    if not used:
        return
    yield "<defs>"
    step, half = _n(HATCH_STEP), _n(HATCH_STEP / 2)
    for hatch, colour in sorted(used):
        yield (
            f'<pattern id="{hatch}-{colour}" width="{step}" height="{step}" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate({_TURNS[hatch]})"><line x1="{half}" y1="0" x2="{half}" y2="{step}" '
            f'stroke="{drawing.colours[colour]}" stroke-width="{_n(HATCH_LINE)}"/></pattern>'
        )
    yield "</defs>"


def _n(number: float) -> str:
    """A number as short as hundredths of a point allow."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
