"""Commands that set files and people beside one another: compare, agreement."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from exoannotate.cli.answers import JSON, PROJECT, answer, examples, read_project, say
from exoannotate.domain.agreement import Agreement
from exoannotate.domain.verifying import Errors
from exoannotate.domain.wording import counted
from exoannotate.export.table import Sheet
from exoannotate.workspace import agreeing
from exoannotate.workspace.agreeing import Compared

ROUND_OPEN = "A blind round is open: what it hides takes no part until it is closed."
OUT = click.option(
    "--out",
    type=click.Path(path_type=Path, readable=False),
    help=f"Write the table to a file, too: {', '.join(agreeing.FORMATS)}, by the end of its name.",
)


@click.command(epilog=examples("compare study.exo from_ben.exo", "compare old.exo new.exo --out differences.xlsx"))
@click.argument("first", metavar="A", type=click.Path(path_type=Path, readable=False))
@click.argument("second", metavar="B", type=click.Path(path_type=Path, readable=False))
@OUT
@JSON
def compare(first: Path, second: Path, out: Path | None, as_json: bool) -> None:
    """What two project files say differently; neither is changed."""
    found = agreeing.compare(first, second)
    if out is not None:
        _write(agreeing.compared_sheet(found), out)
    told = {
        "same": found.same,
        "only_a": found.count("only in the first"),
        "only_b": found.count("only in the second"),
        "changed": found.count("changed"),
        "differences": [asdict(one) for one in found.differences],
        "refused": list(found.refused),
    }
    answer(told, as_json, "\n".join(_compared(found)))


def _compared(found: Compared) -> list[str]:
    lines = [found.sentence()]
    for one in found.differences:
        if one.kind == "changed":
            both = f"“{one.first or 'nothing'}” and “{one.second or 'nothing'}”"
            lines.append(f"{one.what} “{one.about}”: {one.field.replace('_', ' ')} {both}  [{one.key}]")
        else:
            name = found.first.name if one.kind == "only in the first" else found.second.name
            lines.append(f"{one.what} “{one.about}” only in “{name}”  [{one.key}]")
    return [*lines, *found.refused]


@click.command(epilog=examples("agreement study.exo", "agreement study.exo --out agreement.xlsx --json"))
@PROJECT
@OUT
@JSON
def agreement(project: Path, out: Path | None, as_json: bool) -> None:
    """How far the people of a project agree, field by field: per cent and kappa.

    Compared are records of different people on the same words, whoever highlighted them. For two people it is Cohen's
    kappa, for more Fleiss'. Rejected records take no part. Told, too, is how many records somebody else than their
    author accepted or rejected, and the share of rejected ones with its 95 % interval; and, where somebody checked a
    sample again (“verify”), how often each field differs from the first record.
    """
    with read_project(project) as session:
        found = agreeing.agree(session)
        names, looked = agreeing.people(session, found), agreeing.verified(session)
        errors = agreeing.errors(session)
        rates, differing = agreeing.error_sheet(session, errors), agreeing.disagreement_sheet(session, errors.apart)
        hidden = bool(session.project.veil)
        figures, apart = agreeing.agreement_sheet(session, found), agreeing.disagreement_sheet(session, found)
    if out is not None:
        _write(figures, out)
    told = {
        "curators": list(names),
        "claims": found.claims,
        "alone": found.alone,
        "verification": asdict(looked),
        "second_look": {
            "pairs": errors.pairs,
            "alone": errors.alone,
            "fields": [dict(zip(rates.heads, row, strict=True)) for row in rates.rows],
            "differences": [dict(zip(differing.heads, row, strict=True)) for row in differing.rows],
        },
        "fields": [asdict(one) for one in found.fields],
        "disagreements": [dict(zip(apart.heads, row, strict=True)) for row in apart.rows],
    }
    answer(
        told, as_json, "\n".join([*_agreed(found, names, figures, apart), looked.sentence(), *_checked(errors, rates),
                             *([ROUND_OPEN] if hidden else [])])
    )  # fmt: skip


def _agreed(found: Agreement, names: tuple[str, ...], figures: Sheet, apart: Sheet) -> list[str]:
    if not found.claims:
        return ["No words were coded by two people yet. Records count whose highlights share their words."]
    lines = [f"{', '.join(names)}: {counted(found.claims, 'claim')} coded by two or more, {found.alone} by one."]
    for field, claims, alike, share, kappa, method in figures.rows:
        lines.append(f"{field}: {alike} of {claims} alike, {share} %, kappa {kappa} ({method})")
    for field, *said, _, records in apart.rows:
        lines.append(f"Apart in {field}: {' | '.join(str(one) for one in said)}  [{records}]")
    return lines


def _checked(errors: Errors, rates: Sheet) -> list[str]:
    """Nothing where nobody checked."""
    if not (errors.pairs or errors.alone):
        return []
    fields = (f"{f}: {differ} of {many} differ, {share} % (95 % interval {low} to {high} %)"
              for f, many, differ, share, low, high in rates.rows)  # fmt: skip
    return [errors.sentence(), *fields]


def _write(sheet: Sheet, out: Path) -> None:
    remark = agreeing.export(sheet, out.suffix.removeprefix(".") or "csv", out)
    if remark:
        say(remark, err=True)


COMMANDS = (compare, agreement)
