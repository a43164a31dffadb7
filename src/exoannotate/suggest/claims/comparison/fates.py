"""What became of patients, told in a clause: “whose PSA rose under X”, “in whom X was of no avail”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exoannotate.suggest.claims.comparison import marker_words as mark
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.words import Word, stems

REACH = 9
"""Words of such a clause that are looked at."""


@dataclass(frozen=True, slots=True)
class Fate:
    """Words ``first`` to ``last`` tell of patients who resist (``sign`` 1) or respond (-1)."""

    first: int
    last: int
    sign: int


def find(words: Sequence[Word], drugs: frozenset[int]) -> tuple[Fate, ...]:
    """The clauses from left to right."""
    if not any(w.low in _OPENING for w in words):
        return ()
    return tuple(_each(words, drugs))


def _each(words: Sequence[Word], drugs: frozenset[int]) -> Iterator[Fate]:
    for k, word in enumerate(words):
        if not k or word.low not in _OPENING or not _of_people(words, k):
            continue
        end = _end(words, k)
        clause = range(k + 1, end)
        found = (
            _of_disease(words, clause) if word.low == "whose"
            else _of_drug(words, clause, drugs) if word.low == "whom"
            else _of_person(words, clause)
        )  # fmt: skip
        if found is not None:
            at, sign = found
            yield Fate(k, at, -sign if _is_denied(words, k, at) else sign)


def _of_people(words: Sequence[Word], at: int) -> bool:
    """Whether “whose” or “who” at this place leads back to patients."""
    at -= words[at - 1].low in ("in", "for", "among", "on", ",", "with")
    near = words[max(0, at - 6) : at]
    for n in range(len(near) - 1, -1, -1):
        if near[n].stem in mark.PEOPLE or near[n].low in _SOME:
            return not any(w.low in (",", ";", "whose", "who") or w.stem in say.VESICLE for w in near[n + 1 :])
    return False


def _end(words: Sequence[Word], at: int) -> int:
    """Where the clause that begins at a word ends."""
    for k in range(at + 1, min(len(words), at + 4 + REACH)):
        low = words[k].low
        if (low in _BARS and k > at + 1) or (low in ("and", "but") and words[k + 1 : k + 2] and _goes_on(words, k)):
            return k
    return min(len(words), at + 4 + REACH)


def _goes_on(words: Sequence[Word], at: int) -> bool:
    """Whether “and” begins something new: “... and was lower in”, “and fell in”."""
    after = words[at + 1]
    return after.low in ("was", "were", "is", "had", "lower", "higher", "in", "its") or after.stem in mark.DOWN_STEMS


def _of_disease(words: Sequence[Word], clause: range) -> tuple[int, int] | None:
    """“whose tumours shrank”, “whose remission was brief”."""
    subject = next((k for k in clause[:5] if _is_disease(words[k])), None)
    if subject is None:
        subject = next((k for k in clause[:4] if words[k].stem in _ANSWERS), None)
        return None if subject is None else _first(words, range(subject + 1, clause.stop), _LASTING, _BRIEF)
    return _first(words, range(subject + 1, clause.stop), _RECEDING, _GROWING)


def _is_disease(word: Word) -> bool:
    return word.stem in _DISEASES or word.low.endswith(("oma", "omas", "cancers", "emia", "aemia"))


def _of_drug(words: Sequence[Word], clause: range, drugs: frozenset[int]) -> tuple[int, int] | None:
    """“in whom osimertinib no longer worked”, “in whom the disease came back”."""
    subject = next((k for k in clause[:5] if k in drugs or words[k].stem in say.GENERIC_DRUG), None)
    if subject is None:
        return _of_disease(words, clause)
    return _first(words, range(subject + 1, clause.stop), _WORKING, _USELESS)


def _of_person(words: Sequence[Word], clause: range) -> tuple[int, int] | None:
    """“who stayed free of relapse”, “who needed a second line”."""
    for k in clause:
        stem, after = words[k].stem, words[k + 1 : min(clause.stop, k + 6)]
        if stem in _KEEPING and any(w.low in _WELL for w in after):
            return k, -1
        if stem in _REACHING and any(w.stem in _GOALS for w in after):
            return k, -1
        if stem in _NEEDING and any(w.low in _NEXT for w in after):
            return k, 1
        if stem in _LIVING:
            low = {w.low for w in after}
            return (k, 1) if low & mark.SHORTER else (k, -1) if low & mark.LONGER or stem in _SURVIVING else None
        if stem in _DYING:
            return k, 1
        if words[k].low in mark.RESPONDING | mark.RESISTING or stem in say.RESISTANT | say.SENSITIVE:
            return None  # read by its word
    return None


def _first(words: Sequence[Word], clause: range, good: frozenset[str], bad: frozenset[str]) -> tuple[int, int] | None:
    """The first word that tells how it went, -1 for well and 1 for ill."""
    for k in clause:
        low, after = words[k].low, words[k + 1].low if k + 1 < len(words) else ""
        if low in ("came", "comes", "come", "grew", "broke", "shot", "went", "crept") and after in _TURNED:
            return k, _TURNED[after]
        if low in ("held", "kept", "brought") and after in ("in", "at", "under", "down") and k + 2 < len(words):
            return k, -1
        if low in ("kept", "continued", "keeps") and words[k + 1 : k + 2] and words[k + 1].low in ("to", "on"):
            continue
        if words[k].stem in _AVAILING and words[k - 1].low in ("no", "little", "scant"):
            return k - 1, 1
        if words[k].stem in good:
            return k, -1
        if words[k].stem in bad:
            return k, 1
    return None


def _is_denied(words: Sequence[Word], first: int, at: int) -> bool:
    before, after = words[first + 1 : at], words[at + 1 : at + 3]
    return any(w.low in _DENYING or w.stem in say.FAILING | say.STOPPING for w in before) or any(
        w.low in ("little", "less", "hardly", "poorly", "barely", "slowly") for w in after
    )


_SOME = frozenset("those ones others mice animals all everyone anyone most many half few each".split())
_OPENING = frozenset("whose whom who".split())
_BARS = frozenset(", ; : than whose who which whereas while compared ( ) .".split())
_DISEASES = stems(
    "tumour tumor cancer disease leukaemia leukemia lymphoma myeloma lesion metastasis metastases malignancy mass "
    "nodule neoplasm psa ca-125 ca125 cea afp ca19-9 ldh blast count paraprotein m-protein burden load growth marker "
    "transcript"
)
_ANSWERS = stems("response remission benefit control improvement regression survival")
_GROWING = stems(
    "grow grew grown growing regrow regrew outgrow outgrew advance progress return recur relapse spread expand persist "
    "resurge flare escape resurface reappear worsen increase enlarge rebound resist metastasise metastasize multiply "
    "thrive linger rise rose risen climb double soar surge double resistant refractory defy withstand withstood ignore "
    "accelerate deteriorate swell survive unresponsive unchecked"
)
_RECEDING = stems(
    "shrink shrank shrunk shrinking regress melt vanish clear disappear recede respond yield dissolve subside "
    "stabilise stabilize resolve fade retreat dwindle wither diminish decrease decline fall fell fallen drop "
    "normalise normalize "
    "control contain sensitive responsive remit die died collapse abate crumble answer react halve shrivel "
    "susceptible eradicate eliminate benefit bow surrender succumb"
)
_LASTING = stems("last lasting long durable deep prolonged sustained complete hold held endure persist good excellent")
_BRIEF = stems(
    "short short-lived brief poor shallow transient wane end fleeting incomplete partial minor weak fade inadequate "
    "lost lose ceased vanish"
)
_WORKING = stems("work help act succeed effective active bite bit halt hold held control shrank shrink benefit prevail")
_USELESS = stems(
    "fail failed avail useless ineffective futile inactive powerless disappoint falter stop cease abandon withdrawn "
    "discontinue replace miss"
)
_AVAILING = stems("avail use help good value benefit effect")
_TURNED = {"back": 1, "through": 1, "on": 1, "up": 1, "again": 1, "away": -1, "down": -1}
_DENYING = frozenset("not never no hardly scarcely barely cannot neither nor without little seldom rarely".split())
_KEEPING = stems("stay remain keep kept live lived be were are was")
_WELL = frozenset(
    "free alive well progression-free disease-free relapse-free event-free recurrence-free remission cured".split()
)
_REACHING = stems("reach achieve attain enter went go obtain show gain enjoy experience have had get got fall fell")
_GOALS = stems("remission control cure pcr")
_NEEDING = stems("need require switch move change receive turn undergo underwent")
_NEXT = frozenset("second second-line third third-line further another salvage rescue next other".split())
_LIVING = stems("live lived survive outlive")
_SURVIVING = stems("survive outlive")
_DYING = stems("die died succumb perish")
