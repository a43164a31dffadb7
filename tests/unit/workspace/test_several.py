"""Acts on several records at once, what is copied of them, and how a passage is cited."""

from __future__ import annotations

from pathlib import Path

import pytest

from exoannotate.domain.citing import cited, cited_as, first_author
from exoannotate.domain.errors import BadValueError, ExoError
from exoannotate.domain.records import Document, Value
from exoannotate.workspace import pasting, sample, several
from exoannotate.workspace.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session.open(Path(sample.copy(tmp_path)), "Ada")


def said(session: Session, name: str) -> list[str]:
    rows = session.project.evidence_rows()
    return [row[name] for row in rows]


def test_a_field_of_all_records_is_one_act(session: Session) -> None:
    with session:
        keys = [record.id for record in session.project.records()]
        before = {key: session.project.entries(key).get("therapy") for key in keys}
        many = several.set_text(session, keys, "therapy", "temozolomide")
        assert set(said(session, "therapy")) == {"temozolomide"}
        assert session.undo_label() == f"Edit therapy of {len(keys)} records"
        # Those that said just this are untouched: their words and identifiers stay, and nothing is written.
        there = [key for key in keys if (e := before[key]) and [v.text for v in e.values] == ["temozolomide"]]
        assert there and many == len(keys) - len(there)
        assert all(session.project.entries(key)["therapy"] == before[key] for key in there)
        session.undo()
        assert {key: session.project.entries(key).get("therapy") for key in keys} == before


def test_a_chosen_value_brings_its_identifier_and_a_typed_one_none(session: Session) -> None:
    with session:
        (key, *_) = (record.id for record in session.project.records())
        chosen = Value("TMZ", "temozolomide", "X:1", "a made list")
        several.set_text(session, [key], "therapy", "TMZ; cisplatin", (chosen,))
        values = session.project.entries(key)["therapy"].values
        assert (values[0].identifier, values[1].identifier) == ("X:1", "")
        several.set_text(session, [key], "therapy", "cisplatin; TMZ")
        assert session.project.entries(key)["therapy"].values[1].identifier == "X:1"
        assert several.typed(session.project.entries(key)["therapy"]) == "cisplatin; TMZ"


def test_tags_are_added_and_a_new_study_is_made_once(session: Session) -> None:
    with session:
        keys = [record.id for record in session.project.records()]
        several.set_text(session, keys[:1], "tags", "mine")
        assert several.add_values(session, keys, "tags", "mine; grant") == len(keys)
        assert said(session, "tags")[0] == "mine; grant"
        assert several.add_values(session, keys, "tags", "grant") == 0
        studies = len(session.project.studies())
        several.set_text(session, keys, "primary_study", "[99] Nobody 2020, a study that is new")
        assert len(session.project.studies()) == studies + 1
        found = {session.project.entries(key)["primary_study"].values[0].identifier for key in keys}
        assert len(found) == 1 and found <= {study.id for study in session.project.studies()}
        with pytest.raises(ExoError, match="one value"):
            several.add_values(session, keys, "level", "D")


def test_what_one_record_cannot_say_leaves_all_as_they_were(session: Session) -> None:
    with session:
        keys = [record.id for record in session.project.records()]
        before = session.project.evidence_rows()
        with pytest.raises(BadValueError, match="not a value"):
            several.set_text(session, keys, "level", "Z")
        for name in ("cargo", "donor", "therapy"):
            several.set_reason(session, keys, name, "not reported")
        with pytest.raises(BadValueError, match="at least one of"):
            several.set_text(session, keys, "effect", "")
        assert set(said(session, "effect")) != {""}
        for _ in range(3):
            session.undo()
        assert [row["therapy"] for row in session.project.evidence_rows()] == [row["therapy"] for row in before]


def test_decided_on_and_deleted_together(session: Session) -> None:
    with session:
        keys = [record.id for record in session.project.records()]
        several.review(session, keys, "accepted")
        assert set(said(session, "status")) == {"accepted"}
        assert several.delete(session, keys) == len(keys)
        assert session.undo_label() == f"Delete {len(keys)} records" and not session.project.records()
        session.undo()
        assert [record.id for record in session.project.records()] == keys


def test_hostile_cells_stay_text_for_word_and_excel() -> None:
    rows = [["SEPT2", "=1+1", "<b>&\x00\n second", "\u05e9\u05dc\u05d5\u05dd"], ["-1", "@x", "a\tb", "x" * 40_000]]
    text = pasting.as_tab_text(["Gene", "F", "Text", "Long"], rows)
    lines = [line.split("\t") for line in text.split("\n")]
    assert [len(line) for line in lines] == [4, 4, 4]
    assert lines[1][:3] == ["SEPT2", "'=1+1", "<b>&\ufffd second"] and lines[2][:3] == ["'-1", "'@x", "a b"]
    assert "cut here" in lines[2][3] and len(lines[2][3]) <= pasting.LONGEST
    page = pasting.as_html(["Gene"], rows)
    assert "<td style=\"mso-number-format:'\\@'\">SEPT2</td>" in page and ">=1+1</td>" in page
    assert "&lt;b&gt;&amp;\ufffd<br" in page and "\x00" not in page


@pytest.mark.parametrize(
    ("authors", "name"),
    [("Guo Y, Li X", "Guo"), ("Guo, Y.; Li, X.", "Guo"), ("Yue Guo and Xin Li", "Guo"),
     ("van der Berg J", "van der Berg"), ("Guo", "Guo"), ("", ""), ("  ", ""), ("Guo, Yue", "Guo"),
     ("J. R. Smith", "Smith")],
)  # fmt: skip
def test_the_first_author(authors: str, name: str) -> None:
    assert first_author(authors) == name


def test_a_passage_is_cited_with_author_year_and_page(session: Session) -> None:
    document = Document("d", "", "", "A title", authors="Guo Y, Li X", year=2025)
    assert cited_as(document, "365") == "Guo 2025, p. 365"
    with session:
        passage = session.project.passages()[0]
        assert cited(passage, document) == f"“{passage.quote}” (Guo 2025, p. {passage.page_label})"
        assert cited(passage, None).startswith("“")
