"""Which hyphens at line ends stay: told by the words the document uses elsewhere. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

_TOKEN = re.compile(r"[^\W\d_][\w]*(?:[-\u2010\u2011][\w]+)*")
_HYPHENS = str.maketrans("\u2010\u2011", "--")
_COMPOUND_LINES = (
    "based like induced related associated mediated derived dependent independent specific resistant sensitive",
    "positive negative free type term scale driven treated expressing binding targeting coated loaded enriched",
    "deficient rich wide out up down",
)
_COMPOUNDS = frozenset(word for line in _COMPOUND_LINES for word in line.split())


class Words:
    """The words of a document, as far as they help to decide on hyphens."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._auto_at_end = 0
        self._auto_inside = 0

    def add(self, text: str) -> None:
        """Take in the text of a page, line by line as printed."""
        cut = False
        for line in text.splitlines():
            line = line.strip()
            tokens = line.split()
            if not tokens:
                continue
            kept = tokens[1:] if cut else tokens
            cut = tokens[-1][-1] in "-\u2010\u00ad"
            self._auto_at_end += tokens[-1][-1] == "\u2010"
            if cut:
                kept = kept[:-1]
            words = " ".join(kept)
            found = _TOKEN.findall(words)
            if "\u2010" in words or "\u2011" in words:
                self._auto_inside += sum("\u2010" in word for word in found)
                found = [word.translate(_HYPHENS) for word in found]
            self._seen.update([word.lower() for word in found])

    def add_all(self, texts: Iterable[str]) -> Words:
        """Take in several pages."""
        for text in texts:
            self.add(text)
        return self

    def keeps(self, left: str, hyphen: str, right: str) -> bool:
        """Whether the hyphen between the halves of a word at a line end is part of the word."""
        # Some producers break words with U+2010 and print U+002D where the author wrote a hyphen.
        if self._auto_at_end >= 3 and self._auto_inside * 10 <= self._auto_at_end:
            return hyphen != "\u2010"
        before = _last_word(left)
        after = _first_word(right)
        if not before or not after:
            return True
        joined, compound = (before + after).lower(), f"{before}-{after}".lower()
        if joined in self._seen or compound in self._seen:
            return joined not in self._seen
        shouted = before.isalpha() and before.isupper() and after.isalpha() and after.isupper() and len(after) > 2
        if shouted:
            return False
        if before[-1].isdigit() or before[-1].isupper() or after[0].isupper() or after[0].isdigit():
            return True
        if after.lower() in _COMPOUNDS and len(before) > 2:
            return True
        tail = before.rsplit("-", 1)[-1].lower()
        return len(tail) >= 4 and len(after) >= 4 and tail in self._seen and after.lower() in self._seen


def _last_word(text: str) -> str:
    match = re.search(r"[\w-]+$", text.translate(_HYPHENS))
    return match[0].strip("-") if match else ""


def _first_word(text: str) -> str:
    match = re.match(r"[\w-]+", text.translate(_HYPHENS))
    return match[0].strip("-") if match else ""
