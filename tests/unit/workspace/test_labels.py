"""What undo is called: every act of the workspace has a label a researcher reads, in the menu and in the history."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from exoannotate import resources
from exoannotate.workspace.session import Session
from tests.conftest import ROOT

WORKSPACE = sorted((ROOT / "src" / "exoannotate" / "workspace").glob("*.py"))
_READABLE = re.compile(r"[A-Z][^_<>{}\[\]=]*")


def constants(node: ast.expr, inside: ast.AST) -> Iterator[str]:
    """The words a label can consist of; what a name holds is looked up where it is set."""
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(p.value if isinstance(p, ast.Constant) else "x" for p in parts)  # type: ignore[misc]
        case ast.IfExp(body=one, orelse=other):
            yield from constants(one, inside)
            yield from constants(other, inside)
        case ast.BoolOp(values=values):
            for value in values:
                yield from constants(value, inside)
        case ast.Name(id=name):
            for one in ast.walk(inside):
                if isinstance(one, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in one.targets):
                    yield from constants(one.value, inside)


def labels() -> Iterator[tuple[str, str]]:
    for path in WORKSPACE:
        whole = ast.parse(path.read_text(encoding="utf-8"))
        for function in (n for n in ast.walk(whole) if isinstance(n, ast.FunctionDef)):
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Change":
                    for text in constants(call.args[0], function):
                        yield path.name, text


FOUND = sorted(set(labels()))


def test_labels_are_found() -> None:
    assert len(FOUND) > 30
    assert ("records.py", "Delete record") in FOUND


@pytest.mark.parametrize(("where", "label"), FOUND)
def test_a_label_is_read_by_people(where: str, label: str) -> None:
    assert _READABLE.fullmatch(label), (where, label)
    assert len(label) <= 60 and not label.endswith(".") and "uuid" not in label.casefold()


def test_the_history_of_the_sample_reads_well() -> None:
    with Session.open(resources.path("sample", "sample.exo"), read_only=True) as session:
        said = [act.change.label for act in session.project.history(100)]
    assert said and all(label and label[0].isupper() and "\n" not in label for label in said)
