"""The house rules as assertions: style, types, the direction of imports, and what a tracked file must not hold."""

from __future__ import annotations

import ast
import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

SOURCE = ROOT / "src" / "exoannotate"
MODULES = sorted(SOURCE.rglob("*.py"))
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".tsv",
    ".csv",
    ".json",
    ".svg",
    ".sql",
    ".cfg",
    ".yml",
    ".yaml",
    ".sh",
    ".qss",
    "",
}
SKIPPED = {".hypothesis", ".git", ".venv", "build", "dist", "node_modules", "__pycache__"}

# Written in parts, so that this file does not hold what it forbids.
FORBIDDEN = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![\w.])/" + r"work/(?!flow)",
        r"(?<![\w.])/" + r"root/",
        r"(?<![\w.])/" + r"home/\w+/",
        r"(?<![\w.])/" + r"Users/\w+/",
        r"[A-Z]:\\" + r"Users\\",
        "pypi" + r"\.org",
        "files.python" + "hosted",
        "registry.npm" + "js",
        "deb.debian" + r"\.org",
        "artifact" + "registry",
        r"--index" + r"-url",
    )
)


def tracked() -> list[Path]:
    """The files of the project: as git lists them, or all files of a folder that has no git."""
    if shutil.which("git") and (ROOT / ".git").exists():
        done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
        if done.returncode == 0:
            return [ROOT / name for name in done.stdout.decode().split("\0") if name and (ROOT / name).is_file()]
    parts = (p for p in ROOT.rglob("*") if p.is_file() and not SKIPPED & set(p.relative_to(ROOT).parts))
    return [p for p in parts if not any(part.startswith(".") and "cache" in part for part in p.relative_to(ROOT).parts)]


def runs(*words: str) -> None:
    """Run a checker of this Python; its words are the failure."""
    done = subprocess.run([sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout}\n{done.stderr}"


@pytest.mark.house
def test_ruff_finds_nothing() -> None:
    runs("ruff", "check", "--no-cache", "--output-format", "concise", ".")


@pytest.mark.house
def test_files_are_formatted() -> None:
    runs("ruff", "format", "--no-cache", "--check", ".")


@pytest.mark.house
def test_types(tmp_path: Path) -> None:
    runs("mypy", "--no-error-summary", "--cache-dir", str(tmp_path))


@pytest.mark.house
def test_imports_point_one_way() -> None:
    tool = Path(sys.executable).with_name("lint-imports")
    command = [str(tool) if tool.exists() else "lint-imports", "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


WITHOUT_QT = """
import importlib, sys
class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("PySide6", "shiboken6"):
            raise ImportError(name + " is made unavailable")
sys.meta_path.insert(0, NoQt())
for name in sys.argv[1:]:
    importlib.import_module(name)
heavy = sorted({"pandas", "sqlite_utils"} & set(sys.modules))
print(",".join(heavy))
"""


def dotted(path: Path) -> str:
    """The import name of a module of the package."""
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_every_module_outside_the_window_imports_without_qt() -> None:
    names = [dotted(p) for p in MODULES if p.relative_to(SOURCE).parts[0] not in ("ui", "__main__.py")]
    done = subprocess.run(
        [sys.executable, "-W", "error::SyntaxWarning", "-c", WITHOUT_QT, *names],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.strip() == "", f"imported at once, not where it is used: {done.stdout}"


CLAIMS = SOURCE / "suggest" / "claims"
ASKED_BEFORE = {
    "sentence": "", "names": "sentence", "response": "sentence names", "parties": "sentence names response",
    "carried": "sentence names parties", "perturbation": "sentence names response",
    "comparison": "sentence names response", "statements": "sentence names parties response perturbation",
    "tables": "sentence names parties response perturbation",
}  # fmt: skip


@pytest.mark.parametrize("folder", ASKED_BEFORE)
def test_the_folders_of_rules_ask_one_another_one_way(folder: str) -> None:
    assert {path.name for path in CLAIMS.iterdir() if (path / "__init__.py").exists()} == ASKED_BEFORE.keys()
    asked = {
        name.split(".")[3]
        for path in (CLAIMS / folder).glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (name := f"{node.module}.{node.names[0].name}")
        and name.startswith("exoannotate.suggest.claims.")
    }  # fmt: skip
    assert asked <= {*ASKED_BEFORE[folder].split(), folder, "said"}


@pytest.mark.parametrize("path", MODULES, ids=[str(p.relative_to(SOURCE)) for p in MODULES])
def test_a_module_says_what_it_is_for_and_is_no_novel(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "a module opens with one sentence that says what it is for"
    assert text.count("\n") <= 450, "a file of more than 450 lines wants to be two"
    if path.relative_to(SOURCE).parts[0] != "cli":
        calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
        assert not [n.lineno for n in calls if n.func.id == "print"], "print( belongs to cli"  # type: ignore[attr-defined]
    bare = [n.lineno for n in ast.walk(tree) if isinstance(n, ast.ExceptHandler) and n.type is None]
    assert not bare, "no bare except"


def test_no_path_of_a_machine_and_no_registry_in_a_tracked_file() -> None:
    found = []
    for path in tracked():
        if path.suffix not in TEXT or path.name == "LICENSE":
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), start=1):
            if any(pattern.search(line) for pattern in FORBIDDEN):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert not found, "\n".join(found)


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_bytes()
    assert hashlib.sha256(text).hexdigest() == "0d96a4ff68ad6d4b6f1f30f713b18d5184912ba8dd389f86aa7710db079abcb0"
    assert b"ISC License" in (ROOT / "resources" / "icons" / "LICENSE").read_bytes()


def test_icons_can_be_recoloured() -> None:
    icons = sorted((ROOT / "resources" / "icons").glob("*.svg"))
    assert len(icons) >= 40
    for icon in icons:
        text = icon.read_text(encoding="utf-8")
        assert 'stroke="currentColor"' in text, icon.name
        assert 'stroke-width="1.75"' in text, icon.name


def test_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "python3 packaging/dev.py run" in readme
    assert "python3 packaging/dev.py test" in readme
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "packaging/dev.py test" in ci
    source = (ROOT / "packaging" / "dev.py").read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 8))
    names = {a.name.split(".")[0] for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    names |= {(n.module or "").split(".")[0] for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert names <= sys.stdlib_module_names, "dev.py needs nothing but python3"


def test_the_picture_of_the_readme_is_there() -> None:
    if not (ROOT / "docs" / "pictures").is_dir():
        pytest.skip("the journey test has not made its pictures yet")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in re.findall(r"!\[[^]]*\]\(([^)]+)\)", readme):
        assert (ROOT / name).is_file(), f"README shows {name}, which is not there"
