"""A term of the tables as an answer: what was matched, and what a person must know before they choose it."""

from __future__ import annotations

from exoannotate.suggest import layout, mirnas
from exoannotate.suggest.index import Entry, Named
from exoannotate.suggest.match import Match, Rank


def of(entry: Entry, named: Named, rank: Rank, typed: str = "") -> Match:
    """The answer for a name of a term. ``typed``: the plain text it is the answer to, where its spelling counts."""
    notes = [entry.note] if entry.note else []
    preferred = entry.names[0]
    if entry.kind == "mirna" and mirnas.arm_stated(preferred) and not mirnas.arm_stated(named.name):
        notes.append(mirnas.ARM_NOT_STATED)
    if entry.kind in ("mirna", "mirna hairpin"):
        hairpin = entry.kind == "mirna hairpin"
        if mirnas.is_hairpin_writing(typed) not in (None, hairpin):
            notes.append(mirnas.HAIRPIN if hairpin else mirnas.MATURE)
    cut = named.flags & layout.DERIVED and preferred.endswith(named.name)
    synonym = "" if named.name == preferred or cut else named.name
    return Match(preferred, entry.identifier, entry.source, entry.kind, synonym, " ".join(notes), rank)
