"""Where pages lie in the scroll, and the only way between pixels and places on a page.

Pixels are logical (device-independent) ones, with the origin at the top left corner of the visible part. The page's
own rotation is part of page space already; ``turn`` is what the reader adds, in quarters clockwise.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace

from exoannotate.domain.geometry import PagePoint, PageRect, Quad
from exoannotate.ui.page.rows import Rows, Size

POINT = 96 / 72
"""Logical pixels per point at 100 %."""
ZOOM_LEAST, ZOOM_MOST = 0.1, 8.0
STEPS = (0.1, 0.15, 0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5, 6, 8)
_LEAST_SIDE = 4.0
"""A page is never drawn narrower than this many pixels, so that a sliver can be seen and clicked."""

Affine = tuple[float, float, float, float, float, float]


def quad_through(affine: Affine, quad: Quad) -> tuple[Size, Size, Size, Size]:
    """The corners of a quad through ``Viewport.affine`` of its page: for many quads of one page."""
    a, b, c, d, e, f = affine
    return (
        (a * quad.x0 + c * quad.y0 + e, b * quad.x0 + d * quad.y0 + f),
        (a * quad.x1 + c * quad.y1 + e, b * quad.x1 + d * quad.y1 + f),
        (a * quad.x2 + c * quad.y2 + e, b * quad.x2 + d * quad.y2 + f),
        (a * quad.x3 + c * quad.y3 + e, b * quad.x3 + d * quad.y3 + f),
    )


@dataclass(frozen=True, slots=True)
class PixelRect:
    """An upright rectangle in logical pixels of the visible part."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def contains(self, x: float, y: float) -> bool:
        return self.x <= x <= self.right and self.y <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class Viewport:
    """The layout of a document's pages and which part of it is seen.

    ``sizes``: width and height of each page in points. ``zoom``: 1.0 is 100 %. ``spread``: two pages beside one
    another, ``alone``: the first one by itself, as in a book. ``width`` and ``height`` of the visible part, ``x`` and
    ``y`` of the scroll, ``gap`` between pages, all in logical pixels; ``ratio`` is device pixels per logical pixel.
    ``rows`` is computed by ``laid_out``.
    """

    sizes: tuple[Size, ...] = ()
    zoom: float = 1.0
    turn: int = 0
    width: float = 0.0
    height: float = 0.0
    x: float = 0.0
    y: float = 0.0
    ratio: float = 1.0
    gap: float = 12.0
    spread: bool = False
    alone: bool = True
    rows: Rows = field(default=Rows(), compare=False)

    @property
    def scale(self) -> float:
        """Logical pixels per point."""
        return self.zoom * POINT

    # --- layout

    def laid_out(self) -> Viewport:
        """The same with the places of its pages known; to be called when sizes, zoom, turn or spread changed."""
        # Only where a page is a sliver do rows depend on the zoom.
        least = _LEAST_SIDE / self.scale if self.rows.least else 0.0
        sideways = self.turn % 2 == 1
        rows = self.rows
        if rows.sizes is not self.sizes:
            shortest = min((min(size) for size in self.sizes), default=_LEAST_SIDE)
            least = _LEAST_SIDE / self.scale if shortest * ZOOM_LEAST * POINT < _LEAST_SIDE else 0.0
        made = (rows.sideways, rows.spread, rows.alone, rows.least)
        spread = self.spread and len(self.sizes) > 1
        wanted = (sideways, spread, spread and self.alone, least)
        if rows.sizes is not self.sizes or made != wanted:
            rows = Rows.of(self.sizes, sideways=sideways, spread=self.spread, alone=self.alone, least=least)
        return replace(self, rows=rows).clamped()

    @property
    def content_width(self) -> float:
        """The width of the widest row with its gaps."""
        if not self.rows.count:
            return 0.0
        inner = self.gap if self.rows.spread else 0.0
        return self._snapped((self.rows.left + self.rows.right) * self.scale + 2 * self.gap + inner)

    @property
    def content_height(self) -> float:
        """The height of all rows with their gaps."""
        return self._snapped(self._top(self.rows.count)) if self.rows.count else 0.0

    def _top(self, row: int) -> float:
        """Where a row begins, from the top of all pages."""
        return self.rows.before[row] * self.scale + (row + 1) * self.gap

    def clamped(self) -> Viewport:
        """The same with the scroll within its range."""
        x, y = self._in_range(self.x, self.y)
        return self if (x, y) == (self.x, self.y) else replace(self, x=x, y=y)

    def scroll_range(self) -> Size:
        """The largest scroll sideways and down."""
        return max(self.content_width - self.width, 0.0), max(self.content_height - self.height, 0.0)

    def scrolled_to(self, x: float, y: float) -> Viewport:
        """Scrolled to a place, within the range."""
        x, y = self._in_range(x, y)
        return replace(self, x=x, y=y)

    def resized(self, width: float, height: float, ratio: float) -> Viewport:
        """For a visible part of another size, the topmost place kept."""
        changed = replace(self, width=width, height=height, ratio=ratio)
        return changed.laid_out() if ratio != self.ratio else changed.clamped()

    def page_size(self, page: int) -> Size:
        """Width and height of a page as shown, in logical pixels that are whole device pixels."""
        width, height = self.sizes[page]
        if self.turn % 2:
            width, height = height, width
        return self._snapped(max(width * self.scale, _LEAST_SIDE)), self._snapped(max(height * self.scale, _LEAST_SIDE))

    def page_rect(self, page: int) -> PixelRect:
        """Where a page lies, relative to the visible part."""
        width, height = self.page_size(page)
        room = max(self.content_width, self.width)
        if self.rows.spread:
            left = (
                self._spine() + self.gap / 2 if self.rows.stands_right(page) else self._spine() - self.gap / 2 - width
            )
        else:
            left = (room - width) / 2 - self.x
        top = self._top(self.rows.row_of(page)) - self.y
        return PixelRect(self._snapped(left), self._snapped(top), width, height)

    def _spine(self) -> float:
        """The middle between the two columns of a spread, relative to the visible part."""
        content = self.content_width
        start = (max(content, self.width) - content) / 2 - self.x
        return start + self.gap * 1.5 + self.rows.left * self.scale

    # --- what is seen

    def visible(self) -> range:
        """The pages of the rows of which something is seen."""
        rows = self._visible_rows()
        return range(self.rows.pages_of(rows[0]).start, self.rows.pages_of(rows[-1]).stop) if rows else range(0)

    def _visible_rows(self) -> range:
        count = self.rows.count
        if not count or self.height <= 0:
            return range(0)
        first = self._row_at(self.y)
        if self._top(first + 1) - self.gap <= self.y and first + 1 < count:
            first += 1
        end = bisect_left(range(count), self.y + self.height, key=self._top)
        return range(first, max(end, first + 1))

    def _row_at(self, y: float) -> int:
        """The last row that begins above a height of the content, the first one at least."""
        return max(bisect_right(range(self.rows.count), y, key=self._top) - 1, 0)

    def current(self) -> int:
        """The page the reader looks at: the one that holds the line a third from the top; 0 without pages.

        In a spread, the left one.
        """
        if not self.rows.count:
            return 0
        row = self._last_seen() if 0 < self.scroll_range()[1] <= self.y else self._row_at(self.y + self.height / 3)
        return self.rows.pages_of(row).start

    def _last_seen(self) -> int:
        """At the very end the last row counts, unless the one above still fills most of the view."""
        last = self._visible_rows()[-1]
        return last if self._top(last) - self.y <= self.height * 0.6 or last == 0 else last - 1

    def beyond(self, page: int, step: int) -> int:
        """The first page so many rows further down than a page, or up; it may lie outside of the document."""
        row = self.rows.row_of(page) + step
        return self.rows.pages_of(row).start if 0 <= row < self.rows.count else (-1 if row < 0 else len(self.sizes))

    def seen_part(self, page: int) -> PageRect | None:
        """The part of a page that is seen, in points; None when nothing is."""
        return self._part(page, 0.0)

    def near_part(self, page: int, margin: float) -> PageRect | None:
        """The part of a page within ``margin`` pixels of the visible part, in points."""
        return self._part(page, margin)

    def _part(self, page: int, margin: float) -> PageRect | None:
        rect = self.page_rect(page)
        x0, y0 = max(rect.x, -margin), max(rect.y, -margin)
        x1, y1 = min(rect.right, self.width + margin), min(rect.bottom, self.height + margin)
        if x0 >= x1 or y0 >= y1:
            return None
        one, other = self._on_page(page, x0, y0), self._on_page(page, x1, y1)
        xs, ys = sorted((one.x, other.x)), sorted((one.y, other.y))
        return PageRect(page, xs[0], ys[0], xs[1], ys[1])

    # --- pixels and places

    def to_page(self, x: float, y: float) -> PagePoint | None:
        """The place under a pixel, of the page it is level with: beside a page it lies outside of it.

        None when there are no pages.
        """
        if not self.rows.count:
            return None
        # In the gap between two pages the nearer one is meant.
        pages = self.rows.pages_of(self._row_at(y + self.y + self.gap / 2))
        page = pages[-1] if len(pages) > 1 and x >= self._spine() else pages[0]
        return self._on_page(page, x, y)

    def to_pixels(self, point: PagePoint) -> tuple[float, float]:
        """The pixel of a place."""
        a, b, c, d, e, f = self.affine(point.page)
        return a * point.x + c * point.y + e, b * point.x + d * point.y + f

    def affine(self, page: int) -> Affine:
        """How places on a page become pixels: (a, b, c, d, e, f) with x' = ax + cy + e and y' = bx + dy + f."""
        rect = self.page_rect(page)
        width, height = self.sizes[page]
        s = self.scale
        match self.turn % 4:
            case 0:
                return s, 0.0, 0.0, s, rect.x, rect.y
            case 1:
                return 0.0, s, -s, 0.0, rect.x + height * s, rect.y
            case 2:
                return -s, 0.0, 0.0, -s, rect.x + width * s, rect.y + height * s
            case _:
                return 0.0, -s, s, 0.0, rect.x, rect.y + width * s

    def quad_pixels(self, quad: Quad) -> tuple[tuple[float, float], ...]:
        """The corners of a quad as pixels, in the quad's order."""
        return quad_through(self.affine(quad.page), quad)

    def quad_rect(self, quad: Quad) -> PixelRect:
        """The upright rectangle round a quad, in pixels."""
        xs, ys = zip(*self.quad_pixels(quad), strict=True)
        return PixelRect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))

    def _on_page(self, page: int, x: float, y: float) -> PagePoint:
        rect = self.page_rect(page)
        width, height = self.sizes[page]
        across, down = (x - rect.x) / self.scale, (y - rect.y) / self.scale
        match self.turn % 4:
            case 0:
                return PagePoint(page, across, down)
            case 1:
                return PagePoint(page, down, height - across)
            case 2:
                return PagePoint(page, width - across, height - down)
            case _:
                return PagePoint(page, width - down, across)

    # --- moves

    def zoomed(self, zoom: float, x: float, y: float) -> Viewport:
        """At another zoom, with the place under the pixel (x, y) kept there as far as the scroll allows."""
        zoom = min(max(zoom, ZOOM_LEAST), ZOOM_MOST)
        return self._kept(replace(self, zoom=zoom), x, y)

    def turned(self, turn: int) -> Viewport:
        """Turned to ``turn`` quarters clockwise, with the place in the middle kept."""
        return self._kept(replace(self, turn=turn % 4), self.width / 2, self.height / 3)

    def _kept(self, changed: Viewport, x: float, y: float) -> Viewport:
        point = self.to_page(x, y)
        changed = changed.laid_out()
        if point is None:
            return changed
        now_x, now_y = changed.to_pixels(point)
        return changed.scrolled_to(changed.x + now_x - x, changed.y + now_y - y)

    def showing(self, point: PagePoint, *, at: float = 0.0) -> Viewport:
        """Scrolled so that a place stands ``at`` (0 top, 1 bottom) of the height and is seen sideways too."""
        px, py = self.to_pixels(point)
        x = self.x
        if not 0 <= px <= self.width:
            x = self.x + px - self.width * 0.15
        return self.scrolled_to(x, self.y + py - self.height * at)

    def at_page(self, page: int) -> Viewport:
        """Scrolled to the top of a page."""
        if not self.rows.count:
            return self
        page = min(max(page, 0), len(self.sizes) - 1)
        return self.scrolled_to(self.x, self._top(self.rows.row_of(page)) - self.gap)

    def arranged(self, spread: bool, alone: bool) -> Viewport:
        """Pages below one another or in pairs; the page the reader looks at stays in sight."""
        page = self.current()
        return replace(self, spread=spread, alone=alone, x=0.0).laid_out().at_page(page)

    def fit_width_zoom(self, page: int | None = None) -> float:
        """The zoom at which a page is as wide as the visible part; the widest one, or both columns of a spread."""
        gaps = 3 * self.gap if self.rows.spread else 2 * self.gap
        wide = self.rows.left + self.rows.right
        if page is not None and not self.rows.spread:
            wide, _ = self._upright(page)
        return min(max((self.width - gaps) / (max(wide, 1.0) * POINT), ZOOM_LEAST), ZOOM_MOST)

    def fit_page_zoom(self, page: int) -> float:
        """The zoom at which a whole page is seen, or the whole of its spread."""
        row = self.rows.pages_of(self.rows.row_of(page)) if self.rows.count else range(page, page + 1)
        height = max(self._upright(one)[1] for one in row)
        fit = (self.height - 2 * self.gap) / (height * POINT)
        return min(max(min(fit, self.fit_width_zoom(page)), ZOOM_LEAST), ZOOM_MOST)

    def step(self, direction: int) -> float:
        """The next zoom up or down the ladder of steps."""
        if direction > 0:
            return next((step for step in STEPS if step > self.zoom * 1.01), ZOOM_MOST)
        return next((step for step in reversed(STEPS) if step < self.zoom * 0.99), ZOOM_LEAST)

    def _upright(self, page: int) -> Size:
        width, height = self.sizes[page] if page < len(self.sizes) else (595.0, 842.0)
        width, height = max(width, 1.0), max(height, 1.0)
        return (height, width) if self.turn % 2 else (width, height)

    def _in_range(self, x: float, y: float) -> Size:
        most_x, most_y = self.scroll_range()
        return self._snapped(min(max(x, 0.0), most_x)), self._snapped(min(max(y, 0.0), most_y))

    def _snapped(self, value: float) -> float:
        return round(value * self.ratio) / self.ratio
