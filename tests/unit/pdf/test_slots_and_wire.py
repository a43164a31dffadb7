"""Shared memory is given out and taken back without a gap; the wire refuses what is no message."""

from __future__ import annotations

import gc
import io
import struct
import threading
import weakref
from itertools import pairwise

import msgspec
import pytest

from exoannotate.pdf import wire
from exoannotate.pdf.messages import Closed, DrawRequest, Failed, OpenRequest
from exoannotate.pdf.pixels import fitting_scale, pixel_box, pixels_needed
from exoannotate.pdf.slots import Slots


def test_slots_never_overlap_and_merge_again() -> None:
    slots = Slots(1 << 20)
    taken = [slots.take(100_000) for _ in range(8)]
    spans = sorted((slot.offset, slot.offset + slot.size) for slot in taken)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    for slot in (*taken[::2], *taken[1::2]):
        slots.give_back(slot)
    assert slots.free == 1 << 20
    whole = slots.take(1 << 20)
    assert (whole.offset, whole.size) == (0, 1 << 20)
    extra = slots.take(5000)
    assert extra.serial != whole.serial
    extra.view(3)[:] = b"abc"
    slots.give_back(extra)
    slots.give_back(whole)
    slots.close()


class _Cycle:
    """Something that only the collector can free, as a picture in the traceback of a future is."""

    def __init__(self) -> None:
        self.itself = self


def test_the_collector_gives_slots_back_in_the_middle_of_anything() -> None:
    slots = Slots(1 << 20)
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()  # what other tests left, windows among it, is not for this thread to free
    gc.enable()

    def work() -> None:
        gc.set_threshold(1)  # it runs at nearly every step, also while this thread holds the lock of the slots
        for _ in range(300):
            weakref.finalize(_Cycle(), slots.give_back, slots.take(4096))
            slots.give_back(slots.take(4096))
            assert slots.free <= 1 << 20

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(30)
    gc.set_threshold(*before)
    gc.disable()
    gc.unfreeze()
    assert not thread.is_alive(), "it waits for a lock that it holds itself"
    gc.collect()
    assert slots.free == 1 << 20


def test_a_view_that_is_still_used_outlives_the_slots() -> None:
    slots = Slots(1 << 16)
    view = slots.take(4096).view(4)
    slots.close()
    view[:] = b"abcd"
    assert bytes(view) == b"abcd"


@pytest.mark.parametrize("message", [Closed(7), Failed("page", "Öl")])
def test_replies_come_back(message: Closed | Failed) -> None:
    stream = io.BytesIO()
    wire.send(stream, message)
    stream.seek(0)
    assert wire.receive_reply(stream) == message
    assert wire.receive_reply(stream) is None


@pytest.mark.parametrize(
    "message", [OpenRequest(1, b"/a/\xff.pdf", "pässwört"), DrawRequest(1, 2, 1.5, None, b"/m", 1, 0, 9)]
)
def test_requests_come_back(message: OpenRequest | DrawRequest) -> None:
    stream = io.BytesIO()
    wire.send(stream, message)
    stream.seek(0)
    assert wire.receive_request(stream) == message


@pytest.mark.parametrize(
    "body",
    [b"\xc1", msgspec.msgpack.encode({"type": "Nothing"}), msgspec.msgpack.encode({"type": "Closed", "handle": "x"})],
)
def test_what_is_no_message_is_refused(body: bytes) -> None:
    with pytest.raises(wire.WireError):
        wire.receive_reply(io.BytesIO(struct.pack(">I", len(body)) + body))


def test_too_long_and_cut_off_messages() -> None:
    with pytest.raises(wire.WireError):
        wire.receive_reply(io.BytesIO(struct.pack(">I", 1 << 31)))
    assert wire.receive_reply(io.BytesIO(struct.pack(">I", 100) + b"short")) is None


@pytest.mark.parametrize(
    ("width", "height", "scale"), [(595, 842, 1.5), (18000, 36000, 2), (200_000, 200_000, 1), (0.5, 9e5, 4)]
)
def test_scale_fits_the_pixels(width: float, height: float, scale: float) -> None:
    fits = fitting_scale(width, height, scale, 40_000_000)
    assert 0 < fits <= scale
    assert pixels_needed(width, height, fits) <= 40_000_000
    for offset in (0.0, 0.3):
        _, _, wide, high = pixel_box(offset, offset, offset + width, offset + height, fits)
        assert wide * high <= 40_000_000
