"""The panel that evidence is measured on: written once to a file, loaded alike by everybody."""

from __future__ import annotations

from pathlib import Path

import duckdb

PERIODS = range(2012, 2022)
COVARIATES = ("x1", "x2", "x3")

# Six cohorts, two fifths of the units, likelier with a high first covariate; trends that differ by
# the second; an effect of 0.08 growing by 0.01 a year; noise of four uniforms, sd 0.2. All from
# hashes, so that the same file comes about whatever the threads do.
_PANEL = """
with unit as (
  select
    i::integer as unit,
    hash(i) % 100000 / 1e5 as x1,
    hash(i + 1000000007) % 100000 / 1e5 as x2,
    hash(i + 2000000011) % 100000 / 1e5 as x3,
    hash(i + 3000000019) % 100000 / 1e5 as draw,
    2015 + hash(i + 4000000007) % 6 as first
  from range({units}) as given(i)
),
supported as (
  select *, (case when draw < 0.2 + 0.4 * x1 then first else 0 end)::integer as cohort
  from unit
),
noisy as (
  select *, hash(unit::bigint * 64 + period) as bits
  from supported, range({first}, {last}) as given(period)
)
select
  unit,
  period::integer as period,
  cohort,
  10 + x1 + 0.05 * x2 * (period - {first})
    + case when cohort > 0 and period >= cohort then 0.08 + 0.01 * (period - cohort) else 0 end
    + 0.2 * sqrt(3) * (((bits & 65535) + (bits >> 16 & 65535) + (bits >> 32 & 65535)
      + (bits >> 48 & 65535)) / 65536.0 - 2) as outcome,
  x1,
  x2,
  x3
from noisy
"""


def write_panel(path: Path, units: int) -> None:
    """Write the panel of so many units × 10 periods as a Parquet file."""
    sql = _PANEL.format(units=units, first=PERIODS.start, last=PERIODS.stop)
    duckdb.connect().execute(f"copy ({sql}) to '{path}'")


def load_panel(path: Path, covariates: bool) -> duckdb.DuckDBPyConnection:
    """Return a connection to a database in memory whose table `panel` holds the file."""
    connection = duckdb.connect(config={"threads": 2})
    columns = ["unit", "period", "cohort", "outcome", *(COVARIATES if covariates else ())]
    connection.execute(f"create table panel as select {', '.join(columns)} from '{path}'")
    return connection
