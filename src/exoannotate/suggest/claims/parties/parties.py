"""Who gives the vesicles and who takes them up, told from how the cells stand beside vesicles, verbs and outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exoannotate.suggest.claims.parties.giving import Giving
from exoannotate.suggest.claims.parties.owners import Phrase
from exoannotate.suggest.claims.parties.taking import WHERE_LOST, Taking
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.vesicles import is_vesicle
from exoannotate.suggest.claims.sentence.words import Word, stems


@dataclass(frozen=True, slots=True)
class Parties:
    """The donors and the recipients, each with the rule that told them."""

    donors: tuple[tuple[Phrase, str], ...] = ()
    recipients: tuple[tuple[Phrase, str], ...] = ()


_RESPONSES = (say.RESISTANCE | say.SENSITIVITY) - say.WEAK_SENSITIVITY - say.WEAK_RESISTANCE | {"respons"}


def tell(
    words: Sequence[Word],
    phrases: Sequence[Phrase],
    cargo: frozenset[int],
    near: int | None = None,
    begins: int | None = None,
) -> Parties:
    """Assign the phrases; those that stand nowhere telling are left out. ``cargo``: words of the cargo. ``near``: where
    the outcome is told, by which one of two recipients is chosen. ``begins``: where it begins to be told."""
    reader = _Reader(words, phrases, cargo)
    donors: list[tuple[int, Phrase, str]] = []
    recipients: list[tuple[int, Phrase, str]] = []
    undecided: list[Phrase] = []
    apart = _compared(words)
    for number, phrase in enumerate(phrases):
        if phrase.first in apart:
            continue
        gives, takes = reader.gives(phrase), reader.takes(phrase)
        joined = number > 0 and _joined(words, phrases[number - 1], phrase)
        if joined and words[phrase.first - 1].low == "and" and words[phrase.first - 2].low == "," and number < 2:
            joined = False  # "vesicles from A cells, and B cells died": a clause of its own, and no list
        if not joined and number and number + 1 < len(phrases):  # "A cells, B cells, and C cells"
            comma = [w.low for w in words[phrases[number - 1].last + 1 : phrase.first]] == [","]
            joined = comma and _joined(words, phrase, phrases[number + 1])
        if joined and not gives and donors and donors[-1][1] is phrases[number - 1]:
            gives = donors[-1][0], donors[-1][2]
        if joined and takes and not gives and recipients and recipients[-1][1] is phrases[number - 1]:
            takes = max(takes[0], recipients[-1][0]), takes[1]
        if joined and gives and gives[1] == "yields vesicles" and undecided and undecided[-1] is phrases[number - 1]:
            donors.append((gives[0], undecided.pop(), gives[1]))
        if joined and not gives and not takes and recipients and recipients[-1][1] is phrases[number - 1]:
            takes = recipients[-1][0], recipients[-1][2]
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
    lost = [one for one in recipients if one[2] == WHERE_LOST]
    if lost and len(recipients) > len(lost):  # "silencing X in CAFs lowered the resistance of A549 cells"
        donors += [(2, phrase, rule) for _, phrase, rule in lost]
    if lost and donors:
        recipients = [one for one in recipients if one[2] != WHERE_LOST]
    told = _best([(min(score, 4), phrase, rule) for score, phrase, rule in donors], words)
    if not told:
        told = reader.sender(undecided + [p for score, p, _ in recipients if score <= 2])
        recipients = [one for one in recipients if one[1] not in [p for p, _ in told]]
    if not told and (theirs := _theirs(words, phrases)) is not None:
        told = ((theirs, "whose vesicles"),)
        recipients = [one for one in recipients if one[1] is not theirs]
    expels = _expelling(words, phrases, cargo)
    if expels is not None:
        told = told or ((expels, "cells that send"),)
        recipients = []
    among = [p for p, _ in told if _spread_among(words, p)]
    recipients = recipients or [(3, p, "whose response") for p in among]
    free = [p for p in phrases if p not in [d for d, _ in told]]
    if not recipients and (own := _owner(words, free) or _owner(words, phrases)) is not None:
        recipients = [(3, own, "whose response")]
    if not recipients and begins is not None:
        recipients = _left_over(words, [p for p in phrases if p not in [d for d, _ in told]], begins, near or begins)
    return Parties(told, _best(_nearest(recipients, near), words))


def _joined(words: Sequence[Word], one: Phrase, other: Phrase) -> bool:
    """“A and B”, “A and the B”."""
    between = [w.low for w in words[one.last + 1 : other.first] if w.low not in ("the", "their", "these")]
    return between in (
        ["nor", "those", "of"], ["and", "those", "of"], ["or", "those", "of"], ["nor", "that", "of"],
        ["and"], ["or"], ["nor"], ["nor", "in"], ["and", "in"], ["and", "of"], [",", "and"], ["as", "well", "as"],
    )  # fmt: skip


def _owner(words: Sequence[Word], phrases: Sequence[Phrase]) -> Phrase | None:
    """“... from KLE cells and raised their sensitivity”: the cells that "their" leads back to."""
    for k, word in enumerate(words[:-2]):
        if (
            word.low in ("their", "its")
            and words[k - 1].stem not in say.HANDING
            and any(w.stem in _RESPONSES for w in words[k + 1 : k + 3])
        ):
            before = [p for p in phrases if p.last < k and not p.derived and not p.fluid]
            return before[-1] if before else None
    return None


def _spread_among(words: Sequence[Word], phrase: Phrase) -> bool:
    """“Resistance spreads among A cells because their exosomes ...”: they give and they take."""
    at = phrase.first - 1
    return at > 1 and words[at].low in _AMONG and any(w.stem in _SPREADING for w in words[max(0, at - 4) : at])


def _expelling(words: Sequence[Word], phrases: Sequence[Phrase], cargo: frozenset[int]) -> Phrase | None:
    """“A cells survive because they jettison the drug in vesicles”: cells that are rid of a drug give and do not
    take."""
    for k in range(1, len(words) - 3):
        if words[k].stem not in _EXPELLED or not {k + 1, k + 2} & cargo:
            continue
        if not any(map(is_vesicle, words[k + 2 : k + 7])):
            continue
        before = [p for p in phrases if p.last < k and not p.fluid and not p.derived]
        if words[k - 1].low in ("they", "which", "that", "to"):
            return before[0] if before else None
        return next((p for p in before if p.last == k - 1), None)
    return None


_AMONG = frozenset("among amongst between through throughout within across".split())
_SPREADING = stems("spread travel circulate propagate pass diffuse disseminate migrate jump hop")
_EXPELLED = stems("jettison expel eject dump extrude discard offload purge void disgorge evict cast dispose")


def _theirs(words: Sequence[Word], phrases: Sequence[Phrase]) -> Phrase | None:
    """“X was raised in A cells, whose exosomes ...”: the cells before, to which the vesicles belong."""
    for k in range(1, len(words)):
        if is_vesicle(words[k]) and any(w.low in ("their", "its", "whose") for w in words[max(0, k - 2) : k]):
            before = [p for p in phrases if p.last < k - 1 and not p.derived and not p.fluid]
            if before and any(w.stem in say.TAKING for w in words[before[-1].last + 1 : k]):
                before.pop()  # "neighbours that received their exosomes"
            return before[-1] if before else None
    return None


def _left_over(
    words: Sequence[Word], phrases: Sequence[Phrase], begins: int, ends: int
) -> list[tuple[int, Phrase, str]]:
    """Of cells that nothing places: those that stand in what is told, or right beside it."""
    free = [p for p in phrases if not p.fluid and not p.derived]
    inside = [
        p
        for p in free
        if _is_subject(words, p, begins)
        or p.first <= begins <= p.last
        or (
            begins < p.first <= ends + 3
            and words[p.first - 1].low not in ("of", "from", "than", "by")
            and not p.text.startswith(("dying", "dead", "apoptotic"))
            and not any(map(is_vesicle, words[p.last + 1 : p.last + 2]))
        )
    ]
    return [(3, phrase, "whose response") for phrase in inside[:1]]


def _is_subject(words: Sequence[Word], phrase: Phrase, begins: int) -> bool:
    """“U87 cells again bowed to ...”: the cells right before what is told."""
    between = words[phrase.last + 1 : begins]
    return (
        phrase.last < begins
        and len(between) < 5
        and all(w.low.endswith("ly") or w.low in _BESIDE_VERBS for w in between)
    )


_BESIDE_VERBS = frozenset("back again then could were was had now thus which no did have can , that who".split())


def _compared(words: Sequence[Word]) -> range:
    """The words of “Compared with vesicles of parental cells, ...”: what is only compared with gives nothing."""
    low = [w.low for w in words[:4]]
    opens = low[:2] in (["compared", "with"], ["compared", "to"], ["relative", "to"]) or low[:1] == ["unlike"] or (
        low[:3] in (["in", "contrast", "to"], ["in", "comparison", "with"], ["in", "comparison", "to"],
                    ["as", "opposed", "to"])
    )  # fmt: skip
    if not opens:
        return range(0)
    comma = next((k for k, w in enumerate(words) if w.low == ","), 0)
    return range(comma)


def _nearest(found: list[tuple[int, Phrase, str]], near: int | None) -> list[tuple[int, Phrase, str]]:
    """Of recipients told equally plainly the one that what is observed is told of, and what is beside it."""
    most = max((score for score, _, _ in found), default=0)
    top = [one for one in found if one[0] == most]
    if near is None or len(top) < 2 or most < 5:
        return found
    after = [one for one in top if one[1].first > near]
    return after if after else found


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
        small = all(
            w.low in ("and", "or", ",", "by", "of", "from", "the", "nor", "in", "those", "that") for w in between
        )
        if len(between) <= 4 and small and any(w.low in ("and", "or", "nor", ",") for w in between):
            beside.append(one)
    fluid = next((one for one in kept if one[0].fluid != first[0].fluid), None)
    if fluid is not None and len(beside) == 1:
        beside.append(fluid)
    if len(first[0].text.split()) == 1 and len(kept) > 1 and len(beside) == 1:
        more = max(kept, key=lambda one: len(one[0].text))
        same = more[0].text.casefold().startswith(first[0].text.casefold())
        return (more,) if same else (first,)
    return tuple(beside)


class _Reader(Giving, Taking):
    """Both questions about one sentence."""
