"""What payrolls cost until they are one record for each establishment and year, on both engines.

    python benchmarks/scale_payrolls.py --millions 5 40

The first step of the plan in docs/scale.md, on fewer rows: person, establishment, month, pay and
hours in Parquet files, grouped by the same statement, the sums written as Parquet. DuckDB has two
threads and Spark two tasks of one local session, warm after the smallest size, which is run twice.
Told are seconds by the clock and of all cores (the JVM's, for Spark); the difference of the sizes
by a million rows; and that both gave the same sums. Needs Java 17 and the extra `spark`.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
from processes import load, seconds_of_cores
from timing import Taken, taken

from analysis.engines.session import spark_session
from analysis.engines.spark_marts import translated

MILLION = 1_000_000
FILES = 8
ROWS_EACH = 2_267
"""Payroll-months of an establishment: 2.04 thousand million rows of 900,000, in ten years."""

SUMS = """
create table payroll_year as
select
  establishment_id,
  year(month) as year,
  count(*) as months,
  cast(sum(pay) as bigint) as wages,
  cast(sum(case when woman then 1 else 0 end) as bigint) as months_of_women,
  cast(sum(hours) as bigint) as hours
from payroll
where pay > 0
group by establishment_id, year(month)
"""
"""Workers are months over twelve, full-time equivalents hours over those of a full year."""


def write_payrolls(folder: Path, rows: int) -> None:
    """Write so many payroll-months by hashing their numbers, as several files."""
    folder.mkdir()
    establishments = max(1, rows // ROWS_EACH)
    each = -(-rows // FILES)
    with duckdb.connect(config={"threads": 2}) as session:
        for number in range(FILES):
            session.execute(
                "copy (select"
                f" (hash(i) % {establishments})::bigint as establishment_id,"
                " (hash(i, 1) % 17000000)::bigint as person_id,"
                " make_date(2015 + (hash(i, 2) % 10)::int, 1 + (hash(i, 3) % 12)::int, 1) as month,"
                " (hash(i, 4) % 20000000)::bigint as pay,"
                " (hash(i, 5) % 209)::int as hours,"
                " hash(i, 6) % 2 = 0 as woman"
                f" from range({number * each}, {min(rows, (number + 1) * each)}) as made(i))"
                f" to '{folder / f'part-{number}.parquet'}' (format parquet)"
            )


def on_duckdb(source: Path, target: Path) -> Taken:
    """Group with DuckDB, from the files to a file."""
    _, query = SUMS.split(" as\n", 1)
    with duckdb.connect(config={"threads": 2}) as session:
        session.execute(f"create view payroll as from '{source}/*.parquet'")
        return taken(lambda: session.execute(f"copy ({query}) to '{target}' (format parquet)"))


def on_spark(spark: Any, source: Path, target: Path) -> Taken:
    """Group with Spark, from the files to a folder of files."""
    jvm = spark.sparkContext._gateway.proc.pid
    spark.read.parquet(str(source)).createOrReplaceTempView("payroll")
    _, query = translated(SUMS)
    clock, cores = time.perf_counter(), seconds_of_cores(jvm)
    spark.sql(query).write.mode("overwrite").parquet(str(target))
    return Taken(time.perf_counter() - clock, seconds_of_cores(jvm) - cores)


def same(one: str, other: str) -> bool:
    """Tell whether two sets of sums are equal, row for row."""
    with duckdb.connect() as session:
        counted = session.execute(
            f"select (select count(*) from '{one}'), (select count(*) from '{other}'),"
            f" (select count(*) from (from '{one}' intersect from '{other}'))"
        ).fetchone()
    return counted is not None and len(set(counted)) == 1


def main() -> int:
    """Measure every size on both, compare, print; return 1 where sums differ."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--millions", type=int, nargs="+", default=[5, 40])
    given = parser.parse_args()
    print(
        f"{'million rows':>14}{'DuckDB s':>10}{'cores s':>9}{'Spark s':>10}{'cores s':>9}; {load()}"
    )
    rows: list[tuple[int, Taken, Taken]] = []
    differ = False
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        with spark_session(folder, master="local[2]", memory="4g") as spark:
            for millions in given.millions:
                source = folder / f"payroll-{millions}"
                write_payrolls(source, millions * MILLION)
                if not rows:
                    first = on_spark(spark, source, folder / "spark")
                    print(f"Spark, first of a session: {first}", flush=True)
                ours = on_duckdb(source, folder / "duckdb.parquet")
                theirs = on_spark(spark, source, folder / "spark")
                rows.append((millions, ours, theirs))
                good = same(str(folder / "duckdb.parquet"), f"{folder}/spark/*.parquet")
                differ = differ or not good
                print(
                    f"{millions:14}{ours.clock:10.2f}{ours.cores:9.2f}{theirs.clock:10.2f}"
                    f"{theirs.cores:9.2f}  {'equal' if good else 'DIFFERENT'}",
                    flush=True,
                )
    if len(rows) > 1:
        show_growth("DuckDB", rows, lambda row: row[1].cores)
        show_growth("Spark", rows, lambda row: row[2].cores)
    print(load())
    return 1 if differ else 0


def show_growth(
    name: str,
    rows: list[tuple[int, Taken, Taken]],
    cores: Callable[[tuple[int, Taken, Taken]], float],
) -> None:
    """Print what a million rows more cost, and what is paid before the first."""
    least, most = rows[0], rows[-1]
    growth = (cores(most) - cores(least)) / (most[0] - least[0])
    fixed = cores(least) - growth * least[0]
    told = f"{growth:8.3f} s of all cores a million rows more, {fixed:6.2f} s whatever the size"
    print(f"{name:8}{told}")


if __name__ == "__main__":
    raise SystemExit(main())
