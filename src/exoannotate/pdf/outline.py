"""The outline a PDF carries, read entry by entry from its own objects. Runs in the worker.

MuPDF's loader is not used: it follows an outline as deep as it goes until its stack is full, and gives up the whole
outline for one circle in it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from typing import Any

from pymupdf import mupdf

from exoannotate.domain.geometry import PagePoint
from exoannotate.domain.pdfparts import OutlineEntry
from exoannotate.pdf.destinations import Destinations
from exoannotate.pdf.opening import OpenDocument, cleaned

log = logging.getLogger(__name__)

MOST_ENTRIES = 5_000
DEEPEST = 20  # levels
LONGEST_TITLE = 300  # characters
_PLACES_TIME = 4.0  # seconds for finding where the entries lead; later ones lead nowhere


def read_outline(opened: OpenDocument) -> tuple[OutlineEntry, ...]:
    """The entries of the outline in reading order; empty when there is none, or none that can be read."""
    try:
        pdf = mupdf.pdf_document_from_fz_document(opened.document.this)
        root = mupdf.pdf_dict_gets(mupdf.pdf_trailer(pdf), "Root")
        first = mupdf.pdf_dict_gets(mupdf.pdf_dict_gets(root, "Outlines"), "First")
    except Exception as error:  # noqa: BLE001 - MuPDF's errors share no other base
        log.info("outline: %s", error)
        return ()
    places = Destinations(opened)
    stop = time.monotonic() + _PLACES_TIME
    entries = []
    for node, level in _nodes(first):
        title = _title(node)
        place = _place(places, node) if time.monotonic() < stop else None
        # What has no name and leads nowhere is no entry.
        if title or place is not None:
            entries.append(OutlineEntry(title or f"Page {place.page + 1 if place else ''}".strip(), level, place))
    return tuple(entries)


def _nodes(first: Any) -> Iterator[tuple[Any, int]]:
    """Each entry with its level, children after their parent; an entry met before ends its row."""
    seen: set[int] = set()
    waiting = [(first, 0)]
    count = 0
    while waiting and count < MOST_ENTRIES:
        node, level = waiting.pop()
        try:
            if not mupdf.pdf_is_dict(node):
                continue
            number = mupdf.pdf_to_num(node)
            if number in seen:
                continue
            if number:
                seen.add(number)
            following = mupdf.pdf_dict_gets(node, "Next")
            child = mupdf.pdf_dict_gets(node, "First")
        except Exception as error:  # noqa: BLE001 - see above
            log.info("outline entry: %s", error)
            continue
        count += 1
        yield node, level
        waiting.append((following, level))
        if level + 1 < DEEPEST:
            waiting.append((child, level + 1))


def _title(node: Any) -> str:
    try:
        text = mupdf.pdf_to_text_string(mupdf.pdf_dict_gets(node, "Title"))
    except Exception as error:  # noqa: BLE001 - see above
        log.info("outline title: %s", error)
        return ""
    return cleaned(text)[:LONGEST_TITLE].rstrip()


def _place(places: Destinations, node: Any) -> PagePoint | None:
    try:
        target = mupdf.pdf_dict_gets(node, "Dest")
        if not mupdf.pdf_is_null(target):
            return places.place(target)
        return places.of_action(mupdf.pdf_dict_gets(node, "A"))
    except Exception as error:  # noqa: BLE001 - see above
        log.info("outline place: %s", error)
        return None
