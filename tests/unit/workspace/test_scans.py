"""Recognised text is kept, serves every command like printed text, and pages with text are left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from exoannotate.cli import main
from exoannotate.domain.errors import ExoError
from exoannotate.domain.pagetext import PageText, Recognised
from exoannotate.pdf.client import PdfClient
from exoannotate.store.textcache import TextCache
from exoannotate.workspace import areas, documents, passages, relocating, scans, settings, texts
from exoannotate.workspace.session import Session
from tests.scanned import SENTENCES, needs_tesseract, scan


def page(number: int, text: str, language: str) -> PageText:
    told = Recognised(language, 0.5, 4, 2)
    return PageText(number, 100, 100, text, text, (), (), (), ink="scan", recognised=told)


def test_recognised_pages_are_kept_apart_and_once(tmp_path: Path) -> None:
    cache = TextCache(tmp_path)
    cache.keep("file", "mupdf 1, order 2", {0: PageText(0, 1, 1, "", "", (), (), ())})
    cache.keep_recognised("file", "mupdf 1, order 2", "eng", {0: page(0, "one", "eng"), 1: page(1, "two", "eng")})
    cache.keep_recognised("file", "mupdf 1, order 2", "deu", {1: page(1, "zwei", "deu")})
    assert {n: p.text for n, p in cache.recognised("file", "mupdf 1, order 2").items()} == {0: "one", 1: "zwei"}
    assert cache.recognised("file", "mupdf 1, order 20") == {}
    assert cache.recognised("other", "mupdf 1, order 2") == {}
    assert cache.pages("file", "mupdf 1, order 2")[0].text == ""


def test_what_is_said_of_doubtful_text() -> None:
    assert "2 of its 4 words" in scans.unsure(page(0, "a b c d", "eng"))
    assert scans.unsure(PageText(0, 1, 1, "a", "a", (), (), ())) == ""
    outcome = scans.Outcome({0: page(0, "a b c d", "eng")}, ("Page 2 …",), stopped=True)
    assert outcome.sentence().startswith("Stopped. 4 words recognised on 1 page, 2 of them doubtful")
    assert scans.language_name("deu+eng") == "German and English"


@needs_tesseract
def test_a_scan_is_recognised_quoted_and_found_by_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, project = scan(tmp_path / "scan.pdf", pages=2, text_on=(0,)), tmp_path / "p.exo"

    def told(*words: str) -> str:
        assert main(list(words)) == 0
        return capsys.readouterr().out

    pages = json.loads(told("recognise", str(path), "--json"))["pages"]
    assert [(p["page"], p["language"]) for p in pages] == [(1, "eng")]  # page 0 has text and is left alone
    assert "no scanned page" in told("recognise", str(path), "--page", "0")
    assert SENTENCES[0] in told("text", str(path), "--page", "1")
    with Session.create(project, "Ada") as session, PdfClient() as pdf:
        document = documents.add(session, pdf, path).document
        found = passages.highlight_quote(session, pdf, document, SENTENCES[1], page=1)
        assert found.state == "exact"
        made = session.project.passage(found.passage)
        assert made.extractor.endswith(" ocr eng")
        assert made.page_index == 1
        info = documents.open_document(session, pdf, document)
        assert texts.pages(pdf, info)[0].recognised is None
        rect = made.quads[0].bounds()
        area = areas.highlight(session, document, info, rect, areas.draw(pdf, info, rect))
        assert area.shown == "Figure or table area, p. 2"
        assert [found.state for found in relocating.relocate(session, pdf, document).passages] == ["exact", "exact"]
        (settings.cache_folder() / "texts.sqlite").unlink()  # as on the computer of a colleague
        again = relocating.relocate(session, pdf, document).passages
        assert {(found.state, found.after.quads) for found in again} == {("exact", p.quads) for p in (made, area)}


@needs_tesseract
def test_a_run_can_be_stopped_and_keeps_what_it_has(tmp_path: Path) -> None:
    with PdfClient() as pdf:
        info = pdf.open(scan(tmp_path / "scan.pdf", pages=3)).result()
        seen: list[tuple[int, int]] = []
        found = scans.recognise(
            pdf, info, stopped=lambda: len(seen) > 1, progress=lambda done, total: seen.append((done, total))
        )
        assert found.stopped
        assert list(found.pages) == [0]
        assert seen == [(0, 3), (1, 3)]
        assert list(texts.recognised(info)) == [0]


@needs_tesseract
def test_a_language_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with PdfClient(drawing=False) as pdf:
        info = pdf.open(scan(tmp_path / "scan.pdf")).result()
        with pytest.raises(ExoError, match="no data for the language “xyz”"):
            scans.recognise(pdf, info, language="eng+xyz")


def test_without_tesseract_nothing_is_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXOANNOTATE_TESSERACT", "no")
    assert not scans.reader().ready
    with PdfClient(drawing=False) as pdf:
        info = pdf.open(scan(tmp_path / "scan.pdf")).result()
        with pytest.raises(ExoError, match="not installed"):
            scans.recognise(pdf, info)
    assert not (settings.cache_folder() / "texts.sqlite").exists()
