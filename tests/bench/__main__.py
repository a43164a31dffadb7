"""Measures the rows and prints the table; exit 1 when a goal is missed.

python -m tests.bench [--short] [--only P4,P7] [--json FILE] [--curves] [--soak]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
import traceback
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from tests.bench import BENCHES, CURVES
from tests.bench.place import ROOT, Place, environment, kept_folder
from tests.bench.row import NOISE, Bench, Line, NotThereError, Outcome

HEAD = f"{'row':<5}{'what':<50}{'anchor':>30}{'ours':>22}{'value':>10}{'goal':>10}{'moonshot':>10}  verdict"


def say(text: str) -> None:
    """Print one line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def measured(bench: Bench, *, short: bool, keep: Path) -> Outcome:
    """One row, in a process of its own, so that what fails or hangs there costs only this row."""
    began, load = time.monotonic(), os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="exo-bench-") as name:
        folder = Path(name)
        result = folder / "result.json"
        words = [sys.executable, "-m", "tests.bench", "--row", bench.id, "--into", str(result)]
        env = environment(
            keep, folder, PYTHONPATH=os.pathsep.join((str(ROOT), str(ROOT / "src"), str(ROOT / "packaging")))
        )
        limit = bench.limit
        child = subprocess.Popen(
            [*words, *(["--short"] if short else [])], cwd=ROOT, env=env, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
        )  # fmt: skip
        try:
            words_of_child, _ = child.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, 9)
            words_of_child, _ = child.communicate()
            trouble = f"not done within {limit:.0f} s"
        else:
            trouble = "" if child.returncode == 0 else f"ended with {child.returncode}"
        took = time.monotonic() - began
        outcome = Outcome(bench.id, bench.title, load=load, seconds=took)
        if not trouble and result.exists():
            told = json.loads(result.read_text(encoding="utf-8"))
            lines = tuple(Line(**line) for line in told["lines"])
            if told["not_there"]:
                return replace(outcome, trouble=told["not_there"], verdict="not there")
            if lines:
                verdicts = [line.verdict(NOISE if short else 1.0) for line in lines]
                worst = next((v for v in ("missed", "goal", "moonshot") if v in verdicts), "told")
                return replace(outcome, lines=lines, verdict=worst)
        last = words_of_child.strip().splitlines()[-6:]
        return replace(outcome, trouble=trouble or "no figure", verdict="failed", notes=tuple(last))


def one_row(id: str, into: Path, *, short: bool) -> None:
    """Measure a row in this process and write down what came of it."""
    bench = next(b for b in (*BENCHES, *CURVES) if b.id == id)
    answer: dict[str, Any] = {"lines": [], "not_there": ""}
    with tempfile.TemporaryDirectory(prefix="exo-row-") as folder:
        try:
            answer["lines"] = [asdict(line) for line in bench.measure(Place(kept_folder(), Path(folder), short))]
        except NotThereError as missing:
            answer["not_there"] = str(missing)
    into.write_text(json.dumps(answer), encoding="utf-8")


def show(outcome: Outcome, *, short: bool) -> None:
    """Print a row as soon as it is done."""
    if not outcome.lines:
        say(f"{outcome.id:<5}{outcome.title:<132}  {outcome.verdict}: {outcome.trouble}")
        for note in outcome.notes:
            say(f"        {note[:150]}")
    for line in outcome.lines:
        told = (line.anchor, line.ours, line.shown(line.value), line.shown(line.goal), line.shown(line.moonshot))
        anchor, ours, value, goal, moonshot = told
        verdict = line.verdict(NOISE if short else 1.0)
        say(f"{outcome.id:<5}{line.what:<50}{anchor:>30}{ours:>22}{value:>10}{goal:>10}{moonshot:>10}  {verdict}")
    say(f"     ({outcome.seconds:.0f} s, load {outcome.load:.1f} when it began)")


def main() -> int:
    """Read the words, measure, print; the exit code."""
    parser = argparse.ArgumentParser(prog="bench", description="Ratios to anchors measured in the same run.")
    parser.add_argument("--short", action="store_true", help="fewer rows and rounds, with room for noise")
    parser.add_argument("--only", default="", help="rows, for example P4,P7")
    parser.add_argument("--json", type=Path, help="write everything here too")
    parser.add_argument("--curves", action="store_true", help="how cost grows with size, instead of the rows")
    parser.add_argument("--soak", action="store_true", help="the long tests of endurance, instead of the rows")
    parser.add_argument("--row", help=argparse.SUPPRESS)
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.row:
        one_row(given.row, given.into, short=given.short)
        return 0
    if given.soak:
        words = ["-m", "pytest", "-v", "-s", "--full", "tests/journey/test_endures.py"]
        return subprocess.call([sys.executable, *words], cwd=ROOT)
    only = {word.strip().upper() for word in given.only.split(",") if word.strip()}
    all_rows = (*BENCHES, *CURVES) if only else CURVES if given.curves else BENCHES
    rows = [b for b in all_rows if (b.id in only if only else b.short or not given.short)]
    unknown = only - {b.id for b in (*BENCHES, *CURVES)}
    if unknown:
        say(f"No such row: {', '.join(sorted(unknown))}. There are {', '.join(b.id for b in BENCHES)}.")
        return 2
    machine = f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} processors"
    say(f"{machine}, load {os.getloadavg()[0]:.2f}")
    if given.short:
        say(f"Short form: fewer rounds, goals with a factor of {NOISE} for noise.")
    say(HEAD)
    keep = kept_folder()
    outcomes = []
    for bench in rows:
        outcomes.append(measured(bench, short=given.short, keep=keep))
        show(outcomes[-1], short=given.short)
    missed = sorted({o.id for o in outcomes if o.verdict in ("missed", "failed")})
    say(
        f"\n{len(outcomes)} rows, load {os.getloadavg()[0]:.2f} at the end. "
        + (f"Missed: {', '.join(missed)}." if missed else "All goals met.")
    )
    if given.json:
        given.json.write_text(json.dumps([asdict(o) for o in outcomes], indent=1) + "\n", encoding="utf-8")
    return 1 if missed else 0


if __name__ == "__main__":
    try:
        code = main()
    except KeyboardInterrupt:
        code = 130
    except Exception:  # noqa: BLE001 - the top: a row's own process says what went wrong and its parent goes on
        traceback.print_exc()
        code = 3
    sys.exit(code)
