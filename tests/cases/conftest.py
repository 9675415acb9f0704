"""Checks every case must pass: the dictionary's own constraints, tried on built tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import duckdb
import pandas as pd
import pytest

from analysis.dictionary import TABLES, Column

Tables = dict[str, pd.DataFrame]
_NUMERIC = {"integer", "money", "number", "fraction", "year"}


def _column_problems(
    where: str, column: Column, values: pd.Series, tables: Tables
) -> Iterator[str]:
    known = values.dropna()
    if column.required and len(known) < len(values):
        yield f"{where}: required but unknown in {len(values) - len(known)} rows"
    if column.codes is not None:
        strange = set(known) - set(column.codes.values())
        if strange:
            yield f"{where}: not in the code list: {sorted(strange)}"
    if column.type in _NUMERIC:
        numbers = pd.to_numeric(known)
        if column.minimum is not None and (numbers < column.minimum).any():
            yield f"{where}: below {column.minimum}"
        if column.maximum is not None and (numbers > column.maximum).any():
            yield f"{where}: above {column.maximum}"
        if column.type not in ("number", "fraction") and (numbers % 1 != 0).any():
            yield f"{where}: not whole"
    if column.type == "date":
        pd.to_datetime(known)
    if column.references is not None:
        parent, key = column.references.split(".")
        missing = set(known) - set(tables[parent][key] if parent in tables else ())
        if missing:
            yield f"{where}: points at nothing: {sorted(missing)[:5]}"


def _rule_problems(name: str, frame: pd.DataFrame) -> Iterator[str]:
    casts = {
        "date": "date",
        "boolean": "boolean",
        "integer": "bigint",
        "money": "bigint",
        "year": "integer",
        "number": "double",
        "fraction": "double",
    }
    columns = ", ".join(
        f"cast({column.name} as {casts.get(column.type, 'varchar')}) as {column.name}"
        if column.name in frame.columns
        else f"cast(null as {casts.get(column.type, 'varchar')}) as {column.name}"
        for column in TABLES[name].columns
    )
    with duckdb.connect() as connection:
        connection.register("raw", frame)
        for rule in TABLES[name].rules:
            if rule.severity == "error":
                rows = f"(select {columns} from raw)"
                query = f"select count(*) from {rows} where not ({rule.expression})"
                row = connection.execute(query).fetchone()
                assert row is not None
                if row[0]:
                    yield f"{name}: {row[0]} rows break {rule.code}"


def _problems(tables: Tables) -> list[str]:
    found: list[str] = []
    for name, frame in tables.items():
        table = TABLES[name]
        strange = set(frame.columns) - set(table.column_names())
        if strange:
            found.append(f"{name}: unknown columns {sorted(strange)}")
        if frame.duplicated(list(table.key)).any():
            found.append(f"{name}: the key repeats")
        for column in table.columns:
            if column.name in frame.columns:
                found += _column_problems(
                    f"{name}.{column.name}", column, frame[column.name], tables
                )
            elif column.required:
                found.append(f"{name}.{column.name}: required but absent")
        found += _rule_problems(name, frame)
    return found


@pytest.fixture(scope="session")
def problems_of() -> Callable[[Tables], list[str]]:
    """Return the check: tables of a case in, sentences about broken constraints out."""
    return _problems
