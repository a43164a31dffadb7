"""Who gives the vesicles and who takes them up, told from how the cells stand beside vesicles, verbs and outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exoannotate.suggest.claims import language as say
from exoannotate.suggest.claims.cells import Phrase
from exoannotate.suggest.claims.words import Word, stems


@dataclass(frozen=True, slots=True)
class Parties:
    """The donors and the recipients, each with the rule that told them."""

    donors: tuple[tuple[Phrase, str], ...] = ()
    recipients: tuple[tuple[Phrase, str], ...] = ()


def tell(words: Sequence[Word], phrases: Sequence[Phrase], cargo: frozenset[int]) -> Parties:
    """Assign the phrases; those that stand nowhere telling are left out. ``cargo``: words of the cargo."""
    reader = _Reader(words, phrases, cargo)
    donors: list[tuple[int, Phrase, str]] = []
    recipients: list[tuple[int, Phrase, str]] = []
    undecided: list[Phrase] = []
    for number, phrase in enumerate(phrases):
        gives, takes = reader.gives(phrase), reader.takes(phrase)
        joined = (
            number > 0 and phrases[number - 1].last == phrase.first - 2 and words[phrase.first - 1].low in ("and", "or")
        )
        if joined and not gives and donors and donors[-1][1] is phrases[number - 1]:
            gives = donors[-1][0], donors[-1][2]
        if gives and (not takes or gives[0] >= takes[0]):
            donors.append((gives[0], phrase, gives[1]))
        elif takes:
            recipients.append((takes[0], phrase, takes[1]))
        else:
            undecided.append(phrase)
    first = next((p for p in phrases if not p.derived and not p.fluid), None)
    if first is not None and not any(p is first for _, p, _ in donors) and reader.acts_by_vesicles(first):
        recipients = [one for one in recipients if one[1] is not first]
        donors.append((4, first, "acts through vesicles"))
    for _, phrase, rule in recipients:  # "cells protect themselves by releasing exosomes": they are both
        if rule in ("what it does to itself", "what it becomes") and reader.by_releasing(phrase.last + 1):
            donors.append((4, phrase, "by what it releases"))
    told = _best([(min(score, 4), phrase, rule) for score, phrase, rule in donors], words)
    if not told:
        told = reader.sender(undecided + [p for score, p, _ in recipients if score <= 2])
        recipients = [one for one in recipients if one[1] not in [p for p, _ in told]]
    return Parties(told, _best(recipients, words))


def _best(found: list[tuple[int, Phrase, str]], words: Sequence[Word]) -> tuple[tuple[Phrase, str], ...]:
    """Those told most plainly; of several, the first and what is coordinated with it."""
    if not found:
        return ()
    most = max(score for score, _, _ in found)
    kept = [(phrase, rule) for score, phrase, rule in found if score == most]
    first = kept[0]
    beside = [first]
    for one in kept[1:]:
        between = words[beside[-1][0].last + 1 : one[0].first]
        small = all(w.low in ("and", "or", ",", "by", "of", "from", "the") for w in between)
        if len(between) <= 4 and small and any(w.low in ("and", "or", ",") for w in between):
            beside.append(one)
    fluid = next((one for one in kept if one[0].fluid != first[0].fluid), None)
    if fluid is not None and len(beside) == 1:
        beside.append(fluid)
    if len(first[0].text.split()) == 1 and len(kept) > 1 and len(beside) == 1:
        more = max(kept, key=lambda one: len(one[0].text))
        same = more[0].text.casefold().startswith(first[0].text.casefold())
        return (more,) if same else (first,)
    return tuple(beside)


class _Reader:
    def __init__(self, words: Sequence[Word], phrases: Sequence[Phrase], cargo: frozenset[int]) -> None:
        self.words, self.phrases, self.cargo = words, phrases, cargo
        self.cells = frozenset(k for p in phrases for k in range(p.first, p.last + 1))

    def low(self, at: int) -> str:
        return self.words[at].low if 0 <= at < len(self.words) else ""

    def stem(self, at: int) -> str:
        return self.words[at].stem if 0 <= at < len(self.words) else ""

    def is_vesicle(self, at: int) -> bool:
        return self.stem(at) in say.VESICLE or any(
            self.low(at).startswith(f"{word}-") for word in ("exosome", "vesicle", "exosomes", "ev", "exosomally")
        )

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

    # Giving ------------------------------------------------------------------------------------------------------

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
        if phrase.derived:
            return (5, "derived") if "-" in self.words[phrase.last].text else (3, "owner of the vesicles")
        own = [self.low(k) for k in range(phrase.first, phrase.last + 1)]
        if own[-1] in ("donor", "donors") and "healthy" in own:
            return None  # people
        if "donor" in own or "donors" in own:
            return (2 if phrase.first == phrase.last else 4), "called donor"
        if self.low(before) == "of" and self.low(before - 1) in ("transfection", "infection", "transduction"):
            return 4, "changed before they give"
        if self.is_vesicle(after):
            return 5, "owner of the vesicles"
        if phrase.fluid:
            return self.fluid(phrase, before, after)
        if self.low(after) == "'" and self.is_vesicle(after + 2):
            return 5, "owner of the vesicles"
        if self.low(before) in ("of", "from", "by", "in") and self.comes_from(before):
            return (1 if self.low(before) == "in" else 4), "vesicles from"
        if self.low(before) == "with" and self.low(before - 1) in (
            "co-cultured",
            "cocultured",
            "co-culture",
            "coculture",
        ):
            return 4, "cultured beside"
        if self.low(before) == "from" and self.passed_on(before, after):
            return 4, "passed on from"
        if self.low(before) == "," and self.low(0) in ("through", "via", "by", "with") and self.hands_first(before):
            return 4, "through what they hand over"
        if self.hands_over(after):
            return 4, "hands over"
        if any(self.stem(k) in say.PROTECTING for k in range(after, after + 4)) and not any(
            self.is_vesicle(k) or k in self.cargo for k in range(after, after + 4)
        ) and self.low(after) not in ("against", "from", ",", "."):  # fmt: skip
            return 3, "cells that protect"
        if self.stem(before) in ("strip", "depriv", "deprive", "rob") or (
            self.low(after) in ("were", "was", "had", "are") and any(
                self.stem(k) in ("strip", "depriv") for k in range(after, after + 4))
        ):  # fmt: skip
            return 4, "deprived of vesicles"
        return None

    def comes_from(self, at: int) -> bool:
        """Whether "of", "from" or "by" at this place leads back to a vesicle or to what it carries."""
        preposition = self.low(at)
        for k in range(at - 1, max(-1, at - 9), -1):
            word = self.words[k]
            if self.is_vesicle(k) and (preposition != "by" or any(w.stem in say.HANDING for w in self.words[k:at])):
                return not (preposition == "in" and self.silenced_in(k, at))
            if preposition == "by" and word.stem in say.RELEASE and any(self.is_vesicle(n) for n in range(k - 3, k)):
                return True
            if self.is_vesicle(k) and preposition == "by" and k == at - 1 and any(
                w.stem in say.LOADED | say.HANDING for w in self.words[max(0, k - 4) : k]
            ):  # fmt: skip
                return True
            if k in self.cargo and preposition in ("from", "by", "of"):
                between = self.words[k + 1 : at]
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
            ):
                return False
            if k in self.cells and word.low not in ("and",):
                return False
            if word.stem in say.RESISTANCE | say.SENSITIVITY | say.GROWTH or word.low == "formation":
                return False
        return False

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
        verb = next((k for k in range(after, after + 3) if self.stem(k) in _ACTING and k not in self.cells), None)
        if self.low(after) == "," and self.low(after + 1) in ("through", "via", "by") and any(
            self.is_vesicle(k) for k in range(after + 2, after + 7)
        ):  # fmt: skip
            return True
        if phrase.first > 4 or verb is None or not any(p.first > verb for p in self.phrases):
            return False
        if self.low(verb).endswith("ing") or self.low(after) in (",", "that", "which", "with"):
            return False
        for k in range(verb, len(self.words)):
            if self.low(k) in (";", "which") or (self.low(k) == "," and self.low(k + 1) in ("and", "but")):
                return False
            if self.low(k) in ("through", "via", "by") and any(self.is_vesicle(n) for n in range(k + 1, k + 7)):
                return not any(n in self.cells for n in range(k + 1, k + 3))
        return False

    def passed_on(self, before: int, after: int) -> bool:
        """“was propagated from X to Y by vesicles”."""
        spread = any(self.stem(k) in say.HANDING for k in range(before - 3, before))
        to = any(self.low(k) in ("to", "into", "onto") for k in range(after, after + 2))
        return spread and to and any(self.is_vesicle(k) for k in range(len(self.words)))

    def hands_first(self, comma: int) -> bool:
        """“Through exosomal X, fibroblasts ...”: what the sentence begins with is theirs."""
        return (
            any(self.is_vesicle(k) for k in range(comma))
            and comma < 9
            and not any(k in self.cells for k in range(comma))
        )

    def silenced_in(self, first: int, end: int) -> bool:
        """“exosomal X was silenced in Y cells”, “whose expression fell in Y cells”: where it was seen, and no more."""
        return any(
            w.stem in say.LOSS | say.GAINED | say.LEVEL_DOWN | say.LEVEL_UP or w.low in ("knockdown", "expression")
            for w in self.words[first + 1 : end]
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
            if k in self.cells or word.low in ("which", "that", ";", ":", ".", ","):
                return False
            if word.stem in say.HANDING and not word.low.endswith("ing"):
                return any(self.is_vesicle(m) for m in range(len(self.words)))
            if word.low not in say.FUNCTION and not word.low.endswith("ly") and not word.is_mark:
                return False
        return False

    def fluid(self, phrase: Phrase, before: int, after: int) -> tuple[int, str] | None:
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
        return None

    # Taking ------------------------------------------------------------------------------------------------------

    def takes(self, phrase: Phrase) -> tuple[int, str] | None:
        if phrase.fluid or phrase.derived:
            return None
        if any(self.low(k) in ("recipient", "recipients") for k in range(phrase.first, phrase.last + 1)):
            return (2 if phrase.first == phrase.last else 4), "called recipient"
        before, after = phrase.first - 1, phrase.last + 1
        while self.low(before) in _BEFORE:
            before -= 1
        low, verb = self.low(before), self.stem(before)
        if low in ("to", "into", "onto", "upon"):
            return 4, "handed to"
        if verb in _MAKING | say.PROTECTING | say.SENSITISING | _LETTING:
            return 5, "what happens to it"
        if low == "by" and any(
            self.stem(k) in say.TAKING or self.low(k) in ("up", "taken") for k in range(before - 6, before)
        ):
            return 5, "taken up by"
        if low in ("of", "in", "against", "on", "for", "among", "within") and self.outcome_before(before):
            return 4, "whose response"
        if low == "of" and self.stem(before - 1) in _FATE:
            return 3, "whose fate"
        if self.low(after) == "'" and any(
            self.stem(k) in say.RESISTANCE | say.SENSITIVITY for k in range(after, after + 4)
        ):
            return 4, "whose response"
        if any(self.low(k) in ("themselves", "itself") for k in range(after + 1, after + 3)) and self.low(
            after
        ) not in (",",):
            return 5, "what it does to itself"
        if self.changes(after):
            return 4, "what it becomes"
        if self.is_given(after):
            return 4, "kept with vesicles"
        if self.stem(after) in say.RESISTANCE | say.SENSITIVITY or (
            self.stem(after + 1) in say.RESISTANCE | say.SENSITIVITY
        ):
            return 3, "whose response"
        if verb in say.UP | say.DOWN | _KILLING | _SAVING and low not in ("and",):
            return 2, "object"
        if low.endswith(("izes", "ises", "ates", "ifies", "ens")) and before not in self.cells:
            return 2, "object"
        if low in ("less", "more", "fewer") and self.stem(before - 1) in _KILLING:
            return 2, "object"
        if low in ("in", "on", "against", "with", "from"):
            if low == "in" and any(self.low(k) in _FOUND for k in (before - 1, before - 2)):
                return None
            if any(self.low(k) in ("whose", "which") for k in range(before - 4, before)) and self.silenced_in(
                before - 4, before
            ):
                return None
            return 2, "where it was seen"
        return None

    def outcome_before(self, at: int) -> bool:
        for k in range(at - 1, max(-1, at - 8), -1):
            word = self.words[k]
            if word.stem in say.RESISTANCE | say.SENSITIVITY | say.RESISTANT | _KILLING | say.GROWTH | {"respons"}:
                return True
            if word.low == "formation" or word.low.endswith(("therapy", "therapies")):
                return True
            if word.low in (",", ";", ":", "which", "that", "by"):
                return False
            if k in self.cells:
                return False
        return False

    def changes(self, after: int) -> bool:
        """Whether the verb after the cells says what becomes of them: "survived", "became", "were killed less"."""
        for k in range(after, min(len(self.words), after + 7)):
            word = self.words[k]
            if k in self.cells or word.low in (";", ":", "."):
                return False
            if k == after and word.low in ("that", "which", "who"):
                return any(self.stem(n) in say.TAKING or self.low(n) == "taken" for n in range(after, after + 4))
            if word.stem == "respond" and any(self.low(n) == "by" for n in range(k, k + 7)):
                return False
            if word.low in _BE and self.stem(k + 1) in _DONE_TO | say.PROTECTING | say.SENSITISING:
                return True
            if word.stem in say.SURVIVING | say.DYING | _BECOMING | say.TAKING or word.low in ("took", "take", "taken"):
                return True
            if word.stem in say.STOPPING and any(self.stem(n) in say.TAKING | _BECOMING for n in (k + 1, k + 2)):
                return True
            if word.stem in say.HANDING:
                return False
        return False

    def is_given(self, after: int) -> bool:
        """“cells cultured with exosomes of”, “cells kept in contact with vesicles”, “cells to which EVs were added”."""
        near = range(after, min(len(self.words), after + 3))
        if not any(self.stem(k) in _KEPT for k in near):
            return False
        for k in range(after, min(len(self.words), after + 9)):
            if self.is_vesicle(k) or self.low(k) in ("them", "these", "their") or k in self.cargo:
                return True
            if k in self.cells and self.low(after) in ("co-cultured", "cocultured"):
                return True
            if self.low(k) in (";", ":", ".", "which"):
                return False
        return False


_BEFORE = frozenset(
    "the a an their these those such other its previously formerly initially otherwise once still".split()
)
_MAKING = say.CAUSING - stems("are is were was be been remain get got grow")
_SENDING = stems("pass transfer deliver ship shuttle export secrete release send shed disseminate transmit donate")
_LETTING = stems("let lend lent endow endowed give gave help allow enable teach taught arm equip provide supply afford")
_ACTING = say.UP | say.DOWN | say.HANDING | say.PROTECTING | say.SENSITISING
_FATE = stems(
    "growth proliferation death apoptosis survival killing viability resistance sensitivity uptake exposure "
    "treatment incubation irradiation chemotherapy"
)
_KILLING = stems("shrink shrank inhibit kill suppress treat eradicate eliminate enter reach infect target")
_FOUND = frozenset("expressed overexpressed detected abundant present found upregulated downregulated".split())
_AMOUNTS = frozenset("levels level concentrations concentration amounts content abundance expression".split())
_BE = frozenset("is are was were been be".split())
_KEPT = stems(
    "culture cultured co-cultured co-culture treat treated incubate incubated co-incubated keep kept expose exposed "
    "pretreated pre-treated grown given educated fed preincubated primed pulsed conditioned co-incubate receive"
)
_SAVING = stems("kill spare supply reprogram reprogramme educate")
_DONE_TO = stems("render made make kill inhibit protect shield rescue eliminate suppress turn")
_BECOMING = stems(
    "grow grew shrink shrank become became acquire acquired regain regained develop developed gain gained "
    "tolerate die died survive turn stay remain proliferate avoid evade escape divide multiply relapse form cycle "
    "respond regrow repopulate withstand owe need expel display show exhibit lose lost"
)
