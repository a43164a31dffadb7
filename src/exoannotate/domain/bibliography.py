"""What a document's bibliographic data may hold: read from what a person typed or pasted, refused with a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from exoannotate.domain.errors import BadValueError
from exoannotate.domain.records import Document

_SAFE = "Nothing was changed."


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a document's bibliographic data: its attribute, label and help in plain words."""

    name: str
    label: str
    help: str
    example: str = ""
    long: bool = False


ENTRIES: tuple[Entry, ...] = (
    Entry("title", "Title", "The title as printed."),
    Entry("authors", "Authors", "All of them, separated by semicolons.", "Surname, A.; Surname, B. C."),
    Entry("year", "Year", "The year it was published.", "2024"),
    Entry("journal", "Journal", "The journal as it is cited."),
    Entry("volume", "Volume", "The volume of the journal.", "12"),
    Entry("issue", "Issue", "The issue of that volume.", "3"),
    Entry("page_range", "Pages", "The pages in the journal, or the number of the article.", "45-57"),
    Entry("doi", "DOI", "The digital object identifier; a pasted link to it will do.", "10.…/…"),
    Entry("pmid", "PMID", "The number in PubMed; a pasted link to it will do.", "1 to 8 digits"),
    Entry("retracted", "Retracted", "“yes” when the paper was retracted, else empty.", "yes"),
    Entry("tags", "Tags", "Words of your own to filter by, separated by semicolons."),
    Entry("note", "Note", "Anything else.", long=True),
)
"""The dialog, the command and the help are drawn from these."""

OLDEST = 1800
MOST_TAGS = 300
_LONGEST = {"title": 2_000, "authors": 20_000, "journal": 500, "tags": 20_000, "note": 100_000}

_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+\Z", re.ASCII)
_DOI_BEFORE = re.compile(r"\A(?:https?://)?(?:(?:dx\.|www\.)?doi\.org/|doi:?\s*)", re.IGNORECASE)
_PMID_BEFORE = re.compile(
    r"\A(?:(?:https?://)?(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/|pmid:?\s*)",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def entry(name: str) -> Entry:
    """The entry called ``name``. Raises BadValueError that names them all."""
    found = next((one for one in ENTRIES if one.name == name), None)
    if found is None:
        names = ", ".join(one.name for one in ENTRIES)
        raise BadValueError(f"A document has no “{name}”.", f"{_SAFE} It has: {names}.")
    return found


def text_of(document: Document, name: str) -> str:
    """What a document says in an entry, as it is typed."""
    held = getattr(document, name)
    if name == "retracted":
        return "yes" if held else ""
    return "" if held is None else str(held)


def with_entry(document: Document, name: str, typed: str) -> Document:
    """The document with one entry as it was typed. Raises BadValueError with a sentence when it cannot be that."""
    entry(name)
    typed = _UNSEEN.sub(" ", typed)
    if name == "year":
        return replace(document, year=_year(typed))
    if name == "retracted":
        return replace(document, retracted=_yes(typed))
    value = _READ.get(name, _line)(typed)
    longest = _LONGEST.get(name, 500)
    if len(value) > longest:
        raise BadValueError(f"The {name} is longer than {longest:,} characters.", _SAFE)
    if name == "title" and not value:
        raise BadValueError("A document needs a title.", f"{_SAFE} Without one nobody would find it in the list.")
    held: dict[str, Any] = {name: value}
    return replace(document, **held)


def tags(text: str) -> tuple[str, ...]:
    """The tags of a document, each once."""
    found: dict[str, str] = {}
    for part in re.split(r"[;\n]", text):
        if tag := " ".join(part.split()):
            found.setdefault(tag.casefold(), tag)
    return tuple(found.values())


def all_tags(documents: Iterable[Document]) -> tuple[str, ...]:
    """The tags of many documents, each once, in the order of the alphabet."""
    found: dict[str, str] = {}
    for document in documents:
        for tag in tags(document.tags):
            found.setdefault(tag.casefold(), tag)
    return tuple(tag for _, tag in sorted(found.items()))


def _line(text: str) -> str:
    return " ".join(text.split())


def _text(text: str) -> str:
    return text.strip()


def _tags(text: str) -> str:
    found = tags(text)
    if len(found) > MOST_TAGS:
        raise BadValueError(f"A document has at most {MOST_TAGS} tags.", _SAFE)
    return "; ".join(found)


def _year(typed: str) -> int | None:
    text, last = typed.strip(), datetime.now(UTC).year + 1
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{4}", text, re.ASCII) or not OLDEST <= int(text) <= last:
        raise BadValueError(
            f"“{text[:40]}” is not a year a paper was published in.", f"{_SAFE} Write {OLDEST} to {last}."
        )
    return int(text)


def _yes(typed: str) -> int:
    text = typed.strip().casefold()
    if text in ("yes", "y", "1", "true", "retracted"):
        return 1
    if text in ("", "no", "n", "0", "false"):
        return 0
    raise BadValueError(f"“{typed.strip()[:40]}” is neither yes nor no.", f"{_SAFE} Write yes, or leave it empty.")


def _doi(typed: str) -> str:
    text = typed.strip()
    link = _DOI_BEFORE.sub("", text)
    text = unquote(link) if link != text and "%" in link else link
    text = text.rstrip(".,;")
    if text and not _DOI.match(text):
        raise BadValueError(f"“{typed.strip()[:80]}” is not a DOI.", f"{_SAFE} A DOI begins with 10. and has a slash.")
    return text


def _pmid(typed: str) -> str:
    text = _PMID_BEFORE.sub("", typed.strip()).rstrip("/")
    if text and not re.fullmatch(r"[1-9][0-9]{0,7}", text, re.ASCII):
        raise BadValueError(f"“{typed.strip()[:80]}” is not a PMID.", f"{_SAFE} A PMID is a number of up to 8 digits.")
    return text


_READ: dict[str, Callable[[str], str]] = {"doi": _doi, "pmid": _pmid, "tags": _tags, "note": _text}
