"""Names in a sentence: RNAs by their form, everything else by what the vocabularies know, each with its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from exoannotate.suggest.claims.names import encoded, forms, longforms, therapies
from exoannotate.suggest.claims.names import name_words as name
from exoannotate.suggest.claims.names.compounds import Compounds
from exoannotate.suggest.claims.names.lexicon import Lexicon
from exoannotate.suggest.claims.names.mention import KINDS, STATES, Mention
from exoannotate.suggest.claims.sentence import cell_words
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.cell_words import ACRONYM
from exoannotate.suggest.claims.sentence.words import Word

LONGEST_NAME = 5
"""Words of a name that is looked up."""


def find(words: Sequence[Word], sentence: str, lexicon: Lexicon) -> tuple[Mention, ...]:
    """All names of molecules, drugs and processes, from left to right; of names inside one another the longest."""
    return tuple(_Finder(words, sentence, lexicon).all())


class _Finder(Compounds):
    """One pass over the words of a sentence."""

    def all(self) -> Sequence[Mention]:
        at = 0
        found: list[Mention] = []
        while at < len(self.words):
            here = [self.suspended(m) for m in self.at(at)]
            found += here
            at = max((m.last for m in here), default=at) + 1
        return longforms.without(self.words, found)

    def suspended(self, made: Mention) -> Mention:
        """“docetaxel- and adriamycin-resistant”: the end of the second compound is that of the first, too."""
        low = [w.low for w in self.words[made.last + 1 : made.last + 4]]
        if made.part or low[:1] != ["-"] or low[1:2] not in (["and"], ["or"]) or len(low) < 3:
            return made
        suffix = low[2].rpartition("-")[2]
        return replace(made, suffix=suffix) if suffix in name.SUFFIXES else made

    def at(self, at: int) -> Iterator[Mention]:
        """The names that begin at a word."""
        word = self.words[at]
        begins = word.low in forms.PROCESS_BEGINS or word.low.endswith("-independent")
        for last in range(min(at + 3, len(self.words) - 1), at, -1) if begins else ():
            if forms.PROCESS.fullmatch(self.sentence[word.start : self.words[last].end]):
                yield self.make("process", at, last, "process")
                return
        if word.text == "TAM" and therapies.is_abbreviated(self.words, at, False):
            yield self.make("drug", at, at, "drug")  # tamoxifen, and no macrophages
            return
        if word.is_mark or word.low in say.FUNCTION or word.low in forms.NOT_NAMES:
            return
        if word.low in encoded.CALLED and at + 1 < len(self.words) and forms.looks_like_a_name(self.words[at + 1].text):
            return  # "the ganglioside GD2"
        if not any(c.isalpha() for c in word.text):
            if at + 1 < len(self.words) and therapies.DOSE.match(self.words[at + 1].text):
                yield self.make("drug", at, at + 1, "drug")
            return
        beside = self.words[at + 1 : at + 3]
        if len(beside) == 2 and beside[0].text == "-" and beside[0].start == word.end and beside[1].stem == "cell":
            return  # "ALDH- cells"
        if word.text.endswith("+") and at + 1 < len(self.words) and self.words[at + 1].stem == "cell":
            return  # "ALDH+ cells"
        if word.text.endswith("+") and len(word.text) > 3:  # "PD-L1+ EVs"
            yield from self.piece(at, word.text[:-1], 0, suffix="positive")
            return
        if word.low.rpartition("-")[2] in name.SUFFIXES and word.low.count("-"):
            yield from self.pieces(at)
            return
        if at + 1 < len(self.words) and word.is_mark is False:
            head, _, tail = self.words[at + 1].text.rpartition("-")
            if tail in STATES and therapies.INHIBITED.fullmatch(f"{word.text} {head}"):  # "BRAF inhibitor-resistant"
                end = self.words[at + 1].start + len(head)
                yield Mention("drug", at, at + 1, word.start, end, self.sentence[word.start : end], "drug", tail)
                return
        if (tied := self.in_two_words(at)) is not None:
            yield tied
            return
        if at and self.words[at - 1].low in ("exosomal", "vesicular"):
            for last in range(min(at + 4, len(self.words) - 1), at, -1):
                if forms.ENZYME.fullmatch(self.sentence[word.start : self.words[last].end]):
                    yield self.make("molecule", at, last, "protein")
                    return
        by_form = self.by_form(at) if "-" not in word.text or not self.chain(at) else None
        if by_form is not None:
            yield by_form
            return
        for last in range(self.reach(at), at - 1, -1):
            made = self.by_name(at, last)
            if made is not None:
                yield made
                return
        yield from self.pieces(at)

    def is_class(self, at: int) -> bool:
        """Whether a word names a class of therapies; PD-1 does so only where a therapy is told: "PD-1 blockade"."""
        word, after = self.words[at], self.words[at + 1].low if at + 1 < len(self.words) else ""
        if word.low == "pd-1":
            return after in forms.MODAL or after in name.RESPONSES or therapies.stands_for_therapy(self.words, at)
        if forms.ANTIBODY.fullmatch(word.text) and not therapies.CLASS.match(word.low):
            return after in forms.COURSES or after in name.RESPONSES or therapies.stands_for_therapy(self.words, at)
        return bool(therapies.CLASS.match(word.low) or therapies.RADIO.match(word.low))

    def reach(self, first: int) -> int:
        """The last word that can be of one name with this one: no mark and no word of the language between them."""
        last = first
        for word in self.words[first + 1 : first + LONGEST_NAME]:
            if word.is_mark or (word.low in say.FUNCTION and word.text != "A"):
                break
            last += 1
        return last

    # One word by its form ----------------------------------------------------------------------------------------

    def by_form(self, at: int) -> Mention | None:
        text = self.words[at].text
        kind = forms.rna_kind(text)
        after = self.words[at + 1].low if at + 1 < len(self.words) else ""
        if forms.DNA.match(text):
            return self.make("molecule", at, at, "DNA")
        if after in name.OF_DNA and self.words[at].low in ("mitochondrial", "genomic", "double-stranded", "nuclear"):
            return self.make("molecule", at, at + 1, "DNA")
        if kind is None and text.casefold() in ("mir", "microrna", "mirna", "circ") and at + 1 < len(self.words):
            return None
        if kind is None:
            return None
        if kind == "other RNA" and after in forms.FRAGMENTS:
            return self.make("molecule", at, at + 1, kind)
        return self.said(self.make("molecule", at, at, kind))

    def by_name(self, first: int, last: int) -> Mention | None:
        text = self.sentence[self.words[first].start : self.words[last].end]
        low = text.casefold()
        if first < last and (
            therapies.INHIBITED.fullmatch(text)
            or therapies.SPAN.fullmatch(text)
            or therapies.is_undergone(self.words, first, text)
        ):
            return self.make("drug", first, last, "drug")
        if first < last and forms.LIPIDS.fullmatch(text):
            return self.make("molecule", first, last, "lipid")
        if (
            first == last
            and low == "car-t"
            and self.words[first + 1 : first + 2]
            and self.words[first + 1].stem == "cell"
        ):
            return self.make("drug", first, first, "drug", suffix="cell")  # cells that are a therapy stay cells
        if first == last and self.is_class(first):
            return self.class_of(first)
        if low in say.VESICLE or low in forms.NOT_NAMES or self.words[first].stem in name.STOPPERS:
            return None
        if first < last and self.words[last].stem == "cell":
            return None  # "S cells"
        if any(w.stem in name.NO_PROCESS or w.stem in say.VESICLE for w in self.words[first : last + 1]):
            return None
        if first == last and (therapies.is_one_word(low) or therapies.told_of(self.words, first)):
            return self.make("drug", first, last, "drug")
        if forms.ANYTHING.fullmatch(low):
            return None
        kinds = self.lexicon.kinds(text)
        if first == last and therapies.is_abbreviated(
            self.words, first, not kinds or (len(text) < 4 and text.isupper())
        ):
            return self.make("drug", first, last, "drug")
        if first == last and (
            ("disease" in kinds and forms.TUMOUR.fullmatch(text))
            or forms.UNIT.fullmatch(text)
            or (text.endswith("s") and ACRONYM.match(text))
        ):
            return None
        if "pathway" in kinds and not kinds & {"protein", "family"} and (
            forms.DISEASE.search(text) or low.startswith(("bystander", "side ")) or " cell " in low
        ):  # fmt: skip
            return None  # a map of pathways that is called after a disease
        if first == last and low in forms.PROCESSES:
            return self.make("process", first, last, "process")
        if (
            "drug" in kinds
            and not kinds & {"lipid", "metabolite"}
            and not (kinds & {"protein", "lncrna", "family"} and text.isupper() and len(text) > 3)
        ):
            return self.make("drug", first, last, "drug")
        written = bool(kinds) and (
            forms.looks_like_a_name(text)
            or (first > 0 and text[0].isupper() and len(text) > 2)
            or bool(forms.COMMON_PROTEIN.match(text))
        )
        written = written or (
            first == last and first > 0 and low.isalpha() and not low.endswith("s")
            and self.words[first - 1].low in ("exosomal", "vesicular")
            and bool(kinds & {"protein"}) and not kinds & {"pathway", "disease", "cell type"}
        )  # fmt: skip
        for known, kind in KINDS:
            if known in kinds and (first < last or written or known in ("lipid", "metabolite")):
                lipid = kind == "metabolite" and forms.LIPID.match(low)
                return self.said(self.make("molecule", first, last, "lipid" if lipid else kind))
        if "drug" in kinds or (first == last and forms.METABOLITES.match(low) and self.is_borne(first)):
            return self.make("molecule", first, last, "metabolite")
        inside = first > 0 and self.words[first - 1].low in ("exosomal", "vesicular")
        beyond = self.words[last + 1].low if last + 1 < len(self.words) else ""
        inside = inside or beyond in ("mrna", "transcript", "transcripts")
        if "pathway" in kinds and inside and first == last and "/" not in text:
            return self.said(self.make("molecule", first, last, "protein"))
        if "pathway" in kinds and (forms.looks_like_a_name(text) or first < last) and "cell line" not in kinds:
            return self.make("process", first, last, "process")
        if first == last and forms.PROTEIN.match(text):
            return self.said(self.make("molecule", first, last, "protein"))
        if last == first + 1 and forms.NUMBERED.match(text) and not kinds:
            return self.make("molecule", first, last, "protein")
        return self.odd(first) if first == last else None

    def odd(self, at: int) -> Mention | None:
        """A name that no vocabulary knows, but that is told to be one: "lncRNA CCAL", "exosomal XY-12"."""
        word, before = self.words[at], self.words[at - 1].low if at else ""
        called = name.SAID_BEFORE.get(before) or encoded.CALLED.get(before)
        if called and forms.looks_like_a_name(word.text):
            return self.make("molecule", at, at, called)
        if forms.LNC_PLAIN.match(word.text) or re.match(r"(?i)(?:mi|micro|circ|pi|m|sn?o|si)RNAs?\Z", word.text):
            return None
        loaded = [w.low for w in self.words[max(0, at - 2) : at]] == ["loaded", "with"]
        if loaded and name.COMPOUND.match(word.text) and not self.lexicon.kinds(word.text):
            letter = at + 1 < len(self.words) and re.fullmatch(r"[A-Z]\d?", self.words[at + 1].text) is not None
            return self.make("drug", at, at + letter, "drug")
        inside = before in ("exosomal", "vesicular") or self.borne(at, any_form=True)
        if inside or self.kept_in_vesicles(at):
            if (
                forms.COMMON_PROTEIN.match(word.text)
                and word.low not in say.FUNCTION
                and word.low not in name.NO_PROTEIN
                and word.stem not in say.AFFECTING
            ):
                return self.said(self.make("molecule", at, at, "protein"))
            if (
                inside
                and re.match(r"(?=.*[A-Z])(?=.*\d)[A-Za-z][-\w]*\Z", word.text)
                and not self.lexicon.kinds(word.text)
            ):
                return self.said(self.make("molecule", at, at, "protein"))
        if cell_words.ACRONYM.match(word.text.rpartition("-")[2]):
            return None  # "MDS-MSC"
        if not self.lexicon.kinds(word.text) and encoded.is_wrapped(self.words, at):
            letter = at + 1 < len(self.words) and re.fullmatch(r"[A-Z]\d?", self.words[at + 1].text) is not None
            return self.make("drug", at, at + letter, "drug")
        noun = self.words[at + 1].low if at + 1 < len(self.words) else ""
        if noun in ("mrna", "transcript", "transcripts") and re.match(r"[A-Z]+\d[-\w]*\Z|[A-Z]{3}\w*\Z", word.text):
            return self.said(self.make("molecule", at, at, "protein"))
        if not forms.SYMBOL.match(word.text) or self.lexicon.kinds(word.text) & {"cell line", "cell type", "disease"}:
            return None
        if not self.lexicon.kinds(word.text) and self.after_drug(at):
            return self.make("drug", at, at, "drug")
        after = self.words[at + 1 : at + 4]
        silenced = any(w.stem in say.LOSS for w in after) and any(
            w.low in ("was", "were", "had", "is", "been") for w in after
        )
        of_it = before == "of" and at > 1 and self.words[at - 2].stem in say.LOSS | say.GAINED
        if noun == "in" and any(w.low in ("dna", "cfdna") for w in self.words[at + 2 : at + 6]):
            return self.make("molecule", at, at, "DNA")  # a mutation
        if noun in ("rna", "mrna", "transcript", "transcripts", "mrnas"):
            return self.said(self.make("molecule", at, at, "protein"))
        changed = self.words[at - 1].stem in name.CHANGED if at else False
        if (
            before in ("exosomal", "vesicular")
            or silenced
            or (changed and any(c.isdigit() for c in word.text))
            or (changed and noun in ("expression", "signaling", "signalling", "protein") and len(word.text) > 3)
            or of_it
            or self.listed(at)
            or (noun in ("in", "on", "from") and any(w.stem in say.VESICLE for w in self.words[at + 2 : at + 5]))
            or self.borne(at)
            or self.rides(at)
        ):
            return self.said(self.make("molecule", at, at, "protein"))
        return None

    def rides(self, at: int) -> bool:
        """“XY1 shuttled in EVs”, “XY1 travels on vesicles”: an unknown name that vesicles take along."""
        word, near = self.words[at], self.words[at + 1 : at + 7]
        vesicle = next((k for k, w in enumerate(near) if w.stem in say.VESICLE), 0)
        if not vesicle or sum(c.isupper() for c in word.text) < 2:
            return False
        before = near[:vesicle]
        taken = before[0].stem in say.HANDING | name.CARRIED | name.RIDING or before[0].low in (
            "aboard",
            "inside",
            "within",
        )
        return taken and any(
            w.low in ("in", "on", "by", "through", "via", "with", "within", "inside", "aboard") for w in before
        )

    def after_drug(self, at: int) -> bool:
        """“trastuzumab and T-DM1”: an unknown name in a list of drugs."""
        if at > 4 and self.words[at - 1].low == ",":  # "A and, to a lesser degree, B"
            opened = next((k for k in range(at - 2, max(1, at - 8), -1) if self.words[k].low == ","), at)
            if opened < at and self.words[opened - 1].low in ("and", "or"):
                at = opened
        if at < 2 or self.words[at - 1].low not in ("and", "or", "plus"):
            return False
        before = self.words[at - 2]
        return therapies.is_one_word(before.low) or "drug" in self.lexicon.kinds(before.text)

    def borne(self, at: int, any_form: bool = False) -> bool:
        """“vesicles rich in LMP1”, “exosomes carrying XY1”: an unknown name that is told to be carried."""
        text = self.words[at].text
        if not any_form and sum(c.isupper() for c in text) < 2 and not any(c.isdigit() for c in text):
            return False
        before = [w.low for w in self.words[max(0, at - 2) : at]]
        vesicle = any(w.stem in say.VESICLE for w in self.words[max(0, at - 6) : at])
        return vesicle and (before[-1:] in name.BORNE or before in name.BORNE)

    def is_borne(self, at: int) -> bool:
        """“delivering asparagine”, “vesicular serine”, “cystine in vesicles”: a word of chemistry that is carried."""
        before = self.words[max(0, at - 2) : at]
        if any(w.low in ("exosomal", "vesicular") or w.stem in say.HANDING | name.CARRIED for w in before):
            return True
        told = at + 1 < len(self.words) and self.words[at + 1].low == ","  # "serine, which abounds in vesicles"
        after = self.words[at + 1 : at + (10 if told else 6)]
        brought = any(w.stem in say.HANDING | say.TAKING | name.CARRIED for w in self.words[at + 1 : at + 7])
        if before and before[-1].low in ("much", "more") and brought and any(w.stem in say.VESICLE for w in after):
            return True  # "So much glutamine did EVs import ..."
        return any(w.low in ("in", "by", "via", "through", "within") for w in after) and any(
            w.stem in say.VESICLE for w in after
        )

    def listed(self, at: int) -> bool:
        """“PTEN, AKT and XYZ1”: an unknown name in a list of known ones."""
        if at < 2 or self.words[at - 1].low not in ("and", ",", "or"):
            return False
        return bool(self.lexicon.kinds(self.words[at - 2].text) & {"protein", "family", "lncrna", "mirna", "pathway"})

    def class_of(self, at: int) -> Mention:
        word = self.words[at]
        after = self.words[at + 1].low if at + 1 < len(self.words) else ""
        if word.low in ("endocrine", "hormonal") or (word.low in ("pd-1", "parp") and after in forms.MODAL):
            return self.make("drug", at, at + (after in forms.MODAL), "drug")
        if forms.ANTIBODY.fullmatch(word.text) and after in ("drugs", "drug", "agents"):
            return self.make("drug", at, at + 1, "drug")
        return self.make("drug", at, at, "drug")

    def said(self, made: Mention) -> Mention:
        """The kind that stands beside the name, as in "SNAI1 mRNA" or "lncRNA H19"."""
        if (
            made.kind == "protein"
            and made.text[-1].islower()
            and made.last + 1 < len(self.words)
            and (forms.MEMBER.match(self.words[made.last + 1].text))
        ):
            made = self.make("molecule", made.first, made.last + 1, "protein")  # "integrin β4", "cyclophilin A"
        before = self.words[made.first - 1].low if made.first else ""
        after = self.words[made.last + 1].low if made.last + 1 < len(self.words) else ""
        if made.kind == "protein" and after and forms.MUTATION.match(self.words[made.last + 1].text) and (
            made.last + 2 < len(self.words) and self.words[made.last + 2].low in name.SAID_AFTER
        ):  # fmt: skip
            made = self.make("molecule", made.first, made.last + 1, "protein")  # "KRAS G12D siRNA"
            after = self.words[made.last + 1].low
        beyond = self.words[made.last + 2].low if made.last + 2 < len(self.words) else ""
        if (
            after in ("truncated", "mutant", "fusion", "amplicon", "promoter", "plasmid", "fragment", "gene")
            and beyond in ("protein", "mrna", "dna", "transcript", "transcripts")
            and made.kind != "miRNA"
        ):
            return self.make("molecule", made.first, made.last + 2, name.SAID_AFTER[beyond])
        if after in name.SAID_AFTER and made.kind != "miRNA" and (after != "rna" or made.kind in ("protein", "other")):
            last, first = made.last + 1, made.first
            if (
                before in name.ALTERED
                or before.endswith(("-bearing", "-mutant", "-mutated"))
                or (after == "dna" and before == "genomic")
            ):
                first -= 1
            return self.make("molecule", first, last, name.SAID_AFTER[after])
        earlier = self.words[made.first - 2].low if made.first > 1 else ""
        if (
            made.kind == "miRNA"
            and after in ("inhibitor", "inhibitors", "antagomir", "antisense")
            and self.is_delivered(made)
        ):
            last = made.last + (2 if beyond in ("oligonucleotide", "oligonucleotides", "oligo", "rna") else 1)
            return self.make("molecule", made.first, last, "siRNA/antisense")
        interfering = earlier == "rna" and self.words[made.first - 3].low == "interfering"
        blocker = before in ("against", "targeting", "to") and (earlier in name.BLOCKERS or interfering)
        if blocker and (made.text.casefold() in self.before(made) or self.is_delivered(made)):
            first = made.first - 2 - (earlier == "rna")
            if first and self.words[first - 1].low in (
                "antisense",
                "interfering",
                "small",
                "locked",
                "phosphorothioate",
            ):
                first -= 1
            return self.make("molecule", first, made.last, "siRNA/antisense")
        if before in name.BLOCKERS:
            return replace(made, kind="siRNA/antisense")
        if before in name.SAID_BEFORE and made.kind != "miRNA":
            return replace(made, kind=name.SAID_BEFORE[before])
        if made.kind == "protein":
            return replace(made, kind=encoded.kind(self.words, made.first) or encoded.CALLED.get(before, made.kind))
        return made

    def before(self, made: Mention) -> list[str]:
        """The words before a name that may have named it already."""
        return [w.low for w in self.words[max(0, made.first - 40) : made.first]]

    def is_delivered(self, made: Mention) -> bool:
        """“exosomes loaded with a miR-21 inhibitor”: the blocker itself is what the vesicles carry."""
        beside = self.words[made.first - 1].low if made.first else ""
        if beside in ("exosomal", "vesicular") and self.words[made.last + 1].low == "antagomir":
            return True
        with_it = [w for w in self.words[max(0, made.first - 3) : made.first] if w.low not in ("a", "an", "the")]
        if len(with_it) > 1 and with_it[-1].low == "with" and with_it[-2].stem in say.VESICLE:
            return True
        near = self.words[max(0, made.first - 9) : made.last + 14]
        vesicle = any(w.stem in say.VESICLE or w.low.startswith(("exosome-", "vesicle-", "ev-")) for w in near)
        return vesicle and any(w.stem in say.LOADED | name.CARRIED for w in near)
