"""Summaries of a project with records of every kind, compared with files that were looked at."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from exoannotate.export.summary.building import FORMS
from exoannotate.export.summary.writing import WRITERS
from exoannotate.workspace import summaries
from exoannotate.workspace.session import Session
from exoannotate.workspace.summaries import Wanted
from tests import reviewed
from tests.golden.test_golden import HERE, readable


@pytest.mark.parametrize("form", FORMS)
def test_summaries_in_every_format(form: str, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    project = tmp_path / "reviewed.exo"
    reviewed.make(project)
    with Session.open(project, read_only=True) as session:
        made = summaries.make(session, Wanted(form))  # type: ignore[arg-type]
    for number, of in enumerate(WRITERS):
        out = tmp_path / f"summary.{form}{of.suffix}"
        with out.open("wb") as stream:
            of.write(made.page(("elsevier", "nature", "plain", "apa")[number]), stream)
        golden = HERE / out.name
        if pytestconfig.getoption("update_golden"):
            shutil.copy(out, golden)
        assert golden.exists(), "run with --update-golden once and look at the file"
        assert readable(out.read_bytes()) == readable(golden.read_bytes())
