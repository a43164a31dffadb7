"""A reference file of any kind: which kind it is, is told by what stands in it, not by its name."""

from __future__ import annotations

from collections.abc import Callable

from exoannotate.domain.errors import BadValueError
from exoannotate.export.references import bibtex, csl_json, nbib, ris
from exoannotate.export.references.reading import MOST_BYTES, Found, decoded

_READERS: tuple[tuple[str, Callable[[str], bool], Callable[[bytes], Found]], ...] = (
    ("CSL-JSON", lambda text: text.lstrip()[:1] in ("[", "{"), csl_json.read),
    ("PubMed", nbib.is_one, nbib.read),
    ("RIS", ris.is_one, ris.read),
    ("BibTeX", bibtex.is_one, bibtex.read),
)


def read(data: bytes) -> tuple[str, Found]:
    """The kind of a file and what it holds. Raises BadValueError with a sentence when it is no reference file."""
    if not data.strip():
        raise BadValueError("This file is empty.", "Nothing was changed.")
    if len(data) > MOST_BYTES:
        raise BadValueError("This file is larger than any list of references.", "Nothing was changed.")
    text = decoded(data)
    for kind, is_one, reader in _READERS:
        if is_one(text):
            return kind, reader(data)
    raise BadValueError(
        "This file holds no references and no evidence that exoannotate can read.",
        "Nothing was changed. It reads RIS, BibTeX, PubMed .nbib, CSL-JSON and its own exports of evidence.",
    )
