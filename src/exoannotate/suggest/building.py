"""Builds the index of names from the shipped tables; run as a program, so that no thread of a window waits for it.

``python -m exoannotate.suggest.building OUT FOLDER``. Half a million names pass through here: what is done to each is
done to all of a shelf at once where Python can.
"""

from __future__ import annotations

import gc
import re
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from zlib import crc32

from exoannotate.suggest import layout, tables
from exoannotate.suggest.fingerprint import fingerprint
from exoannotate.suggest.mirnas import shorter
from exoannotate.suggest.spelling import all_letters

_STOP = frozenset("of the and in to with by for or on from at as a an".split())
_BREAK = re.compile(r"[ \-/,(\[+]+")
_LATER = 4
"""A later word is found by itself when what begins with it has so many letters."""
_LONGEST = 255
"""Bytes of a name; a longer one is found by its other names only."""
_SYNONYM_WEIGHT = 12
_ARMLESS_WEIGHT = 20
_LONG_WEIGHT = 10
_LONG_NAME = 40
"""Characters after which a name is rather a description."""
_LAST = "\U0010ffff"
_NUMBER = 0xFFFFFFFF


class _Shelf:
    """The names of one shelf, one list for each thing that is known of them."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.starts: list[int] = []
        self.terms: list[int] = []
        self.weights: list[int] = []
        self.flags: list[int] = []
        self.later: list[bool] = []

    def add(self, name: str, start: int, term: int, weight: int, flags: int, later: bool) -> None:
        """Add a name; ``start``: where it stands in the text of all terms."""
        if flags & layout.SYNONYM:
            weight += _SYNONYM_WEIGHT
        if flags & layout.ARMLESS:
            weight += _ARMLESS_WEIGHT
        self.names.append(name)
        self.starts.append(start)
        self.terms.append(term)
        self.weights.append(weight + _LONG_WEIGHT if len(name) > _LONG_NAME else weight)
        self.flags.append(flags)
        self.later.append(later)


def build(out: Path, folder: Path) -> None:
    """Build the index of the tables in a folder. Raises OSError, or ValueError for a table that is none."""
    text: list[bytes] = []
    starts = array("I")
    shelves = {name: _Shelf() for name in tables.SHELVES}
    ids: list[tuple[bytes, int]] = []
    common = tables.common_names(folder)
    at = 0
    for table in tables.TABLES:
        for row in tables.read(folder / table.file):
            term = table.term(row)
            used = common.get((term.kind, term.name), ())
            number = len(starts)
            starts.append(at)
            if term.id:
                ids.append((term.id.encode(), number))
            head = f"{term.id}\t{term.kind}\t{term.note}\t".encode()
            names = tuple(dict.fromkeys((term.name, *used, *term.synonyms)))
            _shelve(shelves[term.shelf], term._replace(common=used), names, number, at + len(head))
            text.append(head + "|".join(names).encode() + b"\n")
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


def _shelve(shelf: _Shelf, term: tables.Shelved, names: Sequence[str], number: int, at: int) -> None:
    """Put the names of a term on its shelf; ``at``: where the first of them begins in the text of all terms."""
    shortened = term.kind in ("mirna", "mirna hairpin")
    pieces: dict[str, tuple[int, int]] = {}  # what is cut from names: its flags, where it begins
    for n, name in enumerate(names):
        size = len(name) if name.isascii() else len(name.encode())
        synonym = layout.SYNONYM if n else 0
        if size <= _LONGEST:
            weight = term.weight - _SYNONYM_WEIGHT + 1 if name in term.common else term.weight
            shelf.add(name, at, number, max(weight, 0), synonym, term.later_words)
        for first, last, flags in shorter(name) if shortened else ():
            piece = name[first:last]
            # What stands in the table goes before what is cut from it.
            if piece not in names and (piece not in pieces or flags < pieces[piece][0] & ~layout.SYNONYM):
                pieces[piece] = (flags | synonym, at + first)
        at += size + 1
    for piece, (flags, start) in pieces.items():
        shelf.add(piece, start, number, term.weight, flags, False)


def _arrays(shelves: dict[tables.Shelf, _Shelf], sections: dict[str, layout.Data]) -> dict[str, list[int]]:
    """Sort each shelf into the arrays; where each begins and ends in them: its names, its later words."""
    columns = {name: array("I") for name in ("starts", "name_terms", "word_names")}
    small = {name: array("B") for name in ("sizes", "weights", "flags", "skips")}
    hashes: list[int] = []
    tops: dict[str, dict[int, list[int]]] = {"name": {}, "word": {}}
    bounds: dict[str, list[int]] = {}
    for name, shelf in shelves.items():
        first, first_word = len(columns["starts"]), len(columns["word_names"])
        keys = all_letters(shelf.names)
        order = sorted((n for n, key in enumerate(keys) if key), key=keys.__getitem__)
        columns["starts"].extend([shelf.starts[n] for n in order])
        columns["name_terms"].extend([shelf.terms[n] for n in order])
        sizes = [len(shelf.names[n].encode()) for n in order]
        weights = [shelf.weights[n] for n in order]
        small["sizes"].extend(sizes)
        small["weights"].extend(weights)
        small["flags"].extend([shelf.flags[n] for n in order])
        hashes += [crc32(keys[n].encode()) << 32 | at for at, n in enumerate(order, first)]
        # The common and short ones first; as one number each, so that they are sorted at once.
        ranks = [w << 48 | s << 40 | at for at, (w, s) in enumerate(zip(weights, sizes, strict=True), first)]
        best = _Best(columns["name_terms"], tops["name"])
        best.of([keys[n] for n in order], ranks, first)
        word_keys, names, skips = _later_words(shelf, order)
        columns["word_names"].extend([first + n for n in names])
        small["skips"].extend(skips)
        _Best(columns["name_terms"], tops["word"]).of(word_keys, [ranks[n] for n in names], first_word)
        bounds[name] = [first, len(columns["starts"]), first_word, len(columns["word_names"])]
    hashes.sort()
    sections |= columns | small
    sections["hashes"] = array("I", [one >> 32 for one in hashes])
    sections["hashed"] = array("I", [one & _NUMBER for one in hashes])
    for section, found in tops.items():
        nodes = sorted(found)
        sections[f"{section}_nodes"] = array("Q", nodes)
        sections[f"{section}_tops"] = array("I", chain.from_iterable(found[node] for node in nodes))
    return bounds


def _later_words(shelf: _Shelf, order: list[int]) -> tuple[list[str], list[int], list[int]]:
    """The later words of the names of a shelf, sorted: letters from there on, which name, how many bytes before it."""
    rests: list[str] = []
    owners: list[int] = []
    skips: list[int] = []
    for place, n in enumerate(order):
        if not shelf.later[n]:
            continue
        name = shelf.names[n]
        plain = name.isascii()
        for found in _BREAK.finditer(name):
            start = found.end()
            rest = name[start:]
            if len(rest) < _LATER or not (rest[0].isalpha() or " " in found.group()):
                continue
            if rest.partition(" ")[0] not in _STOP:
                rests.append(rest)
                owners.append(place)
                skips.append(start if plain else len(name[:start].encode()))
    keys = all_letters(rests)
    words = sorted((n for n, key in enumerate(keys) if len(key) >= _LATER), key=keys.__getitem__)
    return [keys[n] for n in words], [owners[n] for n in words], [skips[n] for n in words]


class _Best:
    """The best names of every prefix that begins too many of them, so that none is ever looked for among thousands."""

    def __init__(self, terms: Sequence[int], into: dict[int, list[int]]) -> None:
        self._terms = terms
        self._into = into

    def of(self, keys: list[str], ranks: list[int], base: int) -> None:
        """Fill in, by the range of entries a prefix has, the numbers of its best names. ``ranks``: of each entry."""

        def node(low: int, high: int) -> list[int]:
            if high - low <= layout.MANY:
                return self._distinct(ranks[low:high])
            depth = _common(keys[low], keys[high - 1])
            parts: list[Sequence[int]] = []
            at = low
            while at < high:
                if len(keys[at]) == depth:
                    end = bisect_right(keys, keys[at], at, high)
                    parts.append(ranks[at:end])
                else:
                    end = bisect_left(keys, keys[at][: depth + 1] + _LAST, at, high)
                    parts.append(node(at, end))
                at = end
            best = self._distinct(chain.from_iterable(parts))
            numbers = [rank & _NUMBER for rank in best]
            numbers += [layout.NONE] * (layout.TOPS - len(numbers))
            self._into[base + low << 32 | base + high] = numbers
            return best

        if keys:
            node(0, len(keys))

    def _distinct(self, ranks: Iterable[int]) -> list[int]:
        """The best of these names, one of each term."""
        seen: dict[int, int] = {}
        for rank in sorted(ranks):
            seen.setdefault(self._terms[rank & _NUMBER], rank)
            if len(seen) == layout.TOPS:
                break
        return list(seen.values())


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
    gc.disable()  # a million small things, none of them in a circle: looking for circles takes half of the time
    build(Path(words[0]), Path(words[1]))


if __name__ == "__main__":
    main(sys.argv[1:])
