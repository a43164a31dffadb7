"""I05: the program as a wheel lays it down, without the checkout and without a network, exports in all formats."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from exoannotate.export.formats import EXPORTERS
from tests.conftest import ROOT

_RUN = """
import socket, sys
def refused(*words, **names): raise OSError("no network here")
socket.socket.connect = socket.getaddrinfo = socket.create_connection = refused
sys.path.insert(0, sys.argv[1])
import exoannotate
from exoannotate import resources
from exoannotate.cli import main
assert exoannotate.__file__.startswith(sys.argv[1]) and str(resources.root()).startswith(sys.argv[1])
for name in sys.argv[4:]:
    assert main(["export", sys.argv[2], "--format", name, "--out", f"{sys.argv[3]}/{name}"]) == 0, name
"""
_OF_PAPERS = ("pdf",)
"""Formats that want the PDFs themselves."""


def test_i05_what_is_installed_works_without_checkout_and_network(tmp_path: Path) -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = told["tool"]["hatch"]["build"]["targets"]["wheel"]
    place, out = tmp_path / "site", tmp_path / "out"
    out.mkdir()
    for package in wheel["packages"]:
        shutil.copytree(ROOT / package, place / Path(package).name, ignore=shutil.ignore_patterns("__pycache__"))
    for source, inside in wheel["force-include"].items():
        (place / inside).symlink_to(ROOT / source, target_is_directory=True)
    study = tmp_path / "sample.exo"
    shutil.copy(place / "exoannotate" / "_resources" / "sample" / "sample.exo", study)
    names = [one.name for one in EXPORTERS if one.name not in _OF_PAPERS]
    words = [sys.executable, "-I", "-c", _RUN, str(place), str(study), str(out), *names]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert len(list(out.iterdir())) >= len(names)
    licences = (place / "exoannotate" / "_resources").rglob("*LICENSE*")
    assert [one for one in licences if one.stat().st_size] and told["project"]["license-files"] == ["LICENSE"]
