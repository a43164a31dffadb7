"""Checking a sample again as a mode of the window: the words on their page, an empty form beside them, a bar on top.

Decision (2026-11): what the first person said is hidden while the mode lasts, and not only the fields. The colour of a
highlight tells the effect and its note may tell more, so no highlight is painted and notes are left out of the form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal, Slot

from exoannotate.domain.change import Change
from exoannotate.domain.errors import ExoError
from exoannotate.domain.records import Passage
from exoannotate.domain.reviewing import Round
from exoannotate.ui.page.candidate import CandidateLayer
from exoannotate.ui.record.drafts import Draft
from exoannotate.ui.review.keys import ReviewKeys
from exoannotate.ui.review.stage import Stage
from exoannotate.ui.verifying.bar import KEYS, CheckBar
from exoannotate.workspace import verifying
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session
from exoannotate.workspace.verifying import Sample

if TYPE_CHECKING:
    from exoannotate.ui.commands.recording import RecordingCommands
    from exoannotate.ui.documents.tab import DocumentTab
    from exoannotate.ui.window.main_window import MainWindow

READ = "Fill the fields from these words"
SAVED = "You extracted this one; N goes on, Z takes the last one back"
DONE = "checked"


class CheckMode(QObject):
    """Goes through a sample. Made with the first one. ``report_wanted``: the end is reached, or somebody asks."""

    report_wanted = Signal()

    def __init__(self, window: MainWindow, recording: RecordingCommands) -> None:
        super().__init__(window)
        self._window, self._recording = window, recording
        self.on = False
        self.round = Round(())
        self._passages: Mapping[str, tuple[Passage, ...]] = {}
        self._shown = 0  # the one of the passages at hand that the page shows
        self._busy = self._starting = False
        self._kept: dict[str, Draft] = {}  # of records that were left, as typed
        self._tab: DocumentTab | None = None  # whose page has the frame
        self.layer = CandidateLayer(window.look, self)
        self.bar = CheckBar(window.icons)
        self._stage = Stage(window, self.bar, "Check a sample again", "check_bar")
        self._keys = ReviewKeys(window, window.form, self.act, KEYS)
        self.bar.wanted.connect(self.act)
        window.form.draft_started.connect(self._on_draft_started)
        window.form.jump_wanted.connect(self._on_jump)
        window.tabs.gone.connect(self._on_tab_gone)
        window.installEventFilter(self)

    # In and out --------------------------------------------------------------------------------------------------

    def enter(self, drawn: Sample) -> None:
        """Go through a sample, from the first record that was not extracted again."""
        window = self._window
        self.leave()
        self.on, self._busy = True, False
        self._passages = dict(zip(drawn.records, drawn.passages, strict=True))
        self.round = Round(drawn.records, dict.fromkeys(drawn.done, DONE))
        window.form.commit_pending()
        window.form.show_nothing()
        self._stage.show()
        self._hide_marks(hidden=True)
        self._keys.set_on(True)
        window.verbs.save_instead = self._save
        window.actions_by_id["verify"].setChecked(True)
        window.verbs.to_page()
        self.round.at = self._next(-1)
        self.show()

    def leave(self) -> None:
        """Give everything back; what was saved is kept, and what was typed stands there when it goes on."""
        window = self._window
        if not self.on:
            return
        self._put_away()
        self.on = False
        window.verbs.save_instead = None
        self._keys.set_on(False)
        self._frame(None, ())
        self._stage.hide()
        self._hide_marks(hidden=False)
        if not window.form.record:
            window.form.show_nothing()
        window.actions_by_id["verify"].setChecked(False)
        window.verbs.to_page()

    def forget(self) -> None:
        """Another project is open: nothing of this one is kept."""
        self._kept = {}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close and watched is self._window:
            self.leave()  # before the window writes down which panes show
        return False

    def _hide_marks(self, *, hidden: bool) -> None:
        tabs = self._window.tabs
        self._recording.unaided = tabs.unmarked = hidden
        self._window.form.completing.set_recent({})
        for tab in tabs.tabs():
            tabs.show_passages(tab.document.id)

    @Slot(object)
    def _on_tab_gone(self, tab: DocumentTab) -> None:
        if tab is self._tab:
            self._tab = None

    @Slot()
    def _on_draft_started(self) -> None:
        if self.on and not self._starting:
            self.leave()  # somebody begins another record

    def take_done(self, done: frozenset[str]) -> None:
        """What this person has extracted by now; something was saved or undone elsewhere in the window, or merged."""
        before = self._checked(self.round.record)
        self.round.decisions = {record: DONE for record in self.round.records if record in done}
        if self.on and not self._busy and self._checked(self.round.record) != before:
            self._put_away()
            self.show()
        elif self.on:
            self._show_bar()

    def record_shown(self, record: str) -> None:
        """Somebody wants to see a record: what it says is hidden here."""
        if self.on and record:
            self.leave()

    # Showing one -------------------------------------------------------------------------------------------------

    def show(self) -> None:
        """The words at hand on their page, and an empty form; or what it all came to."""
        form = self._window.form
        form.provisional = {}
        self._shown = 0
        record = self.round.record
        self._show_bar()
        if not record or self._checked(record):
            form.show_nothing()
        else:
            passages = self._passages[record]
            form.provisional = {p.id: replace(p, note="", meaning="") for p in passages}
            self._starting = True
            form.start(self._kept.pop(record, Draft(tuple(p.id for p in passages))), focus=False)
            self._starting = False
        self._show_place()

    def _show_place(self) -> None:
        """The passage at hand on its page, framed; its document is opened where it is not."""
        here = self._passages.get(self.round.record, ())
        if not here:
            self._frame(None, ())
            return
        tabs, passage = self._window.tabs, here[self._shown]

        def front(tab: DocumentTab) -> None:
            if self.on and passage in self._passages.get(self.round.record, ()):
                tabs.show_tab(tab)
                quads = tabs.guessed.get(passage.id, passage).quads
                self._frame(tab, quads)
                if quads:
                    tab.view.jump_to(quads)
                self._window.verbs.to_page()

        if self._tab is not None and self._tab.document.id != passage.document:
            self._frame(None, ())  # the other document may not be found
        tabs.open(passage.document, front)

    def _frame(self, tab: DocumentTab | None, quads: object) -> None:
        if self._tab is not None and self._tab is not tab and self._tab in self._window.tabs.tabs():
            self.layer.changed.disconnect(self._tab.view.canvas.viewport().update)
            self._tab.view.canvas.take_off(self.layer)
        if tab is not None and self._tab is not tab:
            self.layer.changed.connect(tab.view.canvas.viewport().update)
            tab.view.canvas.put_above(self.layer)
        self._tab = tab
        self.layer.show_place(quads if isinstance(quads, tuple) else ())

    def _show_bar(self) -> None:
        turn = self.round
        done, whole = len(turn.decisions), len(turn.records)
        if turn.ended:
            more = "" if done == whole else " N goes through the rest."
            self.bar.show_end(f"{done} of {whole} extracted again.{more} T shows how far you agree.", done, whole)
            return
        checked = self._checked(turn.record)
        many = len(self._passages[turn.record])
        told = SAVED if checked else READ
        self.bar.show_one(
            turn.place, done, f"{told}  ·  {many} passages, ← →" if many > 1 else told, checked=checked
        )  # fmt: skip

    def _checked(self, record: str) -> bool:
        return record in self.round.decisions

    def _next(self, after: int) -> int:
        """The place of the next record that was not extracted again; behind the last one when there is none."""
        records = self.round.records
        return next((at for at in range(after + 1, len(records)) if not self._checked(records[at])), len(records))

    # What is done ------------------------------------------------------------------------------------------------

    @Slot(str)
    def act(self, wish: str) -> None:
        """Do what a key or a button says."""
        acts: dict[str, Callable[[], None]] = {
            "save": self.save,
            "next": self.on_to_next,
            "previous": self.previous,
            "edit": self.edit,
            "undo": self.undo,
            "report": self.report,
            "leave": self.leave,
            "passage on": partial(self._step_passage, 1),
            "passage back": partial(self._step_passage, -1),
        }
        acts[wish]()

    def save(self) -> None:
        """Keep what stands in the form, and go on."""
        if self._ready():
            self._window.form.try_save()  # which reads the fields and comes back to _save

    def _save(self, keys: tuple[str, ...], given: Mapping[str, FieldInput]) -> bool:
        """Save the draft in the form as a second extraction. False: it is another draft."""
        record = self.round.record
        ours = self.on and bool(self._window.form.provisional) and bool(record)
        if ours and not self._busy:
            self._busy = True
            self._window.bridge.do(
                lambda session: verifying.save(session, record, given),
                done=lambda _: self._saved(record),
                failed=self._refused,
            )
        return ours

    def _saved(self, record: str) -> None:
        self._busy = False
        self.round.decisions[record] = DONE
        if not self.on:
            return
        self._window.form.take_draft()
        self._window.form.provisional = {}
        self._go(self._next(self.round.at))

    def _refused(self, error: ExoError) -> None:
        self._busy = False
        self._window.form.refuse(error.message, error.hint)
        self._window.say(error.message, error.hint)

    def on_to_next(self) -> None:
        """Leave this one open; at the end, go through those that are."""
        if not self._busy:
            self._go(self._next(-1 if self.round.ended else self.round.at))

    def previous(self) -> None:
        """Back to the one before."""
        if self._busy:
            return
        if self.round.at > 0:
            self._go(self.round.at - 1)
        else:
            self._window.note("This is the first one.")

    def edit(self) -> None:
        """Into the fields."""
        if self._ready():
            self._window.form.focus_first_gap()

    def _ready(self) -> bool:
        """Whether the form waits for what is read here; one that was thrown away begins anew."""
        record = self.round.record
        if not record or self._checked(record) or self._busy:
            return False
        if not self._window.form.drafting:
            self.show()
        return True

    def report(self) -> None:
        """How far both agree, once the sample lies behind: before, it would tell what the first person said."""
        if self.round.ended:
            self.report_wanted.emit()
        else:
            self._window.note("The report comes at the end: it tells what the first person said.")

    def undo(self) -> None:
        """Take back the last act, and go where it was done."""
        if not self._busy:
            self._busy = True
            self._window.bridge.do(self._undo, done=self._undone, failed=self._refused)

    @staticmethod
    def _undo(session: Session) -> tuple[Change | None, frozenset[str]]:
        change = session.undo()
        return change, frozenset(verifying.seconds(session))

    def _undone(self, found: tuple[Change | None, frozenset[str]]) -> None:
        self._busy = False
        change, done = found
        if change is None:
            self._window.note("There is nothing more to take back.")
            return
        self._window.note(f"Undone: {change.label}.")
        open_again = [record for record in self.round.decisions if record not in done]
        self.round.decisions = {record: DONE for record in self.round.records if record in done}
        if self.on and open_again:
            self._go(self.round.records.index(open_again[0]))

    # Going about -------------------------------------------------------------------------------------------------

    def _go(self, at: int) -> None:
        self._put_away()
        self.round.at = at
        self._window.verbs.to_page()
        self.show()
        if self.round.ended and len(self.round.decisions) == len(self.round.records):
            self.report_wanted.emit()

    def _put_away(self) -> None:
        """Keep what was typed for the one at hand."""
        form = self._window.form
        if form.drafting and form.provisional:
            typed = form.take_draft()
            if typed:
                self._kept[self.round.record] = typed
        form.provisional = {}

    def _step_passage(self, way: int) -> None:
        many = len(self._passages.get(self.round.record, ()))
        if many > 1:
            self._shown = (self._shown + way) % many
            self._show_place()

    @Slot(str)
    def _on_jump(self, passage: str) -> None:
        keys = [p.id for p in self._passages.get(self.round.record, ())]
        if self.on and passage in keys:
            self._shown = keys.index(passage)
            self._show_place()
