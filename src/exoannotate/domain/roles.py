"""The role of the cargo or vesicle, computed from what was observed and what was done.

"Depleting exosomes restored sensitivity" and "exosomes raised resistance" are the same claim about the vesicle, so
the observation is stored and the role is computed. The table is the sign table of the evidence record.
"""

from __future__ import annotations

from typing import Literal

Role = Literal[
    "promotes resistance",
    "restores sensitivity",
    "marks resistance",
    "marks sensitivity",
    "no effect",
    "marker",
    "not derivable",
]

ROLES: tuple[Role, ...] = (
    "promotes resistance",
    "restores sensitivity",
    "marks resistance",
    "marks sensitivity",
    "no effect",
    "marker",
    "not derivable",
)

GIVEN = ("natural transfer", "cargo overexpressed", "vesicle given as treatment")
TAKEN_AWAY = ("vesicle depletion", "uptake block", "cargo lost")
UNSTATED = ("correlation only", "")

# effect: role when the vesicle or cargo is given, when it is taken away, when nothing was done.
SIGNS: dict[str, tuple[Role, Role, Role]] = {
    "resistance increased": ("promotes resistance", "restores sensitivity", "marks resistance"),
    "sensitivity increased": ("restores sensitivity", "promotes resistance", "marks sensitivity"),
    "no effect": ("no effect", "no effect", "no effect"),
    "associated (marker)": ("marker", "marker", "marker"),
    "mixed": ("not derivable", "not derivable", "not derivable"),
    "other phenotype": ("not derivable", "not derivable", "not derivable"),
}

ARROWS: dict[str, str] = {
    "promotes resistance": "▲",
    "marks resistance": "▲",
    "restores sensitivity": "▼",
    "marks sensitivity": "▼",
    "no effect": "=",
    "marker": "◆",
    "not derivable": "?",
}
"""The sign shown beside the role, so that colour is never the only one."""


def role(effect: str, perturbation: str) -> Role | Literal[""]:
    """The implied role, or "" while no effect is given."""
    if effect not in SIGNS:
        return ""
    given, taken_away, unstated = SIGNS[effect]
    if perturbation in GIVEN:
        return given
    return taken_away if perturbation in TAKEN_AWAY else unstated


def why(effect: str, perturbation: str) -> str:
    """One sentence that says how the role came about, for the tooltip."""
    computed = role(effect, perturbation)
    if not computed:
        return "The role is computed once the effect is given."
    if computed == "not derivable":
        return f"From “{effect}” alone no role follows."
    done = f"with “{perturbation}”" if perturbation else "with no perturbation stated"
    turn = " Taking it away had this effect, so having it does the opposite." if perturbation in TAKEN_AWAY else ""
    return f"“{effect}” {done} means: {computed}.{turn if computed in ROLES[:2] else ''}"


_SEEN: dict[str, str] = {
    "resistance increased": "resistance rose",
    "sensitivity increased": "sensitivity rose",
    "no effect": "the response did not change",
    "associated (marker)": "goes with the response, no direction stated",
    "mixed": "different responses were seen",
    "other phenotype": "no response to a therapy was observed",
}
_DONE: dict[str, str] = {
    "natural transfer": "when vesicles were passed on",
    "vesicle depletion": "when vesicles were depleted",
    "uptake block": "when their uptake was blocked",
    "cargo overexpressed": "when there was more of the cargo",
    "cargo lost": "when the cargo was lost",
    "vesicle given as treatment": "when vesicles were given as treatment",
    "correlation only": "where there was more of it, with no intervention",
    "": "and no perturbation is stated",
}


def because(effect: str, perturbation: str) -> str:
    """The reason for the role in a few words: "sensitivity rose when vesicles were depleted"; "" without a role."""
    if not role(effect, perturbation):
        return ""
    if effect in ("associated (marker)", "other phenotype"):
        return _SEEN[effect]
    return f"{_SEEN[effect]} {_DONE.get(perturbation, _DONE[''])}"
