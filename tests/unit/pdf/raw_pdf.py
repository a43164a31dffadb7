"""PDFs written object by object, for what no ordinary program would write."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]{}>>"


def write_pdf(path: Path, objects: Sequence[str]) -> Path:
    """A PDF whose objects 1, 2, … are these; the first is the catalogue."""
    parts = [b"%PDF-1.7\n"]
    place = len(parts[0])
    places = []
    for number, content in enumerate(objects, 1):
        places.append(place)
        parts.append(f"{number} 0 obj{content}endobj\n".encode("latin-1"))
        place += len(parts[-1])
    rows = "".join(f"{offset:010d} 00000 n \n" for offset in places)
    parts.append(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}".encode())
    parts.append(f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{place}\n%%EOF".encode())
    path.write_bytes(b"".join(parts))
    return path


def one_page(path: Path, *, page: str = "", catalogue: str = "", more: Sequence[str] = ()) -> Path:
    """A PDF of one page, 200 x 300 points (object 3), with entries in its page and its catalogue; ``more`` from 4."""
    tree = "<</Type/Pages/Count 1/Kids[3 0 R]>>"
    return write_pdf(path, [f"<</Type/Catalog/Pages 2 0 R{catalogue}>>", tree, PAGE.format(page), *more])
