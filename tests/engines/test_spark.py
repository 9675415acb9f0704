"""Every mart is the same on DuckDB and on Spark: the contract, on the simulated province.

Whole numbers, texts, days and truth values are equal; numbers to nine digits. `make test-spark`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis.commands import marts as command
from analysis.commands.running import run
from analysis.engines.errors import EngineError
from analysis.engines.publishing import bring_mart, mart_types, publish_marts
from analysis.engines.session import spark_session
from analysis.engines.sources import register_tables
from analysis.engines.spark_marts import MadeMart, quality_points, translated
from analysis.exports.parquet import write_parquet
from analysis.measures import run_measure
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot
from analysis.warehouse.errors import LeftOutError
from analysis.warehouse.manifest import snapshot_path
from analysis.warehouse.schema import marts_statements
from tests.engines.same_marts import DIGITS, QUICK, SIMULATED, assert_same_mart

pytest.importorskip("pyspark")
pytestmark = pytest.mark.spark

MARTS = list(mart_types())


@dataclass
class Made:
    """What the command made: the session, rows of its tables, its marts, where they are published.

    The session goes on, so that the tests can look into it.
    """

    spark: Any
    workspace: Path
    rows: dict[str, int]
    marts: list[MadeMart]


@pytest.fixture(scope="module")
def source(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("source")
    write_parquet(folder, open_snapshot(workspace, SIMULATED), Scope())
    return folder


@pytest.fixture(scope="module")
def made(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """Run `khuyencong marts` in a session that starts quicker and is left open."""
    scratch, published = (tmp_path_factory.mktemp(name) for name in ("scratch", "published"))
    register, make = command.register_tables, command.make_marts
    with (
        spark_session(scratch, master="local[2]", settings=QUICK) as spark,
        pytest.MonkeyPatch.context() as patch,
    ):
        found = Made(spark, published, {}, [])
        patch.setattr(command, "spark_session", lambda *_, **__: nullcontext(spark))
        patch.setattr(
            command, "register_tables", lambda *of: found.rows.update(register(*of)) or found.rows
        )
        patch.setattr(
            command, "make_marts", lambda *of: found.marts.extend(make(*of)) or found.marts
        )
        words = ["marts", "--engine", "spark", "--source", str(source), "--scratch", str(scratch)]
        words += ["--case", "nation", "--keep-rows", "20000", "--workspace", str(published)]
        assert run(words) == 0
        yield found


@pytest.fixture(scope="module")
def both(made: Made, workspace: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a connection with Spark's marts as they are, and DuckDB's in the database `ours`."""
    path = snapshot_path(workspace, open_snapshot(workspace, SIMULATED).number)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{path}' as ours (read_only)")
        types = mart_types()
        for mart in made.marts:
            bring_mart(connection, made.spark, mart.name, types[mart.name])
        yield connection


@pytest.mark.parametrize("name", MARTS)
def test_the_mart_is_the_same(both: duckdb.DuckDBPyConnection, name: str) -> None:
    assert_same_mart(both, name)


def test_every_mart_was_made(made: Made) -> None:
    assert sorted(mart.name for mart in made.marts) == sorted(MARTS)
    # What has no row proves nothing: see the test of eligibility below for this one.
    assert [mart.name for mart in made.marts if not mart.rows] == ["mart_eligibility"]
    assert sum(mart.rows for mart in made.marts) > 50_000


def test_the_points_of_quality_are_the_same(made: Made, workspace: Path) -> None:
    snapshot = open_snapshot(workspace, SIMULATED)
    ours = snapshot.query(
        "select indicator, numerator, denominator from quality_point"
        " where batch_id = (select max(batch_id) from import_batch) order by indicator"
    )
    theirs = sorted(point[1:] for point in quality_points(made.spark, "one"))
    assert theirs == list(ours.itertuples(index=False, name=None))


def _same(one: Snapshot, other: Snapshot, name: str) -> None:
    pd.testing.assert_frame_equal(
        run_measure(name, one, Scope()), run_measure(name, other, Scope()), rtol=DIGITS
    )


def test_a_built_in_name_is_not_published_over(made: Made, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="built in"):
        publish_marts(tmp_path, made.spark, made.rows, made.marts, source="here")
    assert not list(tmp_path.iterdir())


def test_a_published_snapshot_answers_as_duckdb_does(made: Made, workspace: Path) -> None:
    manifest = open_snapshot(made.workspace, "nation").manifest
    assert manifest.engine.startswith("spark ")
    assert manifest.left_out == ["outcome_record"]
    ours, theirs = open_snapshot(workspace, SIMULATED), open_snapshot(made.workspace, "nation")
    assert theirs.case.simulated
    for name in ("funding_by_year", "funding_by_district", "stage_times", "jobs_by_year",
                 "coverage_by_district", "targets_progress"):  # fmt: skip
        _same(theirs, ours, name)
    with pytest.raises(LeftOutError):
        run_measure("quality_completeness", theirs, Scope())


def test_data_that_do_not_fit_are_refused_with_every_fault(
    made: Made, source: Path, tmp_path: Path
) -> None:
    spark = made.spark
    case = pq.read_table(source / "case_info.parquet")
    pq.write_table(case, tmp_path / "case_info.parquet")
    paid = pq.read_table(source / "payment.parquet").drop_columns(["project_id"])
    place = paid.schema.get_field_index("amount")
    paid = paid.set_column(place, "amount", paid["amount"].cast(pa.float64()))
    pq.write_table(paid, tmp_path / "payment.parquet")
    pq.write_table(paid, tmp_path / "payments.parquet")
    with pytest.raises(EngineError) as told:
        register_tables(spark, str(tmp_path))
    for fault in (
        "payments.parquet: the dictionary has no such table",
        "payment.project_id: a required column is missing",
        "payment.amount: type double, wanted bigint",
    ):
        assert fault in told.value.text.en
    (tmp_path / "payments.parquet").unlink()
    twice = pa.concat_tables([pq.read_table(source / "payment.parquet")] * 2)
    pq.write_table(twice, tmp_path / "payment.parquet")
    with pytest.raises(EngineError, match="the key \\(payment_id\\) is repeated in"):
        register_tables(spark, str(tmp_path))
    # What the other tests made is of the right source.
    register_tables(spark, str(source))


def test_a_catalogue_is_read_as_a_folder_is(made: Made, source: Path) -> None:
    spark, rows = made.spark, made.rows
    spark.sql("create database lakehouse")
    for file in source.glob("*.parquet"):
        spark.read.parquet(str(file)).write.saveAsTable(f"lakehouse.{file.stem}")
    assert register_tables(spark, "catalog:spark_catalog.lakehouse") == rows
    register_tables(spark, str(source))


def test_eligibility_is_the_same_where_no_record_says(
    made: Made, both: duckdb.DuckDBPyConnection
) -> None:
    """The simulated province records it for all, so that its mart is empty; here for nobody."""
    spark = made.spark
    statement = next(text for text in marts_statements() if "create table mart_eligibility" in text)
    known = spark.table("mart_establishment")
    unknown = ", ".join(
        "cast(null as boolean) as eligible" if name == "eligible" else name
        for name in known.columns
    )
    spark.sql(f"select {unknown} from mart_establishment").createOrReplaceTempView("nobody_says")
    _, query = translated(statement.replace("from mart_establishment as", "from nobody_says as"))
    both.register("theirs", spark.sql(query).toArrow())
    both.execute(
        f"create temp view nobody_says as select {unknown} from ours.main.mart_establishment"
    )
    _, asked = statement.split("as\n", 1)
    both.execute("use ours")
    ours = both.execute(
        asked.replace("from mart_establishment as", "from temp.main.nobody_says as")
        + " order by all"
    ).fetchall()
    both.execute("use memory")
    assert ours
    assert ours == both.execute("select * from theirs order by all").fetchall()
