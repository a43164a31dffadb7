"""What every command shares: its options, opening a project or PDFs, and answering in words or JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

from exoannotate.domain.errors import ExoError, NotFoundError
from exoannotate.domain.evidence import COLUMNS, Columns, EvidenceRow
from exoannotate.domain.fields import EVIDENCE_FIELDS
from exoannotate.domain.records import FieldEntry, Value
from exoannotate.export.styles import STYLES
from exoannotate.pdf.client import PdfClient
from exoannotate.workspace.session import Session

KNOWN = {f.name: f for f in EVIDENCE_FIELDS}

PROJECT = click.argument("project", type=click.Path(path_type=Path, readable=False))
CURATOR = click.option(
    "--curator", default="", metavar="NAME", help="Who signs the edit; else the name in the settings."
)
JSON = click.option("--json", "as_json", is_flag=True, help="Answer in JSON and print nothing else.")

FILTER = click.option(
    "--filter",
    "expression",
    default="",
    metavar="EXPR",
    help="For example: therapy ~ temozolomide and status = complete",
)
STYLE = click.option(
    "--style",
    default="",
    metavar="CSL",
    help=f"How papers are cited: {', '.join(one.id for one in STYLES)}.",
)


@contextmanager
def pdf_client(*, drawing: bool = False) -> Iterator[PdfClient]:
    """The worker that reads PDFs, and with ``drawing`` one that draws, ended with the command."""
    client = PdfClient(drawing=drawing)
    try:
        yield client
    finally:
        client.shutdown()


def open_project(project: Path, curator: str = "") -> Session:
    """A project to edit; raises ExoError."""
    return Session.open(project, curator)


def read_project(project: Path) -> Session:
    """A project to look at: the command leaves every byte of it as it is. Raises ExoError."""
    return Session.open(project, read_only=True)


# What a terminal would obey or turn around: a project may come from a stranger.
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def say(words: str, *, err: bool = False) -> None:
    """Words for a person, with control characters made visible."""
    click.echo(_OBEYED.sub("\N{REPLACEMENT CHARACTER}", words), err=err)


def examples(*commands: str) -> str:
    """The lines at the end of a command's help that show it in use."""
    return "\b\nExamples:" + "".join(f"\n  exoannotate {line}" for line in commands)


def answer(found: object, as_json: bool, words: str) -> None:
    """One answer: a JSON document, or words."""
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        say(words)


def password_from(file: Path | None) -> str:
    """The password in the first line of a file, "" without one. It is not kept anywhere."""
    if file is None:
        return ""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
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


def entries_json(entries: dict[str, FieldEntry], own: Mapping[str, str] | None = None) -> dict[str, object]:
    """The fields of a record: lists of values for names, words for closed lists and text. ``own`` gives the names that
    the project's own fields go by."""
    told: dict[str, object] = {}
    for name, entry in entries.items():
        if not entry.values:
            continue
        # A newer program may know more fields; what it wrote is shown as text.
        kind = KNOWN[name].kind if name in KNOWN else "text"
        if kind == "entities":
            told[name] = [value_json(v) for v in entry.values]
        elif kind in ("choices", "tags"):
            told[name] = [v.shown() for v in entry.values]
        else:
            told[(own or {}).get(name, name)] = entry.text
    return told


def row_json(row: EvidenceRow, columns: tuple[str, ...], known: Columns = COLUMNS) -> dict[str, str]:
    return {name: known.cell(row, name) for name in columns}
