"""Commands about the names of things: what a name means, and the terms a person or a project adds."""

from __future__ import annotations

import json
from pathlib import Path

import click

from exoannotate.cli.answers import CURATOR, JSON, PROJECT, answer, examples, open_project, read_project, say
from exoannotate.domain.errors import BadValueError
from exoannotate.domain.fields import EVIDENCE_FIELDS
from exoannotate.domain.records import Term
from exoannotate.domain.wording import counted
from exoannotate.suggest.match import KINDS, Match
from exoannotate.suggest.own import SEPARATOR
from exoannotate.workspace import own_terms, sources, term_tables, terms
from exoannotate.workspace.term_tables import Imported

_IN_PROJECT = click.option(
    "--project", type=click.Path(path_type=Path, readable=False), help="A project whose own terms count as well."
)
_FIELDS = tuple(f.name for f in EVIDENCE_FIELDS if f.kind in ("entities", "choices"))
_FIELD = click.option("--field", default="", metavar="FIELD", help="Its tables come first: cargo, donor, therapy …")
_SHOWN = 20
"""Refused rows that are named one by one for a person."""


@click.group(epilog=examples("vocab lookup P-gp", "vocab lookup miR-21 --field cargo", "vocab import lines.csv"))
def vocab() -> None:
    """Names: what they mean by the vocabularies that come along, and terms of your own."""


@vocab.command(epilog=examples("vocab lookup TMZ", "vocab lookup U87 --field donor --json"))
@click.argument("text")
@_FIELD
@_IN_PROJECT
@click.option("--typed", is_flag=True, help="What would be offered while this is typed, not only what it names.")
@JSON
def lookup(text: str, field: str, project: Path | None, typed: bool, as_json: bool) -> None:
    """What a name means, the strictest match first. A name that is known strictly nowhere has no answer."""
    wanted = _field(field)
    if project is None:
        names = terms.warm()
    else:
        with read_project(project) as session:
            names = terms.for_project(session)
    found = names.complete(text, wanted) if typed else names.lookup(text, wanted)
    for match in found:
        if as_json:
            click.echo(json.dumps(_match_json(match), ensure_ascii=False))
        else:
            say(_match_line(match))
    if not found and not as_json:
        say("No vocabulary knows this name.")


@vocab.command("import", epilog=examples("vocab import lines.csv", "vocab import mine.tsv --project glioma.exo"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--project",
    type=click.Path(path_type=Path, readable=False),
    help="Keep them in this project, so that they travel with it; else they are yours in every project.",
)
@click.option("--kind", default="", help="What the rows are that do not say it: cell line, drug, gene …")
@CURATOR
@JSON
def import_terms(file: Path, project: Path | None, kind: str, curator: str, as_json: bool) -> None:
    """Take terms from a table whose first line names its columns: name, identifier, source, synonyms, kind, note.

    Synonyms are parted by “|”. Own terms are offered first, before those of the vocabularies.
    """
    if kind and kind.casefold() not in KINDS:
        raise BadValueError(f"There is no kind of term “{kind}”.", f"There are: {', '.join(KINDS)}.")
    if project is None:
        done = terms.import_for_all(file, kind=kind)
    else:
        with open_project(project, curator) as session:
            done = term_tables.import_file(session, file, kind=kind)
    _answer_import(done, as_json)


@vocab.command("list", epilog=examples("vocab list glioma.exo"))
@PROJECT
@JSON
def list_terms(project: Path, as_json: bool) -> None:
    """The own terms of a project, and what was chosen for names that mean several things."""
    with read_project(project) as session:
        found = (*own_terms.own_terms(session), *own_terms.choices(session))
    for term in found:
        if as_json:
            click.echo(json.dumps(_term_json(term), ensure_ascii=False))
        else:
            say(_term_line(term))
    if not as_json:
        click.echo(counted(len(found), "term"))


@vocab.command(epilog=examples('vocab add glioma.exo "TMZ-R cells" --kind "cell type" --synonym TMZ-R'))
@PROJECT
@click.argument("name")
@click.option("--id", "identifier", default="", help="Its identifier, copied from the source.")
@click.option("--source", default="", help="What the identifier is from.")
@click.option("--synonym", "synonyms", multiple=True, help="Another name; may be given again.")
@click.option("--kind", default="", help="What it is: cell line, drug, gene …")
@click.option("--note", default="", help="What must be known before it is chosen.")
@CURATOR
@JSON
def add(
    project: Path, name: str, identifier: str, source: str, synonyms: tuple[str, ...], kind: str, note: str,
    curator: str, as_json: bool,
) -> None:  # fmt: skip
    """Add one own term to a project."""
    term = own_terms.checked(name, kind=kind, identifier=identifier, source=source, synonyms=synonyms, note=note)
    with open_project(project, curator) as session:
        kept = own_terms.add(session, term)
    answer(_term_json(kept), as_json, _term_line(kept))


@vocab.command(epilog=examples("vocab delete glioma.exo 0193…"))
@PROJECT
@click.argument("term")
@CURATOR
@JSON
def delete(project: Path, term: str, curator: str, as_json: bool) -> None:
    """Delete an own term, or forget a choice, by its id."""
    with open_project(project, curator) as session:
        gone = own_terms.delete(session, (term,))
    answer({"deleted": gone}, as_json, "Deleted.")


@vocab.command("export", epilog=examples("vocab export glioma.exo terms.csv"))
@PROJECT
@click.argument("out", type=click.Path(path_type=Path))
@JSON
def export_terms(project: Path, out: Path, as_json: bool) -> None:
    """Write the own terms of a project to a table that can be imported elsewhere."""
    with read_project(project) as session:
        count = term_tables.export_file(session, out)
    answer({"out": str(out), "rows": count}, as_json, f"{counted(count, 'term')} in {out}")


@vocab.command("sources", epilog=examples("vocab sources"))
@JSON
def list_sources(as_json: bool) -> None:
    """Where the vocabularies come from: source, version, licence and number of terms."""
    for table in sources.tables():
        if as_json:
            told = {"table": table.label, "file": table.file, "terms": table.rows, "sources": [
                {"name": s.name, "version": s.version, "licence": s.licence} for s in table.sources
            ]}  # fmt: skip
            click.echo(json.dumps(told, ensure_ascii=False))
        else:
            say(f"{table.label}: {table.rows:,} terms")
            for source in table.sources:
                say(f"    {source.name}, {source.version}, {source.licence}")


def _field(name: str) -> str:
    wanted = name.strip().casefold().replace(" ", "_")
    if wanted and wanted not in _FIELDS:
        raise BadValueError(f"No names stand in a field “{name}”.", f"There are: {', '.join(_FIELDS)}.")
    return wanted


def _match_json(match: Match) -> dict[str, object]:
    return {
        "name": match.name, "id": match.identifier, "source": match.source, "kind": match.kind,
        "rank": int(match.rank), "how": match.rank.name.lower(), "synonym": match.synonym, "note": match.note,
    }  # fmt: skip


def _match_line(match: Match) -> str:
    known = f" ({match.synonym})" if match.synonym else ""
    told = " · ".join(filter(None, (match.identifier or "no identifier", match.kind, match.rank.name.lower())))
    return f"{match.name}{known}  {told}" + (f"\n    {match.note}" if match.note else "")


def _term_json(term: Term) -> dict[str, object]:
    return {
        "term": term.id, "name": term.name, "id": term.identifier, "source": term.source, "kind": term.kind,
        "synonyms": [name for name in term.synonyms.split(SEPARATOR) if name], "note": term.note,
    }  # fmt: skip


def _term_line(term: Term) -> str:
    told = " · ".join(filter(None, (term.kind, term.identifier, term.synonyms.replace(SEPARATOR, ", "), term.note)))
    return f"{term.name}  {told}  [{term.id}]"


def _answer_import(done: Imported, as_json: bool) -> None:
    refused = [{"line": refused.line, "why": refused.why} for refused in done.refused]
    lines = [f"Line {refused.line}: {refused.why}" for refused in done.refused[:_SHOWN]]
    if len(done.refused) > _SHOWN:
        lines.append(f"… and {len(done.refused) - _SHOWN:,} more.")
    told = {"new": done.new, "changed": done.changed, "same": done.same, "refused": refused}
    answer(told, as_json, "\n".join((done.sentence(), *lines)))


# "terms" is the word of the window for the same thing.
_terms = click.Group(
    "terms", commands=dict(vocab.commands), help=vocab.help, hidden=True, epilog=examples("terms lookup P-gp")
)

COMMANDS: tuple[click.Command, ...] = (vocab, _terms)
