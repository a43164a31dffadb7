"""What a passage suggests, as drafts of the form: filled, doubtful fields marked, nothing saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from exoannotate.domain.pagetext import PageText
from exoannotate.domain.records import Passage
from exoannotate.ui.record.drafts import Draft
from exoannotate.ui.record.said import typed_text

if TYPE_CHECKING:  # the rules are loaded with the vocabularies, in the background, and not when the window starts
    from exoannotate.reading.references import References
    from exoannotate.suggest.vocabulary import Vocabulary
    from exoannotate.ui.documents.tab import DocumentTab
    from exoannotate.workspace.suggesting import Suggestion

AT_ONCE = 1_000
"""Letters of a quote that are read while a person waits for the form; a claim stands in fewer."""


def drafts_of(
    passage: Passage,
    names: Vocabulary | None,
    cited: References | None = None,
    pages: Mapping[int, PageText] | None = None,
) -> tuple[Draft, ...]:
    """One draft for each record the passage suggests, the plainest first; an empty one when it suggests none.

    ``names`` is None while the vocabularies are not ready; then nothing is suggested. ``cited`` is the reference list
    of its document, as far as it was read; ``pages`` are the page texts known, for the sentence before the passage.
    """
    if names is None:
        return (Draft((passage.id,)),)
    from exoannotate.workspace import suggesting

    short = replace(passage, quote=passage.quote[:AT_ONCE])
    earlier = suggesting.before(short, pages) if pages else ""
    found = suggesting.of_passage(names, short, cited, before=earlier)
    return tuple(draft_of(passage.id, one) for one in found) or (Draft((passage.id,)),)


def page_texts(tabs: Iterable[DocumentTab], passage: Passage) -> Mapping[int, PageText]:
    """The page texts known of the file a passage stands in; empty when no tab shows it."""
    shown = (tab for tab in tabs if tab.info.sha256 == passage.file_sha256)
    return next((tab.pages_of_text() for tab in shown), {})


def draft_of(passage: str, suggestion: Suggestion) -> Draft:
    """A suggestion for a passage, as a draft of the form."""
    texts = {name: "; ".join(map(typed_text, values)) for name, values in suggestion.values.items()}
    doubtful = {name: name in suggestion.doubtful for name in texts}
    return Draft((passage,), texts, known=suggestion.values, suggested=doubtful, because=suggestion.because)
