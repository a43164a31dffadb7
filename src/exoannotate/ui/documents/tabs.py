"""The open documents as tabs: opening them, painting the project's highlights on them, and telling what was asked.

They stand on one side, or on two sides beside one another when the window is split. A document may stand on both; it
is then open in the worker once. The side that has the focus is the one menus and keys act on.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from exoannotate.domain.errors import ExoError, PasswordNeededError
from exoannotate.domain.records import Document, Passage
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.ui.bridge import FAULT, Bridge
from exoannotate.ui.contents import Contents
from exoannotate.ui.documents.notice_bar import MissingPage
from exoannotate.ui.documents.sides import Sides
from exoannotate.ui.documents.tab import DocumentTab
from exoannotate.ui.icons import Icons
from exoannotate.ui.jobs import Jobs
from exoannotate.ui.look import Look
from exoannotate.ui.page.view import ViewState
from exoannotate.workspace import whereabouts
from exoannotate.workspace.whereabouts import Whereabouts

Then = Callable[[DocumentTab], None]


@dataclass(frozen=True, slots=True)
class Seat:
    """Where the tab of a document is to stand: the side (0 left, 1 right, None the one in use), its rank there,
    whether it comes to the ``front``, and whether it takes the ``focus``."""

    side: int | None = None
    rank: float = math.inf
    front: bool = True
    focus: bool = True


SOMEWHERE = Seat()


class DocumentTabs(Sides):
    """The centre of the window. Signals carry the tab the wish came from."""

    highlight_wanted = Signal(object, object, str)  # tab, Selection, meaning
    record_wanted = Signal(object, object)  # tab, Selection
    link_wanted = Signal(object, object)  # tab, Selection
    area_drawn = Signal(object, object)  # tab, PageRect
    area_moved = Signal(object, str, object)  # tab, passage id, PageRect
    passage_clicked = Signal(str)
    passage_record_wanted = Signal(str)
    passage_link_wanted = Signal(str)
    passage_recolour_wanted = Signal(str, str)
    passage_delete_wanted = Signal(str)
    passage_note_wanted = Signal(str)
    passage_carried = Signal(object, str)  # tab, passage id
    passage_menu_wanted = Signal(str, QPoint)  # passage id, where on the screen
    passage_range_wanted = Signal(object, str, object)  # tab, passage id, Selection
    caret_toggled = Signal(bool)
    address_wanted = Signal(str)
    legend_wanted = Signal()
    password_wanted = Signal(str, str)  # document id, sentence
    file_missing = Signal(str, bool)  # document id, whether it is to come to the front
    opened = Signal(object)  # tab
    lost_wanted = Signal(str)  # passage id; it has no place to go to
    gone = Signal(object)  # tab, the last one that showed its PDF
    refused = Signal(str, str)
    notice = Signal(str)
    step_wanted = Signal(int)
    moved = Signal()
    """The reader went to another page or zoom."""

    def __init__(
        self,
        bridge: Bridge,
        client: PdfClient,
        jobs: Jobs,
        look: Look,
        icons: Icons,
        actions: dict[str, QAction],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(icons, parent)
        self._bridge, self._client, self._jobs = bridge, client, jobs
        self._look, self._icons, self._actions = look, icons, actions
        self._contents = Contents()
        self._opening: dict[str, list[Then]] = {}
        self._project = 0  # counts projects, so that what was asked in one is not opened in another
        self._hand = False
        self._asked: dict[
            str, tuple[list[Then], ViewState | None, Path | None]
        ] = {}  # until a password or a place is given
        self.unmarked = False
        """Whether no highlight is painted, because it would tell what others said."""
        self.guessed: dict[str, Passage] = {}
        """Passages without a place of their own, where they are shown meanwhile."""
        for side in self.sides:
            side.close_wanted.connect(self.close_tab)

    # What is open ----------------------------------------------------------------------------------------------

    def set_contents(self, contents: Contents) -> None:
        """Work on another project; its documents are opened anew."""
        self.close_all()
        self._project += 1
        self._opening.clear()
        self._asked.clear()
        self._contents = contents

    @property
    def opening(self) -> bool:
        """Whether a document is still on its way."""
        return bool(self._opening)

    def open(
        self,
        document: str,
        then: Then | None = None,
        *,
        state: ViewState | None = None,
        password: str = "",
        seat: Seat = SOMEWHERE,
        path: Path | None = None,
    ) -> None:
        """Show a document, opening its PDF when it is not open; ``then`` gets its tab. Never waits.

        One that is open is shown where it is. ``path``: where the PDF is, when somebody just said so.
        """
        tab = self.tab_of(document)
        if tab is not None:
            self.show_tab(tab)
            if then is not None:
                then(tab)
            return
        waiting = self._opening.get(document)
        if waiting is not None:
            waiting += [then] if then else []
            return
        before, was, there = self._asked.pop(document, ([], None, None))
        answered = bool(password) or path is not None  # else it is asked for anew, for another reason
        state, path = state or was, path or (there if answered else None)
        self._opening[document] = [*(before if answered else []), *([then] if then else [])]
        project = self._project

        def found(where: Whereabouts) -> None:
            if where.path is None:
                waiting = self._opening.pop(document, [])
                if project == self._project:
                    self._asked[document] = (waiting, state, None)
                    self.file_missing.emit(document, seat.front)
                return
            self._jobs.watch(
                self._client.open(where.path, password),
                done=partial(self._opened, document, project, state, seat, where.state),
                failed=partial(
                    self._failed, document, project, state=state, path=path, changed=where.state == "changed"
                ),
                dropped=self._client.close,
            )

        if path is not None:
            found(Whereabouts("changed", path))
            return
        self._bridge.do(
            lambda session: whereabouts.look(session, document),
            done=found,
            failed=partial(self._failed, document, project),
        )

    def jump(self, passage: Passage) -> None:
        """Show a passage on its page, opening its document if needed, and pulse it."""

        def jumped(tab: DocumentTab) -> None:
            if not passage.quads:
                self.lost_wanted.emit(passage.id)
            elif passage.file_sha256 == tab.info.sha256:
                tab.view.jump_to(passage.quads)
            else:
                self.notice.emit("This highlight belongs to another file of the paper, which is not the one shown.")

        self.open(passage.document, jumped)

    def bring(self, document: str, state: ViewState, seat: Seat) -> None:
        """Open a document as it was left, a second time when it stood on both sides."""

        def again(tab: DocumentTab) -> None:
            self._second(tab, state, seat)

        tab = self.tab_of(document)
        if tab is not None:
            again(tab)
        elif document in self._opening:
            self._opening[document].append(again)
        else:
            self.open(document, state=state, seat=seat)

    def _second(self, tab: DocumentTab, state: ViewState, seat: Seat) -> None:
        """Show an open document on the other side too; on one side it stands once."""
        side = self.active_side if seat.side is None else seat.side
        if all(tab.document.id != other.document.id for other in self.sides[side].tabs()):
            self._seat(tab.document, tab.info, state, seat)

    def split_view(self) -> None:
        """Show the document that is in front on both sides; when there are two sides already, make them one."""
        tab = self.tab
        if self.split:
            for other in self.sides[1].tabs():
                self._to_side(other, 0, focus=False)
            if tab is not None and tab in self.tabs():
                self.show_tab(tab)
        elif tab is not None:
            self._second(tab, tab.view.state(), Seat(1 - self.active_side))

    def move_over(self) -> bool:
        """Move the tab that is in use to the other side; whether that made a difference."""
        tab = self.tab
        if tab is None or self.count() < 2:
            return False
        self._to_side(tab, 1 - self.active_side, focus=True)
        return True

    def _to_side(self, tab: DocumentTab, side: int, *, focus: bool) -> None:
        there = next((t for t in self.sides[side].tabs() if t.document.id == tab.document.id), None)
        if there is not None:
            self.close_tab(tab)
        else:
            tab.rank = math.inf
            self.sides[side].add(tab)
        if focus:
            self.show_tab(there or tab)
            (there or tab).view.setFocus()

    def set_hand(self, hand: bool) -> None:
        """Whether the left button moves pages, in all documents."""
        self._hand = hand
        for tab in self.tabs():
            tab.view.set_hand(hand)

    def show_passages(self, document: str) -> None:
        """Paint the highlights of a document as they are now, wherever it stands."""
        for tab in self.tabs():
            if tab.document.id == document:
                tab.show_passages(self._passages(document))

    def _passages(self, document: str) -> tuple[Passage, ...]:
        shown = () if self.unmarked else self._contents.passages_of(document)
        return tuple(self.guessed.get(passage.id, passage) for passage in shown)

    def renew_documents(self) -> None:
        """Take over new titles and page numbers; documents that are gone are closed, other copies opened instead."""
        for tab in self.tabs():
            document = self._contents.documents.get(tab.document.id)
            if document is None:
                self.close_tab(tab)
            elif document.sha256 not in (tab.document.sha256, tab.info.sha256):
                # The highlights were carried over to another copy: what is shown must be that copy.
                side, state = self.side_of(tab), tab.view.state()
                seat = Seat(side, self.sides[side].indexOf(tab), self.in_front(tab), tab is self.tab)
                self.close_tab(tab)
                self.bring(document.id, state, seat)
            elif document != tab.document:
                carried = document.sha256 != tab.document.sha256
                tab.document = document
                tab._show_page(tab.view.current_page)
                self.sides[self.side_of(tab)].name(tab)
                if carried:
                    self.show_passages(document.id)
        for page in self.missing_pages():
            if page.document.id not in self._contents.documents:
                self.close_tab(page)

    @Slot(int)
    def close_at(self, at: int) -> None:
        """Close a tab; everything in it is saved already."""
        tabs = self.tabs()
        if 0 <= at < len(tabs):
            self.close_tab(tabs[at])

    @Slot(object)
    def close_tab(self, tab: DocumentTab | MissingPage) -> None:
        """Close a tab; its PDF is closed with the last one that shows it."""
        side = self.sides[1 if self.sides[1].indexOf(tab) >= 0 else 0]
        side.removeTab(side.indexOf(tab))
        if isinstance(tab, MissingPage):
            tab.deleteLater()
            return
        tab.view.shutdown()
        if all(other.info is not tab.info for other in self.tabs()):
            self.gone.emit(tab)
            self._client.close(tab.info)
        tab.deleteLater()

    def close_all(self) -> None:
        """Close all tabs."""
        for tab in self.tabs():
            self.gone.emit(tab)
        blocked = self.blockSignals(True)
        everything: tuple[DocumentTab | MissingPage, ...] = (*self.tabs(), *self.missing_pages())
        for each in everything:
            self.close_tab(each)
        self.blockSignals(blocked)

    def show_missing(self, page: MissingPage, *, front: bool) -> None:
        """Show the page of a document whose PDF is away, once."""
        known = self.missing(page.document.id)
        if known is not None:
            self._active.setCurrentWidget(known)
            page.deleteLater()
            return
        self._active.add(page)
        page.close_wanted.connect(self.close_tab)
        if front:
            self._active.setCurrentWidget(page)
            page.setFocus()
        self._settle_sides()

    def missing_pages(self) -> tuple[MissingPage, ...]:
        """The pages of all documents whose PDF is away."""
        return tuple(page for side in self.sides for page in side.missing_pages())

    def missing_in_front(self) -> MissingPage | None:
        """The page of a document whose PDF is away, when that is what is looked at."""
        shown = self._active.currentWidget()
        return shown if isinstance(shown, MissingPage) else None

    def missing(self, document: str) -> MissingPage | None:
        """The page of a document whose PDF is away, None when it has none."""
        return next((page for page in self.missing_pages() if page.document.id == document), None)

    # What happened ---------------------------------------------------------------------------------------------

    def _opened(
        self, document: str, project: int, state: ViewState | None, seat: Seat, where: str, info: PdfInfo
    ) -> None:
        known = self._contents.documents.get(document)
        if project != self._project or known is None:
            self._opening.pop(document, None)
            self._client.close(info)
            return
        away = self.missing(document)
        tab = self._seat(known, info, state, seat)
        tab.where = "here" if info.sha256 == known.sha256 else where
        if away is not None:
            self.close_tab(away)
        self.opened.emit(tab)
        for then in self._opening.pop(document, []):
            then(tab)

    def _seat(self, document: Document, info: PdfInfo, state: ViewState | None, seat: Seat) -> DocumentTab:
        """Make a tab for an open PDF and give it its seat."""
        tab = DocumentTab(document, info, self._client, self._look, self._icons, self._actions)
        tab.rank = seat.rank
        self._connect(tab)
        tab.view.set_hand(self._hand)
        tab.set_bar_shown(not self._bare)
        side = self._active if seat.side is None else self.sides[seat.side]
        side.add(tab)
        if seat.front:
            side.setCurrentWidget(tab)
        if seat.focus:
            self._activate(side)
        self._settle_sides()
        tab.start(state)
        if not self.in_front(tab):
            tab.view.rest()
        tab.show_passages(self._passages(document.id))
        if seat.focus:
            tab.view.setFocus()
        return tab

    def _failed(
        self,
        document: str,
        project: int,
        error: BaseException,
        *,
        state: ViewState | None = None,
        path: Path | None = None,
        changed: bool = False,
    ) -> None:
        waiting = self._opening.pop(document, [])
        if project != self._project:
            return
        if isinstance(error, PasswordNeededError):
            self._asked[document] = (waiting, state, path)
            self.password_wanted.emit(document, error.message)
            return
        told = error if isinstance(error, ExoError) else FAULT
        self.refused.emit(told.message, told.hint)
        if changed:  # what lies in its place is no PDF: it must be found elsewhere
            self._asked[document] = (waiting, state, None)
            self.file_missing.emit(document, True)

    def _connect(self, tab: DocumentTab) -> None:
        view = tab.view
        view.highlight_requested.connect(partial(self.highlight_wanted.emit, tab))
        view.record_requested.connect(partial(self.record_wanted.emit, tab))
        view.link_requested.connect(partial(self.link_wanted.emit, tab))
        view.area_drawn.connect(partial(self.area_drawn.emit, tab))
        view.area_moved.connect(partial(self.area_moved.emit, tab))
        view.highlight_clicked.connect(self.passage_clicked)
        view.passage_record_requested.connect(self.passage_record_wanted)
        view.passage_link_requested.connect(self.passage_link_wanted)
        view.passage_recolour_requested.connect(self.passage_recolour_wanted)
        view.passage_delete_requested.connect(self.passage_delete_wanted)
        view.passage_note_requested.connect(self.passage_note_wanted)
        view.menu_wanted.connect(self.passage_menu_wanted)
        view.passage_carried.connect(partial(self.passage_carried.emit, tab))
        view.passage_range_requested.connect(partial(self.passage_range_wanted.emit, tab))
        view.caret_toggled.connect(self.caret_toggled)
        view.address_wanted.connect(self.address_wanted)
        view.legend_wanted.connect(self.legend_wanted)
        tab.notice.connect(self.notice)
        tab.step_wanted.connect(self.step_wanted)
        view.page_changed.connect(self.moved)
        view.zoom_changed.connect(self.moved)
        view.arrangement_changed.connect(self.arrangement_changed)
        view.arrangement_changed.connect(self.moved)
