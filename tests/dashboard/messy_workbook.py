"""A workbook as officers send them: titles, merged cells, units in words, and faulty cells."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import xlsxwriter

ESTABLISHMENTS: tuple[tuple[Any, ...], ...] = (
    (1, "Cơ sở Mộc Hoàng Nam", "4300123456", "TP Quảng Ngãi", "99 sai", datetime(2015, 3, 1), "x"),
    (2, "HTX Quế Trà Bồng", 430012345, "H. Trà Bồng", "10", "05/06/2018", "y"),
    (3, "Cty TNHH Muối Sa Huỳnh", "=1+1", "Đức Phổ", "11", 43831, "z"),
    (4, "Cơ sở lỗi", "", "Huyện Không Có", "10", "31/02/2020", ""),
    ("", "Tổng cộng", "", "", "", "", ""),
)
OUTCOMES: tuple[tuple[Any, ...], ...] = (
    ("HTX Quế Trà Bồng", "năm 2023", "1.234,5", "12", 5, "2,5"),
    ("HTX Quế Trà Bồng", 2024, "1,2 tỷ", "8", "9", "abc"),
    ("Không có cơ sở", 2024, 3, 1, 1, 1),
)
FAULTY = {"Danh sách cơ sở": {"E5", "D8", "F8"}, "Kết quả": {"F5", "A6"}}
"""Sheet to the addresses of the cells with errors."""
LEFT_OUT = 4
"""How many rows have an error."""


def messy_workbook() -> bytes:
    """Return the workbook; what is wrong with it is in `FAULTY`."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("Danh sách cơ sở")
        sheet.merge_range(0, 0, 0, 6, "ỦY BAN NHÂN DÂN HUYỆN BÌNH SƠN")
        sheet.write(1, 0, "Danh sách cơ sở công nghiệp nông thôn năm 2024")
        headings = ("STT", "Tên cơ sở", "MST", "Địa bàn", "Ngành", "Ngày thành lập", "Cột lạ")
        sheet.write_row(3, 0, headings)
        for number, row in enumerate(ESTABLISHMENTS, start=4):
            for position, value in enumerate(row):
                if isinstance(value, datetime):
                    sheet.write_datetime(number, position, value, day)
                else:
                    sheet.write(number, position, value)
        sheet = book.add_worksheet("Kết quả")
        sheet.write(0, 0, "Kết quả sản xuất kinh doanh")
        sheet.write(1, 5, "ĐVT: triệu đồng")
        headings = ("Cơ sở", "Năm", "Doanh thu", "Lao động", "LĐ nữ", "Tỷ lệ phế phẩm (%)")
        sheet.write_row(2, 0, headings)
        for number, row in enumerate(OUTCOMES, start=3):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()
