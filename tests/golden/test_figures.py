"""Every figure of the sample project as SVG, compared with files that were looked at.

``pytest tests/golden --update-golden`` rewrites them; the difference is then reviewed. Figures are laid out by widths
that are the same everywhere, so that no font of this machine has a say.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from exoannotate.domain.figures.kinds import FIGURES
from exoannotate.export.svg import svg
from exoannotate.workspace import figures
from exoannotate.workspace.session import Session
from tests.golden.test_golden import HERE, KEPT


@pytest.mark.parametrize("millimetres", [85, 180])
@pytest.mark.parametrize("kind", [figure.id for figure in FIGURES])
def test_sample_in_every_figure(kind: str, millimetres: int, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    project = tmp_path / KEPT.name
    shutil.copy(KEPT, project)
    with Session.open(project) as session:
        drawn = svg(figures.draw(session, kind, millimetres).drawing)
    golden = HERE / f"sample.{kind}.{millimetres}.svg"
    if pytestconfig.getoption("update_golden"):
        golden.write_bytes(drawn)
    assert golden.exists(), "run with --update-golden once and look at the file"
    assert drawn.decode() == golden.read_text(encoding="utf-8")
