"""The columns of coverage: the steps of the way to support, shares, and what is expected."""

from __future__ import annotations

from analysis.language import Text
from analysis.measures.funding import DISTRICT_KEYS
from analysis.measures.model import MeasureColumn

STEPS = ("eligible", "told", "asked", "applied", "approved", "supported", "completed")
"""The steps to support, in order; each is a column that counts establishments."""

STOPS = {
    "never_told": Text("Chưa được biết", "Never told"),
    "told_only": Text("Biết nhưng chưa hỏi", "Told, did not ask"),
    "asked_only": Text("Hỏi nhưng chưa nộp hồ sơ", "Asked, did not apply"),
    "not_approved": Text("Nộp hồ sơ, không hoặc chưa được duyệt", "Applied, not approved"),
    "not_finished": Text("Được duyệt, chưa hoàn thành", "Approved, not finished"),
}
"""Where an eligible establishment stopped, by the furthest step it took; with the completed they
add up to the eligible. Each is a column that counts establishments."""

POSITIONS = {
    "below_998": Text("Thấp hơn giới hạn 99,8%", "Below the 99.8% limit"),
    "below_95": Text("Thấp hơn giới hạn 95%", "Below the 95% limit"),
    "within": Text("Ngẫu nhiên đủ giải thích", "Chance is explanation enough"),
    "above_95": Text("Cao hơn giới hạn 95%", "Above the 95% limit"),
    "above_998": Text("Cao hơn giới hạn 99,8%", "Above the 99.8% limit"),
    "cannot_tell": Text("Chưa nói được", "Cannot tell yet"),
}
"""Where a district lies in the funnel plot, and the words for it."""


def _count(name: str, vi: str, en: str) -> MeasureColumn:
    return MeasureColumn(name, "count", Text(vi, en))


def _share(name: str, vi: str, en: str) -> MeasureColumn:
    return MeasureColumn(name, "share", Text(vi, en))


COLUMNS = (
    *DISTRICT_KEYS,
    _count("eligible", "Thuộc đối tượng", "Eligible"),
    _count("told", "Được biết", "Told"),
    _count("asked", "Hỏi hỗ trợ", "Asked"),
    _count("applied", "Nộp hồ sơ", "Applied"),
    _count("approved", "Được duyệt", "Approved"),
    _count("supported", "Được hỗ trợ", "Supported"),
    _count("completed", "Hoàn thành", "Completed"),
    _share("told_share", "Tỷ lệ được biết", "Share told"),
    _share("told_low", "Cận dưới", "From"),
    _share("told_high", "Cận trên", "To"),
    _share("supported_share", "Tỷ lệ được hỗ trợ", "Share supported"),
    _share("supported_low", "Cận dưới", "From"),
    _share("supported_high", "Cận trên", "To"),
    _share("smoothed_share", "Tỷ lệ làm trơn", "Smoothed share"),
    MeasureColumn("expected", "number", Text("Kỳ vọng", "Expected")),
    _share("alone_share", "Kỳ vọng chỉ từ chính nơi này", "Expected from itself alone"),
    MeasureColumn("ratio", "ratio", Text("Thực tế ÷ kỳ vọng", "Observed ÷ expected")),
    MeasureColumn("ratio_low", "ratio", Text("Cận dưới 95%", "95% from")),
    MeasureColumn("ratio_high", "ratio", Text("Cận trên 95%", "95% to")),
    MeasureColumn("position", "code", Text("Mã vị trí", "Position code")),
    MeasureColumn("position_name", "text", Text("Vị trí", "Position")),
    MeasureColumn(
        "position_spread", "code", Text("Mã vị trí, kể cả độ phân tán", "Code, spread allowed for")
    ),
    MeasureColumn(
        "position_spread_name",
        "text",
        Text("Vị trí, kể cả độ phân tán", "Position, spread allowed for"),
    ),
    _count("rank_low", "Hạng, từ", "Rank, from"),
    _count("rank_high", "Hạng, đến", "Rank, to"),
    _count("ranked", "Số nơi xếp hạng", "Places ranked"),
    *(MeasureColumn(name, "count", label) for name, label in STOPS.items()),
    _count("eligible_unknown", "Không ghi có thuộc đối tượng", "Eligibility not recorded"),
    _count("supported_not_eligible", "Được hỗ trợ, ngoài đối tượng", "Supported, not eligible"),
)
