"""Candidates as a mode of the window: the sentence on its page, the record it drafts beside it, and a bar on top.

Decision (2026-11): the form is the one for every record. Its draft stands on a passage that is not in the project yet,
which is lent to the form (``provisional``) and written with the record, so that one undo takes both back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Slot

from exoannotate.domain.blind import sentence_of
from exoannotate.domain.change import Change
from exoannotate.domain.errors import BadValueError, ExoError
from exoannotate.domain.evidence import EvidenceRow
from exoannotate.domain.folding import letters
from exoannotate.domain.records import Passage, Verdict
from exoannotate.reading import selection as reading
from exoannotate.ui.candidates.bar import KEYS, SAID, CandidateBar
from exoannotate.ui.candidates.walk import IN_A_RECORD, Walk
from exoannotate.ui.contents import Touched
from exoannotate.ui.page.candidate import CandidateLayer
from exoannotate.ui.record import filled
from exoannotate.ui.record.drafts import Draft
from exoannotate.ui.record.suggested import draft_of
from exoannotate.ui.review.keys import ReviewKeys
from exoannotate.ui.review.stage import Stage
from exoannotate.workspace import deciding, duplicates
from exoannotate.workspace.deciding import Prepared, Scan
from exoannotate.workspace.records import FieldInput, Inputs
from exoannotate.workspace.session import Session

if TYPE_CHECKING:
    from exoannotate.ui.documents.tab import DocumentTab
    from exoannotate.ui.window.main_window import MainWindow

TWIN = "A again keeps both, L links this passage to the one you have."


class CandidateMode(QObject):
    """Goes through the candidates of one document. Made with the first search for evidence."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.on = False
        self.walk = Walk(())
        self._scan: Scan | None = None
        self._tab: DocumentTab | None = None
        self._busy = False  # a decision is on its way to the disk, or a candidate on its way to the form
        self._starting = False
        self.passage: Passage | None = None  # of the candidate in the form
        self.drafts: list[Draft] = []  # one for each record of the candidate at hand
        self._inputs: list[Inputs] = []
        self.number = 0  # the one of them that the form shows
        self._kept: dict[str, tuple[Passage, list[Draft], list[Inputs]]] = {}  # of candidates that were left, as typed
        self._twins: tuple[str, ...] = ()  # records that likely say the same as the one that was not saved yet
        self._shown_record = ""
        self.layer = CandidateLayer(window.look, self)
        self.bar = CandidateBar(window.icons)
        self._stage = Stage(window, self.bar, "Evidence", "candidates_bar")
        self._keys = ReviewKeys(window, window.form, self.act, KEYS)
        self.bar.wanted.connect(self.act)
        window.form.draft_started.connect(self._on_draft_started)
        window.form.jump_wanted.connect(self._on_jump)
        window.tabs.gone.connect(self._on_tab_gone)
        window.installEventFilter(self)

    # In and out --------------------------------------------------------------------------------------------------

    def enter(self, scan: Scan, tab: DocumentTab) -> None:
        """Go through what was found in the document of a tab, from the first candidate nobody decided on."""
        window = self._window
        if self.on:
            self.leave()
        self.on, self._scan, self._tab, self.walk = True, scan, tab, Walk(scan.queue)
        self._busy, self.passage, self._kept = False, None, {}
        window.form.commit_pending()
        self._stage.show()
        window.form.pointing.whole = True
        self.layer.changed.connect(tab.view.canvas.viewport().update)
        tab.view.canvas.put_above(self.layer)
        self._keys.set_on(True)
        window.verbs.save_instead = self._save
        window.actions_by_id["find_evidence"].setChecked(True)
        window.verbs.to_page()
        self._renew_known(covered=True)
        self.walk.begin()
        self.show()

    def leave(self) -> None:
        """Give everything back; what was decided is kept, and coming back goes on here."""
        window, tab = self._window, self._tab
        if not self.on:
            return
        self._put_away()
        self.on, self._scan, self._tab, self.passage = False, None, None, None
        window.verbs.save_instead = None
        self._keys.set_on(False)
        self.layer.show_place(())
        if tab is not None and tab in window.tabs.tabs():
            self.layer.changed.disconnect(tab.view.canvas.viewport().update)
            tab.view.canvas.take_off(self.layer)
        self._stage.hide()
        window.form.pointing.whole = False
        window.form.pointing.show("", window.form.shown_passages())
        if not window.form.record and not window.form.drafting:
            window.form.show_nothing()
        window.actions_by_id["find_evidence"].setChecked(False)
        window.verbs.to_page()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close and watched is self._window:
            self.leave()  # before the window writes down which panes show
        return False

    @Slot(object)
    def _on_tab_gone(self, tab: DocumentTab) -> None:
        if tab is self._tab:
            self.leave()

    @Slot()
    def _on_draft_started(self) -> None:
        if self.on and not self._starting:
            self.leave()  # somebody begins another record

    def record_shown(self, record: str) -> None:
        """The form shows a record: that of the candidate at hand, or somebody wants another one."""
        if self.on and record and record != self._shown_record:
            self.leave()
        elif self.on and record:
            self._point()

    def document_shown(self, document: str) -> None:
        """Another document in front ends it: its sentences are not in sight any more."""
        if self.on and self._scan is not None and document != self._scan.document:
            self.leave()

    def changed(self, touched: Touched) -> None:
        """Take over what was decided, here or by another program."""
        if not self.on or self._scan is None:
            return
        if touched.documents.get(self._scan.document, self) is None:
            self.leave()
        elif touched.decisions or touched.links or touched.passages:
            self._renew_known(covered=bool(touched.links or touched.passages))
            gone = self.passage is None and not self._busy and self.walk.said not in IN_A_RECORD
            if gone and self.walk.here is not None:
                self.show()  # its record was undone elsewhere: it is a candidate again
            else:
                self._show_bar()

    def _renew_known(self, *, covered: bool) -> None:
        contents = self._window.contents
        if self._scan is None:
            return
        document = self._scan.document
        if covered:
            self.walk.take_quotes(p.quote for p in contents.passages_of(document) if contents.records_of(p.id))
        self.walk.take_decisions(contents.decisions.get(document, ()))

    # Showing a candidate -----------------------------------------------------------------------------------------

    def show(self) -> None:
        """Show the candidate at hand on its page and in the form; or what it all came to."""
        self.passage, self._twins, self._shown_record = None, (), ""
        self._window.form.provisional = {}
        scan, tab = self._scan, self._tab
        if scan is None or tab is None:
            return
        self._show_bar()
        if self.walk.here is None:
            self.layer.show_place(())
            self._window.form.show_nothing()
            return
        one, sentence = self.walk.here.candidate, self.walk.sentence
        places = reading.quads(scan.pages, reading.between(scan.pages, *one.carets))
        self.layer.show_place(places)
        if self.walk.said in IN_A_RECORD:
            self._show_record(one.text)
        elif sentence in self._kept:
            self._fill(*self._kept.pop(sentence))
        else:
            self._busy = True
            self._window.bridge.do(
                lambda session: deciding.prepare(session, scan, one),
                done=partial(self._prepared, sentence),
                failed=self._refused,
            )

    def _show_record(self, text: str) -> None:
        """The record that the words at hand stand in."""
        contents, wanted = self._window.contents, letters(text)
        passages = contents.passages_of(self._scan.document) if self._scan is not None else ()
        linked = [(p.quote, record) for p in passages for record in contents.records_of(p.id)]
        same = (record for quote, record in linked if letters(quote) == wanted)
        like = (record for quote, record in linked if letters(quote) in wanted or wanted in letters(quote))
        self._shown_record = next(same, "") or next(like, "")
        if self._shown_record:
            self._window.verbs.show_record(self._shown_record)
        else:
            self._window.form.show_nothing()
            self._point()

    def _point(self) -> None:
        """Bring the candidate into sight in the moment the form shows it, so that both change at once."""
        if self._tab is not None and self.layer.quads:
            self._tab.view.jump_to(self.layer.quads)

    def _prepared(self, sentence: str, ready: Prepared) -> None:
        self._busy = False
        if self.on and sentence == self.walk.sentence:
            drafts = [draft_of(ready.passage.id, each) for each in ready.suggestions]
            self._fill(ready.passage, drafts, [deciding.suggested(each) for each in ready.suggestions])

    def _fill(self, passage: Passage, drafts: list[Draft], inputs: list[Inputs]) -> None:
        self.passage, self.drafts, self._inputs = passage, drafts or [Draft((passage.id,))], inputs or [{}]
        self._show_draft(0)
        self._point()
        self._show_bar()

    def _show_draft(self, number: int) -> None:
        """One of the records of the candidate at hand in the form; the focus stays on the page."""
        form = self._window.form
        if self.passage is None:
            return
        self.number = number
        form.provisional = {self.passage.id: self.passage}
        self._starting = True
        form.start(self.drafts[number], focus=False)
        self._starting = False

    def _show_bar(self) -> None:
        walk = self.walk
        whole, verdicts = len(walk.queue), walk.known.values()
        if walk.here is None:
            left = sum(said == "later" for said in verdicts)
            those = f"through the {left}" if left > 1 else "to the one"
            more = f" N goes {those} put aside." if left else ""
            self.bar.show_end(f"All {whole} are looked at.{more}", whole, verdicts, more=bool(left))
            return
        one, said = walk.here.candidate, walk.said
        label = self._tab.label(one.page) if self._tab is not None else ""
        many = len(self.drafts) if self.passage is not None else 1
        words = [SAID.get(said, ""), f"{one.kind}, p. {label}"]
        words += [f"record {self.number + 1} of {many}, ← →"] if many > 1 else []
        if not any(each.reports for each in one.suggestions) and said not in IN_A_RECORD:
            words.append("effect not read")
        writable = not self._window.contents.read_only
        told = "  ·  ".join(filter(None, words))
        place = (walk.at + 1, whole)
        self.bar.show_candidate(place, verdicts, told, writable=writable, decided=said in IN_A_RECORD)

    # What is decided ---------------------------------------------------------------------------------------------

    @Slot(str)
    def act(self, wish: str) -> None:
        """Do what a key or a button says."""
        acts: dict[str, Callable[[], None]] = {
            "accept": self.accept,
            "reject": partial(self.decide, "rejected"),
            "not exosomal": partial(self.decide, "not exosomal"),
            "marker only": partial(self.decide, "marker only"),
            "later": self.later,
            "previous": self.previous,
            "edit": self.edit,
            "undo": self.undo,
            "link": self.link,
            "leave": self.leave,
            "record on": partial(self._step_record, 1),
            "record back": partial(self._step_record, -1),
        }
        acts[wish]()

    def accept(self) -> None:
        """Make the highlight and the records of the candidate at hand, and go on."""
        if self._ready():
            self._window.form.try_save()  # which reads the fields and comes back to _save

    def decide(self, verdict: Verdict) -> None:
        """Remember a decision on the candidate at hand, and go on."""
        scan, sentence, counts = self._scan, self.walk.sentence, self.walk.counts
        if scan is None or not self._ready():
            return
        self._write(lambda session: deciding.decide(session, scan.document, sentence, verdict, counts))

    def later(self) -> None:
        """Decide later; at the end, go through those that were put aside."""
        if self._busy:
            return
        if not self.walk.sentence:
            self.walk.begin_again()
            self.show()
        elif not self.walk.said and not self._window.contents.read_only:
            self.decide("later")
        else:
            self._go(self.walk.next(self.walk.at))

    def previous(self) -> None:
        """Back to the candidate before, whatever was decided on it."""
        if self._busy:
            return
        if self.walk.at > 0:
            self._go(self.walk.at - 1)
        else:
            self._window.note("This is the first candidate.")

    def edit(self) -> None:
        """Into the fields: the least certain one, else the first."""
        if self.passage is not None or self._window.form.record:
            editor = self._window.form.body.least_certain()
            self._window.form.go_to(editor.field.name if editor is not None else "cargo")

    def link(self) -> None:
        """Link the passage to the record that likely says the same, which was told before."""
        passage, sentence, counts = self.passage, self.walk.sentence, self.walk.counts
        if not self._twins or passage is None or not self._ready():
            self._window.note("L links to a record that likely says the same; there is none here.")
            return
        record = self._twins[0]
        self._write(lambda session: deciding.link(session, sentence, passage, record, counts))

    def undo(self) -> None:
        """Take back the last act, and go where it was done."""
        if not self._busy:
            self._busy = True
            self._window.bridge.do(lambda session: session.undo(), done=self._undone, failed=self._refused)

    def _undone(self, change: Change | None) -> None:
        self._busy = False
        if change is None:
            self._window.note("There is nothing more to take back.")
            return
        self._window.note(f"Undone: {change.label}.")
        decided = change.keys("candidate_decisions")
        place = self.walk.place_of(sentence_of(key.rpartition(":")[2]) for key in decided)
        if self.on and (place is not None or change.keys("passages")):
            self._go(self.walk.at if place is None else place)

    def _ready(self) -> bool:
        """Whether the candidate at hand can be decided on."""
        if self._window.contents.read_only:
            self._window.note("The project is open for reading only.")
            return False
        if self.walk.said in IN_A_RECORD:
            self._window.note("These words stand in a record already. Z takes back the last decision.")
            return False
        if self.passage is not None and not self._window.form.drafting:
            self._show_draft(self.number)  # it was thrown away
            return False
        return self.passage is not None and not self._busy

    def _save(self, keys: tuple[str, ...], given: Mapping[str, FieldInput]) -> bool:
        """Save the draft in the form, and the other records of its candidate. False: it is not of a candidate."""
        passage, sentence, counts = self.passage, self.walk.sentence, self.walk.counts
        if not self.on or passage is None or keys != (passage.id,) or not self._ready():
            return self.on and passage is not None and keys == (passage.id,)
        self._inputs[self.number] = given
        wanted, told = tuple(self._inputs), bool(self._twins)

        def act(session: Session) -> tuple[EvidenceRow, ...]:
            if not told:
                for inputs in wanted:
                    found = duplicates.likely(session, (), inputs, passage.document)
                    if found:
                        return found
            deciding.take(session, sentence, passage, wanted, counts)
            return ()

        self._write(act)
        return True

    def _write(self, act: Callable[[Session], object]) -> None:
        self._busy = True
        self._window.bridge.do(act, done=self._written, failed=self._refused)

    def _written(self, twins: object) -> None:
        self._busy = False
        if isinstance(twins, tuple) and twins:
            self._twins = tuple(row.record for row in twins)
            self._window.form.refuse(duplicates.sentence(twins), TWIN)
            self.bar.say(f"{duplicates.sentence(twins)} {TWIN}")
            self._window.verbs.to_page()
        elif self.on:
            self._put_away()  # also of one that was taken: undone, it is there as it was typed
            self.passage = None
            self._window.verbs.to_page()
            self.walk.at = self.walk.next(self.walk.at)
            self.show()

    def _refused(self, error: ExoError) -> None:
        self._busy = False
        self._window.form.refuse(error.message, error.hint)
        self._window.say(error.message, error.hint)

    # Going about -------------------------------------------------------------------------------------------------

    def _go(self, at: int) -> None:
        self._put_away()
        self.walk.at = at
        self._window.verbs.to_page()
        self.show()

    def _put_away(self) -> None:
        """Keep what was typed for the candidate at hand, for as long as the search lasts."""
        form, passage = self._window.form, self.passage
        if passage is not None and form.drafting:
            self._take_over()
            form.take_draft()
            self._kept[self.walk.sentence] = (passage, self.drafts, self._inputs)
        form.provisional = {}

    def _take_over(self) -> bool:
        """What stands in the form is what the record at hand says. False when it cannot be read."""
        form = self._window.form
        if self.passage is None or not form.drafting:
            return True
        self.drafts[self.number] = filled.draft(form.editors, (self.passage.id,))
        try:
            self._inputs[self.number] = filled.inputs(form.editors)
        except BadValueError as error:
            self._window.note(str(error))
            return False
        return True

    def _step_record(self, way: int) -> None:
        many = len(self.drafts) if self.passage is not None else 0
        if many < 2:
            self._window.note("This candidate is one record.")
        elif self._take_over():
            self._window.form.take_draft()
            self._show_draft((self.number + way) % many)
            self._show_bar()

    @Slot(str)
    def _on_jump(self, passage: str) -> None:
        if self.on and self.passage is not None and passage == self.passage.id:
            self._point()
