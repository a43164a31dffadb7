"""WRITERS: the formats a summary can be written in, told by the end of the file's name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from exoannotate.domain.errors import BadValueError
from exoannotate.export.exporter import Report
from exoannotate.export.summary import latex, markdown, web, word
from exoannotate.export.summary.page import Page
from exoannotate.export.target import replacing


@dataclass(frozen=True, slots=True)
class Format:
    """One format of a summary."""

    name: str
    suffix: str
    label: str
    write: Callable[[Page, BinaryIO], Report]


def _word(page: Page, stream: BinaryIO) -> Report:
    return Report(len(page.clauses), word.write(page, stream).replaced)


def _web(page: Page, stream: BinaryIO) -> Report:
    return Report(len(page.clauses), web.write(page, stream).replaced)


def _markdown(page: Page, stream: BinaryIO) -> Report:
    return Report(len(page.clauses), markdown.write(page, stream).replaced)


def _latex(page: Page, stream: BinaryIO) -> Report:
    letters = latex.write(page, stream)
    return Report(len(page.clauses), letters.cleaner.replaced, boxed=letters.boxed)


WRITERS: tuple[Format, ...] = (
    Format("docx", ".docx", "Word document", _word),
    Format("html", ".html", "Web page", _web),
    Format("markdown", ".md", "Markdown", _markdown),
    Format("latex", ".tex", "LaTeX", _latex),
)


def format_of(path: Path) -> Format:
    """The format of a file by the end of its name. Raises BadValueError that names the ends."""
    for known in WRITERS:
        if path.suffix.casefold() == known.suffix:
            return known
    ends = ", ".join(known.suffix for known in WRITERS)
    raise BadValueError(
        f"“{path.name}” does not say which format the summary is to have.", f"End its name with {ends}."
    )


def save(page: Page, path: Path) -> Report:
    """Write a page; a file that is there is replaced whole or not at all. Raises ExoError."""
    of = format_of(path)
    with replacing(path) as stream:
        return of.write(page, stream)
