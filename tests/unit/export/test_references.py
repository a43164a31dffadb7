"""Bibliographies: which papers are written, read back by other programs' readers, and every odd file there is."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest

from exoannotate.domain import works
from exoannotate.domain.authors import Name
from exoannotate.domain.errors import BadValueError
from exoannotate.domain.records import Document, FieldEntry, Study, Value
from exoannotate.domain.works import Work
from exoannotate.export.exporter import Options
from exoannotate.export.formats import exporter
from exoannotate.export.references import csl_json, papers
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
