"""Whether a name is told to be on its way: handed over, received, travelling from cell to cell."""

from __future__ import annotations

from exoannotate.suggest.claims.carried.losing import Losing
from exoannotate.suggest.claims.names.mention import Mention
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.words import stems


class Travelling(Losing):
    """Answers for what passes from cells to cells."""

    def handed(self, before: int) -> bool:
        """“transfer X to”, “export X”, “secrete the exosomal X”: the vesicle is told elsewhere."""
        return (
            self.vesicles
            and before >= 0
            and self.words[before].stem in say.HANDING
            and self.words[before].low not in ("spread", "share")
        )

    def received(self, before: int) -> bool:
        return (
            self.vesicles
            and before >= 0
            and (self.words[before].stem in say.TAKING or (self.words[before].low == "up" and self.took(before - 1)))
        )

    def took(self, at: int) -> bool:
        """“took up”, and not “shut up”."""
        return at >= 0 and self.words[at].stem in _TAKEN_IN

    def sent_first(self, mention: Mention) -> bool:
        """“Shuttled from A to B cells, X ...”: what the opening participle is said of."""
        words, comma = self.words, mention.first - 1
        while comma > 0 and (words[comma].low in _BEFORE_IT):
            comma -= 1
        sent = words[0].stem in say.HANDING | say.TAKING | {"taken"} and words[0].low.endswith(("ed", "t", "en", "rne"))
        if not sent or not self.vesicles or mention.family != "molecule" or words[comma].low != ",":
            return False
        between = words[1:comma]
        return any(w.low in ("from", "by", "to", "into", "through", "via", "in", "with") for w in between) and not any(
            w.is_mark or w.low in ("which", "that", "and") for w in between
        )

    def goes(self, after: int) -> bool:
        """“X, shuttled from ...”, “X was transferred ...”, “X travels in ...”."""
        relative = [w.low for w in self.words[after : after + 2]] in ([",", "which"], [",", "that"])
        for k in range(after, min(len(self.words), after + 4)):
            word = self.words[k]
            if word.stem in say.HANDING | {"travel", "reach", "pass", "mov", "enter"} and (
                word.low.endswith(("ed", "t", "travels", "es", "s") if relative else ("ed", "t", "travels"))
            ):
                return self.vesicles
            if word.low not in ("was", "were", "is", "are", ",", "(", ")", "a", "being", "which", "that"):
                return False
        return False

    def is_denied(self, mention: Mention) -> bool:
        """“Not X but Y”, “Y, not X, ...”: of two names the one that is told to have no part."""
        before = mention.first - 1
        while before > 0 and (self.words[before].low in _BEFORE_IT):
            before -= 1
        if before < 0 or self.words[before].low != "not":
            return False
        after = [w.low for w in self.words[mention.last + 1 : mention.last + 4]]
        others = any(m is not mention and m.family == mention.family for m in self.mentions)
        return others and (
            (not before and "but" in after)
            or (self.words[before - 1].low in (",", "and", "but") and after[:1] == [","])
        )


_TAKEN_IN = say.TAKING | stems("pick snap soak")
_BEFORE_IT = frozenset("the exosomal vesicular mirna microrna lncrna circrna mrna protein lipid enzyme".split())
