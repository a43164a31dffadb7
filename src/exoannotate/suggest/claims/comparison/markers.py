"""Statements that only compare: a level that goes with resistance or response, a marker that predicts it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from exoannotate.suggest.claims.comparison import degrees
from exoannotate.suggest.claims.comparison import marker_words as mark
from exoannotate.suggest.claims.comparison.amounts import Amounts
from exoannotate.suggest.claims.response.unchanged import Outcome
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.vesicles import is_vesicle
from exoannotate.suggest.claims.sentence.words import Word, stems

OF_CELLS = "level in the vesicles of such cells"
"""Said of cells that resist, and not of people: it needs a name to be a finding."""


@dataclass(frozen=True, slots=True)
class Marker:
    """What goes with more of the cargo. ``stronger``: it is what the sentence is about. ``responds``: those who
    respond to a therapy or do not are named."""

    effect: str
    first: int
    last: int
    rule: str
    stronger: bool
    responds: bool = False


def tell(words: Sequence[Word], seen: Sequence[Outcome], cells: frozenset[int], drugs: frozenset[int]) -> Marker | None:
    """The comparison a sentence makes; None when it makes none."""
    reader = _Reader(words, drugs, cells)
    marker = reader.tell(seen)
    return marker and replace(marker, responds=any(map(reader.responds, range(len(words)))))


class _Reader(Amounts):
    def tell(self, seen: Sequence[Outcome]) -> Marker | None:
        words = self.words
        seen = [o for o in seen if o.first not in self.fates and o.last not in self.fates]
        tried = [o for o in seen if o.weight >= 0.9]
        if self.fates and all(self.gave(f.first) and any(o.first > f.last for o in tried) for f in self.fates.values()):
            return None  # “Vesicles of patients whose myeloma had relapsed protected MM1S cells”: an experiment
        low = " ".join(w.low for w in words)
        if mark.CANNOT_GIVE.search(low):
            return None  # “Mice whose tumours cannot release X benefited more”: another one
        if way := degrees.tell(words):
            effect = "resistance increased" if way > 0 else "sensitivity increased"
            return Marker(effect, 0, 0, "level goes with the response", True)
        links = [k for k, w in enumerate(words) if w.stem in say.CORRELATING and self.links(k)]
        marks = [k for k, w in enumerate(words[:-1]) if w.low in ("mark", "marks")]
        links += [k for k in marks if self.one_group(k + 1, words[k + 1])]
        links += [k for k in marks if self.low(k - 1) in ("the", "a") and self.low(k + 1) == "of"]
        for told in (mark.IN_STEP, mark.BEFORE_IT, mark.READ_FROM):
            if (step := told.search(low)) is not None:
                links.append(low[: step.start()].count(" "))
        turn = next((low.find(phrase) for phrase in say.GOING_WITH if phrase in low), -1)
        if turn >= 0:
            links.append(low[:turn].count(" "))
        meant = [
            k for k, w in enumerate(words) if w.stem in mark.PEOPLE and not (k in self.cells and w.low == "survivors")
        ]
        people = bool(meant) or bool(self.fates) or bool(mark.THOSE.search(low))
        people = people or any(map(self.is_fluid_of, range(len(words) - 1)))
        risk = mark.RISK.search(low)
        if risk is not None:
            links.append(low[: risk.start()].count(" "))
        if mark.THE_MORE.match(low) or mark.EACH_TIME.match(low):
            links.append(0)
        apart = mark.TOLD_APART.search(low)
        if apart is not None:
            links.append(low[: apart.start()].count(" "))
        level, leveled = self.level()
        timed = mark.AT_THE_TIME.search(low) if leveled is not None else None
        if timed is not None and low[: timed.start()].count(" ") > leveled:  # type: ignore[operator]
            links.append(low[: timed.start()].count(" "))
            level = self.level_before(links[-1]) or level
        if mark.NO_VALUE.search(low):
            links.append(low[: mark.NO_VALUE.search(low).start()].count(" "))  # type: ignore[union-attr]
        if mark.BEFORE_IT.search(low) and not level:
            level = 1  # "X showed up weeks before the drug failed"
        group = self.group() or (1 if mark.STOPPED.search(low) or mark.FARED_ILL.search(low) else 0)
        group = group or (-1 if mark.FARED_WELL.search(low) else 0)
        if (outlook := mark.OUTLOOK.search(low)) is not None:
            group = 1 if outlook[1] else -1
            links.append(low[: outlook.start()].count(" "))
        group = 1 if mark.SHRUNK.search(low) else group
        compared = leveled is not None or bool(mark.MORE_OFTEN.search(low)) or "differentially expressed" in low
        of_cells = not people and leveled is not None and self.of_their_cells(leveled)
        people = people or (of_cells and not any(o.weight >= 0.9 for o in seen))
        if not links and people and mark.ALIKE.search(low):
            return Marker("no effect", 0, 0, "said not to differ", True)
        if not links and not (people and (compared or (group and self.has_of()))):
            return None
        if not links and not compared and any(o.denied and o.weight >= 0.9 for o in seen):
            return None  # "did not improve the response of patients": an experiment
        if not links and any((o.rule != "made so" and self.causal(o)) or self.renders(o) for o in seen):
            return None
        if not links and (found := self.reported()) and any(o.weight >= 1.2 and o.first > found for o in seen):
            return None  # "Working with fluid of women who had relapsed, they showed that X ..."
        if not links and self.tried_on_cells() and any(o.weight >= 1.2 for o in seen):
            return None  # "Cultured with EVs of non-responders, A549 cells shrugged it off": an experiment
        if not people and not links and any(o.weight >= 1.2 for o in seen):
            return None
        owners = bool(meant or not mark.THOSE.search(low)) and all(map(self.is_owner, meant))
        if not links and owners and any(o.weight >= 0.9 for o in seen):
            return None
        if links and any(self.causal(o) and self.told_apart(o.last, min(links)) for o in seen):
            return None
        if links and any(self.causal(o) for o in seen) and not any(map(self.responds, range(len(words)))) and (
            not any(self.one_group(k, w) for k, w in enumerate(words) if w.low not in mark.PROGNOSES)
        ):  # fmt: skip
            return None  # “goes with short survival and shields lymphocytes”
        if links and any(self.done_too(o, links) for o in seen):
            return None
        if links and (cut := next((self.parted(max(links), o.first) for o in seen if self.tried(o, max(links))), 0)):
            before = frozenset(k for k in range(cut))
            reader = _Reader(self.words[:cut], self.drugs & before, self.cells & before)
            return reader.tell([o for o in seen if o.last < cut])  # what is tried behind it tells of another level
        links = [k for k, end in pairwise([*sorted(links), len(words)]) if self.group_in(k, end)] or links
        level = self.nearest_level() or level
        at = links[0] if links else leveled or 0
        about = group or mark.NO_VALUE.search(low) or (self.drugs and mark.ABOUT.search(low))
        if about and self.unrelated(links, low):
            return Marker("no effect", at, at, "said not to go together", True)
        parts = any(words[k].stem in mark.SEPARATING for k in links) or bool(mark.TOLD_APART.search(low))
        parts = parts or bool(mark.READ_FROM.search(low))
        no_way = not level and bool(mark.NO_WAY_TOLD.search(low)) and not mark.OPPOSITE.search(low)
        parts = parts or (no_way and not (group > 0 and mark.MARKS_RESISTANCE.search(low)))
        predicts = any(words[k].stem in mark.PREDICTING for k in links)
        if parts or (predicts and group < 0 and not level):
            return Marker("associated (marker)", at, at, "no direction is told", True)
        sign = (level or 1) * group * (-1 if mark.LESS_OFTEN.search(low) else 1)
        if not sign and links and mark.WITH_SURVIVAL.search(low):
            sign = -(level or 1)
        if any(words[k].low.startswith("invers") for k in range(len(words))) or re.search(
            r"\bnegative(?:ly)? (?:correlat|associat|relat)|\b(?:correlat|associat|relat)\w* negativ", low
        ):
            sign = -sign
        if sign:
            rule = "level goes with the response" if level else "goes with the response"
            rule = OF_CELLS if of_cells and not links else rule
            return Marker("resistance increased" if sign > 0 else "sensitivity increased", at, at, rule, True)
        foretold = next((o for o in seen if links and o.sign and o.weight >= 1 and o.first > links[0]), None)
        if foretold is not None and any(words[k].stem in mark.FORETELLING for k in links):
            sign = foretold.sign * (level or 1)  # "foretold that the drug would disappoint"
            return Marker(
                "resistance increased" if sign > 0 else "sensitivity increased", at, at, "goes with the response", True
            )
        said = links and (group or mark.OF_RESPONSE.search(low))
        return Marker("associated (marker)", at, at, "no direction is told", True) if said else None

    def responds(self, at: int) -> bool:
        """“non-responders”, “pCR”, “progressive disease”: of a therapy that is not named."""
        if self.low(at) in ("response", "responses"):
            return self.low(at - 1) not in mark.NO_THERAPY and self.low(at + 1) not in ("element", "elements")
        return self.low(at) in mark.TO_THERAPY or (
            self.low(at) in ("progressive", "residual") and self.low(at + 1) == "disease"
        )

    def links(self, at: int) -> bool:
        """Whether a word ties a level to a response: not "indicating that", nor "which was accompanied by a fall"."""
        if self.low(at) in ("marker", "markers") and self.low(at - 1) in mark.OTHER_MARKERS:
            return False
        if self.low(at).startswith("associat") and self.low(at - 1) in ("through", "via", "by", "its"):
            return False  # “through association with AUF1”: a way, and no comparison
        if self.stem(at) in _GOING and self.with_a_name(at):
            return False  # “correlates with that of IFN-γ”
        if at in self.cells or (self.stem(at) in mark.MEANING and self.low(at + 1) == "that"):
            return False
        if self.low(at) in ("link", "connection") and self.low(at + 1) == "between" and any(
            self.low(k) in ("is", "was", "lies", "lay", "runs", "ran") for k in range(at + 4, at + 15)
        ):  # fmt: skip
            return False  # “The link between X and resistance is PTEN”: a way
        if self.low(at).startswith("hallmark") and [self.low(at - 2), self.low(at - 1)] in ([",", "a"], [",", "the"]):
            return False  # “sprouting, a hallmark of resistant tumours, ...”: told by the way
        if self.low(at) == "corresponding" or (self.low(at) == "hallmarks" and self.low(at + 1) == "of"):
            return False  # “the corresponding cells”, “the hallmarks of cancer”
        if self.stem(at) in mark.MEANING and not self.group_in(at, min(len(self.words), at + 10)):
            return False  # “a band at 70 kDa indicates HSP70”
        if self.stem(at) in mark.MEANING and any(self.low(k) in mark.PARTS for k in range(at + 1, at + 5)):
            return False  # “which reflects the part they have in it”
        if self.stem(at) in mark.ACCOMPANIED and self.low(at + 1) == "by":
            if any(self.stem(k) in say.HANDING | say.UPTAKE for k in range(at - 14, at)):
                return False  # “was transferred to the cells, accompanied by ...”: an experiment
            return any(self.one_group(k, self.words[k]) for k in range(at + 1, min(len(self.words), at + 10)))
        return True

    def parted(self, link: int, first: int) -> int:
        """Where the clause behind a comparison begins."""
        return next(
            (
                k
                for k in range(link + 1, first)
                if self.low(k) == ";" or (self.low(k) == "," and self.low(k + 1) in _JOINTS)
            ),
            0,
        )

    def tried(self, seen: Outcome, link: int) -> bool:
        """“X goes with resistance, and its loss sensitised the cells”: an experiment told behind the comparison."""
        if not self.causal(seen) or not self.told_apart(link, seen.first):
            return False
        between = range(link + 1, seen.first)
        return any(self.stem(k) in mark.TRIED for k in between) and not any(
            self.stem(k) in mark.PEOPLE for k in range(link + 1, len(self.words))
        )

    def done_too(self, seen: Outcome, links: Sequence[int]) -> bool:
        """“predict the response and mediate resistance”: of the two the second is what vesicles do."""
        verb = seen.first
        return (
            self.low(verb - 1) == "and" and any(k < verb for k in links) and seen.rule.endswith("before")
            and seen.weight >= 1 and self.stem(verb) in mark.DOING and self.form(verb) == "finite"
        )  # fmt: skip

    def causal(self, seen: Outcome) -> bool:
        """Whether an outcome tells what something did: an experiment, which beats a comparison."""
        finite = any(self.low(k).endswith("s") and self.way(k) for k in range(seen.first, seen.last + 1))
        if finite and seen.rule.endswith("before") and seen.weight >= 0.9:
            return True
        verb = seen.first
        if (
            seen.rule.endswith("before") and seen.weight >= 0.9 and (
                (self.way(verb) and self.form(verb) == "finite")
                or (self.way(verb) and self.form(verb) == "infinitive" and self.low(verb - 2) in mark.CAN)
                or (self.low(verb) in mark.CAN and self.low(verb + 1) == "to")
            )
            and any(map(is_vesicle, self.words[:verb]))
            and any(k in self.cells for k in range(seen.last + 1, min(len(self.words), seen.last + 7)))
        ):  # fmt: skip
            return True  # “exosomes of resistant patients decreased the apoptosis of ... cells”
        if seen.weight < 1.2 or seen.rule in ("responds", "benefits", "survives"):
            return False
        return any(self.stem(k) in mark.DOING for k in range(seen.first, seen.last + 1)) or seen.rule in (
            "protects", "sensitises",
        )  # fmt: skip

    def renders(self, seen: Outcome) -> bool:
        """“Exosomes of relapsed children made Nalm-6 blasts less prone to die”: cells that vesicles were put on."""
        if seen.rule != "made so":
            return False
        for k in range(seen.first - 1, max(0, seen.first - 9), -1):
            if self.low(k) in ("made", "makes", "make", "rendered", "renders", "turned", "left", "leaves"):
                return any(n in self.cells for n in range(k + 1, seen.first)) and any(map(is_vesicle, self.words[:k]))
        return False

    def is_owner(self, at: int) -> bool:
        """“EVs from ascites of patients”: people who only gave the fluid of an experiment."""
        if self.low(at + 1) in ("with", "who", "showing") and any(
            self.one_group(k, self.words[k]) for k in range(at + 2, min(len(self.words), at + 7))
        ):  # fmt: skip
            return False  # “was found in plasma of patients with a poor response”
        if self.low(at + 1) in ("serum", "plasma", "urine", "ascites", "blood", "csf"):
            return True
        return any(
            self.low(k) in ("of", "from") and k - 1 in self.cells and (at in self.cells or not self.has_of())
            for k in range(at - 4, at)
        ) or any(self.low(k) in ("of", "from") and at in self.cells and k in self.cells for k in range(at - 4, at))

    def of_their_cells(self, leveled: int) -> bool:
        """“was higher in exosomes of resistant cells than in those of sensitive ones”: cells compared as people are."""
        vesicles = [k for k, w in enumerate(self.words) if is_vesicle(w)]
        before = range(max(0, leveled - 14), leveled)
        if any(self.low(k) in mark.HOLDING for k in before) and any(k in before for k in vesicles):
            told = any(
                self.low(k + 1) in mark.OF_THEM or self.stem(k - 1) in say.HANDING for k in vesicles if k in before
            )
            return told and any(k in self.cells and self.one_group(k, self.words[k]) for k in before)
        for k in range(leveled + 1, min(len(self.words), leveled + 9)):
            if self.way(k) and self.form(k) == "finite" and self.low(k) not in mark.UP | mark.DOWN:
                return False
            if self.low(k) == "in":
                near = range(k + 1, min(len(self.words), k + 13))
                return bool(vesicles) and any(
                    (n in self.cells or self.low(n + 1) == "than") and self.one_group(n, self.words[n]) for n in near
                )
        return False

    def reported(self) -> int:
        """Where a finding begins that is told by “showed that”, and no people are spoken of behind it; else 0."""
        that = next(
            (k for k in range(3, len(self.words)) if self.low(k) == "that" and self.stem(k - 1) in mark.REPORTING), 0
        )
        return 0 if any(w.stem in mark.PEOPLE for w in self.words[that:]) else that

    def tried_on_cells(self) -> bool:
        """Whether a sentence begins with what was done to the cells it is about."""
        opened = self.low(0) in mark.CULTURED or (self.low(0) in ("when", "once", "after", "having") and any(
            self.low(k) in mark.CULTURED for k in range(1, 6)
        ))  # fmt: skip
        near = range(1, min(len(self.words), 14))
        return opened and any(is_vesicle(self.words[k]) for k in near)

    def told_apart(self, first: int, link: int) -> bool:
        """“X reduced the radiosensitivity, and its level in serum correlated with ...”: the experiment comes first."""
        return first < link and any(
            self.low(k) in (";", "whereas", "while") or (self.low(k) == "," and self.low(k + 1) == "and")
            for k in range(first + 1, link)
        )

    def group_in(self, first: int, end: int) -> bool:
        return any(self.one_group(k, self.words[k]) for k in range(first + 1, end))

    def has_of(self) -> bool:
        """“patients with X in their exosomes”, “those who carried X”."""
        return any(w.low in ("with", "carrying", "had", "carried", "harbouring", "whose") for w in self.words)

    def unrelated(self, links: Sequence[int], low: str) -> bool:
        if any(self.denied(k) not in ("", "no longer") or self.low(k - 1) == "no" for k in links):
            return True
        return bool(
            re.search(mark.BUT_NOT, low)
            or mark.NO_VALUE.search(low)
            or bool(links and "neither" in low.split()[:3])
            or re.search(
                r"\b(?:did|do|does) not differ\b|\bno (?:\w+ )?(?:difference|association|correlation)\b|"
                r"\bunrelated to\b",
                low,
            )
        )

    def nearest_level(self) -> int:
        """“dropped after chemotherapy and remained high in those who relapsed”: the level that is told of the group."""
        group = next((k for k, w in enumerate(self.words) if self.one_group(k, w)), 0)
        for k in range(group - 1, 1, -1):
            again = self.low(k) in mark.AGAIN or (
                self.low(k) in ("high", "low") and self.low(k - 1) in ("remained", "stayed")
            )
            if again and any(self.low(n) in ("and", "but", "then") for n in range(k - 3, k)):
                return self.level_before(k, 0)
        return 0


_GOING = stems("correlate correlation correlated associate associated")
_JOINTS = ("and", "whereas", "while", "but")
