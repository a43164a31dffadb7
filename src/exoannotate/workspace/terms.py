"""The names of things: the vocabularies that are shipped, and the own terms and choices of a project."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from exoannotate import resources
from exoannotate.suggest.ready import ready
from exoannotate.suggest.vocabulary import Vocabulary
from exoannotate.workspace import settings
from exoannotate.workspace.session import Session

_lock = threading.Lock()
_shared: Vocabulary | None = None
_of_project: tuple[tuple[str, int], Vocabulary] | None = None


def warm() -> Vocabulary:
    """The vocabularies, made ready: work for a background job, seconds at the very first time. Raises OSError."""
    global _shared
    with _lock:
        if _shared is None:
            _shared = Vocabulary(ready(resources.path("vocabularies"), _cache()))
        return _shared


def vocabulary() -> Vocabulary | None:
    """The vocabularies, when ``warm`` is done; None before. Costs nothing, any thread may ask."""
    return _shared


def for_project(session: Session) -> Vocabulary:
    """The vocabularies with the own terms of a project, made ready where they are not yet."""
    global _of_project
    state = (session.project.project_id(), session.project.last_act())
    known = _of_project
    if known is not None and known[0] == state:
        return known[1]
    made = warm().with_own(session.project.terms())
    _of_project = state, made
    return made


def _cache() -> Path:
    """Where an index of names is kept; ``EXOANNOTATE_VOCABULARY_DIR`` overrides the folder of caches."""
    given = os.environ.get("EXOANNOTATE_VOCABULARY_DIR")
    return Path(given) if given else settings.cache_folder()
