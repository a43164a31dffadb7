"""How far a record is: savable, draft, complete, accepted or rejected; and what kind of assertion it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from exoannotate.domain.fields import CORE_FIELDS, EVIDENCE_FIELDS
from exoannotate.domain.records import Decision, FieldEntry, Record, Status
from exoannotate.domain.roles import role

NO_REFERENCE = "no reference given"
THIS_DOCUMENT = "this document"
WHOLE_VESICLE = "whole vesicle"
OVERRULED = "ECO:0000305"
"""The assertion of a record whose role a person overruled: curator inference."""

Entries = Mapping[str, FieldEntry]


def first(entries: Entries, name: str) -> str:
    """The first value of a field as text, "" when there is none."""
    entry = entries.get(name)
    return entry.values[0].text if entry and entry.values else ""


def filled(entries: Entries, name: str) -> bool:
    """Whether a field has a value. Cargo counts as filled with class “whole vesicle” as well."""
    entry = entries.get(name)
    if entry is not None and entry.values:
        return True
    return name == "cargo" and first(entries, "cargo_class") == WHOLE_VESICLE


def savable(entries: Entries, passages: Sequence[str]) -> bool:
    """A record needs one passage and one of cargo, donor, therapy, effect. Requiring more would shut out abstracts."""
    return bool(passages) and any(filled(entries, name) for name in CORE_FIELDS)


def missing(entries: Entries) -> tuple[str, ...]:
    """The fields that still need a value or a reason before the record is complete."""
    needed = [f.name for f in EVIDENCE_FIELDS if f.need == "complete"]
    return tuple(n for n in needed if not filled(entries, n) and not _looked(entries.get(n)))


def _looked(entry: FieldEntry | None) -> bool:
    return entry is not None and entry.reason not in ("", "not yet looked")


DECIDING = ("role", "effect", "perturbation", "primary_study", "cargo_class")
"""The fields of which it matters what they say; of any other, only whether it is answered."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows from the fields of a record: whether all are answered, its role and its assertion."""

    answered: bool
    role: str
    assertion: str


def consequence(entries: Entries) -> Consequence:
    """What follows from the fields a record has."""
    overruled = first(entries, "role")
    computed = overruled or role(first(entries, "effect"), first(entries, "perturbation"))
    return Consequence(not missing(entries), computed, _assertion(entries, bool(overruled)))


def status(review: Decision, answered: bool) -> Status:
    """The status of a record: what a person decided, else how far it is."""
    return review or ("complete" if answered else "draft")


def settle(record: Record, entries: Entries) -> Record:
    """The record with its computed parts made true: status, role and assertion."""
    found = consequence(entries)
    true = status(record.review, found.answered)
    return replace(record, status=true, role=found.role, assertion=found.assertion)


def changed_since_review(record: Record) -> bool:
    """Whether something was edited or linked after the record was accepted or rejected.

    Decision (2026-11): the decision stays, and a warning stands beside it. To take it back by itself was rejected: a
    mended spelling would silently empty an accepted table, and nobody could tell what the second reader had seen.
    """
    return bool(record.review) and record.changed > record.reviewed


def _assertion(entries: Entries, overruled: bool) -> str:
    """The ECO term for how the claim is made, "" while the primary study is not settled."""
    study = first(entries, "primary_study")
    if overruled:
        return OVERRULED
    if study == THIS_DOCUMENT:
        return "ECO:0000269"  # the document is itself the experiment
    if study == NO_REFERENCE:
        return "ECO:0000303"  # author statement without a reference
    return "ECO:0000304" if study else ""  # author statement with a reference
