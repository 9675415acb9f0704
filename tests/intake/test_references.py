"""References are found by what people write, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import pandas as pd
import pytest

from analysis.dictionary import TABLES
from analysis.intake.references import reference_problem_texts, resolve_references
from analysis.intake.staging import stage_frames

Rows = list[dict[str, Any]]

ESTABLISHMENTS: Rows = [
    {"establishment_id": "CS-1", "tax_code": "4300205943", "name": "Công ty TNHH Hoàng Long"},
    {"establishment_id": "CS-2", "tax_code": "0312687878-001", "name": "HTX Mây tre Bình Châu"},
    {"establishment_id": "CS-3", "tax_code": "051090001234", "name": "Hộ kinh doanh Trần Thị Hoa"},
    {"establishment_id": "CS-4", "name": "Cơ sở Phú An"},
    {"establishment_id": "CS-5", "name": "Cơ sở Phú An"},
    {"establishment_id": "CS-6", "name": "Cơ sở Đại Hòa"},
    {"establishment_id": "CS-7", "name": "Cơ sở Đại Hoa"},
]


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def _stage(connection: duckdb.DuckDBPyConnection, **tables: Rows) -> None:
    frames = {name: pd.DataFrame(rows).astype(object) for name, rows in tables.items()}
    stage_frames(connection, frames, lambda table: table)


def _resolved(
    connection: duckdb.DuckDBPyConnection, table: str, column: str
) -> dict[str, tuple[str | None, str | None, str | None]]:
    declared = TABLES[table]
    resolve_references(connection, declared, declared.column(column), "found references")
    rows = connection.execute('select * from "found references"').fetchall()
    assert len({row[0] for row in rows}) == len(rows)
    return {row[0]: row[1:] for row in rows}


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("4300205943", "CS-1"),
        ("4300 205 943", "CS-1"),
        ("4300205943.0", "CS-1"),
        ("0312687878001", "CS-2"),
        ("312687878-001", "CS-2"),
        ("51090001234", "CS-3"),
        ("cs-1", "CS-1"),
        ("Công ty TNHH Hoàng Long", "CS-1"),
        ("CÔNG TY TNHH HOÀNG LONG", "CS-1"),
        ("cong ty tnhh hoang long", "CS-1"),
        ("Cty TNHH MTV Hoàng Long", "CS-1"),
        ("Công ty Hoàng Long", "CS-1"),
        ("Hoàng Long", "CS-1"),
        ("Hoang Long Co., Ltd", "CS-1"),
        ("Hợp tác xã mây tre Bình Châu", "CS-2"),
        ("HKD Trần Thị Hoa", "CS-3"),
        # Told apart by their marks, and by nothing else.
        ("Cơ sở Đại Hòa", "CS-6"),
        ("Cơ sở Đại Hoa", "CS-7"),
    ],
)
def test_an_establishment_is_found_by_code_or_name(
    connection: duckdb.DuckDBPyConnection, text: str, resolved: str
) -> None:
    _stage(
        connection,
        establishment=ESTABLISHMENTS,
        outcome_record=[{"establishment_id": text, "year": 2024}],
    )
    found = _resolved(connection, "outcome_record", "establishment_id")
    assert found == {text: (resolved, None, None)}


@pytest.mark.parametrize(
    ("text", "fault", "candidates"),
    [
        ("Cơ sở Phú An", "ambiguous", "Cơ sở Phú An [CS-4]; Cơ sở Phú An [CS-5]"),
        ("co so dai hoa", "ambiguous", "Cơ sở Đại Hoa [CS-7]; Cơ sở Đại Hòa [CS-6]"),
        ("Công ty TNHH Hoàng Lon", "unknown", "Công ty TNHH Hoàng Long [CS-1]"),
        # Another legal form is another establishment.
        ("HTX Hoàng Long", "unknown", None),
        ("4300205944", "unknown", "–"),
        ("Công ty", "unknown", None),
        ("…", "unknown", "–"),
        ("'; drop table x; --", "unknown", "–"),
    ],
)
def test_what_fits_several_or_none_is_not_guessed(
    connection: duckdb.DuckDBPyConnection, text: str, fault: str, candidates: str | None
) -> None:
    _stage(
        connection,
        establishment=ESTABLISHMENTS,
        outcome_record=[{"establishment_id": text, "year": 2024}],
    )
    resolved, found_fault, names = _resolved(connection, "outcome_record", "establishment_id")[text]
    assert (resolved, found_fault) == (None, fault)
    assert names is not None
    assert candidates is None or names == candidates


def test_ids_and_empty_cells_are_left_alone(connection: duckdb.DuckDBPyConnection) -> None:
    records = [{"establishment_id": text, "year": 2024} for text in ("CS-1", None, "CS-7")]
    _stage(connection, establishment=ESTABLISHMENTS, outcome_record=records)
    assert _resolved(connection, "outcome_record", "establishment_id") == {}


def test_rows_of_the_present_snapshot_are_found_too(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    _stage(
        connection,
        establishment=[{"establishment_id": "CS-1", "name": "Hoàng Long"}],
        support=[
            {"support_id": "S1", "project_id": "12/QĐ-UBND", "establishment_id": "hoang long"},
            {"support_id": "S2", "project_id": "Máy dệt chiếu cói", "establishment_id": "An Phú"},
            {"support_id": "S3", "project_id": "DA-7", "establishment_id": "CS-9"},
        ],
    )
    connection.execute(
        "create temp view known_establishment as select * from (values"
        " ('CS-1', null, 'Hoàng Long'), ('CS-9', null, 'An Phú'))"
        " as known(establishment_id, tax_code, name)"
    )
    connection.execute(
        "create temp table known_project as select 'DA-7' as project_id,"
        " '12/QĐ-UBND' as decision_no, 'Máy dệt chiếu cói' as title"
    )
    assert _resolved(connection, "support", "establishment_id") == {
        "hoang long": ("CS-1", None, None),
        "An Phú": ("CS-9", None, None),
    }
    assert _resolved(connection, "support", "project_id") == {
        "12/QĐ-UBND": ("DA-7", None, None),
        "Máy dệt chiếu cói": ("DA-7", None, None),
    }


def test_a_decision_on_many_projects_names_none(connection: duckdb.DuckDBPyConnection) -> None:
    projects = [
        {"project_id": f"DA-{number}", "decision_no": "12/QĐ-UBND", "title": f"Đề án {number}"}
        for number in range(8)
    ]
    _stage(connection, project=projects, payment=[{"project_id": "12/qđ-ubnd"}])
    resolved, fault, names = _resolved(connection, "payment", "project_id")["12/qđ-ubnd"]
    assert (resolved, fault) == (None, "ambiguous")
    assert names is not None
    assert names.startswith("Đề án 0 [DA-0]; ")
    assert names.endswith("; …")


def test_places_and_plain_columns_are_refused(connection: duckdb.DuckDBPyConnection) -> None:
    project = TABLES["project"]
    for name in ("unit_id", "title"):
        with pytest.raises(ValueError, match=name):
            resolve_references(connection, project, project.column(name), "found")


def test_every_reference_fault_reads_in_both_languages() -> None:
    for fault in ("ambiguous", "unknown"):
        severity, message, remedy = reference_problem_texts(fault)
        assert severity == "error"
        told = [message.filled(candidates="X [1]"), remedy.filled(candidates="X [1]")]
        assert any("X [1]" in text.vi for text in told)
        assert any("X [1]" in text.en for text in told)
