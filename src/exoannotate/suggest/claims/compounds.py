"""The names inside compound words: TMZ of "TMZ-resistant", miR-21 and PTEN of "miR-21/PTEN"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exoannotate.suggest.claims import forms, therapies
from exoannotate.suggest.claims import language as say
from exoannotate.suggest.claims.lexicon import Lexicon
from exoannotate.suggest.claims.mention import CARGO_SUFFIXES, KINDS, STATES, Family, Mention
from exoannotate.suggest.claims.words import Word


class Compounds:
    """Reads the compounds of one sentence."""

    def __init__(self, words: Sequence[Word], sentence: str, lexicon: Lexicon) -> None:
        self.words, self.sentence, self.lexicon = words, sentence, lexicon

    def make(self, family: Family, first: int, last: int, kind: str, **more: str) -> Mention:
        start, end = self.words[first].start, self.words[last].end
        return Mention(family, first, last, start, end, self.sentence[start:end], kind, **more)

    def said(self, made: Mention) -> Mention:
        """The kind that stands beside a name; here the name alone tells it."""
        return made

    def pieces(self, at: int) -> Iterator[Mention]:
        """The names inside a compound: TMZ of "TMZ-resistant", UCA1 of "UCA1-positive", miR-122 of
        "miR-122-transfected"."""
        word = self.words[at]
        if "-" in word.text and len(word.text) > 4:
            head, _, rest = word.text.partition("-")
            if head.casefold() in ("ev", "evs", "sev", "exo", "exosome", "exosomal") and rest:
                yield from self.piece(at, rest, len(head) + 1, suffix="", prefix=head)
                return
            stem, _, suffix = word.text.rpartition("-")
            if suffix.casefold() == "based":
                last = at + 1 + (at + 1 < len(self.words) and self.words[at + 1].low in _COURSES)
                if last < len(self.words) and therapies.CLASS.match(self.words[last].low):
                    yield self.make("drug", at, last, "drug")
                    return
            if stem.casefold().endswith("-co"):
                stem, suffix = stem[:-3], f"co-{suffix}"
            low = suffix.casefold()
            if stem and (low in STATES or low in CARGO_SUFFIXES or low in ("derived", "dependent", "mutant", "type")):
                yield from self.piece(at, stem, 0, suffix=low)
                return
            if low in ("therapy", "chemotherapy") or (stem.casefold().endswith("-based")):
                yield from self.piece(at, stem, 0, suffix=low)
                return
            if self.is_drug(low) and self.is_drug(stem.casefold()):  # "anthracycline-taxane chemotherapy"
                yield from self.piece(at, stem, 0, suffix="")
                yield from self.piece(at, suffix, len(stem) + 1, suffix="")
                return
            if therapies.is_one_word(low):
                yield self.make("drug", at, at, "drug")  # "nab-paclitaxel"
                return
        if "/" in word.text:
            parts = [part for part in word.text.split("/") if part]
            ratio = at + 1 < len(self.words) and self.words[at + 1].low == "ratio"
            if len(parts) == 2 and (ratio or any(map(forms.rna_kind, parts))):
                yield from self.apart(at, parts)
                return
            if (
                len(parts) == 2
                and self.lexicon.key(parts[0]) == self.lexicon.key(parts[1])
                and "protein" in self.lexicon.kinds(parts[0])
            ):
                yield self.said(self.make("molecule", at, at, "protein"))  # two names of one gene
                return
            if len(parts) > 1 and all(self.lexicon.kinds(p) & {"protein", "family", "pathway"} for p in parts):
                yield self.make("process", at, at, "process")

    def is_drug(self, low: str) -> bool:
        return bool(therapies.CLASS.match(low)) or therapies.is_one_word(low)

    def apart(self, at: int, parts: list[str]) -> Iterator[Mention]:
        """“miR-21/PTEN axis”, “Bcl-2/Bax ratio”: two names beside one another."""
        start = self.words[at].start
        for part in parts:
            kind = forms.rna_kind(part) or next((k for known, k in KINDS if known in self.lexicon.kinds(part)), None)
            if kind is not None:
                yield Mention(
                    "molecule", at, at, start, start + len(part), self.sentence[start : start + len(part)], kind
                )
            start += len(part) + 1

    def piece(self, at: int, stem: str, offset: int, *, suffix: str, prefix: str = "") -> Iterator[Mention]:
        start = self.words[at].start + offset
        low = stem.casefold()
        if low in say.RELEASE_BLOCKERS | say.UPTAKE_BLOCKERS:
            return
        kind: str | None
        family: Family = "molecule"
        kinds = self.lexicon.kinds(stem)
        if (
            therapies.CLASS.match(low)
            or ("drug" in kinds and not kinds & {"lipid", "metabolite"})
            or therapies.is_one_word(low)
        ):
            family, kind = "drug", "drug"
        else:
            kind = forms.rna_kind(stem) or next((k for known, k in KINDS if known in kinds), None)
        if kind is None and suffix in CARGO_SUFFIXES and forms.SYMBOL.match(stem) and not kinds:
            kind = "other"
        if kind is not None and low not in say.VESICLE and low not in forms.NOT_NAMES:
            yield Mention(family, at, at, start, start + len(stem), self.sentence[start : start + len(stem)], kind,
                          suffix, prefix)  # fmt: skip


_COURSES = frozenset("neoadjuvant adjuvant induction combination first-line second-line standard".split())
