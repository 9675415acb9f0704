"""What it means that a mart is the same on DuckDB and on Spark, and a Spark quick enough to ask."""

from __future__ import annotations

import duckdb
import numpy as np
import pyarrow as pa

from analysis.engines.publishing import mart_types

SIMULATED = "quang-ngai-simulated"
DIGITS = 1e-9

QUICK = {
    "spark.sql.shuffle.partitions": "1",
    "spark.default.parallelism": "1",
    "spark.sql.adaptive.enabled": "false",
    # Compiling a plan for a few hundred rows takes longer than interpreting it.
    "spark.sql.codegen.wholeStage": "false",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}
"""Nothing that changes a result: only what small tables do not need."""


def _ordered(connection: duckdb.DuckDBPyConnection, table: str, floats: list[str]) -> pa.Table:
    names = [row[0] for row in connection.execute(f"describe {table}").fetchall()]
    order = [name for name in names if name not in floats] + floats
    listed = ", ".join(f'"{name}"' for name in order)
    return connection.execute(f"select * from {table} order by {listed}").to_arrow_table()


def assert_same_mart(both: duckdb.DuckDBPyConnection, name: str) -> None:
    """Hold a mart of the connection against that of its database `ours`."""
    floats = [column for column, kind in mart_types()[name].items() if kind == "DOUBLE"]
    theirs, ours = (_ordered(both, table, floats) for table in (name, f"ours.main.{name}"))
    assert theirs.schema == ours.schema
    assert theirs.num_rows == ours.num_rows
    for column in ours.column_names:
        if column not in floats:
            assert theirs[column].equals(ours[column]), column
            continue
        one, other = (
            table[column].to_numpy(zero_copy_only=False).astype(float) for table in (theirs, ours)
        )
        assert np.allclose(one, other, rtol=DIGITS, atol=0, equal_nan=True), column
