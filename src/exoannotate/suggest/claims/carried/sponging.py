"""MicroRNA that another RNA catches: “circX absorbs miR-1”, “a decoy for miR-1”, “competes with Y for miR-1”.

What is caught is a way of the effect and never what the vesicle carries; what catches it is an RNA."""

from __future__ import annotations

from collections.abc import Sequence

from exoannotate.suggest.claims.names.mention import Mention
from exoannotate.suggest.claims.sentence.vesicles import is_vesicle
from exoannotate.suggest.claims.sentence.words import Word, stems


def is_soaked(
    words: Sequence[Word], mention: Mention, named: frozenset[int] | dict[int, Mention], cells: frozenset[int]
) -> bool:
    """Whether a microRNA is told to be caught by something else than cells. ``named``: words of names."""
    if mention.kind != "miRNA" or mention.part or mention.first < 2:
        return False
    at = mention.first - 1
    while at > 0 and (words[at].low in _SMALL or (at in named and words[at + 1].low in ("and", ",", "or"))):
        at -= 1
    if words[at].low in ("for", "of"):
        if words[at - 1].stem in _DECOYS:
            return True
        return any(w.stem in _COMPETING for w in words[max(0, at - 7) : at])
    after = words[mention.last + 1].low if mention.last + 1 < len(words) else ""
    if after in ("captive", "hostage", "prisoner") and words[at].low in ("holding", "held", "holds", "taking", "takes"):
        return True
    if words[at].low in ("up", "away", "off"):
        at -= 1
    if at < 1 or words[at].stem not in _CATCHING or words[at].low.endswith(("tion", "ment")):
        return False
    if words[at].low.endswith("ing") and words[at - 1].low in ("by", "through", "via", "and", "while", "thereby"):
        return True
    for k in range(at - 1, max(-1, at - 16), -1):
        if words[k].low in ("it", "which", "that") or (k in named and k not in cells):
            return True
        if is_vesicle(words[k]):
            return not any(n in cells for n in range(k, at)) or words[k + 1].low in ("of", "from")
        if k in cells and k - 1 not in cells and words[k - 1].low not in _OWNING:
            return False  # “recipient cells absorbed miR-21”: they take it up
    return False


_SMALL = frozenset(
    "the a an its their endogenous cellular free tumour-suppressive mature microrna mirna , and or".split()
)
_OWNING = frozenset("of from in to by into within".split())
_DECOYS = stems("decoy sponge bait trap sink lure cerna titration sequestration scavenger snare absorber")
_COMPETING = stems("compete vie contend rival")
_CATCHING = stems(
    "absorb trap entrap capture mop soak sop sponge sequester titrate scavenge snare ensnare lure catch caught "
    "bait hoard adsorb tether intercept neutralise neutralize bind decoy lap siphon"
)
