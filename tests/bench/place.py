"""Where a row works: folders, test files that are made once and kept, and whether it is the short form."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

PAPERS = (
    "paper_ki67_breast_mdpi.pdf",
    "paper_notch_breast_resistance_review.pdf",
    "paper_jak_stat_plosbiol.pdf",
    "paper_plosone_2014.pdf",
    "paper_trials_16_15.pdf",
    "paper_tumour_angiogenesis.pdf",
)

_SLOW = """
import sys, pymupdf
out = pymupdf.open()
page = out.new_page()
shape = page.new_shape()
for k in range(int(sys.argv[2])):
    x, y = (k * 37) % 500, (k * 91) % 700
    shape.draw_bezier((x, y), (x + 90, y - 60), (x - 60, y + 90), (x + 80, y + 50))
    shape.finish(width=0.4, stroke_opacity=0.5, color=(k % 7 / 7, 0.3, 0.5))
shape.commit()
out.save(sys.argv[1])
"""
_MANY = """
import sys, pymupdf
out = pymupdf.open()
sources = [pymupdf.open(name) for name in sys.argv[3:]]
while len(out) < int(sys.argv[2]):
    for source in sources:
        out.insert_pdf(source, links=False, annots=False, to_page=min(len(source), int(sys.argv[2]) - len(out)) - 1)
        if len(out) >= int(sys.argv[2]):
            break
out.save(sys.argv[1], garbage=0, deflate=False)
"""


@dataclass(frozen=True, slots=True)
class Place:
    """The folders of a run. ``keep`` survives it; ``folder`` is this row's own and goes."""

    keep: Path
    folder: Path
    short: bool

    @property
    def papers(self) -> tuple[Path, ...]:
        """Real papers where the collection is beside the repository, else the sample's own."""
        shared = ROOT.parent / "shared" / "pdfs"
        found = tuple(shared / name for name in PAPERS if (shared / name).exists())
        return found or (ROOT / "resources" / "sample" / "review.pdf",)

    @property
    def paper(self) -> Path:
        """A paper of about twelve pages."""
        return self.papers[0]

    def rounds(self, full: int, short: int = 3) -> int:
        """How many rounds: fewer in the short form."""
        return short if self.short else full

    def pages(self, count: int) -> Path:
        """A PDF of so many pages of papers."""
        return self._made(f"pages-{count}-{len(self.papers)}.pdf", _MANY, str(count), *map(str, self.papers))

    def repeated(self, source: Path, count: int) -> Path:
        """A PDF of so many pages: those of one paper again and again."""
        return self._made(f"repeated-{source.stem}-{count}.pdf", _MANY, str(count), str(source))

    def slow(self) -> Path:
        """A PDF whose one page takes about two seconds to draw."""
        return self._made("slow-8000.pdf", _SLOW, "8000")

    def _made(self, name: str, script: str, *words: str) -> Path:
        path = self.keep / name
        if not path.exists():
            aside = path.with_suffix(".new")
            subprocess.run([sys.executable, "-c", script, str(aside), *words], check=True, capture_output=True)
            aside.replace(path)
        return path


def kept_folder() -> Path:
    """Where made files and compiled bytecode lie between runs."""
    folder = Path(os.environ.get("EXOANNOTATE_BENCH_DIR") or Path(tempfile.gettempdir()) / "exoannotate-bench")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def environment(keep: Path, folder: Path, **more: str) -> dict[str, str]:
    """The environment of what is measured: no settings but its own, compiled bytecode as in an installed program."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "EXOANNOTATE_", "QT_", "XDG_"))}
    return kept | {
        "PYTHONPYCACHEPREFIX": str(keep / "bytecode"),
        "PYTHONPATH": str(ROOT / "src"),
        "QT_QPA_PLATFORM": "offscreen",
        "QT_LOGGING_RULES": "*=false",
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "XDG_RUNTIME_DIR": os.environ.get("XDG_RUNTIME_DIR", str(folder)),
        "HOME": str(folder),
        **more,
    }
