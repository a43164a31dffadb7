"""How far people who coded the same passages say the same: in per cent, and beyond what chance would give.

Cohen's kappa (J. Cohen, 1960, doi:10.1177/001316446002000104) is for two people and takes each one's own habits;
Fleiss' kappa (J. L. Fleiss, 1971, doi:10.1037/h0031619) is for more and pools them. Where not everybody coded every
passage, each passage counts with those who did. Kappa has no value where everybody said one thing throughout: there
is nothing that chance could have got wrong.

Records are set beside one another when their passages share words, also when each person made a highlight of their
own. Of several records that somebody made there, each is set beside the one of another person that says most the same.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from exoannotate.domain.geometry import PageRect
from exoannotate.domain.records import Link, Passage, Record

Codes = Mapping[str, Hashable]
"""What a record says, by field, in a form that compares: equal is the same."""
_NORMAL = 1.959963984540054
"""So many standard deviations hold 95 % of a normal distribution."""
SHARED = 0.5
"""Of two passages that overlap, so much of the shorter one makes them the same place."""


def percent(units: Iterable[Sequence[Hashable]]) -> float | None:
    """How often two people who coded the same thing say the same, from 0 to 1; None when nobody did."""
    shares = [_alike(codes) for codes in units if len(codes) > 1]
    return sum(shares) / len(shares) if shares else None


def cohen(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa of two people; None where it has no value.

    Worked example, from Wikipedia's “Cohen's kappa”: of 50 proposals both accept 20 and refuse 15, one alone accepts
    5 and the other alone 10: kappa is 0.4.
    """
    many = len(pairs)
    if not many:
        return None
    one, other = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    observed = sum(first == second for first, second in pairs) / many
    expected = sum(one[code] * other[code] for code in one) / many**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def fleiss(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Fleiss' kappa of any number of people; None where it has no value. Units that one person coded do not count.

    Worked example, from G. Cardillo's fleiss.m (2007) and Wikipedia's “Fleiss' kappa”: fourteen psychiatrists give ten
    patients one of five diagnoses each; kappa is 0.210.
    """
    coded = [codes for codes in units if len(codes) > 1]
    if not coded:
        return None
    pooled = Counter(code for codes in coded for code in codes)
    many = sum(pooled.values())
    observed = sum(map(_alike, coded)) / len(coded)
    expected = sum((number / many) ** 2 for number in pooled.values())
    return None if expected == 1 else (observed - expected) / (1 - expected)


def _alike(codes: Sequence[Hashable]) -> float:
    """The share of pairs of people who say the same."""
    many = len(codes)
    return sum(number * (number - 1) for number in Counter(codes).values()) / (many * (many - 1))


def wilson(many: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share, by E. B. Wilson's score (1927, doi:10.1080/01621459.1927.10502953): it holds for
    few cases and for none, too. Nothing is known of none at all.

    Worked examples, from R. G. Newcombe (1998, Statistics in Medicine 17, 857-872): 81 of 263 gives 0.2553 to 0.3662,
    0 of 20 gives 0 to 0.1611.
    """
    if not of:
        return 0.0, 1.0
    share, square = many / of, _NORMAL**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _NORMAL * math.sqrt(share * (1 - share) / of + square / (4 * of**2)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class Verification:
    """The second look of another person: how many of all records had one, how many of these were rejected, and the
    share of errors with its 95 % interval."""

    records: int
    verified: int
    rejected: int
    share: float | None
    low: float
    high: float

    def sentence(self) -> str:
        """The same in words."""
        told = f"Second look by another person: {self.verified:,} of {self.records:,} records"
        if self.share is None:
            return f"{told}."
        low, high = 100 * self.low, 100 * self.high
        return (
            f"{told}, {self.rejected:,} rejected: {100 * self.share:.1f} % (95 % interval {low:.1f} to {high:.1f} %)."
        )


def verification(records: Sequence[Record]) -> Verification:
    """What a second person found: records that somebody else than their author accepted or rejected."""
    seen = [record for record in records if record.review and record.reviewer and record.reviewer != record.curator]
    rejected = sum(record.review == "rejected" for record in seen)
    share = rejected / len(seen) if seen else None
    return Verification(len(records), len(seen), rejected, share, *wilson(rejected, len(seen)))


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """One field: how many claims two people or more coded in it, how many of these all coded alike, and the figures.
    ``method``: "Cohen" or "Fleiss"."""

    field: str
    claims: int
    alike: int
    percent: float | None
    kappa: float | None
    method: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Records of one claim that say different things in a field: by person, the record and what it says."""

    field: str
    said: Mapping[str, tuple[str, Hashable]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """``people`` are those with a record beside one of somebody else; ``claims`` what two of them or more coded;
    ``alone`` records that nobody else made one beside."""

    people: tuple[str, ...]
    claims: int
    alone: int
    fields: tuple[FieldAgreement, ...]
    disagreements: tuple[Disagreement, ...]


def agreement(
    records: Iterable[Record], links: Iterable[Link], passages: Iterable[Passage], codes: Mapping[str, Codes],
    fields: Sequence[str],
) -> Agreement:  # fmt: skip
    """How far the people of a project agree, field by field."""
    claims, alone = claims_of(records, links, passages, codes)
    people = tuple(sorted({person for claim in claims for person in claim}))
    told: list[FieldAgreement] = []
    apart: list[Disagreement] = []
    for field in fields:
        units = []
        for claim in claims:
            said = {
                person: (record, codes[record][field]) for person, record in claim.items() if field in codes[record]
            }
            if len(said) > 1:
                units.append(said)
                if len({code for _, code in said.values()}) > 1:
                    apart.append(Disagreement(field, said))
        coded = [[code for _, code in said.values()] for said in units]
        if len(people) == 2:
            one, other = people
            kappa, method = cohen([(said[one][1], said[other][1]) for said in units]), "Cohen"
        else:
            kappa, method = fleiss(coded), "Fleiss"
        if units:
            alike = sum(len(set(unit)) == 1 for unit in coded)
            told.append(FieldAgreement(field, len(units), alike, percent(coded), kappa, method))
    return Agreement(people, len(claims), len(alone), tuple(told), tuple(apart))


def claims_of(
    records: Iterable[Record], links: Iterable[Link], passages: Iterable[Passage], codes: Mapping[str, Codes]
) -> tuple[list[dict[str, str]], list[str]]:
    """What was coded by two people or more: by person their record; and the records that stand alone."""
    place = _places(passages)
    there: defaultdict[str, set[str]] = defaultdict(set)
    for link in links:
        if link.passage in place:
            there[link.record].add(place[link.passage])
    by_place: defaultdict[str, list[Record]] = defaultdict(list)
    kept = [record for record in records if record.id in codes]
    for record in kept:
        for at in sorted(there[record.id]):
            by_place[at].append(record)
    claims: list[dict[str, str]] = []
    taken: set[str] = set()  # a record on several places is set beside others once
    for here in by_place.values():
        by_person: defaultdict[str, list[str]] = defaultdict(list)
        for record in here:
            if record.id not in taken:
                by_person[record.curator].append(record.id)
        beside = [claim for claim in _matched(by_person, codes) if len(claim) > 1]
        claims += beside
        taken.update(record for claim in beside for record in claim.values())
    return claims, [record.id for record in kept if record.id not in taken]


def _matched(by_person: Mapping[str, list[str]], codes: Mapping[str, Codes]) -> list[dict[str, str]]:
    """The records of one place, each person's beside those of others that say most the same."""
    order = sorted(by_person, key=lambda person: (-len(by_person[person]), person))
    if not order:
        return []
    claims = [{order[0]: record} for record in by_person[order[0]]]
    for person in order[1:]:
        near = sorted(
            ((-_same(codes[record], [codes[r] for r in claim.values()]), at, number)
             for at, claim in enumerate(claims) for number, record in enumerate(by_person[person])),
        )  # fmt: skip
        taken: set[int] = set()
        for _, at, number in near:
            if person not in claims[at] and number not in taken:
                claims[at][person] = by_person[person][number]
                taken.add(number)
        claims += [{person: record} for n, record in enumerate(by_person[person]) if n not in taken]
    return claims


def _same(one: Codes, others: Sequence[Codes]) -> int:
    """How much a record says like others; what it is about counts most."""
    return sum((5 if field == "cargo" else 1) for other in others for field in one if one[field] == other.get(field))


def _places(passages: Iterable[Passage]) -> dict[str, str]:
    """Which passages are one place: by passage the id that stands for the place."""
    by_page: defaultdict[tuple[str, int], list[tuple[Passage, list[PageRect]]]] = defaultdict(list)
    leader: dict[str, str] = {}
    for passage in passages:
        leader[passage.id] = passage.id
        if passage.quads:
            lines = [quad.bounds() for quad in passage.quads]
            by_page[passage.document, lines[0].page].append((passage, lines))

    def find(key: str) -> str:
        while leader[key] != key:
            leader[key] = key = leader[leader[key]]
        return key

    for here in by_page.values():
        for (one, lines), (other, more) in combinations(here, 2):
            first, second = find(one.id), find(other.id)
            if first == second or one.is_area != other.is_area:
                continue
            if _overlap(lines, more) >= SHARED * min(_area(lines), _area(more)):
                leader[max(first, second)] = min(first, second)
    return {key: find(key) for key in leader}


def _area(lines: Sequence[PageRect]) -> float:
    return sum(line.width * line.height for line in lines)


def _overlap(one: Sequence[PageRect], other: Sequence[PageRect]) -> float:
    total = 0.0
    for a in one:
        for b in other:
            wide, high = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
            if a.page == b.page and wide > 0 and high > 0:
                total += wide * high
    return total
