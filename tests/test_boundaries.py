"""P16, P23 and rules of the threat model: no network, no scripts of a PDF, nothing evaluated that came from a file."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journey import disk
from tests.ui.test_beginning import run

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "exoannotate"
CALLS = {"eval", "exec", "compile", "__import__"}
MODULES = {
    "pickle", "marshal", "shelve", "yaml", "socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "requests",
    "httpx", "PySide6.QtNetwork", "PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets",
}  # fmt: skip
ALLOWED = {("pdf/workers.py", "socket"), ("pdf/template.py", "socket")}
"""A pair of sockets without an address, over which the process that forks workers is told to."""


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in SOURCE.rglob("*.py"):
        yield path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def test_nothing_that_came_from_a_file_is_evaluated_or_run() -> None:
    found = []
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = node.func.id if isinstance(node.func, ast.Name) else ""
                shell = [k for k in node.keywords if k.arg == "shell" and getattr(k.value, "value", True) is not False]
                if called in CALLS or shell:
                    found.append(f"{name}:{node.lineno}")
    assert found == []


def test_no_module_that_unpickles_or_reaches_a_network_is_imported() -> None:
    found = set()
    for name, tree in trees():
        for node in ast.walk(tree):
            modules = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                modules = [node.module, *(f"{node.module}.{a.name}" for a in node.names)]
            found |= {(name, module) for module in modules if module in MODULES or module.split(".")[0] in MODULES}
    assert {one for one in found if one not in ALLOWED} == set()


def test_p16_the_scripts_of_a_pdf_are_never_switched_on() -> None:
    assert not any("enable_js" in path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))


@pytest.mark.skipif(not disk.available(), reason="strace is not here, or may not watch")
def test_p23_no_connection_is_attempted(tmp_path: Path) -> None:
    """The sample job by command and the window on it, watched from outside with all their processes."""
    strace = shutil.which("strace")
    assert strace is not None
    watched = [strace, "-f", "--seccomp-bpf", "-e", "trace=connect,sendto,sendmsg", "-o", str(tmp_path / "calls")]
    job = [sys.executable, "-m", "exoannotate", "demo", str(tmp_path / "demo"), "--headless"]
    subprocess.run([*watched, *job], check=True, capture_output=True, timeout=300, env=os.environ)
    first = (tmp_path / "calls").read_text()
    whole = "window.furnished and window.tabs.tab is not None and not window.bridge.busy and window.jobs.idle"
    done = run(end=whole, before=watched)
    assert done.returncode == 0, done.stderr
    seen = first + (tmp_path / "calls").read_text()
    assert "exited with 0" in seen
    assert [line for line in seen.splitlines() if "AF_INET" in line] == []
