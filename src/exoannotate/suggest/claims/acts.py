"""What was done to the vesicle or its cargo before the response was seen: the perturbation."""

from __future__ import annotations

from collections.abc import Sequence

from exoannotate.suggest.claims import language as say
from exoannotate.suggest.claims.mention import MADE, Mention
from exoannotate.suggest.claims.vesicles import is_vesicle
from exoannotate.suggest.claims.words import Word, stem, stems


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


class _Reader:
    def __init__(
        self, words: Sequence[Word], cargo: Sequence[Mention], first: int, end: int, leaning: bool = False
    ) -> None:
        self.words, self.first, self.end, self.leaning = words, first, end, leaning
        self.cargo = [m for m in cargo if first <= m.first < end]
        self.known = list(cargo)
        self.here = range(first, end)

    def low(self, at: int) -> str:
        return self.words[at].low if self.first <= at < self.end else ""

    def stem(self, at: int) -> str:
        return self.words[at].stem if self.first <= at < self.end else ""

    def uptake_first(self) -> bool:
        """Whether uptake is spoken of before release."""
        said = (self.stem(k) in say.UPTAKE for k in self.here if self.stem(k) in say.UPTAKE | say.RELEASE)
        return next(said, True)

    def vesicle_near(self, at: int, before: int = 5, after: int = 6) -> bool:
        return any(
            is_vesicle(self.words[k]) or self.words[k].low in ("their", "its", "these", "whose")
            for k in range(max(self.first, at - before), min(self.end, at + after))
        )

    # Vesicles ----------------------------------------------------------------------------------------------------

    def uptake_block(self, _sign: int | None) -> str:
        for k in self.here:
            word = self.words[k]
            if word.stem in say.UPTAKE_BLOCKERS or word.low in say.UPTAKE_BLOCKERS:
                return f"“{word.text}”"
            if self.kept_from_acting(k):
                return f"“{word.text}” keeps vesicles from acting"
            taken = (
                word.stem in say.UPTAKE
                or (word.stem == stem("take") and self.low(k + 1) == "up")
                or word.stem in _TAKING_UP
            )
            if taken and self.blocked(k) and self.of_vesicles(k):
                return f"“{word.text}” is blocked"
        return ""

    def kept_from_acting(self, at: int) -> bool:
        """“prevented EVs from inducing resistance”: the vesicles are there and hindered."""
        if self.stem(at) not in say.BLOCKING and self.low(at) not in ("kept", "keep", "keeps"):
            return False
        near = range(at + 1, min(self.end, at + 5))
        vesicle = next((k for k in near if is_vesicle(self.words[k])), None)
        return vesicle is not None and any(
            self.low(k) == "from" and self.low(k + 1).endswith("ing") for k in range(vesicle + 1, vesicle + 3)
        )

    def of_vesicles(self, at: int) -> bool:
        """Whether it is vesicles that are taken up, and not something else that enters."""
        if self.low(at + 1) == "of":
            near = range(at + 2, min(self.end, at + 6))
            return any(is_vesicle(self.words[n]) or self.low(n) in ("these", "them", "those", "such") for n in near)
        before = self.low(at - 1)
        told = before in say.FUNCTION or before in ("cellular", "exosomal") or self.stem(at - 1) in say.BLOCKING
        if (
            before.isalpha()
            and not told
            and not is_vesicle(self.words[at - 1])
            and not before.endswith(("ed", "ing", "ly"))
        ):
            return False  # "gemcitabine uptake"
        return any(is_vesicle(self.words[n]) or self.low(n) in ("their", "them") for n in self.here)

    def depletion(self, _sign: int | None) -> str:
        for k in self.here:
            word = self.words[k]
            head, _, tail = word.low.partition("-")
            if (word.stem in say.RELEASE_BLOCKERS or head in say.RELEASE_BLOCKERS) and self.means_loss(k, head):
                return f"“{word.text}”"
            if head in _VESICLES and tail in ("depleted", "free", "deprived", "depletion", "deficient", "cleared"):
                return f"“{word.text}”"
            if head in _VESICLES and self.low(k + 1) in (
                "inhibitor",
                "inhibitors",
                "depletion",
                "removal",
                "blockade",
                "inhibition",
            ):
                return f"“{word.text} {self.words[k + 1].text}”"
            if (
                (k == self.first or self.words[k - 1].is_mark)
                and head in _HARSH
                and tail in _BROKEN
                and any(is_vesicle(w) for w in self.words[k + 1 : min(self.end, k + 3)])
            ):
                return f"“{word.text}” vesicles"
            if word.stem in say.RELEASE and self.blocked(k) and self.vesicle_near(k):
                return f"“{word.text}” is blocked"
            if word.stem in _SENDING and self.vesicle_near(k, 4, 5) and self.low(k - 1) == "longer":
                return f"“no longer {word.text}”"
            if self.cargo:
                continue
            if (
                is_vesicle(word)
                and self.near_before(k, _REMOVING, 4)
                and self.low(0) != "neither"
                and not self.near_before(k, {"of"}, 0)
            ):
                return f"“{word.text}” removed"
            if is_vesicle(word) and self.passive(k, _REMOVING):
                return f"“{word.text}” removed"
            if (
                word.low == "without"
                and not (self.low(k - 1) in ("and", "or") and self.low(k - 2) == "with")
                and any(is_vesicle(self.words[n]) for n in range(k + 1, min(self.end, k + 4)))
            ):
                return "without vesicles"
            if word.low in ("absence", "lack") and any(
                is_vesicle(self.words[n]) for n in range(k + 1, min(self.end, k + 5))
            ):
                return "without vesicles"
        return ""

    def means_loss(self, at: int, head: str) -> bool:
        """Whether a word for what stops vesicles tells that they are stopped: an enzyme does so where it is lost."""
        if head not in _ENZYMES:
            return True
        near = range(max(self.first, at - 7), min(self.end, at + 8))
        return "-" in self.low(at) or any(
            self.stem(k) in say.LOSS | say.BLOCKING or self.low(k).startswith("deficien") for k in near
        )

    # Cargo -------------------------------------------------------------------------------------------------------

    def lost(self, sign: int | None) -> str:
        for mention in self.cargo:
            rule = self.one_lost(mention)
            if rule:
                return rule
        for k in self.here if self.known or self.leaning else ():
            low = self.low(k)
            if low in ("its", "whose", "their", "this", "such") and any(
                self.low(n) in _LOSING_NOUNS or (self.low(n) in ("reduction", "decrease") and self.low(n + 1) != "of")
                for n in (k + 1, k + 2, k + 3)
            ):
                return f"“{self.words[k].text} {self.words[k + 1].text}”"
            if (
                self.leaning
                and low in _LOSING_NOUNS
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
                word.stem in say.HANDING and word.low.endswith("s")
            ):
                break
            if word.stem in say.RESISTANCE | say.SENSITIVITY and self.low(k + 1) not in ("of",):
                break  # “the loss of sensitivity by miR-21” is a loss of something else
            losing = word.stem in _LOSING or word.low in ("without", "si", "sirna", "antagomir-mediated", "no")
            if word.low in ("poor", "low", "deficient") and self.low(k + 1) == "in" and is_vesicle(self.words[k - 1]):
                return f"“{word.text} in {mention.text}”"
            if losing and not (word.low == "no" and k != mention.first - 1):
                return f"“{word.text}”"
            if k >= mention.first - 2 and word.stem in say.LESSER and self.carried_little(k):
                return f"“{word.text} {mention.text}”"
        subject = self.low(mention.first - 1) not in ("with", "by", "via", "through", "from")
        for k in range(mention.last + 1, min(self.end, mention.last + 8)):
            word = self.words[k]
            if word.low in (";", ":", ".", ",", "and", "but"):
                break
            be = any(self.low(n) in _BE for n in range(mention.last + 1, k + 1))
            if subject and word.stem in _LOST_AFTER and be and not word.low.endswith("ing"):
                return f"“{word.text}”"
            if subject and be and word.stem in _SCARCE:
                return f"“{word.text}”"
            near = k <= mention.last + 2 or self.low(mention.last + 1) in _TYPES
            if near and (
                word.low in _LOSING_NOUNS
                or word.low in ("inhibitor", "inhibitors", "antagomir", "antagomirs", "sirna", "shrna")
            ):
                return f"“{word.text}”"
        return ""

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
        for k in self.here:
            word = self.words[k]
            near = range(max(self.first, k - 9), min(self.end, k + 6))
            loose = word.low in ("applied", "addition", "supplied", "together") and not self.together(k)
            exposed = word.low == "given" and self.low(k - 1) in ("been", "were", "was", "are")
            loose = loose or (exposed and any(self.stem(n) == "cell" for n in range(k - 5, k)))
            if word.low in _BESIDE and not loose and any(is_vesicle(self.words[n]) for n in near):
                return "vesicles are given"
            if word.stem in _GIVEN or word.low.startswith(("engineered", "bioengineered")):
                return f"“{word.text}”"
            if word.low in ("treatment", "treating", "treated", "therapy", "administering", "administration") and any(
                is_vesicle(self.words[n]) for n in range(k, min(self.end, k + 4 + 5 * (self.low(k + 1) == "of")))
            ):
                return f"“{word.text} with vesicles”"
            if word.low in _FILLED and any(
                is_vesicle(self.words[n]) for n in range(max(self.first, k - 4), min(self.end, k + 5))
            ):
                return f"“{word.text}”"
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
                raised = word.stem in say.GAINED or word.low == "putting"
                if raised and (word.low not in _PUT_BACK or 0 < ahead < 5):
                    return f"“{word.text}”"
                of = 0 < ahead < 6 and self.low(k + 1) == "of"
                if of and (word.low in _MORE_OF or (word.low == "expression" and self.low(k - 1) in _MADE_TO)):
                    return f"“{word.text} of {m.text}”"
        return ""

    def kept(self, _sign: int | None) -> str:
        """“An antibody blocked the transmission of resistance”: what vesicles hand on is kept back by something "
        "else."""
        first = range(self.first, min(self.end, self.first + 3))
        if any(is_vesicle(self.words[k]) or any(m.first == k for m in self.known) for k in first):
            return ""
        for k in self.here:
            if self.low(k) in _PASSING and self.low(k + 1) == "of" and self.blocked(k):
                near = range(k + 2, min(self.end, k + 6))
                if any(self.stem(n) in say.RESISTANCE for n in near):
                    return f"“{self.words[k].text}” is blocked"
        return ""

    # Small questions ---------------------------------------------------------------------------------------------

    def blocked(self, at: int) -> bool:
        """Whether what a noun names is blocked: "blocking the release", "release is inhibited"."""
        for k in range(at - 1, max(self.first - 1, at - 8), -1):
            if self.low(k) == "and" and (self.stem(k - 1) in say.RELEASE or self.low(k - 1) == "formation"):
                continue  # "suppressing exosome formation and secretion"
            if self.low(k) in (",", ";", "which", "that", "and", "after", "upon", "following", "once", "when"):
                break
            if self.low(k) in ("inhibitor", "inhibitors", "blocker", "blockers") and self.low(k + 1) == "of":
                return True
            little = k >= at - 2 and self.low(k) in ("no", "less", "impaired", "defective")
            if little or self.stem(k) in say.BLOCKING | say.STOPPING | say.FAILING | _LACKING:
                return True
        return self.passive(at, say.BLOCKING | say.STOPPING)

    def passive(self, at: int, doing: frozenset[str]) -> bool:
        """“its release was blocked”."""
        for k in range(at + 1, min(self.end, at + 8)):
            if self.low(k) in (",", ";", "which", "that", "and") or self.stem(k) in say.RESISTANCE | say.SENSITIVITY:
                return False
            if self.low(k) in _BE:
                return any(self.stem(n) in doing for n in range(k, k + 4))
        return False

    def near_before(self, at: int, stems: frozenset[str] | set[str], reach: int) -> bool:
        for k in range(at - 1, max(self.first, at - reach) - 1, -1):
            if self.low(k) in (",", ";"):
                return False
            if self.stem(k) in stems:
                return True
        return False


_ENZYMES = frozenset("sphingomyelinase smpd3 rab27a rab27 rab27b rab11 rab35 tsg101 alix nsmase nsmase2".split())
_VESICLES = frozenset("exosome exosomes ev evs vesicle vesicles exosomal microvesicle sev sevs".split())
_BE = frozenset("is was were are been had has be being became becomes".split())
_TYPES = frozenset("mrna protein expression levels rna".split())
_SUFFIXES = frozenset("depleted deficient silenced knockdown lacking free null knockout".split())
_TAKING_UP = stems("ingest internalise internalize endocytose engulf absorb swallow")
_SENDING = stems("release secrete shed export discharge")
_SCARCE = stems("scarce absent missing lacking depleted")
_BESIDE = frozenset("given injected administered applied supplied combined plus addition combination together".split())
_FILLED = frozenset("loaded co-loaded encapsulated formulated electroporated filled".split())
_PUT_BACK = frozenset("restore restored restores restoring reintroduced reintroducing reintroduce putting".split())
_PASSING = frozenset("transmission transfer spread dissemination propagation passage".split())
_LACKING = stems("lack lacked lacking")
_MORE_OF = frozenset("restoration increase upregulation re-expression reintroduction".split())
_MADE_TO = frozenset("stable forced ectopic increased enforced exogenous induced higher".split())
_HARSH = frozenset("detergent triton heat boiling rnase proteinase protease trypsin uv sonication".split())
_BROKEN = frozenset("treated inactivated digested killed disrupted lysed".split())
_REMOVING = stems(
    "deplete depleting depletion remove removal removing eliminate eliminating withdraw withdrawal deprive "
    "scavenge clear filter degrade take-out elimination clearance filtration exclusion omission"
)
_LOSING = stems(
    "cannot knockdown knock-down knockout knock-out silence silencing deplete depletion delete deletion "
    "ablation loss absence removal lack lacking knocking antagonise antagonising neutralise neutralising "
    "deprive deprived stripped devoid inhibition inhibiting lost blockade blocking suppression sirna "
    "abrogation downregulation down-regulation deficient deficiency knock scarcity decline interference "
    "targeting antagomir ablate erase remove eliminate stripping shrna"
)
_LOSING_NOUNS = frozenset(
    "depletion loss absence knockdown knock-down silencing deletion removal inhibition knockout knock-out "
    "ablation deficiency blockade scarcity neutralisation neutralization suppression downregulation "
    "down-regulation decline lack".split()
)
_LOST_AFTER = stems(
    "silenced depleted knocked deleted removed ablated inhibited lost blocked neutralised absent antagonised "
    "suppressed stripped eliminated"
)
_GIVEN = stems(
    "inject injection intratumoural intratumoral nanocarrier vehicle administer administration "
    "exogenous bioengineered engineered intravenous intranasal autologous"
)


def is_blocked_traffic(words: Sequence[Word]) -> bool:
    """Whether release or uptake is blocked, of vesicles that a sentence before has named."""
    reader = _Reader(words, (), 0, len(words))
    traffic = (k for k, w in enumerate(words) if w.stem in say.RELEASE | say.UPTAKE and w.low not in _OF_ANYTHING)
    return any(map(reader.blocked, traffic))


_OF_ANYTHING = frozenset("entry generation production output".split())
