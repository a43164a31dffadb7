"""What a passage suggests, as drafts of the form: filled, doubtful fields marked, nothing saved."""

from __future__ import annotations

from exoannotate.domain.records import Passage
from exoannotate.reading.references import References
from exoannotate.suggest.vocabulary import Vocabulary
from exoannotate.ui.record.drafts import Draft
from exoannotate.ui.record.said import typed_text
from exoannotate.workspace import suggesting
from exoannotate.workspace.suggesting import Suggestion


def drafts_of(passage: Passage, names: Vocabulary | None, cited: References | None = None) -> tuple[Draft, ...]:
    """One draft for each record the passage suggests, the plainest first; an empty one when it suggests none.

    ``names`` is None while the vocabularies are not ready; then nothing is suggested. ``cited`` is the reference list
    of its document, as far as it was read.
    """
    found = suggesting.of_passage(names, passage, cited) if names is not None else ()
    return tuple(_draft(passage.id, one) for one in found) or (Draft((passage.id,)),)


def _draft(passage: str, suggestion: Suggestion) -> Draft:
    texts = {name: "; ".join(map(typed_text, values)) for name, values in suggestion.values.items()}
    doubtful = {name: name in suggestion.doubtful for name in texts}
    return Draft((passage,), texts, known=suggestion.values, suggested=doubtful)
