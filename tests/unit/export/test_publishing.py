"""Shared projects as sites and as tables of many: read by Datasette and asked by DuckDB."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import shlex
import sqlite3
import subprocess
import sys
import uuid
from pathlib import Path

import duckdb
import pytest
from datasette.app import Datasette

from exoannotate.cli import main
from exoannotate.domain.records import Value
from exoannotate.workspace import pooling, records, sample, sharing
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session

MANY = 200


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return Path(sample.copy(tmp_path / "sample"))


def another(project: Path, target: Path, therapy: str) -> str:
    """A copy of a project that is one of its own: with another id, and one therapy in all its records."""
    target.write_bytes(project.read_bytes())
    key = str(uuid.uuid5(uuid.NAMESPACE_URL, target.name))
    with contextlib.closing(sqlite3.connect(target)) as db:
        db.execute("UPDATE project SET value = ? WHERE id = 'id'", (key,))
        db.execute("UPDATE record_fields SET text = ? WHERE field = 'therapy'", (therapy,))
        db.commit()
    return key


# Datasette --------------------------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore")  # those of its libraries
def test_a_shared_project_is_a_readable_site(project: Path, tmp_path: Path) -> None:
    with Session.open(project) as session:
        known = {row["cargo"]: row.record for row in session.project.evidence_rows()}
        records.edit(session, known["miR-21"], {"claim": FieldInput((Value("does not support"),))})
        records.review(session, known["MGMT mRNA"], "rejected")
        done = sharing.share(session, tmp_path / "my study.exo", describe=True)
    assert done.metadata == tmp_path / "my study.metadata.json" and "my study.metadata.json" in done.sentence()
    site = Datasette([str(done.out)], metadata=json.loads(done.metadata.read_text(encoding="utf-8")))

    async def read(address: str) -> str:
        answer = await site.client.get(address)
        assert answer.status_code == 200, address
        return str(answer.text)

    async def visit() -> None:
        assert "Evidence on vesicle cargo" in await read("/")
        whole = await read("/my~20study")
        assert "Contradictions" in whole and ">evidence</a>" in whole and "hidden table" in whole
        assert ">history</a>" not in whole and ">layouts</a>" not in whole
        table = await read("/my~20study/evidence")
        assert "miR-1238" in table and "p. 101" in table and "promotes resistance" in table
        assert "facet-results" in table and "What that implies for the cargo" in table
        for question in ("table", "contradictions"):
            await read(f"/my~20study/{question}")
        claims = json.loads(await read("/my~20study/claims.json?_shape=array"))
        assert {one["cargo"] for one in claims} == {"whole vesicle", "SBF2-AS1", "miR-1238", "miR-151a", "miR-301a"}
        assert "SBF2-AS1" in await read("/my~20study/quotes?words=XRCC4")

    asyncio.run(visit())


def test_the_command_writes_the_description_only_when_asked(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["share", str(project), str(tmp_path / "a.exo"), "--json"]) == 0
    assert "metadata" not in json.loads(capsys.readouterr().out)
    assert main(["share", str(project), str(tmp_path / "b.exo"), "--datasette", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert Path(told["metadata"]) == tmp_path / "b.metadata.json" and not (tmp_path / "a.metadata.json").exists()


# Many projects ----------------------------------------------------------------------------------------------------


def test_two_hundred_projects_are_asked_at_once(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    files, keys = [], []
    for number in range(MANY):
        files.append(tmp_path / f"study {number}.exo")
        keys.append(another(project, files[-1], "cisplatin" if number % 4 else "temozolomide"))
    done = pooling.pool(files, folder, columns="cargo,therapy,role,page_index")
    assert [one.project for one in done] == keys and {one.rows for one in done} == {8}
    with duckdb.connect() as db:
        read = f"read_parquet('{folder}/*/*.parquet', hive_partitioning = true)"
        asked = f"SELECT therapy, count(*), count(DISTINCT project) FROM {read} GROUP BY therapy ORDER BY therapy"
        assert db.execute(asked).fetchall() == [("cisplatin", 1_200, 150), ("temozolomide", 400, 50)]
        one = db.execute(f"SELECT count(*), max(page_index) FROM {read} WHERE project = ?", [keys[3]]).fetchone()
        assert one == (8, 1)
        named = f"SELECT file, records FROM read_csv('{folder}/projects.csv') WHERE project = ?"
        assert db.execute(named, [keys[3]]).fetchone() == ("study 3.exo", 8)


def test_a_project_that_is_written_again_replaces_its_own_file(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    first, second = tmp_path / "a.exo", tmp_path / "b.exo"
    keys = another(project, first, "x"), another(project, second, "y")
    pooling.pool((first, second), folder)
    before = (folder / f"project={keys[1]}" / "evidence.parquet").read_bytes()
    pooling.pool((first,), folder, filter="cargo = miR-21")
    with duckdb.connect() as db:
        read = f"read_parquet('{folder}/*/*.parquet', hive_partitioning = true, union_by_name = true)"
        found = db.execute(f"SELECT project, count(*) FROM {read} GROUP BY 1 ORDER BY 2").fetchall()
    assert [(str(key), many) for key, many in found] == [(keys[0], 1), (keys[1], 8)]
    assert (folder / f"project={keys[1]}" / "evidence.parquet").read_bytes() == before
    assert len((folder / "projects.csv").read_text(encoding="utf-8-sig").splitlines()) == 3


def test_what_cannot_be_pooled_is_named_and_the_others_go_in(project: Path, tmp_path: Path) -> None:
    bad, copy = tmp_path / "bad.exo", tmp_path / "copy.exo"
    bad.write_bytes(b"no project")
    copy.write_bytes(project.read_bytes())
    words = [sys.executable, "-m", "exoannotate", "pool", str(bad), str(project), str(copy), "--out",
             str(tmp_path / "out"), "--json"]  # fmt: skip
    done = subprocess.run(words, capture_output=True, text=True, env=dict(os.environ), check=False)
    told = json.loads(done.stdout)
    assert done.returncode == 1 and (told["projects"], told["rows"]) == (1, 8)
    assert [Path(left["file"]).name for left in told["left_out"]] == ["bad.exo", "copy.exo"]
    assert "bad.exo" in done.stderr and "another copy of the project" in done.stderr and "Traceback" not in done.stderr


# The guide --------------------------------------------------------------------------------------------------------

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "notebooks.md"


@pytest.mark.filterwarnings("ignore")  # those of the libraries in it
def test_what_the_guide_says_works(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "study.exo").write_bytes(project.read_bytes())
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert [kind for kind, _ in blocks].count("python") == 3
    for kind, text in blocks:
        if kind == "python":
            exec(compile(text, str(GUIDE), "exec"), {})
        else:
            for line in text.splitlines():
                assert main(shlex.split(line)[1:]) == 0, line
    told = capsys.readouterr().out
    assert "promotes resistance" in told and "study.exo" in told and (tmp_path / "site.metadata.json").exists()
