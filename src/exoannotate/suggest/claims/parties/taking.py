"""Which cells take vesicles up: those whose response is told, who are kept with vesicles, or to whom they go."""

from __future__ import annotations

from exoannotate.suggest.claims.parties.beside import BESIDE, Beside
from exoannotate.suggest.claims.parties.owners import Phrase
from exoannotate.suggest.claims.response.working import CONTAINING
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.words import stems


class Taking(Beside):
    """Tells by which rule cells are recipients."""

    def reported(self, at: int) -> bool:
        """“... showed that”: what stands before it frames what is told."""
        return self.low(at) in _SHOWING and self.low(at + 1) == "that"

    def takes(self, phrase: Phrase) -> tuple[int, str] | None:
        if phrase.fluid or phrase.derived:
            return None
        if any(self.low(k) in ("recipient", "recipients") for k in range(phrase.first, phrase.last + 1)):
            return (2 if phrase.first == phrase.last else 4), "called recipient"
        if self.low(phrase.last) == "donors":
            return None
        before, after = phrase.first - 1, phrase.last + 1
        while self.low(before) in _BEFORE:
            before -= 1
        if self.low(before) in ("corresponding", "respective"):
            before -= 1
        low, verb = self.low(before), self.stem(before)
        if self.low(phrase.last) == "metastasis" and verb in say.UP | say.DOWN:
            return None  # “raised metastasis”
        if self.low(phrase.last + 1) in ("model", "models") and self.reported(phrase.last + 2):
            return None  # “The mouse model showed that ...”
        tumours = self.stem(phrase.last) == "tumor" and before == 0 and low == "in" and self.low(after) == ","
        if tumours and not any(c.isdigit() for k in range(phrase.first, after) for c in self.words[k].text):
            return None  # “In germ-cell tumours, ...”: a disease
        if low in ("to", "into", "onto", "upon"):
            return (5 if low == "to" and self.low(before - 1) in _PHENOTYPES else 4), "handed to"
        if low == "of" and self.protective(before):
            return None  # “the protective effect of stromal cells”
        if verb in _ROBBING and self.robbed_of_brake(after):
            return 5, "what happens to it"
        if self.robbed_of_anothers(phrase) or self.kept_out(before):
            return 4, "kept from vesicles"
        of = before - (self.low(before) in _LIVING)
        counted = phrase.last - of > 2 and self.low(of) == "of" and self.low(of - 1) in _COUNTED
        if (
            self.low(after) == "with"
            and self.stem(after + 1) in say.UPTAKE_BLOCKERS
            and low.endswith(("ing", "ment", "of"))
        ):
            return 4, "kept from vesicles"  # "pretreating A549 cells with dynasore"
        if counted and (self.low(phrase.first) in _LIVING or of < before or self.low(of - 1) in ("colonies", "clones")):
            return 4, "whose fate"
        if low == "treat" and self.low(before - 1) == "to":
            return None  # "drugs to treat cancer cells"
        then = after + (self.low(after) == "to")
        if verb in _MAKING | _LETTING and self.stem(then) in say.HANDING and any(
            self.is_vesicle(k) for k in range(then + 1, then + 4)
        ):  # fmt: skip
            return None  # "makes glioma cells shed exosomes"
        described = low.endswith("ed") and self.low(before - 1) in ("a", "an", "the", "these", "their")
        if verb in _MAKING | say.PROTECTING | say.SENSITISING | _LETTING and not described:
            return 5, "what happens to it"
        if (
            low == "by"
            and self.stem(before - 1) not in say.HANDING
            and any(self.stem(k) in say.TAKING or self.low(k) in ("up", "taken") for k in range(before - 6, before))
        ):
            return 5, "taken up by"
        if low in (
            "of",
            "in",
            "against",
            "on",
            "for",
            "among",
            "within",
            "towards",
            "toward",
            "over",
        ) and self.outcome_before(before):
            return 4, "whose response"
        named = phrase.last > phrase.first + 1 or self.low(phrase.first) not in _STATE
        if low == "of" and self.low(before - 1) in _COUNTED and named:
            return 4, "whose response"  # "the number of surviving HeLa cells"
        able = low == "of" and self.stem(before - 1) in say.ABILITY and self.low(after) == "to"
        if able and self.stem(after + 1) in say.SURVIVING | say.DYING | {"repair"}:
            return 4, "whose response"  # "the ability of CRC cells to resist"
        if low == "of" and self.stem(before - 1) in _FATE:
            return 3, "whose fate"
        if self.low(after) == "'" and any(
            self.stem(k) in say.RESISTANCE | say.SENSITIVITY for k in range(after, after + 4)
        ):
            return 4, "whose response"
        if any(self.low(k) in ("themselves", "itself") for k in range(after + 1, after + 3)) and self.low(
            after
        ) not in (",",):
            return 5, "what it does to itself"
        if self.changes(after):
            return 4, "what it becomes"
        if self.killed_by_others(phrase):
            return None  # “T cells ... killed fewer melanoma cells”
        comma = phrase.first - 1 if self.low(phrase.first - 1) == "," else before
        opened = self.stem(0) in _KEPT and self.low(0).endswith(("ed", "en", "wn", "ept"))
        if opened and comma < 16 and self.low(comma) == "," and any(self.is_vesicle(k) for k in range(1, comma)):
            return 4, "kept with vesicles"
        if self.is_given(after) and not self.gives_back(after):
            return 4, "kept with vesicles"
        if self.stem(after) in say.RESISTANCE | say.SENSITIVITY or (
            self.stem(after + 1) in say.RESISTANCE | say.SENSITIVITY
        ):
            return 3, "whose response"
        if verb in say.UP | say.DOWN | _KILLING | _SAVING and low not in ("and",):
            return 2, "object"
        if low.endswith(("izes", "ises", "ates", "ifies", "ens")) and before not in self.cells:
            return 2, "object"
        if low.endswith("ing") and self.low(before - 1) in ("by", "through", "via", "and", ",", "thereby") and (
            verb not in say.HANDING | _NO_OBJECT
        ):  # fmt: skip
            return 2, "object"
        if low.endswith("ed") and len(low) > 5 and verb not in say.HANDING | say.LOADED | _NO_OBJECT | say.LOSS and (
            self.is_vesicle(before - 1) or before - 1 in self.cargo
            or (before - 1 in self.cells and any(self.is_vesicle(k) for k in range(before - 7, before)))
        ) and self.low(after) in ("into", "to", "against", "from", "with", "for", "as"):  # fmt: skip
            return 2, "object"  # "exosomes lulled the cells into dormancy"
        if low == "many" and self.low(before - 1) == "as" and self.stem(before - 3) in _KILLING | _SAVING:
            return 2, "object"  # "spared twice as many SiHa cells"
        if low == "by" and self.low(before - 1) in _BORNE:
            return 4, "whose response"
        if low in ("less", "more", "fewer") and self.stem(before - 1) in _KILLING:
            return 2, "object"
        if low in ("bearing", "with", "carrying", "harbouring") and self.stem(before - 1) in _ANIMALS:
            return 3, "what they bear"
        if low in ("in", "on", "against", "with", "from", "over"):
            if low == "in" and any(self.low(k) in _FOUND for k in (before - 1, before - 2)):
                return None
            if any(self.low(k) in ("whose", "which") for k in range(before - 4, before)) and self.silenced_in(
                before - 4, before
            ):
                return None
            if low == "in" and self.lost_in(before):
                return 1, WHERE_LOST
            return 2, "where it was seen"
        return None

    def killed_by_others(self, phrase: Phrase) -> bool:
        """“T cells that had met exosomes killed fewer melanoma cells”: what immune cells kill takes nothing up."""
        verb = phrase.first - 1
        while self.low(verb) in _FEWER:
            verb -= 1
        return self.stem(verb) in _KILLING and any(
            p.last < verb and any(self.low(k) in _EFFECTORS for k in range(p.first, p.last + 1)) for p in self.phrases
        )

    def kept_out(self, at: int) -> bool:
        """“kept vesicles out of the cells”, “barred them from the cells”."""
        if self.low(at) not in ("of", "from") or (self.low(at) == "of" and self.low(at - 1) != "out"):
            return False
        near = range(max(0, at - 7), at)
        return any(self.stem(k) in _KEEPING for k in near) and any(self.is_vesicle(k) for k in near)

    def lost_in(self, at: int) -> bool:
        """“Silencing of X in CAFs reduced ...”: the cells in which a cargo was lost or gained."""
        if self.low(at - 1).endswith("ed") and self.stem(at - 1) in say.LOSS:
            return any(self.low(k) in ("was", "were", "is", "had", "been") for k in (at - 2, at - 3))
        if self.stem(at - 1) in say.LOSS and self.stem(at - 2) in say.RELEASE_BLOCKERS:
            return True  # "Rab27a knockout in CAFs"
        k = at - 1
        while k > at - 6 and (k in self.cargo or self.low(k) not in say.FUNCTION or self.low(k) == "the"):
            if self.stem(k) in (say.LOSS | say.GAINED) - _RESTORING and k < at - 1:
                return True
            k -= 1
        if self.low(k) in ("of", "against", "for", "out", "down"):
            k -= 1
        return k < at - 1 and self.stem(k) in say.LOSS | say.GAINED

    def outcome_before(self, at: int) -> bool:
        for k in range(at - 1, max(-1, at - 11), -1):
            word = self.words[k]
            if word.stem in say.RESISTANCE | say.SENSITIVITY | say.RESISTANT | _KILLING | CONTAINING | say.GROWTH | {
                "respons"
            }:
                return True
            if word.low == "formation" or word.low.endswith(("therapy", "therapies")):
                return True
            if word.low == "," and any(self.low(n) in ("and", "or") for n in range(k + 1, at)):
                continue  # "the proliferation, resistance, and invasion of the cells"
            if word.low in (",", ";", ":", "which", "that", "by"):
                return False
            if k in self.cells:
                return False
        return False

    def changes(self, after: int) -> bool:
        """Whether the verb after the cells says what becomes of them: "survived", "became", "were killed less"."""
        for k in range(after, min(len(self.words), after + 7)):
            word = self.words[k]
            if k in self.cells or word.low in (";", ":", "."):
                return False
            if word.low == "," and self.low(k + 1).endswith("ing"):
                return False
            if k == after and word.low in ("that", "which", "who"):
                return any(
                    self.stem(n) in say.TAKING | _MEETING or self.low(n) == "taken" for n in range(after, after + 4)
                )
            if word.low in ("gave", "give", "gives") and self.low(k + 1) in ("way", "in", "up", "ground"):
                return True
            if k == after and word.low in ("more", "less") and self.stem(k + 1) in say.SENSITIVE | say.RESISTANT:
                return True  # "found A549 cells more tolerant"
            if word.stem == "respond" and any(self.low(n) == "by" for n in range(k, k + 7)):
                return False
            equal = self.low(k + 1) in ("equally", "as", "similarly")
            if word.low in _BE and equal and self.stem(k + 2) in say.SENSITIVE | say.RESISTANT:
                return True
            if word.low in _BE and self.stem(k + 1) in _DONE_TO | say.PROTECTING | say.SENSITISING:
                return True
            if word.stem in say.SURVIVING | say.DYING | _BECOMING | say.TAKING or word.low in ("took", "take", "taken"):
                return True
            if word.stem in say.STOPPING and any(self.stem(n) in say.TAKING | _BECOMING for n in (k + 1, k + 2)):
                return True
            if word.stem in say.HANDING:
                return False
        return False

    def is_given(self, after: int) -> bool:
        """“cells cultured with exosomes of”, “cells kept in contact with vesicles”, “cells to which EVs were added”."""
        while self.low(after) in ("that", "which", "had", "have", "has", "been", "were", "was"):
            after += 1
        near = range(after, min(len(self.words), after + 3))
        both = [self.low(k) for k in range(after, after + 3)]
        if both == ["in", "contact", "with"]:
            return any(self.is_vesicle(k) or k in self.cargo for k in range(after + 3, after + 6))
        if both in (["with", "and", "without"], ["with", "or", "without"]):
            return any(self.is_vesicle(k) for k in range(after + 3, after + 6))
        if not any(self.stem(k) in _KEPT for k in near):
            return False
        for k in range(after, min(len(self.words), after + 9)):
            if self.is_vesicle(k) or self.low(k) in ("them", "these", "their") or k in self.cargo:
                return True
            if k in self.cells and (self.low(after) in ("co-cultured", "cocultured") or self.low(k - 1) in BESIDE):
                return True
            if self.low(k) in (";", ":", ".", "which"):
                return False
        return False


_LIVING = frozenset("surviving viable clonogenic dying dead apoptotic living remaining".split())
_COUNTED = frozenset("colonies clones number numbers fraction share proportion percentage rate count".split())
_KEEPING = stems("keep kept shut bar lock ban exclude hold held ward fend")
_PHENOTYPES = frozenset("phenotype phenotypes resistance chemoresistance".split())
WHERE_LOST = "where the cargo was lost"
_BEFORE = frozenset(
    "the a an their these those such other its previously formerly initially otherwise once still".split()
)
_MAKING = say.CAUSING - stems("are is were was be been remain get got grow")
_LETTING = stems(
    "persuade prompt force compel urge coax oblige entice tempt "
    "let lend lent endow endowed give gave help allow enable teach taught arm equip provide supply afford"
)
_FATE = stems(
    "curve threshold ceiling "
    "dormancy life quiescence stasis sleep arrest fate growth proliferation death apoptosis survival killing viability "
    "resistance sensitivity uptake exposure "
    "polarization polarisation exhaustion dysfunction activation reprogramming recruitment differentiation "
    "infiltration "
    "pretreatment pre-treatment co-incubation preincubation stimulation treatment incubation irradiation chemotherapy"
)
_KILLING = stems(
    "lyse clear finish destroy rout shrink shrank inhibit kill suppress treat eradicate eliminate enter reach infect "
    "target"
)
_FEWER = frozenset("fewer less more the their many of half as far only hardly any".split())
_EFFECTORS = frozenset(
    "t nk nk-92 car-t car-nk cik ctl ctls lymphocytes lymphocyte til tils t-cell t-cells cd8 effector effectors killer "
    "cytotoxic".split()
)
_NO_OBJECT = stems(
    "use contain carry include lack bear harbour express employ involve compare follow leave spare avoid"
)
_FOUND = frozenset("expressed overexpressed detected abundant present found upregulated downregulated".split())
_MEETING = stems("met meet encounter touch contact")
_BE = frozenset("is are was were been be".split())
_KEPT = stems(
    "culture cultured co-cultured co-culture treat treated incubate incubated co-incubated keep kept expose exposed "
    "pretreated pre-treated grown pre-incubated pre-exposed "
    "co-inject coinject inject co-implant mix bathe steep soak flood inoculate given educated fed preincubated "
    "primed pulsed conditioned co-incubate receive supply provide furnish offer present dose bath bathe nourish "
    "inundate "
    "preload"
)
_BORNE = frozenset("unheeded unnoticed unanswered ignored defied resisted survived withstood weathered unfelt".split())
_RESTORING = stems("restore")
_ANIMALS = stems("mice mouse animal rat hamster rabbit")
_ROBBING = stems("deprive rob strip rid bereave relieve free divest")
_SAVING = stems(
    "kill spare supply reprogram reprogramme educate re-educate reeducate instruct condition prime polarise "
    "polarize train "
    "exhaust harden inure embolden corrupt hijack flood feed fed nourish furnish provide equip endow re-programme "
    "recondition"
)
_DONE_TO = stems("render made make kill inhibit protect shield rescue eliminate suppress turn")
_BECOMING = stems(
    "grow grew shrink shrank become became acquire acquired regain regained develop developed gain gained "
    "tolerate die died survive turn stay remain proliferate avoid evade escape divide multiply relapse form cycle "
    "continue fall fell live lived stood fought came bore outgrow perish yield bow surrender buckle shrug ignore melt "
    "vanish regress resume weather rebound endure overcome braved withstood respond regrow repopulate withstand owe "
    "lay need expel display show exhibit lose lost"
)
_COUNTED = frozenset("number numbers fraction proportion percentage share rate rates colonies count counts".split())
_STATE = frozenset("apoptotic dying dead surviving viable living".split())
_SHOWING = frozenset("showed revealed demonstrated confirmed indicated suggested found proved".split())
