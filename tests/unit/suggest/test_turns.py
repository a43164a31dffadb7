"""Every turn of phrase the rules know is met in a sentence of ours: what no sentence says, nobody would miss."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from exoannotate.suggest.claims.response import turns
from exoannotate.suggest.claims.sentence.words import Word
from exoannotate.workspace import suggesting, terms
from tests.unit.suggest import scoring


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Our sentences as the turns are read from them, one after another."""
    made: list[str] = []
    line_of = turns.line_of

    def kept(words: Sequence[Word], drugs: frozenset[int], cells: frozenset[int]) -> str:
        made.append(line_of(words, drugs, cells))
        return made[-1]

    monkeypatch.setattr(turns, "line_of", kept)

    def read() -> Iterator[str]:
        names = terms.warm()
        for which in ("development", "second_author", "held_out", "second_held_out"):
            for text in scoring.rows(which):
                made.clear()
                suggesting.suggest(names, text)
                yield from made

    return read()


def test_every_turn_is_met(lines: Iterator[str]) -> None:
    unmet = [pattern for _, pattern, _, _ in turns.TURNS]
    for line in lines:
        unmet = [pattern for pattern in unmet if not pattern.search(line)]
        if not unmet:
            break
    assert [pattern.pattern for pattern in unmet] == []


def test_every_turn_begins_with_a_word() -> None:
    # As all of them are looked for at the beginnings of words only.
    others = [p.pattern for _, p, _, _ in turns.TURNS if not p.pattern.startswith((r"\b", "(?<!"))]
    assert others == []
