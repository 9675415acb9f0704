"""The DuckDB schema, generated from the dictionary: types, keys, references and checks."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files

from analysis.dictionary import TABLES, Column, Table
from analysis.intake.staging import SQL_TYPES, quoted

TRUTH_SCHEMA = "truth"
CREATE_TRUTH = f"create schema {TRUTH_SCHEMA}"

MART_FILES = (
    "marts_units.sql",
    "marts.sql",
    "marts_money.sql",
    "marts_ceilings.sql",
    "marts_targets.sql",
    "marts_process.sql",
    "marts_places.sql",
    "marts_outcomes.sql",
    "marts_coverage.sql",
    "marts_eligibility.sql",
    "marts_freshness.sql",
)
"""The scripts that derive the marts, in the order they are run; a mart knows those before it."""

QUALITY_FILE = "quality_points.sql"
"""The script that adds the points of data quality, once the marts are there."""


def qualified(table: Table) -> str:
    """Return the name of a table in a snapshot; the truth of a simulation lies apart."""
    return f"{TRUTH_SCHEMA}.{table.name}" if table.area == "truth" else f"main.{table.name}"


def create_schema_statements() -> list[str]:
    """Return the statements that create every table of the dictionary, in reference order."""
    return [CREATE_TRUTH, *(create_table(table) for table in TABLES.values())]


@lru_cache(maxsize=1)
def schema_version() -> str:
    """Return a fingerprint of the tables and marts a snapshot of this program has.

    Measures ask the marts by name, so a snapshot of another version cannot answer them.
    """
    text = "\n".join([*create_schema_statements(), *marts_statements()])
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def marts_statements() -> list[str]:
    """Return the statements that derive the marts, in order."""
    folder = files("analysis.warehouse").joinpath("sql")
    scripts = [folder.joinpath(name).read_text(encoding="utf-8") for name in MART_FILES]
    return [
        statement for script in scripts for statement in script.split(";\n") if statement.strip()
    ]


def quality_statement() -> str:
    """Return the statement that adds the points of data quality of the import `$batch_id`."""
    script = files("analysis.warehouse").joinpath("sql", QUALITY_FILE)
    return script.read_text(encoding="utf-8")


def create_table(table: Table, *, enforce_references: bool = True) -> str:
    """Return the create statement of one table.

    Without `enforce_references` its references are not declared: whoever fills it checks them.
    """
    lines = [_column_line(column) for column in table.columns]
    lines.append(f"primary key ({', '.join(quoted(name) for name in table.key)})")
    for column in table.columns:
        if column.references is not None and enforce_references:
            other_table, other_column = column.references.split(".")
            lines.append(
                f"foreign key ({quoted(column.name)})"
                f" references {other_table} ({quoted(other_column)})"
            )
    lines += [f"check ({rule.expression})" for rule in table.rules if rule.severity == "error"]
    body = ",\n  ".join(lines)
    return f"create table {qualified(table)} (\n  {body}\n)"


def _column_line(column: Column) -> str:
    name = quoted(column.name)
    parts = [name, SQL_TYPES[column.type]]
    if column.required:
        parts.append("not null")
    if column.codes is not None:
        allowed = ", ".join("'" + code.replace("'", "''") + "'" for code in column.codes.values())
        parts.append(f"check ({name} in ({allowed}))")
    if column.minimum is not None:
        parts.append(f"check ({name} >= {column.minimum})")
    if column.maximum is not None:
        parts.append(f"check ({name} <= {column.maximum})")
    return " ".join(parts)
