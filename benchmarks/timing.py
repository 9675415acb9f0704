"""Repeated timing and one way to print it, for every measurement."""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence


def seconds_of(task: Callable[[], object], runs: int = 5, warm_up: int = 1) -> list[float]:
    """Return the seconds of each counted run, after runs that are not counted."""
    for _ in range(warm_up):
        task()
    measured = []
    for _ in range(runs):
        started = time.perf_counter()
        task()
        measured.append(time.perf_counter() - started)
    return measured


def print_table(title: str, rows: Sequence[tuple[str, Sequence[float], str | None]]) -> None:
    """Print name, minimum, median, maximum and the ratio of medians to a named row.

    A row is (name, seconds, name of its baseline row or None).
    """
    medians = {name: statistics.median(seconds) for name, seconds, _ in rows}
    print(f"\n{title}")
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{'':44} {'min s':>8} {'median':>8} {'max':>8}   ratio")
    for name, seconds, baseline in rows:
        ratio = f"{medians[name] / medians[baseline]:.2f} × {baseline}" if baseline else ""
        low, middle, high = min(seconds), medians[name], max(seconds)
        print(f"{name:44} {low:8.3f} {middle:8.3f} {high:8.3f}   {ratio}")
