"""The page of faults is true: every fault has a line, and what it names as its test is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
PAGE = TESTS.parent / "docs" / "faults.md"
KNOWN = {"S": 27, "M": 23, "P": 24, "E": 16, "U": 8, "I": 5}
"""How many faults of each kind there are."""
_TEST = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


def test_every_fault_has_a_line_with_a_test_or_a_reason() -> None:
    lines = dict(re.findall(r"^\| ([SMPEUI]\d\d) \|.*?\|(.*)\|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    assert list(lines) == [f"{kind}{n:02}" for kind, many in KNOWN.items() for n in range(1, many + 1)]
    assert [fault for fault, held in lines.items() if not _TEST.search(held) and len(held.split()) < 6] == []


@pytest.mark.parametrize(("file", "name"), sorted(set(_TEST.findall(PAGE.read_text(encoding="utf-8")))))
def test_what_is_named_is_there(file: str, name: str) -> None:
    assert f"\ndef {name}(" in (TESTS / file).read_text(encoding="utf-8")
