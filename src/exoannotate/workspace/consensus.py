"""From what people coded blind to one record that counts: their records side by side, and one agreed on field by field.

What each of them made is kept and linked with what was agreed on, so that everybody can see later who said what.

Decision (2026-11): claims are those of all closed rounds together, for a round that came later must not put the claims
of an earlier one out of reach. Who coded, in whatever round, what was agreed on before opens that claim again; the
record that is agreed on then takes the place of the earlier one, so that still one of them counts. What an open round
covers waits until it is closed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from exoannotate.domain.agreement import claims_of
from exoannotate.domain.blind import AGENT, BlindRound, DoubleCoded, consensus_id
from exoannotate.domain.change import Change, RowEdit
from exoannotate.domain.errors import ExoError, NotFoundError
from exoannotate.domain.fields import Field, entry_text
from exoannotate.domain.ids import now
from exoannotate.domain.records import FieldEntry, Passage, Record, Value
from exoannotate.domain.verifying import checks
from exoannotate.domain.wording import counted
from exoannotate.store.rows import delete as delete_row
from exoannotate.store.rows import insert
from exoannotate.workspace import agreeing, blind, own_fields, records, several
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session

_OWN = ("note", "tags")
"""Fields that are everybody's own: nothing is agreed on in them."""
Chosen = Mapping[str, str | FieldInput]
"""By field, whose value is taken (the id of a person), or what is said instead."""


@dataclass(frozen=True, slots=True)
class Said:
    """One field of a claim: what each person says in it, as text. ``alike``: all say the same; ``asks``: they do not,
    and somebody has to choose."""

    field: Field
    texts: Mapping[str, str]
    alike: bool
    asks: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """What people coded on one place: by person their record. ``agreed``: the record of consensus, "" for none yet;
    ``earlier``: records of consensus on a part of these, and ``before`` what the last of them says, by field."""

    id: str
    records: Mapping[str, str]
    passages: tuple[Passage, ...]
    title: str
    said: tuple[Said, ...]
    agreed: str = ""
    earlier: tuple[str, ...] = ()
    before: Mapping[str, str] = field(default_factory=dict)

    @property
    def open(self) -> tuple[Said, ...]:
        """The fields somebody has to choose in."""
        return tuple(one for one in self.said if one.asks)

    @property
    def quote(self) -> str:
        return self.passages[0].shown if self.passages else ""


@dataclass(frozen=True, slots=True)
class Claims:
    """All claims of the rounds that are closed, in the order of the documents, and the names of people by id.
    ``waiting``: who code in rounds that are open, "" for none."""

    names: Mapping[str, str]
    all: tuple[Claim, ...]
    act: int = 0
    """The last act of the history when they were put together."""
    waiting: str = ""

    @property
    def left(self) -> tuple[Claim, ...]:
        """Those not agreed on yet."""
        return tuple(one for one in self.all if not one.agreed)

    def sentence(self) -> str:
        """How far it is, in words."""
        two = [one for one in self.all if len(one.records) > 1]
        alike = sum(not one.open for one in two)
        told = f"{counted(len(two), 'claim')} coded by two or more, {alike:,} of them alike; "
        told += f"{len(self.all) - len(two):,} by one. Agreed on: {len(self.all) - len(self.left):,}."
        return f"{told} What {self.waiting} code comes when their round is closed." if self.waiting else told


def claims(session: Session) -> Claims:
    """What the people of closed rounds coded, but for what an open round covers. Raises ExoError where that is nothing:
    no round was closed, or the open one is of all documents."""
    project = session.project
    known, rounds = blind.standing(session), project.rounds()
    if known is None:
        raise ExoError("Nothing was coded blind in this project yet.", "Begin with a round of two people.")
    closed, still = [one for one in rounds if one.closed], [one for one in rounds if not one.closed]
    if not closed or any(not one.papers for one in still):
        raise ExoError(f"The round is open. {known.sentence()}", "Consensus comes when it is closed.")
    names = {person.id: person.name for person in project.curators()}
    passages = {passage.id: passage for passage in project.passages()}
    links = project.passages_by_record()
    linked = {record: [passages[key] for key in keys if key in passages] for record, keys in links.items()}
    kept = [r for r in project.records() if _takes_part(r, linked.get(r.id, ()), closed, still)]
    codes, _ = agreeing.coded(session)
    by_id = {record.id: record for record in kept}
    together, alone = claims_of(kept, project.links(), passages.values(), {key: codes[key] for key in by_id})
    together += [{by_id[key].curator: key} for key in alone]
    entries: dict[str, dict[str, FieldEntry]] = {}
    for entry in project.all_entries():
        if entry.record in by_id:
            entries.setdefault(entry.record, {})[entry.field] = entry
    titles = {document.id: document.title for document in project.documents()}
    place = {document: number for number, document in enumerate(titles)}
    agreed: dict[str, set[str]] = {}
    made_at: dict[str, str] = {}
    for one in project.double_coded():
        agreed.setdefault(one.record, set()).add(one.consensus)
        made_at[one.consensus] = max(one.created, made_at.get(one.consensus, ""))
    fields, compared = own_fields.all_fields(session), agreeing.compared_fields(session)
    made: list[Claim] = []
    for claim in together:
        known_here: dict[str, Passage] = {p.id: p for record in claim.values() for p in linked.get(record, ())}
        here = tuple(sorted(known_here.values(), key=lambda p: (place.get(p.document, 0), p.position, p.id)))
        said = tuple(_said(claim, fields, entries, codes, compared))
        went_into = [agreed.get(record, set()) for record in claim.values()]
        common = min(set.intersection(*went_into), default="")
        # One that went into a later one itself counts no more, and has nothing to say.
        parts = set() if common else {key for key in set.union(*went_into) if key not in agreed}
        earlier = tuple(sorted(parts, key=lambda key: (made_at[key], key)))
        before = {e.field: entry_text(e) for e in project.entries(earlier[-1]).values()} if earlier else {}
        title = titles.get(here[0].document, "") if here else ""
        made.append(Claim(consensus_id(claim.values()), claim, here, title, said, common, earlier, before))
    made.sort(key=lambda c: (place.get(c.passages[0].document, 0), c.passages[0].position) if c.passages else (0, 0.0))
    waiting = " and ".join(dict.fromkeys(names.get(key, key) for one in still for key in one.people))
    return Claims(names, tuple(made), project.last_act(), waiting)


def _takes_part(
    record: Record, passages: Sequence[Passage], closed: Sequence[BlindRound], still: Sequence[BlindRound]
) -> bool:
    if record.status == "rejected" or record.agent == AGENT or checks(record):
        return False
    coded = any(record.curator in one.people and _is_of(passages, one.papers) for one in closed)
    return coded and not any(_is_of(passages, one.papers) for one in still)


def _is_of(passages: Sequence[Passage], papers: frozenset[str]) -> bool:
    return bool(passages) and (not papers or any(passage.document in papers for passage in passages))


def _said(claim: Mapping[str, str], fields: Sequence[Field], entries: Mapping[str, Mapping[str, FieldEntry]],
          codes: Mapping[str, Mapping[str, object]], compared: frozenset[str]) -> list[Said]:  # fmt: skip
    found = []
    for of in fields:
        there = {person: entries.get(record, {}).get(of.name) for person, record in claim.items()}
        texts = {person: entry_text(entry) for person, entry in there.items() if entry is not None}
        texts = {person: text for person, text in texts.items() if text}
        if not texts or of.name in _OWN:
            continue
        whole = len(texts) == len(claim)
        if of.name in compared:
            alike = whole and len({codes[claim[person]].get(of.name) for person in texts}) == 1
        else:
            alike = whole and len(set(texts.values())) == 1
        # Running text is everybody's own: one of them is taken, unless somebody chooses.
        found.append(Said(of, texts, alike, len(texts) > 1 and not alike and of.name in compared))
    return found


def find(all_of: Claims, key: str) -> Claim:
    """The claim with an id, or with a record of this id. Raises NotFoundError."""
    for one in all_of.all:
        if key == one.id or key in one.records.values():
            return one
    raise NotFoundError(f"There is no claim “{key}” in the round.", "Nothing was changed. “consensus” lists them.")


def agree(session: Session, claim: Claim, chosen: Chosen, note: str = "") -> str:
    """Make the record that is agreed on; its id. Fields in which one person only says something, or all the same, need
    no choice. Raises ExoError when one is open, or the claim was agreed on before."""
    edits = _Agreeing(session).on(claim, chosen, note)
    session.run(Change("Agree on a record", tuple(edits)))
    return claim.id


def agree_alike(session: Session, wanted: Sequence[Claim]) -> int:
    """Agree on all claims of two people or more in which nothing has to be chosen, in one act; how many."""
    ready = [claim for claim in wanted if len(claim.records) > 1 and not claim.open and not claim.agreed]
    agreeing_on = _Agreeing(session)
    edits = [edit for claim in ready for edit in agreeing_on.on(claim, {}, "")]
    session.run(Change(f"Agree on {counted(len(ready), 'record')}", tuple(several.each_once(edits))))
    return len(ready)


def leave_out(session: Session, claim: Claim) -> None:
    """Agree that this is no evidence: the records are rejected and kept, with what was agreed on a part of them. Raises
    ExoError when it was agreed on as a whole."""
    if claim.agreed:
        raise _before()
    several.review(session, (*claim.records.values(), *claim.earlier), "rejected")


def undoable(session: Session, since: int) -> bool:
    """Whether an act is in force that was done after this act of the history."""
    return any(one.seq > since and one.kind == "do" and not one.undone for one in session.project.history(100))


def undo(session: Session, since: int) -> None:
    """Take back the last act, if it was done after this act of the history. Raises ExoError."""
    if not undoable(session, since):
        raise ExoError("Nothing was agreed on since these claims were opened.", "Edit > Undo takes back older acts.")
    session.undo()


class _Agreeing:
    """Makes records of consensus; what has to be known of the whole project is read once."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.stones = session.project.tombstones()
        self.linked = {one.id for one in session.project.double_coded()}

    def on(self, claim: Claim, chosen: Chosen, note: str) -> list[RowEdit]:
        """The edits that make the record of a claim. Raises ExoError."""
        session = self.session
        if claim.agreed or session.project.sees("records", claim.id):
            raise _before()
        undecided = [one.field.label for one in claim.open if one.field.name not in chosen]
        if undecided:
            raise ExoError(f"Choose what to say in: {', '.join(undecided)}.", "Nothing was saved yet.")
        inputs = {name: given for name, given in chosen.items() if isinstance(given, FieldInput)}
        said = {person: session.project.entries(record) for person, record in claim.records.items()}
        for one in claim.said:
            name = one.field.name
            if name not in inputs:
                person = chosen.get(name) or next(iter(one.texts))
                if not isinstance(person, str) or person not in said:
                    raise ExoError(f"“{person}” did not code this.", "Nothing was saved.")
                entry = said[person].get(name)
                inputs[name] = FieldInput() if entry is None else FieldInput(entry.values, entry.reason, entry.origin)
        if note.strip():
            inputs["note"] = FieldInput((Value(note.strip()),))
        edits: list[RowEdit] = [delete_row(stone) for stone in self.stones if stone.id.split(":")[0] == claim.id]
        records.drafted(session, claim.passages, inputs, edits, agent=AGENT, key=claim.id)
        into = (*claim.records.values(), *claim.earlier)
        links = (DoubleCoded(record, claim.id, now(), session.curator.id) for record in into)
        return [*edits, *(insert(one) for one in links if one.id not in self.linked)]


def _before() -> ExoError:
    return ExoError("This claim was agreed on before.", "Nothing was saved. Edit that record, or undo it.")
