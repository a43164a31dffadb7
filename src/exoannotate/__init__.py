"""exoannotate: highlight passages of review PDFs, link them to structured evidence records, share and export them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from exoannotate.workspace.notebook import read_evidence as read_evidence

__all__ = ["__version__", "read_evidence"]


def __getattr__(name: str) -> Any:
    """``read_evidence`` is imported when it is used, so that ``import exoannotate`` stays light."""
    if name == "read_evidence":
        from exoannotate.workspace.notebook import read_evidence

        return read_evidence
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
