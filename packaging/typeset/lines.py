"""Words, hyphens and lines: how a paragraph is filled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import pymupdf

FONTS = {"r": "tiro", "i": "tiit", "b": "tibo", "s": "helv", "S": "hebo"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters of one style: r, i, b, s or S of ``FONTS``; raised or not."""

    text: str
    style: str
    raised: bool = False


Word = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Words of one line; ``taken`` counts the plain characters up to its end, ``parted``: a hyphen was added."""

    words: tuple[Word, ...]
    taken: int
    parted: bool
    last: bool


@cache
def font(style: str) -> pymupdf.Font:
    """A font that PyMuPDF brings along."""
    return pymupdf.Font(FONTS[style])


def ligatures(text: str) -> str:
    """The text as a typesetter prints it."""
    return text.replace("fi", "ﬁ").replace("fl", "ﬂ").replace("\u00a0", " ")


@cache
def width(text: str, style: str, size: float) -> float:
    """Width in points."""
    return float(font(style).text_length(ligatures(text), fontsize=size))


def piece_width(piece: Piece, size: float) -> float:
    """Width of one piece; raised letters are smaller."""
    return width(piece.text, piece.style, size * (0.66 if piece.raised else 1.0))


def word_width(word: Word, size: float) -> float:
    """Width of one word."""
    return sum(piece_width(p, size) for p in word)


def words_of(text: str, style: str = "r") -> list[Word]:
    """Split marked-up text into words; a word may change its style inside."""
    words: list[Word] = [()]
    for part in re.split(r"(\*\*.+?\*\*|\*.+?\*|\^.+?\^)", text):
        if not part:
            continue
        if part.startswith("**"):
            shown, look, raised = part[2:-2], "b", False
        elif part.startswith("*"):
            shown, look, raised = part[1:-1], "i", False
        elif part.startswith("^"):
            shown, look, raised = part[1:-1], style, True
        else:
            shown, look, raised = part, style, False
        for at, chunk in enumerate(re.split(r"[ \n]+", shown)):
            if at:
                words.append(())
            if chunk:
                words[-1] = (*words[-1], Piece(chunk, look, raised))
    return [w for w in words if w]


def plain(text: str) -> str:
    """The words a reader reads: no markup, no soft hyphens, single spaces."""
    return " ".join("".join(p.text for p in w) for w in words_of(text)).replace("\u00ad", "").replace("\u00a0", " ")


def break_points(word: str, known: Mapping[str, str]) -> Iterator[tuple[int, bool]]:
    """Where a word may be parted, from the right: (position, whether a hyphen must be added)."""
    bare = word.replace("\u00ad", "")
    found: dict[int, bool] = {}
    if "\u00ad" in word:
        at = 0
        for part in word.split("\u00ad")[:-1]:
            at += len(part)
            found[at] = True
    for match in re.finditer(r"(?<=[a-z]{3}-)(?=[a-z]{3})", bare):
        found[match.start()] = False
    for match in re.finditer(r"[A-Za-z]?[a-z]{4,}", bare):
        parts = known.get(match.group().lower(), "").split("-")
        at = match.start()
        for part in parts[:-1]:
            at += len(part)
            found[at] = True
    yield from sorted(found.items(), reverse=True)


def part_word(
    word: Word, room: float, size: float, known: Mapping[str, str], hyphen: str
) -> tuple[Word, Word, bool] | None:
    """Part a word so that its head fits the room: (head, tail, hyphen added); None when it cannot be."""
    if len(word) != 1 or word[0].raised:
        return None
    piece = word[0]
    bare = piece.text.replace("\u00ad", "")
    for at, added in break_points(piece.text, known):
        head = bare[:at] + (hyphen if added else "")
        if width(head, piece.style, size) <= room:
            return (Piece(head, piece.style),), (Piece(bare[at:], piece.style),), added
    return None


def clean(word: Word) -> Word:
    """The word without soft hyphens."""
    return tuple(Piece(p.text.replace("\u00ad", ""), p.style, p.raised) for p in word)


def break_lines(words: list[Word], room: float, size: float, known: Mapping[str, str], hyphen: str) -> list[Line]:
    """Fill lines one after the other; a word that does not fit is parted where it may be."""
    lines: list[Line] = []
    space = width(" ", "r", size)
    queue = list(words)
    current: list[Word] = []
    used, taken = 0.0, 0
    while queue:
        raw = queue.pop(0)
        word = clean(raw)
        gap = space if current else 0.0
        need = word_width(word, size)
        if used + gap + need <= room or (not current and need > room):
            current.append(word)
            used += gap + need
            taken += sum(len(p.text) for p in word) + 1
            continue
        parted = part_word(raw, room - used - gap, size, known, hyphen)
        added = False
        if parted is not None:
            head, tail, added = parted
            current.append(head)
            taken += len(head[0].text) - (len(hyphen) if added else 0)
            queue.insert(0, tail)
        else:
            queue.insert(0, raw)
        lines.append(Line(tuple(current), taken if parted is not None else taken - 1, added, last=False))
        current, used = [], 0.0
    lines.append(Line(tuple(current), taken - 1, parted=False, last=True))
    return lines
