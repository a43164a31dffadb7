"""Evidence held together: by two columns, claim against claim, and what is likely missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from exoannotate.domain import claims as claiming
from exoannotate.domain import gaps as missing
from exoannotate.domain import pivot as pivoting
from exoannotate.domain.claims import Claim
from exoannotate.domain.errors import ExoError
from exoannotate.domain.fields import EVIDENCE_FIELDS
from exoannotate.domain.gaps import Gap, Material
from exoannotate.domain.naming import NamedValue, Naming, Thing, naming
from exoannotate.domain.pivot import Pivot
from exoannotate.suggest.match import Match, Rank
from exoannotate.workspace import tables, terms
from exoannotate.workspace.session import Session

_LOOKED_UP = 5_000
"""The most names that are looked up in the vocabularies; each takes a third of a millisecond."""
_NAMED = tuple(f.name for f in EVIDENCE_FIELDS if f.kind == "entities")


def named_values(session: Session) -> tuple[NamedValue, ...]:
    """The different names a project uses, with their identifiers. Raises ProjectFileError."""
    return session.project.named_values(_NAMED)


def names(session: Session, values: tuple[NamedValue, ...] | None = None) -> Naming:
    """Which names of a project mean the same thing, and which references the same paper. Raises ProjectFileError."""
    known = named_values(session) if values is None else values
    return naming(known, session.project.studies(), session.project.documents())


def things(
    session: Session, values: Iterable[NamedValue], known: dict[tuple[str, str], Thing | None] | None = None
) -> dict[tuple[str, str], Thing]:
    """What the vocabularies say that the words of values mean, where they say it without doubt. ``known`` keeps what
    was looked up before. Nothing where the vocabularies cannot be read."""
    looked_up = {} if known is None else known
    wanted = list(dict.fromkeys((value.field, value.text) for value in values))[:_LOOKED_UP]
    missing = [one for one in wanted if one not in looked_up]
    if missing:
        try:
            vocabulary = terms.for_project(session)
            for of, text in missing:
                looked_up[of, text] = _thing(vocabulary.lookup(text, of))
        except (OSError, ExoError):
            return {}
    return {one: thing for one in wanted if (thing := looked_up[one]) is not None}


def _thing(matches: Sequence[Match]) -> Thing | None:
    best = [match for match in matches if match.identifier and match.rank == Rank.EXACT]
    if not best or matches[0].rank != Rank.EXACT:
        return None
    return Thing(" ".join(sorted(match.identifier for match in best)), f"{best[0].name}, {best[0].identifier}")


def pivot(session: Session, down: str, across: str, *, filter: str = "") -> Pivot:
    """The filtered evidence by two columns. Raises BadValueError for a column or filter that is none."""
    rows = tables.evidence(session, filter=filter)
    return pivoting.pivot(rows, down, across, columns=session.project.columns(), names=names(session))


def claims(session: Session, *, filter: str = "") -> tuple[Claim, ...]:
    """What the filtered records say of each cargo and therapy, disputed claims first. Raises BadValueError."""
    rows = tables.evidence(session, filter=filter)
    return claiming.claims(rows, session.project.columns(), names(session))


def gaps(session: Session, *, filter: str = "") -> tuple[Gap, ...]:
    """What a person should look at next; with a filter only in the records that pass it. Raises BadValueError."""
    project = session.project
    values = named_values(session)
    return missing.gaps(
        Material(
            tables.evidence(session, filter=filter),
            project.columns(),
            names(session, values),
            {document.id: document for document in project.documents()},
            {passage.id: passage for passage in project.passages()},
            project.passages_by_record(),
            values,
            {meaning.id: meaning.name for meaning in project.meanings()},
            things(session, values),
            whole=not filter.strip(),
        )
    )
