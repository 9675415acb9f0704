"""Repeated timing and one way to print it, for every measurement."""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

import duckdb


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


class Taken(NamedTuple):
    """Seconds by the clock, and those of all cores together, which other work lengthens less."""

    clock: float
    cores: float

    def __str__(self) -> str:
        return f"{self.clock:6.2f} s {self.cores:6.2f} s"


def taken(task: Callable[[], object]) -> Taken:
    """Return what one run of a task takes."""
    clock, cores = time.perf_counter(), time.process_time()
    task()
    return Taken(time.perf_counter() - clock, time.process_time() - cores)


def yardstick() -> Taken:
    """Return what DuckDB takes to add up ten million rows in 1,400,000 groups."""
    with duckdb.connect(config={"threads": 2}) as connection:
        connection.execute(
            "create table drawn as select n, hash(n) % 200000 as big, n % 7 as small"
            " from range(10000000) as r(n)"
        )
        grouped = "select big, small, sum(n), count(*) from drawn group by big, small"
        return taken(lambda: connection.execute(grouped).fetchone())


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
