"""How the words of a clause hang together: what form a verb has, where a clause begins, what is denied.

There is no parser here; the questions are small ones that the words beside a word answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.words import Word, stems

Form = Literal["noun", "attribute", "gerund", "infinitive", "finite", "passive"]

BE = frozenset("is are was were be been being remains remained".split())
HAVE = frozenset("has have had having".split())
MODALS = frozenset("can could may might will would shall should must did does do".split())
DETERMINERS = frozenset(
    "the a an this these those its their his her any some such further no every each both another all "
    "considerable marked significant clear strong partial complete full".split()
)
PREPOSITIONS = frozenset(
    "of in to into on onto by from with without for at as under after before during upon against through via "
    "between among despite within towards toward over about".split()
)
SUBORDINATORS = frozenset(
    "which that who whom whose whereas while although though because since when where whereby whereupon if once "
    "but yet as than so for whether unless until".split()
)
IRREGULAR = frozenset(
    "won lost broken cut shrunk given taken brought made left kept held lent sent built driven withdrawn "
    "overcome upheld lain risen fallen grown told shown seen found undone".split()
)
_NOUN_ENDS = ("tion", "tions", "sion", "sions", "ment", "ance", "ence", "ency", "age", "ade")
_NOUNS = frozenset(
    "loss losses gain gains rise fall drop spread decrease increase decline reversal recovery return transfer "
    "boost removal collapse rescue relief improvement growth passage surge escalation build-up restoration "
    "reduction onset emergence maintenance persistence propagation enhancement".split()
)
ADVERBS = frozenset(
    "again also still only even thus thereby hence therefore then just almost nearly largely partly fully "
    "further subsequently completely instead indeed both either likewise never no longer not in turn so too "
    "once twice strongly".split()
)


_NOT_DOWN = stems("knock is was be set write pass go come lie lay hand break")
_PUTTING = frozenset("put puts putting deal deals dealt dealing strike strikes struck clamp clamps clamped".split())
_BRAKES = frozenset("brake damper lid cap curb stop end halt blow rein check dampener crimp stopper cork".split())
_HEIGHTS = stems("ic50 gi50 ec50 threshold ceiling dose fraction share")
_AMOUNT = frozenset("amount quantity dose excess number degree surplus concentration matter".split())
_YIELDED = stems("surrender cede relinquish yield")
_WON = frozenset("won win wins winning bought buy clawed got".split())
_BACK = stems("hold held keep kept push beat cut scale roll dial drive drove")
_STEPPED = stems("step ramp dial turn shore prop build built key bump scale drive drove push jack stoke crank fire")


class Grammar:
    """Questions about the words of one sentence. ``drugs`` and ``cells``: words that belong to such names."""

    def __init__(self, words: Sequence[Word], drugs: frozenset[int], cells: frozenset[int]) -> None:
        self.words, self.drugs, self.cells = words, drugs, cells

    def low(self, at: int) -> str:
        return self.words[at].low if 0 <= at < len(self.words) else ""

    def stem(self, at: int) -> str:
        return self.words[at].stem if 0 <= at < len(self.words) else ""

    def is_adverb(self, at: int) -> bool:
        low = self.low(at)
        return low in ADVERBS or (low.endswith("ly") and len(low) > 4)

    def left_of(self, at: int) -> int:
        """The word before, adverbs passed over."""
        at -= 1
        while at >= 0 and self.is_adverb(at):
            at -= 1
        return at

    def way(self, at: int) -> int:
        """1 for a word that raises, -1 for one that lowers, 0 for any other."""
        low, stem = self.low(at), self.stem(at)
        if not low or at in self.cells or at in self.drugs:
            return 0
        if stem == "lift" and any(
            self.stem(k) in say.WEAK_RESISTANCE | say.GROWTH | _HEIGHTS for k in range(at + 1, at + 5)
        ):
            return 1  # "lifted the survival"
        if low in ("lower", "lowers", "lowered", "lowering") or stem in say.DOWN:
            return -1
        if self.low(at + 1) == "down" and low.endswith(("ed", "ing", "s")) and stem not in _NOT_DOWN:
            return -1  # "weighed down", "toned down"
        if self.low(at + 1) == "away" and self.low(at + 2) == "at" and low.endswith(("ed", "ing", "s")):
            return -1  # "chipped away at"
        if low in _PUTTING and self.low(at + 1) in ("a", "an", "the") and self.low(at + 2) in _BRAKES:
            return -1  # "put a brake on", "dealt a blow to"
        if stem in _YIELDED and self.low(at + 1) in ("its", "their", "the", "much", "most", "all", "some", "any"):
            return -1  # "surrendered their influence"
        if self.low(at + 1) == "back" and low in _WON:
            return 1  # "won back"
        if self.low(at + 1) == "away" and self.low(at + 2) == "with" and low in ("did", "do", "does", "done", "doing"):
            return -1  # "did away with"
        if low in ("put", "puts") and self.low(at + 1) == "paid" and self.low(at + 2) == "to":
            return -1
        if self.low(at + 1) == "back" and stem in _BACK:
            return -1  # "held back"
        if self.low(at + 1) == "up" and stem in _STEPPED:
            return 1
        if stem.startswith("re-") and stem[3:] in say.UP:
            return 1
        return 1 if stem in say.UP else 0

    def form(self, at: int) -> Form:
        """What part a word that raises or lowers plays where it stands."""
        low, before, after = self.low(at), self.left_of(at), self.low(at + 1)
        prior = self.low(before)
        if before > 0 and self.words[before].text == "A":
            prior = ""  # "manumycin A enhanced": no article
        if low.endswith("ing"):
            return "noun" if after == "of" and (prior in DETERMINERS or prior in PREPOSITIONS) else "gerund"
        if low.endswith(_NOUN_ENDS) and low not in ("enhance", "influence", "engage", "balance", "advance", "sequence"):
            return "noun"
        if low.endswith("ed") or low in IRREGULAR:
            if prior in BE or (prior in HAVE and self.low(before - 1) in BE):
                return "passive"
            if prior in DETERMINERS or prior in PREPOSITIONS or prior in ("more", "less") or self.is_acting(before):
                return "attribute"
            return "finite"
        if prior in ("these", "those") and after in DETERMINERS:
            return "finite"  # "and these increase the viability"
        follows = prior in DETERMINERS or prior in PREPOSITIONS or (before < 0 and after != "the")
        if low in ("cause", "causes") and after == "of":
            return "noun"
        if low in _NOUNS and (after in ("of", "in") or (follows and prior != "to")):
            return "noun"
        if prior == "to":
            return "infinitive"
        if prior in DETERMINERS or (prior in PREPOSITIONS and prior not in ("as", "that")):
            return "noun"
        return "finite"

    def is_acting(self, at: int) -> bool:
        """Whether a word that raises or lowers is a verb there, and no noun such as "inhibition"."""
        low = self.low(at)
        return bool(self.way(at)) and not low.endswith(_NOUN_ENDS) and low not in _NOUNS

    def denied(self, at: int) -> str:
        """The word that denies a verb, "" when none does: "did not", "failed to", "no longer", "unable to"."""
        if self.low(at).endswith("ing") and self.stem(at - 1) in say.STOPPING:
            return "no longer"  # "stop blunting"
        return self.denied_before(at) or ("not" if self.inverted(at) or self.by_neither(at) or self.by_no(at) else "")

    def by_no(self, at: int) -> bool:
        """“Not even an excess of vesicles could ...”, “No amount of X could ...”: the verb of such a subject."""
        opens = (self.low(0) == "not" and self.low(1) in ("even", "one", "a", "any")) or (
            self.low(0) == "no" and self.low(1) in _AMOUNT
        )
        if not opens or not 2 < at < 18 or self.form(at) not in ("finite", "infinitive"):
            return False
        return not any(self.low(k) in (",", ";", "that", "which", "did", "when") for k in range(2, at))

    def by_neither(self, at: int) -> bool:
        """“Neither heparin nor dynasore took ...”: the verb of such a subject."""
        if self.low(0) != "neither" or not 2 < at < 14 or self.form(at) != "finite":
            return False
        nor = next((k for k in range(2, at) if self.low(k) == "nor"), None)
        return (
            nor is not None
            and at - nor < 9
            and not any(
                self.low(k) in (",", ";", "that", "which") or (self.way(k) and self.form(k) == "finite")
                for k in range(nor + 1, at)
            )
        )

    def inverted(self, at: int) -> bool:
        """“Nor did the loss of X leave ...”, “At no dose could vesicles ...”: denied by how the clause begins."""
        if self.words[0].low not in _NEGATIVE or at in (0, 1, 2) or self.form(at) in ("noun", "attribute"):
            return False
        opened = next((k for k in range(1, min(7, len(self.words))) if self.low(k) in _INVERTING), None)
        if opened is None or (self.low(0) not in _NAYS and not any(self.low(k) == "no" for k in range(1, opened))):
            return False
        return at > opened and not any(
            self.low(k) in (",", ";", "that", "which", "who", "whereas", "but") for k in range(opened, at)
        )

    def denied_before(self, at: int) -> str:
        """The word that denies a verb, and stands before it."""
        k = at - 1
        while k >= max(0, at - 6):
            low = self.low(k)
            if low == "longer" and self.low(k - 1) == "no":
                return "no longer"
            if low == "not" and self.low(k + 1) == "only":
                return ""
            if low in ("not", "never", "cannot", "neither", "nor", "hardly", "scarcely", "barely"):
                return low
            if low == "to":
                before = self.left_of(k)
                word = self.low(before)
                if self.stem(before) in say.STOPPING:
                    return "no longer"
                if self.stem(before) in say.FAILING:
                    return "failed to" if not self.denied(before) else ""
                if word in ("able", "sufficient", "seen", "found", "shown", "observed", "enough"):
                    k = before - 1
                    continue
                return ""
            if self.is_adverb(k) or low in MODALS or low in BE or low in HAVE:
                k -= 1
                continue
            if low == "," and k < at:  # "did not, in contrast to others, confer"
                opened = next((n for n in range(k - 1, max(-1, k - 9), -1) if self.low(n) == ","), None)
                if opened is not None and self.stem(opened - 1) in say.FAILING and self.low(at).endswith("ing"):
                    return "failed to"  # "failed, where others succeeded, in making"
                if opened is None or not any(
                    self.low(n) in ("not", "never", "cannot") for n in (opened - 1, opened - 2)
                ):
                    return ""
                return "not"
            if low in ("in", "at") and self.stem(self.left_of(k)) in say.FAILING and self.low(at).endswith("ing"):
                return "failed to"
            return ""
        return ""

    def is_present(self, at: int) -> bool:
        """Whether a drug is there, and does not only describe cells: "cisplatin", "cisplatin-treated cells"."""
        if at not in self.drugs:
            return False
        if "-" in self.low(at) or at in self.cells:
            tail = self.low(at).rpartition("-")[2]
            return tail not in (
                "resistant",
                "sensitive",
                "refractory",
                "tolerant",
                "naive",
                "responsive",
                "insensitive",
            ) and (at not in self.cells or tail in _EXPOSED or self.low(at - 2) in _EXPOSED)
        return True

    def drug_near(self, at: int, before: int = 9, after: int = 12) -> bool:
        """Whether a therapy is spoken of near a word, in its own statement."""
        for reach, step in ((before, -1), (after, 1)):
            for n in range(reach):
                k = at + n * step
                if not 0 <= k < len(self.words) or self.low(k) == ";":
                    break
                if self.is_present(k):
                    return True
                if (self.stem(k) in say.GENERIC_DRUG and k not in self.cells) or self.low(k).startswith(_GENERIC):
                    return True
        return False


_NAYS = frozenset("nor neither never seldom rarely".split())
_NEGATIVE = _NAYS | {"in", "at", "under", "on", "by", "with", "for"}
_INVERTING = frozenset("did do does could can was were had has have would will".split())
_GENERIC = ("antibody-mediated", "antibody-dependent", "drug-induced", "chemotherapy-induced", "drug-mediated",
            "treatment-induced", "therapy-induced", "complement-dependent")  # fmt: skip
_EXPOSED = ("treated", "exposed", "challenged", "irradiated", "induced")
"""Ends of compounds by which a therapy is there: "cisplatin-treated cells"."""
