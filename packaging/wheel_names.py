"""Lets a wheel bring the index of names along, so that the first look-up costs no more than any later one.

The index is built while the wheel is made: some seconds then, 28 MB more once installed. It is not part of the source:
dev.py builds it into a checkout, and else the program into the folder of caches when a name is first wanted.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NAME = "names.bin"


class NamesHook(BuildHookInterface):  # type: ignore[misc]  # hatchling is there while a wheel is made only
    """Builds the index aside and adds it to the wheel."""

    PLUGIN_NAME = "custom"
    _folder: tempfile.TemporaryDirectory[str] | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before the wheel is made. An editable installation is a checkout and brings nothing."""
        if version == "editable":
            return
        tables = Path(self.root) / "resources" / "vocabularies"
        out = tables / NAME
        if not out.exists():  # a checkout that was set up has one, which comes along with its folder
            self._folder = tempfile.TemporaryDirectory(prefix="exoannotate-names-")
            out = Path(self._folder.name) / NAME
            build_data["force_include"][str(out)] = f"exoannotate/_resources/vocabularies/{NAME}"
        subprocess.run(
            [sys.executable, "-S", "-m", "exoannotate.suggest.building", str(out), str(tables)],
            env={**os.environ, "PYTHONPATH": str(Path(self.root) / "src"), "PYTHONUTF8": "1"},
            check=True,
        )

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """After it."""
        if self._folder is not None:
            self._folder.cleanup()
