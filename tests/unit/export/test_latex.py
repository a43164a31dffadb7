"""LaTeX: every text stands as text, and the document compiles where LaTeX is installed."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from exoannotate.export.bundle import bundle
from exoannotate.export.exporter import Options, Report
from exoannotate.export.formats import exporter
from exoannotate.export.latex import BEGIN, END, Letters
from exoannotate.export.table import About, Bundle, ProjectContents, choose

from .samples import HOSTILE, UNFIT, row

ASCII = tuple(map(chr, range(33, 127)))
ALIVE = (
    r"\input{/etc/passwd}", r"\write18{touch x}", r"\end{document}", "% not shown", "a & b", "$x$", "#1", "~", "^^5c",
    "{", "}", "--", "---", "''", ",,", "``", "?`", "[x]", "*y", "<<", "αβγδε ΔΩ μ", "± × → ≤ ≈", "H₂O₂ Ca²⁺ 10⁻³",
    "Müller Čapek Łódź",
)  # fmt: skip
"""Texts that mean something to LaTeX, or that it prints otherwise."""


def written(of: Bundle) -> tuple[str, Report]:
    stream = io.BytesIO()
    report = exporter("latex").write(of, stream, Options())
    return stream.getvalue().decode("utf-8"), report


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (r"\input{a}", r"\textbackslash{}input\{a\}"),
        ("50 % & #1 a_b $c$ ~ ^", r"50 \% \& \#1 a\_b \$c\$ \textasciitilde{} \textasciicircum{}"),
        ("[x] *", "{[}x{]} {*}"),
        ("a--b 5''", "a-{}-b 5'{}'"),
        ("β-catenin µ", r"\ensuremath{\beta}-catenin µ"),
        ("a/b c / d", r"a\slash{}b c / d"),
        ("a\n\nb", "a b"),
        ("“x” – ‐", "``x'' -- -"),
    ],
)
def test_letters_mean_themselves(text: str, source: str) -> None:
    assert Letters().escaped(text) == source


def test_letters_that_pdflatex_cannot_print_are_declared_and_told() -> None:
    of = Bundle(choose([row("r1", cargo="外泌体 Ж", therapy="𝛼 ＝ \u202e")], "cargo,therapy"))
    text, report = written(of)
    assert report == Report(1, boxed=4)
    assert "外泌体 Ж & 𝛼 ＝ \u202e" in text  # for the engines that print them
    assert r"\DeclareUnicodeCharacter{0416}{\unprinted}" in text
    assert r"\DeclareUnicodeCharacter{1D6FC}{\ensuremath{\alpha}}" in text
    assert r"\DeclareUnicodeCharacter{FF1D}{=}" in text and r"\DeclareUnicodeCharacter{202E}{}" in text
    assert "pdfLaTeX shows as boxes: 4" in report.sentence()


def test_every_line_of_the_table_has_as_many_cells() -> None:
    rows = [row(f"r{i}", cargo=text, quote=text) for i, text in enumerate((*HOSTILE, *ALIVE))]
    text, _ = written(Bundle(choose(rows, "cargo,quote")))
    body = text[text.index(r"\endfoot") : text.index(r"\end{longtable}")].splitlines()[1:]
    assert len(body) == len(rows)
    assert {len(re.findall(r"(?<!\\)&", line)) for line in body} == {2}
    assert r"\caption{" in text and text.count(r"\endhead") == 1 and "booktabs" in text


def test_what_can_be_pasted_stands_between_marks(contents: ProjectContents, about: About) -> None:
    text, _ = written(bundle(choose([row("r1", cargo="miR-21")]), contents, about))
    part = text[text.index(BEGIN) : text.index(END)]
    assert r"\begin{longtable}" in part and r"\end{longtable}" in part and r"\documentclass" not in part
    assert r"\href{https://doi.org/10.1000/r}" in part
    head = text[: text.index(BEGIN)]
    assert "% Filter: therapy ~ temo" in head and "% Digest of the rows (SHA-256): " in head


def test_a_text_longer_than_a_page_stands_in_no_table() -> None:
    text, _ = written(Bundle(choose([row("r1", cargo="miR-21", quote="word " * 2_000)], "cargo,quote")))
    assert r"\begin{longtable}" not in text and r"\item[{Quote}]" in text


def test_only_what_is_printed_decides_whether_it_is_a_table() -> None:
    text, _ = written(Bundle(choose([row("r1", cargo="miR-21", quote="word " * 2_000)])))
    assert r"\begin{longtable}" in text and "word word" not in text


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="LaTeX is not installed")
@pytest.mark.parametrize("columns", ["cargo,quote", "long"])
def test_it_compiles_and_prints_what_the_cells_say(tmp_path: Path, columns: str, contents: ProjectContents) -> None:
    texts = (*HOSTILE, *ALIVE, *ASCII, UNFIT) if columns != "long" else (*ALIVE, UNFIT)
    rows = [row(f"r{i}", cargo=text, quote=text) for i, text in enumerate(texts)]
    text, _ = written(bundle(choose(rows, columns), contents, About(filter="a\n% \\b # {")))
    (tmp_path / "a.tex").write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "a.tex"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode("utf-8", "replace")[-2000:]
    if shutil.which("pdftotext") is None:
        return
    read = subprocess.run(["pdftotext", "-layout", "a.pdf", "-"], cwd=tmp_path, capture_output=True, check=True)
    printed = "".join(read.stdout.decode("utf-8").split())
    for said in (r"\input{/etc/passwd}", r"\end{document}", "a&b", "$x$", "Müller", "^^5c", "[x]", "<<", "αβγδ"):
        assert said in printed, said
