"""Markdown: read by a parser of its own, no letter of a project means anything but itself."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from exoannotate.domain.evidence import EvidenceRow
from exoannotate.domain.records import Document, Study
from exoannotate.export.bundle import bundle
from exoannotate.export.exporter import Options, Report
from exoannotate.export.formats import exporter
from exoannotate.export.markdown import escaped
from exoannotate.export.table import About, Bundle, ProjectContents, choose

from .samples import HOSTILE, UNFIT, row

ALIVE = (
    "a|b", "|", "\\", "\\|", "`code`", "``", "*a*", "_b_", "**c**", "~~d~~", "[x](javascript:alert)", "![i](x)", "<b>",
    "<script>alert(1)</script>", "<!-- a", "&amp;", "&lt;", "# head", "> quote", "- item", "+ item", "1. item",
    "2) item", "---", "===", "```", "    code", "<http://a>", "https://example.org/x", "www.example.org",
    "a@example.org", "$x^2$", "[^1]", "[a]: http://b", "| --- |", "a\n\nb", "a\n- b", "{.c}",
    "!", ":::", "10.1000/(x)_y",
)  # fmt: skip
"""Texts that mean something in some Markdown."""


def parser() -> MarkdownIt:
    """GitHub's kind of Markdown but for bare links, for which the parser wants a library more."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def written(of: Bundle) -> tuple[str, Report]:
    stream = io.BytesIO()
    report = exporter("markdown").write(of, stream, Options())
    return stream.getvalue().decode("utf-8"), report


def tables(text: str) -> list[list[list[str]]]:
    """The cells of each table as a reader sees them."""
    found: list[list[list[str]]] = []
    for token in (tokens := parser().parse(text)):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append([])
        elif token.type == "inline" and token.level and tokens[tokens.index(token) - 1].type in ("td_open", "th_open"):
            found[-1][-1].append(plain(token))
    return found


def plain(token: Token) -> str:
    assert token.children is not None
    assert {child.type for child in token.children} <= {"text", "text_special"}, token.content
    return "".join(child.content for child in token.children)


def one_line(texts: Sequence[str]) -> list[str]:
    return [" ".join(text.split()) for text in texts]


def test_cells_are_read_back_and_the_columns_keep_their_number() -> None:
    texts = (*HOSTILE, *ALIVE)
    rows = [row(f"r{i}", cargo=text, quote=text) for i, text in enumerate(texts)]
    text, report = written(Bundle(choose(rows, "cargo,quote")))
    assert report == Report(len(texts))
    (table,) = tables(text)
    assert table[0] == ["No.", "Cargo", "Quote", "Ref."]
    assert [line[1:3] for line in table[1:]] == [[cell, cell] for cell in one_line(texts)]
    kinds = {token.type for token in parser().parse(text)}
    assert not kinds & {"html_block", "code_block", "fence"}


@pytest.mark.parametrize("text", [*HOSTILE, *ALIVE])
def test_a_paragraph_of_it_is_a_paragraph(text: str) -> None:
    shown = parser().render(escaped(text))
    wanted = " ".join(text.split())
    said = wanted.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    assert shown == (f"<p>{said}</p>\n" if wanted else "")


def test_bare_addresses_are_no_links_on_github() -> None:
    # Its parser makes links of what begins like these; each is broken by a backslash that is not shown.
    assert escaped("see https://a.b and www.a.b or me@a.b") == r"see https\://a.b and www\.a.b or me\@a.b"


def test_the_long_form_tells_record_by_record(hostile_rows: tuple[EvidenceRow, ...]) -> None:
    text, _ = written(Bundle(choose(hostile_rows, "long")))
    tokens = parser().parse(text)
    assert sum(token.type == "heading_open" and token.tag == "h3" for token in tokens) == len(HOSTILE)
    assert not [token for token in tokens if token.type in ("html_block", "code_block", "fence", "table_open")]


def test_quotes_stand_below_with_their_page_then_references(contents: ProjectContents, about: About) -> None:
    text, _ = written(bundle(choose([row("r1", cargo="miR-21")], "default"), contents, about))
    shown = parser().render(text)
    assert shown.count("<blockquote>") == 2
    assert "<p>Exosomes carry miR-0.</p>\n<p>— Lee 2024, p. 372</p>" in shown
    assert '<a href="https://doi.org/10.1000/r">https://doi.org/10.1000/r</a>' in shown
    assert "therapy ~ temo" in shown and "format 1.0" in shown


def test_a_doi_is_the_only_link(contents: ProjectContents) -> None:
    bad = ProjectContents(
        documents=(Document("d1", "", "", "[t](javascript:x)", doi="10.1000/<b>](x) y"),),
        studies=(Study("s1", "d1", "javascript:alert(1)"),),
        passages=contents.passages,
        links=contents.links,
    )
    text, _ = written(bundle(choose([row("r1", cargo=UNFIT)]), bad, About()))
    shown = parser().render(text)
    assert shown.count("<a ") == shown.count('<a href="https://doi.org/') <= 1
    assert "<b>" not in shown
