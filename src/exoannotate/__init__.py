"""exoannotate: highlight passages of review PDFs, link them to structured evidence records, share and export them."""

from __future__ import annotations

__version__ = "0.1.0"
