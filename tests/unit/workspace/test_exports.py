"""Exports of a whole project: read in steps, grouped, watched, stopped, and told when it changed meanwhile."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import sqlite3
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from markdown_it import MarkdownIt

from exoannotate.export.formats import EXPORTERS
from exoannotate.store.guarding import StoppedError
from exoannotate.workspace import exports, own_fields, sample, tables
from exoannotate.workspace.session import Session


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return Path(sample.copy(tmp_path / "sample"))


@pytest.mark.parametrize("size", [1, 3, 8, 2_000])
def test_rows_read_in_steps_are_those_of_the_table(project: Path, size: int) -> None:
    with Session.open(project) as session:
        own_fields.add(session, "Dose", "number")
        whole = session.project.evidence_rows()
        steps = list(session.project.evidence_in_steps(size))
    assert len(whole) == 8 and tuple(row for step in steps for row in step) == whole
    assert all(0 < len(step) <= size for step in steps)


@pytest.mark.parametrize("name", ["csv", "tsv", "parquet", "xlsx"])
def test_what_is_read_while_it_is_written_is_the_same_file(project: Path, tmp_path: Path, name: str) -> None:
    streamed, held = tmp_path / f"a.{name}", tmp_path / f"b.{name}"
    with Session.open(project, read_only=True) as session:
        one = exports.export(session, name, streamed)
        two = exports.export(session, name, held, sort="created")
    assert (one.rows, one.digest) == (two.rows, two.digest) == (8, one.digest)
    if name == "xlsx":
        books = [openpyxl.load_workbook(path) for path in (streamed, held)]
        for sheet in ("evidence", "passages", "references", "data dictionary"):
            cells = [[[cell.value for cell in line] for line in book[sheet].iter_rows()] for book in books]
            assert cells[0] == cells[1], sheet
    elif name != "parquet":
        assert streamed.read_bytes() == held.read_bytes()


def test_a_filter_is_asked_of_each_row_as_it_comes(project: Path, tmp_path: Path) -> None:
    with Session.open(project, read_only=True) as session:
        done = exports.export(session, "csv", tmp_path / "a.csv", filter="therapy ~ temozolomide")
        wanted = tables.evidence(session, filter="therapy ~ temozolomide")
    assert done.rows == len(wanted) == 5
    assert len(list(csv.reader(io.StringIO((tmp_path / "a.csv").read_text(encoding="utf-8-sig"))))) == 6


HEADINGS = ["Therapy: chemotherapy, not named", "Therapy: radiation", "Therapy: temozolomide"]


def test_records_stand_under_the_values_of_a_column(project: Path, tmp_path: Path) -> None:
    with Session.open(project, read_only=True) as session:
        for name in ("docx", "html", "markdown", "latex", "csv"):
            exports.export(session, name, tmp_path / name, group="Therapy", columns="cargo,effect")
    lines = [[cell.text for cell in line.cells] for line in docx.Document(str(tmp_path / "docx")).tables[0].rows]
    over = [line[0] for line in lines if len(set(line)) == 1]
    assert over == HEADINGS and [line[0] for line in lines][:4] == [
        "Cargo", HEADINGS[0], "whole vesicle", "whole vesicle"
    ]  # fmt: skip
    page = (tmp_path / "html").read_text(encoding="utf-8")
    assert page.count("<tbody>") == 3 and page.count('scope="rowgroup"') == 3
    assert page.index(HEADINGS[0]) < page.index(HEADINGS[1]) < page.index(HEADINGS[2])
    tokens = MarkdownIt("commonmark").enable("table").parse((tmp_path / "markdown").read_text(encoding="utf-8"))
    told = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"]
    assert told[1:4] == HEADINGS and sum(token.type == "table_open" for token in tokens) == 3
    source = (tmp_path / "latex").read_text(encoding="utf-8")
    assert all(rf"\textbf{{{heading}}}" in source for heading in HEADINGS) and source.count(r"\multicolumn{3}") == 3
    cargos = [line[0] for line in csv.reader(io.StringIO((tmp_path / "csv").read_text(encoding="utf-8-sig")))]
    assert cargos[1:4] == ["whole vesicle", "whole vesicle", "miR-301a"]


def test_groups_of_the_long_form_and_of_what_says_nothing(project: Path, tmp_path: Path) -> None:
    with Session.open(project, read_only=True) as session:
        for name in ("docx", "html", "markdown", "latex"):
            exports.export(session, name, tmp_path / name, group="level", columns="long")
    told = [p.text for p in docx.Document(str(tmp_path / "docx")).paragraphs]
    assert "Level: D preclinical" in told and "Level: not stated" in told
    assert told.index("Level: D preclinical") < told.index("Level: not stated")
    assert "Record 8" in "".join(told)
    for name, heading in (("html", ">Level: not stated<"), ("markdown", "## Level: not stated"),
                          ("latex", r"\section*{Level: not stated}")):  # fmt: skip
        assert heading in (tmp_path / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [e.name for e in EXPORTERS if e.counts == "records"])
def test_an_export_is_watched_and_can_be_stopped(project: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    out.write_bytes(b"old")
    heard: list[int] = []
    with Session.open(project, read_only=True) as session:
        with pytest.raises(StoppedError):
            exports.export(session, name, out, told=heard.append, stopped=lambda: bool(heard))
        assert (out.read_bytes() == b"old" and [path.name for path in tmp_path.iterdir()] == ["out", "sample"]) or heard
        heard.clear()
        assert exports.export(session, name, out, told=heard.append).rows == 8
    assert heard == sorted(heard) and heard[-1] == 8
    beside = ["out-metadata.json"] if name in ("csv", "tsv") else []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", *beside, "sample"]


def test_a_change_of_somebody_else_meanwhile_is_told(project: Path, tmp_path: Path) -> None:
    def meanwhile(_rows: int) -> None:
        with contextlib.closing(sqlite3.connect(project)) as other:
            other.execute("UPDATE records SET agent = agent || '.'")
            other.commit()

    with Session.open(project, read_only=True) as session:
        done = exports.export(session, "csv", tmp_path / "a.csv", told=meanwhile)
        quiet = exports.export(session, "csv", tmp_path / "b.csv")
    assert done.rows == 8 and "changed the project meanwhile" in done.remark and quiet.remark == ""


@pytest.mark.parametrize("name", [e.name for e in EXPORTERS if e.counts == "records"])
def test_every_export_says_where_it_comes_from(project: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / f"my table.{name}"
    with Session.open(project, read_only=True) as session:
        done = exports.export(session, name, out, filter="therapy ~ temozolomide")
    whole = b"".join(path.read_bytes() for path in sorted(tmp_path.glob("my table*")))
    if zipfile.is_zipfile(out):
        with zipfile.ZipFile(out) as parts:
            whole = b"".join(parts.read(part) for part in parts.namelist())
    told = whole.decode("utf-8", "replace")
    assert done.digest in told and "0.1.0" in told and "1." in told
    assert "therapy ~ temozolomide" in told or r"therapy \~ temozolomide" in told


def test_what_stands_beside_a_csv_is_what_its_readers_look_for(project: Path, tmp_path: Path) -> None:
    with Session.open(project, read_only=True) as session:
        exports.export(session, "csv", tmp_path / "my table.csv", columns="cargo,document_year")
        long = tmp_path / f"{'x' * 245}.csv"
        assert "beside it" in exports.export(session, "csv", long).remark and long.exists()
    told = json.loads((tmp_path / "my table.csv-metadata.json").read_text(encoding="utf-8"))
    assert told["@context"] == "http://www.w3.org/ns/csvw" and told["url"] == "my%20table.csv"
    assert told["tableSchema"]["columns"] == [
        {"name": "cargo", "titles": "Cargo", "datatype": "string"},
        {"name": "document_year", "titles": "Document year", "datatype": "number"},
    ]
