"""The mix of activities beside what has been published of the region's and the nation's."""

from __future__ import annotations

import pandas as pd

from analysis.language import Text
from analysis.measures.activity_mix import ACTIVITY_KEYS, activity_mix
from analysis.measures.funding import CURRENCY
from analysis.measures.labels import with_code_names
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.periods import with_period_names
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot

PUBLISHED_ACTIVITIES = {
    "fund_training": "DAO_TAO_NGHE",
    "fund_models_and_machinery": "MO_HINH_MAY_MOC",
}
"""Published money of single activities, and the activity of the law it is of."""


def activity_comparison(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per published share of an activity, with the share inside the scope beside it.

    `share` is a fraction of `base_amount`, both published for the same place and period;
    `own_share` a fraction of `own_total`, null where the data hold no project or no amount.
    """
    published = with_period_names(ask(snapshot, scope, "published_activity"), scope.language)
    mix = activity_mix(snapshot, scope)
    published.insert(0, "activity", published["indicator"].map(PUBLISHED_ACTIVITIES))
    if scope.activities:
        published = published[published["activity"].isin(scope.activities)]
    if mix.empty and scope.filters():
        published = published.iloc[:0]
    own = mix.drop_duplicates("activity").set_index("activity")
    frame = published.reset_index(drop=True)
    for column, of_mix in _OWN.items():
        frame[column] = frame["activity"].map(own[of_mix]) if len(own) else pd.NA
    frame["own_share"] = frame["own_share"].astype("Float64").astype("float")
    for column, code_list in _COMPARED_CODES.items():
        named = frame[column].rename(code_list).to_frame()
        frame[f"{column}_name"] = with_code_names(named, code_list, code_list, scope.language)[
            f"{code_list}_name"
        ]
    return frame


_OWN = {
    "own_share": "share",
    "own_total": "total_amount",
    "own_projects": "projects",
    "own_total_projects": "total_projects",
}
_COMPARED_CODES = {
    "activity": "activity",
    "geography": "geography",
    "base_indicator": "published_indicator",
    "status": "figure_status",
    "base_status": "figure_status",
}


MEASURES = (
    Measure(
        "activity_comparison",
        Text("Cơ cấu nội dung so với số đã công bố", "Mix of activities beside published figures"),
        Text(
            "Tỷ trọng của một nội dung trong tổng kinh phí đã công bố của cùng phạm vi và cùng kỳ, "
            "cạnh tỷ trọng của chính nội dung đó trong phần đang xem. Mẫu số của mỗi tỷ trọng đứng "
            "cạnh nó. Bộ lọc chỉ áp dụng cho số của tỉnh; số đã công bố chỉ lọc theo nội dung.",
            "An activity's share of the programme money published for the same place and period, "
            "beside its share of what is chosen here. The denominator of each share stands beside "
            "it. Filters apply to the own figures; published ones are filtered by activity only.",
        ),
        Text(
            "Kỳ, phạm vi và tính chất (thực hiện, suy ra…) khác nhau nên chỉ để đối chiếu. Mẫu số "
            "đã công bố có thể là tổng giải ngân hoặc tổng kinh phí, ghi ở cột căn cứ.",
            "Periods, places and status (actual, derived…) differ, so this is context. The "
            "published denominator may be money disbursed or in total, as its column says.",
        ),
        ("published_figure", "project", "project_fund", "payment"),
        (
            *ACTIVITY_KEYS,
            MeasureColumn("geography", "code", Text("Mã phạm vi", "Geography code"), "geography"),
            MeasureColumn("geography_name", "text", Text("Phạm vi", "Geography")),
            MeasureColumn("period", "text", Text("Kỳ như nguồn ghi", "Period as printed")),
            MeasureColumn("period_name", "text", Text("Kỳ", "Period")),
            MeasureColumn("year_from", "year", Text("Từ năm", "From")),
            MeasureColumn("year_to", "year", Text("Đến năm", "To")),
            MeasureColumn("share", "share", Text("Tỷ trọng đã công bố", "Published share")),
            MeasureColumn("amount", "money", Text("Số tiền đã công bố", "Published amount")),
            MeasureColumn("base_amount", "money", Text("Tổng đã công bố", "Published total")),
            MeasureColumn(
                "base_indicator", "code", Text("Mã căn cứ", "Basis code"), "published_indicator"
            ),
            MeasureColumn("base_indicator_name", "text", Text("Căn cứ", "Basis")),
            CURRENCY,
            MeasureColumn("status", "code", Text("Mã tính chất", "Status code"), "figure_status"),
            MeasureColumn("status_name", "text", Text("Tính chất", "Status")),
            MeasureColumn(
                "base_status",
                "code",
                Text("Mã tính chất của tổng", "Basis status code"),
                "figure_status",
            ),
            MeasureColumn("base_status_name", "text", Text("Tính chất của tổng", "Basis status")),
            MeasureColumn("own_share", "share", Text("Tỷ trọng ở đây", "Share here")),
            MeasureColumn("own_total", "money", Text("Tổng ở đây", "Total here")),
            MeasureColumn("own_projects", "count", Text("Đề án ở đây", "Projects here")),
            MeasureColumn(
                "own_total_projects", "count", Text("Tổng số đề án ở đây", "Total projects here")
            ),
            MeasureColumn("source", "text", Text("Nguồn", "Source")),
        ),
        activity_comparison,
    ),
)
