"""Frames on a pipe: four bytes of length, then one message in MessagePack."""

from __future__ import annotations

import struct
from typing import BinaryIO, TypeVar

import msgspec

from exoannotate.pdf.messages import Reply, Request

LARGEST_FRAME = 64 << 20  # bytes; a page of text is below 1 MB, and a broken worker must not fill our memory

_T = TypeVar("_T")

_LENGTH = struct.Struct(">I")
_encoder = msgspec.msgpack.Encoder()
_requests: msgspec.msgpack.Decoder[Request] = msgspec.msgpack.Decoder(Request)
_replies: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply)


class WireError(Exception):
    """The other side sent something that is no message."""


def send(stream: BinaryIO, message: Request | Reply) -> None:
    """Write one message and flush it; raises OSError when the other side has gone."""
    body = _encoder.encode(message)
    if len(body) > LARGEST_FRAME:
        raise WireError(f"A message of {len(body)} bytes is too long.")
    stream.write(_LENGTH.pack(len(body)) + body)
    stream.flush()


def receive_request(stream: BinaryIO) -> Request | None:
    """The next request; None when the other side has gone."""
    body = _receive(stream)
    return None if body is None else _decode(_requests, body)


def receive_reply(stream: BinaryIO) -> Reply | None:
    """The next reply; None when the other side has gone."""
    body = _receive(stream)
    return None if body is None else _decode(_replies, body)


def _decode(decoder: msgspec.msgpack.Decoder[_T], body: bytes) -> _T:
    try:
        return decoder.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise WireError(f"A message cannot be read: {error}") from error


def _receive(stream: BinaryIO) -> bytes | None:
    head = _exactly(stream, _LENGTH.size)
    if head is None:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > LARGEST_FRAME:
        raise WireError(f"A message of {length} bytes is too long.")
    return _exactly(stream, length)


def _exactly(stream: BinaryIO, count: int) -> bytes | None:
    parts: list[bytes] = []
    while count:
        part = stream.read(count)
        if not part:
            return None
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
