"""Review as a mode of the window: only the page and the record beside it, and a bar that leads from one to the next.

Decision (2026-11): a mode and no screen of its own. What is read and edited while reviewing is the page and the form
one knows, with all their keys; a second copy of either would be learned, tested and mended twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Slot

from exoannotate.domain.change import Change
from exoannotate.domain.evidence import EvidenceRow
from exoannotate.domain.records import Decision
from exoannotate.domain.reviewing import QUEUES, Queue, Round, changed_since, decision, queued, reading_order
from exoannotate.ui.documents.tabs import Seat
from exoannotate.ui.evidence.table import status_text
from exoannotate.ui.review.bar import TABLE, ReviewBar
from exoannotate.ui.review.keys import ReviewKeys
from exoannotate.ui.review.stage import Stage
from exoannotate.workspace import records

if TYPE_CHECKING:
    from exoannotate.ui.commands.linking import LinkCommands
    from exoannotate.ui.documents.tab import DocumentTab
    from exoannotate.ui.window.main_window import MainWindow

NOTHING = "No record waits here. Choose other records at the left, or leave with Esc."


class ReviewMode(QObject):
    """Goes through records one by one. Made with the first review."""

    def __init__(self, window: MainWindow, link: LinkCommands) -> None:
        super().__init__(window)
        self._window, self._link = window, link
        self.on = False
        self.round = Round(())
        self.queue: str = ""
        self._pending = ""  # the record whose passage is shown as soon as the form shows the record
        self._busy = False  # a decision is on its way to the disk
        self._opened: list[str] = []  # documents that were opened for the review
        self.bar = ReviewBar(window.icons)
        self._stage = Stage(window, self.bar, "Review", "review_bar")
        self._keys = ReviewKeys(window, window.form, self.act)
        self.bar.wanted.connect(self.act)
        self.bar.queue_wanted.connect(self.start)
        self.bar.rejected.connect(self._on_rejected)
        self.bar.answered.connect(window.verbs.to_page)
        window.installEventFilter(self)

    # In and out --------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Begin: what the table shows when it is filtered, else everything that was not reviewed yet."""
        window = self._window
        if self.on:
            return
        self.on = True
        window.form.commit_pending()
        self._stage.show()
        window.form.pointing.whole = True
        self._keys.set_on(True)
        window.actions_by_id["review"].setChecked(True)
        self.start(TABLE if window.evidence.filter.text().strip() else "not reviewed")

    def leave(self) -> None:
        """Give everything back."""
        window = self._window
        if not self.on:
            return
        self.on = False
        self.bar.stop_asking()
        self._keys.set_on(False)
        window.form.pointing.whole = False
        window.form.pointing.show("", window.form.shown_passages())
        self._stage.hide()
        self._close_but(())
        window.actions_by_id["review"].setChecked(False)
        window.verbs.to_page()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close and watched is self._window:
            self.leave()  # before the window writes down which panes show
        return False

    # The queue ---------------------------------------------------------------------------------------------------

    @Slot(str)
    def start(self, queue: str) -> None:
        """Begin a round over a queue, or over what the table shows. It is put in order in a thread."""
        window = self._window
        self.queue = queue
        self.bar.set_queues(queue, window.evidence.proxy.rowCount())
        if queue == TABLE:
            shown = window.evidence.shown_rows()
            self._begin(queue, Round((row.record for row in shown), _decisions(shown)))
            return
        contents = window.contents
        rows, links, passages = tuple(contents.rows.values()), contents.links, contents.passages
        documents = tuple(contents.documents)
        named: Queue = next(one for one in QUEUES if one == queue)

        def wanted() -> Round:
            return Round(reading_order(queued(rows, named), links, passages, documents), _decisions(rows))

        window.jobs.run(wanted, done=partial(self._begin, queue))

    def _begin(self, queue: str, round_: Round) -> None:
        if self.on and queue == self.queue:
            self.round = round_
            for gone in set(round_.records) - self._window.contents.rows.keys():
                round_.update(gone, None)  # deleted while the round was made
            self.show()

    def changed(self, rows: dict[str, EvidenceRow | None]) -> None:
        """Take over what became of records: the order stays, those that are gone are passed over."""
        if not self.on:
            return
        before = self.round.record
        for record, row in rows.items():
            if row is None:
                self.round.update(record, None)
            else:
                self.round.update(record, decision(row))
        if self.round.record != before:
            self.show()
        elif before in rows or self.round.ended:
            self._show_bar()

    # Showing a record --------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Show the record at hand, with its passage; or what the round came to."""
        self._show_bar()
        record = self.round.record
        if record:
            self._pending = record
            self._window.verbs.show_record(record)

    def record_shown(self, record: str) -> None:
        """The form shows a record: show its passage in the same moment, so that both change at once."""
        if not self.on or record != self._pending:
            return
        self._pending = ""
        passages = self._link.passages_shown()
        if passages:
            first = passages[0]

            def front(tab: DocumentTab) -> None:
                self._window.tabs.show_tab(tab)

            self._remember(first.document)
            self._window.tabs.open(first.document, front)
            self._window.tabs.jump(first)
        self._look_ahead()

    def _look_ahead(self) -> None:
        """Open the document of the next record while this one is read, and close what was opened for earlier ones."""
        contents = self._window.contents
        at = self.round.at
        ahead = [doc for record in self.round.records[at : at + 2] for doc in contents.documents_of(record)[:1]]
        for document in ahead:
            if self._window.tabs.tab_of(document) is None and not self._window.tabs.opening:
                self._remember(document)
                self._window.tabs.open(document, seat=Seat(front=False, focus=False))
        self._close_but(ahead)

    def _remember(self, document: str) -> None:
        tabs = self._window.tabs
        if tabs.tab_of(document) is None and tabs.missing(document) is None and document not in self._opened:
            self._opened.append(document)

    def _close_but(self, kept: tuple[str, ...] | list[str]) -> None:
        tabs = self._window.tabs
        front = tabs.tab.document.id if tabs.tab is not None else ""
        for document in [one for one in self._opened if one not in kept and one != front]:
            tab = tabs.tab_of(document)
            if tab is not None:
                tabs.close_tab(tab)
            self._opened.remove(document)

    def _show_bar(self) -> None:
        turn, contents = self.round, self._window.contents
        row = contents.rows.get(turn.record)
        if row is None:
            left = len(turn.left())
            sentence = turn.tally().sentence() if turn.records else NOTHING
            more = " N goes through the rest." if left and turn.records else ""
            ended = f"Reviewed {len(turn.records)}: {sentence}{more}" if turn.records else NOTHING
            self.bar.show_end(ended, turn.tally(), more=left, back=bool(turn.records))
            return
        words = [status_text(row), *(["changed since"] if changed_since(row) else [])]
        many = len(contents.links.get(turn.record, ()))
        if many > 1:
            words.append(f"{many} passages, ← →")
        writable = not contents.read_only
        self.bar.show_record(turn.place, turn.tally(), "  ·  ".join(words), writable=writable)

    # What is decided ---------------------------------------------------------------------------------------------

    @Slot(str)
    def act(self, wish: str) -> None:
        """Do what a key or a button says."""
        acts: dict[str, Callable[[], None]] = {
            "accept": self.accept,
            "reject": self.reject,
            "next": partial(self.step, 1),
            "previous": partial(self.step, -1),
            "edit": self.edit,
            "undo": self.undo,
            "leave": self.leave,
            "passage on": partial(self._step_passage, 1),
            "passage back": partial(self._step_passage, -1),
        }
        acts[wish]()

    def accept(self) -> None:
        """The record at hand is right: on to the next."""
        self._decide("accepted", "")

    def reject(self) -> None:
        """The record at hand is not right: ask why, if somebody wants to say it."""
        if self._ready():
            self.bar.ask_why()

    @Slot(str)
    def _on_rejected(self, why: str) -> None:
        self._decide("rejected", why)

    def _ready(self) -> bool:
        """Whether the record at hand is the one that is seen, and can be decided on."""
        if self._window.contents.read_only:
            self._window.note("The project is open for reading only.")
            return False
        return bool(self.round.record) and not self._busy and self._window.form.record == self.round.record

    def _decide(self, said: Decision, why: str) -> None:
        if not self._ready():
            return
        record = self.round.record
        self._busy = True
        self._window.form.commit_pending()
        self._window.bridge.do(
            lambda session: records.review(session, record, said, why),
            done=partial(self._decided, record, said),
            failed=self._refused,
        )

    def _decided(self, record: str, said: str, _: None) -> None:
        self._busy = False
        self.round.update(record, said)
        if self.on and self.round.record == record:
            self.step(1)

    def _refused(self, error: Exception) -> None:
        self._busy = False
        self._window.say(getattr(error, "message", str(error)), getattr(error, "hint", ""))

    def step(self, by: int) -> None:
        """Go on or back; at the end N begins with those that nothing was decided on."""
        if self._busy:
            return
        self._window.form.commit_pending()
        if by > 0 and self.round.ended:
            left = self.round.left()
            if left:
                self._begin(self.queue, Round(left))
            return
        if self.round.step(by):
            self.show()
        else:
            self._window.note("This is the first record.")

    def edit(self) -> None:
        """Into the fields: the first that says nothing yet, else the first of all."""
        if self.round.record:
            self._window.record_pane.show_part("fields")
            self._window.form.focus_first_gap()

    def undo(self) -> None:
        """Take back the last act, and go where it was done."""
        self._window.form.commit_pending()
        self._window.bridge.do(lambda session: session.undo(), done=self._undone)

    def _undone(self, change: Change | None) -> None:
        if change is None:
            self._window.note("There is nothing more to take back.")
            return
        self._window.note(f"Undone: {change.label}.")
        touched = [*change.keys("records")]
        there = next((record for record in touched if record != self.round.record and self.round.go_to(record)), "")
        if there and self.on:
            self.show()

    def _step_passage(self, way: int) -> None:
        if len(self._link.passages_shown()) > 1:
            self._link.step_passage(way)
        else:
            self._window.note("This is the only passage of the record.")


def _decisions(rows: Iterable[EvidenceRow]) -> dict[str, str]:
    """The decisions that hold, by record."""
    return {row.record: said for row in rows if (said := decision(row))}
