"""Summaries of a whole project: what takes part, what is counted, what is told, and sentences of one's own."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest

from exoannotate.domain.errors import BadValueError
from exoannotate.export.spans import plain
from exoannotate.export.summary.page import Grid, Prose
from exoannotate.workspace import exports, settings, summaries
from exoannotate.workspace.session import Session
from exoannotate.workspace.summaries import Made, Wanted
from tests import reviewed


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reviewed") / "glioma.exo"
    reviewed.make(path)
    return path


def made(project: Path, wanted: Wanted, sentences: dict[str, str] | None = None) -> Made:
    with Session.open(project, read_only=True) as session:
        return summaries.make(session, wanted, sentences)


def text(of: Made, style: str = "elsevier") -> str:
    blocks = of.page(style).blocks
    return "\n".join("".join(plain(part.spans) for part in b.parts) for b in blocks if isinstance(b, Prose))


def test_one_paper_in_two_reviews_counts_once_and_each_mention_is_told(project: Path) -> None:
    told = text(made(project, Wanted("structured")))
    # r01 and r02 cite Chuang 2019 from two reviews, r03 another study; r01 quotes two passages.
    assert "promoted resistance to temozolomide in 2 primary studies (3 records; in vitro and in vivo)" in told
    assert "2 primary studies; 3 records; mentioned in 4 passages of 2 papers" in told
    assert "Exosomal miR-21 passed from M2 macrophages and glioma-associated macrophages to U87 and U251 cells" in told


def test_what_disagrees_is_missing_or_was_retracted_is_said(project: Path) -> None:
    told = text(made(project, Wanted()))
    assert "Evidence on vesicular miR-151a and temozolomide is contradictory" in told
    assert "Of 8 findings, 1 is contradictory, 5 rest on a single primary study" in told
    assert re.search(r"Of the studies cited here, 1 has been retracted \[5\]\.", told)
    assert "without an intervention that would show a cause" in told  # the marker
    assert "H19 from U87 cells did not change the response to bevacizumab" in told
    assert "one paper that names no primary study for it (2 records)" in told
    assert "PD-L1 from glioblastoma stem cells had effects other than on the response (immune escape)" in told


def test_drafts_take_part_when_they_are_asked_for_and_rejected_records_never(project: Path) -> None:
    without, with_drafts = made(project, Wanted()), made(project, Wanted(drafts=True))
    assert "miR-9" not in text(without) and without.found.drafts == ("r13",)
    assert without.summary.remarks == ("1 record in draft was left out.",)
    assert "vesicular miR-9 from U87 cells" in text(with_drafts).replace("Vesicular", "vesicular")
    assert "in draft" in text(with_drafts) and with_drafts.summary.remarks == (
        "1 record in this summary is still in draft.",
    )
    for one in (without, with_drafts):
        assert "miR-30b" not in text(one) and all("r14" not in clause.records for clause in one.summary.clauses())


def test_methods_tell_what_was_done_and_nothing_else(project: Path, tmp_path: Path) -> None:
    done = made(project, Wanted())
    told = text(done).splitlines()[-1]
    assert told.startswith("The project holds 3 papers, 1 of them read to the end, with 11 passages highlighted.")
    assert "A person decided on 3 candidate sentences that the program proposed in 1 paper: 2 taken as evidence" in told
    assert "(2 accepted after a second look, 10 complete, 1 in draft, 1 rejected)" in told
    assert "rejected 1 (33.3 %, 95 % Wilson interval 6.1 to 79.2 %)" in told.replace("\N{NO-BREAK SPACE}", " ")
    flow = next(dict(block.rows) for block in done.page("plain").blocks if isinstance(block, Grid))
    assert flow["Records made"] == "14" and flow["Records in this summary"] == "12"
    small = tmp_path / "small.exo"
    reviewed.make(small, reviewed.RECORDS[1:2])
    told = text(made(small, Wanted())).splitlines()[-1]
    assert not re.search(r"second|Wilson|agree|accepted|0", told.replace("2026", ""))


def test_groups_filters_and_empty_projects(project: Path, tmp_path: Path) -> None:
    by_donor = made(project, Wanted("structured", ("donor",), filter="therapy = temozolomide"))
    assert by_donor.found.all[0].name == "glioma cell"
    assert "by donor" in text(by_donor)
    # Two cargos of one therapy that do different things contradict nothing; one cargo that does both does.
    told = text(made(project, Wanted(by=("therapy",))))
    assert told.count("contradictory") == 1 and "Evidence on vesicular miR-151a and temozolomide is" in told
    assert "SBF2-AS1 passed from" in told and "Vesicular miR-151a from glioma cells restored sensitivity" in told
    by_cells = text(made(project, Wanted(by=("donor", "therapy"))))
    assert "vesicles passed from tumour cells to tumour cells promoted" in by_cells
    for wrong in (Wanted(by=("colour",)), Wanted(style="x"), Wanted(filter="((")):
        with pytest.raises(BadValueError):
            made(project, wrong)
    nothing = made(project, Wanted(filter="cargo = nothing"))
    assert nothing.summary.missing == ("There is nothing to summarise: no record passes the filter.",)
    empty = tmp_path / "empty.exo"
    Session.create(empty).close()
    assert made(empty, Wanted()).summary.missing == ("There is nothing to summarise yet: the project has no records.",)
    assert len(made(empty, Wanted()).page("apa").blocks) == 2  # the title and what is missing
    reviewed.make(tmp_path / "draft.exo", reviewed.RECORDS[12:13])
    (told,) = made(tmp_path / "draft.exo", Wanted()).summary.missing
    assert "1 record is still in draft" in told


def test_sentences_of_ones_own(project: Path) -> None:
    summaries.keep_sentences({"no_effect": "Nothing came of {{ subject }}{{ cited }}", "lead": _default("lead")})
    assert "Nothing came of vesicular H19 [4]." in text(made(project, Wanted()))
    assert summaries.own_sentences() == {"no_effect": "Nothing came of {{ subject }}{{ cited }}"}
    with pytest.raises(BadValueError, match="knows no “x”"):
        summaries.keep_sentences({"lead": "{{ x }}"})
    settings.put("summary_sentences", '{"lead": "{{ ().__class__ }}", "none": "x", "agree": 7}')
    assert summaries.own_sentences() == {}
    summaries.keep_sentences({"no_effect": _default("no_effect")})
    assert settings.get("summary_sentences") == ""


@pytest.mark.parametrize(
    ("suffix", "style"), [("docx", "nature"), ("html", "apa"), ("markdown", "harvard"), ("latex", "ama")]
)
def test_printed_tables_cite_in_a_style(project: Path, tmp_path: Path, suffix: str, style: str) -> None:
    out = tmp_path / f"table.{suffix}"
    with Session.open(project, read_only=True) as session:
        exports.export(session, suffix, out, style=style)
        with pytest.raises(BadValueError, match="no citation style"):
            exports.export(session, suffix, out, style="x")
    if suffix == "docx":
        found = docx.Document(str(out))
        text = "\n".join(one.text for one in found.paragraphs)
        cells = [row.cells[-1].text for row in found.tables[0].rows]
        assert "\n1.\t" in text  # behind its number the entry hangs
        assert "in 2, p. 365, 366" in cells[1] and any(run.italic for one in found.paragraphs for run in one.runs)
    else:
        text = out.read_text(encoding="utf-8").replace("\\", "")
    assert {"nature": "Ricklefs, F. & Mineo, M.", "apa": "Ricklefs, F., &amp; Mineo, M. (2018)",
            "harvard": "Ricklefs, F., Mineo, M., 2018.", "ama": "Ricklefs F, Mineo M."}[style] in text  # fmt: skip
    if style in ("apa", "harvard"):
        assert re.search(r"Chuang.{0,20}2019[^|<]*; in Guo.{0,20}2025, p. 365, 366", text)
    assert "Retracted: " in text.replace("</b>", "").replace("**", "").replace("textbf{", "").replace("}", "")


def _default(id: str) -> str:
    from exoannotate.export.summary.templates import defaults

    return defaults()[id]
