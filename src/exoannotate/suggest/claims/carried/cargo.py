"""Which of the names is carried in the vesicles, and through which of them the effect runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from exoannotate.suggest.claims.carried import bearers
from exoannotate.suggest.claims.carried.losing import RNAS
from exoannotate.suggest.claims.carried.sponging import is_soaked
from exoannotate.suggest.claims.carried.targets import Affected, counts_tumour
from exoannotate.suggest.claims.carried.travelling import Travelling
from exoannotate.suggest.claims.names.mention import CARGO_SUFFIXES, MADE, Mention
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.cell_words import DERIVED, DISEASES, PEOPLE
from exoannotate.suggest.claims.sentence.vesicles import BY_VESICLES, CONFERRED, is_vesicle
from exoannotate.suggest.claims.sentence.words import Word, stems


@dataclass(frozen=True, slots=True)
class Roles:
    """What is carried, and what the effect runs through, each with the rule that told it."""

    cargo: tuple[tuple[Mention, str], ...] = ()
    targets: tuple[tuple[Mention, str], ...] = ()


def tell(words: Sequence[Word], mentions: Sequence[Mention], cells: frozenset[int], spoken: bool = False) -> Roles:
    """Tell cargo from target. ``cells``: words of cell phrases, whose names are neither. ``spoken``: vesicles were
    spoken of before these words."""
    return _Reader(words, mentions, cells, spoken).roles()


class _Reader(Travelling):
    def __init__(self, words: Sequence[Word], mentions: Sequence[Mention], cells: frozenset[int], spoken: bool) -> None:
        self.words, self.cells = words, cells
        self.mentions, self.targets = mentions, Affected(words, mentions, cells)
        self.vesicles = spoken or any(is_vesicle(w) or w.stem in PASSED for w in words)
        self.bring_about = any(is_vesicle(w) and w.low.endswith(BY_VESICLES) for w in words) or any(
            w.stem in CONFERRED and w.low.endswith("ed") and n.low == "by" for w, n in pairwise(words)
        )

    def roles(self) -> Roles:
        scored: list[tuple[int, Mention, str]] = []
        for mention in self.mentions:
            if (
                mention.family == "process"
                or self.set_aside(mention)
                or (mention.first in self.cells and not self.cargo_of_cells(mention))
            ):
                continue
            score, rule = self.carried(mention)
            if score:
                scored.append((score, mention, rule))
        molecules = [m for m in self.mentions if m.family == "molecule" and m.first not in self.cells and not m.part]
        if not [s for s in scored if s[1].family == "molecule"] and self.vesicles:
            first = next((m for m in molecules if not self.targets.affected(m) and m.kind in RNAS), None)
            rnas = [m for m in molecules if m.kind in RNAS]
            if first is None and len(rnas) == 1 and self.is_means(rnas[0].first - 1):
                first = rnas[0]  # "EVs weaken the response through miR-26a"
            if first is not None:
                scored.append((1, first, "first name of the sentence"))
        cargo = self.chosen(scored)
        carried = {id(m) for m, _ in cargo}
        names = {m.text.casefold() for m, _ in cargo}
        inside = {self.inner(m.text.casefold()) for m, _ in cargo}
        others = [
            m
            for m in self.mentions
            if id(m) not in carried and m.family != "drug" and m.first not in self.cells
            and (not m.part or m.suffix in ("dependent", "mediated", "driven"))
            and m.kind != "siRNA/antisense" and not bearers.serves_traffic(self.words, m)
            and m.text.casefold() not in names | inside
        ]  # fmt: skip
        return Roles(cargo, tuple(_once([(m, rule) for m in others if (rule := self.targets.affected(m))])))

    def is_effect_of(self, at: int) -> bool:
        """“..., an effect mediated by the lncRNA X”: what brings about what was just told."""
        while at > 0 and self.words[at].low in _KIND_WORDS:
            at -= 1
        near = self.words[max(0, at - 6) : at] if self.words[at].low in ("by", "to") else ()
        told = any(w.stem in _BROUGHT for w in near)
        return told and any(w.low in _WHAT and n.low in ("a", "an", "the", "this") for n, w in pairwise(near))

    def is_means(self, at: int) -> bool:
        """“through X”, “by way of X”, “with the help of X”."""
        if self.words[at].low == "of" and at > 1:
            return self.words[at - 1].low in ("way", "means", "help", "virtue", "courtesy", "aid", "medium")
        return self.words[at].low in ("through", "via")

    def set_aside(self, mention: Mention) -> bool:
        """“independent of their IL-6 content”, “rather than miR-21”: said to have no part in it."""
        if counts_tumour(self.words, mention) or self.bars_with(mention):
            return True
        before = [w.low for w in self.words[max(0, mention.first - 3) : mention.first]]
        masked = before[-2:-1] and before[-2] in (
            "antibody",
            "antibodies",
            "nanobody",
            "nanobodies",
            "peptide",
            "aptamer",
        )
        if masked and before[-1] in ("to", "against", "for") and any(
            w.stem in _MASKING and any(map(is_vesicle, self.words[k + 1 : k + 5])) for k, w in enumerate(self.words[:6])
        ):  # fmt: skip
            return True  # “Pretreating the vesicles with an antibody to X”: what lets them in
        if self.is_aimed_at(mention) or self.is_denied(mention):
            return True
        beyond = [w.low for w in self.words[mention.last + 1 : mention.last + 3]]
        if mention.text.casefold() in _PROTEASES or beyond in (["treatment", "of"], ["digestion", "of"]):
            return True  # "Proteinase K treatment of exosomes"
        if mention.first and self.words[mention.first - 1].low.endswith("-induced"):
            return True  # "cisplatin-induced PARP cleavage": what a drug does
        if is_soaked(self.words, mention, self.targets.named, self.cells) and any(
            m.family == "molecule" and m.kind not in ("miRNA", "siRNA/antisense") for m in self.mentions
        ):  # fmt: skip
            return True  # “by mopping up X”: what a cargo catches
        apart = any(w in ("independent", "independently", "regardless", "irrespective") for w in before)
        apart = apart or before[-1:] == ["unlike"] or before[-2:] in (["contrast", "to"], ["opposed", "to"])
        return apart or before[-2:] == ["rather", "than"] or bearers.serves_traffic(self.words, mention)

    def is_aimed_at(self, mention: Mention) -> bool:
        """“exosomes targeting X and Y”: what vesicles go for is none of theirs."""
        k = mention.first - 1
        while k > 1 and (self.words[k].low in ("and", ",", "or", "both", "the") or self.targets.is_name(k)):
            k -= 1
        return k > 0 and self.words[k].low == "targeting" and is_vesicle(self.words[k - 1])

    def bars_with(self, mention: Mention) -> bool:
        """“To bar platelet EVs from AML cells with X”: by what vesicles are kept out."""
        at = mention.first - 1
        if self.words[at].low not in ("with", "using") or at - 1 not in self.cells:
            return False
        from_ = next((k for k in range(at - 1, max(0, at - 9), -1) if self.words[k].low in ("from", "of")), 0)
        return any(w.stem in _BARRING for w in self.words[max(0, from_ - 6) : from_]) and self.vesicle_in(
            max(0, from_ - 4), from_
        )

    def inner(self, name: str) -> str:
        """The name inside si-X or anti-X."""
        for prefix in ("si-", "anti-", "sh-", "antago", "si", "sh"):
            if name.startswith(prefix) and len(name) > len(prefix) + 2:
                return name[len(prefix) :]
        return name

    def cargo_of_cells(self, mention: Mention) -> bool:
        """“miR-122-transfected AMSCs”, “AHIF-depleted cells”: the name in what describes the donor is the cargo."""
        before = [w.low for w in self.words[max(0, mention.first - 2) : mention.first]]
        if before == ["transfected", "with"] and self.vesicles:
            return True
        if before[:1] in (["that"], ["which"]) and self.words[mention.first - 1].stem in say.GAINED and self.vesicles:
            return True  # "cells that overexpress survivin"
        if not mention.part or not self.vesicles:
            return False
        describes = mention.suffix in _KINDS_OF_CELLS or (mention.suffix == "expressing" and mention.kind == "protein")
        if any(w.stem in DISEASES or w.stem in PEOPLE for w in self.words[mention.last + 1 : mention.last + 3]):
            return False  # "EGFR-overexpressing lung cancers"
        return mention.suffix in MADE or (mention.suffix in CARGO_SUFFIXES and not describes)

    def chosen(self, scored: list[tuple[int, Mention, str]]) -> tuple[tuple[Mention, str], ...]:
        if not scored:
            return ()
        scored = [s for s in scored if not self.taught(s[1], scored)] or scored
        most = max(score for score, _, _ in scored)
        best = [(m, rule) for score, m, rule in scored if score == most]
        kept = [best[0]]
        for one in [(m, rule) for _, m, rule in sorted(scored, key=lambda s: s[1].first)]:
            if one[0] not in [k for k, _ in kept] and any(self.coordinated(k, one[0]) for k, _ in kept):
                kept.append(one)
        for mention in (*self.mentions, *reversed(self.mentions)):  # "miR-200a and miR-200c": what is said of one
            #  is said of the other
            if (
                mention not in [k for k, _ in kept]
                and mention.first not in self.cells
                and mention.family in ("molecule", "drug")
                and not self.set_aside(mention)
                and any(self.coordinated(k, mention) for k, _ in kept)
            ):
                kept.append((mention, kept[0][1]))
        for mention in self.mentions:  # "..., nor did X": the same is said of X
            at = mention.first - (self.words[mention.first - 1].low in ("exosomal", "vesicular", "that", "of"))
            before = [w.low for w in self.words[max(0, at - 2) : at]]
            if before[:1] in (["nor"], ["as"], ["so"]) and before[1:] in (["did"], ["does"], ["do"], ["could"]) and (
                mention.family == "molecule" and mention not in [k for k, _ in kept]
            ):  # fmt: skip
                kept.append((mention, kept[0][1]))
        kept.sort(key=lambda one: one[0].first)
        return tuple(_once(kept))

    def taught(self, mention: Mention, scored: list[tuple[int, Mention, str]]) -> bool:
        """“monocytes, educated by vesicular X, return Y in exosomes”: X made the donor what it is; Y is carried."""
        before = self.words[max(0, mention.first - 5) : mention.first]
        at = next((k for k, w in enumerate(before) if w.low in _TAUGHT), None)
        if at is None or not any(w.low in ("by", "with", "to") for w in before[at + 1 :]):
            return False
        later = [m for _, m, _ in scored if m.first > mention.last and m.family == "molecule"]
        return any(
            any(w.stem in say.HANDING or is_vesicle(w) for w in self.words[mention.last + 1 : m.first])
            and not self.coordinated(mention, m)
            for m in later
        )

    def coordinated(self, one: Mention, other: Mention) -> bool:
        """Whether two names stand in one list of one kind."""
        first, second = sorted((one, other), key=lambda m: m.first)
        between = self.words[first.last + 1 : second.first]
        together = any(
            w.stem in say.LOADED or w.low.startswith("co-") or w.low == "both"
            for w in self.words[max(0, first.first - 4) : first.first]
        )
        same = first.family == second.family or together or {first.kind, second.kind} <= {"siRNA/antisense", "drug"}
        if between[-1:] and between[-1].low in ("exosomal", "vesicular") and (
            not first.first or self.words[first.first - 1].low not in ("exosomal", "vesicular")
        ):  # fmt: skip
            return False  # "EGFR and exosomal HSP90"
        if self.words[second.last + 1 : second.last + 2] and self.words[second.last + 1].low in ("being", "having"):
            return False  # “through miR-21, PTEN being its target”
        return (
            same
            and (first.kind == second.kind or not (first.prefix or second.prefix))
            and not first.suffix
            and not second.suffix
            and not (between[:1] and between[0].low == "," and any(w.low == "exosomal" for w in between))
            and 1 <= len(between) <= 5
            and any(w.low in ("and", "or", "nor", ",", "plus", "with", "&") for w in between)
            and all(w.low in _BETWEEN or w.low in _TYPE for w in between if not w.is_mark or w.low == ",")
        )

    # Carried -----------------------------------------------------------------------------------------------------

    def carried(self, mention: Mention) -> tuple[int, str]:
        words, before, after = self.words, mention.first - 1, mention.last + 1
        if mention.prefix:
            return 6, "name beside the vesicle"
        if mention.part:
            if mention.suffix == "positive" and mention.text.casefold() in _TETRASPANINS:
                return 0, ""  # by which vesicles are known
            if mention.suffix in CARGO_SUFFIXES and self.vesicle_in(after, after + 3):
                if mention.family == "drug" and mention.suffix not in (
                    "loaded",
                    "packed",
                    "co-loaded",
                    "encapsulating",
                    "carrying",
                    "filled",
                    "laden",
                ):
                    return 0, ""
                return 6, "name beside the vesicle"
            if mention.family == "molecule" and self.cargo_of_cells(mention):
                return 4, "what the donor was changed in"
            return 0, ""
        beyond = words[after].low if after < len(words) else ""
        if beyond == "@" and self.vesicle_in(after + 1, after + 2):
            return 6, "name beside the vesicle"  # "DOX@exosomes"
        if beyond in _MADE_OF and after + 1 < len(words) and self.vesicle_in(after + 1, after + 3):
            return 6, "name beside the vesicle"  # "TRAIL engineered exosomes", without a dash
        if mention.family == "drug":
            return self.loaded(mention)
        if mention.first in self.cells and self.cargo_of_cells(mention):
            return 4, "what the donor was changed in"
        if before > 0 and words[before].low == "with" and words[before - 1].low == "transfected" and self.vesicles:
            return 4, "what the donor was changed in"
        while before >= 0 and (
            words[before].low in _TYPE
            or words[before].low in ("the", "of", "more", "less", "mutant", "exogenous", "a", "an", "but")
        ):
            if words[before].low == "of" and not (
                before
                and words[before - 1].stem in say.LEVEL_UP | say.LEVEL_DOWN | _PORTION
                and words[before - 1].low not in ("loss", "decline", "gain", "depleted")
            ):
                break
            before -= 1
            if words[before].stem in _PORTION and words[before].low not in ("amount", "level", "levels"):
                before -= 1
        said = words[before].low if before >= 0 else ""
        if self.one_of_them(mention):
            return 6, "in the vesicle"
        if self.singled_out(mention) or self.out_of_them(mention):
            return 7, "called so"
        if self.vesicles and bearers.is_borne(words, mention):
            return 6, "called so"
        if said in _ADJECTIVES or said.startswith(("exosome-", "vesicle-", "ev-")):
            return 6, "in the vesicle"
        if self.carries(before) or self.is_content(before):
            return 6, "carried by the vesicle"
        if self.borne_by(after):
            return 6, "carried by the vesicle"
        if self.vesicles and mention.kind in RNAS and self.level_in_vesicles(after):
            return 5, "in the vesicle"
        if said == "without" and self.vesicle_in(after, after + 4) and (before == 0 or words[before - 1].is_mark):
            return 5, "lost in the donor"  # "Without ANXA3, exosomes no longer ..."
        if said in _AMOUNTS and before and is_vesicle(words[before - 1]):
            return 6, "in the vesicle"  # "the plasma vesicle levels of X"
        if said == "of" and self.deprived(before):
            return 6, "lost in the donor"
        if self.taken_out(mention):
            return 3, "lost in the donor"
        inside = self.stands_in(after)
        if inside:
            return inside
        if after < len(words) and words[after].low == "from" and any(k in self.cells for k in (after + 1, after + 2)):
            return 3, "from cells"
        if self.handed(before):
            return 4, "handed over"
        if self.received(before):
            return 4, "received"
        if said == "of" and before and words[before - 1].stem in _SOURCES and self.vesicles:
            return 4, "carried by the vesicle"  # "exosomes are a source of X"
        if said == "of" and before and words[before - 1].stem in _HANDING_OVER and self.vesicles:
            return 4, "handed over"
        if after < len(words) and words[after].low in _ITS_TRANSFER and mention.kind in RNAS:
            if self.vesicles:
                return 4, "handed over"  # "exosome-mediated miR-99a delivery"
            if words[after + 1 : after + 2] and words[after + 1].low == "from":
                return 3, "from cells"
        if said.endswith(DERIVED) and before in self.cells and mention.kind in RNAS:
            return 3, "from cells"  # "stroma-derived miR-21"
        if self.vesicles and self.packs_itself(mention):
            return 5, "in the vesicle"
        if self.vesicles and mention.kind in RNAS and self.is_effect_of(before):
            return 3, "called so"
        if said in ("their", "its") and self.vesicle_in(0, before):
            return 4, "of the vesicles"
        if self.vesicles and self.lost(before, after):
            return 2, "lost in the donor"
        if (
            self.vesicles
            and mention.family == "molecule"
            and (
                words[before].stem in say.GAINED
                and (words[before].low.endswith("ing") or words[before - 1].low in ("that", "which", "to"))
            )
        ):
            return 2, "gained in the donor"
        if self.goes(after) or self.sent_first(mention):
            return 4, "travels"
        return 0, ""

    def singled_out(self, mention: Mention) -> bool:
        """“..., it was their ABCC1 that pumped it out”: of what vesicles hold that which did it."""
        words, at = self.words, mention.first - 1
        own = False
        while at > 1 and (words[at].low in _ITS_OWN or words[at].low in _TYPE or is_vesicle(words[at])):
            own = own or words[at].low in ("their", "its") or is_vesicle(words[at])
            at -= 1
        if at < 1 or words[at].low not in ("was", "is", "were") or words[at - 1].low != "it":
            return False
        after = [w.low for w in words[mention.last + 1 : mention.last + 4]]
        return self.vesicles and own and any(w in ("that", "which") for w in after)

    def out_of_them(self, mention: Mention) -> bool:
        """“Among the proteins carried by vesicles, only MRP8 ...”: one of what the sentence begins with."""
        words = self.words
        if words[0].low not in ("among", "of", "amongst", "from", "out") or mention.first > 20:
            return False
        at = mention.first - 1
        while at > 0 and (words[at].low in _ONLY or words[at].low in _TYPE):
            at -= 1
        if words[at].low != ",":
            return False
        begins = words[:at]
        return any(map(is_vesicle, begins)) and any(w.low in _CLASSES_OF for w in begins)

    def level_in_vesicles(self, after: int) -> bool:
        """“X was up-regulated in resistant cells and their exosomes”."""
        level = next(
            (k for k in range(after, after + 5) if k < len(self.words) and self.words[k].stem in _LEVELS), None
        )
        if level is None or self.words[level + 1 : level + 2] == () or self.words[level + 1].low != "in":
            return False
        for k in range(level + 2, min(len(self.words) - 2, level + 16)):
            if self.words[k].low in (";", "which", "whereas", "compared", "than"):
                return False
            if self.words[k].low == "their" and self.words[k - 1].low in ("and", "or"):
                return self.vesicle_in(k + 1, k + 4)
        return False


_BARRING = stems("bar keep kept shut lock exclude ban block prevent stop hold")
_MASKING = stems(
    "pretreat pre-treat treat pretreatment treatment preincubate pre-incubate incubate preincubation "
    "pre-incubation incubation coat mask saturate cloak shield block cover"
)
_ONLY = frozenset("only solely it was is the alone chiefly mainly".split())
_CLASSES_OF = frozenset(
    "proteins mirnas micrornas lncrnas circrnas rnas mrnas transcripts lipids metabolites molecules cargos cargoes "
    "kinases "
    "enzymes factors cytokines chemokines integrins transporters contents constituents genes candidates".split()
)
_PROTEASES = frozenset(("proteinase k", "rnase a", "dnase i", "trypsin", "pronase", "papain", "benzonase"))
_TETRASPANINS = frozenset("cd63 cd9 cd81 tsg101 alix flotillin-1".split())
_ITS_OWN = frozenset("their its the only chiefly above all mainly".split())
_AMOUNTS = frozenset("level levels amount amounts content contents load loads concentrations abundance".split())
_LEVELS = say.LEVEL_UP | say.LEVEL_DOWN
_MADE_OF = frozenset(
    "loaded engineered modified enriched containing overexpressing encapsulated bearing carrying".split()
)
_ITS_TRANSFER = frozenset("delivery transfer transmission shuttling secretion release transference".split())
_BROUGHT = stems(
    "bring brought mediate exert drive driven convey carry execute attribute ascribe put due owe cause explain trace"
)
_WHAT = frozenset(
    "effect outcome action property feature phenomenon trait result change gain influence benefit".split()
)
_KIND_WORDS = frozenset(
    "rna noncoding non-coding long small circular the a their lncrna microrna mirna circrna".split()
)
_TAUGHT = frozenset(
    "educated primed activated polarised polarized conditioned instructed stimulated reprogrammed trained".split()
)
_SOURCES = stems("source reservoir store repository carrier vehicle conveyor purveyor supplier depot pool")
_HANDING_OVER = stems("delivery transfer transmission shuttling transport export passage uptake secretion")
_BETWEEN = frozenset("and or nor , plus with & exosomal the a an its also antisense".split())
_PORTION = stems("signature panel profile set level amount form pool fraction content quantity load")
_TYPE = frozenset(
    "wild type mirna mirnas microrna micrornas lncrna lncrnas circrna circrnas mrna protein rna long non-coding "
    "noncoding circular sirna lipid metabolite oncogenic small the wild-type truncated phosphorylated soluble active "
    "transporter multidrug pump efflux enzyme kinase receptor ligand chaperone cytokine oncoprotein antigen "
    "cleaved phosphatase protease oncogene fusion surface adhesion hormone chemokine "
    "full-length membrane-bound mutated endogenous functional intact".split()
)
_ADJECTIVES = frozenset("exosomal vesicular extracellular-vesicular exosomally ev sev evs microvesicular".split())


_KINDS_OF_CELLS = frozenset("positive high low negative poor rich null free deleted mutant proficient".split())
PASSED = stems("send sent cargo transmit shed ship shuttle export secrete disseminate")
"""Words that tell a passage from cell to cell also where no vesicle is named."""


def _bare(mention: Mention) -> str:
    """The name without the word for its kind: "RB1 mRNA" is RB1."""
    head, _, kind = mention.text.casefold().rpartition(" ")
    return head if head and kind in ("mrna", "mrnas", "protein", "proteins", "transcript", "transcripts") else kind


def _once(found: Sequence[tuple[Mention, str]]) -> list[tuple[Mention, str]]:
    seen: set[str] = set()
    kept = []
    for mention, rule in found:
        low = _bare(mention)
        if low not in seen:
            seen.add(low)
            kept.append((mention, rule))
    return kept
