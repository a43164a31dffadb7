"""Citation styles: marks in the text, entries in the list, and the files they come from."""

from __future__ import annotations

import re

import pytest

from exoannotate import resources
from exoannotate.domain.errors import BadValueError
from exoannotate.domain.records import Document, Study
from exoannotate.export.spans import plain
from exoannotate.export.styles import STYLES, Cited, Paper, style

PAPERS = {
    "a": Paper(Study("a", "d", "x", authors="Li X, Wang Y, Chen ZH, Müller J, Zhao L, Ortiz M, Kim S", year=2019,
                     title="A <b>study</b> & {more}", journal="Cell", doi="10.1/a", volume="8", page_range="1-9")),
    "b": Paper(Study("b", "d", "x", authors="Li X, Wang Y", year=2019, title="Second", journal="Neuro Oncol")),
    "c": Paper(Study("c", "d", "x", authors="Li X, Wang Y", year=2019, title="A third", journal="Cell", retracted=1)),
    "d": Paper(Document("d", "", "", "A review", "Guo Y", 2025, "J Test")),
    "e": Paper(Study("e", "d", "What nobody can <i>take</i> apart")),
}  # fmt: skip
MARKS = {
    "plain": "[1–3,5] [2] [1,4]", "vancouver": "(1–3,5) (2) (1,4)", "elsevier": "[1–3,5] [2] [1,4]",
    "nature": "1–3,5 2 1,4", "ama": "1–3,5 2 1,4", "cell": "1–3,5 2 1,4", "ieee": "[1]–[3], [5] [2] [1], [4]",
    "jcmm": "[1–3, 5] [2] [1, 4]",
    "apa": "(Li et al., 2019; Li & Wang, 2019a; Li & Wang, 2019b; What nobody can <i>take</i> apart, n.d.) "
           "(Li & Wang, 2019b) (Guo, 2025; Li et al., 2019)",
}  # fmt: skip


@pytest.mark.parametrize("of", STYLES, ids=lambda one: one.id)
def test_marks_and_entries(of: object) -> None:
    cited = Cited(tuple("abcde"), PAPERS, style(of.id))  # type: ignore[attr-defined]
    marks = [cited.mark(keys) for keys in ("ecba", "b", "da")]
    if cited.style.id in MARKS:
        assert " ".join(map(plain, marks)) == MARKS[cited.style.id]
    assert all(span.raised for mark in marks for span in mark) == (cited.style.id in ("nature", "ama", "cell"))
    entries = {entry.key: entry for entry in cited.entries()}
    assert set(entries) == set("abcde") and [e.key for e in entries.values() if e.retracted] == ["c"]
    if cited.style.numbered:
        assert [re.sub(r"\D", "", entry.label) for entry in cited.entries()] == list("12345")
    text = {key: plain(entry.spans) for key, entry in entries.items()}
    assert "A <b>study</b> & {more}" in text["a"] and "2019" in text["a"] and text["a"].count("10.1/a") <= 1
    assert text["e"] == "What nobody can <i>take</i> apart"
    assert not any(re.search(r"\.\.|,,|  |^\d+\.|\[\d|None|[\ufdd0-\ufdef]", told) for told in text.values())


def test_what_is_cited_and_not_known_is_listed_all_the_same() -> None:
    cited = Cited(("doi:10.1/x",), {}, style("nature"))
    assert plain(cited.entries()[0].spans) == "doi:10.1/x"
    with pytest.raises(BadValueError, match="The styles are: plain"):
        style("science fiction")


def test_every_style_has_its_file_with_a_licence_that_is_told() -> None:
    told = resources.text("styles", "SOURCES.md")
    files = {path.stem for path in resources.path("styles").glob("*.csl")}
    assert files == {one.file for one in STYLES} - {""}
    for name in files:
        text = resources.text("styles", f"{name}.csl")
        assert "creativecommons.org/licenses/by-sa/3.0" in text and f"{name}.csl" in told
