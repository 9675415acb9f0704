"""Facts beside the programme: published figures, district statistics, the price level."""

from __future__ import annotations

import pandas as pd

from analysis.language import Text
from analysis.measures.funding import CURRENCY, DISTRICT_KEYS
from analysis.measures.labels import with_code_names, with_district_names
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.periods import with_period_names
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot


def published_figures(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return every published figure of the scope's years, with status and source."""
    frame = with_period_names(ask(snapshot, scope, "published_figures"), scope.language)
    for column in ("geography", "indicator", "measurement_unit", "status"):
        frame = with_code_names(frame, column, _CODE_LISTS[column], scope.language)
    return frame


def district_statistics(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return population, establishments and workers per district and year, boundaries as then."""
    frame = ask(snapshot, scope, "district_statistics")
    frame = with_district_names(frame, snapshot, scope.language)
    return with_code_names(frame, "status", "figure_status", scope.language)


def price_index(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return the price level and its growth per year, with the source of each."""
    return ask(snapshot, scope, "price_index")


_CODE_LISTS = {
    "geography": "geography",
    "indicator": "published_indicator",
    "measurement_unit": "measurement_unit",
    "status": "figure_status",
}
_STATUS = (
    MeasureColumn("status", "code", Text("Mã tính chất", "Status code"), "figure_status"),
    MeasureColumn("status_name", "text", Text("Tính chất", "Status")),
)
_SOURCE = MeasureColumn("source", "text", Text("Nguồn", "Source"))

MEASURES = (
    Measure(
        "published_figures",
        Text("Số liệu đã công bố", "Published figures"),
        Text(
            "Số liệu khuyến công đã công bố của tỉnh, vùng, cả nước và tỉnh khác, giữ nguyên kỳ, "
            "tính chất (thực hiện, kế hoạch, mục tiêu…) và nguồn.",
            "Published programme figures of the province, region, nation and other provinces, with "
            "period, status (actual, plan, target…) and source kept.",
        ),
        Text(
            "Kỳ và cách tính khác nhau giữa các nguồn; không cộng kế hoạch với thực hiện.",
            "Periods and methods differ between sources; plans are never added to actuals.",
        ),
        ("published_figure",),
        (
            MeasureColumn("geography", "code", Text("Mã phạm vi", "Geography code"), "geography"),
            MeasureColumn("geography_name", "text", Text("Phạm vi", "Geography")),
            MeasureColumn(
                "indicator", "code", Text("Mã chỉ tiêu", "Indicator code"), "published_indicator"
            ),
            MeasureColumn("indicator_name", "text", Text("Chỉ tiêu", "Indicator")),
            MeasureColumn("period", "text", Text("Kỳ như nguồn ghi", "Period as printed")),
            MeasureColumn("period_name", "text", Text("Kỳ", "Period")),
            MeasureColumn("year_from", "year", Text("Từ năm", "From")),
            MeasureColumn("year_to", "year", Text("Đến năm", "To")),
            MeasureColumn("whole_years", "flag", Text("Trọn năm", "Whole years")),
            MeasureColumn("figure", "number", Text("Giá trị", "Value")),
            MeasureColumn("text_value", "text", Text("Giá trị chữ", "Value as text")),
            MeasureColumn(
                "measurement_unit", "code", Text("Mã đơn vị", "Unit code"), "measurement_unit"
            ),
            MeasureColumn("measurement_unit_name", "text", Text("Đơn vị", "Unit")),
            MeasureColumn("amount", "money", Text("Số tiền", "Amount")),
            CURRENCY,
            MeasureColumn(
                "fund_source", "code", Text("Nguồn kinh phí", "Fund source"), "fund_source"
            ),
            *_STATUS,
            _SOURCE,
            MeasureColumn("note", "text", Text("Ghi chú của người ghi", "Recorder's note")),
        ),
        published_figures,
        published=True,
    ),
    Measure(
        "district_statistics",
        Text("Thống kê theo huyện", "District statistics"),
        Text(
            "Dân số, cơ sở cá thể phi nông nghiệp và lao động, doanh nghiệp theo huyện và năm, "
            "theo địa giới của năm đó.",
            "Population, non-farm individual establishments and workers, enterprises by district "
            "and year, at the boundaries of that year.",
        ),
        Text(
            "Phi nông nghiệp gồm cả thương mại, dịch vụ: rộng hơn cơ sở CNNT. Tháng 4/2014 thành "
            "phố Quảng Ngãi mở rộng: số trước và sau không so được.",
            "Non-farm includes trade and services: broader than rural industry. In April 2014 the "
            "city was enlarged: figures before and after do not compare.",
        ),
        ("unit_year", "administrative_unit"),
        (
            MeasureColumn("year", "year", Text("Năm", "Year")),
            *DISTRICT_KEYS,
            MeasureColumn("unit_id", "text", Text("Phiên bản đơn vị", "Unit version")),
            MeasureColumn("population", "number", Text("Dân số", "Population")),
            MeasureColumn(
                "population_rural", "number", Text("Dân số nông thôn", "Rural population")
            ),
            MeasureColumn(
                "nonfarm_establishments",
                "count",
                Text("Cơ sở cá thể phi nông nghiệp", "Non-farm establishments"),
            ),
            MeasureColumn("nonfarm_workers", "count", Text("Lao động cá thể", "Their workers")),
            MeasureColumn("enterprises", "count", Text("Doanh nghiệp", "Enterprises")),
            MeasureColumn(
                "eligible_establishments",
                "count",
                Text("Cơ sở CNNT đủ điều kiện", "Eligible establishments"),
            ),
            *_STATUS,
            _SOURCE,
        ),
        district_statistics,
    ),
    Measure(
        "price_index",
        Text("Chỉ số giá", "Price index"),
        Text(
            "Chỉ số giá tiêu dùng bình quân năm, năm trước năm đầu tiên = 100.",
            "Yearly average consumer price index, the year before the first = 100.",
        ),
        Text(
            "Giá tiêu dùng dùng thay giá sản xuất, vì chưa có chỉ số giá sản xuất theo ngành.",
            "Consumer prices stand in for producer prices, which are not sourced yet.",
        ),
        ("price_index",),
        (
            MeasureColumn("series", "code", Text("Chỉ số", "Series"), "price_series"),
            CURRENCY,
            MeasureColumn("year", "year", Text("Năm", "Year")),
            MeasureColumn(
                "growth", "share", Text("Tăng so với năm trước", "Growth on the year before")
            ),
            MeasureColumn("index_value", "number", Text("Mức chỉ số", "Index level")),
            _SOURCE,
        ),
        price_index,
        published=True,
    ),
)
