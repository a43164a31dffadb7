"""Numbers and dates as a person types them into an own field, and as they are kept."""

from __future__ import annotations

import datetime
import re

from exoannotate.domain.errors import BadValueError

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,2})?\Z", re.ASCII)
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z", re.ASCII)


def number(text: str) -> str:
    """A number as it is kept: the digits as typed, with a plain minus. Raises BadValueError.

    A comma is refused: 1,500 is fifteen hundred to some and one and a half to others.
    """
    plain = text.strip().replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-")
    if not _NUMBER.match(plain):
        raise BadValueError(f"“{text.strip()[:60]}” is not a number.", "Write it like 12, -0.5 or 1.5e9, with a point.")
    return plain


def date(text: str) -> str:
    """A date as it is kept: a year, a month or a day in ISO form. Raises BadValueError."""
    plain = text.strip()
    found = _DATE.match(plain)
    hint = "Write it like 2026, 2026-03 or 2026-03-31."
    if found is None:
        raise BadValueError(f"“{plain[:60]}” is not a date.", hint)
    year, month, day = (int(part) if part else 1 for part in found.groups())
    try:
        datetime.date(year, month, day)
    except ValueError:
        raise BadValueError(f"There is no day “{plain}”.", hint) from None
    return plain


def as_number(text: str) -> float | None:
    """The number a text is, None when it is none."""
    return float(text) if _NUMBER.match(text) else None
