"""EXPORTERS: every format the evidence table can be exported to."""

from __future__ import annotations

from pathlib import Path

from exoannotate.domain.errors import BadValueError
from exoannotate.export import csv, json, jsonld, latex, markdown, parquet, web, word, xlsx
from exoannotate.export.exporter import Exporter, Options, Report
from exoannotate.export.references import bibtex, csl_json, nbib, ris
from exoannotate.export.table import Bundle
from exoannotate.export.target import replacing

EXPORTERS: tuple[Exporter, ...] = (
    xlsx.EXPORTER,
    word.EXPORTER,
    web.EXPORTER,
    csv.CSV,
    csv.TSV,
    markdown.EXPORTER,
    latex.EXPORTER,
    json.EXPORTER,
    jsonld.EXPORTER,
    parquet.EXPORTER,
    bibtex.EXPORTER,
    ris.EXPORTER,
    csl_json.EXPORTER,
    nbib.EXPORTER,
)


def exporter(name: str) -> Exporter:
    """The exporter of a format. Raises BadValueError that names the formats."""
    for known in EXPORTERS:
        if known.name == name.strip().casefold().removeprefix("."):
            return known
    names = ", ".join(known.name for known in EXPORTERS)
    raise BadValueError(f"There is no export format “{name}”.", f"The formats are: {names}.")


def save(name: str, bundle: Bundle, path: Path, options: Options | None = None) -> Report:
    """Writes the bundle to ``path`` in the format ``name``; the file there is replaced only by a complete one.

    Raises BadValueError for an unknown format and ExoError when the disk or the format refuses.
    """
    chosen = exporter(name)
    with replacing(path) as stream:
        return chosen.write(bundle, stream, options or Options())
