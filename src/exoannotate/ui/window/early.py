"""What happens to a window before everything stands in it: what was read, and what cannot be said or asked yet."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from exoannotate.domain.errors import ExoError
    from exoannotate.ui.contents import Overview
    from exoannotate.ui.documents.tabs import DocumentTabs

PATIENCE = 3.0
"""Seconds for which the panes wait for the first page at the start."""


class Early:
    """Kept by the window until it is furnished. ``begun``: there is a place for pages; ``paged``: what they are of."""

    def __init__(self) -> None:
        self.overview: Overview | None = None
        self.paged: Overview | None = None
        self.begun = False
        self.closing = False
        self.unsaid: list[tuple[str, str]] = []
        self.unasked: list[tuple[str, str]] = []
        self.refused: list[tuple[Path, ExoError]] = []
        self._until = 0.0

    def expect(self) -> None:
        """A project is being opened; its pages are worth waiting for."""
        self._until = time.monotonic() + PATIENCE

    @property
    def expected(self) -> bool:
        """Whether a project is being opened."""
        return self._until > 0

    def pages_awaited(self, tabs: DocumentTabs, documents: int) -> bool:
        """Whether the pages that were expected are still on their way, and not for too long."""
        if time.monotonic() > self._until or self.unsaid or self.unasked or self.refused:
            return False
        if self.paged is None:
            return True
        return documents > 0 and (tabs.tab is None or not tabs.tab.view.complete)

    def take_paged(self, overview: Overview) -> bool:
        """Whether these pages are shown already; asked once."""
        paged, self.paged = self.paged is overview, None
        return paged
