"""What a field offers while a name is typed: the values the project uses already, the strictest match first."""

from __future__ import annotations

from collections.abc import Iterable

from exoannotate.domain.folding import fold, letters


def completions(typed: str, used: Iterable[str], limit: int = 12) -> tuple[str, ...]:
    """The values that fit what was typed. A looser match never stands before a stricter one.

    Strict to loose: the value begins so; one of its words begins so; its letters and digits hold what was typed
    ("mir21" finds miR-21). Within each, the order of ``used`` (most used first) is kept.
    """
    wanted, loose = fold(typed), letters(typed)
    ranked: list[tuple[int, str]] = []
    for value in dict.fromkeys(used):
        folded = fold(value)
        if not wanted or folded.startswith(wanted):
            ranked.append((0, value))
        elif any(word.startswith(wanted) for word in folded.replace("-", " ").split()):
            ranked.append((1, value))
        elif loose and loose in letters(value):
            ranked.append((2, value))
    return tuple(value for _, value in sorted(ranked, key=lambda r: r[0]))[:limit]
