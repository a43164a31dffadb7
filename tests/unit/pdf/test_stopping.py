"""What is not wanted any more is stopped in the worker, and what is wanted now comes next."""

from __future__ import annotations

import time
from concurrent.futures import CancelledError, wait
from pathlib import Path

import pymupdf
import pytest

from exoannotate.domain.errors import PdfError
from exoannotate.pdf.client import PdfClient


@pytest.fixture
def one_step(tmp_path: Path) -> Path:
    """A first page of a single step that takes seconds, in which MuPDF never looks at the flag; a quick second one."""
    document = pymupdf.open()
    for _ in range(2):
        document.new_page(width=200, height=300).insert_text((20, 50), "Words")
    # One path whose edges all cross one another.
    page = document[0]
    zigzag = " ".join(f"{x % 200} {x * 7919 % 300} l" for x in range(60_000))
    document.update_stream(page.get_contents()[0], f"0 0 m {zigzag} f*".encode())
    path = tmp_path / "one_step.pdf"
    document.save(path, deflate=True)
    document.close()
    return path


def test_a_running_picture_is_stopped(client: PdfClient, slow: Path) -> None:
    info = client.open(slow).result()
    client.text(info, 1).result()  # both workers run
    workers, free = client.process_ids, client.free_memory
    for _ in range(3):
        running = client.picture(info, 0, 1.0)
        time.sleep(0.15)
        assert running.cancel()
        asked = time.monotonic()
        client.picture(info, 1, 1.0).result(timeout=5).release()
        assert time.monotonic() - asked < 2  # the page itself takes longer, whether made or drawn
        with pytest.raises(CancelledError):
            running.result(timeout=1)
    assert client.process_ids == workers
    assert client.free_memory == free


def test_a_running_text_is_stopped(client: PdfClient, slow: Path) -> None:
    info = client.open(slow).result()
    worker = client.process_ids[1]
    running = client.text(info, 0)
    time.sleep(0.2)
    assert running.cancel()
    with pytest.raises(CancelledError):
        running.result(timeout=1)
    asked = time.monotonic()
    client.close(info)
    info = client.open(slow).result(timeout=5)
    assert time.monotonic() - asked < 2
    assert client.process_ids[1] == worker


def test_a_step_that_cannot_be_stopped_is_killed_for_who_waits(client: PdfClient, one_step: Path) -> None:
    info = client.open(one_step).result()
    for _ in range(3):
        running = client.picture(info, 0, 8.0)
        time.sleep(0.1)
        running.cancel()
        client.picture(info, 1, 1.0).result(timeout=5).release()
    # Nothing is held against the page.
    client.picture(info, 0, 0.2).result(timeout=30).release()


def test_the_latest_wins_and_what_is_not_wanted_never_begins(client: PdfClient, slow: Path, simple: Path) -> None:
    info, other = client.open(slow).result(), client.open(simple).result()
    free = client.free_memory
    running = client.picture(info, 0, 1.0)
    while client.free_memory == free:  # until it is being drawn: nothing can overtake it before
        time.sleep(0.001)
    order: list[int] = []
    pictures = [client.picture(other, page, 1.0) for page in (0, 1, 2)]
    for page, picture in enumerate(pictures):
        picture.add_done_callback(lambda future, page=page: None if future.cancelled() else order.append(page))
    pictures[1].cancel()
    running.cancel()
    done, waiting = wait([running, *pictures], timeout=10)
    assert not waiting
    assert order == [2, 0]
    for picture in done:
        if not picture.cancelled():
            picture.result().release()


def test_closing_a_document_stops_its_page(client: PdfClient, slow: Path, simple: Path) -> None:
    info, other = client.open(slow).result(), client.open(simple).result()
    running = client.picture(info, 0, 1.0)
    time.sleep(0.1)
    client.close(info)
    assert running.cancelled()
    client.picture(other, 0, 1.0).result(timeout=2).release()


def test_cancelling_at_every_moment_loses_no_memory(client: PdfClient, simple: Path) -> None:
    info = client.open(simple).result()
    free = client.free_memory
    for n in range(200):
        future = client.picture(info, n % 3, 3.0)
        time.sleep(n / 200 * 0.004)
        if not future.cancel():
            future.result().release()
        del future
    client.picture(info, 0, 1.0).result().release()
    assert client.free_memory == free


def test_shutting_down_in_the_middle_of_a_page_does_not_wait(slow: Path) -> None:
    client = PdfClient(time_limit=60)
    info = client.open(slow).result()
    running, reading = client.picture(info, 0, 1.0), client.text(info, 0)
    time.sleep(0.1)
    started = time.monotonic()
    client.shutdown()
    assert time.monotonic() - started < 2
    for future in (running, reading):
        with pytest.raises(PdfError):
            future.result(timeout=1)


def test_a_document_that_is_wanted_no_more_is_not_left_open(client: PdfClient, simple: Path) -> None:
    for n in range(30):
        opening = client.open(simple)
        time.sleep(n * 0.0003)
        if not opening.cancel():
            client.close(opening.result())
    info = client.open(simple).result()
    assert client.text(info, 0).result().text
