"""Every rule that can be given has its sentence in plain words, with the words it was read from."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from exoannotate.suggest import because, claims
from exoannotate.workspace import suggesting, terms
from tests.unit.suggest.test_claims import SENTENCES

ROOM = Path(claims.__file__).parent
MADE = ("Said", "Outcome", "Marker", "Turn")
"""Classes whose fourth value is a rule."""
PARTS = frozenset(("before", "after", "shared"))
"""Said behind "resistance" or "response"."""


def texts(node: ast.AST | None) -> Iterator[str]:
    """The rules an expression may stand for; "…" where it takes words of the sentence."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "…" for part in node.values)  # type: ignore[misc]
    elif isinstance(node, ast.IfExp):
        yield from texts(node.body)
        yield from texts(node.orelse)


def rules_of(path: Path) -> Iterator[str]:
    """The rules that a module of the room gives, as far as they are written there."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            at = 3 if called in MADE else 2 if called == "verb" else 1 if called == "_of" else None
            if at is not None and len(node.args) > at:
                yield from texts(node.args[at])
            for given in node.keywords:
                if given.arg == "rule":
                    yield from texts(given.value)
            if called == "append" and isinstance(node.args[0], ast.Tuple):
                yield from texts(node.args[0].elts[-1])
        elif isinstance(node, ast.Return | ast.Yield) and isinstance(node.value, ast.Tuple):
            yield from texts(node.value.elts[-1] if len(node.value.elts) > 1 else None)
        elif isinstance(node, ast.Return) and path.stem in ("acts", "cargo", "targets"):
            yield from texts(node.value)


def test_every_rule_has_its_sentence() -> None:
    found = {rule for path in ROOM.rglob("*.py") for rule in rules_of(path)} - PARTS - {"", "… …"}
    assert {"nothing else is told", "owner of the vesicles", "“…” is blocked", "its cell of the table"} <= found
    lacking = sorted(rule for rule in found if not because.is_known(rule))
    assert not lacking, "rules without a sentence in suggest/because.py: " + "; ".join(lacking)


def test_sentences_name_the_words_and_what_a_vocabulary_calls_them() -> None:
    names = terms.warm()
    for text, said in SENTENCES:
        for suggestion in suggesting.suggest(names, text, "p"):
            assert suggestion.because.keys() == suggestion.values.keys() >= {"effect"} & said.keys()
            for told in suggestion.because.values():
                assert told.endswith(".") and told[0] == told[0].upper() and "by the rule" not in told, told
                assert "“”" not in told and "{" not in told
    (one,) = suggesting.suggest(names, "Exosomal miR-21 from M2 macrophages raised the TMZ resistance of U87 cells.")
    assert one.because["therapy"] == (
        "“TMZ” is named in the sentence; “TMZ” is a synonym of temozolomide (ChEBI)."
    )  # fmt: skip
    assert one.because["effect"].startswith("“raised the TMZ resistance” tells")
    (lost,) = suggesting.suggest(
        names, "Silencing of exosomal UCA1 made the recipient cells less resistant to tamoxifen."
    )
    assert lost.because["perturbation"] == "“Silencing” tells what was done."


def test_a_rule_without_a_sentence_is_told_by_its_name() -> None:
    assert because.sentence("seen in a dream", "miR-21") == "“miR-21”, by the rule “seen in a dream”."
