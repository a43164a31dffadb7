"""What the client says when a worker fails, in sentences for a researcher."""

from __future__ import annotations

import os
from concurrent.futures import CancelledError

from exoannotate.domain.errors import NotFoundError, PageError, PasswordNeededError, PdfError
from exoannotate.pdf.messages import Failed


def lost(path: bytes, asked: bool) -> PdfError:
    """What is said when two workers were lost on a document, or none started."""
    if not asked:
        return PdfError(
            "The part of exoannotate that reads PDFs does not start.",
            "Nothing is lost. Start exoannotate again; if that does not help, install it again.",
        )
    return PdfError(
        f"“{os.path.basename(os.fsdecode(path))}” stops the program that reads PDFs, so it cannot be opened.",
        "The file was not changed. Another PDF program may be able to save a copy that works.",
    )


def given_up(page: int) -> PageError:
    """What is said of a page that two workers were lost on."""
    return PageError(
        f"Page {page + 1} of this PDF takes too long or stops the program that reads it, so it is left out.",
        "The other pages and everything recorded are not touched.",
    )


def error_of(failed: Failed) -> Exception:
    """The error that a worker answered."""
    match failed.fault:
        case "missing":
            return NotFoundError(failed.message, failed.hint)
        case "password":
            return PasswordNeededError(failed.message, failed.hint)
        case "page":
            return PageError(failed.message, failed.hint)
        case "pdf":
            return PdfError(failed.message, failed.hint, state=failed.state)
        case "stopped":
            return CancelledError()
        case "program":
            return RuntimeError(f"PDF worker: {failed.message}")
