"""Which words name vesicles, or say that something is in or of them."""

from __future__ import annotations

import re

from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.words import Word, stems

_LOADED = re.compile(r"exo[A-Z][A-Za-z0-9]{2,}\Z")
"""“exoDTX”"""


BY_VESICLES = ("-induced", "-mediated", "-conferred", "-driven", "-transmitted", "-transferred", "-promoted")
"""Ends of words that tell what vesicles bring about."""
CONFERRED = stems(
    "induce confer mediate cause promote transfer trigger produce elicit transmit impart provoke enhance "
    "provide afford give grant bestow sustain drive support"
)
_BEGINNINGS = (
    "exosome-", "exosomes-", "exosomal-", "vesicle-", "ev-", "evs-", "sev-", "exo-", "exos-", "ex-mir", "ex-lnc",
    "exo/", "exos/", "ev/", "evs/",
)  # fmt: skip
_ENDS = ("-exo", "-exos", "-evs", "-ev", "-exosomes", "-sevs", "/exo", "/exos", "/ev", "/evs")
"""Ends of the short names that vesicles are given: "M1-Exo", "R/exo"."""


def is_vesicle(word: Word) -> bool:
    """Whether a word names vesicles, or says that something is in or of them."""
    if word.stem in say.VESICLE:
        return True
    if word.low.isalpha():
        return word.low.startswith("exo") and _LOADED.match(word.text) is not None
    return (
        word.low.startswith(_BEGINNINGS)
        or _LOADED.match(word.text) is not None
        or (len(word.low) > 3 and word.low.endswith(_ENDS))
    )
