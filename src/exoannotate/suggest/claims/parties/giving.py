"""Which cells give vesicles: their owners, those that hand over, those that act through vesicles."""

from __future__ import annotations

from collections.abc import Sequence

from exoannotate.suggest.claims.parties.beside import BESIDE, Beside
from exoannotate.suggest.claims.parties.owners import Phrase
from exoannotate.suggest.claims.response.working import CONTAINING as ENDING
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.cell_words import OF_CELLS, PEOPLE
from exoannotate.suggest.claims.sentence.words import stems


class Giving(Beside):
    """Tells by which rule cells are donors."""

    def sender(self, phrases: Sequence[Phrase]) -> tuple[tuple[Phrase, str], ...]:
        """“CAFs, which are resistant themselves, deliver”, “glioma cells ..., for they secrete”: the cells before a
        verb that hands something over, where no other donor is told."""
        verb = next((k for k, w in enumerate(self.words) if self.sends(k)), None)
        if verb is None or not (self.cargo or any(self.is_vesicle(k) for k in range(len(self.words)))):
            return ()
        before = [p for p in phrases if p.last < verb and not p.fluid]
        return ((before[-1], "cells that send"),) if before and verb - before[-1].last < 12 else ()

    def sends(self, at: int) -> bool:
        word = self.words[at]
        if word.stem not in _SENDING:
            return False
        if word.low.endswith("ing"):
            return self.low(at - 1) == "by" and any(k in self.cargo for k in range(at + 1, at + 4))
        return not word.low.endswith("ed")

    def gives(self, phrase: Phrase) -> tuple[int, str] | None:
        before, after = phrase.first - 1, phrase.last + 1
        while self.low(before) in (
            "the",
            "a",
            "an",
            "their",
            "these",
            "those",
            "such",
            "some",
            "certain",
            "other",
            "patients'",
        ):
            before -= 1
        if [self.low(k) for k in range(3)] == ["it", "is", "from"] and before == 2:
            return 5, "passed on from"  # "It is from A cells that B cells inherit X"
        if self.low(before).endswith("ed") and self.low(before - 1) in ("a", "an", "the", "these"):
            before -= 2  # "from a hardened subline"
        if self.low(before) == "of" and self.low(before - 1) == "out":
            return None  # "kept vesicles out of the cells"
        if self.low(before) == "from" and any(self.stem(k) in _BARRING for k in range(before - 3, before)):
            return None  # "barred vesicles from the cells"
        if phrase.derived:
            near = range(phrase.last, phrase.last + 4)
            dashed = "-" in self.words[phrase.last].text or self.low(phrase.last - 1) == "-"
            if dashed and not any(map(self.is_vesicle, near)):
                return 3, "derived"
            return (5, "derived") if dashed else (3, "owner of the vesicles")
        own = [self.low(k) for k in range(phrase.first, phrase.last + 1)]
        if own[-1] in ("donor", "donors") and "healthy" in own:
            return None  # people
        if self.low(after) == "," and self.low(after + 1) in ("the", "their", "its") and any(
            self.low(k) in ("donor", "donors", "source", "senders") for k in (after + 2, after + 3)
        ):  # fmt: skip
            return 5, "called donor"  # "SYO-1 cells, the EV donors"
        if "donor" in own or "donors" in own:
            return (2 if phrase.first == phrase.last else 4), "called donor"
        if self.low(before) == "of" and self.low(before - 1) in ("transfection", "infection", "transduction"):
            return 4, "changed before they give"
        if self.low(before) == "of" and self.protective(before):
            return 3, "cells that protect"
        if self.is_vesicle(after):
            return 5, "owner of the vesicles"
        if phrase.fluid:
            return self.fluid(phrase, before, after)
        if self.low(after) == "'" and (self.is_vesicle(after + 1) or self.is_vesicle(after + 2)):
            return 5, "owner of the vesicles"
        if self.low(after) == "and" and self.low(after + 1) in ("their", "its") and any(
            self.is_vesicle(k) for k in (after + 2, after + 3)
        ):  # fmt: skip
            return 4, "whose vesicles"
        if self.low(after) in ("that", "which", "who") and self.supplies(after + 1):
            return 5, "hands over"
        if phrase.first < 4 and self.subject_of_vesicles(after):
            return 4, "whose vesicles"
        if self.low(after) == "from" and self.stem(after + 1) in _SENDING and self.low(after + 1).endswith("ing"):
            return 4, "kept from sending"
        if self.between(phrase):
            return 5, "between them"
        if self.low(before) in ("of", "from", "by", "in") and self.comes_from(before):
            return (1 if self.low(before) == "in" and not self.stopped_in(before) else 4), "vesicles from"
        if self.low(before) == "in" and before < 7 and self.low(after) == "," and any(
            self.stem(k) in say.GAINED and self.low(k).endswith("ed") for k in range(max(0, before - 2), before)
        ) and any(p.first > after for p in self.phrases):  # fmt: skip
            return 4, "changed before they give"  # "Once overexpressed in MSCs, X reached ..."
        if self.low(before) == "in" and any(k in self.cargo for k in range(before - 3, before)) and any(
            self.stem(k) in _PACKED and self.low(k + 1) == "into" and self.is_vesicle(k + 2)
            for k in range(after, after + 5)
        ):  # fmt: skip
            return 4, "hands over"
        if self.stem(before) in _LEAVING and any(self.is_vesicle(k) for k in range(before - 4, before)):
            return 4, "vesicles from"  # "vesicles leaving hypoxic cells"
        conditioned = self.low(before) == "by" and self.low(before - 1) == "conditioned"
        if conditioned or (self.low(before) in ("of", "from") and self.stem(before - 1) in _MEDIA):
            return 4, "whose medium"
        if self.low(before) in BESIDE and any(self.stem(k) in _GROWN_WITH for k in range(before - 3, before)):
            return 4, "cultured beside"
        if self.low(before) == "with" and self.low(before - 1) in (
            "co-cultured",
            "cocultured",
            "co-culture",
            "coculture",
        ):
            return 4, "cultured beside"
        if self.low(before) == "from" and any(self.stem(k) in _ACQUIRING for k in range(before - 7, before)) and (
            phrase.first > 2 and any(p.last < before for p in self.phrases)
        ):  # fmt: skip
            return 4, "passed on from"  # "no longer acquired tolerance from K562/R cells"
        if self.low(before) == "from" and self.passed_on(before, after):
            return 4, "passed on from"
        if self.low(before) == "from" and self.low(after) == "to" and self.stem(before - 1) in say.RESISTANCE:
            return 4, "passed on from"  # "a courier of resistance from A to B"
        if self.low(before) == "which" and self.low(before - 1) in _MEANS and any(
            self.is_vesicle(k) or k in self.cargo for k in range(before - 14, before)
        ):  # fmt: skip
            return 4, "through what they hand over"  # "a signal by which A weaken the response of B"
        around = self.low(0) == "with" and (
            self.low(before - 1) in _AROUND or not any(k in self.cells for k in range(after, after + 12))
        )  # "With exosomal X, FaDu cells formed ...": they take it up
        if self.low(before) == "," and self.low(0) in _MEANS and not around and self.hands_first(before):
            return 4, "through what they hand over"
        if self.gives_back(after):
            return 5, "hands over"
        if self.low(after) == "," and self.low(after + 1) == "whose" and any(
            self.is_vesicle(k) for k in range(after + 2, after + 4)
        ):  # fmt: skip
            return 4, "whose vesicles"
        beyond = self.past_people(after)
        if self.stem(beyond) in _YIELDING and any(self.is_vesicle(k) for k in range(beyond + 1, beyond + 4)):
            return 4, "yields vesicles"
        if self.stem(after) in _STOWING and any(self.is_vesicle(k) for k in range(after + 1, after + 7)):
            return 4, "hands over"  # "the line ... loads X into vesicles"
        if self.low(after) in say.HANDING_ON and any(k in self.cargo for k in range(after + 1, after + 4)):
            return 4, "hands over"
        if self.low(before) not in _TO and self.hands_over(after):
            return 4, "hands over"
        protects = (
            self.low(before) not in _TO
            and self.low(after) not in OF_CELLS
            and any(self.stem(k) in say.PROTECTING for k in range(after, after + 4))
        )
        if protects and not any(
            self.is_vesicle(k) or k in self.cargo for k in range(after, after + 4)
        ) and self.low(after) not in ("against", "from", ",", "."):  # fmt: skip
            return 3, "cells that protect"
        if self.robbed_of_anothers(phrase):
            return None
        if self.robbed_of_brake(after):
            return None
        if self.stem(before) in ("strip", "depriv", "deprive", "rob") or (
            self.low(after) in ("were", "was", "had", "are") and any(
                self.stem(k) in ("strip", "depriv") for k in range(after, after + 4))
        ):  # fmt: skip
            return 4, "deprived of vesicles"
        return None

    def subject_of_vesicles(self, after: int) -> bool:
        """“When macrophages were depleted of X, their exosomes ...”."""
        if self.low(0) not in ("when", "if", "once", "after", "because", "since", "as"):
            return False
        for k in range(after, min(len(self.words) - 2, after + 12)):
            if k in self.cells:
                return False
            if self.low(k) == ",":
                given_off = self.low(k + 1) == "the" and self.low(k + 3) in ("they", "that", "these", "thus", "so")
                return (self.low(k + 1) in ("their", "its") or given_off) and self.is_vesicle(k + 2)
        return False

    def supplies(self, at: int) -> bool:
        """“cells that send them vesicles”, “cells which had shed the EVs”."""
        for k in range(at, at + 5):
            if k in self.cells or self.low(k) in (",", ";", "by"):
                return False
            if self.stem(k) in say.HANDING | _YIELDING | _STOWING and self.low(k - 1) not in (
                "were",
                "was",
                "been",
                "are",
            ):
                return any(self.is_vesicle(n) for n in range(k + 1, k + 6))
        return False

    def past_people(self, at: int) -> int:
        """The word after “of refractory patients”."""
        if self.low(at) not in ("of", "from"):
            return at
        people = next((k for k in range(at + 1, at + 6) if self.stem(k) in PEOPLE), None)
        return at if people is None else people + 1

    def between(self, phrase: Phrase) -> bool:
        """“transfer between A and B”: both give."""
        for one in (self.ending.get(phrase.first - 2, phrase), phrase):
            at = one.first - 1
            while self.low(at) in ("the", "these"):
                at -= 1
            beside = one is phrase or (phrase.first == one.last + 2 and self.low(one.last + 1) == "and")
            if self.low(at) == "between" and beside and self.low(one.last + 1) == "and":
                return any(self.stem(k) in _SPREAD or self.is_vesicle(k) for k in range(at - 8, at))
        return False

    def comes_from(self, at: int) -> bool:
        """Whether "of", "from" or "by" at this place leads back to a vesicle or to what it carries."""
        preposition = self.low(at)
        if preposition == "of" and (self.stem(at - 1) in ENDING or self.low(at - 1) in _SHARES):
            return False  # "the clearance of blasts"
        if preposition == "of" and self.stem(at - 1) in say.ABILITY:
            beyond = next((k for k in range(at + 1, len(self.words)) if k not in self.cells), at)
            if self.low(beyond) == "to" and self.stem(beyond + 1) in say.SURVIVING | say.DYING:
                return False  # "the ability of the cells to resist"
        for k in range(at - 1, max(-1, at - 9), -1):
            word = self.words[k]
            if self.is_vesicle(k) and (preposition != "by" or any(w.stem in say.HANDING for w in self.words[k:at])):
                return not (preposition == "in" and self.silenced_in(k, at))
            if preposition == "by" and word.stem in say.RELEASE and any(self.is_vesicle(n) for n in range(k - 3, k)):
                return True
            if self.is_vesicle(k) and preposition == "by" and k == at - 1 and any(
                w.stem in say.LOADED | say.HANDING | _OUT for w in self.words[max(0, k - 4) : k]
            ):  # fmt: skip
                return True
            if k in self.cargo and preposition == "by" and k == at - 1 and any(
                w.stem in say.LOADED for w in self.words[max(0, k - 3) : k]
            ):  # fmt: skip
                return any(self.is_vesicle(m) for m in range(len(self.words)))  # "Loaded with X by A cells, EVs ..."
            if k in self.cargo and preposition in ("from", "by", "of"):
                between = self.words[k + 1 : at]
                if preposition == "from" and between and between[0].low in ("secretion", "release", "shedding"):
                    return True
                if any(w.stem in say.HANDING or w.low in ("derived", "shed") for w in between):
                    return any(self.is_vesicle(m) for m in range(len(self.words)))
                if preposition == "from" and not between and any(self.is_vesicle(m) for m in range(k - 3, k + 1)):
                    return True
                if preposition == "of" and not between and any(self.is_vesicle(m) for m in range(k - 3, k + 1)):
                    return True
            if preposition == "by" and word.stem in say.HANDING and k == at - 1 and any(c < k for c in self.cargo):
                return True
            if preposition == "from" and k == at - 1 and word.low.startswith(("originat", "deriv", "stemm", "coming")):
                return True
            if k in self.cargo and preposition == "from" and k == at - 1:
                return True
            if preposition == "by" and word.stem in say.HANDING and any(self.is_vesicle(m) for m in range(k, at)):
                return True
            if preposition == "from" and word.stem in _OUT:
                return False  # "the exit of mitoxantrone from the cells"
            if word.low in (
                ";",
                ":",
                ".",
                "which",
                "resistance",
                "sensitivity",
                "response",
                "proliferation",
                "growth",
                "number",
                "polarization",
                "polarisation",
                "exhaustion",
                "activation",
                "recruitment",
            ):
                return False
            if k in self.cells and word.low not in ("and",):
                return False
            if word.stem in say.RESISTANCE | say.SENSITIVITY | say.GROWTH or word.low == "formation":
                return False
            if preposition == "of" and word.stem in _ACTING - say.HANDING and word.low.endswith("s"):
                return False
            if preposition == "of" and word.low.endswith("ed") and word.stem in say.TOUCHING and self.is_vesicle(k - 1):
                return False  # "exosomes altered the profile of the cells"
        return False

    def stopped_in(self, at: int) -> bool:
        """“Silencing X, and with it vesicle release, in astrocytes ...”: the cells that release no more."""
        near = range(max(0, at - 4), at)
        released = any(self.stem(k) in say.RELEASE for k in near) and any(self.is_vesicle(k) for k in near)
        others = sum(p.first > at for p in self.phrases) > 1  # they do not respond themselves
        return released and others and any(self.stem(k) in say.BLOCKING | say.LOSS for k in range(max(0, at - 9), at))

    def by_releasing(self, after: int) -> bool:
        """“... by exporting X in exosomes”: the subject of the sentence gives."""
        for k in range(after, len(self.words) - 1):
            if self.low(k) in (";", "which", "that") or (self.low(k) == "," and self.low(k + 1) in ("and", "but")):
                return False
            if self.low(k) == "by" and self.low(k + 1).endswith("ing") and self.stem(k + 1) in say.HANDING:
                return True
        return False

    def acts_by_vesicles(self, phrase: Phrase) -> bool:
        """“CAFs promote resistance of X through exosomal Y”: a subject that acts on others through vesicles."""
        after = phrase.last + 1
        if self.low(phrase.first - 1) in ("of", "in", "from", "on"):
            return False
        begins = after
        while begins < after + 4 and self.low(begins) in _AUXILIARY:  # "were found to endow"
            begins += 1
        verb = next((k for k in range(begins, begins + 3) if self.stem(k) in _ACTING and k not in self.cells), None)
        if self.low(after) == "," and self.low(after + 1) in ("through", "via", "by") and any(
            self.is_vesicle(k) for k in range(after + 2, after + 7)
        ):  # fmt: skip
            return True
        if phrase.first > 4 or verb is None or (self.stem(verb) in _COMING_BY and self.confers(verb)):
            return False  # “cells acquire resistance through exosomal X”: they take it up
        if not any(p.first > verb for p in self.phrases) and not self.confers(verb):
            return False
        if self.low(verb).endswith("ed") and self.low(verb - 1) in ("was", "were", "is", "are", "been"):
            return False
        if self.low(verb).endswith("ing") or self.low(after) in (",", "that", "which", "with"):
            return False
        for k in range(verb, len(self.words)):
            if self.low(k) in (";", "which") or (self.low(k) == "," and self.low(k + 1) in ("and", "but")):
                return False
            if self.low(k) in ("through", "via", "by") and any(self.is_vesicle(n) for n in range(k + 1, k + 7)):
                return not any(n in self.cells for n in range(k + 1, k + 3))
        return False

    def confers(self, verb: int) -> bool:
        """“CAFs promote chemoresistance ... via exosomal X”: those who are made resistant are not told."""
        near = range(verb + 1, verb + 5)
        return self.stem(verb) in say.UP and any(
            self.stem(k) in say.RESISTANCE or self.low(k).endswith("resistance") for k in near
        )  # fmt: skip

    def passed_on(self, before: int, after: int) -> bool:
        """“was propagated from X to Y by vesicles”."""
        spread = any(self.stem(k) in say.HANDING | _SENDING for k in range(before - 3, before))
        to = any(self.low(k) in ("to", "into", "onto") for k in range(after, after + 2))
        spread = spread or any(
            self.stem(k) in _SPREAD and self.low(k + 1) == "of" for k in range(before - 7, before - 1)
        )
        return spread and to and (bool(self.cargo) or any(self.is_vesicle(k) for k in range(len(self.words))))

    def hands_first(self, comma: int) -> bool:
        """“Through exosomal X, fibroblasts ...”: what the sentence begins with is theirs."""
        return (
            any(self.is_vesicle(k) for k in range(comma))
            and comma < 9
            and not any(k in self.cells for k in range(comma))
            and not any(self.stem(k) in say.BLOCKING | say.LOSS for k in range(1, 4))
            and not (
                self.low(0) == "with" and self.low(comma - 1) in ("inside", "aboard", "within", "around", "present")
            )
        )

    def hands_over(self, after: int) -> bool:
        """Whether the verb after the phrase hands something over, and vesicles are spoken of."""
        if self.low(after) in ("transfected", "treated", "infected", "engineered") and self.low(after + 1) in (
            "with",
            "to",
        ):
            after += 3
        for k in range(after, min(len(self.words), after + 4)):
            word = self.words[k]
            if k in self.cells or word.low in _STOPS:
                return False
            if word.stem == "return" and (self.low(k + 1) in say.FUNCTION or k + 1 >= len(self.words)):
                return False  # "the sensitivity of X cells returned once"
            if word.low in ("gave", "give", "gives", "giving") and self.low(k + 1) in ("way", "in", "up", "ground"):
                return False  # "gave way to vemurafenib"
            if word.stem in say.STOPPING and self.stem(k + 1) in say.HANDING:
                return any(self.is_vesicle(m) for m in range(k + 2, min(len(self.words), k + 7)))
            if word.stem in _PUTTING_OUT and self.low(k + 1) in ("out", "off", "forth"):
                return any(self.is_vesicle(m) for m in range(k + 2, min(len(self.words), k + 6)))  # "put out exosomes"
            if word.stem in say.HANDING and word.low.endswith("ed") and self.low(k + 1) == "with":
                return False  # "cells supplied with exosomes"
            if word.stem in say.HANDING and not word.low.endswith("ing"):
                return any(self.is_vesicle(m) for m in range(len(self.words)))
            if word.low not in say.FUNCTION and not word.low.endswith("ly") and not word.is_mark:
                return False
        return False

    def fluid(self, phrase: Phrase, before: int, after: int) -> tuple[int, str] | None:
        while self.low(before) in _WHOSE:
            before -= 1  # "of goat milk"
        if self.low(before) == "in" and self.low(before - 1) in _REACHED:
            return None  # "doses above those reached in plasma"
        if self.is_vesicle(after) or self.is_vesicle(after + 1):
            return 5, "fluid of the vesicles"
        if self.low(after) in _AMOUNTS and any(
            self.is_vesicle(k) or k in self.cargo for k in range(after + 1, after + 5)
        ):
            return 5, "fluid of the vesicles"
        if self.low(before) in ("in", "from", "of") and any(
            self.is_vesicle(k) or k in self.cargo for k in range(before - 10, before)
        ):
            return 4, "fluid of the vesicles"
        holds = any(self.low(k).startswith(("contain", "carri", "held", "hold")) for k in range(after, after + 4))
        if phrase.first < 3 and holds and any(self.is_vesicle(k) for k in range(after, after + 7)):
            return 4, "fluid of the vesicles"
        if self.low(before) in ("in", "from") and phrase.first < 3 and any(
            self.is_vesicle(k) for k in range(after, after + 9)
        ):  # fmt: skip
            return 4, "fluid of the vesicles"
        return None


_MEANS = ("through", "via", "by", "with")
_AROUND = frozenset(
    "around inside aboard present there gone silenced blocked depleted removed absent nearby added within on".split()
)
_WHOSE = frozenset(
    "goat cow bovine human camel mouse murine horse sheep porcine rat fetal foetal maternal patient raw".split()
)
_REACHED = frozenset("reached achieved attained attainable achievable tolerated obtainable feasible possible".split())
_GROWN_WITH = stems("grow grew grown culture cultured co-cultured keep kept plate seed maintain raise co-culture live")
_STOPS = frozenset("which that ; : . , when once if after because while although since unless".split())
_SHARES = frozenset(
    "out hold any none each few some % half third quarter most all many share fraction proportion percentage".split()
)
_AUXILIARY = frozenset(
    "were was are is been found shown seen known reported able said thought to can could may might also have "
    "has".split()
)
_BARRING = stems("bar ban exclude lock shut")
_LEAVING = stems("leave escape exit")
_COMING_BY = stems("acquire gain develop regain obtain inherit attain owe draw derive get got earn")
_ACQUIRING = stems("acquire inherit catch caught learn learnt contract borrow adopt")
_MEDIA = stems("medium media supernatant secretome")
_OUT = stems("pump expel eject extrude jettison dump exit outflow efflux expulsion export egress ejection pump")
_PACKED = stems("packed packaged loaded sorted encapsulated incorporated secreted released")
_SENDING = stems("pass transfer deliver ship shuttle export secrete release send shed disseminate transmit donate")
_YIELDING = stems("yield produce generate give gave make made")
_STOWING = stems("sort load stow place stuff incorporate")
_PUTTING_OUT = stems("put give gave send sent turn throw threw pour churn pump let spit set crank bud")
_TO = frozenset("to into onto in on against".split())
_SPREAD = stems("spread transfer transmission passage propagation dissemination")
_ACTING = say.UP | say.DOWN | say.HANDING | say.PROTECTING | say.SENSITISING
_AMOUNTS = frozenset("levels level concentrations concentration amounts content abundance expression".split())
