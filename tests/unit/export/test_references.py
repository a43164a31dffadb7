"""Bibliographies: which papers are written, read back by other programs' readers, and every odd file there is."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import bibtexparser
import pytest
import rispy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from exoannotate.domain import authors, works
from exoannotate.domain.authors import Name
from exoannotate.domain.errors import BadValueError
from exoannotate.domain.records import Document, FieldEntry, Study, Value
from exoannotate.domain.works import Work
from exoannotate.export.exporter import Options
from exoannotate.export.formats import exporter
from exoannotate.export.references import bibtex, csl_json, nbib, papers, ris
from exoannotate.export.references.reading import retracted
from exoannotate.export.table import Bundle, ProjectContents, choose

REVIEW = Document("d1", "", "", "Vesicles in glioma", "Guo, Yue; Li, X.", 2025, "Rev. Vesicles", doi="10.1/rev",
                  volume="4", issue="2", page_range="12-30")  # fmt: skip
COPY = replace(REVIEW, id="d2", title="Vesicles in glioma (preprint)", doi="10.1/REV", volume="")
CITED = Study("s1", "d1", "3. Skog J, et al. Glioblastoma microvesicles transport RNA. Nat Cell Biol 2008;10:1470-6.")
TWICE = replace(CITED, id="s2", document="d2", text="7. Skog J, Breakefield XO. Glioblastoma microvesicles transport "
                "RNA. Nat Cell Biol 2008;10:1470-6. doi:10.1038/ncb1800 [retracted]", retracted=1)  # fmt: skip
UNUSED = Study("s3", "d1", "4. Nobody N. A paper no record names. J Nothing 2001;1:1.")


def contents() -> ProjectContents:
    value = [Value(s.text, identifier=s.id, source="studies") for s in (CITED, TWICE)]
    return ProjectContents(
        documents=(REVIEW, COPY),
        studies=(CITED, TWICE, UNUSED),
        entries=tuple(FieldEntry(f"r{n}", "primary_study", (one,)) for n, one in enumerate(value)),
    )


def written(name: str, of: ProjectContents) -> bytes:
    stream = io.BytesIO()
    exporter(name).write(Bundle(choose([]), contents=of), stream, Options())
    return stream.getvalue()


def test_each_paper_of_the_evidence_is_written_once() -> None:
    found = papers.of(contents())
    assert [(work.key, work.volume, work.doi) for work in found] == [
        ("guo2025vesicles", "4", "10.1/rev"),
        ("skog2008glioblastoma", "10", "10.1038/ncb1800"),
    ]
    assert found[1].retracted
    assert len(papers.of(replace(contents(), library=True))) == 3


def test_citation_keys_are_plain_and_do_not_depend_on_the_others() -> None:
    def key(family: str, title: str, doi: str, **other: str) -> Work:
        return Work(title, (Name(family, "A."),), 2020, doi=doi, **other)  # type: ignore[arg-type]

    one, other = key("Łøvås-Ünal", "The α-synuclein", "10.1/a"), key("Łøvås-Ünal", "An α-Synuclein", "10.1/b")
    assert [work.key for work in papers.keyed([one])] == ["lovasunal2020alphasynuclein"]
    both = papers.keyed([one, other])
    assert len({work.key for work in both}) == 2
    assert both == papers.keyed([other, one])
    assert papers.keyed([replace(one, key="mine_2020")])[0].key == "mine_2020"
    assert papers.keyed([Work("Ünlü")])[0].key == "anonymousunlu"


def test_csl_json_comes_back() -> None:
    data = written("csl-json", contents())
    assert [item["id"] for item in json.loads(data)] == ["guo2025vesicles", "skog2008glioblastoma"]
    assert csl_json.read(data).works == papers.of(contents())
    assert csl_json.item(REVIEW)["author"] == [{"family": "Guo", "given": "Yue"}, {"family": "Li", "given": "X."}]


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[1, 2", b"\x00\x01", b"[" * 100_000, b"nonsense", b'{"items": 3}', "[]".encode("utf-16")[:3]]
)
def test_what_is_no_csl_json_has_its_sentence(data: bytes) -> None:
    with pytest.raises(BadValueError, match=r"(no CSL-JSON file|holds no text).*Nothing was changed"):
        csl_json.read(data)


def test_entries_of_any_shape_are_named_or_read() -> None:
    items = [7, {"title": ["no text"]}, {"title": "A", "author": "x", "issued": 7, "DOI": None, "type": "moon"},
             {"title": "B", "author": [{"family": "Berg", "non-dropping-particle": "van den"}, 3, {"literal": ""}],
              "issued": {"date-parts": [["2019", 4, "31"]]}, "note": "PMID: 123\nx"}]  # fmt: skip
    found = csl_json.read(json.dumps(items).encode())
    assert [problem.sentence() for problem in found.problems] == [
        "Entry 1 was left out: it has no title, DOI or PMID.",
        "Entry 2 was left out: it has no title, DOI or PMID.",
    ]
    assert found.works[0] == Work("A", kind="document")
    assert found.works[1] == Work("B", (Name("Berg", particle="van den"),), 2019, month=4, day=31, pmid="123")
    assert works.from_csl({"title": "C", "status": "retracted", "issued": {"raw": "Apr 2019"}}).month == 4


# Other programs' readers -------------------------------------------------------------------------------------------


def test_ris_is_read_by_another_reader() -> None:
    data = written("ris", contents())
    first, second = rispy.loads(data.decode())
    assert (first["type_of_reference"], first["doi"], first["volume"]) == ("JOUR", "10.1/rev", "4")
    assert (first["authors"], first["start_page"], first["end_page"]) == (["Guo, Yue", "Li, X."], "12", "30")
    assert second["title"] == "Glioblastoma microvesicles transport RNA"
    assert second["type_of_work"] == "Retracted Publication"
    alone = Work("T", (Name("Berg", particle="van den"), Name("Madonna")))
    assert [value for tag, value in ris.lines(alone) if tag == "AU"] == ["van den Berg,", "Madonna"]


def test_bibtex_is_read_by_another_reader() -> None:
    library = bibtexparser.parse_string(written("bibtex", contents()).decode())
    assert not library.failed_blocks
    first, second = library.entries
    assert (first.key, first.entry_type) == ("guo2025vesicles", "article")
    assert first.fields_dict["author"].value == "Guo, Yue and Li, X."
    assert second.fields_dict["pages"].value == "1470--6"
    assert second.fields_dict["title"].value == "Glioblastoma microvesicles transport {RNA}"


@pytest.mark.skipif(not (shutil.which("pdflatex") and shutil.which("bibtex")), reason="LaTeX is not installed")
def test_latex_sets_every_letter(tmp_path: Path) -> None:
    title = "α-Synuclein & 50% of “miR-21_x” #1: Ca²⁺ ≥ 10⁻⁶ {M} ~ H₂O é ö Ł β-catenin → ½ × “q” \\ ^ $5 <b> µM"
    of = ProjectContents(
        documents=(replace(REVIEW, title=title, authors="Łøvås-Ünal, Éva; {Grp of β & co}; d’Arc, J."),)
    )
    (tmp_path / "r.bib").write_bytes(written("bibtex", of))
    (tmp_path / "p.tex").write_text(
        "\\documentclass{article}\\usepackage{textcomp}\\begin{document}\\nocite{*}\\bibliographystyle{plain}"
        "\\bibliography{r}\\end{document}"
    )
    for command in ("pdflatex", "bibtex", "pdflatex"):
        words = [command, *(["-interaction=nonstopmode", "-halt-on-error"] * (command == "pdflatex")), "p"]
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == 0, done.stdout.decode(errors="replace")[-800:]


# There and back ----------------------------------------------------------------------------------------------------

_READ = {"ris": ris.read, "bibtex": bibtex.read, "csl-json": csl_json.read, "nbib": nbib.read}
_WORDS = st.lists(
    st.text("abzXYZ019 {}%&#_$~^\\\"',.;:@=()[]<>-–αβéöŁ²₂中\u00a0", min_size=1, max_size=9), min_size=1, max_size=4
).map(lambda words: " ".join(" ".join(words).split())).filter(lambda text: any(c.isalpha() for c in text))  # fmt: skip
_PEOPLE = st.lists(st.sampled_from((
    Name("Skog", "Johan"), Name("Berg", "A. B.", "van den"), Name("King", "Martin", suffix="Jr."),
    Name("García Márquez", "Gabriel"), Name("Madonna"), Name("O’Driscoll", "L."), Name("Ünal-Øst", "É."),
    Name(literal="World Health Organization"), Name(literal="The ENCODE Consortium"),
)), unique=True, max_size=4).map(tuple)  # fmt: skip
_WORKS = st.builds(
    Work, _WORDS, _PEOPLE, st.integers(1900, 2026), journal=_WORDS, volume=st.sampled_from(("", "12", "S1")),
    issue=st.sampled_from(("", "3", "1-2")), pages=st.sampled_from(("", "1-9", "e12345", "S12-S20")),
    doi=st.sampled_from(("10.1234/a_b", "10.1000/x(y)<1>z#%&", "10.1016/s0140-6736(20)30183-5")),
    pmid=st.sampled_from(("", "18997792")), retracted=st.booleans(), key=st.sampled_from(("skog2008a", "X:1_b")),
    month=st.sampled_from((None, 3)), issn=st.sampled_from(("", "1465-7392")), abstract=st.just("") | _WORDS,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(_WORKS, st.sampled_from(("ris", "bibtex", "csl-json")))
def test_what_is_written_is_read_the_same(work: Work, name: str) -> None:
    assume(not retracted(work.title, (), ()) and "  " not in work.title)
    row = Document("d", "", "", work.title, authors.written(work.authors), work.year, work.journal, work.doi,
                   work.pmid, volume=work.volume, issue=work.issue, page_range=work.pages,
                   retracted=int(work.retracted), csl=works.kept(work))  # fmt: skip
    back = _READ[name](written(name, ProjectContents(documents=(row,)))).works[0]
    if name == "bibtex":
        back, work = _dashed(back), _dashed(work)
    assert back == work


def _dashed(work: Work) -> Work:
    """Without what TeX makes of quotes and dashes that stand together."""
    of = {name: re.sub(r"['\"’”]+|[-–—]+", "·", getattr(work, name)) for name in ("title", "journal", "abstract")}
    return replace(work, **of)
