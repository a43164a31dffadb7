"""The command line tells the evidence in sentences."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from exoannotate.cli import main
from tests import reviewed


def run(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "exoannotate", *map(str, words)], capture_output=True, text=True, check=False
    )


def test_summary_and_export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project, out = tmp_path / "glioma.exo", tmp_path / "grant.md"
    reviewed.make(project)
    before = project.read_bytes()
    done = run("summary", project, "--out", out, "--kind", "paragraph", "--style", "harvard", "--json")
    told = json.loads(done.stdout)
    assert (told["out"], told["rows"], told["studies"]) == (str(out), 12, 7) and not done.stderr
    assert told["remarks"] == ["1 record in draft was left out."] and len(told["digest"]) == 64
    text = out.read_text(encoding="utf-8")
    assert "(Chuang et al., 2019; Yin et al., 2019)" in text and "Zeng, A., Wei, Z., Yan, W., 2018." in text

    by_export = tmp_path / "s.html"
    assert (
        run(
            "export", project, "--format", "summary", "--out", by_export, "--filter", "therapy = bevacizumab"
        ).returncode
        == 0
    )
    page = by_export.read_text(encoding="utf-8")
    assert "did not change the response to bevacizumab" in page and "miR-21" not in page
    assert project.read_bytes() == before

    for words, sentence in (
        (("--out", tmp_path / "x.pdf"), "does not say which format"),
        (("--out", tmp_path / "x.md", "--style", "foo"), "no citation style “foo”"),
        (("--out", tmp_path / "x.md", "--group", "cargo,colour"), "no column “colour”"),
    ):
        assert main(["summary", str(project), *map(str, words)]) == 1
        assert sentence in capsys.readouterr().err
    assert not (tmp_path / "x.md").exists()
