"""Every file of the folder of hard PDFs behaves as its index expects."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

from exoannotate.domain.errors import PageError, PasswordNeededError, PdfError
from exoannotate.pdf.client import PdfClient
from tests.unit.pdf.conftest import SHARED

PASSWORDS = {
    "enc_user_abc.pdf": "abc",
    "enc_user_nonascii.pdf": "æøå",
    "enc_user_umlaut.pdf": "pässwört",
    "syn_aes256_user.pdf": "exoé",
}


def rows() -> list[dict[str, str]]:
    if not SHARED.is_dir():
        return []
    with open(SHARED / "INDEX.tsv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@pytest.fixture(scope="module")
def together() -> object:
    """One client for all files: each must leave it usable for the next."""
    with PdfClient(time_limit=8.0) as client:
        yield client


@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder of hard PDFs is not here")
@pytest.mark.parametrize("row", rows(), ids=lambda row: row["file"])
def test_behaves_as_expected(together: PdfClient, row: dict[str, str]) -> None:
    path, expected = SHARED / row["file"], row["expected"]
    before = path.stat()
    started = time.monotonic()
    if expected.startswith("clear error"):
        with pytest.raises(PdfError) as refused:
            together.open(path).result()
        assert refused.value.message.endswith(".")
        assert path.name in refused.value.message
        if "no pages" in expected:
            assert refused.value.state == "no pages"
        if "not a PDF" in expected:
            assert refused.value.state == "not a pdf"
        assert time.monotonic() - started < 2
        return
    if expected == "asks password":
        with pytest.raises(PasswordNeededError):
            together.open(path).result()
    if "given up" in expected:
        _is_given_up(path)
        return
    info = together.open(path, PASSWORDS.get(path.name, "")).result()
    assert time.monotonic() - started < 2
    assert info.repaired or "(repaired)" not in expected
    last = min(info.pages, 4)
    texts = [together.text(info, page) for page in range(last)]
    pictures = [together.picture(info, page, 1.5) for page in range(last)]
    errors = 0
    for text, picture in zip(texts, pictures, strict=True):
        try:
            drawn = picture.result()
            assert 0 < drawn.width * drawn.height <= 40_000_000
            capped = drawn.scale < 1.5
            assert capped == ("capped" in expected)
            drawn.release()
            assert len(text.result().origin) == len(text.result().text)
        except PageError:
            errors += 1
    assert errors == (1 if "page shows an error" in expected else 0)
    together.close(info)
    assert path.stat() == before


def _is_given_up(path: Path) -> None:
    """Text and picture of the page both end in a sentence soon after the time limit, asked for at once."""
    with PdfClient(time_limit=1.0) as client:
        info = client.open(path).result()
        for wanted in (client.text(info, 0), client.picture(info, 0, 1.5)):
            with pytest.raises(PageError, match="takes too long"):
                wanted.result(timeout=10)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder of hard PDFs is not here")
def test_the_clock_does_not_sleep_through_the_minute_a_worker_has_to_start() -> None:
    """A started worker greets after some tenths of a second, in which the clock looks; a page then has its own time."""
    with PdfClient(time_limit=0.4, forks=False) as client:
        info = client.open(SHARED / "syn_slow_render.pdf").result()
        with pytest.raises(PageError, match="takes too long"):
            client.text(info, 0).result(timeout=20)


def test_opening_many_pages_is_quick(client: PdfClient, shared: Path) -> None:
    client.open(shared / "paper_ki67_breast_mdpi.pdf").result()  # the worker is up
    started = time.monotonic()
    info = client.open(shared / "syn_3000_pages.pdf").result()
    assert time.monotonic() - started < 1.0
    assert len(info.sizes) == 3000


@pytest.mark.parametrize(
    ("file", "head"),
    [
        ("paper_notch_breast_resistance_review.pdf", "Stem Cells International"),
        ("paper_gastric_mucinous.pdf", "Gastroenterology Research and Practice"),
        ("paper_dendritic_colorectal.pdf", "Gastroenterology Research and Practice"),
        ("paper_trials_16_15.pdf", "Campillo-Gimenez et al. Trials (2015) 16:15"),
        ("paper_jak_stat_plosbiol.pdf", "PLoS Biology | www.plosbiology.org"),
        ("paper_sjogren_epigenetics.pdf", "Epigenetics in Sjögren’s syndrome"),
        ("paper_plosone_2014.pdf", "PLOS ONE | DOI"),
        ("paper_ki67_breast_mdpi.pdf", "Curr. Oncol. 2023, 30 "),
        ("paper_tumour_angiogenesis.pdf", "Theoretical Biology and Medical Modelling (2015)"),
    ],
)
def test_no_running_head_in_any_paragraph(together: PdfClient, shared: Path, file: str, head: str) -> None:
    info = together.open(shared / file).result()
    seen = False
    for page in [together.text(info, page).result() for page in range(info.pages)]:
        seen = seen or any(head.strip() in item.text for item in page.furniture)
        for paragraph, text in zip(page.paragraphs, page.paragraph_texts(), strict=True):
            assert not text.startswith(head), paragraph
            # The head's words may be cited in the text, but never begin, end or make up a paragraph.
            assert not text.endswith(head.strip())
    assert seen
    together.close(info)


def test_sentence_over_a_line_end_hyphen(together: PdfClient, shared: Path) -> None:
    info = together.open(shared / "paper_notch_breast_resistance_review.pdf").result()
    text = together.text(info, 0).result().text
    assert "This complex of proteins then activates the transcription of Notch target genes" in text
    assert "peptide-O-fucosyltransferase" in text
    assert "ERα +ve" in text
    together.close(info)


@pytest.mark.parametrize("name", ["review_numbered", "review_author_year"])
def test_every_annotated_sentence_is_in_the_text(together: PdfClient, shared: Path, name: str) -> None:
    gold = shared.parent / "gold"
    info = together.open(gold / f"{name}.pdf").result()
    whole, others, goes_on = "", "", False
    for page in [together.text(info, page).result() for page in range(info.pages)]:
        for paragraph, text in zip(page.paragraphs, page.paragraph_texts(), strict=True):
            if paragraph.kind == "body":
                cut = goes_on and whole[-1] in "-\u2010"
                whole = whole[:-1] + text if cut else whole + (" " if goes_on else "\n") + text
                goes_on = paragraph.continues
            else:
                others += "\n" + text
    with open(gold / f"{name}.records.tsv", encoding="utf-8", newline="") as file:
        sentences = [row["sentence"] for row in csv.DictReader(file, delimiter="\t")]
    # Rows of tables are given with bars between their cells.
    prose = [sentence for sentence in sentences if " | " not in sentence]
    assert len(prose) > 30
    assert [sentence for sentence in prose if sentence not in whole + others] == []
    together.close(info)
