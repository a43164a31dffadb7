"""Handing a project on to somebody else, as one file that can be merged again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from exoannotate.domain.errors import ExoError
from exoannotate.store import sharing
from exoannotate.workspace.session import Session


@dataclass(frozen=True, slots=True)
class Shared:
    """The file that was written, and the digest of what it says."""

    out: Path
    digest: str


def share(session: Session, out: Path, *, with_pdfs: bool = False) -> Shared:
    """Write a checked copy of the project to ``out``, without paths of this computer. Raises ExoError."""
    if out.suffix.lower() != ".exo":
        out = out.with_name(f"{out.name}.exo")
    if out.exists() and out.samefile(session.path):
        raise ExoError("This is the project itself.", "Nothing was written. Choose another name for the copy.")
    return Shared(out, sharing.share(session.path, out, with_pdfs=with_pdfs))


def suggested(path: Path) -> Path:
    """A free name for the copy, beside the project."""
    for number in range(1, 1_000):
        name = f"{path.stem} to share{f' {number}' if number > 1 else ''}.exo"
        if not (path.parent / name).exists():
            return path.parent / name
    return path.parent / f"{path.stem} to share.exo"
