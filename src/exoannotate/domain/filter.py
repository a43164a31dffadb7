"""Which rows of the evidence table are shown: the filter of the window and the command line, and sorting.

    therapy = temozolomide and not role = marker
    (cargo ~ miR or cargo ~ lnc) and document_year >= 2020
    donor is empty and "glioma stem cell"

Conditions are joined by ``and``, ``or``, ``not`` and brackets; ``and`` binds closer than ``or``, and two terms that
stand side by side are joined by ``and``. A condition is a column (its name or head, any case), one of
``= != ~ !~ < > <= >=`` and a value; ``~`` means "contains". A value may stand in quotes and goes on to the next
and/or/bracket without them. ``is empty`` and ``is not empty`` ask for values: a reason such as “not reported” is no
value, but ``= not reported`` finds it. A word or quoted words alone are looked for in all cells.

Comparison ignores case and the kind of dash, quote or blank, and spells Greek letters out: TGF‐β is tgf-beta.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from exoannotate.domain.errors import BadValueError
from exoannotate.domain.evidence import COLUMNS, Column, Columns, EvidenceRow
from exoannotate.domain.folding import fold
from exoannotate.domain.plain_values import as_number
from exoannotate.domain.records import REASONS

MAX_LENGTH = 4_000
"""The longest filter in characters."""
MAX_DEPTH = 40
"""How deep brackets may be nested; keeps the parser far from Python's own limit."""

Test: TypeAlias = Callable[[EvidenceRow], bool]


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter that was understood. ``expression`` is what the user wrote, "" lets every row through."""

    expression: str
    test: Test

    def matches(self, row: EvidenceRow) -> bool:
        """Whether the row passes."""
        return self.test(row)

    def rows(self, rows: Iterable[EvidenceRow]) -> tuple[EvidenceRow, ...]:
        """The rows that pass, in their order."""
        return tuple(row for row in rows if self.test(row))


def parse(expression: str, columns: Columns = COLUMNS, *, limit: int = MAX_LENGTH) -> Filter:
    """The filter a user wrote, over these columns, whose rows it is for; with a ``limit`` of 0 of any length.

    Raises BadValueError that says where it is not understood and names the columns.
    """
    if limit and len(expression) > limit:
        raise BadValueError(f"The filter is longer than {limit:,} characters.", "Use a shorter one.")
    parser = _Parser(expression, _tokens(expression, columns), columns)
    return Filter(expression, parser.whole())


def has_value(row: EvidenceRow, of: Column, columns: Columns = COLUMNS) -> bool:
    """Whether a cell shows a value: not nothing, and not the reason why there is none."""
    if of.name == "mechanism_target":
        return any(has_value(row, columns.named(name)) for name in ("mechanism", "targets"))
    cell = row.cells[columns.index(of.name)]
    if not cell or columns.field(of) is None:
        return bool(cell)
    kept = f"{of.name}_reason"
    reason = columns.cell(row, kept) if kept in columns else ""
    return not reason or cell not in (reason, f"[{reason}]")


# Reading the expression ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # word, quoted, sign, open, close, end
    text: str
    at: int

    def is_word(self, *words: str) -> bool:
        return self.kind == "word" and self.text.casefold() in words


_TOKEN = re.compile(
    r"""(?P<blank>\s+)
    | (?P<quoted>"(?:[^"]|"")*" | '(?:[^']|'')*' | “[^”]*” | ‘[^’]*’)
    | (?P<sign>!= | !~ | <= | >= | [=~<>])
    | (?P<open>\() | (?P<close>\))
    | (?P<word>(?!["'“‘])(?:[^\s()=<>~!"“]|!(?![=~]))+)""",
    re.VERBOSE,
)


def _tokens(expression: str, columns: Columns) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    while at < len(expression):
        match = _TOKEN.match(expression, at)
        if match is None:
            raise _not_understood(expression, at, "The quotation mark here is not closed.", columns)
        kind, text = match.lastgroup or "", match.group()
        if kind == "quoted":
            text = text[1:-1].replace(text[0] * 2, text[0])
        if kind != "blank":
            found.append(_Token(kind, text, at))
        at = match.end()
    return [*found, _Token("end", "", len(expression))]


def _not_understood(expression: str, at: int, why: str, columns: Columns) -> BadValueError:
    near = " ".join(expression[at : at + 20].split())
    place = f"at character {at + 1} (“{near}”)" if near else "at its end"
    return BadValueError(
        f"The filter is not understood {place}: {why}",
        f"Write for example: therapy = temozolomide and role ~ resistance. {columns.told}",
    )


_ASKS = re.compile(r"\bis (?:not )?empty$", re.IGNORECASE)


class _Parser:
    """One pass over the tokens, from left to right."""

    def __init__(self, expression: str, tokens: list[_Token], columns: Columns) -> None:
        self.expression = expression
        self.columns = columns
        self.tokens = tokens
        self.next = 0
        self.depth = 0
        self.plain = 0  # up to here no word belongs to a column; without it long filters took quadratic time

    @property
    def token(self) -> _Token:
        return self.tokens[self.next]

    def take(self) -> _Token:
        token = self.token
        self.next += 1
        return token

    def wrong(self, token: _Token, why: str) -> BadValueError:
        return _not_understood(self.expression, token.at, why, self.columns)

    def whole(self) -> Test:
        if self.token.kind == "end":
            return _everything
        test = self.alternatives()
        if self.token.kind != "end":
            raise self.wrong(self.token, "there is no opening bracket for this one.")
        return test

    def alternatives(self) -> Test:
        tests = [self.together()]
        while self.token.is_word("or"):
            self.take()
            tests.append(self.together())
        ids = [test for test in tests if isinstance(test, _IsRecord)]
        if len(ids) > 1:  # a choice of thousands of records is one question
            tests = [_IsRecord(frozenset().union(*(one.ids for one in ids))), *(t for t in tests if t not in ids)]
        return tests[0] if len(tests) == 1 else lambda row: any(test(row) for test in tests)

    def together(self) -> Test:
        tests = [self.term()]
        while not (self.token.kind in ("end", "close") or self.token.is_word("or")):
            if self.token.is_word("and"):
                self.take()
            tests.append(self.term())
        return tests[0] if len(tests) == 1 else lambda row: all(test(row) for test in tests)

    def term(self) -> Test:
        turned = False
        while self.token.is_word("not"):
            self.take()
            turned = not turned
        test = self.brackets() if self.token.kind == "open" else self.condition()
        return (lambda row: not test(row)) if turned else test

    def brackets(self) -> Test:
        opened = self.take()
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.wrong(opened, f"brackets may be nested {MAX_DEPTH} deep.")
        test = self.alternatives()
        if self.take().kind != "close":
            raise self.wrong(opened, "this bracket is not closed.")
        self.depth -= 1
        return test

    def condition(self) -> Test:
        """``column sign value``, ``column is [not] empty``, or one word to look for."""
        left = self.left_side()
        first = self.token
        if left is None:
            if first.kind not in ("word", "quoted") or first.is_word("and", "or"):
                raise self.wrong(first, "a column, a word or an opening bracket is expected here.")
            return _search(self.take().text)
        words = self.tokens[self.next : left]
        self.next = left
        if not words:
            raise self.wrong(self.token, "a column is expected before this sign.")
        of = self.column_of(words)
        if self.token.is_word("is"):
            self.take()
            turned = self.token.is_word("not")
            self.next += 2 if turned else 1
            return lambda row: has_value(row, of, self.columns) is turned
        return self.comparison(of)

    def left_side(self) -> int | None:
        """Where the words before a sign or ``is empty`` end; None when a plain word stands here."""
        if self.next < self.plain:
            return None
        at = self.next
        while self.tokens[at].kind in ("word", "quoted") and not self.tokens[at].is_word("and", "or", "not"):
            if self.tokens[at].is_word("is"):
                after = at + 2 if self.tokens[at + 1].is_word("not") else at + 1
                if self.tokens[after].is_word("empty") and at > self.next:
                    return at
            at += 1
        if self.tokens[at].kind == "sign":
            return at
        self.plain = at
        return None

    def column_of(self, words: list[_Token]) -> Column:
        name = " ".join(word.text for word in words)
        try:
            return self.columns.of(name)
        except BadValueError:
            raise self.wrong(words[0], f"there is no column “{name[:60]}”.") from None

    def comparison(self, of: Column) -> Test:
        sign = self.take()
        first = self.token
        words: list[str] = []
        if first.kind == "quoted":
            words.append(self.take().text)
        while first.kind == "word" and self.token.kind == "word" and not self.token.is_word("and", "or"):
            words.append(self.take().text)
        if not words:
            raise self.wrong(first, "a value is expected here; write two quotation marks or “is empty” for none.")
        if self.token.kind == "sign" or (first.kind == "word" and _ASKS.search(" ".join(words))):
            raise self.wrong(self.token, "two conditions need “and” or “or” between them, or the value needs quotes.")
        value = " ".join(words)
        if sign.text in ("=", "!="):
            return _equals(self.columns, of, value, turned=sign.text == "!=")
        if sign.text in ("~", "!~"):
            return _contains(self.columns, of, value, turned=sign.text == "!~")
        test = _ordered(self.columns, of, sign.text, value)
        if test is None:
            raise self.wrong(first, f"“{sign.text}” compares with a number, a year or a date such as 2026-01-31.")
        return test


# The conditions --------------------------------------------------------------------------------------------------


def _everything(row: EvidenceRow) -> bool:
    return True


def _search(words: str) -> Test:
    wanted = fold(words)
    # NUL keeps words of neighbouring cells apart.
    return lambda row: wanted in fold("\0".join(filter(None, row.cells)))


@dataclass(frozen=True, slots=True)
class _IsRecord:
    """Whether a row is that of one of some records."""

    ids: frozenset[str]

    def __call__(self, row: EvidenceRow) -> bool:
        return fold(row["record_id"]) in self.ids


def _equals(columns: Columns, of: Column, value: str, *, turned: bool) -> Test:
    wanted = {fold(value)}
    if of.name == "record_id" and not turned:
        return _IsRecord(frozenset(wanted))
    field, at = columns.field(of), columns.index(of.name)
    choice = field.choice(value) if field is not None else None
    if choice is not None:  # "D" means "D preclinical", here as in the form
        wanted.add(fold(choice.value))
    same = as_number(value) if _kind(columns, of) == "number" else None

    def says(cell: str) -> bool:
        if same is not None and as_number(cell) == same:  # 3.0 is 3
            return not turned
        return (not wanted.isdisjoint(_forms(of, cell))) is not turned

    return _by_cell(at, says)


_KEPT = 20_000
"""Different cells whose answer is remembered."""


def _by_cell(at: int, says: Callable[[str], bool]) -> Test:
    """A test of one cell. Cells repeat, so each different one is looked at once; in 100,000 rows that counts."""
    known: dict[str, bool] = {}

    def test(row: EvidenceRow) -> bool:
        cell = row.cells[at]
        found = known.get(cell)
        if found is None:
            found = says(cell)
            if len(known) < _KEPT:
                known[cell] = found
        return found

    return test


_DETAIL = re.compile(r" \([^()]*\)$")
_BETWEEN = {
    "mechanism_target": re.compile(r"; | / "),
    **dict.fromkeys(("quote", "quoted_in", "page_label", "page_index", "passages"), re.compile(r" \| ")),
    **dict.fromkeys(("document", "document_doi", "document_year"), re.compile(r",")),
}
"""What stands between several values of a cell; in the fields it is a semicolon."""
_SEMICOLON = re.compile(r"; ")


def parts(of: Column, cell: str) -> list[str]:
    """The values of a cell, of which there may be several."""
    return _BETWEEN.get(of.name, _SEMICOLON).split(cell)


def without_detail(value: str) -> str:
    """A value of a cell without what stands in brackets behind it."""
    return _DETAIL.sub("", value)


def _forms(of: Column, cell: str) -> set[str]:
    """What a cell may be called: as a whole, each of its values, and these without their detail in brackets."""
    forms = {fold(cell)}
    for value in parts(of, cell):
        forms |= {fold(value), fold(without_detail(value))}
        if value[1:-1] in REASONS:
            forms.add(value[1:-1])
    return forms


def _contains(columns: Columns, of: Column, value: str, *, turned: bool) -> Test:
    wanted, at = fold(value), columns.index(of.name)
    return _by_cell(at, lambda cell: (wanted in fold(cell)) is not turned)


def _kind(columns: Columns, of: Column) -> str:
    field = columns.field(of)
    return field.kind if field is not None else ""


_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?\Z")
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:T[0-9:.]{1,12}Z?)?)?)?\Z")
_YEAR = re.compile(r"(?<![0-9])(?:1[89]|20)[0-9]{2}(?![0-9])")
_DATES = ("created", "changed", "reviewed")
_CITED = ("primary_study", "quoted_in")
_SIGNS: dict[str, tuple[int, ...]] = {"<": (-1,), ">": (1,), "<=": (-1, 0), ">=": (0, 1)}


def _ordered(columns: Columns, of: Column, sign: str, value: str) -> Test | None:
    value = value.strip()
    allowed, at, kind = _SIGNS[sign], columns.index(of.name), _kind(columns, of)
    if of.name in _DATES or kind == "date":
        # Dates are compared as far as they were given: "<= 2025" holds all of 2025.
        if not _DATE.match(value):
            return None
        return _by_cell(at, lambda cell: _DATE.match(cell) is not None and _order(cell[: len(value)], value) in allowed)
    if kind == "number":
        number = as_number(value)
        if number is None:
            return None
        limit = number
        return _by_cell(at, lambda cell: (found := as_number(cell)) is not None and _order(found, limit) in allowed)
    if not _NUMBER.match(value):
        return None
    limit = float(value)

    return _by_cell(at, lambda cell: any(_order(number, limit) in allowed for number in _numbers(of, cell)))


def _numbers(of: Column, cell: str) -> list[float]:
    if of.name in _CITED:
        return [float(year) for year in _YEAR.findall(cell)]
    return [float(text) for text in map(fold, parts(of, cell)) if _NUMBER.match(text)]


def _order(a: str | float, b: str | float) -> int:
    return (a > b) - (a < b)  # type: ignore[operator]  # both are of one kind


# Sorting ---------------------------------------------------------------------------------------------------------

_DIGITS = re.compile(r"([0-9]+)")


def natural(text: str) -> tuple[tuple[str, int, str], ...]:
    """A key that sorts miR-9 before miR-21."""
    key: list[tuple[str, int, str]] = []
    for i, part in enumerate(_DIGITS.split(fold(text))):
        # Digits are compared by length, then by text, which is their order as numbers of any size.
        digits = part.lstrip("0")
        key.append(("", len(digits), digits) if i % 2 else (part, 0, ""))
    return tuple(key)


Key: TypeAlias = "tuple[object, ...]"
"""What cells of one column are sorted by; keys of different columns are not compared."""


def sorting(of: Column, columns: Columns = COLUMNS) -> Callable[[str], Key]:
    """What gives the key that cells of a column are sorted by, where they hold a value: own numbers by size."""
    return _by_size if _kind(columns, of) == "number" else natural


def _by_size(cell: str) -> Key:
    number = as_number(cell)
    return (1, 0.0, natural(cell)) if number is None else (0, number, ())


def sort_rows(rows: Iterable[EvidenceRow], by: str, columns: Columns = COLUMNS) -> tuple[EvidenceRow, ...]:
    """The rows sorted by columns, "-" for falling order: ``"therapy,-changed"``. Cells without a value come last.

    Raises BadValueError that names the columns.
    """
    ordered = list(rows)
    keys = [part.strip() for part in by.split(",") if part.strip()]
    # Sorting is stable, so the last key goes first.
    for key in reversed(keys):
        falling = key.startswith("-")
        of = columns.of(key[1:] if falling else key)
        at, key_of = columns.index(of.name), sorting(of, columns)
        full = [row for row in ordered if has_value(row, of, columns)]
        bare = [row for row in ordered if not has_value(row, of, columns)]
        full.sort(key=lambda row, at=at, key_of=key_of: key_of(row.cells[at]), reverse=falling)  # type: ignore[misc]
        bare.sort(key=lambda row, at=at: not row.cells[at])  # type: ignore[misc]
        ordered = full + bare
    return tuple(ordered)
