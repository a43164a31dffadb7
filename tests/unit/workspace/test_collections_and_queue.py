"""Documents as a library: bibliographic data, states, the queue, collections, what is shown; saved queries."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from exoannotate.domain.bibliography import ENTRIES, all_tags, tags, text_of, with_entry
from exoannotate.domain.errors import BadValueError, ExoError, NotFoundError
from exoannotate.domain.progress import Progress, Tally
from exoannotate.domain.records import Document, Layout, Value
from exoannotate.store.checks import check, digest
from exoannotate.workspace import collections, joining, layouts, library, records, removing
from exoannotate.workspace.library import Wanted
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session
from tests.unit.store.test_changes import document, passage


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session.create(tmp_path / "study.exo", "Ann") as made:
        yield made


@pytest.fixture
def papers(session: Session) -> tuple[str, ...]:
    return tuple(document(session, title).id for title in ("Alpha", "Beta", "Gamma", "Delta"))


def titles(session: Session) -> list[str]:
    return [d.title for d in session.project.documents()]


# Bibliographic data ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("title", "  A\n title  of\tspaces ", "A title of spaces"),
        ("doi", "https://doi.org/10.1000/ABC(1)x", "10.1000/ABC(1)x"),
        ("doi", "doi: 10.1000/a.", "10.1000/a"),
        ("doi", "http://dx.doi.org/10.1000%2Fa", "10.1000/a"),
        ("doi", " ", ""),
        ("pmid", "PMID: 123", "123"),
        ("pmid", "https://pubmed.ncbi.nlm.nih.gov/123/", "123"),
        ("year", " 2024 ", 2024),
        ("year", "", None),
        ("tags", "one; Two;one ; ; three", "one; Two; three"),
        ("note", "  two\nlines ", "two\nlines"),
        ("authors", "\u05d0\u05d1; M\u00fcller, A.", "\u05d0\u05d1; M\u00fcller, A."),
        ("journal", "a\x00b\x1b[31m", "a b [31m"),
    ],
)
def test_what_is_typed_is_kept_in_its_form(name: str, typed: str, kept: object) -> None:
    before = Document("d", "", "", "A title", year=2000)
    after = with_entry(before, name, typed)
    assert getattr(after, name) == kept
    assert with_entry(after, name, text_of(after, name)) == after


@pytest.mark.parametrize(
    ("name", "typed", "why"),
    [
        ("title", "  ", "needs a title"),
        ("title", "x" * 2001, "longer than"),
        ("doi", "doi.org/abc", "is not a DOI"),
        ("doi", "10.1000", "is not a DOI"),
        ("doi", "10.1000/a b", "is not a DOI"),
        ("pmid", "PMC123", "is not a PMID"),
        ("pmid", "0123", "is not a PMID"),
        ("pmid", "123456789", "is not a PMID"),
        ("year", "24", "is not a year"),
        ("year", "1799", "is not a year"),
        ("year", str(datetime.now(UTC).year + 2), "is not a year"),
        ("year", "²⁰²⁴", "is not a year"),
        ("tags", ";".join(map(str, range(301))), "at most 300 tags"),
        ("colour", "red", "has no “colour”"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(name: str, typed: str, why: str) -> None:
    with pytest.raises(BadValueError, match=why) as caught:
        with_entry(Document("d", "", "", "A title"), name, typed)
    assert "Nothing was changed" in caught.value.hint


def test_editing_is_one_change_that_says_what_it_was(session: Session, papers: tuple[str, ...]) -> None:
    library.edit(session, papers[0], {"year": "2021", "doi": "10.1000/a", "journal": "J"})
    assert session.undo_label() == "Edit bibliographic data of “Alpha”"
    library.edit(session, papers[0], {"doi": "10.1000/b"})
    assert session.undo_label() == "Edit DOI of “Alpha”"
    library.edit(session, papers[0], {"doi": "10.1000/b"})  # the same again is no change
    session.undo()
    assert session.project.document(papers[0]).doi == "10.1000/a"
    with pytest.raises(BadValueError):
        library.edit(session, papers[0], {"year": "2022", "doi": "nonsense"})
    assert session.project.document(papers[0]).year == 2021
    other = library.edit(session, papers[1], {"doi": "10.1000/A"})
    assert [d.title for d in library.alike(other, session.project.documents())] == ["Alpha"]
    assert [one.name for one in ENTRIES] == [
        "title", "authors", "year", "journal", "volume", "issue", "page_range", "doi", "pmid", "retracted", "tags",
        "note",
    ]  # fmt: skip


def test_states_and_tags_of_many_are_one_act(session: Session, papers: tuple[str, ...]) -> None:
    assert library.set_reading(session, papers[:3], "done") == 3
    assert session.undo_label() == "Mark 3 documents as done"
    assert library.set_reading(session, papers[:3], "done") == 0
    with pytest.raises(BadValueError, match="not a reading state"):
        library.set_reading(session, papers, "read")  # type: ignore[arg-type]
    assert library.add_tag(session, papers[:2], "core") == 2
    assert library.add_tag(session, papers[:2], "Core") == 0
    assert library.remove_tag(session, papers, "CORE") == 2
    session.undo()
    assert [d.tags for d in session.project.documents()] == ["core", "core", "", ""]
    assert all_tags(session.project.documents()) == ("core",)
    with pytest.raises(BadValueError):
        library.add_tag(session, papers, "a;b")


# The queue -------------------------------------------------------------------------------------------------------


def test_papers_move_in_the_queue(session: Session, papers: tuple[str, ...]) -> None:
    alpha, beta, gamma, delta = papers
    library.move(session, [delta], beta)
    assert titles(session) == ["Alpha", "Delta", "Beta", "Gamma"]
    assert session.undo_label() == "Move “Delta” in the queue"
    library.move(session, [alpha], None)
    assert titles(session) == ["Delta", "Beta", "Gamma", "Alpha"]
    library.move(session, [gamma, beta], gamma)  # dropped on one of themselves
    assert titles(session) == ["Delta", "Gamma", "Beta", "Alpha"]
    library.move_to_front(session, [alpha])
    assert titles(session) == ["Alpha", "Delta", "Gamma", "Beta"]
    while session.undo_label().startswith("Move"):
        session.undo()
    assert titles(session) == ["Alpha", "Beta", "Gamma", "Delta"]
    with pytest.raises(NotFoundError):
        library.move(session, ["none"])


def test_a_paper_that_comes_later_stands_behind_all(session: Session, papers: tuple[str, ...]) -> None:
    library.move(session, [papers[0]], None)
    assert session.project.end_of_queue() > 0
    assert session.project.documents()[-1].title == "Alpha"


def test_any_moves_keep_the_order_a_person_made(session: Session, papers: tuple[str, ...]) -> None:
    dice = random.Random(4)
    order = list(papers)
    for _ in range(40):
        moved = dice.sample(order, dice.randint(1, 2))
        rest = [key for key in order if key not in moved]
        before = dice.choice([*rest, None])
        library.move(session, moved, before)
        at = rest.index(before) if before is not None else len(rest)
        order = [*rest[:at], *moved, *rest[at:]]
        assert [d.id for d in session.project.documents()] == order
    assert check(session.path).ok


def test_the_next_to_read(session: Session, papers: tuple[str, ...]) -> None:
    library.set_reading(session, [papers[1]], "done")
    documents = session.project.documents()
    found = [library.next_to_read(documents, key) for key in ("", papers[0], papers[3])]
    assert [d.title for d in found if d] == ["Alpha", "Gamma", "Alpha"]
    assert library.next_to_read(documents[1:2]) is None


# Collections -----------------------------------------------------------------------------------------------------


def test_a_document_may_be_in_several_collections(session: Session, papers: tuple[str, ...]) -> None:
    glioma = collections.make(session, " Glioma ", papers[:2])
    breast = collections.make(session, "Breast")
    assert collections.put(session, breast.id, papers[:1]) == 1
    assert session.undo_label() == "Put a document into “Breast”"
    assert collections.put(session, breast.id, [*papers[:3], papers[0]]) == 2
    assert collections.put(session, breast.id, papers[:3]) == 0
    assert collections.take(session, breast.id, [papers[2], papers[3]]) == 1
    members = {m.id for m in session.project.members()}
    assert members == {f"{papers[0]}:{glioma.id}", f"{papers[1]}:{glioma.id}"} | {
        f"{papers[0]}:{breast.id}", f"{papers[1]}:{breast.id}"
    }  # fmt: skip
    with pytest.raises(BadValueError, match="already"):
        collections.rename(session, breast.id, "GLIOMA")
    collections.rename(session, breast.id, "breast")
    assert collections.find(session, "BREAST").id == breast.id
    before = digest(session.path)
    assert collections.delete(session, breast.id) == 2
    assert len(session.project.members()) == 2
    session.undo()
    assert digest(session.path) == before
    assert check(session.path).ok
    with pytest.raises(NotFoundError, match="no collection"):
        collections.find(session, "Lung")


@pytest.mark.parametrize("name", ["", " ", "x" * 61, "a\x1bb"])
def test_names_of_collections(session: Session, name: str) -> None:
    with pytest.raises(BadValueError, match="1 to 60 letters"):
        collections.make(session, name)


def test_a_document_that_goes_leaves_its_collections_and_comes_back_to_them(
    session: Session, papers: tuple[str, ...]
) -> None:
    made = collections.make(session, "Glioma", papers[:2])
    removing.delete_document(session, papers[0])
    assert [m.document for m in session.project.members()] == [papers[1]]
    session.undo()
    assert len(session.project.members()) == 2
    joining.join(session, None, papers[2], papers[0])  # type: ignore[arg-type]  # no highlights, so no PDF is read
    assert {m.document for m in session.project.members() if m.collection == made.id} == {papers[1], papers[2]}


def test_several_documents_go_as_one_and_come_back_as_one(session: Session, papers: tuple[str, ...]) -> None:
    made = [passage(session, session.project.document(key)) for key in papers[:3]]
    of = {"cargo": FieldInput((Value("miR-21"),))}
    alone = records.create(session, (made[0].id, made[1].id), of)
    shared = records.create(session, (made[1].id, made[2].id), of)
    collections.make(session, "Glioma", papers)
    before = digest(session.path)
    done = removing.delete_documents(session, papers[:2])
    assert done.sentence() == (
        "2 documents taken out with 2 highlights and 1 record. 1 record that rests on other papers too stayed."
    )
    assert [r.id for r in session.project.records()] == [shared] != [alone]
    assert session.undo_label() == "Take 2 documents out" and check(session.path).ok
    session.undo()
    assert digest(session.path) == before
    with pytest.raises(NotFoundError):
        removing.delete_documents(session, ())


# What is shown ---------------------------------------------------------------------------------------------------


def test_what_is_wanted_is_shown(session: Session, papers: tuple[str, ...]) -> None:
    library.edit(session, papers[0], {"tags": "core; old", "authors": "M\u00fcller, A.", "year": "2021"})
    library.set_reading(session, papers[1:3], "under way")
    made = collections.make(session, "Glioma", papers[1:])
    members = {made.id: frozenset(papers[1:])}
    documents = session.project.documents()

    def shown(**wanted: str) -> str:
        return "".join(d.title[0] for d in library.matching(documents, Wanted(**wanted), members))

    assert shown() == "ABGD" and not Wanted() and not Wanted(words="  ")
    assert shown(words="m\u00dcller 2021") == "A"
    assert shown(words="TA") == "BD"
    assert shown(tag="CORE") == "A" and shown(tag="cor") == ""
    assert shown(reading="under way") == "BG"
    assert shown(collection=made.id, reading="to read") == "D"
    assert shown(collection="gone") == ""
    assert tags("a; A ;b\nc") == ("a", "b", "c")


def test_a_document_is_found_as_a_person_names_it(session: Session, papers: tuple[str, ...]) -> None:
    library.edit(session, papers[2], {"doi": "10.1000/X", "pmid": "77"})
    for named in (papers[2], "10.1000/x", "77", "gamm"):
        assert library.find(session, named).title == "Gamma"
    with pytest.raises(ExoError, match="stands in 4 titles"):
        library.find(session, "a")
    with pytest.raises(NotFoundError):
        library.find(session, "Omega")


def test_progress_is_counted_alike_by_the_file_and_by_the_window(session: Session, papers: tuple[str, ...]) -> None:
    made = [passage(session, session.project.document(key)) for key in (papers[0], papers[0], papers[1])]
    of = {"cargo": FieldInput((Value("miR-21"),))}
    first = records.create(session, (made[0].id, made[1].id, made[2].id), of)
    records.create(session, (made[0].id,), of)
    records.review(session, first, "accepted")
    counted = library.progress_of(session)
    assert counted[papers[0]] == Progress(2, 2, 1) and counted[papers[1]] == Progress(1, 1, 1)
    project = session.project
    links: dict[str, list[str]] = {}
    for link in project.links():
        links.setdefault(link.record, []).append(link.passage)
    status: dict[str, str] = {r.id: r.status for r in project.records()}
    tally = Tally.of({p.id: p.document for p in project.passages()}, links, status)
    assert {key: tally[key] for key in papers} == counted
    tally.take_passage(made[2].id, None)
    tally.take_record(first, links[first], "draft")
    assert (tally[papers[0]], tally[papers[1]]) == (Progress(2, 2, 0), Progress())
    tally.take_record(first, (), None)
    assert tally[papers[0]] == Progress(2, 1, 0)


def test_progress_in_words(session: Session, papers: tuple[str, ...]) -> None:
    assert library.progress_of(session)[papers[0]] == Progress()
    assert Progress().words() == "no highlights yet"
    assert Progress(1).words() == "1 highlight, no record yet"
    assert Progress(12, 5, 3).words() == "12 highlights, 5 records, 3 of them complete"
    assert Progress(2, 2, 2).words() == "2 highlights, 2 records, all complete"
    assert (Progress().share, Progress(1, 4, 1).share) == (0.0, 0.25)


# Saved queries and layouts ---------------------------------------------------------------------------------------


def test_queries_are_saved_by_name(session: Session) -> None:
    made = layouts.save(session, "query", " TMZ ", {"filter": "therapy = temozolomide", "sort": "cargo,-changed"})
    assert session.undo_label() == "Save query “TMZ”"
    assert layouts.query(made) == ("therapy = temozolomide", "cargo,-changed")
    again = layouts.save(session, "query", "tmz", {"filter": "therapy ~ temo", "sort": ""})
    assert again.id == made.id and session.undo_label() == "Change query “tmz”"
    other = layouts.save(session, "query", "All", {})
    with pytest.raises(BadValueError, match="already"):
        layouts.rename(session, other.id, "TMZ")
    layouts.rename(session, other.id, "Everything")
    assert [one.name for one in layouts.all(session)] == ["tmz", "Everything"]
    assert layouts.find(session, "query", "everything").id == other.id
    layouts.delete(session, other.id)
    session.undo()
    assert len(layouts.all(session)) == 2
    with pytest.raises(NotFoundError, match="There are: tmz, Everything"):
        layouts.find(session, "query", "x")
    for wrong in ({"filter": "therapy ="}, {"sort": "nothing"}, {"filter": 3}):
        with pytest.raises(BadValueError):
            layouts.save(session, "query", "Wrong", wrong)


def test_layouts_keep_their_shape(session: Session) -> None:
    given = {"columns": ["cargo", "role", "cargo"], "widths": {"cargo": 99_999}, "pinned": 1, "x": 1}
    made = layouts.save(session, "layout", "Short", given)
    assert layouts.body(made) == {
        "columns": ["cargo", "role"], "widths": {"cargo": 10_000}, "pinned": 1, "sort": [], "group": "", "x": 1
    }  # fmt: skip
    for wrong in ({"columns": "cargo"}, {"widths": {"cargo": "wide"}}, {"pinned": "x"}, {"columns": [1]}):
        with pytest.raises(BadValueError, match="another shape"):
            layouts.save(session, "layout", "Wrong", wrong)
    with pytest.raises(BadValueError, match="too large"):
        layouts.save(session, "layout", "Large", {"columns": [str(i) * 20 for i in range(9000)]})
    layouts.save(session, "query", "Short", {})  # names of queries and layouts do not clash
    assert check(session.path).ok


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "{no}",
        "[" * 5000 + "{}",
        '{"columns": 3, "widths": [], "pinned": true, "sort": {}}',
        '{"columns": [1, "cargo"], "widths": {"cargo": "x", "role": 9, "a": -1}, "group": 1}',
    ],
)
def test_what_a_stranger_saved_has_the_shape_it_should(text: str) -> None:
    held = layouts.body(Layout("a", "A", "layout", text))
    assert held["columns"] in ([], ["cargo"]) and held["widths"] in ({}, {"role": 9})
    assert (held["pinned"], held["group"], held["sort"]) == (0, "", [])
    assert layouts.query(Layout("a", "A", "query", text.replace("columns", "filter"))) == ("", "")
