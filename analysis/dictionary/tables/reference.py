"""Reference facts: ceilings of support, price indices and figures others have published."""

from __future__ import annotations

from analysis.dictionary import codes, published
from analysis.dictionary.model import Column, Rule, Table
from analysis.dictionary.shared import currency_column, money, source_column
from analysis.language import Text

CEILING = Table(
    name="ceiling",
    area="reference",
    label=Text("Mức hỗ trợ tối đa", "Ceiling of support"),
    description=Text(
        "Mức tối đa theo loại hoạt động, nguồn, thời gian hiệu lực; nơi khác chỉ để so sánh.",
        "Maximum by kind of activity, source and validity; other provinces are comparators only.",
    ),
    key=("ceiling_id",),
    columns=(
        Column("ceiling_id", "text", Text("Mã", "Id"), True),
        Column("activity_kind", "code", Text("Loại", "Kind"), True, codes=codes.ACTIVITY_KIND),
        Column("jurisdiction", "text", Text("Nơi áp dụng", "Jurisdiction"), True),
        Column("fund_source", "code", Text("Nguồn", "Fund source"), True, codes=codes.FUND_SOURCE),
        Column(
            "max_share", "fraction", Text("Tỷ lệ tối đa", "Maximum share"), minimum=0, maximum=1
        ),
        money("max_amount", "Mức tối đa", "Maximum amount"),
        currency_column(),
        Column(
            "multiplier",
            "number",
            Text("Hệ số ưu tiên", "Priority multiplier"),
            minimum=1,
            note=Text(
                "Mức tối đa của trường hợp ưu tiên = hệ số × mức thường.",
                "The ceiling of a priority case = multiplier × the usual one.",
            ),
        ),
        Column(
            "applies_to",
            "code",
            Text("Áp dụng cho", "Applies to"),
            codes=codes.CEILING_APPLIES_TO,
        ),
        Column("basis", "text", Text("Tính trên", "Basis")),
        Column("valid_from", "date", Text("Hiệu lực từ", "Valid from")),
        Column("valid_to", "date", Text("Hiệu lực đến", "Valid to")),
        Column("verification", "text", Text("Mức kiểm chứng", "Verification")),
        Column(
            "applies_here",
            "boolean",
            Text("Áp dụng cho Quảng Ngãi", "Applies to Quảng Ngãi"),
            True,
        ),
        Column("legal_source", "text", Text("Văn bản", "Legal source")),
        source_column(),
        Column("note", "text", Text("Ghi chú", "Note")),
    ),
)

PRICE_INDEX = Table(
    name="price_index",
    area="reference",
    label=Text("Chỉ số giá", "Price index"),
    description=Text(
        "Mức giá bình quân năm, năm trước năm đầu = 100. Giá tiêu dùng thay cho giá sản xuất.",
        "Yearly average price level, the year before the first = 100. Consumer prices stand in for "
        "producer prices.",
    ),
    key=("series", "currency", "year"),
    columns=(
        Column("series", "code", Text("Chỉ số", "Series"), True, codes=codes.PRICE_SERIES),
        currency_column(),
        Column("year", "year", Text("Năm", "Year"), True),
        Column(
            "growth", "fraction", Text("Mức tăng so với năm trước", "Growth on the year before")
        ),
        Column("index_value", "number", Text("Mức chỉ số", "Index level"), True, minimum=0),
        source_column(),
    ),
)

PUBLISHED_FIGURE = Table(
    name="published_figure",
    area="reference",
    label=Text("Số liệu đã công bố", "Published figure"),
    description=Text(
        "Số liệu khuyến công các báo, sở, bộ đã công bố, ghi nguyên kỳ, tính chất và nguồn.",
        "Programme figures of offices and press, with period, status and source as given.",
    ),
    key=("figure_id",),
    columns=(
        Column("figure_id", "text", Text("Mã", "Id"), True),
        Column("geography", "code", Text("Phạm vi", "Geography"), True, codes=published.GEOGRAPHY),
        Column(
            "indicator",
            "code",
            Text("Chỉ tiêu", "Indicator"),
            True,
            codes=published.PUBLISHED_INDICATOR,
        ),
        Column("period", "text", Text("Kỳ", "Period"), True, example="2014-H1"),
        Column("year_from", "year", Text("Từ năm", "First year")),
        Column("year_to", "year", Text("Đến năm", "Last year")),
        Column(
            "whole_years",
            "boolean",
            Text("Trọn năm", "Whole years"),
            True,
            note=Text("Sai: số của một phần năm.", "False: covers part of a year only."),
        ),
        Column("figure", "number", Text("Giá trị", "Value")),
        Column("text_value", "text", Text("Giá trị chữ", "Value as text")),
        Column(
            "measurement_unit",
            "code",
            Text("Đơn vị", "Unit"),
            True,
            codes=published.MEASUREMENT_UNIT,
        ),
        money("amount", "Số tiền (đồng)", "Amount (smallest unit)"),
        currency_column(required=False),
        Column(
            "fund_source", "code", Text("Nguồn kinh phí", "Fund source"), codes=codes.FUND_SOURCE
        ),
        Column("status", "code", Text("Tính chất", "Status"), True, codes=codes.FIGURE_STATUS),
        source_column(),
        Column("note", "text", Text("Ghi chú", "Note")),
    ),
    rules=(
        Rule(
            "figure_has_a_value",
            "figure is not null or text_value is not null",
            Text("Dòng không có giá trị", "The row holds no value"),
            Text("Ghi giá trị hoặc bỏ dòng", "Enter the value or drop the row"),
        ),
    ),
)

CASE = Table(
    name="case_info",
    area="reference",
    label=Text("Bộ dữ liệu", "Data set"),
    description=Text(
        "Một dòng nói bộ dữ liệu này là gì; hiện trên mọi màn hình.",
        "One row that says what this data set is; shown on every screen.",
    ),
    key=("name",),
    columns=(
        Column("name", "text", Text("Tên", "Name"), True),
        Column("kind", "code", Text("Loại", "Kind"), True, codes=codes.CASE_KIND),
        Column("title_vi", "text", Text("Tên tiếng Việt", "Vietnamese title"), True),
        Column("title_en", "text", Text("Tên tiếng Anh", "English title"), True),
        Column("about_vi", "text", Text("Mô tả tiếng Việt", "Vietnamese description"), True),
        Column("about_en", "text", Text("Mô tả tiếng Anh", "English description"), True),
        currency_column(),
        Column("as_of", "date", Text("Số liệu đến ngày", "Data as of"), True),
        Column("source_vi", "text", Text("Nguồn, tiếng Việt", "Source in Vietnamese"), True),
        Column("source_en", "text", Text("Nguồn, tiếng Anh", "Source in English"), True),
    ),
)

TABLES = (CEILING, PRICE_INDEX, PUBLISHED_FIGURE, CASE)
