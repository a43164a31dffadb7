"""Ids and times, changes, errors, and the columns of the evidence table."""

from __future__ import annotations

import re
import threading
import uuid

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exoannotate.domain import ids
from exoannotate.domain.change import Change, Row, RowEdit
from exoannotate.domain.errors import ExoError, PasswordNeededError, PdfError
from exoannotate.domain.evidence import BY_NAME, DEFAULT_COLUMNS, INDEX, LONG_COLUMNS, EvidenceRow
from exoannotate.domain.fields import EVIDENCE_FIELDS

# Ids -------------------------------------------------------------------------------------------------------------


def test_ids_are_version_7_and_rise() -> None:
    made = [ids.new_id() for _ in range(20_000)]
    assert made == sorted(set(made))
    assert {(uuid.UUID(i).version, uuid.UUID(i).variant) for i in made} == {(7, uuid.RFC_4122)}


def test_ids_rise_when_the_clock_is_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    before = ids.new_id()
    monkeypatch.setattr("exoannotate.domain.ids.time.time_ns", lambda: 0)
    after = [ids.new_id() for _ in range(5_000)]
    assert [before, *after] == sorted({before, *after})


def test_ids_of_several_threads_differ() -> None:
    made: list[list[str]] = [[] for _ in range(4)]

    def make(into: list[str]) -> None:
        into += [ids.new_id() for _ in range(2_000)]

    threads = [threading.Thread(target=make, args=(into,)) for into in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(part == sorted(part) for part in made)
    assert len({i for part in made for i in part}) == 8_000


def test_ids_carry_the_time() -> None:
    import time

    stamp = uuid.UUID(ids.new_id()).int >> 80
    assert abs(stamp - time.time_ns() // 1_000_000) < 60_000


def test_people_are_known_everywhere() -> None:
    assert ids.person_id("Ana  Müller ") == ids.person_id("ana müller") != ids.person_id("Ana Muller")
    assert uuid.UUID(ids.person_id("x")).version == 5
    people = uuid.UUID("6f2b1c52-6a53-5a0e-9d5c-0b6f3c1d7e21")  # never to change: files know each other by it
    assert ids.person_id("ana müller") == str(uuid.uuid5(people, "ana müller"))


def test_times_are_utc_text() -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", ids.now())
    assert ids.now() <= ids.now()


# Changes ---------------------------------------------------------------------------------------------------------

Tables = dict[tuple[str, str], Row]
Step = tuple[str, str, "Row | None"]


def applied(tables: Tables, change: Change) -> Tables:
    """The tables after a change; each edit must have been made from what is there."""
    after = dict(tables)
    for edit in change.edits:
        place = (edit.table, edit.key)
        assert after.get(place) == edit.before
        if edit.after is None:
            after.pop(place, None)
        else:
            after[place] = edit.after
    return after


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["record", "passage"]),
        st.sampled_from("abc"),
        st.none() | st.dictionaries(st.sampled_from("xy"), st.none() | st.integers() | st.text(), max_size=2),
    ),
    max_size=12,
)


@settings(deadline=None)
@given(STEPS, STEPS)
def test_a_change_and_its_inverse_leave_every_table_equal(start: list[Step], steps: list[Step]) -> None:
    tables: Tables = {(table, key): row for table, key, row in start if row is not None}
    now = dict(tables)
    edits = []
    for table, key, after in steps:
        edits.append(RowEdit(table, key, now.get((table, key)), after))
        now = applied(now, Change("", (edits[-1],)))
    change = Change("Edit", tuple(edits))
    assert applied(tables, change) == now
    assert applied(now, change.inverse()) == tables
    assert change.inverse().inverse() == change
    assert change.inverse().label == "Edit"


def test_keys_of_a_change() -> None:
    places = (("a", "2"), ("b", "9"), ("a", "1"), ("a", "2"))
    edits = tuple(RowEdit(table, key, {}, {}) for table, key in places)
    assert Change("", edits).keys("a") == ("2", "1")
    assert Change("", edits).keys("c") == ()


# Errors ----------------------------------------------------------------------------------------------------------


def test_errors_are_sentences() -> None:
    assert str(ExoError("It is so.", "Do that.")) == "It is so. Do that."
    assert str(ExoError("It is so.")) == "It is so."
    assert PasswordNeededError("x").state == "encrypted"
    assert (PdfError("x").state, PdfError("x", state="no pages").state) == ("damaged", "no pages")


# Columns ---------------------------------------------------------------------------------------------------------


def test_the_long_form_starts_with_the_default_and_has_every_field_and_reason() -> None:
    assert LONG_COLUMNS[: len(DEFAULT_COLUMNS)] == DEFAULT_COLUMNS
    assert all(c.default for c in DEFAULT_COLUMNS) and not any(c.default for c in LONG_COLUMNS[len(DEFAULT_COLUMNS) :])
    assert len(BY_NAME) == len(LONG_COLUMNS) == len({c.head.casefold() for c in LONG_COLUMNS})
    for known in EVIDENCE_FIELDS:
        assert BY_NAME[known.name].field == known.name
        assert (f"{known.name}_reason" in BY_NAME) is (known.name != "role")
        if known.column:
            assert known.column in {c.head for c in DEFAULT_COLUMNS}


def test_a_row_is_read_by_column() -> None:
    row = EvidenceRow("r", tuple(c.name for c in LONG_COLUMNS))
    assert all(row[name] == name for name in INDEX)
    with pytest.raises(KeyError):
        row["drug"]
