"""The lines under a table are told from its rows, and a row of data never from a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.intake.cleaning import NATIVE_MARK
from analysis.intake.foot_rows import first_foot_row

DATA = [["HTX Nghĩa An", "2024", "15"], ["Lò gạch Phổ Phong", "2024", None]]


@pytest.mark.parametrize(
    "line",
    [
        "Quảng Ngãi, ngày 5 tháng 3 năm 2025",
        "Bình Sơn, ngày     tháng     năm 2025",
        "ngày … tháng … năm …",
        "Người lập biểu",
        "NGƯỜI LẬP BẢNG",
        "Nguoi lap bieu",
        "(Ký, ghi rõ họ tên)",
        "Thủ trưởng đơn vị",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. GIÁM ĐỐC",
        "Kế toán trưởng",
        "Ghi chú: số liệu ước tính",
        "Nơi nhận:",
        "Xác nhận của UBND xã",
        "Prepared by",
    ],
)
def test_a_foot_begins_with_such_a_line(line: str) -> None:
    assert first_foot_row([*DATA, [None, line, None]]) == 2
    assert first_foot_row([*DATA, [line, None, "Giám đốc"], ["Nguyễn Văn A", None, "Lê B"]]) == 2


@pytest.mark.parametrize(
    "row",
    [
        ["Người lập biểu", "2024", "3"],
        ["Ghi chú: mới", f"{NATIVE_MARK}2024", None],
        ["Thủ trưởng", "05/03/2024", None],
    ],
)
def test_a_row_with_a_figure_is_data_whatever_it_says(row: list[str | None]) -> None:
    assert first_foot_row([*DATA, row]) is None
    assert first_foot_row([["Người lập biểu", None, None], row]) is None


@pytest.mark.parametrize(
    "name",
    [
        "Cơ sở Lập Thành",
        "Công ty TNHH Giám Định Miền Trung",
        "Hộ kinh doanh Kế Toàn",
        "Ngày Mới",
        "Ghi chú học đường",
        "HTX Thủ công",
        "Trưởng phòng Hà",
    ],
)
def test_names_of_establishments_are_no_foot(name: str) -> None:
    assert first_foot_row([["Lò gốm", None, None], [name, None, None]]) is None


@given(st.lists(st.lists(st.none() | st.text(max_size=20), min_size=3, max_size=3), max_size=8))
def test_what_is_cut_off_is_a_tail_without_figures(rows: list[list[str | None]]) -> None:
    place = first_foot_row(rows)
    if place is not None:
        cut = [cell for row in rows[place:] for cell in row if cell]
        assert cut
        assert not any(cell.strip().isdecimal() and cell.strip().isascii() for cell in cut)


def test_no_rows_have_no_foot() -> None:
    assert first_foot_row([]) is None
