"""Names, letters, colours and underlines of the meanings are changed as one edit, and only when they stay distinct."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from exoannotate.domain.errors import BadValueError
from exoannotate.domain.records import MEANINGS, Meaning
from exoannotate.store.checks import check
from exoannotate.workspace import meanings
from exoannotate.workspace.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session.create(tmp_path / "study.exo", "Ann") as opened:
        yield opened


def test_one_edit_and_one_undo(session: Session) -> None:
    first, second = MEANINGS[:2]
    wanted = (
        replace(first, name="  Drug \n escape ", letter="e", colour="#8844cc", pattern=second.pattern),
        replace(second, pattern=first.pattern),
    )
    meanings.change(session, wanted)
    now = session.project.meanings()
    assert now[0] == Meaning("resistance", 1, "E", "Drug escape", "#8844CC", "double")
    assert now[1].pattern == "solid" and now[2:] == MEANINGS[2:]
    assert session.undo_label() == "Change colours and meanings"
    seq = session.project.history(1)[0].seq
    meanings.change(session, now)
    assert session.project.history(1)[0].seq == seq  # the same again is no edit
    session.undo()
    assert session.project.meanings() == MEANINGS
    assert check(session.path).ok


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"letter": "C"}, "same letter"),
        ({"letter": "c"}, "same letter"),
        ({"letter": ""}, "one letter"),
        ({"letter": "RR"}, "one letter"),
        ({"letter": "!"}, "one letter"),
        ({"name": "cargo"}, "same name"),
        ({"name": " "}, "2 to 40"),
        ({"name": "x" * 41}, "2 to 40"),
        ({"name": "a\u202eb"}, "2 to 40"),
        ({"colour": "red"}, "not a colour"),
        ({"colour": "#12345G"}, "not a colour"),
        ({"pattern": "dotted"}, "same underline"),
        ({"pattern": "zigzag"}, "not an underline"),
        ({"id": "other"}, "not a highlight colour"),
    ],
)
def test_what_cannot_be_told_apart_is_refused(session: Session, change: dict[str, str], words: str) -> None:
    with pytest.raises(BadValueError, match=words) as told:
        meanings.change(session, (replace(MEANINGS[0], **change),))
    assert "Nothing was changed" in told.value.hint
    assert session.project.meanings() == MEANINGS


def test_the_place_in_the_row_of_keys_stays(session: Session) -> None:
    meanings.change(session, (replace(MEANINGS[0], ordinal=7, name="Another name"),))
    assert session.project.meanings()[0].name == "Another name"
