"""What the marts cost on DuckDB and on Spark as the data grow, from the same Parquet files.

    python benchmarks/scale.py --projects 20000 100000 200000
    python benchmarks/scale.py --until mart_funding        the marts up to one, where time is short

Five payments a project, and everything else grows with them (large_programme.py). DuckDB makes the
marts in a file, on two threads; Spark in one local session of two tasks, warm after the first and
smallest size, which is run twice. Told are seconds by the clock, seconds of all cores (the JVM's,
for Spark), and the peak memory of DuckDB's process; per million payments, the difference of the
largest and the smallest size, so that what does not grow is not counted. Not part of `make bench`:
it needs Java 17 and the extra `spark`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb
from large_programme import PAYMENTS_EACH, large_tables
from processes import load, memory_of, seconds_of_cores
from timing import Taken, taken

from analysis.dictionary import TABLES
from analysis.engines.session import spark_session
from analysis.engines.sources import register_tables
from analysis.engines.spark_marts import translated
from analysis.intake.staging import SQL_TYPES
from analysis.warehouse.build import STORAGE_VERSION
from analysis.warehouse.schema import create_table, marts_statements

MILLION = 1_000_000


def write_source(folder: Path, projects: int) -> None:
    """Write the tables of a programme of so many projects as Parquet, typed by the dictionary."""
    connection, given = large_tables(projects)
    for name, query in given.items():
        columns = ", ".join(
            f'cast("{column.name}" as {SQL_TYPES[column.type]}) as "{column.name}"'
            for column in TABLES[name].columns
        )
        connection.execute(
            f"copy (select {columns} from ({query})) to '{folder / name}.parquet' (format parquet)"
        )
    connection.close()


def statements(until: str | None) -> list[str]:
    """Return the statements of the marts, up to and with the one named."""
    found = []
    for statement in marts_statements():
        found.append(statement)
        if until and translated(statement)[0] == until:
            break
    return found


def on_duckdb(source: Path, until: str | None) -> dict[str, float]:
    """Make the marts with DuckDB in a new file; called in a process of its own."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(config={"threads": 2}) as session:
        session.execute(
            f"attach '{folder}/marts.duckdb' as marts"
            f" (storage_version '{STORAGE_VERSION}', recovery_mode 'no_wal_writes')"
        )
        session.execute("use marts")
        for table in TABLES.values():
            file = source / f"{table.name}.parquet"
            if file.exists():
                session.execute(f"create view {table.name} as from '{file}'")
            elif table.area != "truth":
                session.execute(create_table(table, enforce_references=False))

        def make() -> None:
            for statement in statements(until):
                session.execute(statement)

        found = taken(make)
    return {"clock": found.clock, "cores": found.cores, "mib": memory_of_self()}


def memory_of_self() -> float:
    """Return the most memory this process ever held, in MiB."""
    import os

    return memory_of(os.getpid())[1]


def on_spark(spark: Any, source: Path, until: str | None) -> Taken:
    """Make the marts with a session of Spark; the seconds of all cores are those of its JVM."""
    jvm = spark.sparkContext._gateway.proc.pid
    register_tables(spark, str(source))
    scratch = source / "made"
    clock, cores = time.perf_counter(), seconds_of_cores(jvm)
    for statement in statements(until):
        name, query = translated(statement)
        spark.sql(query).write.mode("overwrite").parquet(f"{scratch}/{name}")
        spark.read.parquet(f"{scratch}/{name}").createOrReplaceTempView(name)
    found = Taken(time.perf_counter() - clock, seconds_of_cores(jvm) - cores)
    shutil.rmtree(scratch)
    return found


def main() -> None:
    """Measure every size on both and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--projects", type=int, nargs="+", default=[20_000, 100_000, 200_000])
    parser.add_argument("--until", help="the last mart to make")
    parser.add_argument("--run-duckdb", metavar="SOURCE")
    given = parser.parse_args()
    if given.run_duckdb:
        print(json.dumps(on_duckdb(Path(given.run_duckdb), given.until)))
        return
    print(f"{len(statements(given.until))} marts; {load()}")
    heads = (("payments", 12), ("DuckDB s", 11), ("cores s", 9), ("MiB", 7), ("Spark s", 11))
    print("".join(f"{word:>{width}}" for word, width in (*heads, ("cores s", 9))))
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        sources = []
        for projects in given.projects:
            source = Path(scratch) / str(projects)
            source.mkdir()
            write_source(source, projects)
            sources.append(source)
        ours = []
        for source in sources:
            command = [sys.executable, __file__, "--run-duckdb", str(source)]
            command += ["--until", given.until] if given.until else []
            ours.append(json.loads(subprocess.check_output(command, text=True)))
        with spark_session(Path(scratch), master="local[2]", memory="4g") as spark:
            first = on_spark(spark, sources[0], given.until)
            print(f"Spark, first of a session: {first}", flush=True)
            for projects, source, duck in zip(given.projects, sources, ours, strict=True):
                theirs = on_spark(spark, source, given.until)
                payments = projects * PAYMENTS_EACH
                rows.append((payments, duck["clock"], duck["cores"], theirs.clock, theirs.cores))
                print(
                    f"{payments:12,}  {duck['clock']:9.2f} {duck['cores']:8.2f} {duck['mib']:6.0f}"
                    f"  {theirs.clock:9.2f} {theirs.cores:8.2f}",
                    flush=True,
                )
    if len(rows) > 1:
        show_growth(rows[0], rows[-1])
    print(load())


def show_growth(least: tuple[float, ...], most: tuple[float, ...]) -> None:
    """Print what a million payments more cost, and what is paid before the first."""
    millions = (most[0] - least[0]) / MILLION
    for name, place in (("DuckDB, clock", 1), ("DuckDB, cores", 2), ("Spark, clock", 3),
                        ("Spark, cores", 4)):  # fmt: skip
        growth = (most[place] - least[place]) / millions
        fixed = least[place] - growth * least[0] / MILLION
        print(f"{name:16} {growth:8.2f} s a million more, {fixed:8.2f} s whatever the size")


if __name__ == "__main__":
    main()
