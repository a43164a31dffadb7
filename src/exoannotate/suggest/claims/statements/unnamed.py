"""What a sentence tells without a name: a class of cargo, a response to some treatment, a passage from cell to cell."""

from __future__ import annotations

from collections.abc import Sequence

from exoannotate.suggest.claims.names import forms
from exoannotate.suggest.claims.names.mention import Mention
from exoannotate.suggest.claims.parties.owners import Phrase
from exoannotate.suggest.claims.response.unchanged import Outcome
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.vesicles import BY_VESICLES, CONFERRED, is_vesicle
from exoannotate.suggest.claims.sentence.words import Word, stems


def undone_again(words: Sequence[Word], best: Outcome, carried: frozenset[int]) -> bool:
    """“A STAT3 inhibitor reversed the resistance induced by exosomes”, “EV-mediated resistance was
    abolished by ...”: what is undone is what the vesicles do, by something that is none of theirs."""
    resisted = best.rule.startswith("resistance")
    if best.sign != (-1 if resisted else 1) or not best.rule.endswith(("before", "after")):
        return False
    if best.rule.endswith("before") and any(is_vesicle(w) for w in words[: best.first]):
        return False
    if best.rule.endswith("after") and _put_back(words, best, carried):
        return True
    heads = say.RESISTANCE if resisted else say.SENSITIVITY
    for k in range(best.first, best.last + 1):
        if words[k].stem not in heads and not words[k].low.endswith(("resistance", "sensitivity")):
            continue
        before = words[max(0, k - 3) : k]
        if any(is_vesicle(w) and w.low.endswith(BY_VESICLES) for w in before):
            return True
        told = words[k + 1 : k + 10]
        that = next((n for n, w in enumerate(told) if w.low in ("that", "which")), None)
        if that is not None and best.rule.endswith("after"):  # "the gain that exosomal X brought about was lost"
            verb = next((n for n, w in enumerate(told) if n > that and w.low in _BE), len(told))
            if any(map(is_vesicle, told[that:verb])) and any(
                w.stem in CONFERRED | _BROUGHT_ABOUT for w in told[that:verb]
            ):
                return True
        if _that_vesicles_brought(words, k):
            return True
        for n in range(k + 1, min(len(words) - 2, k + 12)):
            if words[n].is_mark or words[n].low in ("which", "that", "whereas", "and"):
                break
            if words[n].stem in CONFERRED and words[n].low.endswith("ed") and words[n + 1].low == "by":
                end = min(len(words), n + 10)
                by = range(n + 2, next((b for b in range(n + 2, end) if words[b].low in _BE), end))
                return any(is_vesicle(words[b]) or b in carried for b in by)
    return False


def _that_vesicles_brought(words: Sequence[Word], noun: int) -> bool:
    """“the tolerance that macrophage vesicles had brought about”: what is undone, told by a clause behind it."""
    near = words[noun + 1 : noun + 10]
    that = next((n for n, w in enumerate(near) if w.low in ("that", "which")), None)
    if that is None or any(w.low in (",", ";", "by", "was", "were") for w in near[:that]):
        return False
    clause = words[noun + 2 + that : noun + 12 + that]
    vesicle = next((n for n, w in enumerate(clause) if is_vesicle(w)), None)
    if vesicle is None or vesicle > 4 or any(w.low in ("by", "in", "of") for w in clause[:vesicle]):
        return False
    return any(w.stem in CONFERRED | _BROUGHT_ABOUT for w in clause[vesicle + 1 : vesicle + 4])


def _put_back(words: Sequence[Word], best: Outcome, carried: frozenset[int]) -> bool:
    """“The effect of exosomal X disappeared when Y was re-expressed”: undone by what is none of the vesicles'."""
    after = words[best.last + 1 : best.last + 14]
    when = next((n for n, w in enumerate(after) if w.low in ("when", "once", "after", "if", "upon", "by", "as")), None)
    if when is None or when > 2 or any(map(is_vesicle, after)) or not any(map(is_vesicle, words[: best.last])):
        return False
    if any(best.last < k <= best.last + 13 for k in carried):
        return False
    return any(w.stem in say.GAINED | _SWITCHED for w in after[when:])


_SWITCHED = stems(
    "re-express reexpress re-add activate reactivate express expressed add added stabilise restore "
    "overexpress reconstitute"
)


def to_treatment(words: Sequence[Word]) -> bool:
    """“response to treatment”, “therapy response”, “treatment escape”: a response to a therapy that is not named."""
    for k, word in enumerate(words):
        if word.low in _OF_DRUGS and k and words[k - 1].low in ("drug", "drugs"):
            return True  # “less drug accumulation”
        if word.stem in _ANSWERS:
            after = words[k + 1 : k + 5]
            if k and (words[k - 1].low in _TREATMENTS or (word.low == "response" and words[k - 1].low in _GRADES)):
                return True
            if after and after[0].low in ("to", "of") and any(w.low in _TREATMENTS for w in after[1:]):
                return True
    return False


def from_treatment(words: Sequence[Word], best: Outcome | None) -> bool:
    """“shields blasts from therapy”: what is protected, or made to give in, against a therapy not named."""
    if best is None or best.rule not in ("protects", "sensitises", "survives"):
        return False
    after = words[best.first : best.last + 12]
    return any(
        w.low in _AGAINST and any(n.low in _TREATMENTS or n.low.startswith(_BROUGHT) for n in after[k + 1 : k + 5])
        for k, w in enumerate(after)
    )


def is_passage(words: Sequence[Word], names: Sequence[Mention], phrases: Sequence[Phrase]) -> bool:
    """“Resistant cells share UCA1 with their neighbours”: from cell to cell, where no other route is named."""
    if any(_by_carriers(words, p, names) for p in phrases):
        return True
    if len(phrases) < 2 or any(w.stem in _ROUTES for w in words) or not any(m.family == "molecule" for m in names):
        return False
    for k, word in enumerate(words):
        if word.stem in PASSING and word.low.endswith(("ed", "nt")) and _from_to(phrases, words, k):
            return True
        if word.stem in PASSING and not word.low.endswith("ing"):
            object_ = any(m.family == "molecule" and k < m.first < k + 5 for m in names)
            if object_ and any(w.low in ("to", "with", "into", "onto") for w in words[k + 1 : k + 10]):
                return True
    return False


def kind_told(words: Sequence[Word], name: Mention, catches: bool = False) -> str:
    """The class of a cargo: “UFC1 ..., which the lncRNA recruits”, “UFC1, a lncRNA, ...” tell that it is no protein.
    ``catches``: it is told to catch a microRNA, which RNA does."""
    if name.kind != "protein":
        return name.kind
    for k in range(name.last + 2, len(words)):
        kind = _TOLD_AS.get(words[k].low)
        named = k + 1 < len(words) and forms.looks_like_a_name(words[k + 1].text)
        before = words[k - 1].low
        if kind and not named and (before in ("the", "this") or (before in ("a", "an") and k == name.last + 3)):
            return kind
    return "lncRNA" if catches else name.kind


_TOLD_AS = {"lncrna": "lncRNA", "circrna": "circRNA", "mirna": "miRNA", "microrna": "miRNA", "lincrna": "lncRNA"}


def leans_on_vesicles(words: Sequence[Word]) -> bool:
    """“They also contained X, and cells incubated with them withstood ...”: vesicles of the sentence before."""
    if not words or words[0].low not in ("they", "these") or any(map(is_vesicle, words)):
        return False
    holds = any(w.stem in _HOLDING for w in words[1:4])
    return holds and any(
        one.stem in _KEPT and two.low in ("with", "to") and three.low in ("them", "these")
        for one, two, three in zip(words, words[1:], words[2:], strict=False)
    )


def _from_to(phrases: Sequence[Phrase], words: Sequence[Word], at: int) -> bool:
    """“handed from A cells to B cells”."""
    near = [p for p in phrases if at < p.first < at + 14]
    return len(near) > 1 and words[at + 1].low == "from" and words[near[1].first - 1].low in ("to", "into", "onto")


def _by_carriers(words: Sequence[Word], phrase: Phrase, names: Sequence[Mention]) -> bool:
    """“MSCs delivering miR-124”: cells that are carriers of an RNA."""
    after = phrase.last + 1
    if after >= len(words) or words[after].low not in say.HANDING_ON:
        return False
    return any(after < m.first < after + 4 and forms.rna_kind(m.text) for m in names)


def generic(words: Sequence[Word]) -> Word | None:
    """“exosomal microRNAs”, “through delivering miRNAs”: the word for a class where no name is printed."""
    vesicles = any(map(is_vesicle, words))
    for k, word in enumerate(words):
        if word.low not in CLASSES or not k:
            continue
        if word.low == "dna" and any(w.low.startswith(_OF_DNA) for w in words[k + 1 : k + 2]):
            continue
        if words[k - 1].low in ("exosomal", "vesicular", "ev", "exosome", "vesicle"):
            return word
        first = k - 1
        while first > 0 and (words[first].low in _OF_CLASS or words[first].low.endswith("ic")):
            first -= 1
        handed = words[first].stem in say.HANDING and words[first].low.endswith("ing")
        if vesicles and handed and words[first - 1].low in ("by", "through", "via"):
            return word
        of = words[first].low == "of" and words[first - 1].low in _PASSED_ON
        if vesicles and of and words[first - 2].low in ("by", "through", "via", "exosomal", "mediated"):
            return word
    return None


_HOLDING = stems("contain carry carried hold held harbour bear bore convey deliver")
_KEPT = stems("incubate treat expose culture co-culture feed fed inject pulse supply pretreat condition challenge")
_OF_DNA = ("polymeras", "repair", "damage", "methyl", "ligase", "helicase", "bind", "synthes", "replicat", "break")
_OF_DRUGS = frozenset("accumulation retention uptake influx concentration concentrations".split())
_GRADES = frozenset("complete partial objective clinical pathologic pathological radiological".split())
_ANSWERS = stems("response escape failure efficacy outcome")
_TREATMENTS = frozenset("treatment treatments therapy therapies drug drugs chemotherapeutic anticancer".split())
PASSING = stems("share hand pass transfer donate communicate convey transmit send export relay supply")
_BROUGHT = ("drug-", "treatment-", "therapy-", "chemotherapy-", "multidrug-")
_BROUGHT_ABOUT = stems(
    "bring brought convey pass hand lend lent bestow spread achieve afford raise build built give gave given teach "
    "taught "
    "leave left"
)
_BE = frozenset("is was are were be been can could may might".split())
_AGAINST = frozenset("from against to under during".split())
_ROUTES = stems(
    "nanotube junction contact nanotubes tunnelling tunneling plasmid lentivirus vector liposome medium soluble"
)
_OF_CLASS = frozenset("exosomal specific functional certain various their the multiple these".split())
_PASSED_ON = frozenset("transfer delivery transmission transport shuttling".split())
CLASSES = {
    "micrornas": "miRNA", "mirnas": "miRNA", "lncrnas": "lncRNA", "circrnas": "circRNA", "proteins": "protein",
    "lipids": "lipid", "metabolites": "metabolite", "mrnas": "mRNA", "dna": "DNA",
    "ncrnas": "other RNA",
}  # fmt: skip
