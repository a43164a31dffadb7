"""Clocks: processor seconds of commands and of running processes, rounds that interleave, and middles of lists."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

Sample = Callable[[], float]


def interleaved(rounds: int, *samples: Sample, warm: int = 1) -> tuple[list[float], ...]:
    """A B A B …: ``rounds`` figures of each, after ``warm`` rounds that are thrown away."""
    found: tuple[list[float], ...] = tuple([] for _ in samples)
    for turn in range(warm + rounds):
        for at, sample in enumerate(samples):
            figure = sample()
            if turn >= warm:
                found[at].append(figure)
    return found


def middle(figures: Sequence[float]) -> float:
    """The median."""
    return statistics.median(figures)


def ratio(ours: Sequence[float], anchor: Sequence[float]) -> float:
    """The median of the rounds' own ratios, so that a busy minute counts on both sides."""
    return statistics.median(a / b for a, b in zip(ours, anchor, strict=True))


def late(figures: Sequence[float], share: float = 0.99) -> float:
    """The figure that ``share`` of all stay below."""
    ordered = sorted(figures)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def command_cpu(command: Sequence[str], env: dict[str, str], limit: float = 60.0) -> float:
    """Processor seconds of a command with all it waited for. Raises CalledProcessError or TimeoutExpired."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=env, timeout=limit, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def told(command: Sequence[str], env: dict[str, str], limit: float = 60.0) -> str:
    """What a command prints. Raises CalledProcessError or TimeoutExpired."""
    done = subprocess.run(command, env=env, timeout=limit, check=True, capture_output=True, text=True)
    return done.stdout


def process_cpu(pid: int) -> float:
    """Processor seconds a process used until now, to the nanosecond where the kernel tells; all its threads."""
    try:
        tasks = Path(f"/proc/{pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9
    except (OSError, ValueError, IndexError):
        words = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def descendants(pid: int) -> list[int]:
    """A process and all it started, as far as they run."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, ValueError, IndexError):
                continue
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def pss(pids: Sequence[int]) -> float:
    """Megabytes (of 1,000,000 bytes) that processes hold, shared pages by their share."""
    total = 0
    for pid in pids:
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total * 1024 / 1e6
