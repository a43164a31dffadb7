"""Scans: told from drawings and blank pages; recognised, in order, where the letters stand; and what can go wrong."""

from __future__ import annotations

import os
import stat
import sys
import time
from concurrent.futures import CancelledError
from pathlib import Path

import pymupdf
import pytest

from exoannotate.domain.errors import ExoError, PageError
from exoannotate.domain.pagetext import PageText
from exoannotate.pdf import tesseract
from exoannotate.pdf.client import PdfClient
from exoannotate.pdf.hocr import glyphs, lying, parsed, turned
from tests.scanned import SENTENCES, needs_tesseract, scan

HOCR = b"""<html><body><div class='ocr_page'><div class='ocr_carea' title="bbox 0 0 900 200">
<span class='ocr_line' title="bbox 100 50 420 90; baseline 0.001 -8; x_size 38">
 <span class='ocrx_word' title='bbox 100 50 220 90; x_wconf 96'>
  <span class='ocrx_cinfo' title='x_bboxes 100 50 150 90; x_conf 99'>m</span>
  <span class='ocrx_cinfo' title='x_bboxes 150 50 220 90; x_conf 99'>fi</span></span>
 <span class='ocrx_word' title='bbox 250 50 400 90; x_wconf 40'>
  <span class='ocrx_cinfo' title='x_bboxes 260 50 300 90; x_conf 9'>R</span>
  <span class='ocrx_cinfo' title='x_bboxes 250 50 400 90; x_conf 9'>N</span></span>
 <span class='ocrx_word' title='bbox 410 50 420 90; x_wconf 3'>
  <span class='ocrx_cinfo' title='x_bboxes 410 50 420 90; x_conf 1'>|</span></span>
</span>
<span class='ocr_line' title="bbox 100 100 420 140; baseline 0 -8; x_size 36"><span class='ocrx_word'
 title='bbox 100 100 420 140; x_wconf 90'>plain</span></span>
<span class='ocr_line' title="bbox 1 1 9 9; textangle 90; x_size 9"><span class='ocrx_word'
 title='bbox 1 1 9 9; x_wconf 90'>side</span></span>
</div></div></body></html>"""


def read(client: PdfClient, path: Path, page: int = 0) -> PageText:
    return client.recognise(client.open(path).result(), page).result()


def body(text: PageText) -> str:
    return " ".join(text.text[p.start : p.end] for p in text.paragraphs)


def test_what_tesseract_says_becomes_glyphs() -> None:
    page, told = glyphs(parsed(HOCR), 3, 300.0, 100.0, 2.0, "eng")
    assert [run.text for run in page.runs] == ["mfi RN", "plain"]  # no speck, no text that lies on its side
    first, second = page.runs
    assert first.size == second.size  # a line is measured by its own letters, by chance
    assert first.dy == 0.0
    assert first.x + first.starts[0] == 50.0
    assert all(a <= b for a, b in zip(first.starts, first.starts[1:], strict=False))
    assert first.ends[-1] + first.x == 200.0
    assert (told.language, told.words, told.doubtful) == ("eng", 3, 1)
    assert 0.5 < told.certainty < 0.9
    assert page.plain == "mfi RN\nplain"
    with pytest.raises(ValueError, match=r"."):
        parsed(b"tesseract: out of memory")


@pytest.mark.parametrize(("quarter", "x", "dy"), [(1, 100 - 41.0, 1.0), (3, 41.0, -1.0)])
def test_glyphs_of_a_page_that_was_turned_stand_where_it_lies(quarter: int, x: float, dy: float) -> None:
    page, _ = glyphs(parsed(HOCR), 0, 300.0, 100.0, 2.0, "eng")
    back = turned(page, quarter)
    assert (back.width, back.height) == (100.0, 300.0)
    assert back.runs[0].x == pytest.approx(x, abs=0.5)
    assert back.runs[0].dy == pytest.approx(dy)
    assert turned(page, 0) is page
    assert lying(parsed(HOCR)) == 0


def test_a_scan_is_told_from_a_drawing_and_a_blank_page(client: PdfClient, tmp_path: Path) -> None:
    path = scan(tmp_path / "scan.pdf", pages=2, text_on=(1,))
    with pymupdf.open(path) as made:
        made.new_page()
        made.new_page().draw_rect((100, 100, 300, 300), fill=(0, 0, 0))
        stamped = made.new_page()
        stamped.insert_image(stamped.rect, pixmap=made[0].get_pixmap(dpi=50), keep_proportion=False)
        stamped.insert_text((20, 20), "Downloaded from a library on 1 May")
        made.save(tmp_path / "all.pdf")
    info = client.open(tmp_path / "all.pdf").result()
    assert [client.text(info, n).result().ink for n in range(5)] == ["scan", "text", "blank", "drawing", "scan"]


@needs_tesseract
@pytest.mark.parametrize(("skew", "quarter"), [(0.0, 0), (1.0, 0), (0.0, 1), (0.0, 2), (0.0, 3)])
def test_a_scan_reads_column_by_column(client: PdfClient, tmp_path: Path, skew: float, quarter: int) -> None:
    text = read(client, scan(tmp_path / "scan.pdf", skew=skew, quarter=quarter))
    assert all(sentence in body(text) for sentence in SENTENCES), body(text)
    assert text.recognised is not None
    assert text.recognised.certainty > 0.85
    assert text.ink == "scan"
    start = text.text.index("second group")
    box = text.quads(start, start + 6)[0].bounds()
    wanted = {
        0: (278, 70, 310, 84),
        1: (220 - 84, 278, 220 - 70, 310),
        2: (500 - 310, 220 - 84, 500 - 278, 220 - 70),
        3: (70, 500 - 310, 84, 500 - 278),
    }[quarter]
    slack = 6.0 if skew else 3.0
    assert (box.x0, box.y0, box.x1, box.y1) == pytest.approx(wanted, abs=slack)


@needs_tesseract
def test_pages_beside_are_taken_into_account_once_they_came(client: PdfClient, tmp_path: Path) -> None:
    info = client.open(scan(tmp_path / "scan.pdf", pages=3)).result()
    first = client.recognise(info, 0).result()
    for page in (1, 2):
        client.recognise(info, page).result()
    began = time.monotonic()
    again = client.recognise(info, 0).result()
    assert time.monotonic() - began < 0.5
    assert [p for p in again.text.split("\n") if "Vesicles" in p] == [
        p for p in first.text.split("\n") if "Vesicles" in p
    ]
    assert again.recognised == first.recognised


@needs_tesseract
def test_a_scan_among_strangers_files_is_read(client: PdfClient, shared: Path) -> None:
    text = read(client, shared / "scan_bad.pdf")
    assert text.text == "pdf.js"


def test_without_tesseract_a_sentence_says_how_to_get_it(
    client: PdfClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXOANNOTATE_TESSERACT", "no")
    info = client.open(scan(tmp_path / "scan.pdf")).result()
    with pytest.raises(ExoError, match="not installed") as told:
        client.recognise(info, 0)
    assert "nstall" in told.value.hint


def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A program in the place of Tesseract."""
    program = tmp_path / "tesseract"
    program.write_text(f"#!{sys.executable}\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("EXOANNOTATE_TESSERACT", str(program))


@pytest.mark.skipif(os.name == "nt", reason="a script is no program there")
@pytest.mark.parametrize(
    "script",
    [
        "raise SystemExit(1)",
        "print('not what was asked for')",
        "import os; os.kill(os.getpid(), 11)",
    ],
)
def test_a_tesseract_that_fails_is_a_sentence(
    client: PdfClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    stand_in(tmp_path, monkeypatch, script)
    info = client.open(scan(tmp_path / "scan.pdf")).result()
    with pytest.raises(PageError, match="could not read page 1"):
        client.recognise(info, 0).result()
    assert client.text(info, 0).result().ink == "scan"


@pytest.mark.skipif(os.name == "nt", reason="a script is no program there")
def test_a_page_nobody_wants_any_more_stops_tesseract_and_hinders_nothing(
    client: PdfClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "begun"
    stand_in(tmp_path, monkeypatch, f"open({str(mark)!r}, 'w').write(str(__import__('os').getpid()))\n"
             "import time; time.sleep(60)")  # fmt: skip
    info = client.open(scan(tmp_path / "scan.pdf", pages=2, text_on=(1,))).result()
    running = client.recognise(info, 0)
    stop = time.monotonic() + 20
    while not (mark.exists() and mark.read_text()) and time.monotonic() < stop:
        time.sleep(0.02)
    assert "Vesicles" in client.text(info, 1).result(timeout=10).text  # reading does not wait for it
    running.cancel()
    with pytest.raises(CancelledError):
        running.result(timeout=10)
    while _runs(int(mark.read_text())) and time.monotonic() < stop:
        time.sleep(0.02)
    assert not _runs(int(mark.read_text()))


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def test_names_of_languages() -> None:
    assert tesseract.is_language("eng")
    assert tesseract.is_language("chi_sim+eng")
    assert not tesseract.is_language("eng; rm")
    assert not tesseract.is_language("../eng")
    assert tesseract.languages("/no/such/program") == ()
