"""Sheets become typed tables, and what was read in a way nobody may have meant is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.intake.grids import Cell, typed_grid
from analysis.intake.headers import match_sheet
from analysis.intake.legacy_sheet import LegacySheet
from analysis.intake.problem import Problem
from analysis.intake.sheets import StagedSheet, stage_sheet

TITLED = [["Báo cáo năm 2024"], []]
"""What stands above a header, so that it lies in row 3."""


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with opened() as connection:
        yield connection


def opened() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(
        "create temp table unread_row (table_name varchar, _row bigint, _source integer)"
    )
    return connection


def staged(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    cells: list[list[Cell]],
    legacy: LegacySheet | None = None,
) -> tuple[StagedSheet, list[Problem]]:
    grid = typed_grid("a.xlsx", [*TITLED, *cells])
    match = match_sheet(grid.top(), "", "a.xlsx", table=table)
    assert match is not None
    return stage_sheet(connection, 1, grid, match, legacy)


def column(connection: duckdb.DuckDBPyConnection, name: str) -> list[object]:
    rows = connection.execute(f"select {name} from incoming_1 order by _row").fetchall()
    return [value for (value,) in rows]


def dates(*texts: Cell) -> list[list[Cell]]:
    return [["Mã đề án", "Ngày phê duyệt"], *([f"DA-{n}", text] for n, text in enumerate(texts))]


def rates(heading: str, *values: Cell) -> list[list[Cell]]:
    header = ["Mã cơ sở", "Năm", heading]
    return [header, *([f"CS-{n}", 2024, value] for n, value in enumerate(values))]


def test_rows_are_read_with_their_place(connection: duckdb.DuckDBPyConnection) -> None:
    cells = [["Mã đề án", "Tên đề án", "Ngày phê duyệt"], ["DA-1", " Máy  mới ", "05/03/2024"], []]
    cells.append(["DA-2", "Lò sấy", "hôm qua"])
    sheet, problems = staged(connection, "project", cells)
    assert sheet.rows == 2
    assert column(connection, "title") == ["Máy mới", "Lò sấy"]
    assert column(connection, "approved_on") == [date(2024, 3, 5), None]
    assert column(connection, "_row") == [4, 6]
    assert [(one.rule, one.row, one.cell, one.value) for one in problems] == [
        ("type_date", 6, "C6", "hôm qua")
    ]
    assert connection.execute("from unread_row").fetchall() == [("project", 6, 1)]


def test_rows_of_totals_are_left_out_and_told(connection: duckdb.DuckDBPyConnection) -> None:
    cells = [["Mã đề án", "Kinh phí phê duyệt"], ["DA-1", 5.0], ["Tổng cộng", 5.0]]
    sheet, problems = staged(connection, "project", cells)
    assert sheet.rows == 1
    assert [(one.rule, one.severity, one.cell) for one in problems] == [
        ("total_row", "warning", "A5")
    ]


def test_a_column_of_dates_that_may_be_month_first_is_told_once(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    _, problems = staged(connection, "project", dates("03/04/2024", "12/25/2024", "11/30/2024"))
    assert column(connection, "approved_on") == [date(2024, 4, 3), None, None]
    assert [one.cell for one in problems if one.rule == "type_date"] == ["B5", "B6"]
    [told] = [one for one in problems if one.rule == "ambiguous_dates"]
    assert (told.severity, told.row, told.cell, told.column) == (
        "warning",
        None,
        "B3",
        "approved_on",
    )
    assert "ngày/tháng/năm" in told.message.vi
    assert "day/month/year" in told.message.en


@pytest.mark.parametrize(
    "texts",
    [
        ("03/04/2024", "25/12/2024"),
        # Days the workbook stores as such have no order of writing.
        (date(2024, 12, 25), date(2024, 4, 3)),
        ("2024-12-25", "03/04/2024"),
    ],
)
def test_dates_that_are_day_first_are_not_told(
    connection: duckdb.DuckDBPyConnection, texts: tuple[Cell, ...]
) -> None:
    assert staged(connection, "project", dates(*texts))[1] == []


@pytest.mark.parametrize("values", [(0.5, 0.25), ("0,5", "0,25"), (0.5, "0,25", "–"), (1.0, 0.5)])
def test_percentages_that_may_be_stored_as_fractions_are_told_once(
    connection: duckdb.DuckDBPyConnection, values: tuple[Cell, ...]
) -> None:
    _, problems = staged(connection, "outcome_record", rates("Tỷ lệ phế phẩm (%)", *values))
    first = column(connection, "defect_rate")[0]
    assert first == pytest.approx(0.005 if values[0] != 1.0 else 0.01)
    [told] = problems
    assert (told.rule, told.severity) == ("ambiguous_percentages", "warning")
    assert (told.row, told.cell, told.column) == (None, "C3", "defect_rate")
    assert "0,5%" in told.message.vi
    assert "0.5%" in told.message.en


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Tỷ lệ phế phẩm (%)", (12.5, 0.5)),
        ("Tỷ lệ phế phẩm (%)", ("12,5", "1")),
        ("Tỷ lệ phế phẩm (%)", (12.5, "0,5")),
        ("Tỷ lệ phế phẩm (%)", (0.0, 0.0)),
        ("Tỷ lệ phế phẩm", (0.5, 0.25)),
    ],
)
def test_percentages_that_show_what_they_are_are_not_told(
    connection: duckdb.DuckDBPyConnection, heading: str, values: tuple[Cell, ...]
) -> None:
    assert staged(connection, "outcome_record", rates(heading, *values))[1] == []


@settings(max_examples=25, deadline=None)
@given(
    values=st.lists(
        st.tuples(
            st.integers(0, 1000).map(lambda n: n / 10), st.sampled_from(["native", ".", ","])
        ),
        min_size=1,
        max_size=6,
    )
)
def test_percentages_are_told_exactly_when_nothing_exceeds_one(
    values: list[tuple[float, str]],
) -> None:
    cells = [
        value if style == "native" else str(value).replace(".", style) for value, style in values
    ]
    with opened() as connection:
        _, problems = staged(connection, "outcome_record", rates("Tỷ lệ phế phẩm (%)", *cells))
        read = column(connection, "defect_rate")
    assert read == pytest.approx([value / 100 for value, _ in values])
    doubtful = 0 < max(value for value, _ in values) <= 1
    assert [one.rule for one in problems] == ["ambiguous_percentages"] * doubtful


def test_texts_in_an_old_font_may_stand_beside_codes_that_are_numbers(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    cells = [["Mã cơ sở", "Tên cơ sở", "Mã số thuế"], ["CS-1", "C«ng ty", 4300205943.0]]
    staged(connection, "establishment", cells, LegacySheet("tcvn3", True, ()))
    assert column(connection, "name") == ["Công ty"]
    assert column(connection, "tax_code") == ["4300205943"]
