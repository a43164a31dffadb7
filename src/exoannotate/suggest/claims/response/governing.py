"""What raises, lowers or denies a response: the chain of words from a noun or verb to what governs it.

"abolished the increase in resistance", "failed to transmit resistance", "slowed the loss of sensitivity": each word of
the chain that lowers or denies turns the sign, up to the verb that the sentence is about; a noun that no verb governs
may be the subject of one that follows: "resistance was reversed".
"""

from __future__ import annotations

from dataclasses import dataclass

from exoannotate.suggest.claims.response import governing_words as by
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.grammar import (
    BE,
    DETERMINERS,
    HAVE,
    MODALS,
    PREPOSITIONS,
    SUBORDINATORS,
    Grammar,
)

REACH = 16
"""Words between a response and what governs it."""


@dataclass(frozen=True, slots=True)
class Governed:
    """``sign``: 1 as it stands, -1 turned. ``first`` to ``last``: words of the chain. ``how``: "before", "after",
    "attribute" or "" when nothing governs. ``denied``: what was tried is said not to have come about."""

    sign: int
    first: int
    last: int
    how: str
    denied: bool = False


class Governing(Grammar):
    """Finds what governs a word."""

    def of_noun(self, at: int) -> Governed:
        """What governs a noun: "raises resistance", "resistance is raised", "reduced sensitivity"."""
        told = self.inverted_before(at)
        if told is not None:
            return told
        left = self.left(at, at)
        if left.how == "verb":
            return Governed(left.sign, left.first, at, "before", left.denied)
        right = self.right(at)
        if right is not None and (left.how in ("", "attribute", "noun", "infinitive") or left.first == 0):
            return Governed(left.sign * right.sign, left.first, right.last, "after", left.denied or right.denied)
        how = "before" if left.how == "infinitive" else left.how
        return Governed(left.sign, left.first, at, how, left.denied)

    def of_verb(self, at: int) -> Governed:
        """What a verb that is itself a response stands under: "failed to protect", "enabled to withstand"."""
        sign, first, denied = 1, at, False
        why = self.denied(at)
        if why:
            return Governed(-1, at, at, "verb", why in ("not", "never", "failed to", "neither", "nor", "cannot"))
        before = self.left_of(at)
        made = at - 1
        while made in self.cells:
            made -= 1
        if made < at - 1 and self.stem(made) in by.MAKING:  # "unable to make cells tolerate"
            governed = self.of_verb(made)
            return Governed(governed.sign, governed.first, at, "verb", governed.denied)
        if self.low(before) == "to" or self.low(at).endswith("ing"):
            left = self.left(at, before + 1 if self.low(before) == "to" else at)
            sign, first, denied = left.sign, left.first, left.denied
            right = self.right(at) if left.how in ("noun", "infinitive") else None
            if right is not None and self.over_ability(first, at):
                return Governed(sign * right.sign, first, right.last, "after", right.denied)
        return Governed(sign, first, at, "verb", denied)

    def over_ability(self, first: int, last: int) -> bool:
        return any(self.stem(k) in say.ABILITY for k in range(first, last))

    # To the left -------------------------------------------------------------------------------------------------

    def left(self, head: int, at: int) -> Governed:
        """The chain before a word. ``how``: "verb" when it ends in a finite verb, "noun", "infinitive", "attribute" or
        "" for what stands in it last."""
        sign, first, how, denied = 1, head, "", False
        k, steps = at - 1, 0
        while k >= 0 and steps < REACH:
            low = self.low(k)
            if k in self.cells or k in self.drugs:
                k -= 1
                continue
            steps += 1
            if self.words[k].is_mark:
                past = self.past_mark(k, head)
                if past is None:
                    break
                k = past
                continue
            if low == "as" and self.low(k - 1) == "well" and self.low(k - 2) == "as":
                k -= 3
                continue
            if low in SUBORDINATORS and low != "for" and not (low in ("as", "so") and how):
                break
            if low in ("by", "despite", "unlike", "like", "whereupon", "thereby", "thus", "hence", "consequently"):
                break
            new = self.low(k + 1) in ("the", "this", "that") or (self.low(k - 1) == "," and k == head - 1)
            if low == "and" and not how and new and self.passive_after(head):
                break  # "inhibited Y, and the resistance was enhanced"
            if low == "and" and not how and self.low(k - 1) == "," and self.comes_next(head):
                break  # "roused glycolysis, and relapse on X followed"
            if low in ("and", "or"):
                new = self.low(k + 1) in ("its", "their", "those", "this", "these", "it", "they", "in")
                fell = self.stem(k - 1) in by.INTRANSITIVE and self.low(k - 1).endswith(("s", "ed", "ell", "ose"))
                if self.joins_verbs(k) or new or fell or (how and self.low(k - 1) == ","):
                    break
                k -= 1
                continue
            if k == head - 1 and low in by.BETTER and self.low(k - 1) == "and":
                return Governed(1, k, head, "attribute")  # "fewer foci and better survival"
            if low == "no" and self.low(k + 1) != "longer":
                sign, denied, first, how = -sign, True, k, how or "attribute"
                k -= 1
                continue
            if low == "without":
                sign, denied, first = -sign, True, k
                break
            lesser = (
                self.stem(k) in say.LESSER and not self.way(k) and not (low == "less" and self.low(k + 1) == "than")
            )
            if lesser and (how in ("", "attribute") or self.low(k + 1) not in PREPOSITIONS):
                sign, first, how = -sign, k, how or "attribute"
                k -= 1
                continue
            if low in by.ABLE and how and (self.low(self.left_of(k)) in BE):
                why = self.denied(k) or ("not" if self.low(k - 1) == "not" else "")
                sign, first, how, denied = -sign if why else sign, k, "verb", denied or bool(why)
                break  # "is able to confer resistance"
            if self.stem(k) in say.ABILITY:
                how, first = "noun", k
                k -= 1
                continue
            helpless = self.stem(k) in by.HELPLESS and self.low(k + 1) != "to"  # "left the drug powerless against ..."
            if self.stem(k) in say.FAILING and low != "failure" and not helpless:
                sign, first, denied, how = -sign, k, True, "verb"
                why = self.denied(k)
                if why:
                    sign = -sign
                break
            if low in ("keep", "keeps", "kept") and any(self.low(n) == "from" for n in range(k + 1, head)):
                why = self.denied(k)
                return Governed(sign if why else -sign, k, head, "verb", denied)  # "keeps cells from dying"
            way = self.way(k)
            if way and (before_it := self.rather(k)):
                k = before_it - 1
                continue
            if (
                self.stem(k) in by.TAKING
                and low != "taken"
                and (
                    any(self.low(n) == "from" for n in range(k + 1, k + 3))
                    or any(self.low(n) == "away" for n in range(k + 1, k + 5))
                )
            ):
                way = -1  # "took from them the ability to"
            if self.stem(k) in by.TAKING | by.BRINGING and any(
                self.low(n) == "along" for n in range(k, min(len(self.words), head + 5))
            ):
                way = 1  # "took tolerance along"
            if self.stem(k) in by.FREEING and any(self.low(n) in ("of", "from") for n in range(k + 1, head)):
                way = -1  # "freed the cells of their tolerance"
            if (
                not way
                and self.stem(k) in by.BRINGING
                and any(
                    self.low(n) in ("up", "down", "upwards", "downwards")
                    for n in range(head + 1, min(len(self.words), head + 9))
                )
            ):
                way = 1
            if not way:
                k -= 1
                continue
            form = self.form(k)
            if form == "passive":
                if self.low(k + 1) in ("of", "from", "to") and self.low(k + 1) != "to":
                    sign, first, how = sign * way, k, "verb"
                break
            if way < 0 and self.stem(k) in say.LOSING and form in ("attribute", "finite") and self.given_back(k):
                k -= 1
                continue
            if self.stem(k) in by.BRINGING and any(
                self.low(n) == "down" for n in range(k, min(len(self.words), k + 12))
            ):
                way = -1  # "brought the IC50 down"
            if self.stem(k) in by.BRINGING and any(
                self.low(n) == "up" for n in range(k + 2, min(len(self.words), k + 12))
            ):
                way = 1  # "pushed the tolerance up"
            sign, first = sign * way, k
            if form in ("noun", "attribute"):
                how = form if how != "infinitive" else how
                k -= 1
                continue
            why = self.denied(k)
            if why:
                sign, denied, how = -sign, denied or why != "no longer", "verb"
                first = max(0, k - 1)
                break
            if form == "finite":
                how = "verb"
                shared = self.shared(k)
                if shared is not None:
                    sign, first = sign * way * self.way(shared), shared
                break
            before = self.left_of(k)
            if form == "gerund":
                how = "verb"
                if self.low(before) == "from":
                    k, how = before - 1, "infinitive"
                    continue
                if self.low(before) in ("of", "in", "for", "at"):
                    k, how = before - 1, "infinitive"
                    continue
                break
            how = "infinitive"
            k = self.over_infinitive(before)
            if k < 0:
                how = "verb"
                break
            if self.stem(k) in say.LETTING and self.stem(k) not in say.ABILITY:  # "was shown to", "helped to"
                why = self.denied(k)
                if why:
                    sign, denied, how = -sign, denied or why != "no longer", "verb"
                break
        return Governed(sign, first, head, how, denied)

    def passive_after(self, head: int) -> bool:
        """Whether a noun is the subject of a clause of its own: “the resistance of the cells was enhanced”."""
        right = self.right(head)
        return right is not None and any(self.low(k) in BE for k in range(head + 1, right.last + 1))

    def inverted_before(self, at: int) -> Governed | None:
        """“..., and with it vanished the tolerance of ...”, “Gone was the shield that ...”, “What X brings is
        deafness to ...”: a noun behind the verb whose subject it is."""
        k = at - 1
        while k >= 0 and (
            k in self.cells or k in self.drugs or self.low(k) in DETERMINERS | {"-"} or self.is_adverb(k)
        ):
            k -= 1
        low = self.low(k)
        way = by.INTRANSITIVE.get(self.stem(k), 0)
        if way and self.low(k - 1) in ("it", "them", "this", "these", "that") and self.low(k - 2) == "with":
            return Governed(way, k, at, "after")
        if low in BE and self.stem(0) in by.GONE and k < 30:
            return Governed(-1, k, at, "after")
        if self.low(0) == "what" and 2 < k < 24 and (low in BE or (low == "," and self.low(k - 3) == ",")):
            brings = next((n for n in range(1, k) if self.way(n)), None)
            return Governed(self.way(brings), k, at, "before") if brings is not None else None
        return None

    def comes_next(self, head: int) -> bool:
        """“..., and relapse followed”: a noun that has a verb of its own right behind it."""
        right = self.right(head)
        return right is not None and self.stem(right.last) in by.INTRANSITIVE and right.last - head < 6

    def rather(self, at: int) -> int:
        """Where “rather than”, “instead of” or “and not” begins before a verb, which is then not what was seen."""
        k = self.left_of(at)
        if (self.low(k - 1), self.low(k)) in (("rather", "than"), ("instead", "of"), ("and", "not"), (",", "not")):
            return k - 1 if self.way(self.left_of(k - 1)) or self.low(k - 2) == "," else 0
        return 0

    def over_infinitive(self, to: int) -> int:
        """Where the chain goes on before "to": at a word that takes an infinitive; -1 for one of purpose."""
        k = to - 1
        for k in range(to - 1, max(-1, to - 10), -1):
            if k in self.cells or k in self.drugs:
                continue
            stem = self.stem(k)
            if stem in say.ABILITY or stem in say.FAILING or stem in say.STOPPING:
                return k
            if stem in say.LETTING:
                return k
            if self.way(k) < 0 and self.form(k) in ("finite", "gerund"):
                return k
            if self.words[k].is_mark or self.low(k) in SUBORDINATORS or self.low(k) == "and":
                return -1
        return -1

    def past_mark(self, at: int, head: int) -> int | None:
        """The word to go on with before a comma or bracket; None where the chain ends."""
        low = self.low(at)
        if low == ")":
            opened = next((k for k in range(at - 1, max(-1, at - 12), -1) if self.low(k) == "("), None)
            return None if opened is None else opened - 1
        if low in ("-", "/", "'"):
            return at - 1
        if low != ",":
            return None
        if (
            self.way(at - 1) and self.form(at - 1) == "finite"
        ):  # "weakened, and those of X strengthened, the resistance"
            aside = next((k for k in range(at - 2, max(-1, at - 8), -1) if self.low(k) == ","), None)
            if aside is not None and self.low(aside + 1) in ("rather", "not", "instead"):
                return aside - 1  # "prevented, rather than promoted, the emergence of resistance"
            return at - 1
        if self.low(at + 1) == "as" and self.low(at + 2) == "well":
            return at - 1
        if self.low(at + 1) in ("and", "or") or self.stem(at - 1) in say.LESSER:
            return at - 1 if not self.joins_verbs(at + 1) else None
        if self.lists_nouns(at, head):
            return at - 1
        for k in range(at - 1, max(-1, at - 9), -1):  # ", as a consequence,"
            if self.low(k) == ",":
                between = range(k + 1, at)
                if any(self.low(n) in ("consequently", "hence", "thus", "therefore", "thereby") for n in between):
                    return None
                if not any(self.way(n) and self.form(n) in ("finite", "passive") for n in between):
                    return k - 1
                return None
            if self.low(k) in SUBORDINATORS - {"as"}:
                return None
        return None

    def lists_nouns(self, comma: int, head: int) -> bool:
        """“angiogenesis, immune escape, and resistance”: nothing but nouns between this comma and the word."""
        between = range(comma + 1, head)
        lows = [self.low(k) for k in between]
        if not any(w in ("and", "or") for w in lows) and lows[-3:] != ["as", "well", "as"]:
            return False
        return len(lows) < 14 and not any(
            low in BE | HAVE | MODALS
            or (low in say.FUNCTION and low not in ("and", "or", "of", "the", "as", "to"))
            or (self.way(k) and self.form(k) in ("finite", "passive", "gerund", "infinitive"))
            for k, low in zip(between, lows, strict=True)
        )

    def joins_verbs(self, at: int) -> bool:
        """Whether "and" at this place begins a new verb or clause, and does not go on with a list of nouns."""
        after = at + 1
        while self.is_adverb(after) or (self.low(after) in ("in", "by") and self.low(after + 1) in ("turn", "so")):
            after += 1
        if after in self.cells or after in self.drugs:
            return False
        low = self.low(after)
        verb = self.way(after) != 0 and not (low in ("lower",) or low.endswith(("tion", "ance", "ence")))
        return verb or low in BE or low in HAVE or self.stem(after) in say.CAUSING | say.SENSITISING | say.PROTECTING

    def given_back(self, at: int) -> bool:
        """“restored the lost sensitivity”: what was lost comes back."""
        return any(self.way(k) > 0 for k in range(max(0, at - 7), at))

    def shared(self, at: int) -> int | None:
        """“weakened, and those of X strengthened, the resistance”: of two verbs with one object the first."""
        if self.low(at + 1) != "," or self.low(at - 1) == "but":
            return None  # “did not fuel, but counteracted, the resistance”
        return next((k for k in range(at - 1, max(-1, at - 10), -1) if self.way(k) and self.low(k + 1) == ","), None)

    # To the right ------------------------------------------------------------------------------------------------

    def right(self, at: int) -> Governed | None:
        """The verb whose subject the noun is: "resistance was reversed", "sensitivity returned"."""
        aside, past_verb = False, False
        k, stop = at + 1, min(len(self.words), at + 1 + REACH)
        while k < stop:
            low = self.low(k)
            if k in self.cells or k in self.drugs:
                k, stop = k + 1, min(len(self.words), stop + 1)
                continue
            if low in (";", ":", ".") or low in ("whereas", "while", "but", "although", "because", "when", "if"):
                return None
            if low == "(":
                k = next((n + 1 for n in range(k, min(len(self.words), k + 12)) if self.low(n) == ")"), k + 1)
                continue
            if low in ("that", "which"):  # "the resistance that these vesicles convey was reversed"
                aside = True
                k += 1
                continue
            if low in ("and", "or") and self.joins_verbs(k) and not aside:
                return None
            opened = any(self.low(n) == "and" and self.low(n - 1) == "," for n in range(at - 4, at))
            if low == "," and opened and self.low(k + 1) in by.WENT and k - at < 6:
                k += 1  # "X, and thus the lethality of Y, picked up"
                continue
            if low == "," and not aside and self.low(k + 1) not in ("and", "or"):
                closed = next((n for n in range(k + 1, min(len(self.words), k + 11)) if self.low(n) == ","), None)
                if closed is None:
                    return None
                k = closed + 1
                continue
            if (
                low in BE
                or low in HAVE
                or low in ("could", "can", "may", "might", "would", "did", "does", "do", "cannot")
            ):
                told = self.predicate(at, k)
                if told is not None:
                    return told
                if not aside:
                    return None
                k += 1
                continue
            way = by.INTRANSITIVE.get(self.stem(k), 0)
            if self.low(k + 1) in by.WENT.get(low, ()):
                way = 1 if self.low(k + 1) in ("up", "back") else -1  # "picked up", "fell away"
            if way and (not aside or past_verb) and self.low(k - 1) not in DETERMINERS | PREPOSITIONS:
                why = self.denied(k)
                return Governed(-way if why else way, at, k, "after", why in ("not", "never", "neither", "nor"))
            past_verb = past_verb or (aside and (self.stem(k) in say.HANDING | say.UP or low in BE))
            going = self.stem(k) in by.GOING and self.way(k) and low.endswith("s")
            if going and not aside and self.low(k - 1) not in DETERMINERS | PREPOSITIONS:
                return Governed(self.way(k), at, k, "after")
            k += 1
        return None

    def predicate(self, at: int, verb: int) -> Governed | None:
        """What is said after "was": "was completely reversed", "did not change", "could be transferred"."""
        negated = False
        for k in range(verb, min(len(self.words), verb + 7)):
            low = self.low(k)
            if low in ("not", "never", "cannot", "neither", "nor"):
                negated = True
                continue
            if (
                low in BE
                or low in HAVE
                or low in ("could", "can", "may", "might", "would", "did", "does", "do", "also")
            ):
                continue
            if low == "no" and self.low(k + 1) in by.COMPARATIVE:
                return Governed(0, at, k + 1, "after")  # "was no greater than"
            if self.is_adverb(k):
                if low == "longer" and self.low(k - 1) == "no":
                    negated = not negated
                continue
            if self.stem(k) in by.ASCRIBED:
                return Governed(1, at, k, "after", negated)
            if self.stem(k) in by.VANISHED:
                return Governed(1 if negated else -1, at, k, "after")
            if self.stem(k) in by.APPEARED:
                return Governed(-1 if negated else 1, at, k, "after", negated)
            if low in by.COMPARED:
                return Governed(by.COMPARED[low], at, k, "after", negated)
            if way := self.way(k):
                return Governed(-way if negated else way, at, k, "after", negated)
            if k in self.cells or k in self.drugs:
                continue
            return None
        return None
