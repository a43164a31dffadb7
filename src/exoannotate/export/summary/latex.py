"""A summary as a LaTeX document that pdfLaTeX, XeLaTeX and LuaLaTeX compile."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from exoannotate.export.latex import BEGIN, END, Letters, preamble
from exoannotate.export.safe import Cleaner
from exoannotate.export.spans import Span, Spans
from exoannotate.export.summary.page import Block, Grid, Heading, Listed, Note, Page, Part, Prose

_EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
_HEADS = ("section*", "subsection*", "subsubsection*")


def write(page: Page, stream: BinaryIO) -> Letters:
    """Put the page on a stream; what had to be replaced, or has no letter in pdfLaTeX, is counted."""
    writer = Writer(Letters())
    body = list(writer.lines(page.whole))  # first, because it tells which letters have to be declared
    head = (
        "% Evidence summary. To use it in a document of your own, paste what stands between the two marks below, and",
        r"% have \usepackage{booktabs,longtable,array,textcomp} in the preamble.",
        *preamble(writer.letters, "a4paper,margin=25mm"),
    )
    for line in (*head, BEGIN, *body, END, "", r"\end{document}"):
        stream.write(line.encode("utf-8") + b"\n")
    return writer.letters


class Writer:
    """Writes blocks line by line. Every text goes through ``letters``."""

    def __init__(self, letters: Letters) -> None:
        self.letters = letters

    def lines(self, blocks: Iterable[Block]) -> Iterator[str]:
        """The blocks in order."""
        text = self.letters.escaped
        for block in blocks:
            yield ""
            match block:
                case Heading(words, level):
                    yield rf"\{_HEADS[level]}{{{text(words)}}}"
                case Prose(parts, label):
                    if label:
                        yield rf"\noindent\hangindent=1.5em\hangafter=0 \textbf{{{text(label)}:}} "
                    yield from self._prose(parts)
                    yield r"\par"
                case Grid():
                    yield from self._grid(block)
                case Listed(entries):
                    yield r"\begin{list}{}{\leftmargin=2.5em\labelwidth=2em\itemsep=2pt\parsep=0pt}"
                    yield from (rf"\item[{{{text(entry.label)}}}] {self.spans(entry.spans)}" for entry in entries)
                    yield r"\end{list}"
                case Note(words):
                    yield text(words)
                    yield r"\par"

    def _prose(self, parts: Sequence[Part]) -> Iterator[str]:
        """Each clause on a line of the source, with its records behind a sign that LaTeX passes over.

        LaTeX passes over blanks at the beginning of a line as well, so that they stand at the end of the one before.
        """
        told = [self.spans(part.spans) for part in parts]
        for part, words, following in zip(parts, told, [*told[1:], ""], strict=True):
            blank = " " if following.startswith(" ") else ""
            records = " ".join(part.records[:3]) + (" …" if len(part.records) > 3 else "")
            yield f"{words.lstrip(' ')}{blank}% clause {part.number}: {' '.join(Cleaner().text(records).split())}"

    def spans(self, spans: Spans) -> str:
        return "".join(map(self._span, spans))

    def _span(self, span: Span) -> str:
        before, text, after = _EDGES.fullmatch(span.text).groups()  # type: ignore[union-attr]
        if not text:
            return " " if before else ""
        told = self.letters.escaped(text)
        for look, command in ((span.italic, "textit"), (span.bold, "textbf"), (span.raised, "textsuperscript"),
                              (span.lowered, "textsubscript"), (span.capitals, "textsc")):  # fmt: skip
            told = rf"\{command}{{{told}}}" if look else told
        return f"{' ' if before else ''}{told}{' ' if after else ''}"

    def _grid(self, grid: Grid) -> Iterator[str]:
        text = self.letters.escaped
        whole = sum(grid.shares)
        shares = "".join(rf">{{\raggedright\arraybackslash}}p{{{0.94 * share / whole:.3f}\linewidth}}"
                         for share in grid.shares)  # fmt: skip
        yield r"\begingroup\footnotesize\setlength{\tabcolsep}{3pt}"
        yield rf"\begin{{longtable}}{{@{{}}{shares}@{{}}}}"
        heads = " & ".join(rf"\textbf{{{text(head)}}}" for head in grid.heads)
        yield rf"\toprule {heads} \\ \midrule \endhead \bottomrule \endfoot"
        for row in grid.rows:
            yield " & ".join(map(text, row)) + r" \\"
        yield r"\end{longtable}\endgroup"
