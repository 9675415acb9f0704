"""Whether a new snapshot leaves everything as it is that its maker may not change."""

from __future__ import annotations

from pathlib import Path

import duckdb

from analysis.dictionary import TABLES
from analysis.warehouse.limited import STORED
from analysis.warehouse.limits import Limit
from analysis.warehouse.own_rows import BELONGING, OWN_ROWS, PLACED_ONLY
from analysis.warehouse.schema import qualified

_PROGRAMS_OWN = ("audit", "truth")


def changed_outside(base: Path, candidate: Path, limit: Limit) -> list[str]:
    """Return the tables of which rows outside the limit's districts differ between two snapshots.

    Rows are compared as a whole, however often each occurs; records of the program about itself are
    not. A row that moves into or out of a district has changed outside it. Nothing is outside of
    no limit.
    """
    if not limit.districts:
        return []
    before, after = _others(base, limit), _others(candidate, limit)
    return [name for name in before if before[name] != after[name]]


def _others(path: Path, limit: Limit) -> dict[str, tuple[int, int]]:
    """Return how many rows of every table are others', and a sum over their hashes."""
    connection = duckdb.connect(config={"memory_limit": "1GB", "threads": 1})
    try:
        location = str(path).replace("'", "''")
        connection.execute(f"attach '{location}' as {STORED} (read_only)")
        for statement in BELONGING:
            given = {"districts": list(limit.districts)} if "$districts" in statement else {}
            connection.execute(statement, given)
        found = {}
        for table in TABLES.values():
            if table.area in _PROGRAMS_OWN:
                continue
            rows = connection.execute(
                "select count(*), coalesce(sum(hash(row)::hugeint), 0)"
                f" from {STORED}.{qualified(table)} as row"
                f" where ({_may_change(table.name)}) is not true"
            ).fetchone()
            found[table.name] = (int(rows[0]), int(rows[1])) if rows else (0, 0)
        return found
    finally:
        connection.close()


def _may_change(table: str) -> str:
    """Return which rows are the district's alone: what everybody sees is nobody's to change."""
    where = PLACED_ONLY.get(table, OWN_ROWS[table].where)
    return "false" if where == "true" else where
