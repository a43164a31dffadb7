"""Finds described passages in a whole document: as printed, and in the running text that tables and notes interrupt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from exoannotate.domain.pagetext import RUNNING
from exoannotate.reading.anchors import SURE, Description, Found, Index, find_exact, find_like
from exoannotate.reading.document import DocumentText, PageSpan
from exoannotate.reading.flow import Flow
from exoannotate.reading.selection import Selection


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a passage was found: ``found`` as in ``anchors``, the runs of its pages, and those of ``found.others``."""

    found: Found
    selection: Selection
    others: tuple[Selection, ...] = ()


class _View:
    """One way to read the document, with its index."""

    def __init__(
        self,
        text: str,
        at: Callable[[int], tuple[int, int] | None],
        spans: Callable[[int, int], tuple[PageSpan, ...]],
        position: Callable[[tuple[int, int] | None], float],
    ) -> None:
        self.index = Index(text, lambda place: position(at(place)))
        self._spans = spans

    def placed(self, found: Found) -> Placed:
        selection = Selection(self._spans(found.start, found.end) if found.end > found.start else ())
        return Placed(found, selection, tuple(Selection(self._spans(*other)) for other in found.others))


class Finder:
    """A document prepared once for finding many passages."""

    def __init__(self, document: DocumentText, pages: int) -> None:
        """``pages`` is how many pages the document has, of which some may be unreadable."""
        self._document = document
        self._pages = max(1, pages)
        flows = (Flow.of(document, kinds=RUNNING), Flow.of(document))
        self._views = [_View(document.text, document.at, document.spans, self.position)]
        seen = {document.text}
        for flow in flows:
            if flow.text not in seen:
                seen.add(flow.text)
                self._views.append(_View(flow.text, flow.at, flow.spans, self.position))
        for view in self._views[:2]:
            _ = view.index.grams  # made now, so that the first passage takes no longer than the others

    def position(self, where: tuple[int, int] | None) -> float:
        """Where a page's ``text[index]`` stands in the document, from 0 to 1; pages count alike."""
        page = self._document.page(where[0]) if where else None
        if page is None or where is None:
            return 0.0
        return min(1.0, (page.page + where[1] / max(1, len(page.text))) / self._pages)

    def find(self, wanted: Description) -> Placed:
        """Where the described passage stands: letter for letter if it does so anywhere, else the place most like it."""
        for view in self._views:
            exact = find_exact(view.index, wanted)
            if exact.state != "not found":
                return view.placed(exact)
        best: Placed | None = None
        for view in self._views[:2]:
            found = find_like(view.index, wanted)
            if best is None or _rank(found) > _rank(best.found):
                best = view.placed(found)
            if best.found.score >= SURE:
                break
        return best or Placed(Found("not found"), Selection())


def _rank(found: Found) -> tuple[bool, float]:
    return found.state != "not found", found.score
