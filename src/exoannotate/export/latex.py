"""LaTeX: a whole document with a booktabs table over as many pages as it needs, and the references.

It compiles with pdfLaTeX, XeLaTeX and LuaLaTeX; the part between the two marks can be pasted into another document.
Every text goes through ``Letters.escaped``. pdfLaTeX stops at letters it has no font for, so that each of these is
declared to be a box there; it stands in the source as it is, and the two other engines print it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO
from urllib.parse import quote as percent

from exoannotate.domain.evidence import Column, EvidenceRow
from exoannotate.export import printed
from exoannotate.export.citing import References, split_doi
from exoannotate.export.exporter import Exporter, Options, Report
from exoannotate.export.printed import MOST_COLUMNS
from exoannotate.export.safe import Cleaner
from exoannotate.export.table import Bundle

BEGIN, END = "% ---- from here ----", "% ---- to here ----"
"""Between them stands what can be pasted into another document."""

_GREEK = dict(zip(
    "αβγδεζηθικλμνξπρςστυφχψωϑϕϖϱϵΓΔΘΛΞΠΣΥΦΨΩ",
    "alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho varsigma sigma tau upsilon "
    "varphi chi psi omega vartheta phi varpi varrho epsilon Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi "
    "Omega".split(),
    strict=True,
))  # fmt: skip
_SIGNS = {
    "±": "pm", "×": "times", "÷": "div", "−": "-", "→": "rightarrow", "←": "leftarrow", "↑": "uparrow",
    "↓": "downarrow", "↔": "leftrightarrow", "⇒": "Rightarrow", "▲": "bigtriangleup", "≤": "leq", "≥": "geq",
    "≈": "approx", "≠": "neq", "∼": "sim", "≡": "equiv", "∞": "infty", "∆": "Delta", "∑": "sum", "√": "surd",
    "∙": "cdot", "⋅": "cdot", "∗": "ast", "′": "prime", "″": "prime\\prime", "∈": "in", "⊥": "perp", "¬": "neg",
}  # fmt: skip
_RAISED = dict(zip("⁰⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", "0456789+-n", strict=True))
_LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+-", strict=True))
_PRINTED = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_", "$": r"\$",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", '"': r"\symbol{34}", "`": r"\textasciigrave{}", "[": "{[}", "]": "{]}", "*": "{*}",
    "\u00a0": "~", "\u00ad": r"\-", "\u200b": r"\hspace{0pt}", "\u202f": r"\,", "\u2009": r"\,",
    "\u2010": "-", "\u2011": "-", "\u2012": "--", "\u2013": "--", "\u2014": "---", "\u2018": "`", "\u2019": "'",
    "\u201c": "``", "\u201d": "''", "\u201e": r"\quotedblbase{}", "\u2020": r"\dag{}", "\u2021": r"\ddag{}",
    "\u2022": r"\textbullet{}", "\u2026": r"\ldots{}", "\u2030": r"\textperthousand{}", "\u20ac": r"\texteuro{}",
    "\u2122": r"\texttrademark{}", "\u212b": "Å", "\u2126": r"\ensuremath{\Omega}", "\u25c6": r"\ensuremath{\diamond}",
    "\u25bc": r"\ensuremath{\bigtriangledown}", "Ο": "O", "ο": "o", "‚": r"\quotesinglbase{}",
    **{greek: rf"\ensuremath{{\{name}}}" for greek, name in _GREEK.items()},
    **dict(zip("ΑΒΕΖΗΙΚΜΝΡΤΧ", "ABEZHIKMNPTX", strict=True)),
    **{sign: rf"\ensuremath{{{'' if name == '-' else chr(92)}{name}}}" for sign, name in _SIGNS.items()},
    **{sign: rf"\textsuperscript{{{plain}}}" for sign, plain in _RAISED.items()},
    **{sign: rf"\textsubscript{{{plain}}}" for sign, plain in _LOWERED.items()},
}  # fmt: skip
_TURNED = re.compile(r"""-(?=-)|'(?=')|,(?=,)|[\\{}%&#_$~^<>|"`\[\]*]|(?<=\S)/(?=\S)|[^\x00-\x7f]""")
"""What does not mean itself; two hyphens would become a dash, two commas a quotation mark."""
_SPACE = re.compile(r"[ \t\r\n\u2028\u2029]+")
_BOX = r"\unprinted"
_LONGEST_CELL = 2_500
"""Letters of a cell that surely stand on one page, in a column among others."""
_NOT_IN_T1 = frozenset("ĦħĸĿŀŉŦŧſ")


class Letters:
    """Writes texts of the project into LaTeX, and counts the letters that pdfLaTeX has no font for."""

    def __init__(self) -> None:
        self.cleaner = Cleaner()
        self.declared: dict[str, str] = {}
        self.boxed = 0

    def escaped(self, text: str) -> str:
        """The text on one line, every letter of it meaning itself."""
        line = _SPACE.sub(" ", self.cleaner.text(unicodedata.normalize("NFC", text))).strip(" ")
        return _TURNED.sub(self._letter, line)

    def _letter(self, found: re.Match[str]) -> str:
        letter = found[0]
        if letter in "-',":
            return letter + "{}"
        if letter == "/":
            return r"\slash{}"  # a line may end there
        return self._known(letter) or self._declared(letter)

    def _known(self, letter: str) -> str:
        """How a letter is written that every engine prints, "" for others."""
        known = _PRINTED.get(letter, "")
        return known or (letter if letter <= "\u017f" and letter not in _NOT_IN_T1 else "")

    def _declared(self, letter: str) -> str:
        """A letter that stands in the source as it is, because pdfLaTeX is told how to print it."""
        if letter not in self.declared:
            plain = [self._known(part) for part in unicodedata.normalize("NFKC", letter)]
            # What is not seen at all, such as a mark that turns the direction of writing, needs no box.
            unseen = unicodedata.category(letter) == "Cf"
            self.declared[letter] = "" if unseen else "".join(plain) if all(plain) else _BOX
        self.boxed += self.declared[letter] == _BOX
        return letter


def _write(bundle: Bundle, stream: BinaryIO, options: Options) -> Report:
    page = _Page(bundle, options)
    body = list(page.lines())  # first, because it tells which letters have to be declared
    for line in (*_head(bundle, page.letters), BEGIN, *body, END, "", r"\end{document}"):
        stream.write(line.encode("utf-8") + b"\n")
    return Report(len(bundle.table.rows), page.letters.cleaner.replaced, boxed=page.letters.boxed)


def _head(bundle: Bundle, letters: Letters) -> Iterator[str]:
    yield "% Evidence table. To use it in a document of your own, paste what stands between the two marks below, and"
    yield r"% have \usepackage{booktabs,longtable,array,textcomp} in the preamble."
    for label, value in bundle.about.pairs():
        yield f"% {label}: {' '.join(Cleaner().text(value).split())}"
    yield from preamble(letters, "a4paper,landscape,margin=18mm")


def preamble(letters: Letters, paper: str) -> Iterator[str]:
    """All up to the beginning of the text; ``paper``: its size and margins, as the package geometry takes them."""
    yield r"\documentclass[10pt]{article}"
    yield r"\usepackage{iftex}"
    yield r"\ifPDFTeX"
    yield r"  \usepackage[T1]{fontenc}"
    yield r"  \usepackage[utf8]{inputenc}"
    yield r"  \usepackage{textcomp}"
    yield r"  \IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}"
    if letters.declared:
        yield "  % Letters that pdfLaTeX has no font for; XeLaTeX and LuaLaTeX print them with a font that has them."
        yield rf"  \newcommand{{{_BOX}}}{{{{\fboxsep0pt\fbox{{\rule{{0pt}}{{1ex}}\rule{{.5em}}{{0pt}}}}}}}}"
    for letter, shown in sorted(letters.declared.items()):
        yield rf"  \DeclareUnicodeCharacter{{{ord(letter):04X}}}{{{shown}}}"
    yield r"\else"
    yield r"  \usepackage{fontspec}"
    yield r"\fi"
    yield rf"\usepackage[{paper}]{{geometry}}"
    yield r"\usepackage{booktabs,longtable,array}"
    yield r"\usepackage[hidelinks]{hyperref}"
    yield r"\begin{document}"
    yield ""


class _Page:
    """What stands in the document of one bundle."""

    def __init__(self, bundle: Bundle, options: Options) -> None:
        self.bundle, self.table, self.options = bundle, bundle.table, options
        self.letters = Letters()
        self.references = References(bundle.contents, options.style, (row.record for row in bundle.table.rows))
        self.columns = printed.columns_of(bundle)

    def lines(self) -> Iterator[str]:
        text = self.letters.escaped
        yield r"\providecommand{\href}[2]{#2}"
        yield r"\begingroup"
        yield r"\footnotesize\raggedbottom\setlength{\LTcapwidth}{\linewidth}"
        yield r"\setlength{\tabcolsep}{3pt}\setlength{\extrarowheight}{2pt}"
        yield from self._table() if self._fits() else self._records()
        yield r"\par\noindent\scriptsize"
        yield " ".join(text(note) for note in printed.notes(self.bundle))
        yield r"\par\endgroup"
        yield from self._cited()

    def _fits(self) -> bool:
        """Whether the columns fit beside one another, and each row on a page, for no row goes on over its end."""
        if len(self.columns) > MOST_COLUMNS:
            return False
        shown = [column for column in self.columns if column is not printed.CITED]
        longest = max((len(self.table.cell(row, c)) for row in self.table.rows for c in shown), default=0)
        return longest <= _LONGEST_CELL

    def _table(self) -> Iterator[str]:
        text = self.letters.escaped
        many = len(self.columns)
        heads = " & ".join(rf"\textbf{{{text(column.head)}}}" for column in self.columns)
        some = ([self._said(row, column) for column in self.columns] for row in islice(self.table.rows, printed.SEEN))
        yield rf"\begin{{longtable}}{{@{{}}{_shares(printed.shares(self.columns, some))}@{{}}}}"
        yield rf"\caption{{{text(printed.caption(self.bundle))}}}\label{{tab:evidence}}\\"
        yield r"\toprule"
        yield rf"{heads} \\"
        yield r"\midrule"
        yield r"\endfirsthead"
        yield r"\toprule"
        yield rf"{heads} \\"
        yield r"\midrule"
        yield r"\endhead"
        yield r"\bottomrule"
        yield r"\endfoot"
        for number, (title, rows) in enumerate(self.table.sections()):
            heading = printed.heading(self.bundle, title)
            if heading:
                yield r"\addlinespace" if number else ""
                width = r"p{\dimexpr\linewidth-2\tabcolsep\relax}"
                yield rf"\multicolumn{{{many}}}{{@{{}}{width}@{{}}}}{{\textbf{{{text(heading)}}}}} \\*"
            for row in self.options.each(rows):
                yield f"{' & '.join(self._cell(row, column) for column in self.columns)} \\\\"
        yield r"\end{longtable}"

    def _records(self) -> Iterator[str]:
        """Each record as a list of what it says, field by field."""
        text = self.letters.escaped
        yield rf"\noindent\textbf{{{text(printed.caption(self.bundle))}}}\par"
        before = 0
        for title, rows in self.table.sections():
            heading = printed.heading(self.bundle, title)
            if heading:
                yield rf"\section*{{{text(heading)}}}"
            for number, row in enumerate(self.options.each(rows), before + 1):
                yield rf"\subsection*{{Record {number}. {text(printed.name_of(row))}}}"
                said = ((column.head, self._cell(row, column)) for column in self.columns)
                items = [rf"\item[{{{text(head)}}}] {cell}" for head, cell in said if cell]
                yield from (r"\begin{description}", *items, r"\end{description}") if items else ()
            before += len(rows)

    def _cell(self, row: EvidenceRow, column: Column) -> str:
        return self.letters.escaped(self._said(row, column))

    def _said(self, row: EvidenceRow, column: Column) -> str:
        return printed.cell(self.bundle, self.references, row, column)

    def _cited(self) -> Iterator[str]:
        numbered = self.references.numbered()
        if not numbered:
            return
        yield r"\subsection*{References}"
        styled = self.references.styled()
        if styled:
            from exoannotate.export.summary.latex import Writer
            from exoannotate.export.summary.page import Listed

            yield r"\begingroup\small"
            yield from Writer(self.letters).lines((Listed(styled),))
            yield r"\endgroup"
            return
        yield r"\begin{enumerate}\small\setlength{\itemsep}{0pt}"
        for _, text in numbered:
            words, doi = split_doi(text)
            yield rf"\item {self.letters.escaped(words)}{self._link(doi) if doi else ''}"
        yield r"\end{enumerate}"

    def _link(self, doi: str) -> str:
        address = percent(self.letters.cleaner.text(doi), safe="/").replace("%", r"\%").replace("_", r"\_")
        return rf" \href{{https://doi.org/{address}}}{{{self.letters.escaped('https://doi.org/' + doi)}}}"


def _shares(shares: Iterable[float]) -> str:
    """The columns of the table, each with its share of the line, ragged right; long words may be broken."""
    cells = (rf"p{{\dimexpr{share:.4f}\linewidth-2\tabcolsep\relax}}" for share in shares)
    return "".join(rf">{{\raggedright\hspace{{0pt}}\arraybackslash}}{cell}" for cell in cells)


EXPORTER = Exporter(
    "latex",
    ".tex",
    "LaTeX",
    "A document with a booktabs table that compiles as it is; the table can be pasted into a manuscript of yours.",
    _write,
)
