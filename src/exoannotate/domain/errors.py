"""Errors a researcher can understand: what happened, what is safe, what to do next."""

from __future__ import annotations


class ExoError(Exception):
    """The world is not as we hoped: a locked file, an encrypted PDF, an unknown field.

    ``message`` says what happened and ``hint`` what is safe and what to do; both are whole sentences for a
    researcher. Anything that is not an ``ExoError`` is a fault of the program.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class NotFoundError(ExoError):
    """Something named by the user (a file, a document, a passage, a record) is not there."""


class BadValueError(ExoError):
    """A field or value that the evidence record does not know; the message names the allowed ones."""


class ProjectFileError(ExoError):
    """A project file that cannot be opened or written: not a project, newer, damaged, read-only, full disk."""


class DamagedFileError(ProjectFileError):
    """A project file of which a part is not what it should be; it may be mended."""


class UnreadableError(ProjectFileError):
    """A project file that the disk, a lock or a permission keeps from being read: nothing is known of what it holds."""


class NewerFormatError(ProjectFileError):
    """A project file in a format that only a newer program knows."""


class StaleEditError(ExoError):
    """A row is no longer what the edit was made from, so the edit is refused instead of overwriting it."""


class PdfError(ExoError):
    """A PDF that cannot be read. ``state`` is the word the command line answers with."""

    def __init__(self, message: str, hint: str = "", *, state: str = "damaged") -> None:
        super().__init__(message, hint)
        self.state = state


class PasswordNeededError(PdfError):
    """An encrypted PDF: no password was given, or the one given does not open it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint, state="encrypted")


class PageError(PdfError):
    """One page of an otherwise readable PDF cannot be read or drawn."""
