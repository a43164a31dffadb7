"""Filter chips: conditions that were chosen rather than typed. They compose into the filter language and back.

    therapy = "temozolomide" and (role = "marker" or role = "no effect") and donor is empty and (cargo ~ miR)

Chips come first, one for each column and sign, their values joined by ``or``; what was typed comes last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from exoannotate.domain.errors import BadValueError
from exoannotate.domain.evidence import COLUMNS, Columns
from exoannotate.domain.filter import Filter, parse
from exoannotate.domain.folding import fold

Sign = Literal["=", "!=", "~", "!~", ">=", "<=", "is empty", "is not empty"]
SIGNS: dict[Sign, str] = {
    "=": "is",
    "!=": "is not",
    "~": "contains",
    "!~": "does not contain",
    ">=": "at least",
    "<=": "at most",
    "is empty": "has no value",
    "is not empty": "has a value",
}
"""What each sign is called."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition. Of several values one is enough; with "is not" and "does not contain" none may be there.

    ``label``: what is shown instead of the condition, for records that were chosen elsewhere.
    """

    column: str
    sign: Sign
    values: tuple[str, ...] = ()
    label: str = ""

    def expression(self) -> str:
        """The condition in the filter language."""
        if not self.values:
            return f"{self.column} {self.sign}"
        joint = " and " if self.sign.startswith("!") else " or "
        said = [f"{self.column} {self.sign} {quoted(value)}" for value in self.values]
        return said[0] if len(said) == 1 else f"({joint.join(said)})"

    def text(self, columns: Columns = COLUMNS) -> str:
        """The condition as a chip shows it."""
        if self.label:
            return self.label
        if self.column == "record_id" and len(self.values) > 1 and self.sign == "=":
            return f"{len(self.values):,} records"
        head = columns.named(self.column).head if self.column in columns else self.column
        shown = [" ".join(value.split()) for value in self.values]
        if not shown:
            return f"{head} {SIGNS[self.sign]}"
        joint = " or " if not self.sign.startswith("!") else " nor "
        return f"{head}: {joint.join(shown)}" if self.sign == "=" else f"{head} {SIGNS[self.sign]} {joint.join(shown)}"


def quoted(value: str) -> str:
    """A value as the filter language takes it whatever it holds."""
    return '"' + value.replace('"', '""') + '"'


def records_chip(records: Iterable[str], label: str) -> Chip:
    """The chip of some records alone."""
    return Chip("record_id", "=", tuple(dict.fromkeys(records)), label)


def added(chips: Sequence[Chip], chip: Chip, *, alone: bool = False) -> tuple[Chip, ...]:
    """Chips with one more. Its values join those its column has with the same sign, unless it is to stand alone there;
    what cannot be true beside it goes."""
    found: list[Chip] = []
    for known in chips:
        if known.column == chip.column and {known.sign, chip.sign} == {"=", "!="} and not known.label:
            left = tuple(value for value in known.values if value not in chip.values)
            if not left:
                continue  # with a value and without it: the later wish counts
            known = Chip(known.column, known.sign, left)
        if known.column == chip.column and known.sign == chip.sign and not known.label and not chip.label and not alone:
            chip = Chip(chip.column, chip.sign, tuple(dict.fromkeys((*known.values, *chip.values))))
        elif known.column != chip.column or not (alone or _against(known.sign, chip.sign)):
            found.append(known)
    return (*found, chip)


def _against(one: Sign, other: Sign) -> bool:
    pair = {one, other}
    return (len(pair) == 1 and not one.startswith("!")) or "is empty" in pair


# Words and expressions -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """What chips and typed text ask for. ``words`` are folded and must all occur, ``expression`` says everything in
    the filter language, ``only`` are records by their ids. ``sentence``: why the text is no filter; its words are
    looked for instead."""

    words: tuple[str, ...] = ()
    filter: Filter | None = None
    only: frozenset[str] | None = None
    expression: str = ""
    sentence: str = ""


_EXPRESSION = re.compile(r"[=~<>()]|!~|\b(?:and|or|not|is (?:not )?empty)\b", re.IGNORECASE)
_WORDS = re.compile(r'"((?:[^"]|"")*)"|“([^”]*)”|([^\s"“]+)')


def asked(text: str, chips: Sequence[Chip] = (), columns: Columns = COLUMNS) -> Asked:
    """What chips and a typed text ask for together."""
    words: tuple[str, ...] = ()
    sentence, typed, extra = "", "", text.strip()
    if extra and _EXPRESSION.search(_without_quoted(extra)):
        try:
            parse(extra, columns)
            typed = extra
        except BadValueError as error:
            sentence, words = error.message, tuple(extra.replace('"', " ").split())
    elif extra:
        found = (a.replace('""', '"') or b or c for a, b, c in _WORDS.findall(extra))
        words = tuple(word for word in found if word.strip())
    ids = [chip for chip in chips if chip.label and chip.column == "record_id"]
    rest = [chip.expression() for chip in chips if chip not in ids and chip.column in columns]
    whole = " and ".join([*rest, *([f"({typed})" if rest and _loose(typed) else typed] if typed else [])])
    only = frozenset.intersection(*(frozenset(chip.values) for chip in ids)) if ids else None
    told = [*(chip.expression() for chip in ids), *([whole] if whole else []), *map(quoted, words)]
    if len(told) > 1 and whole == typed and _loose(whole):
        told = [f"({part})" if part == whole else part for part in told]
    wanted = parse(whole, columns, limit=0) if whole else None
    return Asked(tuple(dict.fromkeys(map(fold, words))), wanted, only, " and ".join(told), sentence)


def _loose(expression: str) -> bool:
    return re.search(r"\bor\b", expression, re.IGNORECASE) is not None


def _without_quoted(text: str) -> str:
    return re.sub(r'"(?:[^"]|"")*"|“[^”]*”', " ", text)


# Reading back ----------------------------------------------------------------------------------------------------

_COLUMN = r"(?P<column>[a-z0-9_]+)"
_ONE = re.compile(
    _COLUMN + r' (?:(?P<asks>is (?:not )?empty)|(?P<sign>!=|=|~|!~|>=|<=) (?P<value>"(?:[^"]|"")*"))(?= and |$)'
)
_QUOTED_WORD = re.compile(r'"[^"\s]+"')
_SEVERAL = re.compile(r'\((?P<inside>[a-z](?:[^"()]|"(?:[^"]|"")*")*)\)(?= and |$)')
_PART = re.compile(_COLUMN + r' (?P<sign>!=|=|~|!~|>=|<=) (?P<value>"(?:[^"]|"")*")(?: (?P<joint>or|and) |$)')


def split(expression: str, columns: Columns = COLUMNS) -> tuple[tuple[Chip, ...], str]:
    """The chips an expression begins with, and what is left to type: what ``asked`` put together, taken apart."""
    chips: list[Chip] = []
    rest = expression.strip()
    while rest:
        found = _ONE.match(rest) or _SEVERAL.match(rest)
        chip = _chip(found) if found is not None else None
        if found is None or chip is None or chip.column not in columns:
            break
        chips.append(chip)
        rest = rest[found.end() :].removeprefix(" and ")
    if rest.startswith("(") and rest.endswith(")") and chips and "(" not in rest[1:] and ")" not in rest[:-1]:
        rest = rest[1:-1]
    return tuple(chips), _as_words(rest)


def _as_words(rest: str) -> str:
    """Quoted words as somebody would type them, where that says the same."""
    parts = rest.split(" and ")
    plain = [part[1:-1] for part in parts if _QUOTED_WORD.fullmatch(part) and not _EXPRESSION.search(part[1:-1])]
    return " ".join(plain) if len(plain) == len(parts) else rest


def _chip(found: re.Match[str]) -> Chip | None:
    given = found.groupdict()
    if "inside" not in given:
        column = given["column"]
        if given["asks"]:
            return Chip(column, cast("Sign", given["asks"]))
        return Chip(column, cast("Sign", given["sign"]), (_unquoted(given["value"]),))
    inside, at = given["inside"], 0
    parts: list[re.Match[str]] = []
    while at < len(inside) and (part := _PART.match(inside, at)) is not None:
        parts.append(part)
        at = part.end()
    kinds = {(p["column"], p["sign"]) for p in parts}
    joint = {p["joint"] for p in parts[:-1]}
    if at < len(inside) or len(kinds) != 1 or joint != {"and" if parts[0]["sign"].startswith("!") else "or"}:
        return None
    sign = cast("Sign", parts[0]["sign"])
    return Chip(parts[0]["column"], sign, tuple(_unquoted(p["value"]) for p in parts))


def _unquoted(text: str) -> str:
    return text[1:-1].replace('""', '"') if text.startswith('"') else text
