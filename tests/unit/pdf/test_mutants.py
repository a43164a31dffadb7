"""P24: PDFs with bytes changed, cut, doubled and moved: each gives an answer, and the client goes on."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from concurrent.futures import TimeoutError as LateError
from pathlib import Path

import pytest

from exoannotate.domain.errors import ExoError
from exoannotate.pdf.client import PdfClient

MUTANTS, ALL_MUTANTS = 30, 2_000
"""So many each time, and with --full."""
LARGEST = 300_000
"""Bytes of a file that is changed: of a large one a few changed bytes are rarely met."""
LATEST = 15.0
"""Seconds until there must be an answer."""
Change = Callable[[random.Random, bytearray], bytes]


def flipped(dice: random.Random, data: bytearray) -> bytes:
    for _ in range(dice.choice((1, 5, 50))):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return bytes(data)


def cut(dice: random.Random, data: bytearray) -> bytes:
    return bytes(data[: dice.randrange(20, len(data))])


def without_a_piece(dice: random.Random, data: bytearray) -> bytes:
    at = dice.randrange(len(data))
    del data[at : at + dice.randrange(1, 2_000)]
    return bytes(data)


def doubled(dice: random.Random, data: bytearray) -> bytes:
    at, size = dice.randrange(len(data)), dice.randrange(1, 5_000)
    data[at:at] = data[at : at + size] * dice.choice((1, 20))
    return bytes(data)


def other_numbers(dice: random.Random, data: bytearray) -> bytes:
    """Numbers of objects, lengths and sizes, made wrong."""
    for _ in range(dice.choice((1, 10))):
        at = dice.randrange(len(data))
        places = [n for n in range(at, min(at + 3_000, len(data))) if 48 <= data[n] <= 57]
        for place in places[: dice.choice((1, 4))]:
            data[place] = dice.choice(b"0123456789-")
    return bytes(data)


CHANGES: tuple[Change, ...] = (flipped, cut, without_a_piece, doubled, other_numbers)


@pytest.mark.timeout(7_200)
def test_mutants_end_in_an_answer(shared: Path, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    full = pytestconfig.getoption("full")
    dice = random.Random() if full else random.Random(24)
    originals = [path for path in sorted(shared.glob("*.pdf")) if 100 < path.stat().st_size < LARGEST]
    assert len(originals) > 15
    shown = refused = 0
    with PdfClient(time_limit=LATEST) as client:
        for number in range(ALL_MUTANTS if full else MUTANTS):
            original, change = dice.choice(originals), dice.choice(CHANGES)
            path = tmp_path / f"{number}.pdf"
            path.write_bytes(change(dice, bytearray(original.read_bytes())))
            before = hashlib.sha256(path.read_bytes()).hexdigest()
            try:
                info = client.open(path).result(timeout=4 * LATEST)
                wanted = [
                    client.text(info, 0),
                    client.picture(info, 0, 1.0),
                    client.outline(info),
                    client.links(info, 0),
                ]
                for future in wanted:
                    future.result(timeout=4 * LATEST)
                shown += 1
                client.close(info)
            except LateError:
                raise AssertionError(f"no answer for {original.name}, {change.__name__}") from None
            except ExoError:
                refused += 1
            assert hashlib.sha256(path.read_bytes()).hexdigest() == before
            path.unlink()
        # The client is as good as new.
        info = client.open(shared / "paper_trials_16_15.pdf").result(timeout=60)
        assert client.text(info, 0).result(timeout=60).text
    assert shown > 0 < refused
