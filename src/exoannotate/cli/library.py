"""Commands about the library: documents and their data, collections, the project's own fields, saved queries."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import cast

import click

from exoannotate.cli.answers import CURATOR, JSON, PROJECT, answer, examples, open_project, read_project, say
from exoannotate.domain import bibliography
from exoannotate.domain.errors import BadValueError
from exoannotate.domain.progress import Progress
from exoannotate.domain.records import OWN_KINDS, READINGS, Document, Layout, Reading
from exoannotate.domain.wording import counted
from exoannotate.workspace import collections, layouts, library, own_fields
from exoannotate.workspace.session import Session

_DOCUMENT = "The document: its id, DOI, PMID, or words of its title."


# Documents -------------------------------------------------------------------------------------------------------


@click.command(
    epilog=examples("documents glioma.exo", 'documents glioma.exo --reading "to read" --tag core --words "2024 glioma"')
)
@PROJECT
@click.option("--words", default="", help="All of these words stand in title, authors, year, journal, tags or note.")
@click.option("--reading", type=click.Choice(READINGS), help="Only in this reading state.")
@click.option("--tag", default="", help="Only with this tag.")
@click.option("--collection", default="", metavar="NAME", help="Only in this collection.")
@JSON
def documents(project: Path, words: str, reading: str | None, tag: str, collection: str, as_json: bool) -> None:
    """The documents in the order of the reading queue, with their state and progress."""
    with read_project(project) as session:
        inside = _members(session)
        key = collections.find(session, collection).id if collection else ""
        wanted = library.Wanted(words, reading or "", tag, key)
        progress = library.progress_of(session)
        named = {one.id: one.name for one in session.project.collections()}
        shown = library.matching(session.project.documents(), wanted, inside)
        for document in shown:
            groups = [named[one] for one in named if document.id in inside.get(one, ())]
            told = _document_json(document, progress[document.id], groups)
            if as_json:
                click.echo(json.dumps(told, ensure_ascii=False))
            else:
                say(_line(document, progress[document.id], groups))
        if not as_json:
            click.echo(counted(len(shown), "document"))


@click.command(
    epilog=examples(
        'document glioma.exo --document "vesicles in glioma" --set year=2024 --set "authors=…"',
        'document glioma.exo --document ID --document ID --reading done --tag core --put "Glioma"',
        "document glioma.exo --document ID --queue first",
    )
)
@PROJECT
@click.option("--document", "wanted", multiple=True, required=True, metavar="DOCUMENT", help=_DOCUMENT)
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="ENTRY=VALUE",
    help=f"One of {', '.join(one.name for one in bibliography.ENTRIES)}; nothing after “=” empties it.",
)
@click.option("--reading", type=click.Choice(READINGS), help="How far it is read.")
@click.option("--tag", "tags", multiple=True, help="Give it a tag; may be repeated.")
@click.option("--untag", "gone_tags", multiple=True, metavar="TAG", help="Take a tag off.")
@click.option("--put", "into", multiple=True, metavar="NAME", help="Put it into a collection that is there.")
@click.option("--take", "out_of", multiple=True, metavar="NAME", help="Take it out of a collection.")
@click.option("--queue", metavar="PLACE", help="Its place in the queue: first, last, or the document it goes before.")
@CURATOR
@JSON
def document(
    project: Path, wanted: tuple[str, ...], settings: tuple[str, ...], reading: str | None, tags: tuple[str, ...],
    gone_tags: tuple[str, ...], into: tuple[str, ...], out_of: tuple[str, ...], queue: str | None, curator: str,
    as_json: bool,
) -> None:  # fmt: skip
    """Change documents: bibliographic data, reading state, tags, collections, place in the queue."""
    if not (settings or reading or tags or gone_tags or into or out_of or queue):
        raise click.UsageError("Say what to change: --set, --reading, --tag, --untag, --put, --take or --queue.")
    typed = dict(map(_pair, settings))
    for name in typed:
        bibliography.entry(name)
    if typed and len(wanted) > 1:
        raise click.UsageError("--set is for one document at a time.")
    with open_project(project, curator) as session:
        ids = [library.find(session, name).id for name in wanted]
        put_into = [collections.find(session, name).id for name in into]
        take_from = [collections.find(session, name).id for name in out_of]
        target = library.find(session, queue).id if queue and queue not in ("first", "last") else None
        if typed:
            library.edit(session, ids[0], typed)
        if reading:
            library.set_reading(session, ids, cast("Reading", reading))
        for tag in tags:
            library.add_tag(session, ids, tag)
        for tag in gone_tags:
            library.remove_tag(session, ids, tag)
        for key in put_into:
            collections.put(session, key, ids)
        for key in take_from:
            collections.take(session, key, ids)
        if queue == "first":
            library.move_to_front(session, ids)
        elif queue:
            library.move(session, ids, target)
        _tell(session, ids, as_json)


def _tell(session: Session, ids: Sequence[str], as_json: bool) -> None:
    progress, inside = library.progress_of(session), _members(session)
    named = session.project.collections()
    told, lines = [], []
    for key in ids:
        found = session.project.document(key)
        groups = [one.name for one in named if key in inside.get(one.id, ())]
        told.append(_document_json(found, progress[key], groups))
        lines.append(_line(found, progress[key], groups))
    answer({"documents": told}, as_json, "\n".join(lines))


def _pair(given: str) -> tuple[str, str]:
    name, sign, value = given.partition("=")
    if not sign:
        raise BadValueError(f"“{given}” is not of the form ENTRY=VALUE.", "Write for example --set year=2024.")
    return name.strip(), value


def _members(session: Session) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for member in session.project.members():
        found.setdefault(member.collection, set()).add(member.document)
    return {key: frozenset(inside) for key, inside in found.items()}


def _document_json(document: Document, progress: Progress, groups: Sequence[str]) -> dict[str, object]:
    return {
        "document": document.id,
        **{one.name: getattr(document, one.name) for one in bibliography.ENTRIES},
        "tags": list(bibliography.tags(document.tags)),
        "reading": document.reading,
        "collections": list(groups),
        **asdict(progress),
    }


def _line(document: Document, progress: Progress, groups: Sequence[str]) -> str:
    year = f" ({document.year})" if document.year else ""
    more = "".join(f"; {text}" for text in (", ".join(groups), document.tags and f"tags: {document.tags}") if text)
    title = " ".join(document.title.split())
    return f"{document.reading:<9}  {title}{year}\n           {progress.words()}{more}  {document.id}"


# Collections -----------------------------------------------------------------------------------------------------


@click.command(
    "collections",
    epilog=examples("collections glioma.exo", "collections glioma.exo --add Glioma",
                    'collections glioma.exo --rename Glioma --to "Glioma, adult"',
                    "collections glioma.exo --remove Glioma"),
)  # fmt: skip
@PROJECT
@click.option("--add", "new", default="", metavar="NAME", help="Make a collection.")
@click.option("--rename", "old", default="", metavar="NAME", help="Rename one; --to says its new name.")
@click.option("--to", default="", metavar="NAME", help="The new name.")
@click.option("--remove", "gone", default="", metavar="NAME", help="Delete one; its documents stay in the project.")
@CURATOR
@JSON
def groups(project: Path, new: str, old: str, to: str, gone: str, curator: str, as_json: bool) -> None:
    """Collections of documents: list, make, rename or delete them. “document --put” fills them."""
    _one_of(new, old, gone)
    _both(old, to)
    with open_project(project, curator) if new or old or gone else read_project(project) as session:
        if new:
            collections.make(session, new)
        elif old:
            collections.rename(session, collections.find(session, old).id, to)
        elif gone:
            collections.delete(session, collections.find(session, gone).id)
        inside = _members(session)
        told = [{"name": c.name, "id": c.id, "documents": sorted(inside.get(c.id, ()))}
                for c in session.project.collections()]  # fmt: skip
    lines = [f"{one['name']}  {counted(len(one['documents']), 'document')}" for one in told]
    answer({"collections": told}, as_json, "\n".join(lines) or "There is no collection yet.")


# Own fields ------------------------------------------------------------------------------------------------------


@click.command(
    epilog=examples(
        "fields glioma.exo", 'fields glioma.exo --add "Dose" --kind number --about "µg per ml"',
        "fields glioma.exo --add Contact --kind choice --choice direct --choice transwell",
        'fields glioma.exo --change Contact --choice contact --choice transwell --turn "direct=contact"',
        'fields glioma.exo --change Dose --to "Dose, µg/ml"', "fields glioma.exo --remove Dose",
    )
)  # fmt: skip
@PROJECT
@click.option("--add", "new", default="", metavar="LABEL", help="Add a field.")
@click.option("--kind", type=click.Choice(OWN_KINDS), help="Its kind (default: text).")
@click.option("--choice", "choices", multiple=True, metavar="VALUE", help="A value of its list; repeat it for more.")
@click.option("--about", default=None, metavar="WORDS", help="What it is for; the form shows it.")
@click.option("--change", "old", default="", metavar="LABEL", help="Change a field; the other options say what.")
@click.option("--to", default="", metavar="LABEL", help="Its new label.")
@click.option("--turn", "turned", multiple=True, metavar="OLD=NEW", help="A value of its list gets another name.")
@click.option("--place", type=click.IntRange(1), help="Its place among the own fields, from 1.")
@click.option("--remove", "gone", default="", metavar="LABEL", help="Delete a field and what records say in it.")
@CURATOR
@JSON
def fields(
    project: Path, new: str, kind: str | None, choices: tuple[str, ...], about: str | None, old: str, to: str,
    turned: tuple[str, ...], place: int | None, gone: str, curator: str, as_json: bool,
) -> None:  # fmt: skip
    """The project's own fields beside those of the evidence record: list, add, change or delete them.

    They are filled like any other: “record --set Dose=12”. “undo” brings back what was deleted.
    """
    _one_of(new, old, gone)
    if old and (kind is not None or not (to or choices or about is not None or place)):
        raise click.UsageError("Say what to change: --to, --choice, --about or --place. The kind stays what it is.")
    if (to or turned or place) and not old:
        raise click.UsageError("--to, --turn and --place go with --change.")
    with open_project(project, curator) if new or old or gone else read_project(project) as session:
        if new:
            own_fields.add(session, new, kind or "text", choices, about or "")
        elif old:
            _change(session, own_fields.find(session, old).id, to, choices, turned, about, place)
        elif gone:
            own_fields.delete(session, own_fields.find(session, gone).id)
        used = own_fields.used(session)
        told = [{**asdict(own), "choices": list(own.choices), "records": used[own.id]}
                for own in session.project.own_fields()]  # fmt: skip
    lines = [
        f"{own['label']}  ({own['kind']}, column {own['name']}, {counted(own['records'], 'record')})"
        + (f": {'; '.join(own['choices'])}" if own["choices"] else "")
        for own in told
    ]
    answer({"fields": told}, as_json, "\n".join(lines) or "This project has no own fields.")


def _change(
    session: Session, key: str, to: str, choices: tuple[str, ...], turned: tuple[str, ...], about: str | None,
    place: int | None,
) -> None:  # fmt: skip
    if choices:
        own_fields.change_choices(session, key, choices, dict(map(_pair, turned)))
    if to:
        own_fields.rename(session, key, to)
    if about is not None:
        own_fields.describe(session, key, about)
    if place:
        own_fields.move(session, key, place - 1)


# Saved queries ---------------------------------------------------------------------------------------------------


@click.command(
    epilog=examples(
        "queries glioma.exo", 'queries glioma.exo --save TMZ --filter "therapy = temozolomide" --sort cargo',
        "table glioma.exo --query TMZ", "queries glioma.exo --remove TMZ",
    )
)  # fmt: skip
@PROJECT
@click.option("--save", "new", default="", metavar="NAME", help="Keep a filter and a sort under a name.")
@click.option("--filter", "expression", default="", metavar="EXPR", help="As in “table”.")
@click.option("--sort", default="", metavar="COLUMNS", help="As in “table”.")
@click.option("--rename", "old", default="", metavar="NAME", help="Rename one; --to says its new name.")
@click.option("--to", default="", metavar="NAME", help="The new name.")
@click.option("--remove", "gone", default="", metavar="NAME", help="Delete one.")
@CURATOR
@JSON
def queries(
    project: Path, new: str, expression: str, sort: str, old: str, to: str, gone: str, curator: str, as_json: bool
) -> None:
    """Saved queries of the evidence table: list, save, rename or delete them."""
    _one_of(new, old, gone)
    _both(old, to)
    if (expression or sort) and not new:
        raise click.UsageError("--filter and --sort go with --save.")
    with open_project(project, curator) if new or old or gone else read_project(project) as session:
        if new:
            layouts.save(session, "query", new, {"filter": expression, "sort": sort})
        elif old:
            layouts.rename(session, layouts.find(session, "query", old).id, to)
        elif gone:
            layouts.delete(session, layouts.find(session, "query", gone).id)
        kept = [one for one in session.project.layouts() if one.kind == "query"]
    told = [{"name": one.name, "id": one.id, "filter": layouts.query(one)[0], "sort": layouts.query(one)[1]}
            for one in kept]  # fmt: skip
    answer({"queries": told}, as_json, "\n".join(map(_query_line, kept)) or "No query is saved yet.")


def _query_line(of: Layout) -> str:
    expression, sort = layouts.query(of)
    return f"{of.name}: {expression or 'all records'}{f', sorted by {sort}' if sort else ''}"


def _one_of(*given: str) -> None:
    if sum(map(bool, given)) > 1:
        raise click.UsageError("Do one thing at a time.")


def _both(old: str, to: str) -> None:
    if bool(old) != bool(to):
        raise click.UsageError("--rename and --to go together.")


COMMANDS: tuple[click.Command, ...] = (documents, document, groups, fields, queries)
