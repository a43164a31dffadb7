"""Commands of blind double coding: a round in which nobody sees what the others make, and the consensus after it."""

from __future__ import annotations

from pathlib import Path

import click

from exoannotate.cli.answers import CURATOR, JSON, PROJECT, answer, examples, open_project
from exoannotate.cli.records import REASON, SET, inputs
from exoannotate.domain.errors import BadValueError
from exoannotate.workspace import blind as rounds
from exoannotate.workspace import consensus as agreeing
from exoannotate.workspace import own_fields
from exoannotate.workspace.blind import Standing
from exoannotate.workspace.consensus import Claim, Claims
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session


@click.command(
    epilog=examples("blind glioma.exo --start --curators Ann,Ben", "blind glioma.exo --curator Ben --done",
                    "blind glioma.exo --close")
)  # fmt: skip
@PROJECT
@click.option("--start", is_flag=True, help="Begin a round; needs --curators.")
@click.option("--curators", metavar="A,B", default="", help="Who codes, as they sign their edits; two or more.")
@click.option("--documents", metavar="ID,ID", default="", help="Only these documents; all, unless it is given.")
@click.option("--done", is_flag=True, help="Say that you have finished.")
@click.option("--close", is_flag=True, help="Close the round when all have finished: everybody sees everything.")
@click.option("--anyway", is_flag=True, help="With --close: though somebody has not finished.")
@CURATOR
@JSON
def blind(
    project: Path, start: bool, curators: str, documents: str, done: bool, close: bool, anyway: bool, curator: str,
    as_json: bool,
) -> None:  # fmt: skip
    """Code blind: while a round is open, each person sees only what they made themselves.

    Without an option it tells how the round stands. The people may work in one file, each under their own name, or in
    two that are merged. What was highlighted before the round began is there for all, without its colour and note.
    Notes and tags of documents and own fields are everybody's. What is hidden is hidden by this program only: it is a
    courtesy between colleagues and no lock. “undo” takes each step back.
    """
    if start + done + close > 1 or (start and not curators) or ((curators or documents) and not start):
        raise click.UsageError("One of --start (with --curators), --done and --close.")
    if not (start or done or close):
        with Session.open(project, curator, read_only=True) as session:
            _tell(rounds.standing(session), as_json)
        return
    with open_project(project, curator) as session:
        if start:
            _tell(rounds.start(session, _listed(curators), _listed(documents)), as_json)
        elif done:
            _tell(rounds.finish(session), as_json)
        else:
            _tell(rounds.close(session, anyway=anyway), as_json)


def _listed(given: str) -> list[str]:
    return [one.strip() for one in given.split(",") if one.strip()]


def _tell(found: Standing | None, as_json: bool) -> None:
    if found is None:
        answer({"round": None}, as_json, "Nothing was coded blind in this project yet.")
        return
    told = {
        "round": found.round.id,
        "open": found.open,
        "curators": [{"name": one.name, "done": one.done} for one in found.people],
        "documents": sorted(found.round.papers),
        "opened": found.round.opened,
        "closed": found.round.closed,
        "closed_by": found.closer,
    }
    answer(told, as_json, found.sentence())


@click.command(
    epilog=examples("consensus glioma.exo", "consensus glioma.exo --alike",
                    'consensus glioma.exo --claim ID --take Ann --from effect=Ben --set therapy=TMZ --note "by phone"')
)  # fmt: skip
@PROJECT
@click.option("--claim", metavar="ID", help="Agree on this claim; a record of it names it, too.")
@click.option("--take", metavar="PERSON", help="Take this person's value wherever they differ.")
@click.option("--from", "taken", multiple=True, metavar="FIELD=PERSON", help="Take this person's value in a field.")
@SET
@REASON
@click.option("--note", default="", help="A word on how it was agreed; it stands in the note of the record.")
@click.option("--leave-out", is_flag=True, help="Agree that the claim is no evidence: its records are rejected.")
@click.option("--alike", is_flag=True, help="Agree on all claims in which nothing has to be chosen.")
@CURATOR
@JSON
def consensus(
    project: Path, claim: str | None, take: str | None, taken: tuple[str, ...], settings: tuple[str, ...],
    reasons: tuple[str, ...], note: str, leave_out: bool, alike: bool, curator: str, as_json: bool,
) -> None:  # fmt: skip
    """After blind rounds: what people coded side by side, and one record agreed on field by field.

    The claims are those of all rounds that are closed. Who coded later what was agreed on before opens it again; the
    new record then stands in the place of the earlier one.

    Without an option it lists the claims that are left. The records of the people are kept and linked with the one
    that is agreed on; only that one stands in tables, counts and exports. “undo” takes each step back.
    """
    if claim is None and (take or taken or settings or reasons or note or leave_out):
        raise click.UsageError("Say which claim: add --claim.")
    if claim is None and not alike:
        with Session.open(project, curator, read_only=True) as session:
            found = agreeing.claims(session)
        for one in found.left:
            answer(_as_json(one, found), as_json, _words(one, found))
        if not as_json:
            click.echo(found.sentence())
        return
    with open_project(project, curator) as session:
        found = agreeing.claims(session)
        if claim is None:
            many = agreeing.agree_alike(session, found.left)
            answer({"agreed": many}, as_json, f"Agreed on {many} claims in which nothing had to be chosen.")
            return
        one = agreeing.find(found, claim)
        if leave_out:
            agreeing.leave_out(session, one)
            answer({"rejected": list(one.records.values())}, as_json, "Left out: its records are rejected and kept.")
            return
        chosen: dict[str, str | FieldInput] = {}
        if take:
            person = _person(found, one, take)
            chosen |= {said.field.name: person for said in one.open if person in said.texts}
        for given in taken:
            name, _, who = given.partition("=")
            chosen[own_fields.field(session, name).name] = _person(found, one, who)
        chosen |= inputs(session, settings, reasons)
        made = agreeing.agree(session, one, chosen, note)
    answer({"record": made, "of": list(one.records.values())}, as_json, f"Agreed.  [{made}]")


def _person(found: Claims, claim: Claim, name: str) -> str:
    wanted = " ".join(name.split()).casefold()
    for key in claim.records:
        if wanted == found.names.get(key, "").casefold():
            return key
    there = ", ".join(found.names.get(key, key) for key in claim.records)
    raise BadValueError(f"“{name}” did not code this claim.", f"Nothing was saved. It was coded by {there}.")


def _as_json(one: Claim, found: Claims) -> dict[str, object]:
    names = found.names
    return {
        "claim": one.id,
        "document": one.title,
        "quote": one.quote,
        "page": one.passages[0].page_label if one.passages else "",
        "records": {names.get(person, person): record for person, record in one.records.items()},
        "agreed_before": list(one.earlier),
        "fields": [
            {"field": said.field.name, "alike": said.alike, "choose": said.asks,
             "said": {names.get(person, person): text for person, text in said.texts.items()}}
            for said in one.said
        ],
    }  # fmt: skip


def _words(one: Claim, found: Claims) -> str:
    page = one.passages[0].page_label if one.passages else ""
    lines = [f"“{one.quote}” (p. {page})  [{one.id}]"]
    if one.earlier:
        lines.append("    agreed on before somebody else coded it, too; the new record stands in its place")
    elif len(one.records) == 1:
        (person,) = one.records
        lines.append(f"    only {found.names.get(person, person)} has a record here")
    for said in one.open:
        both = " | ".join(f"{found.names.get(person, person)}: {text}" for person, text in said.texts.items())
        before = one.before.get(said.field.name, "")
        lines.append(f"    {said.field.label}: {both}" + (f" | agreed before: {before}" if before else ""))
    if len(one.records) > 1 and not one.open:
        lines.append("    nothing to choose: all say the same")
    return "\n".join(lines)


COMMANDS = (blind, consensus)
