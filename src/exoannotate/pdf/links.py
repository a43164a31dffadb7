"""The links of a page: places inside the document, and addresses outside that are safe to show. Runs in the worker."""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from pymupdf import mupdf

from exoannotate.domain.geometry import PagePoint, PageRect
from exoannotate.domain.pdfparts import PageLink
from exoannotate.pdf.opening import OpenDocument

log = logging.getLogger(__name__)

MOST_LINKS = 5_000
LONGEST_ADDRESS = 2_000  # characters
_SCHEMES = ("http", "https", "mailto")
_WITHOUT_SCHEME = re.compile(r"file:/{2,3}(www\.[\w-]+(\.[\w-]+)+(?:[/?#].*)?)", re.IGNORECASE)


def read_links(opened: OpenDocument, number: int) -> tuple[PageLink, ...]:
    """The links of page ``number``, the topmost last; raises PageError when the page cannot be loaded."""
    page = opened.load(number)
    bounds = mupdf.fz_bound_page(page.this)
    known: dict[str, PagePoint | None] = {}
    found = []
    for x0, y0, x1, y1, uri in _raw(page):
        if uri not in known:
            known[uri] = _target(opened, uri)
        target = known[uri]
        outside = "" if target is not None else address(uri)
        if target is None and not outside:
            continue
        # A box may lie partly or wholly outside the page.
        left, right = max(min(x0, x1), bounds.x0), min(max(x0, x1), bounds.x1)
        top, bottom = max(min(y0, y1), bounds.y0), min(max(y0, y1), bounds.y1)
        if right > left and bottom > top:
            found.append(PageLink(PageRect(number, left, top, right, bottom), target, outside))
    return tuple(found)


def _raw(page: Any) -> Iterator[tuple[float, float, float, float, str]]:
    try:
        link = mupdf.fz_load_links(page.this)
        for _ in range(MOST_LINKS):
            if not link.m_internal:
                return
            rect, uri = link.rect(), link.uri()
            # A comparison with what is no number is false, so such a box is left out here.
            if all(map(math.isfinite, (rect.x0, rect.y0, rect.x1, rect.y1))) and uri:
                yield rect.x0, rect.y0, rect.x1, rect.y1, uri
            link = link.next()
    except Exception as error:  # noqa: BLE001 - MuPDF's errors share no other base; the links read so far serve
        log.info("links: %s", error)


def _target(opened: OpenDocument, uri: str) -> PagePoint | None:
    """Where a link leads inside the document. Only ``#…`` does: MuPDF finds a page for a link to a file, too."""
    if not uri.startswith("#"):
        return None
    try:
        location, x, y = mupdf.fz_resolve_link(opened.document.this, uri)
        number = mupdf.fz_page_number_from_location(opened.document.this, location)
    except Exception as error:  # noqa: BLE001 - see above
        log.info("link target: %s", error)
        return None
    if location.page < 0 or not 0 <= number < opened.pages:
        return None
    return PagePoint(number, x if math.isfinite(x) else 0.0, y if math.isfinite(y) else 0.0)


def address(uri: str) -> str:
    """The address a link may lead to: http, https or mailto, without anything that cannot be seen; else ""."""
    bare = _WITHOUT_SCHEME.fullmatch(uri)
    if bare:
        uri = f"http://{bare.group(1)}"  # as readers take it
    uri = uri.strip()
    if len(uri) > LONGEST_ADDRESS or not uri.isprintable() or " " in uri:
        return ""
    try:
        parts = urlsplit(uri)
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme.lower() not in _SCHEMES:
        return ""
    if parts.scheme.lower() == "mailto":
        return uri if "@" in parts.path else ""
    return uri if host else ""
