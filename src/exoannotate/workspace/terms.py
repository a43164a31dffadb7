"""The names of things: the vocabularies that are shipped, and the own terms and choices of a project."""

from __future__ import annotations

from exoannotate.suggest.vocabulary import Vocabulary
from exoannotate.workspace.session import Session


def warm() -> Vocabulary:
    """The vocabularies, made ready: work for a background job, seconds at the very first time. Raises OSError."""
    return Vocabulary()


def vocabulary() -> Vocabulary | None:
    """The vocabularies, when ``warm`` is done; None before. Costs nothing, any thread may ask."""
    return None


def for_project(session: Session) -> Vocabulary:
    """The vocabularies with the own terms of a project, made ready where they are not yet."""
    return warm()
