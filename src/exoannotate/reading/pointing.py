"""Where the words of a value stand in a quote, so that the value can point at them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from exoannotate.domain.records import Passage, Words


def point_at(text: str, passages: Iterable[Passage]) -> Words | None:
    """The first place where ``text`` stands as whole words in the quote of a passage, in any case; else None."""
    wanted = text.strip()
    if not wanted:
        return None
    pattern = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)", re.IGNORECASE)
    for passage in passages:
        found = pattern.search(passage.quote)
        if found:
            return Words(passage.id, found.start(), found.end())
    return None
