"""Reads the index of names where it lies: mapped, checked once, and searched by halving; any thread may use it."""

from __future__ import annotations

import json
import mmap
import sys
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from exoannotate.domain.folding import letters
from exoannotate.suggest import layout
from exoannotate.suggest.tables import SHELVES, Shelf, source_of

_CHUNK = 1 << 20
_LAST = "\U0010ffff"
_LOWER = bytes(range(128)).lower() + bytes(range(128, 256))
_DROPPED = bytes(code for code in range(128) if not chr(code).isalnum())


class BrokenIndexError(Exception):
    """The file is no whole index of the tables that are wanted: cut off, damaged, or made of others."""


class Entry(NamedTuple):
    """One term as it stands in a table, all its names in order, the preferred one first."""

    identifier: str
    source: str
    kind: str
    note: str
    names: tuple[str, ...]


class Named(NamedTuple):
    """One name found: which it is, the term it names, how common it is (0 most), and its flags of the layout."""

    name: str
    term: int
    weight: int
    flags: int


class Index:
    """The names of all shelves in one mapped file. Raises BrokenIndexError, or OSError, when it cannot be used."""

    def __init__(self, path: Path, made_of: str) -> None:
        head, begins = _head(path, made_of)
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        view = memoryview(self._map)[begins:]
        self._base = begins + head["places"]["text"][0]

        def section(name: str) -> Any:
            at, size, code = head["places"][name]
            return view[at : at + size].cast(code)

        self._terms: Sequence[int] = section("terms")
        self._by_id: Sequence[int] = section("by_id")
        self._hashes: Sequence[int] = section("hashes")
        self._hashed: Sequence[int] = section("hashed")
        self._starts: Sequence[int] = section("starts")
        self._name_terms: Sequence[int] = section("name_terms")
        self._sizes: Sequence[int] = section("sizes")
        self._weights: Sequence[int] = section("weights")
        self._flags: Sequence[int] = section("flags")
        self._word_names: Sequence[int] = section("word_names")
        self._skips: Sequence[int] = section("skips")
        self._nodes = {words: section(f"{'word' if words else 'name'}_nodes") for words in (False, True)}
        self._tops = {words: section(f"{'word' if words else 'name'}_tops") for words in (False, True)}
        self._bounds: dict[str, list[int]] = head["shelves"]
        self._first = [self._bounds[shelf][0] for shelf in SHELVES]
        self.english: frozenset[str] = frozenset(head["english"])
        """The letters of names of genes, families and cell lines that are English words as well."""

    def __len__(self) -> int:
        """How many names there are."""
        return len(self._starts)

    def entry(self, term: int) -> Entry:
        """A term by its number."""
        line = self._bytes(self._terms[term], self._terms[term + 1] - 1).decode()
        identifier, kind, note, names = line.split("\t")
        return Entry(identifier, source_of(identifier), kind, note, tuple(names.split("|")))

    def equal(self, key: str) -> Iterator[tuple[Shelf, Named]]:
        """The names whose letters and digits are these, on whatever shelf, in the order of shelves."""
        sought = zlib.crc32(key.encode())
        at = bisect_left(self._hashes, sought)
        while at < len(self._hashes) and self._hashes[at] == sought:
            number = self._hashed[at]
            if self._name_key(number) == key:
                yield SHELVES[bisect_right(self._first, number) - 1], self._named(number)
            at += 1

    def beginning(self, key: str, shelf: Shelf, *, later_words: bool = False) -> Iterator[Named]:
        """The names of a shelf that begin with these letters and digits, or of which a later word does.

        All of them where they are few, the best where they are many; in no order.
        """
        first, end = self._bounds[shelf][2:] if later_words else self._bounds[shelf][:2]
        of = self._word_key if later_words else self._name_key
        low = bisect_left(range(end), key, first, end, key=of)
        high = bisect_left(range(end), key + _LAST, low, end, key=of)
        if high - low <= layout.MANY:
            numbers = self._word_names[low:high] if later_words else range(low, high)
        else:
            nodes = self._nodes[later_words]
            at = bisect_left(nodes, low << 32 | high) * layout.TOPS
            numbers = [n for n in self._tops[later_words][at : at + layout.TOPS] if n != layout.NONE]
        return map(self._named, numbers)

    def of_identifier(self, identifier: str) -> Iterator[Entry]:
        """Every entry with this identifier: a common term may stand beside the one of its table."""

        def key(n: int) -> str:
            return self._identifier(self._by_id[n])

        # Sorted as bytes are, which is the order of code points.
        n = bisect_left(range(len(self._by_id)), identifier, key=key)
        while n < len(self._by_id) and key(n) == identifier:
            yield self.entry(self._by_id[n])
            n += 1

    def all_names(self) -> Iterator[tuple[str, Shelf, Named]]:
        """Every name with its letters and its shelf, so that many can be looked for in a text at once."""
        for shelf in SHELVES:
            for number in range(*self._bounds[shelf][:2]):
                named = self._named(number)
                yield letters(named.name), shelf, named

    def _identifier(self, term: int) -> str:
        start = self._terms[term]
        return self._bytes(start, start + 40).split(b"\t", 1)[0].decode()

    def _named(self, number: int) -> Named:
        start = self._starts[number]
        name = self._bytes(start, start + self._sizes[number]).decode()
        return Named(name, self._name_terms[number], self._weights[number], self._flags[number])

    def _name_key(self, number: int) -> str:
        start = self._starts[number]
        return _key(self._bytes(start, start + self._sizes[number]))

    def _word_key(self, word: int) -> str:
        number = self._word_names[word]
        start = self._starts[number]
        return _key(self._bytes(start + self._skips[word], start + self._sizes[number]))

    def _bytes(self, start: int, end: int) -> bytes:
        """A piece of the text of all terms."""
        return self._map[self._base + start : self._base + end]


def _key(raw: bytes) -> str:
    """The letters and digits of a name, as ``letters`` gives them: hundreds are compared at each key pressed."""
    return raw.translate(_LOWER, _DROPPED).decode() if raw.isascii() else letters(raw.decode())


def _head(path: Path, made_of: str) -> tuple[dict[str, Any], int]:
    """What an index says of itself, and where its arrays begin, once everything in it was checked."""
    with path.open("rb") as file:
        start = file.read(len(layout.MAGIC) + layout.LENGTH.size)
        if len(start) < len(layout.MAGIC) + layout.LENGTH.size or not start.startswith(layout.MAGIC):
            raise BrokenIndexError("no index")
        length, crc = layout.LENGTH.unpack(start[len(layout.MAGIC) :])
        told_head = file.read(min(length, _CHUNK))
        if zlib.crc32(told_head) != crc:
            raise BrokenIndexError("a damaged head")
        try:
            head: dict[str, Any] = json.loads(told_head)
            wanted = (made_of, sys.byteorder, int(head["size"]), int(head["crc"]))
            told = (head["made_of"], head["order"], head["size"], head["crc"])
        except (ValueError, KeyError, TypeError):
            raise BrokenIndexError("no head") from None
        if told != wanted:
            raise BrokenIndexError("made of other tables")
        crc = size = 0
        while chunk := file.read(_CHUNK):
            crc = zlib.crc32(chunk, crc)
            size += len(chunk)
    if (size, crc) != wanted[2:]:
        raise BrokenIndexError("damaged")
    return head, len(start) + length
