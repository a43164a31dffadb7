"""Text in LaTeX as bibliographies hold it: commands become letters, and letters commands."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

_DEEPEST = 60
"""Braces within braces that are understood; beyond, all are taken away."""
_LONGEST = 200_000
_PLAIN = re.compile(r"[^\\{}$~%^_]*\Z")
_HARMFUL = re.compile(r"\\(?:input|include|includegraphics|def|newcommand|verbatiminput|csname|catcode|write18)\b")
_MARKS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "d": "\u0323", "k": "\u0328", "r": "\u030a",
}  # fmt: skip
_BASE = r"(?:[A-Za-hk-z]|\\?[ij](?![A-Za-z]))"
_SIGN, _LETTER = r"['`^\"~=.]", r"[uvHcdkr](?![A-Za-z])"
_INSIDE = rf"(?:{_SIGN}|{_LETTER}) *(?:\{{{_BASE}\}}|{_BASE})"
_ACCENT = re.compile(rf"\{{\\{_INSIDE}\}}|\\{_INSIDE}")


def decoded(text: str) -> str:
    """LaTeX as a person reads it: {\\"o} is ö, $\\alpha$ is α, braces go."""
    text = " ".join(text[:_LONGEST].split())
    if "\\" in text:  # the accents of most names, without the whole of TeX
        text = _ACCENT.sub(_accented, text)
    if not re.search(r"[\\$~^_%]|--|``|''", text):
        return " ".join(re.sub(r"[{}]", "", text).split())
    if _PLAIN.match(text) and "--" not in text and "''" not in text:
        return text
    text = _raised(_HARMFUL.sub(" ", text))
    if _depth(text) > _DEEPEST or len(text) > 20_000:
        return " ".join(re.sub(r"[{}]", "", text).split())
    try:
        found: str = _reader().latex_to_text(text)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError):
        found = re.sub(r"[{}]", "", text)  # it is no LaTeX; as it stands it can be read, too
    return " ".join(
        found.replace("\N{NO-BREAK SPACE}", " ").replace("\N{MODIFIER LETTER CIRCUMFLEX ACCENT}", "^").split()
    )


_HIGH, _LOW = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻"), str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")
_RAISED = re.compile(r"([\^_])(?:\{([0-9+−-]+)\}|([0-9+−-]))")


def _raised(text: str) -> str:
    """Raised and lowered numbers of formulas as letters of their own: Ca$^{2+}$ is Ca²⁺."""
    text = re.sub(r"\\text(super|sub)script\{([0-9+−-]+)\}", lambda m: _shifted("^_"[m[1] == "sub"], m[2]), text)
    return re.sub(
        r"\$[^$]*\$|\\ensuremath\{[\^_][^{}]*\}",
        lambda formula: _RAISED.sub(lambda m: _shifted(m[1], m[2] or m[3]), formula[0]),
        text,
    )


def _shifted(way: str, text: str) -> str:
    return text.translate(_HIGH if way == "^" else _LOW)


def _accented(found: re.Match[str]) -> str:
    """{\\'{e}} as é."""
    command = re.sub(r"[{}\s]", "", found[0]).lstrip("\\")
    return unicodedata.normalize("NFC", command[1:].lstrip("\\") + _MARKS[command[0]])


def encoded(text: str) -> str:
    """Text that LaTeX sets as it is written here, in plain ASCII as far as there are commands for its letters."""
    found: str = _writer().unicode_to_latex(" ".join(text.split()))
    return found


def verbatim(text: str) -> str:
    """An address or a DOI: only what would end the field or begin a comment is escaped."""
    return re.sub(r"([%#&_$])", r"\\\1", re.sub(r"[{}\\\s]", "", text)) if not text.isalnum() else text


def title(text: str) -> str:
    """A title in which words with capitals inside, and names in a sentence, keep them."""
    words = text.split()
    capitals = sum(word[:1].isupper() for word in words[1:])
    sentence = capitals * 2 <= len(words[1:])
    return " ".join(
        f"{{{encoded(word)}}}" if _keeps(word) or (n and sentence and word[:1].isupper()) else encoded(word)
        for n, word in enumerate(words)
    )


def _keeps(word: str) -> bool:
    """Whether a word has capitals that a style must not lower: miR-21, RNA, EGFRvIII."""
    letters = [c for c in word if c.isalpha()]
    return any(c.isupper() for c in letters[1:])


def _depth(text: str) -> int:
    depth = deepest = 0
    for brace in re.findall(r"(?<!\\)[{}]", text):
        depth += 1 if brace == "{" else -1
        deepest = max(deepest, depth)
    return deepest


# Any: pylatexenc has no types.
@lru_cache(maxsize=1)
def _reader() -> Any:
    from pylatexenc.latex2text import LatexNodes2Text

    return LatexNodes2Text(math_mode="text", keep_comments=True, strict_latex_spaces=True)


@lru_cache(maxsize=1)
def _writer() -> Any:
    from pylatexenc.latexencode import RULE_DICT, UnicodeToLatexConversionRule, UnicodeToLatexEncoder

    own = {ord(c): f"\\textsuperscript{{{p}}}" for c, p in zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-", strict=True)}
    own |= {ord(c): f"\\textsubscript{{{p}}}" for c, p in zip("₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+-", strict=True)}
    # A quotation mark is itself between braces; a hyphen that must not break is one.
    own |= {ord('"'): '"', 0x2010: "-", 0x2011: "-", 0x2212: "\\ensuremath{-}"}
    rule = UnicodeToLatexConversionRule(rule_type=RULE_DICT, rule=own, replacement_latex_protection="none")
    return UnicodeToLatexEncoder(
        conversion_rules=[rule, "defaults"],
        unknown_char_policy="keep",
        unknown_char_warning=False,
        replacement_latex_protection="braces-all",
    )
