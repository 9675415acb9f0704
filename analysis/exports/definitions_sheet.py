"""The sheet of definitions: every column of every table of a workbook, with unit and meaning."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from analysis.exports.cells import harmless
from analysis.exports.measure_sheet import SheetFormats
from analysis.language import Language, Text
from analysis.measures import Measure
from analysis.measures.model import Kind

UNITS: dict[Kind, Text] = {
    "year": Text("năm", "year"),
    "code": Text("mã", "code"),
    "district": Text("mã đơn vị hành chính", "code of an administrative unit"),
    "currency": Text("mã tiền tệ ISO 4217", "ISO 4217 currency code"),
    "money": Text("đơn vị tiền nhỏ nhất của cột tiền tệ", "smallest unit of the currency column"),
    "count": Text("số lượng", "number"),
    "ratio": Text("lần", "times"),
    "share": Text("tỷ lệ, 0–1", "share, 0–1"),
    "number": Text("số", "number"),
    "date": Text("ngày", "date"),
    "flag": Text("đúng/sai", "true/false"),
    "text": Text("chữ", "text"),
}
"""What a value of each kind of column is counted in."""

_HEADINGS = (
    Text("Bảng", "Table"),
    Text("Cột", "Column"),
    Text("Tên cột trong tệp số liệu", "Name in data files"),
    Text("Đơn vị", "Unit"),
    Text("Cách tính của bảng", "What the table counts"),
    Text("Hạn chế", "Limits"),
    Text("Bảng nguồn", "Source tables"),
)
_WIDTHS = (36, 32, 24, 30, 70, 70, 30)


def write_definitions(
    sheet: Worksheet, formats: SheetFormats, measures: Sequence[Measure], language: Language
) -> None:
    """Write one row a column; what the table counts stands on the first row of each table."""
    for position, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True)):
        sheet.set_column(position, position, width)
        sheet.write_string(0, position, heading.in_language(language), formats.bold)
    row = 0
    for measure in measures:
        for number, column in enumerate(measure.columns):
            row += 1
            cells = [
                measure.title.in_language(language),
                column.label.in_language(language),
                column.name,
                UNITS[column.kind].in_language(language),
            ]
            if number == 0:
                cells += [
                    measure.counts.in_language(language),
                    measure.caveats.in_language(language),
                    ", ".join(measure.sources),
                ]
            for position, words in enumerate(cells):
                sheet.write_string(row, position, harmless(words), formats.wrapped)
    sheet.freeze_panes(1, 2)
