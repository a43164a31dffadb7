"""Citation styles: how papers are cited in a text and listed behind it, by the CSL files that come along.

Decision (2026-11): citeproc-py writes the entries and the marks of author-year styles. It knows neither ranges of
numbers nor letters behind equal years, so both are made here: numbers from what a style's own layout says of them,
letters by asking it again with the year and its letter.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any
from xml.etree import ElementTree

from exoannotate import resources
from exoannotate.domain import works
from exoannotate.domain.errors import BadValueError
from exoannotate.domain.records import Document, Study
from exoannotate.domain.wording import shortened
from exoannotate.domain.works import Work
from exoannotate.export.citing import RETRACTED, document_text, study_text
from exoannotate.export.safe import Cleaner
from exoannotate.export.spans import Span, Spans, hidden, parsed, plain, runs, stripped


@dataclass(frozen=True, slots=True)
class Style:
    """One style. ``file``: its CSL file, "" for the program's own; ``numbered``: papers are cited by number."""

    id: str
    label: str
    file: str
    numbered: bool = True


STYLES: tuple[Style, ...] = (
    Style("plain", "Plain: [1–3], with the DOI", ""),
    Style("vancouver", "Vancouver (NLM): (1–3)", "nlm-citation-sequence"),
    Style("elsevier", "Vancouver (Elsevier): [1–3]", "elsevier-vancouver"),
    Style("nature", "Nature: raised numbers", "nature"),
    Style("ama", "AMA, Neuro-Oncology: raised numbers", "american-medical-association"),
    Style("cell", "Cell: raised numbers", "cell"),
    Style("ieee", "IEEE: [1]–[3]", "ieee"),
    Style("jcmm", "J. Cell. Mol. Med. (Wiley): [1–3]", "journal-of-cellular-and-molecular-medicine"),
    Style("apa", "APA: (Li et al., 2019)", "apa", numbered=False),
    Style("harvard", "Harvard (Elsevier): (Li et al., 2019)", "elsevier-harvard", numbered=False),
)
PLAIN = STYLES[0]


def style(text: str) -> Style:
    """The style a user means, "" for the plain one. Raises BadValueError that names them."""
    wanted = text.strip().casefold().removesuffix(".csl")
    for known in STYLES:
        if wanted in (known.id, known.file) and wanted:
            return known
    if not wanted:
        return PLAIN
    names = ", ".join(known.id for known in STYLES)
    raise BadValueError(f"There is no citation style “{text.strip()}”.", f"The styles are: {names}.")


@dataclass(frozen=True)  # without slots: what is known of it is worked out once
class Paper:
    """A paper that can be cited: a row of the project, or, where a record names its study in words alone, these."""

    row: Study | Document | None
    words: str = ""

    @cached_property
    def work(self) -> Work | None:
        """What is known of it; None for words alone."""
        return works.of(self.row) if self.row is not None else None

    @property
    def retracted(self) -> bool:
        """Whether it was retracted, as the row or the printed entry says."""
        return self.work is not None and self.work.retracted

    @property
    def text(self) -> str:
        """As the plain style lists it."""
        if isinstance(self.row, Study):
            return study_text(self.row)
        return document_text(self.row) if self.row is not None else " ".join(self.words.split())


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a reference list. ``label``: “3.” or “[3]”, "" where papers have no numbers."""

    key: str
    label: str
    spans: Spans
    retracted: bool = False


class Cited:
    """The papers of one text, in the order in which they are cited, in one style. What no paper is known for is listed
    by its key, so that nothing cited can be missing from the list."""

    def __init__(self, keys: Sequence[str], papers: Mapping[str, Paper], of: Style = PLAIN) -> None:
        self.style = of
        self._keys = tuple(dict.fromkeys(keys))
        self._number = {key: number for number, key in enumerate(self._keys, 1)}
        self._papers = {key: papers.get(key) or Paper(None, key) for key in self._keys}
        self._processor = _Processor(of, self._papers) if of.file and self._keys else None

    def mark(self, keys: Iterable[str]) -> Spans:
        """What stands in the text where papers are cited."""
        wanted = tuple(dict.fromkeys(keys))
        if self._processor is not None and not self.style.numbered:
            return self._processor.mark(wanted)
        layout = _layout(self.style.file)
        return (Span(layout.marks(self._number[key] for key in wanted), raised=layout.raised),)

    def entries(self) -> tuple[Entry, ...]:
        """The list of references; what was retracted says so."""
        told = (Span(RETRACTED, bold=True),)
        return tuple(replace(e, spans=told + e.spans) if e.retracted else e for e in self._entries())

    def _entries(self) -> tuple[Entry, ...]:
        if self._processor is None:
            return tuple(
                Entry(key, f"{self._number[key]}.", (Span(paper.text),), paper.retracted)
                for key, paper in self._papers.items()
            )
        told = self._processor.entries()
        if not self.style.numbered:
            return tuple(Entry(key, "", spans, self._papers[key].retracted) for key, spans in told)
        label = _layout(self.style.file).label
        return tuple(
            Entry(key, label.format(self._number[key]), spans, self._papers[key].retracted)
            for key, spans in sorted(told, key=lambda one: self._number[one[0]])
        )


# Numbers ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Layout:
    """How numbers stand in a text: around all of them, around each, and between two."""

    prefix: str = "["
    suffix: str = "]"
    before: str = ""
    after: str = ""
    between: str = ","
    raised: bool = False
    label: str = "{}."

    def marks(self, numbers: Iterable[int]) -> str:
        """“1–3,5”: three or more that follow one another are a range."""
        parts: list[str] = []
        for first, last in runs(numbers):
            if last - first >= 2:
                parts.append(f"{self._one(first)}–{self._one(last)}")
            else:
                parts += map(self._one, range(first, last + 1))
        return f"{self.prefix}{self.between.join(parts)}{self.suffix}"

    def _one(self, number: int) -> str:
        return f"{self.before}{number}{self.after}"


_CSL = {"csl": "http://purl.org/net/xbiblio/csl"}


@lru_cache(maxsize=len(STYLES))
def _layout(file: str) -> _Layout:
    if not file:
        return _Layout()
    root = ElementTree.fromstring(resources.text("styles", f"{file}.csl"))
    of = root.find("csl:citation/csl:layout", _CSL)
    group = root.find("csl:citation/csl:layout/csl:group[csl:text]", _CSL)
    listed = next((text for text in root.findall("csl:bibliography/csl:layout//csl:text", _CSL)
                   if text.get("variable") == "citation-number"), None)  # fmt: skip
    around, each = (of.attrib if of is not None else {}), (group.attrib if group is not None else {})
    holds_number = group is not None and any(t.get("variable") == "citation-number" for t in group)
    each = each if holds_number else {}
    label = listed.attrib if listed is not None else {}
    return _Layout(
        around.get("prefix", ""),
        around.get("suffix", "").rstrip(),
        each.get("prefix", ""),
        each.get("suffix", ""),
        around.get("delimiter", ","),
        around.get("vertical-align") == "sup",
        f"{label.get('prefix', '')}{{}}{label.get('suffix', '').rstrip()}",
    )


# Words -----------------------------------------------------------------------------------------------------------


class _Processor:
    """citeproc-py at work on the papers of one text."""

    def __init__(self, of: Style, papers: Mapping[str, Paper]) -> None:
        self._style, self._papers = of, papers
        self._ids = {key: f"p{number}" for number, key in enumerate(papers)}
        self._keys = {id: key for key, id in self._ids.items()}
        items = {key: _item(paper) for key, paper in papers.items()}
        self._begin(items)
        if not of.numbered and self._letter(items):
            self._begin(items)

    def _begin(self, items: Mapping[str, dict[str, Any]]) -> None:
        import citeproc
        from citeproc.source.json import CiteProcJSON

        path = resources.path("styles", f"{self._style.file}.csl")
        known = citeproc.CitationStylesStyle(str(path), validate=False, locale="en-US")
        source = CiteProcJSON([{**item, "id": self._ids[key]} for key, item in items.items()])
        self._made = citeproc.CitationStylesBibliography(known, source, citeproc.formatter.html)
        self._made.register(self._citation(items))
        if not self._style.numbered:
            self._made.sort()

    def _citation(self, keys: Iterable[str]) -> Any:  # citeproc-py has no types
        import citeproc

        return citeproc.Citation([citeproc.CitationItem(self._ids[key]) for key in keys])

    def _letter(self, items: Mapping[str, dict[str, Any]]) -> bool:
        """Give papers that would be cited alike a letter behind the year, in the order of the list."""
        alike: dict[str, list[str]] = {}
        for id in self._made.keys:
            key = self._keys[id]
            alike.setdefault(plain(self.mark((key,))), []).append(key)
        found = False
        for keys in alike.values():
            for letter, key in zip(string.ascii_lowercase, keys if len(keys) > 1 else (), strict=False):
                year = items[key].get("issued", {}).get("date-parts", [["n.d."]])[0][0]
                items[key]["issued"] = {"literal": f"{year}{letter}"}
                found = True
        return found

    def mark(self, keys: Sequence[str]) -> Spans:
        """Papers cited together."""
        citation = self._citation(keys)
        citation.bibliography = self._made
        return stripped(_read(str(self._made.cite(citation, lambda item: None))))

    def entries(self) -> list[tuple[str, Spans]]:
        """The list in the order of the style."""
        listed = self._made.bibliography()
        found = []
        for id, marked in zip(self._made.keys, listed, strict=True):
            key = self._keys[id]
            paper = self._papers[key]
            spans = stripped(_read(str(marked)))
            spans = _without_label(spans) if self._style.numbered else spans
            work = paper.work
            told = work is not None and work.title and work.authors  # else a style would make nonsense of it
            found.append((key, _once(spans, work.doi) if work is not None and told and spans else (Span(paper.text),)))
        return found


_AND_OTHERS = re.compile(r",? (?:&amp;|&|and) et al\.")


def _read(marked: str) -> Spans:
    """What the processor wrote. “et al.” stands for people the project does not name; styles take it for a name."""
    return parsed(_AND_OTHERS.sub(" et al.", marked))


def _once(spans: Spans, doi: str) -> Spans:
    """An entry whose DOI stands there once: styles put it where volume and pages are missing, too."""
    end = f" doi:{doi}."
    if doi and plain(spans).count(doi) > 1 and spans[-1].text.endswith(end):
        return (*spans[:-1], Span(f"{spans[-1].text.removesuffix(end)}."))
    return spans


def _without_label(spans: Spans) -> Spans:
    """An entry without the number in front, which stands in a column of its own."""
    first, *rest = spans
    text = re.sub(r"^\s*[\[(]?\d+[\])]?[.:]?\s*", "", first.text, count=1)
    return tuple(span for span in (replace(first, text=text), *rest) if span.text)


_WANTED = ("type", "title", "author", "editor", "issued", "container-title", "container-title-short", "volume", "issue",
           "page", "DOI", "PMID", "publisher", "publisher-place", "edition", "URL")  # fmt: skip
"""What a list of references says of a paper; abstracts and keywords only take time."""


def _item(paper: Paper) -> dict[str, Any]:
    """A paper as CSL-JSON, its signs of markup hidden from the processor."""
    work = paper.work
    if work is not None and work.title and work.authors:
        item = works.as_csl(work)
        item = {name: item[name] for name in _WANTED if name in item}
        for person in item["author"]:
            if _INITIALS.fullmatch(person.get("given", "")):  # “ZH” is two names
                person["given"] = " ".join(f"{letter}." for letter in person["given"])
    else:
        first = works.of(paper.row).authors[:1] if paper.row is not None else ()
        name = first[0].family or first[0].literal if first else ""
        item = {
            "type": works.ARTICLE,
            "title": paper.text,
            "author": [{"literal": name or shortened(paper.text, _NAMED)}],
        }
        if paper.row is not None and paper.row.year:
            item["issued"] = {"date-parts": [[paper.row.year]]}
    return _hidden(item)  # type: ignore[no-any-return]


_INITIALS = re.compile("[A-ZÀ-Þ]{2,4}")
_NAMED = 40
"""Letters of a paper's words that stand for its author where nobody is named."""


def _hidden(value: Any) -> Any:
    match value:
        case str():
            return hidden(" ".join(Cleaner().text(value).split()))
        case list():
            return [_hidden(one) for one in value]
        case dict():
            return {name: _hidden(one) for name, one in value.items()}
    return value
