"""Totals under the data are told from data, alike in Python and in SQL."""

from __future__ import annotations

import unicodedata

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.intake.total_rows import is_total_row, total_row_condition
from tests.examples import examples

Values = list[str | None]

TOTALS: list[Values] = [
    ["Tổng cộng", None, "12", "1.234,5"],
    [None, "TỔNG CỘNG:", "12", ""],
    ["II", "Cộng", "5", "x"],
    ["", "", "Tổng số", "12 %"],
    ["Cộng (I + II)", None, "3", "-"],
    ["Cộng huyện Bình Sơn", None, "3", "4"],
    ["Tong cong", None, "3", "4"],
    ["Grand total", None, None, "3"],
    [unicodedata.normalize("NFD", "Tổng cộng"), None, None, "12 tỷ đồng"],
]
DATA: list[Values] = [
    ["Tổng công ty Khoáng sản", None, "3", "4"],
    ["Công", None, "3", "4"],
    ["Total", "4300123456", "Huyện Bình Sơn", "4"],
    ["1", "Cơ sở Tổng Hợp", "3", "4"],
    ["Cơ sở A", "Tổng cộng", "3", "4"],
    [None, None, None, None],
    ["12", "3", "4", "5"],
]


@pytest.mark.parametrize("values", TOTALS)
def test_totals_are_known(values: Values) -> None:
    assert is_total_row(values)


@pytest.mark.parametrize("values", DATA)
def test_data_are_no_totals(values: Values) -> None:
    assert not is_total_row(values)


parts = st.sampled_from(sorted({value for row in TOTALS + DATA for value in row if value}))
value = st.one_of(
    st.none(),
    parts,
    st.builds("{}{}{}".format, st.sampled_from(["", " ", "\n", "\xa0"]), parts, st.just(" ")),
    st.text(alphabet="tổngcộTGa1 ,.%()-:\t", max_size=12),
)
rows = st.lists(st.lists(value, min_size=4, max_size=4), min_size=1, max_size=20)


@settings(max_examples=examples(60), deadline=None)
@given(rows)
def test_the_sql_condition_agrees(given_rows: list[Values]) -> None:
    raw = pd.DataFrame(given_rows, columns=["c1", "c2", "c3", "c4"], dtype="object")
    condition = total_row_condition(["c1", "c2", "c3", "c4"])
    found = duckdb.sql(f"select {condition} from raw").fetchall()
    assert len(raw) == len(found)
    assert [one for (one,) in found] == [is_total_row(row) for row in given_rows]


def test_a_table_of_no_columns_has_no_totals() -> None:
    assert total_row_condition([]) == "false"
    assert not is_total_row([])
