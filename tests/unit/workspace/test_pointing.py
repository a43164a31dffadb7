"""A typed name that stands in the quote points at its words there."""

from __future__ import annotations

from pathlib import Path

from exoannotate.domain.fields import field, values
from exoannotate.store.checks import check
from exoannotate.workspace import passages, records
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session
from tests.unit.store.test_changes import document, passage

QUOTE = "Exosomal miR-21 of M2 macrophages raised TMZ resistance; miR-210 did not (TMZ)."


def typed(**fields: str) -> dict[str, FieldInput]:
    return {name: FieldInput(values(field(name), (text,))) for name, text in fields.items()}


def test_names_point_at_whole_words_of_the_quote(tmp_path: Path) -> None:
    with Session.create(tmp_path / "study.exo", "Ann") as session:
        of = document(session)
        first, second = passage(session, of, QUOTE), passage(session, of, "U87 cells took them up.")
        given = typed(cargo="mir-21; miR-2", donor="M2 macrophages", recipient="u87 cells", therapy="TMZ")
        record = records.create(session, (first.id, second.id), given)
        entries = session.project.entries(record)

        def words(name: str) -> list[str]:
            found = []
            for value in entries[name].values:
                quotes = {first.id: first.quote, second.id: second.quote}
                w = value.words
                found.append(quotes[w.passage][w.start : w.end] if w else "")
            return found

        assert words("cargo") == ["miR-21", ""]
        assert words("donor") == ["M2 macrophages"]
        assert words("recipient") == ["U87 cells"]
        assert words("therapy") == ["TMZ"]
        assert entries["cargo"].values[0].text == "mir-21"  # as typed
        before = session.project.history(1)[0].seq
        records.edit(session, record, typed(donor="M2 macrophages"))
        assert session.project.history(1)[0].seq == before  # the same again is no edit
        records.unlink(session, record, second.id)
        assert session.project.entries(record)["recipient"].values[0].words is None
        passages.set_note(session, first.id, "checked")
        assert check(session.path).ok
