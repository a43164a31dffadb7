"""One web page for people without the program: a table, every record with its quotes, pages and pictures, references.

It is read without any script; a small one of our own lets the table be sorted and searched. The page may load nothing
from anywhere: its policy names the one style and the one script by their hash, so that no text of a project, whoever
wrote it, can ever run.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from typing import BinaryIO
from urllib.parse import quote as percent

from exoannotate.domain.citing import cited_as
from exoannotate.domain.evidence import EvidenceRow
from exoannotate.domain.records import Document, Passage
from exoannotate.domain.wording import counted
from exoannotate.export import printed
from exoannotate.export.citing import References, split_doi
from exoannotate.export.exporter import Exporter, Options, Report
from exoannotate.export.printed import CITED, TOLD_BELOW
from exoannotate.export.safe import Cleaner
from exoannotate.export.table import Bundle

STYLE = """
:root { color-scheme: light dark; --line: #8886; --soft: #8881; --mark: #56b4e9; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; } h3 { font-size: 1rem; }
table { border-collapse: collapse; width: 100%; } .wide { overflow-x: auto; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .5rem; text-align: start; vertical-align: top; }
td { overflow-wrap: break-word; unicode-bidi: isolate; } td:first-child { white-space: nowrap; }
th button { all: unset; cursor: pointer; font-weight: 600; } th button:focus-visible { outline: 2px solid var(--mark); }
th[scope=rowgroup] { padding-top: 1rem; }
th[aria-sort=ascending] button::after { content: " \\2191"; }
th[aria-sort=descending] button::after { content: " \\2193"; }
input { font: inherit; margin: .5rem 0; padding: .3rem .5rem; width: 20rem; max-width: 100%; }
article { border-top: 1px solid var(--line); padding: .5rem 0 1rem; } article:target { background: var(--soft); }
dl { display: grid; grid-template-columns: minmax(8rem, 14rem) 1fr; gap: .2rem 1rem; margin: 0; }
dt { color: GrayText; } dd { margin: 0; overflow-wrap: anywhere; unicode-bidi: isolate; }
figure { margin: .8rem 0; }
blockquote { border-inline-start: 3px solid var(--mark); margin: 0; padding-inline-start: 1rem; }
blockquote, figcaption { overflow-wrap: anywhere; unicode-bidi: isolate; } figcaption { color: GrayText; }
img { background: #fff; display: block; margin-top: .5rem; max-width: 100%; }
footer { color: GrayText; font-size: .85rem; margin-top: 3rem; }
@media print { input { display: none; } article, tr { break-inside: avoid; } }
"""

SCRIPT = """
"use strict";
const table = document.querySelector("table");
const groups = [...table.tBodies].map(body => [body, [...body.rows].filter(row => row.cells.length > 1)]);
const order = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
[...table.tHead.rows[0].cells].forEach((head, at) => {
  const button = document.createElement("button");
  button.textContent = head.textContent;
  head.replaceChildren(button);
  button.addEventListener("click", () => {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const text = row => row.cells[at].textContent;
    for (const [body, rows] of groups) {
      rows.sort((a, b) => !text(a) - !text(b) || order.compare(text(a), text(b)) * (down ? -1 : 1));
      body.append(...rows);
    }
  });
});
const input = document.createElement("input");
input.type = "search";
input.placeholder = "Show rows that hold \\u2026";
input.setAttribute("aria-label", input.placeholder);
input.addEventListener("input", () => {
  const words = input.value.toLowerCase().split(/\\s+/);
  for (const [body, rows] of groups) {
    for (const row of rows) row.hidden = !words.every(word => row.textContent.toLowerCase().includes(word));
    body.hidden = rows.every(row => row.hidden);
  }
});
table.parentElement.before(input);
"""


def hash_of(text: str) -> str:
    """A style or script as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


POLICY = (
    f"default-src 'none'; style-src {hash_of(STYLE)}; script-src {hash_of(SCRIPT)}; img-src data:; base-uri 'none'; "
    "form-action 'none'"
)
"""What the page may do: nothing but its own style, script and pictures."""


def _write(bundle: Bundle, stream: BinaryIO, options: Options) -> Report:
    page = _Page(bundle, options)
    for part in page.parts():
        stream.write(part.encode("utf-8"))
        stream.write(b"\n")
    return Report(len(bundle.table.rows), page.cleaner.replaced)


class _Page:
    """The page of one bundle. Every text goes through ``text``; nothing else may stand between tags."""

    def __init__(self, bundle: Bundle, options: Options) -> None:
        self.bundle, self.table, self.options = bundle, bundle.table, options
        self.cleaner = Cleaner()
        self._unfit: dict[str, str] = {}  # what was replaced, so that what stands here twice is counted once
        self.references = References(bundle.contents, options.style, (row.record for row in bundle.table.rows))
        self.documents: dict[str, Document] = {d.id: d for d in bundle.contents.documents}
        self.quotes = printed.quotes(bundle)
        self.columns = tuple(column for column in printed.columns_of(bundle) if column is not CITED)

    def text(self, text: str) -> str:
        """A text of the project as it may stand in the page, also between quotation marks."""
        if text not in self._unfit:
            clean = self.cleaner.text(text)
            if clean == text:
                return escape(text, quote=True)
            self._unfit[text] = clean
        return escape(self._unfit[text], quote=True)

    def parts(self) -> Iterator[str]:
        yield "<!DOCTYPE html>"
        yield '<html lang="en"><head><meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY, quote=True)}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield '<meta name="referrer" content="no-referrer">'
        yield f'<meta name="generator" content="{self.text(printed.origin(self.bundle))}">'
        yield f"<title>Evidence table</title><style>{STYLE}</style></head><body>"
        yield "<h1>Evidence on vesicle cargo and response to therapy</h1>"
        yield f"<p>{self._summary()}</p>"
        yield from self._table()
        yield "<h2>Records and their quotes</h2>"
        for number, row in enumerate(self.options.each(self.table.rows), 1):
            yield from self._record(number, row)
        yield from self._cited()
        yield from self._footer()
        yield f"<script>{SCRIPT}</script></body></html>"

    def _summary(self) -> str:
        count = len(self.table.rows)
        told = counted(count, "record")
        wanted = self.bundle.about.filter
        return f"{told} matching “<bdi>{self.text(wanted)}</bdi>”." if wanted else f"{told}."

    def _table(self) -> Iterator[str]:
        heads = "".join(f'<th scope="col">{self.text(column.head)}</th>' for column in self.columns)
        yield '<div class="wide"><table><thead><tr><th scope="col">No.</th>'
        yield f'{heads}<th scope="col">Ref.</th></tr></thead>'
        number = 0
        for title, rows in self.table.sections():
            yield "<tbody>"
            heading = printed.heading(self.bundle, title)
            if heading:
                wide = len(self.columns) + 2
                yield f'<tr><th colspan="{wide}" scope="rowgroup" dir="auto">{self.text(heading)}</th></tr>'
            for number, row in enumerate(rows, number + 1):  # noqa: B020 - it goes on from group to group
                cells = "".join(f'<td dir="auto">{self.text(self.table.cell(row, c))}</td>' for c in self.columns)
                cited = self.text(self.references.of(row.record))
                yield f'<tr><td><a href="#record-{number}">{number}</a></td>{cells}<td>{cited}</td></tr>'
            yield "</tbody>"
        yield "</table></div>"

    def _record(self, number: int, row: EvidenceRow) -> Iterator[str]:
        name = " – ".join(self.text(part) for part in (row["cargo"], row["therapy"]) if part) or "no name"
        yield f'<article id="record-{number}"><h3>{number}. <bdi>{name}</bdi></h3><dl>'
        for column in self.table.columns:
            cell = "" if column.name in TOLD_BELOW else self.table.cell(row, column)
            if cell:
                yield f'<dt>{self.text(column.head)}</dt><dd dir="auto">{self.text(cell)}</dd>'
        yield "</dl>"
        for passage in self.quotes.get(row.record, ()):
            yield self._quote(passage)
        yield "</article>"

    def _quote(self, passage: Passage) -> str:
        document = self.documents.get(passage.document)
        said = f'<blockquote dir="auto">{self.text(passage.shown)}</blockquote>'
        cited = cited_as(document, passage.page_label) if document is not None else f"p. {passage.page_label}"
        title = f", <cite>{self.text(document.title)}</cite>" if document is not None and document.title else ""
        below = f'<figcaption dir="auto">{self.text(cited)}{title}</figcaption>'
        return f"<figure>{said}{below}{self._picture(passage)}</figure>"

    def _picture(self, passage: Passage) -> str:
        data = self.bundle.pictures.get(passage.picture) if passage.picture else None
        if data is None or not data.startswith(b"\x89PNG\r\n\x1a\n"):
            return ""
        name = "The lines as printed" if passage.quote else "The figure or table as printed"
        return f'<img alt="{name}" src="data:image/png;base64,{base64.b64encode(data).decode("ascii")}">'

    def _cited(self) -> Iterator[str]:
        numbered = self.references.numbered()
        if not numbered:
            return
        styled = self.references.styled()
        if styled:
            from exoannotate.export.summary.page import Listed
            from exoannotate.export.summary.web import Writer

            writer = Writer(bare=True)
            yield f"<h2>References</h2>{writer.block(Listed(styled))}"
            self.cleaner.replaced += writer.cleaner.replaced
            return
        yield "<h2>References</h2><ol>"
        for number, text in numbered:
            words, doi = split_doi(text)
            link = self._link(doi) if doi else ""
            yield f'<li value="{number}"><bdi>{self.text(words)}</bdi>{link}</li>'
        yield "</ol>"

    def _link(self, doi: str) -> str:
        address = f"https://doi.org/{percent(doi, safe='/')}"
        return f'<a rel="noreferrer" href="{escape(address, quote=True)}">https://doi.org/{self.text(doi)}</a>'

    def _footer(self) -> Iterator[str]:
        yield f"<footer>{self.text(printed.made_with(self.bundle))}</footer>"


EXPORTER = Exporter(
    "html",
    ".html",
    "Web page",
    "One file for people without the program: a table to sort and search, every quote with its page, references.",
    _write,
    pictures=True,
)
