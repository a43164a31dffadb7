"""A summary says nothing without a record: random evidence, every number counted again, every citation in the list."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from exoannotate.domain.evidence import EvidenceRow
from exoannotate.domain.findings import Read, findings
from exoannotate.domain.flow import Counts
from exoannotate.domain.records import Document, FieldEntry, Value
from exoannotate.domain.roles import role
from exoannotate.export.spans import plain
from exoannotate.export.styles import style
from exoannotate.export.summary import page
from exoannotate.export.summary.building import build
from exoannotate.export.summary.compose import Material
from exoannotate.export.summary.model import Cite, Clause, Paragraph, Section, Sentence
from exoannotate.export.summary.page import Grid, Listed, Prose

from .samples import row


def test_a_clause_cannot_be_made_without_a_record_or_words() -> None:
    for runs, records in (
        (("Words",), ()),
        (("Words",), ("",)),
        ((" ",), ("r1",)),
        ((), ("r1",)),
        ((Cite(("k",)),), ("r1",)),
    ):
        with pytest.raises(ValueError, match="a clause needs"):
            Clause(runs, records)  # type: ignore[arg-type]
    for make in (lambda: Sentence(()), lambda: Paragraph(()), lambda: Section("Head", ()), lambda: Cite(())):  # type: ignore[arg-type]
        with pytest.raises(ValueError, match=r"needs|cites something"):
            make()


WORDS = ("miR-21", "miR-9; miR-21", "[not reported]", "=1+1", "<b>&amp;</b>", "{{ 7*7 }}", "a|b", "\\input{x}", "")
EFFECTS = (
    "resistance increased",
    "sensitivity increased",
    "no effect",
    "mixed",
    "associated (marker)",
    "other phenotype",
    "",
)
STUDIES = (
    "1. Li X. A study of exosomes and what they carry in glioma. 2019. doi:10.1/a",
    "Li 2019",
    "this document",
    "no reference given",
    "PMID: 12345678",
    "",
)

ONE = some.fixed_dictionaries(
    {
        "cargo": some.sampled_from(WORDS),
        "therapy": some.sampled_from(("TMZ", "TMZ; radiation", "", "[unclear]")),
        "effect": some.sampled_from(EFFECTS),
        "perturbation": some.sampled_from(("natural transfer", "cargo lost", "", "correlation only")),
        "claim": some.sampled_from(("", "supports", "does not support")),
        "primary_study": some.sampled_from(STUDIES),
        "status": some.sampled_from(("draft", "complete", "accepted", "rejected")),
        "donor": some.sampled_from(("", "macrophage (M2)", "U87")),
        "targets": some.sampled_from(("", "PTEN (down)", "ABCB1; PTEN")),
        "system": some.sampled_from(("", "cell line; animal", "patient samples")),
        "document": some.sampled_from(("d1", "d2")),
        "quotes": some.sampled_from(("1", "2", "1 2", "2 3")),
    }
)


def material(told: list[dict[str, str]], by: tuple[str, ...], drafts: bool) -> tuple[Material, dict[str, EvidenceRow]]:
    """Records as the project would give them: rows with reasons, entries, and passages. ``quotes`` tells which of their
    document they rest on, so that several rest on one; without it each rests on one of its own."""
    rows, entries, links, places = {}, {}, {}, {}
    for number, fields in enumerate(told):
        key = f"r{number}"
        cells = dict(fields)
        links[key] = tuple(f"{fields['document']}:{quote}" for quote in cells.pop("quotes", f"of {key}").split())
        places |= dict.fromkeys(links[key], fields["document"])
        for name in ("cargo", "therapy"):
            if cells[name].startswith("["):
                cells[f"{name}_reason"] = cells[name] = cells[name].strip("[]")
        cells["role"] = role(fields["effect"], fields["perturbation"])
        rows[key] = row(key, **cells)
        entries[key] = {
            name: FieldEntry(key, name, tuple(_value(part) for part in text.split("; ")))
            for name, text in cells.items()
            if text
            and name in ("cargo", "therapy", "effect", "donor", "targets", "system")
            and not cells.get(f"{name}_reason")
        }
    found = findings(rows.values(), Read(entries, links, places), by, drafts=drafts)
    documents = {key: Document(key, "", "", key, "Guo Y", 2025) for key in ("d1", "d2")}
    pages = {key: {places[links[key][0]]: ("7",)} for key in rows}
    return Material(found, documents, {key: f"document:{key}" for key in documents}, pages), rows


def _value(text: str) -> Value:
    words, _, detail = text.partition(" (")
    return Value(words, detail=detail.rstrip(")"))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    some.lists(ONE, min_size=1, max_size=9),
    some.sampled_from(["paragraph", "structured"]),
    some.booleans(),
    some.sampled_from([("cargo", "therapy"), ("donor",), ("role", "system")]),
    some.sampled_from(["plain", "nature", "ieee", "harvard"]),
)
def test_random_evidence(
    told: list[dict[str, str]], form: str, drafts: bool, by: tuple[str, ...], style_id: str
) -> None:
    made, rows = material(told, by, drafts)
    rests_on = {
        f"r{number}": {f"{one['document']}:{q}" for q in one["quotes"].split()} for number, one in enumerate(told)
    }
    summary = build(made, Counts(documents=2, records=len(told)), form)  # type: ignore[arg-type]
    part = {
        key
        for key, one in rows.items()
        if one["status"] != "rejected" and one["role"] and (drafts or one["status"] != "draft")
    }
    clauses = list(summary.clauses())
    assert bool(clauses) == bool(part) != bool(summary.missing)
    for clause in clauses:
        assert clause.records and set(clause.records) <= part
    laid = page.page(summary, {}, style(style_id))
    assert [laid.clauses[number] for number in sorted(laid.clauses)] == [clause.records for clause in clauses]
    if not part:
        return
    assert {record for clause in clauses for record in clause.records} == part

    # What is cited stands in the list, and what stands there is cited.
    (listed,) = (block.entries for block in laid.blocks if isinstance(block, Listed))
    assert {entry.key for entry in listed} == set(summary.keys()) and len(listed) == len(summary.keys())

    # The counts of the opening, counted from the rows alone.
    studies = {_study(one) for key, one in rows.items() if key in part} - {""}
    opening = " ".join("".join(run for run in clauses[0].runs if isinstance(run, str)).split())
    assert [int(number) for number in re.findall(r"\d+", opening)] == [
        len(part),
        len(studies),
        len(set.union(*(rests_on[record] for record in part))),
        len({one["document"] for key, one in rows.items() if key in part}),
    ]

    # Every direction of every finding, counted again.
    for finding in made.found.all:
        sides: defaultdict[tuple[str, bool], set[str]] = defaultdict(set)
        for record in finding.records:
            sides[rows[record]["role"], rows[record]["claim"] == "does not support"].add(record)
        for direction in finding.directions:
            assert set(direction.records) == sides[direction.role, direction.against]
            assert len(direction.studies) == len({_study(rows[record]) for record in direction.records} - {""})
            assert set(direction.passages) == set.union(*(rests_on[record] for record in direction.records))
            assert len(direction.passages) == len(set(direction.passages))
    text = "\n".join("".join(plain(p.spans) for p in block.parts) for block in laid.blocks if isinstance(block, Prose))
    assert not re.search(r"\b(nan|None)\b|\(\)|  |undefined", text), text
    grid = [block for block in laid.whole if isinstance(block, Grid)][-1]
    assert {cells[-1] for cells in grid.rows} == part


def _study(of: EvidenceRow) -> str:
    """One study a key, as a person would tell them apart."""
    text = of["primary_study"]
    if text in ("", "no reference given"):
        return ""
    return {"this document": of["document"], "Li 2019": f"Li 2019 in {of['document']}"}.get(text, text)
