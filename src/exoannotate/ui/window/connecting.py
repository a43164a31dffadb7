"""Which part of the window listens to which: everything the parts tell one another goes through here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exoannotate.ui.commands.record import RecordCommands

if TYPE_CHECKING:
    from exoannotate.ui.window.main_window import MainWindow


def connect(window: MainWindow) -> None:
    """Connect the parts of a window that is furnished but not yet shown."""
    showing = window.showing
    window.bridge.changed.connect(showing.on_changed)
    window.bridge.saved.connect(showing.on_saved)
    window.bridge.changed_elsewhere.connect(showing.on_changed_elsewhere)
    window.verbs.notice.connect(window.note)
    window.tabs.notice.connect(window.note)
    window.verbs.undoable.connect(showing.on_undoable)
    window.verbs.form_wanted.connect(window.record_dock.show)
    window.verbs.record_shown.connect(showing.on_record_shown)
    window.tabs.shown.connect(showing.on_document_shown)
    window.tabs.passage_clicked.connect(window.project.select_passage)
    window.tabs.passage_note_wanted.connect(window.commands.ask_note)
    window.tabs.moved.connect(window.keeping.start)
    window.tabs.step_wanted.connect(window.commands.part(RecordCommands).step)
    window.project.document_wanted.connect(window.tabs.open)
    window.project.jump_wanted.connect(window.verbs.jump_to_passage)
    window.project.recolour_wanted.connect(window.verbs.recolour)
    window.project.note_wanted.connect(window.commands.ask_note)
    window.project.delete_wanted.connect(window.verbs.delete_passage)
    window.project.add_wanted.connect(window.commands.adding.add_pdfs)
    window.project.legend_wanted.connect(window.commands.selecting.legend)
    window.evidence.record_selected.connect(window.verbs.show_record)
    window.evidence.jump_wanted.connect(window.verbs.jump_to_record)
    window.evidence.review_wanted.connect(window.verbs.review)
    window.evidence.delete_wanted.connect(window.verbs.delete_record)
    window.evidence.export_wanted.connect(window.commands.export)
    window.form.draft_started.connect(showing.on_draft_started)
    window.form.drafts_changed.connect(window.keeping.start)
    window.empty.wanted.connect(window.commands.adding.add_pdfs)
    window.welcome.new_wanted.connect(window.commands.new_project)
    window.welcome.open_wanted.connect(window.commands.open_project)
    window.welcome.sample_wanted.connect(window.commands.open_sample)
