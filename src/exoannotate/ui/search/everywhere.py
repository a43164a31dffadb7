"""Search everything: asks for what is typed, shows what comes, and does what a row that is chosen stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QTimer, Slot

from exoannotate.domain.errors import ExoError
from exoannotate.domain.records import Document
from exoannotate.domain.wording import counted
from exoannotate.ui.look import PANE_LEAST, SEARCH_BESIDE
from exoannotate.ui.search import rows
from exoannotate.ui.search.panel import SearchPanel
from exoannotate.ui.search.reader import Reader
from exoannotate.ui.search.rows import PLACES, Row, Scope
from exoannotate.ui.search.seeker import Seeker
from exoannotate.ui.search.walk import Walk
from exoannotate.ui.window import window_state
from exoannotate.workspace import searching, terms
from exoannotate.workspace.searching import MOST, Hit, Known
from exoannotate.workspace.shelf import Shelf
from exoannotate.workspace.sought import Names, Sought

if TYPE_CHECKING:
    from exoannotate.ui.window.main_window import MainWindow

PATIENCE = 70
"""Milliseconds for which the old results stay while nothing has come for the new letter: a list that is empty between
two letters flickers."""
REMEMBERED = 12
NOTHING_HINT = "Fewer or other words find more; dashes, blanks, capitals and Greek make no difference."


class Everywhere(QObject):
    """The search of one window; made when it is first opened."""

    def __init__(self, window: MainWindow, walk: Walk) -> None:
        super().__init__(window)
        self._window, self._walk = window, walk
        self.panel = SearchPanel(window, window.look, window.icons, self._room_beside)
        self.seeker = Seeker(self)
        self.reader = Reader(window.bridge, window.client, window.statusBar())
        self._shelf = Shelf()
        self._known: Known | None = None
        self._names: Names | None = None
        self._sought = Sought("")
        self._pending: list[Row] | None = None
        self._enter: bool | None = None
        """Enter was pressed before anything came: whether the panel is to stay."""
        self._fresh = True
        self._stale = True
        """Whether the project has changed since ``known`` was taken."""
        self._unread: tuple[Document, ...] = ()
        self._ready: set[str] = set()
        """The documents that were read since the search was opened."""
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(self._begin_now)
        self._connect()

    def _connect(self) -> None:
        self.panel.asked.connect(self._on_asked)
        self.panel.chosen.connect(self._on_chosen)
        self.panel.closed.connect(self._on_closed)
        self.panel.names_toggled.connect(self._on_names_toggled)
        self.panel.beside_changed.connect(self._on_beside)
        for part in (self._window.record_dock, self._window.centre):
            part.installEventFilter(self)
        self.seeker.meant.connect(self._on_meant)
        self.seeker.found.connect(self._on_found)
        self.seeker.unread.connect(self._on_unread)
        self.seeker.ended.connect(self._on_ended)
        self.reader.read.connect(self._on_read)
        self.reader.changed.connect(self._tell)
        self._walk.went.connect(self._on_went)

    # For the window ------------------------------------------------------------------------------------------------

    def open(self, scope: Scope, text: str | None = None) -> None:
        """Bring the search into sight."""
        self._fresh = True
        self.reader.stopped = False
        self._warm()
        self.panel.open(scope, text)

    def project_opened(self) -> None:
        """What was found belongs to another project."""
        self.seeker.forget()
        self.reader.forget()
        self._walk.end()
        self._shelf, self._known, self._names = Shelf(), None, None
        self.panel.shut()

    def changed(self) -> None:
        """Something in the project is another one now."""
        self._stale = True

    def stop(self) -> None:
        """The window closes."""
        self._patience.stop()
        self.reader.stop()
        self.seeker.close()
        self._walk.close()

    def _warm(self) -> None:
        """Have the vocabularies ready, with the project's own terms as they are now."""
        if self._window.bridge.path is not None:
            self._window.jobs.run(terms.warm, done=self._on_warm, failed=_without_names)

    def _on_warm(self, _: object) -> None:
        if self._window.bridge.path is not None:
            self._window.bridge.do(terms.for_project, done=self._on_names, failed=_without_names)

    def _on_names(self, names: Names) -> None:
        first = self._names is None
        self._names = names
        if first and self.panel.isVisible() and self.panel.field.text().strip():
            self._ask()

    # Asking ----------------------------------------------------------------------------------------------------------

    @Slot(str)
    def _on_asked(self, _text: str) -> None:
        self._enter = None
        self._ask()

    @Slot(bool)
    def _on_names_toggled(self, _on: bool) -> None:
        self._ask()

    def _ask(self) -> None:
        text, scope = self.panel.field.text(), self.panel.scope
        self._pending = []
        if scope in ("everything", "commands"):
            self._pending = rows.commands(text, self._window.actions_by_id, _recent(), all_of_them=scope == "commands")
        places = PLACES[scope] if text.strip() and self._window.bridge.path is not None else ()
        self.seeker.drop()
        if not places:
            self._sought = Sought("")
            self.panel.frame.tell_names("", some=False)
            self._begin_now()
            self._tell()
            return
        self._unread = ()
        if self._fresh:
            self._ready.clear()
        if self._known is None or self._stale:
            self._stale = False
            contents = self._window.contents
            # Copies, because the window's own change while another thread reads.
            self._known = Known(
                dict(contents.documents), dict(contents.passages), dict(contents.rows), shelf=self._shelf
            )
        names = self._names if self.panel.names.isChecked() else None
        self.seeker.ask(self._known, text, names, places, fresh=self._fresh)
        self._fresh = False
        self._patience.start()

    @Slot()
    def _begin_now(self) -> None:
        """Show the new results, however few there are."""
        self._patience.stop()
        if self._pending is None:
            return
        pending, self._pending = self._pending, None
        self.panel.model.begin(pending, self._window.contents, self.panel.scope)
        self.panel.frame.mark(self.panel.model.first())
        self._tell()

    @Slot(object)
    def _on_meant(self, wanted: Sought) -> None:
        self._sought = wanted
        words = searching.also(wanted)
        off = not self.panel.names.isChecked()
        self.panel.frame.tell_names("other names are not looked for" if off else words, some=bool(words) or off)

    @Slot(object)
    def _on_found(self, hits: tuple[Hit, ...]) -> None:
        if not hits:
            return
        self._begin_now()
        nothing_before = not self.panel.list.currentIndex().isValid()
        self.panel.model.add(hits)
        if nothing_before:
            self.panel.frame.mark(self.panel.model.first())
        self._tell()
        if self._enter is not None and self.panel.frame.current is not None:
            keep, self._enter = self._enter, None
            self._do(self.panel.frame.current, keep)

    @Slot(object)
    def _on_unread(self, documents: tuple[Document, ...]) -> None:
        self._unread = tuple(d for d in documents if d.id not in self._ready)
        for document in documents:
            if document.id in self._ready:
                self._look_in(document)
        locked = {tab.document.id: tab.info for tab in self._window.tabs.tabs() if tab.locked}
        self.reader.begin(documents, self._shelf, locked)

    @Slot(object)
    def _on_read(self, document: Document) -> None:
        """A document was read meanwhile: what stands in it comes after all others."""
        self._ready.add(document.id)
        if document in self._unread:
            self._unread = tuple(d for d in self._unread if d.id != document.id)
            self._look_in(document)

    def _look_in(self, document: Document) -> None:
        if self._known is not None and "documents" in PLACES[self.panel.scope] and not self._sought.empty:
            self.seeker.look_in(self._known, document, self._sought)

    @Slot()
    def _on_ended(self) -> None:
        self._begin_now()
        self.panel.model.finish()
        self._tell()

    # Saying ----------------------------------------------------------------------------------------------------------

    @Slot()
    def _tell(self) -> None:
        """Say how much was found, or why there is nothing."""
        if self._pending is not None:
            return
        model, text = self.panel.model, self.panel.field.text().strip()
        looking = self.seeker.busy or self.reader.busy
        if not looking:
            self._enter = None
        nothing = hint = ""
        if not model.rowCount() and not self.seeker.busy:
            nothing, hint = self._nothing(text)
        self.panel.frame.tell(self._count(looking), nothing, hint)
        searched = "documents" in PLACES[self.panel.scope] and bool(text)
        self.panel.frame.tell_unread(self.reader.said(self._window.contents.documents) if searched else "")

    def _count(self, looking: bool) -> str:
        model = self.panel.model
        places = len(model.texts)
        parts = []
        if places:
            many = f"{places:,}{'+' if places >= MOST else ''} place{'' if places == 1 else 's'}"
            parts.append(f"{many} in {counted(model.documents, 'document')}")
            if model.texts[0].mode == "near":
                parts.append("only near each other")
        others = sum(n for group, n in model.counts.items() if not group.startswith("documents "))
        if others and not places:
            parts.append(f"{others:,} found")
        if looking and self.reader.busy and self.panel.field.text().strip():
            parts.append(f"still reading {counted(len(self._unread), 'document')}")
        return " · ".join(parts)

    def _nothing(self, text: str) -> tuple[str, str]:
        if self._window.bridge.path is None:
            return "No project is open.", "Commands can be run; what can be searched comes with a project."
        if not text:
            many = len(self._window.contents.documents)
            what = {"documents": f"the text of {counted(many, 'document')}"}.get(self.panel.scope, "it")
            return f"Type to search {what}.", ""
        if self._sought.empty:
            return "There is nothing to search for.", "Give at least one letter or digit."
        if self.reader.busy:
            return "Nothing found yet.", "Documents that were never searched are still being read."
        shown = text if len(text) <= 60 else f"{text[:60]}…"
        return f"Nothing was found for “{rows.plain(shown)}”.", NOTHING_HINT

    # Beside the page -------------------------------------------------------------------------------------------------

    def _room_beside(self) -> QRect:
        """The place of the record, or where that is not shown the right edge of the documents."""
        dock, centre = self._window.record_dock, self._window.centre
        if dock.isVisible() and dock.width() >= PANE_LEAST:
            return dock.geometry()
        place = centre.geometry()
        return QRect(place.right() + 1 - SEARCH_BESIDE, place.y(), SEARCH_BESIDE, place.height())

    @Slot(bool)
    def _on_beside(self, beside: bool) -> None:
        """Make room: what is walked through must not lie below the list."""
        room = self._room_beside() if beside else QRect()
        margin = room.width() if beside and self._window.centre.geometry().contains(room.center()) else 0
        if self._window.centre.contentsMargins().right() != margin:
            self._window.centre.setContentsMargins(0, 0, margin, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moved = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)
        if event.type() in moved and self.panel.beside and self.panel.isVisible():
            QTimer.singleShot(0, self, self._place_beside)
        return super().eventFilter(watched, event)

    @Slot()
    def _place_beside(self) -> None:
        if self.panel.beside:
            self._on_beside(True)
            self.panel.place()

    # Doing -----------------------------------------------------------------------------------------------------------

    @Slot(object, bool)
    def _on_chosen(self, row: Row | None, keep: bool) -> None:
        if self._pending is not None and self.seeker.busy:  # what is shown was found for other letters
            if any(one.kind == "command" for one in self._pending):
                self._begin_now()
                row = self.panel.frame.current
            else:
                row = None
        if row is None:
            self._enter = keep if self.seeker.busy or self.reader.busy else None
            return
        self._do(row, keep)

    def _do(self, row: Row, keep: bool) -> None:
        if row.kind == "more":
            self._more(row)
            return
        if row.kind == "command":
            self._run(row)
            return
        verbs, window = self._window.verbs, self._window
        match row.kind:
            case "document":
                window.tabs.open(row.key)
            case "text":
                assert row.hit is not None
                self._walk.set_out(self.panel.model.texts, self._sought.query, self._shelf)
                self._walk.go(row.hit)
            case _ if row.hit is not None and row.hit.record:
                window.record_dock.show()
                verbs.jump_to_record(row.hit.record)
            case _:
                verbs.jump_to_passage(row.key)
        self.panel.set_beside(keep)
        if keep:
            self.panel.field.setFocus()
            return
        self.panel.shut()
        if window.tabs.tab is not None:
            window.tabs.tab.view.setFocus()

    def _run(self, row: Row) -> None:
        if row.muted:
            self._window.note(f"“{row.title}” cannot be done now: {row.detail}.")
            self.panel.frame.tell(f"Not now: {row.detail}")
            return
        _remember(row.key)
        self.panel.shut()
        self.panel.give_back_focus()
        self._window.actions_by_id[row.key].trigger()

    def _more(self, row: Row) -> None:
        if row.key == "fields":
            records = self.panel.model.records
            text = self.panel.field.text().strip()
            self.panel.shut()
            self._window.evidence_dock.show()
            self._window.evidence.show_records(records, f"“{text}”")
            self._window.evidence.view.setFocus()
            return
        scope: Scope = next(one for one in PLACES if one == row.key)
        self.panel.set_scope(scope)
        self._ask()

    @Slot()
    def _on_closed(self) -> None:
        self._patience.stop()
        # What is looked for goes on for F3 while it is walked through; otherwise nobody waits for it.
        if not self._walk.goes_on:
            self.seeker.drop()

    @Slot(object)
    def _on_went(self, hit: Hit) -> None:
        if self.panel.isVisible():
            self.panel.frame.mark(self.panel.model.place_of(hit))
            if self.panel.beside:
                self.panel.field.setFocus()


def _recent() -> list[str]:
    kept = window_state.load_value("recent_commands")
    return str(kept).split(",") if kept else []


def _remember(command: str) -> None:
    last = [command, *(one for one in _recent() if one != command)]
    window_state.save_value("recent_commands", ",".join(last[:REMEMBERED]))


def _without_names(error: BaseException) -> None:
    """Without its vocabularies the search finds what is typed."""
    if not isinstance(error, ExoError | OSError):
        raise error
