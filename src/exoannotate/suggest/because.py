"""Why a value is suggested, in plain words: SENTENCES has one for every rule, with the words it was read from.

The rules give themselves names (``claims/``); what a person reads stands here, so that neither has to be touched for
the other. A rule without a sentence is told by its name.
"""

from __future__ import annotations

import re
from functools import lru_cache

SENTENCES: dict[str, str] = {
    # Cargo
    "name beside the vesicle": "“{words}” stands beside the word for the vesicle",
    "of the vesicles": "“{words}” is said to be of the vesicles",
    "in the vesicle": "“{words}” is said to be in the vesicle",
    "carried by the vesicle": "the vesicle is said to carry “{words}”",
    "loaded into the vesicle": "the vesicle is said to be loaded with “{words}”",
    "found in the vesicle": "“{words}” is said to be found in the vesicle",
    "handed over": "“{words}” is said to be handed over",
    "received": "“{words}” is said to be received",
    "delivered by the vesicle": "the vesicle is said to deliver “{words}”",
    "travels": "“{words}” is said to travel",
    "from cells": "“{words}” is said to come from cells, though no vesicle is named",
    "lost in the donor": "“{words}” was lost in the cells that give the vesicle",
    "what the donor was changed in": "the cells that give the vesicle were changed in “{words}”",
    "first name of the sentence": "“{words}” is the first molecule of a sentence on vesicles; look if they carry it",
    "a class of cargo": "“{words}” names a class of cargo and no molecule",
    "gained in the donor": "“{words}” was raised in the cells that give the vesicle",
    "carried off by the vesicle": "“{words}” is said to leave the cells in vesicles",
    "called so": "“{words}” is called what the vesicle brings, or the vesicle's own",
    "its level is told": "the sentence tells whether there is more or less of “{words}”",
    # Targets
    "said to change": "“{words}” is said to change along with it",
    "after “…”": "“{words}” stands after “{0}”",
    "soaked up": "“{words}” is what something is a sponge for",
    "at its expense": "it is told to go at the expense of “{words}”",
    "named as target": "“{words}” is called a target",
    "pathway": "“{words}” is told as a pathway or a level",
    "it …": "of “{words}” it is said that it {0}",
    # Donor
    "derived": "“{words}” is what the vesicle is derived from",
    "owner of the vesicles": "“{words}” stands before the vesicles as their owner",
    "vesicles from": "the vesicles are said to come from “{words}”",
    "what ensues": "“{words}” is said to ensue and to bring the response about",
    "given off by those who took it up": "“{words}” is given off by cells that took up the vesicles",
    "passed on from": "something is passed on from “{words}”",
    "hands over": "“{words}” hands something over",
    "through what they hand over": "“{words}” acts through what it hands over",
    "by what it releases": "“{words}” acts by what it releases",
    "acts through vesicles": "“{words}” is said to act through vesicles",
    "changed before they give": "“{words}” was changed before it gives vesicles",
    "cultured beside": "“{words}” was cultured beside the other cells",
    "called donor": "“{words}” is called the donor",
    "cells that protect": "“{words}” is said to protect other cells",
    "cells that send": "“{words}” stands before the verb that sends something",
    "deprived of vesicles": "“{words}” was deprived of its vesicles",
    "fluid of the vesicles": "the vesicles were taken from “{words}”",
    "between them": "it is told to pass between “{words}” and others",
    "whose vesicles": "the vesicles that follow are those of “{words}”",
    "whose medium": "the medium that acts is that of “{words}”",
    "yields vesicles": "“{words}” is said to yield the vesicles",
    "kept from sending": "“{words}” was kept from sending vesicles",
    # Recipient
    "what they bear": "“{words}” is what the treated animals bear",
    "where the cargo was lost": "something was lost or raised in “{words}”; look whether it gave or took the vesicle",
    "called recipient": "“{words}” is called the recipient",
    "handed to": "something is handed to “{words}”",
    "kept with vesicles": "“{words}” was kept with vesicles",
    "taken up by": "“{words}” takes the vesicle up",
    "kept from vesicles": "vesicles are kept from “{words}”",
    "what happens to it": "the sentence tells what happens to “{words}”",
    "what it becomes": "the sentence tells what “{words}” becomes",
    "what it does to itself": "the sentence tells what “{words}” does to itself",
    "whose response": "the response that is told is that of “{words}”",
    "whose fate": "the fate that is told is that of “{words}”",
    "object": "“{words}” is what the sentence acts on; look whether it took the vesicle",
    "where it was seen": "it was seen in “{words}”; look whether it took the vesicle",
    # Therapy
    "named": "“{words}” is named in the sentence",
    "named with the effect": "“{words}” is named in the cell of the effect",
    # Effect
    "resistance …": "“{words}” tells what became of the resistance",
    "response …": "“{words}” tells what became of the response",
    "said to make no difference": "“{words}” is said to make no difference",
    "said not to differ": "the groups are said not to differ",
    "said not to go together": "“{words}” and the response are said not to go together",
    "said by the half before": "“{words}” says it by what the other half of the sentence tells",
    "benefits": "“{words}” says that the treatment helps",
    "in neither": "“{words}” says that it was seen in neither",
    "no more than others": "“{words}” says that it is no more than with others",
    "left as it was": "“{words}” says that it was left as it was",
    "two figures": "“{words}” holds two figures, with and without vesicles",
    "led out of resistance": "“{words}” says that cells are led out of their resistance",
    "fewer are killed": "“{words}” says that fewer of them are killed",
    "more are killed": "“{words}” says that more of them are killed",
    "hands its trait on": "“{words}” says that cells hand on what they are themselves",
    "fewer are killed with vesicles": "“{words}” says that fewer cells are killed with vesicles",
    "larger than under the drug alone": "“{words}” says that tumours were larger than under the drug alone",
    "harder to kill": "“{words}” says that cells are harder to kill",
    "easier to kill": "“{words}” says that cells are easier to kill",
    "protects": "“{words}” says that cells are protected",
    "survives": "“{words}” says that cells survive",
    "sensitises": "“{words}” says that cells become sensitive",
    "responds": "“{words}” says that cells die or respond; look what that is set against",
    "unchanged": "“{words}” says that nothing changed",
    "no effect": "“{words}” says that there was no effect",
    "neither way": "“{words}” says that it went neither way",
    "not needed for it": "“{words}” says that it is not needed",
    "lasts without it": "“{words}” says that it lasts without",
    "as much as before": "“{words}” says that it is as much as before",
    "made so": "“{words}” says what the cells were made",
    "turned into": "“{words}” says what the cells were turned into",
    "stays so": "“{words}” says what the cells stayed",
    "described so": "“{words}” describes the cells so",
    "said of the drug": "“{words}” tells how well the drug works",
    "the drug is undone": "“{words}” says that the drug is undone",
    "the drug is helped": "“{words}” says that the drug is helped",
    "the drug is hindered": "“{words}” says that the drug is hindered",
    "the drug stays as it was": "“{words}” says that the drug works as it did",
    "less of it": "“{words}” says that there is less of it",
    "more of it": "“{words}” says that there is more of it",
    "named only": "“{words}” names the response, not where it went",
    "turn of phrase": "“{words}” is a turn of phrase for it",
    "a loaded vesicle kills": "“{words}” says that the loaded vesicle kills cells",
    "less of the drug stays in": "“{words}” says that less of the drug stays in the cells",
    "more of the drug stays in": "“{words}” says that more of the drug stays in the cells",
    "treated animals live longer": "“{words}” says that treated animals live longer",
    "acts together": "“{words}” says that they act together",
    "back under control": "“{words}” says that the cells are back under control",
    "fewer live through treatment": "“{words}” says that fewer cells live through treatment",
    "lives through treatment": "“{words}” says that cells live through treatment",
    "less of the drug is needed": "“{words}” says that less of the drug is needed",
    "more of the drug is needed": "“{words}” says that more of the drug is needed",
    "less harmed by the drug": "“{words}” says that the drug harms less",
    "more harmed by the drug": "“{words}” says that the drug harms more",
    "less toxic to cells": "“{words}” says that it is less toxic to cells",
    "more toxic to cells": "“{words}” says that it is more toxic to cells",
    "more than alone": "“{words}” says that it does more than the drug alone",
    "no better than alone": "“{words}” says that it does no more than the drug alone",
    "the drug adds nothing": "“{words}” says that the drug adds nothing",
    "the drug works again": "“{words}” says that the drug works again",
    "the drug does more": "“{words}” says that the drug does more",
    "the drug does less": "“{words}” says that the drug does less",
    "the drug works more": "“{words}” says that the drug works more",
    "the drug works less": "“{words}” says that the drug works less",
    "the drug is answered less": "“{words}” says that the cells answer less to the drug",
    "the drug is answered more": "“{words}” says that the cells answer more to the drug",
    "the drug is of no use": "“{words}” says that the drug is of no use",
    "the drug is set to work": "“{words}” says that the drug is set to work",
    "more of the drug gets in": "“{words}” says that more of the drug gets in",
    "less of the drug gets in": "“{words}” says that less of the drug gets in",
    "the drug is caught": "“{words}” says that the drug is caught",
    "the drug is kept away": "“{words}” says that the drug is kept away",
    "vesicles catch the drug": "“{words}” says that vesicles catch the drug",
    "no longer answers to the drug": "“{words}” says that the cells no longer answer to the drug",
    "the drug does its work": "“{words}” says that the drug does its work",
    "answers to the drug again": "“{words}” says that the cells answer to the drug again",
    "the drug is robbed of its effect": "“{words}” says that the drug is robbed of its effect",
    "the drug is given its effect back": "“{words}” says that the drug is given its effect back",
    "the drug does more or less": "“{words}” tells what became of what the drug does",
    "more toxic than the free drug": "“{words}” says that it does more than the free drug",
    "stayed as it was": "“{words}” says that it stayed as it was",
    "either way": "“{words}” says that it goes both ways",
    "no direction is told": "“{words}” ties a level to the response and tells no direction",
    "level in the vesicles of such cells": "“{words}” tells a level in vesicles of cells that resist or respond",
    "what vesicles do is undone": "“{words}” says that something else undoes what vesicles do",
    "more is needed to kill": "“{words}” says that more is needed to kill the cells",
    "less is needed to kill": "“{words}” says that less is needed to kill the cells",
    "fewer die": "“{words}” says that fewer cells die",
    "more die": "“{words}” says that more cells die",
    "vesicles take part": "“{words}” says that vesicles take part in it",
    "level goes with the response": "“{words}” says that a level goes with the response",
    "goes with the response": "“{words}” says that it goes with the response",
    "in the sentence before": "“{words}” stands in the sentence before",
    "“…” of the sentence before": "“{0}” says what became of what the sentence before tells",
    # What was done
    "nothing else is told": "the sentence tells nothing that was done to the vesicle or its cargo",
    "compared with the drug alone": "the vesicle is compared with the drug alone",
    "without vesicles": "it was done without vesicles",
    "they no longer do it": "the vesicles are said to do it no longer",
    "vesicles are given": "the vesicles are given",
    "a blocker is delivered": "the vesicle delivers what blocks something",
    "a drug is delivered": "the vesicle delivers a drug",
    "“…” is blocked": "“{0}” is said to be blocked",
    "“…” vesicles": "“{0} vesicles” says that they were destroyed",
    "fewer “…”": "fewer of them: “{0}”",
    "“…” removed": "“{0}” were removed",
    "“…” keeps vesicles from acting": "“{0}” keeps vesicles from acting",
    "“… with vesicles”": "“{0} with vesicles” says that they are given",
    "“…”": "“{0}” tells what was done",
    # Rows of tables
    "a table tells no more": "a table does not tell what was done to the vesicle",
    "its cell of the table": "“{words}” stands in its cell of the table",
    "levels are compared": "the row compares patients",
    "a blocker or a drug is delivered": "the row names a blocker or a drug as the cargo",
    "its loss is told": "the row tells that the cargo was taken away",
    "its gain is told": "the row tells that the cargo was raised in the donor",
    "vesicles are made": "the row tells that the vesicles were loaded or engineered",
}
"""Rule: sentence, without its full stop. "…" in a rule stands for words of the sentence, {0} tells them; {words} are
those the value was read from."""


def is_known(rule: str) -> bool:
    """Whether a rule has its sentence."""
    return _found(rule) is not None


def sentence(rule: str, words: str, name: str = "", source: str = "") -> str:
    """Why a value was suggested: ``rule`` read it from ``words``; ``name`` and ``source`` are those of the vocabulary
    where it knows the words under another name, or ``source`` alone where it knows them as they are."""
    found = _found(rule)
    if found is None:
        told = f"“{words}”, by the rule “{rule.strip('“”')}”" if words else f"the rule “{rule.strip('“”')}”"
    else:
        template, parts = found
        told = SENTENCES[template] if words else SENTENCES[template].replace("“{words}”", "the sentence")
        told = told.format(*parts, words=words)
    if name and source:
        told += f"; “{words}” is a synonym of {name} ({source})"
    elif source:
        told += f"; {source} has this name"
    return f"{told[0].upper()}{told[1:]}."


@lru_cache(maxsize=1024)
def _found(rule: str) -> tuple[str, tuple[str, ...]] | None:
    """The entry of a rule, and the words that stand for "…" in it."""
    if rule in SENTENCES:
        return rule, ()
    for template, pattern in _PATTERNS:
        match = pattern.fullmatch(rule)
        if match is not None:
            return template, match.groups()
    return None


_PATTERNS = tuple(
    (template, re.compile(re.escape(template).replace("…", "(.*)"))) for template in SENTENCES if "…" in template
)
