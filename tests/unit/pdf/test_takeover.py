"""Workers that are killed, at any moment and again and again: the page comes again and nothing is left behind."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from exoannotate.pdf.client import PdfClient
from exoannotate.pdf.workers import FORKS
from tests.conftest import MadePdf
from tests.unit.pdf.conftest import alive

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills with signals")

KILLS = 30


@pytest.fixture(params=[True, False], ids=["forked", "started"])
def either(request: pytest.FixtureRequest) -> Iterator[PdfClient]:
    """A client that forks its workers, and one that keeps a warm one ready."""
    if request.param and not FORKS:
        pytest.skip("workers are not forked here")
    with PdfClient(memory=32 << 20, time_limit=20.0, forks=request.param) as client:
        yield client


def kill(process: int | None) -> None:
    assert process is not None
    os.kill(process, signal.SIGKILL)


def test_killed_while_drawing_and_while_reading(either: PdfClient, made_review: MadePdf) -> None:
    info = either.open(made_review.path).result()
    free = either.free_memory
    before = either.text(info, 1).result()
    with_picture = either.picture(info, 1, 2.0).result()
    pixels = bytes(with_picture.memory)
    with_picture.release()
    for seat in (0, 1) * 3:
        text, picture = either.text(info, 1), either.picture(info, 1, 2.0)
        time.sleep(0.004)
        process = either.process_ids[seat]
        if process is not None:  # it may be on its way
            kill(process)
        assert text.result(timeout=30) == before
        drawn = picture.result(timeout=30)
        assert bytes(drawn.memory) == pixels
        drawn.release()
        del text, picture, drawn
    assert either.free_memory == free


def test_kills_in_a_row(client: PdfClient, made_review: MadePdf, pytestconfig: pytest.Config) -> None:
    chance = random.Random(1)
    info = client.open(made_review.path).result()
    free = client.free_memory
    seen: set[int | None] = set()
    for n in range(1000 if pytestconfig.getoption("--full") else KILLS):
        picture = client.picture(info, n % info.pages, 2.0)
        time.sleep(chance.uniform(0, 0.02))
        process = client.process_ids[0]
        if process is None:
            continue
        seen.add(process)
        os.kill(process, signal.SIGKILL)
        picture.result(timeout=30).release()
        client.picture(info, n % info.pages, 2.0).result(timeout=30).release()
        del picture
    assert len(seen) > KILLS / 2
    assert client.free_memory == free


@pytest.mark.skipif(not FORKS, reason="workers are not forked here")
def test_killed_template(client: PdfClient, simple: Path) -> None:
    info = client.open(simple).result()
    client.text(info, 0).result()
    template = _parent(client.process_ids[0])
    assert template != os.getpid()
    kill(template)
    client.picture(info, 0, 1.0).result(timeout=30).release()
    assert client.text(info, 0).result(timeout=30).text
    assert _parent(client.process_ids[0]) == _parent(client.process_ids[1]) != template


@pytest.mark.skipif(not FORKS, reason="workers are not forked here")
def test_nothing_outlives_the_client(simple: Path, slow: Path) -> None:
    client = PdfClient()
    info = client.open(slow).result()
    running = client.picture(info, 0, 1.0)
    time.sleep(0.05)
    ids = client.process_ids
    template = _parent(ids[0])
    client.shutdown()
    assert running.done()
    assert not any(alive(process) for process in (*ids, template))
    early = PdfClient()  # shut down while it imports
    started = time.monotonic()
    early.shutdown()
    assert time.monotonic() - started < 1


def _parent(process: int | None) -> int:
    return int(Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[1])


@pytest.mark.skipif(not FORKS, reason="workers are not forked here")
def test_a_twin_takes_over_and_nothing_of_it_is_left(made_review: MadePdf) -> None:
    client = PdfClient(time_limit=30)
    info = client.open(made_review.path).result()
    for page in range(info.pages):  # work enough for a twin
        client.picture(info, page, 6.0).result().release()
    twin = _settled_child(client.process_ids[0])
    template = _parent(client.process_ids[0])
    kill(client.process_ids[0])
    client.picture(info, 1, 2.0).result(timeout=20).release()
    assert client.process_ids[0] == twin
    assert _parent(twin) == template
    last = _settled_child(twin)
    assert last != twin
    client.close(info)  # what holds the document goes with it
    end = time.monotonic() + 10
    while alive(last):
        assert time.monotonic() < end
        time.sleep(0.01)
    client.shutdown()
    while any(alive(process) for process in (twin, last, template)):
        assert time.monotonic() < end
        time.sleep(0.01)


def _settled_child(process: int | None) -> int:
    """The process that another one has forked, once it is the same for a second: more work makes a newer twin."""
    end = time.monotonic() + 20
    known, since = "", time.monotonic()
    while (now := time.monotonic()) < end:
        found = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        last = found[-1] if found else ""
        if last != known:
            known, since = last, now
        elif known and now - since > 1:
            return int(known)
        time.sleep(0.01)
    raise AssertionError("no child")
