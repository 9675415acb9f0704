"""The columns of closing the gaps, and the words for goals, costs and what can be planned."""

from __future__ import annotations

from analysis.language import Text
from analysis.measures.funding import CURRENCY, DISTRICT_KEYS
from analysis.measures.model import MeasureColumn

GOALS = {
    "median": Text("mức giữa của tỉnh ({share})", "the median of the province ({share})"),
    "floor": Text("mức sàn đã chọn ({share})", "the chosen floor ({share})"),
}
"""Goals by code, with the share supported to be filled in."""

PLANS = {
    "below": Text("Dưới mức đặt ra", "Below the goal"),
    "reached": Text("Đã đạt", "Reached"),
    "cannot_tell": Text("Chưa nói được", "Cannot tell yet"),
    "not_planned": Text(
        "Không rõ địa bàn, không lập kế hoạch được", "No known place, not planned for"
    ),
}
"""Where a place stands to the goal, and the words for it."""

COST_FROM = {
    "own": Text("Cơ sở của địa bàn", "Establishments of the place"),
    "overall": Text("Cả tỉnh (địa bàn có quá ít)", "The whole province (too few in the place)"),
    "none": Text("Không có số tiền", "No amount known"),
}
"""From which grants a place's cost is made, and the words for it."""

COLUMNS = (
    *DISTRICT_KEYS,
    MeasureColumn("eligible", "count", Text("Thuộc đối tượng", "Eligible")),
    MeasureColumn("supported", "count", Text("Được hỗ trợ", "Supported")),
    MeasureColumn("supported_share", "share", Text("Tỷ lệ được hỗ trợ", "Share supported")),
    MeasureColumn("supported_low", "share", Text("Cận dưới", "From")),
    MeasureColumn("supported_high", "share", Text("Cận trên", "To")),
    MeasureColumn("goal", "code", Text("Mã mức đặt ra", "Goal code")),
    MeasureColumn("goal_share", "share", Text("Mức đặt ra", "Goal")),
    MeasureColumn("missing", "count", Text("Cần thêm (cơ sở)", "Missing (establishments)")),
    MeasureColumn("missing_low", "count", Text("Cận dưới", "From")),
    MeasureColumn("missing_high", "count", Text("Cận trên", "To")),
    CURRENCY,
    MeasureColumn("cost", "money", Text("Một cơ sở, trung vị", "Per establishment, median")),
    MeasureColumn("cost_low", "money", Text("Cận dưới", "From")),
    MeasureColumn("cost_high", "money", Text("Cận trên", "To")),
    MeasureColumn("cost_from", "code", Text("Mã nguồn chi phí", "Cost basis code")),
    MeasureColumn("cost_from_name", "text", Text("Chi phí tính từ", "Cost from")),
    MeasureColumn("grants", "count", Text("Cơ sở có số tiền", "Establishments with an amount")),
    MeasureColumn(
        "grants_unknown",
        "count",
        Text("Cơ sở của địa bàn không rõ số tiền", "Of the place, amount unknown"),
    ),
    MeasureColumn("money", "money", Text("Tiền cần thêm", "Money to close")),
    MeasureColumn("money_low", "money", Text("Cận dưới", "From")),
    MeasureColumn("money_high", "money", Text("Cận trên", "To")),
    MeasureColumn("plan", "code", Text("Mã tình trạng", "State code")),
    MeasureColumn("plan_name", "text", Text("Tình trạng", "State")),
)
