"""The set-up script, as far as it can be tried without installing anything: usage, and what it refuses to overwrite."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import dev
from tests.conftest import ROOT


def start(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the script of a folder."""
    command = [sys.executable, str(folder / "packaging" / "dev.py"), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize(("words", "code"), [((), 2), (("--help",), 0), (("bake",), 2)])
def test_usage_names_both_commands(words: tuple[str, ...], code: int) -> None:
    done = start(ROOT, *words)
    assert done.returncode == code
    assert "packaging/dev.py run" in done.stdout
    assert "packaging/dev.py test" in done.stdout


def test_a_folder_of_the_users_own_is_not_overwritten(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "packaging/dev.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    notes = tmp_path / ".venv" / "notes.txt"
    notes.parent.mkdir()
    notes.write_text("mine", encoding="utf-8")
    done = start(tmp_path, "run", "--no-system")
    assert done.returncode == 1
    assert "was not made by Python" in done.stderr
    assert "Traceback" not in done.stderr
    assert notes.read_text(encoding="utf-8") == "mine"


def test_packages_are_known_by_any_of_their_names() -> None:
    if not dev.has_apt():
        pytest.skip("no apt on this system")
    assert dev.missing_packages((("no-such-package-at-all", "dpkg"),)) == []
    assert dev.missing_packages((("no-such-package-at-all",),)) == [("no-such-package-at-all",)]


def test_the_group_of_the_tests_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "venv_python", lambda: Path(sys.executable))
    assert any(word.startswith("pytest") for word in dev.dev_requirements())
    assert len(dev.fingerprint()) == 64
