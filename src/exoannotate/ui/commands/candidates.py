"""Finding the evidence of the document in front: looked for beside the window, then gone through one by one."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

from exoannotate.domain.errors import ExoError
from exoannotate.domain.wording import counted
from exoannotate.ui.commands.group import Group
from exoannotate.ui.documents.tab import DocumentTab

if TYPE_CHECKING:
    from exoannotate.ui.candidates.mode import CandidateMode
    from exoannotate.ui.contents import Touched
    from exoannotate.workspace.deciding import Scan
    from exoannotate.workspace.session import Session

NAME = "evidence"
"""The name of the notice among those of a document."""
MISSING = "The PDF of this document is not where it was, so it cannot be looked through."
MISSING_HINT = "What was decided on it is safe. Choose the file, then find its evidence."
NONE_SHOWN = "Open a document first: its evidence is found in it."
OTHER_FILE = "This is not the file that the highlights of the document belong to."
OTHER_HINT = "Take the highlights over first, in the line above the page; then find its evidence."
NO_TEXT = "There is no text to look through: the pages of this document are pictures."
NOTHING = "No sentence and no table row of this document tells evidence of exosomes and a therapy."


class CandidateCommands(Group):
    """One document is looked through at a time."""

    mode: CandidateMode | None = None

    def attach(self) -> None:
        self._stop: threading.Event | None = None
        self._tab: DocumentTab | None = None

    def find_evidence(self) -> None:
        """Find the evidence of the document in front; while that is under way, stop it; while it is gone through,
        leave."""
        window = self.window
        window.actions_by_id["find_evidence"].setChecked(self.mode is not None and self.mode.on)
        if self.mode is not None and self.mode.on:
            self.mode.leave()
        elif self._stop is not None:
            self._cancel()
        elif window.tabs.tab is not None:
            self._start(window.tabs.tab)
        elif window.tabs.missing_in_front() is not None:
            window.say(MISSING, MISSING_HINT)
        else:
            window.note(NONE_SHOWN)

    def leave(self) -> None:
        """Leave what is gone through, because something else begins."""
        if self.mode is not None:
            self.mode.leave()

    # The search --------------------------------------------------------------------------------------------------

    def _start(self, tab: DocumentTab) -> None:
        window, client = self.window, self.window.client
        if tab.info.sha256 != tab.document.sha256 or tab.changed_on_disk:
            window.say(OTHER_FILE, OTHER_HINT)
            return
        document, info = tab.document.id, tab.info

        def act(session: Session, stop: threading.Event, tell: object) -> Scan:
            from exoannotate.workspace import deciding  # the rules are loaded in this thread

            def progress(done: int, whole: int) -> None:
                if callable(tell):
                    tell((done, whole))

            return deciding.scan(session, client, info, document, stop.is_set, progress)

        self._say(tab, "Finding evidence …")
        stop = window.bridge.aside(
            act,
            done=lambda found: self._found(tab, stop, found),
            progress=lambda how: self._progress(tab, stop, how),
            failed=lambda error: self._failed(tab, stop, error),
        )
        self._stop, self._tab = stop, tab

    def _say(self, tab: DocumentTab, sentence: str) -> None:
        """Say how far it is, with the button that stops it; the button is not made anew under the pointer."""
        bar = tab.notices.bar(NAME)
        if bar is None or not bar.buttons or bar.buttons[0].text() != "Cancel":
            tab.notices.say(NAME, sentence, ("Cancel", self._cancel))
        else:
            bar.sentence.setText(sentence)

    def _progress(self, tab: DocumentTab, stop: threading.Event, how: tuple[int, int]) -> None:
        if self._stop is stop and tab in self.window.tabs.tabs():
            self._say(tab, f"Finding evidence: page {max(how[0], 1)} of {how[1]} …")

    def _cancel(self) -> None:
        """It is over for the window at once; the thread ends at its next sentence."""
        if self._stop is not None:
            self._stop.set()
            self._stop = None
            if self._tab is not None and self._tab in self.window.tabs.tabs():
                self._tab.notices.clear(NAME)
            self.window.verbs.to_page()
            self.window.note("Stopped; nothing was decided.")

    def _failed(self, tab: DocumentTab, stop: threading.Event, error: ExoError) -> None:
        if self._stop is stop:
            self._stop = None
            if tab in self.window.tabs.tabs():
                tab.notices.clear(NAME)
                self.window.say(error.message, error.hint)

    def _found(self, tab: DocumentTab, stop: threading.Event, found: Scan) -> None:
        window = self.window
        if self._stop is not stop:
            return
        self._stop = None
        if tab not in window.tabs.tabs():
            return
        if not found.has_text:
            tab.notices.say(NAME, NO_TEXT, ("Recognise text", window.commands.scans.recognise_text))
        elif not found.queue:
            tab.notices.say(NAME, NOTHING)
        elif tab is window.tabs.tab and not window.form.drafting:
            self._enter(tab, found)
        else:  # the reader does something else meanwhile
            many = counted(len(found.queue), "candidate")
            tab.notices.say(NAME, f"{many} of evidence found.", ("Go through them", partial(self._enter, tab, found)))

    def _enter(self, tab: DocumentTab, found: Scan) -> None:
        from exoannotate.ui.candidates.mode import CandidateMode
        from exoannotate.ui.commands.reviewing import ReviewCommands
        from exoannotate.ui.commands.verifying import VerifyingCommands

        self.window.commands.part(ReviewCommands).leave()
        self.window.commands.part(VerifyingCommands).leave()
        tab.notices.clear(NAME)
        self.window.tabs.show_tab(tab)
        if self.mode is None:
            self.mode = CandidateMode(self.window)
        self.mode.enter(found, tab)

    # What happens meanwhile --------------------------------------------------------------------------------------

    def project_opened(self, path: str) -> None:
        self._forget()

    def changed(self, touched: Touched) -> None:
        if self.mode is not None:
            self.mode.changed(touched)

    def record_shown(self, record: str) -> None:
        if self.mode is not None:
            self.mode.record_shown(record)

    def document_shown(self, document: str) -> None:
        if self.mode is not None:
            self.mode.document_shown(document)

    def stop(self) -> None:
        self._forget()

    def _forget(self) -> None:
        if self._stop is not None:
            self._stop.set()
            self._stop = None
        self.leave()
