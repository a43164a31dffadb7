"""The Word document: one table as journals print it, read back by another program."""

from __future__ import annotations

import io
import time
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import docx
import pytest
from docx.enum.section import WD_ORIENT

from exoannotate.domain.errors import ExoError
from exoannotate.domain.evidence import EvidenceRow
from exoannotate.domain.records import FieldEntry, Study, Value
from exoannotate.export import word
from exoannotate.export.citing import References
from exoannotate.export.exporter import Options
from exoannotate.export.formats import exporter
from exoannotate.export.table import Bundle, ProjectContents, choose

from .samples import HOSTILE, row


def written(bundle: Bundle) -> bytes:
    stream = io.BytesIO()
    exporter("docx").write(bundle, stream, Options())
    return stream.getvalue()


def cells(data: bytes) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for line in docx.Document(io.BytesIO(data)).tables[0].rows]


def test_the_page_lies_on_its_side_and_the_head_comes_again() -> None:
    data = written(Bundle(choose([row("r1", cargo="miR-21", therapy="TMZ")])))
    document = docx.Document(io.BytesIO(data))
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE and section.page_width > section.page_height
    table = document.tables[0]
    assert table.rows[0]._tr.trPr.xpath("w:tblHeader") and not table.rows[1]._tr.trPr.xpath("w:tblHeader")
    width = sum(int(c.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}w")) for c in
                table._tbl.tblGrid)  # fmt: skip
    assert width <= round((section.page_width - section.left_margin - section.right_margin) / 635) + 12  # EMU
    assert document.paragraphs[0].text.startswith(
        "Table 1. Evidence on vesicle cargo and response to therapy (1 record)"
    )


def test_default_columns_fit_a_page_and_say_something() -> None:
    data = written(Bundle(choose([row("r1", cargo="miR-21", therapy="TMZ"), row("r2", donor="TAM", quote="q")])))
    assert cells(data) == [["Cargo", "Donor", "Therapy", "Ref."], ["miR-21", "", "TMZ", ""], ["", "TAM", "", ""]]


def test_chosen_columns_are_kept_as_chosen() -> None:
    data = written(Bundle(choose([row("r1", quote="“a”", cargo="miR-21")], "quote,cargo")))
    assert cells(data) == [["Quote", "Cargo", "Ref."], ["“a”", "miR-21", ""]]


def test_hostile_text_stays_text_and_nothing_leads_outside() -> None:
    data = written(
        Bundle(choose([row(f"r{i}", quote=text, cargo="x") for i, text in enumerate(HOSTILE)], "quote,cargo"))
    )
    shown = [line[0] for line in cells(data)[1:]]
    for text, found in zip(HOSTILE, shown, strict=True):
        assert found.split() == text.split()
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert parts.testzip() is None
        for name in parts.namelist():
            content = parts.read(name)
            assert b'TargetMode="External"' not in content and b"w:fldChar" not in content, name
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(content)


def test_one_paper_has_one_number(contents: ProjectContents) -> None:
    """Two documents name the same study, one with more words: it is one reference."""
    document = replace(contents.documents[0], doi="10.1000/review", title="A review", authors="Ada", year=2025)
    studies = (
        Study("s1", document.id, "12. Li X. 2019.", number="12", doi="10.1000/li"),
        Study("s2", document.id, "3. Li X, other words. 2019.", number="3", doi="10.1000/LI"),
    )
    records = ["r2", "r3"]
    entries = tuple(
        FieldEntry(record, "primary_study", (Value(s.text, identifier=s.id, source="studies"),))
        for record, s in zip(records, studies, strict=True)
    )
    contents = replace(contents, documents=(document,), studies=studies, entries=entries)
    references = References(contents)
    said = [references.of(record) for record in records]
    assert said == ["1; in 2, p. 372", "1; in 2, p. 372"]
    assert references.numbered() == (
        (1, "12. Li X. 2019. https://doi.org/10.1000/li"),
        (2, "Ada. A review. J Test; 2025. https://doi.org/10.1000/review"),
    )


def test_a_paper_is_known_by_its_pmid_too_and_words_alone_are_listed(contents: ProjectContents) -> None:
    document = replace(contents.documents[0], doi="10.1000/review", title="A review", authors="Ada", year=2025)
    studies = (
        Study("s1", document.id, "12. Li X. 2019.", number="12", doi="10.1000/li", pmid="31000001"),
        Study("s2", document.id, "3. Li X, other words. 2019.", number="3", pmid="31000001"),
    )
    said = (
        ("r1", Value(studies[0].text, identifier="s1", source="studies")),
        ("r2", Value(studies[1].text, identifier="s2", source="studies")),
        ("r3", Value("Kim 2018")),
        ("r4", Value("no reference given")),
    )
    entries = tuple(FieldEntry(record, "primary_study", (value,)) for record, value in said)
    references = References(replace(contents, documents=(document,), studies=studies, entries=entries, links=()))
    assert [references.of(record) for record, _ in said] == ["1", "1", "2", ""]
    assert [text for _, text in references.numbered()] == ["12. Li X. 2019. https://doi.org/10.1000/li", "Kim 2018"]


def test_more_rows_than_word_takes_are_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "MAX_ROWS", 2)
    rows: list[EvidenceRow] = [row("a"), row("b"), row("c")]
    with pytest.raises(ExoError, match="holds 2 rows"):
        written(Bundle(choose(rows)))


def test_a_clock_before_there_were_archives_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    real = time.localtime
    monkeypatch.setattr(time, "localtime", lambda *_: real(86_400))
    with pytest.raises(ExoError, match="year before 1980"):
        written(Bundle(choose([row("r")], "cargo")))


def test_more_columns_than_a_page_holds_give_each_record_its_own_table() -> None:
    data = written(Bundle(choose([row("r1", cargo="miR-21", quote="“a”"), row("r2", therapy="TMZ")], "long")))
    document = docx.Document(io.BytesIO(data))
    assert [len(table.columns) for table in document.tables] == [2, 2]
    assert [cell.text for cell in document.tables[0].column_cells(0)] == ["Cargo", "Quote", "Record id"]
    assert [p.text for p in document.paragraphs if p.text.startswith("Record ")] == [
        "Record 1. miR-21",
        "Record 2. TMZ",
    ]


def test_columns_are_as_wide_as_what_they_say() -> None:
    quote = "Exosomes carry miR-21 from M2 macrophages into glioma cells, which no longer die of temozolomide. " * 2
    data = written(
        Bundle(choose([row("r1", cargo="miR-21", therapy="temozolomide", quote=quote)], "cargo,therapy,quote"))
    )
    grid = docx.Document(io.BytesIO(data)).tables[0]._tbl.tblGrid
    widths = [int(c.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}w")) for c in grid]
    cargo, therapy, quoted, cited = widths
    assert quoted > 3 * therapy > 3 * cargo > 3 * cited
