"""The program's door: ``exoannotate`` or ``python -m exoannotate``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run a command, or open the window when none is named; ends the process with 0, 1 or 2."""
    from exoannotate.cli import main as run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
