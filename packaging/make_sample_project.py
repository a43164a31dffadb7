"""Makes resources/sample/sample.exo from the sample review and its claims, through the program's own functions.

Run it after ``make_sample.py`` and when the file format changes: ``.venv/bin/python packaging/make_sample_project.py``
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[1] / "resources" / "sample"


def main() -> int:
    """Build the project aside, check it, then put it in place."""
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("CONFIG", "CACHE", "DATA"):
            os.environ[f"EXOANNOTATE_{kind}_DIR"] = folder
        from exoannotate.pdf.client import PdfClient
        from exoannotate.store.checks import check
        from exoannotate.workspace import sample
        from exoannotate.workspace.session import Session

        review = Path(folder) / sample.PDF
        shutil.copyfile(SAMPLE / sample.PDF, review)
        made = Path(folder) / sample.PROJECT
        pdf = PdfClient(drawing=False)
        try:
            with Session.create(made, "Sample curator") as session:
                records = sample.fill(session, pdf, review)
        finally:
            pdf.shutdown()
        found = check(made)
        if not found.ok:
            print("\n".join(found.findings))
            return 1
        shutil.copyfile(made, SAMPLE / sample.PROJECT)
    print(f"{SAMPLE / sample.PROJECT}: {records} records, digest {found.digest}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
