"""Makes ``resources/sample/review.pdf``: a short review about exosomes and chemoresistance in glioma, in our own words.

    python packaging/make_sample.py [OUT.pdf]

The prose (``sample/review.txt``) is written for the program and is no source to cite. The works in
``sample/references.tsv`` are real; a DOI is printed only where a stored source gave it with author, year and title.
"""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path

from typeset import Block, Figure, Heading, Prose, References, Review, Table, Typeset, typeset

OUT = Path(__file__).resolve().parent.parent / "resources" / "sample" / "review.pdf"

PARTS = Path(__file__).resolve().parent / "sample"


def references() -> dict[str, tuple[str, str, str, str, str]]:
    """First author, year, title, journal and DOI (empty: not printed) of each reference, by key."""
    lines = (PARTS / "references.tsv").read_text(encoding="utf-8").splitlines()[1:]
    found = {}
    for line in lines:
        key, author, year, title, journal, doi = line.split("\t")
        found[key] = (author, year, title, journal, doi)
    return found


def hyphenation() -> dict[str, str]:
    """Where long words may be parted at a line end."""
    words = (PARTS / "hyphenation.txt").read_text(encoding="utf-8").split()
    return {word.replace("-", ""): word for word in words}


def parts() -> dict[str, str]:
    """The abstract, the footnote and the text, by name."""
    text = (PARTS / "review.txt").read_text(encoding="utf-8")
    pieces = re.split(r"^%(\w+)\n", text, flags=re.MULTILINE)[1:]
    return {name: body.strip() for name, body in zip(pieces[::2], pieces[1::2], strict=True)}


TABLE = Table(
    "**Table 1** Cargo of exosomes and the response of glioma to therapy. TMZ, temozolomide; GBM, glioblastoma.",
    ("Cargo", "Donor", "Recipient", "Therapy", "Effect", "Ref."),
    (
        (
            "SBF2-AS1 (lncRNA)",
            "TMZ-resistant GBM cells",
            "TMZ-sensitive GBM cells",
            "TMZ",
            "resistance increased",
            "[@sbf2]",
        ),
        ("miR-1238", "TMZ-resistant GBM cells", "TMZ-sensitive GBM cells", "TMZ", "resistance increased", "[@mir1238]"),
        ("miR-151a, restored", "TMZ-resistant GBM cells", "GBM cells", "TMZ", "sensitivity increased", "[@mir151a]"),
        ("circCABIN1", "TMZ-resistant GBM cells", "GBM cells", "TMZ", "resistance increased", "[@cabin1]"),
        (
            "PTPRZ1–MET fusion",
            "fusion-positive GBM cells",
            "fusion-negative GBM cells",
            "TMZ",
            "resistance increased",
            "[@fusion]",
        ),
        ("MGMT mRNA", "reactive astrocytes", "MGMT-negative glioma cells", "TMZ", "resistance increased", "[@mgmt]"),
        ("miR-21", "M2 macrophages", "GBM cells", "TMZ", "resistance increased", "[@pacritinib]"),
        (
            "miR-301a",
            "hypoxic glioma cells",
            "normoxic glioma cells",
            "radiation",
            "resistance increased",
            "[@mir301a]",
        ),
    ),
    (1.35, 1.5, 1.55, 0.75, 1.25, 0.4),
    at_foot=True,
)

FIGURE = Figure(
    "**Fig. 1** Three ways to interrupt the transfer of resistance: fewer vesicles leave the donor, fewer reach the "
    "recipient, or the vesicles arrive without the cargo that matters.",
    ("Donor cell\ntumour or stroma", "Exosome\nRNA, protein, lipid", "Recipient cell\nsurvives the drug"),
    ("release", "uptake"),
)


def blocks(text: str) -> list[Block]:
    """The text as blocks: ``#`` opens a heading, ``!`` names a table or figure, an empty line parts paragraphs."""
    found: list[Block] = []
    for part in re.split(r"\n\s*\n", text.strip()):
        line = " ".join(part.split())
        if line.startswith("## "):
            found.append(Heading(line[3:], level=2))
        elif line.startswith("# "):
            found.append(Heading(line[2:]))
        elif line.startswith("!"):
            found.append(TABLE if line == "!table" else FIGURE)
        else:
            found.append(Prose(line))
    return found


class Citations:
    """Turns keys into numbers in the order of their first use."""

    def __init__(self, known: dict[str, tuple[str, str, str, str, str]]) -> None:
        self.known = known
        self.order: list[str] = []

    def number(self, key: str) -> int:
        """The number of one reference. Raises KeyError for a key that is not in the list."""
        if key not in self.order:
            if key not in self.known:
                raise KeyError(key)
            self.order.append(key)
        return self.order.index(key) + 1

    def resolve(self, text: str) -> str:
        """The text with ``[@key,key]`` printed as ``[1,2]``."""

        def marks(match: re.Match[str]) -> str:
            numbers = sorted(self.number(key) for key in match.group(1).split(","))
            # A citation stays on the line of the word before it.
            return ("\u00a0" if match.group().startswith(" ") else "") + f"[{','.join(map(str, numbers))}]"

        return re.sub(r" ?\[@([\w,]+)\]", marks, text)

    def entries(self) -> tuple[str, ...]:
        """The reference list as printed, without the numbers."""
        lines = []
        for key in self.order:
            author, year, title, journal, doi = self.known[key]
            stop = "" if title.endswith("?") else "."
            lines.append(f"{author} et al. {title}{stop} *{journal}*. {year}." + (f" doi:{doi}" if doi else ""))
        return tuple(lines)


def review() -> Review:
    """The sample review, ready to be set."""
    text = parts()
    cite = Citations(references())
    done: list[Block] = []
    for block in blocks(text["text"]):
        match block:
            case Prose(words):
                done.append(Prose(cite.resolve(words)))
            case Table():
                done.append(replace(block, rows=tuple(tuple(cite.resolve(c) for c in row) for row in block.rows)))
            case _:
                done.append(block)
    unused = sorted(set(cite.known) - set(cite.order))
    if unused:
        raise ValueError(f"never cited: {', '.join(unused)}")
    return Review(
        title="Exosomes and chemoresistance in glioma: cargo, donors and the way back to sensitivity",
        authors="The exoannotate authors",
        affiliation="Sample text for the program exoannotate, not peer reviewed",
        journal="Exoannotate Sample Reviews · Volume 1 · 2026 · 101–104",
        running="Exosomes and chemoresistance in glioma",
        abstract=" ".join(text["abstract"].split()),
        keywords="exosomes · extracellular vesicles · glioma · glioblastoma · temozolomide · drug resistance",
        blocks=(*done, References(cite.entries())),
        footnote=" ".join(text["footnote"].split()),
        first_page=101,
        hyphenation=hyphenation(),
    )


def make(path: Path) -> Typeset:
    """Write the sample PDF; returns what was set, in reading order."""
    return typeset(review(), path)


def main() -> int:
    """Write the sample PDF and say what it holds."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    made = make(out)
    kinds = {kind: sum(b.kind == kind for b in made.breaks) for kind in ("hyphen", "column", "page")}
    print(f"{out}: {made.pages} pages, {len(made.of_kind('body'))} paragraphs, breaks {kinds}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
