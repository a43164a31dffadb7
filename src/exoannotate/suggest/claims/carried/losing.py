"""Whether a cargo is told by its loss: silenced in the donor, taken out of the vesicles, or missing in them."""

from __future__ import annotations

from exoannotate.suggest.claims.carried.held import Held
from exoannotate.suggest.claims.names.mention import Mention
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.vesicles import is_vesicle
from exoannotate.suggest.claims.sentence.words import stems

RNAS = ("miRNA", "lncRNA", "circRNA", "siRNA/antisense", "mRNA")


class Losing(Held):
    """Answers for what is lost. ``bring_about``: vesicles are said to bring something about."""

    bring_about: bool

    def lost(self, before: int, after: int) -> bool:
        """“in which X had been silenced”, “knockdown of X”."""
        if self.undoes(before, after):
            return False
        later = self.words[after : after + 4]
        vesicles = [k for k in range(after, min(len(self.words), after + 4)) if is_vesicle(self.words[k])]
        if vesicles and self.words[min(vesicles[0] + 1, len(self.words) - 1)].stem in say.RELEASE:
            return False  # “knock-out of X abrogated EV release”: what vesicles need, and not what they carry
        silenced = any(w.stem in say.LOSS and w.low.endswith("ed") for w in later) and any(
            w.low in ("was", "were", "had", "been", "is") for w in later
        )
        of = before > 0 and self.words[before].low == "of" and self.words[before - 1].stem in say.LOSS
        return silenced or of or self.taken_away(before)

    def taken_away(self, before: int) -> bool:
        """“Silencing X in CAFs ...”, “..., while deleting Y ...”: what is done, as the subject of a clause."""
        verb = before
        while verb > 0 and self.words[verb].low in ("the", "of", "down", "out"):
            verb -= 1
        if verb < 0 or not self.words[verb].low.endswith("ing") or self.words[verb].stem not in say.LOSS | _TAKING_AWAY:
            return False
        opens = verb == 0 or self.words[verb - 1].is_mark or self.words[verb - 1].low in _OPENS
        return opens and not any(map(is_vesicle, self.words[:verb]))

    def deprived(self, of: int) -> bool:
        """“stripped the vesicles of X”, “exosomes robbed of X”: what vesicles had, and have no more."""
        words = self.words
        vesicles = [k for k in range(max(0, of - 4), of) if is_vesicle(words[k])]
        return bool(vesicles) and any(
            words[k].stem in _DEPRIVING
            for k in (*range(max(0, vesicles[0] - 5), vesicles[0]), *range(vesicles[-1] + 1, of))
        )

    def taken_out(self, mention: Mention) -> bool:
        """“The action of microvesicles was lost when miR-204 was inhibited”: RNA without which vesicles do it no
        more."""
        words, after = self.words, mention.last + 1
        if mention.kind not in RNAS or not self.vesicles or not self.vesicle_in(0, mention.first):
            return False
        opens = [w.low for w in words[max(0, mention.first - 2) : mention.first]]
        passive = [w.low for w in words[after : after + 3]]
        return (
            bool({"when", "once", "after", "if"} & set(opens))
            and any(w in ("was", "were", "is", "had") for w in passive)
            and any(w.stem in say.LOSS | say.BLOCKING and w.low.endswith("ed") for w in words[after : after + 4])
        )

    def undoes(self, before: int, after: int) -> bool:
        """“Inhibition of STAT3 reversed the resistance induced by exosomes”: taken from those who take them up."""
        if not self.bring_about:
            return False
        near = [w.low for w in (*self.words[max(0, before - 2) : before], *self.words[after : after + 6])]
        return any(w in ("inhibition", "inhibitor", "inhibitors", "blockade", "antagonist", "recipient") for w in near)


_TAKING_AWAY = stems("antagonise knock delete neutralise inhibit block remove suppress ablate deplete eliminate strip")
_OPENS = frozenset("whereas while but and when by after upon that although though".split())
_DEPRIVING = stems(
    "deprive rob strip rid purge empty drain relieve divest denude cleanse free starve unburden shear bereft shorn "
    "deplete"
)
