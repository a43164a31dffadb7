"""How numbers and long texts are put into words."""

from __future__ import annotations


def counted(number: int, one: str, more: str = "") -> str:
    """“1 record”, “2 studies”, “1,204 pages”. ``more``: the plural, where the word does not tell it."""
    if number != 1:
        one = more or (f"{one[:-1]}ies" if one.endswith("y") and one[-2:-1] not in "aeiou" else f"{one}s")
    return f"{number:,} {one}"


def shortened(text: str, most: int = 48) -> str:
    """A text of at most so many letters; one that goes on ends with “…”. Labels of undo have room for 48."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
