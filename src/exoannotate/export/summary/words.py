"""English for sentences made of values: lists, plurals, and what a cargo, a cell or a therapy is called in one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from exoannotate.domain.completeness import WHOLE_VESICLE
from exoannotate.domain.fields import LEVELS
from exoannotate.domain.findings import Direction, Finding, Said
from exoannotate.domain.naming import key
from exoannotate.domain.wording import counted, shortened

LISTED = 4
"""So many values of a field are named in a sentence; the others are counted."""
LONGEST = 80
"""Characters of a value in a sentence; a name that goes on was not meant as a name."""

_COUNTABLE = (
    "cell",
    "phage",
    "blast",
    "cyte",
    "phil",
    "platelet",
    "neuron",
    "clast",
    "organoid",
    "xenograft",
    "patient",
)
_LINE = re.compile(r"^(?=\S*\d)[A-Z]\S*$")
"""Names of cell lines, such as U87 and T98G, want “cells” behind them."""
_NOT_NAMED = re.compile(r",\s*not named$", re.IGNORECASE)
_PLACES = {
    "cell line": "in vitro",
    "primary cells": "in vitro",
    "organoid": "in vitro",
    "animal": "in vivo",
    "patient samples": "in patient samples",
    "in silico": "in silico",
}
_LEVELS = dict(choice.value.split(" ", 1) for choice in LEVELS) | {"C": "case reports"}
_DONE: dict[str, tuple[str, str]] = {
    "promotes resistance": ("promoted resistance to {}", "did not promote resistance to {}"),
    "restores sensitivity": ("restored sensitivity to {}", "did not restore sensitivity to {}"),
    "no effect": ("did not change the response to {}", "changed the response to {}"),
    "marks resistance": ("marked resistance to {}", "did not mark resistance to {}"),
    "marks sensitivity": ("marked sensitivity to {}", "did not mark sensitivity to {}"),
    "marker": ("went along with the response to {}", "did not go along with the response to {}"),
}
_RESPONSES = {
    "promotes resistance": "resistance to {}",
    "marks resistance": "resistance to {}",
    "restores sensitivity": "sensitivity to {}",
    "marks sensitivity": "sensitivity to {}",
}


def capital(text: str) -> str:
    """The text with a capital first letter; a name such as “miR-21” or “mTOR” keeps its own."""
    first = text.split(" ", 1)[0]
    return text[:1].upper() + text[1:] if first.replace("-", "").isalpha() and first.islower() else text


def one(count: int, what: str, more: str = "") -> str:
    """“one record”, “3 records”: inside a sentence."""
    return f"one {what}" if count == 1 else counted(count, what, more)


def listed(words: Sequence[str], most: int = LISTED) -> str:
    """“a, b and c”; of many the first ones and how many others there are."""
    if len(words) > most + 1:
        words = [*words[:most], f"{len(words) - most:,} others"]
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def short(text: str) -> str:
    """A value on one line, cut where it goes on for too long."""
    return shortened(" ".join(text[: 8 * LONGEST].split()), LONGEST)


def plural(name: str) -> str:
    """“macrophage” as “macrophages”; names of cell lines, fluids and abbreviations as they are."""
    last = name.rsplit(" ", 1)[-1]
    return f"{name}s" if last.islower() and last.endswith(_COUNTABLE) else name


def _small(word: str) -> str:
    """“Macrophages” at the head of a table cell are “macrophages” in a sentence; names stay as they are."""
    kind = word[:1].isupper() and word[1:].islower() and word.rstrip("s").endswith(_COUNTABLE)
    return word.lower() if kind else word


def cells(said: Said) -> str:
    """Cells with their state: “hypoxic glioma cells”, “macrophages (treated with TMZ)”."""
    name = plural(" ".join(map(_small, short(said.text).split())))
    state = short(said.detail)
    if not state:
        return name
    return f"{state} {name}" if " " not in state else f"{name} ({state})"


def of_cells(given: Iterable[Said]) -> str:
    """“M2 macrophages and U87 cells”, “U87 and U251 cells”."""
    told = [(cells(one), _LINE.search(one.text) is not None) for one in given]
    if len(told) > 1 and all(is_line for _, is_line in told):
        return f"{listed([name for name, _ in told])} cells"
    return listed([f"{name} cells" if is_line else name for name, is_line in told])


def path(finding: Finding, direction: Direction) -> str:
    """Who passed the vesicles to whom, and in how many of the records that stands: “passed from a to b”."""
    donors, recipients = (_of_group(finding, of, direction.said[of]) for of in ("donor", "recipient"))
    if donors and recipients:
        told = f"passed from {of_cells(donors)} to {of_cells(recipients)}"
    elif donors:
        told = f"from {of_cells(donors)}"
    elif recipients:
        told = f"taken up by {of_cells(recipients)}"
    else:
        return ""
    named = {record for said in (donors or recipients) for record in said.records}
    many = len(direction.records)
    return told if len(named) == many else f"{told} (named in {len(named):,} of {many:,} records)"


def _of_group(finding: Finding, of: str, given: tuple[Said, ...]) -> tuple[Said, ...]:
    """The values of a field, the one alone that records are gathered by where they are."""
    own = next((key(one.text) for one in finding.by if one.column == of and not one.reason), "")
    return tuple(said for said in given if key(said.text) == own) or given


def carrier(direction: Direction) -> str:
    """“exosomal” where every record that names its vesicle calls it an exosome, else “vesicular”."""
    named = direction.said["vesicle_term"]
    return "exosomal" if named and all("exosom" in said.text.casefold() for said in named) else "vesicular"


def subject(finding: Finding, direction: Direction) -> str:
    """What acts: “vesicular miR-21”, “extracellular vesicles”."""
    by_cargo = next((one for one in finding.by if one.column == "cargo"), None)
    names = [by_cargo.text] if by_cargo and not by_cargo.reason else [one.text for one in direction.said["cargo"]]
    if by_cargo and by_cargo.reason:
        names = []
    if by_cargo is None and not names:
        names = [WHOLE_VESICLE]
    kind = carrier(direction)
    whole = "exosomes" if kind == "exosomal" else "extracellular vesicles"
    if not names:
        return f"{kind} cargo that is not named"
    told = [short(name) for name in names if name != WHOLE_VESICLE]
    if not told:
        return whole
    return f"{whole} and {kind} {listed(told)}" if len(told) < len(names) else f"{kind} {listed(told)}"


def it(said: str) -> str:
    """What stands for a subject afterwards."""
    return "they" if said.startswith(("exosomes", "extracellular vesicles")) or " and " in said else "it"


def therapy(finding: Finding, direction: Direction) -> str:
    """What is responded to: “temozolomide”, “chemotherapy (not named)”."""
    by_therapy = next((one for one in finding.by if one.column == "therapy"), None)
    if by_therapy is not None:
        names = [] if by_therapy.reason else [by_therapy.text]
    else:
        names = [one.text for one in direction.said["therapy"]]
    return listed([_NOT_NAMED.sub(" (not named)", short(name)) for name in names]) or "a therapy that is not named"


def did(direction: Direction, of: str) -> str:
    """What was found: “promoted resistance to temozolomide”."""
    if direction.role in _DONE:
        return _DONE[direction.role][direction.against].format(of)
    phenotypes = [short(one.detail or one.text) for one in direction.said["effect"] if one.text != "mixed"]
    named = [one for one in phenotypes if one != "other phenotype"]
    mixed = any(one.text == "mixed" for one in direction.said["effect"])
    effects = [f"mixed effects on the response to {of}"] if mixed else []
    if phenotypes:
        effects.append(f"effects other than on the response ({listed(named)})" if named else "other effects")
    told = listed(effects) or f"effects on the response to {of} whose direction is not told"
    return f"did not have {told}" if direction.against else f"had {told}"


def heading(finding: Finding) -> str:
    """What a finding is called above its lines: “miR-21 and temozolomide”."""
    named = [replace(one, text=short(_NOT_NAMED.sub(" (not named)", one.text))) for one in finding.by]
    named = [replace(one, text="extracellular vesicles") if one.text == WHOLE_VESICLE else one for one in named]
    return replace(finding, by=tuple(named)).name


def response(direction: Direction, of: str) -> str:
    """“resistance to temozolomide”."""
    return _RESPONSES.get(direction.role, "the response to {}").format(of)


def systems(direction: Direction) -> str:
    """“in vitro and in vivo”, "" where no record says it."""
    found = dict.fromkeys(_PLACES[one.text] for one in direction.said["system"] if one.text in _PLACES)
    order = list(dict.fromkeys(_PLACES.values()))
    return listed(sorted(found, key=order.index))


def levels(direction: Direction) -> str:
    """The levels of evidence, the best first: “clinical and preclinical evidence”."""
    letters = sorted({one.text[:1] for one in direction.said["level"]} & _LEVELS.keys())
    return f"{listed([_LEVELS[letter] for letter in letters])} evidence" if letters else ""


def studies(direction: Direction) -> str:
    """“3 primary studies and 1 record that names none”."""
    named, unnamed = len(direction.studies), len(direction.unnamed)
    told = one(named, "primary study") if named else ""
    if not unnamed:
        return told
    rest = f"{one(unnamed, 'record')} without {'one' if named else 'a primary study'}"
    return f"{told} and {rest}" if told else rest


def targets(given: Sequence[Said]) -> str:
    """“downregulated PTEN and upregulated ABCB1”."""
    turns = {"up": "upregulated ", "down": "downregulated "}
    return listed([f"{turns.get(one.detail, '')}{short(one.text)}" for one in given])


def mechanisms(given: Sequence[Said]) -> str:
    """“drug efflux and autophagy”."""
    return listed([short(one.text) for one in given])


def mentions(passages: int) -> str:
    """“6 passages”."""
    return counted(passages, "passage")
