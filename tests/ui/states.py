"""The states of the window that are looked at: panes, views, dialogs and what is empty, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from exoannotate.domain.records import Value
from exoannotate.reading import selection as reading
from exoannotate.ui.commands.actions import ACTIONS
from exoannotate.ui.commands.backups import BackupCommands
from exoannotate.ui.commands.candidates import CandidateCommands
from exoannotate.ui.commands.sql import SqlCommands
from exoannotate.ui.commands.summarising import SummaryCommands
from exoannotate.ui.commands.verifying import VerifyingCommands
from exoannotate.ui.consensus.dialog import ConsensusDialog
from exoannotate.ui.dialogs.blind import BlindDialog
from exoannotate.ui.dialogs.draw import DrawDialog
from exoannotate.ui.window.main_window import MainWindow
from exoannotate.workspace import blind, records
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session

Wait = Callable[[Callable[[], object]], None]

DIALOGS = (
    "bibliography", "same_paper", "share_project", "export", "legend", "number_pages", "note_highlight", "terms",
    "own_fields", "edit_records", "settings", "change_keys", "help", "shortcuts", "about", "vocabularies",
)  # fmt: skip
"""Acts that open a dialog and can be left by Escape."""

EVIDENCE_VIEWS = ("matrix", "contradictions", "gaps", "figures", "table")

VIEWS = ("search_everything", "search_documents", "record_history", "review")
"""Acts that show something else in the window until Escape."""


def states(window: MainWindow, project: Path, wait: Wait) -> Iterator[tuple[str, QWidget]]:
    """Name and window of each state."""
    yield "welcome", window
    window.commands.create(project.with_name("empty.exo"))
    wait(lambda: window.bridge.path == project.with_name("empty.exo") and not window.bridge.busy)
    yield "empty project", window
    window.commands.open(project)
    wait(lambda: window.tabs.tab is not None and window.tabs.tab.view.complete and not window.bridge.busy)
    yield "project", window
    window.evidence.filter.setText("cargo = nothing-like-this")
    wait(lambda: window.evidence.proxy.rowCount() == 0)
    yield "nothing passes the filter", window
    window.evidence.filter.clear()
    wait(lambda: window.evidence.proxy.rowCount() > 0)
    yield from _record(window, wait)
    yield from _dialogs(window)
    yield from _backups(window, wait)
    yield from _sql(window, wait)
    yield from _summary(window, wait)
    yield from _views(window, wait)
    yield from _candidates(window, wait)
    yield from _check(window, wait)
    yield from _blind(window, wait)


def _record(window: MainWindow, wait: Wait) -> Iterator[tuple[str, QWidget]]:
    record = next(iter(window.contents.rows))
    window.verbs.show_record(record)
    wait(lambda: window.form.record == record and not window.bridge.busy)
    yield "record", window
    tab = window.tabs.tab
    assert tab is not None
    wait(lambda: tab.view.current_page in tab.view.pages)
    page = tab.view.pages[tab.view.current_page]
    paragraph = next(p for p in page.paragraphs if p.kind == "body" and p.end - p.start > 200)
    tab.view.select(reading.sentence(tab.view.pages, (page.page, paragraph.start + 2)))
    yield "selection", window
    window.actions_by_id["find"].trigger()
    yield "find bar", window
    QTest.keyClick(QApplication.focusWidget() or window.focusWidget() or window, Qt.Key.Key_Escape)
    window.say("A record was deleted.", "What it said is kept.", button="Undo", act=lambda: None)
    yield "toast", window
    window.toast.hide()
    window.verbs.record_selection()
    wait(lambda: window.form.drafting and not window.bridge.busy)
    yield "draft", window
    window.form.discard_draft()


def _dialogs(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    for entry in ACTIONS:
        if entry.id in DIALOGS and window.actions_by_id[entry.id].isEnabled():
            window.actions_by_id[entry.id].trigger()
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog):
                yield entry.id, dialog
                dialog.reject()


def _backups(window: MainWindow, wait: Wait) -> Iterator[tuple[str, QWidget]]:
    for damage in ("", "A part of “sample.exo” is damaged."):
        window.commands.part(BackupCommands).list_for(Path(str(window.bridge.path)), damage)
        wait(lambda: window.commands.dialog is not None)
        dialog = window.commands.dialog
        assert dialog is not None
        yield f"backups{' of a damaged project' if damage else ''}", dialog
        dialog.reject()
        wait(lambda: window.commands.dialog is None)


def _views(window: MainWindow, wait: Wait) -> Iterator[tuple[str, QWidget]]:
    window.verbs.show_record(next(iter(window.contents.rows)))
    wait(lambda: not window.bridge.busy)
    for id in EVIDENCE_VIEWS:
        window.evidence.show_view(id)
        shown = window.evidence.views.widget(id)
        wait(lambda shown=shown: not window.bridge.busy and not getattr(shown, "busy", False))
        yield f"evidence as {id}", window
    for id in VIEWS:
        window.actions_by_id[id].trigger()
        wait(lambda: not window.bridge.busy)
        yield id, window
        QTest.keyClick(QApplication.focusWidget() or window.focusWidget() or window, Qt.Key.Key_Escape)
        wait(lambda: not window.bridge.busy)


def _candidates(window: MainWindow, wait: Wait) -> Iterator[tuple[str, QWidget]]:
    def press(key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or window.focusWidget() or window, key)
        wait(lambda: not window.bridge.busy)

    window.actions_by_id["find_evidence"].trigger()
    wait(lambda: window.tabs.tab is not None and window.tabs.tab.notices.bar("evidence") is not None)
    yield "evidence is looked for", window
    wait(lambda: not window.bridge.busy)
    yield "candidate", window
    window.actions_by_id["why_value"].trigger()
    yield "why", window
    press(Qt.Key.Key_R)
    press(Qt.Key.Key_N)
    press(Qt.Key.Key_P)
    yield "candidate put aside before", window
    mode = window.commands.part(CandidateCommands).mode
    assert mode is not None
    while mode.walk.here is not None:
        mode.walk.at += 1
    mode.show()
    yield "candidates done", window
    press(Qt.Key.Key_Escape)
    yield "candidates left", window


def _check(window: MainWindow, wait: Wait) -> Iterator[tuple[str, QWidget]]:
    part = window.commands.part(VerifyingCommands)
    window.actions_by_id["verify"].trigger()
    wait(lambda: isinstance(window.commands.dialog, DrawDialog))
    dialog = window.commands.dialog
    assert isinstance(dialog, DrawDialog)
    yield "a sample is drawn", dialog
    dialog.accept()
    dialog.drawn.emit(2, 7)
    wait(lambda: part.mode is not None and part.mode.on and window.form.drafting and not window.bridge.busy)
    assert part.mode is not None
    yield "checked again", window
    part.mode.round.at = len(part.mode.round.records)
    part.mode.show()
    yield "sample done", window
    part.mode.leave()
    yield "check left", window


def _blind(window: MainWindow, wait: Wait) -> Iterator[tuple[str, QWidget]]:
    def shown(act: str, kind: type[QDialog]) -> QDialog:
        window.actions_by_id[act].trigger()
        wait(lambda: isinstance(window.commands.dialog, kind))
        dialog = window.commands.dialog
        assert dialog is not None
        return dialog

    dialog = shown("blind_round", BlindDialog)
    yield "blind coding to begin", dialog
    dialog.reject()
    window.bridge.do(lambda session: blind.start(session, ("Ada", "Ben")))
    wait(lambda: bool(window.contents.blind))
    dialog = shown("blind_round", BlindDialog)
    yield "blind coding under way", dialog
    dialog.reject()
    assert window.bridge.path is not None
    for name, cargo in (("Ada", "miR-21"), ("Ben", "miR-21-5p")):
        with Session.open(window.bridge.path, name) as session:
            said = {"cargo": cargo, "donor": "M2 macrophages", "therapy": "temozolomide"}
            inputs = {of: FieldInput((Value(text),)) for of, text in said.items()}
            records.create(session, (session.project.passages()[0].id,), inputs)
    window.bridge.do(lambda session: blind.close(session, anyway=True))
    wait(lambda: not window.contents.blind)
    dialog = shown("blind_round", BlindDialog)
    yield "blind coding done", dialog
    dialog.reject()
    dialog = shown("consensus", ConsensusDialog)
    yield "consensus", dialog
    dialog.reject()


def _sql(window: MainWindow, wait: Wait) -> Iterator[tuple[str, QWidget]]:
    window.actions_by_id["own_sql"].trigger()
    asked = window.commands.part(SqlCommands).sql_window
    assert asked is not None
    wait(lambda: asked.shapes.rowCount() > 0)
    yield "own sql", asked
    asked.editor.put("SELECT * FROM evidence")
    asked.run()
    wait(lambda: not asked.busy)
    yield "own sql answered", asked
    asked.close()


def _summary(window: MainWindow, wait: Wait) -> Iterator[tuple[str, QWidget]]:
    window.actions_by_id["summary"].trigger()
    made = window.commands.part(SummaryCommands).summary_window
    assert made is not None
    wait(lambda: not made.busy)
    yield "summary without anything", made
    made.parts.drafts.click()
    wait(lambda: not made.busy)
    yield "summary", made
    made.parts.edit.click()
    dialog = window.commands.dialog
    assert dialog is not None
    yield "sentences of summaries", dialog
    dialog.reject()
    made.close()
