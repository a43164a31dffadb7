"""Own SQL: what is told, what is refused, what is stopped, and that nobody else waits for it."""

from __future__ import annotations

import shutil
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from exoannotate import resources
from exoannotate.domain.change import Change
from exoannotate.domain.errors import ExoError
from exoannotate.store import sql
from exoannotate.store.project import Project
from exoannotate.store.sql import Limits, StatementError, StoppedError
from exoannotate.workspace import own_sql
from exoannotate.workspace.session import Session

ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return Path(shutil.copy(resources.path("sample", "sample.exo"), tmp_path / "Über uns.exo"))


def refused(path: Path, statement: str) -> StatementError:
    before = path.read_bytes()
    with pytest.raises(StatementError) as told:
        sql.ask(path, statement)
    assert path.read_bytes() == before
    assert "sqlite" not in str(told.value).lower()
    return told.value


def test_rows_with_their_types(sample: Path) -> None:
    found = sql.ask(sample, "SELECT cargo, 2 AS two, 1.5 AS half, NULL AS none, x'0102' AS raw FROM evidence")
    assert found.columns == ("cargo", "two", "half", "none", "raw")
    assert len(found.rows) == 8 and ("miR-1238", 2, 1.5, None, "[2 bytes]") in found.rows
    assert found.more == "" and found.sentence(sql.LIMITS).startswith("8 rows, in ")


@pytest.mark.parametrize("example", own_sql.EXAMPLES, ids=lambda example: example.title)
def test_every_example_runs(sample: Path, example: own_sql.Example) -> None:
    assert own_sql.ask(sample, example.statement).columns


def test_tables_and_views_are_listed_with_their_columns(sample: Path) -> None:
    shapes = {shape.name: shape for shape in own_sql.shapes(sample)}
    assert next(iter(shapes)) == "evidence" and shapes["evidence"].kind == "view"
    assert "therapy" in shapes["evidence"].columns and shapes["records"].kind == "table"
    assert not any(name.startswith(("sqlite", "_")) for name in shapes)
    assert all(own_sql.about(name) for name in shapes)


@pytest.mark.parametrize(
    ("statement", "said", "word"),
    [
        ("SELECT therapyy FROM evidence", "There is no column “therapyy”; did you mean “therapy”?", "therapyy"),
        ("SELECT r.idd FROM records r", "did you mean “r.id”?", "r.idd"),
        ("SELECT q.id FROM records r", "Call a table “q” behind FROM", "q.id"),
        ("SELECT cargo", "Say behind FROM in which table", "cargo"),
        ("SELECT * FROM evidance", "There is no table or view “evidance”; did you mean “evidence”?", "evidance"),
        ("SELEC cargo FROM evidence", "did you mean “SELECT”?", "SELEC"),
        ("SELECT cargo FORM evidence", "did you mean “FROM”?", "FORM"),
        ("SELECT cargo FROM evidence WHERE", "ends too early", ""),
        ("SELECT 'a", "A quote may be open", "'a"),
        ("SELECT lenght(cargo) FROM evidence", "did you mean “length”?", "lenght"),
        ("SELECT id FROM records JOIN documents", "Say of which, as in", "id"),
        ("SELECT cargo FROM evidence WHERE count(*) > 1", "HAVING", ""),
        ("SELECT 1; SELECT 2", "more than one statement", ""),
        ("SELECT ?", "Write the value there", ""),
        ("  ;", "There is no statement yet", ""),
        ("-- nothing\n", "There is no statement yet", ""),
        ("SELECT '\0'", "NUL", ""),
        ("SELECT " + "1," * 60_000 + "1", "longer than", ""),
        ("SELECT " + "(" * 500 + "1" + ")" * 500, "cannot be run", ""),
    ],
)
def test_a_wrong_statement_is_told_in_a_sentence(sample: Path, statement: str, said: str, word: str) -> None:
    told = refused(sample, statement)
    assert said in str(told)
    assert told.word == word


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM records",
        "UPDATE records SET status = 'draft' RETURNING id",
        "INSERT INTO project VALUES ('a', 'b')",
        "DROP TABLE records",
        "CREATE TABLE mine (a)",
        "CREATE TEMP TABLE mine AS SELECT 1",
        "PRAGMA query_only = OFF",
        "PRAGMA table_info(records)",
        "ATTACH 'other.db' AS other",
        "DETACH main",
        "VACUUM",
        "VACUUM INTO 'copy.exo'",
        "BEGIN IMMEDIATE",
        "SAVEPOINT a",
        "REINDEX",
        "SELECT load_extension('libc.so.6')",
        "SELECT fts3_tokenizer('simple')",
        "SELECT * FROM pragma_database_list",
        "WITH a AS (SELECT 1) DELETE FROM records",
    ],
)
def test_nothing_but_reading_is_allowed(sample: Path, statement: str) -> None:
    files = sorted(sample.parent.iterdir())
    told = refused(sample, statement)
    assert "Only reading is allowed" in str(told) or "no function" in str(told), str(told)
    assert sorted(sample.parent.iterdir()) == files


def test_an_endless_statement_is_stopped_by_the_clock(sample: Path) -> None:
    began = time.monotonic()
    with pytest.raises(StatementError, match=r"stopped after 0\.3 seconds"):
        sql.ask(sample, ENDLESS, limits=Limits(seconds=0.3))
    assert time.monotonic() - began < 3


def test_cancel_answers_at_once(sample: Path) -> None:
    asked: list[float] = []

    def stopped() -> bool:
        asked.append(time.monotonic())
        return len(asked) == 5

    with pytest.raises(StoppedError):
        sql.ask(sample, ENDLESS, stopped=stopped)
    assert time.monotonic() - asked[-1] < 1  # 0.2 on a quiet machine


def test_rows_values_room_and_memory_have_limits(sample: Path) -> None:
    many = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x, hex(zeroblob(500)) FROM c"
    found = sql.ask(sample, many, limits=Limits(rows=100, length=50))
    assert len(found.rows) == 100 and found.more == "rows" and found.cut >= 100
    assert sql.ask(sample, many, limits=Limits(room=5_000)).more == "room"
    large = sql.ask(sample, many, limits=Limits(rows=1_000))  # comes in several batches
    assert [row[0] for row in large.rows] == list(range(1, 1_001))
    with pytest.raises(StatementError, match="too large to be shown"):
        sql.ask(sample, "SELECT zeroblob(900000000)")
    with pytest.raises(StatementError, match=r"more memory|took more than"):
        # Sorting a few hundred thousand rows of a kilobyte.
        sql.ask(sample, f"SELECT * FROM ({many} LIMIT 400000) ORDER BY 2, 1 DESC", limits=Limits(memory=200 << 20))


def test_an_edit_does_not_wait_for_a_statement(sample: Path) -> None:
    """A statement under way holds the file; it gives way and is begun anew, and no edit is refused."""
    end = threading.Event()
    slow = (
        "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 100000000) "
        "SELECT count(*) FROM records, c"
    )
    ended: list[BaseException] = []

    def ask() -> None:
        try:
            sql.ask(sample, slow, limits=Limits(seconds=30), stopped=end.is_set)
        except ExoError as error:
            ended.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        with Session.open(sample) as session:
            probe = sqlite3.connect(sample, timeout=0, isolation_level=None)
            for _ in range(500):  # until the guard reads
                try:
                    probe.execute("BEGIN EXCLUSIVE")
                    probe.execute("ROLLBACK")
                except sqlite3.OperationalError:
                    break
                time.sleep(0.01)
            else:
                pytest.fail("the statement never read the file")
            probe.close()
            began = time.monotonic()
            assert session.undo() is not None
            assert time.monotonic() - began < 3
    finally:
        end.set()
        asking.join()
    assert [type(error) for error in ended] == [StoppedError]


def test_what_is_no_project_or_is_damaged_is_told(sample: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.exo"
    other.write_bytes(b"not a project")
    with pytest.raises(ExoError, match="is not an exoannotate project"):
        sql.ask(other, "SELECT 1")
    with pytest.raises(ExoError, match="no file"):
        sql.shapes(tmp_path / "gone.exo")
    data = bytearray(sample.read_bytes())
    data[4096:] = bytes(len(data) - 4096)
    sample.write_bytes(data)
    with pytest.raises(ExoError, match="damaged"):
        sql.ask(sample, "SELECT * FROM evidence")


def test_a_strangers_endless_view_ends_with_its_time(sample: Path) -> None:
    db = sqlite3.connect(sample)
    with db:
        db.execute(f"CREATE VIEW trap AS {ENDLESS}")
    db.close()
    assert "trap" in {shape.name for shape in sql.shapes(sample)}
    with pytest.raises(StatementError, match="stopped after"):
        sql.ask(sample, "SELECT * FROM trap", limits=Limits(seconds=0.3))


def test_text_that_is_no_text_is_shown(sample: Path) -> None:
    found = sql.ask(sample, "SELECT CAST(x'41ff42' AS TEXT) AS a, char(8238) || 'x' AS b, printf('%.*c', 10000, 'y')")
    assert found.rows[0][0] == "A\ufffdB"
    assert found.rows[0][2] == "y" * 10_000


@pytest.mark.parametrize("name", own_sql.FORMATS)
def test_answers_become_files(sample: Path, tmp_path: Path, name: str) -> None:
    answer = sql.ask(sample, "SELECT '=1+1' AS a, 'é' AS a, 3 AS n, NULL AS x, 9e999 AS big")
    out = tmp_path / f"out.{name}"
    assert own_sql.export(answer, name, out) == ""
    if name == "csv":
        assert out.read_text("utf-8-sig").splitlines() == ["a,a,n,x,big", "'=1+1,é,3,,inf"]
    if name == "json":
        assert '"a 2": "é"' in out.read_text("utf-8")
    with pytest.raises(ExoError, match="would replace it"):
        own_sql.export(answer, name, sample)


def test_a_change_is_seen_by_the_next_statement(sample: Path) -> None:
    with Session.open(sample) as session:
        record = session.project.records()[0]
        assert isinstance(session.project, Project)
        before = sql.ask(sample, f"SELECT count(*) FROM records WHERE id = '{record.id}'")
        assert before.rows == ((1,),)
        done = session.undo()
        assert isinstance(done, Change)
    assert sql.ask(sample, "SELECT count(*) FROM history WHERE kind = 'undo'").rows == ((1,),)
