"""When a drug is what vesicles carry: loaded, enclosed, delivered or carried off by them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from exoannotate.suggest.claims.names.mention import Mention
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence.vesicles import is_vesicle
from exoannotate.suggest.claims.sentence.words import Word, stem, stems

_NOT_INSIDE = frozenset(
    "spite response combination addition contrast concert parallel presence absence conjunction".split()
)


_FOUND = frozenset("detected found present recovered measured seen identified trapped enclosed quantified".split())


class Loading:
    """Tells by which rule a drug is cargo."""

    words: Sequence[Word]

    def loaded(self, mention: Mention) -> tuple[int, str]:
        """A drug is cargo when it is put into vesicles."""
        after = self.words[mention.last + 1 : mention.last + 5]
        if mention.text.casefold().startswith(_CLASSES) and after and after[0].text[:1].isupper():
            return 0, ""  # "the chemotherapeutic drug DOX": the name that follows is what is loaded
        for k, word in enumerate(after, mention.last + 1):
            if (word.stem in say.LOADED or word.low in _PUT_IN) and self.vesicle_in(k, k + 6):
                return 5, "loaded into the vesicle"
            if word.low not in say.FUNCTION and word.stem not in say.LOADED:
                break
        beside = self.words[mention.first - 1].low if mention.first else ""
        resisted = after and after[0].stem in say.RESISTANCE | say.SENSITIVITY
        if beside in ("exosomal", "vesicular") and not resisted:
            return 6, "in the vesicle"
        if beside.startswith(("ev-", "exosome-", "vesicle-")) and not beside.endswith(_BROUGHT_ABOUT):
            return 5, "in the vesicle"
        if beside.endswith("-mediated") and is_vesicle(self.words[mention.first - 1]) and after and after[0].low in (
            "delivery", "transfer"
        ):  # fmt: skip
            return 5, "delivered by the vesicle"
        near = [w.low for w in self.words[max(0, mention.first - 4) : mention.first]]
        if near[-2:] == ["delivery", "of"] and any(
            w in ("exosomal", "vesicular", "ev", "exosome-mediated") for w in near
        ):
            return 5, "delivered by the vesicle"
        into = [w.low for w in self.words[mention.last + 1 : mention.last + 2]]
        if into and stem(into[0]) in _OUT and any(
            w.low in ("via", "in", "through", "by") for w in self.words[mention.last + 2 : mention.last + 3]
        ) and self.vesicle_in(mention.last + 3, mention.last + 5):  # fmt: skip
            return 5, "carried off by the vesicle"
        beyond = [w.low for w in self.words[mention.last + 2 : mention.last + 4]]
        apart = into == ["in"] and beyond[:1] and beyond[0] in _NOT_INSIDE  # "in spite of exosomes"
        there = beyond[1:] in (["presence"], ["absence"], ["face"], ["context"])
        if (
            not (there or apart)
            and into in (["in"], ["within"], ["inside"], ["into"], ["aboard"])
            and self.vesicle_in(mention.last + 2, mention.last + 6)
            and not self.parted(mention.last + 2)
        ):
            return 5, "loaded into the vesicle"
        if self.leaves_in(mention.last + 1):
            return 5, "carried off by the vesicle"
        gone = self.words[mention.last + 1 : mention.last + 5]
        if (
            len(gone) > 3
            and gone[0].low in ("was", "is", "were", "being")
            and gone[1].stem in _OUT
            and gone[2 + (gone[2].low in ("out", "off", "away"))].low in ("via", "in", "through", "by", "within")
            and self.vesicle_in(mention.last + 3, mention.last + 7)
        ):
            return 5, "carried off by the vesicle"
        if [w.low for w in gone[:1]] == [","] and gone[1:2] and gone[1].stem in say.LOADED and (
            self.vesicle_in(mention.last + 3, mention.last + 6)
        ):  # fmt: skip
            return 5, "loaded into the vesicle"  # "Lapatinib, packed into exosomes, ..."
        found = [w.low for w in self.words[mention.last + 1 : mention.last + 4]]
        if (
            len(found) > 2
            and found[0] in ("was", "is", "were", "could")
            and found[1] in _FOUND
            and found[2] in ("in", "within", "inside", "aboard")
            and self.vesicle_in(mention.last + 4, mention.last + 7)
        ):
            return 5, "loaded into the vesicle"
        if self.put_in(mention):
            return 5, "loaded into the vesicle"
        before = mention.first - 1
        if before >= 1 and self.words[before].low in ("with", "of", "and") and any(
            w.stem in say.LOADED or w.low == "filled" for w in self.words[max(0, before - 5) : before]
        ) and self.vesicle_in(0, mention.last + 4):  # fmt: skip
            return 5, "loaded into the vesicle"
        verb = before
        while verb > 0 and self.words[verb].low in _KIND_OF_DRUG:
            verb -= 1
        if verb >= 1 and self.words[verb].stem in _DRUG_BEARING and self.vesicle_in(verb - 9, verb):
            return 5, "loaded into the vesicle"
        much = before > 0 and (
            self.words[before].low == "more"
            or (self.words[before].low == "of" and self.words[before - 1].low not in ("presence", "absence", "effect"))
        )
        earlier = self.words[:before] if much else ()
        if any(w.stem == "contain" for w in earlier) and any(is_vesicle(w) for w in earlier):
            return 4, "found in the vesicle"
        return 0, ""

    def leaves_in(self, after: int) -> bool:
        """“was pumped into exosomes”, “ended up in vesicles”, “left the cells in vesicles”."""
        words, at = self.words, after
        while at < min(len(words) - 3, after + 3) and (words[at].low in _BEING or words[at].low.endswith("ly")):
            at += 1
        passive = at > after and words[at].stem in _OUT
        if at + 2 >= len(words) or not (passive or words[at].stem in _LEAVING) or words[at].low.endswith("ing"):
            return False
        for k in range(at + 1, min(len(words) - 1, at + 6)):
            if words[k].is_mark or words[k].low in ("which", "that", "and", "by", "from"):
                return False
            if words[k].low in _INSIDE:
                return self.vesicle_in(k + 1, k + 4)
        return False

    def parted(self, first: int) -> bool:
        """Whether a mark or a word of contrast stands before the vesicle: “... in PDAC, whereas exosomes”."""
        near = self.words[first : first + 5]
        end = next((k for k, w in enumerate(near) if is_vesicle(w)), len(near))
        return any(w.low in (",", ";", "whereas", "while", "but") for w in near[:end])

    def put_in(self, mention: Mention) -> bool:
        """“Vincristine killed more of them when packed inside exosomes”, “Wrapped in exosomes, vincristine ...”:
        what is
        told of the subject, apart from it."""
        if mention.first < 3:
            near = range(mention.last + 2, len(self.words) - 2)
            opening: Iterable[int] = (
                k for k in near if self.words[k - 1].low in ("when", "once", "if", "after", "being", "while")
            )
        elif mention.first < 14 and self.words[mention.first - 1].low == ",":
            opening = (0,)
        else:
            return False
        return any(
            (self.words[k].stem in say.LOADED or self.words[k].low in _WRAPPED)
            and self.words[k + 1].low in ("in", "into", "inside", "within", "by", "aboard", "to")
            and self.vesicle_in(k + 2, min(k + 7, mention.first if mention.first > 2 else len(self.words)))
            for k in opening
        )

    def vesicle_in(self, first: int, last: int) -> bool:
        return any(is_vesicle(w) for w in self.words[max(0, first) : last])


_BROUGHT_ABOUT = ("-induced", "-mediated", "-conferred", "-driven", "-dependent", "-transmitted", "-associated")
_CLASSES = ("chemotherapeutic", "anticancer", "anti-cancer", "antitumo", "anti-tumo")
_KIND_OF_DRUG = frozenset("the drug drugs agent chemotherapeutic anticancer antitumor cytotoxic chemotherapy".split())
_OPENING = frozenset("when once if after being while".split())
_WRAPPED = frozenset(
    "offered packed given delivered enclosed carried wrapped administered presented supplied entrapped packaged "
    "ferried "
    "shipped brought hidden sealed housed tucked stowed smuggled formulated confined sheltered borne "
    "transported".split()
)
_PUT_IN = frozenset("packaged delivered filled entrapped enclosed carried ferried shipped".split())
_OUT = stems(
    "export efflux expulsion extrusion secretion release removal pump expel extrude jettison secrete shed eject"
)
_BEING = frozenset("was is were are being been be had has then".split())
_LEAVING = stems("end wind wound land accumulate leave left escape exit depart disappear vanish go went")
_INSIDE = frozenset("in into via inside within aboard through".split())
_DRUG_BEARING = stems("carry deliver bear encapsulate ferry contain harbour")
