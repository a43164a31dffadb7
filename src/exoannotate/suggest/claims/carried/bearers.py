"""Names told to be in vesicles by what the sentence calls them or by what stands around: the culprit, the messenger."""

from __future__ import annotations

from collections.abc import Sequence

from exoannotate.suggest.claims.names.mention import Mention
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.vesicles import is_vesicle
from exoannotate.suggest.claims.sentence.words import Word, stems


def is_borne(words: Sequence[Word], mention: Mention) -> bool:
    """“vesicles whose X”, “X was the messenger”, “the culprit in them was X”."""
    before, after = mention.first - 1, mention.last + 1
    kind = before
    while kind > 0 and words[kind].low in _KINDS:
        kind -= 1
    if kind > 0 and words[kind].low == "whose" and any(map(is_vesicle, words[max(0, kind - 3) : kind])):
        return True
    low = [w.low for w in words[after : after + 12]]
    there = low[1:3] == ["on", "board"] or low[1:2] in (["aboard"], ["inside"])
    if low[:1] in (["was"], ["is"], ["were"]) and there:
        return True  # "so long as X was aboard"
    if low[:1] and (low[0] in _IS or low[:1] == [","]) and any(w.stem in _CALLED for w in words[after + 1 : after + 7]):
        called = next(k for k in range(after + 1, after + 7) if words[k].stem in _CALLED)
        return all(
            w.low in _AROUND or w.low.endswith(("al", "ed", "ing", "ive", "ar")) for w in words[after + 1 : called]
        )
    if (kind > 1 and words[kind].low in ("was", "is", "as", "being", "proved", "be", "named")) or (
        kind > 1 and words[kind].low in (",", ":", "-") and words[kind - 1].stem in _CALLED
    ):
        near = words[max(0, kind - 8) : kind]
        return any(w.stem in _CALLED for w in near) and any(
            w.low in ("the", "a", "their", "its", "whose", "this", "main", "that") for w in near
        )
    return False


def serves_traffic(words: Sequence[Word], mention: Mention) -> bool:
    """“Cleaving X barred them from entry”, “an antibody to X kept vesicles out”: what vesicles need to leave or
    to enter, and not what they carry."""
    before = words[max(0, mention.first - 5) : mention.first]
    if not any(w.stem in _TAKEN_OFF for w in before):
        return False
    for k in range(mention.last + 1, min(len(words), mention.last + 12)):
        if words[k].low in (";", ".") or words[k].stem in say.RESISTANCE | say.SENSITIVITY:
            return False
        if words[k].stem in say.BLOCKING | _KEEPING | _DEPRIVING:
            near = words[k + 1 : k + 7]
            out = any(w.low == "out" for w in near) or (words[k].stem in _DEPRIVING and not _robs_vesicles(near))
            if out and any(map(is_vesicle, near)):
                return True
            return any(w.stem in say.UPTAKE | say.RELEASE | _TRAFFIC for w in near) or any(
                w.low == "from" and n.stem in _TRAFFIC | say.UPTAKE | say.RELEASE
                for w, n in zip(words[k + 1 : k + 7], words[k + 2 : k + 8], strict=False)
            )
    return False


def _robs_vesicles(near: Sequence[Word]) -> bool:
    """“stripped its vesicles of the power to”: what vesicles lose, and not cells that lose vesicles."""
    vesicle = next((n for n, w in enumerate(near) if is_vesicle(w)), 0)
    return [w.low for w in near[vesicle + 1 : vesicle + 2]] == ["of"] and "of" not in [w.low for w in near[:vesicle]]


_KINDS = frozenset(
    "mirna microrna lncrna circrna protein cargo mrna the a an wild-type mutant long non-coding circular lipid enzyme "
    "own endogenous functional".split()
)
_IS = frozenset("was is being proved turned".split())
_AROUND = frozenset(
    "likely probable presumed apparent putative presumable evident probably the a an their its main chief only sole "
    ", to be out as very one single held".split()
)
_CALLED = stems(
    "passenger cargo payload culprit messenger freight stowaway courier mediator effector ingredient component carrier "
    "agent executor executioner perpetrator protagonist transmitter constituent content driver factor molecule letter "
    "parcel luggage baggage"
) - stems("carrier agent")
_TAKEN_OFF = say.LOSS | stems(
    "mask block cap cover cleave digest shave neutralise neutralize antibody antagonise peptide saturate occupy shield "
    "blockade masking deplete antiserum disrupt silence knock"
)
_DEPRIVING = stems("deprive rob strip starve rid bereave relieve wean")
_KEEPING = stems("keep kept preclude forestall bar exclude shut stop prohibit thwart foil deny spoil abolish cut lower")
_TRAFFIC = stems(
    "transfer passage arrival exchange enter entering binding attachment adhesion capture formation secretion leave "
    "docking internalisation"
)
