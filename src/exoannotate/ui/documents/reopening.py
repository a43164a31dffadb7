"""The documents of a project as they were left: which are open, on which side and in which order, and where in them."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from exoannotate.ui.documents.tabs import Seat
from exoannotate.ui.page.places import ViewState
from exoannotate.ui.window import window_state
from exoannotate.ui.window.window_state import OpenDocument

if TYPE_CHECKING:
    from exoannotate.ui.documents.tabs import DocumentTabs


def keep_documents(project: str, tabs: DocumentTabs) -> None:
    """Write down what is open, unless something is still on its way."""
    if not project or tabs.opening:
        return
    opened = [
        OpenDocument(tab.document.id, tab.view.state(), tabs.side_of(tab), tabs.in_front(tab)) for tab in tabs.tabs()
    ]
    # A PDF that is not there at the moment is shown where it was read last when it is there again.
    before = {one.document: one for one in window_state.load_documents(project)[0]}
    for page in tabs.missing_pages():
        opened.append(before.get(page.document.id) or OpenDocument(page.document.id, ViewState()))
    current = tabs.tab.document.id if tabs.tab is not None else ""
    window_state.save_documents(project, tuple(opened), current, tabs.active_side)


def bring_back_documents(project: str, tabs: DocumentTabs, known: Container[str]) -> bool:
    """Open what was open, as far as the project still has it; whether anything had been open."""
    opened, current, active = window_state.load_documents(project)
    here = [one for one in opened if one.document in known]
    first = min((one.side for one in here), default=0)  # a right side alone is the only one
    ranks = [0, 0]
    for one in here:
        side = one.side - first
        focus = one.document == current and one.side == active
        tabs.bring(one.document, one.state, Seat(side, ranks[side], one.front or focus, focus))
        ranks[side] += 1
    return bool(opened)
