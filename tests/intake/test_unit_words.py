"""Units in headers are told from names, whatever their spelling."""

from __future__ import annotations

import unicodedata

import pytest

from analysis.dictionary import TABLES
from analysis.intake.unit_words import (
    Unit,
    UnitUse,
    told_money_unit,
    unit_of,
    use_of,
    without_trailing_unit,
)

OUTCOME = TABLES["outcome_record"]


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("đồng", 1),
        ("VNĐ", 1),
        ("nghìn đồng", 1_000),
        ("1.000 đ", 1_000),
        ("1,000 VND", 1_000),
        ("1000đ", 1_000),
        ("ĐVT: Triệu đồng", 1_000_000),
        ("TR.Đ", 1_000_000),
        ("trieu dong", 1_000_000),
        ("1.000.000 đồng", 1_000_000),
        ("millions of VND", 1_000_000),
        ("tỷ đồng", 1_000_000_000),
        ("Tỉ VNĐ", 1_000_000_000),
    ],
)
def test_money_units_in_any_spelling(text: str, scale: int) -> None:
    for form in (text, unicodedata.normalize("NFD", text)):
        assert unit_of(form) == Unit("money", scale, 1, "VND")


@pytest.mark.parametrize(
    "text", ["", "triệu đồng/người/tháng", "12 tỷ đồng mỗi năm", "Huyện", "1000", "năm 2023", "m"]
)
def test_other_words_are_no_units(text: str) -> None:
    assert unit_of(text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Doanh thu, tr.đ", "Doanh thu"),
        ("Doanh thu, 1.000 đ", "Doanh thu"),
        ("Doanh thu - triệu đồng", "Doanh thu "),
        ("Doanh thu triệu đồng", "Doanh thu"),
        ("Tỷ lệ phế phẩm %", "Tỷ lệ phế phẩm"),
    ],
)
def test_a_unit_at_the_end_is_split_off(text: str, name: str) -> None:
    split = without_trailing_unit(text)
    assert split is not None
    assert split[0] == name


@pytest.mark.parametrize("text", ["Tổng số lao động", "triệu đồng", "Số sản phẩm", "Doanh thu"])
def test_a_name_that_ends_in_a_word_like_a_unit_stays_whole(text: str) -> None:
    assert without_trailing_unit(text) is None


@pytest.mark.parametrize(
    ("unit", "column", "use"),
    [
        ("triệu đồng", "revenue", UnitUse(money_factor=1_000_000, currency="VND")),
        ("triệu", "revenue", UnitUse(money_factor=1_000_000)),
        ("%", "defect_rate", UnitUse(percent=True)),
        ("MWh", "energy_kwh", UnitUse(factor=1_000)),
        ("kg", "waste_tonnes", UnitUse(factor=0.001)),
        ("nghìn người", "workers", UnitUse(factor=1_000)),
        ("tấn", "output_quantity", UnitUse(factor=1)),
        ("%", "revenue", None),
        ("triệu đồng", "workers", None),
        ("triệu đồng", "output_quantity", None),
        ("kg", "energy_kwh", None),
        ("người", "reported_on", None),
    ],
)
def test_what_a_unit_means_depends_on_the_column(
    unit: str, column: str, use: UnitUse | None
) -> None:
    found = unit_of(unit)
    assert found is not None
    assert use_of(found, OUTCOME.column(column)) == use


@pytest.mark.parametrize(
    ("rows", "scale"),
    [
        ([["Báo cáo"], [None, "Đơn vị tính: triệu đồng"]], 1_000_000),
        ([["(ĐVT: 1.000 đồng)"]], 1_000),
        ([["Năm 2023 - Đơn vị: Tỷ đồng; người"]], 1_000_000_000),
        ([["Đơn vị tiền / Money unit", None, "nghìn đồng"]], 1_000),
        ([["Money unit", "million VND"], []], 1_000_000),
        ([["(triệu đồng)"]], 1_000_000),
        ([["ĐVT: triệu đồng"], ["ĐVT: đồng"]], 1),
    ],
)
def test_the_unit_over_a_header_holds_for_the_sheet(
    rows: list[list[str | None]], scale: int
) -> None:
    unit = told_money_unit(rows)
    assert unit is not None
    assert unit.scale == scale


@pytest.mark.parametrize("cell", ["Đơn vị tính: người", "Hỗ trợ 12 tỷ đồng năm 2023", "Đơn vị: A"])
def test_rows_that_tell_no_money_unit(cell: str) -> None:
    assert told_money_unit([[cell, "x"]]) is None
