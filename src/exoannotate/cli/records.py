"""Commands about evidence records: record, link, unlink, edit, delete, undo, redo, history."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import click

from exoannotate.cli.answers import (
    CURATOR,
    JSON,
    PROJECT,
    answer,
    entries_json,
    examples,
    open_project,
    read_project,
)
from exoannotate.domain import fields
from exoannotate.domain.change import Change
from exoannotate.domain.errors import BadValueError
from exoannotate.domain.fields import Field
from exoannotate.workspace import deciding, own_fields, passages, records, removing, splitting, suggesting, terms
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session

RECORD = click.option(
    "--record", required=True, metavar="ID", help="The record, as “table --json” and “record” name it."
)
PASSAGE = click.option("--passage", required=True, metavar="ID", help="The passage, as “highlight” names it.")
SET = click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="FIELD=VALUE",
    help='Fill a field; several values by repeating it or with “;”. A qualifier stands behind: targets="ABCB1 [up]".',
)
REASON = click.option(
    "--reason",
    "reasons",
    multiple=True,
    metavar="FIELD=REASON",
    help="Why a field is empty: not reported, not applicable, unclear, not yet looked.",
)


def inputs(session: Session, settings: tuple[str, ...], reasons: tuple[str, ...]) -> dict[str, FieldInput]:
    """What --set and --reason say, by field. Raises BadValueError."""
    texts: dict[str, list[str]] = {}
    meant: dict[str, Field] = {}
    for given in settings:
        name, value = _pair(given, "--set cargo=miR-21")
        if not value.strip(" \t\r\n;|"):
            raise BadValueError(f"“{name}” was given no value.", "Nothing was changed. To empty a field, use --clear.")
        known = own_fields.field(session, name)
        meant[known.name] = known
        texts.setdefault(known.name, []).append(value)
    found = {name: FieldInput(fields.values(meant[name], tuple(values))) for name, values in texts.items()}
    for given in reasons:
        name, value = _pair(given, '--reason donor="not reported"')
        known = own_fields.field(session, name)
        if found.get(known.name, FieldInput()).values:
            raise BadValueError(f"“{known.shown_name}” has a value, so it needs no reason.", "Nothing was changed.")
        found[known.name] = FieldInput(reason=fields.reason(value))
    return found


def _pair(given: str, example: str) -> tuple[str, str]:
    name, sign, value = given.partition("=")
    if not sign:
        raise BadValueError(f"“{given}” is not of the form FIELD=VALUE.", f"Write for example {example}.")
    return name, value


def _told(session: Session, record: str, as_json: bool) -> None:
    found = session.project.record(record)
    entries = session.project.entries(record)
    names = {own.key: own.name for own in session.project.own_fields()}
    told = {
        "record": record,
        "status": found.status,
        "role": found.role,
        "fields": entries_json(entries, names),
        "reasons": {names.get(name, name): e.reason for name, e in entries.items() if e.reason},
        "passages": [link.passage for link in session.project.links(record=record)],
    }
    lines = [f"record {record}, {found.status}" + (f", {found.role}" if found.role else "")]
    labels = {of.name: of.label for of in own_fields.all_fields(session)}
    for name, entry in entries.items():
        label = labels.get(name, name)
        lines.append(f"  {label}: {fields.entry_text(entry)}")
    answer(told, as_json, "\n".join(lines))


@click.command(
    epilog=examples(
        'record glioma.exo --passage ID --set cargo="MGMT mRNA" --set effect="resistance increased" '
        '\\\n      --set targets="ABCB1 [up]" --reason donor="not reported"',
        "record glioma.exo --passage ID --accept --set donor=TAM",
    )
)
@PROJECT
@click.option("--passage", "passage", multiple=True, required=True, metavar="ID", help="The passage; may be repeated.")
@SET
@REASON
@click.option(
    "--accept", is_flag=True, help="Take what “suggest” drafts from the passage; --set and --reason overrule it."
)
@CURATOR
@JSON
def record(
    project: Path, passage: tuple[str, ...], settings: tuple[str, ...], reasons: tuple[str, ...], accept: bool,
    curator: str, as_json: bool,
) -> None:  # fmt: skip
    """Make an evidence record from a passage. It needs one of cargo, donor, therapy or effect."""
    with open_project(project, curator) as session:
        given = inputs(session, settings, reasons)
        if accept:
            terms.warm()
            known = session.project.passage(passage[0])
            for suggestion in suggesting.of_passage(terms.for_project(session), known)[:1]:
                given = {**deciding.suggested(suggestion), **given}
        _told(session, records.create(session, passage, given), as_json)


@click.command(
    epilog=examples("edit glioma.exo --record ID --set therapy=temozolomide", "edit glioma.exo --record ID --accept")
)
@PROJECT
@RECORD
@SET
@REASON
@click.option("--clear", "cleared", multiple=True, metavar="FIELD", help="Empty a field.")
@click.option("--accept", "decision", flag_value="accepted", help="Accept the record.")
@click.option("--reject", "decision", flag_value="rejected", help="Reject the record.")
@click.option("--reopen", "decision", flag_value="", help="Take the decision back.")
@click.option("--why", default="", metavar="TEXT", help="With --accept or --reject: the reason, kept under the note.")
@CURATOR
@JSON
def edit(
    project: Path, record: str, settings: tuple[str, ...], reasons: tuple[str, ...], cleared: tuple[str, ...],
    decision: Literal["", "accepted", "rejected"] | None, why: str, curator: str, as_json: bool,
) -> None:  # fmt: skip
    """Change fields of a record, or accept or reject it."""
    if why and not decision:
        raise click.UsageError("--why says why the record is accepted or rejected: add --accept or --reject.")
    if not (settings or reasons or cleared) and decision is None:
        raise click.UsageError("Say what to change: --set, --reason, --clear, --accept, --reject or --reopen.")
    with open_project(project, curator) as session:
        given = inputs(session, settings, reasons)
        for name in cleared:
            if given.setdefault(own_fields.field(session, name).name, FieldInput()) != FieldInput():
                raise BadValueError(f"“{name}” cannot be filled and cleared at once.", "Nothing was changed.")
        if given:
            records.edit(session, record, given)
        if decision is not None:
            records.review(session, record, decision, why)
        _told(session, record, as_json)


@click.command(epilog=examples("link glioma.exo --record ID --passage ID"))
@PROJECT
@RECORD
@PASSAGE
@CURATOR
@JSON
def link(project: Path, record: str, passage: str, curator: str, as_json: bool) -> None:
    """Link one more passage to a record; linking twice changes nothing."""
    with open_project(project, curator) as session:
        records.link(session, record, passage)
        _told(session, record, as_json)


@click.command(epilog=examples("unlink glioma.exo --record ID --passage ID"))
@PROJECT
@RECORD
@PASSAGE
@CURATOR
@JSON
def unlink(project: Path, record: str, passage: str, curator: str, as_json: bool) -> None:
    """Take a passage off a record. The last one stays: a record without a passage is no evidence."""
    with open_project(project, curator) as session:
        records.unlink(session, record, passage)
        _told(session, record, as_json)


@click.command(
    epilog=examples(
        "delete glioma.exo --record ID", "delete glioma.exo --passage ID", "delete glioma.exo --document ID"
    )
)
@PROJECT
@click.option("--record", metavar="ID", help="The record to delete; its passages stay.")
@click.option("--passage", metavar="ID", help="The highlight to delete.")
@click.option(
    "--document",
    metavar="ID",
    help="The document to take out, with its highlights and the records that rest on it alone; its PDF is not touched.",
)
@CURATOR
@JSON
def delete(
    project: Path, record: str | None, passage: str | None, document: str | None, curator: str, as_json: bool
) -> None:
    """Delete a record, a highlight or a document. “undo” brings it back."""
    if sum(given is not None for given in (record, passage, document)) != 1:
        raise click.UsageError("Name one thing to delete: --record ID, --passage ID or --document ID.")
    with open_project(project, curator) as session:
        if record is not None:
            records.delete(session, record)
            answer({"deleted": record}, as_json, f"Deleted record {record}.")
        elif passage is not None:
            passages.delete(session, passage)
            answer({"deleted": passage}, as_json, f"Deleted highlight {passage}.")
        elif document is not None:
            gone = removing.delete_document(session, document)
            told = {"deleted": document, "passages": gone.passages, "records": gone.records, "records_kept": gone.kept}
            answer(told, as_json, gone.sentence())


@click.command(epilog=examples("undo glioma.exo"))
@PROJECT
@CURATOR
@JSON
def undo(project: Path, curator: str, as_json: bool) -> None:
    """Take back the last act, whoever did it: here, in the window, before a restart. “redo” does it again."""
    _turn(project, curator, as_json, Session.undo, "undone", "There is nothing to undo.")


@click.command(epilog=examples("redo glioma.exo"))
@PROJECT
@CURATOR
@JSON
def redo(project: Path, curator: str, as_json: bool) -> None:
    """Do again what was undone last."""
    _turn(project, curator, as_json, Session.redo, "redone", "There is nothing to redo.")


def _turn(
    project: Path, curator: str, as_json: bool, turn: Callable[[Session], Change | None], word: str, nothing: str
) -> None:
    with open_project(project, curator) as session:
        change = turn(session)
        words = f"{word.capitalize()}: {change.label}." if change else nothing
        answer({word: change.label if change else None}, as_json, words)


@click.command(epilog=examples("history glioma.exo --limit 10", "history glioma.exo --record ID --json"))
@PROJECT
@click.option("--limit", type=click.IntRange(1), default=100, help="How many acts, newest first (default: 100).")
@click.option("--record", metavar="ID", help="Only acts that touched this record.")
@JSON
def history(project: Path, limit: int, record: str | None, as_json: bool) -> None:
    """What was done, when and by whom, newest first."""
    with read_project(project) as session:
        names = {c.id: c.name for c in session.project.curators()}
        entries = session.project.history(limit if record is None else 1_000_000)
        shown = [e for e in entries if record is None or any(record in x.key for x in e.change.edits)][:limit]
        for entry in shown:
            told = {
                "change": entry.id,
                "at": entry.at,
                "curator": names.get(entry.curator, ""),
                "kind": entry.kind,
                "label": entry.label,
                "undone": entry.undone,
                "edits": [
                    {"table": e.table, "id": e.key, "before": e.before, "after": e.after} for e in entry.change.edits
                ],
            }
            undone = " (undone)" if entry.undone else ""
            words = f"{entry.at}  {names.get(entry.curator, '')}  {entry.kind} {entry.label}{undone}"
            answer(told, as_json, words)


@click.command(epilog=examples("split glioma.exo --record ID"))
@PROJECT
@RECORD
@CURATOR
@JSON
def split(project: Path, record: str, curator: str, as_json: bool) -> None:
    """Make one record for each cargo of a record. Everything else is kept in each; “undo” takes it back."""
    with open_project(project, curator) as session:
        made = splitting.split(session, record)
        told = f"Split into {len(made)} records, one for each cargo:\n" + "\n".join(f"  {id}" for id in made)
        answer({"record": record, "records": list(made)}, as_json, told)


COMMANDS = (record, edit, link, unlink, split, delete, undo, redo, history)
