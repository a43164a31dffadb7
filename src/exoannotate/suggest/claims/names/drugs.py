"""Which of the drugs a sentence names are the therapy: each once, and neither what describes cells nor what blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from exoannotate.suggest.claims.names.lexicon import Lexicon
from exoannotate.suggest.claims.names.mention import Mention
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.words import Word, stems


def of(
    names: Sequence[Mention], in_cells: frozenset[int], words: Sequence[Word], lexicon: Lexicon, act: str
) -> Iterator[Mention]:
    """The therapies from left to right. ``act``: the perturbation, which a drug may be the means of."""
    kept = _without_undoing(names, words) if act == "undone" else _without_blockers(names, words, act)
    return _each(kept, in_cells, words, lexicon)


def _without_undoing(names: Sequence[Mention], words: Sequence[Word]) -> Sequence[Mention]:
    """The names without a drug that is told to undo what vesicles do, where another one is the therapy."""

    def undoes(m: Mention) -> bool:
        verb = next((w for w in words[m.last + 1 : m.last + 4] if not w.low.endswith("ly")), None)
        by = m.first and any(w.low in ("by", "with", "using") for w in words[max(0, m.first - 3) : m.first])
        return (verb is not None and verb.stem in say.DOWN) or bool(by)

    kept = [m for m in names if m.family != "drug" or not undoes(m)]
    if not any(m.family == "drug" for m in kept):  # a means of the experiment, and no therapy
        return [m for m in names if m.family != "drug" or not _MEANS.search(m.text)]
    return kept


def _without_blockers(names: Sequence[Mention], words: Sequence[Word], act: str) -> Sequence[Mention]:
    """The names without a drug that is told to block the vesicles, where another one is the therapy."""
    names = [m for m in names if m.family != "drug" or not _is_tool(m, names, words)]
    drugs = [m for m in names if m.family == "drug"]
    if act not in ("vesicle depletion", "uptake block") or len({m.text.casefold() for m in drugs}) < 2:
        return names

    def blocks(m: Mention) -> bool:
        near = words[max(0, m.first - 6) : m.first]
        after = words[m.last + 1 : m.last + 9]
        if m.first < 2 and any(w.stem in say.BLOCKING for w in after[:3]) and any(
            w.stem in say.RELEASE | say.UPTAKE or w.low in ("number", "numbers", "amount", "yield") for w in after
        ):  # fmt: skip
            return True  # "Enoxacin diminished the release of exosomes"
        if m.first < 2 and after and (after[0].low in (",", "which", "by") or after[0].low.endswith(("ed", "es"))):
            return True  # "Sulfasalazine, which starves cells of vesicles, ..."
        return bool(near) and near[-1].low in ("by", "with", "using", "of") and any(
            w.stem in say.RELEASE | say.UPTAKE for w in near
        )  # fmt: skip

    return [m for m in names if not (m.family == "drug" and blocks(m))]


def _is_tool(mention: Mention, names: Sequence[Mention], words: Sequence[Word]) -> bool:
    """“reversed by the autophagy inhibitor 3-MA”: a drug that stops a process, where another is the therapy."""
    if mention.part or mention.first < 3 or words[mention.first - 1].low not in ("inhibitor", "activator", "inducer"):
        return False
    process = any(m.family == "process" and m.last == mention.first - 2 for m in names)
    process = process or any(c.isdigit() for c in mention.text)  # "with the porcupine inhibitor LGK974"
    before = words[max(0, mention.first - 8) : mention.first - 2]
    after = words[mention.last + 1 : mention.last + 4]
    tried = any(w.low in ("by", "with", "using", "when", "addition") for w in before)
    tried = tried or any(w.stem in say.DOWN for w in (*before, *after))
    other = any(m.family == "drug" and m.text != mention.text for m in names)
    return process and tried and other


def _each(
    names: Sequence[Mention], in_cells: frozenset[int], words: Sequence[Word], lexicon: Lexicon
) -> Iterator[Mention]:
    """The therapies: each once; "radioresistance" only where no other word for radiation is printed."""
    seen: set[str] = set()
    outside = [
        m
        for m in names
        if m.family == "drug" and (not m.suffix or m.suffix in _BROUGHT_ABOUT) and m.first not in in_cells
    ]
    carried = [
        m for m in names if m.family == "drug" and m.suffix in ("loaded", "packed", "co-loaded", "encapsulating")
    ]
    ends = {m.last for m in names if m.family == "drug"}
    starts = {m.first for m in names if m.family == "drug" and not BROAD.search(m.text)}
    plain = any(m.family == "drug" and not _BACK.search(m.text) and not BROAD.match(m.text) for m in names)
    if outside and not carried and not all(
        BROAD.match(m.text)
        or RADIO_WORD.match(m.text)
        or (_BACK.search(m.text) and words[m.first - 1].low in ("the", "this", "more", "less"))
        or (_BACK.search(m.text) and words[m.last + 1 : m.last + 2] and words[m.last + 1].stem in _OF_THE_DRUG)
        for m in outside
    ):  # fmt: skip
        names = outside
    radiation = any(m.family == "drug" and _RADIATION.match(m.text) and not RADIO_WORD.match(m.text) for m in names)
    specific = any(m.family == "drug" and not BROAD.match(m.text) for m in names)
    for mention in names:
        low = mention.text.casefold()
        beside = mention.first and (mention.first - 1 in ends or mention.last + 1 in starts)
        if beside and BROAD.search(mention.text):
            continue  # "anti-PD-1 immunotherapy"
        if (
            mention.last + 2 in starts
            and words[mention.last + 1].low in ("with", "by")
            and _BLOCKADE.search(mention.text)
        ):
            continue  # "checkpoint blockade with nivolumab"
        if mention.last + 1 in starts and _CLASSED.search(mention.text):
            continue  # "the FLT3 inhibitor AC220"
        if mention.family != "drug" or low in seen or lexicon.key(mention.text) in seen:
            continue
        if radiation and _DOSE.search(mention.text):
            continue  # "2 Gy ... irradiation"
        if RADIO_WORD.match(mention.text) and (radiation or "radio" in seen):
            continue
        if BROAD.match(mention.text) and specific and mention.suffix:
            continue
        before = words[mention.first - 1].low if mention.first else ""
        after = words[mention.last + 1].stem if mention.last + 1 < len(words) else ""
        if plain and _BACK.search(mention.text) and after in _OF_THE_DRUG:
            continue  # "reduces platinum uptake and the effect of cisplatin"
        if before in ("the", "this", "that", "same") and after in _SPOKEN_OF and _BACK.search(mention.text):
            continue  # "the platinum compound": one that was named before
        if plain and before in ("the", "this", "these") and _BACK.search(mention.text):
            continue
        seen.add(lexicon.key(mention.text))
        seen.add("radio" if RADIO_WORD.match(mention.text) else low)
        yield mention


_MEANS = re.compile(r"(?:inhibitor|antagonist|blocker)s?\Z", re.IGNORECASE)
_BROUGHT_ABOUT = frozenset("induced mediated triggered elicited evoked provoked caused".split())
_CLASSED = re.compile(r"(?:inhibitor|antagonist|agonist|blocker|antibody|agent|drug|degrader)\Z", re.IGNORECASE)
_BLOCKADE = re.compile(r"(?:blockade|inhibition|immunotherapy|deprivation|chemotherapy|therapy)\Z", re.IGNORECASE)
_DOSE = re.compile(r"\bc?gy\Z", re.IGNORECASE)
_OF_THE_DRUG = stems("uptake efflux accumulation export influx retention")
_SPOKEN_OF = stems("compound agent drug salt complex derivative")
_RADIATION = re.compile(r"(?:ir)?radi|x-ray|ir\Z", re.IGNORECASE)
RADIO_WORD = re.compile(r"(?:chemo-?)?radio-?(?:resist|sensit|toler|protect)", re.IGNORECASE)
_BACK = re.compile(
    r"taxane|platinum|anthracycline|antibod|inhibitor|antagonist|estrogen|androgen|tki|analogue", re.IGNORECASE
)
BROAD = re.compile(r"chemotherap|therap", re.IGNORECASE)
