"""``export --figure`` in a process of its own without a display: SVG, PDF and PNG, twice the same bytes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pymupdf
import pytest
from PySide6.QtGui import QImage

from exoannotate import resources
from exoannotate.cli import main

pytestmark = pytest.mark.usefixtures("qapp")  # what runs in this process leaves the application of other tests alone
SAMPLE = str(resources.path("sample", "sample.exo"))


def export(out: Path, *more: str) -> dict[str, str]:
    """Run the program as from a terminal on a server."""
    bare = {
        key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    words = ["export", SAMPLE, "--format", out.suffix[1:], "--out", str(out), *more, "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "exoannotate", *words], env=bare, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def again(out: Path, *more: str) -> None:
    """The same in this process, where Qt has done much already."""
    assert main(["export", SAMPLE, "--format", out.suffix[1:], "--out", str(out), *more]) == 0


def test_a_pdf_has_its_labels_and_fonts_and_is_the_same_twice(tmp_path: Path) -> None:
    one, other = tmp_path / "one.pdf", tmp_path / "other.pdf"
    told = export(one, "--figure", "map", "--width", "85")
    assert (told["rows"], len(str(told["digest"]))) == (8, 64)
    again(other, "--figure", "map", "--width", "85")
    assert one.read_bytes() == other.read_bytes()
    with pymupdf.open(one) as file:
        (page,) = file
        assert page.rect.width == pytest.approx(85 / 25.4 * 72, abs=0.6)
        text = page.get_text()
        assert "temozolomide" in text and "miR-151a" in text and "Recipient" in text
        fonts = page.get_fonts()
        assert fonts and all(file.extract_font(font[0])[3] for font in fonts)  # each with its program in the file
        assert not page.get_links() and "Qt" in str(file.metadata)
    words = (tmp_path / "one.pdf.caption.txt").read_text(encoding="utf-8")
    assert words.startswith(told["caption"]) and "8 records of 5 primary studies, read in 1 document" in words
    assert str(told["digest"]) in words


def test_a_picture_knows_its_size_in_print_and_is_the_same_twice(tmp_path: Path) -> None:
    one, other = tmp_path / "one.png", tmp_path / "other.png"
    export(one, "--figure", "matrix", "--width", "85", "--dpi", "600")
    again(other, "--figure", "matrix", "--width", "85", "--dpi", "600")
    assert one.read_bytes() == other.read_bytes()
    seen = QImage(str(one))
    assert seen.width() == round(85 / 25.4 * 600) and round(seen.dotsPerMeterX() * 0.0254) == 600
    assert len({seen.pixel(x, y) for x in range(0, seen.width(), 9) for y in range(0, seen.height(), 9)}) > 20


def test_what_is_asked_for_is_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "tmz.svg"
    asked = ["export", SAMPLE, "--format", "svg", "--out", str(out)]
    assert main([*asked, "--figure", "counts", "--filter", "therapy = temozolomide"]) == 0
    assert "Drew 5 records" in capsys.readouterr().out
    assert "Filter: therapy = temozolomide." in out.read_text(encoding="utf-8")
    assert main([*asked, "--figure", "board", "--filter", "cargo = nothing-like-this"]) == 0
    assert "No evidence to show" in out.read_text(encoding="utf-8")
    assert main([*asked[:3], "csv", *asked[4:], "--figure", "map"]) == 2
    assert "svg, pdf or png" in capsys.readouterr().err
    assert main([*asked, "--figure", "map", "--width", "100"]) == 2


def test_a_paper_is_not_replaced_but_an_earlier_figure_is(tmp_path: Path, sample_pdf: Path,
                                                          capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    paper, figure = tmp_path / "paper.pdf", tmp_path / "figure.pdf"
    paper.write_bytes(sample_pdf.read_bytes())
    asked = ["export", SAMPLE, "--format", "pdf", "--figure", "map", "--out"]
    assert main([*asked, str(paper)]) == 1
    assert "is a PDF" in capsys.readouterr().err and paper.read_bytes() == sample_pdf.read_bytes()
    assert main([*asked, str(figure)]) == 0 and main([*asked, str(figure)]) == 0
    assert main([*asked, str(tmp_path / "none" / "figure.pdf")]) == 1
    assert sorted(path.name for path in tmp_path.glob("*.p*")) == ["figure.pdf", "figure.pdf.caption.txt", "paper.pdf"]
