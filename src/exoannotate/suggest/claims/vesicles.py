"""Which words name vesicles, or say that something is in or of them."""

from __future__ import annotations

from exoannotate.suggest.claims import language as say
from exoannotate.suggest.claims.words import Word


def is_vesicle(word: Word) -> bool:
    """Whether a word names vesicles, or says that something is in or of them."""
    return (
        word.stem in say.VESICLE
        or word.low.startswith(("exosome-", "exosomes-", "vesicle-", "ev-"))
        or (len(word.low) > 4 and word.low.endswith(("-exo", "-exos", "-evs", "-ev", "-exosomes")))
    )
