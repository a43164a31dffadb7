"""The marks by which a sentence cites: [12], [1,2-5], (Lin et al., 2021)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBERS = re.compile(r"\[\d{1,4}(?:\s?[,;–‐-]\s?\d{1,4}){0,40}\]")
_NAMES = re.compile(r"\([^()]{2,300}?\b(?:19|20)\d\d[a-z]?(?:/[a-z])?\)")
_NARRATIVE = re.compile(
    r"\b[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?(?: et al\.?| and [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)? \((?:19|20)\d\d[a-z]?\)"
)


def marks(sentence: str) -> Iterator[tuple[int, int]]:
    """Where marks begin and end, from left to right."""
    found = [m.span() for m in _NUMBERS.finditer(sentence)]
    found += [m.span() for m in _NARRATIVE.finditer(sentence)]
    found += [m.span() for m in _NAMES.finditer(sentence) if not any(a <= m.start() < b for a, b in found)]
    return iter(sorted(found))
