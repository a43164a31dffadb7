"""The words that govern a response: what makes, takes, frees or brings, and what comes and goes by itself."""

from __future__ import annotations

from exoannotate.suggest.claims.sentence.words import stems

HELPLESS = stems("powerless impotent helpless incompetent ineffectual")
COMPARATIVE = frozenset(
    "greater higher lower smaller stronger weaker better worse more less larger different other".split()
)
ABLE = frozenset(
    "able capable sufficient required necessary essential needed indispensable crucial critical instrumental".split()
)
BETTER = frozenset("better higher greater longer improved increased enhanced".split())
MAKING = stems("make made let help helped have had see saw watch")
TAKING = stems("take took taken")
FREEING = stems("free rid cleanse purge strip cure empty relieve wean")
BRINGING = stems("bring brought drive drove push take took cut")
INTRANSITIVE: dict[str, int] = dict.fromkeys(
    stems("creep crept seep dawn loom return rise rose improve recover reappear double increase grow grew emerge "
        "arise arose follow ensue "
          "develop persist spread climb soar surge mount escalate intensify strengthen rebound revive resurface "
          "reemerge "
          "re-emerge multiply treble triple"), 1
) | dict.fromkeys(stems("decrease fall fell drop dropped vanish disappear decline collapse diminish wane dwindle "
                        "subside suffer fade taper ebb peter fizzle evaporate plummet slump dip sag tumble plunge "
                        "lapse recede "
                        "slip crumble slacken flag falter wither weaken lessen shrink dissolve crash"), -1)  # fmt: skip
GOING = stems("return rise increase improve decrease fall drop decline grow disappear")
ASCRIBED = stems("trace attribute ascribe owe explain due cause blame")
WENT = {
    "picked": ("up",), "went": ("up", "down"), "came": ("back",), "fell": ("off", "away"), "dropped": ("off", "away"),
    "tailed": ("off",), "shot": ("up",), "wore": ("off",), "ebbed": ("away",), "melted": ("away",),
    "died": ("down", "away"),
}  # fmt: skip
GONE = stems("gone lost vanished absent forfeit undone spent")
VANISHED = stems("absent missing gone nil abolished wane")
APPEARED = stems("seen observed noted found detected evident apparent present obtained recorded achieved possible "
                  "reached")  # fmt: skip
COMPARED = dict.fromkeys("less lower weaker poorer smaller worse".split(), -1) | dict.fromkeys(
    "higher greater stronger better more".split(), 1
)
"""What is said of a response after "was": 1 for more of it."""
