"""Whether vesicles are kept from being released or taken up, or are taken away."""

from __future__ import annotations

from collections.abc import Sequence

from exoannotate.suggest.claims.names.mention import Mention
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.vesicles import is_vesicle
from exoannotate.suggest.claims.sentence.words import Word, stem, stems


class Stopping:
    """Reads the words ``first`` up to ``end`` of one sentence, those of one statement."""

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

    def uptake_block(self, _sign: int | None) -> str:
        for k in self.here:
            word = self.words[k]
            if word.stem in say.UPTAKE_BLOCKERS or word.low in say.UPTAKE_BLOCKERS:
                return f"“{word.text}”"
            if self.caught_in_time(k):
                return f"“{word.text}” keeps vesicles from acting"
            if self.kept_from_acting(k):
                return f"“{word.text}” keeps vesicles from acting"
            taken = (
                word.stem in say.UPTAKE
                or (word.stem == stem("take") and self.low(k + 1) == "up")
                or word.stem in _TAKING_UP
            )
            passing = word.low in _ARRIVING and self.low(k + 1) == "of" and self.of_vesicles(k)
            if (taken and self.blocked(k) and self.of_vesicles(k)) or (passing and self.blocked(k)):
                return f"“{word.text}” is blocked"
        return ""

    def caught_in_time(self, at: int) -> bool:
        """“Antibodies intercepted the vesicles before these could ...”."""
        if self.stem(at) not in _CATCHING or not any(map(is_vesicle, self.words[at + 1 : min(self.end, at + 4)])):
            return False
        return any(self.low(k) == "before" for k in range(at + 2, self.end))

    def kept_from_acting(self, at: int) -> bool:
        """“prevented EVs from inducing resistance”: the vesicles are there and hindered."""
        if self.stem(at) not in say.BLOCKING and self.low(at) not in ("kept", "keep", "keeps", "shut"):
            return False
        near = range(at + 1, min(self.end, at + 5))
        vesicle = next((k for k in near if is_vesicle(self.words[k])), None)
        if vesicle is not None and self.low(vesicle + 1) == "from" and self.stem(vesicle + 2) in _LEAVING:
            return False
        if vesicle is not None and self.stem(at) in _BARRING and self.low(vesicle + 1) == "from":
            return True
        if vesicle is not None and self.low(vesicle + 1) == "out" and self.low(at)[:4] in ("kept", "keep", "shut"):
            return True
        return vesicle is not None and any(
            self.low(k) == "from" and self.low(k + 1).endswith("ing") for k in range(vesicle + 1, vesicle + 3)
        )

    def unable(self, at: int) -> bool:
        """“could not make vesicles”, “unable to release exosomes”."""
        if self.low(at - 1) in ("not", "cannot", "never"):
            return True
        return self.low(at - 1) == "to" and self.low(at - 2) in ("unable", "failed", "ceased", "incapable")

    def kept_from_leaving(self, at: int) -> bool:
        """“Blocking vesicles from leaving the cells”."""
        if not is_vesicle(self.words[at]) or self.low(at + 1) != "from" or self.stem(at + 2) not in _LEAVING:
            return False
        return any(self.stem(k) in say.BLOCKING | _BARRING for k in range(max(self.first, at - 4), at))

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
            if head in _VESICLES and tail in (
                "depleted",
                "free",
                "deprived",
                "depletion",
                "deficient",
                "cleared",
                "poor",
            ):
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
                and head in HARSH
                and tail in _BROKEN
                and any(is_vesicle(w) for w in self.words[k + 1 : min(self.end, k + 3)])
            ):
                return f"“{word.text}” vesicles"
            if (
                (word.stem in say.RELEASE and self.vesicle_near(k)) or (word.stem in _MAKING_THEM and self.of_them(k))
            ) and self.blocked(k):
                return f"“{word.text}” is blocked"
            if word.low in _COUNTS and self.low(k + 1) == "of" and self.low(k - 1) in ("the", "their") and (
                any(map(is_vesicle, self.words[k + 2 : min(self.end, k + 5)])) and self.stem(k - 2) in _CUTTING
            ):  # fmt: skip
                return f"fewer “{word.text}”"  # "cut the number of exosomes"
            if word.stem in _SENDING and self.vesicle_near(k, 4, 5) and self.low(k - 1) == "longer":
                return f"“no longer {word.text}”"
            unable = word.stem in _SENDING | _FORMING and any(map(is_vesicle, self.words[k + 1 : min(self.end, k + 4)]))
            if unable and self.unable(k):
                return f"“{word.text}” is blocked"
            few = word.stem in _SENDING and self.low(k + 1) in ("fewer", "less", "few", "hardly", "no", "scarcely")
            if few and any(map(is_vesicle, self.words[k + 2 : min(self.end, k + 4)])):
                return f"“{word.text} {self.words[k + 1].text}”"
            if self.kept_from_leaving(k):
                return f"“{word.text}” removed"
            if self.cargo:
                continue
            if word.low == "its" and not self.known and self.of_release(k):
                return f"“{word.text}” release is blocked"
            if is_vesicle(word) and self.robbed_of_power(k):
                continue  # "stripped its vesicles of the power to"
            if (
                is_vesicle(word)
                and self.near_before(k, _REMOVING, 4)
                and self.low(0) != "neither"
                and not self.near_before(k, {"of"}, 0)
            ):
                return f"“{word.text}” removed"
            if (
                is_vesicle(word)
                and (
                    any(self.low(n) in ("of", "their", "these", "the") for n in (k - 1, k - 2, k - 3))
                    or self.stem(k - 1) in _DENYING
                )
                and self.near_before(k, _STARVING, 7)
            ):
                return f"“{word.text}” removed"
            if is_vesicle(word) and self.low(k - 1) == "of" and self.low(k - 2) in ("free", "devoid", "rid", "cleared"):
                return f"“{self.low(k - 2)} of {word.text}”"
            if is_vesicle(word) and (self.passive(k, _REMOVING | _GONE) or self.parted(k)):
                return f"“{word.text}” removed"
            if (
                word.low == "without"
                and not (self.low(k - 1) in ("and", "or", "as", "than") and self.low(k - 2) == "with")
                and self.low(k - 1) not in ("%", "than", "those", "that")
                and any(is_vesicle(self.words[n]) for n in range(k + 1, min(self.end, k + 4)))
            ):
                return "without vesicles"
            if (
                word.low in _HEATING
                and any(self.low(n) in ("after", "by", "upon", "with", "following") for n in range(k - 2, k))
                and any(self.stem(n) in _BROKEN_OFF for n in range(max(self.first, k - 5), k))
            ):
                return f"“{word.text}” vesicles"
            if is_vesicle(word) and (rule := self.wrecked_or_gone(k)):
                return rule
            if (
                word.low in ("absence", "lack")
                and not self.either_way(k)
                and any(is_vesicle(self.words[n]) for n in range(k + 1, min(self.end, k + 5)))
            ):
                return "without vesicles"
        return ""

    def robbed_of_power(self, at: int) -> bool:
        """“robbed their exosomes of the ability to”: they are there, and do it no more."""
        return self.low(at + 1) == "of" and any(self.stem(k) in say.ABILITY for k in range(at + 2, at + 6))

    def wrecked_or_gone(self, at: int) -> str:
        """“The vesicles, boiled, ...”, “with the vesicles removed”."""
        after = self.low(at + 1)
        if after == "," and self.low(at + 2) in _WRECKED and self.low(at + 3) == ",":
            return f"“{self.words[at + 2].text}” vesicles"
        if after in ("with", "by") and any(self.low(k) in HARSH for k in (at + 2, at + 3)):
            return f"“{self.low(at + 2)}”"  # "pretreatment of exosomes with RNase"
        lost = self.stem(at + 1) in _REMOVING | _GONE and after.endswith(("ed", "gone", "absent"))
        return f"“{after}”" if lost and "with" in (self.low(at - 1), self.low(at - 2)) else ""

    def either_way(self, at: int) -> bool:
        """“in the presence or absence of”: both were tried."""
        return self.low(at - 1) in ("or", "and") and self.low(at - 2) == "presence"

    def of_them(self, at: int) -> bool:
        """“exosome formation”, “the formation of exosomes”."""
        of = self.low(at + 1) == "of" and any(is_vesicle(self.words[k]) for k in range(at + 2, min(self.end, at + 5)))
        return of or (at > self.first and is_vesicle(self.words[at - 1]))

    def of_release(self, at: int) -> bool:
        """“EV secretion was increased, and its inhibition ...”: it is the release that is stopped."""
        if not any(self.low(k) in LOSING_NOUNS for k in range(at + 1, at + 4)):
            return False
        before = self.words[max(0, at - 24) : at]
        return any(w.stem in say.RELEASE for w in before) and any(map(is_vesicle, before))

    def means_loss(self, at: int, head: str) -> bool:
        """Whether a word for what stops vesicles tells that they are stopped: an enzyme does so where it is lost."""
        if head not in _ENZYMES:
            return True
        near = range(max(self.first, at - 7), min(self.end, at + 8))
        return "-" in self.low(at) or any(
            self.stem(k) in say.LOSS | say.BLOCKING | _GONE or self.low(k).startswith("deficien") for k in near
        )

    def blocked(self, at: int) -> bool:
        """Whether what a noun names is blocked: "blocking the release", "release is inhibited"."""
        for k in range(at - 1, max(self.first - 1, at - 8), -1):
            if self.low(k) == "and" and (self.stem(k - 1) in say.RELEASE or self.low(k - 1) == "formation"):
                continue  # "suppressing exosome formation and secretion"
            if self.low(k) in (",", ";", "which", "that", "and", "after", "upon", "following", "once", "when"):
                break
            if self.low(k) == "by" and self.low(at).endswith("ed"):
                break  # "was impaired by exosomes released from ..."
            if self.low(k) in ("inhibitor", "inhibitors", "blocker", "blockers") and self.low(k + 1) == "of":
                return True
            little = k >= at - 2 and self.low(k) in ("no", "less", "impaired", "defective")
            if little or self.stem(k) in say.BLOCKING | say.STOPPING | say.FAILING | _LACKING | _REFUSING:
                return True
        checked = [self.low(k) for k in (at + 1, at + 2)]
        if checked in (["in", "check"], ["at", "bay"], ["under", "control"], ["in", "rein"]) and any(
            self.low(k) in ("kept", "keeps", "keep", "keeping", "held", "holds", "hold") for k in range(at - 6, at)
        ):
            return True  # "kept microvesicle shedding in check"
        return self.passive(at, say.BLOCKING | say.STOPPING) or self.stopped_beside(at)

    def stopped_beside(self, at: int) -> bool:
        """“With exosome release inhibited, cells ...”: a participle behind the noun, under “with”."""
        if not self.low(at + 1).endswith("ed") or self.stem(at + 1) not in say.BLOCKING | say.STOPPING:
            return False
        return any(self.low(k) == "with" for k in range(max(self.first, at - 5), at))

    def passive(self, at: int, doing: frozenset[str]) -> bool:
        """“its release was blocked”."""
        for k in range(at + 1, min(self.end, at + 8)):
            if self.low(k) in (",", ";", "which", "that", "and") or self.stem(k) in say.RESISTANCE | say.SENSITIVITY:
                return False
            if self.low(k) in BE:
                return any(self.stem(n) in doing for n in range(k, k + 4))
        return False

    def parted(self, at: int) -> bool:
        """“after the exosomes had been pelleted out”, “pelleting the vesicles away”: a way to obtain vesicles that
        is one
        to be rid of them with such a particle."""
        for k in range(max(self.first, at - 3), min(self.end, at + 9)):
            away = next((n for n in range(k + 1, k + 4) if self.low(n) in _AWAY), None)
            if self.stem(k) in _PARTING and away is not None and self.low(away + 1) not in ("their", "its", "the"):
                return not any(self.low(n) in (",", ";", "which", "that") for n in range(at + 1, k))
        return False

    def near_before(self, at: int, stems: frozenset[str] | set[str], reach: int) -> bool:
        for k in range(at - 1, max(self.first, at - reach) - 1, -1):
            if self.low(k) in (",", ";"):
                return False
            if self.stem(k) in stems:
                return True
        return False


_REFUSING = stems("deny denied refuse bar forbid forbade dry dried staunch dam")
_ENZYMES = frozenset("sphingomyelinase smpd3 rab27a rab27 rab27b rab11 rab35 tsg101 alix nsmase nsmase2".split())
_VESICLES = frozenset("exo exos exosome exosomes ev evs vesicle vesicles exosomal microvesicle sev sevs".split())
BE = frozenset("is was were are been had has be being became becomes".split())
_MAKING_THEM = stems("formation synthesis assembly making manufacture traffic supply flow emission vesiculation egress")
_DENYING = stems("deny denied refuse")
_STARVING = _DENYING | stems("starve rob drain rid purge strip relieve deprive bereave wean")
_CATCHING = stems(
    "intercept catch caught scavenge trap mop neutralise neutralize capture stop bind bound waylay sequester"
)
_LEAVING = stems("leave escape exit bud shed release depart egress")
_PARTING = stems(
    "pellet spin spun centrifuge ultracentrifuge sediment sieve skim filter strain sift precipitate capture adsorb "
    "fish "
    "pull sort take taken took wash pick siphon scavenge mop soak dialyse clear draw drawn bead"
)
_AWAY = frozenset("out off away".split())
_BARRING = stems("bar ban exclude shut lock keep kept")
_GONE = stems("missing absent gone")
_ARRIVING = frozenset("transfer passage arrival traffic delivery exchange shuttling transmission movement flow".split())
_TAKING_UP = stems("ingest internalise internalize endocytose engulf absorb swallow")
_SENDING = stems("release secrete shed export discharge")
_COUNTS = frozenset("number numbers amount amounts quantity count counts yield output supply".split())
_CUTTING = stems("cut reduce lower decrease halve diminish trim slash shrink limit curtail restrict")
_FORMING = stems("make form produce shed bud generate")
_LACKING = stems("lack lacked lacking")
_HEATING = frozenset("heat heating boiling detergent sonication lysis".split())
_BROKEN_OFF = stems("lost abolish gone destroy vanish disappear abrogate")
HARSH = frozenset("detergent triton heat boiling rnase proteinase protease trypsin uv sonication".split())
_WRECKED = frozenset(
    "boiled heated cooked lysed sonicated denatured ruptured digested burst disrupted autoclaved".split()
)
_BROKEN = frozenset("treated inactivated digested killed disrupted lysed".split())
_REMOVING = stems(
    "deplete depleting depletion remove removal removing eliminate eliminating withdraw withdrawal deprive "
    "scavenge clear filter degrade elimination clearance filtration exclusion omission strip stripping "
    "immunodeplete immunodepletion withhold subtract discard lyse destroy cleanse rid"
)
LOSING_NOUNS = frozenset(
    "disappearance excision disruption dearth shortfall deficit inactivation withdrawal depletion loss absence "
    "knockdown knock-down silencing deletion removal inhibition knockout knock-out "
    "ablation deficiency blockade scarcity neutralisation neutralization suppression downregulation "
    "down-regulation decline lack".split()
)
