"""How long simulating, loading and asking take, beside bare ways of doing the same."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

import duckdb
import pandas as pd
from noting import note
from timing import print_table, seconds_of

from analysis.measures import run_measure
from analysis.scope import Scope
from analysis.simulate.province import simulate_province
from analysis.warehouse import load_case, open_snapshot

CASE = "quang-ngai-simulated"
FUNDING = ("funding_by_year", "funding_by_source", "funding_by_activity", "funding_by_district")


def bare_insert(frames: dict[str, pd.DataFrame]) -> None:
    """Write the frames into a DuckDB file with no schema, no check and no mart."""
    with tempfile.TemporaryDirectory() as folder:
        connection = duckdb.connect(str(Path(folder) / "bare.duckdb"))
        for name, frame in frames.items():
            connection.register("frame", frame)
            connection.execute(f"create table {name} as select * from frame")
        connection.close()


def load_fresh() -> None:
    """Load the simulated case into a new workspace, simulation included."""
    with tempfile.TemporaryDirectory() as folder:
        load_case(Path(folder), CASE)


def main() -> None:
    """Measure and print."""
    frames = simulate_province()
    simulating = seconds_of(simulate_province)
    note("simulate", statistics.median(simulating))
    inserting = seconds_of(lambda: bare_insert(frames))
    loading = seconds_of(load_fresh, runs=3)
    with tempfile.TemporaryDirectory() as folder:
        load_case(Path(folder), CASE)
        snapshot = open_snapshot(Path(folder))
        scope = Scope(years=(2020, 2021, 2022), industries=("10",))
        asking = seconds_of(lambda: [run_measure(name, snapshot, scope) for name in FUNDING], 20)
        mart = snapshot.query("select * from mart_funding")
        grouping = seconds_of(
            lambda: [
                mart.groupby(keys, dropna=False)[["planned", "approved", "disbursed"]].sum()
                for keys in ("plan_year", ["plan_year", "fund_source"], "activity", "district_2020")
            ],
            20,
        )
    print_table(
        "Data: the simulated province",
        [
            ("bare create table as, same frames", inserting, None),
            ("simulate_province", simulating, "bare create table as, same frames"),
            ("load_case, simulation to pointer", loading, "bare create table as, same frames"),
            ("pandas groupby of the mart, 4 sums", grouping, None),
            ("the 4 funding measures, filtered", asking, "pandas groupby of the mart, 4 sums"),
        ],
    )


if __name__ == "__main__":
    main()
