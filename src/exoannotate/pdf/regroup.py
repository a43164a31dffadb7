"""Lines that were drawn in pieces, put together again: fragments of a row, and marks raised or lowered beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from exoannotate.pdf.compose import TextLine, compose, superscript
from exoannotate.pdf.glyphs import Run


def joined(left: TextLine, right: TextLine) -> TextLine:
    """Two fragments of one row as one line, with a blank between them."""
    vx, vy = right.x - left.x, right.y - left.y
    along = vx * left.dx + vy * left.dy
    base = left if len(left.text) * left.size >= len(right.text) * right.size else right
    back = -along if base is right else 0.0  # edges are measured from the start of the base line
    text = left.text
    if left.size < 0.86 * right.size and left.y < right.y:
        text = superscript(text)
    starts = [start + back for start in left.starts]
    ends = [end + back for end in left.ends]
    more = [start + along + back for start in right.starts]
    return replace(
        base,
        text=f"{text} {right.text}",
        raw=f"{left.raw} {right.raw}",
        places=[*left.places, len(left.raw), *(p if p < 0 else p + len(left.raw) + 1 for p in right.places)],
        starts=[*starts, ends[-1], *more],
        ends=[*ends, max(ends[-1], more[0]), *(end + along + back for end in right.ends)],
        number=left.number,
        bold=left.bold and right.bold,
        soft_end=right.soft_end,
        runs=left.runs + right.runs,
        x0=min(left.x0, right.x0),
        y0=min(left.y0, right.y0) if base.height < 1 else base.y0,
        x1=max(left.x1, right.x1),
        y1=base.y1,
    )


def regrouped(lines: Sequence[TextLine], *, marks_only: bool) -> list[TextLine]:
    """Pieces of a line that were drawn apart, as one line in the place of its largest piece.

    ``marks_only``: only raised and lowered marks are brought back to the line they belong to.
    """
    result = list(lines)
    order = sorted(range(len(result)), key=lambda i: result[i].middle)
    groups: dict[int, list[int]] = {i: [i] for i in order}
    owner = {i: i for i in order}
    for position, i in enumerate(order):
        for j in order[position + 1 :]:
            a, b = result[i], result[j]
            if b.middle - a.middle > max(a.height, b.height):
                break
            if owner[i] != owner[j] and _one_line(a, b, marks_only):
                winner, loser = owner[i], owner[j]
                groups[winner].extend(groups.pop(loser))
                for member in groups[winner]:
                    owner[member] = winner
    made: dict[int, TextLine] = {}
    for members in groups.values():
        if len(members) == 1:
            made[members[0]] = result[members[0]]
            continue
        largest = max(members, key=lambda i: len(result[i].text) * result[i].size)
        runs = _cut_at_marks([run for i in members for run in result[i].runs])
        line = compose(sorted(runs, key=lambda run: run.x), result[largest].number)
        if line is not None:
            made[largest] = line
    return [made[i] for i in range(len(result)) if i in made]


def _cut_at_marks(runs: Sequence[Run]) -> list[Run]:
    """The runs, each cut where a smaller one stands within it: "10 cells" with a raised 6 in the gap."""
    result = list(runs)
    largest = max(run.size for run in runs)
    for mark in runs:
        if mark.size > 0.86 * largest:
            continue
        for i, run in enumerate(result):
            if run.size > mark.size and run.x + 0.1 * run.size < mark.x < run.x + run.ends[-1] - 0.1 * run.size:
                at = next((k for k, s in enumerate(run.starts) if run.x + s > mark.x - 0.15 * run.size), 0)
                if 0 < at < len(run.text):
                    result[i : i + 1] = _halves(run, at)
                break
    return result


def _halves(run: Run, at: int) -> list[Run]:
    shift = run.starts[at]
    tail = replace(
        run,
        text=run.text[at:],
        x=run.x + shift * run.dx,
        y=run.y + shift * run.dy,
        starts=tuple(start - shift for start in run.starts[at:]),
        ends=tuple(end - shift for end in run.ends[at:]),
    )
    return [replace(run, text=run.text[:at], starts=run.starts[:at], ends=run.ends[:at]), tail]


def _one_line(a: TextLine, b: TextLine, marks_only: bool) -> bool:
    if a.dx < 0.995 or b.dx < 0.995:
        return False
    large, small = (a, b) if a.size >= b.size else (b, a)
    gap = max(a.x0, b.x0) - min(a.x1, b.x1)
    if small.size < 0.86 * large.size:
        mark = len(small.text) <= 14 and sum(c.isalpha() for c in small.text) <= 3
        return mark and large.y0 - 1 < small.middle < large.y1 and gap < 0.35 * large.size and len(large.text) > 3
    return not marks_only and abs(a.y - b.y) < 0.2 * large.size and -0.3 * large.size < gap < 0.9 * large.size
