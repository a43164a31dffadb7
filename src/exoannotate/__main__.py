"""The program's door: ``exoannotate`` or ``python -m exoannotate``."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run a command, or open the window when none is named; ends the process with 0, 1 or 2."""
    if sys.argv[1:2] == ["--pdf-worker"]:
        # An installed program has no interpreter to give a module to: it starts itself as its worker.
        from exoannotate.pdf.worker import main as work

        work()
        return
    if sys.argv[1:2] == ["--sql-guard"]:
        from exoannotate.store.guard import main as answer

        answer()
        return
    if sys.argv[1:2] == ["--build-vocabulary"]:
        from exoannotate.suggest.building import main as build

        build(sys.argv[2:])
        return
    words = sys.argv[1:]
    if all(word.lower().endswith((".exo", ".pdf")) and os.path.exists(word) for word in words):
        # Nothing but files, or nothing at all: the window, without the commands, whose import takes longer than Qt's.
        from pathlib import Path

        from exoannotate.ui import app

        paths = [Path(word) for word in words]
        projects = [path for path in paths if path.suffix.lower() == ".exo"]
        sys.exit(app.run(projects[0] if projects else None, [path for path in paths if path not in projects]))
    from exoannotate.cli import main as run

    sys.exit(run(words))


if __name__ == "__main__":
    main()
