"""Outcomes by year: what establishments answered, those supported already and those not."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analysis.language import Language, Text
from analysis.measures.funding import YEAR
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.order_statistics import (
    Floats,
    mean_interval,
    median_interval,
    quantiles,
    share_interval,
)
from analysis.measures.outcome_columns import (
    AMOUNTS_IN,
    MONEY,
    NOT_AN_EFFECT,
    OUTCOME_KEYS,
    PRODUCTIVITY_IS,
    SOURCES,
    STATUS_KEYS,
    STILL_OPEN_UNTIL,
    WHO,
    basis_of,
    described,
    framed,
    joined,
    status_columns,
)
from analysis.measures.outcome_list import OUTCOMES, PRODUCTIVITY, Outcome, typical_word
from analysis.measures.outcome_values import answered
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot

FEWEST_FOR_TENTHS = 10


def outcome_by_year(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per outcome, year and group (supported already or not) that answered it.

    `typical` is the median, or the mean where the list of outcomes says so, with its interval in
    `low` and `high` (null for too few answers). An outcome nobody answered has no row.
    """
    return _by_year(snapshot, scope, OUTCOMES)


def productivity_by_year(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return the rows of outcome_by_year about labour productivity, without asking the others."""
    return _by_year(snapshot, scope, (PRODUCTIVITY,))


def _by_year(snapshot: Snapshot, scope: Scope, outcomes: tuple[Outcome, ...]) -> pd.DataFrame:
    basis = basis_of(snapshot)
    there = {
        (int(row["year"]), bool(row["supported"])): row
        for row in ask(snapshot, scope, "outcome_alive").to_dict("records")
    }
    told = answered(snapshot, scope, outcomes)
    rows: list[dict[str, object]] = []
    for outcome in outcomes:
        names = described(outcome, basis, snapshot, scope)
        for group in told[outcome.code]:
            year, supported, answers = group.year, group.supported, group.values
            alive = int(there[year, supported]["alive"])
            rows.append(
                {
                    **names,
                    "year": year,
                    **status_columns(supported, scope),
                    "alive": alive,
                    "records": int(there[year, supported]["records"]),
                    "n": len(answers),
                    "response": len(answers) / alive,
                    **summary(answers, outcome, scope.language),
                    "still_open": still_open(year, snapshot.case.as_of),
                }
            )
    return framed(rows, _BY_YEAR, basis)


def summary(answers: Floats, outcome: Outcome, language: Language) -> dict[str, object]:
    """Return what speaks for a group of answers (at least one): typical value, interval, spread."""
    told: dict[str, object] = {"mean": float(answers.mean())}
    if outcome.unit != "yes_no":
        quarters = quantiles(answers, (0.25, 0.5, 0.75))
        told |= dict(zip(("lower_quartile", "median", "upper_quartile"), quarters, strict=True))
        if len(answers) >= FEWEST_FOR_TENTHS:
            told |= dict(zip(("p10", "p90"), quantiles(answers, (0.1, 0.9)), strict=True))
    bounds = interval(answers, outcome)
    low, high = bounds if bounds is not None else (None, None)
    return told | {
        "typical": told["mean" if outcome.typical == "mean" else "median"],
        "typical_is": typical_word(outcome).in_language(language),
        "low": low,
        "high": high,
    }


def interval(answers: Floats, outcome: Outcome) -> tuple[float, float] | None:
    """Return the 95 % interval of the typical value; None where too few answered."""
    if outcome.unit == "yes_no":
        return share_interval(answers)
    return mean_interval(answers) if outcome.typical == "mean" else median_interval(answers)


def still_open(year: int, as_of: date) -> bool:
    """Tell whether reports of a year were still coming in on the day of the data."""
    return date(year + 1, *STILL_OPEN_UNTIL) > as_of


_COUNTS = joined(
    Text(
        "Kết quả sản xuất kinh doanh do cơ sở trả lời, theo năm, của cơ sở đã và chưa được hỗ trợ. "
        "n: số cơ sở trả lời câu hỏi; tỷ lệ trả lời = n ÷ số cơ sở đang hoạt động trong năm (theo "
        "năm thành lập, năm ngừng). Giá trị tiêu biểu là trung vị, hoặc trung bình (tỷ lệ) với câu "
        "mà phần lớn trả lời bằng không hoặc có/không. Khoảng tin cậy 95%: theo thứ tự (trung vị), "
        "Student (trung bình), Wilson (tỷ lệ).",
        "Results answered by establishments, by year, of those supported already and not. n: "
        "establishments that answered the question; response = n ÷ establishments operating in the "
        "year (by years of founding and closing). The typical value is the median, or the mean "
        "(share) of questions that most answer with zero or with yes and no. 95% interval: order "
        "statistics (median), Student (mean), Wilson (share).",
    ),
    PRODUCTIVITY_IS,
    MONEY,
    WHO,
    Text("Lọc theo năm là năm báo cáo.", "A filter by year is that of the report."),
)
_CAVEATS = joined(
    NOT_AN_EFFECT,
    Text(
        "Không rõ ai được hỏi trong nhóm chưa được hỗ trợ, nên mẫu số là mọi cơ sở đang hoạt động. "
        "Cơ sở báo cáo ngoài thời gian hoạt động đã ghi vẫn được tính. Không bỏ giá trị bất thường "
        "nào; xem mục Còn thiếu. Phân vị 10, 90 chỉ nêu từ mười câu trả lời; khoảng của trung vị "
        "cần từ sáu. Nhóm đổi thành phần theo năm, nên so sánh qua các năm không phải thay đổi của "
        "cùng cơ sở.",
        "Who was asked among those not supported is not recorded, so the denominator is every one "
        "operating. One that reports outside its recorded years of life is counted too. No outlier "
        "is left out; see what is missing. The first and last tenth are given from ten answers on; "
        "the interval of a median needs six. Groups change their members over the years, so years "
        "compared are no change of the same establishments.",
    ),
)
_BY_YEAR = (
    *OUTCOME_KEYS,
    YEAR,
    *STATUS_KEYS,
    MeasureColumn("alive", "count", Text("Cơ sở đang hoạt động", "Operating")),
    MeasureColumn("records", "count", Text("Có báo cáo", "Reports")),
    MeasureColumn("n", "count", Text("Trả lời (n)", "Answered (n)")),
    MeasureColumn("response", "share", Text("Tỷ lệ trả lời", "Response")),
    MeasureColumn("typical", "number", Text("Giá trị tiêu biểu", "Typical value")),
    MeasureColumn("typical_is", "text", Text("Giá trị tiêu biểu là", "Typical value is")),
    MeasureColumn("low", "number", Text("Cận dưới 95%", "95% from")),
    MeasureColumn("high", "number", Text("Cận trên 95%", "95% to")),
    MeasureColumn("mean", "number", Text("Trung bình", "Mean")),
    MeasureColumn("p10", "number", Text("Phân vị 10", "First tenth")),
    MeasureColumn("lower_quartile", "number", Text("Tứ phân vị dưới", "Lower quartile")),
    MeasureColumn("median", "number", Text("Trung vị", "Median")),
    MeasureColumn("upper_quartile", "number", Text("Tứ phân vị trên", "Upper quartile")),
    MeasureColumn("p90", "number", Text("Phân vị 90", "Last tenth")),
    MeasureColumn("still_open", "flag", Text("Còn đang báo cáo", "Reports still coming")),
    *AMOUNTS_IN,
)

MEASURES = (
    Measure(
        "productivity_by_year",
        Text("Năng suất lao động theo năm", "Labour productivity by year"),
        _COUNTS,
        _CAVEATS,
        SOURCES,
        _BY_YEAR,
        productivity_by_year,
    ),
    Measure(
        "outcome_by_year",
        Text("Kết quả của cơ sở theo năm", "Outcomes by year"),
        _COUNTS,
        _CAVEATS,
        SOURCES,
        _BY_YEAR,
        outcome_by_year,
    ),
)
