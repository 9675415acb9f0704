"""How often something happened and how long it took, counted for the metrics of a process."""

from __future__ import annotations

from bisect import bisect_left
from threading import Lock

BOUNDS = (0.005, 0.02, 0.1, 0.5, 2.0, 10.0)
"""Seconds at which the classes of durations end; the last class has no end."""


class Tally:
    """Counts durations in classes. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts = [0] * (len(BOUNDS) + 1)
        self._seconds = 0.0

    def add(self, seconds: float) -> None:
        """Count one that took so long."""
        with self._lock:
            self._counts[bisect_left(BOUNDS, seconds)] += 1
            self._seconds += seconds

    def read(self) -> tuple[list[int], float]:
        """Return how many ended in each class, and the seconds of all together."""
        with self._lock:
            return list(self._counts), self._seconds


QUERIES = Tally()
"""Queries put to snapshots by this process."""
