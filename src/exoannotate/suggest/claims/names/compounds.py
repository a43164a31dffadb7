"""The names inside compound words: TMZ of "TMZ-resistant", miR-21 and PTEN of "miR-21/PTEN"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from exoannotate.domain.folding import letters
from exoannotate.suggest.claims.names import forms, therapies
from exoannotate.suggest.claims.names.lexicon import Lexicon
from exoannotate.suggest.claims.names.mention import CARGO_SUFFIXES, KINDS, STATES, Family, Mention
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.words import Word


class Compounds:
    """Reads the compounds of one sentence."""

    def __init__(self, words: Sequence[Word], sentence: str, lexicon: Lexicon) -> None:
        self.words, self.sentence, self.lexicon = words, sentence, lexicon

    def make(self, family: Family, first: int, last: int, kind: str, **more: str) -> Mention:
        start, end = self.words[first].start, self.words[last].end
        if family == "drug" and self.words[last].low.endswith("'s"):
            end -= 2  # "obinutuzumab's"
        return Mention(family, first, last, start, end, self.sentence[start:end], kind, **more)

    def said(self, made: Mention) -> Mention:
        """The kind that stands beside a name; here the name alone tells it."""
        return made

    def pieces(self, at: int) -> Iterator[Mention]:
        """The names inside a compound: TMZ of "TMZ-resistant", UCA1 of "UCA1-positive", miR-122 of
        "miR-122-transfected"."""
        word = self.words[at]
        loaded = _LOADED.fullmatch(word.text)
        if loaded is not None:  # "exoDTX"
            yield from self.of_vesicle(at, loaded[1], loaded[2], 0)
            return
        if "-" in word.text and len(word.text) > 4:
            head, _, rest = word.text.partition("-")
            if (
                head.casefold() in ("ev", "evs", "sev", "exo", "exos", "ex", "exosome", "exosomal", "texo", "tex")
                and rest
            ):
                yield from self.of_vesicle(at, head, rest, 1)
                return
            links = self.chain(at)
            if links:
                yield from self.apart(at, links)
                return
            stem, _, suffix = word.text.rpartition("-")
            if suffix.casefold() in _VESICLES and (
                forms.rna_kind(stem) or "drug" in self.lexicon.kinds(stem) or self.is_symbol(stem)
            ):
                yield from self.piece(at, stem, 0, suffix="", prefix=suffix)  # "PTX-EVs"
                return
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
            if forms.MUTATION.match(suffix) and self.lexicon.kinds(stem) & {"protein", "family"}:
                yield self.make("molecule", at, at, "protein")  # "Survivin-T34A"
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
            if (len(parts) == 2 and ratio) or (len(parts) > 1 and any(map(forms.rna_kind, parts))):
                yield from self.apart(at, parts)
                return
            if (
                len(parts) == 2
                and self.lexicon.key(parts[0]) == self.lexicon.key(parts[1])
                and "protein" in self.lexicon.kinds(parts[0])
            ):
                yield self.said(self.make("molecule", at, at, "protein"))  # two names of one gene
                return
            if len(parts) > 1 and all("drug" in self.lexicon.kinds(p) or self.is_drug(p.casefold()) for p in parts):
                yield from self.drugs_apart(at, parts)  # "5-FU/L-OHP resistance"
                return
            if len(parts) > 1 and all(self.lexicon.kinds(p) & {"protein", "family", "pathway"} for p in parts):
                yield self.make("process", at, at, "process")

    def in_two_words(self, at: int) -> Mention | None:
        """“apolipoprotein E-rich”, “tenascin C-laden”: a name of two words of which the second is tied to what is said
        of it."""
        word = self.words[at]
        if at + 1 >= len(self.words) or not word.text.isalpha() or len(word.text) < 5:
            return None
        head, _, tail = self.words[at + 1].text.rpartition("-")
        if not head or len(head) > 3 or tail not in CARGO_SUFFIXES or not self.lexicon.kinds(f"{word.text} {head}") & {
            "protein", "family"
        }:  # fmt: skip
            return None
        end = self.words[at + 1].start + len(head)
        return Mention("molecule", at, at + 1, word.start, end, self.sentence[word.start : end], "protein", tail)

    def kept_in_vesicles(self, at: int) -> bool:
        """“perforin in the vesicles of ...”: a word that no list knows, ends as proteins do and is in vesicles."""
        after = [w.low for w in self.words[at + 1 : at + 6]]
        if self.words[at - 1].low in ("to", "and", "they", "cells"):
            return False
        if after[:1] not in (["in"], ["inside"], ["within"], ["aboard"]):
            return False
        return any(w.stem in say.VESICLE for w in self.words[at + 2 : at + 6]) and "%" not in after

    def is_symbol(self, text: str) -> bool:
        """“ANXA6-exo”: a gene that is no cell line, no kind of cells and no disease."""
        kinds = self.lexicon.kinds(text)
        other = kinds & {"cell line", "cell type", "disease"} or forms.TUMOUR.fullmatch(text)
        return bool(kinds & {"protein", "family", "lncrna"}) and not other and any(map(str.isdigit, text))

    def of_vesicle(self, at: int, head: str, rest: str, dash: int) -> Iterator[Mention]:
        """“exo-miR-21”, “Exo-Dox”: what the vesicles hold; in brackets, “exosomes of treated cells (Exo-VCR)”, a drug
        tells which vesicles are meant."""
        bracketed = 0 < at < len(self.words) - 1 and self.words[at - 1].low == "(" and self.words[at + 1].low == ")"
        bracketed = bracketed and any(_TELLING.search(w.low) for w in self.words[max(0, at - 9) : at])
        for made in self.piece(at, rest, len(head) + dash, suffix="", prefix=head):
            if not (bracketed and made.family == "drug"):
                yield made

    def chain(self, at: int) -> list[str]:
        """“circX-miR-7-PTEN axis”, “PTEN-AKT/mTOR pathway”: names that hyphens tie to one another; else none."""
        text, after = self.words[at].text, self.words[at + 1].low if at + 1 < len(self.words) else ""
        if after not in _TIED and not _WITH_RNA.search(text):
            return []
        tokens, links = text.split("-"), list[str]()
        first = 0
        while first < len(tokens):
            last = next(
                (n for n in range(len(tokens), first, -1) if self.is_link("-".join(tokens[first:n]), first, n, tokens)),
                0,
            )
            if not last:
                return []
            links.append("-".join(tokens[first:last]))
            first = last
        return links if len(links) > 1 else []

    def is_link(self, text: str, first: int, last: int, tokens: Sequence[str]) -> bool:
        if len(text) < 2 or (last - first == len(tokens)) or _WITH_RNA.search(text[1:]):
            return False
        if forms.rna_kind(text) is not None:
            return True
        if _RNA_FIRST.match(text) or ("-" in text and self.lexicon.key(text) == letters(text)):
            return False  # a fusion that no list has an identifier for is two names
        named = all(self.lexicon.kinds(part) & {"protein", "family", "lncrna", "pathway"} for part in text.split("/"))
        return named and any(c.isupper() for c in text)

    def is_drug(self, low: str) -> bool:
        return bool(therapies.CLASS.match(low)) or therapies.is_one_word(low)

    def apart(self, at: int, parts: list[str]) -> Iterator[Mention]:
        """“miR-21/PTEN axis”, “Bcl-2/Bax ratio”: two names beside one another."""
        start = self.words[at].start
        for part in parts:
            kind = forms.rna_kind(part) or next((k for known, k in KINDS if known in self.lexicon.kinds(part)), None)
            if "/" in part:
                kind = "process"
            if kind == "process":
                yield Mention(
                    "process", at, at, start, start + len(part), self.sentence[start : start + len(part)], kind
                )
            elif kind is not None:
                yield Mention(
                    "molecule", at, at, start, start + len(part), self.sentence[start : start + len(part)], kind
                )
            start += len(part) + 1

    def drugs_apart(self, at: int, parts: list[str]) -> Iterator[Mention]:
        start = self.words[at].start
        for part in parts:
            end = start + len(part)
            yield Mention("drug", at, at, start, end, self.sentence[start:end], "drug")
            start = end + 1

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
        if kind is None and not suffix and prefix and family == "molecule" and low in say.VESICLE:
            return
        if kind is None and suffix in _RESPONDING and therapies.is_letters(stem, bool(kinds) and len(stem) > 3):
            family, kind = "drug", "drug"  # "TAM-resistant"
        if kind is None and suffix in ("resistant", "refractory") and not kinds and _SHORT.fullmatch(stem) and (
            low not in _NO_THERAPIES
        ):  # fmt: skip
            family, kind = "drug", "drug"  # "dtx-resistant": no list knows it, and it stands where a therapy must
        if kind is None and suffix in CARGO_SUFFIXES and forms.SYMBOL.match(stem) and not kinds:
            kind = "protein" if stem.isupper() else "other"  # a symbol that no list knows
        if kind is not None and low not in say.VESICLE and low not in forms.NOT_NAMES:
            yield Mention(family, at, at, start, start + len(stem), self.sentence[start : start + len(stem)], kind,
                          suffix, prefix)  # fmt: skip


_SHORT = re.compile(r"[A-Za-z][a-z]{2,4}")
_NO_THERAPIES = frozenset(
    "drug drugs acid heat cold salt light cross self cell multi chemo radio more less stem hiv virus immune dual "
    "triple high low very non pre post anti pan poly lysis wear water rust flame fire death bile shear serum agent "
    "tumor ultra semi".split()
)
_LOADED = re.compile(r"(exo)([A-Z][A-Za-z0-9]{2,})")
_TELLING = re.compile(r"(?:treated|resistant|sensitive|derived|exposed|loaded|encapsulated)\Z|\Afrom\Z")
_WITH_RNA = re.compile(r"[-/](?:miR|let)-?\d")
_VESICLES = frozenset("ev evs sev sevs exo exos exosome exosomes".split())
_RNA_FIRST = re.compile(r"(?:miR|let|circ|lnc)", re.IGNORECASE)
_TIED = frozenset("pathway pathways axis signaling signalling cascade loop network".split())
_RESPONDING = frozenset("resistant sensitive refractory tolerant resistance sensitivity".split())
_COURSES = frozenset("neoadjuvant adjuvant induction combination first-line second-line standard".split())
