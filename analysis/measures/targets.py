"""Targets: what the plan set for a year and a place, what was reached, what remains to do."""

from __future__ import annotations

import math

import pandas as pd

from analysis.language import Text
from analysis.measures.funding import CURRENCY, DISTRICT_KEYS, YEAR
from analysis.measures.labels import WHOLE_PROVINCE, with_code_names, with_district_names
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.periods import with_period_names
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot

STATES = {
    "reached": Text("Đã đạt", "Reached"),
    "on_course": Text("Đúng tiến độ", "On course"),
    "behind": Text("Chậm", "Behind"),
    "missed": Text("Không đạt", "Not reached"),
    "unknown": Text("Chưa xác định", "Cannot tell"),
}
"""What can be said of a target; "behind" while its year runs, "missed" once it has ended."""

_UNITS = {
    "fund_total": Text("đồng", "VND"),
    "projects": Text("đề án", "projects"),
    "establishments": Text("cơ sở", "establishments"),
    "workers_trained": Text("người", "persons"),
    "tech_demo_models": Text("mô hình", "models"),
    "machinery": Text("cơ sở", "establishments"),
    "technology_lines": Text("dây chuyền", "lines"),
    "pollution_treatment": Text("cơ sở", "establishments"),
    "fairs_domestic": Text("hội chợ", "fairs"),
    "fairs_abroad": Text("hội chợ", "fairs"),
    "officers_trained": Text("cán bộ", "officers"),
}
_SUMMED = ("fund_total", "workers_trained")
_ANY_SOURCE = Text("Mọi nguồn", "Every source")


def targets_progress(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per target: what was reached, its state, and what remains, by the month.

    `months_left` runs from the day of the data to the end of the target's year, at most 12 and 0
    once the year has ended; `remaining_per_month` is unknown then. `actual` is at least what it
    says when `unknown` records may belong to the target too.
    """
    frame = ask(snapshot, scope, "targets_progress")
    language = scope.language
    frame = with_district_names(frame, snapshot, language)
    whole = frame["whole_province"].astype(bool)
    frame.loc[whole, "district_name"] = WHOLE_PROVINCE.in_language(language)
    frame = with_code_names(frame, "indicator", "target_indicator", language)
    frame = with_code_names(frame, "fund_source", "fund_source", language)
    any_source = frame["fund_source"].isna()
    frame.loc[any_source, "fund_source_name"] = _ANY_SOURCE.in_language(language)
    frame["unit"] = [_unit_of(*row).in_language(language) for row in _pairs(frame)]
    gone = frame["days_gone"].astype("float")
    every = frame["days_of_year"].astype("float")
    target = frame["target_value"].astype("float")
    actual = frame["actual"].astype("float")
    frame["achieved"] = (actual / target).where(target > 0)
    frame["elapsed"] = gone / every
    frame["months_left"] = 12 * (1 - gone / every)
    remaining = (target - actual).clip(lower=0)
    frame["remaining"] = remaining
    frame["remaining_per_month"] = (remaining / frame["months_left"]).where(
        frame["months_left"] > 0
    )
    most = [
        most_possible(*row)
        for row in zip(frame["indicator"], actual, frame["unknown"], strict=True)
    ]
    frame["state"] = [
        target_state(*row) for row in zip(actual, most, target, frame["elapsed"], strict=True)
    ]
    frame["state_name"] = [STATES[state].in_language(language) for state in frame["state"]]
    return frame


def most_possible(indicator: str, actual: float, unknown: int) -> float:
    """Return the most that may have been reached, every unknown record being part of it.

    A record counts at most one; of money and learners it may hold any number.
    """
    if unknown == 0:
        return actual
    return math.inf if indicator in _SUMMED else actual + unknown


def target_state(actual: float, most: float, target: float, elapsed: float) -> str:
    """Return the state of a target; `elapsed` is the part of its year that is over.

    Reached is said as soon as what is known suffices. On course: at least the target times the
    part of the year gone. Where unknown records could still make the difference (`most` is what
    they would make of `actual`), nothing is said.
    """
    if actual != actual:
        return "unknown"
    if actual >= target:
        return "reached"
    pace = target * elapsed
    if elapsed < 1 and actual >= pace:
        return "on_course"
    if most >= pace:
        return "unknown"
    return "behind" if elapsed < 1 else "missed"


def national_targets(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return the targets published for the whole country in the scope's years, with source."""
    frame = with_period_names(ask(snapshot, scope, "national_targets"), scope.language)
    frame = with_code_names(frame, "indicator", "published_indicator", scope.language)
    return with_code_names(frame, "measurement_unit", "measurement_unit", scope.language)


def _pairs(frame: pd.DataFrame) -> list[tuple[str, object]]:
    return list(zip(frame["indicator"], frame["currency"], strict=True))


def _unit_of(indicator: str, currency: object) -> Text:
    if indicator == "fund_total" and isinstance(currency, str) and currency != "VND":
        return Text(currency, currency)
    return _UNITS[indicator]


_INDICATOR = (
    MeasureColumn("indicator", "code", Text("Mã chỉ tiêu", "Indicator code"), "target_indicator"),
    MeasureColumn("indicator_name", "text", Text("Chỉ tiêu", "Indicator")),
)

MEASURES = (
    Measure(
        "targets_progress",
        Text("Thực hiện chỉ tiêu", "Targets and what was reached"),
        Text(
            "Mỗi chỉ tiêu theo năm, địa bàn và nguồn với số thực hiện. Kinh phí = số đã giải ngân; "
            "đề án, cơ sở = của đề án đã duyệt, không bị ngừng; lao động = học viên đã ghi của đề "
            "án; mô hình, hội chợ = số đề án loại đó; máy móc, xử lý ô nhiễm = số cơ sở khác nhau; "
            "dây chuyền = số khoản hỗ trợ; cán bộ = số người khác nhau đã dự lớp. Mẫu số của tỷ lệ "
            "là chỉ tiêu. Đúng tiến độ: đạt ít nhất chỉ tiêu × phần năm đã qua. Còn lại mỗi tháng "
            "= phần còn lại ÷ số tháng từ ngày số liệu đến hết năm. Chỉ lọc theo năm và địa bàn; "
            "các bộ lọc khác và giá so sánh không áp dụng.",
            "Each target by year, place and source with what was reached. Money = disbursed; "
            "projects, establishments = of projects approved and not stopped; workers = learners "
            "recorded of projects; models, fairs = projects of that kind; machinery, pollution = "
            "distinct establishments; lines = supports; officers = distinct persons taught. The "
            "denominator of the rate is the target. On course: at least the target × the part of "
            "the year gone. Remaining per month = what remains ÷ months from the day of the data "
            "to the year's end. Only years and districts filter; other filters and constant prices "
            "do not apply.",
        ),
        Text(
            "Bản ghi không rõ số tiền, loại, địa bàn hoặc nguồn được đếm riêng: số thực hiện khi "
            "đó là ít nhất, và không kết luận nếu chúng có thể đổi kết quả. Chỉ tiêu của huyện "
            "tính theo địa giới 2020–2025; chỉ tiêu của xã chưa có số thực hiện. Nhiều đề án cùng "
            "dự một hội chợ được đếm nhiều lần.",
            "Records of unknown amount, kind, place or source are counted apart: what was reached "
            "is then at least that, and nothing is concluded where they could change it. Targets "
            "of districts use the boundaries of 2020–2025; those of communes have no actual. "
            "Several projects at one fair count several times.",
        ),
        ("plan_target", "project", "project_fund", "payment", "support", "officer_training"),
        (
            *_INDICATOR,
            YEAR,
            *DISTRICT_KEYS,
            MeasureColumn("whole_province", "flag", Text("Cả tỉnh", "Whole province")),
            MeasureColumn("fund_source", "code", Text("Mã nguồn", "Source code"), "fund_source"),
            MeasureColumn("fund_source_name", "text", Text("Nguồn kinh phí", "Fund source")),
            MeasureColumn("unit", "text", Text("Đơn vị tính", "Unit")),
            CURRENCY,
            MeasureColumn("target_value", "number", Text("Chỉ tiêu", "Target")),
            MeasureColumn("actual", "number", Text("Thực hiện", "Reached")),
            MeasureColumn("achieved", "share", Text("Tỷ lệ đạt", "Share reached")),
            MeasureColumn("elapsed", "share", Text("Phần năm đã qua", "Part of the year gone")),
            MeasureColumn("state", "text", Text("Mã kết quả", "Code of state")),
            MeasureColumn("state_name", "text", Text("Kết quả", "State")),
            MeasureColumn("remaining", "number", Text("Còn lại", "Remaining")),
            MeasureColumn("months_left", "number", Text("Số tháng còn lại", "Months left")),
            MeasureColumn(
                "remaining_per_month", "number", Text("Cần mỗi tháng", "Needed per month")
            ),
            MeasureColumn("unknown", "count", Text("Bản ghi không rõ", "Records unknown")),
            MeasureColumn(
                "target_status", "code", Text("Tính chất chỉ tiêu", "Status"), "figure_status"
            ),
            MeasureColumn("source", "text", Text("Nguồn", "Source")),
        ),
        targets_progress,
    ),
    Measure(
        "national_targets",
        Text("Mục tiêu quốc gia", "National targets"),
        Text(
            "Mục tiêu đã công bố của chương trình khuyến công quốc gia, cả nước, theo kỳ. Chỉ để "
            "biết bối cảnh, không so với số của tỉnh. Chỉ lọc theo năm.",
            "Published targets of the national programme for the whole country, by period. Context "
            "only, never held against the province's own figures. Only years filter.",
        ),
        Text(
            "Theo báo đăng lại; kỳ ghi «đến năm» không nói năm bắt đầu.",
            "As reported by the press; a period given as «to» a year does not tell its first year.",
        ),
        ("published_figure",),
        (
            MeasureColumn(
                "indicator", "code", Text("Mã chỉ tiêu", "Indicator code"), "published_indicator"
            ),
            MeasureColumn("indicator_name", "text", Text("Chỉ tiêu", "Indicator")),
            MeasureColumn("period", "text", Text("Kỳ như nguồn ghi", "Period as printed")),
            MeasureColumn("period_name", "text", Text("Kỳ", "Period")),
            MeasureColumn("year_from", "year", Text("Từ năm", "From")),
            MeasureColumn("year_to", "year", Text("Đến năm", "To")),
            MeasureColumn("figure", "number", Text("Mục tiêu", "Target")),
            MeasureColumn(
                "measurement_unit", "code", Text("Mã đơn vị", "Unit code"), "measurement_unit"
            ),
            MeasureColumn("measurement_unit_name", "text", Text("Đơn vị", "Unit")),
            MeasureColumn("source", "text", Text("Nguồn", "Source")),
            MeasureColumn("note", "text", Text("Ghi chú của người ghi", "Recorder's note")),
        ),
        national_targets,
        published=True,
    ),
)
