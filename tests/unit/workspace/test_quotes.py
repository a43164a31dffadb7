"""Quotes over a page break, also where a table stands at the top of the next page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from exoannotate.pdf.client import PdfClient
from exoannotate.reading.sentences import sentences
from exoannotate.workspace import documents, passages
from exoannotate.workspace.session import Session
from tests.conftest import MadePdf


@pytest.fixture(scope="module")
def pdf() -> Iterator[PdfClient]:
    with PdfClient() as client:
        yield client


@pytest.mark.parametrize("layout", ["made_review", "made_table_on_top", "made_single_column"])
def test_every_sentence_over_a_break_is_one_exact_passage(
    layout: str, request: pytest.FixtureRequest, pdf: PdfClient, tmp_path: Path
) -> None:
    made: MadePdf = request.getfixturevalue(layout)
    path = tmp_path / "made.pdf"
    shutil.copy(made.path, path)
    with Session.create(tmp_path / "study.exo") as session:
        document = documents.add(session, pdf, path).document
        tried = 0
        for broken in made.made.breaks:
            if broken.kind not in ("page", "column") or made.made.paragraphs[broken.paragraph].kind != "body":
                continue
            text = made.made.paragraphs[broken.paragraph].text
            over = [text[a:b] for a, b in sentences(text) if a < broken.offset < b]
            if not over:
                continue
            tried += 1
            found = passages.highlight_quote(session, pdf, document, over[0])
            assert (found.state, found.quote) == ("exact", over[0])
            pages = {quad.page for quad in session.project.passage(found.passage).quads}
            assert len(pages) == (2 if broken.kind == "page" else 1)
        assert tried
