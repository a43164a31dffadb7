"""Rounds of review: which records are due, in which order, and what they came to."""

from __future__ import annotations

from exoannotate.domain.evidence import LONG_COLUMNS, EvidenceRow
from exoannotate.domain.reviewing import Round, Tally, changed_since, queued


def row(record: str, status: str, changed: str = "2", reviewed: str = "") -> EvidenceRow:
    cells = {"status": status, "changed": changed, "reviewed": reviewed}
    return EvidenceRow(record, tuple(cells.get(column.name, "") for column in LONG_COLUMNS))


ROWS = (
    row("a", "draft"), row("b", "complete"), row("c", "accepted", "2", "2"), row("d", "rejected", "3", "2"),
)  # fmt: skip


def test_queues() -> None:
    assert queued(ROWS, "not reviewed") == ("a", "b")
    assert queued(ROWS, "drafts") == ("a",) and queued(ROWS, "complete") == ("b",)
    assert queued(ROWS, "changed since") == ("d",) and queued(ROWS, "all") == ("a", "b", "c", "d")
    assert not changed_since(ROWS[0]) and not changed_since(ROWS[2])


def test_a_round_keeps_its_order_and_passes_over_what_is_gone() -> None:
    turn = Round(("a", "b", "c", "a"))
    assert turn.records == ("a", "b", "c") and turn.place == (1, 3) and turn.record == "a"
    assert not turn.step(-1) and turn.record == "a"
    turn.update("a", "accepted")
    turn.update("b", None)
    turn.update("z", None)
    assert turn.step(1) and turn.record == "c" and turn.place == (2, 2)
    assert turn.step(-1) and turn.record == "a"
    turn.update("b", "")
    assert turn.step(1) and turn.record == "b" and turn.place == (2, 3)
    turn.update("b", None)
    assert turn.record == "c"
    turn.update("c", "rejected")
    assert turn.step(1) and turn.ended and turn.record == "" and not turn.step(1)
    assert turn.tally() == Tally(1, 1, 0) and turn.left() == ()
    turn.update("c", "")
    assert turn.tally().sentence() == "1 accepted, 0 rejected, 1 left as it is."
    assert turn.left() == ("c",) and turn.go_to("c") and not turn.go_to("b") and turn.record == "c"
    assert Round(()).ended
