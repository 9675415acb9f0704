"""Tables of a catalogue that only Spark's own configuration knows, as a site with a lakehouse has.

One process writes them, another reads them, told nothing but `catalog:NAME`: where the tables lie,
in which format, and what else Spark must load for it stands in spark-defaults.conf. Hive's
catalogue comes with Spark. Iceberg's and Delta's programs do not; who has them names their files.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from analysis.exports.parquet import write_parquet
from analysis.scope import Scope
from analysis.settings import PROJECT_ROOT
from analysis.warehouse import open_snapshot

pytest.importorskip("pyspark")
pytestmark = pytest.mark.spark

TABLES = ("case_info", "project", "payment", "support")
ICEBERG_JARS, DELTA_JARS = "ICEBERG_JARS", "DELTA_JARS"

WRITE = """
import sys
from pathlib import Path
from analysis.engines.session import spark_session
place, namespace, form, *files = sys.argv[1:]
with spark_session(Path(place), master="local[1]") as spark:
    spark.sql(f"create namespace if not exists {namespace}")
    for file in map(Path, files):
        writer = spark.read.parquet(str(file)).write.format(form)
        writer.saveAsTable(f"{namespace}.{file.stem}")
"""
READ = """
import json, sys
from pathlib import Path
from analysis.engines.session import spark_session
from analysis.engines.sources import register_tables
place, namespace = sys.argv[1:]
with spark_session(Path(place), master="local[1]") as spark:
    rows = register_tables(spark, f"catalog:{namespace}")
    sums = spark.sql("select sum(amount), min(paid_on), count(distinct project_id) from payment")
    print(json.dumps([rows, [str(value) for value in sums.first()]]))
"""


@dataclass(frozen=True)
class Lakehouse:
    """A catalogue: its name and namespace, the format of its tables, the lines that configure it.

    In the lines FOLDER stands for where it lies and JARS for the files of its programs.
    """

    namespace: str
    form: str
    configured: tuple[str, ...]
    jars: str = ""


LAKEHOUSES = {
    "hive": Lakehouse(
        "spark_catalog.khuyencong",
        "parquet",
        (
            "spark.sql.catalogImplementation hive",
            "spark.hadoop.javax.jdo.option.ConnectionURL"
            " jdbc:derby:;databaseName=FOLDER/catalogue;create=true",
        ),
    ),
    "iceberg": Lakehouse(
        "lakehouse.khuyencong",
        "iceberg",
        (
            "spark.jars JARS",
            "spark.sql.catalog.lakehouse org.apache.iceberg.spark.SparkCatalog",
            "spark.sql.catalog.lakehouse.type hadoop",
            "spark.sql.catalog.lakehouse.warehouse FOLDER/tables",
        ),
        ICEBERG_JARS,
    ),
    "delta": Lakehouse(
        "spark_catalog.khuyencong",
        "delta",
        (
            "spark.jars JARS",
            "spark.sql.extensions io.delta.sql.DeltaSparkSessionExtension",
            "spark.sql.catalog.spark_catalog org.apache.spark.sql.delta.catalog.DeltaCatalog",
            "spark.sql.catalogImplementation hive",
            "spark.hadoop.javax.jdo.option.ConnectionURL"
            " jdbc:derby:;databaseName=FOLDER/catalogue;create=true",
        ),
        DELTA_JARS,
    ),
}


@pytest.mark.parametrize("kind", LAKEHOUSES)
def test_tables_are_read_through_the_catalogue_that_is_configured(
    kind: str, workspace: Path, tmp_path: Path
) -> None:
    lakehouse = LAKEHOUSES[kind]
    jars = os.environ.get(lakehouse.jars, "")
    if lakehouse.jars and not jars:
        pytest.skip(f"{kind} is no part of Spark: {lakehouse.jars} names its jars")
    configured = tmp_path / "conf"
    configured.mkdir()
    lines = "\n".join(lakehouse.configured)
    (configured / "spark-defaults.conf").write_text(
        lines.replace("FOLDER", str(tmp_path)).replace("JARS", jars) + "\n", encoding="utf-8"
    )
    source, snapshot = tmp_path / "source", open_snapshot(workspace, "quang-ngai-simulated")
    source.mkdir()
    write_parquet(source, snapshot, Scope())
    files = [str(source / f"{name}.parquet") for name in TABLES]

    # The tables of Hive and Delta lie where the session that made them keeps its own.
    def asked(code: str, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "own"), lakehouse.namespace, *words],
            cwd=tmp_path,
            env={
                **os.environ,
                "SPARK_CONF_DIR": str(configured),
                "PYTHONPATH": os.pathsep.join(
                    part for part in (os.environ.get("PYTHONPATH"), str(PROJECT_ROOT)) if part
                ),
            },
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    asked(WRITE, lakehouse.form, *files)
    rows, sums = json.loads(asked(READ).splitlines()[-1])
    ours = {
        name: int(snapshot.query(f"select count(*) as n from {name}")["n"][0]) for name in TABLES
    }
    assert {name: count for name, count in rows.items() if count} == ours
    wanted = snapshot.query(
        "select sum(amount)::bigint as s, min(paid_on) as d, count(distinct project_id) as n"
        " from payment"
    ).iloc[0]
    assert sums == [str(wanted["s"]), str(wanted["d"])[:10], str(wanted["n"])]
