"""The paragraph on methods and the table of counts: only what was done is told."""

from __future__ import annotations

from collections.abc import Iterator

from exoannotate.domain.findings import Findings
from exoannotate.domain.flow import Counts
from exoannotate.domain.wording import counted
from exoannotate.export.summary import words
from exoannotate.export.summary.model import Flow, Paragraph, Section, Sentence
from exoannotate.export.summary.templates import Templates, clause

_STATES: dict[str, str] = {
    "accepted": "accepted after a second look",
    "complete": "complete",
    "draft": "in draft",
    "rejected": "rejected",
}
_AGREED = ("cargo", "donor", "therapy", "effect", "role")
"""Fields whose agreement is told; the table of agreement has the others."""


def section(counts: Counts, found: Findings, templates: Templates) -> Section:
    """The paragraph on methods."""
    sentences = (Sentence((clause(id, templates, found.records, values),)) for id, values in _told(counts, found))
    return Section("Methods", (Paragraph(tuple(sentences)),))


def _told(counts: Counts, found: Findings) -> Iterator[tuple[str, dict[str, str | int]]]:
    documents, passages = counted(counts.documents, "paper"), counted(counts.passages, "passage")
    yield "read", {"papers": documents, "done": counts.done, "passages": passages}
    if counts.decided:
        refused = counts.decided - counts.taken
        where = counted(counts.looked_through, "paper")
        yield "looked", {"candidates": counts.decided, "taken": counts.taken, "refused": refused, "papers": where}
    states = [f"{counts.states[one]:,} {_STATES[one]}" for one in _STATES if counts.states.get(one)]
    out = [said for said, keys in (("drafts", found.drafts), ("rejected records", found.rejected)) if keys]
    records = counted(counts.records, "record")
    yield (
        "recorded",
        {"count": counts.records, "records": records, "states": ", ".join(states), "left_out": words.listed(out)},
    )
    if counts.verified is not None:
        v = counts.verified
        yield (
            "verified",
            {"count": v.verified, "of": v.records, "rejected": v.rejected, **_rate(v.share, v.low, v.high)},
        )
    if counts.errors is not None:
        e = counts.errors.whole
        yield "checked", {"count": counts.errors.pairs, "compared": e.compared, "differ": e.differ,
                          **_rate(e.share, e.low, e.high)}  # fmt: skip
    if counts.agreement is not None and counts.agreement.claims > 1:  # one claim is no measure
        fields = [
            f"{one.field} in {100 * one.percent:.0f}\N{NO-BREAK SPACE}%"
            + (f" (kappa {one.kappa:.2f})" if one.kappa is not None else "")
            for one in counts.agreement.fields
            if one.field in _AGREED and one.percent is not None
        ]
        if fields:
            people = words.listed(counts.people) or counted(len(counts.agreement.people), "person", "people")
            told = words.listed(fields, most=len(fields))
            yield "agreed", {"people": people, "claims": counts.agreement.claims, "fields": told}


def _rate(share: float | None, low: float, high: float) -> dict[str, str | int]:
    return {"share": f"{100 * (share or 0):.1f}", "low": f"{100 * low:.1f}", "high": f"{100 * high:.1f}"}


def flow(counts: Counts, found: Findings) -> tuple[Flow, ...]:
    """The counts one below the other, from documents to what stands in the summary."""
    lines = [
        ("Documents in the project", counts.documents),
        ("  of these read to the end", counts.done),
        ("Passages highlighted", counts.passages),
        ("Candidates decided on", counts.decided),
        ("  of these taken as evidence", counts.taken),
        ("Records made", counts.records),
        *((f"  of these {_STATES[one]}", counts.states.get(one, 0)) for one in _STATES),
        ("Looked at by another person", counts.verified.verified if counts.verified else 0),
        ("Extracted a second time", counts.errors.pairs if counts.errors else 0),
        ("Records in this summary", len(found.records)),
        ("Primary studies in this summary", len(found.studies)),
        ("Passages quoted in this summary", len(found.passages_of(found.records))),
    ]
    always = ("Documents in the project", "Passages highlighted", "Records made", "Records in this summary",
              "Primary studies in this summary", "Passages quoted in this summary")  # fmt: skip
    return tuple(Flow(step, many) for step, many in lines if many or step in always)
