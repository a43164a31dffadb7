"""The sentences of a summary as templates that a user may edit, and the little that is allowed in them.

A template is a line of text with placeholders: “{{ subject|capital }} {{ finding }} in {{ studies }}{{ cited }}”. It
may ask for what there is: “{% if path %} …{% endif %}”.

Decision (2026-11): Jinja reads them in its sandbox, and what a template may hold is a list of what is allowed, checked
before anything runs: text, names of placeholders, three filters, conditions. There are no loops, no attributes, no
calls and no arithmetic, so that no template can take long, reach into the program, or grow without bound. A limit of
time was rejected: it would have to end a thread, which Python cannot.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from exoannotate import resources
from exoannotate.domain.errors import BadValueError
from exoannotate.domain.wording import counted
from exoannotate.export.safe import Cleaner
from exoannotate.export.summary.model import Cite, Clause, Run, some
from exoannotate.export.summary.words import capital

if TYPE_CHECKING:
    from jinja2 import Environment, Template, nodes

LONGEST = 2_000
"""Characters of one template."""
_MARK = "\ufdd0"
"""What stands for a citation while a template is filled; no text of a project can hold it (``export/safe.py``)."""
FILTERS = {
    "capital": "begins with a capital letter",
    "lower": "in small letters",
    "many": "“|many('study', 'studies')”",
}
"""What may stand behind a “|”, with its help."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One situation with its sentence. ``names`` are the placeholders it knows."""

    id: str
    label: str
    help: str
    names: tuple[str, ...]


_FINDING = ("subject", "it", "path", "finding", "response", "therapy", "studies", "studies_count", "records",
            "records_count", "mentions", "systems", "levels", "details", "cited")  # fmt: skip
_THROUGH = ("targets", "mechanisms", "cited")
_GAP = ("count", "of")
_RATE = ("share", "low", "high")

KINDS: tuple[Kind, ...] = (
    Kind("lead", "Opening", "What the whole evidence comes to.",
         ("records", "studies", "mentions", "papers", "findings", "findings_count")),
    Kind("unnamed", "Opening, without a study", "How many records name no primary study.", ("count", "of", "records")),
    Kind("agree", "Agreeing evidence", "Several primary studies that say the same.", _FINDING),
    Kind("single", "One study", "A finding of one primary study alone.", _FINDING),
    Kind("unreferenced", "No reference", "A finding for which no primary study is named.",
         (*_FINDING, "papers", "name")),
    Kind("contradiction", "Contradiction, first side", "The side with most studies, where records disagree.", _FINDING),
    Kind("other_side", "Contradiction, other side", "Each further side of a contradiction.", _FINDING),
    Kind("also", "Also", "What else is told of the same, without a contradiction.", _FINDING),
    Kind("no_effect", "No effect", "The response was looked at and did not change.", _FINDING),
    Kind("marker", "Marker only", "Levels that go along with a response, without an intervention.", _FINDING),
    Kind("other", "Other effects", "Mixed responses, and effects other than on the response.", _FINDING),
    Kind("against", "Speaks against", "Records that do not support the claim.", _FINDING),
    Kind("pooled_lead", "Single studies together, opening", "Before a list of findings of one study each.",
         ("count", "finding", "therapy")),
    Kind("pooled_item", "Single studies together, each", "One finding of the list.",
         ("subject", "path", "systems", "details", "cited")),
    Kind("pooled_end", "Single studies together, end", "Behind the list.", ("count", "finding", "therapy")),
    Kind("rest", "Other findings", "Findings that a paragraph does not tell one by one.",
         ("findings", "records", "studies")),
    Kind("targets", "Targets", "Genes and pathways that the effect runs through.", _THROUGH),
    Kind("mechanisms", "Mechanisms", "How the response changes.", _THROUGH),
    Kind("retracted", "Retracted studies", "Cited studies that were retracted.", ("count", "studies", "cited")),
    Kind("gaps_of_findings", "Gaps of findings, opening", "Before what is missing in findings.", _GAP),
    Kind("gap_disputed", "Gap: contradictions", "Findings whose records disagree.", _GAP),
    Kind("gap_single", "Gap: one study", "Findings that rest on one primary study.", _GAP),
    Kind("gap_target", "Gap: no mechanism", "Findings without a target or mechanism.", _GAP),
    Kind("gaps_of_records", "Gaps of records, opening", "Before what is missing in records.", _GAP),
    Kind("gap_study", "Gap: no study", "Records that name no primary study.", _GAP),
    Kind("gap_donor", "Gap: no donor", "Records that do not say which cells gave the vesicles.", _GAP),
    Kind("gap_system", "Gap: no system", "Records that do not say what it was shown in.", _GAP),
    Kind("gap_patients", "Gap: no patients", "No record comes from samples of patients.", _GAP),
    Kind("read", "Methods: reading", "Documents and highlights.", ("papers", "done", "passages")),
    Kind("looked", "Methods: candidates", "What the program proposed and a person decided on.",
         ("candidates", "taken", "refused", "papers")),
    Kind("recorded", "Methods: records", "Records, and how far they are.", ("count", "records", "states", "left_out")),
    Kind("verified", "Methods: second look", "What another person found who looked at records.",
         ("count", "of", "rejected", *_RATE)),
    Kind("checked", "Methods: checked again", "Records that were extracted a second time.",
         ("count", "compared", "differ", *_RATE)),
    Kind("agreed", "Methods: agreement", "How far people who coded the same words agree.",
         ("people", "claims", "fields")),
)  # fmt: skip
"""All sentences, in the order in which the dialog lists them."""

Templates = Mapping[str, str]


def kind(id: str) -> Kind:
    """The situation of that id. Raises BadValueError."""
    for known in KINDS:
        if known.id == id:
            return known
    raise BadValueError(f"There is no sentence “{id}”.", f"The sentences are: {', '.join(k.id for k in KINDS)}.")


@lru_cache(maxsize=1)
def defaults() -> dict[str, str]:
    """The sentences that come with the program, by kind."""
    found: dict[str, str] = {}
    for line in resources.text("summary", "sentences.txt").splitlines():
        name, colon, text = line.partition(":")
        if colon and not name.startswith("#"):
            found[name.strip()] = text.strip()
    return found


def check(id: str, text: str) -> None:
    """Raises BadValueError, in a sentence, for a template that cannot be used."""
    _compiled(id, text)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    made = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=False)
    made.filters = {"capital": capital, "lower": str.lower, "many": counted}
    made.tests, made.globals = {}, {}
    return made


@lru_cache(maxsize=512)
def _compiled(id: str, text: str) -> Template:
    from jinja2 import TemplateError

    of = kind(id)
    if not text.strip():
        raise BadValueError(f"“{of.label}” is empty.", "Write a sentence, or take back the one it came with.")
    if len(text) > LONGEST:
        raise BadValueError(f"“{of.label}” is longer than {LONGEST:,} characters.", "Shorten it.")
    if Cleaner().text(text) != text:
        raise BadValueError(f"“{of.label}” holds a character that is no text.", "Delete it.")
    try:
        _allowed(of, _environment().parse(text))
        return _environment().from_string(text)
    except TemplateError as error:
        raise BadValueError(f"“{of.label}” is not understood: {_plain(str(error))}", _EXAMPLE) from None
    except (RecursionError, MemoryError, SyntaxError):
        raise BadValueError(f"“{of.label}” is nested too deeply.", _EXAMPLE) from None


_EXAMPLE = "A placeholder looks like {{ subject }}; a condition like {% if path %} … {% endif %}."


def _plain(words: str) -> str:
    """What Jinja says, as a sentence."""
    told = re.sub(r"\s+", " ", words.split("\n")[0]).strip().rstrip(".")
    return f"{told}."


def _allowed(of: Kind, tree: nodes.Template) -> None:
    from jinja2 import nodes

    text = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.If)
    values = (nodes.Name, nodes.Const, nodes.Filter, nodes.Not, nodes.And, nodes.Or, nodes.CondExpr, nodes.Compare,
              nodes.Operand, nodes.Concat)  # fmt: skip
    for node in _all(tree):
        if isinstance(node, nodes.Name):
            if node.name not in of.names:
                raise BadValueError(f"“{of.label}” knows no “{node.name}”.", f"It knows: {', '.join(of.names)}.")
        elif isinstance(node, nodes.Const):
            if isinstance(node.value, str) and Cleaner().text(node.value) != node.value:
                raise BadValueError(f"“{of.label}” holds a character that is no text.", "Delete it.")
        elif isinstance(node, nodes.Filter):
            if node.name not in FILTERS or node.kwargs or node.dyn_args or node.dyn_kwargs:
                raise BadValueError(
                    f"“{of.label}” cannot use “|{node.name}”.", f"What may stand behind a “|”: {', '.join(FILTERS)}."
                )
            wanted = 2 if node.name == "many" else 0
            if len(node.args) != wanted:
                raise BadValueError(f"“{of.label}” uses “|{node.name}” in another way than it works.",
                                    "Write |many('study', 'studies'), and the others without brackets.")  # fmt: skip
        elif not isinstance(node, (*text, *values)):
            what = type(node).__name__.lower()
            raise BadValueError(f"“{of.label}” holds what a sentence may not ask for ({what}).",
                                f"Placeholders, conditions, {', '.join(FILTERS)} are allowed. {_EXAMPLE}")  # fmt: skip


def _all(tree: nodes.Node) -> list[nodes.Node]:
    """A node with all below it, without recursion."""
    found, left = [], [tree]
    while left:
        node = left.pop()
        found.append(node)
        left += node.iter_child_nodes()
    return found


def clause(
    id: str,
    templates: Templates,
    records: tuple[str, ...],
    values: Mapping[str, str | int],
    keys: tuple[str, ...] = (),
) -> Clause:
    """The clause of a situation. ``keys``: what “cited” cites. Raises BadValueError when the template fails, ValueError
    without records: a clause without a record cannot be made."""
    from jinja2 import TemplateError

    said = some(records)
    filled = {name: _clean(value) for name, value in values.items()} | {"cited": _MARK if keys else ""}
    template = _compiled(id, templates.get(id) or defaults()[id])
    try:
        text = template.render(filled)
    except (TemplateError, TypeError, ValueError) as error:
        raise BadValueError(f"“{kind(id).label}” cannot be filled: {_plain(str(error))}", _EXAMPLE) from None
    runs: list[Run] = []
    for at, part in enumerate(re.sub(r"[ \t\r\n]+", " ", text).split(_MARK)):
        if at:
            if runs and isinstance(runs[-1], str):
                runs[-1] = runs[-1].rstrip()  # what stands before a citation is decided by its style
            runs.append(Cite(keys))
        if part:
            runs.append(part)
    if not any(isinstance(run, str) and run.strip() for run in runs):
        raise BadValueError(f"“{kind(id).label}” came out empty.", "Write words around the placeholders.")
    return Clause(tuple(runs), said)


def _clean(value: str | int) -> str | int:
    """A value without the marks of this module, and on one line."""
    return " ".join(Cleaner().text(value).split()) if isinstance(value, str) and value.strip() else value
