"""A row of a table whose heads are not there, “cell | cell | cell”: what each cell is, told by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from exoannotate.suggest.claims.names import mentions
from exoannotate.suggest.claims.names.lexicon import Lexicon
from exoannotate.suggest.claims.names.mention import Mention
from exoannotate.suggest.claims.parties import cells
from exoannotate.suggest.claims.perturbation import acts
from exoannotate.suggest.claims.response import outcome
from exoannotate.suggest.claims.said import Claim, Said
from exoannotate.suggest.claims.sentence import language as say
from exoannotate.suggest.claims.sentence import vesicles
from exoannotate.suggest.claims.sentence.cell_words import ACRONYM, FLUIDS, LINE_SHAPE
from exoannotate.suggest.claims.sentence.words import Word, split
from exoannotate.suggest.claims.tables import row_words as told
from exoannotate.suggest.claims.tables import rows

FEWEST = 4
"""Cells that make a row."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """What stands between two bars. ``text``: as printed; ``start``: its first letter in the passage."""

    text: str
    start: int


def is_row(sentence: str) -> bool:
    """Whether a passage is the row of a table, its cells parted by bars or tabs."""
    return sentence.count("|") + sentence.count("\t") + sentence.count("│") >= FEWEST - 1


def read(sentence: str, lexicon: Lexicon) -> Claim | None:
    """The claim of a row; None where it tells no response or nothing that changes one."""
    if not is_row(sentence) or (told.OTHERWISE.search(sentence) and not told.ANSWERING.search(sentence)):
        return None
    return _Row(sentence, lexicon).claim()


class _Row:
    """The cells of one row, sorted by what they are."""

    def __init__(self, sentence: str, lexicon: Lexicon) -> None:
        self.sentence, self.lexicon = sentence, lexicon
        self.cargo: list[tuple[Mention, int]] = []
        self.targets: list[tuple[Mention, int]] = []
        self.therapy: list[Said] = []
        self.donors: list[Said] = []
        self.recipients: list[Said] = []
        self.unplaced: list[tuple[int, Said]] = []
        self.kind = ""
        self.effect: _Cell | None = None
        self.fluid = self.vesicles = self.people = False
        self.delivered: list[Said] = []
        self.gap = -1
        every = tuple(_cells(sentence))
        for number, cell in enumerate(every):
            self.sort(number, cell)
        heads = sum(column is not None for column in rows.columns([cell.text for cell in every]))
        self.is_head = 2 * heads > len(every) and not self.cargo and not self.therapy
        self.place()
        names = [one.text.casefold() for one in self.therapy]
        if not self.cargo and self.vesicles and len(names) > len(set(names)):
            self.delivered, self.therapy = self.therapy[:1], self.therapy[1:]  # "paclitaxel | EVs | ... | paclitaxel"

    def sort(self, number: int, cell: _Cell) -> None:
        """Puts one cell where it belongs; one that says nothing known is left out."""
        text = cell.text
        if rows.EMPTY.match(text):
            self.gap = number
        elif told.CITED.match(text):
            return
        elif told.KINDS.match(text):
            self.kind = self.kind or rows.CLASSES.get(text.casefold().rstrip("s"), "")
            self.vesicles = self.vesicles or text.casefold().startswith(("exo", "ev", "ves", "small", "extra"))
        elif self.tells(cell):
            self.effect = cell
        else:
            self.people = self.people or bool(told.PEOPLE.search(text))
            self.vesicles = self.vesicles or any(map(vesicles.is_vesicle, split(text)))
            self.names(number, cell)

    def tells(self, cell: _Cell) -> bool:
        """Whether a cell tells a response: it names one, and is not only called after it, as resistant cells are."""
        if self.effect is not None:
            return False
        text = cell.text
        if told.NOTHING.search(text) or told.COMPARED.search(text):
            return True
        if not (told.AGAINST.search(text) or told.FOR.search(text)):
            return False
        bare = told.ASIDE.sub("", text)
        if bare != text and self.phrases(bare) and not (told.AGAINST.search(bare) or told.FOR.search(bare)):
            return False  # "PANC-1 (resistant)"
        last = split(text)[-1]
        if re.fullmatch(
            r"[\w/-]+[\s-]?(?:resistant|sensitive|refractory|tolerant)(?: \S+){1,4}", text
        ) and not re.match(r"(?:more|less|made|become|became)\b", text):
            return False  # “TMZ-resistant GBM cells”
        return not (self.phrases(text) and last.stem in ("cell", "line", "tumor", "clone", "xenograft"))

    def names(self, number: int, cell: _Cell) -> None:
        """A cell that names cells, molecules or therapies."""
        moved = told.FROM_TO.match(cell.text)
        if moved and self.phrases(moved["from"]) and self.phrases(moved["to"]):
            self.donors += self.said_cells(_Cell(moved["from"], cell.start))
            self.recipients += self.said_cells(_Cell(moved["to"], cell.start + moved.start("to")))
            return
        for shape, side in ((told.FROM, self.donors), (told.TO, self.recipients)):
            said = shape.match(cell.text)
            if said and (own := self.said_cells(_Cell(cell.text[said.end() :], cell.start + said.end()))):
                side += own
                return
        found = mentions.find(split(cell.text), cell.text, self.lexicon)
        if not found and not self.cargo and told.ODD.fullmatch(cell.text):  # "P-gp", told beside vesicles
            odd = mentions.find(split(f"exosomal {cell.text}"), f"exosomal {cell.text}", self.lexicon)
            found = tuple(replace(m, start=m.start - 9, end=m.end - 9) for m in odd)
        whole = [m for m in found if not m.part and m.family != "process"]
        people = self.said_cells(cell)
        bare = told.ASIDE.sub("", cell.text)
        lined = "cell line" in self.lexicon.kinds(bare.split()[-1]) and not (self.cargo and self.effect)
        if people and (not whole or lined or bare.endswith(("cells", "lines"))):
            self.put(number, cell, people)
        elif not people and (owner := self.owner(cell, named=bool(whole))) is not None:
            self.donors.append(owner)
        elif whole and whole[0].family == "drug" and not self.is_loaded(whole):
            self.therapy += [_name(m, cell.start) for m in whole if m.family == "drug"]
        elif whole and self.cargo:
            self.targets += [(m, cell.start) for m in whole]
        elif whole:
            self.cargo += [(m, cell.start) for m in whole]
        elif people:
            self.put(number, cell, people)
        elif found and self.cargo:
            self.targets += [(m, cell.start) for m in found if m.family == "process"]

    def owner(self, cell: _Cell, *, named: bool) -> Said | None:
        """“melanoma EVs”, “EVs of ccRCC”: whose they are, where it is no phrase for cells. ``named``: the cell holds
        a name."""
        of = told.EVS_OF.match(cell.text)
        if of is not None:
            return Said(of[1], cell.start + of.start(1), cell.start + of.end(1), "its cell of the table")
        if named:
            return None
        text = told.OWNED.sub("", cell.text)
        plain = text == cell.text or len(text.split()) > 3 or any(w in told.PLAIN for w in text.casefold().split())
        return None if plain else Said(text, cell.start, cell.start + len(text), "its cell of the table")

    def is_loaded(self, whole: Sequence[Mention]) -> bool:
        """“si-X + a drug”: a drug among what is delivered."""
        return not self.cargo and any(m.family == "molecule" for m in whole)

    def put(self, number: int, cell: _Cell, people: Sequence[Said]) -> None:
        """Cells that give where their vesicles are told, or a fluid; else they wait for the others of the row."""
        if any(FLUIDS.fullmatch(w.low) for w in split(cell.text)):
            self.fluid = True
            self.donors += people
        elif any(map(vesicles.is_vesicle, split(cell.text))):
            self.donors += people
        else:
            self.unplaced += [(number, one) for one in people]

    def place(self) -> None:
        """Of cells that no word places the first give and the others take; one alone gives where it is of those that
        do, or resists."""
        cells_ = sorted({number for number, _ in self.unplaced})
        sides: dict[int, list[Said]] = {}
        if len(cells_) > 1 and not self.donors and not self.recipients:
            sides = {n: self.donors if n == cells_[0] else self.recipients for n in cells_[:2]}
        elif cells_:
            first = cells_[0]
            text = " ".join(one.text for n, one in self.unplaced if n == first)
            gives = any(w.stem in told.GIVERS for w in split(text)) or bool(told.MADE_RESISTANT.search(text))
            after_gap = self.gap >= 0 and first - self.gap == 1
            donor = not self.donors and gives and not after_gap and not self.is_measured()
            sides = {first: self.donors if donor else self.recipients}
        for number, one in self.unplaced:
            if number in sides:
                sides[number].append(one)

    def is_measured(self) -> bool:
        """Whether the vesicles are stopped or carry a blocker or a drug: the cells that resist are then those that
        are helped."""
        return acts.tell(split(self.sentence), (), None)[0] in ("vesicle depletion", "uptake block") or any(
            m.kind == "siRNA/antisense" or m.family == "drug" for m, _ in self.cargo
        )

    def phrases(self, text: str) -> bool:
        return bool(list(self.said_cells(_Cell(text, 0))))

    def said_cells(self, cell: _Cell) -> list[Said]:
        """The cells that a cell of the table names, without their vesicles and what stands in brackets behind them."""
        owner = told.OWNED.sub("", told.ASIDE.sub("", cell.text))
        opened = told.OF_THEM.match(owner)
        if opened:
            owner = owner[opened.end() :]
        start = cell.start + cell.text.find(owner)
        found: list[Said] = []
        for part in re.finditer(r"[^,;]+", owner):
            text = part.group().strip()
            words = split(text)
            if any(w.low in _DOING or w.stem in say.RELEASE_BLOCKERS | say.UPTAKE_BLOCKERS for w in words):
                continue  # "blocked with an antibody", "GW4869": what was done
            taken = frozenset(
                k for m in mentions.find(words, text, self.lexicon)
                if m.kind != "protein" and not m.part and "cell line" not in self.lexicon.kinds(m.text)
                for k in range(m.first, m.last + 1)
            )  # fmt: skip
            found_cells = cells.find(words, text, self.lexicon, taken)
            known = self.lexicon.kinds(text) & {"cell type", "cell line"} or any(
                FLUIDS.fullmatch(w.low) for w in words[-1:]
            )
            if found_cells or known or self.is_line(text, words, taken) or acronym(words):
                begin = start + part.start() + part.group().index(text)
                found.append(Said(text, begin, begin + len(text), "its cell of the table"))
        return found

    def is_line(self, text: str, words: Sequence[Word], taken: frozenset[int]) -> bool:
        """“HepG2/CR”, “irradiated U87”: a word in the form of a cell line that is no molecule by its form."""
        last = words[-1] if words else None
        if last is None or len(words) > 3 or len(words) - 1 in taken or not LINE_SHAPE.match(last.text):
            return False
        named = mentions.find(words, text, self.lexicon)
        longer = any(m.first < m.last for m in named)  # "annexin A3"
        return not named or ("cell line" in self.lexicon.kinds(last.text) and not longer)

    def claim(self) -> Claim | None:
        if self.effect is None or self.is_head:
            return None
        seen = _effect(self.effect.text, marker=self.fluid or self.people)
        if seen is None:
            return None
        name, by_comparing = seen
        cargo = [m for m, _ in self.cargo]
        done, rule = acts.tell(split(self.sentence), (), None)
        if by_comparing or (self.fluid and (self.people or name == "no effect")):
            done, rule = "correlation only", "levels are compared"
        elif self.delivered or any(m.kind == "siRNA/antisense" or m.family == "drug" for m in cargo):
            done, rule = "vesicle given as treatment", "a blocker or a drug is delivered"
        elif done not in acts.TAKEN_AWAY:
            done, rule = self.changed() or ("natural transfer", "a table tells no more")
        text = self.effect.text
        named = self.therapy or told.TOLD_OF.search(text)
        if not named or not (cargo or self.delivered or self.donors or (self.vesicles and self.recipients)):
            return None
        therapy = self.therapy or [_name(m, start) for m, start in self.cargo if m.family == "drug"]
        shown = self.effect
        return Claim(
            cargo=(*self.delivered, *(_name(m, start) for m, start in self.cargo)),
            cargo_class=tuple(dict.fromkeys(self.kind or m.kind for m in cargo))
            or (("drug" if self.delivered else "whole vesicle"),),
            donor=tuple(self.donors),
            recipient=() if done == "correlation only" else tuple(self.recipients),
            therapy=tuple(therapy) or tuple(self.in_effect()),
            targets=()
            if name == "no effect"
            else tuple(_name(m, start) for m, start in self.targets if m.family != "drug"),
            effect=Said(name, shown.start, shown.start + len(shown.text), "its cell of the table"),
            perturbation=Said(done, 0, 0, rule),
            strength=min(1.0, 0.5 + 0.2 * bool(cargo) + 0.2 * bool(therapy) + 0.1 * bool(self.donors)),
        )

    def changed(self) -> tuple[str, str] | None:
        """“miR-X-transfected MSC”, “X knock-down”: what was done to the cargo, told beside its name."""
        low = self.sentence.casefold()
        if re.search(
            r"\b(?:without|lacking|devoid of|deficient|-null|-/-|knock-?(?:down|out)|silenc\w+|deplet\w+|si-?rna|"
            r"sh-?rna|antagomir|inhibitor of|anti-mir)\b",
            low,
        ):
            return "cargo lost", "its loss is told"
        if re.search(r"\b(?:electroporat\w+|loaded|engineered|nano\w+|liposom\w+|injected|administered)\b", low):
            return "vesicle given as treatment", "vesicles are made"
        if re.search(r"\b(?:overexpress\w+|over-express\w+|mimics?|transfect\w+)\b", low) or any(
            m.text.casefold() in one.text.casefold() for m, _ in self.cargo for one in self.donors
        ):
            return "cargo overexpressed", "its gain is told"
        return None

    def in_effect(self) -> Iterator[Said]:
        """A therapy that is named only where the effect is told: "resistance to TMZ", "radioresistance"."""
        if self.effect is None:
            return
        text, start = self.effect.text, self.effect.start
        for mention in mentions.find(split(text), text, self.lexicon):
            if mention.family == "drug":
                yield Said(mention.text, start + mention.start, start + mention.end, "named with the effect")


_DOING = frozenset("with by after via using was were".split())


def acronym(words: Sequence[Word]) -> bool:
    """“miR-122-AMSCs”, “hUC-MSC”: letters for cells at the end of a word."""
    return bool(words) and ACRONYM.match(words[-1].text.rpartition("-")[2]) is not None


def _cells(sentence: str) -> Iterator[_Cell]:
    at = 0
    for bar in (*told.BAR.finditer(sentence), None):
        end = bar.start() if bar else len(sentence)
        text = sentence[at:end]
        bare = text.strip()
        yield _Cell(bare, at + text.index(bare) if bare else at)
        at = bar.end() if bar else end


def _name(mention: Mention, start: int) -> Said:
    return Said(mention.text, start + mention.start, start + mention.end, "its cell of the table")


def _effect(text: str, *, marker: bool) -> tuple[str, bool] | None:
    """The effect that a cell tells, and whether by comparing people; None where it tells none. ``marker``: the row
    tells of a fluid or of patients."""
    if told.BOTH_WAYS.search(text):
        return "mixed", False
    compared = bool(told.COMPARED.search(text))
    if told.NOTHING.search(text):
        return "no effect", compared and marker
    if compared:
        group = 1 if told.RESISTING.search(text) else -1 if told.RESPONDING.search(text) else 0
        level = -1 if told.LOW.search(text) else 1 if told.HIGH.search(text) else 0
        if group and level:
            return ("resistance increased" if group * level > 0 else "sensitivity increased"), True
        if group > 0 and re.search(r"\b(?:predict|marker|associat|correlat|linked)\w*", text, re.I):
            return "resistance increased", True
        return ("associated (marker)", True) if group else None
    against, favours = told.AGAINST.search(text), told.FOR.search(text)
    if not against and not favours:
        return None
    made = told.MADE_SO.match(text)
    if made and not told.LESSENED.search(text):
        return ("resistance increased" if "protect" in made.group().casefold() else "sensitivity increased"), False
    first = against if against and not (favours and favours.start() < against.start()) else favours
    down, up = told.LESSENED.search(text), told.RAISED.search(text)
    way = -1 if down and not (up and up.start() < down.start()) else 1
    seen = outcome.find(split(text), frozenset(), frozenset())
    plain = max(seen, key=lambda o: o.weight, default=None)
    if plain is not None and plain.weight >= 1 and not re.search(f"{told.UP}|{told.DOWN}", text):
        return {1: "resistance increased", -1: "sensitivity increased", 0: "no effect"}[plain.sign], False
    return ("resistance increased" if (way > 0) == (first is against) else "sensitivity increased"), False
