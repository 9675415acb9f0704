"""The marts made by Spark: the very statements of the warehouse, one after another."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlglot
from sqlglot import exp

from analysis.engines.dialect import SOURCE
from analysis.warehouse.schema import marts_statements, quality_statement

TARGET = "spark"


@dataclass(frozen=True, slots=True)
class MadeMart:
    """A mart that Spark has made: its name, rows, and the seconds it took by the clock."""

    name: str
    rows: int
    seconds: float


def translated(statement: str) -> tuple[str, str]:
    """Return the table that a statement makes or fills, and its query as Spark says it.

    The statement is one of the marts: `create table … as …` or `insert into … select …`.
    """
    tree = sqlglot.parse_one(statement, read=SOURCE)
    made = tree.find(exp.Table)
    query = tree.args.get("expression")
    if made is None or not isinstance(query, exp.Query):
        raise ValueError(f"no mart is made by: {statement[:80]}")
    return made.name, query.sql(dialect=TARGET)


def make_marts(
    spark: Any, scratch: str | Path, say: Callable[[MadeMart], None] = lambda made: None
) -> list[MadeMart]:
    """Make every mart, in order, of the views that the session has for the tables.

    Each is written under `scratch` as Parquet and becomes a view over these files, so that the next
    reads it instead of deriving it again; on a cluster that must be a place all machines reach.
    """
    done = []
    for statement in marts_statements():
        started = time.perf_counter()
        name, query = translated(statement)
        place = f"{scratch}/{name}"
        spark.sql(query).write.mode("overwrite").parquet(place)
        frame = spark.read.parquet(place)
        frame.createOrReplaceTempView(name)
        made = MadeMart(name, frame.count(), time.perf_counter() - started)
        say(made)
        done.append(made)
    return done


def quality_points(spark: Any, batch_id: str) -> list[tuple[str, str, int, int]]:
    """Return the points of data quality of an import: its id, indicator, numerator, denominator."""
    _, query = translated(quality_statement())
    return [tuple(row) for row in spark.sql(query, args={"batch_id": batch_id}).collect()]
