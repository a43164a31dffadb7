"""Builds the index of names from the shipped tables; run as a program, so that no thread of a window waits for it.

``python -m exoannotate.suggest.building OUT FOLDER``
"""

from __future__ import annotations

import gc
import re
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from exoannotate.domain.folding import letters
from exoannotate.suggest import layout, tables
from exoannotate.suggest.fingerprint import fingerprint
from exoannotate.suggest.mirnas import shorter

_STOP = frozenset("of the and in to with by for or on from at as a an".split())
_BREAK = re.compile(r"[ \-/,(\[+]+")
_LATER = 4
"""A later word is found by itself when what begins with it has so many letters."""
_SYNONYM_WEIGHT = 12
_ARMLESS_WEIGHT = 20
_LONG_WEIGHT = 10
_LONG_NAME = 40
"""Characters after which a name is rather a description."""
_LAST = "\U0010ffff"


class _Name(NamedTuple):
    """One name, in the order the index keeps it on its shelf: by its letters, then the common ones first."""

    key: str
    weight: int
    size: int
    start: int
    term: int
    flags: int


class _Shelf:
    """The names of one shelf while they are gathered, and its later words: letters, name, bytes before the word."""

    def __init__(self) -> None:
        self.names: list[_Name] = []
        self.words: list[tuple[str, int, int]] = []


def build(out: Path, folder: Path) -> None:
    """Build the index of the tables in a folder. Raises OSError, or ValueError for a table that is none."""
    text: list[bytes] = []
    starts = array("I")
    shelves = {name: _Shelf() for name in tables.SHELVES}
    ids: list[tuple[bytes, int]] = []
    at = 0
    for table in tables.TABLES:
        for row in tables.read(folder / table.file):
            term = table.term(row)
            number = len(starts)
            starts.append(at)
            if term.id:
                ids.append((term.id.encode(), number))
            head = f"{term.id}\t{term.kind}\t{term.note}\t".encode()
            names = [name.encode() for name in dict.fromkeys((term.name, *term.synonyms))]
            _shelve(shelves[term.shelf], term, names, number, at + len(head))
            text.append(head + b"|".join(names) + b"\n")
            at += len(text[-1])
    starts.append(at)
    sections: dict[str, layout.Data] = {
        "text": b"".join(text),
        "terms": starts,
        "by_id": array("I", [number for _, number in sorted(ids)]),
    }
    bounds = _arrays(shelves, sections)
    english = sorted({row.extra["key"] for row in tables.read(folder / tables.ENGLISH_WORDS)})
    layout.write(out, {"made_of": fingerprint(folder), "shelves": bounds, "english": english}, sections)


def _shelve(shelf: _Shelf, term: tables.Shelved, names: list[bytes], number: int, at: int) -> None:
    """Put the names of a term on its shelf; ``at``: where the first of them begins in the text of all terms."""
    pieces: dict[str, tuple[int, int]] = {}  # what is written, its flags, where it begins
    for n, raw in enumerate(names):
        name = raw.decode()
        synonym = layout.SYNONYM if n else 0
        found = [(0, len(name), synonym)]
        if term.kind in ("mirna", "mirna hairpin"):
            found += [(first, last, flags | synonym) for first, last, flags in shorter(name)]
        for first, last, flags in found:
            piece = name[first:last]
            # What stands in the table goes before what is cut from it.
            if piece not in pieces or flags & ~layout.SYNONYM < pieces[piece][0] & ~layout.SYNONYM:
                pieces[piece] = (flags, at + first)
        at += len(raw) + 1
    for piece, (flags, start) in pieces.items():
        key, size = letters(piece), len(piece.encode())
        if not key or size > 255:
            continue
        weight = term.weight
        weight += _SYNONYM_WEIGHT if flags & layout.SYNONYM else 0
        weight += _ARMLESS_WEIGHT if flags & layout.ARMLESS else 0
        weight += _LONG_WEIGHT if len(piece) > _LONG_NAME else 0
        shelf.names.append(_Name(key, weight, size, start, number, flags))
        if term.later_words:
            _later_words(shelf, piece)


def _later_words(shelf: _Shelf, name: str) -> None:
    number = len(shelf.names) - 1
    ascii_only = name.isascii()
    for found in _BREAK.finditer(name):
        start = found.end()
        rest = name[start:]
        if len(rest) < _LATER or rest.split(" ", 1)[0] in _STOP or not (rest[0].isalpha() or " " in found.group()):
            continue
        key = letters(rest)
        if len(key) >= _LATER:
            skip = start if ascii_only else len(name[:start].encode())
            if skip < 256:
                shelf.words.append((key, number, skip))


def _arrays(shelves: dict[tables.Shelf, _Shelf], sections: dict[str, layout.Data]) -> dict[str, list[int]]:
    """Sort each shelf into the arrays; where each begins and ends in them: its names, its later words."""
    names: list[_Name] = []
    words: list[tuple[int, int]] = []
    name_tops: dict[tuple[int, int], list[int]] = {}
    word_tops: dict[tuple[int, int], list[int]] = {}
    bounds: dict[str, list[int]] = {}
    for name, shelf in shelves.items():
        first, first_word = len(names), len(words)
        order = sorted(range(len(shelf.names)), key=shelf.names.__getitem__)
        place = {old: first + new for new, old in enumerate(order)}
        names += [shelf.names[old] for old in order]
        found = sorted((key, place[old], skip) for key, old, skip in shelf.words)
        words += [(number, skip) for _, number, skip in found]
        tops = _Tops(names)
        tops.of([one.key for one in names[first:]], range(first, len(names)), first, name_tops)
        tops.of([key for key, _, _ in found], [number for _, number, _ in found], first_word, word_tops)
        bounds[name] = [first, len(names), first_word, len(words)]
    hashed = sorted((crc32(one.key.encode()), number) for number, one in enumerate(names))
    sections["hashes"] = array("I", map(itemgetter(0), hashed))
    sections["hashed"] = array("I", map(itemgetter(1), hashed))
    sections["starts"] = array("I", [one.start for one in names])
    sections["name_terms"] = array("I", [one.term for one in names])
    for section, column in (("sizes", "size"), ("weights", "weight"), ("flags", "flags")):
        sections[section] = array("B", [getattr(one, column) for one in names])
    sections["word_names"] = array("I", map(itemgetter(0), words))
    sections["skips"] = array("B", map(itemgetter(1), words))
    for section, found_tops in (("name", name_tops), ("word", word_tops)):
        nodes = sorted(found_tops)
        sections[f"{section}_nodes"] = array("Q", [low << 32 | high for low, high in nodes])
        sections[f"{section}_tops"] = array("I", chain.from_iterable(found_tops[node] for node in nodes))
    return bounds


class _Tops:
    """The best names of every prefix that begins too many of them, so that none is ever looked for among thousands."""

    def __init__(self, names: list[_Name]) -> None:
        self._names = names

    def of(self, keys: list[str], numbers: Sequence[int], base: int, into: dict[tuple[int, int], list[int]]) -> None:
        """Fill in, by the range of entries a prefix has, the numbers of its best names."""

        def node(low: int, high: int) -> list[int]:
            if high - low <= layout.MANY:
                return self._best(numbers[low:high])
            depth = _common(keys[low], keys[high - 1])
            parts: list[Sequence[int]] = []
            at = low
            while at < high:
                if len(keys[at]) == depth:
                    end = bisect_right(keys, keys[at], at, high)
                    parts.append(numbers[at:end])
                else:
                    end = bisect_left(keys, keys[at][: depth + 1] + _LAST, at, high)
                    parts.append(node(at, end))
                at = end
            best = self._best(chain.from_iterable(parts))
            into[base + low, base + high] = best
            return best

        if keys:
            node(0, len(keys))

    def _best(self, numbers: Iterable[int]) -> list[int]:
        """The best of these names, one of each term."""
        names = self._names
        seen: dict[int, int] = {}
        known = [number for number in numbers if number != layout.NONE]
        for number in sorted(known, key=lambda n: (names[n].weight, names[n].size, n)):
            seen.setdefault(names[number].term, number)
            if len(seen) == layout.TOPS:
                break
        return [*seen.values(), *[layout.NONE] * (layout.TOPS - len(seen))]


def _common(first: str, last: str) -> int:
    """How many letters two keys begin with alike."""
    depth = 0
    for one, other in zip(first, last, strict=False):
        if one != other:
            break
        depth += 1
    return depth


def main(words: list[str]) -> None:
    """Build what two words say: the file to write and the folder of the tables."""
    gc.disable()  # a million small tuples, none of them in a circle: looking for circles takes half of the time
    build(Path(words[0]), Path(words[1]))


if __name__ == "__main__":
    main(sys.argv[1:])
