"""What the first pages say about the paper itself: title, authors, DOI, year. Copied from the text or left empty."""

from __future__ import annotations

import re
from dataclasses import dataclass

from exoannotate.domain.pagetext import PageText
from exoannotate.reading.byline import people

# A DOI that was broken over a line after a full stop goes on with at least five digits.
_DOI = re.compile(r"\b10\.\d{4,9}/(?:[^\s\"<>{}|\\^`\[\]]|(?<=\.) (?=\d{5})){1,200}")
_DATE = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+(?:\d{1,2},?\s+)?"
_YEARS = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        r"(?:©|\(c\)|copyright)[^.\n]{0,60}?\b((?:19|20)\d\d)\b",
        r"published[^.\n]{0,60}?\b((?:19|20)\d\d)\b",
        # Trials (2015) 16:15 | Curr. Oncol. 2023, 30, 3079 | J Ex 2024;3:401 | volume 7, pages 57–61 (2023)
        r"[a-z.]\s+\(((?:19|20)\d\d)\)\s+\d+\s*[:(]",
        r"[a-z.·,]\s+((?:19|20)\d\d)\s*[,;]\s*\d{1,4}\s*(?:[,;:(]|\Z)",
        r"\bvol(?:ume|\.)?\s*\d+\b[^\n]{0,40}?\b((?:19|20)\d\d)\b",
        rf"{_DATE}((?:19|20)\d\d)\s*\|\s*vol",
        rf"^\s*{_DATE}((?:19|20)\d\d)\s*$",
        r"accepted[^.\n]{0,60}?\b((?:19|20)\d\d)\b",
        r"(?:received|submitted)[^.\n]{0,60}?\b((?:19|20)\d\d)\b",
    )
)
"""Where a year of publication is printed, the surest first."""
_KIND = re.compile(
    r"^(review|research|original|mini-?review|short|brief|open access)?\s*(article|review|paper|report)$", re.I
)
_NO_TITLE = re.compile(
    r"^(untitled|microsoft word|slide \d|document\d*|.*\.(docx?|pdf|indd|tex|dvi|qxd|eps)$)|^[\d\W]*$", re.I
)


@dataclass(frozen=True, slots=True)
class Bibliography:
    """Bibliographic data found in a PDF; "" or None where it does not say."""

    title: str = ""
    doi: str = ""
    year: int | None = None
    authors: str = ""


def bibliography(
    first_pages: tuple[PageText, ...], metadata_title: str = "", metadata: str = "", metadata_author: str = ""
) -> Bibliography:
    """Title, authors, DOI and year of a paper from its first pages and its PDF metadata."""
    body = "\n".join(page.text for page in first_pages)
    printed = body + "\n" + "\n".join(f.text for page in first_pages for f in page.furniture)
    title = _title(first_pages, metadata_title, body)
    return Bibliography(title, _doi(metadata, printed), _year(printed), people(first_pages, title, metadata_author))


def _doi(metadata: str, printed: str) -> str:
    for text in (metadata, printed):
        found = _DOI.search(text)
        if found:
            return found.group().replace(" ", "").rstrip(".,;:)'’”").rstrip("(")
    return ""


def _year(printed: str) -> int | None:
    for pattern in _YEARS:
        if found := pattern.search(printed):
            return int(found.group(1))
    return None


def _title(first_pages: tuple[PageText, ...], metadata_title: str, body: str) -> str:
    given = " ".join(metadata_title.split())
    letters = "".join(c for c in given.casefold() if c.isalnum())
    if len(given) >= 12 and not _NO_TITLE.match(given):
        there = "".join(c for c in body.casefold() if c.isalnum())
        if letters in there or not there:
            return given
    for page in first_pages:
        found = _largest(page)
        if found:
            return found
    return given if not _NO_TITLE.match(given) else ""


def _largest(page: PageText) -> str:
    """The longest run of lines in the largest type in the upper part of the page, if it reads like a title."""
    sizes = sorted({round(line.size, 1) for line in page.lines if line.y < page.height * 0.6}, reverse=True)
    for size in sizes[:3]:
        run = [n for n, line in enumerate(page.lines) if abs(line.size - size) < 0.3 and line.y < page.height * 0.6]
        groups: list[list[int]] = []
        for n in run:
            if groups and n == groups[-1][-1] + 1:
                groups[-1].append(n)
            else:
                groups.append([n])
        for group in groups:
            lines = [page.text[page.lines[n].start : page.lines[n].end] for n in group]
            start = page.lines[group[1 if len(group) > 1 and _KIND.match(lines[0].strip()) else 0]].start
            text = " ".join(page.text[start : page.lines[group[-1]].end].split())
            if 20 <= len(text) <= 400 and len(text.split()) >= 3:
                return text
    return ""
