"""What the cells of a column say: values without details, each thing known by one number however it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from operator import itemgetter

from exoannotate.domain.completeness import THIS_DOCUMENT
from exoannotate.domain.evidence import Column, Columns
from exoannotate.domain.fields import EVIDENCE_FIELDS
from exoannotate.domain.filter import parts, without_detail
from exoannotate.domain.naming import Naming, key, paper

NOT_LOOKED = "not yet looked"
NOTHING = "nothing"

_CLOSED = {f.name: {c.value for c in f.choices} for f in EVIDENCE_FIELDS if f.choices}


class CellValues(dict[tuple[str, ...], int]):
    """Reads the values of one column as numbers; each different cell is read once, by ``__missing__``."""

    def __init__(self, of: Column, columns: Columns, names: Naming) -> None:
        super().__init__()
        self.of = of
        self.reasons: list[bool] = []
        self.said: list[tuple[int, ...]] = []
        """What cells say: numbers of values, each once; never none."""
        self._names = names
        self._numbers: dict[tuple[bool, str], int] = {}
        self._known: dict[tuple[str, str], tuple[int, str]] = {}  # by field and value: without its detail
        self._uses: list[Counter[str]] = []
        self._called: dict[int, str] = {}
        fields = ("mechanism", "targets") if of.name == "mechanism_target" else (of.name,)
        self._columns = [columns.named(name) for name in fields]
        reasons = [f"{name}_reason" for name in fields]
        self._places = [
            (columns.index(name), columns.index(reason) if reason in columns else -1)
            for name, reason in zip(fields, reasons, strict=True)
        ]

    def read(self, cells: Sequence[tuple[str, ...]]) -> Iterable[int]:
        """What each row says here, as a place in ``said``."""
        wanted = [at for pair in self._places for at in pair]
        if min(wanted) >= 0:
            return map(self.__getitem__, map(itemgetter(*wanted), cells))
        none = [""] * len(cells)
        return map(
            self.__getitem__, zip(*([row[at] for row in cells] if at >= 0 else none for at in wanted), strict=True)
        )

    @property
    def many(self) -> int:
        """How many different values there are."""
        return len(self.reasons)

    def shown(self, number: int) -> str:
        """What a value is called: by its vocabulary, else as most cells write it."""
        return self._called.get(number) or self.printed(number)

    def printed(self, number: int) -> str:
        """A value as most cells write it."""
        return self._uses[number].most_common(1)[0][0]

    def __missing__(self, said: tuple[str, ...]) -> int:
        found: dict[int, None] = {}
        reasons: dict[int, None] = {}
        for of, cell, reason in zip(self._columns, said[::2], said[1::2], strict=True):
            if cell and not (reason and cell in (reason, f"[{reason}]")):
                for value in parts(of, cell):
                    found[self._value(of, value)] = None
            else:
                told = reason or (NOT_LOOKED if of.field else NOTHING)
                reasons[self._number(told, told, reason=True)] = None
        self[said] = place = len(self.said)
        self.said.append(tuple(found or reasons))
        return place

    def _value(self, of: Column, value: str) -> int:
        known = self._known.get((of.name, value))
        if known is None:
            whole = value in _CLOSED.get(of.name, ()) or (of.name, value) in self._names.bracketed
            text = value if whole else without_detail(value)
            same, called = self._names.entity(of.field or of.name, text)
            known = self._known[of.name, value] = self._number(same, text, reason=False), text
            if same != key(text):
                self._called[known[0]] = called
        else:
            self._uses[known[0]][known[1]] += 1
        return known[0]

    def _number(self, same: str, text: str, *, reason: bool) -> int:
        number = self._numbers.setdefault((reason, same), self.many)
        if number == self.many:
            self.reasons.append(reason)
            self._uses.append(Counter())
        self._uses[number][text] += 1
        return number


class _Papers(dict[tuple[str, ...], str]):
    """What primary studies are compared by, by their cells; each different one is worked out once."""

    def __init__(self, names: Naming) -> None:
        super().__init__()
        self.words: dict[str, str] = {}
        self._names = names

    def __missing__(self, cells: tuple[str, ...]) -> str:
        study, document, doi, reason = cells
        self[cells] = own = "" if reason else paper(study, document, doi, self._names)
        self.words.setdefault(own, document if study == THIS_DOCUMENT else study)
        return own


def papers(cells: Sequence[tuple[str, ...]], columns: Columns, names: Naming) -> tuple[list[str], dict[str, str]]:
    """What the primary study of each row is compared by, "" where none is named; and how each study is called."""
    cited = ("primary_study", "document", "document_doi", "primary_study_reason")
    known = _Papers(names)
    found = list(map(known.__getitem__, map(itemgetter(*map(columns.index, cited)), cells)))
    return found, known.words
