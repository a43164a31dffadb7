"""A record that names several cargos becomes one record for each: "miR-21 and miR-222 raised it" is two claims."""

from __future__ import annotations

from dataclasses import replace

from exoannotate.domain.change import Change, RowEdit
from exoannotate.domain.completeness import settle
from exoannotate.domain.errors import ExoError
from exoannotate.domain.ids import new_id, now
from exoannotate.domain.records import Record
from exoannotate.store.rows import insert, update
from exoannotate.workspace.session import Session


def split(session: Session, record_id: str) -> tuple[str, ...]:
    """Make one record for each cargo of a record and return their ids, the record itself first. One change.

    Everything else is kept in each: passages, values with identifiers and the words they point at, and reasons. The new
    ones were not reviewed by anybody. Raises ExoError when there are not at least two cargos; nothing is changed then.
    """
    record = session.project.record(record_id)
    entries = session.project.entries(record_id)
    links = session.project.links(record=record_id)
    cargo = entries.get("cargo")
    if cargo is None or len(cargo.values) < 2:
        raise ExoError("This record names fewer than two cargos.", "Nothing was changed; there is nothing to split.")
    time = now()
    first = replace(cargo, values=cargo.values[:1], changed=time, curator=session.curator.id)
    kept = {**entries, "cargo": first}
    edits: list[RowEdit] = [update(cargo, first), update(record, settle(replace(record, changed=time), kept))]
    made = [record_id]
    for value in cargo.values[1:]:
        new = Record(id=new_id(), agent=record.agent, created=time, changed=time, curator=session.curator.id)
        own = {name: replace(entry, record=new.id) for name, entry in entries.items()}
        own["cargo"] = replace(first, record=new.id, values=(value,))
        edits.append(insert(settle(new, own)))
        edits += map(insert, own.values())
        edits += [insert(replace(k, record=new.id, created=time, curator=session.curator.id)) for k in links]
        made.append(new.id)
    session.run(Change("Split record", tuple(edits)))
    return tuple(made)
