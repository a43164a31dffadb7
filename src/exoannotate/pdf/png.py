"""Pictures as PNG files, made of the pixels a worker drew; needs neither Qt nor MuPDF."""

from __future__ import annotations

import struct
import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GREY, _COLOUR = 0, 2


def png(memory: memoryview, width: int, height: int, stride: int) -> bytes:
    """Rows of four bytes a pixel (blue, green, red, anything) as a PNG, in grey where there is no colour."""
    blue, green, red = (bytes(memory[channel : stride * height : 4]) for channel in range(3))
    if blue == green == red:
        return _file(red, stride // 4, width, height, 1, _GREY)
    mixed = bytearray(3 * len(red))
    mixed[0::3], mixed[1::3], mixed[2::3] = red, green, blue
    return _file(bytes(mixed), stride // 4, width, height, 3, _COLOUR)


def size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels as the head of a PNG says; (0, 0) when it is none."""
    if not data.startswith(_SIGNATURE) or data[12:16] != b"IHDR" or len(data) < 33:
        return 0, 0
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _file(pixels: bytes, across: int, width: int, height: int, channels: int, kind: int) -> bytes:
    row = across * channels
    # Each row begins with the number of its filter, 0 for none: drawings compress well without.
    rows = b"".join(b"\0" + pixels[row * y : row * y + width * channels] for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    return _SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows, 6)) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
