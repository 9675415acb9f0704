"""Five aggregations of 100,000,000 rows: the page-query layer, pandas, polars, and a bare scan.

Every engine is a process of its own, which tells its seconds and its peak memory. Rows are drawn by
hashing their numbers and written once, as Parquet and as a table of a snapshot. The page-query
layer asks `Snapshot.query` of the file, memory limit and two threads as the dashboard has them;
pandas and polars hold the rows in memory, in the narrowest types, and reading them is told apart
and charged to nobody. The limit is a sum of the bytes of the columns each aggregation reads, by
numpy in one thread: nothing that looks at every value can be much faster than that per core.

polars is in the dependency group `bench`, which is never installed with the project.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from noting import note
from processes import load, memory_of

ROWS = 100_000_000
RUNS = 3
LIMITS: dict[str, str | bool | int | float | list[str]] = {"threads": 2, "memory_limit": "4GB"}
ENGINES = ("page queries", "pandas", "polars", "scan")

TYPES = {
    "unit": "smallint",
    "year": "smallint",
    "industry": "tinyint",
    "activity": "tinyint",
    "supported": "boolean",
    "revenue": "bigint",
    "value_added": "bigint",
    "workers": "integer",
}
WIDTHS = {"smallint": 2, "tinyint": 1, "boolean": 1, "bigint": 8, "integer": 4}

_DRAWN = """
select
  cast(hash(n) % 170 as smallint) as unit,
  cast(2014 + n % 12 as smallint) as year,
  cast(10 + hash(n * 3) % 24 as tinyint) as industry,
  cast(hash(n * 5) % 9 as tinyint) as activity,
  hash(n * 7) % 20 = 0 as supported,
  cast(100000000 + hash(n * 11) % 900000000 as bigint) as revenue,
  cast(20000000 + hash(n * 13) % 300000000 as bigint) as value_added,
  cast(1 + hash(n * 17) % 200 as integer) as workers
from range({rows}) as r(n)
"""

READS: dict[str, tuple[str, ...]] = {
    "revenue and workers by year": ("year", "revenue", "workers"),
    "productivity by unit and year": ("unit", "year", "value_added", "workers"),
    "revenue by industry, supported or not": ("industry", "supported", "revenue"),
    "supported by activity and year": ("activity", "year", "supported"),
    "revenue by unit, filtered": ("unit", "year", "industry", "revenue"),
}
"""The aggregations, and the columns each reads."""

SQL = (
    "select year, sum(revenue) as a, sum(workers) as b from mart group by year order by year",
    "select unit, year, sum(value_added) as a, sum(workers) as b from mart"
    " group by unit, year order by unit, year",
    "select industry, supported, sum(revenue) as a, count(*) as b from mart"
    " group by industry, supported order by industry, supported",
    "select activity, year, sum(cast(supported as integer)) as a, count(*) as b from mart"
    " group by activity, year order by activity, year",
    "select unit, sum(revenue) as a, count(*) as b from mart"
    " where year >= 2020 and industry between 10 and 14 group by unit order by unit",
)

Answer = list[tuple[int, int]]
"""The two numbers of every group, in the order of the groups."""


def write_rows(folder: Path, rows: int) -> None:
    """Write the rows as mart.parquet and as the table `mart` of mart.duckdb."""
    with duckdb.connect(str(folder / "mart.duckdb"), config=LIMITS) as connection:
        connection.execute(f"create table mart as {_DRAWN.format(rows=rows)}")
        connection.execute("checkpoint")
        connection.execute(
            f"copy mart to '{folder / 'mart.parquet'}' (format parquet, row_group_size 1000000)"
        )


def page_queries(folder: Path) -> list[Callable[[], Answer]]:
    """Return the aggregations as pages ask them: of a snapshot, one query each."""
    from large_programme import opened

    snapshot = opened(folder / "mart.duckdb", {})

    def ask(sql: str) -> Answer:
        frame = snapshot.query(sql)
        return [(int(a), int(b)) for a, b in zip(frame["a"], frame["b"], strict=True)]

    return [lambda sql=sql: ask(sql) for sql in SQL]


def in_pandas(folder: Path) -> list[Callable[[], Answer]]:
    """Return the aggregations of a frame in memory, whole numbers in their narrow types."""
    import pandas as pd

    rows = pd.read_parquet(folder / "mart.parquet")

    def told(frame: Any) -> Answer:
        return [(int(a), int(b)) for a, b in frame.itertuples(index=False)]

    def filtered() -> Any:
        kept = rows.loc[(rows["year"] >= 2020) & rows["industry"].between(10, 14)]
        return kept.groupby("unit").agg(a=("revenue", "sum"), b=("revenue", "count"))

    return [
        lambda: told(rows.groupby("year").agg(a=("revenue", "sum"), b=("workers", "sum"))),
        lambda: told(
            rows.groupby(["unit", "year"]).agg(a=("value_added", "sum"), b=("workers", "sum"))
        ),
        lambda: told(
            rows.groupby(["industry", "supported"]).agg(
                a=("revenue", "sum"), b=("revenue", "count")
            )
        ),
        lambda: told(
            rows.groupby(["activity", "year"]).agg(a=("supported", "sum"), b=("supported", "count"))
        ),
        lambda: told(filtered()),
    ]


def in_polars(folder: Path) -> list[Callable[[], Answer]]:
    """Return the aggregations of a frame in memory, by the lazy engine on two threads."""
    import polars as pl

    rows = pl.read_parquet(folder / "mart.parquet").lazy()

    def told(keys: list[str], frame: Any, a: Any, b: Any) -> Answer:
        found = frame.group_by(keys).agg(a=a, b=b).sort(keys).select("a", "b").collect()
        return [(int(a), int(b)) for a, b in found.rows()]

    revenue, workers = pl.col("revenue").sum(), pl.col("workers").cast(pl.Int64).sum()
    kept = rows.filter((pl.col("year") >= 2020) & pl.col("industry").is_between(10, 14))
    return [
        lambda: told(["year"], rows, revenue, workers),
        lambda: told(["unit", "year"], rows, pl.col("value_added").sum(), workers),
        lambda: told(["industry", "supported"], rows, revenue, pl.len()),
        lambda: told(["activity", "year"], rows, pl.col("supported").sum(), pl.len()),
        lambda: told(["unit"], kept, revenue, pl.len()),
    ]


def scan(rows: int) -> list[Callable[[], Answer]]:
    """Return sums of as many bytes as each aggregation reads."""
    held = np.ones(rows, dtype=np.uint64)

    def read(columns: tuple[str, ...]) -> Answer:
        left = sum(WIDTHS[TYPES[column]] for column in columns) * rows
        while left > 0:
            part = held[: min(left, held.nbytes) // 8]
            part.sum()
            left -= max(part.nbytes, 8)
        return []

    return [lambda columns=columns: read(columns) for columns in READS.values()]


def one_engine(engine: str, folder: Path, rows: int, runs: int) -> dict[str, Any]:
    """Return seconds of every aggregation, the least of its runs, its answers, and peak memory."""
    made = {"page queries": page_queries, "pandas": in_pandas, "polars": in_polars}
    started = time.perf_counter()
    tasks = scan(rows) if engine == "scan" else made[engine](folder)
    read = time.perf_counter() - started
    seconds, cores, answers = [], [], []
    for task in tasks:
        taken = []
        for _ in range(runs):
            clock, processor = time.perf_counter(), time.process_time()
            answer = task()
            taken.append((time.perf_counter() - clock, time.process_time() - processor))
        seconds.append(min(clock for clock, _ in taken))
        cores.append(min(processor for _, processor in taken))
        answers.append(answer)
    peak = memory_of(os.getpid())[1] / 1024
    return {"read": read, "seconds": seconds, "cores": cores, "answers": answers, "gib": peak}


def main() -> int:
    """Write the rows, ask every engine in a process of its own, compare, print and note."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--run", nargs=2, metavar=("ENGINE", "FOLDER"))
    given = parser.parse_args()
    if given.run:
        print(json.dumps(one_engine(given.run[0], Path(given.run[1]), given.rows, given.runs)))
        return 0
    found: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_rows(folder, given.rows)
        print(f"Five aggregations of {given.rows:,} rows, least of {given.runs} runs; {load()}")
        for engine in ENGINES:
            command = [sys.executable, __file__, "--rows", str(given.rows)]
            command += ["--runs", str(given.runs), "--run", engine, scratch]
            environment = {**os.environ, "POLARS_MAX_THREADS": "2"}
            done = subprocess.run(command, capture_output=True, text=True, env=environment)
            if done.returncode:
                print(f"{engine}: {done.stderr.strip().splitlines()[-1]}")
                continue
            found[engine] = json.loads(done.stdout)
            print(f"  {engine} is done; {load()}", flush=True)
    differ = show(found)
    if given.rows == ROWS:
        hand_on(found, given.rows)
    print(load())
    return 1 if differ else 0


def show(found: dict[str, dict[str, Any]]) -> list[str]:
    """Print every engine's figures; return the engines whose answers differ from the pages'."""
    print(f"{'seconds by the clock / of all cores':40}" + "".join(f"{name:>18}" for name in found))
    for place, title in enumerate(READS):
        cells = [
            f"{one['seconds'][place]:8.2f} /{one['cores'][place]:7.2f}" for one in found.values()
        ]
        print(f"{title:40}" + "".join(f"{cell:>18}" for cell in cells))
    sums = [f"{sum(one['seconds']):8.2f} /{sum(one['cores']):7.2f}" for one in found.values()]
    print(f"{'all five':40}" + "".join(f"{cell:>18}" for cell in sums))
    for title, name in (("reading the rows, not charged", "read"), ("peak memory, GiB", "gib")):
        print(f"{title:40}" + "".join(f"{one[name]:18.2f}" for one in found.values()))
    ours = found["page queries"]["answers"]
    differ = [name for name, one in found.items() if name != "scan" and one["answers"] != ours]
    print(f"other answers: {', '.join(differ)}" if differ else "all answers equal")
    return differ


def hand_on(found: dict[str, dict[str, Any]], rows: int) -> None:
    """Note what was promised, of the engines that ran: in seconds of all cores.

    Those say what the work costs whoever else is on the machine, and favour nobody's threads.
    """
    cores = {name: sum(one["cores"]) for name, one in found.items()}
    ours = cores["page queries"]
    note("pages", ours)
    note("pages_memory", found["page queries"]["gib"])
    for name, time_of, memory_of_it in (
        ("pandas", "pages_pandas", "pages_pandas_memory"),
        ("polars", "pages_polars", "pages_polars_memory"),
    ):
        if name in found:
            note(time_of, cores[name] / ours)
            note(memory_of_it, found[name]["gib"])
    widths = (sum(WIDTHS[TYPES[column]] for column in columns) for columns in READS.values())
    note("pages_limit", ours / cores["scan"])
    note("scan", sum(widths) * rows / cores["scan"] / 1e9)


if __name__ == "__main__":
    sys.exit(main())
