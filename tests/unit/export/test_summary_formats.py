"""A summary in each format, read back by another program: the same words, hostile text still text, the same bytes."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from markdown_it import MarkdownIt

from exoannotate.domain.flow import Counts
from exoannotate.domain.records import Study
from exoannotate.export.spans import plain
from exoannotate.export.styles import Paper, style
from exoannotate.export.summary import page, web
from exoannotate.export.summary.building import build
from exoannotate.export.summary.page import Heading, Listed, Page, Prose
from exoannotate.export.summary.writing import WRITERS, format_of

from .samples import HOSTILE, UNFIT
from .test_summary_model import material

EVIL = (
    "<script>alert(1)</script>",
    "\\input{/etc/passwd}",
    "a % b & c # d _ e ^ f ~ g $ h",
    "[x](javascript:alert(1))",
    "<img src=x onerror=y>",
    "| --- |",
    "1. one",
    "# head",
    "**bold** `code`",
    "{{ 7*7 }}",
    UNFIT,
)
TEXTS = tuple(text for text in (*HOSTILE, *EVIL) if text.strip())


@pytest.fixture(scope="module")
def hostile() -> Page:
    told = [
        {
            "cargo": text,
            "therapy": text,
            "effect": "resistance increased",
            "perturbation": "natural transfer",
            "claim": "",
            "primary_study": f"12. Li X. A study of {number}: {text}. J Test. 2019.",
            "status": "complete",
            "donor": text,
            "targets": text,
            "system": "cell line",
            "document": "d1",
        }
        for number, text in enumerate(TEXTS)
    ]
    made, _ = material(told, ("cargo", "therapy"), drafts=False)
    papers = {
        key: Paper(Study(key, "d1", "x", authors=f"Li {text}", year=2019, title=f"On {text} in cells", journal=text))
        for key, text in zip(made.found.papers.values(), TEXTS, strict=True)
    }
    return page.page(build(made, Counts(documents=1), "structured"), papers, style("elsevier"))


def written(of: Page, suffix: str) -> bytes:
    stream = io.BytesIO()
    format_of(Path(f"x{suffix}")).write(of, stream)
    return stream.getvalue()


def words(of: Page) -> list[str]:
    """The paragraphs and references, as every reader should find them."""
    told = []
    for block in of.whole:
        if isinstance(block, Prose):
            told.append("".join(plain(part.spans) for part in block.parts))
        elif isinstance(block, Listed):
            told += [plain(entry.spans) for entry in block.entries]
        elif isinstance(block, Heading):
            told.append(block.text)
    return [flat(one) for one in told]


def flat(text: str) -> str:
    return " ".join(
        re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U0001ffff]", "\ufffd", text).split()
    )


def test_word(hostile: Page) -> None:
    document = docx.Document(io.BytesIO(written(hostile, ".docx")))
    found = [flat(re.sub(r"^\[\d+\]\t", "", paragraph.text)) for paragraph in document.paragraphs if paragraph.text]
    for one in words(hostile):
        assert any(one == told or told.endswith(f": {one}") for told in found), one
    marks = [mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))]
    assert marks == [f"clause_{number}" for number in hostile.clauses]
    assert all(
        not part.rels or all(not rel.is_external for rel in part.rels.values())
        for part in document.part.package.iter_parts()
    )
    assert len(document.tables[-1].rows) == len(TEXTS) + 1  # the records, each on a line


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.records: dict[str, str] = {}
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        given = dict(attrs)
        assert not [name for name in given if name.startswith("on")]
        assert (given.get("href") or "https://").startswith(("https://doi.org/", "https://"))
        if given.get("class") == "clause":
            self.records[given["id"] or ""] = given["data-records"] or ""
        if tag in ("p", "li", "h1", "h2", "h3", "th", "td"):
            self.text.append("")

    def handle_data(self, data: str) -> None:
        if self.text:
            self.text[-1] += data


def test_web_page(hostile: Page) -> None:
    reader = Reader()
    reader.feed(written(hostile, ".html").decode())
    assert not reader.tags & {"script", "img", "iframe", "object", "link"}
    assert reader.records == {f"clause-{n}": " ".join(records) for n, records in hostile.clauses.items()}
    found = [flat(re.sub(r"^\[\d+\]", "", one)) for one in reader.text]
    for one in words(hostile):
        assert any(one == told or told.endswith(f": {one}") for told in found), one
    assert web.POLICY.startswith("default-src 'none'")


def test_markdown(hostile: Page) -> None:
    text = written(hostile, ".md").decode()
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    reader = Reader()
    reader.feed(html)
    assert not reader.tags & {"script", "img", "b", "code", "hr", "blockquote"}
    assert {"h1", "h2", "h3", "li", "table"} <= reader.tags
    found = {flat(one) for one in reader.text}
    for one in words(hostile):
        assert any(one == told or told.endswith(f": {one}") for told in found), one


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
def test_latex(hostile: Page, tmp_path: Path) -> None:
    (tmp_path / "x.tex").write_bytes(written(hostile, ".tex"))
    run = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-no-shell-escape", "x.tex"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    assert run.returncode == 0, re.findall(r"^!.*(?:\n.*){3}", run.stdout, re.MULTILINE)[:3]
    assert (tmp_path / "x.pdf").stat().st_size > 10_000


def test_the_same_page_gives_the_same_bytes(hostile: Page, a_year_later: Callable[[], None]) -> None:
    first = [written(hostile, of.suffix) for of in WRITERS]
    a_year_later()
    assert [written(hostile, of.suffix) for of in WRITERS] == first
