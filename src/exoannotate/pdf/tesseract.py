"""The Tesseract program on this computer: where it is, what it can read, and how to get it. Free of MuPDF.

Decision (2026-11): the program is run, not the Tesseract inside MuPDF. Measured on a page of 400 words at 300 dpi: 5 s
against 10 s, it tells how sure it is of each word, and a crash or a hang of it is no crash of a worker.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from functools import lru_cache

_PLACES = (
    "/usr/bin/tesseract",
    "/usr/local/bin/tesseract",
    "/opt/homebrew/bin/tesseract",
    "/opt/local/bin/tesseract",
    r"C:\Program Files\Tesseract-OCR\tesseract.exe",
    r"C:\Program Files (x86)\Tesseract-OCR\tesseract.exe",
)
_LANGUAGE = re.compile(r"[A-Za-z_]{2,20}(?:/[A-Za-z_]{2,20})?")
_NO_LANGUAGES = ("osd", "equ")
_ANSWER_LIMIT = 20.0  # seconds

NAMES = {
    "eng": "English", "deu": "German", "fra": "French", "spa": "Spanish", "ita": "Italian", "por": "Portuguese",
    "nld": "Dutch", "pol": "Polish", "rus": "Russian", "ukr": "Ukrainian", "jpn": "Japanese", "kor": "Korean",
    "chi_sim": "Chinese (simplified)", "chi_tra": "Chinese (traditional)", "ces": "Czech", "dan": "Danish",
    "swe": "Swedish", "nor": "Norwegian", "fin": "Finnish", "hun": "Hungarian", "tur": "Turkish", "ell": "Greek",
    "lat": "Latin", "ara": "Arabic", "heb": "Hebrew",
}  # fmt: skip
"""What people call the languages that Tesseract names by three letters."""


def program() -> str:
    """The path of the program, "" when it is not installed. ``EXOANNOTATE_TESSERACT`` overrides it; "no" is none."""
    given = os.environ.get("EXOANNOTATE_TESSERACT")
    if given:
        return given if os.path.isfile(given) else ""
    return shutil.which("tesseract") or next((place for place in _PLACES if os.path.isfile(place)), "")


def languages(path: str) -> tuple[str, ...]:
    """The languages the program has data for, English first. Runs the program; empty when that fails."""
    return _languages(path, os.environ.get("TESSDATA_PREFIX", ""))


@lru_cache(maxsize=8)
def _languages(path: str, _data: str) -> tuple[str, ...]:
    try:
        done = subprocess.run(
            [path, "--list-langs"],
            capture_output=True,
            timeout=_ANSWER_LIMIT,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    lines = done.stdout.decode("utf-8", "replace").splitlines()[1:]
    found = [line.strip() for line in lines if _LANGUAGE.fullmatch(line.strip())]
    return tuple(sorted((name for name in found if name not in _NO_LANGUAGES), key=lambda name: (name != "eng", name)))


def is_language(name: str) -> bool:
    """Whether this may be the name of one language or of several joined by "+"."""
    return all(_LANGUAGE.fullmatch(part) for part in name.split("+"))


def how_to_install() -> str:
    """How the program is got on this kind of computer, in one line."""
    if sys.platform == "win32":
        return "To install it: winget install UB-Mannheim.TesseractOCR"
    if sys.platform == "darwin":
        return "To install it: brew install tesseract"
    return "To install it: sudo apt install tesseract-ocr"
