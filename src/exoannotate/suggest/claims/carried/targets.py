"""Through which of the names the effect runs: what stands after a verb that acts on it, or is said to change."""

from __future__ import annotations

import re
from collections.abc import Sequence

from exoannotate.suggest.claims.carried.sponging import is_soaked
from exoannotate.suggest.claims.names.longforms import long_form
from exoannotate.suggest.claims.names.mention import Mention
from exoannotate.suggest.claims.parties.beside import BRAKES
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.vesicles import is_vesicle
from exoannotate.suggest.claims.sentence.words import Word, stems


def counts_tumour(words: Sequence[Word], mention: Mention) -> bool:
    """“a fall in CA 15-3”, “LDH fell under X”: how much tumour there is, and neither cargo nor way."""
    if not _OF_TUMOURS.fullmatch(mention.text):
        return False
    before = words[max(0, mention.first - 3) : mention.first]
    level = say.LEVEL_UP | say.LEVEL_DOWN
    if any(w.low in ("exosomal", "vesicular", "ev") for w in before):
        return False
    of = bool(before) and before[-1].low in ("in", "of") and any(w.stem in level for w in before)
    return of or any(w.stem in level for w in words[mention.last + 1 : mention.last + 3])


class Affected:
    """Answers for each name by which rule the effect runs through it."""

    def __init__(self, words: Sequence[Word], mentions: Sequence[Mention], cells: frozenset[int]) -> None:
        self.words, self.mentions, self.cells = words, mentions, cells
        self.named = {k: m for m in mentions for k in range(m.first, m.last + 1)}

    def affected(self, mention: Mention) -> str:
        """The rule by which a name is one that the effect runs through; "" when it is not."""
        first = mention.first
        if counts_tumour(self.words, mention):
            return ""
        if first > 1 and self.words[first - 1].low in ("to", "against") and self.words[first - 2].stem == "antibody":
            return ""  # what an antibody binds is no way of the effect
        beside = self.named.get(first - 1)
        by_drug = beside is not None and beside.family == "drug"
        if self.words[first - 1].low.endswith("-induced") and (mention.family == "process" or by_drug):
            return ""  # “cisplatin-induced apoptosis” is what is observed
        after = self.words[mention.last + 1 : mention.last + 5]
        if len(after) > 2 and after[0].low in _OF_A_WAY and after[1].low in ("is", "was", "were"):
            after = self.words[mention.last + 2 : mention.last + 6]  # "HIF-1α signalling was raised"
        if len(after) > 1 and after[0].low in ("is", "are", "was", "were", "being", "becomes") and any(
            w.stem in say.AFFECTING | _CHANGING or w.low in ("lost", "victim", "target")
            for w in after[1 : self.told_within(after)]
        ) and not self.vesicle_in(mention.first - 2, mention.first):  # fmt: skip
            return f"it {after[0].low} {after[1].low}"
        if first > 1 and self.words[first - 1].low in ("for", "of", "to") and self.words[first - 2].stem in _SPONGES:
            return "soaked up"
        if is_soaked(self.words, mention, self.named, self.cells):
            return "soaked up"
        if mention.suffix in ("driven", "dependent", "mediated") and mention.family == "molecule":
            beside = self.named.get(mention.last + 1)
            if beside is not None and beside.family == "process" and (rule := self.affected(beside)):
                return rule  # "YAP-driven autophagy is no longer curbed"
        brake = first > 2 and self.words[first - 1].low in ("on", "of", "over") and self.words[first - 2].stem in BRAKES
        if brake and any(w.low == "of" for w in self.words[max(0, first - 5) : first - 2]):
            return f"after “{self.words[first - 2].low}”"  # "deprived of a brake on EGFR"
        if self.by_a_drug(first):
            return ""
        if mention.family == "process" and self.words[first - 1].low in _ENSUING:
            return "what ensues"
        if self.given_off(first):
            return "given off by those who took it up"
        if mention.suffix == "dependent" and any(w.stem in say.UPTAKE | say.RELEASE for w in after[:2]):
            return ""  # "clathrin-dependent endocytosis"
        if mention.suffix == "dependent" and any(w.low in ("manner", "fashion", "way", "mechanism") for w in after[:1]):
            return "it depends on it"
        if self.of_the_drug(first):
            return ""
        if self.said_to_change(mention) or self.changed_beside(mention):
            return "said to change"
        if self.of_which(mention) or self.lost_by_cells(mention):
            return "said to change"
        if mention.kind not in ("metabolite", "lipid") and (rule := self.acted_on(first)):
            return rule
        if (
            after
            and after[0].low in _ROSE
            and first > 1
            and self.words[first - 1].low in ("when", "as", "and", "that", ",")
        ):
            return f"it {after[0].low}"
        seen_list = False
        first = first if (long := long_form(self.words, mention)) is None else long
        for k in range(first - 1, max(-1, first - 14), -1):
            word = self.words[k]
            if word.low in (";", ":", ".") or word.low in ("although", "but", "whereas", "while"):
                return ""
            if word.stem in say.REGULATED_BY:
                return ""
            if word.low == "targeting" and k and is_vesicle(self.words[k - 1]):
                aimed = [self.named[n] for n in range(k + 1, min(len(self.words), k + 6)) if n in self.named]
                silenced = any(m.kind in ("miRNA", "lncRNA", "circRNA", "mRNA") for m in aimed)
                return "after “targeting”" if silenced else ""  # where the vesicles go
            if word.low == "targeting" and k and self.words[k - 1].stem in _MEANS:
                return ""  # what a drug aims at
            if word.low == "targeting" and k + 1 < len(self.words) and self.words[k + 1].low == "of":
                return ""
            if word.stem in _DEPENDING and mention.kind in ("miRNA", "lncRNA", "circRNA", "mRNA"):
                return ""  # RNA that an effect depends on is what is carried
            if word.low in ("results", "result") and self.words[k + 1].low != "in":
                return ""
            if word.stem in _PARTNERS and self.words[k + 1].low == "of" and first - k <= 3 and self.is_apposed(k):
                return f"after “{word.low}”"
            if (
                word.stem in say.AFFECTING | say.TOUCHING | _REGULATION
                or word.low in ("releasing", "acting", "acts", "acted", "binding")
                or (word.stem in _CHANGING and first - k <= 3)
            ) and k not in self.cells:
                close = first - k
                if (
                    close <= 3
                    or seen_list
                    or self.lists(k, first)
                    or all(
                        n in self.cells or self.words[n].low in _SMALL or self.is_name(n) for n in range(k + 1, first)
                    )
                ):
                    return f"after “{word.low}”"
                return ""
            if word.low in (",", "and", "or"):
                seen_list = seen_list or self.is_name(k - 1)
            elif is_vesicle(word):
                return ""
        if (
            first
            and self.words[first - 1].low == "with"
            and [w.low for w in after[:3]] in (["as", "its", "target"], ["as", "a", "target"])
        ):
            return "named as target"
        if after and after[0].low in _ROSE:
            return f"it {after[0].low}"
        if any(w.stem in _TOGETHER for w in after[1:4]):
            return ""  # "X expression was correlated with"
        if after and after[0].low in ("axis", "pathway", "signalling", "signaling", "cascade", "expression", "levels"):
            return "pathway"
        return ""

    def by_a_drug(self, first: int) -> bool:
        """“melphalan then induces less caspase-3 cleavage”: what a drug does is what is observed."""
        at = first - 1
        while at > 0 and (self.words[at].low in _LESS_OF_IT or self.words[at].low.endswith("ly")):
            at -= 1
        if at == first - 1 or self.words[at].stem not in _WREAKING:
            return False
        at -= 1
        while at > 0 and (self.words[at].low in ("then", "now", "thereupon") or self.words[at].low.endswith("ly")):
            at -= 1
        return self.is_name(at) and self.named[at].family == "drug"

    def told_within(self, after: Sequence[Word]) -> int:
        """How far behind “is” a word may tell what becomes of a name."""
        if [w.low for w in after[1:3]] == ["no", "longer"]:
            return 4
        return 5 if after[0].low == "being" and after[1].low in ("the", "its", "their") else 3

    def given_off(self, first: int) -> bool:
        """“Macrophages that took up exosomal X secreted IL-8”: what takers give off is a way of the effect."""
        at = first - 1
        while at > 0 and (self.words[at].low in ("more", "less", "much", "the", "and", ",") or self.is_name(at)):
            at -= 1
        if self.words[at].stem not in _GIVING_OFF or self.words[at].low.endswith("ion"):
            return False
        vesicle = next((k for k in range(at - 1, max(-1, at - 16), -1) if is_vesicle(self.words[k])), None)
        if vesicle is None or any(self.words[k].low in (";", "that", "which") for k in range(vesicle, at)):
            return False
        taken = range(max(0, vesicle - 5), vesicle)
        return any(self.words[k].stem in say.TAKING for k in taken) and any(k in self.cells for k in range(vesicle))

    def is_apposed(self, at: int) -> bool:
        """“miR-21, an antagonist of KLF9”: what is said of a name right behind it."""
        k = at - 1
        while k > 1 and self.words[k].low not in ("a", "an", "the", "its", "their") and k > at - 4:
            k -= 1
        return (
            k > 1 and self.words[k].low in ("a", "an", "the") and self.words[k - 1].low == "," and self.is_name(k - 2)
        )

    def of_the_drug(self, first: int) -> bool:
        """“pembrolizumab, which can block X”, “sunitinib, an inhibitor of X”: what a drug aims at."""
        for k in range(first - 1, max(1, first - 7), -1):
            word = self.words[k]
            if word.low in ("which", "that", "a", "an", "the") and self.words[k - 1].low in (",", ")", "("):
                aims = any(w.stem in _AIMING for w in self.words[k + 1 : first])
                n = k - 2
                while (n > 0 and self.words[n].low in ("(", ")")) or (n > 1 and self.words[n - 1].low == "("):
                    n -= 1
                return aims and n >= 0 and self.is_name(n) and self.named[n].family == "drug"
            if word.is_mark:
                return False
        return False

    def acted_on(self, first: int) -> str:
        """“..., rousing X”, “by muzzling X”, “shut down X”: what any verb in such a place acts on."""
        if not first:
            return ""
        at = first - 1
        while at > 0 and self.words[at].low in _SMALL - _NO_PART and self.words[at].low not in ("and", ","):
            at -= 1
        switched = self.words[at].low == "on" and self.words[at - 1].stem in ("switch", "turn")
        if (
            at > 0
            and (switched or self.words[at].low in _PARTICLES)
            and (self.words[at - 1].low.endswith(("ed", "ing", "s", "ut")) or self.words[at - 1].low in _TORN)
        ):
            verb = self.words[at - 1]
            return "" if (verb.stem in _NO_ACTS and not switched) or at - 1 in self.cells else f"after “{verb.low}”"
        word, before = self.words[at], self.words[at - 1].low if at else ""
        if self.words[first - 1].low == "of" and first > 2:
            if self.words[first - 2].low in ("expense", "cost"):
                return "at its expense"
            k = first - 2
            while k in self.cells:
                k -= 1
            if k < first - 2 and self.words[k].stem in _EMPTYING:
                return f"after “{self.words[k].low}”"
        if (
            at > 0
            and (self.is_name(at - 1) or is_vesicle(self.words[at - 1]))
            and word.low.endswith(("es", "ks", "ts", "rs", "ns", "ls", "ps", "ed"))
            and word.low.isalpha()
            and word.stem not in _NO_ACTS | say.RESISTANCE | say.SENSITIVITY | say.LOADED
            and not is_vesicle(word)
            and at not in self.cells
        ):
            return f"after “{word.low}”"
        if at in self.cells or word.stem in _NO_ACTS or is_vesicle(word) or at < 2:
            return ""
        gerund = (
            word.low.endswith("ing")
            and len(word.low) > 5
            and before in ("by", "through", "via", ",", "and", "thereby", "thus")
        )
        return f"after “{word.low}”" if gerund else ""

    def lists(self, verb: int, first: int) -> bool:
        """“by raising glutamine use, stem cell traits, and drug export”: things that no name breaks up."""
        if not self.words[verb].low.endswith("ing") or self.words[verb - 1].low not in ("by", "through", "via"):
            return False
        between = self.words[verb + 1 : first]
        return between[-1:] != () and (between[-1].low in (",", "and", "the") or between[-1].is_mark) and not any(
            (w.low in say.FUNCTION and w.low not in ("and", "or", "the", "of", "as", "both"))
            or w.stem in say.AFFECTING | say.RESISTANCE
            for w in between
        )  # fmt: skip

    def said_to_change(self, mention: Mention) -> bool:
        """“..., with CXCR4 and MCL1 up-regulated in the cells”."""
        last = mention.last + 1
        while (
            last + 1 < min(len(self.words), mention.last + 10)
            and self.words[last].low in ("and", ",")
            and self.is_name(last + 1)
        ):
            last = self.named[last + 1].last + 1
        if last >= len(self.words) or not self.words[last].low.endswith("ed"):
            return False
        if self.words[last].stem not in say.LEVEL_UP | say.LEVEL_DOWN:
            return False
        first = mention.first - 1
        while first > max(0, mention.first - 10) and (self.words[first].low in ("and", ",") or self.is_name(first)):
            if self.words[first].low == "," and self.words[first + 1].low == "with":
                break
            first -= 1
        return first > 0 and self.words[first].low == "with" and self.words[first - 1].low == ","

    def changed_beside(self, mention: Mention) -> bool:
        """“Autophagy, kindled by X, ...”, “..., PI3K signalling having been roused”, “left X unchecked”, “pushed X
        upwards”: a name that a participle or an adverb beside it tells to change."""
        words, after = self.words, mention.last + 1
        if after < len(words) and words[after].low in ("signalling", "signaling", "activity", "expression"):
            after += 1
        low = [w.low for w in words[after : after + 4]]
        if len(low) < 2 or self.vesicle_in(mention.first - 1, mention.first):
            return False
        if low[:2] == ["having", "been"] or (low[0] == "being" and low[1].endswith(("ed", "en", "ut"))):
            return words[mention.first - 1].low in (",", "with") or words[mention.first - 1].is_mark
        if len(low) > 2 and low[0] == "," and low[2] == "by" and low[1].endswith("ed") and mention.first < 3:
            return mention.family == "process" and words[after + 1].stem not in say.HANDING | say.TAKING
        if low[0] in ("acting", "serving", "being", "functioning", "playing") and any(
            w.stem in _MIDDLE for w in words[after + 1 : after + 6]
        ):
            return True  # "..., X acting as middleman"
        verb = mention.first - 1
        while verb > 0 and words[verb].low in _SMALL:
            verb -= 1
        if low[0] in _LEFT_SO and words[verb].stem in _LEAVING:
            return True
        return low[0] in _WAYS and words[verb].low.endswith(("ed", "ing", "s", "ut", "ve", "nt"))

    def of_which(self, mention: Mention) -> bool:
        """“..., EZH2, which the lncRNA recruits”, “autophagy, which these vesicles fuel”: the object of a clause."""
        words, at = self.words, mention.last + 1
        while at < len(words) and words[at].low in (",", "activity", "signalling", "signaling", "expression"):
            at += 1
        if at + 2 >= len(words) or words[at].low not in ("which", "that"):
            return False
        if words[at + 1].low not in _SUBJECTS and not is_vesicle(words[at + 1]) and not self.is_name(at + 1):
            return False
        for k in range(at + 2, min(len(words), at + 8)):
            if words[k].is_mark or words[k].low in ("which", "that", "of", "from") or k in self.cells:
                return False
            if words[k].stem in say.HANDING:
                return False
            if words[k].stem in say.AFFECTING | _CHANGING | _WARDING:
                return True
        return False

    def lost_by_cells(self, mention: Mention) -> bool:
        """“cells that took it up lost PTEN”: what goes from the cells is a way."""
        at = mention.first - 1
        if at < 3 or self.words[at].low not in ("lose", "loses", "lost", "losing", "shed", "forfeit", "forfeited"):
            return False
        for k in range(at - 1, max(-1, at - 9), -1):
            if is_vesicle(self.words[k]) or self.words[k].low in ("which", "had"):
                return False
            if k in self.cells:
                return True
        return False

    def is_name(self, at: int) -> bool:
        return at in self.named

    def vesicle_in(self, first: int, last: int) -> bool:
        return any(is_vesicle(w) for w in self.words[max(0, first) : last])


_LEFT_SO = frozenset(
    "unchecked unopposed unbridled unrestrained unleashed uncurbed unhindered uncontrolled idle inactive active "
    "silent "
    "exposed derepressed unguarded rampant dormant unsuppressed unrepressed".split()
)
_LEAVING = stems("leave left render keep kept set let turn make made")
_MIDDLE = stems(
    "middleman intermediary intermediate mediator relay go-between link bridge conduit executor effector "
    "messenger hinge "
    "linchpin fulcrum step broker"
)
_ROSE = frozenset("falls rises drops fell rose dropped soared plummeted climbed sank collapsed surged".split())
_WAYS = frozenset("upwards upward downwards downward skywards".split())
_TOGETHER = stems("correlate correlated associate associated")
_OF_A_WAY = frozenset("signalling signaling pathway activity axis cascade phosphorylation".split())
_SUBJECTS = frozenset("the these they it its their this both".split())
_WARDING = stems("ward stave fend hold head stop thwart avert silence spare gag muzzle tame unleash recruit license")
_EMPTYING = stems("empty rob deprive strip drain rid clear purge starve relieve")
_TORN = frozenset("tore broke wore drove threw beat held kept brought".split())
_PARTICLES = frozenset("up down off out away back over".split())
_NO_PART = frozenset("to in on by via for at with from as which into upon cell cells".split())
_NO_ACTS = (
    say.HANDING
    | say.TAKING
    | stems(
        "carry contain express harbour harbor use lack bear hold include encode follow concern compare regard "
        "involve load "
        "have show display measure monitor detect assess combine add treat give turn make become be remain knock set"
    )
)
_MEANS = stems("inhibitor antibody drug sirna agent compound blocker antagonist aso oligonucleotide")
_AIMING = stems("block inhibit inhibitor antagonist blocker target bind antibody hit antagonise neutralise inhibition")
_LESS_OF_IT = frozenset("less more fewer little no far much weaker stronger".split())
_WREAKING = stems("induce cause trigger elicit provoke evoke yield produce generate")
_ENSUING = frozenset("ensuing resulting resultant consequent subsequent attendant".split())
_GIVING_OFF = stems("secrete release produce express synthesise synthesize pour exude excrete overexpress")
_SPONGES = stems("sponge decoy cerna")
_PARTNERS = stems(
    "antagonist agonist inhibitor repressor silencer brake foe enemy adversary activator suppressor inducer"
)
_REGULATION = stems(
    "regulator activator suppressor repressor inducer modulator modulation regulation dysregulation "
    "deregulation alteration"
)
_DEPENDING = stems("depend rely hinge")
_CHANGING = (say.UP | say.DOWN) - say.HANDING - say.LOSING - say.TAKING
_OF_TUMOURS = re.compile(r"CA[- ]?\d[\d-]*|PSA|CEA|AFP|LDH|BCR-ABL1?|CYFRA.*", re.IGNORECASE)
"""By which a clinic follows the mass of a tumour."""
_SMALL = frozenset(
    "promoter utr 3'utr 3'-utr enhancer exon locus translation untranslated coding region regions secretion "
    "production release up the a an its their of and or , ( ) in to expression level levels "
    "activity both pathway signalling signaling axis downstream protein mrna gene by target targets cell "
    "such including like mirna mirnas mirs genes proteins oncogenic suppressive tumor-suppressive "
    "cells thereby thus as which gene's transcription degradation membrane surface complement enzyme "
    "transporter receptor kinase factor".split()
)
