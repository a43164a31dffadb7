"""One person at work on one project: every write goes through ``run``, undo and redo take it back."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from exoannotate.domain.blind import MARKED, BlindMark
from exoannotate.domain.change import Change, RowEdit
from exoannotate.domain.errors import StaleEditError
from exoannotate.domain.ids import person_id
from exoannotate.domain.records import Curator
from exoannotate.store import opening
from exoannotate.store.guarding import Stopped, never
from exoannotate.store.migrations import FORMAT
from exoannotate.store.project import Project
from exoannotate.store.rows import insert
from exoannotate.workspace import backups, leftovers, settings


class Session:
    """An open project and the curator who edits it. Use it from the thread that opened it."""

    def __init__(self, project: Project, curator: Curator) -> None:
        self.project = project
        self.curator = curator
        project.read_as(curator.id)

    @classmethod
    def create(cls, path: Path, curator: str = "") -> Session:
        """Make a new, empty project and open it. Raises ExoError; an existing file is never replaced."""
        opening.create(path)
        return cls.open(path, curator)

    @classmethod
    def open(cls, path: Path, curator: str = "", *, read_only: bool = False) -> Session:
        """Open a project, ``read_only`` without changing a byte. Raises ExoError for anything that is not one."""
        name = " ".join((curator or settings.curator_name()).split())
        if not read_only and opening.check_door(path) < FORMAT:
            backups.make_quietly(path)  # before it becomes one of the present format
        project = Project(path, read_only=read_only)
        if not read_only:
            leftovers.clear(path.parent)
        return cls(project, Curator(person_id(name), name))

    @property
    def path(self) -> Path:
        return self.project.path

    @property
    def read_only(self) -> bool:
        return self.project.read_only

    def run(self, change: Change, *, merged: bool = False, stopped: Stopped = never) -> None:
        """Do a change: checked against the file, one transaction, on disk when this returns. Raises ExoError.

        ``merged``: the rows come from another copy, and are not the work of this person. ``stopped`` is asked once
        more before the transaction ends; then nothing was written.
        """
        if not change.edits:
            return
        if not merged:
            change = Change(change.label, (*self._marks(change), *change.edits))
        # A copy that is merged may bring the curator's own row, when it is their own other copy.
        signature = () if self.curator.id in change.keys("curators") else self._signature()
        try:
            self.project.apply(Change(change.label, (*signature, *change.edits)), self.curator.id, stopped=stopped)
        except StaleEditError:
            # Another process of the same person may have signed first; that alone refuses nothing.
            if not signature or self._signature():
                raise
            self.project.apply(change, self.curator.id, stopped=stopped)

    def undo(self) -> Change | None:
        """Take back the last act; the change made, or None when there is nothing to undo."""
        return self.project.undo(self.curator.id)

    def redo(self) -> Change | None:
        """Do the last undone act again; the change made, or None when there is nothing to redo."""
        return self.project.redo(self.curator.id)

    def undo_label(self) -> str:
        return self.project.undo_label()

    def redo_label(self) -> str:
        return self.project.redo_label()

    def close(self) -> None:
        self.project.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _marks(self, change: Change) -> tuple[RowEdit, ...]:
        """Marks for what is made in a round of blind coding."""
        return tuple(
            insert(BlindMark(one.id, self.curator.id, edit.table, edit.key))
            for one in self.project.veil.coding
            for edit in change.edits
            if edit.table in MARKED
            and edit.before is None
            and not self.project.marked(one.id, edit.key)
            # A study, or a highlight, of a document that the round does not cover is everybody's.
            and (not one.papers or (edit.after or {}).get("document", None) in (None, *one.papers))
        )

    def _signature(self) -> tuple[RowEdit, ...]:
        """The curator's own row, with their first edit."""
        known = {person.id for person in self.project.curators()}
        return () if self.curator.id in known else (insert(self.curator),)
