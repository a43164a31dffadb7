"""Review: a second look at record after record, each beside its passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exoannotate.ui.commands.candidates import CandidateCommands
from exoannotate.ui.commands.group import Group
from exoannotate.ui.commands.linking import LinkCommands

if TYPE_CHECKING:
    from exoannotate.ui.contents import Touched
    from exoannotate.ui.review.mode import ReviewMode


class ReviewCommands(Group):
    """Enters and leaves the review, which is made when it is first wanted."""

    mode: ReviewMode | None = None

    def review(self) -> None:
        """Begin a review, or leave it."""
        from exoannotate.ui.review.mode import ReviewMode

        if self.mode is not None and self.mode.on:
            self.mode.leave()
            return
        from exoannotate.ui.commands.verifying import VerifyingCommands

        self.window.commands.part(CandidateCommands).leave()
        self.window.commands.part(VerifyingCommands).leave()
        if self.mode is None:
            self.mode = ReviewMode(self.window, self.window.commands.part(LinkCommands))
        self.mode.enter()

    def leave(self) -> None:
        """Leave the review, because something else begins."""
        if self.mode is not None:
            self.mode.leave()

    def project_opened(self, path: str) -> None:
        self.leave()

    def changed(self, touched: Touched) -> None:
        if self.mode is not None:
            self.mode.changed(dict(touched.rows))

    def record_shown(self, record: str) -> None:
        if self.mode is not None:
            self.mode.record_shown(record)
