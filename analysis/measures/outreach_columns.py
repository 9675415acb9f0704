"""The columns of what followed outreach: both sides of each comparison and their intervals."""

from __future__ import annotations

from analysis.language import Text
from analysis.measures.funding import DISTRICT_KEYS
from analysis.measures.model import MeasureColumn


def _count(name: str, vi: str, en: str) -> MeasureColumn:
    return MeasureColumn(name, "count", Text(vi, en))


def _number(name: str, vi: str, en: str) -> MeasureColumn:
    return MeasureColumn(name, "number", Text(vi, en))


def _share(name: str, vi: str, en: str) -> MeasureColumn:
    return MeasureColumn(name, "share", Text(vi, en))


COLUMNS = (
    MeasureColumn("event", "code", Text("Mã sự kiện", "Event code")),
    MeasureColumn("event_name", "text", Text("Sự kiện", "Event")),
    *DISTRICT_KEYS,
    _count("events", "Số sự kiện", "Events"),
    _count("months_after", "Tháng trong 6 tháng sau", "Months within 6 after"),
    _count("months_other", "Tháng khác", "Other months"),
    _count("applications_after", "Hồ sơ sau sự kiện", "Applications after"),
    _count("applications_other", "Hồ sơ tháng khác", "Applications, other months"),
    _count("applications_between", "Hồ sơ ngoài so sánh", "Applications in neither"),
    _number("rate_after", "Hồ sơ/tháng, sau sự kiện", "A month, after"),
    _number("rate_other", "Hồ sơ/tháng, tháng khác", "A month, other months"),
    MeasureColumn("rate_ratio", "ratio", Text("Tỷ số", "Rate ratio")),
    MeasureColumn("ratio_low", "ratio", Text("Cận dưới 95%", "95% from")),
    MeasureColumn("ratio_high", "ratio", Text("Cận trên 95%", "95% to")),
    _number("dispersion", "Độ phân tán", "Dispersion"),
    MeasureColumn("verdict", "code", Text("Mã nhận xét", "Verdict code")),
    MeasureColumn("verdict_name", "text", Text("Nhận xét", "Verdict")),
    _count("decided_after", "Hồ sơ đã xét, sau sự kiện", "Decided, after"),
    _share("approved_share_after", "Tỷ lệ duyệt, sau sự kiện", "Approved, after"),
    _share("approved_low_after", "Cận dưới", "From"),
    _share("approved_high_after", "Cận trên", "To"),
    _count("decided_other", "Hồ sơ đã xét, tháng khác", "Decided, other months"),
    _share("approved_share_other", "Tỷ lệ duyệt, tháng khác", "Approved, other months"),
    _share("approved_low_other", "Cận dưới", "From"),
    _share("approved_high_other", "Cận trên", "To"),
    _count("scored_after", "Hồ sơ có điểm, sau sự kiện", "Scored, after"),
    _number("score_after", "Điểm bình quân, sau sự kiện", "Mean score, after"),
    _count("scored_other", "Hồ sơ có điểm, tháng khác", "Scored, other months"),
    _number("score_other", "Điểm bình quân, tháng khác", "Mean score, other months"),
    _number("score_difference", "Chênh lệch điểm", "Score difference"),
    _number("score_low", "Cận dưới 95%", "95% from"),
    _number("score_high", "Cận trên 95%", "95% to"),
    _count("grade", "Bậc bằng chứng", "Evidence grade"),
)
