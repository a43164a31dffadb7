"""Who touched a record last, and when: one line under the name of the pane."""

from __future__ import annotations

from exoannotate.domain.ago import ago, exactly
from exoannotate.domain.completeness import changed_since_review
from exoannotate.ui.contents import Sheet
from exoannotate.ui.evidence.table import plain_tooltip


def byline(sheet: Sheet) -> tuple[str, str, str]:
    """The line, the same with exact times as a tooltip, and the token of its colour."""
    line, exact, token = _byline(sheet)
    return (f"{sheet.coded} · {line}", f"{sheet.coded}; {exact}", token) if sheet.coded else (line, exact, token)


def _byline(sheet: Sheet) -> tuple[str, str, str]:
    record = sheet.record
    changed = _sentence("changed", _changer(sheet), record.changed)
    if not record.review:
        made = _sentence("made", sheet.people.get(record.curator, ""), record.created, exact=True)
        whole = f"{_sentence('changed', _changer(sheet), record.changed, exact=True)}; {made}"
        return changed, plain_tooltip(whole), "muted"
    reviewer = sheet.people.get(record.reviewer, "")
    decided = _sentence(record.review, reviewer, record.reviewed)
    exact = _sentence(record.review, reviewer, record.reviewed, exact=True)
    if not changed_since_review(record):
        return decided, plain_tooltip(exact), "muted"
    whole = f"{exact}; {_sentence('changed', _changer(sheet), record.changed, exact=True)}"
    return "▲ changed since", plain_tooltip(whole), "warning"


def _sentence(word: str, who: str, time: str, *, exact: bool = False) -> str:
    by = f" by {who}" if who else ""
    when = exactly(time) if exact else ago(time)
    return f"{word}{by}{', ' if by and when else ' '}{when}".strip()


def _changer(sheet: Sheet) -> str:
    """Who made the last change, as far as the fields tell it: a link that was made last has no name here."""
    record = sheet.record
    last = next((entry.curator for entry in sheet.entries.values() if entry.changed == record.changed), "")
    if not last and record.reviewed == record.changed:
        last = record.reviewer
    if not last and record.created == record.changed:
        last = record.curator
    return sheet.people.get(last, "")
