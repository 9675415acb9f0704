"""How many threads a database is given: as many as have something to do."""

from __future__ import annotations

ROWS_OF_ONE_THREAD = 122_880
"""DuckDB's row group, the least it divides: a second thread finds no rows of fewer.

It asks for some all the same, without rest, which takes a quarter of the processor's time; on the
simulated province all measures are answered a tenth sooner without it.
"""


def useful_threads(rows: int, most: int) -> int:
    """Return how many threads, at most `most`, a database of so many rows in all can use."""
    return most if rows > ROWS_OF_ONE_THREAD else 1
