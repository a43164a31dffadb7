"""What every test gets: no screen, settings and caches in temporary folders, no unseen warnings, made PDFs."""

from __future__ import annotations

import gc
import logging
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import settings

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything imports Qt
# The index of names is built once for all tests of this user, by the first that wants it.
os.environ["EXOANNOTATE_DATA_DIR"] = os.path.join(tempfile.gettempdir(), f"exoannotate-data-{os.getuid()}")
os.environ["EXOANNOTATE_VOCABULARY_DIR"] = os.path.join(tempfile.gettempdir(), f"exoannotate-names-{os.getuid()}")

from pytestqt.qtbot import QtBot

import make_sample
from typeset import Review, Table, Typeset, typeset

# What is certain to come may take longer than the five seconds of pytest-qt where other things run as well.
for _wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitActive, QtBot.waitExposed):
    _wait.__kwdefaults__["timeout"] = 30_000

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class MadePdf:
    """A PDF that was set for a test, and what was set."""

    path: Path
    review: Review
    made: Typeset


# What is left of windows is collected between tests, in the thread that made them; see ``ui/collecting.py``.
gc.disable()


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """Comes first, so that it ends last."""
    yield
    gc.collect(1)


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings and caches of a test lie in its own temporary folder."""
    monkeypatch.setenv("EXOANNOTATE_CONFIG_DIR", str(tmp_path / "_config"))
    monkeypatch.setenv("EXOANNOTATE_CACHE_DIR", str(tmp_path / "_cache"))
    monkeypatch.setenv("EXOANNOTATE_DATA_DIR", str(tmp_path / "_data"))


class _Listener(logging.Handler):
    """Keeps what the program logs at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """A message at WARNING or above from the program fails the test, unless ``@pytest.mark.expects_log("words")``."""
    listener = _Listener()
    logger = logging.getLogger("exoannotate")
    logger.addHandler(listener)
    yield
    logger.removeHandler(listener)
    wanted = [str(word) for mark in request.node.iter_markers("expects_log") for word in mark.args]
    texts = [f"{r.levelname} {r.name}: {r.getMessage()}" for r in listener.records]
    unexpected = [text for text in texts if not any(word in text for word in wanted)]
    if unexpected:
        pytest.fail("the program logged:\n" + "\n".join(unexpected), pytrace=False)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real papers beside the repository; a test that needs it is skipped where it is absent."""
    folder = ROOT.parent / "shared"
    if not (folder / "pdfs").is_dir():
        pytest.skip("the folder ../shared of real papers is not here")
    return folder


@pytest.fixture(scope="session")
def shared_or_none() -> Path | None:
    """The folder of real papers where it is at hand, for tests that have a made PDF to fall back on."""
    folder = ROOT.parent / "shared"
    return folder if (folder / "pdfs").is_dir() else None


@pytest.fixture(scope="session")
def sample_pdf() -> Path:
    """The PDF of the sample project as it is shipped."""
    return ROOT / "resources" / "sample" / "review.pdf"


def _made(folder: Path, review: Review) -> MadePdf:
    path = folder / "made.pdf"
    return MadePdf(path, review, typeset(review, path))


@pytest.fixture(scope="session")
def made_review(tmp_path_factory: pytest.TempPathFactory) -> MadePdf:
    """A review in two columns with a figure, a table, a footnote and references; PDF page labels from 101."""
    return _made(tmp_path_factory.mktemp("two_columns"), make_sample.review())


@pytest.fixture(scope="session")
def made_table_on_top(tmp_path_factory: pytest.TempPathFactory) -> MadePdf:
    """The two-column review with its table between the halves of a sentence that runs over a page break."""
    review = make_sample.review()
    blocks = tuple(replace(b, at_foot=False) if isinstance(b, Table) else b for b in review.blocks)
    return _made(tmp_path_factory.mktemp("table_on_top"), replace(review, blocks=blocks))


@pytest.fixture(scope="session")
def made_single_column(tmp_path_factory: pytest.TempPathFactory) -> MadePdf:
    """The same review in one column, without page labels."""
    return _made(tmp_path_factory.mktemp("one_column"), replace(make_sample.review(), columns=1, page_labels=False))


@pytest.fixture(scope="session")
def made_three_columns(tmp_path_factory: pytest.TempPathFactory) -> MadePdf:
    """The same review in three columns, with raised citation marks."""
    review = replace(make_sample.review(), columns=3, superscript_citations=True)
    return _made(tmp_path_factory.mktemp("three_columns"), review)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the files exports are compared with")
    parser.addoption("--update-pictures", action="store_true", help="renew the pictures of the README")
    parser.addoption("--full", action="store_true", help="the long form of measuring tests, and other random examples")


def pytest_configure(config: pytest.Config) -> None:
    # The same examples each time, so that what is told of a commit is true of it; new ones are tried with --full.
    settings.register_profile("steady", derandomize=True, database=None)
    if not config.getoption("full"):
        settings.load_profile("steady")
