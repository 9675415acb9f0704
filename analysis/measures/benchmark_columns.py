"""The columns of the benchmarks."""

from __future__ import annotations

from analysis.language import Text
from analysis.measures.funding import CURRENCY, PRICE_YEAR
from analysis.measures.model import MeasureColumn

BENCHMARK_COLUMNS = (
    MeasureColumn("benchmark", "text", Text("Mã chỉ số", "Benchmark code")),
    MeasureColumn("benchmark_name", "text", Text("Chỉ số", "Benchmark")),
    MeasureColumn("source_group", "text", Text("Mã nguồn tiền", "Code of money")),
    MeasureColumn("source_group_name", "text", Text("Nguồn tiền", "Money")),
    MeasureColumn("basis", "text", Text("Mã tính chất", "Code of basis")),
    MeasureColumn("basis_name", "text", Text("Tính chất", "Basis")),
    MeasureColumn("origin", "text", Text("Mã xuất xứ", "Code of origin")),
    MeasureColumn("origin_name", "text", Text("Xuất xứ", "Origin")),
    MeasureColumn("geography", "code", Text("Mã phạm vi", "Geography code"), "geography"),
    MeasureColumn("geography_name", "text", Text("Phạm vi", "Geography")),
    MeasureColumn("period", "text", Text("Kỳ như nguồn ghi", "Period as printed")),
    MeasureColumn("period_name", "text", Text("Kỳ", "Period")),
    MeasureColumn("year_from", "year", Text("Từ năm", "From")),
    MeasureColumn("year_to", "year", Text("Đến năm", "To")),
    MeasureColumn("whole_years", "flag", Text("Trọn năm", "Whole years")),
    MeasureColumn("whole_scope", "flag", Text("Cả phạm vi đang xem", "The whole scope")),
    MeasureColumn("value_text", "text", Text("Giá trị", "Value")),
    MeasureColumn("constant_text", "text", Text("Giá so sánh", "At constant prices")),
    MeasureColumn("unit", "text", Text("Đơn vị tính", "Unit")),
    MeasureColumn("value", "number", Text("Giá trị (số)", "Value (number)")),
    MeasureColumn("value_constant", "number", Text("Giá so sánh (số)", "Constant (number)")),
    PRICE_YEAR,
    CURRENCY,
    MeasureColumn("above", "text", Text("Tử số là", "Numerator is")),
    MeasureColumn("numerator", "number", Text("Tử số", "Numerator")),
    MeasureColumn("below", "text", Text("Mẫu số là", "Denominator is")),
    MeasureColumn("denominator", "number", Text("Mẫu số", "Denominator")),
    MeasureColumn("printed", "number", Text("Số in trong nguồn", "As printed")),
    MeasureColumn("comparable", "flag", Text("So được", "Compares")),
    MeasureColumn("caution", "text", Text("Lưu ý", "Caution")),
    MeasureColumn("source", "text", Text("Nguồn tử số", "Source of the numerator")),
    MeasureColumn("source_below", "text", Text("Nguồn mẫu số", "Source of the denominator")),
    MeasureColumn("note", "text", Text("Ghi chú của người ghi", "Recorder's note")),
)
