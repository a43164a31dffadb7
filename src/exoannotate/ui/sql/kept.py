"""Statements that were run or saved, as they are kept in the settings."""

from __future__ import annotations

import json

from exoannotate.workspace import settings

MOST = 100
"""Statements that are remembered."""
LONGEST = 20_000
"""Characters of a statement that is remembered."""


def history() -> list[str]:
    """Statements run before, the last one first."""
    try:
        found = json.loads(settings.get("sql_history") or "[]")
    except (ValueError, RecursionError):
        return []
    return [one for one in found if isinstance(one, str)][:MOST] if isinstance(found, list) else []


def remember(statement: str) -> list[str]:
    """Put a statement before the others; the list that is kept now."""
    kept = [statement, *(one for one in history() if one != statement)][:MOST]
    settings.put("sql_history", json.dumps([one for one in kept if len(one) <= LONGEST], ensure_ascii=False))
    return kept


def saved() -> dict[str, str]:
    """Statements that were saved, by name."""
    try:
        found = json.loads(settings.get("sql_statements") or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: one for name, one in found.items() if isinstance(one, str)}


def save(name: str, statement: str) -> dict[str, str]:
    """Save a statement by a name, in place of one that has it; with "" for a statement that name is given up."""
    kept = saved()
    if statement:
        kept[name] = statement
    else:
        kept.pop(name, None)
    settings.put("sql_statements", json.dumps(kept, ensure_ascii=False))
    return kept
