"""Commands about the file and the program: check, digest, schema, demo, window."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from exoannotate.cli.answers import JSON, PROJECT, answer, examples, pdf_client, say
from exoannotate.domain.errors import NotFoundError
from exoannotate.domain.wording import counted
from exoannotate.store import checks, silent
from exoannotate.store import schema as contract
from exoannotate.workspace import repairing, sample


@click.command(epilog=examples("check glioma.exo", "check glioma.exo --repair"))
@PROJECT
@click.option(
    "--repair", is_flag=True, help="Make a whole file of what can be read, the history and the newest good backup. The "
    "damaged one is kept under another name. Close the project first.",
)  # fmt: skip
@JSON
def check(project: Path, repair: bool, as_json: bool) -> int:
    """Look a project file over without changing it, and list what is wrong with it."""
    if repair:
        return _repair(project, as_json)
    found = checks.check(project)
    if found.ok and (wrong := silent.sentence(silent.find(project))):
        found = replace(found, findings=(wrong,))
    answer(_told(found), as_json, f"“{project}” is whole. Digest {found.digest}" if found.ok else _listed(found))
    return 0 if found.ok else _refused(project, found)


def _repair(project: Path, as_json: bool) -> int:
    done = repairing.repair(project)
    mended = {"read": done.mended.read, "from_history": done.mended.from_history,
              "from_backup": done.mended.from_backup, "left_out": done.mended.left_out}  # fmt: skip
    found = checks.check(project)
    words = f"“{project.name}” was mended: {done.sentence}\nThe damaged file is kept as “{done.aside.name}”."
    answer(_told(found) | {"kept": str(done.aside), "rows": mended}, as_json, words)
    return 0


def _told(found: checks.CheckResult) -> dict[str, object]:
    return {"ok": found.ok, "findings": list(found.findings), "digest": found.digest}


def _listed(found: checks.CheckResult) -> str:
    return "\n".join(found.findings)


def _refused(project: Path, found: checks.CheckResult) -> int:
    say(
        f"“{project.name}” has {counted(len(found.findings), 'fault')}. It was not changed. "
        "“check --repair” makes a whole file of what can be read; “restore” goes back to a backup.",
        err=True,
    )
    return 1


@click.command(epilog=examples("digest glioma.exo"))
@PROJECT
@JSON
def digest(project: Path, as_json: bool) -> int:
    """The content digest: same content, same digest, however it is stored and whenever it was written."""
    found = checks.check(project)
    if found.ok or as_json:
        answer(_told(found), as_json, found.digest)
    return 0 if found.ok else _refused(project, found)


@click.command(epilog=examples("schema", "schema --json"))
@JSON
def schema(as_json: bool) -> None:
    """The project file as a public contract: tables, columns, fields and their values."""
    answer(contract.as_json(), as_json, contract.as_text())


@click.command(epilog=examples("demo", "demo try-it --headless"))
@click.argument("folder", required=False, type=click.Path(path_type=Path, readable=False))
@click.option("--headless", is_flag=True, help="Do the sample job without a window even where there is a display.")
@JSON
def demo(folder: Path | None, headless: bool, as_json: bool) -> int:
    """The sample job end to end: the window on the sample project, or, without a display, the files it makes."""
    from exoannotate.ui import display

    target = folder or sample.default_folder()
    if not headless and display.available():
        from exoannotate.ui import app

        return app.run(sample.copy(target), [])
    with pdf_client() as pdf:
        done = sample.run(pdf, target)
    told = {"project": str(done.project), "pdf": str(done.pdf), "exports": [str(p) for p in done.exports]}
    lines = ["There is no display for a window, so the sample job was done without one."] if not headless else []
    lines += [f"  {step}" for step in done.steps]
    lines += [f"The files are in “{target}”:", *(f"  {p.name}" for p in (done.project, done.pdf, *done.exports))]
    answer(told | {"steps": list(done.steps)}, as_json, "\n".join(lines))
    return 0


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, readable=False))
def window(paths: tuple[Path, ...]) -> int:
    """Open the window, with a project and PDFs if given."""
    from exoannotate.ui import display

    for path in paths:
        if not os.path.exists(path):
            raise NotFoundError(f"There is no file “{path}”.", "Check the name. Nothing was opened.")
    projects = [path for path in paths if path.suffix.lower() == ".exo"]
    if not display.available():
        say(display.NONE, err=True)
        return 2
    from exoannotate.ui import app

    return app.run(projects[0] if projects else None, [p for p in paths if p not in projects])


COMMANDS = (check, digest, schema, demo, window)
