"""The only reader of the files that are shipped with the program: icons, vocabularies, the sample project."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def root() -> Path:
    """The folder of shipped files: inside the installed package, or ``resources/`` of a checkout."""
    shipped = Path(str(files("exoannotate"))) / "_resources"
    return shipped if shipped.is_dir() else Path(__file__).parents[2] / "resources"


def path(*parts: str) -> Path:
    """The path of one shipped file. Raises FileNotFoundError that names it when the installation lacks it."""
    found = root().joinpath(*parts)
    if not found.exists():
        raise FileNotFoundError(f"This installation lacks the file {'/'.join(parts)}.")
    return found


def text(*parts: str) -> str:
    """The text of one shipped file."""
    return path(*parts).read_text(encoding="utf-8")
