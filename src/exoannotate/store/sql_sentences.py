"""What SQLite says to a statement of a person's own, as a sentence with what to try."""

from __future__ import annotations

import difflib
import re
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR})
OF_THE_FILE = DAMAGE | {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
"""Result codes that say something about the file and not about the statement."""

_KEYWORDS = tuple(
    "SELECT FROM WHERE GROUP ORDER BY HAVING LIMIT JOIN LEFT INNER ON AND OR NOT LIKE IN IS NULL AS WITH DISTINCT "
    "UNION CASE WHEN THEN ELSE END BETWEEN COUNT DESC ASC".split()
)
_WRITING = frozenset("insert update delete replace create drop alter vacuum reindex analyze begin commit".split())
_UNCHANGED = "Nothing was changed."


class Told(NamedTuple):
    """A sentence, what to try, and the word of the statement it is about."""

    message: str
    hint: str
    word: str = ""


def of(statement: str, found: Mapping[str, Any], seconds: float, memory: int) -> Told:
    """The sentence for an answer of the guard that holds an error."""
    said, names = str(found["error"]), dict(found["names"])
    if found["why"] in ("time", "died"):
        return _too_much(found["why"], seconds)
    if found["refused"]:
        return _refused(statement, str(found["refused"][0]))
    if found["kind"] == "MemoryError" or found["code"] == sqlite3.SQLITE_NOMEM or "out of memory" in said:
        room = f"{memory >> 20:,} MB"
        return Told(f"The statement needs more memory than the {room} it may have.", f"{_UNCHANGED} {_FEWER}")
    if "too big" in said:
        return Told("A value is too large to be shown.", "Name the columns you need instead of *.")
    if "one statement" in said:
        return Told("There is more than one statement.", "Run one at a time; leave out everything after the first “;”.")
    if "bindings" in said:
        return Told("The statement has a place for a value, like “?” or “:name”.", "Write the value there, in quotes.")
    return _misread(statement, said, names)


_FEWER = "Ask for fewer rows: add a condition (WHERE), join tables by their ids (ON), or add LIMIT."


def _too_much(why: str, seconds: float) -> Told:
    if why == "died":
        return Told("The statement took more than it may and was ended.", f"{_UNCHANGED} {_FEWER}")
    return Told(f"The statement was stopped after {seconds:g} seconds.", f"{_UNCHANGED} {_FEWER}")


def _refused(statement: str, name: str) -> Told:
    first = _first_word(statement)
    only = "Only reading is allowed here: a statement begins with SELECT or WITH."
    if first in _WRITING:
        hint = f"{_UNCHANGED} Edit records in the form or the table, where each edit can be undone."
        return Told(f"{only} “{first.upper()}” would write.", hint, first)
    if first in ("pragma", "attach", "detach"):
        return Told(only, f"{_UNCHANGED} Tables and their columns are listed by “exoannotate schema”.", first)
    asked = re.search(r"pragma_\w+", statement, re.IGNORECASE)
    word = asked[0] if asked else name
    return Told(f"{only} “{word}” cannot be used.", _UNCHANGED, word)


def _first_word(statement: str) -> str:
    bare = re.sub(r"/\*.*?\*/|--[^\n]*", " ", statement, flags=re.DOTALL)
    found = re.search(r"[A-Za-z]+", bare)
    return found[0].casefold() if found else ""


def _misread(statement: str, said: str, names: Mapping[str, Any]) -> Told:
    if match := re.match(r"no such column: (.+)", said):
        return _no_column(statement, match[1], names)
    if match := re.match(r"no such table: (.+)", said):
        return _unknown(
            "table or view", match[1].removeprefix("main."), names, f"There are {_listed(_views_first(names))}."
        )
    if match := re.match(r"no such function: (.+)", said):
        return _unknown("function", match[1], _COMMON_FUNCTIONS, f"Some that are: {_listed(_COMMON_FUNCTIONS)}.")
    if match := re.match(r"ambiguous column name: (.+)", said):
        where = [table for table in _used(statement, names) if match[1].rpartition(".")[2] in names[table]["columns"]]
        example = f", as in {where[0]}.{match[1]}" if where else ""
        return Told(f"“{match[1]}” is a column of several of these tables.", f"Say of which{example}.", match[1])
    if match := re.match(r'near "(.*)": syntax error', said, re.DOTALL):
        return _syntax(statement, match[1])
    if said.startswith("incomplete input"):
        return Told("The statement ends too early.", "Something is missing at its end: a table, a value or a bracket.")
    if match := re.match(r'unrecognized token: "(.*)"?', said, re.DOTALL):
        word = match[1].removesuffix('"')
        return Told(f"“{_short(word)}” is not understood.", "A quote may be open: texts stand in '…'.", word)
    if "misuse of aggregate" in said or "misuse of window" in said:
        return Told("A count or sum stands where single rows are looked at.", "Move that condition to HAVING.")
    if said.startswith("wrong number of arguments"):
        return Told(f"A function has too few or too many values: {said.partition(' to ')[2]}.", "Mend its brackets.")
    return Told(f"The statement cannot be run: {said}.", _UNCHANGED)


_COMMON_FUNCTIONS = (
    "count", "sum", "avg", "min", "max", "group_concat", "length", "lower", "upper", "substr", "replace", "instr",
    "trim", "round", "coalesce", "json_extract",
)  # fmt: skip


def _no_column(statement: str, name: str, names: Mapping[str, Any]) -> Told:
    table, _, column = name.rpartition(".")
    used = _used(statement, names)
    among = used or tuple(names)
    columns = [str(c) for one in among for c in names[one]["columns"]]
    if table and not any(table.casefold() == one.casefold() for one in names):
        hint = f"Call a table “{table}” behind FROM or JOIN, or use its own name."
        near = _near(column, columns)
        told = f"; did you mean “{table}.{near}”?" if near else "."
        return Told(f"There is no column “{name}”{told}", "" if near else hint, name)
    if re.search(r"\bfrom\b", statement, re.IGNORECASE) is None:
        there = "Say behind FROM in which table it stands: SELECT cargo FROM evidence"
    elif used:
        there = f"{used[0]} has {_listed(names[used[0]]['columns'])}."
    else:
        there = "Text stands in single quotes: 'temozolomide'."
    return _unknown("column", column, columns, there)


def _unknown(what: str, name: str, known: Iterable[str], otherwise: str) -> Told:
    near = _near(name, known)
    if near:
        return Told(f"There is no {what} “{_short(name)}”; did you mean “{near}”?", otherwise, name)
    return Told(f"There is no {what} “{_short(name)}”.", otherwise, name)


def _syntax(statement: str, word: str) -> Told:
    first = _first_word(statement)
    for wrong in (word, *re.findall(r"[A-Za-z]+", statement[: _place(statement, word)])[-2:][::-1]):
        near = _near(wrong.upper(), _KEYWORDS) if wrong.upper() not in _KEYWORDS else ""
        if near and len(wrong) > 2:
            return Told(f"“{_short(wrong)}” is not understood; did you mean “{near}”?", _UNCHANGED, wrong)
    if first not in ("select", "with", "values", "explain"):
        return Told("A statement begins with SELECT or WITH.", "For example: SELECT cargo, therapy FROM evidence", word)
    hint = "A comma, a bracket or a word is missing or too much just before it."
    return Told(f"The statement is not understood at “{_short(word)}”.", hint, word)


def _place(statement: str, word: str) -> int:
    at = statement.find(word)
    return at if at >= 0 else len(statement)


def _used(statement: str, names: Mapping[str, Any]) -> tuple[str, ...]:
    """The tables the statement names, in the order they stand there."""
    words = [word.casefold() for word in re.findall(r"\w+", statement)]
    found = [name for name in names if name.casefold() in words]
    return tuple(sorted(found, key=lambda name: words.index(name.casefold())))


def _near(word: str, known: Iterable[str]) -> str:
    by_word = {one.casefold(): one for one in known}
    found = difflib.get_close_matches(word.casefold(), by_word, 1, 0.7)
    return by_word[found[0]] if found and by_word[found[0]] != word else ""


def _views_first(names: Mapping[str, Any]) -> list[str]:
    return sorted(names, key=lambda name: (names[name]["kind"] != "view", name))


def _listed(names: Iterable[str], most: int = 14) -> str:
    words = list(names)
    return ", ".join(words[:most]) + (" and more" if len(words) > most else "")


def _short(word: str) -> str:
    return word if len(word) <= 40 else f"{word[:39]}…"
