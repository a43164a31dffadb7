"""A sentence becomes a claim: the values of a record, each with its words and the rule that gave it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from exoannotate.suggest.claims import likelihood, named
from exoannotate.suggest.claims.carried import cargo
from exoannotate.suggest.claims.comparison import levels, markers
from exoannotate.suggest.claims.names import drugs
from exoannotate.suggest.claims.names.lexicon import Lexicon
from exoannotate.suggest.claims.names.mention import Mention
from exoannotate.suggest.claims.parties import parties
from exoannotate.suggest.claims.perturbation import acts
from exoannotate.suggest.claims.response import outcome, sayings
from exoannotate.suggest.claims.response.unchanged import Outcome
from exoannotate.suggest.claims.said import Claim, Said
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.cell_words import DERIVED
from exoannotate.suggest.claims.sentence.vesicles import is_vesicle
from exoannotate.suggest.claims.sentence.words import Word, split, stem, stems
from exoannotate.suggest.claims.statements import asides, evidence, pairs, together, unnamed
from exoannotate.suggest.claims.statements.clauses import (
    TOLD,
    Statement,
    contrast,
    divide,
    elliptic,
    first_told,
    made,
    of_the_same,
    setting,
    surmised,
    those,
    without_exception,
)
from exoannotate.suggest.claims.tables import headless

SIGNS = {1: "resistance increased", -1: "sensitivity increased", 0: "no effect"}
MIXED = "mixed"
_HALVES = frozenset("whereas while but".split())


def read(sentence: str, lexicon: Lexicon, *, spoken: bool = False) -> tuple[Claim, ...]:
    """The claims of a sentence, the first of which says most plainly what it is about. Never empty. ``spoken``: it
    leans on a sentence before that spoke of vesicles or their cargo."""
    if headless.is_row(sentence) and (row := headless.read(sentence, lexicon)) is not None:
        return (row,)
    words = asides.without(split(sentence))
    if unnamed.leans_on_vesicles(words):  # "They also held X, and cells treated with them withstood Y"
        words = (replace(words[0], stem=stem("vesicle")), *words[1:])
    elif any(is_vesicle(w) for w in words):
        words = tuple(those(words))
    kept = tuple(without_exception(words))
    spoken = spoken or (len(kept) < len(words) and any(map(is_vesicle, words)))
    words = kept
    whole, statements, names = _read(words, sentence, lexicon, spoken, alone=True)
    if whole.strength and (pair := pairs.former_latter(words)) is not None:
        one, other = (_read(part, sentence, lexicon, True)[0] for part in pair)
        if one.strength and other.strength and _differ(one, other):
            return one, replace(other, therapy=other.therapy or one.therapy, recipient=other.recipient or one.recipient)
    if whole.strength and (pair := pairs.one_object(words)) is not None:
        parts = tuple(_read(part, sentence, lexicon, True)[0] for part in pair)
        if all(p.effect and p.strength for p in parts) and (
            _signs(parts[0]) != _signs(parts[1]) or pairs.in_commas(words)
        ):
            parts = (parts[0], replace(parts[1], donor=parts[1].donor or parts[0].donor))
            return parts if _differ(*parts) and _signs(parts[0]) != _signs(parts[1]) else parts[:1]
    if len(statements) == 1 and whole.strength:
        statements = contrast(words, statements[0])
    if len(statements) == 2 and whole.strength:
        parts = _halves(words, statements, sentence, lexicon, whole)
        if parts:
            return parts
    if whole.strength and (parts := levels.apart(whole, words, names)):
        return parts
    return (whole,)


def _signs(claim: Claim) -> str:
    return claim.effect.text if claim.effect is not None else ""


def act(words: Sequence[Word]) -> Said:
    """What was done, told by a sentence whose cargo stands in another."""
    name, rule = acts.tell(words, (), None, leaning=True)
    return Said(name, words[0].start, words[0].start, rule)


def _halves(
    words: Sequence[Word], statements: Sequence[Statement], sentence: str, lexicon: Lexicon, whole: Claim
) -> tuple[Claim, ...]:
    """The two claims of a contrast: what differs is told apart, what the halves share is filled in both."""
    start = 1 if words[0].low in ("whereas", "while", "although", "though") else 0
    cut = statements[1].first
    begin = cut + 1 if words[cut].low in _HALVES or words[cut].is_mark or words[cut].low == "and" else cut
    if begin >= len(words):
        return ()  # a passage that was cut off after "whereas"
    spoken = any(is_vesicle(w) for w in words)
    one, *_ = _read(words[start:cut], sentence, lexicon, spoken)
    compared = one.perturbation is not None and one.perturbation.text == "correlation only"
    other, *_ = _read([*(setting(words) if compared else ()), *made(those(words[begin:]))], sentence, lexicon, spoken)
    if other.effect is None or not other.strength:
        other = _leaning(words, statements, one, other)
    if one.effect is None or other.effect is None or not one.strength or not other.strength:
        return ()
    leaning = not other.cargo and not other.donor and {t.text for t in one.therapy} != {t.text for t in other.therapy}
    if one.effect.text == other.effect.text or not (
        _differ(one, other)
        or (_new_donors(one, other) and words[begin].low in ("those", "that"))
        or (leaning and one.therapy and other.therapy)
    ):
        return ()
    if leaning:  # "made them resistant to A but did not alter their response to B"
        other = replace(other, cargo=one.cargo, cargo_class=one.cargo_class, donor=one.donor)
    return tuple(
        replace(
            part,
            therapy=part.therapy or whole.therapy,
            recipient=part.recipient or one.recipient,
            donor=part.donor or (one.donor if of_the_same(words[cut:]) else ()),
        )
        for part in (one, other)
    )


def _leaning(words: Sequence[Word], statements: Sequence[Statement], one: Claim, other: Claim) -> Claim:
    """“... had the opposite effect”, “... diminished it”: the second half says its effect by the first."""
    first, second = statements
    told = elliptic(words, second.first, second.end)
    best = first.best
    if told in (None, "undone") or best is None or one.effect is None or not (other.donor or other.cargo):
        return other
    head = 1 if best.rule.startswith("resistance") else -1
    if told == "so" and not (best.would or best.denied):
        return other
    so = best.would or -best.sign  # "X did not raise it, whereas Y did"
    sign = {
        "so": so,
        "opposite": -best.sign,
        "worsened": 1,
        "raised": head,
        "lowered": -head,
        "not": 0,
        "none": 0,
        "undone": -best.sign,
    }[told]
    if told == "opposite" and not sign:
        return other
    start, end = words[second.first].start, words[second.end - 1].end
    return replace(
        other,
        effect=Said(SIGNS[sign], start, end, "said by the half before"),
        perturbation=one.perturbation,
        cargo_class=other.cargo_class or one.cargo_class,
        strength=0.0
        if told == "not" or (told == "none" and not (_new_donors(one, other) or _differ(one, other)))
        else one.strength,
    )


def _new_donors(one: Claim, other: Claim) -> bool:
    """Whether the other half tells of vesicles of cells that are not those of the first."""
    return bool(one.donor and other.donor) and one.donor[0].text.casefold() != other.donor[0].text.casefold()


def _differ(one: Claim, other: Claim) -> bool:
    """Whether the halves speak of different cargos, or of vesicles of different cells."""
    cargos = [{said.text.casefold() for said in claim.cargo} for claim in (one, other)]
    if all(cargos):
        return {_inner(c) for c in cargos[0]} != {_inner(c) for c in cargos[1]}
    donors = [{said.text.casefold() for said in claim.donor} for claim in (one, other)]
    return not any(cargos) and all(donors) and donors[0] != donors[1]


def _inner(name: str) -> str:
    """The name inside si-X: gain and loss of one cargo are one claim."""
    return re.sub(r"(?:si|sh|anti|aso)-|antago", "", name)


def _read(
    words: Sequence[Word], sentence: str, lexicon: Lexicon, spoken: bool = False, *, alone: bool = False
) -> tuple[Claim, tuple[Statement, ...], tuple[Mention, ...]]:
    if alone and not spoken and not _may_tell(words):
        return Claim(), (), ()
    said = named.find(words, sentence, lexicon, spoken)
    names, phrases, told, spoken = said.names, said.phrases, said.told, said.spoken
    in_cells, drug_words, carried_words = said.in_cells, said.drugs, said.cargo_words
    carried = [m for m, _ in told.cargo]
    vesicles = spoken or any(is_vesicle(w) for w in words)
    from_cells = any(rule == "from cells" for _, rule in told.cargo)
    passed = from_cells or any(w.stem in cargo.PASSED for w in words) or acts.is_blocked_traffic(words)
    passed = passed or any(w.low.partition("-")[0] in _STOP_VESICLES for w in words)
    generic = unnamed.generic(words)
    if alone and not (vesicles or passed or carried or generic):
        return Claim(), (), names  # nothing is told of vesicles: whatever else is said, it is no evidence
    seen = asides.set_aside(words, outcome.find(words, drug_words, in_cells))
    statements = divide(words, seen)
    about = first_told(statements, words)
    best = about.best
    told_from, told_to = (best.first, best.last) if best is not None else (None, None)
    sides = parties.tell(words, phrases, carried_words, told_to, told_from)
    if about.first and surmised(words[: about.first]):  # "it was suspected that A protects B, but ... C"
        later = parties.tell(words, [p for p in phrases if p.first >= about.first], carried_words, told_to, told_from)
        sides = replace(sides, recipients=later.recipients or sides.recipients)
    marker = markers.tell(words, seen, in_cells, drug_words)
    if marker is not None and marker.rule == markers.OF_CELLS and not carried:
        marker = None
    same = {m.text.casefold() for m in carried}
    of_cargo = [m for m in names if m.text.casefold() in same]
    end = _first_observation(words, about)
    sign = (0 if best.denied else best.sign) if best is not None else None
    done, act_rule = acts.tell(words, of_cargo, sign, about.first, end, spoken)
    if best is not None:
        changed = bool(carried) or any(w.stem in _LOSING for w in words)
        best, (done, act_rule) = together.weigh(words, best, (done, act_rule), about, changed)
    undone = best is not None and done == "natural transfer" and unnamed.undone_again(words, best, carried_words)
    if best is not None and undone:  # "an inhibitor reversed the resistance that vesicles confer"
        best = replace(best, sign=-best.sign, rule="what vesicles do is undone")
    therapy = tuple(_said(m, "named") for m in drugs.of(names, in_cells, words, lexicon, "undone" if undone else done))
    if not therapy:  # "grew in irradiated mice"
        ways = (words[k] for k in sorted(drug_words) if words[k].low == "irradiated")
        therapy = tuple(Said(w.text, w.start, w.end, "named") for w in ways)[:1]
    effect: Said | None = None
    if marker is not None and (best is None or marker.stronger or best.weight < 0.6):
        effect = _said_effect(marker.effect, marker.first, marker.last, marker.rule, words)
        done, act_rule = "correlation only", marker.rule
    elif best is not None:
        text = MIXED if best.rule == sayings.MIXED else SIGNS[best.sign]
        effect = _said_effect(text, best.first, best.last, best.rule, words)
    catches = any(rule == "soaked up" for _, rule in told.targets)
    classes = (
        ((unnamed.CLASSES[generic.low],) if generic and not carried else ())
        or tuple(dict.fromkeys(unnamed.kind_told(words, m, catches) if len(same) == 1 else m.kind for m in carried))
        or (("whole vesicle",) if vesicles or passed else ())
    )
    why_not = evidence.untold(words, [(o.first, o.last) for o in seen if o.weight >= 0.9])
    specific = any(not drugs.BROAD.search(t.text) for t in therapy)
    found_by = done == "correlation only" and not therapy and any(w.stem in _FINDING for w in words)
    named_only = (
        best is not None
        and best.rule == "named only"
        and done != "correlation only"
        and (
            best.sign < 0 or done in acts.TAKEN_AWAY or not (specific or carried)
        )  # that a sensitivity is named tells not where it went
    )
    strength = (
        0.0  # a topic that is named: "vehicles of drug resistance"
        if named_only or found_by
        else _strength(
            vesicles or passed,
            bool(carried),
            bool(therapy) or (marker is not None and marker.responds) or unnamed.from_treatment(words, best),
            effect is not None,
            best,
            words,
            why_not,
        )
    )
    if not strength:
        effect = effect if strength else None
    cargos = tuple(_said(m, rule) for m, rule in told.cargo)
    if generic and not carried:
        cargos = (Said(sentence[generic.start : generic.end], generic.start, generic.end, "a class of cargo"),)
    claim = Claim(
        cargo=cargos,
        cargo_class=classes,
        donor=tuple(Said(p.text, p.start, p.end, rule) for p, rule in sides.donors),
        recipient=()
        if done == "correlation only"
        else tuple(Said(p.bare, p.start, p.start + len(p.bare), rule) for p, rule in sides.recipients),
        therapy=therapy,
        targets=()
        if effect is not None and effect.text == SIGNS[0]
        else tuple(_target(m, rule) for m, rule in told.targets if not _in_outcome(m, best)),
        effect=effect,
        perturbation=Said(done, words[0].start, words[0].start, act_rule) if effect is not None and words else None,
        strength=strength,
        why_not=why_not,
        odds=0.0
        if strength or why_not or not therapy or not (vesicles or passed)
        else likelihood.odds(words, drug_words, carried_words, in_cells),
    )
    return claim, statements, names


def _may_tell(words: Sequence[Word]) -> bool:
    """Whether vesicles or a passage from cell to cell can be told: in most sentences of a paper none is, and their
    names need no look."""
    return any(
        is_vesicle(w)
        or w.stem in _PASSAGES
        or w.low.partition("-")[0] in _STOP_VESICLES  # "GW4869-treated cells"
        or w.low in _FROM_CELLS
        or w.low.endswith(DERIVED)
        for w in words
    )


def _first_observation(words: Sequence[Word], about: Statement) -> int:
    """Where the statement of what was observed first ends: “...; removal of X prevented this” is a second one."""
    best = about.best
    if best is None or best.weight < TOLD:
        return about.end
    for k in range(best.last + 1, about.end):
        low = words[k].low
        comma = words[k - 1].low == ","
        if low in (";", "whereas", "while", "but", "unless") or (low in ("as", "since") and comma):
            return k
        after = words[k + 1 : k + 4]
        if comma and low in ("a", "an") and any(w.low in _TAKEN_UP_AGAIN for w in after[:2]):
            return k  # "..., an effect that was lost when X was silenced"
        if comma and low in ("and", "which") and after and (after[0].low in _BACK or after[0].stem in say.LOSS):
            return k
    return about.end


_BACK = frozenset("this these it they was is".split())
_TAKEN_UP_AGAIN = frozenset(
    "effect property ability action trait change response result feature phenomenon gain".split()
)
_FINDING = stems("diagnostic diagnosis detection screening detect diagnose")


_LOSING = say.LOSS | acts.LOSING
_RESPONDERS = stems("responder non-responder nonresponder pcr non-pcr")
_RESPONSES = (say.RESISTANCE | say.SENSITIVITY | say.RESISTANT | say.SENSITIVE | _RESPONDERS) - (
    say.WEAK_RESISTANCE | say.WEAK_SENSITIVITY
)
_PASSAGES = cargo.PASSED | unnamed.PASSING | say.RELEASE | say.UPTAKE
_FROM_CELLS = say.HANDING_ON | {"from", "extracellular-vesicular"}
_STOP_VESICLES = frozenset(("gw4869", "rab27a", "rab27b", "rab27", "nsmase2", "tsg101"))


def _in_outcome(mention: Mention, best: Outcome | None) -> bool:
    """“promoted the stemness and resistance”: what is changed beside the response is no way to it."""
    return (
        best is not None
        and mention.family == "process"
        and best.rule.endswith("before")
        and best.first < mention.first < best.last
    )


def _target(mention: Mention, rule: str) -> Said:
    """A target without the word that says it is a pathway."""
    bare = _PATHWAY.sub("", mention.text)
    if bare.islower() and not any(map(str.isdigit, bare)):
        bare = mention.text  # "apoptotic pathways"
    return Said(bare, mention.start, mention.start + len(bare), rule)


_PATHWAY = re.compile(r" (?:signal?ling )?(?:pathways?|signal?ling|axis|cascade)\Z")


def _said(mention: Mention, rule: str) -> Said:
    return Said(mention.text, mention.start, mention.end, rule)


def _said_effect(text: str, first: int, last: int, rule: str, words: Sequence[Word]) -> Said:
    return Said(text, words[first].start, words[min(last, len(words) - 1)].end, rule)


def _strength(
    vesicles: bool,
    carried: bool,
    therapy: bool,
    effect: bool,
    best: Outcome | None,
    words: Sequence[Word],
    why_not: str,
) -> float:
    if why_not or not effect or not (vesicles or carried):
        return 0.0
    response = any(w.stem in _RESPONSES for w in words) or (
        best is not None and best.weight >= 1 and best.rule.startswith("resistance")
    )
    if not therapy and not response and not unnamed.to_treatment(words):
        return 0.0
    if evidence.methods(words) and (best is None or best.weight < 0.9):
        return 0.0
    weight = best.weight if best is not None else 0.7
    return min(1.0, 0.3 * vesicles + 0.2 * carried + 0.2 * therapy + 0.25 * weight)
