"""Whether a name is told to be in the vesicles: they carry it, it stands in them, it is one of what they hold."""

from __future__ import annotations

from collections.abc import Sequence

from exoannotate.suggest.claims.carried.loading import Loading
from exoannotate.suggest.claims.carried.targets import Affected
from exoannotate.suggest.claims.names.mention import Mention
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.grammar import BE
from exoannotate.suggest.claims.sentence.vesicles import is_vesicle
from exoannotate.suggest.claims.sentence.words import Word, stems


class Held(Loading):
    """Answers for the words around a name."""

    cells: frozenset[int]
    mentions: Sequence[Mention]
    targets: Affected
    vesicles: bool

    def carries(self, before: int) -> bool:
        """“exosomes carrying X”, “exosomes rich in X”, “vesicles that contain X”, “exosomes lacking X”."""
        seen = False
        if before >= 0 and self.words[before].low in ("against", "targeting"):
            return False
        for k in range(before, max(-1, before - 8), -1):
            word = self.words[k]
            if (
                word.low == "with"
                and k
                and (
                    self.words[k - 1].low in _HANDLED
                    or (self.words[k - 1].stem in say.DOWN and self.words[k - 1].low != "cut")
                )
            ):
                return False  # "was overcome with an inhibitor"
            if word.low == "positive" and k == before - 1 and self.words[before].low == "for":
                seen = True
                continue
            if (word.stem in _BEARING and word.low not in _FREES) or (word.low in ("with", "in") and k == before):
                seen = True
                continue
            if is_vesicle(word):
                between = self.words[k + 1 : before + 1]
                return seen and (
                    not between
                    or any((w.stem in _BEARING and w.low not in _FREES) or w.low == "positive" for w in between)
                )
            if word.low == "," and k < before and self.words[k + 1].low == "with":
                return False
            if word.low in (";", ":", ".", "by") or (word.is_mark and word.low not in (",", "-")):
                return False
            if k in self.cells and not seen:
                return False
        return False

    def is_content(self, before: int) -> bool:
        """“Exosomes from cells treated with A contain X”, “exosomes of cells, which contain high levels of X”."""
        k = before
        while k > 0 and self.words[k].low in (
            "of",
            "levels",
            "amounts",
            "high",
            "elevated",
            "abundant",
            "more",
            "large",
            "much",
        ):
            k -= 1
        if k < 1 or self.words[k].low not in _HOLDS or k in self.cells:
            return False
        earlier = self.words[:k]
        last = max((n for n, w in enumerate(earlier) if is_vesicle(w)), default=None)
        return last is not None and not any(w.low in (";", ":", "that", "whereas", "while") for w in earlier[last:])

    def stands_in(self, after: int) -> tuple[int, str] | None:
        """“X in exosomes”, “X from CAF exosomes”, “X packed into exosomes”, “X, transferred in vesicles,”."""
        reach = [k for k in range(after, min(len(self.words), after + 14)) if k not in self.cells][:9]
        for k in range(after, reach[-1] + 1 if reach else after):
            word = self.words[k]
            if is_vesicle(word):
                between = self.words[after:k]
                if not between:
                    return None
                told = k > after + 2 and words_before_in(self.words, after, k)
                if told:
                    return 5, "in the vesicle"
                along = any(w.stem in _COMING for w in between) and between[-1].low not in ("and", ",")
                if any(w.low in _IN or (along and w.low == "with") for w in between):
                    near = sum(1 for n in range(after, k) if n not in self.cells)
                    return (5 if near <= 4 else 3), "in the vesicle"
                return None
            if word.low == "which" and any(
                w.stem in _BEARING | _PACKING | say.HANDING | {"found", "present"} for w in self.words[k : k + 4]
            ):
                continue
            if (
                word.low in (";", ":", ".")
                or word.low in ("which", "whose")
                or word.stem in say.RESISTANCE | say.SENSITIVITY
            ):
                return None
            leveled = word.stem in say.LEVEL_UP | say.LEVEL_DOWN and self.words[k + 1 : k + 2] and (
                self.words[k + 1].low == "in" and any(w.low in BE for w in self.words[after:k])
            )  # fmt: skip
            if word.stem in say.AFFECTING - _PACKING and word.stem not in say.HANDING | _BEARING and not leveled:
                return None
        return None

    def one_of_them(self, mention: Mention) -> bool:
        """“exosomal proteins, including X and Y”, “vesicles transfer mediators such as X”: names of what is held."""
        k = mention.first - 1
        last = max(0, k - 40)
        while k > last and (self.targets.is_name(k) or self.words[k].low in _LISTING):
            k -= 1
        if k < 1 or self.words[k].low not in _SUCH_AS:
            return False
        before = self.words[max(0, k - 9) : k + 1]
        held = next((n for n, w in enumerate(reversed(before)) if is_vesicle(w)), None)
        if held is None:
            return False
        between = before[len(before) - held :]
        return not any(
            w.low in (";", ":", ".", "which", "that") or w.stem in say.AFFECTING | say.TOUCHING | say.RESISTANCE
            for w in between
            if w.stem not in say.HANDING and w.low not in ("of", "chemoresistance", "resistance")
        )

    def packs_itself(self, mention: Mention) -> bool:
        """“X spreads resistance via packaging into exosomes”: what is packed is the subject."""
        if mention.first > 6 or any(m.first < mention.first and m.family == "molecule" for m in self.mentions):
            return False
        for k in range(mention.last + 1, len(self.words) - 2):
            into = self.words[k + 1].low in ("into", "in", "within") and self.vesicle_in(k + 2, k + 5)
            if self.words[k].stem in _PACKED and into and self.words[k - 1].low in ("via", "by", "through", "being"):
                return True
        return False

    def borne_by(self, after: int) -> bool:
        """“the X that exosomes carry”."""
        low = [w.low for w in self.words[after : after + 4]]
        if low[:1] in (["did"], ["do"], ["does"]):  # "So much X did EVs bring ..."
            near = self.words[after + 1 : after + 6]
            return any(map(is_vesicle, near)) and any(w.stem in say.HANDING | say.TAKING | _BEARING for w in near)
        if low[:1] in (["they"], ["it"]) and self.words[after + 1 : after + 2]:
            return self.words[after + 1].stem in _BEARING and self.vesicles
        if low[:1] and (low[0] in ("the", "these", "those", "their") or is_vesicle(self.words[after])):
            last = min(len(self.words), after + 9)  # “the more X the plasma vesicles of patients carried”
            held = next((k for k in range(after + 1, last) if self.words[k].stem in _BEARING), last)
            near = self.words[after:held]
            finite = (
                held < last
                and not self.words[held].low.endswith("ing")
                and self.words[held].low not in ("with", "free")
            )
            return (
                finite
                and held > after
                and any(map(is_vesicle, near))
                and not any(w.is_mark or w.low in ("and", "was", "were", "is", "in", "to") for w in near)
                and (
                    held + 1 >= len(self.words)
                    or self.words[held + 1].is_mark
                    or self.words[held + 1].low in say.FUNCTION
                )
            )
        return low[:1] in (["that"], ["which"]) and self.vesicle_in(after + 1, after + 3) and any(
            w.stem in _BEARING for w in self.words[after + 2 : after + 5]
        )  # fmt: skip


def words_before_in(words: Sequence[Word], after: int, vesicle: int) -> bool:
    """“X, a lipid that accumulates in vesicles”: a relative clause in an apposition tells where the name is."""
    between = [w.low for w in words[after:vesicle]]
    if between[0] != "," or between[1] not in ("a", "an", "the", "which", "itself"):
        return False
    at = next((n for n, low in enumerate(between) if low in ("that", "which")), None)
    return at is not None and at < len(between) - 2 and any(low in _IN for low in between[at + 2 : at + 4])


_IN = frozenset("in within inside via by through from on of into aboard across".split())
_LISTING = frozenset(", and or the ( as both".split())
_SUCH_AS = frozenset("including such namely notably particularly especially like".split())
_PACKED = stems(
    "packaging packing packed packaged encapsulation encapsulated incorporation incorporated sorting loading"
)
_HANDLED = frozenset(
    "combined combination treated incubated digested stained labelled labeled pretreated together along "
    "compared".split()
)
_HOLDS = frozenset(
    "contain contains contained carry carries carried harbour harbours harbor harbors bear bears bore hold holds "
    "held transport transports ferry".split()
)
_COMING = stems("arrive come travel associate enter released")
_BEARING = stems(
    "carry carried contain bear bore hold harbour harbor ferry transport deliver enriched rich load loaded "
    "co-loaded pack packed lack lacking laden display transfer transmit convey full ship encapsulate "
    "have having had traffic shuttle bring brought incorporate with devoid free deprived stripped express expressing "
    "abundant poor charge charged freight freighted arm armed equip furnish burden brim stuff fill filled lade stock"
)
_FREES = frozenset("frees freed freeing".split())
"""Said of a target: “thus frees Bcl-2”."""
_PACKING = stems(
    "load loaded pack packed export sorted enclosed embedded incorporated contained borne transferred shuttled"
)
