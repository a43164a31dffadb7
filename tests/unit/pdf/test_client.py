"""The client and its workers: pictures, time limits, crashes, cancelling, shutting down."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError
from io import BytesIO
from pathlib import Path

import pymupdf
import pytest

from exoannotate.domain.errors import NotFoundError, PageError, PasswordNeededError, PdfError
from exoannotate.domain.geometry import PageRect
from exoannotate.pdf import wire
from exoannotate.pdf.client import PdfClient
from exoannotate.pdf.messages import Ready
from tests.unit.pdf.conftest import alive


def pixel(memory: memoryview, stride: int, x: int, y: int) -> bytes:
    return bytes(memory[y * stride + x * 4 : y * stride + x * 4 + 4])


def test_what_is_known_of_an_open_document(client: PdfClient, simple: Path) -> None:
    info = client.open(simple).result()
    assert (info.pages, info.sizes) == (3, ((200.0, 300.0),) * 3)
    assert info.labels == ("S7", "S8", "S9")
    assert (info.title, info.author) == ("A title of it", "Ada")
    assert len(info.sha256) == 64
    assert info.size == simple.stat().st_size
    assert not info.repaired


def test_picture_is_opaque_and_shows_the_page(client: PdfClient, simple: Path) -> None:
    info = client.open(simple).result()
    with_picture = client.picture(info, 0, 2.0).result()
    assert (with_picture.width, with_picture.height, with_picture.scale) == (400, 600, 2.0)
    memory, stride = with_picture.memory, with_picture.stride
    assert pixel(memory, stride, 0, 0) == b"\xff\xff\xff\xff"
    assert pixel(memory, stride, 250, 250) == b"\x00\x00\x00\xff"
    assert pixel(memory, stride, 80, 440) == b"\x00\x00\xff\xff"  # red, as blue green red
    assert set(memory[3 : stride * 600 : 4]) == {255}
    assert min(memory[80 * stride : 100 * stride]) < 60  # the words


def test_clip_is_the_same_part_of_the_page(client: PdfClient, simple: Path) -> None:
    info = client.open(simple).result()
    part = client.picture(info, 0, 4.0, clip=PageRect(0, 90.0, 90.0, 140.0, 120.0)).result()
    assert (part.x, part.y, part.width, part.height) == (360, 360, 200, 120)
    assert pixel(part.memory, part.stride, 10, 10) == b"\xff\xff\xff\xff"
    assert pixel(part.memory, part.stride, 100, 100) == b"\x00\x00\x00\xff"


def test_released_and_dropped_pictures_give_their_memory_back(client: PdfClient, simple: Path) -> None:
    info = client.open(simple).result()
    free = client.free_memory
    for _ in range(60):
        client.picture(info, 0, 3.0).result().release()
    held = [client.picture(info, 0, 3.0).result() for _ in range(3)]
    assert client.free_memory < free
    held[0].release()
    held[0].release()
    del held
    gc.collect()
    assert client.free_memory == free


def test_more_pictures_than_the_memory_holds(simple: Path) -> None:
    with PdfClient(memory=1 << 20) as client:
        info = client.open(simple).result()
        pictures = [client.picture(info, page, 2.0).result() for page in (0, 1, 2)]
        for picture in pictures:
            assert pixel(picture.memory, picture.stride, 250, 250) == b"\x00\x00\x00\xff"
        del picture, pictures


def test_huge_picture_is_capped_and_says_so(client: PdfClient, tmp_path: Path) -> None:
    document = pymupdf.open()
    document.new_page(width=14000, height=10000)
    document.save(tmp_path / "huge.pdf")
    document.close()
    info = client.open(tmp_path / "huge.pdf").result()
    picture = client.picture(info, 0, 1.5).result()
    assert 39_000_000 < picture.width * picture.height <= 40_000_000
    assert picture.scale == pytest.approx(picture.width / 14000, rel=0.001)
    del picture


def test_killed_workers_are_replaced(client: PdfClient, simple: Path) -> None:
    info = client.open(simple).result()
    before = client.text(info, 1).result()
    client.picture(info, 1, 1.0).result().release()
    ids = client.process_ids
    for process in ids:
        assert process is not None
        os.kill(process, signal.SIGKILL)
    started = time.monotonic()
    assert client.text(info, 1).result() == before
    picture = client.picture(info, 1, 1.0).result()
    assert time.monotonic() - started < 5
    assert pixel(picture.memory, picture.stride, 125, 125) == b"\x00\x00\x00\xff"
    assert set(client.process_ids).isdisjoint(ids)
    del picture


def test_an_idle_worker_killed_again_and_again_is_not_held_against_the_page(client: PdfClient, simple: Path) -> None:
    info = client.open(simple).result()
    client.picture(info, 0, 1.0).result().release()
    for _ in range(6):
        process = client.process_ids[0]
        assert process is not None
        os.kill(process, signal.SIGKILL)
        client.picture(info, 0, 1.0).result(timeout=10).release()


def test_kill_in_the_middle_of_a_page(slow: Path) -> None:
    with PdfClient(time_limit=60) as client:
        info = client.open(slow).result()
        wanted = client.picture(info, 0, 1.0)
        for _ in range(3):
            time.sleep(0.4)
            process = client.process_ids[0]
            assert process is not None
            os.kill(process, signal.SIGKILL)
            time.sleep(0.2)
        with pytest.raises(PageError, match="Page 1"):
            wanted.result(timeout=20)
        client.picture(info, 1, 1.0).result(timeout=10).release()
        with pytest.raises(PageError):
            client.picture(info, 0, 1.0).result(timeout=0.5)


def test_page_that_takes_too_long_is_given_up(slow: Path) -> None:
    with PdfClient(time_limit=1.0) as client:
        info = client.open(slow).result()
        started = time.monotonic()
        with pytest.raises(PageError, match="takes too long"):
            client.text(info, 0).result(timeout=20)
        assert time.monotonic() - started < 8
        assert client.text(info, 1).result(timeout=20).text == "Words"
        with pytest.raises(PageError):
            client.text(info, 0).result(timeout=0.5)


def test_cancel_drops_what_has_not_started(slow: Path, simple: Path) -> None:
    with PdfClient(time_limit=60) as client:
        info, other = client.open(slow).result(), client.open(simple).result()
        running = client.picture(info, 0, 1.0)
        time.sleep(0.3)
        waiting = [client.picture(other, 0, 1.0) for _ in range(5)]
        assert all(future.cancel() for future in waiting)
        assert client.text(other, 0).result(timeout=5).text == "Words of page 1"  # drawing does not hold up text
        left = client.picture(other, 1, 1.0)
    with pytest.raises(CancelledError):
        left.result(timeout=1)
    with pytest.raises(PdfError):
        running.result(timeout=1)


def test_closing_cancels_what_waits_and_refuses_more(client: PdfClient, simple: Path) -> None:
    info = client.open(simple).result()
    client.close(info)
    client.close(info)
    with pytest.raises(PdfError, match="not open"):
        client.text(info, 0)


def test_no_process_is_left_behind(simple: Path) -> None:
    client = PdfClient()
    info = client.open(simple).result()
    client.text(info, 0).result()
    ids = client.process_ids
    client.shutdown()
    client.shutdown()
    assert not any(alive(process) for process in ids)
    with pytest.raises(PdfError):
        client.open(simple)


def test_a_client_that_draws_nothing_has_one_worker(simple: Path) -> None:
    with PdfClient(drawing=False) as client:
        info = client.open(simple).result()
        assert client.text(info, 0).result().text
        assert client.alive
        assert [process is None for process in client.process_ids] == [True, False]
        with pytest.raises(RuntimeError, match="cannot draw"):
            client.picture(info, 0, 1.0)
        client.close(info)


def test_the_program_itself_can_be_the_worker() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "exoannotate", "--pdf-worker"], input=b"", capture_output=True, check=True, timeout=60
    )
    assert isinstance(wire.receive_reply(BytesIO(done.stdout)), Ready)
    assert done.stderr == b""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_workers_end_when_their_parent_dies(tmp_path: Path) -> None:
    program = (
        "import os, time\nfrom exoannotate.pdf.client import PdfClient\n"
        "client = PdfClient()\n"
        "while not client.alive: time.sleep(0.01)\n"
        "print(*client.process_ids, flush=True)\nos._exit(1)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30)
    ids = [int(word) for word in done.stdout.split()]
    assert len(ids) == 2
    stop = time.monotonic() + 5
    while any(alive(process) for process in ids) and time.monotonic() < stop:
        time.sleep(0.05)
    assert not any(alive(process) for process in ids)


def test_importing_the_client_is_light() -> None:
    program = (
        "import sys, exoannotate.pdf.client\n"
        "print([name for name in ('pymupdf', 'pandas', 'PySide6', 'sqlite3', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=30)
    assert done.stdout.strip() == "[]"


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    document = pymupdf.open()
    document.new_page().insert_text((50, 50), "Secret words")
    path = tmp_path / "locked.pdf"
    document.save(path, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="exoé", owner_pw="owner")
    document.close()
    yield path


def test_password(client: PdfClient, locked: Path) -> None:
    with pytest.raises(PasswordNeededError, match="needs a password") as wanted:
        client.open(locked).result()
    assert wanted.value.state == "encrypted"
    with pytest.raises(PasswordNeededError, match="does not open"):
        client.open(locked, "wrong").result()
    info = client.open(locked, "exoé").result()
    assert client.text(info, 0).result().text == "Secret words"
    for process in client.process_ids:
        assert process is not None
        os.kill(process, signal.SIGKILL)
    assert client.text(info, 0).result().text == "Secret words"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "an empty file"),
        (b"<!DOCTYPE html><html><body>Log in</body></html>", "a web page"),
        (b"PK\x03\x04rest", "a ZIP archive or an Office document"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"some notes", "is not a PDF"),
    ],
)
def test_what_is_not_a_pdf(client: PdfClient, tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "thing.pdf"
    path.write_bytes(content)
    with pytest.raises(PdfError, match=says) as refused:
        client.open(path).result()
    assert refused.value.state == "not a pdf"
    assert path.read_bytes() == content


def test_missing_file_folder_and_changed_file(client: PdfClient, tmp_path: Path, simple: Path) -> None:
    with pytest.raises(NotFoundError, match="is not there"):
        client.open(tmp_path / "nowhere.pdf").result()
    with pytest.raises(PdfError, match="is a folder") as refused:
        client.open(tmp_path).result()
    assert refused.value.state == "not a pdf"
    info = client.open(simple).result()
    picture = client.picture(info, 0, 1.0).result()
    picture.release()
    simple.write_bytes(simple.read_bytes() + b"% more\n")
    with pytest.raises(PdfError, match="has been changed"):
        client.text(info, 0).result()


def test_page_that_is_not_there(client: PdfClient, simple: Path) -> None:
    info = client.open(simple).result()
    with pytest.raises(PageError, match="no page 4"):
        client.text(info, 3)
