"""Names of microRNAs: the species and the arm that people leave out, and the many ways to write the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exoannotate.suggest import layout

_WHOLE = re.compile(r"(hsa|mmu|rno)-(?:mi[rR]|let)-[0-9a-z*.-]+", re.IGNORECASE)
_ARM = re.compile(r"-[35]p$")
_STARRED = re.compile(r"\*$")
_WRITTEN = re.compile(r"(?P<species>(?:hsa|mmu|rno)-)?(?:(?i:micro-?rna|mirna)|mi-?[rR])(?:s\b)?[-_ ]?(?=\d)")
_LET = re.compile(r"(?P<species>(?:hsa|mmu|rno)-)?[Ll][Ee][Tt][-_ ]?(?=7)")

HUMAN = "hsa-"
"""Begins the names of human microRNAs, where people leave it out."""
ARM_NOT_STATED = "Arm not stated."
HAIRPIN = "The hairpin (precursor), not the mature microRNA."
MATURE = "The mature microRNA, not the hairpin."


def shorter(name: str) -> Iterator[tuple[int, int, int]]:
    """The pieces of a name of miRBase that people write for it: first and last character, and flags of the layout."""
    whole = _WHOLE.fullmatch(name)
    if whole is None:
        return
    last = len(name)
    human = whole.group(1) == "hsa"
    if human:
        yield 4, last, layout.DERIVED
    if _ARM.search(name):
        yield 0, last - 3, layout.DERIVED | layout.ARMLESS
        if human:
            yield 4, last - 3, layout.DERIVED | layout.ARMLESS


def written(text: str) -> str:
    """A typed microRNA as miRBase writes it ("microRNA 21" is miR-21); any other text as it is.

    "mir" stays, as miRBase keeps it for the hairpin.
    """
    found = _WRITTEN.match(text)
    if found:
        hairpin = "R" not in found.group() and "rna" not in found.group()
        return f"{found.group('species') or ''}{'mir' if hairpin else 'miR'}-{text[found.end() :]}"
    found = _LET.match(text)
    return f"{found.group('species') or ''}let-{text[found.end() :]}" if found else text


def is_hairpin_writing(text: str) -> bool | None:
    """Whether a text is written as a hairpin ("mir"), or as a mature form ("miR"); None when it says neither."""
    if "miR-" in text:
        return False
    return True if "mir-" in text else None


def arm_stated(name: str) -> bool:
    """Whether a name says which arm it means."""
    return bool(_ARM.search(name) or _STARRED.search(name))
