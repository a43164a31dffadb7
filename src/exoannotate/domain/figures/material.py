"""What every figure is drawn from: the evidence rows that take part, read once, and how captions count them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from exoannotate.domain.cellvalues import NOT_LOOKED, NOTHING, CellValues, papers
from exoannotate.domain.claims import AGAINST
from exoannotate.domain.evidence import COLUMNS, Columns, EvidenceRow
from exoannotate.domain.fields import LEVELS
from exoannotate.domain.figures.drawing import Hatch
from exoannotate.domain.figures.metrics import flat
from exoannotate.domain.naming import UNNAMED, Naming
from exoannotate.domain.records import MEANINGS, Meaning, Passage
from exoannotate.domain.roles import ARROWS
from exoannotate.domain.wording import counted


@dataclass(frozen=True, slots=True)
class Material:
    """The rows a figure is asked for and what is known of their names. For the caption: the filter they passed, and the
    documents in which each record was read."""

    rows: tuple[EvidenceRow, ...]
    columns: Columns = COLUMNS
    names: Naming = UNNAMED
    filter: str = ""
    meanings: tuple[Meaning, ...] = MEANINGS
    documents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_in(links: Mapping[str, Iterable[str]], passages: Mapping[str, Passage]) -> dict[str, tuple[str, ...]]:
    """The documents in which records were read: those of the passages they rest on."""
    return {record: tuple(passages[key].document for key in keys if key in passages) for record, keys in links.items()}


@dataclass(frozen=True, slots=True)
class Stance:
    """What a record says of the response: ``sign`` beside its ``word``, the ``colour`` of its hue and a hatch for those
    who do not see the hue."""

    sign: str
    word: str
    colour: str
    hatch: Hatch = ""
    alpha: float = 0.55


STANCES: tuple[Stance, ...] = (
    Stance("▲", "resistance", "resistance"),
    Stance("▼", "sensitivity", "sensitivity", "falling"),
    Stance("=", "no effect", "none", "", 0.3),
    Stance("◆", "marker", "marker", "upright"),
    Stance("?", "role not derivable", "none", "rising", 0.12),
    Stance("✕", "speaks against the claim", "ink", "rising", 0.12),
)
"""What is told apart in figures, in their order. A record that speaks against its claim is counted as that alone."""
LEVEL_WORDS = ", ".join(choice.value for choice in LEVELS)
"""What the letters of the levels of evidence mean, for the caption."""
BY_SIGN: Mapping[str, Stance] = {stance.sign: stance for stance in STANCES}


@dataclass(frozen=True, slots=True)
class Reading:
    """The rows that take part, with their primary studies ("" for none) and signs; rejected ones are ``left_out``."""

    material: Material
    rows: tuple[EvidenceRow, ...]
    papers: Sequence[str]
    signs: Sequence[str]
    left_out: int

    @property
    def records(self) -> tuple[str, ...]:
        """The records that take part."""
        return tuple(row.record for row in self.rows)

    def cells(self, column: str) -> list[str]:
        """What each row says in a column, as text."""
        at = self.material.columns.index(column)
        return [row.cells[at] for row in self.rows]

    def values(self, column: str) -> tuple[CellValues, list[tuple[int, ...]]]:
        """The values of a column and, for each row, which of them it has: at least one, a reason if need be."""
        columns = self.material.columns
        way = CellValues(columns.named(column), columns, self.material.names)
        places = list(way.read([row.cells for row in self.rows]))
        return way, [way.said[at] for at in places]

    def letter(self, meaning: str) -> str:
        """The letter beside the hue of a meaning."""
        return next((flat(known.letter)[:2] for known in self.material.meanings if known.id == meaning), "")

    def weight(self, places: Iterable[int]) -> int:
        """How many primary studies some rows rest on; a record that names none counts as one."""
        cited = [self.papers[at] for at in places]
        return len({paper for paper in cited if paper}) + cited.count("")

    def told(self, places: Sequence[int]) -> str:
        """“3 records from 2 primary studies, 1 of them without one”."""
        cited = [self.papers[at] for at in places]
        studies, bare = len({paper for paper in cited if paper}), cited.count("")
        words = counted(len(cited), "record")
        if studies:
            words += f" from {counted(studies, 'primary study')}"
        return f"{words}, {bare:,} without a primary study" if bare else words

    def mix(self, places: Iterable[int]) -> str:
        """“▲ 2 resistance, ▼ 1 sensitivity”."""
        signs = [self.signs[at] for at in places]
        return ", ".join(f"{s.sign} {many:,} {s.word}" for s in STANCES if (many := signs.count(s.sign)))


def read(material: Material) -> Reading:
    """Read the rows of a figure; rejected records take no part."""
    columns = material.columns
    status, role, claim = map(columns.index, ("status", "role", "claim"))
    rows = tuple(row for row in material.rows if row.cells[status] != "rejected")
    cells = [row.cells for row in rows]
    cited, _ = papers(cells, columns, material.names) if cells else ([], {})
    signs = ["✕" if row[claim] == AGAINST else ARROWS.get(row[role], "?") for row in cells]
    return Reading(material, rows, cited, signs, len(material.rows) - len(rows))


def reason(text: str) -> str:
    """Why a field is empty, in the words of a figure."""
    return {NOT_LOOKED: "not yet looked", NOTHING: "not stated"}.get(text, text)


def caption(of: Reading, what: str, *sentences: str) -> str:
    """The caption of a figure: what it shows, what it rests on, how to read it, and what was left out."""
    documents = {document for row in of.rows for document in of.material.documents.get(row.record, ())}
    bare = list(of.papers).count("")
    studies = len({paper for paper in of.papers if paper})
    basis = f"{counted(len(of.rows), 'record')} of {counted(studies, 'primary study')}"
    if documents:
        basis += f", read in {counted(len(documents), 'document')}"
    if bare and of.rows:
        basis += f"; {counted(bare, 'record')} {'names' if bare == 1 else 'name'} no primary study"
    told = [f"{what}.", f"{basis}." if of.rows else "No record takes part.", *filter(None, sentences)]
    if of.left_out:
        told.append(f"{counted(of.left_out, 'rejected record')} {'is' if of.left_out == 1 else 'are'} left out.")
    if of.material.filter.strip():
        told.append(f"Filter: {flat(of.material.filter)}.")
    return " ".join(told)


def legend_words(of: Reading, *, hatched: bool = True) -> str:
    """What the signs and hatches of the stances that occur mean, for the caption."""
    here = [stance for stance in STANCES if stance.sign in of.signs]
    hatches = {
        "falling": "lines falling to the right",
        "upright": "upright lines",
        "rising": "lines rising to the right",
    }
    told = [
        f"{stance.sign} {stance.word}{f' ({hatches[stance.hatch]})' if stance.hatch and hatched else ''}"
        for stance in here
    ]
    return f"Signs: {'; '.join(told)}." if told else ""
