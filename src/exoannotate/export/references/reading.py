"""What all readers of reference files give, and how bytes become text whatever program wrote them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from exoannotate.domain.errors import BadValueError
from exoannotate.domain.works import Work

MOST_BYTES = 200 << 20
"""A larger file is no bibliography."""

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Problem:
    """An entry that was left out: its number in the file from 1, its key or first words, and why."""

    number: int
    name: str
    why: str

    def sentence(self) -> str:
        """For a person."""
        named = f" ({self.name})" if self.name else ""
        return f"Entry {self.number}{named} was left out: {self.why}."


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds: works, and the entries that could not be read."""

    works: tuple[Work, ...]
    problems: tuple[Problem, ...] = ()


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8 or UTF-16 with a mark, else UTF-8, else Windows Latin. Line ends become \\n.

    Raises BadValueError for what is no text.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(name, "replace")
            break
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    if "\0" in text:
        raise BadValueError("This file holds no text, so it is no list of references.", "Nothing was changed.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_RETRACTED = re.compile(
    r"\W*retracted(?: article| publication| paper)?\s*[:\]–—-]|.*\[retracted[^\]]*\]\W*\Z", re.IGNORECASE | re.DOTALL
)


def whole_doi(text: str) -> str:
    """The DOI in what a file gives as one: without “https://doi.org/” and what follows it. "" when there is none."""
    found = _DOI.search(unquote(text) if "%" in text else text)
    return found.group().rstrip(".,;") if found else ""


def retracted(title: str, kinds: Iterable[str], notes: Iterable[str]) -> bool:
    """Whether a file says that a paper was retracted: in its title, as its kind, or in a note that says only that."""
    if _RETRACTED.match(title) or any("retracted publication" in kind.casefold() for kind in kinds):
        return True
    return any(note.strip(" .").casefold() in ("retracted", "retracted publication") for note in notes)


def not_one(kind: str, why: str) -> BadValueError:
    """The error of a file that is not what it should be."""
    return BadValueError(f"This is no {kind} file: {why}.", "Nothing was changed. Export it again from where it came.")
