"""What is on record in a snapshot: imports, rows to mend, corrections, decisions, duplicates."""

from __future__ import annotations

import json
from typing import Any

import duckdb
import pandas as pd

from analysis.importing.base import open_base
from analysis.importing.model import PossibleDuplicate, as_possible
from analysis.intake.duplicates import find_duplicates
from analysis.warehouse import Snapshot
from analysis.warehouse.threads import useful_threads


def imports(snapshot: Snapshot) -> pd.DataFrame:
    """Return the imports that led to a snapshot, newest first; columns as of import_batch."""
    return snapshot.query("select * from import_batch order by imported_at desc, batch_id desc")


def problems_on_record(snapshot: Snapshot) -> pd.DataFrame:
    """Return the warnings and left-out errors of all imports; columns as of import_problem."""
    return snapshot.query("select * from import_problem order by problem_id")


def pending(snapshot: Snapshot) -> list[dict[str, Any]]:
    """Return the rows to be mended, oldest first.

    Keys: pending_id, batch_id, file, sheet, row_number, table_name, cells (column to text),
    problems (list of rule, column, value, message and remedy by language).
    """
    frame = snapshot.query(
        "select p.* from pending_row as p join import_batch as b using (batch_id)"
        " order by b.imported_at, p.file, p.sheet, p.row_number"
    )
    return [
        {
            **{str(name): value for name, value in row.items()},
            "cells": json.loads(row["cells"]),
            "problems": json.loads(row["problems"]),
        }
        for row in frame.to_dict("records")
    ]


def corrections(snapshot: Snapshot) -> pd.DataFrame:
    """Return what was changed by hand, newest first; columns as of correction.

    Rows are kept in the order they were made, which tells apart what one second holds.
    """
    return snapshot.query("select * from correction order by corrected_at desc, rowid desc")


def decisions(snapshot: Snapshot) -> pd.DataFrame:
    """Return what was decided about duplicates, newest first; columns as of match_decision."""
    return snapshot.query("select * from match_decision order by decided_at desc, kept_id")


def possible_duplicates(snapshot: Snapshot) -> list[PossibleDuplicate]:
    """Return all pairs of establishments that may be one and were not decided yet.

    They are looked for in the file, so of a limited snapshot only pairs are told both of which its
    reader may see, by name too.
    """
    if not snapshot.limit.names:
        return []
    threads = useful_threads(snapshot.manifest.total_rows, 2)
    connection = duckdb.connect(config={"threads": threads, "memory_limit": "1GB"})
    try:
        open_base(connection, snapshot.path)
        pairs = [as_possible(found) for found in find_duplicates(connection, everyone=True)]
    finally:
        connection.close()
    if snapshot.limit.is_none:
        return pairs
    seen = set(snapshot.query("select establishment_id from establishment")["establishment_id"])
    return [pair for pair in pairs if pair.kept_id in seen and pair.other_id in seen]


def row_values(snapshot: Snapshot, table: str, key: tuple[str, ...]) -> dict[str, Any] | None:
    """Return a row by its key, column to value, or None; raises KeyError for an unknown table."""
    from analysis.dictionary import TABLES

    declared = TABLES[table]
    if declared.area in ("audit", "truth"):
        raise KeyError(table)
    where = " and ".join(f'"{name}"::varchar = $k{n}' for n, name in enumerate(declared.key))
    frame = snapshot.query(
        f"select * from {declared.name} where {where} limit 1",
        {f"k{n}": value for n, value in enumerate(key)},
    )
    return None if frame.empty else {str(name): frame[name].iloc[0] for name in frame.columns}
