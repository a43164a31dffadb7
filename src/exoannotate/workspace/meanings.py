"""What the colours of highlights mean: renamed and recoloured as one edit of the project."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from exoannotate.domain.change import Change
from exoannotate.domain.errors import BadValueError
from exoannotate.domain.records import MEANINGS, Meaning
from exoannotate.store.rows import update
from exoannotate.workspace.session import Session

PATTERNS = tuple(meaning.pattern for meaning in MEANINGS)
"""The underline patterns there are; each belongs to one meaning."""
LONGEST = 40
"""Characters of a name at most."""

_SAFE = "Nothing was changed."


def change(session: Session, wanted: Iterable[Meaning]) -> None:
    """Take over names, letters, colours and patterns. Raises BadValueError, in words a person can act on."""
    known = {meaning.id: meaning for meaning in session.project.meanings()}
    after = dict(known)
    for meaning in wanted:
        if meaning.id not in known:
            raise BadValueError(f"“{meaning.id}” is not a highlight colour of this project.", _SAFE)
        clean = Meaning(
            meaning.id, known[meaning.id].ordinal, meaning.letter.strip().upper(), " ".join(meaning.name.split()),
            meaning.colour.upper(), meaning.pattern,
        )  # fmt: skip
        after[meaning.id] = clean
    check(after.values())
    edits = tuple(update(known[key], after[key]) for key in known if known[key] != after[key])
    session.run(Change("Change colours and meanings", edits))


def check(meanings: Iterable[Meaning]) -> None:
    """Whether meanings can be told apart by letter, name and pattern. Raises BadValueError for one that cannot."""
    seen: dict[tuple[str, str], Meaning] = {}
    for meaning in meanings:
        _check_one(meaning)
        for kind, word in (("letter", meaning.letter), ("name", meaning.name), ("underline", meaning.pattern)):
            other = seen.setdefault((kind, word.casefold()), meaning)
            if other is not meaning:
                raise BadValueError(
                    f"“{other.name}” and “{meaning.name}” have the same {kind}.",
                    f"{_SAFE} Each meaning needs its own {kind}, so that it is known without its colour.",
                )


def _check_one(meaning: Meaning) -> None:
    if len(meaning.letter) != 1 or not meaning.letter.isalnum():
        raise BadValueError(f"“{meaning.name}” needs one letter or digit as its sign.", _SAFE)
    if not 2 <= len(meaning.name) <= LONGEST or any(unicodedata.category(c)[0] == "C" for c in meaning.name):
        raise BadValueError(f"A name has 2 to {LONGEST} letters; “{meaning.name[:LONGEST]}” has not.", _SAFE)
    if not re.fullmatch(r"#[0-9A-F]{6}", meaning.colour):
        raise BadValueError(f"“{meaning.colour[:20]}” is not a colour.", f"{_SAFE} Colours look like #D55E00.")
    if meaning.pattern not in PATTERNS:
        raise BadValueError(f"“{meaning.pattern[:20]}” is not an underline.", f"{_SAFE} There are: {_list()}.")


def _list() -> str:
    return ", ".join(PATTERNS)
