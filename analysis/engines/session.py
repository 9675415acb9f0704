"""A Spark session for the marts: on this machine, or on the cluster the user's Spark knows."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from analysis.engines.errors import engine_missing

LOCAL = "local[*]"
"""All cores of this machine, which is what is used when no other master is named."""


@contextmanager
def spark_session(
    scratch: Path,
    *,
    master: str = LOCAL,
    memory: str = "2g",
    settings: Mapping[str, str] | None = None,
) -> Iterator[Any]:
    """Start Spark and stop it again.

    A master that begins with "local" runs in one process that only this machine can reach. Another
    is asked as the user's own spark-defaults.conf says (SPARK_CONF_DIR), where catalogues,
    credentials and memory belong. `scratch` holds what Spark spills; `settings` go before those of
    this module. Raises EngineError where Spark or Java is missing.
    """
    try:
        with warnings.catch_warnings():
            # It warns of a newer pandas, which nothing here uses through it.
            warnings.simplefilter("ignore", FutureWarning)
            from pyspark.sql import SparkSession
    except ImportError as error:
        raise engine_missing(str(error)) from error
    builder = SparkSession.builder.appName("khuyencong marts").master(master)
    # One calendar everywhere, and errors instead of nulls where a value does not fit.
    builder = builder.config("spark.sql.session.timeZone", "UTC").config(
        "spark.sql.ansi.enabled", "true"
    )
    builder = builder.config("spark.driver.maxResultSize", "0")
    if master.startswith("local"):
        for name, value in _on_this_machine(scratch, memory).items():
            builder = builder.config(name, value)
    for name, value in (settings or {}).items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except Exception as error:
        raise engine_missing(str(error).splitlines()[0]) from error
    session.sparkContext.setLogLevel("OFF")
    try:
        yield session
    finally:
        session.stop()


def _on_this_machine(scratch: Path, memory: str) -> dict[str, str]:
    return {
        "spark.driver.memory": memory,
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.local.dir": str(scratch / "spilled"),
        "spark.sql.warehouse.dir": str(scratch / "warehouse"),
        "spark.sql.shuffle.partitions": str(4 * (os.cpu_count() or 1)),
    }
