"""What was done to the vesicle or its cargo before the response was seen: the perturbation."""

from __future__ import annotations

from collections.abc import Sequence

from exoannotate.suggest.claims.names import forms
from exoannotate.suggest.claims.names.mention import MADE, Mention
from exoannotate.suggest.claims.perturbation.stopping import BE, HARSH, LOSING_NOUNS, Stopping
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.vesicles import is_vesicle
from exoannotate.suggest.claims.sentence.words import Word, stems


def tell(
    words: Sequence[Word],
    cargo: Sequence[Mention],
    sign: int | None,
    first: int = 0,
    end: int | None = None,
    leaning: bool = False,
) -> tuple[str, str]:
    """The perturbation and the rule that told it. ``sign``: that of the outcome, as far as it is known. ``first`` up
    to ``end``: the words of the statement that tells the outcome. ``leaning``: the cargo was named a sentence before.
    """
    reader = _Reader(words, cargo, first, len(words) if end is None else end, leaning)
    blocked = reader.uptake_block if reader.uptake_first() else reader.depletion
    for act in (blocked, reader.uptake_block, reader.depletion, reader.lost, reader.given, reader.gained, reader.kept):
        rule = act(sign)
        if rule:
            return _NAMES[act.__name__], rule
    return "natural transfer", "nothing else is told"


_NAMES = {
    "uptake_block": "uptake block",
    "depletion": "vesicle depletion",
    "lost": "cargo lost",
    "given": "vesicle given as treatment",
    "gained": "cargo overexpressed",
    "kept": "uptake block",
}


TAKEN_AWAY = ("cargo lost", "vesicle depletion", "uptake block")


class _Reader(Stopping):
    # Cargo -------------------------------------------------------------------------------------------------------

    def lost(self, sign: int | None) -> str:
        for mention in self.cargo:
            rule = self.one_lost(mention)
            if rule:
                return rule
        opening = range(self.first, min(self.end, self.first + 3))
        if not self.known and any(
            self.stem(k) in LOSING and is_vesicle(self.words[n]) and self.low(n) in ("exosomal", "vesicular")
            and forms.RNA_WORD.match(self.low(n + 1))
            for k in opening for n in (k + 1, k + 2, k + 3)
            if n < self.end
        ):  # fmt: skip
            return f"“{self.words[self.first].text}”"  # "Silencing the exosomal lncRNA restored ..."
        for k in self.here if self.known or self.leaning else ():
            low = self.low(k)
            if low in ("its", "whose", "their", "this", "such") and any(
                self.low(n) in LOSING_NOUNS or (self.low(n) in ("reduction", "decrease") and self.low(n + 1) != "of")
                for n in (k + 1, k + 2, k + 3)
            ):
                return f"“{self.words[k].text} {self.words[k + 1].text}”"
            if low == "which" and self.low(k - 1) == "of" and self.low(k - 2) in LOSING_NOUNS:
                return f"“{self.words[k - 2].text} of which”"
            if (
                self.leaning
                and low in LOSING_NOUNS
                and self.low(k + 1) == "of"
                and self.low(k + 2) in ("this", "the", "it")
            ):
                return f"“{self.words[k].text} of {self.words[k + 2].text}”"
            by_blocker = low in ("si", "sirna", "shrna", "antagomir") and self.low(k - 1) in (
                "with",
                "by",
                "via",
                "an",
                "a",
            )
            if by_blocker and not self.cargo and not any(m.kind == "siRNA/antisense" for m in self.known):
                return f"“{self.words[k].text}”"
        return ""

    def one_lost(self, mention: Mention) -> str:
        if mention.kind == "siRNA/antisense" or mention.family == "drug":
            return ""
        if mention.suffix in say.LOSS_SUFFIX or mention.suffix in _SUFFIXES:
            return f"“{mention.text}-{mention.suffix}”"
        for k in range(mention.first - 1, max(self.first - 1, mention.first - 10), -1):
            word = self.words[k]
            if word.low in (",", ";", ":", "which", "that", ".", "by") or (
                word.stem in say.HANDING and (word.low.endswith("s") or self.low(k - 1) in _PLURALS)
            ):
                break
            if word.low in ("as", "when", "while", "because", "since", "once") and self.low(k - 1) != "such":
                break  # “declines as the vesicles deliver miR-21”: another clause
            if word.stem in say.RESISTANCE | say.SENSITIVITY and self.low(k + 1) not in ("of",):
                break  # “the loss of sensitivity by miR-21” is a loss of something else
            if word.low == "absence" and self.either_way(k):
                break
            if word.low in ("step", "parallel", "proportion", "tandem") and self.low(k + 1) in ("with", "to"):
                break  # "declined in step with the amount of X"
            if word.low == "targeting" and k > self.first and is_vesicle(self.words[k - 1]):
                break  # "engineered exosomes targeting X": what they are made to go for
            if word.low == "without" and self.low(k - 1) in ("as", "than") and self.low(k - 2) == "with":
                break  # "with as without X"
            losing = (word.stem in LOSING and word.low not in ("target", "targets", "targeted")) or word.low in (
                "without",
                "si",
                "sirna",
                "antagomir-mediated",
                "no",
            )
            bare = word.low in _BARE_OF and self.low(k + 1) == "of"
            scant = word.low in ("poor", "low", "deficient") and self.low(k + 1) == "in"
            if (bare or scant) and is_vesicle(self.words[k - 1]):
                return f"“{word.text} {self.low(k + 1)} {mention.text}”"
            if losing and not (word.low == "no" and k != mention.first - 1):
                return f"“{word.text}”"
            if self.unlike(k, mention.first):
                break  # “EVs, unlike those from which X had been deleted, ...”: what is only compared with
            no_more = word.low == "longer" and self.low(k - 1) == "no"
            if word.stem in say.FAILING | say.STOPPING or word.low == "cannot" or no_more:
                packing = range(k + 1, mention.first)
                if any(self.stem(n) in say.HANDING | _STOWING for n in packing) and self.vesicle_near(
                    mention.last, 5, 5
                ):
                    return f"“{word.text}”"  # "unable to pack X into exosomes", "stopped exporting X"
            if self.taken_by_another(k, mention.first):
                return f"“{word.text}”"
            if (word.stem in _LESSENED or word.low in ("less", "little")) and self.handed_less(k, mention.first):
                return f"“{word.text}”"
            if k >= mention.first - 2 and word.stem in say.LESSER and self.carried_little(k):
                return f"“{word.text} {mention.text}”"
        after = mention.last + 1
        told = self.low(after + 1) in ("when", "once", "if", "after") and self.low(after + 2) == "it"
        if self.low(after) == "," and told and any(self.stem(k) in _LOST_AFTER for k in range(after + 3, after + 7)):
            return f"“{self.words[after + 3].text}”"  # "X, when it was edited out of the exosomes, ..."
        if any(self.unlike(k, mention.first) for k in range(max(self.first, mention.first - 9), mention.first)):
            return ""
        with_it = any(self.low(k) == "with" for k in (mention.first - 1, mention.first - 2, mention.first - 3))
        if (
            with_it
            and self.stem(after) in _LOST_AFTER | _SCARCE
            and self.low(after).endswith(("ed", "gone", "absent", "en", "t"))
        ):
            return f"“{self.words[after].text}”"  # "with exosomal X silenced, ..."
        relative = any(
            self.low(k) in ("that", "which") and self.low(k - 1) not in ("from", "in", "of", "for", "by", "with", "to")
            for k in (mention.first - 1, mention.first - 2)
        )  # "the gain that X brought about was lost"
        subject = not relative and self.low(mention.first - 1) not in ("with", "by", "via", "through", "from")
        for k in range(mention.last + 1, min(self.end, mention.last + 8)):
            word = self.words[k]
            if word.low in (";", ":", ".", ",", "and", "but"):
                break
            be = any(self.low(n) in BE for n in range(mention.last + 1, k + 1)) or self.under_with(mention, k)
            if subject and word.stem in _LOST_AFTER and be and not word.low.endswith("ing"):
                return f"“{word.text}”"
            if subject and be and word.stem in _SCARCE:
                return f"“{word.text}”"
            near = k <= mention.last + 2 or self.low(mention.last + 1) in _TYPES
            if near and (
                word.low in LOSING_NOUNS
                or word.low in ("inhibitor", "inhibitors", "antagomir", "antagomirs", "sirna", "shrna")
            ):
                return f"“{word.text}”"
        return ""

    def unlike(self, at: int, first: int) -> bool:
        """Whether a name stands in an aside that tells with what something is compared."""
        return self.low(at) == "unlike" and self.low(at - 1) == "," and not any(
            self.low(k) == "," for k in range(at, first)
        )  # fmt: skip

    def under_with(self, mention: Mention, at: int) -> bool:
        """“With exosomal UCA1 silenced, ...”: a participle right behind the name, under “with”."""
        before = range(max(self.first, mention.first - 5), mention.first)
        return at <= mention.last + 2 and self.low(at + 1) in (",", "in", "by", "", "out", "down", "off") and any(
            self.low(n) == "with" and (n == self.first or self.words[n - 1].is_mark) for n in before
        )  # fmt: skip

    def taken_by_another(self, verb: int, first: int) -> bool:
        """“The extract suppressed exosomal X and raised the sensitivity”: what is no vesicle takes X away."""
        if self.stem(verb) not in _TAKING_AWAY or not self.low(verb).endswith(("ed", "s", "ing")):
            return False
        if verb == self.first or not all(
            self.low(k) in _SMALL or self.stem(k) in _PORTIONS for k in range(verb + 1, first)
        ):
            return False
        if not any(is_vesicle(self.words[k]) for k in range(verb + 1, first)):
            return False
        before = range(self.first, verb)
        return not any(is_vesicle(self.words[k]) or any(m.first <= k <= m.last for m in self.known) for k in before)

    def handed_less(self, at: int, first: int) -> bool:
        """“Reduced exosomal export of X”, “decreased levels of X in EVs”: less of it, as the subject."""
        opens = at <= self.first + 2 or self.low(at - 1) in (",", "that", "and", "the", "whereas", "while")
        return opens and all(self.low(k) in _SMALL or self.stem(k) in _PORTIONS for k in range(at + 1, first))

    def carried_little(self, at: int) -> bool:
        """“exosomes with less miR-21”, “vesicles that contain little X”."""
        return self.low(at - 1) in (
            "with",
            "contain",
            "contained",
            "containing",
            "carry",
            "carrying",
            "carried",
            "release",
            "in",
            "held",
            "hold",
        )

    def given(self, sign: int | None) -> str:
        if sign is not None and sign > 0:
            return ""
        if any(m.kind == "siRNA/antisense" for m in self.known):
            return "a blocker is delivered"
        if any(m.family == "drug" for m in self.known):
            return "a drug is delivered"
        if self.low(self.first) in _HANDED and self.low(self.first + 1) in ("to", "into", "in") and any(
            is_vesicle(self.words[k]) for k in self.here
        ) and any(self.low(k) in _ANIMALS for k in range(self.first + 2, self.first + 7)):  # fmt: skip
            return "vesicles are given"
        for k in self.here:
            word = self.words[k]
            near = range(max(self.first, k - 9), min(self.end, k + 6))
            loose = word.low in ("applied", "addition", "supplied", "together") and not self.together(k)
            exposed = word.low == "given" and self.low(k - 1) in ("been", "were", "was", "are")
            loose = loose or (
                exposed and any(self.stem(n) == "cell" or self.low(n) in ("they", "these") for n in range(k - 5, k))
            )
            if word.low in _BESIDE and not loose and any(is_vesicle(self.words[n]) for n in near):
                return "vesicles are given"
            if word.low in _PUT_WITH and any(is_vesicle(self.words[n]) for n in near):
                return f"“{word.text}”"
            if word.low in _PUT_IN and any(
                is_vesicle(self.words[n]) for n in range(max(self.first, k - 6), min(self.end, k + 5))
            ):
                return f"“{word.text}”"
            if word.stem in _GIVEN or word.low.startswith(("engineered", "bioengineered")):
                return f"“{word.text}”"
            if (
                word.low in ("treatment", "treating", "treated", "therapy", "administering", "administration")
                and any(
                    is_vesicle(self.words[n]) for n in range(k, min(self.end, k + 4 + 5 * (self.low(k + 1) == "of")))
                )
                and not any(self.low(n) in HARSH for n in range(k - 3, k + 1))
            ):  # "RNase treatment of the exosomes"
                return f"“{word.text} with vesicles”"
            if word.low.endswith(_FITTED) and any(map(is_vesicle, self.words[k + 1 : min(self.end, k + 3)])):
                return f"“{word.text}”"
            if word.low in _FILLED and any(
                is_vesicle(self.words[n]) for n in range(max(self.first, k - 4), min(self.end, k + 5))
            ):
                return f"“{word.text}”"
        if any(self.low(k).startswith("drug-") and self.low(k).endswith(_HOLDING_IT) for k in self.here):
            return "a drug is delivered"
        if any(self.low(k) == "alone" or self.low(k) == "itself" for k in self.here) and any(
            self.low(k) == "than" for k in self.here
        ):
            return "compared with the drug alone"
        for mention in self.cargo:
            if mention.suffix in MADE or mention.suffix in ("loaded", "co-loaded", "engineered", "modified"):
                return f"“{mention.text}-{mention.suffix}”"
        return ""

    def together(self, at: int) -> bool:
        return any(self.low(k) in ("with", "alongside") for k in range(at - 3, at + 4))

    def gained(self, _sign: int | None) -> str:
        for m in self.cargo:
            for k in range(max(self.first, m.first - 6), min(self.end, m.last + 7)):
                word, ahead = self.words[k], m.first - k
                raised = (word.stem in say.GAINED and word.low not in ("put", "puts")) or word.low == "putting"
                if raised and (word.low not in _PUT_BACK or 0 < ahead < 5):
                    return f"“{word.text}”"
                of = 0 < ahead < 6 and self.low(k + 1) == "of"
                if of and word.low in ("copy", "copies") and self.low(k - 1) in _FURTHER:
                    return f"“{self.words[k - 1].text} {word.text}”"
                if of and (word.low in _MORE_OF or (word.low == "expression" and self.low(k - 1) in _MADE_TO)):
                    return f"“{word.text} of {m.text}”"
        return ""

    def masked(self) -> bool:
        """“Pretreating the vesicles with an antibody took away their ability ...”."""
        opening = range(self.first, min(self.end, self.first + 4))
        return any(
            self.stem(k) in _MASKING
            and any(is_vesicle(self.words[n]) for n in range(k + 1, min(self.end, k + 5)))
            and any(self.low(n) in _BINDERS for n in range(k + 3, k + 12))
            for k in opening
        )

    def kept(self, _sign: int | None) -> str:
        """“An antibody blocked the transmission of resistance”: what vesicles hand on is kept back by something
        else."""
        if self.masked():
            return f"“{self.words[self.first].text}” vesicles"
        first = range(self.first, min(self.end, self.first + 3))
        if any(is_vesicle(self.words[k]) or any(m.first == k for m in self.known) for k in first):
            return ""
        for k in self.here:
            if self.low(k) in _PASSING and self.low(k + 1) == "of" and self.blocked(k):
                near = range(k + 2, min(self.end, k + 6))
                if any(self.stem(n) in say.RESISTANCE for n in near):
                    return f"“{self.words[k].text}” is blocked"
        return ""


_PLURALS = frozenset(
    "exosomes vesicles evs sevs microvesicles microparticles ectosomes oncosomes cells fibroblasts macrophages cafs "
    "mscs "
    "stroma they which that blasts astrocytes platelets tumours tumors".split()
)
"""Subjects of “deliver”, which is no noun after them."""
_MASKING = stems("pretreat treat preincubate pre-incubate incubate coat mask saturate cloak cover incubation "
                 "preincubation pre-incubation pretreatment treatment")  # fmt: skip
_BINDERS = frozenset("antibody antibodies nanobody nanobodies peptide lectin aptamer annexin heparin".split())
_SMALL = frozenset("of the exosomal vesicular ev exosome their".split())
_TAKING_AWAY = stems(
    "suppress reduce lower decrease downregulate down-regulate block neutralise neutralize inhibit diminish deplete "
    "attenuate abolish"
)
_LESSENED = stems("reduced decreased diminished lowered downregulated down-regulated impaired defective")
_PORTIONS = stems(
    "export release secretion transfer delivery transport shuttling packaging loading level amount content abundance "
    "expression sorting mirna microrna lncrna circrna"
)
_TYPES = frozenset("mrna protein expression levels rna".split())
_SUFFIXES = frozenset("depleted deficient silenced knockdown lacking free null knockout".split())
_SCARCE = stems("gone scarce absent missing lacking depleted")
_BESIDE = frozenset(
    "jointly tandem concert unison given injected administered applied supplied combined plus addition "
    "combination together".split()
)
_HOLDING_IT = ("-loaded", "-laden", "-filled", "-carrying", "-bearing", "-packed")
_FITTED = ("-tagged", "-decorated", "-functionalised", "-functionalized", "-conjugated", "-coated", "-displaying")
_FILLED = frozenset("loaded co-loaded encapsulated formulated electroporated filled".split())
_PUT_BACK = frozenset("restore restored restores restoring reintroduced reintroducing reintroduce putting".split())
_PASSING = frozenset("transmission transfer spread dissemination propagation passage".split())
_BARE_OF = frozenset("free devoid void empty bereft clear rid clean denuded".split())
_FURTHER = frozenset("extra additional second spare further more added many".split())
_MORE_OF = frozenset("restoration increase upregulation re-expression reintroduction".split())
_MADE_TO = frozenset("stable forced ectopic increased enforced exogenous induced higher".split())
LOSING = stems(
    "disappearance vanishing excision disruption dearth paucity shortfall deficit want waning exhaustion withdrawal "
    "inactivation editing extinction erosion cannot knockdown knock-down knockout knock-out silence silencing "
    "deplete depletion delete deletion "
    "ablation loss absence removal lack lacking knocking antagonise antagonising neutralise neutralising "
    "deprive deprived stripped devoid inhibition inhibiting lost blockade blocking suppression sirna "
    "empty purge rid drain rob edit excise "
    "abrogation downregulation down-regulation deficient deficiency knock scarcity decline interference "
    "targeting antagomir ablate erase remove eliminate stripping shrna bereft shorn denude divest dispossess expunge "
    "shortage dearth paucity weed scrub bleach withhold omit subtract exclude emptied relieve cleanse unload "
    "knocking-out"
)
_STOWING = stems("pack package load sort stow put place enclose encapsulate stuff incorporate wrap insert hand")
_LOST_AFTER = stems(
    "edited excised disrupted purged "
    "silenced depleted knocked deleted removed ablated inhibited lost blocked neutralised absent antagonised "
    "suppressed stripped eliminated cleared erased ablated expunged scrubbed weeded flushed withheld withdrawn "
    "omitted "
    "subtracted excluded destroyed degraded digested cleansed snipped drained neutralized "
    "mopped soaked sequestered immunodepleted"
)
_HANDED = frozenset("given delivered applied transplanted supplied fed offered dosed".split())
_ANIMALS = frozenset("mice mouse rats rat animals hamsters rabbits dogs patients zebrafish pigs".split())
_PUT_WITH = frozenset(
    "co-administration coadministration co-administered coadministered co-injection co-injected co-infusion "
    "co-infused "
    "co-treatment co-therapy".split()
)
_PUT_IN = frozenset(
    "infused infusion infusing infusions instilled instillation inhaled inhalation nebulised nebulized gavage gavaged "
    "transfused perfused orally intraperitoneally intravenously intratracheally subcutaneously intrapleurally".split()
)
_GIVEN = stems(
    "inject injection intratumoural intratumoral nanocarrier vehicle administer administration "
    "dominant-negative recombinant exogenous bioengineered engineered intravenous intranasal autologous"
)


def is_blocked_traffic(words: Sequence[Word]) -> bool:
    """Whether release or uptake is blocked, of vesicles that a sentence before has named."""
    reader = _Reader(words, (), 0, len(words))
    traffic = (k for k, w in enumerate(words) if w.stem in say.RELEASE | say.UPTAKE and w.low not in _OF_ANYTHING)
    return any(map(reader.blocked, traffic))


_OF_ANYTHING = frozenset("entry generation production output".split())
