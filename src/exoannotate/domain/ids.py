"""Stable identifiers and times: UUID version 7 (RFC 9562) for things, version 5 for people, UTC ISO 8601 text."""

from __future__ import annotations

import os
import threading
import time
import uuid
from datetime import UTC, datetime, timedelta

_PEOPLE = uuid.UUID("6f2b1c52-6a53-5a0e-9d5c-0b6f3c1d7e21")
_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """A new UUIDv7. Ids made by one process sort in the order they were made, also when the clock is set back."""
    global _last
    with _lock:
        # 48 bits of milliseconds and 12 bits of a counter, kept strictly rising.
        stamp = max(time.time_ns() * 4096 // 1_000_000, _last + 1)
        _last = stamp
    value = (stamp >> 12) << 80 | 0x7 << 76 | (stamp & 0xFFF) << 64 | 0b10 << 62
    value |= int.from_bytes(os.urandom(8)) & (1 << 62) - 1
    return str(uuid.UUID(int=value))


def person_id(name: str) -> str:
    """The id of a curator, the same on every machine for the same name, so that merged files know each other."""
    return str(uuid.uuid5(_PEOPLE, " ".join(name.split()).casefold()))


def days_ahead(days: int) -> str:
    """The time in so many days, as ``now`` writes it: whoever says to have done something later has a wrong clock."""
    return (datetime.now(UTC) + timedelta(days=days)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def now() -> str:
    """The time in UTC as ISO 8601 text with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
