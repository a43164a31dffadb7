"""The program's door: ``exoannotate`` or ``python -m exoannotate``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run a command, or open the window when none is named; ends the process with 0, 1 or 2."""
    if sys.argv[1:2] == ["--pdf-worker"]:
        # An installed program has no interpreter to give a module to: it starts itself as its worker.
        from exoannotate.pdf.worker import main as work

        work()
        return
    from exoannotate.cli import main as run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
