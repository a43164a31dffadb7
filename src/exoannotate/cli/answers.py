"""What every command shares: its options, opening a project or PDFs, and answering in words or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from exoannotate.domain.errors import ExoError, NotFoundError
from exoannotate.domain.evidence import EvidenceRow
from exoannotate.domain.fields import field
from exoannotate.domain.records import FieldEntry, Value
from exoannotate.pdf.client import PdfClient
from exoannotate.workspace.session import Session

F = TypeVar("F", bound=Callable[..., Any])

PROJECT = click.argument("project", type=click.Path(path_type=Path))
CURATOR = click.option(
    "--curator", default="", metavar="NAME", help="Who signs the edit; else the name in the settings."
)
JSON = click.option("--json", "as_json", is_flag=True, help="Answer in JSON and print nothing else.")


@contextmanager
def pdf_client() -> Iterator[PdfClient]:
    """The worker that reads PDFs, ended with the command."""
    client = PdfClient(drawing=False)
    try:
        yield client
    finally:
        client.shutdown()


def open_project(project: Path, curator: str = "") -> Session:
    return Session.open(project, curator)


def answer(found: object, as_json: bool, words: str) -> None:
    """One answer: a JSON document, or words."""
    click.echo(json.dumps(found, ensure_ascii=False) if as_json else words)


def password_from(file: Path | None) -> str:
    """The password in the first line of a file, "" without one. It is not kept anywhere."""
    if file is None:
        return ""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise NotFoundError(f"There is no file “{file}”.", "Give the file that holds the password.") from None
    except (OSError, UnicodeDecodeError):
        raise ExoError(f"The password file “{file}” cannot be read as text.", "Nothing was changed.") from None
    return lines[0] if lines else ""


def value_json(value: Value) -> dict[str, object]:
    """One value as JSON, with the words of the quote it points at."""
    words = value.words
    return {
        "text": value.text,
        "start": words.start if words else None,
        "end": words.end if words else None,
        "name": value.name,
        "id": value.identifier,
        "source": value.source,
        **({"detail": value.detail} if value.detail else {}),
        **({"passage": words.passage} if words else {}),
    }


def entries_json(entries: dict[str, FieldEntry]) -> dict[str, object]:
    """The fields of a record: lists of values for names, words for closed lists and text."""
    told: dict[str, object] = {}
    for name, entry in entries.items():
        kind = field(name).kind
        if not entry.values:
            continue
        if kind == "entities":
            told[name] = [value_json(v) for v in entry.values]
        elif kind in ("choices", "tags"):
            told[name] = [v.shown() for v in entry.values]
        else:
            told[name] = entry.text
    return told


def row_json(row: EvidenceRow, columns: tuple[str, ...]) -> dict[str, str]:
    return {name: row[name] for name in columns}
