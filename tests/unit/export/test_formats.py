"""Every format: read back with other readers than our own, twice the same bytes, nothing at all, hostile text."""

from __future__ import annotations

import csv
import hashlib
import io
import json as standard_json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest
from pyarrow import parquet

from exoannotate.domain.errors import BadValueError, ExoError
from exoannotate.domain.evidence import LONG_COLUMNS, EvidenceRow
from exoannotate.domain.fields import EVIDENCE_FIELDS
from exoannotate.domain.records import FieldEntry, Record, Value
from exoannotate.export import csv as delimited
from exoannotate.export import json, xlsx
from exoannotate.export.bundle import bundle
from exoannotate.export.exporter import Options, Report
from exoannotate.export.formats import EXPORTERS, exporter, save
from exoannotate.export.table import About, Bundle, ProjectContents, choose

from .samples import HOSTILE, UNFIT, UNFIT_COUNT, row

ALL = [e.name for e in EXPORTERS]
NAMES = [e.name for e in EXPORTERS if e.counts == "records"]


def written(name: str, of: Bundle, *, raw: bool = False) -> tuple[bytes, Report]:
    stream = io.BytesIO()
    report = exporter(name).write(of, stream, Options(raw=raw))
    assert not stream.closed
    return stream.getvalue(), report


def workbook(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture
def full(rows: tuple[EvidenceRow, ...], contents: ProjectContents, about: About) -> Bundle:
    return bundle(choose(rows, "long"), contents, about)


# All formats -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_the_same_data_gives_the_same_bytes(
    tmp_path: Path, full: Bundle, name: str, a_year_later: Callable[[], None]
) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    save(name, full, first)
    a_year_later()
    save(name, full, second)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="the time zone is set by the environment")
def test_the_bytes_do_not_depend_on_place_and_hash_seed(tmp_path: Path) -> None:
    script = (
        "import sys, io\nfrom exoannotate.export.formats import EXPORTERS, Options\n"
        "from exoannotate.export.table import *\nfrom exoannotate.domain.evidence import *\n"
        "row = EvidenceRow('r', tuple(c.name for c in LONG_COLUMNS))\n"
        "for e in EXPORTERS:\n    s = io.BytesIO()\n    e.write(Bundle(choose([row], 'long')), s, Options())\n"
        "    sys.stdout.buffer.write(s.getvalue())\n"
    )
    seen = set()
    for zone, seed in (("Asia/Tokyo", "1"), ("America/New_York", "2")):
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True)
        seen.add(hashlib.sha256(done.stdout).hexdigest())
        assert len(done.stdout) > 1000
    assert len(seen) == 1


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("columns", ["default", "long"])
def test_nothing_is_written_as_nothing(tmp_path: Path, name: str, columns: str) -> None:
    report = save(name, bundle(choose([], columns), ProjectContents(), About()), tmp_path / "out")
    assert report == Report(0)
    data = (tmp_path / "out").read_bytes()
    if name == "xlsx":
        sheet = workbook(data)["evidence"]
        assert sheet.max_row == 1
    elif name == "docx":
        assert sum(len(table.rows) for table in docx.Document(io.BytesIO(data)).tables) == (columns == "default")
    elif name == "html":
        assert b"<td" not in data and b"<article" not in data and b"None" not in data
    elif name in ("json", "jsonld"):
        whole = standard_json.loads(data)
        assert (whole["records"] if name == "json" else whole["first"]["items"]) == []
    elif name == "parquet":
        assert parquet.read_table(io.BytesIO(data)).shape == (0, 18 if columns == "default" else len(LONG_COLUMNS))
    elif name in ("markdown", "latex"):
        assert b"nan" not in data and b"None" not in data and b"(0 records)" in data
    else:
        assert len(data.decode("utf-8").splitlines()) == 1
        assert b"nan" not in data and b"None" not in data


@pytest.mark.parametrize("name", NAMES)
def test_missing_fields_are_empty(name: str) -> None:
    data, _ = written(name, Bundle(choose([row("")], "long"), contents=ProjectContents(records=(Record(""),))))
    if name == "xlsx":
        assert all(cell.value is None for cell in workbook(data)["evidence"][2])
    elif name == "docx":
        assert not docx.Document(io.BytesIO(data)).tables[0].rows
    elif name == "parquet":
        assert parquet.read_table(io.BytesIO(data)).to_pylist() == [dict.fromkeys(c.name for c in LONG_COLUMNS)]
    else:
        assert b"nan" not in data.lower() and b"None" not in data


@pytest.mark.parametrize("name", NAMES)
def test_hostile_text_is_written_and_counted(name: str) -> None:
    rows = (row("r1", cargo=UNFIT), row("r2", quote=UNFIT))
    contents = ProjectContents(
        records=(Record("r1"), Record("r2")), entries=(FieldEntry("r1", "cargo", (Value(UNFIT),)),)
    )
    data, report = written(name, bundle(choose(rows), contents, About()))
    if name == "json":
        assert report == Report(2, 2)  # JSON escapes all but the lone surrogates
        text = standard_json.loads(data)["records"][0]["fields"]["cargo"]["values"][0]["text"]
        assert text == UNFIT.replace("\ud800", "\ufffd").replace("\udfff", "\ufffd")
    elif name == "jsonld":
        assert report == Report(2, 2)
        whole = standard_json.loads(data)["first"]["items"]
        assert whole[0]["body"][0]["value"] == UNFIT.replace("\ud800", "\ufffd").replace("\udfff", "\ufffd")
    elif name == "parquet":
        assert report == Report(2, 4)
        assert parquet.read_table(io.BytesIO(data))["quote"][1].as_py().count("\ufffd") == 2
    elif name == "latex":
        assert report == Report(2, UNFIT_COUNT, boxed=UNFIT_COUNT)
    elif name == "markdown":
        assert report.rows == 2 and report.replaced >= UNFIT_COUNT
    elif name in ("docx", "html"):
        assert report == Report(2, UNFIT_COUNT)  # no room for quotes unless chosen; or they are told by their passages
    else:
        assert report == Report(2, 2 * UNFIT_COUNT)
    assert "�" in report.sentence()
    if name == "docx":
        assert len(docx.Document(io.BytesIO(data)).tables[0].rows) == 3
    elif name == "xlsx":
        workbook(data)
    elif name != "parquet":
        data.decode("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_the_cost_grows_with_the_rows_and_no_faster(tmp_path: Path, name: str) -> None:
    cells = {f.name: f"{f.label} α value" for f in EVIDENCE_FIELDS}

    def cost(many: int) -> float:
        made = tuple(row(f"r{i}", **cells | {"quote": "Exosomes carry miR-21. " * 10}) for i in range(many))
        contents = ProjectContents(
            records=tuple(Record(r.record) for r in made),
            entries=tuple(FieldEntry(r.record, f.name, (Value(f.label),)) for r in made for f in EVIDENCE_FIELDS[:10]),
        )
        table = choose(made)
        began = time.thread_time()
        assert save(name, bundle(table, contents, About()), tmp_path / f"out-{many}").rows == many
        return time.thread_time() - began

    cost(10)  # what is imported once
    few, many = min(cost(200) for _ in range(3)), cost(2_000)
    assert many < 25 * few


def test_formats_are_named() -> None:
    assert [e.name for e in EXPORTERS] == [
        "xlsx", "docx", "html", "csv", "tsv", "markdown", "latex", "json", "jsonld", "parquet", "bibtex", "ris",
        "csl-json", "nbib",
    ]  # fmt: skip
    assert exporter(" XLSX").suffix == ".xlsx" and exporter(".csv").name == "csv"
    for known in EXPORTERS:
        usual = {"markdown": ".md", "latex": ".tex"}.get(known.name, f".{known.name}")
        assert known.suffix == usual or known.counts == "papers"
        assert known.label and known.help.endswith(".") and "\n" not in known.help and len(known.help) <= 120
    with pytest.raises(BadValueError, match="xlsx, docx, html, csv, tsv, markdown, latex, json, jsonld, parquet"):
        exporter("doc")


# CSV and TSV -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_delimited_text_reads_back(hostile_rows: tuple[EvidenceRow, ...], name: str, delimiter: str) -> None:
    table = choose(hostile_rows, "cargo,quote,Record id")
    data, report = written(name, Bundle(table))
    assert report == Report(len(HOSTILE))
    assert data.startswith(b"\xef\xbb\xbf") is (name == "csv")
    other = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))
    assert other[0] == ["Cargo", "Quote", "Record id"]
    assert all(cell[:1] not in tuple("=+-@\t\r\n＝＋－＠") for line in other for cell in line if cell)
    ours = delimited.read(data, delimiter=delimiter)
    assert ours == (table.heads, *(table.cells(r) for r in hostile_rows))


@pytest.mark.parametrize(("name", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_raw_text_only_when_chosen(hostile_rows: tuple[EvidenceRow, ...], name: str, delimiter: str) -> None:
    data, _ = written(name, Bundle(choose(hostile_rows, "cargo")), raw=True)
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))
    assert [line[0] for line in lines[1:]] == list(HOSTILE)
    assert delimited.read(data, delimiter=delimiter, raw=True)[1:] == tuple((text,) for text in HOSTILE)


def test_lines_end_as_excel_expects(rows: tuple[EvidenceRow, ...]) -> None:
    data, _ = written("csv", Bundle(choose(rows)))
    assert data.count(b"\r\n") == 3 == data.count(b"\n")
    assert data.endswith(b"\r\n")
    assert b"'=1+1" in data


def test_pandas_reads_csv(hostile_rows: tuple[EvidenceRow, ...]) -> None:
    import pandas as pd

    kept = [r for r in hostile_rows if "\r" not in r["cargo"]]
    data, _ = written("csv", Bundle(choose(kept, "cargo")))
    found = pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False, encoding="utf-8", skip_blank_lines=False)
    assert list(found.columns) == ["Cargo"]
    assert len(found) == len(kept)


# XLSX ------------------------------------------------------------------------------------------------------------


def test_text_stays_text_in_a_workbook(hostile_rows: tuple[EvidenceRow, ...]) -> None:
    data, report = written("xlsx", Bundle(choose(hostile_rows, "cargo,quote,record_id")))
    assert report == Report(len(HOSTILE))
    sheet = workbook(data)["evidence"]
    for i, text in enumerate(HOSTILE, start=2):
        for cell in sheet[i][:2]:
            if text == "":
                assert cell.value is None
                continue
            assert cell.data_type == "s", (text, cell.data_type)
            expected = text.replace("\r\n", "\n").replace("\r", "\n")
            assert cell.value.replace("_x005F_", "_") == expected
            assert cell.hyperlink is None


def test_rows_are_written_as_the_library_writes_them(
    hostile_rows: tuple[EvidenceRow, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    more = (row("n1", document_year="2024", page_index="7", cargo=" a", quote="b\n"), row(""), row("n2", quote=UNFIT))
    of = Bundle(choose((*hostile_rows, *more), "long"))
    quick, quick_report = written("xlsx", of)
    monkeypatch.setattr(xlsx.sheet_rows, "fits", lambda _sheet: False)
    slow, slow_report = written("xlsx", of)
    assert quick == slow and quick_report == slow_report


def test_no_text_is_markup_of_a_workbook() -> None:
    text = "<r><t>red</t></r>"  # XlsxWriter by itself would write it as it is
    data, _ = written("xlsx", Bundle(choose([row("r1", cargo=text, quote="<r>&</r>")], "cargo,quote")))
    assert [cell.value for cell in workbook(data)["evidence"][2]] == [text, "<r>&</r>"]


def test_the_workbook_holds_no_formula_and_no_link(hostile_rows: tuple[EvidenceRow, ...]) -> None:
    import zipfile

    data, _ = written("xlsx", Bundle(choose(hostile_rows, "long")))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        for part in archive.namelist():
            text = archive.read(part)
            assert b"<f>" not in text and b"<hyperlink" not in text and b'TargetMode="External"' not in text


def test_sheets_of_the_workbook(full: Bundle) -> None:
    book = workbook(written("xlsx", full)[0])
    assert book.sheetnames == ["evidence", "passages", "references", "data dictionary", "about"]
    evidence = book["evidence"]
    heads = [cell.value for cell in evidence[1]]
    assert heads == [column.head for column in LONG_COLUMNS]
    assert evidence.freeze_panes == "A2"
    assert evidence.auto_filter.ref == f"A1:{evidence.cell(1, len(heads)).column_letter}3"
    cells = dict(zip(heads, evidence[2], strict=True))
    assert (cells["Document year"].value, cells["Page index"].value, cells["Rating"].value) == (2024, 7, 3)
    assert cells["Quote"].alignment.wrap_text
    assert evidence.column_dimensions[cells["Quote"].column_letter].width > 50
    assert [c.value for c in evidence[3] if c.value == "03"] == ["03"]  # no whole number as it stands: text
    fields = [line[0].value for line in book["data dictionary"].iter_rows(min_row=2)]
    assert fields == [f.name for f in EVIDENCE_FIELDS]
    about = {line[0].value: line[1].value for line in book["about"].iter_rows(min_row=2)}
    assert about["Filter"] == "therapy ~ temo"
    assert about["Digest of the rows (SHA-256)"] == full.about.digest
    quotes = [line[5].value for line in book["passages"].iter_rows(min_row=2)]
    assert quotes == ["Exosomes carry miR-0.", "Exosomes carry miR-1.", "Exosomes carry miR-3."]
    assert [line[3].value for line in book["passages"].iter_rows(min_row=2)] == ["372"] * 3  # the page label
    printed = [line[10].value for line in book["references"].iter_rows(min_row=2)]
    assert printed == [None, "12. Müller A. Title. 2019."]
    assert (book.properties.created.year, book.properties.creator) == (2000, None)


def test_cells_that_excel_cannot_hold_are_cut_and_marked() -> None:
    long = "α𝛼" * 20_000
    data, report = written("xlsx", Bundle(choose([row("r1", quote=long, cargo="x" * 32_767)], "cargo,quote")))
    assert (report.cut, report.replaced) == (1, 0)
    assert "JSON" in report.sentence()
    cells = workbook(data)["evidence"][2]
    assert cells[0].value == "x" * 32_767
    assert cells[1].value.endswith("[… cut here: the whole text has 40,000 characters]")
    assert len(cells[1].value.encode("utf-16-le")) // 2 <= 32_767


def test_more_rows_than_excel_holds(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(xlsx, "MAX_ROWS", 2)
    with pytest.raises(ExoError, match="and there are more"):
        save("xlsx", Bundle(choose([row("a"), row("b"), row("c")])), tmp_path / "a.xlsx")
    assert os.listdir(tmp_path) == []


# JSON ------------------------------------------------------------------------------------------------------------


def test_json_is_read_back_without_loss(contents: ProjectContents, about: About) -> None:
    everything = tuple(row(r.id) for r in contents.records)
    of = bundle(choose(everything), contents, about)
    data, report = written("json", of)
    assert report == Report(3)
    found_about, found = json.read(data)
    assert found_about == of.about
    for name in ("documents", "studies", "passages", "records", "curators", "meanings"):
        assert getattr(found, name) == getattr(of.contents, name), name
    assert set(found.entries) == set(contents.entries)
    assert set(found.links) == set(contents.links)
    assert written("json", bundle(choose(everything), found, about))[0] == data


def test_json_for_readers(full: Bundle) -> None:
    data, _ = written("json", full)
    assert "miR-21" in data.decode("utf-8") and "review of α".encode() in data
    whole = standard_json.loads(data)
    assert whole["exoannotate"]["filter"] == "therapy ~ temo"
    assert [record["id"] for record in whole["records"]] == ["r2", "r1"]  # the order of the table
    first = whole["records"][1]
    assert list(first["fields"]) == ["cargo", "note"]
    assert first["fields"]["cargo"]["values"][0] == {
        "text": "miR-21", "name": "hsa-miR-21", "id": "MIMAT0000076", "source": "miRBase", "detail": "",
        "words": {"passage": "p1", "start": 15, "end": 21},
    }  # fmt: skip
    assert [p["id"] for p in first["passages"]] == ["p0", "p1"]
    assert first["passages"][0]["page"] == "372"
    assert whole["records"][0]["fields"]["therapy"]["reason"] == "not reported"
    assert whole["passages"][0]["quads"][0]["x0"] == 1.5


def test_json_keeps_every_kind_of_text(hostile_rows: tuple[EvidenceRow, ...]) -> None:
    texts = (*HOSTILE, "\0\x01\x7f\ufffe")
    contents = ProjectContents(
        records=(Record("r0"),), entries=(FieldEntry("r0", "cargo", tuple(Value(text) for text in texts)),)
    )
    data, report = written("json", bundle(choose(hostile_rows[:1]), contents, About()))
    assert report.replaced == 0
    assert tuple(v.text for v in json.read(data)[1].entries[0].values) == texts


@pytest.mark.parametrize(
    "damage", [b"", b"[]", b"{}", b"\xff", b'{"exoannotate": {"format": "other"}}', b"[" * 100_000, b"null", b'"a"']
)
def test_other_json_is_refused(damage: bytes) -> None:
    with pytest.raises(BadValueError):
        json.read(damage)


def test_damaged_json_is_refused(full: Bundle) -> None:
    data, _ = written("json", full)
    for at in range(0, len(data) - 2, 97):
        with pytest.raises(BadValueError):
            json.read(data[:at])
    changes = (
        (b'"version": 1', b'"version": 2'),
        (b'"reason": "not reported"', b'"reason": "none"'),
        (b'"fields": {', b'"fields": [], "x": {'),
        (b'"page_index": 7', b'"page_index": "7"'),
    )
    for old, new in changes:
        assert old in data
        with pytest.raises(BadValueError):
            json.read(data.replace(old, new))


def test_only_what_belongs_to_the_records(contents: ProjectContents) -> None:
    held = contents.only(["r2"])
    assert [r.id for r in held.records] == ["r2"]
    assert [p.id for p in held.passages] == ["p1"]
    assert [d.id for d in held.documents] == ["d1"]
    assert [s.id for s in held.studies] == ["s1"]
    assert {e.record for e in held.entries} == {"r2"} == {link.record for link in held.links}
    assert contents.only([]) == replace(ProjectContents(), curators=contents.curators, meanings=contents.meanings)
